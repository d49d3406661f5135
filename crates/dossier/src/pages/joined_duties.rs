//! Where one person did several duties on a dossier: what the controller looks at, without blame.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use web::{Answer, App, Who};

use crate::error::Error;
use crate::queries::{self, Joined, JoinedPage, body_name};

#[derive(Template)]
#[template(path = "joined_duties.html")]
struct JoinedDuties {
    lines: Vec<Line>,
}

struct Line {
    it: Joined,
    who: String,
    body: String,
}

/// `GET /lanh-dao/nhieu-khau`
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let newest = JoinedPage { after: None, size: queries::MOST_JOINED };
    let lines = app
        .db
        .read(move |rx| {
            let (mut names, mut lines) = (BTreeMap::new(), Vec::new());
            for it in queries::joined_duties(rx, &ctx, &newest)? {
                let who = super::late::name(rx, &mut names, it.staff)?;
                let body = body_name(rx, it.body, ctx.now.date())?;
                lines.push(Line { it, who, body });
            }
            Ok::<_, Error>(lines)
        })
        .await?;
    web::page("Một người làm nhiều khâu", &JoinedDuties { lines })
        .wide()
        .back("/lanh-dao", "Hồ sơ quá hạn")
        .answer()
}
