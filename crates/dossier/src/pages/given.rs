//! The papers that answer a request for supplement, as a form brings them: new files, files that were taken when the
//! form was refused for something else, paper on paper. The citizen's page and the counter's use the same.

use base::id::DossierId;
use base::{Ctx, FieldError, Kind, Locale};
use web::{App, Failure, Form, Limits, Received, SentFile};

use super::act::{STALE, revision};
use super::shown::file_name;
use crate::actions::{self, Supplement};
use crate::model::{Item, Paper, Source};
use crate::queries::{self, Seen};
use crate::rules::paper_field;
use crate::rules::supplement::OTHER_BYTES;

/// What one form may carry; what each paper takes is checked when it is filed.
pub(crate) const LIMITS: Limits = Limits { each: 50_000_000, count: 60, kinds: files::Kind::PAPERS };

/// What stands before the code of a paper in the name of its box for files, and of its box to tick.
pub(super) const FILES: &str = "paper-";
const ON_PAPER: &str = "on-paper-";
/// The field of the files that were taken before; a value is hash, component and name, in this order.
const KEPT: &str = "kept";
const PARTS: char = '|';

/// One paper asked for, with its boxes.
pub(crate) struct Wanted<'a> {
    pub(crate) item: &'a Item,
    pub(crate) files: String,
    pub(crate) on_paper: String,
    pub(crate) hint: String,
    pub(crate) accept: String,
    pub(crate) kept: Vec<Kept<'a>>,
}

impl Wanted<'_> {
    /// What the box for files is called; `first` while none was taken.
    pub(crate) fn label<'l>(&self, first: &'l str, locale: Locale) -> &'l str {
        if self.kept.is_empty() {
            first
        } else {
            locale.t("Thêm tệp hoặc ảnh", "Add files or pictures")
        }
    }
}

/// A file that was taken already.
pub(crate) struct Kept<'a> {
    pub(crate) value: &'a str,
    pub(crate) name: String,
}

/// What the form looked like when it could not be taken.
pub(crate) struct Again {
    pub(crate) ctx: Ctx,
    pub(crate) form: Form,
    /// Whether the dossier changed after the form was opened.
    pub(crate) stale: bool,
}

/// The papers that the open request asks for; none while nothing is awaited.
pub(crate) fn wanted<'a>(seen: &'a Seen, form: &'a Form) -> Vec<Wanted<'a>> {
    let request = seen.dossier.beside.open_supplement();
    request.map_or_else(Vec::new, |request| request.items.iter().map(|item| want(seen, form, item)).collect())
}

fn want<'a>(seen: &'a Seen, form: &'a Form, item: &'a Item) -> Wanted<'a> {
    let component = seen.version.component(&item.component).filter(|it| !it.file_types.is_empty());
    let (types, hint) = match component {
        Some(it) => {
            let names = it.file_types.join(", ").to_uppercase();
            let (size, most) = (it.max_megabytes, it.max_files);
            let hint = match form.locale() {
                Locale::Vi => format!("{names}; mỗi tệp tối đa {size} MB, tối đa {most} tệp."),
                Locale::En => format!("{names}; at most {size} MB each, at most {most} files."),
            };
            (it.file_types.clone(), hint)
        }
        None => (
            ["pdf", "jpg", "jpeg", "png"].map(str::to_owned).to_vec(),
            format!(
                "PDF, JPG, PNG; {} {} MB.",
                form.t("mỗi tệp tối đa", "each at most"),
                OTHER_BYTES / 1_000_000
            ),
        ),
    };
    Wanted {
        files: format!("{FILES}{}", item.component),
        on_paper: format!("{ON_PAPER}{}", item.component),
        accept: types.iter().map(|one| format!(".{one}")).collect::<Vec<_>>().join(","),
        kept: kept_of(form, &item.component),
        item,
        hint,
    }
}

/// The files that were taken before for a component.
pub(super) fn kept_of<'a>(form: &'a Form, component: &str) -> Vec<Kept<'a>> {
    let all = form.all(KEPT).filter_map(|value| kept(value).map(|(_, of, name)| (value, of, name)));
    let mine = all.filter(|(_, of, _)| *of == component);
    mine.map(|(value, _, name)| Kept { value, name: file_name(Some(name)) }).collect()
}

