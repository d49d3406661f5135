//! Who looked into a dossier: staff who do not handle it leave a note in the ledger before they see it, once a day;
//! those whose work it is leave none.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, receive, revision, told, walk};
use testkit::{Filing, TestApp};

/// How many notes the ledger has that somebody looked into this dossier.
async fn notes(app: &TestApp, id: &str) -> usize {
    told(app, id).await.iter().filter(|kind| *kind == "opened.1").count()
}

/// A birth that was received and passed on: the registrar of births has it.
async fn at_work(app: &TestApp) -> String {
    let id = Filing::sample("1.001193").online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    walk(app, &id, &[("mot-cua", "chuyen", vec![])]).await;
    id
}

testkit::both_engines! {
    async fn staff_who_handle_it_leave_no_note(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample("1.001193").online(&citizen).await;
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::OK);
        assert_eq!(notes(&app, &id).await, 0, "reception handles what waits to be received");
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::OK);
        assert_eq!(notes(&app, &id).await, 0, "what they did today is noted already");
        let officer = app.signed_in("chuyen-vien-vhxh").await;
        officer.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Trần Gia Bảo");
        citizen.get(&format!("/ho-so/{id}")).await.assert_status(StatusCode::OK);
        assert_eq!(notes(&app, &id).await, 0);
    }

    async fn staff_who_do_not_are_noted_once_a_day_however_they_come(app: TestApp) {
        let id = at_work(&app).await;
        let looks = [format!("/can-bo/ho-so/{id}"), format!("/api/v1/dossiers/{id}"), format!("/can-bo/ho-so/{id}/giay-tiep-nhan")];
        for (n, login) in ["lanh-dao", "kiem-soat", "chuyen-vien"].into_iter().enumerate() {
            let person = app.signed_in(login).await;
            for round in 0..looks.len() {
                let address = &looks[(n + round) % looks.len()];
                person.get(address).await.assert_status(StatusCode::OK);
                assert_eq!(notes(&app, &id).await, n + 1, "{login} at {address}");
            }
        }
        app.clock.advance(24 * 3600);
        let leader = app.signed_in("lanh-dao").await;
        let page = leader.get(&looks[0]).await;
        assert_eq!(notes(&app, &id).await, 4, "another day, another note");
        assert_eq!(page.html().all("b").filter(|b| b.text == "Mở xem hồ sơ").count(), 3, "the page shows who looked before");
        app.signed_in("mot-cua").await.get(&looks[0]).await.assert_says("Trần Đình Phong");
        assert_eq!(notes(&app, &id).await, 5, "reception has passed it on: yesterday's work is no reason today");
        assert_ledger_holds(&app).await;
    }

    async fn what_is_not_seen_is_not_noted(app: TestApp) {
        let id = at_work(&app).await;
        for login in ["mot-cua-tam-nong", "truong-cong-an", "quan-tri"] {
            let status = app.signed_in(login).await.get(&format!("/can-bo/ho-so/{id}")).await.status;
            assert!(status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN, "{login}: {status}");
        }
        app.signed_in("lanh-dao").await.get("/lanh-dao").await.assert_status(StatusCode::OK);
        app.signed_in("mot-cua").await.get("/can-bo/tim?tu=hong%20anh").await.assert_says("H44.101-261118-0001");
        assert_eq!(notes(&app, &id).await, 0);
    }

    async fn the_slip_of_a_refusal_is_noted_too(app: TestApp) {
        let id = Filing::sample("1.001193").online(&app.as_citizen().await).await;
        let clerk = app.signed_in("mot-cua").await;
        let seen = revision(&clerk, &id).await;
        let said = [("revision", seen.as_str()), ("reason", "Không thuộc nơi cư trú."), ("citation", "Điều 13 Luật Hộ tịch")];
        let slip = format!("/can-bo/ho-so/{id}/phieu-tu-choi");
        clerk.post(&format!("/can-bo/ho-so/{id}/tu-choi"), &said).await.assert_leads_to(&slip);
        clerk.get(&slip).await.assert_status(StatusCode::OK);
        assert_eq!(notes(&app, &id).await, 0, "who refused it today prints the slip");
        app.signed_in("kiem-soat").await.get(&slip).await.assert_status(StatusCode::OK);
        assert_eq!(notes(&app, &id).await, 1);
    }

    async fn sixteen_looks_at_once_are_one_note(app: TestApp) {
        let id = at_work(&app).await;
        let leader = app.signed_in("lanh-dao").await;
        let looks: Vec<_> = (0..16).map(|_| {
            let (leader, id) = (leader.clone(), id.clone());
            tokio::spawn(async move { leader.get(&format!("/can-bo/ho-so/{id}")).await.status })
        }).collect();
        for look in looks {
            assert_eq!(look.await.expect("it ran"), StatusCode::OK);
        }
        assert_eq!(notes(&app, &id).await, 1);
    }
}
