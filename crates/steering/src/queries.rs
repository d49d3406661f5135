//! What the pages of the leader's desk show: a figure with its name and dossiers, inquiries, the figures of a morning.

use base::id::{DossierId, UnitId};
use base::{Ctx, Denied, Instant};
use db::{Query, Read};
use dossier::model::{Concern, ConcernBy, TallyBy};
use dossier::queries::{self as figures, Line, Tally, Watch};

use crate::error::Error;
use crate::figure::{Column, Figure};
use crate::model::{Inquiry, InquiryId, Span};
use crate::permissions::{ANSWER, ASK, SEE};
use crate::rules::{Morning, speaks};
use crate::store;

/// A figure as it is now.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// What it is called.
    pub(crate) title: String,
    /// How many.
    pub(crate) count: i64,
}

/// The name and the count of a figure.
///
/// # Errors
/// [`Error::Denied`] for who oversees nothing.
pub(crate) fn figure(q: &mut impl Query, ctx: &Ctx, it: &Figure) -> Result<Found, Error> {
    match it {
        Figure::Cell { span, by, body, line, column } => {
            let (tally, cell) = it.cell().ok_or(Denied::NotFound)?;
            let rows = figures::tally(q, ctx, &tally)?;
            let rows: Vec<_> = rows.iter().filter(|row| line.is_empty() || row.line == *line).collect();
            let count = rows.iter().map(|row| row.count(&cell.came, &cell.stands)).sum();
            let mut name = match (*by, line.as_str()) {
                (_, "") => by_all(*by).to_owned(),
                (TallyBy::Body, line) => named(q, line.parse().ok())?,
                (TallyBy::Procedure, line) => rows.first().map_or(line, |row| &row.name).to_owned(),
            };
            if body.is_some() {
                name = format!("{name}, {}", named(q, *body)?);
            }
            Ok(Found { title: format!("{}, {}: {name}", column.label(), span.words()), count })
        }
        Figure::Watched { concern, by, line } => {
            let rows = figures::concerns(q, ctx, *concern, *by)?;
            let Some(line) = line else {
                let count = rows.iter().map(|row| row.count).sum();
                return Ok(Found { title: concern.label().to_owned(), count });
            };
            let (name, count) = match rows.into_iter().find(|row| row.line == *line) {
                Some(row) => (row.name, row.count),
                None => (figures::concern_line(q, *by, line)?, 0),
            };
            Ok(Found {
                title: format!("{}, {}: {name}", concern.label(), base::words::lower_first(by.label())),
                count,
            })
        }
    }
}

fn named(q: &mut impl Query, unit: Option<UnitId>) -> Result<String, Error> {
    Ok(unit.map(|id| organisation::name_of(q, id)).transpose()?.unwrap_or_default())
}

const fn by_all(by: TallyBy) -> &'static str {
    match by {
        TallyBy::Body => "mọi cơ quan",
        TallyBy::Procedure => "mọi thủ tục",
    }
}

/// One page of the dossiers behind a figure, after `after`; with the last of them where there are more.
///
/// # Errors
/// As [`figure`].
pub(crate) fn dossiers(
    q: &mut impl Query,
    ctx: &Ctx,
    it: &Figure,
    after: Option<DossierId>,
) -> Result<(Vec<Line>, Option<DossierId>), Error> {
    Ok(match (it, it.cell()) {
        (_, Some((tally, cell))) => figures::tallied(q, ctx, &tally, &cell, after)?,
        (Figure::Watched { concern, by, line }, _) => {
            figures::concerned(q, ctx, (*concern, *by), line.as_deref(), after)?
        }
        _ => (Vec::new(), None),
    })
}

/// Inquiries of a page.
const PAGE: i64 = 50;

/// A page of inquiries, the newest first, and the last of them where there are more.
pub(crate) type Page = (Vec<Inquiry>, Option<InquiryId>);

