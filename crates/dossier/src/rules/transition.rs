//! Which act is lawful in which state. Everything not listed is refused with 409 and changes nothing.
//!
//! Source: the one-stop order of NĐ 118/2025 (NĐ 61/2018 Đ.17–20 for older dossiers) and the ten national states.

use crate::model::State;

/// What can be done to a dossier as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// The one-stop unit receives it: the clock starts.
    Receive,
    /// The one-stop unit refuses it, with reasons.
    Refuse,
    /// A step of its internal process is taken; the last one leads to [`Act::Complete`].
    TakeStep,
    /// A person is put in charge of the step it is in.
    Assign,
    /// Its result is recorded.
    Complete,
    /// Its handling is stopped, by the process or by the head of the body, with reasons.
    Stop,
    /// Its result is handed over. Never blocked by lateness.
    Return,
    /// The citizen is asked for papers (form 02): the clock stands still, or begins anew with the answer.
    AskSupplement,
    /// The citizen sends them; the dossier goes back to where it was.
    Supplement,
    /// A step that waits for payment is entered: the clock stands still.
    AwaitPayment,
    /// It is left, paid or not: the clock goes on.
    EndWait,
    /// The result is promised for a later day, with an apology (form 04).
    Extend,
    /// The citizen asks to have it back once it was received.
    AskWithdrawal,
    /// The body answers that.
    AnswerWithdrawal,
    /// It goes back to the citizen, before reception at once, afterwards when the body agrees.
    Withdraw,
    /// Its result leaves for the counter, or is there.
    MoveResult,
    /// It is opened again, to put its result right.
    Reopen,
    /// What was taken down wrongly at reception is put right.
    CorrectReception,
    /// Its result is put on the shelf, reminded of, sent by post, archived: it stays owed.
    KeepResult,
    /// It is recorded that the result was signed for.
    SignFor,
    /// A lost slip is printed again.
    ReprintSlip,
    /// Its result is recalled.
    Recall,
    /// A new result is begun in place of the recalled one.
    Reissue,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 23] = [
        Self::Receive,
        Self::Refuse,
        Self::TakeStep,
        Self::Assign,
        Self::Complete,
        Self::Stop,
        Self::Return,
        Self::AskSupplement,
        Self::Supplement,
        Self::AwaitPayment,
        Self::EndWait,
        Self::Extend,
        Self::AskWithdrawal,
        Self::AnswerWithdrawal,
        Self::Withdraw,
        Self::MoveResult,
        Self::Reopen,
        Self::CorrectReception,
        Self::KeepResult,
        Self::SignFor,
        Self::ReprintSlip,
        Self::Recall,
        Self::Reissue,
    ];

    /// The act as a sentence names it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Receive => "tiếp nhận",
            Self::Refuse => "từ chối tiếp nhận",
            Self::TakeStep => "chuyển bước",
            Self::Assign => "giao việc",
            Self::Complete => "ghi kết quả",
            Self::Stop => "dừng giải quyết",
            Self::Return => "trả kết quả",
            Self::AskSupplement => "yêu cầu bổ sung",
            Self::Supplement => "bổ sung giấy tờ",
            Self::AwaitPayment => "thông báo nghĩa vụ tài chính",
            Self::EndWait => "ghi nhận nghĩa vụ tài chính",
            Self::Extend => "gia hạn",
            Self::AskWithdrawal => "xin rút hồ sơ",
            Self::AnswerWithdrawal => "trả lời việc rút hồ sơ",
            Self::Withdraw => "rút hồ sơ",
            Self::MoveResult => "chuyển kết quả",
            Self::Reopen => "mở lại để đính chính",
            Self::CorrectReception => "sửa thông tin tiếp nhận",
            Self::KeepResult => "giữ, nhắc nhận hoặc gửi kết quả",
            Self::SignFor => "ghi việc ký nhận kết quả",
            Self::ReprintSlip => "in lại giấy tiếp nhận",
            Self::Recall => "thu hồi kết quả",
            Self::Reissue => "cấp lại kết quả",
        }
    }
}

