//! `bench reorganise`: the rearrangement of 1/7/2025 on its real table. A province stands with the communes of before, their staff and open
//! dossiers; the plan is read out of the table, accepted and approved, and takes effect at once. Measured is the time from the
//! approval until the last dossier lies where it belongs; afterwards every number and appointment is compared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant as Moment;

use anyhow::{Context as _, Result, ensure};
use base::id::{RequestId, UnitId};
use base::{Actor, Ctx, ManualClock, Rng, Staff};
use ledger::Crew;
use organisation::{
    AnswerReorganisation, ApproveReorganisation, PlanReorganisation, ProposeReorganisation, ReorganisationId,
};
use serde_json::json;
use web::{App, Sheet, Site};

use super::bare::{Bare, Lies};
use super::figures::{fsync_probe, machine, round};
use crate::cli::place::Place;
use crate::load::Scratch;
use crate::seed::{self, Plan};

/// The whole is done in this time, in seconds.
const GOAL_S: f64 = 60.0;
/// The dossiers are of the last days, so that most are open.
const DAYS_BACK: i64 = 3;
/// How often it is looked how far they are.
const LOOK: std::time::Duration = std::time::Duration::from_millis(50);

/// What is measured.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) place: Place,
    pub(crate) dossiers: u64,
    pub(crate) communes: usize,
    pub(crate) rng: u64,
    pub(crate) keep: bool,
}

/// Runs the bench and prints its line; whether the goal was met.
///
/// # Errors
/// If an act is refused, or a dossier is not where it belongs or not what it was.
pub(crate) async fn run(options: &Options) -> Result<bool> {
    std::fs::create_dir_all(&options.place.data)?;
    let scratch = Scratch::fresh(&options.place, "reorganise").await?;
    let (opened, app) = seeded(&scratch.place, options).await?;
    let bare = Bare::connect(&scratch.place).await?;
    let (before, rows_before) = (bare.lies().await?, bare.counts().await?);
    let fsync_before = fsync_probe(&options.place.data)?;
    let table = Sheet::of_text(&until(options.communes)).map_err(|why| anyhow::anyhow!(why.sentence()))?;
    let id = accepted(&app, &table).await?;
    let begun = Moment::now();
    approve(&app, id).await?;
    let units_s = begun.elapsed().as_secs_f64();
    let open_s = settled(&app, &bare, &begun).await?;
    let seconds = begun.elapsed().as_secs_f64();
    let (after, rows) = (bare.lies().await?, bare.counts().await?);
    let (moved, open) = compared(&app, &before, &after).await?;
    let more =
        |table: &str| rows.get(table).copied().unwrap_or(0) - rows_before.get(table).copied().unwrap_or(0);
    // Whoever opens their desk in the morning looks for what is open.
    let met = open_s < GOAL_S;
    let line = json!({
        "name": "reorganise", "open_seconds": round(open_s, 2), "goal_s": GOAL_S, "met": met, "seconds": round(seconds, 2),
        "units_s": round(units_s, 2), "moved_per_s": round(moved as f64 / (seconds - units_s).max(0.001), 0),
        "dossiers": after.len(), "moved": moved, "open_moved": open,
        "units_ended": more("unit_succession"), "events": more(ledger::EVENT_TABLE),
        "rows_afterwards": rows.iter().filter(|(_, rows)| **rows > 0).collect::<BTreeMap<_, _>>(),
        "durability": opened.db.durability().await?.settings,
        "fsync_before": fsync_before, "fsync_after": fsync_probe(&options.place.data)?,
        "machine": machine(&options.place.data),
        "build": if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "release" },
    });
    println!("{line}");
    opened.db.close().await;
    if !options.keep {
        scratch.remove().await?;
    }
    Ok(met)
}

/// Lets everything follow; after how many seconds what is open had.
async fn settled(app: &App, bare: &Bare, begun: &Moment) -> Result<f64> {
    let crew = crew(app);
    let work = ledger::settle(&crew);
    let open = async {
        loop {
            tokio::time::sleep(LOOK).await;
            if bare.rehome_place().await?.is_some_and(|place| !place.starts_with("open ")) {
                return Ok::<_, anyhow::Error>(begun.elapsed().as_secs_f64());
            }
        }
    };
    let (done, open_s) = tokio::join!(work, open);
    done?;
    open_s
}

/// The table down to the first so many communes of before, with its heads.
fn until(communes: usize) -> String {
    let mut seen = BTreeSet::from(["07900", "08434"]);
    let mut lines = seed::REARRANGED.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let code = line.split(',').next().unwrap_or_default();
        if seen.contains(code) || (seen.len() < communes + 2 && seen.insert(code)) {
            out.push('\n');
            out.push_str(line);
        }
    }
    out
}

