//! The five lines of the morning: what a leader reads on a phone before the day begins. Pure.

/// A list is counted no further.
const CAPPED: i64 = 1000;

/// The figures of a morning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Morning {
    /// Open past the first appointment now, and at seven the morning before.
    pub(crate) late: (i64, i64),
    /// Appointments in the next two days.
    pub(crate) soon: i64,
    /// Sent online and not answered in eight working hours; counted no further than 1000.
    pub(crate) unanswered: i64,
    /// Late without an apology; papers asked for twice or more.
    pub(crate) unexplained: i64,
    pub(crate) twice: i64,
    /// Settled this month: in all, and late.
    pub(crate) settled: (i64, i64),
    /// Inquiries without an answer: in all, and past their day.
    pub(crate) unanswered_inquiries: (i64, i64),
}

/// A line: what it is about, its figure, what more there is to say, whether it wants looking at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) about: &'static str,
    pub(crate) figure: String,
    pub(crate) more: String,
    pub(crate) urgent: bool,
}

/// The five lines, always in this order.
pub(crate) fn lines(it: &Morning) -> [Line; 5] {
    [
        Line {
            about: "Hồ sơ quá hạn",
            figure: it.late.0.to_string(),
            more: change(it.late.0, it.late.1),
            urgent: it.late.0 > 0,
        },
        Line {
            about: "Đến hạn trong 2 ngày tới",
            figure: it.soon.to_string(),
            more: String::new(),
            urgent: false,
        },
        Line {
            about: "Chờ tiếp nhận quá 8 giờ làm việc",
            figure: if it.unanswered >= CAPPED { format!("{CAPPED}+") } else { it.unanswered.to_string() },
            more: String::new(),
            urgent: it.unanswered > 0,
        },
        Line {
            about: "Quá hạn chưa xin lỗi, hẹn lại",
            figure: it.unexplained.to_string(),
            more: format!("{} hồ sơ bị yêu cầu bổ sung từ hai lần", it.twice),
            urgent: it.unexplained > 0,
        },
        Line {
            about: "Đúng hạn trong tháng",
            figure: share(it.settled),
            more: inquiries(it.unanswered_inquiries, it.settled.0),
            urgent: it.unanswered_inquiries.1 > 0,
        },
    ]
}

fn change(now: i64, before: i64) -> String {
    match now - before {
        0 => "bằng sáng hôm qua".to_owned(),
        more if more > 0 => format!("tăng {more} so với sáng hôm qua"),
        less => format!("giảm {} so với sáng hôm qua", -less),
    }
}

/// The share that was settled in time, to one decimal, rounded down: 99,9 % is not everything.
fn share((settled, late): (i64, i64)) -> String {
    if settled == 0 {
        return "chưa có".to_owned();
    }
    let thousandths = (settled - late) * 1000 / settled;
    match thousandths % 10 {
        0 => format!("{} %", thousandths / 10),
        tenth => format!("{},{tenth} %", thousandths / 10),
    }
}

fn inquiries((open, late): (i64, i64), settled: i64) -> String {
    let settled = format!("{settled} hồ sơ đã giải quyết");
    match (open, late) {
        (0, _) => settled,
        (open, 0) => format!("{settled}; {open} câu hỏi chờ trả lời"),
        (open, late) => format!("{settled}; {open} câu hỏi chờ trả lời, {late} quá hạn"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn five_lines_in_words() {
        let it = Morning {
            late: (6, 4),
            settled: (120, 3),
            unanswered_inquiries: (2, 1),
            twice: 2,
            ..Morning::default()
        };
        let said = lines(&it);
        assert_eq!(said[0].more, "tăng 2 so với sáng hôm qua");
        assert_eq!((said[4].figure.as_str(), said[4].urgent), ("97,5 %", true));
        assert_eq!(said[4].more, "120 hồ sơ đã giải quyết; 2 câu hỏi chờ trả lời, 1 quá hạn");
        assert_eq!(lines(&Morning::default())[4].figure, "chưa có");
        assert_eq!(share((1000, 1)), "99,9 %");
        assert_eq!(share((10_000, 1)), "99,9 %", "never all of it while one was late");
    }

    proptest! {
        #[test]
        fn a_share_is_all_only_when_none_was_late(settled in 1_i64..100_000, late in 0_i64..100_000) {
            let late = late.min(settled);
            prop_assert_eq!(share((settled, late)) == "100 %", late == 0);
        }
    }
}
