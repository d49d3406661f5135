//! A batch from its files to its report: read, looked at, rehearsed, cut over, rolled back. What the command calls, and the tests.

mod load;
mod world;

use std::sync::Arc;

use base::Ctx;
use dossier::model::Moving;
use web::App;

pub use load::{Loaded, load};

use crate::actions::{self, Begin};
use crate::error::Error;
use crate::map::Map;
use crate::model::{Batch, BatchId, BatchState, Mistake, Report};
use crate::rules::{Plan, plan};
use crate::store;

/// Dossiers of one transaction: people who work meanwhile are not kept waiting.
const AT_ONCE: usize = 100;
/// Dossiers looked at or taken out in one go.
const BACK_AT_ONCE: i64 = 100;

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The batch; none of a rehearsal, and of what was refused.
    pub batch: Option<BatchId>,
    /// The report; none of what was refused.
    pub report: Option<Report>,
    /// Every mistake.
    pub mistakes: Vec<Mistake>,
    /// How many of them stop a cut-over.
    pub in_the_way: usize,
    /// Whether it was here before.
    pub again: bool,
}

/// Does all of it in a transaction that is undone: what is answered is what would come. Files are looked at and not stored.
///
/// # Errors
/// Those of the acts.
pub async fn rehearse(app: &App, loaded: &Loaded, leave_out: bool) -> Result<Outcome, Error> {
    let (plan, map) = (Arc::new(planned(app, loaded, false).await?), Arc::new(loaded.map.clone()));
    let ctx = ctx(app);
    let (inside, of_map, key) = (Arc::clone(&plan), Arc::clone(&map), loaded.key.clone());
    let tried = app.db.write(move |tx| {
        let (plan, map) = (&*inside, &*of_map);
        let input =
            Begin { key: &key, system: &map.system, dossiers: plan.dossiers.len(), people: &plan.accounts };
        let batch = actions::begin(tx, &ctx, &input)?;
        if batch.state == BatchState::Done {
            return Ok(batch.report);
        }
        actions::bring_in(tx, &ctx, &batch, &plan.dossiers)?;
        Err::<Option<Report>, _>(Error::Rehearsed(Box::new(actions::finish(tx, &ctx, &batch, plan, map)?)))
    });
    let (report, again) = match tried.await {
        Err(Error::Rehearsed(report)) => (Some(*report), false),
        Ok(report) => (report, true),
        Err(error) => return Err(error),
    };
    let in_the_way = plan.in_the_way(&map, leave_out).len();
    Ok(Outcome { batch: None, report, mistakes: plan.mistakes.clone(), in_the_way, again })
}

/// Does it for good: part by part, and once. Interrupted, it goes on when it is called again.
///
/// # Errors
/// Those of the acts.
pub async fn cut_over(app: &App, loaded: &Loaded, leave_out: bool) -> Result<Outcome, Error> {
    match CutOver::begin(app, loaded, leave_out).await? {
        Ok(mut going) => {
            while going.step(app).await? {}
            going.end(app).await
        }
        Err(outcome) => Ok(outcome),
    }
}

/// A cut-over on its way.
#[derive(Debug)]
pub struct CutOver {
    plan: Arc<Plan>,
    map: Arc<Map>,
    batch: Arc<Batch>,
    at: usize,
}

impl CutOver {
    /// Begins, or says why there is nothing to do: mistakes stand in the way, or it is done.
    ///
    /// # Errors
    /// Those of the acts.
    pub async fn begin(app: &App, loaded: &Loaded, leave_out: bool) -> Result<Result<Self, Outcome>, Error> {
        let key = loaded.key.clone();
        let known = app.db.read(move |rx| store::batch::by_key(rx, &key)).await?;
        if let Some(batch) = known.filter(|batch| batch.state == BatchState::Done) {
            let outcome = Outcome {
                batch: Some(batch.id),
                report: batch.report,
                mistakes: Vec::new(),
                in_the_way: 0,
                again: true,
            };
            return Ok(Err(outcome));
        }
        let looked = planned(app, loaded, false).await?;
        let in_the_way = looked.in_the_way(&loaded.map, leave_out).len();
        if in_the_way > 0 {
            let mistakes = looked.mistakes;
            return Ok(Err(Outcome { batch: None, report: None, mistakes, in_the_way, again: false }));
        }
        // The bytes first: a dossier never names what is not there.
        let (plan, map) = (Arc::new(planned(app, loaded, true).await?), Arc::new(loaded.map.clone()));
        let (ctx, inside, of_map, key) = (ctx(app), Arc::clone(&plan), Arc::clone(&map), loaded.key.clone());
        let begun = app.db.write(move |tx| {
            let input = Begin {
                key: &key,
                system: &of_map.system,
                dossiers: inside.dossiers.len(),
                people: &inside.accounts,
            };
            actions::begin(tx, &ctx, &input)
        });
        let batch = Arc::new(begun.await?);
        Ok(Ok(Self { plan, map, batch, at: 0 }))
    }

