//! Explain a look-up: the officer who was asked answers.

use base::{Ctx, FieldError};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::LookUpId;
use crate::rules::look_up::WORDS_LIMIT;
use crate::{permissions, store};

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainLookUp {
    /// Which look-up.
    pub look_up: LookUpId,
    /// The officer's words.
    pub words: String,
}

/// Keeps the answer; the controller sees it beside the question.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's look-up; [`Error::Invalid`] without words; [`Error::Settled`] where nothing is asked.
pub fn explain_look_up(tx: &mut Tx, ctx: &Ctx, input: &ExplainLookUp) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    ledger::once(tx, ctx, "dossier.explain-look-up", input, |tx| {
        let me = authority.staff().staff;
        let found = store::look_up::find(tx, input.look_up)?;
        let it = found.filter(|it| it.staff == me).ok_or(Error::NotFound)?;
        ledger::open(tx, &[stream(it.dossier)])?;
        let words = input.words.trim();
        let length = words.chars().count();
        if length == 0 || length > WORDS_LIMIT {
            let sentence = format!("Nhập lời giải trình, tối đa {WORDS_LIMIT} ký tự.");
            return Err(Error::Invalid(vec![FieldError::new("words", sentence)]));
        }
        if !store::look_up::explain(tx, it.id, words, ctx.now)? {
            return Err(Error::Settled);
        }
        let event = events::LookUpExplained { look_up: it.id, words: words.to_owned() };
        ledger::append(tx, ctx, &stream(it.dossier), Some(it.body), ctx.now, &event)?;
        Ok(())
    })
}
