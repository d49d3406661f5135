//! Which acts beside the internal process apply now to this person: the conditions of the actions, so that a page offers
//! no link and opens no form that would be refused.

use base::{Authority, Ctx, Denied};

use crate::error::Error;
use crate::model::{Dossier, Place};
use crate::permissions::{self, decides_in, head_over, in_charge, leads_in, moves_result, post_for};
use crate::rules::{self, Act, NotWaiting};

/// What an officer may do beside the process.
pub(crate) struct May {
    pub(crate) ask_supplement: bool,
    pub(crate) take_in: bool,
    pub(crate) extend: bool,
    pub(crate) stop: bool,
    pub(crate) answer_withdrawal: bool,
    pub(crate) reopen: bool,
    pub(crate) correct_reception: bool,
    /// To keep a result that waits: shelf, reminder, post.
    pub(crate) keep: bool,
    pub(crate) archive: bool,
    pub(crate) sign: bool,
    pub(crate) reprint: bool,
    pub(crate) recall: bool,
    pub(crate) reissue: bool,
    /// Where the result may be said to be now, with the words of the button.
    pub(crate) places: Vec<(&'static str, &'static str)>,
}

impl May {
    /// All of it, on this dossier now.
    pub(crate) fn of(ctx: &Ctx, dossier: &Dossier) -> Self {
        let approves = ctx
            .authorise(&permissions::HANDLE)
            .is_ok_and(|authority| head_over(&authority, dossier).is_some());
        let first = dossier.beside.supplements.is_empty();
        Self {
            ask_supplement: (first || approves) && ask_supplement(ctx, dossier).is_ok(),
            take_in: take_in(ctx, dossier).is_ok(),
            extend: extend(ctx, dossier).is_ok(),
            stop: stop(ctx, dossier).is_ok(),
            answer_withdrawal: answer_withdrawal(ctx, dossier).is_ok(),
            reopen: reopen(ctx, dossier).is_ok(),
            correct_reception: correct_reception(ctx, dossier).is_ok(),
            keep: keep_result(ctx, dossier).is_ok(),
            archive: archive(ctx, dossier).is_ok(),
            sign: sign_for(ctx, dossier).is_ok(),
            reprint: reprint(ctx, dossier).is_ok(),
            recall: recall(ctx, dossier).is_ok(),
            reissue: reissue(ctx, dossier).is_ok(),
            places: places(ctx, dossier),
        }
    }

    /// Whether there is anything beside what waits to be done.
    pub(crate) const fn more(&self) -> bool {
        let beside = self.ask_supplement || self.extend || self.stop || self.correct_reception;
        beside || self.reopen || self.recall || self.reprint
    }
}

/// To ask the citizen for papers: the one-stop unit before reception, afterwards whoever is in charge, or the head.
pub(crate) fn ask_supplement(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    if dossier.received_at.is_some() {
        handles(&authority, dossier)?;
    } else {
        ctx.authorise(&permissions::RECEIVE)?.at_root(&dossier.root)?;
    }
    rules::linked::not_of_parts(dossier)?;
    rules::next(dossier.state, Act::AskSupplement)?;
    Ok(())
}

/// To take papers in over the counter.
pub(crate) fn take_in(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    stands_at_counter(ctx, dossier)?;
    rules::next(dossier.state, Act::Supplement)?;
    dossier.beside.open_supplement().map(|_| ()).ok_or(Error::NotFound)
}

/// To bring files for this dossier at all, asked before one is stored.
pub(crate) fn stands_at_counter(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    post_for(&ctx.authorise(&permissions::RECEIVE)?, dossier)?;
    Ok(())
}

/// To promise the result for a later day.
pub(crate) fn extend(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    leads(ctx, dossier, Act::Extend)?;
    rules::not_under_correction(dossier)?;
    if dossier.beside.extension.is_some() {
        return Err(Error::ExtendedBefore);
    }
    dossier.deadline.as_ref().map(|_| ()).ok_or(Error::NotFound)
}

/// To skip the step this person has.
pub(crate) fn skip(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    permissions::post_at(&authority, dossier)?;
    rules::next(dossier.state, Act::TakeStep)?;
    in_charge(&authority, dossier).map(|_| ()).ok_or(Error::NotInCharge)
}

/// To stop the handling.
pub(crate) fn stop(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    leads(ctx, dossier, Act::Stop)?;
    Ok(rules::not_under_correction(dossier)?)
}

/// To open it again, to put its result right.
pub(crate) fn reopen(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    decides_in(&ctx.authorise(&permissions::REOPEN)?, dossier)?;
    rules::not_recalled(dossier)?;
    rules::next(dossier.state, Act::Reopen)?;
    Ok(rules::linked::not_of_parts(dossier)?)
}

