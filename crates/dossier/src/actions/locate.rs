//! Locate: an officer of any one-stop unit of the province says where a dossier is, to whoever asks. By a number alone it takes a
//! reason, by what the receipt bears it takes none; either way it is in the ledger before the answer leaves.

use accounts::Guess;
use base::id::UnitId;
use base::{Authority, Ctx, Post};
use db::{Query, Tx};
use serde::Serialize;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Dossier, Located, LookUpId, LookUpReason};
use crate::rules::look_up::{self, Asked, MOST_AN_HOUR, Number, Typed};
use crate::store::look_up::New;
use crate::{permissions, queries, store};

/// What was typed.
#[derive(Clone, Debug, Serialize)]
pub struct Locate {
    /// The number, ours or another system's; or what the QR code of the receipt says.
    pub number: String,
    /// The look-up code of the receipt; may be empty.
    pub code: String,
    /// Why, where there is no code.
    pub reason: Option<LookUpReason>,
    /// More words on why.
    pub words: String,
    /// Where the question comes from.
    #[serde(skip)]
    pub address: String,
}

/// Where the dossier is; none when no dossier of the province bears the number, or the code is another.
///
/// # Errors
/// [`Error::Denied`] for everybody but officers of a one-stop unit; [`Error::Invalid`] for what is missing;
/// [`Error::TooManyLookUps`] after forty in an hour; [`Error::Accounts`] when codes were guessed too often.
pub fn locate(tx: &mut Tx, ctx: &Ctx, input: &Locate) -> Result<Option<Located>, Error> {
    let authority = ctx.authorise(&permissions::LOCATE)?;
    let (number, code, words) = (&input.number, &input.code, &input.words);
    let asked =
        look_up::asked(&Typed { number, code, reason: input.reason, words }).map_err(Error::Invalid)?;
    ledger::once(tx, ctx, "dossier.locate", input, |tx| match asked {
        Asked::ByCode(number, code) => {
            let guess = Guess { kind: "dossier", thing: number.to_string(), address: input.address.clone() };
            accounts::begin_guess(tx, ctx, &guess)?;
            let found = store::dossier::by_number(tx, &number)?.filter(|it| queries::bears(it, &code));
            let Some((dossier, post)) = in_province(tx, ctx, &authority, found)? else { return Ok(None) };
            accounts::guessed_right(tx, ctx, &guess)?;
            told(tx, ctx, post, &dossier, None)
        }
        Asked::ByNumber(number, reason, words) => {
            let (hour, until) = look_up::hour(ctx.now);
            if !store::look_up::count(tx, authority.staff().staff, hour, MOST_AN_HOUR)? {
                return Err(Error::TooManyLookUps { until });
            }
            let found = by_number(tx, &number)?;
            let Some((dossier, post)) = in_province(tx, ctx, &authority, found)? else { return Ok(None) };
            told(tx, ctx, post, &dossier, Some((reason, words)))
        }
    })
}

/// The dossier with this number, ours first; of another system's numbers the first that bears it.
fn by_number(tx: &mut Tx, number: &Number) -> Result<Option<Dossier>, Error> {
    let text = match number {
        Number::Ours(ours) => match store::dossier::by_number(tx, ours)? {
            Some(found) => return Ok(Some(found)),
            None => ours.to_string(),
        },
        Number::Other(text) => text.clone(),
    };
    match store::other_number::bearers(tx, &text)?.first() {
        Some(id) => Ok(store::dossier::find(tx, *id)?),
        None => Ok(None),
    }
}

/// The dossier with the officer's position, if both stand under one province or ministry.
fn in_province<'a>(
    q: &mut impl Query,
    ctx: &Ctx,
    authority: &'a Authority,
    found: Option<Dossier>,
) -> Result<Option<(Dossier, &'a Post)>, Error> {
    let Some(dossier) = found else { return Ok(None) };
    let Some(top) = top_of(q, ctx, &dossier)? else { return Ok(None) };
    for post in authority.posts() {
        let place = organisation::place_of(q, post.unit, ctx.now.date())?;
        if place.is_some_and(|place| place.top == top) {
            return Ok(Some((dossier, post)));
        }
    }
    Ok(None)
}

fn top_of(q: &mut impl Query, ctx: &Ctx, dossier: &Dossier) -> Result<Option<UnitId>, Error> {
    if let Some(top) = dossier.top {
        return Ok(Some(top));
    }
    Ok(organisation::place_of(q, dossier.root, ctx.now.date())?.map(|place| place.top))
}

/// Writes that it was looked up, then says where it is.
fn told(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    dossier: &Dossier,
    why: Option<(LookUpReason, String)>,
) -> Result<Option<Located>, Error> {
    ledger::open(tx, &[stream(dossier.id)])?;
    let look_up = LookUpId::new(&ctx.rng, ctx.now);
    let staff = ctx.authorise_staff()?.staff;
    if let (Some((reason, words)), Some(top)) = (&why, top_of(tx, ctx, dossier)?) {
        let (id, body) = (look_up, post.root);
        let line = New { id, dossier: dossier.id, staff, body, top, reason: *reason, words, at: ctx.now };
        store::look_up::insert(tx, &line)?;
    }
    let (reason, words) = why.map_or((None, String::new()), |(reason, words)| (Some(reason), words));
    let event = events::Located { look_up, reason, words };
    ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
    Ok(Some(queries::located(tx, ctx, dossier)?))
}
