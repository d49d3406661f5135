//! One act for many dossiers, chosen in a queue or all of it: what would be done and what skipped is shown first; the order then goes on
//! by itself, with its progress and a report at an address that stays.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Ctx, FieldError};
use serde::Deserialize;
use web::{Answer, App, Choice, Failure, Form, Path, Posted, Query, Who};

use super::desk::{Ask, address};
use crate::actions::{self, OrderBulk};
use crate::error::Error;
use crate::model::{BulkAct, BulkId, BulkOrder, Picked, SkippedOne, Tab, Wanted};
use crate::queries::{self, MOST_TOGETHER, Report, Way};
use crate::{permissions, rules};

/// How many dossiers one read looks at.
const AT_ONCE: usize = 500;
/// Longest note, in characters.
const NOTE_LIMIT: usize = 500;
/// How many of those that would be skipped for one reason are named.
const NAMED: usize = 10;

/// Which dossiers, what with them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct New {
    hang: String,
    loc: String,
    tt: String,
    buoc: String,
    chon: Vec<String>,
    ca_hang: String,
    viec: String,
    nguoi: String,
    ghi_chu: String,
}

/// Where a report's page begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    sau: i64,
}

#[derive(Template)]
#[template(path = "bulk_new.html")]
struct NewPage<'a> {
    form: &'a Form,
    wanted: &'a Wanted,
    code: &'static str,
    title: String,
    /// Whether it is for the whole queue.
    whole: bool,
    chosen: &'a [DossierId],
    /// Where the dossiers are ticked.
    back: &'a str,
    total: usize,
    people: Vec<Choice>,
    ways: Vec<OfferedWay>,
    remind: bool,
    preview: Option<Preview>,
}

impl NewPage<'_> {
    /// Everybody who can be named, each once.
    fn everybody(&self) -> Vec<Choice> {
        let mut out: Vec<Choice> = Vec::new();
        for one in self.people.iter().chain(self.ways.iter().flat_map(|it| &it.people)) {
            if !out.iter().any(|known| known.value == one.value) {
                out.push(one.clone());
            }
        }
        out
    }
}

/// A way that some of the dossiers offer.
struct OfferedWay {
    way: Way,
    people: Vec<Choice>,
}

/// What an order would do.
struct Preview {
    label: String,
    done: usize,
    left: usize,
    /// Each reason, with how many and the first of them.
    reasons: Vec<(String, usize, Vec<SkippedOne>)>,
}

#[derive(Template)]
#[template(path = "bulk.html")]
struct ReportPage<'a> {
    report: &'a Report,
    /// How much of it is behind, 0 to 100.
    share: i64,
    /// What is not done yet.
    waiting: i64,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "bulk_list.html")]
struct ListPage {
    /// Each with whether its job gave up.
    orders: Vec<(BulkOrder, bool)>,
}

/// Asks what is to be done; with an answer, what it would do.
pub(crate) async fn new(State(app): State<App>, Who(ctx): Who, Query(new): Query<New>) -> Answer {
    let picked = picked(new.chon.iter().map(String::as_str), &new.ca_hang);
    let mut form = Form::empty(&ctx);
    for (name, value) in [("viec", &new.viec), ("nguoi", &new.nguoi), ("ghi_chu", &new.ghi_chu)] {
        form = form.with(name, value);
    }
    let asked = !new.viec.is_empty();
    let wanted = named(&app, &ctx, &Ask::queue(new.hang, new.loc, new.tt, new.buoc)).await?;
    page(&app, &ctx, (&wanted, picked), form, asked).await
}

/// What was asked for, with its queue named.
async fn named(app: &App, ctx: &Ctx, ask: &Ask) -> Result<Wanted, Failure> {
    let (asker, wanted) = (ctx.clone(), ask.wanted());
    Ok(app
        .db
        .read(move |rx| {
            let tab = queries::queue_of(rx, &asker, &wanted)?;
            Ok::<_, Error>(Wanted { tab: Some(tab), ..wanted.clone() })
        })
        .await?)
}

