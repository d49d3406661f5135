//! Ask: a leader or controller asks the responsible unit about a figure, with a last day for the answer.

use base::Ctx;
use base::id::UnitId;
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use super::words;
use crate::error::Error;
use crate::events::{Inquired, inquiry_stream};
use crate::figure::Figure;
use crate::model::{Inquiry, InquiryId, Named};
use crate::permissions::ASK;
use crate::{queries, store};

/// The longest time an answer may take, in days.
const LONGEST_DAYS: i32 = 60;

/// A question.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The figure.
    pub figure: Figure,
    /// Who is to answer.
    pub unit: UnitId,
    /// The question, 1 to 2000 characters.
    pub question: String,
    /// The last day for the answer, from today, at most 60 days ahead.
    pub due: Date,
}

/// What makes a repeat the same question.
#[derive(Serialize)]
struct Sent<'a> {
    figure: String,
    unit: UnitId,
    question: &'a str,
    due: Date,
}

/// Asks; what the figure is now and its first dossiers are kept with the question.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers; [`Error::Invalid`] for a unit outside their reach, an empty question, a
/// day that has passed or is too far.
pub fn ask(tx: &mut Tx, ctx: &Ctx, input: &Ask) -> Result<InquiryId, Error> {
    let authority = ctx.authorise(&ASK)?;
    let figure = input.figure.query();
    let sent = Sent { figure: figure.clone(), unit: input.unit, question: &input.question, due: input.due };
    ledger::once(tx, ctx, "steering.ask", &sent, |tx| {
        let id = InquiryId::new(&ctx.rng, ctx.now);
        ledger::open(tx, &[inquiry_stream(id)])?;
        let question = check(tx, ctx, input)?;
        let found = queries::figure(tx, ctx, &input.figure)?;
        let (lines, _) = queries::dossiers(tx, ctx, &input.figure, None)?;
        let number =
            |it: &dossier::queries::Line| it.number.as_ref().map_or_else(String::new, ToString::to_string);
        let root = overseeing(tx, ctx, &authority, input.unit)?;
        let inquiry = Inquiry {
            id,
            root,
            unit: input.unit,
            figure,
            title: found.title,
            count: found.count,
            named: lines.iter().map(|line| Named { id: line.id, number: number(line) }).collect(),
            question,
            due: input.due,
            asked_by: authority.staff().staff,
            asked_at: ctx.now,
            answer: None,
        };
        store::inquiry::insert(tx, &inquiry)?;
        let Inquiry { unit, figure, title, count, question, due, .. } = inquiry;
        let event = Inquired { unit, figure, title, count, question, due };
        ledger::append(tx, ctx, &inquiry_stream(id), Some(root), ctx.now, &event)?;
        Ok(id)
    })
}

/// The body of the actor that oversees the unit: its own, or the province or ministry above.
fn overseeing(tx: &mut Tx, ctx: &Ctx, authority: &base::Authority, unit: UnitId) -> Result<UnitId, Error> {
    let place = organisation::place_of(tx, unit, ctx.now.date())?.ok_or(base::Denied::NotFound)?;
    let own = authority.at_root(&place.root).or_else(|_| authority.at_root(&place.top))?;
    Ok(own.root)
}

fn check(tx: &mut Tx, ctx: &Ctx, input: &Ask) -> Result<String, Error> {
    let mut errors = Vec::new();
    let askable = queries::askable(tx, ctx, Some(input.unit))?;
    if !askable.iter().any(|(id, _)| *id == input.unit) {
        errors
            .push(base::FieldError::new("unit", "Đơn vị này ngoài phạm vi ông, bà theo dõi. Xin chọn lại."));
    }
    let today = ctx.now.date();
    let latest = today.saturating_add(jiff::Span::new().days(LONGEST_DAYS));
    if input.due < today {
        errors.push(base::FieldError::new("due", "Hạn trả lời đã qua. Xin chọn từ hôm nay trở đi."));
    } else if input.due > latest {
        errors.push(base::FieldError::new(
            "due",
            format!("Hạn trả lời trong {LONGEST_DAYS} ngày tới. Xin chọn lại."),
        ));
    }
    match words("question", &input.question, "Ghi điều cần đơn vị giải trình.") {
        Ok(question) if errors.is_empty() => Ok(question),
        Ok(_) => Err(Error::Invalid(errors)),
        Err(error) => {
            errors.push(error);
            Err(Error::Invalid(errors))
        }
    }
}
