//! Taking a step: what the process allows this person now, what the person owes with it, and what it does to the
//! dossier as a whole. Pure.

use base::{FieldError, Role};
use catalogue::process::{
    Act as StepAct, Awaits, Drafted, Facts, Offer, Outcome, Position, Reason, Stage, Transition, UnitSelector,
};
use catalogue::{ProcedureVersion, Situation};
use jiff::civil::Date;

use super::transition::Act;
use crate::model::Authorised;

/// Longest note, result number and recipient taken, in characters.
const NOTE_LIMIT: usize = 2000;
const NUMBER_LIMIT: usize = 60;
const RECIPIENT_LIMIT: usize = 250;
/// The largest amount taken, in đồng.
const AMOUNT_LIMIT: i64 = 1_000_000_000_000;

/// An action a person may take now, and what must come with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The action as the process offers it.
    pub offer: Offer,
    /// Leads to the result: its number and date are owed.
    pub completes: bool,
    /// Hands the result over: the recipient is owed.
    pub hands_over: bool,
    /// Leads to a step that waits for payment: number and amount of the notice are owed.
    pub notifies: bool,
    /// Notes that the citizen has paid: number and day of the receipt are owed.
    pub settles: bool,
}

/// What came with an action.
#[derive(Clone, Debug, Default)]
pub struct Given<'a> {
    /// A note, or the reason where one is owed.
    pub note: &'a str,
    /// True when the person for the next step was named.
    pub person: bool,
    /// The number of the result.
    pub result_number: &'a str,
    /// The date of the result.
    pub result_date: Option<Date>,
    /// Who takes the result.
    pub recipient: &'a str,
    /// By what right, where it is not the applicant.
    pub authorised: Option<&'a Authorised>,
    /// The day the dossier was received: no result is older.
    pub received: Option<Date>,
    /// The number of the notice of what the citizen has to pay.
    pub notice_number: &'a str,
    /// How much that is, in đồng.
    pub amount: Option<i64>,
    /// The number of the receipt.
    pub receipt_number: &'a str,
    /// The day on it.
    pub receipt_date: Option<Date>,
}

/// Where a dossier stands, for this rule.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The version it was received under.
    pub version: &'a ProcedureVersion,
    /// Its position.
    pub position: &'a Position,
    /// Case and channel.
    pub situation: Situation<'a>,
    /// The answers.
    pub answers: &'a serde_json::Value,
    /// The code of the drafted result.
    pub decided: Option<&'a str>,
}

impl Standing<'_> {
    /// What the drafted result is; none while nothing is drafted.
    fn drafted(&self) -> Option<Drafted> {
        let result = self.version.result(self.decided?)?;
        Some(if result.grants { Drafted::Grants } else { Drafted::Refuses })
    }
}

/// The actions offered to somebody with these positions.
#[must_use]
pub fn choices(at: &Standing<'_>, posts: &[(Role, UnitSelector)]) -> Vec<Choice> {
    let facts = Facts { posts, situation: at.situation, answers: at.answers, drafted: at.drafted() };
    let offers = at.version.process.offered(at.position, &facts);
    offers.into_iter().map(|offer| choice(at, offer)).collect()
}

/// Takes `action`: the transition, and which act it is on the dossier as a whole.
///
/// # Errors
/// The [`Reason`] of the process; nothing changes then.
pub fn take(
    at: &Standing<'_>,
    posts: &[(Role, UnitSelector)],
    step: &str,
    action: &str,
) -> Result<(Transition, Act), Reason> {
    let facts = Facts { posts, situation: at.situation, answers: at.answers, drafted: at.drafted() };
    let transition = at.version.process.take(at.position, step, action, &facts)?;
    let act = act(at, &transition);
    Ok((transition, act))
}

