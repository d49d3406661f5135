//! Every statement of every module prepares on both engines, and no two bear one name.

use std::collections::BTreeSet;

use db::Statement;
use testkit::TestApp;

/// Every list of statements of the program.
fn all() -> &'static [&'static [&'static Statement]] {
    let modules = motcua::modules();
    let own = modules.iter().flat_map(|module| module.statements.iter().copied());
    Vec::leak(ledger::STATEMENTS.iter().copied().chain(own).collect())
}

testkit::both_engines! {
    async fn every_statement_prepares(app: TestApp) {
        let refused = app.db.prepare_all(all()).await.expect("the engine answers");
        let said: Vec<_> = refused.iter().map(|one| format!("{}: {}", one.statement, one.reason)).collect();
        assert!(said.is_empty(), "{} statements are refused:\n{}", said.len(), said.join("\n"));
    }
}

#[test]
fn names_are_unique_and_every_context_with_tables_lists_its_statements() {
    let names: Vec<_> = all().iter().copied().flatten().map(|statement| statement.name).collect();
    let unique: BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len(), "a name is used twice");
    for module in motcua::modules() {
        let listed = module.statements.iter().map(|file| file.len()).sum::<usize>();
        assert!(
            module.migrations.is_empty() || listed > 0,
            "{} makes tables and lists no statements in its module()",
            module.name
        );
    }
}
