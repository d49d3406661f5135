//! What is late in the leader's bodies, and what is about to be: exceptions first, down to the dossier.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use askama::Template;
use axum::extract::State;
use base::id::StaffId;
use base::{Ctx, words};
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use super::desk::{dated, next};
use super::shown::ListLine;
use crate::error::Error;
use crate::model::DeskView;
use crate::permissions;
use crate::queries::{self, After, Outside, Owed, Silent, Watch};

/// Which list alone, from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    muc: String,
    sau: String,
}

#[derive(Template)]
#[template(path = "late.html")]
struct Late {
    view: DeskView,
    as_of: String,
    /// Whether the asker sets how long results are kept.
    terms: bool,
    lists: Vec<List>,
    /// Bodies that were asked and are silent past their time; not shown beside a list alone.
    silent: Vec<Silent>,
    /// What was asked for outside the published lists; not shown beside a list alone.
    outside: Option<Vec<Asked>>,
    /// What was filed again soon after a refusal; not shown beside a list alone.
    refiled: Option<Vec<(queries::Refiled, queries::RefiledNames)>>,
    /// Parts of linked dossiers that other bodies owe; not shown beside a list alone.
    owed: Option<Vec<(Owed, String)>>,
}

/// A paper that was asked for outside the published list, with the name of who asked.
struct Asked {
    line: Outside,
    who: String,
}

/// A list with its words.
struct List {
    heading: &'static str,
    caption: &'static str,
    nothing: &'static str,
    count: String,
    lines: Vec<ListLine>,
    next: Option<String>,
}

/// The lists, as of now; or a further page of one of them.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let (only, after) = (Watch::parse(&ask.muc), crate::cursor::parse(&ask.sau));
    let as_of = words::short_moment(ctx.now.local());
    let terms = ctx.authorise(&permissions::SET_PICKUP_TERMS).is_ok();
    let read = move |rx: &mut db::Read| match only {
        Some(watch) => Ok::<_, Error>((vec![list(rx, &ctx, watch, after)?], Vec::new(), None, None, None)),
        None => {
            let lists = Watch::ALL.into_iter().map(|watch| list(rx, &ctx, watch, None));
            let lists = lists.collect::<Result<_, _>>()?;
            let (silent, owed) = (queries::silent(rx, &ctx)?, queries::owed(rx, &ctx)?);
            let refiled = queries::refiled(rx, &ctx)?;
            Ok((lists, silent, Some(outside(rx, &ctx)?), Some(owed), Some(refiled)))
        }
    };
    let (lists, silent, outside, owed, refiled) = app.db.read(read).await?;
    let view = DeskView::default();
    let page = Late { view, as_of, terms, lists, silent, outside, owed, refiled };
    let page = web::page("Hồ sơ quá hạn", &page).wide();
    if only.is_some() { page.back("/lanh-dao", "Hồ sơ quá hạn") } else { page }.answer()
}

fn list(rx: &mut db::Read, ctx: &Ctx, watch: Watch, after: After) -> Result<List, Error> {
    let found = queries::oversight(rx, ctx, watch, after)?;
    let (heading, caption, nothing) = words_of(watch);
    let count = found.count();
    let next = next(found.next, &format!("/lanh-dao?muc={}", watch.code()));
    Ok(List { heading, caption, nothing, count, lines: dated(rx, ctx, found.lines)?, next })
}

/// What was asked for outside the published lists, each with who asked.
fn outside(rx: &mut db::Read, ctx: &Ctx) -> Result<Vec<Asked>, Error> {
    let mut names = BTreeMap::new();
    let mut out = Vec::new();
    for line in queries::outside(rx, ctx)? {
        let who = name(rx, &mut names, line.staff)?;
        out.push(Asked { line, who });
    }
    Ok(out)
}

/// The name of a member of staff, looked up once.
pub(super) fn name(
    rx: &mut db::Read,
    known: &mut BTreeMap<StaffId, String>,
    id: StaffId,
) -> Result<String, Error> {
    if let Entry::Vacant(vacant) = known.entry(id) {
        let person = organisation::staff(rx, id)?;
        vacant.insert(person.map_or_else(String::new, |person| person.name.to_string()));
    }
    Ok(known.get(&id).cloned().unwrap_or_default())
}

/// The heading, what the table is called, and what stands there when it is empty.
const fn words_of(watch: Watch) -> (&'static str, &'static str, &'static str) {
    match watch {
        Watch::Late => {
            ("Quá hạn", "Hồ sơ quá hạn", "Không có hồ sơ quá hạn. Mọi hồ sơ đang giải quyết đều trong hạn.")
        }
        Watch::Unanswered => (
            "Chưa trả lời tiếp nhận trong 8 giờ làm việc",
            "Hồ sơ chờ tiếp nhận quá 8 giờ làm việc",
            "Mọi hồ sơ nộp trực tuyến đã được trả lời đúng hạn.",
        ),
        Watch::Soon => ("Đến hạn trong 2 ngày tới", "Hồ sơ sắp đến hạn", "Không có hồ sơ sắp đến hạn."),
    }
}
