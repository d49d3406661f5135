//! Making and writing at the same time: one thread tells the stories and hashes them, the database's writer writes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Instant as Moment;

use accounts::{Hashing, Identity, Password, SignUp};
use anyhow::{Context as _, Result, anyhow};
use base::code::ProcedureCode;
use base::id::{AccountId, RequestId, UnitId};
use base::{Ctx, Instant, Rng, Role};
use catalogue::{Channel, LocalFee, ProcedureVersion};
use db::{Db, Query};
use dossier::model::{Applicant, Dossier};
use dossier::takeover::{Body, Load, Sequences, Words, sequences, take_over};
use jiff::civil::Date;
use web::App;

use super::days::{DAY, Days};
use super::dice::{Dice, Weighted};
use super::people::People;
use super::stories::{Ground, Holders, tell};
use super::templates::{self, Template};
use crate::demo::{paper, paper_hash};

/// Dossiers of one transaction; on a fresh database, where nobody waits and each page is written once, more.
const AT_ONCE: usize = 1000;
const AT_ONCE_FRESH: usize = 3000;
/// Loads that wait for the writer: none of the two threads should wait for the other.
const WAITING: usize = 3;
/// Words are written in the order of their key after so many dossiers, on a fresh database: some 300 MB of memory.
const WORDS_AFTER: usize = 1_000_000;
/// Rows of words of one transaction, about.
const WORDS_AT_ONCE: usize = 50_000;
/// What comes in how often, in hundredths, by procedure: certification leads, construction and land are few.
const SHARES: [(&str, f64); 15] = [
    ("2.000815", 31.0),
    ("2.000884", 11.0),
    ("1.001193", 8.0),
    ("1.000656", 3.0),
    ("1.000894", 4.0),
    ("1.004873", 8.0),
    ("1.010041", 9.0),
    ("1.004194", 8.0),
    ("1.001612", 4.0),
    ("1.001776", 3.0),
    ("1.013225", 2.0),
    ("1.013227", 1.0),
    ("1.013978", 2.5),
    ("1.013831", 1.5),
    ("3.000333", 4.0),
];

/// What is to be made.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) dossiers: u64,
    /// How far back they reach.
    pub(crate) back: jiff::Span,
    pub(crate) seed: u64,
    pub(crate) now: Instant,
}

/// What was made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Made {
    pub(crate) dossiers: u64,
    pub(crate) events: u64,
    /// How many stand in each state.
    pub(crate) states: BTreeMap<&'static str, u64>,
    /// How many hold at least one request for papers, two, an extension.
    pub(crate) beside: [u64; 3],
    pub(crate) seconds: f64,
}

/// Everything that stories need of the database, read before the first one.
#[derive(Default)]
pub(crate) struct World {
    bodies: BTreeMap<UnitId, (Body, String)>,
    templates: Vec<Template>,
    holders: Holders,
    sequences: Sequences,
    /// Where the order of the ledger ended.
    end: Option<ledger::End>,
}

/// The citizens who file online.
pub(crate) async fn citizens(app: &App, plan: &Plan) -> Result<Vec<(Applicant, AccountId)>> {
    let count = usize::try_from(plan.dossiers / 40).unwrap_or(0).clamp(20, 3000);
    let (people, mut dice) = (People::read()?, Dice::new(plan.seed ^ 0x00C1_712E));
    let hash = Hashing::CHEAP.hash(&Password::typed(crate::demo::PASSWORD), &app.rng)?;
    let mut out = Vec::with_capacity(count);
    for n in 0..count {
        let person = people.person(&mut dice, "phường Việt Trì")?;
        let input = SignUp {
            name: person.name.parse()?,
            login: format!("cong-dan-{}-{n}", plan.seed).parse()?,
            identity: Identity::None,
            email: None,
            phone: None,
            hash: hash.clone(),
        };
        let ctx =
            Ctx { request: RequestId::new(&app.rng, plan.now), ..Ctx::system("seed", plan.now, &app.rng) };
        let account = app.db.write(move |tx| accounts::sign_up(tx, &ctx, &input)).await;
        out.push((person, account.context("opening the accounts of citizens")?));
    }
    Ok(out)
}

/// Makes the dossiers and writes them; `say` hears how far it is.
///
/// # Errors
/// If the world lacks something, or the database refuses.
pub(crate) async fn write(
    db: &Db,
    plan: &Plan,
    citizens: Vec<(Applicant, AccountId)>,
    fresh: bool,
    world: World,
    say: impl Fn(u64, f64),
) -> Result<Made> {
    let begun = Moment::now();
    let (to, from) = sync_channel(WAITING);
    let (back, empty) = channel();
    let told = plan.clone();
    let telling = std::thread::Builder::new().name("seed".to_owned()).spawn(move || {
        let end = world.end.filter(|_| fresh);
        tell_all(&world, &told, &citizens, Batch::new(fresh, end, to, empty))
    })?;
    let mut made = write_all(db, plan, from, &back, begun, say).await?;
    let summary = telling.join().map_err(|_| anyhow!("telling the stories panicked"))??;
    made.states = summary.states;
    made.beside = summary.beside;
    made.seconds = begun.elapsed().as_secs_f64();
    Ok(made)
}

