//! Several dossiers of a queue passed on at once: what goes together does, each by itself; what changed meanwhile stays and is named;
//! sent twice it is done once.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, receive, revision, told};
use testkit::{Client, Filing, TestApp};

const TOGETHER: &str = "/can-bo/nhieu-ho-so";

async fn received(app: &TestApp, clerk: &Client, code: &str) -> String {
    let citizen = app.as_citizen().await;
    let id = Filing::sample(code).online(&citizen).await;
    receive(clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// The identifiers with the revisions at which they were seen, as the page carries them.
async fn seen(officer: &Client, ids: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for id in ids {
        out.push(format!("{id}:{}", revision(officer, id).await));
    }
    out
}

fn fields<'a>(chosen: &'a [String], with: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    chosen.iter().map(|one| ("chon", one.as_str())).chain(with.iter().copied()).collect()
}

/// The key of the way whose button says this.
async fn way(officer: &Client, ids: &[String], label: &str) -> String {
    let query: Vec<_> = ids.iter().map(|id| format!("chon={id}")).collect();
    let page = officer.get(&format!("{TOGETHER}?hang=cho-nhan-viec&{}", query.join("&"))).await;
    page.assert_status(StatusCode::OK).assert_says(label);
    let html = page.html();
    let radios = html.all("input").filter(|input| input.attribute("name") == Some("way"));
    let keys: Vec<_> = radios.filter_map(|input| input.attribute("value").map(str::to_owned)).collect();
    keys.into_iter().find(|key| key.contains(label)).unwrap_or_else(|| panic!("no way {label}"))
}

testkit::both_engines! {
    async fn what_goes_together_is_done_on_each_and_once(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(received(&app, &clerk, "1.013225").await);
        }
        let desk = clerk.get("/can-bo?hang=cho-nhan-viec").await;
        desk.assert_says("Xử lý các hồ sơ đã chọn");
        let label = "Chuyển";
        let key = way(&clerk, &ids, label).await;
        let chosen = seen(&clerk, &ids).await;
        let body = fields(&chosen, &[("hang", "cho-nhan-viec"), ("way", &key), ("request", "0198c0de-0000-7000-8000-0000000000c1")]);
        let sent = clerk.post(TOGETHER, &body).await;
        sent.assert_status(StatusCode::SEE_OTHER);
        assert!(sent.location().ends_with("xong=3"), "{}", sent.location());
        let again = clerk.post(TOGETHER, &body).await;
        assert_eq!(again.location(), sent.location(), "the first answer, and nothing done twice");
        for id in &ids {
            assert_eq!(told(&app, id).await, ["submitted.1", "received.1", "step-taken.1"]);
        }
        // Named for the next step, all of one division.
        let head = app.signed_in("truong-phong").await;
        let key = way(&head, &ids, "Phân công").await;
        let chosen = seen(&head, &ids).await;
        let nobody = head.post(TOGETHER, &fields(&chosen, &[("way", &key)])).await;
        nobody.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn người thụ lý");
        let officer = app.signed_in("chuyen-vien").await.get("/api/v1/me").await.json()["id"].as_str().unwrap_or_default().to_owned();
        let person = format!("person-{}", key.split('|').nth(1).unwrap_or_default());
        let named = head.post(TOGETHER, &fields(&chosen, &[("way", &key), (&person, &officer)])).await;
        named.assert_status(StatusCode::SEE_OTHER);
        app.signed_in("chuyen-vien").await.get("/can-bo?hang=cua-toi").await.assert_says("Việc của tôi 3");
        assert_ledger_holds(&app).await;
    }

    async fn what_changed_meanwhile_stays_and_is_named(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let ids = vec![received(&app, &clerk, "1.013225").await, received(&app, &clerk, "1.013225").await];
        let key = way(&clerk, &ids, "Chuyển").await;
        let mut chosen = seen(&clerk, &ids).await;
        chosen[0] = format!("{}:1", ids[0]);
        chosen.push("khong-phai-ma:1".to_owned());
        let body = fields(&chosen, &[("way", &key)]);
        let sent = clerk.post(TOGETHER, &body).await;
        sent.assert_status(StatusCode::OK).assert_says("Đã thực hiện với 1 hồ sơ").assert_says("Chưa thực hiện được với các hồ sơ sau");
        assert_eq!(told(&app, &ids[0]).await, ["submitted.1", "received.1"]);
        assert_eq!(told(&app, &ids[1]).await.len(), 3);
    }

    async fn nobody_passes_on_what_is_not_theirs(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let ids = vec![received(&app, &clerk, "1.013225").await];
        let chosen = seen(&clerk, &ids).await;
        let other = app.signed_in("mot-cua-tam-nong").await;
        other.get(&format!("{TOGETHER}?chon={}", ids[0])).await.assert_says("Chưa chọn hồ sơ nào");
        let key = way(&clerk, &ids, "Chuyển").await;
        other.post(TOGETHER, &fields(&chosen, &[("way", &key)])).await.assert_says("Chưa chọn hồ sơ nào");
        assert_eq!(told(&app, &ids[0]).await.len(), 2);
        let citizen = app.as_citizen().await;
        citizen.get(TOGETHER).await.assert_status(StatusCode::FORBIDDEN);
    }
}
