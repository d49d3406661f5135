//! Who watches over the machine is told of each answered request: how, by which pattern, with what, how long. Never the address
//! itself, never who.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};

/// What was answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// How it was asked.
    pub method: &'a Method,
    /// The pattern of the path; `(unknown)` where none fits.
    pub route: &'a str,
    /// With what it was answered.
    pub status: StatusCode,
    /// How long it took.
    pub took: Duration,
}

/// Somebody who is told. The composition root hands one over ([`crate::Site::hand`]).
#[derive(Clone)]
pub struct Watch(Arc<dyn Fn(Answered<'_>) + Send + Sync>);

impl Watch {
    /// Tells `told`.
    #[must_use]
    pub fn new(told: impl Fn(Answered<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(told))
    }

    pub(crate) fn tell(&self, answered: Answered<'_>) {
        (self.0)(answered);
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}
