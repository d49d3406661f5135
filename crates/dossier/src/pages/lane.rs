//! The lane: one person, one page, a few keys. The scanner fills in who it is; what the paper is has a digit; pages and copies
//! make the fee; Enter certifies, takes the fee, and the page is ready for the next person.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use base::{Ctx, FieldError, Role};
use catalogue::{Lane, ProcedureVersion};
use db::Read;
use payment::Method;
use serde::Deserialize;
use web::{Answer, App, Check, Choice, Failure, Form, Posted, Query, Who};

use crate::actions::{CertifiedAll, Pay};
use crate::error::Error;
use crate::events::stream;
use crate::lane::{self, Typed, TypedPaper};
use crate::model::{Card, Certified, Identified, TypedApplicant};
use crate::{permissions, queries};

/// How many rows of papers the page has.
const ROWS: usize = 6;

/// Which lane, who signed last, what was certified last.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    loai: String,
    ky: String,
    xong: String,
    so: usize,
}

#[derive(Template)]
#[template(path = "lane.html")]
struct Page<'a> {
    form: &'a Form,
    code: String,
    name: &'a str,
    lane: &'a Lane,
    tabs: Vec<(String, String, bool)>,
    bodies: Vec<Choice>,
    signers: Vec<Choice>,
    pays: Vec<Choice>,
    /// Rows of papers: the first is always shown.
    rows: Vec<usize>,
    /// A row beyond the first has something in it.
    unfolded: bool,
    done: Option<Done>,
    /// Why fees are not taken here now.
    no_till: Option<&'static str>,
    focus: &'static str,
}

/// What was certified last.
struct Done {
    first: Certified,
    last: String,
    fee: base::Dong,
    receipt: Option<(String, String)>,
}

/// What the page rests on.
struct Ground {
    version: std::sync::Arc<ProcedureVersion>,
    tabs: Vec<(String, String)>,
    bodies: Vec<Choice>,
    signers: Vec<Choice>,
    no_till: Option<&'static str>,
    done: Option<Done>,
}

/// Shows it, ready for the next person.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    ctx.authorise(&permissions::RECEIVE)?;
    let ground = ground(&app, &ctx, &asked).await?;
    let pay = if ground.no_till.is_some() { "later" } else { Method::Cash.code() };
    let signer =
        if asked.ky.is_empty() { ground.signers.first().map(|it| it.value.clone()) } else { Some(asked.ky) };
    let form = Form::empty(&ctx).with("pay", pay).with("signer", signer.unwrap_or_default());
    view(&ground, &form, "card")
}

/// Reads a card, or certifies.
pub(crate) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise(&permissions::RECEIVE)?;
    let asked = Asked { loai: form.value("loai").to_owned(), ..Asked::default() };
    let ground = ground(&app, &ctx, &asked).await?;
    if !form.value("card").trim().is_empty() {
        let form = scanned(&ctx, &form);
        let focus = if form.errors().is_empty() { "document" } else { "card" };
        return view(&ground, &form, focus);
    }
    match certify(&app, &ctx, &ground, &form).await {
        Ok(done) => {
            let first = done.papers.first().map(|it| it.id.to_string()).unwrap_or_default();
            let (code, signer, count) = (&ground.version.code, form.value("signer"), done.papers.len());
            Ok(web::see_other(&format!("/quay/chung-thuc?loai={code}&ky={signer}&xong={first}&so={count}")))
        }
        Err(failure) => view(&ground, &said(form, failure)?, "document"),
    }
}

/// The form with what was refused beside its boxes; that the fee cannot be taken stands beside the way of paying, and nothing that
/// was typed is lost.
fn said(form: Form, failure: Failure) -> Result<Form, Failure> {
    let no_money = failure.kind() == base::Kind::Conflict && failure.code().starts_with("payment.");
    if no_money {
        let error = FieldError::new("pay", failure.sentence());
        return Ok(form.with_errors([error]));
    }
    form.refused(failure)
}

/// The form with the person of the card in it.
fn scanned(ctx: &Ctx, form: &Form) -> Form {
    let text = form.value("card").trim();
    let known = form.pairs().filter(|(name, _)| !["card", "person", "born", "number", "held"].contains(name));
    let rest = known.fold(Form::empty(ctx), |out, (name, value)| out.with(name, value));
    match Card::read(text) {
        Ok(card) => rest
            .with("person", &card.name)
            .with("born", base::words::date(card.born))
            .with("number", card.number.as_str())
            .with("held", text),
        Err(why) => rest.with("card", text).with_errors([FieldError::new("card", why.sentence())]),
    }
}

