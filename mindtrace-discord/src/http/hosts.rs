//! The host names that are served here.

use std::net::{IpAddr, SocketAddr};

/// The allowed values of the `Host` header.
///
/// They protect against DNS rebinding: a web page can resolve its own host name to 127.0.0.1 and send requests here, but they carry
/// that name.
pub(super) struct Hosts {
    address: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    pub(super) fn new(address: SocketAddr, names: &[String]) -> Self {
        Self { address: address.ip(), names: names.to_vec() }
    }

    pub(super) fn allow(&self, host: &str) -> bool {
        let host = without_port(host).to_lowercase();
        if host == "localhost" || self.names.contains(&host) {
            return true;
        }
        match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            // An address literal cannot be rebound, so any is allowed when the surface listens on all addresses.
            Ok(ip) => ip.is_loopback() || ip == self.address || self.address.is_unspecified(),
            Err(_) => false,
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // The colons inside an IPv6 address do not precede a port.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn only_configured_and_local_names_are_allowed() {
        let hosts = Hosts::new("127.0.0.1:8080".parse().unwrap(), &["bot.example".to_owned()]);
        for allowed in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "bot.example:443"] {
            assert!(hosts.allow(allowed), "{allowed}");
        }
        for refused in ["evil.example", "localhost.evil.example", "10.0.0.1", "", "127.0.0.1.evil.example:80"]
        {
            assert!(!hosts.allow(refused), "{refused}");
        }
    }
}
