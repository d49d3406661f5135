//! The page that stays on a machine and receives without a network, with its scripts and the worker that keeps them there.

use std::sync::LazyLock;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};
use web::{Answer, Failure, Path};

/// Where the page and its scripts lie; the worker's scope.
const PAGE: &str = "/quay/ngoai-tuyen/may-nay";
const SCRIPTS_AT: &str = "/quay/ngoai-tuyen/tep";

/// The scripts by name; `page.js` begins.
static SCRIPTS: [(&str, &str); 15] = [
    ("copy.js", include_str!("../../static/offline/copy.js")),
    ("form.js", include_str!("../../static/offline/form.js")),
    ("list.js", include_str!("../../static/offline/list.js")),
    ("moments.js", include_str!("../../static/offline/moments.js")),
    ("page.js", include_str!("../../static/offline/page.js")),
    ("prepare.js", include_str!("../../static/offline/prepare.js")),
    ("receive.js", include_str!("../../static/offline/receive.js")),
    ("screen.js", include_str!("../../static/offline/screen.js")),
    ("server.js", include_str!("../../static/offline/server.js")),
    ("sheet.js", include_str!("../../static/offline/sheet.js")),
    ("shelf.js", include_str!("../../static/offline/shelf.js")),
    ("store.js", include_str!("../../static/offline/store.js")),
    ("sync.js", include_str!("../../static/offline/sync.js")),
    ("words.js", include_str!("../../static/offline/words.js")),
    ("vault.js", include_str!("../../static/offline/vault.js")),
];

#[derive(Template)]
#[template(path = "offline_local.html")]
struct Page;

/// The page. Whoever asks for it gets the same: what is kept on a machine belongs to nobody.
pub(crate) async fn show() -> Answer {
    web::page("Quầy ngoại tuyến", &Page).alone("/quay/ngoai-tuyen/tep/page.js").answer()
}

/// One of its scripts.
pub(crate) async fn script(Path(name): Path<String>) -> Answer {
    let found = SCRIPTS.iter().find(|(known, _)| *known == name).ok_or_else(Failure::not_found)?;
    Ok(javascript(found.1.to_owned()))
}

/// The worker, with the version of everything it keeps.
pub(crate) async fn worker() -> Answer {
    static WORKER: LazyLock<String> = LazyLock::new(|| {
        let source = include_str!("../../static/offline/worker.js");
        let mut files = vec![PAGE.to_owned()];
        files.extend(SCRIPTS.iter().map(|(name, _)| format!("{SCRIPTS_AT}/{name}")));
        let mut hash = Sha256::new();
        hash.update(source);
        hash.update(include_str!("offline_local.html"));
        hash.update(web::shell_version());
        for (_, text) in &SCRIPTS {
            hash.update(text);
        }
        let version = hex::encode(&hash.finalize()[..6]);
        let files = serde_json::Value::from(files);
        format!("const VERSION = \"{version}\";\nconst FILES = {files};\n{source}")
    });
    Ok(javascript(WORKER.clone()))
}

fn javascript(text: String) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], text).into_response()
}
