//! The duties on a dossier that are best done by different people.

use catalogue::process::Stage;

base::coded! {
    /// A duty on a dossier, whatever the steps of its procedure are called.
    Duty {
        /// Takes the dossier in.
        Receive = "receive", "tiếp nhận";
        /// Examines it and drafts the result.
        Handle = "handle", "thẩm định";
        /// Checks the draft.
        Check = "check", "soát xét";
        /// Decides and signs.
        Sign = "sign", "ký duyệt";
    }
}

impl Duty {
    /// The duty of whoever takes a step of this stage; none where it does not matter who takes it.
    #[must_use]
    pub const fn of_stage(stage: Stage) -> Option<Self> {
        match stage {
            Stage::Handle => Some(Self::Handle),
            Stage::Check => Some(Self::Check),
            Stage::Sign => Some(Self::Sign),
            // Passing on what one received, giving work out, answering for another body, numbering and handing over.
            Stage::Reception
            | Stage::Assign
            | Stage::Consult
            | Stage::Issue
            | Stage::Linked
            | Stage::Return => None,
        }
    }
}
