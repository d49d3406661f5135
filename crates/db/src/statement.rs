//! Named SQL: every statement is a constant that a test prepares on both engines.

/// One statement in the common dialect; parameters are `$1`, `$2`…
#[derive(Debug)]
pub struct Statement {
    /// Where it is declared, `crate::module::NAME`.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
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
        $($(#[$meta])* pub(crate) static $name: $crate::Statement = $crate::Statement {
            name: concat!(module_path!(), "::", stringify!($name)),
            sql: $sql,
        };)*
        /// Every statement of this file, for the test that prepares them on both engines.
        pub(crate) static STATEMENTS: &[&$crate::Statement] = &[$(&$name),*];
    };
}
