//! An administrator sees who has a second factor, asks for one by role, and takes a lost one away.

use askama::Template;
use axum::extract::State;
use base::id::{StaffId, UnitId};
use base::{Ctx, Role, words};
use organisation::StaffFrom;
use serde::Deserialize;
use web::{Answer, App, Check, Choice, Cursor, Form, Page, Pager, Path, Posted, Query, Who, page, see_other};

use crate::actions::{
    BodyRules, RequireFactor, StaffFactors, require_factor, reset_factors, see_factor_rules,
    see_staff_factors,
};
use crate::error::Error;
use crate::model::Holder;
use crate::session::Current;

/// Where it stands.
const PATH: &str = "/quan-tri/hai-lop";

/// How many positions stand on a page.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "factor/staff.html")]
struct View<'a> {
    form: &'a Form,
    bodies: Vec<Body>,
    choices: Vec<Choice>,
    roles: Vec<Choice>,
    lines: Vec<Line>,
    pager: &'a Pager,
}

struct Body {
    id: UnitId,
    name: String,
    /// The code of a role, its name, and from which day on a second factor is asked of it.
    rules: Vec<(&'static str, &'static str, String)>,
}

struct Line {
    id: StaffId,
    name: String,
    role: &'static str,
    unit: String,
    any: bool,
    has: String,
}

/// Which page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Wish {
    trang: String,
}

/// `GET /quan-tri/hai-lop`
pub(in crate::pages) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Query(wish): Query<Wish>,
) -> Answer {
    view(&app, &ctx, &wish, &Form::empty(&ctx)).await?.answer()
}

/// `POST /quan-tri/hai-lop`
pub(in crate::pages) async fn require(
    State(app): State<App>,
    current: Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    let input = match read(&form) {
        Ok(input) => input,
        Err(invalid) => {
            let form = form.refused(invalid.into())?;
            return view(&app, &ctx, &Wish::default(), &form).await?.answer();
        }
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| require_factor(tx, &of_act, &input)).await {
        Ok(()) => {
            current.cache.forget_staff();
            Ok(see_other(PATH))
        }
        Err(error) => view(&app, &ctx, &Wish::default(), &form.refused(error.into())?).await?.answer(),
    }
}

/// `POST /quan-tri/tai-khoan/{staff}/dat-lai-hai-lop`
pub(in crate::pages) async fn reset(
    State(app): State<App>,
    current: Current,
    Path(staff): Path<StaffId>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    app.db.write(move |tx| reset_factors(tx, &ctx, staff)).await?;
    current.cache.forget_holder(Holder::Staff(staff));
    Ok(see_other(&format!("/quan-tri/tai-khoan/{staff}")))
}

/// What is asked for: a day, or, with the button beside a role, nothing more.
fn read(form: &Form) -> Result<RequireFactor, web::Invalid> {
    let roles: Vec<(&str, Role)> = Role::ALL.iter().map(|role| (role.code(), *role)).collect();
    let mut check = Check::new(form);
    let role = check.choice("role", "vai trò", &roles);
    let body: Option<UnitId> = form.value("body").parse().ok();
    if body.is_none() {
        check.refuse("body", "Chọn cơ quan.");
    }
    let lifts = form.value("viec") == "bo";
    let first_day = if lifts { None } else { check.date("first_day", "ngày bắt đầu") };
    check.finish(|| Some(RequireFactor { body: body?, role: role?, first_day }))
}

async fn view(app: &App, ctx: &Ctx, wish: &Wish, form: &Form) -> Result<Page, web::Failure> {
    let cursor = Cursor::parse(&wish.trang, 2);
    let from = match cursor.as_ref().map(|cursor| (cursor.key.as_slice(), cursor.backwards)) {
        Some(([name, post], backwards)) => StaffFrom { key: (name.clone(), post.clone()), backwards },
        _ => StaffFrom::default(),
    };
    let (asker, limit) = (ctx.clone(), i64::try_from(SIZE + 1).unwrap_or(i64::MAX));
    let read = move |rx: &mut db::Read| {
        let rows = see_staff_factors(rx, &asker, &from, limit)?;
        Ok::<_, Error>((rows, see_factor_rules(rx, &asker)?))
    };
    let (rows, bodies) = app.db.read(read).await?;
    let key = |row: &StaffFactors| vec![row.listed.key.0.clone(), row.listed.key.1.clone()];
    let (rows, pager) = Pager::cut(rows, SIZE, cursor.as_ref(), PATH, key);
    let role = |role: &Role| Choice::new(role.code(), role.label());
    let view = View {
        form,
        choices: bodies.iter().map(|it| Choice::new(it.body.to_string(), it.name.clone())).collect(),
        bodies: bodies.into_iter().map(body).collect(),
        roles: Role::ALL.iter().map(role).collect(),
        lines: rows.into_iter().map(line).collect(),
        pager: &pager,
    };
    Ok(page("Xác thực hai lớp của cán bộ", &view).form(form))
}

fn body(it: BodyRules) -> Body {
    let rule =
        |rule: &crate::model::FactorRule| (rule.role.code(), rule.role.label(), words::date(rule.first_day));
    Body { id: it.body, name: it.name, rules: it.rules.iter().map(rule).collect() }
}

fn line(it: StaffFactors) -> Line {
    Line {
        id: it.listed.person.id,
        name: it.listed.person.name.into(),
        role: it.listed.holding.role.label(),
        unit: it.listed.unit_name.into(),
        any: it.factors.any(),
        has: it.factors.words(),
    }
}
