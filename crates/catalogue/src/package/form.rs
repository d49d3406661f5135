//! Reading `form.schema.json`.

use serde_json::Value;

use crate::form::Form;
use crate::package::FORM;
use crate::package::error::PackageError;
use crate::package::json_lines::JsonLines;

pub(crate) fn read(text: &str, errors: &mut Vec<PackageError>) -> Option<Form> {
    let schema: Value = match serde_json::from_str(text) {
        Ok(schema) => schema,
        Err(error) => {
            let message = format!("sai cú pháp JSON ở cột {}: {}", error.column(), syntax(&error));
            errors.push(PackageError::new(FORM, error.line().max(1), "", message));
            return None;
        }
    };
    let lines = JsonLines::of(text);
    for (pointer, line) in &lines.doubled {
        errors.push(PackageError::new(FORM, *line, pointer, "khóa bị ghi hai lần"));
    }
    match Form::read(schema) {
        Ok(form) => Some(form),
        Err(bad) => {
            let located = bad
                .0
                .into_iter()
                .map(|flaw| PackageError::new(FORM, lines.line(&flaw.pointer), flaw.pointer, flaw.message));
            errors.extend(located);
            None
        }
    }
}

fn syntax(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Eof => "tệp bị cắt cụt, thiếu dấu đóng ở cuối",
        _ => "thừa hoặc thiếu dấu phẩy, ngoặc hay dấu ngoặc kép",
    }
}
