//! What was seen and may have changed: tags on what is read, conditions before acts, pages that lead to the next one.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Client, Reply, TestApp};

use crate::problem::assert_problem;
use crate::world::World;

const JSON: (&str, &str) = ("content-type", "application/json");

async fn act(client: &Client, path: &str, tag: &str, body: Value) -> Reply {
    client.send(Method::POST, path, &[JSON, ("if-match", tag)], body.to_string().into()).await
}

testkit::both_engines! {
    async fn a_dossier_is_not_sent_again_to_who_has_it(app: TestApp) {
        let world = World::new(app).await;
        let path = format!("/api/v1/dossiers/{}", world.received().await);
        let first = world.clerk.get(&path).await;
        let tag = first.assert_status(StatusCode::OK).header("etag").to_owned();
        assert!(tag.starts_with(&format!("\"{}-", first.json()["revision"])), "{tag}");
        let again = world.clerk.send(Method::GET, &path, &[("if-none-match", &tag)], "".into()).await;
        assert_eq!(again.assert_status(StatusCode::NOT_MODIFIED).body.len(), 0);
        assert_eq!(again.header("etag"), tag);
        let procedure = world.clerk.get("/api/v1/procedures/1.013225").await.header("etag").to_owned();
        let again = world.clerk.send(Method::GET, "/api/v1/procedures/1.013225", &[("if-none-match", &procedure)], "".into()).await;
        again.assert_status(StatusCode::NOT_MODIFIED);
    }

    async fn an_act_may_say_what_was_seen_by_if_match(app: TestApp) {
        let world = World::new(app).await;
        let path = format!("/api/v1/dossiers/{}", world.filed().await);
        let reception = format!("{path}/reception");
        let seen = world.clerk.get(&path).await.header("etag").to_owned();
        assert_problem(&act(&world.clerk, &reception, &format!("W/{seen}"), json!({})).await, 412, "request.weak-tag");
        for bad in ["\"1\"", "1", &format!("{seen}, {seen}")] {
            assert_problem(&act(&world.clerk, &reception, bad, json!({})).await, 412, "request.if-match");
        }
        let other = act(&world.clerk, &reception, &seen, json!({"revision": 99})).await;
        assert_eq!(assert_problem(&other, 422, "request.fields"), ["revision"]);
        assert_problem(&act(&world.clerk, &reception, "*", json!({})).await, 428, "request.revision");
        act(&world.clerk, &reception, &seen, json!({})).await.assert_status(StatusCode::OK);
        let stale = act(&world.clerk, &format!("{path}/steps"), &seen, json!({"action": "chuyen"})).await;
        assert_problem(&stale, 412, "dossier.stale-page");
        let body = json!({"revision": 1, "action": "chuyen"});
        let in_body = world.clerk.json(Method::POST, &format!("{path}/steps"), &body).await;
        assert_problem(&in_body, 409, "dossier.stale-page");
    }

    async fn a_dossier_is_found_by_its_number_by_whoever_may_see_it(app: TestApp) {
        let world = World::new(app).await;
        let id = world.received().await;
        let number = world.clerk.get(&format!("/api/v1/dossiers/{id}")).await.json()["number"].clone();
        let path = format!("/api/v1/dossiers/{}", number.as_str().expect("a number"));
        for client in [&world.clerk, &world.citizen] {
            assert_eq!(client.get(&path).await.assert_status(StatusCode::OK).json()["id"], json!(id));
        }
        assert_problem(&world.app.as_other_citizen().await.get(&path).await, 404, "dossier.not-found");
        for nothing in ["H44.101-261118-9999", "khong-co"] {
            assert_problem(&world.clerk.get(&format!("/api/v1/dossiers/{nothing}")).await, 404, "dossier.not-found");
        }
    }

    async fn a_list_leads_from_page_to_page(app: TestApp) {
        let app = app.with_dossiers().await;
        let nobody = app.as_nobody();
        let (mut at, mut codes) = ("/api/v1/procedures?q=".to_owned(), Vec::new());
        for _ in 0..50 {
            let page = nobody.get(&at).await;
            let items = page.assert_status(StatusCode::OK).json()["items"].as_array().expect("a list").clone();
            codes.extend(items.iter().map(|item| item["code"].as_str().expect("a code").to_owned()));
            let Some((address, rest)) = page.header("link").trim_start_matches('<').split_once('>') else { break };
            assert_eq!(rest, "; rel=\"next\"");
            at = address.to_owned();
        }
        let total = nobody.get("/api/v1/procedures").await.json()["total"].as_u64().expect("a count");
        let each: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!((codes.len() as u64, each.len()), (total, codes.len()), "each once");
    }
}
