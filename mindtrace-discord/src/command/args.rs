//! Structs of arguments.

use super::ParamSpec;
use crate::args::Arguments;
use crate::error::Internal;

/// A struct whose fields are arguments. `#[derive(Args)]` implements it.
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
