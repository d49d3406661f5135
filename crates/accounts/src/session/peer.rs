//! Who stands at the other end of a request: the address and the browser.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap, header};

use crate::model::Device;
use crate::rules::device;

/// Where a request comes from. Behind a proxy on the same machine or network the proxy's word counts (the last entry
/// of `X-Forwarded-For`, the one the proxy itself wrote); from the open network nobody is believed.
pub(crate) fn device(headers: &HeaderMap, extensions: &Extensions) -> Device {
    let agent = headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical());
    let told = headers.get_all("x-forwarded-for").iter().next_back().and_then(|it| it.to_str().ok());
    let told = told.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    let address = match (peer, told) {
        (Some(peer), Some(told)) if near(peer) => Some(told.to_canonical()),
        (peer, _) => peer,
    };
    Device {
        name: device::describe(agent),
        address: address.map_or_else(|| "không rõ".to_owned(), |it| it.to_string()),
    }
}

/// Whether an address is of this machine or a private network.
const fn near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => it.is_loopback() || it.is_private(),
        IpAddr::V6(it) => it.is_loopback() || it.is_unique_local(),
    }
}

/// The part of an address that one household or office has: of IPv6 the first 64 bits.
pub(crate) fn network(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V6(it)) => {
            let [a, b, c, d, ..] = it.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn seen(peer: &str, told: Option<&'static str>) -> String {
        let mut headers = HeaderMap::new();
        if let Some(told) = told {
            headers.insert("x-forwarded-for", HeaderValue::from_static(told));
        }
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        device(&headers, &extensions).address
    }

    #[test]
    fn only_a_near_proxy_is_believed_and_only_its_own_word() {
        assert_eq!(seen("203.0.113.9", None), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", Some("198.51.100.1")), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", Some("1.1.1.1, 198.51.100.1")), "198.51.100.1");
        assert_eq!(seen("10.0.0.2", Some("garbage")), "10.0.0.2");
        assert_eq!(seen("::ffff:203.0.113.9", None), "203.0.113.9");
    }

    #[test]
    fn a_household_is_one_network() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("203.0.113.9"), "203.0.113.9");
    }
}
