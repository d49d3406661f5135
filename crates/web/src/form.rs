//! A form as it was sent: every value as typed, the errors beside the fields, and the number of the request. A page
//! shows it, [`crate::Check`] reads it; what was typed is never lost.

use axum::extract::{FromRef, FromRequest, Request};
use base::id::RequestId;
use base::{Ctx, FieldError, Instant, Kind, Locale, Rng};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::app::App;
use crate::arrival::ctx_of;
use crate::failure::{Failure, MALFORMED, WRONG_TYPE};

/// The hidden field that carries the number of the request.
pub const REQUEST_FIELD: &str = "request";

/// How many fields a form may have.
const MOST_FIELDS: usize = 500;
/// How many bytes the name of a field may have.
const LONGEST_NAME: usize = 200;
/// How many bytes one value may have.
const LONGEST_VALUE: usize = 40_000;

/// The values and errors of a form.
#[derive(Clone, Debug)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
    rng: Rng,
    now: Instant,
    locale: Locale,
}

impl Form {
    /// A form nobody has filled in yet.
    #[must_use]
    pub fn empty(ctx: &Ctx) -> Self {
        Self {
            values: Vec::new(),
            errors: Vec::new(),
            rng: ctx.rng.clone(),
            now: ctx.now,
            locale: Locale::Vi,
        }
    }

    /// A form with the values that were sent.
    pub(crate) fn sent(ctx: &Ctx, values: Vec<(String, String)>) -> Self {
        Self { values, ..Self::empty(ctx) }
    }

    /// The form on a page that is written in both languages, in the one that was chosen. Vietnamese unless said.
    #[must_use]
    pub const fn spoken(mut self, locale: Locale) -> Self {
        self.locale = locale;
        self
    }

    /// The language of the page that shows it.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The text in the language of the page.
    #[must_use]
    pub const fn t<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        self.locale.t(vi, en)
    }

    /// The form with one more value, for filling in what is known. A name may have several values.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.values.push((name.into(), value.to_string()));
        self
    }

    /// The form with this value of a field in place of those it has.
    #[must_use]
    pub fn replaced(mut self, name: &str, value: impl ToString) -> Self {
        self.values.retain(|(known, _)| known != name);
        self.with(name, value)
    }

    /// The form with these values in place of its own; what is wrong stays.
    #[must_use]
    pub fn again(mut self, values: Vec<(String, String)>) -> Self {
        self.values = values;
        self
    }

    /// The form with these errors in addition.
    #[must_use]
    pub fn with_errors(mut self, errors: impl IntoIterator<Item = FieldError>) -> Self {
        self.errors.extend(errors);
        self
    }

    /// The form to show again, with the errors of `failure` beside the fields, if these are what was refused.
    ///
    /// # Errors
    /// `failure` itself when it is not about fields.
    pub fn refused(self, failure: Failure) -> Result<Self, Failure> {
        if failure.kind == Kind::Invalid && !failure.fields.is_empty() {
            return Ok(self.with_errors(failure.fields));
        }
        Err(failure)
    }

    /// The value of a field as typed; empty if it was not sent.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// All values of a field (checkboxes).
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether `value` is among the values of a field: is this radio or checkbox chosen?
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|sent| sent == value)
    }

    /// Every name and value, in the order they were sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What is wrong with a field, in the language of the page.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == name).map(|error| error.spoken(self.locale))
    }

    /// The language of what is wrong with a field, for `lang`, where it is not that of the page; else empty.
    #[must_use]
    pub fn error_lang(&self, name: &str) -> &'static str {
        let error = self.errors.iter().find(|error| error.field == name);
        error.map_or("", |error| self.lang_of(error))
    }

    /// The language of an error where it is not that of the page: not everything has been said in English.
    #[must_use]
    pub const fn lang_of(&self, error: &FieldError) -> &'static str {
        if error.speaks(self.locale) { "" } else { "vi" }
    }

    /// Everything that is wrong, in the order it was found.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The day as typed, of a date in three fields.
    #[must_use]
    pub fn day(&self, name: &str) -> &str {
        self.value(&format!("{name}-ngay"))
    }

    /// The month as typed, of a date in three fields.
    #[must_use]
    pub fn month(&self, name: &str) -> &str {
        self.value(&format!("{name}-thang"))
    }

    /// The year as typed, of a date in three fields.
    #[must_use]
    pub fn year(&self, name: &str) -> &str {
        self.value(&format!("{name}-nam"))
    }

    /// The id of the element the error summary leads to: the field, or the day of a date.
    #[must_use]
    pub fn target(&self, name: &str) -> String {
        let day = format!("{name}-ngay");
        if self.values.iter().any(|(key, _)| *key == day) { day } else { name.to_owned() }
    }

    /// A number for the request this form will become; another one at each call, so two forms on a page differ.
    #[must_use]
    pub fn fresh_request(&self) -> RequestId {
        RequestId::new(&self.rng, self.now)
    }
}

