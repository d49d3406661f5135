//! What can be wrong with a calendar or a question about a due date. Each says what, where and what to do, in Vietnamese.

use jiff::civil::{Date, DateTime};

use crate::term::TermError;

/// Why data is not a calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The code is not 1 to 60 lower-case letters, digits and hyphens.
    #[error(
        "Mã lịch “{code}” không hợp lệ: xin dùng từ 1 đến 60 chữ thường không dấu, chữ số và dấu gạch nối, như hanh-chinh"
    )]
    Code {
        /// What was written.
        code: String,
    },
    /// A text is empty, too long or holds a control character.
    #[error("Mục {field} trống, dài quá {max} ký tự hoặc có ký tự không hợp lệ: xin ghi lại")]
    Text {
        /// Path of the field.
        field: String,
        /// Most characters.
        max: usize,
    },
    /// A date outside 1970 to 2199.
    #[error("Mục {field}: ngày {date} nằm ngoài các năm 1970 đến 2199; xin kiểm tra lại năm")]
    Range {
        /// Path of the field.
        field: String,
        /// The date.
        date: Date,
    },
    /// No weekly hours.
    #[error("Lịch chưa có giờ làm việc hằng tuần: xin thêm ít nhất một mục weekly với ngày bắt đầu áp dụng")]
    NoWeek,
    /// There is no working time at all.
    #[error("Lịch không có giờ làm việc nào: xin ghi giờ làm việc của ít nhất một ngày trong tuần")]
    NoWork,
    /// Too many items.
    #[error("Mục {field} có quá {max} dòng: xin bỏ bớt những dòng không còn dùng")]
    TooMany {
        /// Path of the list.
        field: &'static str,
        /// Most items.
        max: usize,
    },
    /// Two weekly hours begin on the same date.
    #[error("Có hai bản giờ làm việc cùng áp dụng từ ngày {date}: xin giữ lại một bản")]
    SameFrom {
        /// The date.
        date: Date,
    },
    /// Intervals overlap or are out of order.
    #[error(
        "Mục {field}: các khoảng giờ chồng nhau, không theo thứ tự hoặc quá 12 khoảng; xin xếp lại, như 08:00-12:00 rồi 13:00-17:00"
    )]
    Overlap {
        /// Path of the field.
        field: String,
    },
    /// Two special days on one date.
    #[error("Ngày {date} được ghi hai lần (“{one}” và “{other}”): xin giữ lại một dòng")]
    SameDay {
        /// The date.
        date: Date,
        /// One name.
        one: String,
        /// The other name.
        other: String,
    },
    /// A special day before the calendar begins.
    #[error(
        "Ngày đặc biệt {date} nằm trước ngày lịch bắt đầu ({begins}): xin bỏ dòng này hoặc cho lịch bắt đầu sớm hơn"
    )]
    BeforeBegin {
        /// The date.
        date: Date,
        /// Where the calendar begins.
        begins: Date,
    },
    /// A make-up day without hours.
    #[error("Ngày làm bù {date} chưa có giờ làm việc: xin ghi làm như thứ nào hoặc ghi rõ các khoảng giờ")]
    MakeUpWithoutHours {
        /// The date.
        date: Date,
    },
}

/// Why there is no due date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DueError {
    /// The term could not be read or is out of bounds.
    #[error("Thời hạn: {0}")]
    Term(#[from] TermError),
    /// The moment of reception could not be read.
    #[error("Thời điểm tiếp nhận “{text}” không đọc được: xin ghi như 2026-02-13T10:00 (giờ Việt Nam)")]
    From {
        /// What was written.
        text: String,
    },
    /// The cut-off could not be read.
    #[error("Giờ chốt “{text}” không đọc được: xin ghi như 15:00")]
    Cutoff {
        /// What was written.
        text: String,
    },
    /// No calendar with this code.
    #[error("Không có lịch làm việc “{code}”: xin dùng hanh-chinh hoặc mã của một lịch đã khai báo")]
    Calendar {
        /// What was asked for.
        code: String,
    },
    /// The start lies outside what the calendar covers.
    #[error(
        "Thời điểm {at} nằm ngoài lịch {calendar} (từ {begins} đến hết năm 2199): xin kiểm tra lại ngày hoặc bổ sung lịch"
    )]
    OutsideCalendar {
        /// The moment.
        at: DateTime,
        /// The calendar's label.
        calendar: String,
        /// Where it begins.
        begins: Date,
    },
    /// No due date within forty years.
    #[error(
        "Lịch {calendar} không đủ ngày làm việc để tính {term} trong 40 năm kể từ {from}: xin kiểm tra lại thời hạn và lịch"
    )]
    TooFar {
        /// The calendar's label.
        calendar: String,
        /// The term.
        term: String,
        /// Where counting begins.
        from: Date,
    },
    /// Pauses that end before they begin, overlap, or begin before reception.
    #[error(
        "Các lần tạm dừng không hợp lệ: mỗi lần phải bắt đầu sau khi tiếp nhận, kết thúc sau khi bắt đầu và không chồng lên nhau"
    )]
    Pauses,
    /// The clock is stopped: there is no due date until it goes on.
    #[error("Thời hạn đang tạm dừng từ {since}: ngày hẹn trả chỉ có khi thời hạn được tính tiếp")]
    Paused {
        /// Since when.
        since: DateTime,
    },
}
