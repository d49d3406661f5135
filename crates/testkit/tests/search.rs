//! Search at the desk: by number, by words of a name with or without accents, in one queue, over a province, and no further than
//! somebody's bodies.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::walk::receive;
use testkit::{Client, Filing, TestApp};

const BIRTH: &str = "1.001193";
const RESIDENCE: &str = "1.010041";

/// Sends a confirmation of residence in somebody's name to a body whose name holds these words; its identifier.
async fn submit(citizen: &Client, body: &str, name: &str) -> String {
    let start = citizen.get(&format!("/nop-ho-so/{RESIDENCE}")).await.html();
    let option = start.all("option").find(|option| option.text.contains(body)).expect("the body is offered");
    let samples: Vec<Value> =
        serde_json::from_str(include_str!("../../../demo/dossiers.json")).expect("JSON");
    let mut sample = samples.into_iter().find(|sample| sample["procedure"] == RESIDENCE).expect("a sample");
    // The place decides which body it is for.
    if body != "Việt Trì" {
        sample["answers"]["cu_tru_xa"] = json!(format!("Xã {body}"));
    }
    let sent = json!({
        "procedure": RESIDENCE, "case": sample["case"], "competent": option.attribute("value"),
        "applicant": { "name": name }, "answers": sample["answers"], "papers": [],
    });
    let made = citizen.json(Method::POST, "/api/v1/dossiers", &sent).await;
    made.assert_status(StatusCode::CREATED).json()["id"].as_str().expect("an identifier").to_owned()
}

/// The names that the table of a page lists, in order.
async fn names(officer: &Client, address: &str) -> Vec<String> {
    let html = officer.get(address).await.assert_status(StatusCode::OK).html();
    let cells: Vec<_> = html.all("td").map(|cell| cell.text.clone()).collect();
    cells.chunks(5).map(|row| row[2].clone()).collect()
}

testkit::both_engines! {
    async fn words_find_a_name_in_any_order_with_or_without_accents(app: TestApp) {
        let citizen = app.as_citizen().await;
        for name in ["Đặng Thị Ánh", "Nguyễn Đình Đạt", "Đặng Ánh Dương"] {
            app.clock.advance(60);
            submit(&citizen, "Việt Trì", name).await;
        }
        let clerk = app.signed_in("mot-cua").await;
        for (words, found) in [
            ("dang%20anh", vec!["Đặng Ánh Dương", "Đặng Thị Ánh"]),
            ("%C3%A1nh%20%C4%91", vec!["Đặng Ánh Dương", "Đặng Thị Ánh"]),
            ("DAT%20NGUYEN", vec!["Nguyễn Đình Đạt"]),
            ("d", vec!["Đặng Ánh Dương", "Nguyễn Đình Đạt", "Đặng Thị Ánh"]),
            ("nh", vec![]),
            ("%25", vec![]),
        ] {
            assert_eq!(names(&clerk, &format!("/can-bo/tim?tu={words}")).await, found, "{words}");
        }
        clerk.get("/can-bo/tim?tu=nh").await.assert_says("Không tìm thấy hồ sơ nào");
    }

    async fn a_search_ends_at_ones_bodies_and_a_province_has_all(app: TestApp) {
        let citizen = app.as_citizen().await;
        let here = submit(&citizen, "Việt Trì", "Đặng Thị Ánh").await;
        app.clock.advance(60);
        submit(&citizen, "Tam Nông", "Đặng Văn Ánh").await;
        for (login, found) in [
            ("mot-cua", vec!["Đặng Thị Ánh"]),
            ("canh-sat", vec!["Đặng Thị Ánh"]),
            ("mot-cua-tam-nong", vec!["Đặng Văn Ánh"]),
            ("kiem-soat-tinh", vec!["Đặng Văn Ánh", "Đặng Thị Ánh"]),
            ("lanh-dao-tinh", vec!["Đặng Văn Ánh", "Đặng Thị Ánh"]),
        ] {
            assert_eq!(names(&app.signed_in(login).await, "/can-bo/tim?tu=anh").await, found, "{login}");
        }
        let controller = app.signed_in("kiem-soat-tinh").await;
        let page = format!("/can-bo/ho-so/{here}");
        controller.get(&page).await.assert_status(StatusCode::OK);
        controller.get(&page).await.assert_says("Mở xem hồ sơ");
        let elsewhere = app.signed_in("mot-cua-tam-nong").await;
        elsewhere.get(&page).await.assert_status(StatusCode::NOT_FOUND);
    }

    async fn a_number_is_found_by_whoever_reaches_it(app: TestApp) {
        let id = Filing::sample(BIRTH).online(&app.as_citizen().await).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        for (login, found) in [("mot-cua", 1), ("kiem-soat-tinh", 1), ("mot-cua-tam-nong", 0)] {
            let officer = app.signed_in(login).await;
            assert_eq!(names(&officer, "/can-bo/tim?tu=h44.101-261118-0001").await.len(), found, "{login}");
        }
    }

    async fn words_narrow_the_queue_shown(app: TestApp) {
        let citizen = app.as_citizen().await;
        for name in ["Đặng Thị Ánh", "Nguyễn Đình Đạt"] {
            app.clock.advance(60);
            submit(&citizen, "Việt Trì", name).await;
        }
        let clerk = app.signed_in("mot-cua").await;
        assert_eq!(names(&clerk, "/can-bo?hang=cho-tiep-nhan&loc=dat").await, ["Nguyễn Đình Đạt"]);
        assert_eq!(names(&clerk, "/can-bo?hang=cho-tiep-nhan&loc=").await.len(), 2);
        assert_eq!(names(&clerk, "/can-bo?hang=cho-tiep-nhan&loc=261118").await.len(), 0, "no number before reception");
        let none = clerk.get("/can-bo?hang=cho-tiep-nhan&loc=khong").await;
        none.assert_says("Không có hồ sơ nào khớp trong hàng đợi này.").assert_says("Bỏ lọc");
        let long = clerk.get(&format!("/api/v1/desk?words={}", "a".repeat(101))).await;
        long.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chữ để lọc dài tối đa 100 ký tự");
        let api = clerk.get("/api/v1/desk?queue=cho-tiep-nhan&words=dat").await;
        assert_eq!(api.assert_status(StatusCode::OK).json()["lines"].as_array().map(Vec::len), Some(1));
    }

    async fn more_than_a_page_is_read_on_newest_first(app: TestApp) {
        let citizen = app.as_citizen().await;
        let mut expected = Vec::new();
        for n in 0..53 {
            app.clock.advance(60);
            let name = format!("Người {n:02}");
            submit(&citizen, "Việt Trì", &name).await;
            expected.insert(0, name);
        }
        let clerk = app.signed_in("mot-cua").await;
        let first = clerk.get("/can-bo/tim?tu=nguoi").await.html();
        let next = first.all("a").find(|a| a.attribute("rel") == Some("next")).expect("there is more");
        let mut seen = names(&clerk, "/can-bo/tim?tu=nguoi").await;
        assert_eq!(seen.len(), 50);
        seen.extend(names(&clerk, next.attribute("href").expect("an address")).await);
        assert_eq!(seen, expected);
    }
}
