//! What pages read of money, under one roof. Whether the actor may see it is asked where a page opens (`pages/seat.rs`).

pub(crate) use crate::store::account::find as account;
pub(crate) use crate::store::book::find as book;
pub(crate) use crate::store::book::of_holder as book_in_use;
pub(crate) use crate::store::book::of_root as books;
pub(crate) use crate::store::deposit::find as slip;
pub(crate) use crate::store::deposit::of_root as slips;
pub(crate) use crate::store::obligation::find as obligation;
pub(crate) use crate::store::obligation::of_origin as owed_by;
pub(crate) use crate::store::obligation::open as still_owed;
pub(crate) use crate::store::receipt::by_name as taken_by_fee;
pub(crate) use crate::store::receipt::find as receipt;
pub(crate) use crate::store::receipt::lines;
pub(crate) use crate::store::receipt::of_shift as receipts;
pub(crate) use crate::store::receipt::refunds;
pub(crate) use crate::store::receipt::refunds_of_shift as refunds_in;
pub(crate) use crate::store::receipt::replacing;
pub(crate) use crate::store::shift::find as shift;
pub(crate) use crate::store::shift::handed_to;
pub(crate) use crate::store::shift::of_root as shifts;
pub(crate) use crate::store::shift::open_of as open_shift;
pub(crate) use crate::store::shift::sums;
pub(crate) use crate::store::shift::taken as taken_over;
