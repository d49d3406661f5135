//! The operations of machines that receive without a network, one a file.

pub(super) mod kit;
pub(super) mod receive;
pub(super) mod register;
pub(super) mod reserve;
pub(super) mod retire;
pub(super) mod store_key;
