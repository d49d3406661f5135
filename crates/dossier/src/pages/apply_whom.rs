//! Filing online: for whom it is.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use web::{Answer, App, Choice, Form, Path, Posted, Who};

use super::shown::Progress;
use crate::actions::{self, SHARED, SaveWhom, WHOM_PAGE};
use crate::model::{Acting, PartyKind};
use crate::rules;

#[derive(Template)]
#[template(path = "apply_whom.html")]
struct WhomPage<'a> {
    progress: &'a Progress,
    form: &'a Form,
    choices: Vec<Choice>,
}

/// Asks, with what was chosen before.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(draft): Path<DossierId>) -> Answer {
    let progress = Progress::load(&app, &ctx, draft, WHOM_PAGE).await?;
    let done = |page: &str| progress.draft.done.iter().any(|code| code == page);
    let mut form = Form::empty(&ctx).spoken(ctx.locale);
    if done(WHOM_PAGE) {
        form = form.with("applicant.acting", progress.draft.applicant.acting().map_or("", Acting::code));
    }
    if done(SHARED) {
        form = form.with("shared", "co");
    }
    answer(&progress, &form)
}

/// Saves and goes on.
pub(crate) async fn save(State(app): State<App>, Path(draft): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let form = form.spoken(ctx.locale);
    let input = SaveWhom {
        draft,
        acting: form.value("applicant.acting").to_owned(),
        shared: !form.value("shared").is_empty(),
    };
    let asker = ctx.clone();
    let errors = app.db.write(move |tx| actions::save_whom(tx, &ctx, &input)).await?;
    let progress = Progress::load(&app, &asker, draft, WHOM_PAGE).await?;
    if errors.is_empty() {
        Ok(web::see_other(&progress.next()))
    } else {
        answer(&progress, &form.with_errors(errors))
    }
}

/// The rights by which somebody may file this procedure for anybody.
pub(crate) fn choices(version: &catalogue::ProcedureVersion, locale: Locale) -> Vec<Choice> {
    let admitted = rules::admitted(version);
    let some = |acting: &Acting| {
        let fits = |kind: &PartyKind| rules::may_file_for(*acting, *kind) && admitted.contains(kind);
        *acting == Acting::Own || PartyKind::ALL.iter().any(fits)
    };
    let hint = |acting: Acting| match acting {
        Acting::Mandate => {
            locale.t("Cần kèm văn bản ủy quyền.", "The paper of the mandate must be attached.")
        }
        Acting::Parent => {
            locale.t("Kể cả trẻ mới sinh chưa có số định danh.", "Also a newborn without a number yet.")
        }
        _ => "",
    };
    let one = |acting: &Acting| Choice::new(acting.code(), acting.called(locale)).hint(hint(*acting));
    Acting::ALL.iter().filter(|acting| some(acting)).map(one).collect()
}

fn answer(progress: &Progress, form: &Form) -> Answer {
    let page = WhomPage { progress, form, choices: choices(&progress.version, form.locale()) };
    web::page(form.t("Hồ sơ này nộp cho ai?", "For whom is this dossier?"), &page)
        .back(progress.back(), form.t("Quay lại", "Back"))
        .narrow()
        .form(form)
        .answer()
}
