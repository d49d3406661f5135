//! Refuse: the one-stop unit does not take a dossier in, with a reason and the article it rests on (form 03).

use base::id::DossierId;
use base::{Ctx, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::Refusal;
use crate::{events, permissions, rules, store};

/// Longest reason and citation taken, in characters.
const REASON_LIMIT: usize = 2000;
const CITATION_LIMIT: usize = 300;

/// Which dossier and why.
#[derive(Clone, Debug, Serialize)]
pub struct Refuse {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// What the citizen reads: what is missing or wrong, and what can be done.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
}

/// The answer: nothing but that it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The dossier.
    pub id: DossierId,
}

/// Refuses a submission of the officer's own body.
///
/// # Errors
/// [`Error::Invalid`] without reason or citation; otherwise as receiving.
pub fn refuse(tx: &mut Tx, ctx: &Ctx, input: &Refuse) -> Result<Refused, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let refusal = check(input)?;
    ledger::once(tx, ctx, "dossier.refuse", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let post = authority.at_root(&dossier.root)?;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, rules::Act::Refuse)?;
        dossier.received_at_unit = Some(post.unit);
        dossier.closed_at = Some(ctx.now);
        dossier.refusal = Some(refusal.clone());
        store::dossier::save(tx, &mut dossier)?;
        let persons = rules::persons(dossier.account, &dossier.applicant);
        store::refiled::refused(tx, &persons, &dossier.procedure.code, dossier.id, ctx.now)?;
        let event = events::Refused { refusal };
        ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
        Ok(Refused { id: dossier.id })
    })
}

fn check(input: &Refuse) -> Result<Refusal, Error> {
    let mut errors = Vec::new();
    for (field, text, limit, ask) in [
        ("reason", &input.reason, REASON_LIMIT, "Nhập lý do từ chối để người nộp biết cần làm gì."),
        ("citation", &input.citation, CITATION_LIMIT, "Nhập căn cứ: điều, khoản của văn bản quy định."),
    ] {
        if text.trim().is_empty() {
            errors.push(FieldError::new(field, ask));
        } else if text.chars().count() > limit {
            errors.push(FieldError::new(field, format!("Nội dung dài tối đa {limit} ký tự. Xin rút gọn.")));
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    Ok(Refusal { reason: input.reason.trim().to_owned(), citation: input.citation.trim().to_owned() })
}
