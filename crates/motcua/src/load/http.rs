//! A small HTTP/1.1 client on one keep-alive connection: enough to load our own server, light enough to share its
//! two cores. Not a general client: no TLS, no redirects followed, no compression asked for.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use base::id::RequestId;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The header lines as sent.
    pub(crate) head: String,
    /// The body, chunks joined.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of header `name`, if it was sent.
    #[must_use]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    /// The body as text, wrong bytes replaced.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One keep-alive connection with the cookies it was given.
#[derive(Debug)]
pub(crate) struct Client {
    host: String,
    stream: TcpStream,
    buffer: Vec<u8>,
    cookies: BTreeMap<String, String>,
    token: Option<String>,
}

impl Client {
    /// Connects to `host`, `127.0.0.1:8080`.
    ///
    /// # Errors
    /// If nobody listens there.
    pub(crate) async fn connect(host: &str) -> Result<Self> {
        let stream = TcpStream::connect(host).await.with_context(|| format!("connecting to {host}"))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            host: host.to_owned(),
            stream,
            buffer: Vec::with_capacity(16 * 1024),
            cookies: BTreeMap::new(),
            token: None,
        })
    }

    /// Signs in with a password.
    ///
    /// # Errors
    /// If the server refuses.
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Result<()> {
        let body = serde_json::json!({ "login": login, "password": password }).to_string();
        let answer = self.post_json("/api/v1/session", &body, None).await?;
        ensure!(
            answer.status == 200,
            "signing in as {login} was answered with {}: {}",
            answer.status,
            answer.text()
        );
        Ok(())
    }

    /// Shows a token with each request from now on, as a program does.
    pub(crate) fn show(&mut self, token: Option<String>) {
        self.token = token;
    }

    /// The cookies as they are sent.
    pub(crate) fn cookies(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// Takes over the cookies of an earlier connection.
    pub(crate) fn set_cookies(&mut self, cookies: &str) {
        let pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        self.cookies.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    /// GET `path`.
    ///
    /// # Errors
    /// If the connection breaks or the answer is no HTTP.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, None, None).await
    }

    /// DELETE `path`.
    ///
    /// # Errors
    /// If the connection breaks or the answer is no HTTP.
    pub(crate) async fn delete(&mut self, path: &str) -> Result<Answer> {
        self.send("DELETE", path, None, None).await
    }

    /// POST a JSON body, under the given request if there is one: a repeat of it gets the first answer.
    ///
    /// # Errors
    /// If the connection breaks or the answer is no HTTP.
    pub(crate) async fn post_json(
        &mut self,
        path: &str,
        body: &str,
        request: Option<RequestId>,
    ) -> Result<Answer> {
        self.send("POST", path, Some(body), request).await
    }

    /// POST a form, as a page does.
    ///
    /// # Errors
    /// If the connection breaks or the answer is no HTTP.
    pub(crate) async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let pairs = fields.iter().map(|(name, text)| format!("{name}={}", web::query_value(text)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.exchange("POST", path, Some(("application/x-www-form-urlencoded", &body)), None).await
    }

    /// POST a form that could carry files, as a page does.
    ///
    /// # Errors
    /// If the connection breaks or the answer is no HTTP.
    pub(crate) async fn post_multipart(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        const LINE: &str = "----motcua-bench";
        let part = |(name, text): &(&str, &str)| {
            format!("--{LINE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = fields.iter().map(part).collect::<String>() + &format!("--{LINE}--\r\n");
        let kind = format!("multipart/form-data; boundary={LINE}");
        self.exchange("POST", path, Some((&kind, &body)), None).await
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&str>,
        request: Option<RequestId>,
    ) -> Result<Answer> {
        self.exchange(method, path, body.map(|body| ("application/json", body)), request).await
    }

    async fn exchange(
        &mut self,
        method: &str,
        path: &str,
        body: Option<(&str, &str)>,
        request: Option<RequestId>,
    ) -> Result<Answer> {
        let mut out =
            format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\n", self.host);
        if !self.cookies.is_empty() {
            out.push_str(&format!("cookie: {}\r\n", self.cookies()));
        }
        if let Some(token) = &self.token {
            out.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        if let Some(request) = request {
            out.push_str(&format!("idempotency-key: {request}\r\n"));
        }
        if let Some((kind, body)) = body {
            out.push_str(&format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len()));
        }
        out.push_str("\r\n");
        out.push_str(body.map_or("", |(_, body)| body));
        self.stream.write_all(out.as_bytes()).await?;
        let answer = self.receive().await?;
        self.keep_cookies(&answer);
        Ok(answer)
    }

    async fn receive(&mut self) -> Result<Answer> {
        let end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.fill().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        self.buffer.drain(..end);
        let status =
            head.get(9..12).and_then(|it| it.parse().ok()).context("an answer without a status line")?;
        let body = if let Some(length) = header(&head, "content-length") {
            let length: usize = length.parse().context("content-length")?;
            self.take(length).await?
        } else if header(&head, "transfer-encoding").is_some_and(|it| it.eq_ignore_ascii_case("chunked")) {
            self.chunks().await?
        } else {
            Vec::new()
        };
        Ok(Answer { status, head, body })
    }

    async fn fill(&mut self) -> Result<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        ensure!(read > 0, "the server closed the connection");
        Ok(())
    }

    async fn take(&mut self, length: usize) -> Result<Vec<u8>> {
        while self.buffer.len() < length {
            self.fill().await?;
        }
        Ok(self.buffer.drain(..length).collect())
    }

    async fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                if let Some(at) = find(&self.buffer, b"\r\n") {
                    break at;
                }
                self.fill().await?;
            };
            let line = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
            self.buffer.drain(..end + 2);
            let size = line.split(';').next().and_then(|it| usize::from_str_radix(it.trim(), 16).ok());
            let Some(size) = size else { bail!("a chunk without a size: {line:?}") };
            body.extend(self.take(size).await?);
            self.take(2).await?;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for line in answer.head.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            if !name.eq_ignore_ascii_case("set-cookie") {
                continue;
            }
            let pair = value.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.trim().split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_chunks_are_read_and_cookies_kept() {
        crate::block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let host = listener.local_addr().unwrap().to_string();
            let server = tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut seen = Vec::new();
                for answer in [
                    "HTTP/1.1 303 See Other\r\nSet-Cookie: s=1; Path=/\r\nLocation: /x\r\ncontent-length: 2\r\n\r\nok",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
                ] {
                    let mut buffer = vec![0; 4096];
                    let read = stream.read(&mut buffer).await.unwrap();
                    seen.push(String::from_utf8_lossy(&buffer[..read]).into_owned());
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
                seen
            });
            let mut client = Client::connect(&host).await.unwrap();
            let first = client.post_json("/a", "{}", None).await.unwrap();
            assert_eq!(
                (first.status, first.header("location"), first.text().as_str()),
                (303, Some("/x"), "ok")
            );
            let second = client.get("/x").await.unwrap();
            assert_eq!((second.status, second.text().as_str()), (200, "abcde"));
            let seen = server.await.unwrap();
            assert!(seen[0].ends_with("\r\n\r\n{}"), "{}", seen[0]);
            assert!(seen[1].contains("cookie: s=1\r\n"), "{}", seen[1]);
        });
    }
}
