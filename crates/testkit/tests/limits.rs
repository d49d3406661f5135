//! Every limit that a form states, one below, at and one above it, through the pages: what is refused is said beside the
//! field and in the summary, and what was typed stays.

use axum::http::StatusCode;
use catalogue::form::{Field, ValueKind};
use catalogue::package::builtin;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use testkit::walk::{receive, revision, walk};
use testkit::{Client, Filing, Reply, TestApp};

/// What is typed into the boxes of one field, and whether it is taken.
type Probe = (Vec<(String, String)>, bool);

/// An action: who takes it, which, the field that is measured, its limit, and what else is typed.
type Measured<'a> = (&'a str, &'a str, &'a str, usize, &'a [(&'a str, &'a str)]);

/// The error beside the field, the same in the summary with a link to the field, and what was typed.
#[track_caller]
fn assert_refused(reply: &Reply, field: &str, typed: &str) {
    reply.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    let html = reply.html();
    let beside = html.first(&format!("p#{field}-loi")).unwrap_or_else(|| panic!("no error beside {field}"));
    let message = beside.text.trim_start_matches("Lỗi:").trim();
    assert!(!message.is_empty());
    let links = html
        .all("a")
        .filter(|a| a.attribute("href").is_some_and(|href| href.starts_with(&format!("#{field}"))));
    let mut in_summary = links.filter(|a| a.text == message);
    let target =
        in_summary.next().unwrap_or_else(|| panic!("{message:?} is not in the summary of {}", reply.path));
    let id = target.attribute("href").unwrap_or_default().trim_start_matches('#');
    assert!(html.elements.iter().any(|element| element.attribute("id") == Some(id)), "{id} leads nowhere");
    assert!(
        html.elements.iter().any(|it| it.attribute("value") == Some(typed) || it.text == typed),
        "{field}: what was typed is gone"
    );
}

/// What to try at a field whose sample answer is `sample`.
fn probes(field: &Field, sample: &str, free: bool, today: Date) -> Vec<Probe> {
    let one = |text: String| vec![(field.name.clone(), text)];
    let limits = &field.limits;
    let mut out = Vec::new();
    match field.kind {
        ValueKind::Text => {
            let seed: String =
                if sample.is_empty() { "An".to_owned() } else { sample.split_whitespace().collect() };
            let long = |length: u64| {
                seed.chars().cycle().take(usize::try_from(length).unwrap_or(0)).collect::<String>()
            };
            if let Some(most) = limits.max_length {
                out.push((one(long(most + 1)), false));
                out.extend(free.then(|| (one(long(most)), true)));
                out.extend(
                    free.then(|| (one(long(most - 1)), limits.min_length.is_none_or(|least| most > least))),
                );
            }
            if let Some(least) = limits.min_length.filter(|least| *least > 1) {
                out.push((one(long(least - 1)), false));
                out.extend(free.then(|| (one(long(least)), true)));
            }
        }
        ValueKind::Integer | ValueKind::Number => {
            let (unit, digits) = if field.kind == ValueKind::Integer { (1.0, 0) } else { (0.01, 2) };
            let text = |number: f64| one(format!("{number:.digits$}").replace('.', ","));
            for (limit, out_of) in [(limits.minimum, -unit), (limits.maximum, unit)] {
                let Some(limit) = limit else { continue };
                out.extend([
                    (text(limit + out_of), false),
                    (text(limit), true),
                    (text(limit - out_of), true),
                ]);
            }
        }
        ValueKind::Date => {
            let text = |day: Date| {
                let parts = [
                    ("ngay", day.day().to_string()),
                    ("thang", day.month().to_string()),
                    ("nam", day.year().to_string()),
                ];
                parts.map(|(end, part)| (format!("{}-{end}", field.name), part)).to_vec()
            };
            for (limit, out_of) in [(limits.not_before, -1), (limits.not_after, 1)] {
                let Some(limit) = limit.map(|limit| limit.day(today)) else { continue };
                let by = |days: i64| limit.checked_add(days.days()).expect("a day");
                out.extend([(text(by(out_of)), false), (text(limit), true), (text(by(-out_of)), true)]);
            }
        }
        ValueKind::Boolean | ValueKind::Choices | ValueKind::Rows => {}
    }
    out
}

/// Posts a page with other texts in some boxes.
async fn post_with(client: &Client, page: &str, filing: &Filing, boxes: &[(String, String)]) -> Reply {
    let changed = boxes.iter().fold(filing.clone(), |filing, (name, text)| filing.with(name, text));
    client.post(page, &changed.fields()).await
}