async fn certify(app: &App, ctx: &Ctx, ground: &Ground, form: &Form) -> Result<CertifiedAll, Failure> {
    let mut check = Check::new(form);
    let mut papers = Vec::new();
    for row in 1..=ROWS {
        let [document, pages, copies] = ["document", "pages", "copies"].map(|name| format!("{name}-{row}"));
        let empty = [&document, &pages, &copies].iter().all(|name| form.value(name).trim().is_empty());
        if empty && row > 1 {
            continue;
        }
        let document = check.text(&document, "tên giấy tờ hoặc số thứ tự trong danh sách", 200);
        let pages = check.whole(&pages, "số trang", 1, 1_000);
        let copies = check.whole(&copies, "số bản", 1, 1_000);
        papers.extend(document.zip(pages).zip(copies).map(|((document, pages), copies)| TypedPaper {
            document,
            pages,
            copies,
        }));
    }
    let person = check.text("person", "họ tên người yêu cầu", 120);
    let pay = pay(&mut check, form);
    let body: Option<UnitId> = match ground.bodies.as_slice() {
        [only] => only.value.parse().ok(),
        _ => form.value("body").parse().ok(),
    };
    if body.is_none() {
        check.refuse("body", "Chọn cơ quan chứng thực.");
    }
    let (procedure, signer) = (ground.version.code.clone(), form.value("signer").parse().ok());
    let typed = check.finish(|| {
        let person = applicant(form, person?);
        Some(Typed { procedure, body: body?, person, papers, signer, pay: pay? })
    })?;
    Ok(lane::certify(&app.db, ctx, typed).await?)
}

/// Who asks; what the card said counts as long as the name is the card's.
fn applicant(form: &Form, name: String) -> TypedApplicant {
    let held = Card::read(form.value("held")).ok().filter(|card| card.name == name);
    let identified = held.as_ref().map_or("", |_| Identified::CardQr.code()).to_owned();
    TypedApplicant {
        number: form.value("number").trim().to_owned(),
        born: born(form.value("born")),
        address: held.as_ref().map_or_else(String::new, |card| card.address.clone()),
        sex: held.as_ref().map_or("", |card| card.sex.code()).to_owned(),
        card: held.map_or_else(String::new, |_| form.value("held").to_owned()),
        identified,
        name,
        ..TypedApplicant::default()
    }
}

/// A day of birth as people type it, `12/4/1990` or `12041990`, in the form that is kept; anything else as it was typed.
fn born(text: &str) -> String {
    let text = text.trim();
    let parts: Vec<&str> = match text.len() {
        8 if text.bytes().all(|it| it.is_ascii_digit()) => vec![&text[..2], &text[2..4], &text[4..]],
        _ => text.split(['/', '-', '.', ' ']).collect(),
    };
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
    let day = || {
        let (day, month) = (i8::try_from(number(0)?).ok()?, i8::try_from(number(1)?).ok()?);
        jiff::civil::Date::new(number(2)?, month, day).ok()
    };
    day().filter(|_| parts.len() == 3).map_or_else(|| text.to_owned(), |day| day.to_string())
}

/// How it is paid: none inside is later.
#[expect(clippy::option_option, reason = "refused, later, or paid now")]
fn pay(check: &mut Check<'_>, form: &Form) -> Option<Option<Pay>> {
    let reference = form.value("reference").to_owned();
    let offered = [("later", None), ("cash", Some(Method::Cash)), ("transfer", Some(Method::Transfer))];
    let method = check.choice("pay", "cách thu phí", &offered)?;
    Some(method.map(|method| Pay { method, reference }))
}

async fn ground(app: &App, ctx: &Ctx, asked: &Asked) -> Result<Ground, Failure> {
    let ctx = ctx.clone();
    let (code, last, count) = (asked.loai.parse::<ProcedureCode>().ok(), asked.xong.parse().ok(), asked.so);
    Ok(app.db.read(move |rx| read(rx, &ctx, code.as_ref(), last, count)).await?)
}

