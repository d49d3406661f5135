//! What people may see of dossiers: each begins with who asks, and answers "not found" for what is not theirs.

mod batches;
mod bodies;
mod bulk;
mod certified;
mod concern;
mod counts;
mod desk;
mod duties;
mod faults;
mod filed;
mod handovers;
mod live;
mod located;
mod look_ups;
mod lookup;
mod merged;
mod mine;
mod moved;
mod offered;
mod offline;
mod one;
mod other_numbers;
mod outside;
mod oversight;
mod parts;
mod reach;
mod refiled;
mod register;
mod results;
mod silent;
mod tally;
mod together;
mod uploads;

pub use batches::{batch, last_batches};
pub use bodies::{body_by_place, competent_bodies, known_applicant};
pub(crate) use bodies::{competent_body, elsewhere, is_away, place, received_by};
pub(crate) use bulk::{Report, bulk_dossiers, bulk_order, bulk_orders, bulk_people, foresee};
pub use certified::{book_of_day, certified};
pub use concern::{ConcernRow, concern_count, concern_line, concerned, concerns};
pub use counts::{BodyRow, Counts, Row, counted, counts, saved};
pub use desk::{
    Count, Desk, Facets, Found, Search, StandIn, counted_queues, desk, desk_view, facets, queue_of,
    saved_queue, saved_queues, search, stand_in, stands_in,
};
pub use duties::{JOINED_DAYS, joined_duties};
pub(crate) use duties::{MOST_JOINED, would_join};
pub use faults::{BodyFaults, faults};
pub(crate) use filed::{Filer, filed, filer, filing_bodies, filing_body};
pub use handovers::{Waiting, handovers};
pub(crate) use live::{Change, Watched, changes, watched};
pub(crate) use located::located;
pub(crate) use look_ups::checks;
pub use look_ups::{SAMPLE_DAYS, asked_of_me, sample};
pub(crate) use look_ups::{asked_page, sample_page};
pub use lookup::Glance;
pub(crate) use lookup::{bears, glance};
pub use mine::{Mine, draft, mine};
pub(crate) use moved::has_gone_on;
pub use moved::{
    bears_number, may_claim, moved_beside, moved_counts, moved_dossiers, moved_on, moved_references,
};
pub use one::{File, Holder, Seen, Standing, as_filer, as_staff, either, paper};
pub(crate) use one::{Named, id_of, is_disclosure, standing, was_there_today};
pub use other_numbers::other_numbers;
pub use outside::{OUTSIDE_DAYS, outside};
pub use oversight::{Exceptions, Watch, oversight};
pub(crate) use refiled::refiled_after;
pub use refiled::{REFILED_BACK, RefiledNames, refiled};
pub use register::{Entry, register};
pub(crate) use results::said_of_result;
pub use results::{AfterResult, BodyTerms, Shown, WaitingResults, pickup_terms, waiting_results};
pub use silent::{Silent, silent};
pub use tally::{Tally, TallyCell, TallyRow, late_at, tallied, tally};

pub(crate) use together::way_of;
pub use together::{Chosen, MOST_TOGETHER, Together, Way, together};

pub(crate) use offered::offered;
pub use offline::{OfflineCounterSeen, offline_counter, offline_counters};
pub(crate) use offline::{is_heir, offline_agencies, offline_ground};
pub use parts::{PartSeen, owed};
pub(crate) use parts::{name as body_name, names as part_bodies, planned as planned_parts};
pub(crate) use reach::reader;
pub(crate) use uploads::{UPLOAD_COUNTS, kept_files, own_uploads, unreferenced};

pub use crate::model::{Tab, Wanted};
pub use crate::store::fault::Fault;
pub use crate::store::joined::{Joined, JoinedPage};
pub(crate) use crate::store::lists::CAP;
pub use crate::store::lists::{After, Line};
pub(crate) use crate::store::look_up::LookUpPage;
pub use crate::store::moved::MovedCount;
pub use crate::store::outside::Outside;
pub use crate::store::part::Owed;
pub use crate::store::pickup::Waits;
pub use crate::store::refiled::Refiled;
pub(crate) use crate::store::upload::Uploaded;
