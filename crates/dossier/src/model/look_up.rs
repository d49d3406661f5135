//! Looking up where a dossier is, on behalf of whoever asks at any counter of the province.

use base::Instant;
use base::id::{DossierId, StaffId, UnitId};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::State;

base::identifier!(
    /// One look-up.
    LookUpId
);

db::text_value!(LookUpId);

base::coded! {
    /// Why an officer looks a dossier up by its number alone.
    LookUpReason {
        /// Somebody asks at the counter.
        AtCounter = "at-counter", "Người dân hỏi tại quầy, không mang giấy tiếp nhận";
        /// Somebody asks by telephone.
        ByPhone = "by-phone", "Người dân hỏi qua điện thoại";
        /// Papers or a result are on the way between two desks.
        HandOver = "hand-over", "Phối hợp chuyển hồ sơ, kết quả";
        /// A feedback or complaint is being dealt with.
        Complaint = "complaint", "Xử lý phản ánh, kiến nghị";
        /// Something else.
        Other = "other", "Lý do khác";
    }
}

base::coded! {
    /// Where a look-up in the sample stands.
    SampleState {
        /// Nobody has looked at it.
        Drawn = "drawn", "Chưa xem";
        /// It was fine.
        Fine = "fine", "Hợp lệ";
        /// The officer is asked to explain.
        Asked = "asked", "Cần giải trình";
        /// The officer has explained.
        Explained = "explained", "Đã giải trình";
    }
}

/// How a dossier stands, for an officer of another desk: nothing of the person, the answers or the papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// The body that decides.
    pub competent: String,
    /// The body that received it.
    pub receiving: String,
    /// The units that have it, while it is open.
    pub units: Vec<String>,
    /// When the result is due.
    pub due: Option<DateTime>,
    /// Where a result waits; none where none does.
    pub result: Option<String>,
}

/// A look-up by number that was drawn for the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampled {
    /// The look-up.
    pub id: LookUpId,
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: Option<String>,
    /// Who looked.
    pub staff: StaffId,
    /// The body of that person's position.
    pub body: UnitId,
    /// The province or ministry above.
    pub top: UnitId,
    /// Why.
    pub reason: LookUpReason,
    /// More words on why.
    pub words: String,
    /// When.
    pub at: Instant,
    /// The day of the sample.
    pub day: Date,
    /// Where it stands.
    pub state: SampleState,
    /// What the controller asks.
    pub asked: String,
    /// What the officer answered.
    pub answer: String,
}
