//! Recalling a result (thu hồi) and issuing a new one in its place without fee (cấp lại do lỗi của cơ quan). A recalled result is
//! not handed on; what was handed on has to be brought back, and the recall says what.

use base::FieldError;
use base::code::DossierNumber;

use super::words;
use crate::model::{Dossier, Handed, Recall};

/// Longest reason, citation and list of what has to be brought back, in characters.
const WORDS_LIMIT: usize = 2000;
const CITATION_LIMIT: usize = 500;
/// The most dossiers that are named as relying on a result.
const RELIED_LIMIT: usize = 20;

/// Why something is not done because of a recall, or without one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecallRefused {
    /// The result is recalled.
    #[error("result recalled")]
    Recalled {
        /// Its number.
        number: String,
        /// When: `10:20 18/11/2026`.
        at: String,
        /// Whether a new one may be issued in its place.
        reissue: bool,
    },
    /// There is no recalled result.
    #[error("nothing recalled")]
    NotRecalled,
    /// The recall was no error of the body: a new result needs a new dossier.
    #[error("no error of the body")]
    NoFault,
}

impl RecallRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Recalled { .. } => "dossier.result-recalled",
            Self::NotRecalled => "dossier.not-recalled",
            Self::NoFault => "dossier.recalled-without-fault",
        }
    }

    /// What people are told.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Recalled { number, at, reissue } => {
                let next = if *reissue {
                    "Xin dùng “Cấp lại do lỗi của cơ quan” để có kết quả mới."
                } else {
                    "Việc thu hồi không do lỗi của cơ quan, nên kết quả mới cần một hồ sơ mới."
                };
                format!("Kết quả số {number} đã bị thu hồi lúc {at}, nên không thực hiện được việc này. {next}")
            }
            Self::NotRecalled => "Kết quả của hồ sơ chưa bị thu hồi, nên không cấp lại. Nếu kết quả sai, xin thu hồi trước, hoặc mở lại để đính chính.".into(),
            Self::NoFault => "Việc thu hồi được ghi là không do lỗi của cơ quan, nên không cấp lại miễn phí. Người nộp cần nộp hồ sơ mới.".into(),
        }
    }
}

/// What a recall is given.
#[derive(Clone, Copy, Debug)]
pub struct RecallGiven<'a> {
    /// Why.
    pub reason: &'a str,
    /// The article.
    pub citation: &'a str,
    /// What has to be brought back.
    pub bring_back: &'a str,
    /// The numbers of dossiers that relied on it, as they were typed.
    pub relied_on: &'a str,
    /// Why it was an error of the body; none where it was not.
    pub fault: Option<&'a str>,
}

/// Refuses what does not go together with a recalled result: handing it on, keeping it, recalling it again, correcting it.
///
/// # Errors
/// [`RecallRefused::Recalled`] while a recall holds.
pub fn not_recalled(dossier: &Dossier) -> Result<(), RecallRefused> {
    let Some(recall) = dossier.beside.open_recall() else { return Ok(()) };
    Err(RecallRefused::Recalled {
        number: recall.result.number.clone(),
        at: base::words::short_moment(recall.at.local()),
        reissue: recall.fault.is_some(),
    })
}

/// The recall in whose place a new result may be issued without fee.
///
/// # Errors
/// [`RecallRefused`] without a recall, or where it was no error of the body.
pub fn may_reissue(dossier: &Dossier) -> Result<&Recall, RecallRefused> {
    let recall = dossier.beside.open_recall().ok_or(RecallRefused::NotRecalled)?;
    if recall.fault.is_some() { Ok(recall) } else { Err(RecallRefused::NoFault) }
}

