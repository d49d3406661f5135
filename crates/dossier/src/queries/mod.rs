//! What people may see of dossiers: each begins with who asks, and answers "not found" for what is not theirs.

mod bodies;
mod desk;
mod lookup;
mod merged;
mod mine;
mod offered;
mod one;
mod outside;
mod oversight;
mod reach;
mod silent;
mod uploads;

pub(crate) use bodies::competent_body;
pub use bodies::{competent_bodies, known_applicant};
pub use desk::{Count, Desk, Search, Tab, desk, search};
pub use lookup::Glance;
pub(crate) use lookup::glance;
pub use mine::{Mine, draft, mine};
pub use one::{File, Holder, Seen, Standing, as_citizen, as_staff, either, paper};
pub(crate) use one::{is_disclosure, was_there_today};
pub use outside::{OUTSIDE_DAYS, outside};
pub use oversight::{Exceptions, Watch, oversight};
pub use silent::{Silent, silent};

pub(crate) use offered::offered;
pub(crate) use reach::reader;
pub(crate) use uploads::{UPLOAD_COUNTS, own_uploads, unreferenced};

pub(crate) use crate::store::lists::CAP;
pub use crate::store::lists::{After, Line};
pub use crate::store::outside::Outside;
pub(crate) use crate::store::upload::Uploaded;
