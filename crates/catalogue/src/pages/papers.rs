//! `/thu-tuc/{code}/giay-to`: the list of papers on one sheet, to print and tick off.

use askama::Template;
use axum::extract::State;
use base::Locale;
use web::{Answer, App, Path, Query, Who, page};

use crate::error::Error;
use crate::model::ProcedureVersion;
use crate::pages::start::find;
use crate::pages::view::{Chosen, Lasts, Papers, address};

#[derive(Template)]
#[template(path = "papers.html")]
struct View<'a> {
    it: &'a ProcedureVersion,
    locale: Locale,
    case: &'a str,
    channel: &'static str,
    lasts: Lasts,
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
    let locale = ctx.locale;
    let view = View {
        locale,
        case,
        channel: situation.channel.called(locale),
        lasts: version
            .ordinary_term(&situation)
            .map(|term| Lasts::of(&term.text, locale))
            .unwrap_or_default(),
        papers: Papers::of(&version, &situation, locale),
        today: locale.date(ctx.now.date()),
        it: &version,
    };
    let (title, back) = match locale {
        Locale::Vi => (format!("Giấy tờ: {}", version.short_name), version.short_name.as_str()),
        Locale::En => (format!("Papers to prepare: {}", version.code), "The procedure"),
    };
    page(title, &view).back(address(&version.code), back).locale(locale).narrow().answer()
}