/// To keep results of this dossier at all.
pub(crate) fn keeps(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    post_for(&ctx.authorise(&permissions::KEEP_RESULT)?, dossier)?;
    Ok(())
}

/// To put its result on the shelf, remind its citizen, send it by post.
pub(crate) fn keep_result(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    keeps(ctx, dossier)?;
    rules::next(dossier.state, Act::KeepResult)?;
    Ok(rules::not_recalled(dossier)?)
}

/// To confirm that its result goes to the archive.
pub(crate) fn archive(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    post_for(&ctx.authorise(&permissions::ARCHIVE_RESULT)?, dossier)?;
    rules::next(dossier.state, Act::KeepResult)?;
    rules::not_recalled(dossier)?;
    Ok(rules::may_archive(dossier)?)
}

/// To record that its result was signed for.
pub(crate) fn sign_for(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    keeps(ctx, dossier)?;
    rules::next(dossier.state, Act::SignFor)?;
    if dossier.beside.pickup.signed.is_some() { Err(NotWaiting::SignedBefore.into()) } else { Ok(()) }
}

/// To print its lost slip again.
pub(crate) fn reprint(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    keeps(ctx, dossier)?;
    rules::next(dossier.state, Act::ReprintSlip)?;
    dossier.received_at.map(|_| ()).ok_or(Error::NotFound)
}

/// To recall its result.
pub(crate) fn recall(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    decides_in(&ctx.authorise(&permissions::RECALL)?, dossier)?;
    rules::not_recalled(dossier)?;
    rules::next(dossier.state, Act::Recall)?;
    Ok(rules::linked::not_of_parts(dossier)?)
}

/// To begin a new result in place of the recalled one.
pub(crate) fn reissue(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    decides_in(&ctx.authorise(&permissions::RECALL)?, dossier)?;
    rules::may_reissue(dossier)?;
    rules::next(dossier.state, Act::Reissue)?;
    Ok(())
}

/// To put right what was taken down wrongly at reception.
pub(crate) fn correct_reception(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    ctx.authorise(&permissions::RECEIVE)?.at_root(&dossier.root)?;
    rules::next(dossier.state, Act::CorrectReception)?;
    rules::not_under_correction(dossier)?;
    rules::linked::not_linked(dossier)?;
    if dossier.decided.is_some() { Err(Error::DecidedBefore) } else { Ok(()) }
}

/// Where this person may say that the result is now.
fn places(ctx: &Ctx, dossier: &Dossier) -> Vec<(&'static str, &'static str)> {
    let Ok(authority) = ctx.authorise(&permissions::MOVE_RESULT) else { return Vec::new() };
    let now = dossier.beside.result_at.map(|it| it.place);
    let open = |to: Place| {
        rules::next(dossier.state, Act::MoveResult).is_ok()
            && rules::goes_on(now, to)
            && dossier.beside.open_recall().is_none()
            && moves_result(&authority, dossier, to).is_ok()
    };
    let all = [
        (Place::OnItsWay, "on-its-way", "Chuyển kết quả về Một cửa"),
        (Place::AtCounter, "at-counter", "Kết quả đã có tại quầy"),
    ];
    all.into_iter().filter(|(to, ..)| open(*to)).map(|(_, code, label)| (code, label)).collect()
}

/// To answer the citizen who asked to have it back.
pub(crate) fn answer_withdrawal(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    handles(&ctx.authorise(&permissions::HANDLE)?, dossier)?;
    rules::next(dossier.state, Act::AnswerWithdrawal)?;
    dossier.beside.open_withdrawal().map(|_| ()).ok_or(Error::NothingAsked)
}

/// Whether its citizen may take it back, or ask for it.
pub(crate) fn withdraw(dossier: &Dossier) -> bool {
    let act = if dossier.received_at.is_none() { Act::Withdraw } else { Act::AskWithdrawal };
    rules::next(dossier.state, act).is_ok()
        && dossier.beside.open_withdrawal().is_none()
        && dossier.beside.open_correction().is_none()
}

fn leads(ctx: &Ctx, dossier: &Dossier, act: Act) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::EXTEND)?;
    post_for(&authority, dossier)?;
    rules::next(dossier.state, act)?;
    if leads_in(&authority, dossier).is_empty() { Err(Denied::Forbidden.into()) } else { Ok(()) }
}

fn handles(authority: &Authority, dossier: &Dossier) -> Result<(), Error> {
    post_for(authority, dossier)?;
    let unit = in_charge(authority, dossier).or_else(|| head_over(authority, dossier));
    unit.map(|_| ()).ok_or(Error::NotInCharge)
}
