//! The proxy of `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in upper or lower case.

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;

/// Returns a connector that tunnels through the proxy for `uri`, if it is encrypted and there is one.
pub(crate) fn tunnel(uri: &Uri, connector: HttpConnector) -> Result<Tunnel<HttpConnector>, HttpConnector> {
    let is_encrypted = matches!(uri.scheme_str(), Some("https" | "wss"));
    let https = Uri::builder().scheme("https").path_and_query("/");
    let https = uri.authority().and_then(|authority| https.authority(authority.clone()).build().ok());
    let proxy = https.filter(|_| is_encrypted).and_then(|https| Matcher::from_env().intercept(&https));
    let Some(proxy) = proxy else { return Err(connector) };
    let tunnel = Tunnel::new(proxy.uri().clone(), connector);
    Ok(match proxy.basic_auth() {
        Some(authorization) => tunnel.with_auth(authorization.clone()),
        None => tunnel,
    })
}
