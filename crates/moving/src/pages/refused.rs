//! The rows that were left out, as a file: what to mend and send again.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::header;
use web::{Answer, App, Path, Who};

use crate::error::Error;
use crate::model::{BatchId, Refused};
use crate::queries;

/// `GET /quan-tri/chuyen-he-thong/{id}/dong-de-lai.csv`
pub(super) async fn download(State(app): State<App>, Who(ctx): Who, Path(id): Path<BatchId>) -> Answer {
    let rows = app.db.read(move |rx| queries::refused(rx, &ctx, id)).await?;
    let bytes = written(&rows)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"dong-de-lai.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

/// One line for each cell's row: file, line, why, and the row as `column=value`.
fn written(rows: &[Refused]) -> Result<Vec<u8>, Error> {
    let mut out = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    out.write_record(["tep", "dong", "ly_do", "noi_dung"])?;
    for row in rows {
        let cells: Vec<_> = row.cells.iter().filter(|(_, text)| !text.is_empty()).collect();
        let content: Vec<_> = cells.iter().map(|(column, text)| format!("{column}={text}")).collect();
        out.write_record([safe(&row.file), row.line.to_string(), safe(&row.why), safe(&content.join("; "))])?;
    }
    out.into_inner().map_err(|error| Error::Csv(error.into_error().into()))
}

/// A cell that a spreadsheet does not take for a formula.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
