//! One text: written, seen as it will be sent, compared with the program's own.

use askama::Template;
use axum::extract::State;
use base::{Ctx, FieldError, words};
use web::{Answer, App, Check, Form, Path, Posted, Who};

use crate::actions::{self, EndText, SetText};
use crate::error::Error;
use crate::model::{Channel, Kind, Slot, Template as Text, TextId, Version};
use crate::permissions::EDIT_TEXTS;
use crate::queries;
use crate::rules::{self, Line};

#[derive(Template)]
#[template(path = "text.html")]
struct Page<'a> {
    form: &'a Form,
    kind: Kind,
    channel: Channel,
    slots: Vec<Slot>,
    preview: Text,
    lines: Vec<Line>,
    same: bool,
    versions: Vec<Kept>,
}

impl Page<'_> {
    const fn hint(&self) -> &'static str {
        if self.channel.is_long() {
            "Chữ trong ngoặc nhọn được điền theo từng hồ sơ. Để một dòng trống giữa hai đoạn."
        } else {
            "Tối đa 459 ký tự sau khi điền. Không nêu tên người và nội dung hồ sơ."
        }
    }

    const fn rows(&self) -> &'static str {
        if self.channel.is_long() { "16" } else { "5" }
    }
}

struct Kept {
    id: TextId,
    when: String,
    by: String,
    body: String,
    open: bool,
}

/// Shows it with the text that holds today.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path((kind, channel)): Path<(String, String)>,
) -> Answer {
    let (kind, channel) = of(&kind, &channel)?;
    let versions = versions(&app, &ctx, kind, channel).await?;
    let today = ctx.now.date();
    let holds = |it: &&(Version, String)| it.0.first <= today && it.0.last.is_none_or(|last| last >= today);
    let text =
        versions.iter().find(holds).map_or_else(|| rules::default(kind, channel), |it| it.0.template.clone());
    let form = Form::empty(&ctx)
        .with("subject", &text.subject)
        .with("body", &text.body)
        .with("first-ngay", today.day())
        .with("first-thang", today.month())
        .with("first-nam", today.year());
    view(&app, &ctx, (kind, channel), versions, &form)
}

/// Shows how it will look, or keeps it.
pub(super) async fn send(
    State(app): State<App>,
    Path((kind, channel)): Path<(String, String)>,
    Posted { ctx, form }: Posted,
) -> Answer {
    ctx.authorise(&EDIT_TEXTS)?;
    let (kind, channel) = of(&kind, &channel)?;
    let looking = form.value("viec") == "xem";
    let outcome =
        if looking { look(kind, channel, &form) } else { keep(&app, &ctx, (kind, channel), &form).await };
    let form = match outcome {
        Ok(()) if looking => form,
        Ok(()) => return Ok(web::see_other(&address(kind, channel))),
        Err(failure) => form.refused(failure)?,
    };
    let versions = versions(&app, &ctx, kind, channel).await?;
    view(&app, &ctx, (kind, channel), versions, &form)
}

/// Ends a text of the installation.
pub(super) async fn end(
    State(app): State<App>,
    Path((kind, channel, id)): Path<(String, String, TextId)>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    ctx.authorise(&EDIT_TEXTS)?;
    let (kind, channel) = of(&kind, &channel)?;
    let input = EndText { kind, channel, text: id };
    app.db.write(move |tx| actions::end_text(tx, &ctx, &input)).await?;
    Ok(web::see_other(&address(kind, channel)))
}

fn address(kind: Kind, channel: Channel) -> String {
    format!("/quan-tri/loi-thong-bao/{}/{}", kind.code(), channel.code())
}

/// The kind and channel of an address.
fn of(kind: &str, channel: &str) -> Result<(Kind, Channel), Error> {
    let found = Kind::parse(kind).zip(Channel::parse(channel));
    found.filter(|(kind, channel)| kind.channels().contains(channel)).ok_or(Error::NotFound)
}

fn typed(channel: Channel, form: &Form) -> Text {
    let text = |name: &str| form.value(name).replace("\r\n", "\n").trim().to_owned();
    let subject = if channel.is_long() { text("subject") } else { String::new() };
    Text { subject, body: text("body") }
}

fn look(kind: Kind, channel: Channel, form: &Form) -> Result<(), web::Failure> {
    Ok(rules::check(kind, channel, &typed(channel, form)).map_err(Error::Invalid)?)
}

async fn keep(
    app: &App,
    ctx: &Ctx,
    (kind, channel): (Kind, Channel),
    form: &Form,
) -> Result<(), web::Failure> {
    let mut check = Check::new(form);
    let first = check.date("first", "ngày bắt đầu");
    let last = check.optional_date("last", "ngày cuối");
    let template = typed(channel, form);
    let wrong: Vec<FieldError> = rules::check(kind, channel, &template).err().unwrap_or_default();
    wrong.into_iter().for_each(|error| check.refuse(&error.field, error.message));
    let input = check.finish(|| Some(SetText { kind, channel, template, first: first?, last }))?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::set_text(tx, &ctx, &input)).await?)
}

async fn versions(
    app: &App,
    ctx: &Ctx,
    kind: Kind,
    channel: Channel,
) -> Result<Vec<(Version, String)>, web::Failure> {
    let asker = ctx.clone();
    Ok(app.db.read(move |rx| queries::text(rx, &asker, kind, channel)).await?)
}

fn view(
    app: &App,
    ctx: &Ctx,
    (kind, channel): (Kind, Channel),
    versions: Vec<(Version, String)>,
    form: &Form,
) -> Answer {
    let (own, text) = (rules::default(kind, channel), typed(channel, form));
    let offered = |slot: &Slot| channel.is_long() || slot.is_open();
    let whole = |it: &Text| {
        if channel.is_long() { format!("{}\n\n{}", it.subject, it.body) } else { it.body.clone() }
    };
    let page = Page {
        form,
        kind,
        channel,
        slots: kind.slots().into_iter().filter(offered).collect(),
        preview: rules::sample(&text, channel, &app.site.address),
        lines: rules::difference(&whole(&own), &whole(&text)),
        same: own == text,
        versions: versions.into_iter().map(|(it, by)| kept(ctx, it, by)).collect(),
    };
    let title = format!("{}: {}", kind.label(), base::words::lower_first(channel.label()));
    web::page(title, &page).form(form).back("/quan-tri/loi-thong-bao", "Lời thông báo").answer()
}

fn kept(ctx: &Ctx, it: Version, by: String) -> Kept {
    let first = words::date(it.first);
    let when = match it.last {
        Some(last) if last < it.first => "Đã dừng trước khi áp dụng".to_owned(),
        Some(last) => format!("Từ {first} đến hết {}", words::date(last)),
        None => format!("Từ {first}"),
    };
    let open = it.last.is_none_or(|last| last >= ctx.now.date());
    Kept { id: it.id, when, by, body: it.template.body, open }
}
