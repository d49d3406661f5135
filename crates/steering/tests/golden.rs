//! Every kind of event keeps one golden JSON that must parse for ever.

use base::id::{UnitId, Uuid};
use jiff::civil::date;
use ledger::testing::golden;
use steering::{Inquired, InquiryAnswered};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn what_is_kept_of_inquiries_parses_for_ever() {
    let inquired = Inquired {
        unit: UnitId::from_uuid(Uuid::from_u128(1)),
        figure: "bang=canh-bao&theo=don-vi&cot=qua-han".to_owned(),
        title: "Quá hạn".to_owned(),
        count: 6,
        question: "Vì sao?".to_owned(),
        due: date(2026, 12, 11),
    };
    golden(HERE, &inquired);
    golden(HERE, &InquiryAnswered { answer: "Đã phân công hôm nay.".to_owned() });
}
