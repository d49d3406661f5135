//! `dossier.rehome`: after a reorganisation every dossier of the units that ended or stand elsewhere lies with whoever took over. What bodies
//! that ended keep goes first, body by body: what is written lies together then, in the indexes. What is open goes before what has ended.
//! Then all others, the newest first; then drafts, then the machines that receive without a network.

use std::collections::BTreeMap;

use base::id::{DossierId, UnitId};
use base::{Ctx, Instant};
use db::{Query, Read, Tx};
use ledger::{Effect, Foreseen, Preview, Progress};
use organisation::{REORGANISED, Rehomings, Reorganised};

use crate::actions;
use crate::error::Error;
use crate::model::State;
use crate::store::follow::{self, Lies};

/// The effect.
pub(crate) const REHOME: Effect = Effect { name: "dossier.rehome", on: REORGANISED, preview, apply };

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// How many dossiers are looked at in one batch, and in one part of a preview.
const AT_ONCE: i64 = 400;
const FORESEEN_AT_ONCE: i64 = 5000;

/// After every identifier: their first character is a hexadecimal digit.
const LAST: &str = "g";

/// Where a batch begins: at what a body keeps open, within all that it keeps, at dossiers or drafts before an identifier, or at the machines.
#[derive(Clone, Copy)]
enum From<'a> {
    Open(Option<UnitId>),
    Body(Option<Kept>),
    Dossiers(&'a str),
    Drafts(&'a str),
    Counters,
}

impl<'a> From<'a> {
    fn read(after: Option<&'a str>) -> Self {
        match after.and_then(|it| it.split_once(' ')) {
            Some(("open", body)) => Self::Open(body.parse().ok()),
            Some(("body", place)) => Self::Body(Kept::read(place)),
            Some(("dossier", id)) => Self::Dossiers(id),
            Some(("draft", id)) => Self::Drafts(id),
            Some(_) => Self::Counters,
            None => Self::Open(None),
        }
    }
}

/// A dossier among those that a body keeps.
#[derive(Clone, Copy)]
struct Kept {
    body: UnitId,
    at: Instant,
    dossier: DossierId,
}

impl Kept {
    fn read(place: &str) -> Option<Self> {
        let [body, at, dossier] = place.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let at = Instant::from_micros(str::parse(at).ok()?);
        Some(Self { body: body.parse().ok()?, at, dossier: dossier.parse().ok()? })
    }

    fn after(self) -> String {
        format!("body {} {} {}", self.body, self.at.micros(), self.dossier)
    }
}

/// The bodies that ended, those of one heir together.
fn ended(homes: &Rehomings) -> Vec<UnitId> {
    let mut bodies: Vec<_> = homes.values().filter(|it| it.unit == it.root && it.heir != it.unit).collect();
    bodies.sort_by_key(|it| (it.heir_root, it.unit));
    bodies.into_iter().map(|it| it.unit).collect()
}

/// What bodies that ended keep open, from one on: as many as one batch takes, and the body at which the next one begins.
fn open(
    tx: &mut Tx,
    homes: &Rehomings,
    from: Option<UnitId>,
) -> Result<(Vec<DossierId>, Option<UnitId>), db::Error> {
    let mut ids = Vec::new();
    for body in ended(homes).into_iter().skip_while(|body| from.is_some_and(|it| it != *body)) {
        let room = usize::try_from(AT_ONCE).unwrap_or(0) - ids.len();
        let more = follow::open_of_body(tx, body, room)?;
        let full = more.len() == room;
        ids.extend(more);
        if full {
            return Ok((ids, Some(body)));
        }
    }
    Ok((ids, None))
}

/// What bodies that ended keep, from a place on: as many as one batch takes, and the last of them.
fn kept(
    tx: &mut Tx,
    homes: &Rehomings,
    from: Option<Kept>,
) -> Result<(Vec<DossierId>, Option<Kept>), db::Error> {
    let (mut ids, mut last) = (Vec::new(), None);
    let mut before = from.map(|it| (it.at, it.dossier));
    for body in ended(homes).into_iter().skip_while(|body| from.is_some_and(|it| it.body != *body)) {
        let room = AT_ONCE - i64::try_from(ids.len()).unwrap_or(AT_ONCE);
        if room == 0 {
            break;
        }
        for (dossier, at) in follow::of_body(tx, body, before.take(), room)? {
            ids.push(dossier);
            last = Some(Kept { body, at, dossier });
        }
    }
    Ok((ids, last))
}

fn homes(q: &mut impl Query, input: &str) -> Result<Rehomings, Cause> {
    let change: Reorganised = serde_json::from_str(input)?;
    Ok(organisation::rehomings(q, change.reorganisation)?)
}

fn concerns(homes: &Rehomings, it: &Lies) -> bool {
    it.is_whole || it.units.iter().any(|unit| homes.contains_key(unit))
}

fn apply(tx: &mut Tx, ctx: &Ctx, input: &str, after: Option<&str>) -> Result<Progress, Cause> {
    let homes = homes(tx, input)?;
    match From::read(after) {
        From::Open(from) => {
            let (ids, next) = open(tx, &homes, from)?;
            let rows = if ids.is_empty() { 0 } else { actions::rehome(tx, ctx, &ids, &homes)? };
            // Whatever would not move is left to the walk.
            let next = next.filter(|_| rows > 0);
            let after = next.map_or_else(|| "body ".to_owned(), |body| format!("open {body}"));
            Ok(Progress::More { after, rows })
        }
        From::Body(from) => {
            let (ids, last) = kept(tx, &homes, from)?;
            let rows = if ids.is_empty() { 0 } else { actions::rehome(tx, ctx, &ids, &homes)? };
            let after = last.map_or_else(|| format!("dossier {LAST}"), Kept::after);
            Ok(Progress::More { after, rows })
        }
        From::Dossiers(before) => {
            let all = follow::walk(tx, before, AT_ONCE)?;
            let ids: Vec<_> = all.iter().filter(|it| concerns(&homes, it)).map(|it| it.id).collect();
            let rows = if ids.is_empty() { 0 } else { actions::rehome(tx, ctx, &ids, &homes)? };
            let after = all.last().map_or_else(|| format!("draft {LAST}"), |it| format!("dossier {}", it.id));
            Ok(Progress::More { after, rows })
        }
        From::Drafts(before) => {
            let all = follow::drafts(tx, before, AT_ONCE)?;
            let moved: Vec<_> =
                all.iter().filter_map(|(id, body)| Some((*id, homes.get(body)?.heir_root))).collect();
            follow::move_drafts(tx, &moved)?;
            let after =
                all.last().map_or_else(|| "counters".to_owned() + " ", |(id, _)| format!("draft {id}"));
            Ok(Progress::More { after, rows: i64::try_from(moved.len())? })
        }
        From::Counters => Ok(Progress::Done { rows: actions::rehome_counters(tx, ctx, &homes)? }),
    }
}

fn preview(rx: &mut Read, input: &str, after: Option<&str>) -> Result<Foreseen, Cause> {
    let homes = homes(rx, input)?;
    let mut preview = Preview::default();
    let mut names = Names { homes: &homes, known: BTreeMap::new() };
    match From::read(after) {
        // Every dossier is looked at once.
        From::Open(_) | From::Body(_) => Ok(Foreseen::More { after: format!("dossier {LAST}"), preview }),
        From::Dossiers(before) => {
            let all = follow::walk(rx, before, FORESEEN_AT_ONCE)?;
            for it in all.iter().filter(|it| it.units.iter().any(|unit| homes.contains_key(unit))) {
                let (from, to) =
                    names.of(rx, if homes.contains_key(&it.competent) { it.competent } else { it.root })?;
                let number = it.number.clone().unwrap_or_else(|| "Hồ sơ chờ tiếp nhận".to_owned());
                preview.add(kind(it.state), || {
                    format!("{number}: từ {from} về {to}; số và ngày hẹn giữ nguyên")
                });
            }
            let after = all.last().map_or_else(|| format!("draft {LAST}"), |it| format!("dossier {}", it.id));
            Ok(Foreseen::More { after, preview })
        }
        From::Drafts(before) => {
            let all = follow::drafts(rx, before, FORESEEN_AT_ONCE)?;
            for (_, body) in all.iter().filter(|(_, body)| homes.contains_key(body)) {
                let (from, to) = names.of(rx, *body)?;
                preview.add("Hồ sơ công dân đang soạn", || {
                    format!("Một hồ sơ đang soạn gửi {from} sẽ gửi {to}")
                });
            }
            let after =
                all.last().map_or_else(|| "counters".to_owned() + " ", |(id, _)| format!("draft {id}"));
            Ok(Foreseen::More { after, preview })
        }
        From::Counters => {
            for (_, root, name) in follow::counters(rx)? {
                if homes.get(&root).is_some_and(|it| it.heir_root != root) {
                    let (from, to) = names.of(rx, root)?;
                    preview.add("Máy tiếp nhận ngoại tuyến", || {
                        format!(
                            "Máy “{name}” của {from} ngừng nhận số mới; hồ sơ còn trên máy đồng bộ về {to}"
                        )
                    });
                }
            }
            Ok(Foreseen::Done(preview))
        }
    }
}

const fn kind(state: State) -> &'static str {
    match state {
        State::Submitted => "Hồ sơ chờ tiếp nhận",
        State::Completed => "Kết quả chờ trả",
        _ if state.is_closed() => "Hồ sơ đã kết thúc",
        _ => "Hồ sơ đang giải quyết",
    }
}

/// What units are called, each asked once.
struct Names<'a> {
    homes: &'a Rehomings,
    known: BTreeMap<UnitId, (String, String)>,
}

impl Names<'_> {
    /// The names of a unit and of whoever takes over.
    fn of(&mut self, rx: &mut Read, unit: UnitId) -> Result<(String, String), Error> {
        if let Some(known) = self.known.get(&unit) {
            return Ok(known.clone());
        }
        let heir = self.homes.get(&unit).map_or(unit, |it| it.heir_root);
        let from = organisation::unit_latest(rx, unit)?.map(|it| it.name.to_string());
        let to = organisation::unit_latest(rx, heir)?.map(|it| it.name.to_string());
        let to = to.unwrap_or_else(|| "cơ quan mới".to_owned());
        let names = (from.unwrap_or_else(|| "đơn vị cũ".to_owned()), to);
        self.known.insert(unit, names.clone());
        Ok(names)
    }
}
