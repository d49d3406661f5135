//! The queues an officer made of the desk's: narrowed by procedure and step, kept under a name, renamed, deleted; and the columns of
//! its lists. All of it is kept for the person, not in the browser.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Choice, Form, Path, Posted, Query, Who};

use super::desk::{self, Ask, own_address};
use crate::actions;
use crate::error::Error;
use crate::model::{Column, DeskView, SavedQueue, SavedQueueId, Tab};
use crate::queries;

#[derive(Template)]
#[template(path = "desk_narrow.html")]
struct NarrowPage<'a> {
    form: &'a Form,
    tab: Tab,
    procedures: Vec<Choice>,
    steps: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "desk_queues.html")]
struct QueuesPage<'a> {
    form: &'a Form,
    /// Which one was sent and refused.
    sent: Option<SavedQueueId>,
    queues: &'a [SavedQueue],
}

impl QueuesPage<'_> {
    fn is_sent(&self, id: &SavedQueueId) -> bool {
        self.sent == Some(*id)
    }

    /// What stands in the box of a queue.
    fn name(&self, one: &SavedQueue) -> String {
        if self.is_sent(&one.id) { self.form.value("name").to_owned() } else { one.name.clone() }
    }

    /// Its address.
    fn href(&self, one: &SavedQueue) -> String {
        own_address(one.id)
    }

    /// Which queue of the desk it narrows.
    fn of(&self, one: &SavedQueue) -> &'static str {
        one.wanted.tab.map_or("", Tab::label)
    }
}

#[derive(Template)]
#[template(path = "desk_view.html")]
struct ViewPage<'a> {
    form: &'a Form,
    columns: Vec<Choice>,
}

/// What a queue can be narrowed by.
pub(crate) async fn narrow(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let wanted = ask.wanted();
    let asker = ctx.clone();
    let (tab, facets) = app
        .db
        .read(move |rx| {
            let tab = queries::queue_of(rx, &asker, &wanted)?;
            Ok::<_, Error>((tab, queries::facets(rx, &asker, tab)?))
        })
        .await?;
    let procedure = |(code, name, on): (base::code::ProcedureCode, String, usize)| {
        Choice::new(code.to_string(), format!("{name} ({on})"))
    };
    let step = |(name, on): (String, usize)| Choice::new(name.clone(), format!("{name} ({on})"));
    let form = Form::empty(&ctx);
    let page = NarrowPage {
        form: &form,
        tab,
        procedures: facets.procedures.into_iter().map(procedure).collect(),
        steps: facets.steps.into_iter().map(step).collect(),
    };
    web::page("Lọc hàng đợi", &page)
        .back(format!("/can-bo?hang={}", tab.code()), "Bàn làm việc")
        .narrow()
        .answer()
}

/// Keeps the queue that is shown under a name; leads to it.
pub(crate) async fn save(State(app): State<App>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let wanted = Ask::sent(&form).wanted();
    let (asker, name, kept) = (ctx.clone(), form.value("name").to_owned(), wanted.clone());
    match app.db.write(move |tx| actions::save_queue(tx, &ctx, &name, &kept)).await {
        Ok(id) => Ok(web::see_other(&own_address(id))),
        Err(error) => {
            let form = form.refused(error.into())?;
            desk::page(&app, &asker, Ask::of(&wanted), &form).await
        }
    }
}

/// The queues that were saved.
pub(crate) async fn list(State(app): State<App>, Who(ctx): Who) -> Answer {
    list_page(&app, &ctx, None, &Form::empty(&ctx)).await
}

async fn list_page(app: &App, ctx: &Ctx, sent: Option<SavedQueueId>, form: &Form) -> Answer {
    let asker = ctx.clone();
    let queues = app.db.read(move |rx| queries::saved_queues(rx, &asker)).await?;
    let page = QueuesPage { form, sent, queues: &queues };
    web::page("Hàng đợi đã lưu", &page).back("/can-bo", "Bàn làm việc").narrow().form(form).answer()
}

/// Gives one another name.
pub(crate) async fn rename(State(app): State<App>, Path(id): Path<SavedQueueId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let (asker, name) = (ctx.clone(), form.value("name").to_owned());
    match app.db.write(move |tx| actions::rename_queue(tx, &ctx, id, &name)).await {
        Ok(()) => Ok(web::see_other("/can-bo/hang-doi")),
        Err(error) => {
            let form = form.refused(error.into())?;
            list_page(&app, &asker, Some(id), &form).await
        }
    }
}

/// Deletes one.
pub(crate) async fn delete(State(app): State<App>, Path(id): Path<SavedQueueId>, posted: Posted) -> Answer {
    let ctx = posted.ctx;
    app.db.write(move |tx| actions::delete_queue(tx, &ctx, id)).await?;
    Ok(web::see_other("/can-bo/hang-doi"))
}

#[derive(Template)]
#[template(path = "desk_keys.html")]
struct KeysPage;

/// Which keys do what.
pub(crate) async fn keys(Who(ctx): Who) -> Answer {
    ctx.authorise(&crate::permissions::READ)?;
    web::page("Phím tắt", &KeysPage).back("/can-bo", "Bàn làm việc").narrow().answer()
}

/// The columns, each ticked that is shown.
pub(crate) async fn view(State(app): State<App>, Who(ctx): Who) -> Answer {
    let asker = ctx.clone();
    let view = app.db.read(move |rx| queries::desk_view(rx, &asker)).await?;
    let mut form = Form::empty(&ctx);
    for column in &view.columns {
        form = form.with("cot", column.code());
    }
    if view.keys {
        form = form.with("phim", "co");
    }
    let columns = Column::ALL.into_iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let page = ViewPage { form: &form, columns };
    web::page("Bàn làm việc của tôi", &page).back("/can-bo", "Bàn làm việc").narrow().answer()
}

/// Keeps the columns that were ticked, in the order of the table.
pub(crate) async fn keep_view(State(app): State<App>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let columns = Column::ALL.into_iter().filter(|column| form.has("cot", column.code())).collect();
    let view = DeskView { columns, keys: form.has("phim", "co") };
    app.db.write(move |tx| actions::keep_view(tx, &ctx, &view)).await?;
    Ok(web::see_other("/can-bo"))
}
