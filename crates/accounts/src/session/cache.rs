//! Who a session is, kept for a few seconds, so that a busy person costs no query per request. The reasons and the
//! bounds stand in `docs/decisions/0005-session-cache.md`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use base::{Actor, Instant};

use crate::model::Session;
use crate::model::{Holder, SessionId, SessionKey};
use crate::rules::lifetime;

/// How long an answer may be used, in seconds: the longest a revocation on another node goes unnoticed.
pub(crate) const FRESH: i64 = 5;

/// How many answers are kept; beyond it the old ones go.
const MOST: usize = 20_000;

/// A session with the person behind it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) session: Session,
    pub(crate) actor: Actor,
    /// Whether the person must set up a second factor before anything else.
    pub(crate) owes_factor: bool,
}

/// What is remembered of sessions between requests.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    known: RwLock<Answers>,
    used: Mutex<HashMap<SessionKey, Instant>>,
}

#[derive(Debug, Default)]
struct Answers {
    by_key: HashMap<SessionKey, (Arc<Known>, Instant)>,
    /// Grows with each revocation: an answer read before one is not kept after it.
    revocations: u64,
}

/// The state of revocations when a read began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Began(u64);

impl Cache {
    /// A fresh answer, if there is one.
    pub(crate) fn get(&self, key: SessionKey, now: Instant) -> Option<Arc<Known>> {
        let answers = self.known.read().unwrap_or_else(PoisonError::into_inner);
        answers.by_key.get(&key).filter(|(_, until)| now < *until).map(|(known, _)| Arc::clone(known))
    }

    /// To be called before the database is read for [`Cache::keep`].
    pub(crate) fn begin(&self) -> Began {
        Began(self.known.read().unwrap_or_else(PoisonError::into_inner).revocations)
    }

    /// Keeps an answer, unless something was revoked while it was read.
    pub(crate) fn keep(&self, began: Began, known: Arc<Known>, now: Instant) {
        let until = now.plus_seconds(FRESH).min(lifetime::ends(&known.session));
        let mut answers = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if answers.revocations != began.0 {
            return;
        }
        if answers.by_key.len() >= MOST {
            answers.by_key.retain(|_, (_, until)| now < *until);
        }
        if answers.by_key.len() >= MOST {
            answers.by_key.clear();
        }
        answers.by_key.insert(known.session.key, (known, until));
    }

    /// Forgets one session.
    pub(crate) fn forget(&self, key: SessionKey) {
        self.revoke(|known| known.session.key == key);
    }

    /// Forgets one session by its name in the list of devices.
    pub(crate) fn forget_id(&self, id: SessionId) {
        self.revoke(|known| known.session.id == id);
    }

    /// Forgets every session of a holder.
    pub(crate) fn forget_holder(&self, holder: Holder) {
        self.revoke(|known| known.session.holder == holder);
    }

    /// Forgets the sessions of all staff: their positions may have changed.
    pub(crate) fn forget_staff(&self) {
        self.revoke(|known| matches!(known.session.holder, Holder::Staff(_)));
    }

    fn revoke(&self, which: impl Fn(&Known) -> bool) {
        let mut answers = self.known.write().unwrap_or_else(PoisonError::into_inner);
        answers.revocations += 1;
        answers.by_key.retain(|_, (known, _)| !which(known));
    }

    /// Remembers that a session was used; true if it is the first mark since they were last taken, so that somebody
    /// should write them soon.
    pub(crate) fn mark_used(&self, key: SessionKey, now: Instant) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let first = used.is_empty();
        used.insert(key, now);
        first
    }

    /// Takes the marks to write them.
    pub(crate) fn take_used(&self) -> Vec<(SessionKey, Instant)> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut marks: Vec<_> = used.drain().collect();
        marks.sort_unstable();
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Device;
    use base::id::AccountId;
    use base::{Assurance, Citizen, Rng};

    fn known(rng: &Rng, at: Instant) -> Arc<Known> {
        let account = AccountId::new(rng, at);
        let session = Session {
            key: SessionKey(rng.bytes()),
            id: SessionId::new(rng, at),
            holder: Holder::Citizen(account),
            created_at: at,
            seen_at: at,
            expires_at: at.plus_seconds(3),
            device: Device::default(),
            place: String::new(),
            acting: None,
            confirmed: None,
        };
        let citizen = Citizen { account, name: "Lan".to_owned(), assurance: Assurance::Claimed };
        Arc::new(Known { session, actor: Actor::Citizen(citizen), owes_factor: false })
    }

    #[test]
    fn an_answer_is_fresh_for_seconds_and_never_beyond_the_session() {
        let (cache, rng, at) = (Cache::default(), Rng::seeded(1), Instant::from_micros(0));
        let short = known(&rng, at);
        let mut long = known(&rng, at);
        Arc::make_mut(&mut long).session.expires_at = at.plus_seconds(3600);
        for it in [&short, &long] {
            cache.keep(cache.begin(), it.clone(), at);
        }
        assert!(cache.get(short.session.key, at.plus_seconds(2)).is_some());
        assert!(cache.get(short.session.key, at.plus_seconds(3)).is_none(), "the session ended");
        assert!(cache.get(long.session.key, at.plus_seconds(FRESH - 1)).is_some());
        assert!(cache.get(long.session.key, at.plus_seconds(FRESH)).is_none());
    }

    #[test]
    fn what_was_read_before_a_revocation_is_not_kept_after_it() {
        let (cache, rng, at) = (Cache::default(), Rng::seeded(1), Instant::from_micros(0));
        let it = known(&rng, at);
        let began = cache.begin();
        cache.forget_holder(it.session.holder);
        cache.keep(began, it.clone(), at);
        assert!(cache.get(it.session.key, at).is_none());
        cache.keep(cache.begin(), it.clone(), at);
        assert!(cache.get(it.session.key, at).is_some());
        cache.forget_staff();
        assert!(cache.get(it.session.key, at).is_some(), "a citizen is no staff");
        cache.forget_id(it.session.id);
        assert!(cache.get(it.session.key, at).is_none());
    }

    #[test]
    fn the_first_mark_asks_for_a_writer() {
        let (cache, rng, at) = (Cache::default(), Rng::seeded(1), Instant::from_micros(0));
        let key = SessionKey(rng.bytes());
        assert!(cache.mark_used(key, at));
        assert!(!cache.mark_used(key, at.plus_seconds(1)));
        assert_eq!(cache.take_used(), [(key, at.plus_seconds(1))]);
        assert!(cache.take_used().is_empty());
        assert!(cache.mark_used(key, at));
    }
}
