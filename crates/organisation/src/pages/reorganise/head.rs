//! The decision and the first day of a plan: a new one, or one that is changed.

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use web::{Answer, App, Check, Form, Path, Posted, Who, page, see_other};

use super::super::choices::{self, Refused};
use super::address;
use crate::actions::{
    ChangeReorganisation, PlanReorganisation, change_reorganisation, plan_reorganisation, see_reorganisation,
};
use crate::model::ReorganisationId;
use crate::permissions::MANAGE;

#[derive(Template)]
#[template(path = "reorganise/head.html")]
struct View<'a> {
    form: &'a Form,
    title: &'static str,
    action: String,
}

const NEW: &str = "Lập phương án sắp xếp đơn vị";
const CHANGE: &str = "Sửa căn cứ và ngày hiệu lực";

/// `GET /quan-tri/sap-xep/them`
pub(in crate::pages) async fn add(Who(ctx): Who) -> Answer {
    ctx.authorise(&MANAGE)?;
    view(&Form::empty(&ctx), None)
}

/// `POST /quan-tri/sap-xep/them`
pub(in crate::pages) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise(&MANAGE)?;
    let (decision, decided_on, first_day) = match read(&form) {
        Ok(read) => read,
        Err(errors) => return view(&form.with_errors(errors), None),
    };
    let input = PlanReorganisation { decision, decided_on, first_day, operations: Vec::new() };
    match app.db.write(move |tx| plan_reorganisation(tx, &ctx, &input)).await {
        Ok(id) => Ok(see_other(&address(id))),
        Err(error) => view(&form.refused(error.into())?, None),
    }
}

/// `GET /quan-tri/sap-xep/{id}/sua`
pub(in crate::pages) async fn edit(
    State(app): State<App>,
    Who(ctx): Who,
    Path(id): Path<ReorganisationId>,
) -> Answer {
    ctx.authorise(&MANAGE)?;
    let form = Form::empty(&ctx);
    let it = app.db.read(move |rx| see_reorganisation(rx, &ctx, id)).await?.it;
    let form = choices::with_date(form.with("decision", &it.decision), "decided_on", it.decided_on);
    let form = choices::with_date(form, "first_day", it.first_day).with("revision", it.revision);
    view(&form, Some(id))
}

/// `POST /quan-tri/sap-xep/{id}/sua`
pub(in crate::pages) async fn change(
    State(app): State<App>,
    Path(id): Path<ReorganisationId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    ctx.authorise(&MANAGE)?;
    let (decision, decided_on, first_day) = match read(&form) {
        Ok(read) => read,
        Err(errors) => return view(&form.with_errors(errors), Some(id)),
    };
    let revision = form.value("revision").parse().unwrap_or(0);
    let input = ChangeReorganisation { id, revision, decision, decided_on, first_day };
    match app.db.write(move |tx| change_reorganisation(tx, &ctx, &input)).await {
        Ok(()) => Ok(see_other(&address(id))),
        Err(error) => view(&form.refused(error.into())?, Some(id)),
    }
}

/// Number and date of the decision, and the first day; shared with the table of codes.
pub(super) fn read(form: &Form) -> Result<(String, Date, Date), Refused> {
    let mut check = Check::new(form);
    let decision = check.text("decision", "số nghị quyết, quyết định", 100);
    let decided_on = check.date("decided_on", "ngày ban hành");
    let first_day = check.date("first_day", "ngày hiệu lực");
    check.finish(|| Some((decision?, decided_on?, first_day?))).map_err(|invalid| invalid.0)
}

fn view(form: &Form, of: Option<ReorganisationId>) -> Answer {
    let (title, action) = match of {
        None => (NEW, "/quan-tri/sap-xep/them".to_owned()),
        Some(id) => (CHANGE, format!("{}/sua", address(id))),
    };
    let back = of.map_or_else(|| "/quan-tri/sap-xep".to_owned(), address);
    page(title, &View { form, title, action }).form(form).narrow().back(back, "Sắp xếp đơn vị").answer()
}
