//! Filing online: the papers. Each component says what it takes and whether the State may hold it already.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{FieldError, Locale};
use catalogue::Component;
use web::{Answer, App, Form, Limits, Path, Posted, Upload, Who};

use super::shown::Progress;
use crate::actions::{self, Attach, Detach};
use crate::model::Paper;
use crate::rules::paper_field;

/// What one upload may carry; the component's own limits are checked when it is attached.
const LIMITS: Limits = Limits { each: 50_000_000, count: 10, kinds: files::Kind::PAPERS };

#[derive(Template)]
#[template(path = "apply_papers.html")]
struct PapersPage<'a> {
    progress: &'a Progress,
    form: &'a Form,
    wanted: Vec<Wanted<'a>>,
    next: String,
}

/// A component with what has been attached to it.
struct Wanted<'a> {
    component: &'a Component,
    field: String,
    hint: String,
    accept: String,
    attached: Vec<&'a Paper>,
    full: bool,
}

impl Wanted<'_> {
    /// What the box for files is called.
    fn label(&self, locale: Locale) -> &'static str {
        if self.attached.is_empty() {
            locale.t("Chọn tệp hoặc ảnh", "Choose files or pictures")
        } else {
            locale.t("Thêm tệp hoặc ảnh", "Add files or pictures")
        }
    }
}

/// Shows the components of the case with what is attached.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(draft): Path<DossierId>) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, "giay-to").await?;
    answer(&progress, &Form::empty(&ctx).spoken(ctx.locale))
}

/// Takes files for one component; what was refused is said beside it, what was taken stays. Whose draft it is, is asked
/// before a file is stored.
pub(crate) async fn add(State(app): State<App>, Path(draft): Path<DossierId>, upload: Upload) -> Answer {
    Progress::load(&app, upload.ctx(), draft, "giay-to").await?;
    let received = upload.receive(LIMITS).await?;
    let ctx = received.ctx;
    let mut form = received.form.spoken(ctx.locale);
    let component = form.value("component").to_owned();
    if received.files.is_empty() && form.errors().is_empty() {
        let choose = ("Chọn tệp trước khi bấm tải lên.", "Choose a file before you upload.");
        let missing = FieldError::new(paper_field(&component), choose);
        form = form.with_errors([missing]);
    }
    for file in received.files {
        let input = Attach {
            draft,
            component: component.clone(),
            file_hash: file.stored.hash.to_string(),
            file_name: file.name,
            media_type: file.stored.kind.mime().to_owned(),
            size: i64::try_from(file.stored.size).unwrap_or(i64::MAX),
        };
        let actor = ctx.clone();
        if let Err(error) = app.db.write(move |tx| actions::attach(tx, &actor, &input)).await {
            form = form.refused(error.into())?;
        }
    }
    let progress = Progress::load(&app, &ctx, draft, "giay-to").await?;
    if form.errors().is_empty() {
        Ok(web::see_other(&progress.address("giay-to")))
    } else {
        answer(&progress, &form)
    }
}

/// Takes a file off again.
pub(crate) async fn remove(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Detach {
        draft,
        component: form.value("component").to_owned(),
        file_hash: form.value("file").to_owned(),
    };
    app.db.write(move |tx| actions::detach(tx, &ctx, &input)).await?;
    Ok(web::see_other(&format!("/to-khai/{draft}/giay-to")))
}

fn answer(progress: &Progress, form: &Form) -> Answer {
    let situation = progress.situation();
    let wanted = progress
        .components(&situation)
        .filter(|component| !component.is_the_form(situation.channel))
        .map(|component| {
            let attached: Vec<_> =
                progress.draft.papers.iter().filter(|p| p.component == component.code).collect();
            let types = component.file_types.join(", ").to_uppercase();
            Wanted {
                field: paper_field(&component.code),
                hint: format!(
                    "{types}; {} {} MB.",
                    form.t("mỗi tệp tối đa", "each at most"),
                    component.max_megabytes
                ),
                accept: component.file_types.iter().map(|t| format!(".{t}")).collect::<Vec<_>>().join(","),
                full: attached.len() >= usize::from(component.max_files),
                component,
                attached,
            }
        })
        .collect();
    let page = PapersPage { progress, form, wanted, next: progress.next() };
    web::page(form.t("Giấy tờ kèm theo", "Papers"), &page)
        .back(progress.back(), form.t("Quay lại", "Back"))
        .narrow()
        .form(form)
        .answer()
}
