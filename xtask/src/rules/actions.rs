//! Only actions authorise, and they do it first: the first statement of every public function in `actions/` calls
//! `ctx.authorise…`. What is open to everybody says so with `authorise_anyone`.

use syn::visit::{self, Visit};
use syn::{Item, ItemFn, Stmt, Visibility};

use crate::tree::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.under("crates/", ".rs").filter(|file| file.path.contains("/src/actions/")) {
        let Ok(parsed) = syn::parse_file(&file.text) else { continue };
        for item in &parsed.items {
            let Item::Fn(function) = item else { continue };
            if leaves_actions(&function.vis) && !authorises_first(function) {
                let name = &function.sig.ident;
                let line = name.span().start().line;
                let message = format!(
                    "the first statement of {name} does not authorise; begin with ctx.authorise…, or make it pub(super)"
                );
                findings.push(Finding::new(&file.path, line, message));
            }
        }
    }
    findings
}

/// True when others than the actions themselves can call it; what two actions share is `pub(super)`.
fn leaves_actions(visibility: &Visibility) -> bool {
    match visibility {
        Visibility::Inherited => false,
        Visibility::Restricted(to) => !to.path.is_ident("super"),
        Visibility::Public(_) => true,
    }
}

fn authorises_first(function: &ItemFn) -> bool {
    function.block.stmts.iter().find(|stmt| !matches!(stmt, Stmt::Item(_))).is_some_and(|first| {
        let mut calls = Calls(false);
        calls.visit_stmt(first);
        calls.0
    })
}

/// Looks for a call of `authorise…`.
struct Calls(bool);

impl<'ast> Visit<'ast> for Calls {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0 |= call.method.to_string().starts_with("authorise");
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_closure(&mut self, _closure: &'ast syn::ExprClosure) {
        // A closure may never run: what it authorises does not count.
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn an_action_that_loads_first_is_found() {
        let tree = sample::files(&[(
            "crates/dossier/src/actions/receive.rs",
            "pub fn receive(tx: &mut Tx, ctx: &Ctx) -> R { let d = load(tx)?; ctx.authorise(&P)?; Ok(d) }\n\
             pub fn refuse(tx: &mut Tx, ctx: &Ctx) -> R { let who = ctx.authorise(&P)?; Ok(who) }\n\
             pub fn later(tx: &mut Tx, ctx: &Ctx) -> R { run(|| ctx.authorise(&P)) }\n\
             fn help() {}\n             pub(super) fn share() {}\n             pub(crate) fn open() {}",
        )]);
        let found = sample::text(&check(&tree));
        assert!(found.contains("receive.rs:1: the first statement of receive"), "{found}");
        assert!(found.contains("receive.rs:3: the first statement of later"), "{found}");
        assert!(found.contains("receive.rs:6: the first statement of open"), "{found}");
        assert_eq!(found.lines().count(), 3, "{found}");
    }
}
