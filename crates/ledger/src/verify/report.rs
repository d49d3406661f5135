//! What a verification says.

use std::fmt;

use serde::Serialize;

use crate::sign::SignedRoot;

/// Whom and what the one who verifies trusts from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Public keys in hexadecimal. Empty: a signature must hold, whosever it is.
    pub keys: Vec<String>,
    /// Signed roots kept elsewhere, for example the file of roots: with them a cut tail is seen.
    pub roots: Vec<SignedRoot>,
}

/// What was verified and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Events read.
    pub events: u64,
    /// Streams they belong to.
    pub streams: u64,
    /// Events that have a place.
    pub placed: u64,
    /// Committed events that still wait for a place; no fault.
    pub pending: u64,
    /// Payloads erased by law, with their ground on record.
    pub erased: u64,
    /// Signatures that hold, from the table and from elsewhere.
    pub signatures: u64,
    /// The last position that a signature covers; what comes after it could be cut off unseen.
    pub signed_to: i64,
    /// How many faults there are in all.
    pub faults: u64,
    /// The first thousand of them.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Nothing was found.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.faults == 0
    }

    /// Takes in what another part of the verification says.
    pub(crate) fn add(&mut self, other: Self) {
        self.events += other.events;
        self.streams += other.streams;
        self.placed += other.placed;
        self.pending += other.pending;
        self.erased += other.erased;
        self.signatures += other.signatures;
        self.signed_to = self.signed_to.max(other.signed_to);
        let told = other.findings.len() as u64;
        other.findings.into_iter().for_each(|finding| self.find(finding));
        self.faults += other.faults.saturating_sub(told);
    }

    pub(crate) fn find(&mut self, finding: Finding) {
        self.faults += 1;
        if self.findings.len() < 1000 {
            self.findings.push(finding);
        }
    }
}

/// One fault: what was found, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Finding {
    /// A fault of one event.
    Event {
        /// The stream.
        stream: String,
        /// The number within it.
        number: i64,
        /// What is wrong with it.
        what: Wrong,
    },
    /// The head of the stream says another number than its last event has.
    Head {
        /// The stream.
        stream: String,
        /// What the head says; none if there is no head.
        head: Option<i64>,
        /// The number of the last event.
        last: i64,
    },
    /// Nothing stands at this position.
    PositionMissing {
        /// The position.
        position: i64,
    },
    /// The root at this position does not follow from the one before and the event.
    Root {
        /// The position.
        position: i64,
    },
    /// The recorded end of the order is not its last place.
    End {
        /// What is recorded.
        recorded: i64,
        /// The last place.
        last: i64,
    },
    /// A signature does not hold, or its signer is not trusted.
    Signature {
        /// The position.
        position: i64,
        /// The signer.
        signer: String,
    },
    /// A signed root is not the root at its position: what it covers was rewritten.
    SignedRoot {
        /// The position.
        position: i64,
    },
    /// A signed root stands at a position the order does not reach: its tail was cut off.
    TailCut {
        /// The position signed.
        position: i64,
        /// The last place.
        last: i64,
    },
    /// A line of a bundle could not be understood.
    Unreadable {
        /// The line, from 1.
        line: u64,
    },
}

/// What can be wrong with one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// The payload is not the one that was written.
    PayloadChanged,
    /// Something else is not what was written: kind, times, actor, unit or a hash.
    Changed,
    /// It does not follow the event before it.
    ChainBroken,
    /// It is gone.
    Missing,
    /// It neither has a place nor waits for one: it came in past the ledger, or its place was removed.
    NeverPlaced,
    /// It stands before an earlier event of its stream.
    OutOfOrder,
    /// Its payload is gone and no erasure is on record.
    ErasedWithoutGround,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PayloadChanged => "the payload was changed",
            Self::Changed => "the event was changed",
            Self::ChainBroken => "does not follow the event before it",
            Self::Missing => "is missing",
            Self::NeverPlaced => "has no place and waits for none",
            Self::OutOfOrder => "has a place before an earlier event of its stream",
            Self::ErasedWithoutGround => "the payload is gone and no erasure is on record",
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event { stream, number, what } => write!(f, "{stream} event {number}: {what}"),
            Self::Head { stream, head: Some(head), last } => {
                write!(f, "{stream}: the head says {head}, the last event is {last}")
            }
            Self::Head { stream, head: None, last } => {
                write!(f, "{stream}: there is no head, the last event is {last}")
            }
            Self::PositionMissing { position } => write!(f, "position {position}: nothing stands there"),
            Self::Root { position } => write!(f, "position {position}: the root is wrong"),
            Self::End { recorded, last } => {
                write!(f, "the recorded end is {recorded}, the last place is {last}")
            }
            Self::Signature { position, signer } => {
                write!(f, "position {position}: the signature of {signer} does not hold or is not trusted")
            }
            Self::SignedRoot { position } => {
                write!(f, "position {position}: another root was signed; what it covers was rewritten")
            }
            Self::TailCut { position, last } => {
                write!(
                    f,
                    "position {position} was signed, but the order ends at {last}: the tail was cut off"
                )
            }
            Self::Unreadable { line } => write!(f, "line {line}: could not be understood"),
        }
    }
}