/// Which dossiers were ticked, or that the whole queue is meant. What cannot be read is refused: nothing else is taken in its place.
fn picked<'a>(sent: impl Iterator<Item = &'a str>, whole: &str) -> Result<Picked, FieldError> {
    let sent: Vec<_> = sent.collect();
    let wrong = |message: &str| Err(FieldError::new("chon", message));
    if sent.is_empty() {
        let none = "Chưa chọn hồ sơ nào. Xin quay lại hàng đợi, đánh dấu các hồ sơ cần xử lý rồi chọn lại.";
        return if whole == "1" { Ok(Picked::Queue) } else { wrong(none) };
    }
    if sent.len() > MOST_TOGETHER {
        return wrong(&format!(
            "Mỗi lần đánh dấu tối đa {MOST_TOGETHER} hồ sơ. Xin bớt, hoặc chọn “Xử lý cả hàng đợi”."
        ));
    }
    match sent.iter().map(|id| id.parse()).collect::<Result<Vec<DossierId>, _>>() {
        Ok(ids) => Ok(Picked::Ones(ids)),
        Err(_) => {
            wrong("Có hồ sơ đã chọn không đọc được. Xin quay lại hàng đợi, đánh dấu lại các hồ sơ cần xử lý.")
        }
    }
}

/// What is to be done, from the fields; none while it is not said whole.
fn act(form: &Form) -> Result<BulkAct, Vec<FieldError>> {
    let person = form.value("nguoi").parse().ok();
    let note = rules::words_up_to("ghi_chu", form.value("ghi_chu"), NOTE_LIMIT)?;
    let nobody = || vec![FieldError::new("nguoi", "Chọn người thụ lý.")];
    let nothing = || vec![FieldError::new("viec", "Chọn việc cần làm với các hồ sơ này.")];
    match form.value("viec") {
        "" => Err(nothing()),
        "giao" => Ok(BulkAct::Assign { to: person.ok_or_else(nobody)? }),
        "nhac" => Ok(BulkAct::Remind { note }),
        way => {
            let Some((_, names)) = Way::read(way) else {
                return Err(nothing());
            };
            if names.is_some() && person.is_none() {
                return Err(nobody());
            }
            Ok(BulkAct::Step { way: way.to_owned(), person: person.filter(|_| names.is_some()), note })
        }
    }
}

/// An act in words.
async fn words(app: &App, act: &BulkAct) -> Result<String, Failure> {
    let person = match act {
        BulkAct::Assign { to } => Some(*to),
        BulkAct::Step { person, .. } => *person,
        BulkAct::Remind { .. } => None,
    };
    let name = app
        .db
        .read(move |rx| {
            let found = person.map(|id| organisation::staff(rx, id)).transpose()?.flatten();
            Ok::<_, Error>(found.map_or_else(String::new, |it| it.name.to_string()))
        })
        .await?;
    Ok(match act {
        BulkAct::Assign { .. } => format!("Giao cho {name}"),
        BulkAct::Remind { .. } => "Nhắc người nộp nhận kết quả".to_owned(),
        BulkAct::Step { way, .. } => {
            let label = way.splitn(3, '|').nth(2).unwrap_or_default();
            if name.is_empty() { label.to_owned() } else { format!("{label}, giao {name}") }
        }
    })
}

async fn page(
    app: &App,
    ctx: &Ctx,
    (wanted, picked): (&Wanted, Result<Picked, FieldError>),
    form: Form,
    asked: bool,
) -> Answer {
    let (picked, form, asked) = match picked {
        Ok(picked) => (picked, form, asked),
        Err(wrong) => (Picked::Ones(Vec::new()), form.with_errors([wrong]), false),
    };
    let (asker, queue, which) = (ctx.clone(), wanted.clone(), picked.clone());
    let (ids, people, ways) = app
        .db
        .read(move |rx| {
            let ids = queries::bulk_dossiers(rx, &asker, &queue, &which)?;
            let people = queries::bulk_people(rx, &asker, &ids)?;
            Ok::<_, Error>((ids.clone(), people, ways(rx, &asker, &ids)?))
        })
        .await?;
    let act = act(&form);
    let (form, preview) = match act {
        Ok(act) if asked => {
            let label = words(app, &act).await?;
            (form, Some(foresee(app, ctx, &act, label, &ids).await?))
        }
        Err(wrong) if asked => (form.with_errors(wrong), None),
        _ => (form, None),
    };
    let tab = wanted.tab.unwrap_or(Tab::Mine);
    let back = address(wanted);
    let page = NewPage {
        form: &form,
        wanted,
        code: tab.code(),
        title: tab.label().to_owned(),
        whole: picked == Picked::Queue,
        chosen: picked.ones(),
        back: &back,
        total: ids.len(),
        people: people.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect(),
        ways,
        remind: tab == Tab::Ready && ctx.authorise(&permissions::KEEP_RESULT).is_ok(),
        preview,
    };
    web::page("Xử lý hàng loạt", &page).back(back.clone(), "Bàn làm việc").form(&form).answer()
}

