//! `/thu-tuc/{code}`: what a procedure is for and what it takes, before beginning.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use base::{Actor, Locale, words};
use web::{Answer, App, Choice, Form, Path, Query, Who, page};

use crate::described::{self, Known};
use crate::error::Error;
use crate::look;
use crate::model::{Channel, Decision, LocalFee, ProcedureVersion, Situation, Term};
use crate::pages::national;
use crate::pages::view::{Chosen, FeeLine, Lasts, Papers, address, cases, channels, online_tag, query};

#[derive(Template)]
#[template(path = "start.html")]
pub(super) struct View<'a> {
    it: &'a ProcedureVersion,
    pub(super) form: Form,
    cases: Vec<Choice>,
    channels: Vec<Choice>,
    /// The case that is shown, and how it is filed.
    case: String,
    channel: &'static str,
    /// Not `term`: a parameter of the macro `fact` is called that.
    lasts: Lasts,
    term_note: String,
    term_citation: String,
    /// Other times, with when they stand.
    other_terms: Vec<(Lasts, String)>,
    fees: Vec<FeeLine>,
    papers: Papers,
    tag: &'static str,
    online: &'static str,
    pub(super) apply: Option<String>,
    /// The sheet of papers to print; empty where there is none.
    pub(super) print: String,
    subjects: String,
    bodies: String,
    decided: Decided,
    valid: String,
}

/// Shows the page.
pub(crate) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(code): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Answer {
    let today = ctx.now.date();
    let read = move |rx: &mut db::Read| {
        let known = described::known(rx, &code, today)?;
        let local = match &known {
            Some(Known::Package(version)) => look::local_fees(rx, &version.code, today)?,
            _ => Arc::default(),
        };
        Ok::<_, Error>((known, local))
    };
    let (known, local) = app.db.read(read).await?;
    let version = match known.ok_or(Error::NoProcedure)? {
        Known::Package(version) => version,
        Known::Description(it) => return national::described(&ctx, &it),
        Known::Replaced(it) => return national::replaced(&ctx, &it),
    };
    let situation = chosen.situation(&version).ok_or(Error::NoProcedure)?;
    let form = Form::empty(&ctx)
        .spoken(ctx.locale)
        .with("truong-hop", situation.case)
        .with("kenh", situation.channel);
    let mut view = view(&version, &situation, &local, form);
    // Staff do not file for themselves here; at the counter they have a page of their own.
    if matches!(ctx.actor, Actor::Staff(_)) {
        view.apply = None;
    }
    let page = page(version.short_name.as_str(), &view).named().form(&view.form);
    page.back("/thu-tuc", view.form.t("Thủ tục", "Procedures")).answer()
}

/// The version in force; what is no code names nothing.
pub(crate) async fn find(
    app: &App,
    code: &str,
    today: jiff::civil::Date,
) -> Result<Arc<ProcedureVersion>, Error> {
    let code: ProcedureCode = code.parse().map_err(|_| Error::NoProcedure)?;
    app.db.read(move |rx| look::public(rx, &code, today)?.ok_or(Error::NoProcedure)).await
}

/// The page of a version in a situation.
pub(super) fn view<'a>(
    it: &'a ProcedureVersion,
    situation: &Situation<'a>,
    local: &[LocalFee],
    form: Form,
) -> View<'a> {
    let locale = form.locale();
    let (tag, online) = online_tag(it.online, locale);
    let term = it.ordinary_term(situation);
    let lasts = |term: &Term| Lasts::of(&term.text, locale);
    let asked = [("truong-hop", situation.case), ("kenh", situation.channel.code())];
    let case = it.case(situation.case).map(|case| case.name.as_str()).unwrap_or_default();
    View {
        cases: cases(it),
        channels: channels(it, locale),
        case: case.to_owned(),
        channel: situation.channel.called(locale),
        lasts: term.map(lasts).unwrap_or_default(),
        term_note: term.and_then(|term| term.note.clone()).unwrap_or_default(),
        term_citation: term.map(|term| term.citation.clone()).unwrap_or_default(),
        fees: it.fees(situation).map(|fee| FeeLine::of(fee, situation, local, locale)).collect(),
        other_terms: it
            .other_terms(situation)
            .map(|term| (lasts(term), term.note.clone().unwrap_or_default()))
            .collect(),
        papers: Papers::of(it, situation, locale),
        tag,
        online,
        apply: it.channels.contains(&Channel::Online).then(|| format!("/nop-ho-so/{}", it.code)),
        print: format!("{}/giay-to?{}", address(&it.code), query(&asked)),
        subjects: it.subjects.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("; "),
        bodies: it.executing.join("; "),
        decided: decided(&it.decision, locale),
        valid: locale.date(it.valid_from),
        it,
        form,
    }
}

/// The decision that published the procedure, in the words of the page: its date; what the source does not say is said to be unknown.
struct Decided {
    number: String,
    date: String,
    by: String,
}

fn decided(decision: &Decision, locale: Locale) -> Decided {
    let date = match (decision.date, locale) {
        (None, _) => locale.t("(chưa rõ ngày ký)", "(of unknown date)").to_owned(),
        (Some(date), Locale::Vi) => format!("ngày {}", words::date(date)),
        (Some(date), Locale::En) => format!("of {}", locale.date(date)),
    };
    Decided { number: decision.number.clone(), date, by: decision.issued_by.clone() }
}
