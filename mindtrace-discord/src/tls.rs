//! TLS for connections to Discord.

use std::sync::Arc;

/// Returns the configuration of a client that trusts the roots of Mozilla. It names the crypto provider, because a program may link more
/// than one.
///
/// # Errors
///
/// Fails if the provider supports no version of TLS.
pub(crate) fn client() -> Result<Arc<rustls::ClientConfig>, rustls::Error> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions()?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}
