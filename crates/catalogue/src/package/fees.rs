//! Reading fees: amounts, prices by the unit, exemptions and reductions.

use base::Dong;

use crate::form::ValueKind;
use crate::model::{Bracket, Fee, Rate, Relief};
use crate::package::components::{Known, condition};
use crate::package::reader::{Table, slug};
use crate::package::terms::scope;

/// The largest amount in đồng.
pub(crate) const LARGEST: i64 = 1_000_000_000_000;

pub(crate) fn fees(top: &Table<'_, '_>, known: &Known<'_>) -> Vec<Fee> {
    let mut out: Vec<Fee> = Vec::new();
    for table in top.tables("fee", 200) {
        let fee = fee(&table, known);
        if let Some(code) =
            fee.code.as_ref().filter(|code| out.iter().any(|one| one.code.as_ref() == Some(code)))
        {
            table.fail("code", format!("mã khoản thu “{code}” bị trùng"));
        }
        table.done();
        out.push(fee);
    }
    out
}

fn fee(table: &Table<'_, '_>, known: &Known<'_>) -> Fee {
    let code = table.has("code").then(|| slug(table, "code"));
    let (cases, channels) = scope(table, known.cases);
    let amount = table.opt_int("amount", 0..=LARGEST).map(Dong);
    let rate = table.opt_table("rate").map(|rate| self::rate(&rate, known));
    let note = table.opt_text("note", 1000);
    match (amount.is_some(), rate.is_some()) {
        (true, true) => {
            table.fail("rate", "khoản thu có `amount` (mức cố định) hoặc [fee.rate] (đơn giá), một trong hai")
        }
        (false, false) if note.is_none() => {
            table.fail(
                "amount",
                "phải có `amount` (đồng), [fee.rate] (đơn giá), hoặc `note` nói ai quy định mức thu",
            );
        }
        _ => {}
    }
    Fee {
        code,
        name: table.text("name", 300),
        cases,
        channels,
        when: condition(table, "when", known),
        amount,
        rate,
        reliefs: table.tables("relief", 30).iter().map(|relief| self::relief(relief, known)).collect(),
        note,
        citation: table.text("citation", 500),
    }
}

fn rate(table: &Table<'_, '_>, known: &Known<'_>) -> Rate {
    let (count, per) = (table.text("count", 60), table.text("per", 30));
    let (times, times_per) = (table.opt_text("times", 60), table.opt_text("times_per", 30));
    if times.is_some() != times_per.is_some() {
        table.fail("times", "`times` (trường số lần) và `times_per` (đơn vị, ví dụ bản) đi cùng nhau");
    }
    let brackets = brackets(table);
    let cap = table.opt_int("cap", 1..=LARGEST).map(Dong);
    let out = Rate { count, per, times, times_per, brackets, cap };
    if let Some(form) = known.form {
        let fields = [("count", Some(&out.count)), ("times", out.times.as_ref())];
        for (key, name) in fields.into_iter().filter_map(|(key, name)| Some((key, name?))) {
            let field = form.field(name).filter(|field| field.kind == ValueKind::Integer);
            if field.is_none_or(|field| field.limits.minimum.is_none_or(|least| least < 0.0))
                && !name.is_empty()
            {
                table.fail(key, format!("biểu mẫu không có trường số nguyên không âm “{name}” để tính tiền"));
            }
        }
    }
    table.done();
    out
}

/// The brackets: each ends after the one before, the last one without end.
pub(crate) fn brackets(table: &Table<'_, '_>) -> Vec<Bracket> {
    let mut out: Vec<Bracket> = Vec::new();
    for bracket in table.tables("brackets", 20) {
        let upto = bracket.opt_int("upto", 1..=1_000_000).and_then(|n| u32::try_from(n).ok());
        let amount = Dong(bracket.int("amount", 0..=LARGEST));
        if out
            .last()
            .is_some_and(|last| last.upto.is_none() || upto.is_some_and(|upto| Some(upto) <= last.upto))
        {
            bracket.fail("upto", "các bậc phải tăng dần; chỉ bậc cuối cùng không có `upto`");
        }
        bracket.done();
        out.push(Bracket { upto, amount });
    }
    if out.last().is_none_or(|last| last.upto.is_some()) {
        table.fail(
            "brackets",
            "cần các bậc đơn giá; bậc cuối cùng không có `upto` để mọi số lượng đều tính được",
        );
    }
    out
}

fn relief(table: &Table<'_, '_>, known: &Known<'_>) -> Relief {
    let when = condition(table, "when", known);
    if when.is_none() && !table.has("when") {
        table.fail("when", "miễn, giảm phải nói khi nào: thiếu `when`");
    }
    let percent = u8::try_from(table.int("percent", 1..=100)).unwrap_or(100);
    let out = Relief {
        name: table.text("name", 300),
        // What is missing was said; nothing is stored then.
        when: when.unwrap_or(crate::model::Condition::Any(Vec::new())),
        percent,
        citation: table.text("citation", 500),
    };
    table.done();
    out
}
