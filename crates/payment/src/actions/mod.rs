//! What can be done with money, one act a file: authorise, open the streams, load, apply the rule, store, append.

mod answer_till;
mod books;
mod close_shift;
mod collect;
mod deposit;
mod open_shift;
mod prove_relief;
mod refund;
mod rehome;
mod set_account;
mod set_amount;
mod void_receipt;

pub use answer_till::{AnswerTill, answer_till};
pub use books::{CloseBook, GiveBook, RegisterBook, close_book, give_book, register_book};
pub use close_shift::{CloseShift, close_shift};
pub use collect::{Collect, Collected, collect};
pub use deposit::{Deposit, Deposited, deposit};
pub use open_shift::{OpenShift, open_shift};
pub use prove_relief::{ProveRelief, prove_relief};
pub use refund::{Refund, refund};
pub(crate) use rehome::rehome;
pub use set_account::{SetAccount, set_account};
pub use set_amount::{SetAmount, set_amount};
pub use void_receipt::{VoidReceipt, void_receipt};

use base::FieldError;
use base::id::StaffId;
use db::Query;

use crate::error::Error;

/// The longest reason.
const REASON: usize = 500;

/// A text that must be there, without blanks around.
fn words(field: &str, text: &str, most: usize, ask: &str) -> Result<String, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new(field, ask));
    }
    let length = text.chars().count();
    if length > most {
        let message = format!("Mục này dài tối đa {most} ký tự, hiện có {length}. Xin rút ngắn.");
        return Err(FieldError::new(field, message));
    }
    Ok(text.to_owned())
}

/// The position with which somebody acts on what a body issued: in that body, or in one that took it over since.
pub(super) fn post_at<'a>(
    q: &mut impl Query,
    authority: &'a base::Authority,
    root: base::id::UnitId,
    today: jiff::civil::Date,
) -> Result<&'a base::Post, Error> {
    if let Ok(post) = authority.at_root(&root) {
        return Ok(post);
    }
    for heir in organisation::standing_for(q, root, today)? {
        if let Ok(post) = authority.at_root(&heir.root) {
            return Ok(post);
        }
    }
    Err(Error::NotFound)
}

/// Whether somebody holds this permission in a body today.
fn holds(
    q: &mut impl Query,
    person: StaffId,
    root: base::id::UnitId,
    permission: &base::Permission,
    today: jiff::civil::Date,
) -> Result<bool, Error> {
    let posts = organisation::posts_of(q, person, today)?;
    Ok(posts.iter().any(|post| post.root == root && permission.held_by.contains(&post.role)))
}
