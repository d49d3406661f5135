//! What a linked procedure and the procedures it names say of each other. Pure; looked at when a package is stored,
//! because only then the others are known.

use std::sync::Arc;

use crate::form::{Field, Form, ValueKind};
use crate::model::{Linked, Origin, ProcedureVersion, Situation};

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
    out.extend(whole.situations().filter_map(|situation| too_long(whole, versions, &situation)));
    out.sort();
    out.dedup();
    out
}

/// The parts one after the other take no more than the term of the whole, where both are counted in working days; what
/// is done the same day counts as one.
fn too_long(
    whole: &ProcedureVersion,
    versions: &[Option<Arc<ProcedureVersion>>],
    situation: &Situation<'_>,
) -> Option<String> {
    let thousandths =
        |text: &str| text.parse::<worktime::Term>().ok().map(|it| it.thousandths().unwrap_or(1000));
    let most = whole.ordinary_term(situation)?.text.parse::<worktime::Term>().ok()?.thousandths()?;
    let own = |part: &Linked| {
        let at = whole.linked.iter().position(|one| one.code == part.code)?;
        let version = versions.get(at)?.as_ref()?;
        let alone = Situation { case: &part.case, channel: situation.channel };
        let term = part.term.as_ref().map(|term| &term.text);
        thousandths(term.or_else(|| version.ordinary_term(&alone).map(|term| &term.text))?)
    };
    let mut ends: Vec<(&str, u32)> = Vec::new();
    while ends.len() < whole.linked.len() {
        let done = |code: &String| ends.iter().any(|(known, _)| known == code);
        let next = whole.linked.iter().find(|part| !done(&part.code) && part.after.iter().all(done))?;
        let before = ends.iter().filter(|(code, _)| next.after.iter().any(|one| one == code));
        let start = before.map(|(_, end)| *end).max().unwrap_or(0);
        ends.push((&next.code, start + own(next)?));
    }
    let longest = ends.iter().map(|(_, end)| *end).max().unwrap_or(0);
    (longest > most).then(|| {
        format!(
            "term: các phần nối tiếp dài {} ngày làm việc, quá thời hạn chung {} ngày làm việc",
            f64::from(longest) / 1000.0,
            f64::from(most) / 1000.0
        )
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Filled, LinkedTerm};
    use crate::package::builtin;

    fn package(code: &str) -> ProcedureVersion {
        builtin(code).expect("it ships").expect("it is sound").procedure
    }

    fn versions(whole: &ProcedureVersion) -> Vec<Option<Arc<ProcedureVersion>>> {
        whole.linked.iter().map(|part| Some(Arc::new(package(part.procedure.as_str())))).collect()
    }

    /// What is said after a change of the parts of 3.000722.
    fn after(change: impl FnOnce(&mut [Linked], &mut Vec<Option<Arc<ProcedureVersion>>>)) -> String {
        let mut whole = package("3.000722");
        let mut versions = versions(&whole);
        change(&mut whole.linked, &mut versions);
        flaws(&whole, &versions).join("\n")
    }

    fn field<'a>(part: &'a mut Linked, field: &str) -> &'a mut Origin {
        &mut part.answers.iter_mut().find(|filled| filled.field == field).expect("it is filled").from
    }

    #[test]
    fn what_ships_fits() {
        for code in ["2.000986", "2.002913", "3.000722"] {
            let whole = package(code);
            assert_eq!(flaws(&whole, &versions(&whole)), Vec::<String>::new(), "{code}");
        }
    }

    #[test]
    fn what_does_not_fit_the_other_procedure_is_named() {
        let said = after(|_, versions| versions[1] = None);
        assert_eq!(said, "linked[1].procedure: chưa có thủ tục 1.004222; xin nhập gói của thủ tục này trước");
        let said = after(|parts, _| parts[1].case = "khac".to_owned());
        assert_eq!(said, "linked[1].case: thủ tục 1.004222 không có trường hợp “khac”");
        let said = after(|_, versions| versions[1] = Some(Arc::new(package("2.000986"))));
        assert!(said.contains("linked[1].procedure: 1.004222 là thủ tục liên thông"), "{said}");
        let said = after(|parts, _| {
            let from = Origin::Field("tre_ho_ten".to_owned());
            parts[1].answers.push(Filled { field: "ten_goi".to_owned(), from });
        });
        assert_eq!(said, "linked[1].answers.ten_goi: biểu mẫu của 1.004222 không có trường “ten_goi”");
        let said = after(|parts, _| parts[1].answers.retain(|filled| filled.field != "ho_ten"));
        assert_eq!(said, "linked[1].answers: chưa điền trường bắt buộc “ho_ten” của 1.004222");
        let said = after(|parts, _| *field(&mut parts[1], "gioi_tinh") = Origin::Field("tre_ho_ten".into()));
        assert!(said.contains("answers.gioi_tinh: trường “tre_ho_ten” không điền vào được"), "{said}");
        let said = after(|parts, _| *field(&mut parts[1], "ngay_sinh") = Origin::Field("tre_ho_ten".into()));
        assert!(said.contains("hai trường không cùng kiểu"), "{said}");
        let said = after(|parts, _| *field(&mut parts[1], "gioi_tinh") = Origin::Value("x".into()));
        assert!(said.contains("trường “gioi_tinh” không có lựa chọn \"x\""), "{said}");
        let said = after(|parts, _| {
            parts[1].term =
                Some(LinkedTerm { text: "4 ngày làm việc".into(), citation: "Điều 1".into() });
        });
        assert_eq!(said, "term: các phần nối tiếp dài 12 ngày làm việc, quá thời hạn chung 11 ngày làm việc");
    }
}
