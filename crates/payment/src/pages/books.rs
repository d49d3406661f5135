//! The books of receipts of a body: registered, given to cashiers, closed.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::UnitId;
use db::Read;
use web::{Answer, App, Check, Choice, Failure, Form, Path, Posted, Who};

use super::seat;
use crate::actions::{self, GiveBook, RegisterBook};
use crate::error::Error;
use crate::model::{Book, BookId};
use crate::permissions::KEEP;
use crate::queries;

#[derive(Template)]
#[template(path = "books.html")]
struct Page<'a> {
    form: &'a Form,
    bodies: Vec<Choice>,
    books: Vec<Line>,
    cashiers: Vec<Choice>,
}

struct Line {
    book: Book,
    holder: String,
}

/// Shows them.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &Form::empty(&ctx)).await
}

/// Registers one.
pub(super) async fn register(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    match enter(&app, &ctx, &form).await {
        Ok(()) => Ok(web::see_other("/quan-tri/bien-lai")),
        Err(failure) => view(&app, &ctx, &form.refused(failure)?).await,
    }
}

/// Gives one to a cashier, or takes it back.
pub(super) async fn give(State(app): State<App>, Path(book): Path<BookId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = GiveBook { book, to: form.value("to").parse().ok() };
    let actor = ctx.clone();
    match app.db.write(move |tx| actions::give_book(tx, &actor, &input)).await {
        Ok(()) => Ok(web::see_other("/quan-tri/bien-lai")),
        Err(error) => view(&app, &ctx, &form.refused(error.into())?).await,
    }
}

async fn enter(app: &App, ctx: &Ctx, form: &Form) -> Result<(), Failure> {
    let roots = seat::bodies(ctx, &KEEP)?;
    let root = match roots.as_slice() {
        [only] => Some(*only),
        _ => form.value("root").parse().ok(),
    };
    let mut check = Check::new(form);
    if root.is_none() {
        check.refuse("root", "Chọn cơ quan.");
    }
    let value = |name: &str| form.value(name).to_owned();
    let (template, series, to) = (value("template"), value("series"), form.value("to").parse().ok());
    let first = check.whole("first", "số đầu", 1, 9_999_999);
    let last = check.whole("last", "số cuối", 1, 9_999_999);
    let input = check
        .finish(|| Some(RegisterBook { root: root?, template, series, first: first?, last: last?, to }))?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::register_book(tx, &ctx, &input)).await.map(drop)?)
}

async fn view(app: &App, ctx: &Ctx, form: &Form) -> Answer {
    let asker = ctx.clone();
    let (bodies, books, cashiers) = app.db.read(move |rx| read(rx, &asker)).await?;
    let bodies = if bodies.len() > 1 { bodies } else { Vec::new() };
    web::page("Quyển biên lai", &Page { form, bodies, books, cashiers }).wide().form(form).answer()
}

/// The bodies, their books, their cashiers.
type Kept = (Vec<Choice>, Vec<Line>, Vec<Choice>);

fn read(rx: &mut Read, ctx: &Ctx) -> Result<Kept, Error> {
    let roots: Vec<UnitId> = seat::bodies(ctx, &KEEP)?;
    let (mut books, mut cashiers) = (Vec::new(), Vec::new());
    for root in seat::with_former(rx, ctx, roots.clone())? {
        for book in queries::books(rx, root)? {
            let holder = match book.holder {
                Some(id) => seat::person(rx, id)?,
                None => String::new(),
            };
            books.push(Line { book, holder });
        }
    }
    for root in &roots {
        cashiers.extend(seat::cashiers(rx, ctx, *root)?);
    }
    Ok((seat::choices(rx, ctx, &roots)?, books, cashiers))
}
