//! Somebody at the front door: keeps cookies, sends what a browser or a program would, and hands back what came.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use tower::ServiceExt as _;

use crate::html::Form;
use crate::reply::Reply;

/// A browser or a program of one person. Clones share the cookies.
#[derive(Clone)]
pub struct Client {
    router: Router,
    /// Who it is, for the messages of failed tests.
    pub who: String,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    /// The token of a program.
    token: Option<String>,
}

/// A file for [`Client::upload`].
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    /// The field.
    pub field: &'a str,
    /// The name of the file.
    pub name: &'a str,
    /// The type that the browser says it has.
    pub mime: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

const BOUNDARY: &str = "----motcua-test-boundary-7f3a";

impl Client {
    /// Somebody new, without a cookie.
    #[must_use]
    pub fn new(router: Router, who: impl Into<String>) -> Self {
        Self { router, who: who.into(), cookies: Arc::default(), token: None }
    }

    /// The same as a program that shows this token and is no browser.
    #[must_use]
    pub fn with_token(self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = encode(fields.iter().copied());
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &headers, Body::from(body)).await
    }

    /// Sends a form found on the page `page`, with the first of its buttons.
    pub async fn submit(&self, page: &str, form: &Form) -> Reply {
        let mut fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if let Some((name, value)) = form.buttons.first().filter(|(name, _)| !name.is_empty()) {
            fields.push((name, value));
        }
        let action = if form.action.is_empty() { page } else { form.action.as_str() };
        match (form.method.as_str(), form.multipart) {
            ("post", true) => self.upload(action, &fields, &[]).await,
            ("post", false) => self.post(action, &fields).await,
            _ => {
                let path = action.split('?').next().unwrap_or_default();
                self.get(&format!("{path}?{}", encode(fields.into_iter()))).await
            }
        }
    }

    /// Sends a form whose act first asks who one is; shows that (`shown`), and lets the form go on, as a browser does by itself.
    ///
    /// # Panics
    /// When it is not asked, or what was shown is not taken.
    pub async fn post_confirming(&self, path: &str, fields: &[(&str, &str)], shown: (&str, &str)) -> Reply {
        let asked = self.post(path, fields).await;
        asked.assert_status(StatusCode::TEMPORARY_REDIRECT);
        let page = self.post(asked.location(), fields).await;
        page.assert_status(StatusCode::OK).assert_says("Xác nhận là ông, bà");
        let forms = page.html().forms();
        let form = forms.into_iter().find(|form| form.action.starts_with("/xac-nhan/gui")).expect("its form");
        let waits = form.fields.iter().filter(|(name, _)| !name.starts_with("xac-nhan."));
        let mut sent: Vec<(&str, &str)> =
            waits.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        sent.push(shown);
        let passed = self.post(&form.action, &sent).await;
        passed.assert_status(StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(passed.location(), path);
        self.post(passed.location(), &sent).await
    }

    /// Sends a form that carries files.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[Upload<'_>]) -> Reply {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for file in files {
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{}\"; filename=\"{}\"\r\ncontent-type: {}\r\n\r\n",
                file.field, file.name, file.mime
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(file.bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send(Method::POST, path, &[("content-type", &kind)], Body::from(body)).await
    }

    /// Sends JSON, as a program does.
    pub async fn json(&self, method: Method, path: &str, body: &serde_json::Value) -> Reply {
        let headers = [("content-type", "application/json"), ("accept", "application/json")];
        self.send(method, path, &headers, Body::from(body.to_string())).await
    }

    /// Sends anything.
    ///
    /// # Panics
    /// When the request cannot be built, or the body of the answer breaks off.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Reply {
        let mut request =
            Request::builder().method(method.clone()).uri(path).header(header::HOST, "motcua.test");
        request = match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            // What a browser says when the page is the site's own; without it a form counts as sent from elsewhere.
            None => request.header("sec-fetch-site", "same-origin"),
        };
        let cookies = self.cookie_header();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        self.keep_cookies(&parts.headers);
        let body = axum::body::to_bytes(body, usize::MAX)
            .await
            .unwrap_or_else(|error| panic!("the answer to {method} {path} broke off: {error}"));
        Reply {
            who: self.who.clone(),
            method,
            path: path.to_owned(),
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// Opens where a redirect leads, up to five in a row.
    ///
    /// # Panics
    /// When it goes round in circles.
    pub async fn follow(&self, reply: Reply) -> Reply {
        let mut reply = reply;
        for _ in 0..5 {
            if !reply.status.is_redirection() || reply.status == StatusCode::NOT_MODIFIED {
                return reply;
            }
            let next = reply.location().to_owned();
            reply = self.get(&next).await;
        }
        panic!("{} {} redirects in circles, last to {}", reply.method, reply.path, reply.location());
    }

    /// The value of a cookie it keeps.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep_cookies(&self, headers: &axum::http::HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for line in headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let Some((name, rest)) = line.split_once('=') else { continue };
            let value = rest.split(';').next().unwrap_or_default();
            if value.is_empty() || rest.to_lowercase().contains("max-age=0") {
                cookies.remove(name.trim());
            } else {
                cookies.insert(name.trim().to_owned(), value.to_owned());
            }
        }
    }
}

/// Fields as a form sends them.
fn encode<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let one = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                    char::from(byte).to_string()
                }
                b' ' => "+".to_owned(),
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    fields.map(|(name, value)| format!("{}={}", one(name), one(value))).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::block_on;
    use axum::routing::{get, post};

    async fn echo(headers: axum::http::HeaderMap, body: String) -> String {
        let cookie = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or("none");
        format!("<body><p>{cookie}</p><pre>{body}</pre></body>")
    }

    fn router() -> Router {
        let enter = async || {
            ([(header::SET_COOKIE, "s=1; Path=/"), (header::LOCATION, "/echo")], StatusCode::SEE_OTHER)
        };
        let enter = move || async move {
            let (headers, status) = enter().await;
            (status, headers)
        };
        let leave = async || [(header::SET_COOKIE, "s=; Max-Age=0")];
        Router::new().route("/echo", get(echo).post(echo)).route("/vao", post(enter)).route("/ra", get(leave))
    }

    #[test]
    fn cookies_are_kept_and_redirects_followed_on_request() {
        block_on(async {
            let client = Client::new(router(), "An");
            let reply = client.post("/vao", &[]).await;
            reply.assert_status(StatusCode::SEE_OTHER);
            client.follow(reply).await.assert_says("s=1");
            client.get("/ra").await.assert_status(StatusCode::OK);
            client.get("/echo").await.assert_says("none");
        });
    }

    #[test]
    fn forms_and_files_are_sent_as_a_browser_does() {
        block_on(async {
            let client = Client::new(router(), "An");
            let reply = client.post("/echo", &[("tên", "Đỗ & An"), ("a", "1+1")]).await;
            reply.assert_says("t%C3%AAn=%C4%90%E1%BB%97+%26+An&a=1%2B1");
            let file = Upload { field: "tep", name: "a.pdf", mime: "application/pdf", bytes: b"%PDF-1.7" };
            let reply = client.upload("/echo", &[("so", "7")], &[file]).await;
            reply.assert_says("name=\"so\"").assert_says("filename=\"a.pdf\"").assert_says("%PDF-1.7");
        });
    }
}
