//! Reading a form into checked values, field by field; every refusal says what is wrong and what to do, in the language of the form.
//!
//! ```ignore
//! let mut check = Check::new(form);
//! let name = check.text("ho_ten", "họ và tên", 100);
//! let born = check.date("ngay_sinh", "ngày sinh");
//! let note = check.optional_text("ghi_chu", "ghi chú", 500);
//! check.finish(|| Some(Input { name: name?, born: born?, note }))
//! ```

use base::code::CitizenNumber;
use base::words::upper_first;
use base::{Dong, Fault, FieldError, Kind, Locale, Said};
use jiff::civil::Date;

use crate::form::Form;

/// The fields of a form that were refused, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} fields refused", .0.len())]
pub struct Invalid(
    /// What is wrong, in the order of the checks.
    pub Vec<FieldError>,
);

impl Fault for Invalid {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }

    fn code(&self) -> &'static str {
        "request.fields"
    }

    fn sentence(&self) -> String {
        "Có nội dung chưa đúng. Xin xem lại từng mục được nêu.".to_owned()
    }

    fn english(&self) -> Option<String> {
        Some("Something is not right. Please look at each entry that is named.".to_owned())
    }

    fn fields(&self) -> Vec<FieldError> {
        self.0.clone()
    }
}

/// Reads fields and collects what is wrong with them. `label` is what the field is called in the language of the form, in lower case,
/// as in the middle of a sentence: `your reason`, `the date of birth`.
#[derive(Debug)]
pub struct Check<'a> {
    form: &'a Form,
    errors: Vec<FieldError>,
}

impl<'a> Check<'a> {
    /// Begins to read `form`.
    #[must_use]
    pub const fn new(form: &'a Form) -> Self {
        Self { form, errors: Vec::new() }
    }

    /// What was read, if nothing was refused. `build` gives `None` where a value it needs was refused.
    ///
    /// # Errors
    /// Every field that was refused.
    pub fn finish<T>(self, build: impl FnOnce() -> Option<T>) -> Result<T, Invalid> {
        match build() {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(Invalid(self.errors)),
        }
    }

    /// Refuses a field for a reason of the caller's own.
    pub fn refuse(&mut self, field: &str, message: impl Into<Said>) {
        self.errors.push(FieldError::new(field, message));
    }

    /// A text of 1 to `longest` characters; white space at the ends does not count.
    pub fn text(&mut self, field: &str, label: &str, longest: usize) -> Option<String> {
        self.filled(field, label)?;
        self.optional_text(field, label, longest)
    }

    /// A text of up to `longest` characters, or none.
    pub fn optional_text(&mut self, field: &str, label: &str, longest: usize) -> Option<String> {
        let text = self.typed(field)?;
        let length = text.chars().count();
        if length > longest {
            let whole = upper_first(label);
            let vi = format!("{whole} dài tối đa {longest} ký tự, hiện có {length}. Xin rút ngắn.");
            let en =
                format!("{whole} may have {longest} characters at most; it has {length}. Please shorten it.");
            return self.no(field, (vi, en));
        }
        Some(text.to_owned())
    }

    /// One of the values offered (radios, a list).
    pub fn choice<T: Clone>(&mut self, field: &str, label: &str, offered: &[(&str, T)]) -> Option<T> {
        let sent = self.form.value(field);
        let chosen = offered.iter().find(|(value, _)| *value == sent).map(|(_, meaning)| meaning.clone());
        if chosen.is_none() {
            self.refuse(field, (format!("Chọn {label}."), format!("Choose {label}.")));
        }
        chosen
    }

