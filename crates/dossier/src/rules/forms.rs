//! Which form of the State a slip is: by the rule set that a dossier was received under. Six forms of TT 01/2018/TT-VPCP until 30/6/2025,
//! seven of TT 03/2025/TT-VPCP (PL I) since. Pure.

use jiff::civil::{Date, date};

/// A slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// Receipt and appointment.
    Receipt,
    /// What is to be supplied or put right.
    Supplement,
    /// A refusal to receive.
    Refusal,
    /// An apology with another appointment.
    Apology,
    /// The handling was stopped.
    Stop,
    /// Who handed it to whom, and when.
    Control,
    /// The register of dossiers.
    Register,
}

/// A form: its number where the rule set has one, what set it, and its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The number; none where the rule set has no such form.
    pub number: Option<u8>,
    /// The circular.
    pub circular: &'static str,
    /// The title.
    pub title: &'static str,
}

impl Form {
    /// `Mẫu số 01, Thông tư 03/2025/TT-VPCP`; empty where there is no such form.
    #[must_use]
    pub fn mark(&self) -> String {
        self.number
            .map_or_else(String::new, |number| format!("Mẫu số {number:02}, Thông tư {}", self.circular))
    }
}

/// The first day of the forms in force.
const SINCE: Date = date(2025, 7, 1);

/// The form of a slip for a dossier that was received on a day; of one that was not, the day it was sent.
#[must_use]
pub fn form(slip: SlipKind, received: Date) -> Form {
    let now = received >= SINCE;
    let circular = if now { "03/2025/TT-VPCP" } else { "01/2018/TT-VPCP" };
    let (number, title) = match slip {
        SlipKind::Receipt => (Some(1), "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        SlipKind::Supplement => (Some(2), "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        SlipKind::Refusal => (Some(3), "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
        SlipKind::Apology if now => (Some(4), "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
        SlipKind::Apology => (Some(4), "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
        SlipKind::Stop => (now.then_some(5), "Thông báo dừng giải quyết hồ sơ"),
        SlipKind::Control => (Some(if now { 6 } else { 5 }), "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        SlipKind::Register => (Some(if now { 7 } else { 6 }), "Sổ theo dõi hồ sơ"),
    };
    Form { number, circular, title }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [SlipKind; 7] = [
        SlipKind::Receipt,
        SlipKind::Supplement,
        SlipKind::Refusal,
        SlipKind::Apology,
        SlipKind::Stop,
        SlipKind::Control,
        SlipKind::Register,
    ];

    proptest! {
        /// Every day has one whole set, its numbers from 01 on without a gap: six until 30/6/2025, seven since.
        #[test]
        fn every_day_has_a_whole_set(days in -3000_i32..3000) {
            let day = SINCE.saturating_add(jiff::Span::new().days(days));
            let numbers: Vec<u8> = ALL.iter().filter_map(|slip| form(*slip, day).number).collect();
            let most = if days < 0 { 6 } else { 7 };
            prop_assert_eq!(numbers, (1..=most).collect::<Vec<u8>>());
            prop_assert!(ALL.iter().all(|slip| form(*slip, day).circular == form(SlipKind::Receipt, day).circular));
        }
    }

    #[test]
    fn a_dossier_of_the_last_day_keeps_the_forms_of_then() {
        let apology = form(SlipKind::Apology, date(2025, 6, 30));
        assert_eq!(apology.mark(), "Mẫu số 04, Thông tư 01/2018/TT-VPCP");
        assert_eq!(apology.title, "Phiếu xin lỗi và hẹn lại ngày trả kết quả");
        assert_eq!(form(SlipKind::Stop, date(2025, 6, 30)).mark(), "");
    }
}
