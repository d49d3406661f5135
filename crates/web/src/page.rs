//! A page before the shell is put around it: a title, the content, how it is left.

use std::sync::Arc;

use askama::Template;
use axum::response::{IntoResponse, Response};
use base::Locale;
use http::{HeaderValue, StatusCode, header};

use crate::failure::{Answer, Failure};
use crate::form::Form;

/// The content of a page on its way to the shell. Made with [`page`], ended with [`Page::answer`].
#[derive(Debug)]
pub struct Page {
    pub(crate) title: String,
    /// Whether the title is a name that is Vietnamese in every language.
    pub(crate) named: bool,
    pub(crate) content: Result<String, askama::Error>,
    pub(crate) status: StatusCode,
    pub(crate) errors: bool,
    pub(crate) back: Option<(String, String)>,
    pub(crate) width: Width,
    pub(crate) locale: Locale,
    pub(crate) alone: Option<&'static str>,
    pub(crate) manifest: Option<&'static str>,
}

/// How wide the content may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// Questions and reading: a comfortable line.
    Narrow,
    /// Most pages: 1120 px.
    Normal,
    /// Tables of the desk: the whole window.
    Wide,
}

/// A page with this title; the template is its content, which begins with its `<h1>`.
pub fn page(title: impl Into<String>, content: &impl Template) -> Page {
    Page {
        title: title.into(),
        named: false,
        content: content.render(),
        status: StatusCode::OK,
        errors: false,
        back: None,
        width: Width::Normal,
        locale: Locale::Vi,
        alone: None,
        manifest: None,
    }
}

/// The answer to a form that was taken: go and look at `path`.
///
/// # Panics
/// Never: what cannot be a header leads home.
#[must_use]
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

impl Page {
    /// A link above the content that leads back: `("/thu-tuc", "Thủ tục")`.
    #[must_use]
    pub fn back(mut self, path: impl Into<String>, label: impl Into<String>) -> Self {
        self.back = Some((path.into(), label.into()));
        self
    }

    /// The title is what a package or a unit calls it: Vietnamese, whatever language the page is in.
    #[must_use]
    pub const fn named(mut self) -> Self {
        self.named = true;
        self
    }

    /// The page shows this form and speaks its language: with errors its title begins with “Lỗi:” and its status is
    /// 422.
    #[must_use]
    pub fn form(mut self, form: &Form) -> Self {
        self.locale = form.locale();
        if !form.errors().is_empty() {
            self.errors = true;
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// One question or a text to read: narrow, so that a line stays comfortable.
    #[must_use]
    pub const fn narrow(mut self) -> Self {
        self.width = Width::Narrow;
        self
    }

    /// A table of the desk: as wide as the window.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.width = Width::Wide;
        self
    }

    /// A page that is kept on a machine and shown without the server: nothing of whoever asks for it stands around the content,
    /// and the script module at this address makes it work.
    #[must_use]
    pub const fn alone(mut self, script: &'static str) -> Self {
        self.alone = Some(script);
        self
    }

    /// A page that a phone can keep on its first screen: the address of its manifest (W3C Web Application Manifest).
    #[must_use]
    pub const fn manifest(mut self, address: &'static str) -> Self {
        self.manifest = Some(address);
        self
    }

    /// Another status than 200: 409 for a stale page that shows what changed.
    #[must_use]
    pub const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The content is in this language; Vietnamese unless said.
    #[must_use]
    pub const fn locale(mut self, locale: Locale) -> Self {
        self.locale = locale;
        self
    }

    /// The answer of a handler.
    ///
    /// # Errors
    /// Internal, when the template could not be rendered.
    pub fn answer(mut self) -> Answer {
        let content = std::mem::replace(&mut self.content, Ok(String::new())).map_err(Failure::internal)?;
        self.content = Ok(content);
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        Ok(response)
    }
}
