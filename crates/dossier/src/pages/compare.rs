//! Papers beside data: the paper that was chosen on the left, what was declared on the right. A paper is opened as it is everywhere, so
//! that the ledger says who saw it.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use serde::Deserialize;
use web::{Answer, App, Path, Query, Who};

use super::shown::{file_name, how_it_came, paper_name};
use crate::{disclosed, queries};

/// Which paper is open.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    giay: String,
}

/// A paper that can be opened.
struct Line {
    name: String,
    file: String,
    /// Where it is opened here; empty for what is no file.
    href: String,
    current: bool,
}

/// The paper that is open.
struct Open {
    name: String,
    address: String,
    picture: bool,
    /// Whether a browser shows it at all.
    shows: bool,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page {
    papers: Vec<Line>,
    open: Option<Open>,
    people: Vec<(&'static str, Vec<(&'static str, String)>)>,
    groups: Vec<(String, Vec<(String, String)>)>,
}

/// Shows them.
pub(crate) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(id): Path<DossierId>,
    Query(ask): Query<Ask>,
) -> Answer {
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| queries::as_staff(rx, &asker, id)).await?;
    disclosed::noted(&app, &ctx, &seen).await?;
    let chosen = ask.giay.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
    let line = |(at, paper): (usize, &crate::model::Paper)| {
        let kept = paper.file_hash.is_some();
        Line {
            name: paper_name(&seen, &paper.component).to_owned(),
            file: if kept {
                file_name(paper.file_name.as_deref())
            } else {
                how_it_came(paper, base::Locale::Vi)
            },
            href: if kept { format!("/can-bo/ho-so/{id}/doi-chieu?giay={}", at + 1) } else { String::new() },
            current: chosen == Some(at),
        }
    };
    let open = chosen.and_then(|at| seen.papers.get(at).map(|paper| (at, paper)));
    let open = open.filter(|(_, paper)| paper.file_hash.is_some()).map(|(at, paper)| {
        let kind = paper.media_type.as_deref().unwrap_or_default();
        let picture = kind.starts_with("image/");
        Open {
            name: paper_name(&seen, &paper.component).to_owned(),
            address: format!("/ho-so/{id}/tep/{at}"),
            picture,
            shows: picture || kind == "application/pdf",
        }
    });
    let page = Page {
        papers: seen.papers.iter().enumerate().map(line).collect(),
        open,
        people: super::people::groups(&seen.dossier.applicant),
        groups: super::officer::groups(&seen),
    };
    web::page("Đối chiếu giấy tờ", &page).back(format!("/can-bo/ho-so/{id}"), "Hồ sơ").wide().answer()
}