fn read(
    rx: &mut Read,
    ctx: &Ctx,
    code: Option<&ProcedureCode>,
    last: Option<DossierId>,
    count: usize,
) -> Result<Ground, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let today = ctx.now.date();
    let lanes = catalogue::lanes(rx, today)?;
    let version = lanes.iter().find(|it| Some(&it.code) == code).or_else(|| lanes.first()).cloned();
    let version = version.ok_or(Error::NoProcedure)?;
    let mut bodies: Vec<Choice> = Vec::new();
    let mut signers: Vec<Choice> = Vec::new();
    for post in authority.posts() {
        let Some(body) = organisation::unit_at(rx, post.root, today)? else { continue };
        let choice = Choice::new(body.id.to_string(), body.name.as_str());
        if bodies.contains(&choice) {
            continue;
        }
        bodies.push(choice);
        for unit in [vec![body.clone()], organisation::units_under(rx, body.id, today)?].concat() {
            for person in organisation::holders(rx, unit.id, Role::Signatory, today)? {
                let choice = Choice::new(person.id.to_string(), person.name.as_str());
                if !signers.contains(&choice) {
                    signers.push(choice);
                }
            }
        }
    }
    let no_till = no_till(rx, ctx)?;
    let done = match last {
        Some(id) => done(rx, ctx, id, count)?,
        None => None,
    };
    let tabs = lanes.iter().map(|it| (it.code.to_string(), it.short_name.clone())).collect();
    Ok(Ground { version, tabs, bodies, signers, no_till, done })
}

/// Why this person takes no fees now.
fn no_till(rx: &mut Read, ctx: &Ctx) -> Result<Option<&'static str>, Error> {
    let me = ctx.authorise_staff()?.staff;
    let open = payment::on_shift(rx, me)?;
    Ok(open.is_none().then_some("Ông, bà chưa mở ca thu, nên phí được ghi là chưa thu."))
}

/// What was certified last: so many papers from this one on.
fn done(rx: &mut Read, ctx: &Ctx, id: DossierId, count: usize) -> Result<Option<Done>, Error> {
    let Some(first) = queries::certified(rx, ctx, id)? else { return Ok(None) };
    let (day, more) = (first.day, i64::try_from(count).unwrap_or(1).clamp(1, 100) - 1);
    let last = Certified { number: first.number + more, ..first.clone() };
    let lines = queries::book_of_day(rx, ctx, first.root, (&first.book, day), 10_000)?;
    let ours = lines.iter().filter(|line| (first.number..=last.number).contains(&line.number));
    let fee = base::Dong(ours.map(|line| line.fee.0).sum());
    let owed = payment::of_origin(rx, &stream(id))?;
    let receipt = owed
        .into_iter()
        .find_map(|it| it.receipt)
        .map(|it| (it.id.to_string(), format!("{} số {}", it.series, payment::numbered(it.number))));
    Ok(Some(Done { last: last.numbered(), fee, receipt, first }))
}

fn view(ground: &Ground, form: &Form, focus: &'static str) -> Answer {
    let version = &*ground.version;
    let lane = version.lane.as_ref().ok_or_else(Failure::not_found)?;
    let code = version.code.to_string();
    let tab = |(tab, name): &(String, String)| (tab.clone(), name.clone(), *tab == code);
    let used = |row: &usize| !form.value(&format!("document-{row}")).is_empty();
    let page = Page {
        form,
        name: &version.short_name,
        lane,
        tabs: ground.tabs.iter().map(tab).collect(),
        bodies: if ground.bodies.len() > 1 { ground.bodies.clone() } else { Vec::new() },
        signers: ground.signers.clone(),
        pays: pays(),
        rows: (2..=ROWS).collect(),
        unfolded: (2..=ROWS).any(|row| used(&row)),
        done: ground.done.as_ref().map(Done::again),
        no_till: ground.no_till,
        focus,
        code,
    };
    web::page(version.short_name.clone(), &page).back("/quay", "Quầy").form(form).answer()
}

impl Done {
    fn again(&self) -> Self {
        Self {
            first: self.first.clone(),
            last: self.last.clone(),
            fee: self.fee,
            receipt: self.receipt.clone(),
        }
    }
}

fn pays() -> Vec<Choice> {
    vec![
        Choice::new(Method::Cash.code(), "Tiền mặt"),
        Choice::new(Method::Transfer.code(), "Chuyển khoản"),
        Choice::new("later", "Thu sau"),
    ]
}

#[cfg(test)]
mod tests {
    use super::born;

    #[test]
    fn a_birthday_is_read_as_people_type_it() {
        for typed in ["12/4/1990", "12041990", "12-04-1990", " 12.4.1990 ", "12 4 1990"] {
            assert_eq!(born(typed), "1990-04-12", "{typed}");
        }
        for typed in ["", "30/2/1990", "1990", "hai/ba/tu", "1/2/3/4", "ngày 12"] {
            assert_eq!(born(typed), typed, "{typed}");
        }
    }
}
