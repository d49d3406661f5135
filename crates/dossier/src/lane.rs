//! What is asked in a lane becomes complete submissions, one for each paper, and goes to the act in one piece.

use base::id::{StaffId, UnitId};
use base::{Ctx, FieldError};
use catalogue::{LaneAsked, ProcedureVersion};
use db::{Db, Read};
use serde::Serialize;

use crate::actions::{self, CERTIFY, CertifiedAll, Certify, Pay};
use crate::error::Error;
use crate::model::{Acting, Channel, Paper, TypedApplicant};
use crate::submission::{self, Input};
use crate::{permissions, queries};

/// The most papers of one person at once.
pub const MOST: usize = 40;

/// One person in the lane, as it was typed.
#[derive(Clone, Debug, Serialize)]
pub struct Typed {
    /// The procedure.
    pub procedure: base::code::ProcedureCode,
    /// The body, one of the officer's own.
    pub body: UnitId,
    /// Who asks.
    pub person: TypedApplicant,
    /// The papers; at least one.
    pub papers: Vec<TypedPaper>,
    /// Who signs.
    pub signer: Option<StaffId>,
    /// How it is paid; none is later.
    pub pay: Option<Pay>,
}

/// One paper as it was typed.
#[derive(Clone, Debug, Serialize)]
pub struct TypedPaper {
    /// What it is, or its place in the list of the lane.
    pub document: String,
    /// How many pages.
    pub pages: i64,
    /// How many copies.
    pub copies: i64,
}

/// Certifies what one person brought.
///
/// # Errors
/// [`Error::Invalid`] with the fields of the page: `person`, `born`, `number`, `signer`, `document-1`, `pages-1`,
/// `copies-1` and so on; those of [`actions::certify`].
pub async fn certify(db: &Db, ctx: &Ctx, typed: Typed) -> Result<CertifiedAll, Error> {
    submission::send_several(db, ctx, CERTIFY, typed, look, actions::certify).await
}

/// Prepares every paper in one snapshot.
fn look(rx: &mut Read, ctx: &Ctx, typed: Typed, digest: String) -> Result<Certify, Error> {
    ctx.authorise(&permissions::RECEIVE)?.at_root(&typed.body)?;
    let version = queries::offered(rx, &typed.procedure, Channel::Counter, ctx.now.date())?;
    let lane = version.lane.as_ref().ok_or(Error::NotFound)?;
    let signer = typed.signer.ok_or_else(|| invalid("signer", "Chọn người ký chứng thực."))?;
    if typed.papers.is_empty() || typed.papers.len() > MOST {
        return Err(invalid("document-1", "Mỗi lượt có từ 1 đến 40 giấy tờ."));
    }
    let mut submissions = Vec::new();
    let mut errors: Vec<FieldError> = Vec::new();
    for (place, paper) in (1..).zip(&typed.papers) {
        let asked = LaneAsked {
            person: typed.person.name.trim(),
            born: &typed.person.born,
            number: &typed.person.number,
            document: &paper.document,
            pages: paper.pages,
            copies: paper.copies,
        };
        let input = Input {
            draft: None,
            filed_by: None,
            procedure: version.code.clone(),
            version: Some(version.version),
            case: lane.case.clone(),
            applicant: TypedApplicant { acting: Acting::Own.code().to_owned(), ..typed.person.clone() },
            answers: lane.answers(&asked),
            papers: lane.papers.iter().map(|code| Paper::on_paper(code)).collect(),
            competent: typed.body,
        };
        match submission::prepare(rx, ctx, Channel::Counter, input, digest.clone()) {
            Ok(submission) => submissions.push(submission),
            Err(Error::Invalid(wrong)) => {
                for error in wrong {
                    let error = FieldError::new(field(&version, place, &error.field), error.message);
                    if errors.iter().all(|it| it.field != error.field) {
                        errors.push(error);
                    }
                }
            }
            Err(other) => return Err(other),
        }
    }
    if errors.is_empty() {
        Ok(Certify { submissions, signer, pay: typed.pay, digest })
    } else {
        Err(Error::Invalid(errors))
    }
}

/// Which box of the lane's page holds what the form calls `name`.
fn field(version: &ProcedureVersion, place: usize, name: &str) -> String {
    let Some(lane) = &version.lane else { return name.to_owned() };
    let is = |field: &Option<String>| field.as_deref() == Some(name);
    match name {
        _ if name == lane.document => format!("document-{place}"),
        _ if name == lane.pages => format!("pages-{place}"),
        _ if name == lane.copies => format!("copies-{place}"),
        _ if is(&lane.born) || name == "applicant.born" => "born".to_owned(),
        _ if is(&lane.number) || name == "applicant.number" => "number".to_owned(),
        _ => "person".to_owned(),
    }
}

fn invalid(field: &str, message: &str) -> Error {
    Error::Invalid(vec![FieldError::new(field, message)])
}