/// Goes through the pages of a procedure and tries every limit of every field that is asked; how many were tried.
async fn try_all(citizen: &Client, procedure: &str) -> usize {
    let form = builtin(procedure).expect("it ships").expect("it is sound").procedure.form;
    let filing = Filing::sample(procedure);
    let mut tried = 0;
    let mut here = filing.begin(citizen).await;
    while !here.ends_with("/giay-to") {
        // Answered once first: an answer may bring more questions to the page.
        citizen.post(&here, &filing.fields()).await.assert_status(StatusCode::SEE_OTHER);
        let page = citizen.get(&here).await;
        let html = page.assert_status(StatusCode::OK).html();
        let asked = |field: &&Field| {
            let ids = [field.name.clone(), format!("{}-ngay", field.name)];
            html.elements
                .iter()
                .any(|it| it.attribute("id").is_some_and(|id| ids.iter().any(|one| one == id)))
        };
        for field in form.fields().filter(asked) {
            let sample =
                filing.typed.iter().find(|(name, _)| *name == field.name).map_or("", |(_, text)| text);
            let schema = &form.schema["properties"][&field.name];
            let free = schema["pattern"].is_null() && schema["format"].is_null();
            for (boxes, taken) in probes(field, sample, free, date(2026, 11, 18)) {
                let reply = post_with(citizen, &here, &filing, &boxes).await;
                if taken {
                    assert_eq!(
                        reply.status,
                        StatusCode::SEE_OTHER,
                        "{} {boxes:?}: {}",
                        field.name,
                        reply.html().text()
                    );
                } else {
                    assert_refused(&reply, &field.name, &boxes[0].1);
                }
                tried += 1;
            }
        }
        here = citizen
            .post(&here, &filing.fields())
            .await
            .assert_status(StatusCode::SEE_OTHER)
            .location()
            .to_owned();
    }
    tried
}

testkit::both_engines! {
    async fn every_limit_of_every_form_holds_at_the_page(app: TestApp) {
        let citizen = app.as_citizen().await;
        let mut tried = Vec::new();
        for procedure in ["1.013225", "1.001193", "1.010041"] {
            tried.push(try_all(&citizen, procedure).await);
        }
        assert!(tried.iter().all(|count| *count > 30), "{tried:?}");
    }

    async fn the_limits_of_the_applicant_hold_at_the_page(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample("1.001193");
        let page = filing.begin(&citizen).await;
        for (field, limit) in [("applicant.name", 120), ("applicant.address", 250)] {
            for (length, taken) in [(limit - 1, true), (limit, true), (limit + 1, false)] {
                let text = "Ệ".repeat(length);
                let reply = post_with(&citizen, &page, &filing, &[(field.to_owned(), text.clone())]).await;
                if taken {
                    reply.assert_status(StatusCode::SEE_OTHER);
                } else {
                    assert_refused(&reply, field, &text);
                }
            }
        }
        for digits in ["02519000123", "0251900012345"] {
            let reply = post_with(&citizen, &page, &filing, &[("applicant.number".to_owned(), digits.to_owned())]).await;
            assert_refused(&reply, "applicant.number", digits);
        }
    }

    async fn the_limits_of_an_officers_words_hold_at_the_page(app: TestApp) {
        let citizen = app.as_citizen().await;
        let clerk = app.signed_in("mot-cua").await;
        let id = Filing::sample("1.001193").online(&citizen).await;
        let seen = revision(&clerk, &id).await;
        let address = format!("/can-bo/ho-so/{id}/tu-choi");
        let (long, fine) = (|limit: usize| "ế".repeat(limit + 1), |limit: usize| "ế".repeat(limit));
        for (reason, citation, wrong, typed) in
            [(long(2000), fine(300), "reason", long(2000)), (fine(2000), long(300), "citation", long(300))]
        {
            let said = [("revision", seen.as_str()), ("reason", &reason), ("citation", &citation)];
            assert_refused(&clerk.post(&address, &said).await, wrong, &typed);
        }
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        let way: [Measured<'_>; 4] = [
            ("mot-cua", "chuyen", "note", 2000, &[]),
            ("chuyen-vien-vhxh", "trinh-ky", "note", 2000, &[]),
            ("ky-duyet", "ky", "note", 2000, &[]),
            ("van-thu", "phat-hanh", "result_number", 60, &[("result_date-ngay", "18"), ("result_date-thang", "11"), ("result_date-nam", "2026")]),
        ];
        for (login, action, field, limit, rest) in way {
            let officer = app.signed_in(login).await;
            let (too_long, text) = (long(limit), fine(limit));
            let fields = |text| [&[(field, text)], rest].concat();
            assert_refused(&testkit::walk::step(&officer, &id, action, &fields(&too_long)).await, field, &too_long);
            walk(&app, &id, &[(login, action, fields(&text))]).await;
        }
        let (too_long, text) = (long(250), fine(250));
        assert_refused(&testkit::walk::step(&clerk, &id, "tra-ket-qua", &[("recipient", &too_long)]).await, "recipient", &too_long);
        walk(&app, &id, &[("mot-cua", "tra-ket-qua", vec![("recipient", &text)])]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đã trả kết quả");
    }

    /// The day of signing: today is taken, tomorrow is not, nor a day that does not exist.
    async fn the_date_of_a_result_is_a_real_day_up_to_today(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample("1.001193").online(&citizen).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        walk(&app, &id, &[("mot-cua", "chuyen", vec![]), ("chuyen-vien-vhxh", "trinh-ky", vec![]), ("ky-duyet", "ky", vec![])]).await;
        let registrar = app.signed_in("van-thu").await;
        let typed = |day: &'static str, month: &'static str| {
            [("result_number", "1/KS"), ("result_date-ngay", day), ("result_date-thang", month), ("result_date-nam", "2026")]
        };
        for (day, month) in [("19", "11"), ("31", "2"), ("x", "11")] {
            let reply = testkit::walk::step(&registrar, &id, "phat-hanh", &typed(day, month)).await;
            assert_refused(&reply, "result_date", day);
        }
        testkit::walk::step(&registrar, &id, "phat-hanh", &typed("18", "11")).await.assert_status(StatusCode::SEE_OTHER);
    }
}
