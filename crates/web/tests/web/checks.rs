//! What each check takes, what it refuses, and what it says.

use base::{Ctx, Dong, Instant, Rng};
use jiff::civil;
use proptest::prelude::*;
use web::{Check, Form};

fn form(values: &[(&str, &str)]) -> Form {
    let ctx = Ctx::system("test", Instant::from_micros(0), &Rng::seeded(1));
    values.iter().fold(Form::empty(&ctx), |form, (name, value)| form.with(*name, value))
}

/// What the check says about `value` in the field `o`; empty when it is taken.
fn said<T>(value: &str, check: impl FnOnce(&mut Check<'_>) -> Option<T>) -> String {
    let form = form(&[("o", value)]);
    let mut reading = Check::new(&form);
    let read = check(&mut reading);
    match reading.finish(|| read) {
        Ok(_) => String::new(),
        Err(invalid) => {
            assert_eq!(invalid.0.len(), 1, "one error for one field: {invalid:?}");
            assert_eq!(invalid.0[0].field, "o");
            invalid.0[0].message.clone()
        }
    }
}

#[test]
fn texts() {
    assert_eq!(said(" An ", |check| check.text("o", "họ tên", 2)), "");
    assert_eq!(said("  ", |check| check.text("o", "họ tên", 5)), "Nhập họ tên.");
    let long = said("Đặng Ánh", |check| check.text("o", "đường", 7));
    assert_eq!(long, "Đường dài tối đa 7 ký tự, hiện có 8. Xin rút ngắn.");
    let nothing = form(&[]);
    let mut check = Check::new(&nothing);
    assert_eq!(check.optional_text("o", "ghi chú", 5), None);
    assert_eq!(check.finish(|| Some(1)), Ok(1), "what is optional may be missing");
}

#[test]
fn numbers_and_amounts() {
    assert_eq!(said("1.250", |check| check.whole("o", "diện tích", 1, 2000).filter(|n| *n == 1250)), "");
    let words = "Diện tích là số nguyên từ 1 đến 2000.";
    for bad in ["0", "2001", "x", "1,5", "99999999999999999999", "-1"] {
        assert_eq!(said(bad, |check| check.whole("o", "diện tích", 1, 2000)), words, "{bad}");
    }
    let paid = |value| said(value, |check| check.dong("o", "lệ phí", Dong(1_000_000)));
    assert_eq!(paid("150.000 đồng"), "");
    assert_eq!(paid("1.000.001"), "Lệ phí là số tiền từ 0 đến 1.000.000 đồng, ví dụ 150.000.");
}

#[test]
fn persons() {
    let number = |value| said(value, |check| check.citizen_number("o", "số định danh"));
    assert_eq!(number("001 099 012 345"), "");
    assert_eq!(number("00109901234"), "Số định danh gồm 12 chữ số, ví dụ 001099012345.");
    let phone = |value| said(value, |check| check.phone("o", "số điện thoại"));
    for good in ["0912 345 678", "+84912345678", "024.3825.1234"] {
        assert_eq!(phone(good), "", "{good}");
    }
    for bad in ["912345678", "0912", "09123456789012", "0912345x78", "+1 202 555 0100"] {
        assert!(phone(bad).starts_with("Số điện thoại gồm 10"), "{bad}");
    }
    let email = |value| said(value, |check| check.email("o", "thư điện tử"));
    assert_eq!(email("an.nguyen@phutho.gov.vn"), "");
    for bad in ["an", "@x.vn", "an@vn", "an@.vn", "an@x.", "a@b@c.vn", "an nguyen@x.vn"] {
        assert!(email(bad).contains("ten@noi.vn"), "{bad}");
    }
}

#[test]
fn dates() {
    let date = |day, month, year| {
        let form = form(&[("o-ngay", day), ("o-thang", month), ("o-nam", year)]);
        let mut check = Check::new(&form);
        let read = check.date("o", "ngày sinh");
        check.finish(|| read).map_err(|invalid| invalid.0[0].message.clone())
    };
    assert_eq!(date("27", "3", "2026"), Ok(civil::date(2026, 3, 27)));
    assert_eq!(date("29", "02", "2028"), Ok(civil::date(2028, 2, 29)));
    assert_eq!(date("", "", ""), Err("Nhập ngày sinh.".to_owned()));
    assert_eq!(date("27", "", ""), Err("Ngày sinh còn thiếu tháng và năm.".to_owned()));
    for (day, month, year) in
        [("29", "2", "2026"), ("31", "4", "2026"), ("x", "4", "2026"), ("1", "1", "26"), ("0", "1", "2026")]
    {
        let refused = date(day, month, year);
        assert_eq!(
            refused,
            Err("Ngày sinh phải là ngày có thật, ví dụ 27 3 2026.".to_owned()),
            "{day} {month} {year}"
        );
    }
}

#[test]
fn choices_and_ticks() {
    let offered = [("a", 1), ("b", 2)];
    assert_eq!(said("b", |check| check.choice("o", "nơi nhận", &offered).filter(|chosen| *chosen == 2)), "");
    assert_eq!(said("c", |check| check.choice("o", "nơi nhận", &offered)), "Chọn nơi nhận.");
    let form = form(&[("co", "co")]);
    assert!(Check::new(&form).ticked("co") && !Check::new(&form).ticked("khong"));
}

proptest! {
    #[test]
    fn nothing_typed_makes_a_check_panic(value in "\\PC{0,40}") {
        let form = form(&[("o", &value), ("o-ngay", &value), ("o-thang", &value), ("o-nam", &value)]);
        let mut check = Check::new(&form);
        let read = (check.text("o", "ô", 10), check.date("o", "ô"), check.whole("o", "ô", 0, 9), check.phone("o", "ô"));
        check.email("o", "ô");
        check.dong("o", "ô", Dong(9));
        check.citizen_number("o", "ô");
        prop_assert!(check.finish(|| Some(read)).is_err(), "no text is all of these at once");
    }
}
