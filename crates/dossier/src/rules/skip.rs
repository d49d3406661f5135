//! A step that data already held make unnecessary (NĐ 118/2025/NĐ-CP: what the State holds is not asked for again): only where the
//! process says so, only by whoever has the step, only with evidence that can be looked up.

use base::{FieldError, Instant};
use catalogue::ProcedureVersion;
use catalogue::process::{Act, Edge};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::Dossier;

/// The longest source and reference, in characters.
const LIMIT: usize = 200;

/// What makes a step unnecessary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where it is: a register, or the number of an earlier dossier.
    pub source: String,
    /// What it says and how it is found there: a number, a record.
    pub reference: String,
    /// When it was looked up.
    pub found_on: Option<Date>,
}

/// The way on from a step that may be skipped: the first that leads on. None where the process keeps the step in any case.
#[must_use]
pub fn way_on<'a>(version: &'a ProcedureVersion, dossier: &Dossier, step: &'a str) -> Option<&'a Edge> {
    version.process.step(step)?.held.as_ref()?;
    let situation = catalogue::Situation { case: &dossier.case, channel: dossier.channel };
    let holds =
        |edge: &&Edge| edge.guard.as_ref().is_none_or(|guard| guard.holds(&dossier.answers, &situation));
    let leads = |edge: &&Edge| matches!(edge.act, Act::Forward | Act::Answer);
    version.process.from(step).filter(leads).find(holds)
}

/// What is wrong with the evidence.
#[must_use]
pub fn evidence_errors(evidence: &Evidence, now: Instant) -> Vec<FieldError> {
    let mut out = Vec::new();
    for (field, text, ask) in [
        ("source", &evidence.source, "Ghi cơ sở dữ liệu đã tra, hoặc mã hồ sơ trước."),
        ("reference", &evidence.reference, "Ghi số, nội dung thông tin đã có để người khác tra lại được."),
    ] {
        let length = text.trim().chars().count();
        if length == 0 {
            out.push(FieldError::new(field, ask));
        } else if length > LIMIT {
            out.push(FieldError::new(
                field,
                format!("Mục này dài tối đa {LIMIT} ký tự, hiện có {length}. Xin rút ngắn."),
            ));
        }
    }
    if evidence.found_on.is_none_or(|day| day > now.date()) {
        out.push(FieldError::new("found_on", "Nhập ngày tra cứu, không sau hôm nay."));
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whole evidence of today or before is taken, whatever it says; a day ahead never is.
        #[test]
        fn evidence_is_whole_and_not_of_tomorrow(source in "[A-Za-zÀ-ỹ ]{0,30}", reference in "[0-9/]{0,12}", days in -400_i64..5) {
            let now = Instant::from_local(jiff::civil::date(2026, 11, 18).at(9, 0, 0, 0));
            let evidence = Evidence { source: source.clone(), reference: reference.clone(), found_on: Some(now.date() + days.days()) };
            let whole = !source.trim().is_empty() && !reference.trim().is_empty() && days <= 0;
            prop_assert_eq!(evidence_errors(&evidence, now).is_empty(), whole);
        }
    }
}
