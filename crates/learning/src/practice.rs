//! The clock of practice and the password of its people, as the composition root hands it over. Where nobody did, there is no practice.

use std::fmt;
use std::sync::Arc;

/// What practice runs on: its clock, and the password of the invented people.
#[derive(Clone)]
pub struct Practice {
    shift: Arc<dyn Fn(i64) + Send + Sync>,
    password: &'static str,
}

impl Practice {
    /// A clock that `shift` sets so many seconds before the machine's (the whole, not what is added), and the password.
    pub fn new(password: &'static str, shift: impl Fn(i64) + Send + Sync + 'static) -> Self {
        Self { shift: Arc::new(shift), password }
    }

    /// Sets the clock.
    pub(crate) fn shift(&self, seconds: i64) {
        (self.shift)(seconds);
    }

    /// The password of every account.
    pub(crate) const fn password(&self) -> &'static str {
        self.password
    }
}

impl fmt::Debug for Practice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Practice")
    }
}