async fn write_all(
    db: &Db,
    plan: &Plan,
    from: Receiver<Load>,
    back: &Sender<Load>,
    begun: Moment,
    say: impl Fn(u64, f64),
) -> Result<Made> {
    let from = Arc::new(std::sync::Mutex::new(from));
    let (mut made, mut said) = (Made::default(), Moment::now());
    loop {
        let next = Arc::clone(&from);
        let load = tokio::task::spawn_blocking(move || next.lock().ok()?.recv().ok()).await?;
        let Some(load) = load else { return Ok(made) };
        made.dossiers += load.dossiers() as u64;
        made.events += load.events() as u64;
        let ctx = Ctx::system("seed", plan.now, &Rng::seeded(plan.seed));
        let load = Arc::new(load);
        let written = Arc::clone(&load);
        db.write(move |tx| take_over(tx, &ctx, &written)).await.context("writing the dossiers")?;
        if let Some(mut load) = Arc::into_inner(load) {
            load.clear();
            // Whoever tells may have ended.
            let _ = back.send(load);
        }
        if said.elapsed().as_secs() >= 2 {
            say(made.dossiers, made.dossiers as f64 / begun.elapsed().as_secs_f64());
            said = Moment::now();
        }
    }
}

/// Reads the world.
///
/// # Errors
/// If a package is not there, or nothing can be filed of it.
pub(crate) async fn world(app: &App, now: Instant) -> Result<World> {
    let numbers = app.db.read(sequences).await?;
    let end = Some(app.db.read(ledger::end).await?);
    let mut world = World { sequences: numbers, end, ..World::default() };
    let (hash, size, today) = (paper_hash(), i64::try_from(paper().len())?, now.date());
    for (code, _) in SHARES {
        let code = code.parse()?;
        // One procedure at a time: a reader is cut when it takes too long.
        let read = app.db.read(move |rx| read(rx, world, &code, today)).await;
        let (known, (version, local), bodies) = read.context("reading the province")?;
        world = known;
        world.templates.extend(templates::of(&version, &local, &bodies, (&hash, size), today)?);
    }
    Ok(world)
}

/// A version in force with the fees set locally.
type Known = (Arc<ProcedureVersion>, Arc<Vec<LocalFee>>);

/// A procedure with the bodies that decide it and have everybody for it.
fn read(
    q: &mut db::Read,
    mut world: World,
    code: &ProcedureCode,
    today: Date,
) -> Result<(World, Known, Vec<UnitId>), dossier::Error> {
    let version = catalogue::published(q, code, today)?.ok_or(dossier::Error::NoProcedure)?;
    let mut bodies = Vec::new();
    for unit in dossier::queries::competent_bodies(q, &version, today)? {
        if !world.bodies.contains_key(&unit.id)
            && let Some(body) = Body::read(q, &unit, today)?
        {
            world.bodies.insert(unit.id, (body, unit.name.to_string()));
        }
        if let Some((body, _)) = world.bodies.get_mut(&unit.id) {
            body.learn(q, &version, today)?;
        }
        if let Some((body, _)) = world.bodies.get(&unit.id)
            && staffed(q, &mut world.holders, &version, body, today)?
        {
            bodies.push(unit.id);
        }
    }
    let local = catalogue::local_fees(q, code, today)?;
    Ok((world, (version, local), bodies))
}

/// Whether every step of the procedure has somebody in this body.
fn staffed(
    q: &mut impl Query,
    holders: &mut Holders,
    version: &ProcedureVersion,
    body: &Body,
    today: Date,
) -> Result<bool, dossier::Error> {
    let steps = version.process.steps.iter().map(|step| (body.unit_of(version, step), step.role));
    let mut whole = true;
    let others = [(body.one_stop, Role::Reception), (body.id, Role::Leader)];
    for (unit, role) in steps.chain(others).collect::<Vec<_>>() {
        for role in [role, Role::Head] {
            if let std::collections::hash_map::Entry::Vacant(vacant) = holders.entry((unit, role)) {
                let found = organisation::holders(q, unit, role, today)?;
                vacant.insert(found.into_iter().map(|person| person.id).collect());
            }
        }
        whole &= role == Role::Leader || holders.get(&(unit, role)).is_some_and(|found| !found.is_empty());
    }
    Ok(whole)
}

