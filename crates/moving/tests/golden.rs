//! Every kind of event keeps one golden JSON that must parse for ever.

use base::id::{AccountId, Uuid};
use ledger::testing::golden;
use moving::{AccountClaimed, Begun, BroughtIn, Finished, GoingBack, RolledBack, Signed};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn what_is_kept_of_batches_parses_for_ever() {
    golden(HERE, &Begun { key: "5f".repeat(32), system: "OpenCPS 2".into(), dossiers: 11, people: 3 });
    golden(HERE, &BroughtIn { dossiers: 11 });
    golden(HERE, &Finished { report: "ab".repeat(32), there: 11, here: 10, left: 1 });
    golden(HERE, &Signed { report: "ab".repeat(32), remark: "Đã đối chiếu.".into() });
    golden(HERE, &GoingBack { reason: "Sai tệp ánh xạ".into() });
    golden(HERE, &RolledBack { reason: "Sai tệp ánh xạ".into() });
    golden(HERE, &AccountClaimed { account: AccountId::from_uuid(Uuid::from_u128(2)), accounts: 1 });
}
