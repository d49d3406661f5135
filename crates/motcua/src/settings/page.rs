//! The page on which settings are downloaded, looked at before they are taken in, and taken in.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::code::FileHash;
use base::{Ctx, FieldError};
use http::header;
use serde::Deserialize;
use web::{
    Answer, App, Choice, Failure, Form, Limits, Outcome, Posted, Query, Received, Taken, Upload, Who, page,
};

use super::archive::{Folders, Manifest, pack, unpack};
use super::take::{self, Error, Report};
use super::{PATH, kinds};

/// What the request may have in all.
pub(super) const MOST: usize = 21 * 1024 * 1024;
const LIMITS: Limits = Limits { each: 20 * 1024 * 1024, count: 1, kinds: &[files::Kind::Zip] };
const FILE: &str = "tep";
/// The most lines that a page names of one kind and outcome.
const NAMED: usize = 200;

/// Which kinds.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    loai: Vec<String>,
}

#[derive(Template)]
#[template(path = "settings.html")]
struct Show<'a> {
    form: &'a Form,
    kinds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "settings_read.html")]
struct Read<'a> {
    form: &'a Form,
    /// The file, while it is not taken in.
    hash: Option<&'a str>,
    sections: Vec<Section>,
    wrong: usize,
    news: usize,
}

struct Section {
    label: String,
    same: usize,
    lines: Vec<Line>,
    more: usize,
}

struct Line {
    what: String,
    place: String,
    tag: &'static str,
    label: &'static str,
    why: String,
}

/// `GET /quan-tri/thiet-lap`
pub(super) async fn show(Who(ctx): Who) -> Answer {
    ctx.authorise(&catalogue::IMPORT)?;
    let form = kinds()
        .iter()
        .filter(|kind| kind.usual)
        .fold(Form::empty(&ctx), |form, kind| form.with("loai", kind.folder));
    view(&form)
}

fn view(form: &Form) -> Answer {
    let kinds = kinds().into_iter().map(|kind| Choice::new(kind.folder, kind.label)).collect();
    page("Xuất, nhập thiết lập", &Show { form, kinds }).form(form).answer()
}

/// `GET /quan-tri/thiet-lap/tai-ve`
pub(super) async fn download(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    ctx.authorise(&catalogue::IMPORT)?;
    if asked.loai.is_empty() {
        return view(
            &Form::empty(&ctx).with_errors([FieldError::new("loai", "Chọn ít nhất một loại thiết lập.")]),
        );
    }
    let now = ctx.now;
    let written = app.db.read(move |rx| folders(rx, &ctx, &asked.loai)).await?;
    let packed = tokio::task::spawn_blocking(move || pack(&Manifest::new(now.rfc3339()), &written));
    let bytes = packed.await.map_err(Failure::internal)?.map_err(Failure::internal)?;
    let name = format!("attachment; filename=\"thiet-lap-{}.zip\"", now.date());
    let headers = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}

fn folders(rx: &mut db::Read, ctx: &Ctx, asked: &[String]) -> Result<Folders, Error> {
    let mut out = Folders::new();
    for kind in kinds().into_iter().filter(|kind| asked.iter().any(|it| it == kind.folder)) {
        out.insert(kind.folder.to_owned(), (kind.write)(rx, ctx)?);
    }
    Ok(out)
}

/// `POST /quan-tri/thiet-lap/xem`: what would come of a file.
pub(super) async fn look(State(app): State<App>, upload: Upload) -> Answer {
    upload.ctx().authorise(&catalogue::IMPORT)?;
    let Received { ctx, form, files } = upload.receive(LIMITS).await?;
    if !form.errors().is_empty() {
        return view(&form);
    }
    let Some(file) = files.first() else {
        return view(&form.with_errors([FieldError::new(FILE, "Chọn tệp thiết lập cần nhập.")]));
    };
    let hash = file.stored.hash.clone();
    let folders = match read(&app, &hash).await? {
        Ok(folders) => folders,
        Err(sentence) => return view(&form.with_errors([FieldError::new(FILE, sentence)])),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| take::attempt(tx, &asker, &folders)).await {
        Err(Error::Tried(reports)) => told(&Form::empty(&ctx), Some(&hash.to_string()), &reports),
        Err(error) => Err(error.into()),
        Ok(()) => Err(Failure::not_found()),
    }
}

