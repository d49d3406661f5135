//! The standard table as a workbook: numbers as numbers, heads that stay, and the meaning of each column beside it.

use dossier::model::TallyBy;
use dossier::queries::TallyRow;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::report::count;
use crate::figure::Column;
use crate::model::Span;

/// What the workbook holds.
pub(super) struct Sheet<'a> {
    pub(super) span: Span,
    pub(super) by: TallyBy,
    /// The one body of the table; empty for all.
    pub(super) body: String,
    pub(super) as_of: String,
    pub(super) rows: &'a [TallyRow],
}

/// The row of the first line; above it stand title, time, moment and heads.
const FIRST: u32 = 5;

/// Writes it.
///
/// # Errors
/// Those of the writer.
pub(super) fn write(it: &Sheet<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    table(book.add_worksheet(), it)?;
    meanings(book.add_worksheet())?;
    book.save_to_buffer()
}

fn table(sheet: &mut Worksheet, it: &Sheet<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    let cell = Format::new().set_border(FormatBorder::Thin);
    let total = cell.clone().set_bold();
    sheet.set_name("Tình hình giải quyết")?;
    sheet.write_with_format(0, 0, "Tình hình giải quyết thủ tục hành chính", &bold)?;
    let body = if it.body.is_empty() { String::new() } else { format!(", {}", it.body) };
    sheet.write(1, 0, format!("Kỳ {}{body}", it.span.words()))?;
    sheet.write(2, 0, format!("Số liệu đến {}, tính theo ngày hẹn đầu tiên", it.as_of))?;
    sheet.merge_range(3, 0, 4, 0, it.by.label(), &head)?;
    for (first, name) in [(1, "Phải giải quyết"), (5, "Đã giải quyết"), (9, "Đang giải quyết")]
    {
        sheet.merge_range(3, first, 3, first + 3, name, &head)?;
    }
    let mut last = 0;
    for (at, column) in (1..).zip(Column::ALL) {
        if *column == Column::Ended {
            sheet.merge_range(3, at, 4, at, column.label(), &head)?;
        } else {
            sheet.write_with_format(4, at, short(*column), &head)?;
        }
        last = at;
    }
    let mut row = FIRST;
    for line in it.rows {
        sheet.write_with_format(row, 0, line.name.as_str(), &cell)?;
        for (at, column) in (1..).zip(Column::ALL) {
            sheet.write_with_format(row, at, number(count(line, *column)), &cell)?;
        }
        row += 1;
    }
    sheet.write_with_format(row, 0, "Cộng", &total)?;
    for (at, column) in (1..).zip(Column::ALL) {
        let sum: i64 = it.rows.iter().map(|line| count(line, *column)).sum();
        sheet.write_with_format(row, at, number(sum), &total)?;
    }
    sheet.set_column_width(0, 48)?;
    sheet.set_column_range_width(1, last, 12)?;
    sheet.set_freeze_panes(FIRST, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(3, 4)?;
    Ok(())
}

/// A count as the file keeps numbers; exact far beyond any count.
fn number(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

/// The head of a column under that of its group.
const fn short(column: Column) -> &'static str {
    match column {
        Column::All | Column::Settled | Column::Open => "Tổng",
        Column::Before => "Trước hạn",
        Column::On => "Đúng hạn",
        Column::InTime => "Trong hạn",
        Column::After | Column::Late => "Quá hạn",
        Column::Paused => "Tạm dừng",
        Column::Carried | Column::Online | Column::Counter | Column::Ended => column.label(),
    }
}

fn meanings(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("Cách tính")?;
    sheet.write_with_format(0, 0, "Cột", &bold)?;
    sheet.write_with_format(0, 1, "Cách tính", &bold)?;
    for (row, column) in (1..).zip(Column::ALL) {
        sheet.write(row, 0, column.label())?;
        sheet.write(row, 1, meaning(*column))?;
    }
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 90)?;
    Ok(())
}

const fn meaning(column: Column) -> &'static str {
    match column {
        Column::All => "Kỳ trước chuyển sang cộng tiếp nhận trong kỳ",
        Column::Carried => "Tiếp nhận trước kỳ, chưa giải quyết xong khi kỳ bắt đầu",
        Column::Online => "Tiếp nhận trong kỳ, nộp trực tuyến",
        Column::Counter => "Tiếp nhận trong kỳ, nộp tại quầy hoặc qua bưu chính",
        Column::Settled => "Có kết quả trong kỳ: trước hạn, đúng hạn và quá hạn",
        Column::Before => "Có kết quả trước ngày hẹn đầu tiên",
        Column::On => "Có kết quả trong ngày hẹn đầu tiên, không sau giờ hẹn",
        Column::After => "Có kết quả sau giờ hẹn đầu tiên",
        Column::Open => {
            "Chưa có kết quả khi kỳ kết thúc hoặc đến lúc lập bảng: trong hạn, quá hạn và tạm dừng"
        }
        Column::InTime => "Chưa đến giờ hẹn đầu tiên",
        Column::Late => "Đã qua giờ hẹn đầu tiên",
        Column::Paused => "Thời hạn đang dừng vì chờ bổ sung hoặc chờ nộp phí, theo lúc lập bảng",
        Column::Ended => "Người nộp rút hoặc cơ quan dừng giải quyết trong kỳ",
    }
}
