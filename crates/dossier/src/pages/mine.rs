//! A citizen's own dossiers: what is being written, what was sent.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use crate::queries::{self, Mine};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    /// The dossier after which the page begins.
    sau: String,
}

#[derive(Template)]
#[template(path = "mine.html")]
struct MinePage<'a> {
    locale: base::Locale,
    mine: &'a Mine,
    names: Vec<String>,
}

/// The drafts and the dossiers, newest first.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(from): Query<From>) -> Answer {
    let locale = ctx.locale;
    let before = from.sau.parse().ok();
    let (mine, names) = app
        .db
        .read(move |rx| {
            let mine = queries::mine(rx, &ctx, before)?;
            let mut names = Vec::new();
            for draft in &mine.drafts {
                let version = catalogue::version(rx, &draft.procedure)?;
                names.push(version.map_or_else(|| draft.procedure.to_string(), |v| v.short_name.clone()));
            }
            Ok::<_, crate::Error>((mine, names))
        })
        .await?;
    let title = locale.t("Hồ sơ của tôi", "My dossiers");
    web::page(title, &MinePage { locale, mine: &mine, names }).narrow().locale(locale).answer()
}