    /// Brings the next part in; false when there is none.
    ///
    /// # Errors
    /// Those of the acts.
    pub async fn step(&mut self, app: &App) -> Result<bool, Error> {
        let part: Arc<[Moving]> = self.plan.dossiers.iter().skip(self.at).take(AT_ONCE).cloned().collect();
        if part.is_empty() {
            return Ok(false);
        }
        let (ctx, batch, count) = (ctx(app), Arc::clone(&self.batch), part.len());
        app.db.write(move |tx| actions::bring_in(tx, &ctx, &batch, &part)).await?;
        self.at += count;
        Ok(true)
    }

    /// Counts and closes it.
    ///
    /// # Errors
    /// Those of the acts.
    pub async fn end(self, app: &App) -> Result<Outcome, Error> {
        let (ctx, batch, plan, map) =
            (ctx(app), Arc::clone(&self.batch), Arc::clone(&self.plan), Arc::clone(&self.map));
        let report = app.db.write(move |tx| actions::finish(tx, &ctx, &batch, &plan, &map)).await?;
        Ok(Outcome {
            batch: Some(self.batch.id),
            report: Some(report),
            mistakes: self.plan.mistakes.clone(),
            in_the_way: 0,
            again: false,
        })
    }
}

/// Takes a batch out again; how many dossiers went.
///
/// # Errors
/// [`Error::GoneOn`] with the dossiers that somebody has done something with; [`Error::State`] when there is nothing to take back.
pub async fn roll_back(app: &App, loaded: &Loaded, reason: &str) -> Result<usize, Error> {
    let key = loaded.key.clone();
    let mut after = None;
    let mut gone_on = Vec::new();
    loop {
        let key = key.clone();
        let looked = app.db.read(move |rx| {
            let ids = dossier::queries::moved_dossiers(rx, &key, after, BACK_AT_ONCE)?;
            let gone_on = dossier::queries::moved_on(rx, &ids)?;
            Ok::<_, Error>((ids.last().copied(), gone_on))
        });
        let (last, found) = looked.await?;
        gone_on.extend(found);
        if last.is_none() {
            break;
        }
        after = last;
    }
    if !gone_on.is_empty() {
        return Err(Error::GoneOn(gone_on));
    }
    let (ctx_, of_key, why) = (ctx(app), key.clone(), reason.to_owned());
    let batch = app.db.write(move |tx| actions::roll_back(tx, &ctx_, &of_key, &why)).await?;
    let mut count = 0;
    loop {
        let (ctx, batch, why) = (ctx(app), batch.clone(), reason.to_owned());
        let taken = app.db.write(move |tx| {
            let ids = dossier::queries::moved_dossiers(tx, &batch.key, None, BACK_AT_ONCE)?;
            actions::take_out(tx, &ctx, &batch, &why, &ids)?;
            Ok::<_, Error>(ids.len())
        });
        let taken = taken.await?;
        if taken == 0 {
            break;
        }
        count += taken;
    }
    let (ctx, id, why) = (ctx(app), batch.id, reason.to_owned());
    app.db.write(move |tx| actions::end_roll_back(tx, &ctx, id, &why)).await?;
    Ok(count)
}

/// What the export becomes, by what is known here now; `keep` stores the bytes of its files.
async fn planned(app: &App, loaded: &Loaded, keep: bool) -> Result<Plan, Error> {
    let world = world::read(app, loaded, keep).await?;
    let (export, map) = (Arc::clone(&loaded.export), loaded.map.clone());
    let made = tokio::task::spawn_blocking(move || plan(&export, &map, &world)).await;
    made.map_err(|_| Error::State("Chưa đọc xong bản xuất. Xin chạy lại lệnh."))
}

fn ctx(app: &App) -> Ctx {
    Ctx::system("moving", app.clock.now(), &app.rng)
}
