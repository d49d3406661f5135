//! What an open list hears: which dossiers that this person sees changed since a position, nothing of anybody else's, and that all is to
//! be looked at again where too much happened.

use axum::http::StatusCode;
use testkit::walk::receive;
use testkit::{Client, Filing, TestApp};

/// Where the desk begins to listen.
async fn place(officer: &Client) -> String {
    let page = officer.get("/can-bo").await.text();
    page.split("data-stream=\"").nth(1).and_then(|it| it.split('"').next()).expect("the address").to_owned()
}

testkit::both_engines! {
    async fn an_open_list_hears_what_its_person_sees_and_nothing_else(app: TestApp) {
        app.settle().await;
        let (clerk, stranger) = (app.signed_in("mot-cua").await, app.signed_in("chuyen-vien-dat-dai").await);
        let province = app.signed_in("lanh-dao-tinh").await;
        let (at, theirs, top) = (place(&clerk).await, place(&stranger).await, place(&province).await);
        let quiet = clerk.get(&at).await;
        assert_eq!(quiet.header("content-type"), "text/event-stream");
        assert!(!quiet.text().contains("data:"), "{}", quiet.text());
        let id = Filing::sample("1.013225").online(&app.as_citizen().await).await;
        app.settle().await;
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        let told = clerk.get(&at).await.text();
        assert!(told.contains("event: doi") && told.contains(&id), "{told}");
        assert!(province.get(&top).await.text().contains(&id), "the province sees it");
        let other = stranger.get(&theirs).await.text();
        assert!(!other.contains(&id) && !other.contains("data:"), "{other}");
        let position = told.lines().find_map(|line| line.strip_prefix("id: ")).expect("a position").to_owned();
        assert!(!clerk.get(&format!("/can-bo/thay-doi?tu={position}")).await.text().contains("data:"), "told once");
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        app.settle().await;
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        assert!(clerk.get(&format!("/can-bo/thay-doi?tu={position}")).await.text().contains(&id));
    }

    async fn whoever_comes_from_nowhere_looks_at_everything_again(app: TestApp) {
        app.settle().await;
        let clerk = app.signed_in("mot-cua").await;
        for from in ["", "?tu=999999999", "?tu=x", "?tu=-5"] {
            let told = clerk.get(&format!("/can-bo/thay-doi{from}")).await.text();
            assert!(told.contains("event: lai"), "{from}: {told}");
        }
        app.as_citizen().await.get("/can-bo/thay-doi").await.assert_status(StatusCode::FORBIDDEN);
        app.as_nobody().get("/can-bo/thay-doi").await.assert_status(StatusCode::SEE_OTHER);
    }
}
