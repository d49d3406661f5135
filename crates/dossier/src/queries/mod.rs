//! What people may see of dossiers: each begins with who asks, and answers "not found" for what is not theirs.

mod batches;
mod bodies;
mod certified;
mod counts;
mod desk;
mod faults;
mod handovers;
mod lookup;
mod merged;
mod mine;
mod offered;
mod one;
mod outside;
mod oversight;
mod parts;
mod reach;
mod refiled;
mod results;
mod silent;
mod together;
mod uploads;

pub use batches::{batch, last_batches};
pub use bodies::{body_by_place, competent_bodies, known_applicant};
pub(crate) use bodies::{competent_body, elsewhere, is_away, place, received_by};
pub use certified::{book_of_day, certified};
pub use counts::{Row, counted, counts};
pub use desk::{Count, Desk, Search, Tab, desk, search};
pub use faults::{BodyFaults, faults};
pub use handovers::{Waiting, handovers};
pub use lookup::Glance;
pub(crate) use lookup::glance;
pub use mine::{Mine, draft, mine};
pub use one::{File, Holder, Seen, Standing, as_citizen, as_staff, either, paper};
pub(crate) use one::{is_disclosure, was_there_today};
pub use outside::{OUTSIDE_DAYS, outside};
pub use oversight::{Exceptions, Watch, oversight};
pub(crate) use refiled::refiled_after;
pub use refiled::{REFILED_BACK, RefiledNames, refiled};
pub(crate) use results::said_of_result;
pub use results::{AfterResult, BodyTerms, Shown, WaitingResults, pickup_terms, waiting_results};
pub use silent::{Silent, silent};

pub use together::{Chosen, MOST_TOGETHER, Together, Way, together};

pub(crate) use offered::offered;
pub use parts::{PartSeen, owed};
pub(crate) use parts::{name as body_name, names as part_bodies, planned as planned_parts};
pub(crate) use reach::reader;
pub(crate) use uploads::{UPLOAD_COUNTS, own_uploads, unreferenced};

pub use crate::store::fault::Fault;
pub(crate) use crate::store::lists::CAP;
pub use crate::store::lists::{After, Line};
pub use crate::store::outside::Outside;
pub use crate::store::part::Owed;
pub use crate::store::pickup::Waits;
pub use crate::store::refiled::Refiled;
pub(crate) use crate::store::upload::Uploaded;
