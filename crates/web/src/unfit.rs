//! What is wrong with a JSON body, in Vietnamese: the parser's own English words never leave the house.

use base::{FieldError, Kind};
use http::StatusCode;
use serde_path_to_error::{Path, Segment};

use crate::failure::Failure;
use crate::revised::REVISION;

/// What the parser says it expected, by how it begins, and how we say it.
const EXPECTED: [(&str, &str); 10] = [
    ("a string", "một chuỗi ký tự"),
    ("a borrowed string", "một chuỗi ký tự"),
    ("i64", "một số nguyên"),
    ("u32", "một số nguyên không âm"),
    ("u64", "một số nguyên không âm"),
    ("a boolean", "true hoặc false"),
    ("a sequence", "một danh sách"),
    ("a map", "một đối tượng JSON"),
    ("struct", "một đối tượng JSON"),
    ("a formatted UUID", "một UUID"),
];

/// Names the field that does not fit its description and says what to do.
pub(crate) fn unfit(error: &serde_path_to_error::Error<serde_json::Error>) -> Failure {
    let words = error.inner().to_string();
    let named = words.split('`').nth(1).unwrap_or_default();
    let about_name = ["missing field `", "unknown field `", "duplicate field `"];
    let about = about_name.iter().position(|start| words.starts_with(start));
    let field = field(error.path(), if about.is_some() { named } else { "" });
    if about == Some(0) && field == REVISION {
        return unseen();
    }
    let message = match about {
        Some(0) => format!("Thiếu mục “{field}”. Xin bổ sung rồi gửi lại."),
        Some(1) => format!("Thao tác này không có mục “{field}”. Xin bỏ đi hoặc sửa tên mục rồi gửi lại."),
        Some(_) => format!("Mục “{field}” có nhiều hơn một lần. Xin chỉ gửi một lần."),
        None => wrong_value(&field, &words),
    };
    let mut failure =
        Failure::new(Kind::Invalid, "request.fields", "Nội dung gửi lên chưa đúng mô tả của thao tác.");
    failure.fields = vec![FieldError::new(field, message)];
    failure
}

/// Nobody acts on what they have not seen.
fn unseen() -> Failure {
    let mut failure = Failure::new(Kind::Invalid, "request.revision", UNSEEN)
        .with_status(StatusCode::PRECONDITION_REQUIRED);
    failure.fields = vec![FieldError::new(REVISION, UNSEEN)];
    failure
}

const UNSEEN: &str = "Thao tác này cần lần sửa đổi đã xem: tiêu đề If-Match mang ETag đã nhận, hoặc mục “revision” trong nội dung. \
    Xin bổ sung rồi gửi lại.";

fn wrong_value(field: &str, words: &str) -> String {
    let expected = words.split(", expected ").nth(1).unwrap_or_default();
    if let Some((_, kind)) = EXPECTED.iter().find(|(start, _)| expected.starts_with(start)) {
        return format!("Giá trị của mục “{field}” phải là {kind}. Xin sửa rồi gửi lại.");
    }
    format!(
        "Giá trị của mục “{field}” không đúng dạng mà thao tác yêu cầu. Xin xem mô tả tại /api/openapi.json rồi sửa lại."
    )
}

/// The name of a field as refusals write it: `papers.0.file`; `body` for the body as a whole.
fn field(path: &Path, name: &str) -> String {
    let mut parts: Vec<String> = path
        .iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { variant } => Some(variant.clone()),
            Segment::Unknown => None,
        })
        .collect();
    if !name.is_empty() && parts.last().is_none_or(|last| last != name) {
        parts.push(name.to_owned());
    }
    if parts.is_empty() { "body".to_owned() } else { parts.join(".") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sent {
        #[expect(dead_code, reason = "only read into")]
        count: i64,
        #[serde(default)]
        #[expect(dead_code, reason = "only read into")]
        papers: Vec<Paper>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Paper {
        #[expect(dead_code, reason = "only read into")]
        file: base::code::FileHash,
    }

    fn said(body: &str) -> (String, String) {
        let mut json = serde_json::Deserializer::from_str(body);
        let error = serde_path_to_error::deserialize::<_, Sent>(&mut json).expect_err("it does not fit");
        let failure = unfit(&error);
        (failure.fields[0].field.clone(), failure.fields[0].message.clone())
    }

    #[test]
    fn every_misfit_names_its_field_and_says_what_to_do() {
        for (body, field, words) in [
            ("{}", "count", "Thiếu mục “count”"),
            (r#"{"count": "ba"}"#, "count", "phải là một số nguyên"),
            (r#"{"count": 1, "so": 2}"#, "so", "không có mục “so”"),
            (r#"{"count": 1, "count": 2}"#, "count", "nhiều hơn một lần"),
            (r#"{"count": 1, "papers": 5}"#, "papers", "phải là một danh sách"),
            (r#"{"count": 1, "papers": [{}]}"#, "papers.0.file", "Thiếu mục “papers.0.file”"),
            (r#"{"count": 1, "papers": [{"file": 7}]}"#, "papers.0.file", "phải là một chuỗi ký tự"),
            (r#"{"count": 1, "papers": [{"file": "x"}]}"#, "papers.0.file", "không đúng dạng"),
            ("7", "body", "phải là một đối tượng JSON"),
        ] {
            let (named, message) = said(body);
            assert_eq!(named, field, "{body}: {message}");
            assert!(message.contains(words) && message.contains("Xin "), "{body}: {message}");
        }
    }
}
