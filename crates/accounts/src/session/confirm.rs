//! Confirming who works in a session, as the page and the operation share it.

use base::{Ctx, Denied};
use web::App;

use super::passkey::{self, Answered};
use super::{Current, door, factor};
use crate::actions::{Shown, confirm as note};
use crate::error::Error;
use crate::model::{Password, Purpose};

/// What is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Showing<'a> {
    /// The password, of whoever has nothing else.
    Password(&'a str),
    /// A code of the app, or a recovery code.
    Code(&'a str),
    /// What a passkey signed.
    Passkey(Answered<'a>),
}

/// Confirms it for this session.
pub(crate) async fn confirm(
    app: &App,
    ctx: &Ctx,
    current: &Current,
    showing: Showing<'_>,
) -> Result<(), Error> {
    let staff = ctx.authorise_staff()?.staff;
    let session = current.session.as_ref().ok_or(Denied::Unauthenticated)?.key;
    let shown = match showing {
        Showing::Password(typed) => {
            let proof = door::prove_present(app, ctx, current, Password::typed(typed)).await?;
            Shown::Password(proof.hash.clone(), proof.sign_in.guess())
        }
        Showing::Code(typed) => Shown::Code(factor::counted(app, ctx, current, typed).await?),
        Showing::Passkey(answered) => {
            Shown::Passkey(passkey::check(app, ctx, staff, Purpose::Confirm, answered).await?)
        }
    };
    let ctx = ctx.clone();
    app.db.write(move |tx| note(tx, &ctx, session, &shown)).await?;
    current.cache.forget(session);
    Ok(())
}
