//! Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP, PL I), as a page that prints on A4.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::words;
use catalogue::Situation;
use qrcode::QrCode;
use qrcode::render::svg;
use web::{Answer, App, Failure, Path, Who};

use crate::disclosed;
use crate::events;
use crate::model::Dossier;
use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "receipt.html")]
struct Receipt<'a> {
    seen: &'a Seen,
    body: &'a str,
    number: String,
    received: String,
    due: String,
    papers: Vec<(String, String)>,
    fees: Vec<(String, String)>,
    time_limit: &'a str,
    qr: String,
    site: &'a str,
    officer: String,
}

/// The receipt, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let (seen, officer) = app
        .db
        .read(move |rx| {
            let seen = queries::as_citizen(rx, &ctx, id)?;
            with_officer(rx, seen)
        })
        .await?;
    answer(&app, &seen, officer, format!("/ho-so/{id}"))
}

/// The receipt, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let asker = ctx.clone();
    let (seen, officer) = app
        .db
        .read(move |rx| {
            let seen = queries::as_staff(rx, &asker, id)?;
            with_officer(rx, seen)
        })
        .await?;
    disclosed::noted(&app, &ctx, &seen).await?;
    answer(&app, &seen, officer, format!("/can-bo/ho-so/{id}"))
}

fn with_officer(rx: &mut db::Read, seen: Seen) -> Result<(Seen, String), crate::Error> {
    let officer = officer_of::<events::Received>(rx, &seen)?;
    Ok((seen, officer))
}

/// The name of the officer who did what the event `E` says; empty if nobody has.
pub(crate) fn officer_of<E: ledger::Event>(rx: &mut db::Read, seen: &Seen) -> Result<String, crate::Error> {
    let done = seen.history.iter().find(|event| event.is::<E>());
    let id = done.and_then(|event| event.actor.strip_prefix("staff/")).and_then(|id| id.parse().ok());
    let officer = match id {
        Some(id) => organisation::staff(rx, id)?.map(|person| person.name.to_string()),
        None => None,
    };
    Ok(officer.unwrap_or_default())
}

fn answer(app: &App, seen: &Seen, officer: String, back: String) -> Answer {
    let dossier = &seen.dossier;
    let (Some(number), Some(received), Some(deadline)) =
        (&dossier.number, dossier.received_at, &dossier.deadline)
    else {
        return Err(Failure::not_found());
    };
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let page = Receipt {
        body: &seen.standing.competent,
        number: number.to_string(),
        received: words::moment(received.local()),
        due: words::moment(deadline.current.due),
        papers: papers(seen),
        fees: fees(seen, &situation),
        time_limit: seen.version.term(&situation).map_or("", |term| term.text.as_str()),
        qr: qr(&address(app, dossier)),
        site: app.site.address.split_once("://").map_or("", |(_, rest)| rest),
        officer,
        seen,
    };
    web::page(format!("Giấy tiếp nhận {number}"), &page).back(back, "Về hồ sơ").answer()
}

/// Each paper with how it was handed in.
fn papers(seen: &Seen) -> Vec<(String, String)> {
    let name = |code: &str| seen.version.component(code).map_or_else(|| code.to_owned(), |c| c.name.clone());
    let mut out = vec![("Tờ khai điện tử".to_owned(), "Bản điện tử".to_owned())];
    out.extend(seen.papers.iter().map(|paper| (name(&paper.component), paper.source.label().to_owned())));
    out
}

/// Each fee with its amount, or where the amount is set.
fn fees(seen: &Seen, situation: &Situation<'_>) -> Vec<(String, String)> {
    let amount = |fee: &catalogue::Fee| match (fee.amount, &fee.note) {
        (Some(amount), _) => amount.to_string(),
        (None, note) => note.clone().unwrap_or_default(),
    };
    seen.version.fees(situation).map(|fee| (fee.name.clone(), amount(fee))).collect()
}

/// The address the QR code leads to: the look-up of this dossier, filled in.
fn address(app: &App, dossier: &Dossier) -> String {
    let number = dossier.number.as_ref().map_or("", |number| number.as_str());
    let code = dossier.lookup.as_deref().unwrap_or("");
    format!("{}/tra-cuu?ma={number}&tra={code}", app.site.address)
}

/// A QR code as SVG, without the XML head, for the page to hold.
fn qr(text: &str) -> String {
    let Ok(code) = QrCode::new(text) else { return String::new() };
    let svg = code.render::<svg::Color<'_>>().min_dimensions(120, 120).quiet_zone(true).build();
    svg.find("<svg").map_or_else(String::new, |start| svg[start..].to_owned())
}
