//! Every kind of event keeps one golden JSON that must parse for ever.

use base::Instant;
use base::id::{AccountId, StaffId, UnitId, Uuid};
use dossier::events::{
    Assigned, Completed, Opened, PaperOpened, Received, Refused, Returned, StepTaken, Submitted,
};
use dossier::model::{Channel, Paper, Refusal, Result, Source};
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
        &Received { number, unit: unit(), due, calendar: "hanh-chinh@2026.1".into(), proposed: false },
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
    golden(HERE, &Returned { to: "Nguyễn Thị Hồng Ánh".into() });
    assert!(result.granted);
}
