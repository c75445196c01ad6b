//! Structs of arguments.

use super::ParamSpec;
use crate::args::Arguments;
use crate::error::Internal;

/// A struct whose fields are arguments. `#[derive(Args)]` implements it.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// A page of a list.
/// #[derive(Args)]
/// struct Page {
///     /// The page
///     page: u32,
///     /// The number of entries
///     #[arg(default = 10)]
///     size: u32,
/// }
///
/// let names = <Page as mindtrace_discord::command::Args>::PARAMS.iter().map(|param| param.name());
/// assert_eq!(names.collect::<Vec<_>>(), ["page", "size"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of arguments",
    label = "`flatten` needs a struct of arguments",
    note = "write `#[derive(Args)]` on the struct, or remove `flatten`"
)]
pub trait Args: Sized + Send + 'static {
    /// The fields in order.
    const PARAMS: &'static [ParamSpec];

    /// Takes the values of all fields from `args`.
    ///
    /// # Errors
    ///
    /// Those of [`Arguments::take`].
    fn take(args: &mut Arguments) -> Result<Self, Internal>;
}
