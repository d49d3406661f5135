//! Judge a look-up: the controller says that one of the sample was fine, or asks the officer to explain.

use base::{Ctx, FieldError};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{LookUpId, SampleState};
use crate::rules::look_up::WORDS_LIMIT;
use crate::{permissions, queries, store};

/// What the controller says.
#[derive(Clone, Debug, Serialize)]
pub struct JudgeLookUp {
    /// Which look-up.
    pub look_up: LookUpId,
    /// Whether it was fine; else the officer is asked.
    pub fine: bool,
    /// What is asked; may be empty where it was fine.
    pub words: String,
}

/// Says it.
///
/// # Errors
/// [`Error::NotFound`] outside the controller's bodies and for one that is not in the sample; [`Error::Invalid`] where nothing
/// is asked; [`Error::Settled`] where it was fine before.
pub fn judge_look_up(tx: &mut Tx, ctx: &Ctx, input: &JudgeLookUp) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::CHECK_LOOK_UPS)?;
    ledger::once(tx, ctx, "dossier.judge-look-up", input, |tx| {
        let it = store::look_up::find(tx, input.look_up)?.ok_or(Error::NotFound)?;
        ledger::open(tx, &[stream(it.dossier)])?;
        let unit = queries::checks(tx, ctx, &it)?;
        let words = input.words.trim();
        if !input.fine && words.is_empty() {
            let sentence = "Ghi điều cần cán bộ giải trình.";
            return Err(Error::Invalid(vec![FieldError::new("words", sentence)]));
        }
        if words.chars().count() > WORDS_LIMIT {
            let sentence = format!("Nội dung dài tối đa {WORDS_LIMIT} ký tự. Xin rút gọn.");
            return Err(Error::Invalid(vec![FieldError::new("words", sentence)]));
        }
        let state = if input.fine { SampleState::Fine } else { SampleState::Asked };
        let asked = if input.fine { it.asked.as_str() } else { words };
        if !store::look_up::judge(tx, it.id, state, asked, authority.staff().staff, ctx.now)? {
            return Err(Error::Settled);
        }
        let event = events::LookUpJudged { look_up: it.id, fine: input.fine, words: words.to_owned() };
        ledger::append(tx, ctx, &stream(it.dossier), Some(unit), ctx.now, &event)?;
        Ok(())
    })
}