/// A form that was sent, with the context of its request: a repeat of the same form has the same `ctx.request`.
pub struct Posted {
    /// Who sent it, when, and under which number.
    pub ctx: Ctx,
    /// What was typed.
    pub form: Form,
}

impl<S> FromRequest<S> for Posted
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        expect_type(&parts.headers, "application/x-www-form-urlencoded")?;
        let ctx = ctx_of(&parts, &App::from_ref(state));
        let body = Bytes::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|rejection| Failure::of_status(rejection.status()))?;
        Ok(Self::read(ctx, values_of(&body)?))
    }
}

impl Posted {
    /// Takes the number of the request out of the values.
    pub(crate) fn read(mut ctx: Ctx, mut values: Vec<(String, String)>) -> Self {
        if let Some(at) = values.iter().position(|(name, _)| name == REQUEST_FIELD)
            && let Ok(request) = values.swap_remove(at).1.parse()
        {
            ctx.request = request;
            tracing::Span::current().record("posted", tracing::field::display(request));
        }
        Self { form: Form::sent(&ctx, values), ctx }
    }
}

/// The values of a form body, within the limits every form has.
pub(crate) fn values_of(body: &[u8]) -> Result<Vec<(String, String)>, Failure> {
    if body.iter().filter(|byte| **byte == b'&').count() >= MOST_FIELDS {
        return Err(Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let values: Vec<(String, String)> = serde_html_form::from_bytes(body).map_err(|_| {
        Failure::new(Kind::Invalid, "request.malformed", MALFORMED).with_status(StatusCode::BAD_REQUEST)
    })?;
    for (name, value) in &values {
        admit(name, value)?;
    }
    Ok(values)
}

/// Refuses a value no field of ours can have.
pub(crate) fn admit(name: &str, value: &str) -> Result<(), Failure> {
    if name.len() > LONGEST_NAME || value.len() > LONGEST_VALUE {
        return Err(Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    if name.contains('\u{fffd}') || value.contains('\u{fffd}') {
        // What is left of bytes that are no UTF-8.
        return Err(
            Failure::new(Kind::Invalid, "request.encoding", ENCODING).with_status(StatusCode::BAD_REQUEST)
        );
    }
    if name.contains('\0') || value.contains('\0') {
        return Err(Failure::of_status(StatusCode::BAD_REQUEST));
    }
    Ok(())
}

const ENCODING: &str =
    "Chữ gửi lên không theo bảng mã UTF-8 nên không đọc được. Xin gõ lại bằng bộ gõ Unicode rồi gửi lại.";

/// The content type of operations.
pub(crate) const JSON: &str = "application/json";
const NOT_JSON: &str =
    "Kiểu nội dung gửi lên không được nhận ở đây. Xin gửi bằng application/json, bảng mã UTF-8.";

/// Refuses a body of another content type.
pub(crate) fn expect_type(headers: &HeaderMap, expected: &str) -> Result<(), Failure> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let kind = sent.split(';').next().unwrap_or("").trim();
    let charset = sent
        .to_ascii_lowercase()
        .split("charset=")
        .nth(1)
        .map(|name| name.trim_matches('"').starts_with("utf-8"));
    if kind.eq_ignore_ascii_case(expected) && charset != Some(false) {
        return Ok(());
    }
    let sentence = if expected == JSON { NOT_JSON } else { WRONG_TYPE };
    Err(Failure::new(Kind::WrongType, "request.content-type", sentence))
}