    /// Whether a checkbox was ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        !self.form.value(field).is_empty()
    }

    /// A real date from three fields, `field-ngay`, `field-thang`, `field-nam`.
    pub fn date(&mut self, field: &str, label: &str) -> Option<Date> {
        if self.date_parts(field).iter().all(|part| part.is_empty()) {
            return self.no(field, (format!("Nhập {label}."), format!("Enter {label}.")));
        }
        self.optional_date(field, label)
    }

    /// As [`Check::date`], or none when the three fields are empty.
    pub fn optional_date(&mut self, field: &str, label: &str) -> Option<Date> {
        let parts = self.date_parts(field);
        if parts.iter().all(|part| part.is_empty()) {
            return None;
        }
        let missing = |names: [&'static str; 3]| -> Vec<&str> {
            names.into_iter().zip(parts).filter(|(_, part)| part.is_empty()).map(|(name, _)| name).collect()
        };
        if parts.iter().any(|part| part.is_empty()) {
            let whole = upper_first(label);
            let vi = format!("{whole} còn thiếu {}.", missing(["ngày", "tháng", "năm"]).join(" và "));
            let lacking = missing(["the day", "the month", "the year"]);
            return self.no(field, (vi, format!("{whole} lacks {}.", lacking.join(" and "))));
        }
        let [day, month, year] = parts;
        let date = match (day.parse(), month.parse(), year.parse()) {
            (Ok(day), Ok(month), Ok(year)) if year >= 1000 => Date::new(year, month, day).ok(),
            _ => None,
        };
        match date {
            Some(date) => Some(date),
            None => {
                let whole = upper_first(label);
                let vi = format!("{whole} phải là ngày có thật, ví dụ 27 3 2026.");
                self.no(field, (vi, format!("{whole} must be a real date, for example 27 3 2026.")))
            }
        }
    }

    /// A whole number from `least` to `most`; points between thousands are taken.
    pub fn whole(&mut self, field: &str, label: &str, least: i64, most: i64) -> Option<i64> {
        let typed = self.filled(field, label)?.replace(['.', ' ', '\u{a0}'], "");
        match typed.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                let whole = upper_first(label);
                let vi = format!("{whole} là số nguyên từ {least} đến {most}.");
                self.no(field, (vi, format!("{whole} must be a whole number from {least} to {most}.")))
            }
        }
    }

    /// An amount in đồng from 0 to `most`.
    pub fn dong(&mut self, field: &str, label: &str, most: Dong) -> Option<Dong> {
        let typed = self.filled(field, label)?.trim_end_matches("đồng").replace(['.', ' ', '\u{a0}'], "");
        match typed.parse::<i64>() {
            Ok(amount) if (0..=most.0).contains(&amount) => Some(Dong(amount)),
            _ => {
                let whole = upper_first(label);
                let vi = format!("{whole} là số tiền từ 0 đến {most}, ví dụ 150.000.");
                let limit = Locale::En.amount(most);
                self.no(
                    field,
                    (vi, format!("{whole} must be an amount from 0 to {limit}, for example 150.000.")),
                )
            }
        }
    }

    /// A personal identification number: twelve digits (Luật Căn cước 26/2023/QH15); spaces are taken.
    pub fn citizen_number(&mut self, field: &str, label: &str) -> Option<CitizenNumber> {
        let typed = self.filled(field, label)?.replace([' ', '.', '\u{a0}'], "");
        match typed.parse() {
            Ok(number) => Some(number),
            Err(_) => {
                let whole = upper_first(label);
                let vi = format!("{whole} gồm 12 chữ số, ví dụ 001099012345.");
                self.no(field, (vi, format!("{whole} must have 12 digits, for example 001099012345.")))
            }
        }
    }

    /// A telephone number of Vietnam: ten or eleven digits from 0; spaces, points and `+84` are taken.
    pub fn phone(&mut self, field: &str, label: &str) -> Option<String> {
        let typed = self.filled(field, label)?.replace([' ', '.', '-', '\u{a0}'], "");
        let number = typed.strip_prefix("+84").map_or_else(|| typed.clone(), |rest| format!("0{rest}"));
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        if digits && number.starts_with('0') && (10..=11).contains(&number.len()) {
            return Some(number);
        }
        let whole = upper_first(label);
        let vi = format!("{whole} gồm 10 chữ số bắt đầu bằng 0, ví dụ 0912 345 678.");
        self.no(
            field,
            (vi, format!("{whole} must have 10 digits and begin with 0, for example 0912 345 678.")),
        )
    }

    /// A mail address of up to 254 characters; only its form is checked.
    pub fn email(&mut self, field: &str, label: &str) -> Option<String> {
        let typed = self.filled(field, label)?;
        let formed = typed.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
        });
        if formed && typed.len() <= 254 && !typed.contains(char::is_whitespace) {
            return Some(typed.to_owned());
        }
        let whole = upper_first(label);
        let vi = format!("{whole} có dạng ten@noi.vn, không có dấu cách.");
        self.no(field, (vi, format!("{whole} must look like name@place.vn, without spaces.")))
    }

    /// The value without white space at the ends, if there is any.
    fn typed(&self, field: &str) -> Option<&'a str> {
        Some(self.form.value(field).trim()).filter(|text| !text.is_empty())
    }

    /// The value, refusing the field when it is empty.
    fn filled(&mut self, field: &str, label: &str) -> Option<&'a str> {
        let typed = self.typed(field);
        if typed.is_none() {
            self.refuse(field, (format!("Nhập {label}."), format!("Enter {label}.")));
        }
        typed
    }

    fn date_parts(&self, field: &str) -> [&'a str; 3] {
        ["ngay", "thang", "nam"].map(|part| self.form.value(&format!("{field}-{part}")).trim())
    }

    fn no<T>(&mut self, field: &str, message: (String, String)) -> Option<T> {
        self.refuse(field, message);
        None
    }
}
