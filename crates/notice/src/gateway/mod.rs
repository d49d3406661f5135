//! The servers that carry messages outward, each behind the same call: what is said goes in, taken or a reason comes out.

mod http;
mod mail;

use std::time::Duration;

pub use http::Gateway;
pub use mail::Mail;

use crate::model::{Channel, Delivery, Reason};
use crate::rules;

/// The channels that this installation has, as the composition root was told. What is none does not exist here.
#[derive(Clone, Default)]
pub struct Channels {
    /// The mail server.
    pub mail: Option<Mail>,
    /// The gateway for SMS.
    pub sms: Option<Gateway>,
    /// The gateway for Zalo.
    pub zalo: Option<Gateway>,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadSetting(pub(crate) String);

/// Why a server did not take a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    /// What it said, for the administrator.
    pub(crate) detail: String,
}

/// The longest detail that is kept, in characters.
const DETAIL: usize = 300;

impl Failure {
    fn new(reason: Reason, detail: impl std::fmt::Display) -> Self {
        Self { reason, detail: detail.to_string().chars().take(DETAIL).collect() }
    }
}

/// What is said, its link put in, under a key that stays the same from try to try.
pub(crate) struct Letter {
    pub(crate) key: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) told_at: base::Instant,
}

impl Letter {
    /// The letter of a delivery on the site at this address.
    pub(crate) fn of(delivery: &Delivery, site: &str) -> Self {
        let link = format!("{site}{}", delivery.path);
        let text = rules::fill_link(&delivery.body, &link);
        let text = if delivery.channel == Channel::Sms { rules::plain(&text) } else { text };
        Self {
            key: format!("{}.{}", delivery.message, delivery.channel.code()),
            to: delivery.address.clone(),
            subject: delivery.subject.clone(),
            text,
            told_at: delivery.told_at,
        }
    }
}

/// One of the servers.
pub(crate) enum Server {
    Mail(Mail),
    Http(Gateway),
}

impl Channels {
    /// The channels outward that exist here.
    #[must_use]
    pub fn open(&self) -> Vec<Channel> {
        Channel::OUTWARD.into_iter().filter(|channel| self.server(*channel).is_some()).collect()
    }

    /// The server of a channel.
    pub(crate) fn server(&self, channel: Channel) -> Option<Server> {
        match channel {
            Channel::Inbox => None,
            Channel::Mail => self.mail.clone().map(Server::Mail),
            Channel::Sms => self.sms.clone().map(Server::Http),
            Channel::Zalo => self.zalo.clone().map(Server::Http),
        }
    }
}

impl Server {
    /// Hands it over.
    pub(crate) async fn send(&self, letter: Letter) -> Result<(), Failure> {
        match self {
            Self::Mail(mail) => mail.send(&letter).await,
            Self::Http(gateway) => gateway.send(letter).await,
        }
    }

    /// Microseconds between two messages.
    pub(crate) fn step(&self) -> i64 {
        let a_minute = match self {
            Self::Mail(mail) => mail.per_minute,
            Self::Http(gateway) => gateway.per_minute,
        };
        60_000_000 / i64::from(a_minute.max(1))
    }
}

/// How long a server may take for one message, unless it is set otherwise.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
