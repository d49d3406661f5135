//! Every kind of event keeps one golden JSON that must parse for ever.

use base::Instant;
use base::id::{AccountId, DossierId, StaffId, UnitId, Uuid};
use catalogue::process::Awaits;
use dossier::events::{
    Assigned, BatchReceived, BecamePart, Certified, Completed, Extended, Followed, HandedOver,
    HandoverAnswered, Move, Opened, PaperOpened, PartAwaits, PartEnded, PartOpened, PartResumed,
    PartsPlanned, Paused, PlannedPart, Received, ReceptionCorrected, Refused, Reopened, ResultMoved, Resumed,
    Returned, StepSkipped, StepTaken, Stopped, Submitted, SupplementAsked, Supplemented, Warned,
    WithdrawalAsked, WithdrawalDeclined, Withdrawn,
};
use dossier::model::{
    Authorised, Channel, HandedPaper, HandoverWay, Item, Lapse, Obligation, Paid, Paper, Place, Refusal,
    Result, Source,
};
use ledger::testing::golden;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn unit() -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(0x11))
}

#[test]
fn what_was_submitted_parses_for_ever() {
    let paper = Paper {
        component: "G17-KQ003215".into(),
        source: Source::Upload,
        file_hash: Some("ab".repeat(32)),
        file_name: Some("giay-chung-nhan.pdf".into()),
        media_type: Some("application/pdf".into()),
        size: 18_234,
    };
    let event = Submitted {
        procedure: "1.013225".into(),
        version: 1,
        case: "nha-o-rieng-le".into(),
        channel: Channel::Online,
        account: Some(AccountId::from_uuid(Uuid::from_u128(0x22))),
        competent: unit(),
        content: "cd".repeat(32),
        papers: vec![paper],
        acting: None,
        identified: None,
        filed_by: None,
    };
    golden(HERE, &event);
    assert_eq!(event.papers.len(), 1);
}

#[test]
fn what_the_one_stop_unit_did_parses_for_ever() {
    let number = "H44.12.03-261118-0042".parse().expect("a number");
    let due = Instant::from_local(jiff::civil::date(2026, 12, 10).at(17, 0, 0, 0));
    golden(
        HERE,
        &Received {
            number,
            unit: unit(),
            due,
            calendar: "hanh-chinh@2026.1".into(),
            proposed: false,
            fees: Vec::new(),
        },
    );
    let refusal = Refusal {
        reason: "Thiếu giấy tờ về đất.".into(),
        citation: "Điều 53 NĐ 175/2024/NĐ-CP".into(),
    };
    golden(HERE, &Refused { refusal });
    golden(HERE, &Opened {});
    golden(HERE, &PaperOpened { paper: "ab".repeat(32) });
    assert_eq!(due.rfc3339(), "2026-12-10T17:00:00+07:00");
}

#[test]
fn what_stands_beside_the_straight_way_parses_for_ever() {
    let published = Item {
        component: "G17-KQ003215".into(),
        name: "Giấy tờ về đất".into(),
        what: "Ảnh chụp bị mờ.".into(),
        citation: None,
    };
    let outside = Item {
        component: "ngoai-danh-muc-1".into(),
        name: "Sổ hộ khẩu".into(),
        what: "Xác nhận nơi ở.".into(),
        citation: Some("Điều 99 Luật Xây dựng".into()),
    };
    let approval = Some("Bản vẽ nộp lại thiếu mặt cắt.".into());
    golden(HERE, &SupplementAsked { items: vec![published, outside], approval });
    let due = Instant::from_local(jiff::civil::date(2026, 12, 10).at(17, 0, 0, 0));
    golden(HERE, &Supplemented { papers: vec![Paper::on_paper("G17-KQ003215")], due: Some(due) });
    let to = Instant::from_local(jiff::civil::date(2026, 12, 14).at(17, 0, 0, 0));
    golden(HERE, &Extended { from: due, to, reason: "Chờ ý kiến phòng cháy.".into() });
    let obligation = Obligation { notice: "LTB2644101-TK0012345".into(), amount: base::Dong(12_500_000) };
    let (step, awaits) = ("cho-nop-tien".to_owned(), Awaits::Payment);
    golden(HERE, &Paused { step: step.clone(), awaits, obligation: Some(obligation) });
    let paid = Paid { receipt: "0012345".into(), day: jiff::civil::date(2026, 12, 1) };
    golden(HERE, &Resumed { step, awaits, paid: Some(paid), due: to });
    golden(HERE, &WithdrawalAsked { reason: "Không xây nữa.".into() });
    golden(HERE, &WithdrawalDeclined { reason: "Giấy phép đã ký.".into() });
    golden(HERE, &Withdrawn { words: String::new() });
    golden(HERE, &Stopped { reason: "Đất tranh chấp.".into(), citation: "Điều 103 Luật Xây dựng".into() });
    assert!(to > due);
}

