//! The addresses of Discord, and the token to log in with.

use secrecy::SecretString;

/// The addresses of Discord, and the token to log in with.
pub(crate) struct Endpoint {
    pub(crate) token: SecretString,
    /// The addresses of an emulator to connect to instead of Discord.
    pub(crate) emulator: Option<Addresses>,
}

/// The addresses of an emulator.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    pub(crate) rest: String,
    pub(crate) gateway: String,
}
