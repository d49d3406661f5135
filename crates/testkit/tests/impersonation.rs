//! Nobody acts as somebody else: no field, header, address or row does it, for administrators neither. The one thing that comes near is the
//! deputy, who is named with dates and written in every event as who they are.

use std::fs;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Client, PASSWORD, TestApp};

async fn me(client: &Client) -> Value {
    client.get("/api/v1/me").await.assert_status(StatusCode::OK).json()
}

async fn id_of(app: &TestApp, login: &str) -> String {
    me(&app.signed_in(login).await).await["id"].as_str().expect("an id").to_owned()
}

testkit::both_engines! {
    async fn no_field_header_or_address_makes_an_administrator_somebody_else(app: TestApp) {
        let victim = id_of(&app, "ky-duyet").await;
        for login in ["quan-tri", "quan-tri-tinh", "lanh-dao-tinh", "mot-cua"] {
            let client = app.signed_in(login).await;
            let known = me(&client).await;
            client.post("/tai-khoan/lam-thay", &[("naming", &victim)]).await.assert_status(StatusCode::NOT_FOUND);
            let acting = client.json(Method::PUT, "/api/v1/session/acting", &json!({"naming": victim})).await;
            acting.assert_status(StatusCode::NOT_FOUND);
            for header in ["x-user", "x-remote-user", "x-forwarded-user", "x-act-as", "x-impersonate", "authorization", "from"] {
                let seen = client.send(Method::GET, "/api/v1/me", &[(header, &victim)], Body::empty()).await;
                assert_eq!(seen.json(), known, "{header}");
            }
            for query in ["staff", "as", "actor", "holder", "acting"] {
                let seen = client.get(&format!("/api/v1/me?{query}={victim}")).await;
                assert_eq!(seen.json(), known, "{query}");
            }
            for field in ["as", "staff", "holder", "acting_for"] {
                let body = json!({"login": login, "password": PASSWORD, field: victim});
                let refused = client.json(Method::POST, "/api/v1/session", &body).await;
                refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
            }
            let fields = [("login", login), ("password", PASSWORD), ("as", &victim), ("staff", &victim), ("holder", &victim)];
            client.post("/dang-nhap", &fields).await.assert_status(StatusCode::SEE_OTHER);
            assert_eq!(me(&client).await, known);
        }
    }

    /// The nearest an administrator comes: a new password for somebody. It is told by an event, it ends their sessions, and a second factor
    /// stands in its way.
    async fn a_new_password_for_somebody_is_told_and_opens_nothing_where_there_is_a_second_factor(app: TestApp) {
        let owner = app.with_authenticator("ky-duyet").await;
        let victim = me(&owner.client).await["id"].as_str().expect("an id").to_owned();
        let admin = app.signed_in("quan-tri").await;
        let path = format!("/quan-tri/tai-khoan/{victim}");
        let given = [("login", "ky-duyet"), ("password", "một câu khác hẳn")];
        admin.post(&path, &given).await.assert_status(StatusCode::SEE_OTHER);
        owner.client.get("/can-bo").await.assert_status(StatusCode::SEE_OTHER);
        let door = app.as_nobody();
        let half = door.post("/dang-nhap", &given).await;
        half.assert_leads_to("/dang-nhap/buoc-hai?tiep=");
        door.get("/api/v1/me").await.assert_status(StatusCode::UNAUTHORIZED);
        let stream = accounts::Holder::Staff(victim.parse().expect("an id")).stream();
        let last = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the ledger").pop().expect("told");
        assert_eq!(last.kind, "accounts.staff-account-opened.1");
        assert_eq!(last.actor, format!("staff/{}", id_of(&app, "quan-tri").await));
    }
}

/// A session is one person's from its first row to its last.
#[test]
fn no_statement_gives_a_session_to_somebody_else() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../accounts/src/store"), &mut files);
    let mut seen = 0;
    for path in files {
        let text = fs::read_to_string(&path).expect("a source");
        for update in text.split("UPDATE ").skip(1).filter_map(|it| it.split_once(" SET ")) {
            let (table, rest) = update;
            let sets = rest.split(" WHERE ").next().unwrap_or_default();
            seen += usize::from(table == "account_session");
            assert!(!sets.contains("holder"), "{table} in {}: {sets}", path.display());
        }
    }
    assert!(seen >= 4, "the statements were found: {seen}");
}

/// Who acts is said in one place: where a session is read.
#[test]
fn only_the_session_makes_a_person_the_actor() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut makers = Vec::new();
    for name in
        ["catalogue", "dossier", "notice", "organisation", "payment", "steering", "accounts", "web", "ledger"]
    {
        sources(&crates.join(name).join("src"), &mut makers);
    }
    makers.retain(|path| {
        let text = fs::read_to_string(path).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        code.contains("Actor::Staff(Staff {") || code.contains("Actor::Staff(base::Staff {")
    });
    makers.retain(|path| !path.components().any(|part| part.as_os_str() == "tests"));
    makers.retain(|path| path.file_name().is_none_or(|name| name != "tests.rs"));
    let named: Vec<_> = makers.iter().map(|path| path.strip_prefix(&crates).unwrap_or(path)).collect();
    assert_eq!(named, [Path::new("accounts/src/look.rs")]);
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|it| it == "rs") {
            out.push(path);
        }
    }
}
