//! The administrator's pages of procedures: the list, a procedure with its versions, and what is being prepared.

mod add;
pub(crate) mod asked;
mod boxes;
mod changes;
mod discard;
mod edition;
mod entry;
mod file;
mod form;
mod form_page;
mod preview;
mod procedure;
mod procedures;
mod publish;
mod question;
mod section;
mod trial;
mod when;

use base::code::ProcedureCode;
use base::{Ctx, Fault as _, FieldError};
use web::{App, Failure, Form};

use crate::actions::{EditionSeen, see_edition};
use crate::error::Error;
use crate::model::ProcedureVersion;

/// The largest text that a page takes, percent-encoded.
const LARGEST: usize = 256 * 1024;

/// Adds the pages.
pub(super) fn pages(pages: web::Pages) -> web::Pages {
    pages
        .get("/quan-tri/thu-tuc", procedures::show)
        .get("/quan-tri/thu-tuc/them", add::show)
        .post("/quan-tri/thu-tuc/them", add::send)
        .get("/quan-tri/thu-tuc/{code}", procedure::show)
        .post("/quan-tri/thu-tuc/{code}/soan", procedure::begin)
        .get("/quan-tri/thu-tuc/{code}/soan", edition::show)
        .get("/quan-tri/thu-tuc/{code}/soan/xem", preview::show)
        .get("/quan-tri/thu-tuc/{code}/soan/thu", trial::show)
        .post("/quan-tri/thu-tuc/{code}/soan/thu", trial::send)
        .post("/quan-tri/thu-tuc/{code}/soan/ban-hanh", publish::send)
        .post("/quan-tri/thu-tuc/{code}/soan/bo", discard::send)
        .get("/quan-tri/thu-tuc/{code}/soan/tep/{file}", file::show)
        .upload("/quan-tri/thu-tuc/{code}/soan/tep/{file}", LARGEST, file::send)
        .get("/quan-tri/thu-tuc/{code}/soan/to-khai", form::show)
        .post("/quan-tri/thu-tuc/{code}/soan/to-khai", form::send)
        .get("/quan-tri/thu-tuc/{code}/soan/to-khai/trang/{page}", form_page::show)
        .post("/quan-tri/thu-tuc/{code}/soan/to-khai/trang/{page}", form_page::send)
        .get("/quan-tri/thu-tuc/{code}/soan/to-khai/{name}", question::show)
        .post("/quan-tri/thu-tuc/{code}/soan/to-khai/{name}", question::send)
        .get("/quan-tri/thu-tuc/{code}/soan/muc/{section}", section::show)
        .post("/quan-tri/thu-tuc/{code}/soan/muc/{section}", section::send)
        .get("/quan-tri/thu-tuc/{code}/soan/muc/{section}/{n}", entry::show)
        .post("/quan-tri/thu-tuc/{code}/soan/muc/{section}/{n}", entry::send)
}

/// The form with why it was refused; where somebody else has saved meanwhile that is said at `field`, and what was typed stays.
fn refused(form: Form, field: &str, error: Error) -> Result<Form, Failure> {
    match error {
        Error::Edited => Ok(form.with_errors([FieldError::new(field, Error::Edited.sentence())])),
        other => form.refused(other.into()),
    }
}

/// What is being prepared.
async fn see(app: &App, ctx: &Ctx, code: ProcedureCode) -> Result<EditionSeen, Failure> {
    let asker = ctx.clone();
    Ok(app.db.read(move |rx| see_edition(rx, &asker, &code)).await?)
}

/// What is being prepared, read; where it is not sound it cannot be shown as a procedure.
async fn sound(app: &App, ctx: &Ctx, code: ProcedureCode) -> Result<ProcedureVersion, Failure> {
    let seen = see(app, ctx, code).await?;
    Ok(seen.edition.read().map_err(Error::Unsound)?.procedure)
}

/// The address of a procedure.
fn procedure_at(code: &ProcedureCode) -> String {
    format!("/quan-tri/thu-tuc/{code}")
}

/// The address of what is being prepared.
fn edition_at(code: &ProcedureCode) -> String {
    format!("/quan-tri/thu-tuc/{code}/soan")
}
