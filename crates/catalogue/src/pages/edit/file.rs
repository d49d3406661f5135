//! One file of an edition as text, for whoever knows the format; what is wrong is said with its line.

use askama::Template;
use axum::extract::State;
use base::code::ProcedureCode;
use serde::Deserialize;
use web::{Answer, App, Failure, Form, Path, Posted, Query, Who, page, see_other};

use super::{edition_at, refused, see};
use crate::actions::{EditionSeen, Seen, save_edition};
use crate::package::{FORM, PROCEDURE, PROCESS, Written};

/// A file of a package.
pub(super) struct File {
    /// In the address.
    pub(super) slug: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// As people read it.
    pub(super) title: &'static str,
}

/// The three of them.
pub(super) static FILES: [File; 3] = [
    File { slug: "thu-tuc", name: PROCEDURE, title: "Thủ tục" },
    File { slug: "to-khai", name: FORM, title: "Tờ khai" },
    File { slug: "quy-trinh", name: PROCESS, title: "Quy trình" },
];

impl File {
    fn of<'a>(&self, texts: &'a Written) -> &'a str {
        match self.name {
            PROCEDURE => &texts.procedure,
            FORM => &texts.form,
            _ => &texts.process,
        }
    }

    fn put(&self, texts: &mut Written, text: String) {
        match self.name {
            PROCEDURE => texts.procedure = text,
            FORM => texts.form = text,
            _ => texts.process = text,
        }
    }
}

/// Which line is meant.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    dong: usize,
}

#[derive(Template)]
#[template(path = "edit/file.html")]
struct View<'a> {
    form: &'a Form,
    file: &'a File,
    code: &'a ProcedureCode,
    faults: Vec<String>,
    line: String,
}

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path((code, slug)): Path<(ProcedureCode, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let seen = see(&app, &ctx, code).await?;
    let file = find(&slug)?;
    let text = file.of(&seen.edition.texts).to_owned();
    let form = Form::empty(&ctx).with("text", &text).with("revision", seen.edition.revision);
    let line =
        text.lines().nth(asked.dong.wrapping_sub(1)).map(|line| format!("Dòng {}: {line}", asked.dong));
    view(&form, file, &seen, line.unwrap_or_default())
}

/// Saves it.
pub(super) async fn send(
    State(app): State<App>,
    Path((code, slug)): Path<(ProcedureCode, String)>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let seen = see(&app, &ctx, code.clone()).await?;
    let file = find(&slug)?;
    let mut texts = seen.edition.texts.clone();
    file.put(&mut texts, form.value("text").replace("\r\n", "\n"));
    let which = Seen { code: code.clone(), revision: form.value("revision").parse().unwrap_or_default() };
    match app.db.write(move |tx| save_edition(tx, &ctx, &which, &texts)).await {
        Ok(_) => Ok(see_other(&edition_at(&code))),
        Err(error) => view(&refused(form, "text", error)?, file, &seen, String::new()),
    }
}

fn find(slug: &str) -> Result<&'static File, Failure> {
    FILES.iter().find(|file| file.slug == slug).ok_or_else(Failure::not_found)
}

fn view(form: &Form, file: &File, seen: &EditionSeen, line: String) -> Answer {
    let errors = seen.edition.read().err().unwrap_or_default();
    let mine = errors.iter().filter(|error| error.file == file.name);
    let faults = mine.map(|error| format!("Dòng {}: {}", error.line, error.message)).collect();
    let code = &seen.edition.code;
    page(format!("{}: sửa cả tệp", file.title), &View { form, file, code, faults, line })
        .form(form)
        .back(edition_at(code), "Bản soạn")
        .answer()
}
