//! What could not be delivered, by channel and reason, and sending it again.

use askama::Template;
use axum::extract::State;
use base::{Ctx, words};
use serde::Deserialize;
use web::{Answer, App, Choice, Count, Cursor, Form, Pager, Path, Posted, Query, Who};

use crate::actions::{self, Resend, Which};
use crate::model::{Channel, Failed, MessageId, Reason, Trouble};
use crate::permissions::LOOK_AFTER;
use crate::queries::{self, FailedList};

/// How many stand on a page.
const SIZE: usize = 50;
/// The list.
const PATH: &str = "/quan-tri/thong-bao";

#[derive(Template)]
#[template(path = "failed.html")]
struct Page<'a> {
    form: &'a Form,
    lines: Vec<Line>,
    count: String,
    trouble: Vec<Trouble>,
    channels: Vec<Choice>,
    reasons: Vec<Choice>,
    open: Vec<Channel>,
    /// Whether the administrator may write texts.
    writes: bool,
    pager: Pager,
}

struct Line {
    it: Failed,
    at: String,
}

impl Page<'_> {
    /// `thứ Tư…`, since when a channel is in trouble.
    fn since(trouble: &Trouble) -> String {
        words::moment(trouble.since.local())
    }
}

/// What is listed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    kenh: String,
    ly_do: String,
    trang: String,
}

impl Filter {
    fn read(&self) -> (Option<Channel>, Option<Reason>) {
        (Channel::parse(&self.kenh), Reason::parse(&self.ly_do))
    }

    fn address(&self) -> String {
        let (channel, reason) = self.read();
        let code = |code: Option<&'static str>| code.unwrap_or("");
        format!("{PATH}?kenh={}&ly_do={}", code(channel.map(Channel::code)), code(reason.map(Reason::code)))
    }
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(filter): Query<Filter>) -> Answer {
    let cursor = Cursor::parse(&filter.trang, 2).filter(|cursor| !cursor.backwards);
    let below = cursor.as_ref().and_then(|it| Some((it.key[0].parse().ok()?, Channel::parse(&it.key[1])?)));
    let (asker, of) = (ctx.clone(), filter.read());
    let limit = SIZE as i64 + 1;
    let read = app.db.read(move |rx| queries::failed(rx, &asker, of, below, limit)).await?;
    let FailedList { rows, count, trouble, writes } = read;
    let address = filter.address();
    let key = |it: &Failed| vec![it.message.to_string(), it.channel.code().to_owned()];
    let (rows, pager) = Pager::cut(rows, SIZE, cursor.as_ref(), &address, key);
    let pager = Pager { previous: pager.previous.map(|_| address.clone()), ..pager };
    let form = Form::empty(&ctx).with("kenh", &filter.kenh).with("ly_do", &filter.ly_do);
    let line = |it: Failed| Line { at: words::short_moment(it.tried_at.local()), it };
    let page = Page {
        form: &form,
        lines: rows.into_iter().map(line).collect(),
        count: Count::new(count).to_string(),
        trouble,
        channels: Channel::OUTWARD.iter().map(|it| Choice::new(it.code(), it.label())).collect(),
        reasons: Reason::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect(),
        open: super::open_channels(&app),
        writes,
        pager,
    };
    web::page("Thông báo chưa gửi được", &page).wide().form(&form).answer()
}

/// Sends everything of a filter again.
pub(super) async fn send_all(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise(&LOOK_AFTER)?;
    let filter = Filter {
        kenh: form.value("kenh").to_owned(),
        ly_do: form.value("ly_do").to_owned(),
        ..Filter::default()
    };
    let (channel, reason) = filter.read();
    again(&app, ctx, Which::All(channel, reason)).await?;
    Ok(web::see_other(&filter.address()))
}

/// Sends one again.
pub(super) async fn send_one(
    State(app): State<App>,
    Path((id, channel)): Path<(MessageId, String)>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    ctx.authorise(&LOOK_AFTER)?;
    let channel = Channel::parse(&channel).ok_or(crate::Error::NotFound)?;
    again(&app, ctx, Which::One(id, channel)).await?;
    Ok(web::see_other(PATH))
}

async fn again(app: &App, ctx: Ctx, which: Which) -> Result<(), web::Failure> {
    let input = Resend { which };
    app.db.write(move |tx| actions::resend(tx, &ctx, &input)).await?;
    Ok(())
}