#[test]
fn what_the_process_did_parses_for_ever() {
    let to = StaffId::from_uuid(Uuid::from_u128(0x33));
    golden(HERE, &Assigned { step: "tham-dinh".into(), to });
    let note = "Đủ điều kiện.".to_owned();
    golden(
        HERE,
        &StepTaken { from: "tham-dinh".into(), action: "trinh".into(), to: "soat-xet".into(), note },
    );
    let result = Result {
        code: "KQ.G17.000001".into(),
        name: "Giấy phép xây dựng".into(),
        number: "12/GPXD".into(),
        date: jiff::civil::date(2026, 12, 8),
        granted: true,
        reason: String::new(),
    };
    golden(HERE, &Completed { result: result.clone(), late: false });
    golden(HERE, &Returned { to: "Nguyễn Thị Hồng Ánh".into(), authorised: None });
    assert!(result.granted);
}

#[test]
fn what_was_put_right_and_warned_of_parses_for_ever() {
    let due = Instant::from_local(jiff::civil::date(2026, 12, 10).at(17, 0, 0, 0));
    golden(HERE, &ResultMoved { to: Place::OnItsWay });
    let reason = "Sai số nhà.".to_owned();
    golden(HERE, &Reopened { result: "12/GPXD".into(), reason, to: "tham-dinh".into(), due });
    let corrected = ReceptionCorrected {
        changed: vec!["applicant".into(), "case".into()],
        reason: "Nhập nhầm tên.".into(),
        case: "nha-o".into(),
        competent: unit(),
        content: "cd".repeat(32),
        due,
    };
    golden(HERE, &corrected);
    let person = Some(StaffId::from_uuid(Uuid::from_u128(0x33)));
    golden(HERE, &Warned { of: Lapse::Step("tham-dinh".into()), due, unit: unit(), person });
    assert_eq!(corrected.changed.len(), 2);
}

/// Whoever took it for the applicant was written beside the name later; what was written before says that nobody did.
#[test]
fn a_return_of_before_had_nobody_authorised() {
    let before: Returned = serde_json::from_str(r#"{"to":"Nguyễn Thị Hồng Ánh"}"#).expect("it parses");
    assert_eq!(before.authorised, None);
    let by =
        Authorised {
            kind: None, number: "001085012345".into(), paper: "Giấy ủy quyền số 15/2026".into()
        };
    let now = Returned { to: "Trần Văn Bình".into(), authorised: Some(by) };
    let text = serde_json::to_string(&now).expect("it is JSON");
    assert_eq!(serde_json::from_str::<Returned>(&text).expect("it parses"), now);
}

#[test]
fn what_happened_to_the_parts_parses_for_ever() {
    let (part, dossier) = (String::from("khai-sinh"), DossierId::from_uuid(Uuid::from_u128(0x44)));
    let whole = DossierId::from_uuid(Uuid::from_u128(0x55));
    let due = Instant::from_local(jiff::civil::date(2026, 11, 18).at(17, 0, 0, 0));
    let planned = PlannedPart { part: part.clone(), procedure: "1.001193".into(), version: 1, body: unit() };
    golden(HERE, &PartsPlanned { parts: vec![planned] });
    let number = "H44.101-261118-0002".parse().expect("a number");
    golden(HERE, &PartOpened { part: part.clone(), dossier, number, body: unit(), due });
    golden(HERE, &BecamePart { whole, part: part.clone() });
    let dropped = vec!["can-cuoc".into()];
    golden(HERE, &PartEnded { part: part.clone(), dossier, granted: false, late: true, dropped });
    golden(HERE, &PartAwaits { part: part.clone(), dossier });
    golden(HERE, &PartResumed { part, dossier, due: Some(due) });
    assert_ne!(whole, dossier);
}

#[test]
fn what_two_bodies_hand_over_parses_for_ever() {
    let due = Instant::from_local(jiff::civil::date(2026, 11, 19).at(17, 0, 0, 0));
    let papers = vec![
        HandedPaper { component: "G17-KQ003215".into(), file: Some("ab".repeat(32)) },
        HandedPaper { component: "G17-KQ003220".into(), file: None },
    ];
    let (way, note) = (HandoverWay::Out, "Bản vẽ gấp khổ A3.".to_owned());
    golden(HERE, &HandedOver { way, from: unit(), to: unit(), papers, note, due });
    golden(HERE, &Followed { moves: vec![Move { from: unit(), to: unit() }] });
    golden(HERE, &HandoverAnswered { way, missing: "Thiếu bản vẽ.".into() });
    assert_eq!(way.code(), "out");
}

#[test]
fn what_was_certified_in_the_lane_parses_for_ever() {
    let signer = StaffId::from_uuid(Uuid::from_u128(0x33));
    let (book, year, number) = ("SCT/BS".to_owned(), 2026, 123);
    golden(HERE, &Certified { book, year, number, pages: 3, copies: 2, signer });
}

#[test]
fn what_was_received_together_parses_for_ever() {
    let dossiers = [0x44, 0x55].map(|n| DossierId::from_uuid(Uuid::from_u128(n))).to_vec();
    golden(HERE, &BatchReceived { procedure: "1.013225".into(), dossiers });
}

#[test]
fn what_was_skipped_parses_for_ever() {
    let found_on = Some(jiff::civil::date(2026, 11, 18));
    let (source, reference) = ("Cơ sở dữ liệu quốc gia về dân cư".into(), "Bản ghi 12/2026".into());
    let evidence = dossier::rules::Evidence { source, reference, found_on };
    golden(HERE, &StepSkipped { step: "xac-minh".into(), evidence, days: 2, minutes: 960 });
}
