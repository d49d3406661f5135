//! What the operations are called with: people, a stored paper, dossiers at some point of their way.

use axum::http::{Method, StatusCode};
use base::id::UnitId;
use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp};

/// A paper, whole and small.
pub(crate) const PDF: &[u8] = include_bytes!("../../../../demo/paper.pdf");
/// No dossier has it.
pub(crate) const NO_ID: &str = "00000000-0000-7000-8000-000000000000";

/// One program with its people.
pub(crate) struct World {
    pub(crate) app: TestApp,
    pub(crate) citizen: Client,
    pub(crate) clerk: Client,
    /// The SHA-256 of [`PDF`], uploaded by the citizen and by the clerk.
    pub(crate) paper: String,
    sample: Value,
    competent: UnitId,
}

impl World {
    pub(crate) async fn new(app: TestApp) -> Self {
        let samples: Vec<Value> = serde_json::from_str(include_str!("../../../../demo/dossiers.json"))
            .expect("the samples are JSON");
        let sample = samples.into_iter().next().expect("a construction permit");
        let code = sample["body"].as_str().expect("a body").parse().expect("its code");
        let today = testkit::app::morning().date();
        let unit = app.db.read(move |rx| organisation::unit_by_code(rx, &code, today)).await;
        let competent = unit.expect("the database answers").expect("the body is in the demo data").id;
        let (citizen, clerk) = (app.signed_in("cong-dan").await, app.signed_in("mot-cua").await);
        upload(&clerk, PDF).await.assert_status(StatusCode::CREATED);
        let stored = upload(&citizen, PDF).await;
        let paper =
            stored.assert_status(StatusCode::CREATED).json()["hash"].as_str().expect("a hash").to_owned();
        Self { app, citizen, clerk, paper, sample, competent }
    }

    /// A complete submission of a construction permit.
    pub(crate) fn submission(&self) -> Value {
        let codes = self.sample["papers"].as_array().into_iter().flatten();
        let papers: Vec<_> =
            codes.map(|code| json!({"component": code, "file": self.paper, "name": "giay-to.pdf"})).collect();
        json!({
            "procedure": self.sample["procedure"], "case": self.sample["case"], "competent": self.competent.to_string(),
            "applicant": self.sample["applicant"], "answers": self.sample["answers"], "papers": papers,
        })
    }

    /// The same, but a field has another value; a path such as `/applicant/name`.
    pub(crate) fn submission_with(&self, pointer: &str, value: Value) -> Value {
        let mut body = self.submission();
        *body.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
        body
    }

    /// What an officer takes down at the counter: the papers are on paper.
    pub(crate) fn at_counter(&self) -> Value {
        let mut body = self.submission();
        let papers = ["000.00.00.G17-KQ002695", "G17-KQ003215", "000.00.00.G17-KQ002712"];
        body["papers"] = papers.iter().map(|code| json!({"component": code})).collect();
        body
    }

    /// A dossier that has just been filed.
    pub(crate) async fn filed(&self) -> String {
        let filed = post(&self.citizen, "/api/v1/dossiers", &self.submission()).await;
        filed.assert_status(StatusCode::CREATED).json()["id"].as_str().expect("an identifier").to_owned()
    }

    /// A dossier that has just been received.
    pub(crate) async fn received(&self) -> String {
        let id = self.filed().await;
        act(&self.clerk, &id, "reception", json!({})).await.assert_status(StatusCode::OK);
        id
    }

    /// A dossier in the hands of the case officer.
    pub(crate) async fn in_hand(&self) -> String {
        let id = self.received().await;
        act(&self.clerk, &id, "steps", json!({"action": "chuyen"})).await.assert_status(StatusCode::OK);
        let (head, officer) = (self.app.signed_in("truong-phong").await, self.officer().await);
        let named = act(&head, &id, "steps", json!({"action": "phan-cong", "person": officer})).await;
        named.assert_status(StatusCode::OK);
        id
    }

    /// A dossier that waits for a signature.
    pub(crate) async fn to_sign(&self) -> String {
        let id = self.in_hand().await;
        for (login, action) in [("chuyen-vien", "trinh-cap"), ("truong-phong", "trinh-ky")] {
            let officer = self.app.signed_in(login).await;
            act(&officer, &id, "steps", json!({"action": action})).await.assert_status(StatusCode::OK);
        }
        id
    }

    /// The identifier of the case officer.
    pub(crate) async fn officer(&self) -> Value {
        self.app.signed_in("chuyen-vien").await.get("/api/v1/me").await.json()["id"].clone()
    }
}

/// Sends JSON.
pub(crate) async fn post(client: &Client, path: &str, body: &Value) -> Reply {
    client.json(Method::POST, path, body).await
}

/// Sends JSON under a key.
pub(crate) async fn keyed(client: &Client, path: &str, body: &Value, key: &str) -> Reply {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    client.send(Method::POST, path, &headers, body.to_string().into()).await
}

/// Uploads a file by program.
pub(crate) async fn upload(client: &Client, bytes: &'static [u8]) -> Reply {
    let headers = [("content-type", "application/octet-stream")];
    client.send(Method::POST, "/api/v1/files", &headers, bytes.into()).await
}

/// The revision of a dossier as this person sees it.
pub(crate) async fn revision(client: &Client, id: &str) -> Value {
    client.get(&format!("/api/v1/dossiers/{id}")).await.json()["revision"].clone()
}

/// Acts on a dossier at its present revision, with what else the act needs.
pub(crate) async fn act(client: &Client, id: &str, act: &str, with: Value) -> Reply {
    let mut body = with;
    body["revision"] = revision(client, id).await;
    post(client, &format!("/api/v1/dossiers/{id}/{act}"), &body).await
}
