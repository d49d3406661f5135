//! The built-in packages are sound, and every kind of mistake is named with file, line and field.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::form::Scope;
use crate::model::{Channel, ProcedureVersion, Situation};

fn texts(code: &str) -> Texts<'static> {
    BUILTIN.iter().find(|(one, _)| *one == code).expect("a built-in package").1
}

fn sound(code: &str) -> Package {
    builtin(code).expect("a built-in package").unwrap_or_else(|errors| panic!("{code}\n{}", report(&errors)))
}

const CODE: &str = "1.013225";

/// The errors after replacing `from`, which must be there, with `to` in one file.
pub(super) fn after(file: &'static str, from: &str, to: &str) -> Vec<PackageError> {
    let good = texts(CODE);
    let change = |name: &str, text: &str| {
        if name != file {
            return text.to_owned();
        }
        assert!(text.contains(from), "{from} is not in {file}");
        text.replacen(from, to, 1)
    };
    let (procedure, form, process) =
        (change(PROCEDURE, good.procedure), change(FORM, good.form), change(PROCESS, good.process));
    read(Texts { procedure: &procedure, form: &form, process: &process }).err().unwrap_or_default()
}

/// The line of the first text that begins with `text`.
pub(super) fn line_of(file: &str, text: &str) -> usize {
    let good = texts(CODE);
    let whole = match file {
        PROCEDURE => good.procedure,
        FORM => good.form,
        _ => good.process,
    };
    whole[..whole.find(text).expect("there")].matches('\n').count() + 1
}

#[test]
fn the_built_in_packages_are_sound_and_read_back_from_their_json() {
    for (code, _) in BUILTIN {
        let package = sound(code);
        assert_eq!(package.procedure.code.as_str(), *code);
        let text = serde_json::to_string(&package.procedure).expect("JSON");
        let back: ProcedureVersion = serde_json::from_str(&text).expect("reads back");
        assert_eq!(Package::of(back), package);
    }
}

#[test]
fn the_digest_leaves_the_version_number_out() {
    let package = sound(CODE);
    let later = ProcedureVersion { version: 9, ..package.procedure.clone() };
    assert_eq!(Package::of(later).digest, package.digest);
    let other = ProcedureVersion { intro: "Khác".to_owned(), ..package.procedure.clone() };
    assert_ne!(Package::of(other).digest, package.digest);
}

#[test]
fn terms_follow_case_and_channel() {
    let permit = sound("1.013225").procedure;
    let term =
        |case, channel| permit.ordinary_term(&Situation { case, channel }).map(|term| term.text.clone());
    assert_eq!(term("nha-o", Channel::Online).as_deref(), Some("7 ngày làm việc"));
    assert_eq!(term("theo-tuyen", Channel::Post).as_deref(), Some("10 ngày làm việc"));
    let birth = sound("1.001193").procedure;
    let online = Situation { case: "thong-thuong", channel: Channel::Online };
    assert_eq!(birth.ordinary_term(&online).map(|term| term.text.as_str()), Some("trong ngày"));
    assert_eq!(birth.cutoff.map(|cutoff| cutoff.at), Some(jiff::civil::time(15, 0, 0, 0)));
    let home = sound("1.010041").procedure;
    for (case, text) in [("co-trong-csdl", "1 ngày làm việc"), ("can-xac-minh", "3 ngày làm việc")] {
        assert_eq!(
            home.ordinary_term(&Situation { case, channel: Channel::Online }).map(|term| term.text.as_str()),
            Some(text)
        );
    }
}

#[test]
fn components_follow_case_and_answers() {
    let birth = sound("1.001193").procedure;
    let codes = |answers: &serde_json::Value, case, channel| -> Vec<String> {
        birth.components(answers, &Situation { case, channel }).map(|one| one.code.clone()).collect()
    };
    let paper = codes(&json!({ "chung_sinh": "giay" }), "thong-thuong", Channel::Online);
    assert!(paper.contains(&"000.00.00.G15-KQ004389".to_owned()), "{paper:?}");
    let electronic = codes(&json!({ "chung_sinh": "dien-tu" }), "thong-thuong", Channel::Online);
    assert!(!electronic.contains(&"000.00.00.G15-KQ004389".to_owned()));
    let counter = codes(&json!({}), "bo-roi", Channel::Counter);
    assert!(counter.contains(&"000.00.00.G15-KQ003208".to_owned()));
    assert!(!counter.contains(&"000.00.00.G15-KQ003967".to_owned()));
}

