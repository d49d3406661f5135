//! worktime.
