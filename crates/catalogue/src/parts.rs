//! What a linked procedure and the procedures it names say of each other. Pure; looked at when a package is stored,
//! because only then the others are known.

use std::sync::Arc;

use crate::form::{Field, Form, ValueKind};
use crate::model::{Linked, Origin, ProcedureVersion};

/// Everything that is wrong between `whole` and the versions of its parts, `None` where a procedure is not there. Each
/// sentence begins with the field of `procedure.toml`: `linked[1].answers.ho_ten: …`.
pub(crate) fn flaws(whole: &ProcedureVersion, versions: &[Option<Arc<ProcedureVersion>>]) -> Vec<String> {
    let mut out = Vec::new();
    for (i, (part, version)) in whole.linked.iter().zip(versions).enumerate() {
        let mut say = |key: &str, what: String| out.push(format!("linked[{i}].{key}: {what}"));
        let Some(version) = version else {
            let message = format!("chưa có thủ tục {}; xin nhập gói của thủ tục này trước", part.procedure);
            say("procedure", message);
            continue;
        };
        if !version.linked.is_empty() {
            say("procedure", format!("{} là thủ tục liên thông, không làm một phần được", part.procedure));
        }
        if version.case(&part.case).is_none() {
            say("case", format!("thủ tục {} không có trường hợp “{}”", part.procedure, part.case));
        }
        for paper in part.papers.iter().filter(|paper| version.component(&paper.component).is_none()) {
            let message = format!("thủ tục {} không có thành phần “{}”", part.procedure, paper.component);
            say("paper", message);
        }
        answers(&whole.form, part, version, &mut say);
    }
    out
}

/// Each field that is filled exists and takes what comes; each that every dossier owes is filled.
fn answers(form: &Form, part: &Linked, version: &ProcedureVersion, say: &mut impl FnMut(&str, String)) {
    for filled in &part.answers {
        let key = format!("answers.{}", filled.field);
        let Some(field) = version.form.field(&filled.field) else {
            say(&key, format!("biểu mẫu của {} không có trường “{}”", part.procedure, filled.field));
            continue;
        };
        match &filled.from {
            Origin::Field(name) => {
                if let Some(source) = form.field(name)
                    && let Some(wrong) = mismatch(source, field)
                {
                    say(&key, format!("trường “{name}” không điền vào được: {wrong}"));
                }
            }
            Origin::Value(value) => {
                let known = value.as_str().is_none_or(|it| field.choice(it).is_some());
                if !field.options.is_empty() && !known {
                    say(&key, format!("trường “{}” không có lựa chọn {value}", filled.field));
                }
            }
        }
    }
    let owed = version.form.fields().filter(|field| field.required && field.shown_if.is_none());
    let always = |name: &str| {
        version
            .form
            .pages
            .iter()
            .any(|page| page.shown_if.is_none() && page.fields.iter().any(|it| it.name == name))
    };
    for field in owed.filter(|field| always(&field.name)) {
        if part.answers.iter().all(|filled| filled.field != field.name) {
            say("answers", format!("chưa điền trường bắt buộc “{}” của {}", field.name, part.procedure));
        }
    }
}

/// Why the answer to `source` cannot stand in `field`.
fn mismatch(source: &Field, field: &Field) -> Option<String> {
    if source.kind != field.kind && field.kind != ValueKind::Text {
        return Some("hai trường không cùng kiểu".to_owned());
    }
    let missing = |value: &str| !field.options.is_empty() && field.choice(value).is_none();
    if source.options.is_empty() && !field.options.is_empty() {
        return Some("trường nhận là danh sách lựa chọn".to_owned());
    }
    let choice = source.options.iter().find(|choice| missing(&choice.value))?;
    Some(format!("trường nhận không có lựa chọn “{}”", choice.value))
}
