//! A gateway for short messages: JSON over HTTP, with a key that makes a repeat harmless.

use std::time::Duration;

use serde::Serialize;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use super::{BadSetting, Failure, Letter, PATIENCE};
use crate::model::Reason;

/// The gateway of SMS or Zalo.
#[derive(Clone)]
pub struct Gateway {
    agent: Agent,
    url: String,
    token: String,
    pub(super) per_minute: u32,
}

/// What is sent.
#[derive(Serialize)]
struct Body<'a> {
    id: &'a str,
    to: &'a str,
    text: &'a str,
}

impl Gateway {
    /// The gateway that takes messages at `url` from whoever bears `token`, at most so many a minute.
    ///
    /// # Errors
    /// [`BadSetting`] for an address that is none.
    pub fn new(url: &str, token: &str, per_minute: u32) -> Result<Self, BadSetting> {
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(BadSetting("the address of a gateway begins with https:// or http://".into()));
        }
        let gateway =
            Self { agent: agent(PATIENCE), url: url.to_owned(), token: token.to_owned(), per_minute };
        Ok(gateway)
    }

    /// The same, with another patience.
    #[must_use]
    pub fn within(mut self, timeout: Duration) -> Self {
        self.agent = agent(timeout);
        self
    }

    pub(super) async fn send(&self, letter: Letter) -> Result<(), Failure> {
        let gateway = self.clone();
        let sent = tokio::task::spawn_blocking(move || gateway.post(&letter)).await;
        sent.unwrap_or_else(|error| Err(Failure::new(Reason::Broken, error)))
    }

    fn post(&self, letter: &Letter) -> Result<(), Failure> {
        let body = Body { id: &letter.key, to: &letter.to, text: &letter.text };
        let request = self
            .agent
            .post(&self.url)
            .header("Authorization", format!("Bearer {}", self.token))
            .header("Idempotency-Key", &letter.key);
        let mut answer = request.send_json(&body).map_err(|error| failure(&error))?;
        let status = answer.status().as_u16();
        if (200..300).contains(&status) {
            return Ok(());
        }
        let said = answer.body_mut().with_config().limit(2000).read_to_string().unwrap_or_default();
        Err(Failure::new(reason(status), format!("{status}: {said}")))
    }
}

fn agent(timeout: Duration) -> Agent {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let config = Agent::config_builder()
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .max_redirects(0)
        .tls_config(tls)
        .build();
    config.new_agent()
}

/// What a status means.
const fn reason(status: u16) -> Reason {
    match status {
        401 | 403 => Reason::Credentials,
        400 | 404 | 410 | 413 | 422 => Reason::Refused,
        _ => Reason::Busy,
    }
}

fn failure(error: &ureq::Error) -> Failure {
    let reason = match error {
        ureq::Error::Timeout(_) => Reason::Slow,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => Reason::Unreachable,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            Reason::Unreachable
        }
        ureq::Error::Io(_) | ureq::Error::Protocol(_) => Reason::Broken,
        _ => Reason::Unreachable,
    };
    Failure::new(reason, base::chain(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_about_the_recipient_is_final() {
        assert!(!reason(422).may_pass());
        for status in [401, 403, 408, 409, 429, 500, 503] {
            assert!(reason(status).may_pass(), "{status}");
        }
    }
}