/// The act is not lawful in the state the dossier is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{act:?} is not possible in state {state}")]
pub struct Illegal {
    /// What was tried.
    pub act: Act,
    /// Where the dossier stands.
    pub state: State,
}

/// The state after `act`.
///
/// # Errors
/// [`Illegal`] when the act does not apply in `state`.
pub const fn next(state: State, act: Act) -> Result<State, Illegal> {
    use State::{
        AwaitingPayment, AwaitingSupplement, Completed, Processing, Received, Refused, Returned, Stopped,
        Submitted, Withdrawn,
    };
    match (state, act) {
        (Submitted, Act::Receive) => Ok(Received),
        (Submitted, Act::Refuse) => Ok(Refused),
        (Received | Processing, Act::TakeStep) => Ok(Processing),
        (Received | Processing, Act::Assign | Act::Extend | Act::CorrectReception) => Ok(state),
        (Received | Processing | AwaitingPayment, Act::Complete) => Ok(Completed),
        (Received | Processing | AwaitingSupplement | AwaitingPayment, Act::Stop) => Ok(Stopped),
        (Submitted | Received | Processing, Act::AskSupplement) => Ok(AwaitingSupplement),
        // Where it goes back to stands in the request; this is what it is while nobody looks closer.
        (AwaitingSupplement, Act::Supplement) => Ok(Processing),
        (Received | Processing, Act::AwaitPayment) => Ok(AwaitingPayment),
        (AwaitingPayment, Act::EndWait) => Ok(Processing),
        (
            Received | Processing | AwaitingSupplement | AwaitingPayment,
            Act::AskWithdrawal | Act::AnswerWithdrawal,
        ) => Ok(state),
        (Submitted | Received | Processing | AwaitingSupplement | AwaitingPayment, Act::Withdraw) => {
            Ok(Withdrawn)
        }
        (Completed, Act::Return) => Ok(Returned),
        (Completed, Act::MoveResult | Act::KeepResult) => Ok(Completed),
        (Completed | Returned, Act::Reopen | Act::Reissue) => Ok(Processing),
        (Completed | Returned, Act::Recall) | (Returned, Act::SignFor) => Ok(state),
        (
            Received | Processing | AwaitingSupplement | AwaitingPayment | Completed | Returned,
            Act::ReprintSlip,
        ) => Ok(state),
        _ => Err(Illegal { act, state }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_act() -> impl Strategy<Value = Act> {
        prop::sample::select(Act::ALL.to_vec())
    }

    #[test]
    fn the_main_way_leads_from_submission_to_return() {
        let way = [Act::Receive, Act::Assign, Act::TakeStep, Act::TakeStep, Act::Complete, Act::Return];
        let end = way.into_iter().try_fold(State::Submitted, next);
        assert_eq!(end, Ok(State::Returned));
    }

    #[test]
    fn a_refused_dossier_stays_refused() {
        for act in Act::ALL {
            assert_eq!(next(State::Refused, act), Err(Illegal { act, state: State::Refused }));
        }
    }

    proptest! {
        /// However the acts come, a closed dossier only ever goes on to be handed over, or is opened again to put its result
        /// right.
        #[test]
        fn closed_opens_again_only_to_put_a_result_right(acts in prop::collection::vec(any_act(), 0..12)) {
            let mut state = State::Submitted;
            for act in acts {
                let before = state;
                state = next(state, act).unwrap_or(state);
                if before.is_closed() && !matches!(act, Act::Reopen | Act::Reissue) {
                    prop_assert!(state == before || (before == State::Completed && state == State::Returned));
                }
                if matches!(before, State::Refused | State::Withdrawn | State::Stopped) {
                    prop_assert_eq!(state, before);
                }
            }
        }
    }
}