/// What the bodies of the actor asked about a figure, the newest first. Nothing for who does not ask.
///
/// # Errors
/// [`Error::Denied`] for who has nothing to do with inquiries.
pub(crate) fn asked_about(q: &mut impl Query, ctx: &Ctx, figure: &str) -> Result<Vec<Inquiry>, Error> {
    ctx.authorise(&SEE)?;
    let mut all = Vec::new();
    let Ok(authority) = ctx.authorise(&ASK) else { return Ok(all) };
    for root in authority.roots() {
        all.extend(store::inquiry::of_figure(q, figure, root)?);
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.id));
    Ok(all)
}

/// What the bodies of the actor asked before one, the newest first. Nothing for who does not ask.
///
/// # Errors
/// [`Error::Denied`] for who has nothing to do with inquiries.
pub(crate) fn asked_by_us(q: &mut impl Query, ctx: &Ctx, before: Option<InquiryId>) -> Result<Page, Error> {
    ctx.authorise(&SEE)?;
    let mut all = Vec::new();
    let Ok(authority) = ctx.authorise(&ASK) else { return Ok((all, None)) };
    for root in authority.roots() {
        all.extend(store::inquiry::of_root(q, root, before, PAGE + 1)?);
    }
    Ok(cut(all))
}

/// The first page of what was found.
fn cut(mut all: Vec<Inquiry>) -> Page {
    let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
    all.sort_by_key(|it| std::cmp::Reverse(it.id));
    let more = all.len() > size;
    all.truncate(size);
    let last = all.last().map(|it| it.id).filter(|_| more);
    (all, last)
}

/// What the units were asked before one for which the actor speaks, the newest first.
///
/// # Errors
/// [`Error::Denied`] for who has nothing to do with inquiries.
pub(crate) fn asked_of_us(q: &mut impl Query, ctx: &Ctx, before: Option<InquiryId>) -> Result<Page, Error> {
    ctx.authorise(&SEE)?;
    let Ok(authority) = ctx.authorise(&ANSWER) else { return Ok((Vec::new(), None)) };
    let today = ctx.now.date();
    let mut units: Vec<UnitId> = authority.posts().iter().map(|post| post.unit).collect();
    for post in authority.posts().iter().filter(|post| post.role == base::Role::Leader) {
        units.push(post.root);
        units.extend(organisation::units_under(q, post.root, today)?.into_iter().map(|unit| unit.id));
    }
    for unit in units.clone() {
        units.extend(organisation::formerly(q, unit, today)?);
    }
    units.sort_unstable();
    units.dedup();
    let mut all = Vec::new();
    for unit in units {
        if answers_for(q, ctx, unit)? {
            all.extend(store::inquiry::of_unit(q, unit, before, PAGE + 1)?);
        }
    }
    Ok(cut(all))
}

/// Whether the actor speaks for a unit today.
pub(crate) fn answers_for(q: &mut impl Query, ctx: &Ctx, unit: UnitId) -> Result<bool, Error> {
    let Ok(authority) = ctx.authorise(&ANSWER) else { return Ok(false) };
    let today = ctx.now.date();
    for unit in organisation::standing_for(q, unit, today)? {
        let has_head = !organisation::holders(q, unit.id, base::Role::Head, today)?.is_empty();
        if speaks(authority.posts(), unit.id, unit.root, has_head) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An inquiry with what whoever looks may do.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) it: Inquiry,
    /// Whether they asked: their body did.
    pub(crate) asked: bool,
    /// Whether they may answer.
    pub(crate) answers: bool,
    pub(crate) unit: String,
    pub(crate) asker: String,
    pub(crate) answerer: String,
}

