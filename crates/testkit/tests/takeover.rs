//! What is taken over is what the actions would have made: dossiers go their way through the front door, then the same acts are told to
//! a history, and row and events are the same.

use axum::http::{Method, StatusCode};
use base::Clock as _;
use dossier::actions::Details;
use dossier::events;
use dossier::model::{Dossier, Paper};
use dossier::queries::Seen;
use dossier::takeover::{Asked, Body, Filed, Hand, History};
use ledger::{Event as _, Recorded};
use serde_json::json;
use testkit::walk::{id_of, receive, revision, walk};
use testkit::{Client, Filing, TestApp};

const BIRTH: &str = "1.001193";

/// The dossier as staff see it, and the body that decides.
async fn seen(app: &TestApp, id: &str) -> (Seen, Body) {
    let (id, now, rng) = (id.parse().expect("an identifier"), app.clock.now(), app.rng.clone());
    let found = app.db.read(move |rx| {
        let today = now.date();
        let person = organisation::staff_by_number(rx, "VT-0001")?.expect("the demo has her");
        let posts = organisation::posts_of(rx, person.id, today)?;
        let staff = base::Staff { staff: person.id, name: String::new(), posts, acting: None, warrant: None };
        let ctx = base::Ctx { actor: base::Actor::Staff(staff), ..base::Ctx::system("test", now, &rng) };
        let seen = dossier::queries::as_staff(rx, &ctx, id)?;
        let unit = organisation::unit_at(rx, seen.dossier.competent, today)?.expect("it stands");
        let body = Body::read(rx, &unit, today)?.expect("it receives");
        Ok::<_, dossier::Error>((seen, body))
    });
    found.await.expect("it is there")
}

fn read<E: ledger::Event>(event: &Recorded) -> E {
    event.read().expect("it parses").expect("it is of that kind")
}

fn hand(event: &Recorded) -> Hand {
    let staff = event.actor.strip_prefix("staff/").and_then(|id| id.parse().ok()).expect("of the staff");
    Hand { staff, unit: event.unit.expect("under a unit") }
}

/// Tells a history the acts that the ledger shows.
fn retold<'a>(seen: &'a Seen, body: &'a Body) -> History<'a> {
    let rng = base::Rng::seeded(1);
    let mut told = seen.history.iter().peekable();
    let first = told.next().expect("a submission");
    let submitted: events::Submitted = read(first);
    let filed = Filed {
        case: submitted.case,
        channel: submitted.channel,
        by: submitted.account.ok_or_else(|| hand(first)),
        applicant: seen.dossier.applicant.clone(),
        answers: (seen.dossier.answers.to_string(), seen.dossier.answers.clone()),
        papers: submitted.papers,
    };
    let mut history =
        History::submitted(&rng, &seen.version, body, first.occurred_at, filed).expect("submitted");
    while let Some(event) = told.next() {
        let at = event.occurred_at;
        match event.kind.as_str() {
            events::Received::KIND => {
                let number = read::<events::Received>(event).number;
                history.received(&rng, at, hand(event), number, &[]).expect("received");
            }
            events::Refused::KIND => {
                history.refused(at, hand(event), read::<events::Refused>(event).refusal).expect("refused");
            }
            events::StepTaken::KIND => {
                let taken: events::StepTaken = read(event);
                let mut details = Details { note: taken.note, ..Details::default() };
                if let Some(done) = told.next_if(|next| next.is::<events::Completed>()) {
                    let result = read::<events::Completed>(done).result;
                    (details.result_number, details.result_date) = (result.number, Some(result.date));
                }
                if let Some(done) = told.next_if(|next| next.is::<events::Returned>()) {
                    details.recipient = read::<events::Returned>(done).to;
                }
                history.took(at, hand(event), &taken.from, &taken.action, &details).expect("taken");
            }
            events::SupplementAsked::KIND => {
                let asked: events::SupplementAsked = read(event);
                let asked = Asked { items: asked.items, approval: asked.approval };
                history.asked_for_papers(at, hand(event), asked).expect("asked");
            }
            events::Supplemented::KIND => {
                let by = event.actor.starts_with("staff/").then(|| hand(event));
                let papers: Vec<Paper> = read::<events::Supplemented>(event).papers;
                history.supplemented(at, by, papers).expect("supplemented");
            }
            events::Extended::KIND => {
                let extended: events::Extended = read(event);
                let day = extended.to.date();
                history.extended(at, hand(event), day, &extended.reason).expect("extended");
            }
            events::Withdrawn::KIND => {
                history.withdrawn(at, &read::<events::Withdrawn>(event).words).expect("withdrawn");
            }
            events::Stopped::KIND => {
                let stopped: events::Stopped = read(event);
                history.stopped(at, hand(event), &stopped.reason, &stopped.citation).expect("stopped");
            }
            events::Opened::KIND => {}
            other => panic!("the test does not know how to tell {other}"),
        }
    }
    history
}

