//! `/thu-tuc/{code}/giay-to`: the list of papers on one sheet, to print and tick off.

use askama::Template;
use axum::extract::State;
use base::words;
use web::{Answer, App, Path, Query, Who, page};

use crate::error::Error;
use crate::model::ProcedureVersion;
use crate::pages::start::find;
use crate::pages::view::{Chosen, Papers, address};

#[derive(Template)]
#[template(path = "papers.html")]
struct View<'a> {
    it: &'a ProcedureVersion,
    chosen: String,
    term: String,
    papers: Papers,
    today: String,
}

/// Shows the page.
pub(crate) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(code): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Answer {
    let version = find(&app, &code, ctx.now.date()).await?;
    let situation = chosen.situation(&version).ok_or(Error::NoProcedure)?;
    let case = version.case(situation.case).map(|case| case.name.as_str()).unwrap_or_default();
    let view = View {
        chosen: format!("{case}, {}", situation.channel.label().to_lowercase()),
        term: version
            .ordinary_term(&situation)
            .map(|term| words::upper_first(&term.text))
            .unwrap_or_default(),
        papers: Papers::of(&version, &situation),
        today: words::date(ctx.now.date()),
        it: &version,
    };
    page(format!("Giấy tờ: {}", version.short_name), &view)
        .back(address(&version.code), version.short_name.as_str())
        .narrow()
        .answer()
}
