//! The queue of results that wait: where each is, in which box, since when, reminded when. Searched by name, number or box.

use askama::Template;
use axum::extract::State;
use base::Instant;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use crate::model::Place;
use crate::queries::{self, AfterResult, Shown, Waits};

/// Which of them, narrowed by which words, from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    noi: String,
    tim: String,
    /// The moment or box of the last line of the page before.
    tu: String,
    /// Its dossier.
    sau: String,
}

#[derive(Template)]
#[template(path = "results.html")]
struct Results<'a> {
    tabs: Vec<(&'static str, &'static str, bool)>,
    code: &'static str,
    words: &'a str,
    lines: Vec<Waits>,
    next: Option<String>,
}

/// The lists, each with the word in its address.
const LISTS: [(Shown, &str, &str); 7] = [
    (Shown::All, "", "Tất cả"),
    (Shown::ByShelf, "theo-ngan", "Theo ngăn"),
    (Shown::At(Place::AtCounter), "tai-quay", "Tại quầy"),
    (Shown::At(Place::OnShelf), "tren-ke", "Trên kệ"),
    (Shown::At(Place::ByPost), "buu-chinh", "Qua bưu chính"),
    (Shown::Proposed, "de-nghi-luu-tru", "Đề nghị lưu trữ"),
    (Shown::At(Place::InArchive), "luu-tru", "Đã lưu trữ"),
];

/// One list.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let (shown, code, _) = LISTS.into_iter().find(|(_, code, _)| *code == ask.noi).unwrap_or(LISTS[0]);
    let words: String = ask.tim.trim().chars().take(100).collect();
    let due = ask.tu.parse().ok().map(Instant::from_micros);
    let after = AfterResult { due, shelf: ask.tu, dossier: ask.sau };
    let asked = words.clone();
    let found = app.db.read(move |rx| queries::waiting_results(rx, &ctx, shown, &asked, &after)).await?;
    let next = found.lines.last().filter(|_| found.more).map(|last| {
        let from = if shown == Shown::ByShelf { last.shelf.clone() } else { last.due.micros().to_string() };
        let (from, words) = (web::query_value(&from), web::query_value(&words));
        format!("/can-bo/ket-qua?noi={code}&tim={words}&tu={from}&sau={}", last.dossier)
    });
    let tabs = LISTS.into_iter().map(|(_, code_of, label)| (code_of, label, code_of == code)).collect();
    let page = Results { tabs, code, words: &words, lines: found.lines, next };
    web::page("Kết quả chờ trả", &page).back("/can-bo", "Bàn làm việc").wide().answer()
}

/// Where a result is, in a word or two.
const fn place(line: &Waits) -> &'static str {
    match line.place {
        Some(Place::OnItsWay) => "Đang chuyển về",
        Some(Place::AtCounter) => "Tại quầy",
        Some(Place::OnShelf) => "Trên kệ",
        Some(Place::ByPost) => "Bưu chính",
        Some(Place::InArchive) => "Lưu trữ",
        None => "Chưa ghi",
    }
}
