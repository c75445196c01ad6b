//! Which host names a request may be for: those of this machine.

use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, header};

/// Returns whether a request is for this machine, against DNS rebinding: a web page can resolve its own name to 127.0.0.1, but its
/// requests carry that name. The header and the address both count, because HTTP/2 has the name in the latter.
pub(crate) fn is_local(headers: &HeaderMap, uri: &Uri) -> bool {
    let named = headers.get_all(header::HOST).iter().map(|host| host.to_str().ok());
    let mut hosts = named.chain(uri.authority().map(|authority| Some(authority.as_str()))).peekable();
    hosts.peek().is_some() && hosts.all(|host| host.is_some_and(is_local_name))
}

fn is_local_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        // The colons inside an IPv6 address do not precede a port.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for local in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.0.0.1", "[::1]:8080"] {
            assert!(is_local_name(local), "{local}");
        }
        for foreign in ["evil.example", "localhost.evil.example:80", "10.0.0.1", "", "127.0.0.1.evil.example"]
        {
            assert!(!is_local_name(foreign), "{foreign}");
        }
    }

    #[test]
    fn every_name_of_a_request_counts() {
        let check = |hosts: &[&'static str], uri: &'static str| {
            let mut headers = HeaderMap::new();
            for &host in hosts {
                headers.append(header::HOST, HeaderValue::from_static(host));
            }
            is_local(&headers, &Uri::from_static(uri))
        };
        assert!(check(&["localhost:1"], "/"));
        assert!(check(&[], "http://127.0.0.1:1/"));
        assert!(check(&["localhost:1"], "http://localhost:1/"));
        assert!(!check(&[], "/"));
        assert!(!check(&["localhost", "evil.example"], "/"));
        assert!(!check(&["localhost"], "http://evil.example/"));
    }
}
