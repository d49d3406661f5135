//! Inquiries: what one's units were asked, and what one's bodies asked.

use askama::Template;
use axum::extract::State;
use base::{Ctx, words};
use db::Read;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use crate::error::Error;
use crate::model::{Inquiry, InquiryId};
use crate::queries;

#[derive(Template)]
#[template(path = "inquiries.html")]
struct Page {
    of_us: Vec<Row>,
    by_us: Vec<Row>,
    /// Where what was asked before goes on.
    of_us_before: Option<InquiryId>,
    by_us_before: Option<InquiryId>,
}

/// Before which inquiry each list begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    duoc_hoi_truoc: Option<InquiryId>,
    da_hoi_truoc: Option<InquiryId>,
}

/// An inquiry in a list.
pub(super) struct Row {
    pub(super) id: InquiryId,
    pub(super) title: String,
    pub(super) count: i64,
    pub(super) question: String,
    pub(super) unit: String,
    pub(super) when: String,
    pub(super) due: String,
    pub(super) tag: &'static str,
    pub(super) state: &'static str,
    pub(super) answer: Option<String>,
}

impl Row {
    /// The words of one.
    pub(super) fn of(rx: &mut Read, ctx: &Ctx, it: Inquiry) -> Result<Self, Error> {
        let (tag, state) = stands(&it, ctx);
        Ok(Self {
            unit: organisation::full_name_of(rx, it.unit)?,
            when: words::date(it.asked_at.date()),
            due: words::date(it.due),
            tag,
            state,
            id: it.id,
            title: it.title,
            count: it.count,
            question: it.question,
            answer: it.answer.map(|(_, _, text)| text),
        })
    }
}

/// How an inquiry stands, in words.
pub(super) fn stands(it: &Inquiry, ctx: &Ctx) -> (&'static str, &'static str) {
    match (it.answer.is_some(), it.is_late(ctx.now.date())) {
        (true, false) => ("ok", "Đã trả lời"),
        (true, true) => ("warn", "Trả lời quá hạn"),
        (false, false) => ("plain", "Chờ trả lời"),
        (false, true) => ("late", "Quá hạn trả lời"),
    }
}

/// Shows them.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(wish): Query<Wish>) -> Answer {
    let read = app.db.read(move |rx| {
        let (of_us, of_us_before) = queries::asked_of_us(rx, &ctx, wish.duoc_hoi_truoc)?;
        let (by_us, by_us_before) = queries::asked_by_us(rx, &ctx, wish.da_hoi_truoc)?;
        let mut rows = |all: Vec<Inquiry>| {
            all.into_iter().map(|it| Row::of(rx, &ctx, it)).collect::<Result<Vec<_>, _>>()
        };
        Ok::<_, Error>(Page { of_us: rows(of_us)?, by_us: rows(by_us)?, of_us_before, by_us_before })
    });
    web::page("Câu hỏi về số liệu", &read.await?).wide().answer()
}
