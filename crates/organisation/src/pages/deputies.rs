//! Who stands in for whom: what this person does for others, who does it for them, and a form to name somebody.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::words::date;
use web::{Answer, App, Check, Choice, Form, Page, Path, Posted, Who, page, see_other};

use super::choices::{self, Refused};
use crate::actions::{Deputies, EndDeputy, NameDeputy, REASON_LIMIT, end_deputy, name_deputy, see_deputies};
use crate::error::Error;
use crate::look;
use crate::model::{Deputising, DeputyId};

#[derive(Template)]
#[template(path = "deputies.html")]
struct View<'a> {
    form: &'a Form,
    /// Whom this person stands in for at this moment.
    acting: Option<String>,
    by_me: Vec<Line>,
    for_mine: Vec<Line>,
    positions: Vec<Choice>,
    people: Vec<Choice>,
}

struct Line {
    id: DeputyId,
    principal: String,
    deputy: String,
    position: String,
    when: String,
    reason: String,
    /// Whether its first day has come, and the person does not work under it at this moment.
    now: bool,
}

/// `GET /lam-thay`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let today = ctx.now.date();
    let form = choices::with_date(Form::empty(&ctx), "first", today);
    view(&app, &ctx, &form).await?.answer()
}

/// `POST /lam-thay`
pub(super) async fn name(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    let input = match read(&form) {
        Ok(input) => input,
        Err(errors) => return view(&app, &ctx, &form.with_errors(errors)).await?.answer(),
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| name_deputy(tx, &of_act, &input)).await {
        Ok(_) => Ok(see_other("/lam-thay")),
        Err(error) => view(&app, &ctx, &form.refused(error.into())?).await?.answer(),
    }
}

/// `POST /lam-thay/{id}/ket-thuc`
pub(super) async fn end(
    State(app): State<App>,
    Path(naming): Path<DeputyId>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    app.db.write(move |tx| end_deputy(tx, &ctx, &EndDeputy { naming })).await?;
    Ok(see_other("/lam-thay"))
}

async fn view(app: &App, ctx: &Ctx, form: &Form) -> Result<Page, web::Failure> {
    let of_read = ctx.clone();
    let read = move |rx: &mut db::Read| {
        let seen = see_deputies(rx, &of_read)?;
        let by_me = lines(rx, &of_read, &seen.by_me)?;
        let for_mine = lines(rx, &of_read, &seen.for_mine)?;
        Ok::<_, Error>((seen, by_me, for_mine))
    };
    let (seen, by_me, for_mine) = app.db.read(read).await?;
    let acting = ctx.authorise_staff().ok().and_then(|staff| staff.acting.as_ref());
    let acting = acting.map(|it| format!("{} ({})", it.name, it.position));
    let (positions, people) = offered(&seen);
    let view = View { form, acting, by_me, for_mine, positions, people };
    Ok(page("Làm thay", &view).form(form).narrow())
}

fn offered(seen: &Deputies) -> (Vec<Choice>, Vec<Choice>) {
    let position = |it: &crate::model::Listed| {
        let text = format!("{}, {}: {}", it.holding.role.label(), it.unit_name, it.person.name);
        Choice::new(it.holding.id.to_string(), text)
    };
    let person = |it: &crate::model::StaffMember| {
        Choice::new(it.id.to_string(), format!("{} ({})", it.name, it.number))
    };
    (seen.positions.iter().map(position).collect(), seen.people.iter().map(person).collect())
}

fn lines(rx: &mut db::Read, ctx: &Ctx, namings: &[Deputising]) -> Result<Vec<Line>, Error> {
    let today = ctx.now.date();
    let acting = ctx.authorise_staff()?.acting.as_ref();
    let mut out = Vec::new();
    for it in namings {
        let unit = look::unit_at(rx, it.unit, today)?.map_or_else(String::new, |unit| unit.name.to_string());
        let position = format!("{}, {unit}", it.role.label());
        let present = acting.is_some_and(|at| at.staff == it.principal && at.position == position);
        out.push(Line {
            id: it.id,
            principal: it.principal_name.clone(),
            deputy: it.deputy_name.clone(),
            position,
            when: format!("từ {} đến hết {}", date(it.first), date(it.last)),
            reason: it.reason.clone(),
            now: it.first <= today && !present,
        });
    }
    Ok(out)
}

fn read(form: &Form) -> Result<NameDeputy, Refused> {
    let mut check = Check::new(form);
    let post = choices::chosen(&mut check, form, "post", "Chọn vị trí cần người làm thay.");
    let deputy = choices::chosen(&mut check, form, "deputy", "Chọn người làm thay.");
    let first = check.date("first", "ngày bắt đầu");
    let last = check.date("last", "ngày cuối");
    let reason = check.text("reason", "lý do", REASON_LIMIT);
    let build =
        || Some(NameDeputy { post: post?, deputy: deputy?, first: first?, last: last?, reason: reason? });
    check.finish(build).map_err(|invalid| invalid.0)
}