/// The same row, the same papers, the same events word for word.
async fn assert_same(app: &TestApp, id: &str) {
    let (seen, body) = seen(app, id).await;
    let history = retold(&seen, &body);
    let acts = seen.history.iter().filter(|event| !event.is::<events::Opened>());
    let theirs: Vec<_> =
        acts.map(|event| (event.kind.as_str(), event.payload.as_deref().unwrap_or_default())).collect();
    let ours: Vec<_> = history.told().map(|event| (event.kind(), event.payload())).collect();
    assert_eq!(ours, theirs);
    assert_eq!(history.papers(), seen.papers);
    let mut ours = Dossier::from(history);
    (ours.id, ours.lookup) = (seen.dossier.id, seen.dossier.lookup.clone());
    let (ours, theirs) = (format!("{ours:#?}"), format!("{:#?}", seen.dossier));
    let apart = ours.lines().zip(theirs.lines()).find(|(ours, theirs)| ours != theirs);
    assert!(ours == theirs, "the history has another dossier: {apart:?}");
}

/// One act by program, at the revision that stands.
async fn act(client: &Client, id: &str, what: &str, mut with: serde_json::Value) {
    let seen = client.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json();
    with["revision"] = seen["revision"].clone();
    let done = client.json(Method::POST, &format!("/api/v1/dossiers/{id}/{what}"), &with).await;
    assert!(done.status.is_success(), "{what}: {} {}", done.status, done.json());
}

async fn post(client: &Client, id: &str, act: &str, fields: &[(&str, &str)]) -> testkit::Reply {
    let seen = revision(client, id).await;
    let mut all = vec![("revision", seen.as_str())];
    all.extend_from_slice(fields);
    client.post(&format!("/can-bo/ho-so/{id}/{act}"), &all).await
}

testkit::both_engines! {
    async fn the_straight_way(app: TestApp) {
        let id = Filing::sample(BIRTH).online(&app.as_citizen().await).await;
        app.clock.advance(1200);
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        assert_same(&app, &id).await;
        app.clock.advance(1800);
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        assert_same(&app, &id).await;
        walk(&app, &id, &[("chuyen-vien-vhxh", "trinh-ky", vec![("note", "Đã ghi sổ.")]), ("ky-duyet", "ky", vec![])]).await;
        app.clock.advance(60);
        walk(&app, &id, &[("van-thu", "phat-hanh", testkit::walk::result("118/2026/KS"))]).await;
        assert_same(&app, &id).await;
        walk(&app, &id, &[("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")])]).await;
        assert_same(&app, &id).await;
    }

    async fn at_the_counter(app: TestApp) {
        let mut filing = Filing::sample(BIRTH);
        filing.papers.push("000.00.00.G15-KQ003204".to_owned());
        let taken = filing.at_counter(&app.signed_in("mot-cua").await).await;
        assert_same(&app, &id_of(taken.assert_status(StatusCode::SEE_OTHER).location())).await;
    }

    async fn refused(app: TestApp) {
        let id = Filing::sample(BIRTH).online(&app.as_citizen().await).await;
        let clerk = app.signed_in("mot-cua").await;
        let said = [("reason", "Không thuộc nơi cư trú."), ("citation", "Điều 13 Luật Hộ tịch")];
        post(&clerk, &id, "tu-choi", &said).await.assert_status(StatusCode::SEE_OTHER);
        assert_same(&app, &id).await;
    }

    /// Sent back, refused by the process, and the reason that stays.
    async fn not_granted(app: TestApp) {
        let id = Filing::sample(BIRTH).online(&app.as_citizen().await).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let why = vec![("note", "Trẻ đã được đăng ký khai sinh tại nơi khác.")];
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "tra-lai", vec![("note", "Cần xác minh lại.")]),
            ("chuyen-vien-vhxh", "trinh-tu-choi", why),
            ("ky-duyet", "ky", vec![]),
        ]).await;
        assert_same(&app, &id).await;
        walk(&app, &id, &[("van-thu", "phat-hanh", testkit::walk::result("12/TB-UBND"))]).await;
        assert_same(&app, &id).await;
    }

    /// Asked for papers before reception, given them at the counter, received; asked once more while it is handled, promised for a
    /// later day, stopped.
    async fn supplemented_extended_and_stopped(app: TestApp) {
        let component = "000.00.00.G15-KQ004389";
        let id = Filing::sample(BIRTH).online(&app.as_citizen().await).await;
        let clerk = app.signed_in("mot-cua").await;
        let asked = json!({ "components": [{ "component": component, "what": "Bản chụp mờ." }] });
        act(&clerk, &id, "supplement-request", asked).await;
        assert_same(&app, &id).await;
        app.clock.advance(1800);
        act(&clerk, &id, "supplement", json!({ "papers": [{ "component": component }] })).await;
        assert_same(&app, &id).await;
        app.clock.advance(600);
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        let leader = app.signed_in("lanh-dao").await;
        let day = json!({ "day": "2026-11-20", "reason": "Chờ xác minh tại nơi sinh." });
        act(&leader, &id, "extension", day).await;
        assert_same(&app, &id).await;
        act(&leader, &id, "stop", json!({ "reason": "Có tranh chấp.", "citation": "Điều 19" })).await;
        assert_same(&app, &id).await;
    }

    async fn taken_back_by_the_citizen(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample(BIRTH).online(&citizen).await;
        act(&citizen, &id, "withdrawal", json!({ "reason": "Nộp nhầm." })).await;
        assert_same(&app, &id).await;
    }
}
