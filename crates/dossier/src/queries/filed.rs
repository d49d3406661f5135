//! Who filed a dossier: a citizen, or a body of the State in a procedure between bodies.

use base::id::{DossierId, UnitId};
use base::{Ctx, FieldError};
use db::Query;

use crate::error::Error;
use crate::model::{Acting, Dossier, PartyKind, PartyRole, TypedApplicant, TypedParty};
use crate::store::lists::Line;
use crate::{permissions, store};

/// As whom the actor filed a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filer {
    /// As its citizen.
    Citizen,
    /// For a body, from this unit of it.
    Body(UnitId),
}

/// As whom the actor filed this dossier; none where somebody else did. Whoever stands for a body that was reorganised goes on with
/// what it filed.
///
/// # Errors
/// Those of the database.
pub(crate) fn filer(q: &mut impl Query, ctx: &Ctx, dossier: &Dossier) -> Result<Option<Filer>, Error> {
    if let Ok(citizen) = ctx.authorise_citizen() {
        return Ok((dossier.account == Some(citizen.account)).then_some(Filer::Citizen));
    }
    let (Some(body), Ok(authority)) = (dossier.beside.filed_by, ctx.authorise(&permissions::FILE_FOR_BODY))
    else {
        return Ok(None);
    };
    let heirs = organisation::standing_for(q, body, ctx.recorded.date())?;
    let stands = |root: UnitId| root == body || heirs.iter().any(|heir| heir.id == root);
    let post = authority.posts().iter().find(|post| stands(post.root));
    Ok(post.map(|post| Filer::Body(post.unit)))
}

/// The bodies for which the actor may file, each once.
///
/// # Errors
/// [`Error::Denied`] for everyone but staff of a body.
pub(crate) fn filing_bodies(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<organisation::Unit>, Error> {
    let authority = ctx.authorise(&permissions::FILE_FOR_BODY)?;
    let mut out: Vec<organisation::Unit> = Vec::new();
    for post in authority.posts() {
        if out.iter().all(|body| body.id != post.root) {
            out.extend(organisation::unit_at(q, post.root, ctx.now.date())?);
        }
    }
    Ok(out)
}

/// The body that files, `named` or the actor's only one, with the applicant that it makes: the body, by whoever acts.
///
/// # Errors
/// [`Error::Invalid`] where the actor works for several and says none of them.
pub(crate) fn filing_body(
    q: &mut impl Query,
    ctx: &Ctx,
    named: Option<UnitId>,
) -> Result<(UnitId, TypedApplicant), Error> {
    let bodies = filing_bodies(q, ctx)?;
    let only = || bodies.first().filter(|_| bodies.len() == 1);
    let body = named.map_or_else(only, |id| bodies.iter().find(|body| body.id == id));
    let body = body.ok_or_else(|| {
        let message = "Chọn cơ quan đề nghị: một cơ quan mà ông, bà đang công tác.";
        Error::Invalid(vec![FieldError::new("filed_by", message)])
    })?;
    let staff = organisation::staff(q, ctx.authorise_staff()?.staff)?.ok_or(Error::NotFound)?;
    let party = TypedParty {
        role: PartyRole::Owner.code().into(),
        kind: PartyKind::Agency.code().into(),
        name: body.name.to_string(),
        number: body.code.as_ref().map(ToString::to_string).unwrap_or_default(),
        ..TypedParty::default()
    };
    let applicant = TypedApplicant {
        name: staff.name.to_string(),
        acting: Acting::Representative.code().into(),
        people: vec![party],
        ..TypedApplicant::default()
    };
    Ok((body.id, applicant))
}

/// What the actor's bodies, and those that they stand for, filed with others: newest first, before `before`, at most `limit`.
///
/// # Errors
/// [`Error::Denied`] for everyone but staff of a body.
pub(crate) fn filed(
    q: &mut impl Query,
    ctx: &Ctx,
    before: Option<DossierId>,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    let mut units = Vec::new();
    for body in filing_bodies(q, ctx)? {
        units.extend(organisation::formerly(q, body.id, ctx.now.date())?);
        units.push(body.id);
    }
    units.sort_unstable();
    units.dedup();
    let mut lines = Vec::new();
    for unit in units {
        lines.extend(store::lists::of_filing_body(q, unit, before, limit)?);
    }
    lines.sort_unstable_by_key(|line| std::cmp::Reverse(line.id));
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(lines)
}
