//! Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP, PL I), as a page that prints on A4.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use base::words;
use catalogue::Situation;
use serde::Deserialize;
use web::{Answer, App, Failure, Path, Query, Who};

use super::shown::paper_name;
use super::slip::{self, Slip};
use crate::events;
use crate::model::{Dossier, ReturnAt, SIGNATURE};
use crate::queries::Seen;
use crate::rules::{Form, SlipKind};

#[derive(Template)]
#[template(path = "receipt.html")]
struct Receipt<'a> {
    locale: Locale,
    seen: &'a Seen,
    body: &'a str,
    return_at: String,
    number: String,
    /// In whose name, where that is not whoever filed alone.
    owners: String,
    received: String,
    due: String,
    papers: Vec<(String, String)>,
    fees: Vec<super::charges::ChargeLine>,
    time_limit: &'a str,
    slip: &'a Slip,
    form: Form,
    site: &'a str,
    officer: &'a str,
    /// It is the only sheet of its page.
    alone: bool,
    /// `In lại lần 2, ngày 20/11/2026`, on a slip that was printed again; else empty.
    again: String,
}

/// Which reprint is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    #[serde(rename = "in-lai")]
    reprint: String,
}

/// The receipt, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&app, &slip::for_citizen::<events::Received>(&app, &ctx, id).await?, String::new(), ctx.locale)
}

/// The receipt, to the officer who prints it.
pub(crate) async fn for_officer(
    State(app): State<App>,
    Who(ctx): Who,
    Path(id): Path<DossierId>,
    Query(ask): Query<Ask>,
) -> Answer {
    let slip = slip::for_officer::<events::Received>(&app, &ctx, id).await?;
    let again = again(&slip.seen.dossier, &ask.reprint);
    answer(&app, &slip, again, Locale::Vi)
}

/// What a reprint says of itself; a number that was never counted says nothing.
fn again(dossier: &Dossier, asked: &str) -> String {
    let number = asked.parse::<usize>().ok().filter(|number| *number > 0);
    let reprint = number.and_then(|number| dossier.beside.pickup.reprints.get(number - 1));
    let (Some(number), Some(reprint)) = (number, reprint) else { return String::new() };
    format!("In lại lần {number}, ngày {}", words::date(reprint.at.date()))
}

fn answer(app: &App, slip: &Slip, again: String, locale: Locale) -> Answer {
    let (mut page, number) = page(app, slip, true)?;
    page.again = again;
    page.locale = locale;
    let title = format!("{} {number}", locale.t("Giấy tiếp nhận", "Receipt"));
    web::page(title, &page)
        .locale(locale)
        .back(slip.back.as_str(), locale.t("Về hồ sơ", "The dossier"))
        .answer()
}

/// The sheet alone, for printing many one after another.
pub(super) fn article(app: &App, slip: &Slip) -> Result<String, Failure> {
    page(app, slip, false)?.0.render().map_err(Failure::internal)
}

fn page<'a>(app: &'a App, slip: &'a Slip, alone: bool) -> Result<(Receipt<'a>, String), Failure> {
    let Slip { seen, officer, .. } = slip;
    let dossier = &seen.dossier;
    let (Some(number), Some(received), Some(deadline)) =
        (&dossier.number, dossier.received_at, &dossier.deadline)
    else {
        return Err(Failure::not_found());
    };
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let charges = super::charges::of(seen);
    let page = Receipt {
        locale: Locale::Vi,
        // Whoever receives signs.
        body: if seen.standing.away { &seen.standing.receiving } else { &seen.standing.competent },
        return_at: return_at(seen),
        number: number.to_string(),
        owners: slip::owners(seen),
        received: words::moment(received.local()),
        due: words::moment(deadline.current.due),
        papers: papers(seen),
        fees: super::charges::lines(&charges, base::Locale::Vi),
        time_limit: seen.version.term(&dossier.answers, &situation).map_or("", |term| term.text.as_str()),
        slip,
        form: slip.form(SlipKind::Receipt),
        site: app.site.address.split_once("://").map_or("", |(_, rest)| rest),
        officer,
        seen,
        alone,
        again: String::new(),
    };
    Ok((page, number.to_string()))
}

/// Where the result is handed over.
fn return_at(seen: &Seen) -> String {
    if seen.dossier.beside.part_of.is_some() {
        return format!("{} (cơ quan đầu mối), một lần cùng các phần khác của hồ sơ liên thông", seen.lead);
    }
    if seen.dossier.beside.filed_by.is_some() {
        return "Trên hệ thống, ngay khi có kết quả".to_owned();
    }
    match (seen.standing.away, seen.dossier.applicant.return_at) {
        (true, Some(ReturnAt::Competent)) => seen.standing.competent.clone(),
        (true, _) => seen.standing.receiving.clone(),
        _ => "Bộ phận Một cửa đã tiếp nhận, hoặc qua bưu chính nếu đã đăng ký".to_owned(),
    }
}

/// Each paper with how it was handed in.
fn papers(seen: &Seen) -> Vec<(String, String)> {
    let name = |code: &str| paper_name(seen, code).to_owned();
    let online = seen.dossier.channel.is_electronic();
    let signed = "Nhập tại quầy, in và ký";
    let how = if online { "Bản điện tử" } else { signed };
    let mut out = vec![(if online { "Tờ khai điện tử" } else { "Tờ khai" }.to_owned(), how.to_owned())];
    let handed_in = seen.papers.iter().filter(|paper| paper.component != SIGNATURE);
    out.extend(handed_in.map(|paper| (name(&paper.component), paper.source.label().to_owned())));
    out
}

/// The address the QR code leads to: the look-up of this dossier, filled in.
pub(super) fn address(app: &App, dossier: &Dossier) -> String {
    let number = dossier.number.as_ref().map_or("", |number| number.as_str());
    let code = dossier.lookup.as_deref().unwrap_or("");
    format!("{}/tra-cuu?ma={number}&tra={code}", app.site.address)
}