fn tell_all(
    world: &World,
    plan: &Plan,
    citizens: &[(Applicant, AccountId)],
    mut batch: Batch,
) -> Result<Made> {
    let today = plan.now.date();
    let from = today.saturating_sub(plan.back);
    let calendar = world.bodies.values().next().map(|(body, _)| Arc::clone(&body.calendar));
    let days = Days::of(&*calendar.context("no body decides anything")?, from, today);
    let (people, mut dice, rng) = (People::read()?, Dice::new(plan.seed), Rng::seeded(plan.seed));
    let hash = paper_hash();
    let paper = (hash.as_str(), i64::try_from(paper().len())?);
    let stage = Ground { days: &days, holders: &world.holders, now: plan.now, rng: &rng, paper };
    let filed = filed(&world.templates);
    let mut sequences = world.sequences.clone();
    let mut made = Made::default();
    for (day, share) in days.shares(plan.dossiers, &mut dice).into_iter().enumerate() {
        let mut minutes: Vec<i64> = (0..share).map(|_| Days::minute(&mut dice)).collect();
        minutes.sort_unstable();
        for minute in minutes {
            let at = i64::try_from(day)? * DAY + minute;
            if days.instant(at, 59) >= plan.now {
                continue;
            }
            let template = filed.pick(&mut dice).context("nothing can be filed")?;
            let body = dice.one(&template.bodies).and_then(|id| world.bodies.get(id));
            let (body, name) = body.context("a body that decides")?;
            let who = match (template.channel, dice.one(citizens)) {
                (Channel::Online, Some((person, account))) => (person.clone(), Some(*account)),
                _ => (people.person(&mut dice, name.trim_start_matches("Ủy ban nhân dân "))?, None),
            };
            let history = tell(&stage, (template, body), who, &mut sequences, &mut dice, at)?;
            made.count(history.dossier());
            batch.load.add(&rng, plan.now, history, &mut batch.words)?;
            if batch.load.dossiers() >= if batch.fresh { AT_ONCE_FRESH } else { AT_ONCE } {
                batch.send()?;
            }
        }
    }
    batch.load.number(sequences.rows());
    batch.send()?;
    batch.flush()?;
    Ok(made)
}

/// What is filed how often: by procedure, and half of it from afar.
fn filed(templates: &[Template]) -> Weighted<&Template> {
    let weight = |template: &Template| {
        let code = template.version.code.as_str();
        let share = SHARES.iter().find(|(it, _)| *it == code).map_or(0.0, |(_, share)| *share);
        let channel = match template.channel {
            Channel::Online => 52.0,
            Channel::Counter => 42.0,
            Channel::Post => 6.0,
            // Invented people file; bodies do not.
            Channel::Internal => 0.0,
        };
        let cases = template.version.cases.len().max(1);
        if template.bodies.is_empty() { 0.0 } else { share * channel / cases as f64 }
    };
    Weighted::new(templates.iter().map(|template| (weight(template), template)))
}

/// What is on its way to the writer.
struct Batch {
    load: Load,
    /// They wait long only where nobody searches yet.
    words: Words,
    fresh: bool,
    /// Where the order of the ledger ends after what was sent, where nobody else writes.
    end: Option<ledger::End>,
    to: SyncSender<Load>,
    /// Loads that were written, empty again.
    empty: Receiver<Load>,
}

impl Batch {
    fn new(fresh: bool, end: Option<ledger::End>, to: SyncSender<Load>, empty: Receiver<Load>) -> Self {
        Self { load: Load::default(), words: Words::default(), fresh, end, to, empty }
    }

    fn send(&mut self) -> Result<()> {
        if !self.fresh {
            self.load.words(self.words.take(usize::MAX));
        }
        if let Some(end) = self.end {
            self.end = Some(self.load.place_after(end)?);
        }
        let next = self.empty.try_recv().unwrap_or_default();
        let load = std::mem::replace(&mut self.load, next);
        self.hand_over(load)?;
        if self.fresh && self.words.dossiers() >= WORDS_AFTER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        loop {
            let rows = self.words.take(WORDS_AT_ONCE);
            if rows.is_empty() {
                return Ok(());
            }
            let mut load = self.empty.try_recv().unwrap_or_default();
            load.words(rows);
            self.hand_over(load)?;
        }
    }

    fn hand_over(&self, load: Load) -> Result<()> {
        self.to.send(load).map_err(|_| anyhow!("the writer stopped"))
    }
}

impl Made {
    fn count(&mut self, dossier: &Dossier) {
        *self.states.entry(dossier.state.code()).or_insert(0) += 1;
        let supplements = dossier.beside.supplements.len();
        let beside = [supplements > 0, supplements > 1, dossier.beside.extension.is_some()];
        for (count, holds) in self.beside.iter_mut().zip(beside) {
            *count += u64::from(holds);
        }
    }
}
