//! One paper of a dossier, sent as it is kept. The disclosure is logged before the first byte.

use axum::body::Body;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::header;
use web::{Answer, App, Path, Who};

use crate::actions::{self, Disclose};

/// Sends the bytes as a download; a picture or PDF opens in the browser without being able to run anything.
pub(crate) async fn send(
    State(app): State<App>,
    Who(ctx): Who,
    Path((dossier, position)): Path<(DossierId, usize)>,
) -> Answer {
    let input = Disclose { dossier, position };
    let file = app.db.write(move |tx| actions::disclose(tx, &ctx, &input)).await?;
    let hash = file.hash.parse().map_err(web::Failure::internal)?;
    let bytes = app.files.read(&hash).await?;
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, format!("inline; filename*=UTF-8''{}", encoded(&file.name))),
    ];
    let mut response = (headers, Body::from(bytes)).into_response();
    response.extensions_mut().insert(web::Framed);
    Ok(response)
}

/// A file name as RFC 8187 asks.
fn encoded(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn names_cannot_break_out_of_the_header() {
        assert_eq!(encoded("giấy.pdf"), "gi%E1%BA%A5y.pdf");
        assert_eq!(encoded("a\"; b\r\n.pdf"), "a%22%3B%20b%0D%0A.pdf");
    }
}