/// One inquiry, for who asked and for who answers.
///
/// # Errors
/// [`Error::Denied`] for everybody else.
pub(crate) fn inquiry(q: &mut impl Query, ctx: &Ctx, id: InquiryId) -> Result<Seen, Error> {
    let me = ctx.authorise_staff()?.staff;
    let it = store::inquiry::find(q, id)?.ok_or(Denied::NotFound)?;
    let asked = ctx.authorise(&ASK).is_ok_and(|authority| authority.at_root(&it.root).is_ok());
    let speaks = answers_for(q, ctx, it.unit)?;
    if !asked && !speaks {
        return Err(Denied::NotFound.into());
    }
    let person = |q: &mut _, id| -> Result<String, Error> {
        Ok(organisation::staff(q, id)?.map_or_else(String::new, |it| it.name.to_string()))
    };
    let asker = person(q, it.asked_by)?;
    let answerer = it.answer.as_ref().map(|(by, ..)| person(q, *by)).transpose()?.unwrap_or_default();
    let unit = organisation::full_name_of(q, it.unit)?;
    Ok(Seen { answers: speaks && it.asked_by != me && it.answer.is_none(), asked, unit, asker, answerer, it })
}

/// The units that can be asked: the bodies under the actor's, and the parts of those of the actor; one more that is named.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub(crate) fn askable(
    q: &mut impl Query,
    ctx: &Ctx,
    also: Option<UnitId>,
) -> Result<Vec<(UnitId, String)>, Error> {
    let authority = ctx.authorise(&ASK)?;
    let today = ctx.now.date();
    let mut out: Vec<UnitId> = Vec::new();
    for root in authority.roots() {
        out.push(root);
        out.extend(organisation::units_under(q, root, today)?.into_iter().map(|unit| unit.id));
    }
    if let Some(unit) = also
        && let Some(unit) = organisation::unit_at(q, unit, today)?
        && authority.roots().iter().any(|root| unit.root == *root || unit.top == *root)
    {
        out.push(unit.id);
    }
    out.sort_unstable();
    out.dedup();
    let mut named = Vec::new();
    for id in out {
        named.push((id, organisation::full_name_of(q, id)?));
    }
    named.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(named)
}

/// The figures of this morning.
///
/// # Errors
/// As [`figure`].
pub(crate) fn morning(rx: &mut Read, ctx: &Ctx) -> Result<Morning, Error> {
    let today = ctx.now.date();
    let count = |rx: &mut Read, concern| figures::concern_count(rx, ctx, concern);
    let month = Span::month(today);
    let tally = Tally { from: month.first(), to: month.last(), by: TallyBy::Procedure, body: None };
    let (mut settled, mut late) = (0, 0);
    for row in figures::tally(rx, ctx, &tally)? {
        settled += row.count(&[], Column::Settled.stands());
        late += row.count(&[], Column::After.stands());
    }
    let yesterday = today.yesterday().unwrap_or(today).at(7, 0, 0, 0);
    let mut inquiries = (0, 0);
    if let Ok(authority) = ctx.authorise(&ASK) {
        for root in authority.roots() {
            let (open, late) = store::inquiry::open(rx, root, today)?;
            inquiries = (inquiries.0 + open, inquiries.1 + late);
        }
    }
    Ok(Morning {
        late: (count(rx, Concern::Late)?, figures::late_at(rx, ctx, Instant::from_local(yesterday))?),
        soon: count(rx, Concern::Soon)?,
        unanswered: figures::oversight(rx, ctx, Watch::Unanswered, None)?.counted,
        unexplained: count(rx, Concern::Unexplained)?,
        twice: count(rx, Concern::Twice)?,
        settled: (settled, late),
        unanswered_inquiries: inquiries,
    })
}

/// The unit that a figure speaks of, if it does.
pub(crate) fn unit_of(figure: &Figure) -> Option<UnitId> {
    match figure {
        Figure::Cell { by: TallyBy::Body, line, .. } => line.parse().ok(),
        Figure::Cell { body, .. } => *body,
        Figure::Watched { by: ConcernBy::Unit, line, .. } => line.as_ref()?.parse().ok(),
        Figure::Watched { .. } => None,
    }
}
