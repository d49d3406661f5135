//! A figure: one count of a table, said by the query of its address.

use base::id::UnitId;
use dossier::model::{Came, Concern, ConcernBy, Stands, TallyBy};
use dossier::queries::{Tally, TallyCell};
use serde::Deserialize;

use crate::model::Span;

base::coded! {
    /// A column of the standard table; each is a sum of ways in and ways to stand.
    Column {
        /// Everything that was to be settled in the time.
        All = "tong", "Phải giải quyết";
        /// Open when the time began.
        Carried = "chuyen-sang", "Kỳ trước chuyển sang";
        /// Received online.
        Online = "truc-tuyen", "Tiếp nhận trực tuyến";
        /// Received at a counter or by post.
        Counter = "truc-tiep", "Tiếp nhận trực tiếp, bưu chính";
        /// Settled.
        Settled = "da-giai-quyet", "Đã giải quyết";
        /// Settled before the day of the appointment.
        Before = "truoc-han", "Giải quyết trước hạn";
        /// Settled on that day, in time.
        On = "dung-han", "Giải quyết đúng hạn";
        /// Settled late.
        After = "tre-han", "Giải quyết quá hạn";
        /// Open.
        Open = "dang-giai-quyet", "Đang giải quyết";
        /// Open, in time.
        InTime = "trong-han", "Đang giải quyết, trong hạn";
        /// Open, late.
        Late = "qua-han", "Đang giải quyết, quá hạn";
        /// The clock stands still.
        Paused = "tam-dung", "Tạm dừng thời hạn";
        /// Withdrawn or stopped.
        Ended = "rut-dung", "Rút, dừng";
    }
}

impl Column {
    /// The ways in that it counts; none means all.
    #[must_use]
    pub const fn came(self) -> &'static [Came] {
        match self {
            Self::Carried => &[Came::Carried],
            Self::Online => &[Came::Online],
            Self::Counter => &[Came::Counter],
            _ => &[],
        }
    }

    /// The ways to stand that it counts; none means all.
    #[must_use]
    pub const fn stands(self) -> &'static [Stands] {
        match self {
            Self::Settled => &[Stands::Before, Stands::On, Stands::After],
            Self::Before => &[Stands::Before],
            Self::On => &[Stands::On],
            Self::After => &[Stands::After],
            Self::Open => &[Stands::InTime, Stands::Late, Stands::Paused],
            Self::InTime => &[Stands::InTime],
            Self::Late => &[Stands::Late],
            Self::Paused => &[Stands::Paused],
            Self::Ended => &[Stands::Ended],
            _ => &[],
        }
    }
}

/// One count with the dossiers behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A cell of the standard table; an empty line is the whole column.
    Cell {
        /// The time.
        span: Span,
        /// What the lines are.
        by: TallyBy,
        /// Of one body alone.
        body: Option<UnitId>,
        /// The line.
        line: String,
        /// The column.
        column: Column,
    },
    /// A count of what is watched now; no line is all of it.
    Watched {
        /// What is watched.
        concern: Concern,
        /// By what it is counted.
        by: ConcernBy,
        /// The line; empty stands for dossiers without one.
        line: Option<String>,
    },
}

/// A figure as an address says it, every word still to be read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `ky` or `canh-bao`.
    pub bang: String,
    /// The first day.
    pub tu: String,
    /// The last day.
    pub den: String,
    /// What the lines are.
    pub theo: String,
    /// Of one body alone.
    pub co_quan: String,
    /// The line, once; an empty one is a line, as in “by no person”.
    pub dong: Vec<String>,
    /// The column, or what is watched.
    pub cot: String,
    /// The dossier after which a page of the list begins.
    pub sau: String,
}

impl Figure {
    /// Reads what an address says; none where it is no figure.
    #[must_use]
    pub fn read(typed: &Typed) -> Option<Self> {
        match typed.bang.as_str() {
            "ky" => Some(Self::Cell {
                span: Span::new(typed.tu.parse().ok()?, typed.den.parse().ok()?)?,
                by: TallyBy::parse(&typed.theo)?,
                body: if typed.co_quan.is_empty() { None } else { Some(typed.co_quan.parse().ok()?) },
                line: typed.dong.first().cloned().unwrap_or_default(),
                column: Column::parse(&typed.cot)?,
            }),
            "canh-bao" => Some(Self::Watched {
                concern: Concern::parse(&typed.cot)?,
                by: ConcernBy::parse(&typed.theo)?,
                line: typed.dong.first().cloned(),
            }),
            _ => None,
        }
    }

    /// The query that says it: the same figure always the same words.
    #[must_use]
    pub fn query(&self) -> String {
        match self {
            Self::Cell { span, by, body, line, column } => {
                let body = body.map_or_else(String::new, |id| format!("&co_quan={id}"));
                let line =
                    if line.is_empty() { String::new() } else { format!("&dong={}", web::query_value(line)) };
                format!(
                    "bang=ky&tu={}&den={}&theo={}{body}{line}&cot={}",
                    span.first(),
                    span.last(),
                    by.code(),
                    column.code()
                )
            }
            Self::Watched { concern, by, line } => {
                let line =
                    line.as_ref().map_or_else(String::new, |it| format!("&dong={}", web::query_value(it)));
                format!("bang=canh-bao&theo={}{line}&cot={}", by.code(), concern.code())
            }
        }
    }

    /// The table it stands in, and its cell; none of what is watched.
    #[must_use]
    pub fn cell(&self) -> Option<(Tally, TallyCell)> {
        let Self::Cell { span, by, body, line, column } = self else { return None };
        let tally = Tally { from: span.first(), to: span.last(), by: *by, body: *body };
        let (came, stands) = (column.came().to_vec(), column.stands().to_vec());
        Some((tally, TallyCell { line: line.clone(), came, stands }))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn typed(query: &str) -> Typed {
        serde_html_form::from_str(query).expect("a query")
    }

    proptest! {
        #[test]
        fn what_an_address_says_reads_back(
            line in "[a-zđĐ 0-9&=%;]{0,12}", column in 0_usize..13, concern in 0_usize..4, by in 0_usize..4, days in 0_i32..400
        ) {
            let first = date(2026, 1, 1);
            let span = Span::new(first, first.saturating_add(jiff::Span::new().days(days))).expect("a time");
            let cell = Figure::Cell { span, by: TallyBy::ALL[by % 2], body: None, line: line.clone(), column: Column::ALL[column] };
            prop_assert_eq!(Figure::read(&typed(&cell.query())), Some(cell));
            let watched = Figure::Watched { concern: Concern::ALL[concern], by: ConcernBy::ALL[by], line: Some(line) };
            prop_assert_eq!(Figure::read(&typed(&watched.query())), Some(watched));
        }
    }

    #[test]
    fn the_columns_add_up() {
        let sum = |columns: &[Column]| -> Vec<Stands> {
            columns.iter().flat_map(|it| it.stands()).copied().collect()
        };
        assert_eq!(sum(&[Column::Before, Column::On, Column::After]), Column::Settled.stands());
        assert_eq!(sum(&[Column::InTime, Column::Late, Column::Paused]), Column::Open.stands());
        assert_eq!(sum(&[Column::Settled, Column::Open, Column::Ended]), Stands::ALL);
    }
}
