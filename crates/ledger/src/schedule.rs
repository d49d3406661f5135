//! Jobs that come round by themselves.

/// Enqueues a job again and again; over all nodes each time only once, and never a second while one waits or runs.
/// What was missed while the system stood still is done once, not many times.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Unique, `context.what`.
    pub name: &'static str,
    /// When.
    pub when: When,
    /// The name of the job; its payload is `null`.
    pub job: &'static str,
}

/// When a schedule comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Every so many seconds, from 1, counted from when the schedule was first seen.
    Every(i64),
    /// Each day at this local time (Asia/Ho_Chi_Minh): hour 0 to 23, minute 0 to 59.
    Daily(i8, i8),
}