/// What is missing or too long in what came with an action.
#[must_use]
pub fn owed(choice: &Choice, given: &Given<'_>, today: Date) -> Vec<FieldError> {
    let mut out = Vec::new();
    let mut ask = |missing: bool, field: &str, message: &str| {
        if missing {
            out.push(FieldError::new(field, message));
        }
    };
    ask(
        choice.offer.needs_reason && given.note.trim().is_empty(),
        "note",
        "Nhập lý do để người nhận biết cần làm gì.",
    );
    ask(!choice.offer.names_person_for.is_empty() && !given.person, "person", "Chọn người thụ lý.");
    let nobody = choice.offer.names_person_for.is_empty() && given.person;
    ask(nobody, "person", "Thao tác này không chọn người thụ lý. Xin bỏ trống mục này.");
    if choice.completes {
        ask(given.result_number.trim().is_empty(), "result_number", "Nhập số, ký hiệu của kết quả.");
        match given.result_date {
            None => ask(true, "result_date", "Nhập ngày ký kết quả có thật: ngày, tháng, năm."),
            Some(date) => {
                ask(date > today, "result_date", "Ngày ký kết quả không được sau hôm nay.");
                let early = given.received.is_some_and(|received| date < received);
                ask(early, "result_date", "Ngày ký kết quả không được trước ngày tiếp nhận hồ sơ.");
            }
        }
    }
    if let Some(by) = given.authorised {
        ask(!choice.hands_over, "authorised_number", "Thao tác này không trả kết quả. Xin bỏ trống mục này.");
        let ask_number = "Nhập số giấy tờ tùy thân của người được ủy quyền.";
        ask(by.number.is_empty(), "authorised_number", ask_number);
        let ask_paper = "Ghi văn bản ủy quyền: loại, số, ngày.";
        ask(by.paper.is_empty(), "authorised_paper", ask_paper);
        let long = by.number.chars().count() > NUMBER_LIMIT || by.paper.chars().count() > RECIPIENT_LIMIT;
        ask(long, "authorised_paper", "Nội dung quá dài. Xin rút gọn.");
    }
    ask(
        choice.hands_over && given.recipient.trim().is_empty(),
        "recipient",
        "Nhập họ tên người nhận kết quả.",
    );
    out.extend(owed_for_payment(choice, given, today));
    let mut ask = |missing: bool, field: &str, message: &str| {
        if missing {
            out.push(FieldError::new(field, message));
        }
    };
    for (field, text, limit) in [
        ("notice_number", given.notice_number, NUMBER_LIMIT),
        ("receipt_number", given.receipt_number, NUMBER_LIMIT),
        ("note", given.note, NOTE_LIMIT),
        ("result_number", given.result_number, NUMBER_LIMIT),
        ("recipient", given.recipient, RECIPIENT_LIMIT),
    ] {
        let long = text.trim().chars().count() > limit;
        ask(long, field, &format!("Nội dung dài tối đa {limit} ký tự. Xin rút gọn."));
    }
    out
}

/// What is missing in a notice of what the citizen has to pay, or in the note that it was paid.
fn owed_for_payment(choice: &Choice, given: &Given<'_>, today: Date) -> Vec<FieldError> {
    let mut out = Vec::new();
    let mut ask = |missing: bool, field: &str, message: &str| {
        if missing {
            out.push(FieldError::new(field, message));
        }
    };
    if choice.notifies {
        ask(given.notice_number.trim().is_empty(), "notice_number", "Nhập số thông báo nghĩa vụ tài chính.");
        let amount = given.amount.is_none_or(|amount| !(1..=AMOUNT_LIMIT).contains(&amount));
        ask(amount, "amount", "Nhập số tiền phải nộp bằng đồng, ví dụ 12.500.000.");
    }
    if choice.settles {
        ask(given.receipt_number.trim().is_empty(), "receipt_number", "Nhập số biên lai hoặc giấy nộp tiền.");
        match given.receipt_date {
            None => ask(true, "receipt_date", "Nhập ngày nộp tiền có thật: ngày, tháng, năm."),
            Some(date) => ask(date > today, "receipt_date", "Ngày nộp tiền không được sau hôm nay."),
        }
    }
    out
}

fn choice(at: &Standing<'_>, offer: Offer) -> Choice {
    let next = at.version.process.apply(at.position, &offer.step, &offer.action);
    let act = next.as_ref().ok().map(|transition| act(at, transition));
    Choice {
        completes: act == Some(Act::Complete),
        hands_over: offer.act == StepAct::HandOver,
        notifies: act == Some(Act::AwaitPayment),
        settles: offer.act == StepAct::Settle,
        offer,
    }
}

/// What a transition is on the dossier as a whole: entering the return stage completes it, the end closes it.
fn act(at: &Standing<'_>, transition: &Transition) -> Act {
    let process = &at.version.process;
    if let Some(end) = transition.position.end() {
        let stopped = process.end(end).is_some_and(|end| end.outcome == Outcome::Stopped);
        return if stopped { Act::Stop } else { Act::Return };
    }
    let returns = |code: &String| process.step(code).is_some_and(|step| step.stage == Stage::Return);
    let pays = |code: &str| process.step(code).is_some_and(|step| step.awaits == Some(Awaits::Payment));
    if transition.entered.iter().any(returns) {
        Act::Complete
    } else if transition.entered.iter().any(|code| pays(code)) {
        Act::AwaitPayment
    } else if pays(&transition.left) {
        Act::EndWait
    } else {
        Act::TakeStep
    }
}
