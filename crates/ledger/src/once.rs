//! A POST sent twice is done once: the repeat gets the first answer.

use base::Ctx;
use db::{Query, Tx};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Error;
use crate::event::actor_text;
use crate::store::answers;
use crate::{hash, warrant};

/// Runs `act` unless this request has already been answered; then its first answer is given again and nothing is
/// done. Two repeats at the same moment: the second waits for the first. A refusal is not kept: its transaction
/// rolls back, and a repeat tries again. Stands after `authorise`, around everything else.
///
/// # Errors
/// [`Error::Reused`] if the request id was used by another actor, for another act or with another input;
/// [`Error::Withdrawn`] if what the actor acts under was withdrawn; those of `run`; those of the database.
pub fn once<T, E>(
    tx: &mut Tx,
    ctx: &Ctx,
    act: &'static str,
    input: &impl Serialize,
    run: impl FnOnce(&mut Tx) -> Result<T, E>,
) -> Result<T, E>
where
    T: Serialize + DeserializeOwned,
    E: From<Error>,
{
    warrant::hold(tx, ctx)?;
    let fingerprint = fingerprint(ctx, act, input)?;
    if !answers::claim(tx, ctx.request, &fingerprint, ctx.now)? {
        let first = first(tx, ctx, act, &fingerprint)?;
        return Ok(first.ok_or(Error::Missing("answer"))?);
    }
    let answer = run(tx)?;
    let text = serde_json::to_string(&answer).map_err(|source| Error::Unwritable { what: act, source })?;
    answers::keep(tx, ctx.request, &text)?;
    Ok(answer)
}

/// The first answer, if this request has already been answered: for who checks much before the act and finds that the
/// ground has moved since the first time.
///
/// # Errors
/// [`Error::Reused`] as [`once`]; those of the database.
pub fn answered<T: DeserializeOwned>(
    q: &mut impl Query,
    ctx: &Ctx,
    act: &'static str,
    input: &impl Serialize,
) -> Result<Option<T>, Error> {
    first(q, ctx, act, &fingerprint(ctx, act, input)?)
}

fn first<T: DeserializeOwned>(
    q: &mut impl Query,
    ctx: &Ctx,
    act: &'static str,
    fingerprint: &hash::Hash,
) -> Result<Option<T>, Error> {
    let Some(first) = answers::find(q, ctx.request)? else { return Ok(None) };
    match first.answer {
        Some(answer) if first.fingerprint == fingerprint => {
            serde_json::from_str(&answer).map(Some).map_err(|source| Error::Answer { act, source })
        }
        _ => Err(Error::Reused),
    }
}

/// What makes a repeat the same: who, what, with which input.
fn fingerprint(ctx: &Ctx, act: &'static str, input: &impl Serialize) -> Result<hash::Hash, Error> {
    let input = canonical(input).map_err(|source| Error::Unwritable { what: act, source })?;
    Ok(hash::digest(&[actor_text(&ctx.actor).as_bytes(), act.as_bytes(), input.as_bytes()]))
}

/// SHA-256 of an input, for [`once`] in place of a large one: 64 hexadecimal digits. Here the order of the keys of a map
/// counts: who repeats a large input sends the same bytes again.
///
/// # Errors
/// [`Error::Unwritable`] if it is no JSON.
pub fn digest(input: &impl Serialize) -> Result<String, Error> {
    let input = serde_json::to_vec(input).map_err(|source| Error::Unwritable { what: "input", source })?;
    Ok(hex::encode(hash::digest(&[&input])))
}

/// JSON with the keys of every object sorted, so that a map's order makes no difference.
fn canonical(input: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(input)?;
    sort(&mut value);
    serde_json::to_string(&value)
}

fn sort(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(sort),
        Value::Object(map) => {
            map.sort_keys();
            map.values_mut().for_each(sort);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_keys_makes_no_difference() {
        let one = serde_json::json!({"b": [{"d": 1, "c": 2}], "a": null});
        let two = serde_json::json!({"a": null, "b": [{"c": 2, "d": 1}]});
        assert_eq!(canonical(&one).expect("json"), canonical(&two).expect("json"));
    }
}
