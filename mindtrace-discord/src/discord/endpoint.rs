//! Where a bot connects to, and the token to log in with.

use secrecy::SecretString;

use crate::config::{ApiUrl, Compression, Config, GatewayUrl};

/// Where a bot connects to, and the token to log in with.
pub(crate) struct Endpoint {
    pub(crate) token: SecretString,
    pub(crate) api: ApiUrl,
    /// `None`: the address that the REST API names.
    pub(crate) gateway: Option<GatewayUrl>,
    pub(crate) compression: Compression,
    /// The most requests per second, beside the limits of routes.
    pub(crate) rate: u32,
}

impl Endpoint {
    /// Returns the endpoint of the settings.
    pub(crate) fn new(token: SecretString, config: &Config) -> Self {
        Self {
            token,
            api: config.api_url.clone(),
            gateway: config.gateway_url.clone(),
            compression: config.compression,
            rate: config.api_rate,
        }
    }
}
