//! Named SQL: every statement is a constant that a test prepares on both engines.

use std::sync::OnceLock;

use crate::dialect;
use crate::lexer::{Piece, pieces};

/// One statement in the common dialect; parameters are `$1`, `$2`…
#[derive(Debug)]
pub struct Statement {
    /// Where it is declared, `crate::module::NAME`.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
    plan: OnceLock<Plan>,
}

/// What is worked out once from the text.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The text for SQLite: `?1` for `$1`, markers replaced.
    pub(crate) sqlite: String,
    /// The text for PostgreSQL: markers replaced.
    pub(crate) postgres: String,
    /// The highest parameter.
    pub(crate) params: usize,
    /// The tables it writes.
    pub(crate) writes: Vec<&'static str>,
    /// It would begin or end a transaction, which is not a statement's business.
    pub(crate) forbidden: bool,
}

impl Statement {
    /// A statement; [`statements!`](crate::statements) writes this.
    #[must_use]
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, plan: OnceLock::new() }
    }

    /// The names of the tables it writes.
    #[must_use]
    pub fn writes(&self) -> &[&'static str] {
        &self.plan().writes
    }

    pub(crate) fn plan(&self) -> &Plan {
        self.plan.get_or_init(|| Plan::of(self.sql))
    }
}

impl Plan {
    fn of(sql: &'static str) -> Self {
        let mut plan = Self {
            sqlite: String::new(),
            postgres: String::new(),
            params: 0,
            writes: Vec::new(),
            forbidden: false,
        };
        let mut words = Words::default();
        for piece in pieces(sql) {
            match piece {
                Piece::Param(text) => {
                    plan.params = plan.params.max(text[1..].parse().unwrap_or(usize::MAX));
                    plan.sqlite.push('?');
                    plan.sqlite.push_str(&text[1..]);
                    plan.postgres.push_str(text);
                }
                Piece::Comment(text) => {
                    let both = dialect::marker(text).map_or((" ", " "), |it| (it.sqlite, it.postgres));
                    plan.sqlite.push_str(both.0);
                    plan.postgres.push_str(both.1);
                }
                Piece::Word(text) | Piece::Quoted(text) => {
                    plan.sqlite.push_str(text);
                    plan.postgres.push_str(text);
                    if let Some(table) = words.push(text) {
                        plan.writes.push(table);
                    }
                    plan.forbidden |= words.forbidden();
                }
                Piece::Space(text) | Piece::Symbol(text) => {
                    plan.sqlite.push_str(text);
                    plan.postgres.push_str(text);
                }
            }
        }
        plan
    }
}

/// The last words seen, enough to recognise `INSERT INTO t`, `UPDATE t` and `DELETE FROM t`.
#[derive(Default)]
struct Words {
    count: usize,
    before: &'static str,
    last: &'static str,
}

impl Words {
    /// Takes the next word; answers it if it names a table that is written.
    fn push(&mut self, word: &'static str) -> Option<&'static str> {
        let is = |text: &str, other: &str| text.eq_ignore_ascii_case(other);
        let written = (is(self.before, "insert") && is(self.last, "into"))
            || (is(self.before, "delete") && is(self.last, "from"))
            || (is(self.last, "update") && !is(self.before, "do") && !is(self.before, "for"));
        self.before = self.last;
        self.last = word;
        self.count += 1;
        written.then(|| word.trim_matches('"'))
    }

    /// The statement begins with a word that controls the transaction.
    fn forbidden(&self) -> bool {
        const CONTROL: [&str; 7] = ["begin", "start", "commit", "end", "rollback", "savepoint", "release"];
        self.count == 1 && CONTROL.iter().any(|word| self.last.eq_ignore_ascii_case(word))
    }
}

/// Declares statements as constants and the list `STATEMENTS` of them all.
///
/// ```
/// db::statements! {
///     /// A unit by its identifier.
///     FIND = "SELECT id, name FROM unit WHERE id = $1";
/// }
/// assert_eq!(STATEMENTS.len(), 1);
/// assert!(FIND.name.ends_with("::FIND"));
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$meta])* pub(crate) static $name: $crate::Statement = $crate::Statement::new(
            concat!(module_path!(), "::", stringify!($name)),
            $sql,
        );)*
        /// Every statement of this file, for the test that prepares them on both engines.
        pub(crate) static STATEMENTS: &[&$crate::Statement] = &[$(&$name),*];
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(sql: &'static str) -> Plan {
        Plan::of(sql)
    }

    #[test]
    fn parameters_and_markers_are_translated_outside_quotes_only() {
        let plan = plan("SELECT '$1', \"$2\" FROM a WHERE b = $12 AND c = $1 /*lock*/ -- $3");
        assert_eq!(plan.sqlite.trim(), "SELECT '$1', \"$2\" FROM a WHERE b = ?12 AND c = ?1");
        assert_eq!(
            plan.postgres.trim(),
            "SELECT '$1', \"$2\" FROM a WHERE b = $12 AND c = $1 FOR NO KEY UPDATE"
        );
        assert_eq!(plan.params, 12);
    }

    #[test]
    fn written_tables_are_found() {
        assert_eq!(
            plan("INSERT INTO a (b) SELECT c FROM d ON CONFLICT (b) DO UPDATE SET b = 1").writes,
            ["a"]
        );
        assert_eq!(plan("insert  into \"order\" (b) values ($1)").writes, ["order"]);
        assert_eq!(plan("UPDATE a SET b = (SELECT c FROM d)").writes, ["a"]);
        assert_eq!(plan("DELETE FROM a WHERE 'UPDATE x' = $1").writes, ["a"]);
        assert!(plan("SELECT 1 FROM a FOR UPDATE").writes.is_empty());
    }

    #[test]
    fn a_statement_does_not_control_the_transaction() {
        assert!(plan("  commit").forbidden);
        assert!(plan("/* x */ SAVEPOINT a").forbidden);
        assert!(!plan("SELECT CASE WHEN a THEN b END FROM c").forbidden);
    }
}
