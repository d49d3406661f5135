//! Why an act on a dossier is refused, in English: what a citizen can meet. What only staff meet is explained by its kind.

use base::{Fault as _, Locale};

use crate::error::Error;
use crate::rules::Illegal;

/// The sentence, if a citizen can meet it.
pub(crate) fn said(error: &Error) -> Option<String> {
    let sentence = match error {
        Error::Denied(e) => return e.english(),
        Error::Organisation(e) => return e.english(),
        Error::Catalogue(e) => return e.english(),
        Error::Accounts(e) => return e.english(),
        Error::Payment(e) => return e.english(),
        Error::Ledger(e) => return e.english(),
        Error::Db(e) => return e.english(),
        Error::NotFound => {
            "This dossier was not found. Please check its number, or sign in with the account that filed it."
        }
        Error::NoProcedure => {
            "No procedure with this code is open to the public. Please look for it in the list."
        }
        Error::StaleProcedure => {
            "A new version of this procedure has come into force, or the case that was chosen no longer applies. Please open the page of the procedure and choose again; what you filled in is kept."
        }
        Error::NotThisWay(channel) => {
            let way = channel.called(Locale::En);
            return Some(format!(
                "This procedure is not filed this way: {way}. Please see the page of the procedure for other ways."
            ));
        }
        Error::Invalid(fields) if fields.len() == 1 => "One entry must be put right before it can be sent.",
        Error::Invalid(fields) => {
            return Some(format!("{} entries must be put right before it can be sent.", fields.len()));
        }
        Error::Illegal(Illegal { state, .. }) => {
            let state = state.called(Locale::En);
            return Some(format!(
                "This cannot be done in the present state of the dossier: {state}. Please open the dossier to see what can be done now."
            ));
        }
        Error::Stale { .. } => {
            "The dossier was changed by somebody else after you opened the page. Please look at it again."
        }
        Error::StaleDraft => {
            "The form was changed in another window or on another device, so it was not sent. Please open the last page again, look through it and send it."
        }
        Error::AskedBefore => {
            "You have asked to withdraw the dossier already, and the answer is still to come. There is nothing more to do for you."
        }
        Error::UnderCorrection(_) => {
            "The result of this dossier is being put right, by a day of its own. Other things cannot be done meanwhile."
        }
        Error::NoPart(part) => {
            return Some(format!(
                "For the part “{part}” of this linked procedure no rules are in force today, so it cannot be received. Please tell the one-stop unit; what you filled in is kept."
            ));
        }
        Error::OfParts(_) => {
            "This is not done here, because the dossier belongs to a linked procedure: it is done in the dossier of each part."
        }
        Error::NoUnit => {
            "The body that was chosen is not known here, or no longer exists. Please choose another."
        }
        Error::TooManyLookUps { until } => {
            let until = Locale::En.moment(until.local());
            return Some(format!("Too many look-ups in this hour. Please wait until {until}."));
        }
        _ => return None,
    };
    Some(sentence.to_owned())
}
