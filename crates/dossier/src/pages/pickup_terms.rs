//! The leader of a body says after how long its citizens are reminded of a result, and when the archive is proposed.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::UnitId;
use web::{Answer, App, Form, Posted, Who};

use crate::actions::{self, SetPickupTerms};
use crate::queries::{self, BodyTerms};

#[derive(Template)]
#[template(path = "pickup_terms.html")]
struct Terms<'a> {
    bodies: &'a [BodyTerms],
    form: &'a Form,
}

impl Terms<'_> {
    /// The boxes of a body: field, label, unit, and what was typed for this body, else what holds.
    fn boxes(&self, one: &BodyTerms) -> [(&'static str, &'static str, &'static str, String); 2] {
        let here = self.form.value("body") == one.body.to_string();
        let shown = |name: &str, holds: i64| {
            let typed = self.form.value(name);
            if here && !typed.is_empty() { typed.to_owned() } else { holds.to_string() }
        };
        let days = shown("remind_days", one.terms.remind_days);
        let months = shown("archive_months", one.terms.archive_months);
        [
            ("remind_days", "Nhắc sau", "ngày", days),
            ("archive_months", "Đề nghị lưu trữ sau", "tháng", months),
        ]
    }

    /// Whether its boxes bear the plain names: those of the form that was sent, else of the first.
    fn is_first(&self, body: UnitId) -> bool {
        let sent = self.form.value("body");
        if sent.is_empty() {
            self.bodies.first().is_some_and(|it| it.body == body)
        } else {
            sent == body.to_string()
        }
    }

    /// Whether the form of this body was sent and refused.
    fn wrong(&self, body: UnitId) -> bool {
        self.form.value("body") == body.to_string() && !self.form.errors().is_empty()
    }
}

/// Shows what holds, a form for each body.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    render(&app, &ctx, &Form::empty(&ctx)).await
}

/// Sets it for one body.
pub(crate) async fn send(State(app): State<App>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let number = |name: &str| form.value(name).trim().parse().unwrap_or(0);
    let input = SetPickupTerms {
        body: form.value("body").parse().ok(),
        remind_days: number("remind_days"),
        archive_months: number("archive_months"),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::set_pickup_terms(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other("/lanh-dao/nhan-ket-qua")),
        Err(error) => {
            let form = form.refused(error.into())?;
            render(&app, &asker, &form).await
        }
    }
}

async fn render(app: &App, ctx: &Ctx, form: &Form) -> Answer {
    let asker = ctx.clone();
    let bodies = app.db.read(move |rx| queries::pickup_terms(rx, &asker)).await?;
    let page = Terms { bodies: &bodies, form };
    web::page("Thời gian giữ kết quả", &page).back("/lanh-dao", "Hồ sơ quá hạn").narrow().form(form).answer()
}
