//! What an officer wants to see of the desk: a queue narrowed and saved under a name of their own, and the columns of its lists.

use base::code::ProcedureCode;
use base::id::StaffId;

use super::Tab;

base::identifier!(
    /// A queue that an officer saved.
    SavedQueueId
);

/// What somebody wants to see of their desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The queue; the first with work if none is named.
    pub tab: Option<Tab>,
    /// Words of a name or of a procedure, or part of a number.
    pub words: String,
    /// Of this procedure alone.
    pub procedure: Option<ProcedureCode>,
    /// At a step of this name alone.
    pub step: String,
}

impl Wanted {
    /// Whether it shows less than a whole queue.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !self.words.is_empty() || self.procedure.is_some() || !self.step.is_empty()
    }
}

/// A queue that an officer saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQueue {
    /// Its identifier, the same in its address.
    pub id: SavedQueueId,
    /// Whose it is.
    pub staff: StaffId,
    /// What its owner calls it.
    pub name: String,
    /// What it shows.
    pub wanted: Wanted,
}

/// A column that an officer may leave out or add. Number and remaining time are always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The procedure.
    Procedure,
    /// In whose name.
    Applicant,
    /// The step it is in.
    Step,
    /// Who is in charge.
    Person,
    /// When it was received, or sent.
    Received,
    /// The appointment.
    Appointment,
}

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Procedure, Self::Applicant, Self::Step, Self::Person, Self::Received, Self::Appointment];

    /// What is shown to whoever has chosen nothing.
    pub const USUAL: [Self; 3] = [Self::Procedure, Self::Applicant, Self::Step];

    /// The word in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Procedure => "thu-tuc",
            Self::Applicant => "nguoi-nop",
            Self::Step => "buoc",
            Self::Person => "nguoi-thu-ly",
            Self::Received => "ngay-nhan",
            Self::Appointment => "hen-tra",
        }
    }

    /// The heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Procedure => "Thủ tục",
            Self::Applicant => "Người nộp",
            Self::Step => "Bước",
            Self::Person => "Người thụ lý",
            Self::Received => "Ngày nhận",
            Self::Appointment => "Hẹn trả",
        }
    }

    /// Whether it is the one of steps, which bears marks of its own.
    #[must_use]
    pub const fn is_step(self) -> bool {
        matches!(self, Self::Step)
    }

    /// What is said beside it on a phone, where there are no headings; names speak for themselves.
    #[must_use]
    pub const fn said(self) -> Option<&'static str> {
        match self {
            Self::Procedure | Self::Applicant | Self::Step => None,
            Self::Person | Self::Received | Self::Appointment => Some(self.label()),
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }
}

/// How an officer wants the desk to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskView {
    /// The columns, in the order of the table.
    pub columns: Vec<Column>,
    /// Whether single keys do something.
    pub keys: bool,
}

impl Default for DeskView {
    fn default() -> Self {
        Self { columns: Column::USUAL.to_vec(), keys: true }
    }
}

impl DeskView {
    /// Whether a column is shown.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_read_by_its_word() {
        for column in Column::ALL {
            assert_eq!(Column::parse(column.code()), Some(column));
        }
        assert_eq!(Column::parse("ma-ho-so"), None, "always there, so no choice");
    }
}
