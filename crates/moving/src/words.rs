//! What a run says on the command line, in Vietnamese.

use std::fmt::Write as _;

use crate::model::{By, Mistake, Report};
use crate::run::Outcome;

/// The mistakes that a run names one by one.
const NAMED: usize = 200;

/// The report and the mistakes of a run, line by line.
#[must_use]
pub fn told(outcome: &Outcome) -> String {
    let mut out = String::new();
    if let Some(report) = &outcome.report {
        table(&mut out, report);
    }
    if !outcome.mistakes.is_empty() {
        let _ = writeln!(out, "Có {} lỗi:", outcome.mistakes.len());
        outcome.mistakes.iter().take(NAMED).for_each(|mistake| line(&mut out, mistake));
        if outcome.mistakes.len() > NAMED {
            let _ = writeln!(out, "  và {} lỗi nữa.", outcome.mistakes.len() - NAMED);
        }
    }
    out
}

fn line(out: &mut String, mistake: &Mistake) {
    let value = if mistake.value.is_empty() { String::new() } else { format!(" [{}]", mistake.value) };
    let _ = writeln!(out, "  {} ({}){value}: {}", mistake.place(), mistake.kind.code(), mistake.sentence);
}

fn table(out: &mut String, report: &Report) {
    for by in By::ALL {
        let _ = writeln!(out, "{}: hệ thống cũ, ở đây, để lại, chênh lệch", by.label());
        for line in report.compared.iter().filter(|line| line.by == *by) {
            let _ = writeln!(
                out,
                "  {}: {}, {}, {}, {}",
                line.what,
                line.there,
                line.here,
                line.left,
                line.difference()
            );
        }
        let (there, here, left) = report.sums(*by);
        let _ = writeln!(out, "  Cộng: {there}, {here}, {left}, {}", there - here - left);
    }
    let _ = writeln!(out, "Hồ sơ đang giải quyết, đi tiếp ở đây: {}", report.open);
    let _ = writeln!(out, "Không phải hồ sơ (bản nháp, đã xóa): {}", report.not_dossiers);
    for (what, (there, here)) in
        [("Tài khoản", report.accounts), ("Tệp", report.files), ("Dòng quá trình, thu phí", report.lines)]
    {
        let _ = writeln!(out, "{what}: {there} ở hệ thống cũ, {here} ở đây");
    }
    for (book, last) in &report.books {
        let _ = writeln!(out, "Sổ {book}: số cuối {last}");
    }
}
