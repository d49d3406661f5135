//! The cookie of a session.

use base::Instant;
use http::{HeaderMap, HeaderValue, header};

use crate::model::{Session, Token};
use crate::rules::lifetime;

/// `__Host-` makes the browser refuse the cookie from another host, another path or plain http.
const fn name(secure: bool) -> &'static str {
    if secure { "__Host-phien" } else { "phien" }
}

/// The cookie by which a shared browser is known: what waits in it, waits under its hash.
const fn browser_name(secure: bool) -> &'static str {
    if secure { "__Host-may" } else { "may" }
}

/// The cookie of a sign-in that waits for the second factor.
const fn half_name(secure: bool) -> &'static str {
    if secure { "__Host-dang-nhap" } else { "dang-nhap" }
}

/// The token a browser sent, if it has the form of one.
pub(crate) fn read(headers: &HeaderMap, secure: bool) -> Option<Token> {
    read_named(headers, name(secure))
}

/// By what a shared browser is known, if officers wait in it.
pub(crate) fn read_browser(headers: &HeaderMap, secure: bool) -> Option<Token> {
    read_named(headers, browser_name(secure))
}

/// The secret of a sign-in that waits for the second factor.
pub(crate) fn read_half(headers: &HeaderMap, secure: bool) -> Option<Token> {
    read_named(headers, half_name(secure))
}

fn read_named(headers: &HeaderMap, name: &str) -> Option<Token> {
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(key, _)| key.trim() == name);
    named.find_map(|(_, value)| Token::read(value.trim()))
}

/// Sets the cookie for the life of the session. `SameSite=Lax` keeps it out of forms sent from other sites and lets
/// a link in a mail find the person signed in.
pub(crate) fn set(token: &Token, session: &Session, now: Instant, secure: bool) -> HeaderValue {
    let seconds = (session.expires_at.micros() - now.micros()) / 1_000_000;
    header_value(
        &format!("{}={}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax", name(secure), token.secret()),
        secure,
    )
}

/// Lets a browser be known again for as long as a session of staff may last. No other site sends it along.
pub(crate) fn set_browser(token: &Token, secure: bool) -> HeaderValue {
    let name = browser_name(secure);
    let seconds = lifetime::LONGEST_OF_STAFF;
    header_value(
        &format!("{name}={}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict", token.secret()),
        secure,
    )
}

/// Lets a browser go on to the second step. No other site sends it along.
pub(crate) fn set_half(token: &Token, secure: bool) -> HeaderValue {
    let (name, seconds) = (half_name(secure), lifetime::HALF_SECONDS);
    header_value(
        &format!("{name}={}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict", token.secret()),
        secure,
    )
}

/// The second step is taken, or given up.
pub(crate) fn clear_half(secure: bool) -> HeaderValue {
    let name = half_name(secure);
    header_value(&format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"), secure)
}

/// Takes the cookie away.
pub(crate) fn clear(secure: bool) -> HeaderValue {
    header_value(&format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", name(secure)), secure)
}

fn header_value(text: &str, secure: bool) -> HeaderValue {
    let text = if secure { format!("{text}; Secure") } else { text.to_owned() };
    let mut value = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Rng;

    #[test]
    fn a_token_comes_back_from_among_other_cookies() {
        let token = Token::new(&Rng::seeded(1));
        let mut headers = HeaderMap::new();
        let text = format!("ngon_ngu=vi; phien={}; x=y", token.secret());
        headers.insert(header::COOKIE, HeaderValue::from_str(&text).unwrap());
        assert_eq!(read(&headers, false).map(|it| it.key()), Some(token.key()));
        assert!(read(&headers, true).is_none(), "over https only the __Host- cookie counts");
        headers.insert(header::COOKIE, HeaderValue::from_static("phien=garbage"));
        assert!(read(&headers, false).is_none());
    }

    #[test]
    fn the_cookie_is_closed_to_scripts_and_other_sites() {
        let cleared = clear(true);
        assert_eq!(
            cleared.to_str().unwrap(),
            "__Host-phien=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"
        );
        assert!(!clear(false).to_str().unwrap().contains("Secure"));
    }
}
