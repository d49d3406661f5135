//! What comes round by itself.

mod reorganise;

pub(crate) use reorganise::{REORGANISE, REORGANISE_DAILY};