/// Hash, component and name of a file that was taken before.
fn kept(value: &str) -> Option<(&str, &str, &str)> {
    let mut parts = value.splitn(3, PARTS);
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// Sends the papers; nothing when they were taken, else the form to show again.
pub(crate) async fn send(
    app: &App,
    dossier: DossierId,
    received: Received,
) -> Result<Option<Again>, Failure> {
    let Received { ctx, form, files } = received;
    let (mut form, mut stale) = (form, false);
    if form.errors().is_empty() {
        let papers = papers(app, &ctx, &form, &files).await?;
        let input = Supplement { dossier, revision: revision(&form), papers };
        let actor = ctx.clone();
        let Err(error) = app.db.write(move |tx| actions::supplement(tx, &actor, &input)).await else {
            return Ok(None);
        };
        let failure = Failure::from(error);
        stale = failure.code() == STALE;
        form = if stale { form } else { refused(form, failure)? };
    }
    let form = keep(app, &ctx, form, files).await?;
    Ok(Some(Again { ctx, form, stale }))
}

/// All papers of the form, those that were taken before only if they are the actor's own.
pub(super) async fn papers(
    app: &App,
    ctx: &Ctx,
    form: &Form,
    files: &[SentFile],
) -> Result<Vec<Paper>, Failure> {
    let mut papers = earlier(app, ctx, form).await?;
    papers.extend(files.iter().filter_map(uploaded));
    let ticked = form.pairs().filter(|(_, value)| !value.is_empty());
    papers.extend(ticked.filter_map(|(name, _)| name.strip_prefix(ON_PAPER)).map(Paper::on_paper));
    Ok(papers)
}

async fn earlier(app: &App, ctx: &Ctx, form: &Form) -> Result<Vec<Paper>, Failure> {
    let named: Vec<_> = form.all(KEPT).filter_map(kept).collect();
    let hashes: Vec<_> = named.iter().filter_map(|(hash, ..)| hash.parse().ok()).collect();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    let asker = ctx.clone();
    let own = app.db.read(move |rx| queries::own_uploads(rx, &asker, &hashes)).await?;
    let paper = |(hash, component, name): (&str, &str, &str)| {
        let upload = own.get(hash)?;
        Some(Paper {
            component: component.to_owned(),
            source: Source::Upload,
            file_hash: Some(hash.to_owned()),
            file_name: Some(name.to_owned()),
            media_type: Some(upload.media_type.clone()),
            size: upload.size,
        })
    };
    Ok(named.into_iter().filter_map(paper).collect())
}

fn uploaded(file: &SentFile) -> Option<Paper> {
    Some(Paper {
        component: file.field.strip_prefix(FILES)?.to_owned(),
        source: Source::Upload,
        file_hash: Some(file.stored.hash.to_string()),
        file_name: Some(file.name.clone()),
        media_type: Some(file.stored.kind.mime().to_owned()),
        size: i64::try_from(file.stored.size).unwrap_or(i64::MAX),
    })
}

/// The form with what the action refused, each error beside the box of its paper.
pub(super) fn refused(form: Form, failure: Failure) -> Result<Form, Failure> {
    if failure.kind() != Kind::Invalid || failure.fields().is_empty() {
        return Err(failure);
    }
    let papers = paper_field("");
    let beside = |error: &FieldError| {
        let component = error.field.strip_prefix(&papers);
        let field = component.map_or_else(|| error.field.clone(), |code| format!("{FILES}{code}"));
        FieldError::new(field, error.clone().said())
    };
    let errors: Vec<_> = failure.fields().iter().map(beside).collect();
    Ok(form.with_errors(errors))
}

/// Keeps the files of the papers with which nothing is wrong, so that nobody sends them twice.
pub(super) async fn keep(
    app: &App,
    ctx: &Ctx,
    mut form: Form,
    files: Vec<SentFile>,
) -> Result<Form, Failure> {
    let mut stored = Vec::new();
    for file in files {
        let Some(component) = file.field.strip_prefix(FILES) else { continue };
        if form.error(&file.field).is_none() {
            let value = format!("{}{PARTS}{component}{PARTS}{}", file.stored.hash, file.name);
            form = form.with(KEPT, value);
            stored.push(file.stored);
        }
    }
    let actor = ctx.clone();
    let all = move |tx: &mut db::Tx| stored.iter().try_for_each(|one| actions::keep_upload(tx, &actor, one));
    app.db.write(all).await?;
    Ok(form)
}
