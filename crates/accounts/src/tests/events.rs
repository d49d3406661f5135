//! What the ledger holds must parse for ever.

use base::Instant;
use base::id::{AccountId, StaffId, Uuid, WarrantId};
use ledger::testing::golden;

use crate::events::{
    ClientRegistered, PasswordChanged, PinSet, ProfileChanged, SignedOutElsewhere, SignedOutEverywhere,
    SignedUp, StaffAccountOpened, TokenGiven, TokenRevoked,
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
    let token = WarrantId::from_uuid(Uuid::from_u128(3));
    golden(DIR, &ClientRegistered { staff });
    let expires_at = Instant::from_micros(1_795_054_800_000_000);
    golden(DIR, &TokenGiven { staff, token, scopes: vec!["dossier.read".to_owned()], expires_at });
    golden(DIR, &TokenRevoked { staff, token });
    assert_eq!(crate::Holder::Staff(staff).stream().context(), "account");
}
