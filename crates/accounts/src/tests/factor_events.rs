//! What the ledger holds of second factors must parse for ever.

use base::id::{StaffId, UnitId, Uuid};
use jiff::civil::date;
use ledger::testing::golden;

use crate::factor_events::{
    FactorAdded, FactorRemoved, FactorRequired, FactorsReset, RecoveryCodeUsed, RecoveryCodesMade,
};

#[test]
fn events_parse_for_ever() {
    const DIR: &str = env!("CARGO_MANIFEST_DIR");
    let staff = StaffId::from_uuid(Uuid::from_u128(2));
    let body = UnitId::from_uuid(Uuid::from_u128(3));
    golden(DIR, &FactorAdded { staff, factor: "totp".to_owned() });
    golden(DIR, &FactorRemoved { staff, factor: "passkey".to_owned() });
    golden(DIR, &RecoveryCodesMade { staff });
    golden(DIR, &RecoveryCodeUsed { staff, left: 9 });
    golden(DIR, &FactorsReset { staff, ended: 2 });
    golden(DIR, &FactorRequired { body, role: "signatory".to_owned(), first_day: Some(date(2026, 12, 1)) });
}
