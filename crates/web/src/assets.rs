//! Style sheet, script and fonts, embedded in the binary and served under the hash of their content.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{StatusCode, header};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use tower_http::compression::Predicate;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType};

use crate::app::App;
use crate::headers::Keep;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// The parts of the style sheet, in the order they apply.
const STYLES: [&str; 9] = [
    "css/fonts.css",
    "css/tokens.css",
    "css/base.css",
    "css/shell.css",
    "css/forms.css",
    "css/blocks.css",
    "css/desk.css",
    "css/print.css",
    "css/paper.css",
];

/// One file as it is served.
pub(crate) struct Asset {
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// Every file, under `name.hash.extension`.
struct Assets {
    files: Vec<Asset>,
    style: String,
    script: String,
    icon: String,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut files: Vec<Asset> = Static::iter()
        .filter(|path| path.ends_with(".woff2"))
        .map(|path| asset(&path, "font/woff2", read(&path)))
        .collect();
    let mut css: String =
        STYLES.iter().map(|part| String::from_utf8_lossy(&read(part)).into_owned()).collect();
    for font in &files {
        let plain = plain_name(&font.name);
        css = css.replace(&format!("fonts/{plain}"), &font.name);
    }
    let style = asset("motcua.css", "text/css; charset=utf-8", css.into_bytes());
    let script = asset(
        "motcua.js",
        "text/javascript; charset=utf-8",
        [read("motcua.js"), read("passkey.js")].concat(),
    );
    let icon = asset("mark.svg", "image/svg+xml", read("mark.svg"));
    let names = (path_of(&style), path_of(&script), path_of(&icon));
    files.extend([style, script, icon]);
    Assets { files, style: names.0, script: names.1, icon: names.2 }
});

/// The address of the style sheet.
pub(crate) fn style() -> &'static str {
    &ASSETS.style
}

/// The address of the script.
pub(crate) fn script() -> &'static str {
    &ASSETS.script
}

/// The address of the mark.
#[must_use]
pub fn icon() -> &'static str {
    &ASSETS.icon
}

/// What a page without its content is made of, as twelve hexadecimal digits: other files, another version. For what keeps pages.
#[must_use]
pub fn shell_version() -> String {
    let mut hash = Sha256::new();
    for part in [style(), script(), icon(), include_str!("../templates/shell.html")] {
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..6])
}

/// The address of a font, named without its extension; the empty address if there is none.
pub(crate) fn font(name: &str) -> String {
    let file = format!("{name}.woff2");
    ASSETS.files.iter().find(|asset| plain_name(&asset.name) == file).map(path_of).unwrap_or_default()
}

fn path_of(asset: &Asset) -> String {
    format!("/tinh/{}", asset.name)
}

fn read(path: &str) -> Vec<u8> {
    Static::get(path).map(|file| file.data.into_owned()).unwrap_or_default()
}

/// Names a file after its content.
fn asset(path: &str, kind: &'static str, bytes: Vec<u8>) -> Asset {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let hash = hex::encode(&Sha256::digest(&bytes)[..6]);
    Asset { name: format!("{stem}.{hash}.{extension}"), kind, bytes }
}

/// `a.hash.woff2` without its hash.
fn plain_name(name: &str) -> String {
    let mut parts: Vec<&str> = name.split('.').collect();
    parts.remove(parts.len().saturating_sub(2));
    parts.join(".")
}

/// Serves the files under `/tinh/`.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/tinh/{name}", get(serve))
}

async fn serve(Path(name): Path<String>) -> Response {
    let Some(asset) = ASSETS.files.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = ([(header::CONTENT_TYPE, asset.kind)], asset.bytes.as_slice()).into_response();
    response.extensions_mut().insert(Keep);
    response
}

/// What gains by compression: texts, not fonts and pictures.
pub(crate) fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("font/"))
}
