//! How a change below reaches the crates above: a merged unit, a late holiday, a changed procedure previews and
//! applies itself to what they keep.

use base::{Ctx, Instant, Rng};
use db::{Db, Query, Read, Tx};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::cause::{self, Cause, catching};
use crate::event::actor_text;
use crate::store::effects;

/// What one context does when something below it changes. Previewed before anybody decides, applied in batches
/// that can be interrupted at any moment and go on where they stopped.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Unique, `context.what`, for example `dossier.rehome`.
    pub name: &'static str,
    /// The change it answers, for example `organisation.unit-merged`; its input is JSON of that change's type.
    pub on: &'static str,
    /// Says what would happen to some rows, in the order of some key, beginning after `after`; changes nothing.
    pub preview: fn(&mut Read, input: &str, after: Option<&str>) -> Result<Foreseen, Cause>,
    /// Applies one batch of at most a few hundred rows, in the order of some key, beginning after `after`.
    pub apply: fn(&mut Tx, &Ctx, input: &str, after: Option<&str>) -> Result<Progress, Cause>,
}

/// What an effect would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// How many rows were looked at for it.
    pub looked_at: i64,
    /// How many of them it would change.
    pub rows: i64,
    /// The same by kind of change, each in Vietnamese with its rows; in the order in which they were met.
    pub counts: Vec<(String, i64)>,
    /// Examples in Vietnamese, each a line with the thing it is about; at most [`Preview::LINES`].
    pub lines: Vec<String>,
}

impl Preview {
    /// How many examples are kept.
    pub const LINES: usize = 50;

    /// One more row: what happens to it, and an example while there are few.
    pub fn add(&mut self, kind: &str, line: impl FnOnce() -> String) {
        self.rows += 1;
        self.count(kind, 1);
        if self.lines.len() < Self::LINES {
            self.lines.push(line());
        }
    }

    /// More rows of one kind.
    fn count(&mut self, kind: &str, rows: i64) {
        match self.counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, sum)) => *sum += rows,
            None => self.counts.push((kind.to_owned(), rows)),
        }
    }

    /// This and what was foreseen after it.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.looked_at += more.looked_at;
        self.rows += more.rows;
        for (kind, rows) in &more.counts {
            self.count(kind, *rows);
        }
        self.lines.extend(more.lines);
        self.lines.truncate(Self::LINES);
        self
    }
}

/// How far a preview came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreseen {
    /// There is more after this key.
    More {
        /// The key of the last row looked at.
        after: String,
        /// What was seen so far, of this part alone.
        preview: Preview,
    },
    /// Nothing is left.
    Done(Preview),
}

/// How far a batch came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more after this key.
    More {
        /// The key of the last row done.
        after: String,
        /// The rows this batch changed.
        rows: i64,
    },
    /// Nothing is left.
    Done {
        /// The rows this batch changed.
        rows: i64,
    },
}

/// One effect of one announced change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectRun {
    /// The change.
    pub change: String,
    /// The effect.
    pub effect: String,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// The rows changed so far.
    pub rows: i64,
    /// Why it failed, in English, for the administrator.
    pub error: String,
    /// When it last moved.
    pub changed_at: Instant,
}

/// What each of `effects` that answers `change` would do, by the effect's name. Each part is a read of its own, so a preview of
/// many rows keeps no reader from its work.
///
/// # Errors
/// [`Error::Unwritable`] if the input is no JSON; [`Error::Foresight`] with the cause of the first preview that fails.
pub async fn preview(
    db: &Db,
    effects: &[Effect],
    change: &'static str,
    input: &impl Serialize,
) -> Result<Vec<(&'static str, Preview)>, Error> {
    let input = serde_json::to_string(input).map_err(|source| Error::Unwritable { what: change, source })?;
    let mut all = Vec::new();
    for effect in effects.iter().filter(|it| it.on == change) {
        all.push((effect.name, foresee(db, effect, &input).await?));
    }
    Ok(all)
}

/// What one effect would do to everything.
async fn foresee(db: &Db, effect: &Effect, input: &str) -> Result<Preview, Error> {
    let (mut seen, mut after) = (Preview::default(), None);
    loop {
        let (look, input) = (effect.preview, input.to_owned());
        let part = db.read(move |rx| {
            catching(|| look(rx, &input, after.as_deref()))
                .map_err(|cause| Error::Foresight(cause::text(&*cause)))
        });
        match part.await? {
            Foreseen::Done(preview) => return Ok(seen.and(preview)),
            Foreseen::More { after: last, preview } => {
                seen = seen.and(preview);
                after = Some(last);
            }
        }
    }
}