/// What is missing or too long in a recall; the numbers of the dossiers that relied on the result. Whoever recalls what was handed
/// on says what has to be brought back.
///
/// # Errors
/// One for each field.
pub fn recall_numbers(
    given: &RecallGiven<'_>,
    result: &str,
    handed: Option<&Handed>,
) -> Result<Vec<DossierNumber>, Vec<FieldError>> {
    let ask = "Ghi rõ vì sao thu hồi; người nộp đọc nguyên văn.";
    let mut errors: Vec<_> = words("reason", given.reason, WORDS_LIMIT, ask).into_iter().collect();
    let ask = "Ghi điều, khoản cho phép thu hồi.";
    errors.extend(words("citation", given.citation, CITATION_LIMIT, ask));
    if let Some(handed) = handed {
        let at = base::words::short_moment(handed.at.local());
        let ask = format!(
            "Kết quả số {result} đã được trao cho {} lúc {at}. Ghi rõ phải nộp lại gì, ví dụ: bản chính giấy phép.",
            handed.to
        );
        errors.extend(words("bring_back", given.bring_back, WORDS_LIMIT, &ask));
    } else if !given.bring_back.trim().is_empty() {
        let message = "Kết quả chưa được trao cho ai, nên không có gì phải nộp lại. Xin bỏ trống mục này.";
        errors.push(FieldError::new("bring_back", message));
    }
    errors.extend(fault(given.fault).err().into_iter().flatten());
    match numbers(given.relied_on) {
        Ok(found) if errors.is_empty() => return Ok(found),
        Ok(_) => {}
        Err(wrong) => errors.push(wrong),
    }
    Err(errors)
}

/// What the body did wrong, where it is an error of the body at all.
///
/// # Errors
/// One for the field `fault`: an error without a reason, or one that is too long.
pub fn fault(reason: Option<&str>) -> Result<Option<String>, Vec<FieldError>> {
    let ask = "Ghi cơ quan đã sai ở đâu; nội dung này vào sổ lỗi của cơ quan.";
    let wrong = reason.and_then(|reason| words("fault", reason, WORDS_LIMIT, ask));
    wrong.map_or_else(|| Ok(reason.map(|reason| reason.trim().to_owned())), |wrong| Err(vec![wrong]))
}

/// The numbers of dossiers in a text, separated by blanks, commas or semicolons; each once.
fn numbers(text: &str) -> Result<Vec<DossierNumber>, FieldError> {
    let mut out = Vec::new();
    let typed = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|it| !it.is_empty());
    for one in typed {
        let Ok(number) = one.to_uppercase().parse::<DossierNumber>() else {
            let message = format!(
                "“{one}” không phải mã hồ sơ. Nhập mã như trên giấy tiếp nhận, mỗi mã cách nhau một dấu phẩy."
            );
            return Err(FieldError::new("relied_on", message));
        };
        if !out.contains(&number) {
            out.push(number);
        }
    }
    if out.len() > RELIED_LIMIT {
        return Err(FieldError::new("relied_on", "Ghi tối đa 20 mã hồ sơ."));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Instant;
    use proptest::prelude::*;

    fn given<'a>(bring_back: &'a str, fault: Option<&'a str>) -> RecallGiven<'a> {
        RecallGiven {
            reason: "Sai thửa đất.", citation: "Điều 52 NĐ 123", bring_back, relied_on: "", fault
        }
    }

    fn handed() -> Handed {
        let at = Instant::from_local(jiff::civil::date(2026, 11, 18).at(10, 0, 0, 0));
        Handed { at, to: "Nguyễn Văn An".into(), authorised: None }
    }

    #[test]
    fn what_was_handed_on_has_to_be_brought_back_and_the_refusal_says_from_whom() {
        let wrong = recall_numbers(&given("", None), "12/GPXD", Some(&handed())).expect_err("owed");
        assert_eq!(wrong.len(), 1);
        assert!(
            wrong[0].field == "bring_back"
                && wrong[0].message.contains("12/GPXD đã được trao cho Nguyễn Văn An")
        );
        assert!(recall_numbers(&given("Bản chính.", None), "12/GPXD", Some(&handed())).is_ok());
        let wrong = recall_numbers(&given("Bản chính.", None), "12/GPXD", None).expect_err("nobody has it");
        assert!(wrong[0].message.contains("chưa được trao"));
        assert!(recall_numbers(&given("", Some(" ")), "12/GPXD", None).is_err(), "an error without a reason");
    }

    proptest! {
        /// Whatever is typed, numbers are read or the text is named; none is counted twice.
        #[test]
        fn numbers_are_read_or_refused(text in ".{0,80}") {
            if let Ok(found) = numbers(&text) {
                prop_assert!(found.iter().enumerate().all(|(i, one)| !found[..i].contains(one)));
            }
        }

        #[test]
        fn numbers_separated_anyhow_are_found(separator in "[ ,;]{1,3}") {
            let text = format!("h44.101-261118-0001{separator}H44.101-261118-0002{separator}H44.101-261118-0001");
            prop_assert_eq!(numbers(&text).map(|found| found.len()), Ok(2));
        }
    }
}
