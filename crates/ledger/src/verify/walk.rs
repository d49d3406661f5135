//! The order as it is checked, place by place, with the signatures that cover it.

use std::collections::VecDeque;

use crate::hash::{self, Hash};
use crate::sign::SignedRoot;
use crate::verify::report::Wrong;
use crate::verify::{Finding, Report, Trust};

/// After a gap, so many missing positions are told.
const TOLD: i64 = 100;

/// A place as it is checked.
pub(crate) struct Place {
    pub(crate) position: i64,
    /// The event, where it is known which one it is.
    pub(crate) event: Option<(String, i64)>,
    pub(crate) root: Vec<u8>,
    /// The event's hash, none if the event is gone.
    pub(crate) hash: Option<Vec<u8>>,
}

/// Where the walk along the places stands.
pub(crate) struct Walk<'a> {
    pub(crate) position: i64,
    pub(crate) root: Hash,
    trust: &'a Trust,
    /// Signatures that have not been reached, by position.
    signed: VecDeque<SignedRoot>,
}

impl<'a> Walk<'a> {
    /// A walk that will judge the signatures of `trust` and these.
    pub(crate) fn new(trust: &'a Trust, signed: Vec<SignedRoot>) -> Self {
        let mut all = signed;
        all.extend(trust.roots.iter().cloned());
        all.sort_by_key(|it| it.position);
        Self { position: 0, root: hash::NONE, trust, signed: all.into() }
    }

    /// The next place. After a wrong root the walk goes on from what is recorded, so that each fault is told once.
    pub(crate) fn step(&mut self, place: Place, report: &mut Report) {
        let next = place.position == self.position + 1;
        self.missing(place.position, report);
        let hash = place.hash.and_then(|it| Hash::try_from(it).ok());
        let follows = hash.is_some_and(|it| hash::root(&self.root, place.position, &it)[..] == place.root);
        match place.event {
            Some((stream, number)) if hash.is_none() => {
                report.find(Finding::Event { stream, number, what: Wrong::Missing });
            }
            _ if next && !follows || place.position <= self.position => {
                report.find(Finding::Root { position: place.position });
            }
            _ => {}
        }
        report.placed += 1;
        self.position = place.position;
        self.root = place.root.try_into().unwrap_or(hash::NONE);
        while self.signed.front().is_some_and(|it| it.position <= self.position) {
            let signed = self.signed.pop_front();
            signed.into_iter().for_each(|it| self.judge(&it, report));
        }
    }

    /// Judges one signature by the root at which the walk stands.
    pub(crate) fn judge(&self, signed: &SignedRoot, report: &mut Report) {
        let position = signed.position;
        let trusted = self.trust.keys.is_empty() || self.trust.keys.contains(&signed.signer);
        if !trusted || !signed.holds() {
            report.find(Finding::Signature { position, signer: signed.signer.clone() });
        } else if position != self.position || signed.root != self.root {
            report.find(Finding::SignedRoot { position });
        } else {
            report.signatures += 1;
            report.signed_to = report.signed_to.max(position);
        }
    }

    /// Tells the positions that are missing before `position`.
    pub(crate) fn missing(&self, position: i64, report: &mut Report) {
        for position in self.position + 1..position.min(self.position + 1 + TOLD) {
            report.find(Finding::PositionMissing { position });
        }
    }

    /// Ends the walk: what was signed and not reached was cut off.
    pub(crate) fn end(self, report: &mut Report) {
        for signed in self.signed {
            report.find(Finding::TailCut { position: signed.position, last: self.position });
        }
    }
}
