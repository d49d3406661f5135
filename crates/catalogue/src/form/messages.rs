//! What is said when an answer or a schema is refused, in Vietnamese.

use jsonschema::error::{TypeKind, ValidationErrorKind as Refusal};
use serde_json::Value;

use crate::form::field::{Field, ValueKind, Widget};

impl Field {
    /// What is said when the field was left empty.
    #[must_use]
    pub fn missing_message(&self) -> String {
        self.own("required").unwrap_or_else(|| {
            let verb = match self.widget {
                Widget::Radios | Widget::Select | Widget::Checkboxes | Widget::YesNo => "chọn",
                Widget::Rows => "khai",
                Widget::Checkbox => return format!("Xin đánh dấu vào ô “{}”.", self.label),
                _ => "nhập",
            };
            let end = if self.label.ends_with('?') { "" } else { "." };
            format!("Mời {verb} thông tin này: {}{end}", self.label)
        })
    }

    /// The package's own text for this keyword.
    pub(crate) fn own(&self, keyword: &str) -> Option<String> {
        self.errors.get(keyword).cloned()
    }

    /// What is said when the text posted is not of the field's kind.
    #[must_use]
    pub fn kind_message(&self) -> String {
        self.own("type").unwrap_or_else(|| match self.kind {
            ValueKind::Integer => "Xin nhập một số nguyên, ví dụ 3.".to_owned(),
            ValueKind::Number => "Xin nhập một số, ví dụ 85,5.".to_owned(),
            ValueKind::Boolean | ValueKind::Choices => "Xin chọn lại trong các mục đã cho.".to_owned(),
            ValueKind::Date => "Xin nhập ngày có thật theo ngày, tháng, năm; ví dụ 5 3 1990.".to_owned(),
            ValueKind::Rows => "Phần này phải là danh sách các dòng.".to_owned(),
            ValueKind::Text => "Xin nhập lại bằng chữ.".to_owned(),
        })
    }

    /// What is said of an answer its schema refuses.
    pub(crate) fn refusal_message(&self, refusal: &Refusal, answer: &Value) -> String {
        if let Some(own) = self.own(refusal.keyword()) {
            return own;
        }
        let typed = answer.as_str().map_or(0, |text| text.chars().count());
        let unit = self.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        match refusal {
            Refusal::MaxLength { limit } => {
                format!("Nội dung dài tối đa {limit} ký tự, hiện có {typed} ký tự. Xin rút gọn lại.")
            }
            Refusal::MinLength { limit } => {
                format!("Nội dung cần ít nhất {limit} ký tự, hiện có {typed} ký tự.")
            }
            Refusal::Minimum { limit } => format!("Số phải từ {}{unit} trở lên.", number(limit)),
            Refusal::Maximum { limit } => format!("Số phải từ {}{unit} trở xuống.", number(limit)),
            Refusal::MultipleOf { .. } => "Số có quá nhiều chữ số sau dấu phẩy.".to_owned(),
            Refusal::MaxItems { limit } => format!("Chỉ được chọn tối đa {limit} mục."),
            Refusal::MinItems { limit } => format!("Cần chọn ít nhất {limit} mục."),
            Refusal::Constant { .. } => self.missing_message(),
            Refusal::OneOfNotValid { .. } | Refusal::UniqueItems => {
                "Xin chọn lại trong các mục đã cho.".to_owned()
            }
            Refusal::Format { format } if format == "email" => {
                "Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn.".to_owned()
            }
            Refusal::Pattern { .. } => "Nội dung chưa đúng cách ghi. Xin xem ví dụ ở phần gợi ý.".to_owned(),
            _ => self.kind_message(),
        }
    }
}

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