#[test]
fn phone_and_mail_are_never_mandatory_and_every_case_can_be_filled() {
    for (code, _) in BUILTIN {
        let it = sound(code).procedure;
        for name in ["dien_thoai", "thu_dien_tu"] {
            let field = it.form.field(name);
            assert!(
                field.is_some_and(|it| !it.required) || it.is_internal() && field.is_none(),
                "{code} {name}"
            );
        }
        for case in &it.cases {
            let channel = if it.is_internal() { Channel::Internal } else { Channel::Online };
            let situation = Situation { case: &case.code, channel };
            let missing =
                it.form.check(&json!({}), Scope::Whole, &situation, jiff::civil::date(2026, 11, 22));
            assert!(
                missing
                    .iter()
                    .all(|error| error.message.starts_with("Mời") || error.message.starts_with("Xin")),
                "{missing:?}"
            );
            assert!(missing.len() >= 5, "{code} {}", case.code);
        }
    }
}

#[test]
fn many_mistakes_are_said_at_once_in_order() {
    let good = texts(CODE);
    let procedure = good.procedure.replace("[[component]]\n", "[[component]]\nla = 1\n");
    let errors =
        read(Texts { procedure: &procedure, process: "start = \"x\"\nla = 2\n", ..good }).expect_err("wrong");
    assert!(errors.len() > 18, "{}", report(&errors));
    let order: Vec<_> = errors.iter().map(|e| (FILES.iter().position(|f| *f == e.file), e.line)).collect();
    assert!(order.is_sorted());
    assert_eq!(errors[0].to_string().split(',').next(), Some("procedure.toml"));
}

#[test]
fn folders_are_read_with_care() {
    let dir = tempfile::tempdir().expect("a folder");
    let missing = load(dir.path()).expect_err("empty");
    assert_eq!(missing.len(), 3);
    let good = texts(CODE);
    for (name, text) in FILES.into_iter().zip([good.procedure, good.form, good.process]) {
        std::fs::write(dir.path().join(name), text).expect("written");
    }
    assert_eq!(load(dir.path()), Ok(sound(CODE)));
    std::fs::write(dir.path().join(PROCESS), vec![b'#'; LARGEST + 1]).expect("written");
    assert!(load(dir.path()).expect_err("large")[0].message.contains("lớn hơn"));
    std::fs::write(dir.path().join(PROCESS), b"# a\n\xff\n").expect("written");
    let bytes = load(dir.path()).expect_err("no UTF-8");
    assert_eq!((bytes[0].line, bytes[0].file), (2, PROCESS));
}

#[test]
fn one_form_in_a_text_form_reads_what_was_posted_and_shows_it() {
    let form = sound("1.010041").procedure.form;
    let situation = Situation { case: "co-trong-csdl", channel: Channel::Online };
    let page = form.page("nguoi-duoc-xac-nhan").expect("there");
    let posted: Vec<(String, String)> = [
        ("ho_ten", " Đặng Thị Ánh "),
        ("ngay_sinh-ngay", "5"),
        ("ngay_sinh-thang", "3"),
        ("ngay_sinh-nam", "1990"),
        ("gioi_tinh", "nu"),
        ("so_dinh_danh", "12345"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    let (answers, unread) = page.answers(&posted, &json!({}), &situation);
    assert_eq!(unread, []);
    let answers = serde_json::Value::Object(answers);
    let wrong =
        form.check(&answers, Scope::Page("nguoi-duoc-xac-nhan"), &situation, jiff::civil::date(2026, 1, 1));
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].message, "Số định danh cá nhân gồm đúng 12 chữ số.");
    let shown: Vec<_> = page
        .lines(&answers, &situation)
        .into_iter()
        .map(|(field, text)| (field.name.as_str(), text))
        .collect();
    assert_eq!(shown[0], ("ho_ten", "Đặng Thị Ánh".to_owned()));
    assert_eq!(shown[1].1, "05/03/1990");
    assert_eq!(shown[2].1, "Nữ");
    for field in &page.fields {
        let again = field.answer(&field.posted(&answers[&field.name]));
        assert_eq!(again, Ok(answers.get(&field.name).cloned()), "{}", field.name);
    }
    let future = json!({ "ngay_sinh": "2026-01-02" });
    let late =
        form.check(&future, Scope::Page("nguoi-duoc-xac-nhan"), &situation, jiff::civil::date(2026, 1, 1));
    assert!(
        late.iter().any(|e| e.field == "ngay_sinh" && e.message == "Ngày không được sau hôm nay."),
        "{late:?}"
    );
}

