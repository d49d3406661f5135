//! The guard of every test: a transaction that changed the state of a thing must have appended an event.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use db::Guard;

/// Tables that are not the state of a thing anybody answers for; what is written there needs no event.
const STATELESS: &[(&str, &str)] = &[
    (
        "account_session",
        "signing in and out is no act on a thing; who signs in with what is told by no event",
    ),
    ("account_parked", "a session that waits in a shared browser: as the session itself"),
    (
        "account_call",
        "what client systems called, for their audit: what a call changed is told by its own event",
    ),
    (
        "account_totp_setup",
        "a secret that is being set up: without effect until a code confirms it, which is told by an event",
    ),
    ("account_totp_step", "the last code that was taken, so that none is taken twice: as the session itself"),
    ("account_half_sign_in", "a sign-in that waits for the second factor: as the session itself"),
    ("account_passkey_key", "the counter of a passkey and when it was used: as the session itself"),
    ("account_challenge", "what a passkey is asked to sign, once: as the session itself"),
    ("account_attempt", "counts tries to guess a password or a look-up code, for the throttle"),
    ("dossier_look_up_count", "how many look-ups an officer made in an hour, for the throttle"),
    ("draft", "what a citizen is still writing: private, without effect, not yet a dossier"),
    ("draft_paper", "files of a draft"),
    (
        "dossier_bulk_item",
        "what came of each dossier of an order: what was done is told by the dossier's own event, the sum by the order's last",
    ),
    ("saved_queue", "how an officer narrows their own desk: no act on a thing"),
    ("desk_view", "which columns an officer sees: as saved_queue"),
    (
        "notice_message",
        "what somebody is told of an event: it follows from that event; reading it is private",
    ),
    ("notice_delivery", "how a message travels: what came of it is told by an event of its own"),
    ("notice_channel", "the pace of a server and whether it answers"),
    ("upload", "whose the bytes are that no dossier refers to yet"),
];

/// The guard, for [`db::Config::guard`].
#[must_use]
pub fn guard() -> Guard {
    Arc::new(|written: &BTreeSet<&'static str>| verdict(written, state_tables()))
}

/// Whether a transaction that wrote these tables may commit.
fn verdict(written: &BTreeSet<&'static str>, state: &BTreeSet<String>) -> Result<(), String> {
    let changed: Vec<_> = written.iter().copied().filter(|table| state.contains(*table)).collect();
    if changed.is_empty() || written.contains(ledger::EVENT_TABLE) {
        return Ok(());
    }
    Err(format!(
        "changed {} and appended no event: an action ends with ledger::append (or name the table in STATELESS of \
         crates/testkit/src/guard.rs, with the reason)",
        changed.join(", ")
    ))
}

/// Every table a context's migrations make, except those that hold no state.
#[must_use]
pub fn state_tables() -> &'static BTreeSet<String> {
    static TABLES: OnceLock<BTreeSet<String>> = OnceLock::new();
    TABLES.get_or_init(|| {
        motcua::migrations()
            .iter()
            .flat_map(|migration| tables_of(migration.sql))
            .filter(|table| !table.starts_with(ledger::TABLE_PREFIX))
            .filter(|table| !STATELESS.iter().any(|(stateless, _)| stateless == table))
            .collect()
    })
}

/// The tables a migration makes.
fn tables_of(sql: &str) -> Vec<String> {
    let words: Vec<&str> =
        sql.split(|c: char| c.is_whitespace() || c == '(').filter(|word| !word.is_empty()).collect();
    words
        .windows(3)
        .filter(|three| three[0].eq_ignore_ascii_case("create") && three[1].eq_ignore_ascii_case("table"))
        .map(|three| three[2].trim_matches('"').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_without_an_event_is_refused_and_names_the_table() {
        let state = BTreeSet::from(["dossier".to_owned()]);
        let refused = verdict(&BTreeSet::from(["dossier", "account_session"]), &state);
        assert!(refused.is_err_and(|reason| reason.starts_with("changed dossier and appended no event")));
        assert_eq!(verdict(&BTreeSet::from(["dossier", ledger::EVENT_TABLE]), &state), Ok(()));
        assert_eq!(verdict(&BTreeSet::from(["account_session"]), &state), Ok(()));
    }

    #[test]
    fn tables_are_read_from_migrations() {
        assert_eq!(
            tables_of("CREATE TABLE a (id TEXT);\ncreate table b(id TEXT); CREATE INDEX c ON a (id)"),
            ["a", "b"]
        );
        assert!(state_tables().contains("unit"), "{:?}", state_tables());
        assert!(!state_tables().contains(ledger::EVENT_TABLE));
    }
}
