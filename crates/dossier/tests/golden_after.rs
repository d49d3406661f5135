//! The events after the decision keep their golden JSON: a result that waits, is signed for, recalled, issued anew.

use base::Instant;
use dossier::events::{
    ArchiveProposed, FaultNoted, PickupReminded, PickupTermsSet, PostReturned, Recounted, ReissueBegan,
    ResultArchived, ResultPosted, ResultRecalled, ResultReplaced, ResultShelved, ResultSignedFor,
    SlipReprinted,
};
use dossier::model::{Authorised, Handed, IdPaper};
use ledger::testing::golden;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn at() -> Instant {
    Instant::from_local(jiff::civil::date(2026, 11, 18).at(10, 0, 0, 0))
}

#[test]
fn a_result_that_waits_parses_for_ever() {
    golden(HERE, &ResultShelved { shelf: "A3-12".into() });
    golden(HERE, &PickupReminded { times: 2, note: "Gọi điện lúc 9 giờ.".into() });
    golden(HERE, &ResultPosted { tracking: "EM123456789VN".into() });
    let back = PostReturned {
        tracking: "EM123456789VN".into(),
        reason: "Không có người nhận.".into(),
        shelf: "C2".into(),
    };
    golden(HERE, &back);
    golden(HERE, &ArchiveProposed { since: at(), months: 6 });
    golden(HERE, &ResultArchived { place: "Kho tầng 2, hộp 14".into() });
    golden(HERE, &ResultSignedFor { picture: Some("ab".repeat(32)) });
    golden(HERE, &PickupTermsSet { remind_days: 15, archive_months: 6 });
    golden(HERE, &SlipReprinted { times: 2, reason: "Người nộp báo mất.".into() });
    let recounted = Recounted {
        change: organisation::CalendarChangeId::from_uuid(base::id::Uuid::from_u128(7)),
        name: "Nghỉ phòng chống bão số 12".into(),
        source: "QĐ 12/QĐ-UBND ngày 18/11/2026".into(),
        answer: false,
        before: at(),
        after: at(),
    };
    golden(HERE, &recounted);
    assert_eq!(back.shelf, "C2");
}

#[test]
fn a_wrong_result_parses_for_ever() {
    let by = Authorised {
        kind: Some(IdPaper::Card),
        number: "025190009999".into(),
        paper: "Giấy ủy quyền số 15/2026".into(),
    };
    let recalled = ResultRecalled {
        result: "12/GPXD".into(),
        reason: "Sai thửa đất.".into(),
        citation: "Điều 98 Luật Xây dựng".into(),
        handed: Some(Handed { at: at(), to: "Nguyễn Văn Bình".into(), authorised: Some(by) }),
        bring_back: "Bản chính giấy phép.".into(),
        relied_on: vec!["H44.101-261118-0009".parse().expect("a number")],
    };
    golden(HERE, &recalled);
    golden(HERE, &ReissueBegan { result: "12/GPXD".into(), to: "tham-dinh".into(), due: at() });
    golden(HERE, &ResultReplaced { recalled: "12/GPXD".into(), by: "12a/GPXD".into() });
    golden(HERE, &FaultNoted { of: "recall".into(), reason: "Đọc nhầm bản đồ.".into() });
    assert_eq!(recalled.relied_on.len(), 1);
}
