//! A program shows its token in `Authorization: Bearer` (RFC 6750): in operations and what else is for programs, never beside a session.

use std::sync::Arc;

use axum::response::{IntoResponse as _, Response};
use base::{Ctx, Fault as _, Instant, Kind};
use http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use web::{App, Failure};

use super::{cookie, peer};
use crate::actions::{Guess, LetIn, begin_guess, let_in};
use crate::error::{Error, TokenRefused};
use crate::model::Secret;

/// By what name counting and looking are done for whoever is not known yet.
const NAME: &str = "accounts.token";

/// Who shows a token with this request, if anybody does.
///
/// # Errors
/// The refusal: 401 for a token that lets nobody in, 429 after too many of them, 400 beside a session.
pub(crate) async fn let_in_by(
    app: &App,
    path: &str,
    (headers, extensions): (&HeaderMap, &Extensions),
    now: Instant,
) -> Result<Option<Arc<LetIn>>, Response> {
    if !app.site.is_for_programs(path) {
        return Ok(None);
    }
    let Some(sent) = sent(headers) else { return Ok(None) };
    if cookie::read(headers, app.site.secure()).is_some() {
        let refusal = Failure::new(Kind::Invalid, "accounts.two-ways-in", TWO_WAYS)
            .with_status(StatusCode::BAD_REQUEST);
        return Err(refusal.into_response());
    }
    // What has not the form of a token is no guess at one: refused without a look.
    let Some(secret) = Secret::read(sent) else { return Err(refused(Error::Token(TokenRefused::Unknown))) };
    match known(app, &secret, now).await {
        Ok(known) => Ok(Some(known)),
        Err(Error::Token(why)) => {
            let device = peer::device(headers, extensions);
            let guess = Guess { kind: "token", thing: sent.to_owned(), address: device.address };
            Err(refused(counted(app, guess, now).await.err().unwrap_or(Error::Token(why))))
        }
        Err(error) => Err(refused(error)),
    }
}

const TWO_WAYS: &str =
    "Yêu cầu gửi cả mã truy cập lẫn cookie của một phiên đăng nhập. Xin chỉ gửi một trong hai.";

/// What stands after `Bearer`; none where another scheme or none is used. Two headers are one token nobody has.
fn sent(headers: &HeaderMap) -> Option<&str> {
    let mut tokens = headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| {
        let (scheme, token) = value.to_str().ok()?.split_once(' ').unwrap_or_default();
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let first = tokens.next()?;
    Some(if tokens.next().is_some() { "" } else { first })
}

async fn known(app: &App, secret: &Secret, now: Instant) -> Result<Arc<LetIn>, Error> {
    let key = secret.key();
    let ctx = Ctx::system(NAME, now, &app.rng);
    app.db.read(move |rx| let_in(rx, &ctx, key)).await
}

/// Counts a token that let nobody in, as a wrong password counts.
async fn counted(app: &App, guess: Guess, now: Instant) -> Result<(), Error> {
    let ctx = Ctx::system(NAME, now, &app.rng);
    app.db.write(move |tx| begin_guess(tx, &ctx, &guess)).await
}

fn refused(error: Error) -> Response {
    let unknown = error.kind() == Kind::Unauthenticated;
    let mut response = Failure::from(error).into_response();
    if unknown {
        let challenge = HeaderValue::from_static(r#"Bearer realm="motcua", error="invalid_token""#);
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(values: &[&'static str]) -> HeaderMap {
        values.iter().map(|value| (header::AUTHORIZATION, HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_one_bearer_token_is_read() {
        assert_eq!(sent(&with(&["Bearer abc"])), Some("abc"));
        assert_eq!(sent(&with(&["bearer  abc "])), Some("abc"));
        assert_eq!(sent(&with(&["Basic abc"])), None);
        assert_eq!(sent(&with(&[])), None);
        assert_eq!(sent(&with(&["Bearer abc", "Bearer abc"])), Some(""));
        assert_eq!(sent(&with(&["Bearer"])), None);
    }
}