/// Announces a change in the transaction that makes it; the effects that answer it follow in batches. Answers the
/// identifier under which [`effect_runs`] tells how far they are.
///
/// # Errors
/// [`Error::Unwritable`] if the input is no JSON; those of the database.
pub fn announce(
    tx: &mut Tx,
    ctx: &Ctx,
    change: &'static str,
    input: &impl Serialize,
) -> Result<String, Error> {
    let input = serde_json::to_string(input).map_err(|source| Error::Unwritable { what: change, source })?;
    let id = base::id::uuid_v7(&ctx.rng, ctx.now).to_string();
    effects::announce(tx, &id, change, &input, &actor_text(&ctx.actor), ctx.now)?;
    crate::wake::ENQUEUED.ring();
    Ok(id)
}

/// How far the effects of one change are.
///
/// # Errors
/// Those of the database.
pub fn effect_runs(q: &mut impl Query, change: &str) -> Result<Vec<EffectRun>, Error> {
    effects::of_change(q, change)
}

/// Up to `limit` failed effects after (`change`, `effect`) of the last one seen; begin with `("", "")`.
///
/// # Errors
/// Those of the database.
pub fn failed_effects(
    q: &mut impl Query,
    change: &str,
    effect: &str,
    limit: i64,
) -> Result<Vec<EffectRun>, Error> {
    effects::failed(q, change, effect, limit)
}

/// Lets a failed effect go on where it stopped. Who may do so is the caller's to check.
///
/// # Errors
/// [`Error::Missing`] if it has not failed; those of the database.
pub fn resend_effect(tx: &mut Tx, ctx: &Ctx, change: &str, effect: &str) -> Result<(), Error> {
    if !effects::resume(tx, change, effect, ctx.now)? {
        return Err(Error::Missing("failed effect"));
    }
    crate::wake::ENQUEUED.ring();
    Ok(())
}

/// Spreads announced changes and runs one batch of each effect that has something to do; how many things were done.
pub(crate) async fn round(db: &Db, all: &[Effect], rng: &Rng, now: Instant) -> Result<usize, Error> {
    let names: Vec<_> = all.iter().map(|it| it.name).collect();
    let ask = db.read(move |rx| {
        let running =
            names.iter().map(|name| effects::is_running(rx, name)).collect::<Result<Vec<_>, Error>>()?;
        Ok::<_, Error>((effects::is_unspread(rx)?, running))
    });
    let (unspread, running) = ask.await?;
    let mut done = 0;
    if unspread {
        done += usize::from(spread_one(db, all, now).await?);
    }
    for (effect, _) in all.iter().zip(running).filter(|(_, it)| *it) {
        let ctx = Ctx::system(effect.name, now, rng);
        done += usize::from(step(db, effect, &ctx).await?);
    }
    Ok(done)
}

/// Spreads one announced change over the effects that answer it, if one waits.
async fn spread_one(db: &Db, effects: &[Effect], now: Instant) -> Result<bool, Error> {
    let all: Vec<_> = effects.iter().map(|it| (it.on, it.name)).collect();
    db.write(move |tx| {
        let Some((id, name)) = effects::unspread(tx)? else { return Ok(false) };
        let names: Vec<_> = all.iter().filter(|(on, _)| *on == name).map(|(_, name)| *name).collect();
        effects::spread(tx, &id, &names, now)?;
        Ok(true)
    })
    .await
}

/// Runs one batch of an effect if it has something to do.
async fn step(db: &Db, effect: &Effect, ctx: &Ctx) -> Result<bool, Error> {
    let (effect, ctx) = (effect.clone(), ctx.clone());
    db.write(move |tx| {
        let Some((change, after)) = effects::running(tx, effect.name)? else { return Ok(false) };
        let input = effects::input(tx, &change)?;
        let key = (change.as_str(), effect.name);
        match tx.attempt(|tx| catching(|| (effect.apply)(tx, &ctx, &input, after.as_deref()))) {
            Ok(Progress::More { after, rows }) => effects::moved(tx, key, Some(&after), rows, ctx.now)?,
            Ok(Progress::Done { rows }) => effects::moved(tx, key, None, rows, ctx.now)?,
            Err(cause) => {
                let error = cause::text(&*cause);
                tracing::warn!(effect = effect.name, change, %error, "an effect failed");
                effects::fail(tx, &change, effect.name, &error, ctx.now)?;
            }
        }
        Ok(true)
    })
    .await
}
