//! Telling: a context above says within its consumer what happened; here it becomes a message, and a job for each channel outward.

use base::Ctx;
use base::id::UnitId;
use db::{Query, Tx};
use jiff::civil::Date;
use ledger::Stream;

use crate::error::Error;
use crate::jobs;
use crate::model::{Channel, Contact, Kind, MessageId, Recipient, Template, Words};
use crate::rules;
use crate::store::{self, delivery::Home, message::New};

/// What one event says to one recipient.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The stream of the event.
    pub origin: Stream,
    /// Its number there.
    pub event: i64,
    /// What it is about.
    pub kind: Kind,
    /// To whom.
    pub to: Recipient,
    /// How they said they can be reached there.
    pub contact: Contact,
    /// The body that says it.
    pub root: UnitId,
    /// Where the link leads, on this site.
    pub path: String,
    /// What is put into the slots.
    pub words: Words,
}

/// Tells it, once however often it is called; whether it was new. Somebody without an account and without an address is not told.
///
/// # Errors
/// Those of the database.
pub fn tell(tx: &mut Tx, ctx: &Ctx, it: &Telling) -> Result<bool, Error> {
    let ways = ways(tx, it)?;
    if it.to == Recipient::Elsewhere && ways.is_empty() {
        return Ok(false);
    }
    let today = ctx.now.date();
    let own = store::text::in_force(tx, it.kind, today)?;
    let template = |channel| {
        let own = own.iter().rev().find(|one| one.0 == channel).map(|one| one.1.template.clone());
        own.unwrap_or_else(|| rules::default(it.kind, channel))
    };
    let id = MessageId::new(&ctx.rng, ctx.now);
    let said = filled(&template(Channel::Inbox), it);
    let message = New {
        id,
        origin: &it.origin,
        event: it.event,
        kind: it.kind,
        to: it.to,
        said: &said,
        path: &it.path,
        now: ctx.now,
    };
    if !store::message::insert(tx, &message)? {
        return Ok(false);
    }
    let home = home(tx, it.root, today)?;
    for way in ways {
        store::delivery::insert(tx, id, &way, home, &filled(&template(way.0), it))?;
        jobs::enqueue(tx, ctx, id, way.0, None, ctx.now)?;
    }
    Ok(true)
}

/// The channels outward with their addresses.
fn ways(q: &mut impl Query, it: &Telling) -> Result<Vec<(Channel, String)>, Error> {
    Ok(match it.to {
        Recipient::Citizen(account) => rules::reach(store::choice::find(q, account)?.as_ref(), &it.contact),
        Recipient::Elsewhere => rules::reach(None, &it.contact),
        Recipient::Staff(_) => Vec::new(),
    })
}

fn filled(template: &Template, it: &Telling) -> Template {
    let fill = |text: &str| rules::fill(text, &it.words);
    Template { subject: fill(&template.subject), body: fill(&template.body) }
}

fn home(q: &mut impl Query, root: UnitId, today: Date) -> Result<Home, Error> {
    let top = organisation::place_of(q, root, today)?.map_or(root, |place| place.top);
    Ok(Home { root, top })
}
