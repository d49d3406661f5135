//! Closing a book: what is left of it is never issued.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Form, Path, Posted, Who};

use crate::actions::{self, CloseBook};
use crate::error::Error;
use crate::model::{Book, BookId};
use crate::permissions::KEEP;
use crate::queries;

#[derive(Template)]
#[template(path = "close_book.html")]
struct Page<'a> {
    form: &'a Form,
    book: &'a Book,
}

/// Asks why.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<BookId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// Closes it.
pub(super) async fn send(State(app): State<App>, Path(book): Path<BookId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = CloseBook { book, reason: form.value("reason").to_owned() };
    let actor = ctx.clone();
    match app.db.write(move |tx| actions::close_book(tx, &actor, &input)).await {
        Ok(()) => Ok(web::see_other("/quan-tri/bien-lai")),
        Err(error) => view(&app, &ctx, book, &form.refused(error.into())?).await,
    }
}

async fn view(app: &App, ctx: &Ctx, id: BookId, form: &Form) -> Answer {
    let asker = ctx.clone();
    let read = app.db.read(move |rx| {
        let authority = asker.authorise(&KEEP)?;
        let book = queries::book(rx, id)?.ok_or(Error::NotFound)?;
        authority.at_root(&book.root).map_err(|_| Error::NotFound)?;
        Ok::<_, Error>(book)
    });
    let book = read.await?;
    let page = Page { form, book: &book };
    web::page("Đóng quyển biên lai", &page)
        .back("/quan-tri/bien-lai", "Quyển biên lai")
        .narrow()
        .form(form)
        .answer()
}
