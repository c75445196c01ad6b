//! Structs of arguments.

use super::ParamSpec;
use crate::args::Arguments;
use crate::error::Internal;

/// A struct whose fields are arguments; `#[derive(Args)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no struct of arguments",
    label = "`flatten` cannot take this",
    note = "write `#[derive(Args)]` on the struct, or remove `flatten`"
)]
pub trait Args: Sized + Send + 'static {
    /// The fields in order.
    const PARAMS: &'static [ParamSpec];

    /// Takes the values of all fields.
    ///
    /// # Errors
    ///
    /// Those of [`Arguments::take`].
    fn take(args: &mut Arguments) -> Result<Self, Internal>;
}