#[test]
fn hidden_answers_are_tidied_away_and_refused_otherwise() {
    let form = sound(CODE).procedure.form;
    let situation = Situation { case: "nha-o", channel: Channel::Online };
    let answers =
        json!({ "chu_dau_tu_loai": "ca-nhan", "nguoi_dai_dien": "A B", "tuyen_chieu_dai": 5, "la": 1 });
    let today = jiff::civil::date(2026, 11, 22);
    let refused: Vec<String> = form
        .check(&answers, Scope::Whole, &situation, today)
        .into_iter()
        .filter(|e| e.message.contains("không áp dụng") || e.message.contains("không có trường"))
        .map(|e| e.field)
        .collect();
    assert_eq!(refused, ["nguoi_dai_dien", "tuyen_chieu_dai", "la"]);
    assert_eq!(form.tidy(answers, &situation), json!({ "chu_dau_tu_loai": "ca-nhan", "la": 1 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_the_reader_panic(procedure in "\\PC{0,200}", form in "\\PC{0,200}", process in "[\\[\\]{}=\"a-z0-9.\n ]{0,200}") {
        let refused = read(Texts { procedure: &procedure, form: &form, process: &process }).is_err();
        prop_assert!(refused);
    }

    #[test]
    fn no_damage_to_a_good_package_makes_the_reader_panic(which in 0_usize..3, at in any::<prop::sample::Index>(), cut in 0_usize..80, put in "[\\[\\]{}=\",a-z0-9.\n ]{0,12}") {
        let good = texts("1.010041");
        let mut parts = [good.procedure.to_owned(), good.form.to_owned(), good.process.to_owned()];
        let text = &mut parts[which];
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        let k = at.index(starts.len());
        let end = starts.get(k + cut).copied().unwrap_or(text.len());
        text.replace_range(starts[k]..end, &put);
        match read(Texts { procedure: &parts[0], form: &parts[1], process: &parts[2] }) {
            Ok(package) => prop_assert_eq!(package.digest.len(), 64),
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }
}

#[test]
fn what_is_written_reads_back_the_same() {
    for (code, _) in BUILTIN {
        let package = sound(code);
        let written = crate::package::write(&package.procedure);
        let again = read(written.texts()).unwrap_or_else(|errors| panic!("{code}: {}", report(&errors)));
        assert_eq!(again, package, "{code}");
        assert_eq!(crate::package::write(&again.procedure), written, "{code}");
    }
}

#[test]
fn shares_that_sum_to_more_than_the_term_are_said_at_the_longest_step() {
    for term in ["trong ngày", "30 ngày", "1 tháng"] {
        let birth = texts("1.001193");
        let procedure = birth.procedure.replace("text = \"trong ngày\"", &format!("text = \"{term}\""));
        let process = birth.process.replace("share = 50", "share = 70");
        let sound = Texts { procedure: &procedure, ..birth };
        assert!(read(sound).is_ok(), "{term}");
        let errors = read(Texts { process: &process, ..sound }).expect_err("too long");
        let said = report(&errors);
        assert!(said.contains("là 120,0 % thời hạn giải quyết"), "{said}");
        assert_eq!(process.lines().nth(errors[0].line - 1), Some("share = 70"), "{said}");
    }
}

#[test]
fn a_version_for_a_time_says_what_comes_after() {
    let package = sound("1.001193");
    let last = jiff::civil::date(2027, 2, 28);
    let procedure = ProcedureVersion { valid_to: Some(last), falls_back: true, ..package.procedure.clone() };
    let written = crate::package::write(&procedure);
    assert!(written.procedure.contains("sunset = 2027-02-28"), "{}", written.procedure);
    assert_eq!(read(written.texts()).map(|it| it.procedure), Ok(procedure));
    let both = written.procedure.replace("sunset = 2027-02-28", "sunset = 2027-02-28\nvalid_to = 2027-02-28");
    let errors =
        read(crate::package::Texts { procedure: &both, ..written.texts() }).expect_err("one of them");
    assert!(report(&errors).contains("chỉ ghi một trong hai"), "{errors:?}");
}
