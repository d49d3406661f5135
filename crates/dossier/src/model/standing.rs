//! How a received dossier stands to its time: the columns of the standard counts.

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Decided within the first appointment.
    DoneInTime,
    /// Decided after it.
    DoneLate,
    /// Open, and the first appointment is still to come.
    OpenInTime,
    /// Open past it.
    OpenLate,
    /// The clock stands still: papers, payment, a notice are awaited.
    Waits,
    /// Withdrawn or stopped.
    Ended,
}

impl Standing {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::DoneInTime, Self::DoneLate, Self::OpenInTime, Self::OpenLate, Self::Waits, Self::Ended];

    /// The word in addresses and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DoneInTime => "dung-han",
            Self::DoneLate => "tre-han",
            Self::OpenInTime => "trong-han",
            Self::OpenLate => "qua-han",
            Self::Waits => "tam-dung",
            Self::Ended => "rut-dung",
        }
    }

    /// The head of the column.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DoneInTime => "Giải quyết đúng hạn",
            Self::DoneLate => "Giải quyết trễ hạn",
            Self::OpenInTime => "Đang giải quyết, trong hạn",
            Self::OpenLate => "Đang giải quyết, quá hạn",
            Self::Waits => "Tạm dừng thời hạn",
            Self::Ended => "Rút, dừng",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}
