//! A nudge for the sequencer. Only a hint that something may have been committed: whoever misses it polls, and
//! whoever is woken for nothing finds nothing. One for the process, because an append knows only its Tx.

use std::time::Duration;

use tokio::sync::Notify;

static APPENDED: Notify = Notify::const_new();

/// Says that an event was appended and will be committed soon.
pub(crate) fn appended() {
    APPENDED.notify_waiters();
}

/// Waits for the next append, at most `poll`.
pub(crate) async fn wait(poll: Duration) {
    let _ = tokio::time::timeout(poll, APPENDED.notified()).await;
}
