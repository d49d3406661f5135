//! What came back, and what a test says about it. A failed assertion shows who asked for what and the text of the
//! answer, so that the reason is on the screen.

use axum::http::{HeaderMap, Method, StatusCode, header};

use crate::html::Html;

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Who asked.
    pub who: String,
    /// How.
    pub method: Method,
    /// For what.
    pub path: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: axum::body::Bytes,
}

impl Reply {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as a page.
    #[must_use]
    pub fn html(&self) -> Html {
        Html::parse(&self.text())
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is no JSON.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => self.fail(&format!("answered no JSON ({error})")),
        }
    }

    /// A header; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect leads; empty when it is none.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    /// The answer has this status.
    ///
    /// # Panics
    /// When it has not.
    #[track_caller]
    pub fn assert_status(&self, status: StatusCode) -> &Self {
        if self.status != status {
            self.fail(&format!("answered {}, not {status}", self.status));
        }
        self
    }

    /// The answer is a redirect (303) to this address; `*` at the end stands for anything.
    ///
    /// # Panics
    /// When it is not.
    #[track_caller]
    pub fn assert_leads_to(&self, address: &str) -> &Self {
        self.assert_status(StatusCode::SEE_OTHER);
        let fits = match address.strip_suffix('*') {
            Some(start) => self.location().starts_with(start),
            None => self.location() == address,
        };
        if !fits {
            self.fail(&format!("leads to {:?}, not to {address:?}", self.location()));
        }
        self
    }

    /// The answer contains these words: as people read them, or in the body as it was sent.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn assert_says(&self, words: &str) -> &Self {
        if !self.says(words) {
            self.fail(&format!("does not say {words:?}"));
        }
        self
    }

    /// The answer does not contain these words anywhere.
    ///
    /// # Panics
    /// When it does.
    #[track_caller]
    pub fn assert_says_not(&self, words: &str) -> &Self {
        if self.says(words) {
            self.fail(&format!("says {words:?}"));
        }
        self
    }

    fn says(&self, words: &str) -> bool {
        self.text().contains(words) || self.html().text().contains(words)
    }

    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        let text = self.html().text();
        let shown: String = if text.is_empty() { self.text() } else { text }.chars().take(1500).collect();
        panic!("{} {} as {} {what}\n  it says: {shown}", self.method, self.path, self.who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply() -> Reply {
        Reply {
            who: "nobody".to_owned(),
            method: Method::GET,
            path: "/can-bo".to_owned(),
            status: StatusCode::FORBIDDEN,
            headers: HeaderMap::new(),
            body: "<body><p>Không được &amp; không có</p></body>".into(),
        }
    }

    #[test]
    #[should_panic(
        expected = "GET /can-bo as nobody answered 403 Forbidden, not 200 OK\n  it says: Không được & không có"
    )]
    fn a_wrong_status_says_who_asked_for_what_and_what_came() {
        reply().assert_status(StatusCode::OK);
    }

    #[test]
    #[should_panic(expected = "says \"Không được & không có\"")]
    fn words_that_must_not_stand_there_are_found() {
        reply().assert_says("&amp;").assert_says_not("Không được & không có");
    }
}