/// The ways that the first of them offer, each with who can be named.
fn ways(rx: &mut db::Read, ctx: &Ctx, ids: &[DossierId]) -> Result<Vec<OfferedWay>, Error> {
    if ctx.authorise(&permissions::HANDLE).is_err() {
        return Ok(Vec::new());
    }
    let first = ids.get(..MOST_TOGETHER).unwrap_or(ids);
    let mut out = Vec::new();
    for way in queries::together(rx, ctx, first)?.ways {
        let people = super::together::people(rx, ctx, &way)?;
        out.push(OfferedWay { way, people });
    }
    Ok(out)
}

/// Looks at all of them, some at a time.
async fn foresee(
    app: &App,
    ctx: &Ctx,
    act: &BulkAct,
    label: String,
    ids: &[DossierId],
) -> Result<Preview, Failure> {
    let (mut done, mut reasons) = (0, BTreeMap::<String, (usize, Vec<SkippedOne>)>::new());
    for some in ids.chunks(AT_ONCE) {
        let (asker, act, some) = (ctx.clone(), act.clone(), some.to_vec());
        let seen = app.db.read(move |rx| queries::foresee(rx, &asker, &act, &some)).await?;
        done += seen.done;
        for one in seen.skipped {
            let known = reasons.entry(one.reason.clone()).or_default();
            known.0 += 1;
            if known.1.len() < NAMED {
                known.1.push(one);
            }
        }
    }
    let mut reasons: Vec<_> =
        reasons.into_iter().map(|(reason, (count, lines))| (reason, count, lines)).collect();
    reasons.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    Ok(Preview { label, done, left: reasons.iter().map(|it| it.1).sum(), reasons })
}

/// Orders it; leads to its progress.
pub(crate) async fn order(State(app): State<App>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let wanted = named(&app, &ctx, &Ask::sent(&form)).await?;
    let (picked, act) = match (picked(form.all("chon"), form.value("ca_hang")), act(&form)) {
        (Ok(picked), Ok(act)) => (picked, act),
        (picked, _) => return page(&app, &ctx, (&wanted, picked), form, true).await,
    };
    let label = words(&app, &act).await?;
    let input = OrderBulk { act, label, from: address(&wanted), picked };
    let (asker, asked) = (ctx.clone(), input.clone());
    let ids = app.db.read(move |rx| queries::bulk_dossiers(rx, &asker, &wanted, &asked.picked)).await?;
    let id = app.db.write(move |tx| actions::order_bulk(tx, &ctx, &input, &ids)).await?;
    Ok(web::see_other(&format!("/can-bo/hang-loat/{id}")))
}

/// How far an order is; at the end its report.
pub(crate) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(id): Path<BulkId>,
    Query(from): Query<From>,
) -> Answer {
    let report = app.db.read(move |rx| queries::bulk_order(rx, &ctx, id, from.sau)).await?;
    let behind = report.done + report.left();
    let share = if report.order.total == 0 { 100 } else { behind * 100 / report.order.total };
    let next = report.next.map(|at| format!("/can-bo/hang-loat/{id}?sau={at}"));
    let page = ReportPage { share, waiting: report.order.total - behind, next, report: &report };
    web::page("Xử lý hàng loạt", &page).back("/can-bo/hang-loat", "Các lần xử lý hàng loạt").answer()
}

/// One's last orders.
pub(crate) async fn list(State(app): State<App>, Who(ctx): Who) -> Answer {
    let orders = app.db.read(move |rx| queries::bulk_orders(rx, &ctx)).await?;
    web::page("Các lần xử lý hàng loạt", &ListPage { orders }).back("/can-bo", "Bàn làm việc").answer()
}