/// A province with the communes of before, and dossiers of the last days.
async fn seeded(place: &Place, options: &Options) -> Result<(crate::cli::place::Opened, App)> {
    let said = |stop: crate::cli::exit::Stop| anyhow::anyhow!("{stop:?}");
    let mut opened = place.open().await.map_err(said)?;
    let now = opened.clock.now();
    opened.rng = Rng::seeded(options.rng);
    opened.clock = Arc::new(ManualClock::new(now));
    opened.migrate().await.map_err(said)?;
    let app = opened.app(Site::new("bench", "http://127.0.0.1").demo()).map_err(said)?;
    seed::build_before(&app, options.rng, options.communes).await?;
    app.files.put(crate::demo::paper(), 1_000_000, &[files::Kind::Pdf]).await.context("keeping the paper")?;
    let back = jiff::Span::new().days(DAYS_BACK);
    let plan = Plan { dossiers: options.dossiers, back, seed: options.rng, now };
    let citizens = seed::citizens(&app, &plan).await?;
    ledger::place_all(&app.db).await?;
    let world = seed::world(&app, now).await?;
    let say = |done: u64, rate: f64| eprintln!("{done} of {} dossiers, {rate:.0} a second", options.dossiers);
    seed::write(&app.db, &plan, citizens, false, world, say).await?;
    ledger::place_all(&app.db).await?;
    Ok((opened, app))
}

/// Somebody of the province in their positions, for one act.
async fn somebody(app: &App, number: &'static str) -> Result<Ctx> {
    let now = app.clock.now();
    let read = move |rx: &mut db::Read| {
        let Some(person) = organisation::staff_by_number(rx, number)? else { return Ok(None) };
        let posts = organisation::posts_of(rx, person.id, now.date())?;
        let name = person.name.to_string();
        Ok::<_, db::Error>(Some(Staff { staff: person.id, name, posts, acting: None, warrant: None }))
    };
    let staff = app.db.read(read).await?.with_context(|| format!("nobody has the number {number}"))?;
    let request = RequestId::new(&app.rng, now);
    Ok(Ctx { actor: Actor::Staff(staff), request, ..Ctx::system("bench", now, &app.rng) })
}

/// The administrator and the leader of the province.
const ADMIN: &str = "PT-0001";
const LEADER: &str = "PT-0003";

/// A plan out of the table, proposed and accepted by the leader of the province for every body.
async fn accepted(app: &App, table: &Sheet) -> Result<ReorganisationId> {
    let (ctx, today) = (somebody(app, ADMIN).await?, app.clock.now().date());
    let units = app.db.read(move |rx| organisation::all_units(rx, today)).await?;
    let mut new_id = || UnitId::new(&app.rng, ctx.now);
    let operations = organisation::operations_of_table(&table.heads, &table.rows, &units, &mut new_id)
        .map_err(|faults| anyhow::anyhow!(faults.join("\n")))?;
    let decision = "1678/NQ-UBTVQH15".to_owned();
    let input = PlanReorganisation { decision, decided_on: today, first_day: today, operations };
    let id = app.db.write(move |tx| organisation::plan_reorganisation(tx, &ctx, &input)).await?;
    let ctx = somebody(app, ADMIN).await?;
    let input = ProposeReorganisation { id, revision: 1 };
    let proposed = app.db.write(move |tx| organisation::propose_reorganisation(tx, &ctx, &input)).await;
    if let Err(organisation::Error::Plan(faults)) = &proposed {
        let said: Vec<_> = faults.iter().map(|it| format!("{}: {}", it.operation, it.message)).collect();
        anyhow::bail!(said.join("\n"));
    }
    proposed?;
    let bodies = app.db.read(move |rx| organisation::receivers(rx, id)).await?;
    let (ctx, input) =
        (somebody(app, LEADER).await?, AnswerReorganisation { id, revision: 2, bodies, refusal: None });
    app.db.write(move |tx| organisation::answer_reorganisation(tx, &ctx, &input)).await?;
    Ok(id)
}

async fn approve(app: &App, id: ReorganisationId) -> Result<()> {
    let (ctx, input) = (somebody(app, ADMIN).await?, ApproveReorganisation { id, revision: 2 });
    Ok(app.db.write(move |tx| organisation::approve_reorganisation(tx, &ctx, &input)).await?)
}

/// What follows a reorganisation: effects and the order of the ledger, no nightly work.
fn crew(app: &App) -> Crew<App> {
    Crew { consumers: Vec::new(), jobs: Vec::new(), schedules: Vec::new(), ..crate::crew(app, None, None) }
}

/// How many dossiers moved, and how many of them are open; every one lies with bodies that stand and is what it was.
async fn compared(app: &App, before: &[Lies], after: &[Lies]) -> Result<(usize, usize)> {
    let today = app.clock.now().date();
    let units = app.db.read(move |rx| organisation::all_units(rx, today)).await?;
    let standing: BTreeSet<String> = units.iter().map(|unit| unit.id.to_string()).collect();
    ensure!(before.len() == after.len(), "{} dossiers before, {} after", before.len(), after.len());
    let (mut moved, mut open) = (0, 0);
    for (one, other) in before.iter().zip(after) {
        ensure!(one.kept == other.kept, "{} was {:?} and is {:?}", one.id, one.kept, other.kept);
        ensure!(
            other.units.iter().all(|unit| standing.contains(unit)),
            "{} lies with a unit that ended: {:?}",
            other.id,
            other.units
        );
        moved += usize::from(one.units != other.units);
        open += usize::from(one.units != other.units && one.open);
    }
    Ok((moved, open))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The play in small: the first communes of the table.
    #[test]
    fn the_play_moves_every_dossier_and_changes_none() {
        crate::block_on(async {
            let parent = tempfile::tempdir().expect("a folder");
            let place = Place::folder(parent.path());
            let options = Options { place, dossiers: 2_000, communes: 24, rng: 1, keep: false };
            run(&options).await.expect("every dossier lies where it belongs and is what it was");
        });
    }
}
