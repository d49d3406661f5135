//! The installation says it in its own words, for some time.

use base::{Ctx, FieldError};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{TextEnded, TextSet, texts_stream};
use crate::model::{Channel, Kind, Template, TextId, Version};
use crate::{permissions, queries, rules, store};

/// A text and when it holds.
#[derive(Clone, Debug, Serialize)]
pub struct SetText {
    /// Of which kind.
    pub kind: Kind,
    /// Over which channel.
    pub channel: Channel,
    /// The text.
    pub template: Template,
    /// Its first day; today or later.
    pub first: Date,
    /// Its last day, if it is known.
    pub last: Option<Date>,
}

/// Keeps it. What is told within its days is said so.
///
/// # Errors
/// [`Error::Invalid`] for an unknown slot, for what the law wants said and is not, for days that are none.
pub fn set_text(tx: &mut Tx, ctx: &Ctx, input: &SetText) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::EDIT_TEXTS)?;
    ledger::once(tx, ctx, "notice.set-text", input, |tx| {
        let unit = queries::writer(tx, &authority, ctx.now.date())?;
        ledger::open(tx, &[texts_stream()])?;
        check(ctx, input)?;
        let id = TextId::new(&ctx.rng, ctx.now);
        let (template, first, last) = (input.template.clone(), input.first, input.last);
        let set_by = authority.staff().staff;
        let version = Version { id, template, first, last, set_at: ctx.now, set_by };
        store::text::insert(tx, input.kind, input.channel, &version)?;
        let Template { subject, body } = version.template;
        let event =
            TextSet { text: id, kind: input.kind, channel: input.channel, subject, body, first, last };
        ledger::append(tx, ctx, &texts_stream(), Some(unit), ctx.now, &event)?;
        Ok(())
    })
}

fn check(ctx: &Ctx, input: &SetText) -> Result<(), Error> {
    let mut errors = rules::check(input.kind, input.channel, &input.template).err().unwrap_or_default();
    if input.first < ctx.now.date() {
        let sentence = "Lời thông báo áp dụng từ hôm nay hoặc một ngày sau. Xin sửa ngày.";
        errors.push(FieldError::new("first", sentence));
    }
    if input.last.is_some_and(|last| last < input.first) {
        errors.push(FieldError::new("last", "Ngày cuối phải từ ngày đầu trở đi. Xin sửa ngày."));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// A text of the installation is no longer said.
#[derive(Clone, Debug, Serialize)]
pub struct EndText {
    /// Of which kind.
    pub kind: Kind,
    /// Over which channel.
    pub channel: Channel,
    /// The text.
    pub text: TextId,
}

/// Ends it: yesterday was its last day, and the one before it or the program's own holds again at once.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or if it has ended.
pub fn end_text(tx: &mut Tx, ctx: &Ctx, input: &EndText) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::EDIT_TEXTS)?;
    ledger::once(tx, ctx, "notice.end-text", input, |tx| {
        let unit = queries::writer(tx, &authority, ctx.now.date())?;
        ledger::open(tx, &[texts_stream()])?;
        let last = ctx.now.date().yesterday().map_err(|_| Error::NotFound)?;
        let kept = store::text::history(tx, input.kind, input.channel)?;
        let open = |it: &Version| it.id == input.text && it.last.is_none_or(|day| day > last);
        if !kept.iter().any(open) {
            return Err(Error::NotFound);
        }
        store::text::end(tx, input.text, last)?;
        ledger::append(tx, ctx, &texts_stream(), Some(unit), ctx.now, &TextEnded { text: input.text, last })?;
        Ok(())
    })
}