/// `POST /quan-tri/thiet-lap/nhap`: takes it in.
pub(super) async fn take(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise(&catalogue::IMPORT)?;
    let gone = || "Tệp không còn được giữ. Xin chọn lại tệp.".to_owned();
    let Ok(hash) = form.value(FILE).parse::<FileHash>() else {
        return view(&form.with_errors([FieldError::new(FILE, gone())]));
    };
    let folders = match read(&app, &hash).await? {
        Ok(folders) => folders,
        Err(sentence) => return view(&form.with_errors([FieldError::new(FILE, sentence)])),
    };
    let (of_act, of_file) = (ctx.clone(), hash.to_string());
    match app.db.write(move |tx| take::take(tx, &of_act, &of_file, &folders)).await {
        Ok(reports) => told(&form, None, &reports),
        Err(Error::Tried(reports)) => told(&form, Some(&hash.to_string()), &reports),
        Err(error) => Err(error.into()),
    }
}

/// The files in an archive that was sent, or why there are none.
async fn read(app: &App, hash: &FileHash) -> Result<Result<Folders, String>, Failure> {
    let bytes = match app.files.read(hash).await {
        Ok(bytes) => bytes,
        Err(files::Error::Missing(_)) => {
            return Ok(Err("Tệp không còn được giữ. Xin chọn lại tệp.".to_owned()));
        }
        Err(error) => return Err(error.into()),
    };
    let unpacked = tokio::task::spawn_blocking(move || unpack(&bytes)).await.map_err(Failure::internal)?;
    Ok(unpacked.map_err(|why| why.sentence()))
}

fn told(form: &Form, hash: Option<&str>, reports: &[Report]) -> Answer {
    let sum = |is: fn(&Outcome) -> bool| reports.iter().map(|it| it.count(is)).sum::<usize>();
    let read = Read {
        form,
        hash,
        sections: reports.iter().map(section).collect(),
        wrong: sum(|it| matches!(it, Outcome::Wrong(_))),
        news: sum(|it| matches!(it, Outcome::Added | Outcome::Changed)),
    };
    let title =
        if hash.is_some() { "Xem trước khi nhập thiết lập" } else { "Đã nhập thiết lập" };
    page(title, &read).back(PATH, "Xuất, nhập thiết lập").form(form).answer()
}

fn section(report: &Report) -> Section {
    let mut named: Vec<&Taken> = report.taken.iter().filter(|it| it.outcome != Outcome::Same).collect();
    // What needs somebody comes first.
    named.sort_by_key(|it| rank(&it.outcome));
    Section {
        label: report.label.clone(),
        same: report.count(|it| *it == Outcome::Same),
        more: named.len().saturating_sub(NAMED),
        lines: named.into_iter().take(NAMED).map(line).collect(),
    }
}

const fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Wrong(_) => 0,
        Outcome::Kept(_) => 1,
        Outcome::Changed => 2,
        Outcome::Added => 3,
        Outcome::Same => 4,
    }
}

fn line(it: &Taken) -> Line {
    let (tag, label, why) = match &it.outcome {
        Outcome::Wrong(why) => ("late", "Cần sửa", why.clone()),
        Outcome::Kept(why) => ("hold", "Giữ nguyên", why.clone()),
        Outcome::Changed => ("info", "Thay đổi", String::new()),
        Outcome::Added => ("ok", "Thêm mới", String::new()),
        Outcome::Same => ("none", "Đã có", String::new()),
    };
    let at = it.line.map_or_else(String::new, |line| format!(", dòng {line}"));
    let place = if it.outcome == Outcome::Added { String::new() } else { format!("{}{at}", it.file) };
    Line { what: it.what.clone(), place, tag, label, why }
}
