//! A day of a certification book, as it prints (sổ chứng thực; TT 01/2020/TT-BTP).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use askama::Template;
use axum::extract::State;
use base::id::{StaffId, UnitId};
use base::{Ctx, Dong, words};
use db::Read;
use jiff::civil::Date;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use crate::error::Error;
use crate::model::Certified;
use crate::{permissions, queries};

/// The most lines of a day.
const MOST: i64 = 20_000;

/// Which book, which day, which body.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    so: String,
    ngay: String,
    co_quan: String,
}

#[derive(Template)]
#[template(path = "lane_book.html")]
struct Book {
    body: String,
    name: String,
    book: String,
    day: Date,
    lines: Vec<Certified>,
    signers: BTreeMap<StaffId, String>,
    total: Dong,
    copies: i64,
    /// The day before and the day after.
    before: Option<Date>,
    after: Option<Date>,
    root: UnitId,
}

impl Book {
    fn signer(&self, id: &StaffId) -> &str {
        self.signers.get(id).map_or("", String::as_str)
    }
}

/// Shows it.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let book = app.db.read(move |rx| read(rx, &ctx, &asked)).await?;
    let title = format!("{} ngày {}", book.name, words::date(book.day));
    web::page(title, &book).back("/quay/chung-thuc", "Chứng thực").wide().answer()
}

fn read(rx: &mut Read, ctx: &Ctx, asked: &Asked) -> Result<Book, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let today = ctx.now.date();
    let chosen = asked.co_quan.parse().ok().filter(|root| authority.at_root(root).is_ok());
    let root = chosen.or_else(|| authority.posts().first().map(|post| post.root)).ok_or(Error::NotFound)?;
    let day = asked.ngay.parse().unwrap_or(today);
    let lanes = catalogue::lanes(rx, today)?;
    let lanes: Vec<_> = lanes.iter().filter_map(|version| version.lane.as_ref()).collect();
    let lane = lanes.iter().find(|lane| lane.book == asked.so).or_else(|| lanes.first());
    let lane = lane.ok_or(Error::NoProcedure)?;
    let lines = queries::book_of_day(rx, ctx, root, (&lane.book, day), MOST)?;
    let mut signers = BTreeMap::new();
    for line in &lines {
        if let Entry::Vacant(free) = signers.entry(line.signer) {
            let person = organisation::staff(rx, line.signer)?;
            free.insert(person.map_or_else(String::new, |it| it.name.to_string()));
        }
    }
    Ok(Book {
        body: organisation::unit_at(rx, root, today)?.map_or_else(String::new, |unit| unit.name.to_string()),
        name: lane.book_name.clone(),
        book: lane.book.clone(),
        total: Dong(lines.iter().map(|line| line.fee.0).sum()),
        copies: lines.iter().map(|line| line.copies).sum(),
        before: day.yesterday().ok(),
        after: day.tomorrow().ok().filter(|after| *after <= today),
        signers,
        lines,
        day,
        root,
    })
}
