//! Pure rules, one file each.

pub(crate) mod code;
pub(crate) mod device;
pub(crate) mod lifetime;
pub(crate) mod pin;
pub(crate) mod throttle;
pub(crate) mod token;
