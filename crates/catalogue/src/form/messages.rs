//! What is said when an answer is refused, in both languages; what is said of a schema, to staff, in Vietnamese. A question is quoted
//! as the package asks it.

use base::Said;
use jsonschema::error::{TypeKind, ValidationErrorKind as Refusal};
use serde_json::Value;

use crate::form::field::{Field, ValueKind, Widget};

impl Field {
    /// What is said when the field was left empty.
    #[must_use]
    pub fn missing_message(&self) -> Said {
        let (verb, english) = match self.widget {
            Widget::Radios | Widget::Select | Widget::Checkboxes | Widget::YesNo => {
                ("chọn", "choose an answer to")
            }
            Widget::Rows => ("khai", "fill in"),
            Widget::Checkbox => ("", "tick"),
            _ => ("nhập", "answer"),
        };
        let english = format!("Please {english} “{}”.", self.label);
        let vietnamese = self.own("required").unwrap_or_else(|| {
            let end = if self.label.ends_with('?') { "" } else { "." };
            if self.widget == Widget::Checkbox {
                format!("Xin đánh dấu vào ô “{}”.", self.label)
            } else {
                format!("Mời {verb} thông tin này: {}{end}", self.label)
            }
        });
        (vietnamese, english).into()
    }

    /// The package's own text for this keyword.
    pub(crate) fn own(&self, keyword: &str) -> Option<String> {
        self.errors.get(keyword).cloned()
    }

    /// The package's own text for this keyword where there is one. A package speaks Vietnamese; in English the refusal says of itself what
    /// is wrong.
    pub(super) fn own_or(&self, keyword: &str, said: Said) -> Said {
        match self.own(keyword) {
            Some(own) => (own, said.english).into(),
            None => said,
        }
    }

    /// What is said when the text posted is not of the field's kind.
    #[must_use]
    pub fn kind_message(&self) -> Said {
        let said = match self.kind {
            ValueKind::Integer => {
                ("Xin nhập một số nguyên, ví dụ 3.", "Please enter a whole number, for example 3.")
            }
            ValueKind::Number => ("Xin nhập một số, ví dụ 85,5.", "Please enter a number, for example 85,5."),
            ValueKind::Boolean | ValueKind::Choices => CHOOSE_AGAIN,
            ValueKind::Date => (
                "Xin nhập ngày có thật theo ngày, tháng, năm; ví dụ 5 3 1990.",
                "Please enter a real date as day, month, year; for example 5 3 1990.",
            ),
            ValueKind::Rows => ("Phần này phải là danh sách các dòng.", "This must be a list of rows."),
            ValueKind::Text => ("Xin nhập lại bằng chữ.", "Please enter this again in words."),
        };
        self.own_or("type", said.into())
    }

    /// What is said of an answer its schema refuses.
    pub(crate) fn refusal_message(&self, refusal: &Refusal, answer: &Value) -> Said {
        self.own_or(refusal.keyword(), self.refused_by(refusal, answer))
    }

    fn refused_by(&self, refusal: &Refusal, answer: &Value) -> Said {
        let typed = answer.as_str().map_or(0, |text| text.chars().count());
        let unit = self.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let limited = |limit: &Value| format!("{}{unit}", number(limit));
        let quoted = |limit: &Value| match &self.unit {
            Some(unit) => format!("{} “{unit}”", number(limit)),
            None => number(limit),
        };
        match refusal {
            Refusal::MaxLength { limit } => (
                format!("Nội dung dài tối đa {limit} ký tự, hiện có {typed} ký tự. Xin rút gọn lại."),
                format!("This may have {limit} characters at most; it has {typed}. Please shorten it."),
            )
                .into(),
            Refusal::MinLength { limit } => (
                format!("Nội dung cần ít nhất {limit} ký tự, hiện có {typed} ký tự."),
                format!("This needs at least {limit} characters; it has {typed}."),
            )
                .into(),
            Refusal::Minimum { limit } => (
                format!("Số phải từ {} trở lên.", limited(limit)),
                format!("The number must be at least {}.", quoted(limit)),
            )
                .into(),
            Refusal::Maximum { limit } => (
                format!("Số phải từ {} trở xuống.", limited(limit)),
                format!("The number must be at most {}.", quoted(limit)),
            )
                .into(),
            Refusal::MultipleOf { .. } => {
                ("Số có quá nhiều chữ số sau dấu phẩy.", "The number has too many digits after the comma.")
                    .into()
            }
            Refusal::MaxItems { limit } => {
                (format!("Chỉ được chọn tối đa {limit} mục."), format!("At most {limit} may be chosen."))
                    .into()
            }
            Refusal::MinItems { limit } => {
                (format!("Cần chọn ít nhất {limit} mục."), format!("At least {limit} must be chosen.")).into()
            }
            Refusal::Constant { .. } => self.missing_message(),
            Refusal::OneOfNotValid { .. } | Refusal::UniqueItems => CHOOSE_AGAIN.into(),
            Refusal::Format { format } if format == "email" => (
                "Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn.",
                "The e-mail address is not right; for example name@example.vn.",
            )
                .into(),
            Refusal::Pattern { .. } => (
                "Nội dung chưa đúng cách ghi. Xin xem ví dụ ở phần gợi ý.",
                "This is not written as it should be. Please look at the example in the hint.",
            )
                .into(),
            _ => self.kind_message(),
        }
    }
}

const CHOOSE_AGAIN: base::Pair =
    ("Xin chọn lại trong các mục đã cho.", "Please choose again from what is offered.");

/// A number as Vietnamese writes it: `1.250,5`.
pub(crate) fn number(value: &Value) -> String {
    let text = match value.as_f64() {
        Some(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        _ => value.to_string(),
    };
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// What is wrong with a schema, by the kind of refusal.
pub(crate) fn schema_message(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Type { kind } => {
            let wanted: Vec<String> = match kind {
                TypeKind::Single(one) => vec![one.to_string()],
                TypeKind::Multiple(many) => many.iter().map(|one| one.to_string()).collect(),
            };
            format!("giá trị phải thuộc kiểu {}", wanted.join(" hoặc "))
        }
        Refusal::Enum { options } => format!("giá trị phải là một trong {options}"),
        Refusal::AnyOf { .. } => "giá trị không thuộc dạng nào được phép".to_owned(),
        Refusal::Minimum { limit } => format!("giá trị phải từ {limit} trở lên"),
        Refusal::ExclusiveMinimum { limit } => format!("giá trị phải lớn hơn {limit}"),
        Refusal::MinItems { limit } => format!("danh sách cần ít nhất {limit} mục"),
        Refusal::UniqueItems => "danh sách có mục bị trùng".to_owned(),
        Refusal::Format { format } if format == "regex" => "biểu thức `pattern` không dùng được".to_owned(),
        Refusal::Format { format } => format!("giá trị không đúng dạng {format}"),
        Refusal::Pattern { pattern } => format!("giá trị không đúng mẫu {pattern}"),
        Refusal::Referencing(_) => "không được dùng `$ref` ra ngoài biểu mẫu".to_owned(),
        other => format!("vi phạm từ khóa `{}`", other.keyword()),
    }
}

#[cfg(test)]
mod tests {
    use super::number;
    use serde_json::json;

    #[test]
    fn numbers_read_as_vietnamese_writes_them() {
        for (value, text) in [
            (json!(0), "0"),
            (json!(1250), "1.250"),
            (json!(1_234_567.5), "1.234.567,5"),
            (json!(-1500), "-1.500"),
            (json!(0.25), "0,25"),
            (json!(3.0), "3"),
        ] {
            assert_eq!(number(&value), text);
        }
    }
}
