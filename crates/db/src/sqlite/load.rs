//! The rows of a long load: one statement for many rows, since beginning and ending a statement costs SQLite as much as a short row.

use rusqlite::{CachedStatement, Connection};

use crate::rows::Rows;

/// Rows of one statement.
const AT_ONCE: usize = 40;

/// Runs the statement of this text for all rows; the rows changed in all.
pub(super) fn load(conn: &Connection, sql: &str, rows: &Rows) -> rusqlite::Result<u64> {
    let mut changed = 0;
    let mut done = 0;
    if let Some(wide) = (rows.len() >= AT_ONCE).then(|| widened(sql, AT_ONCE)).flatten() {
        let mut statement = conn.prepare_cached(&wide)?;
        while rows.len() - done >= AT_ONCE {
            changed += execute(&mut statement, rows, done, AT_ONCE)?;
            done += AT_ONCE;
        }
    }
    let mut statement = conn.prepare_cached(sql)?;
    for row in done..rows.len() {
        changed += execute(&mut statement, rows, row, 1)?;
    }
    Ok(changed)
}

/// Runs the statement once, for `count` rows from `first` on.
fn execute(
    statement: &mut CachedStatement<'_>,
    rows: &Rows,
    first: usize,
    count: usize,
) -> rusqlite::Result<u64> {
    for (at, value) in rows.values(first, count).enumerate() {
        statement.raw_bind_parameter(at + 1, value)?;
    }
    statement.raw_execute().map(|changed| changed as u64)
}

/// `INSERT … VALUES (?1, ?2) …` for `times` rows; none for a statement of another form, or whose end asks for a parameter too. A
/// refused row leaves those before it (OR FAIL), since SQLite would else copy every page before it writes; the caller's transaction or
/// savepoint undoes them.
fn widened(sql: &str, times: usize) -> Option<String> {
    let sql = sql.strip_prefix("INSERT INTO ")?;
    let from = sql.find("VALUES (")? + "VALUES ".len();
    let to = from + sql.get(from..)?.find(')')? + 1;
    let (head, group, tail) = (sql.get(..from)?, sql.get(from..to)?, sql.get(to..)?);
    let columns = group.matches('?').count();
    let plain = format!("({})", numbered(0, columns));
    if group.split_whitespace().collect::<Vec<_>>().join(" ") != plain || tail.contains('?') {
        return None;
    }
    let groups: Vec<_> = (0..times).map(|row| format!("({})", numbered(row * columns, columns))).collect();
    Some(format!("INSERT OR FAIL INTO {head}{}{tail}", groups.join(", ")))
}

/// `?3, ?4`: so many parameters after the first so many.
fn numbered(after: usize, count: usize) -> String {
    (after + 1..=after + count).map(|at| format!("?{at}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_insert_is_widened() {
        let wide = widened("INSERT INTO a (b, c)\n VALUES (?1,  ?2) ON CONFLICT DO NOTHING", 2);
        assert_eq!(
            wide.as_deref(),
            Some("INSERT OR FAIL INTO a (b, c)\n VALUES (?1, ?2), (?3, ?4) ON CONFLICT DO NOTHING")
        );
    }

    #[test]
    fn anything_else_is_run_row_by_row() {
        for other in [
            "UPDATE a SET b = ?1",
            "INSERT INTO a (b, c) VALUES (?1, ?1)",
            "INSERT INTO a (b, c) VALUES (?1, lower(?2))",
            "INSERT INTO a (b) VALUES (?1) ON CONFLICT (b) DO UPDATE SET c = ?2",
        ] {
            assert_eq!(widened(other, 2), None, "{other}");
        }
    }
}
