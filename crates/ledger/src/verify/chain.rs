//! One stream as it is checked, event by event in the order of its numbers.

use std::collections::BTreeSet;

use crate::append::PayloadErased;
use crate::event::Event as _;
use crate::hash::{self, Hash, Header};
use crate::verify::report::Wrong;
use crate::verify::{Finding, Report};

/// After a gap, so many missing numbers are told.
const TOLD: i64 = 100;

/// An event with everything that is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) stream: String,
    pub(crate) number: i64,
    pub(crate) kind: String,
    /// Microseconds UTC.
    pub(crate) occurred_at: i64,
    /// Microseconds UTC.
    pub(crate) recorded_at: i64,
    pub(crate) actor: String,
    /// A UUID or empty.
    pub(crate) unit: String,
    /// None if erased, like the salt.
    pub(crate) payload: Option<String>,
    pub(crate) salt: Option<Vec<u8>>,
    pub(crate) payload_hash: Vec<u8>,
    pub(crate) previous: Vec<u8>,
    pub(crate) hash: Vec<u8>,
    pub(crate) position: Option<i64>,
}

impl Link {
    /// The hash that follows from what stands in the event; none if a hash in it has another length.
    fn computed(&self) -> Option<Hash> {
        let previous: &Hash = self.previous.as_slice().try_into().ok()?;
        let payload: &Hash = self.payload_hash.as_slice().try_into().ok()?;
        let header = Header {
            stream: &self.stream,
            number: self.number,
            kind: &self.kind,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            actor: &self.actor,
            unit: &self.unit,
        };
        Some(hash::event(previous, &header, payload))
    }

    fn is(&self, what: Wrong) -> Finding {
        Finding::Event { stream: self.stream.clone(), number: self.number, what }
    }
}

/// Where the check of one stream stands.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    last: i64,
    hash: Vec<u8>,
    position: i64,
    /// Payloads that are gone and whose ground has not come yet.
    erased: BTreeSet<i64>,
}

impl Chain {
    /// The number of the last event seen.
    pub(crate) const fn last(&self) -> i64 {
        self.last
    }

    /// Checks the next event of the stream.
    pub(crate) fn next(&mut self, link: &Link, report: &mut Report) {
        let follows = if self.last == 0 { &hash::NONE[..] } else { &self.hash };
        if link.number != self.last + 1 {
            for number in self.last + 1..link.number.min(self.last + 1 + TOLD) {
                report.find(Finding::Event { stream: link.stream.clone(), number, what: Wrong::Missing });
            }
        } else if link.previous != follows {
            report.find(link.is(Wrong::ChainBroken));
        }
        if link.computed().is_none_or(|hash| hash[..] != link.hash) {
            report.find(link.is(Wrong::Changed));
        }
        self.check_payload(link, report);
        if let Some(position) = link.position {
            if position <= self.position {
                report.find(link.is(Wrong::OutOfOrder));
            }
            self.position = self.position.max(position);
        }
        report.events += 1;
        self.last = link.number;
        self.hash.clone_from(&link.hash);
    }

    fn check_payload(&mut self, link: &Link, report: &mut Report) {
        let (Some(payload), Some(salt)) = (&link.payload, &link.salt) else {
            if link.payload.is_some() || link.salt.is_some() {
                report.find(link.is(Wrong::PayloadChanged));
            } else {
                self.erased.insert(link.number);
            }
            return;
        };
        if hash::payload(salt, payload)[..] != link.payload_hash {
            report.find(link.is(Wrong::PayloadChanged));
        }
        if link.kind == PayloadErased::KIND
            && let Ok(erased) = serde_json::from_str::<PayloadErased>(payload)
            && self.erased.remove(&erased.number)
        {
            report.erased += 1;
        }
    }

    /// Ends the stream.
    pub(crate) fn end(self, stream: &str, report: &mut Report) {
        report.streams += u64::from(self.last > 0);
        for number in self.erased {
            report.find(Finding::Event {
                stream: stream.to_owned(),
                number,
                what: Wrong::ErasedWithoutGround,
            });
        }
    }
}
