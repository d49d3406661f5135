//! The few places where the two engines differ, both bodies side by side. A statement names one by a marker,
//! which is a comment, so that the text stays plain SQL:
//!
//! `SELECT last FROM stream WHERE id = $1 /*lock*/`

use crate::lexer::{Piece, pieces};

/// A marker and what stands in its place on each engine.
pub struct Marker {
    /// As written in a statement.
    pub marker: &'static str,
    /// On PostgreSQL.
    pub postgres: &'static str,
    /// On SQLite.
    pub sqlite: &'static str,
}

/// Every marker there is; a statement with another comment of the form `/*word*/` is left alone.
pub const MARKERS: &[Marker] = &[
    // Keeps the rows until the end of the transaction; others wait. SQLite has one writer: nobody else is there.
    Marker { marker: "/*lock*/", postgres: "FOR NO KEY UPDATE", sqlite: "" },
    // Keeps the rows nobody else keeps and leaves out the others: a try-lock, or the next job of a queue.
    Marker { marker: "/*lock free*/", postgres: "FOR NO KEY UPDATE SKIP LOCKED", sqlite: "" },
    // Keeps what a transaction relies on from being changed, while others may rely on it too.
    Marker { marker: "/*hold*/", postgres: "FOR SHARE", sqlite: "" },
    // At the end of CREATE TABLE: the rows lie in the order of the primary key, not a second time beside it.
    Marker { marker: "/*by key*/", postgres: "", sqlite: "WITHOUT ROWID" },
];

/// A part of a migration as SQLite takes it; for PostgreSQL a marker in a migration says nothing, so it stays a comment.
pub(crate) fn for_sqlite(sql: &str) -> String {
    let text = |piece: Piece<'_>| match piece {
        Piece::Comment(text) => marker(text).map_or_else(|| text.to_owned(), |it| it.sqlite.to_owned()),
        other => other.text().to_owned(),
    };
    pieces(sql).map(text).collect()
}

/// What stands for `comment` on the two engines (PostgreSQL, SQLite), if it is a marker.
pub(crate) fn marker(comment: &str) -> Option<&'static Marker> {
    MARKERS.iter().find(|it| it.marker == comment)
}
