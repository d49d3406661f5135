//! A message and its deliveries.

use base::id::{AccountId, StaffId};
use base::{Actor, Denied, Instant};

use super::{Channel, Kind};

base::identifier!(
    /// One message to one recipient.
    MessageId
);

/// To whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The account of a citizen.
    Citizen(AccountId),
    /// A member of staff; the inbox only.
    Staff(StaffId),
    /// Somebody without an account, by the contact they gave; no inbox.
    Elsewhere,
}

impl Recipient {
    /// Whose inbox the actor opens.
    ///
    /// # Errors
    /// [`Denied::Unauthenticated`] for nobody, [`Denied::Forbidden`] for a job.
    pub const fn of(actor: &Actor) -> Result<Self, Denied> {
        match actor {
            Actor::Citizen(citizen) => Ok(Self::Citizen(citizen.account)),
            Actor::Staff(staff) => Ok(Self::Staff(staff.staff)),
            Actor::Nobody => Err(Denied::Unauthenticated),
            Actor::System(_) => Err(Denied::Forbidden),
        }
    }
}

impl std::fmt::Display for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Citizen(account) => write!(f, "citizen/{account}"),
            Self::Staff(staff) => write!(f, "staff/{staff}"),
            Self::Elsewhere => f.write_str("elsewhere"),
        }
    }
}

base::coded! {
    /// Where a delivery stands.
    State {
        /// On the list of jobs.
        Queued = "cho-gui", "Chờ gửi";
        /// The other side took it.
        Sent = "da-gui", "Đã gửi";
        /// Given up; a person may send it again.
        Failed = "khong-gui-duoc", "Không gửi được";
        /// This installation has no such channel.
        Skipped = "khong-co-kenh", "Không có kênh";
    }
}

base::coded! {
    /// Why the other side did not take it.
    Reason {
        /// Nobody answered at the address of the server.
        Unreachable = "khong-noi-duoc", "Không nối được máy chủ";
        /// It answered too slowly, or not at all.
        Slow = "qua-lau", "Máy chủ không trả lời kịp";
        /// The connection broke; it may have been taken.
        Broken = "dut-ket-noi", "Kết nối đứt giữa chừng";
        /// Not now.
        Busy = "tam-tu-choi", "Máy chủ tạm từ chối";
        /// Our own name and password were not taken.
        Credentials = "sai-tai-khoan-gui", "Máy chủ không nhận tài khoản gửi";
        /// It waited when this copy was restored; whether it was sent meanwhile is not known here.
        Restored = "ban-khoi-phuc", "Chờ gửi khi khôi phục hệ thống, chưa rõ đã gửi hay chưa";
        /// The address or what is said was refused for good.
        Refused = "bi-tu-choi", "Địa chỉ bị từ chối";
    }
}

impl Reason {
    /// Whether another try may help.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        !matches!(self, Self::Refused | Self::Restored)
    }
}

/// One delivery as a job needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delivery {
    /// The message.
    pub message: MessageId,
    /// Over which channel.
    pub channel: Channel,
    /// To which address.
    pub address: String,
    /// The subject; empty on a short channel.
    pub subject: String,
    /// What is said, the link still open.
    pub body: String,
    /// Where the link leads, on this site.
    pub path: String,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// When it was told.
    pub told_at: Instant,
}

/// A message as its recipient sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inbox {
    /// The message.
    pub id: MessageId,
    /// What it is about.
    pub kind: Kind,
    /// The subject.
    pub subject: String,
    /// What is said, the link still open.
    pub body: String,
    /// Where the link leads, on this site.
    pub path: String,
    /// When it was told.
    pub told_at: Instant,
    /// When it was read.
    pub read_at: Option<Instant>,
}

/// A delivery on the failed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failed {
    /// The message.
    pub message: MessageId,
    /// Over which channel.
    pub channel: Channel,
    /// What it is about.
    pub kind: Kind,
    /// To which address.
    pub address: String,
    /// Why it was given up.
    pub reason: Reason,
    /// What the other side said, in its own words.
    pub detail: String,
    /// How often it was tried.
    pub tries: i64,
    /// When it was tried last.
    pub tried_at: Instant,
}

/// A channel whose server has not taken anything lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// The channel.
    pub channel: Channel,
    /// Since when.
    pub since: Instant,
    /// How often in a row.
    pub failures: i64,
    /// Why the last time.
    pub reason: Reason,
}
