//! The ways a message takes, and what somebody chose among them.

use accounts::{Email, Phone};
use serde::Serialize;

base::coded! {
    /// A way a message takes. The inbox is always told; the others carry it outward.
    Channel {
        /// The inbox of the account.
        Inbox = "hop-thu", "Hộp thông báo", "Inbox";
        /// Mail.
        Mail = "thu-dien-tu", "Thư điện tử", "E-mail";
        /// A text message to a telephone.
        Sms = "tin-nhan", "Tin nhắn SMS", "SMS";
        /// A message to the Zalo account of a telephone number.
        Zalo = "zalo", "Zalo", "Zalo";
    }
}

impl Channel {
    /// Those that lead out of the program.
    pub const OUTWARD: [Self; 3] = [Self::Mail, Self::Sms, Self::Zalo];

    /// Whether a text here has a subject and room; else it is one short line that names nobody.
    #[must_use]
    pub const fn is_long(self) -> bool {
        matches!(self, Self::Inbox | Self::Mail)
    }
}

/// What a citizen chose: an address for each channel that is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Where mail goes.
    pub mail: Option<Email>,
    /// The telephone that gets SMS.
    pub sms: Option<Phone>,
    /// The telephone number of the Zalo account.
    pub zalo: Option<Phone>,
}

impl Choice {
    /// The address of a channel, if it is wanted.
    #[must_use]
    pub fn address(&self, channel: Channel) -> Option<&str> {
        match channel {
            Channel::Inbox => None,
            Channel::Mail => self.mail.as_ref().map(Email::as_str),
            Channel::Sms => self.sms.as_ref().map(Phone::as_str),
            Channel::Zalo => self.zalo.as_ref().map(Phone::as_str),
        }
    }

    /// The channels that are wanted.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        Channel::OUTWARD.into_iter().filter(|channel| self.address(*channel).is_some()).collect()
    }
}

/// How somebody said they can be reached, on the thing the message is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Where to write.
    pub mail: Option<Email>,
    /// Where to call.
    pub phone: Option<Phone>,
}
