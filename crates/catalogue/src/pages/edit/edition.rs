//! What is being prepared: what is wrong with it, its sections, what it changes; publishing it and giving it up.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::code::ProcedureCode;
use web::{Answer, App, Form, Path, Who, page};

use super::changes::{Change, changes};
use super::{procedure_at, see};
use crate::actions::EditionSeen;
use crate::outline::{Place, SECTIONS, Shape, blocks};
use crate::package::PackageError;

#[derive(Template)]
#[template(path = "edit/edition.html")]
struct View<'a> {
    form: &'a Form,
    seen: &'a EditionSeen,
    name: String,
    faults: Vec<Fault>,
    sections: Vec<Line>,
    changes: Vec<Change>,
    compared: String,
    sound: bool,
}

/// Something wrong, and where it is mended.
struct Fault {
    text: String,
    href: String,
}

/// A section with how many entries it has.
struct Line {
    title: &'static str,
    href: String,
    count: String,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    let form = Form::empty(&ctx).with("valid_from-ngay", "").with("falls_back", "");
    view(&app, &ctx, code, &form).await
}

/// The page with what was typed for publishing.
pub(super) async fn view(app: &App, ctx: &Ctx, code: ProcedureCode, form: &Form) -> Answer {
    let seen = see(app, ctx, code).await?;
    let code = &seen.edition.code;
    let read = seen.edition.read();
    let name = match (&read, &seen.before) {
        (Ok(package), _) => package.procedure.short_name.clone(),
        (Err(_), Some(before)) => before.short_name.clone(),
        (Err(_), None) => format!("Thủ tục {code}"),
    };
    let changed = match (&read, &seen.before) {
        (Ok(package), Some(before)) => changes(before, &package.procedure),
        _ => Vec::new(),
    };
    let view = View {
        form,
        name: name.clone(),
        faults: read
            .as_ref()
            .err()
            .map_or_else(Vec::new, |errors| errors.iter().map(|one| fault(code, one)).collect()),
        sections: sections(&seen),
        changes: changed,
        compared: seen
            .before
            .as_ref()
            .map_or_else(String::new, |before| format!("phiên bản {}", before.version)),
        sound: read.is_ok(),
        seen: &seen,
    };
    page(format!("Bản soạn: {name}"), &view).form(form).back(procedure_at(code), name.as_str()).answer()
}

fn fault(code: &ProcedureCode, error: &PackageError) -> Fault {
    let file = super::file::FILES.iter().find(|file| file.name == error.file);
    let (slug, title) = file.map_or(("", ""), |file| (file.slug, file.title));
    let field = if error.field.is_empty() { String::new() } else { format!(" ({})", error.field) };
    Fault {
        text: format!("{title}, dòng {}: {}{field}", error.line, error.message),
        href: format!("{}/tep/{slug}?dong={}#text", super::edition_at(code), error.line),
    }
}

fn sections(seen: &EditionSeen) -> Vec<Line> {
    let line = |section: &'static crate::outline::Section| {
        let text = match section.place {
            Place::Procedure => &seen.edition.texts.procedure,
            Place::Process => &seen.edition.texts.process,
        };
        let count = blocks(text, section).len();
        Line {
            title: section.title,
            href: format!("{}/muc/{}", super::edition_at(&seen.edition.code), section.slug),
            count: match (section.shape, count) {
                (Shape::Many, count) => format!("{count} {}", section.one),
                (Shape::One, 0) => "chưa có".to_owned(),
                _ => String::new(),
            },
        }
    };
    SECTIONS.iter().map(line).collect()
}
