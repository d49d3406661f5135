//! Procedures and local fees as files for another installation.

mod fees;
mod procedures;

use web::{Outcome, Settings};

use crate::actions::Change;

/// What this context hands over, in the order in which it is taken in: a fee belongs to a procedure.
pub(crate) fn settings() -> Vec<Settings> {
    vec![
        Settings {
            folder: "thu-tuc",
            label: "Thủ tục: thành phần, biểu mẫu, quy trình nội bộ",
            usual: true,
            write: procedures::write,
            take: procedures::take,
        },
        Settings {
            folder: "muc-thu",
            label: "Mức phí, lệ phí do Hội đồng nhân dân quy định",
            usual: true,
            write: fees::write,
            take: fees::take,
        },
    ]
}

/// What an act did, as the report of an archive says it.
const fn outcome(change: Change) -> Outcome {
    match change {
        Change::Added => Outcome::Added,
        Change::Changed => Outcome::Changed,
        Change::Unchanged => Outcome::Same,
    }
}
