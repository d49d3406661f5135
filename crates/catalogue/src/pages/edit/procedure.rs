//! A procedure: its versions with the days they are in force, and the way to its next one.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use base::words;
use ledger::Recorded;
use web::{Answer, App, Form, Path, Posted, Who, page, see_other};

use super::edition_at;
use crate::actions::{BeginEdition, ProcedureSeen, Stored, begin_edition, see_procedure};
use crate::events::{EditionBegun, EditionDiscarded, EditionSaved, FeesSet, Published};

#[derive(Template)]
#[template(path = "edit/procedure.html")]
struct View<'a> {
    form: &'a Form,
    seen: &'a ProcedureSeen,
    name: String,
    versions: Vec<Line>,
    /// When, who, what.
    log: Vec<(String, String, String)>,
}

/// A version in words.
struct Line {
    number: i64,
    name: String,
    days: String,
    state: &'static str,
    stored: String,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    let (asker, today) = (ctx.clone(), ctx.now.date());
    let seen = app.db.read(move |rx| see_procedure(rx, &asker, &code)).await?;
    let versions: Vec<_> = seen
        .versions
        .iter()
        .map(|it| Line {
            number: it.version,
            name: it.short_name.clone(),
            days: days(it),
            state: if Some(it.version) == seen.in_force {
                "Đang có hiệu lực"
            } else if it.valid_from > today {
                "Sắp có hiệu lực"
            } else {
                ""
            },
            stored: words::moment(it.stored_at.local()),
        })
        .collect();
    let name = versions.first().map_or_else(|| format!("Thủ tục {}", seen.code), |line| line.name.clone());
    let title = name.clone();
    let told = |(event, by): &(Recorded, String)| {
        (words::moment(event.occurred_at.local()), by.clone(), told(event))
    };
    let log = seen.log.iter().map(told).collect();
    page(title, &View { form: &Form::empty(&ctx), seen: &seen, name, versions, log })
        .back("/quan-tri/thu-tuc", "Thủ tục của hệ thống")
        .answer()
}

/// What happened, in words.
fn told(event: &Recorded) -> String {
    if let Ok(Some(it)) = event.read::<Published>() {
        return format!("Ban hành phiên bản {}, có hiệu lực từ {}", it.version, words::date(it.valid_from));
    }
    if let Ok(Some(it)) = event.read::<EditionSaved>() {
        return format!("Lưu bản soạn lần {}: {}", it.revision, it.files.join(", "));
    }
    if let Ok(Some(it)) = event.read::<FeesSet>() {
        return format!("Nhập mức thu của địa phương, bộ {}, từ {}", it.version, words::date(it.valid_from));
    }
    if let Ok(Some(it)) = event.read::<EditionBegun>() {
        return it.like.map_or_else(
            || "Bắt đầu soạn phiên bản mới".to_owned(),
            |like| format!("Bắt đầu soạn thủ tục mới, giống {like}"),
        );
    }
    if let Ok(Some(_)) = event.read::<EditionDiscarded>() {
        return "Bỏ bản soạn".to_owned();
    }
    event.kind.clone()
}

fn days(it: &Stored) -> String {
    let from = words::date(it.valid_from);
    match it.valid_to {
        None => format!("từ {from}"),
        Some(last) if it.falls_back => {
            format!("{from} đến hết {}, sau đó trở lại phiên bản trước", words::date(last))
        }
        Some(last) => format!("{from} đến hết {}", words::date(last)),
    }
}

/// Begins its next version.
pub(super) async fn begin(
    State(app): State<App>,
    Path(code): Path<ProcedureCode>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    let input = BeginEdition { code: code.clone(), like: None };
    app.db.write(move |tx| begin_edition(tx, &ctx, &input)).await?;
    Ok(see_other(&edition_at(&code)))
}
