//! What the ledger holds must parse for ever.

use base::id::{AccountId, StaffId, Uuid};
use ledger::testing::golden;

use crate::events::{
    PasswordChanged, PinSet, ProfileChanged, SignedOutElsewhere, SignedOutEverywhere, SignedUp,
    StaffAccountOpened,
};

#[test]
fn events_parse_for_ever() {
    const DIR: &str = env!("CARGO_MANIFEST_DIR");
    let account = AccountId::from_uuid(Uuid::from_u128(1));
    let staff = StaffId::from_uuid(Uuid::from_u128(2));
    golden(DIR, &SignedUp { account, identity: "citizen".to_owned() });
    golden(DIR, &ProfileChanged { account, fields: vec!["name".to_owned(), "phone".to_owned()] });
    golden(DIR, &StaffAccountOpened { staff, again: true });
    golden(DIR, &PasswordChanged { ended: 2 });
    golden(DIR, &PinSet { staff });
    golden(DIR, &SignedOutElsewhere { ended: 2 });
    golden(DIR, &SignedOutEverywhere { ended: 3 });
    assert_eq!(crate::Holder::Staff(staff).stream().context(), "account");
}
