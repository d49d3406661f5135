//! Mail by SMTP (RFC 5321), as plain text. The Message-ID is the key of the delivery, so that what came twice over a broken connection
//! is known for one.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{BadSetting, Failure, Letter, PATIENCE};
use crate::model::Reason;

/// The answers that are about our own name and password (RFC 4954).
const CREDENTIALS: [u16; 4] = [530, 534, 535, 538];

/// The mail server.
#[derive(Clone)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    timeout: Duration,
    pub(super) per_minute: u32,
}

impl Mail {
    /// The server at `smtp://user:password@host:port?tls=required` or `smtps://…`, writing as `from`, at most so many messages a minute.
    ///
    /// # Errors
    /// [`BadSetting`] for an address that is none.
    pub fn new(url: &str, from: &str, per_minute: u32) -> Result<Self, BadSetting> {
        let from: Mailbox = from
            .parse()
            .map_err(|error| BadSetting(format!("{from} is no address to write from: {error}")))?;
        // Neither the address nor its error is said: it holds the password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            BadSetting(
                "the address of the mail server has the form smtp://user:password@host:587?tls=required"
                    .into(),
            )
        })?;
        let hello = ClientId::Domain(from.email.domain().to_owned());
        let transport = builder.hello_name(hello).timeout(Some(PATIENCE)).build();
        Ok(Self { transport, from, timeout: PATIENCE, per_minute })
    }

    /// The same, with another patience.
    #[must_use]
    pub const fn within(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = self.message(letter)?;
        match tokio::time::timeout(self.timeout, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => {
                Err(Failure::new(Reason::Slow, format!("no answer within {} s", self.timeout.as_secs_f32())))
            }
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, Failure> {
        let refused = |error: &dyn std::fmt::Display| Failure::new(Reason::Refused, error);
        let to: Address = letter.to.parse().map_err(|error| refused(&error))?;
        let told = u64::try_from(letter.told_at.micros()).unwrap_or(0);
        let built = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(Some(format!("<{}@{}>", letter.key, self.from.email.domain())))
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(told))
            .subject(&letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone());
        let mut message = built.map_err(|error| refused(&error))?;
        // Nobody's holiday reply is wanted (RFC 3834).
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        message.headers_mut().insert_raw(HeaderValue::new(name, "auto-generated".to_owned()));
        Ok(message)
    }
}

/// What an error of the other side means.
fn failure(error: &smtp::Error) -> Failure {
    let reason = match error.status().map(u16::from) {
        Some(code) if CREDENTIALS.contains(&code) => Reason::Credentials,
        Some(_) if error.is_permanent() => Reason::Refused,
        Some(_) => Reason::Busy,
        None if error.is_timeout() => Reason::Slow,
        None if error.is_client() || error.is_tls() || is_connecting(error) => Reason::Unreachable,
        None => Reason::Broken,
    };
    Failure::new(reason, base::chain(error))
}

/// Whether no connection came about at all; the library says it in words only.
fn is_connecting(error: &smtp::Error) -> bool {
    error.to_string().starts_with("Connection error")
}
