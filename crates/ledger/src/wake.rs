//! Nudges for the crew. Only hints that something may have been committed: whoever misses one polls, and whoever is
//! woken for nothing finds nothing. One set for the process, because an append knows only its Tx.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

/// Rings for everybody who listens; who was busy meanwhile hears it afterwards.
pub(crate) struct Bell {
    rung: AtomicU64,
    notify: Notify,
}

/// An event was appended and will be committed soon.
pub(crate) static APPENDED: Bell = Bell::new();
/// Events have been placed, or a stream set aside is to be tried again.
pub(crate) static PLACED: Bell = Bell::new();
/// A job was enqueued or a change announced and will be committed soon, or a worker has become free.
pub(crate) static ENQUEUED: Bell = Bell::new();

impl Bell {
    const fn new() -> Self {
        Self { rung: AtomicU64::new(0), notify: Notify::const_new() }
    }

    /// Rings.
    pub(crate) fn ring(&self) {
        self.rung.fetch_add(1, Ordering::SeqCst);
        self.notify.notify_waiters();
    }

    /// Waits until it has rung since `heard`, at most `poll`, and brings `heard` up to date.
    pub(crate) async fn wait(&self, heard: &mut u64, poll: Duration) {
        let ring = self.notify.notified();
        if self.rung.load(Ordering::SeqCst) == *heard {
            let _ = tokio::time::timeout(poll, ring).await;
        }
        *heard = self.rung.load(Ordering::SeqCst);
    }
}
