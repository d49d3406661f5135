//! What somebody was told, the newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{Ctx, Locale};
use serde::Deserialize;
use web::{Answer, App, Cursor, Form, Pager, Path, Posted, Query, Who};

use crate::model::{Inbox, MessageId};
use crate::{actions, queries, rules};

/// How many messages stand on a page.
const SIZE: usize = 20;

#[derive(Template)]
#[template(path = "inbox.html")]
struct Page<'a> {
    form: &'a Form,
    lines: Vec<Line>,
    unread: i64,
    pager: Pager,
    /// Whether a citizen reads, who may choose channels.
    citizen: bool,
}

struct Line {
    id: MessageId,
    subject: String,
    at: String,
    new: bool,
    path: String,
    /// The paragraphs, each of lines.
    said: Vec<Vec<String>>,
}

/// From where the page begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    trang: String,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(from): Query<From>) -> Answer {
    let cursor = Cursor::parse(&from.trang, 1).filter(|cursor| !cursor.backwards);
    let below = cursor.as_ref().and_then(|cursor| cursor.key[0].parse().ok());
    let asker = ctx.clone();
    let read = app.db.read(move |rx| queries::inbox(rx, &asker, below, SIZE as i64 + 1)).await?;
    let (messages, unread) = read;
    let (messages, pager) =
        Pager::cut(messages, SIZE, cursor.as_ref(), "/thong-bao", |it| vec![it.id.to_string()]);
    // Backwards leads to the newest.
    let pager = Pager { previous: pager.previous.map(|_| "/thong-bao".to_owned()), ..pager };
    let lines = messages.into_iter().map(|it| line(it, &app.site.address, ctx.locale)).collect();
    let citizen = ctx.authorise_citizen().is_ok();
    let form = Form::empty(&ctx).spoken(ctx.locale);
    let title = form.t("Thông báo", "Messages");
    web::page(title, &Page { form: &form, lines, unread, pager, citizen }).narrow().form(&form).answer()
}

fn line(it: Inbox, address: &str, locale: Locale) -> Line {
    let body = rules::fill_link(&it.body, &format!("{address}{}", it.path));
    let said = body.split("\n\n").map(|part| part.lines().map(str::to_owned).collect()).collect();
    Line {
        id: it.id,
        subject: it.subject,
        at: locale.short_moment(it.told_at.local()),
        new: it.read_at.is_none(),
        path: it.path,
        said,
    }
}

/// Marks one read and leads to what it is about.
pub(super) async fn read(
    State(app): State<App>,
    Path(id): Path<MessageId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    mark(&app, ctx, move |tx, ctx| actions::mark_read(tx, ctx, id)).await?;
    Ok(onward(form.value("den")))
}

/// Marks all read.
pub(super) async fn read_all(State(app): State<App>, Posted { ctx, .. }: Posted) -> Answer {
    mark(&app, ctx, actions::mark_all_read).await?;
    Ok(onward(""))
}

async fn mark(
    app: &App,
    ctx: Ctx,
    act: impl Fn(&mut db::Tx, &Ctx) -> Result<(), crate::Error> + Send + Sync + 'static,
) -> Result<(), web::Failure> {
    Ok(app.db.write(move |tx| act(tx, &ctx)).await?)
}

fn onward(to: &str) -> Response {
    web::see_other(web::local_path(to).unwrap_or("/thong-bao"))
}
