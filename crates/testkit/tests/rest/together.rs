//! Many at once: numbers without doubles or gaps, one answer for one request, one dossier for one draft, one officer
//! for one step.

use std::collections::BTreeSet;
use std::future::Future;

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, field, told};
use testkit::{Client, Filing, Reply, TestApp};

use crate::problem::assert_problem;
use crate::world::{World, act, keyed, post, revision};

const MANY: usize = 16;

/// Starts all of them, then waits for all; the answers stand in the order of the calls.
async fn at_once<T: Send + 'static>(
    calls: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let running: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for one in running {
        answers.push(one.await.expect("a call comes back"));
    }
    answers
}

/// A form of a page, sent by a clone of this person.
fn send(
    person: &Client,
    path: &str,
    fields: &[(&str, &str)],
) -> impl Future<Output = Reply> + Send + 'static + use<> {
    let (person, path) = (person.clone(), path.to_owned());
    let fields: Vec<(String, String)> =
        fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    async move {
        let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        person.post(&path, &fields).await
    }
}

fn sequence(receipt: &Value) -> u32 {
    let number = receipt["number"].as_str().unwrap_or_default();
    number
        .rsplit('-')
        .next()
        .and_then(|last| last.parse().ok())
        .unwrap_or_else(|| panic!("no number in {receipt}"))
}

testkit::both_engines! {
    async fn sixteen_receptions_at_once_give_sixteen_numbers_without_a_gap(app: TestApp) {
        let world = World::new(app).await;
        let mut calls = Vec::new();
        for _ in 0..MANY {
            let (id, clerk) = (world.filed().await, world.clerk.clone());
            calls.push(async move { post(&clerk, &format!("/api/v1/dossiers/{id}/reception"), &json!({"revision": 1})).await });
        }
        let answers = at_once(calls).await;
        let mut numbers: Vec<_> =
            answers.iter().map(|reply| sequence(&reply.assert_status(StatusCode::OK).json())).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
        assert_ledger_holds(&world.app).await;
    }

    async fn one_submission_sent_sixteen_times_at_once_is_one_dossier(app: TestApp) {
        let world = World::new(app).await;
        let body = world.submission();
        let calls = (0..MANY).map(|_| {
            let (citizen, body) = (world.citizen.clone(), body.clone());
            async move { keyed(&citizen, "/api/v1/dossiers", &body, "0198c0de-0000-7000-8000-000000000016").await }
        });
        let answers = at_once(calls).await;
        let said: BTreeSet<_> = answers.iter().map(|reply| (reply.status, reply.location(), reply.text())).collect();
        assert_eq!(said.len(), 1, "sixteen equal answers: {said:?}");
        answers[0].assert_status(StatusCode::CREATED);
        let waiting = world.clerk.get("/api/v1/desk?queue=cho-tiep-nhan").await.json();
        assert_eq!(waiting["lines"].as_array().map(Vec::len), Some(1), "{waiting}");
        assert_ledger_holds(&world.app).await;
    }

    async fn two_bodies_under_one_key_at_once_are_one_dossier_and_refusals(app: TestApp) {
        let world = World::new(app).await;
        let bodies = [world.submission(), world.submission_with("/applicant/name", json!("Nguyễn Văn Khác"))];
        let calls = (0..MANY).map(|at| {
            let (citizen, body) = (world.citizen.clone(), bodies[at % 2].clone());
            async move { keyed(&citizen, "/api/v1/dossiers", &body, "0198c0de-0000-7000-8000-000000000017").await }
        });
        let answers = at_once(calls).await;
        let (filed, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|reply| reply.status == StatusCode::CREATED);
        let ids: BTreeSet<_> = filed.iter().map(|reply| reply.location()).collect();
        assert_eq!((filed.len(), ids.len()), (MANY / 2, 1), "those with the body that came first");
        for reply in refused {
            assert_problem(reply, 409, "ledger.reused");
        }
    }

    async fn a_draft_sent_from_many_windows_at_once_is_one_dossier(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample("1.010041");
        let first = filing.begin(&citizen).await;
        let check = filing.answer(&citizen, &first).await.replace("/giay-to", "/kiem-tra");
        let mut calls = Vec::new();
        for _ in 0..4 {
            let request = field(&citizen.get(&check).await, web::REQUEST_FIELD);
            calls.push(send(&citizen, &check, &[(web::REQUEST_FIELD, &request), ("confirm", "co")]));
        }
        let answers = at_once(calls).await;
        let places: BTreeSet<_> =
            answers.iter().map(|reply| reply.assert_status(StatusCode::SEE_OTHER).location().to_owned()).collect();
        assert_eq!(places.len(), 1, "{places:?}");
        let id = testkit::walk::id_of(places.first().expect("an address"));
        assert_eq!(told(&app, &id).await, ["submitted.1"]);
        assert_eq!(citizen.get(&check).await.status, StatusCode::NOT_FOUND, "the draft is used up");
    }

    /// Two people may sign; both press the button of the same page.
    async fn of_two_officers_at_the_same_step_one_goes_on_and_one_sees_what_changed(app: TestApp) {
        let world = World::new(app).await;
        let id = world.to_sign().await;
        let seen = revision(&world.clerk, &id).await.to_string();
        let page = format!("/can-bo/ho-so/{id}");
        let mut calls = Vec::new();
        for login in ["ky-duyet", "lanh-dao"] {
            let officer = world.app.signed_in(login).await;
            officer.get(&page).await.assert_status(StatusCode::OK).assert_says("Ký duyệt");
            let fields = [("revision", seen.as_str()), ("action", "ky"), ("note", login)];
            calls.push(send(&officer, &format!("{page}/buoc"), &fields));
        }
        let answers = at_once(calls).await;
        let (went, stayed): (Vec<_>, Vec<_>) = answers.iter().partition(|reply| reply.status == StatusCode::SEE_OTHER);
        assert_eq!((went.len(), stayed.len()), (1, 1), "one goes on");
        went[0].assert_leads_to(&page);
        stayed[0].assert_status(StatusCode::CONFLICT).assert_says("Hồ sơ vừa thay đổi").assert_says("Vào sổ, đóng dấu");
        let signed = told(&world.app, &id).await.iter().filter(|kind| *kind == "step-taken.1").count();
        assert_eq!(signed, 5, "four steps before, and one signature");
    }

    async fn the_same_step_by_program_at_once_is_taken_once(app: TestApp) {
        let world = World::new(app).await;
        let id = world.received().await;
        let revision = revision(&world.clerk, &id).await;
        let calls = (0..MANY).map(|_| {
            let (clerk, id) = (world.clerk.clone(), id.clone());
            let body = json!({"revision": revision, "action": "chuyen"});
            async move { post(&clerk, &format!("/api/v1/dossiers/{id}/steps"), &body).await }
        });
        let answers = at_once(calls).await;
        let (went, stayed): (Vec<_>, Vec<_>) = answers.iter().partition(|reply| reply.status == StatusCode::OK);
        assert_eq!(went.len(), 1);
        for reply in stayed {
            assert_problem(reply, 409, "dossier.stale-page");
        }
        assert_problem(&act(&world.clerk, &id, "steps", json!({"action": "chuyen"})).await, 409, "dossier.illegal-step");
    }
}
