//! `DISCORD_API_URL` and `DISCORD_GATEWAY_URL`: the addresses of Discord, or of a proxy or another server with its protocol.

use std::fmt;
use std::net::IpAddr;

use http::Uri;
use http::uri::{Authority, Scheme};

/// The address of Discord's REST API, of a proxy in front of it, or of another server with its protocol.
///
/// ```
/// use mindtrace_discord::config::ApiUrl;
///
/// assert_eq!(ApiUrl::parse("https://discord.com", false), Ok(ApiUrl::default()));
/// assert!(ApiUrl::parse("http://proxy:3000", false).is_err(), "it would send the token unencrypted");
/// assert!(ApiUrl::parse("http://proxy:3000", true).is_ok());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ApiUrl {
    scheme: Scheme,
    authority: Authority,
    /// The beginning of every path, `/api/v10`.
    prefix: String,
}

/// The address of a gateway.
///
/// ```
/// use mindtrace_discord::config::GatewayUrl;
///
/// assert!(GatewayUrl::parse("wss://gateway.discord.gg", false).is_ok());
/// assert!(GatewayUrl::parse("ws://127.0.0.1:3001", false).is_ok());
/// assert!(GatewayUrl::parse("https://gateway.discord.gg", false).is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct GatewayUrl(String);

/// The path of the API's version whose shapes this crate knows.
const VERSION: &str = "/api/v10";

impl ApiUrl {
    /// Parses an address such as `https://discord.com`. `/api/v10` is added to the path unless it ends with it.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with it. Without `allow_plaintext`, `http://` is accepted for loopback addresses only.
    pub fn parse(text: &str, allow_plaintext: bool) -> Result<Self, &'static str> {
        let (uri, scheme, authority) = parts(text)?;
        match scheme.as_str() {
            "https" => {}
            "http" if allow_plaintext || is_loopback(&authority) => {}
            "http" => return Err(PLAINTEXT),
            _ => return Err("it does not begin with `https://` or `http://`"),
        }
        let path = uri.path().trim_end_matches('/');
        let prefix = if path.ends_with(VERSION) { path.to_owned() } else { format!("{path}{VERSION}") };
        Ok(Self { scheme, authority, prefix })
    }

    pub(crate) fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The beginning of every path, such as `/api/v10`.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the address without a path.
    pub(crate) fn root(&self) -> Uri {
        let builder = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        // The parts were parsed from a valid address.
        builder.path_and_query("/").build().unwrap_or_default()
    }
}

impl Default for ApiUrl {
    fn default() -> Self {
        Self {
            scheme: Scheme::HTTPS,
            authority: Authority::from_static("discord.com"),
            prefix: VERSION.to_owned(),
        }
    }
}

impl GatewayUrl {
    /// Parses an address such as `wss://gateway.discord.gg`.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with it. Without `allow_plaintext`, `ws://` is accepted for loopback addresses only.
    pub fn parse(text: &str, allow_plaintext: bool) -> Result<Self, &'static str> {
        let (uri, scheme, authority) = parts(text)?;
        match scheme.as_str() {
            "wss" => {}
            "ws" if allow_plaintext || is_loopback(&authority) => {}
            "ws" => return Err(PLAINTEXT),
            _ => return Err("it does not begin with `wss://` or `ws://`"),
        }
        Ok(Self(format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/'))))
    }

    /// The address without a query.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The problem of an unencrypted address.
const PLAINTEXT: &str = "it would send the bot token unencrypted; use TLS, or set DISCORD_ALLOW_PLAINTEXT=yes in a network that you trust";

fn parts(text: &str) -> Result<(Uri, Scheme, Authority), &'static str> {
    let uri: Uri = text.parse().map_err(|_| "it is not a URL")?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err("it is not a URL with a scheme and a host");
    };
    if authority.as_str().contains('@') || uri.query().is_some() {
        return Err("it contains a user name or a query");
    }
    let (scheme, authority) = (scheme.clone(), authority.clone());
    Ok((uri, scheme, authority))
}

fn is_loopback(authority: &Authority) -> bool {
    let host = authority.host().trim_matches(['[', ']']);
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Debug for ApiUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.prefix)
    }
}

impl fmt::Debug for GatewayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiUrl, GatewayUrl, PLAINTEXT};

    #[test]
    fn an_address_of_the_api_leads_to_version_10() {
        let parsed = |text| format!("{:?}", ApiUrl::parse(text, false).unwrap());
        assert_eq!(parsed("https://discord.com"), "https://discord.com/api/v10");
        assert_eq!(parsed("https://discord.com/"), format!("{:?}", ApiUrl::default()));
        assert_eq!(parsed("http://127.0.0.1:3000/api/v10"), "http://127.0.0.1:3000/api/v10");
        assert_eq!(parsed("https://proxy.example/discord/"), "https://proxy.example/discord/api/v10");
    }

    #[test]
    fn an_unencrypted_address_is_accepted_for_loopback_or_if_it_is_allowed() {
        for loopback in ["http://127.0.0.1:1", "http://localhost", "http://[::1]:1"] {
            assert!(ApiUrl::parse(loopback, false).is_ok(), "{loopback}");
        }
        for other in ["http://proxy:3000", "http://10.0.0.1", "http://127.0.0.1.evil.example"] {
            assert_eq!(ApiUrl::parse(other, false).unwrap_err(), PLAINTEXT);
            assert!(ApiUrl::parse(other, true).is_ok(), "{other}");
        }
        assert!(GatewayUrl::parse("ws://127.0.0.1:1/", false).is_ok());
        assert_eq!(GatewayUrl::parse("ws://proxy:1", false).unwrap_err(), PLAINTEXT);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in
            ["", "discord.com", "ftp://discord.com", "https://user:pw@discord.com", "https://discord.com?x=1"]
        {
            assert!(ApiUrl::parse(text, true).is_err(), "{text}");
        }
        assert!(GatewayUrl::parse("https://gateway.discord.gg", true).is_err());
    }
}
