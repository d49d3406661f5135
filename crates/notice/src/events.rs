//! What happened to notices, as the ledger keeps it for ever. Addresses of people stay out of it.

use base::id::{AccountId, Uuid};
use jiff::civil::Date;
use ledger::Stream;
use serde::{Deserialize, Serialize};

use crate::model::{Channel, Kind, MessageId, Reason, TextId};

/// The stream of a message.
#[must_use]
pub fn message_stream(message: MessageId) -> Stream {
    Stream::new("notice", message.uuid())
}

/// The stream of what a citizen chose.
#[must_use]
pub fn choice_stream(account: AccountId) -> Stream {
    Stream::new("notice-choice", account.uuid())
}

/// The stream of the installation's texts.
#[must_use]
pub fn texts_stream() -> Stream {
    Stream::new("notice-texts", Uuid::nil())
}

/// The other side took a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Over which channel.
    pub channel: Channel,
    /// At which try.
    pub tries: i64,
}

/// A delivery was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenUp {
    /// Over which channel.
    pub channel: Channel,
    /// After how many tries.
    pub tries: i64,
    /// Why.
    pub reason: Reason,
}

/// An administrator had it sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resent {
    /// Over which channel.
    pub channel: Channel,
}

/// A citizen chose how to be told, beside the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelsChosen {
    /// The channels that are wanted.
    pub channels: Vec<Channel>,
}

/// The installation says it in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSet {
    /// The text.
    pub text: TextId,
    /// Of which kind.
    pub kind: Kind,
    /// Over which channel.
    pub channel: Channel,
    /// The subject.
    pub subject: String,
    /// The words.
    pub body: String,
    /// From which day.
    pub first: Date,
    /// Until which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
}

/// A text of the installation ends; the one before it or the program's own holds again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEnded {
    /// The text.
    pub text: TextId,
    /// Its last day.
    pub last: Date,
}

macro_rules! kinds {
    ($($event:ty = $kind:literal;)*) => {
        $(impl ledger::Event for $event {
            const KIND: &'static str = $kind;
        })*
    };
}

kinds! {
    Sent = "notice.sent.1";
    GivenUp = "notice.given-up.1";
    Resent = "notice.resent.1";
    ChannelsChosen = "notice.channels-chosen.1";
    TextSet = "notice.text-set.1";
    TextEnded = "notice.text-ended.1";
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn golden<E: ledger::Event>(sample: &E) {
        ledger::testing::golden(env!("CARGO_MANIFEST_DIR"), sample);
        assert!(E::KIND.starts_with("notice."));
    }

    #[test]
    fn every_kind_parses_for_ever() {
        let text = TextId::from_uuid(Uuid::from_u128(7));
        golden(&Sent { channel: Channel::Mail, tries: 2 });
        golden(&GivenUp { channel: Channel::Sms, tries: 9, reason: Reason::Unreachable });
        golden(&Resent { channel: Channel::Zalo });
        golden(&ChannelsChosen { channels: vec![Channel::Mail, Channel::Zalo] });
        golden(&TextSet {
            text,
            kind: Kind::Ready,
            channel: Channel::Sms,
            subject: String::new(),
            body: "Ho so {ma_ho_so} da co ket qua.".into(),
            first: date(2026, 12, 1),
            last: Some(date(2027, 1, 31)),
        });
        golden(&TextEnded { text, last: date(2026, 12, 31) });
    }
}
