//! Help on every screen: each page has a topic that is about it, and each topic is about pages that are there.

use axum::http::{Method, StatusCode};
use learning::{help_for, topics};
use testkit::TestApp;

/// Pages that are files, streams and scripts, not screens.
const NO_SCREENS: [&str; 13] = [
    "/metrics",
    "/can-bo/thay-doi",
    "/lanh-dao/ban-tin/ung-dung.webmanifest",
    "/lanh-dao/bao-cao.xlsx",
    "/quan-tri/can-bo/nhap/mau.csv",
    "/quan-tri/sap-xep/tu-bang/mau.csv",
    "/quan-tri/thiet-lap/tai-ve",
    "/quay/ngoai-tuyen/tho-phuc-vu.js",
    "/quay/ngoai-tuyen/tep/{name}",
    "/quay/{code}/lo/bang-mau",
    "/ho-so/{id}/tep/{position}",
    "/ho-tro/{request}/tep",
    "/quan-tri/chuyen-he-thong/{id}/dong-de-lai.csv",
];

fn screens() -> Vec<String> {
    let routes = web::routes(&motcua::modules()).into_iter();
    let pages = routes.filter(|route| route.kind == web::RouteKind::Page && route.method == Method::GET);
    pages.map(|route| route.path).filter(|path| !NO_SCREENS.contains(&path.as_str())).collect()
}

#[test]
fn every_screen_has_a_topic_that_is_not_only_that_of_the_home_page() {
    for path in screens().iter().filter(|path| *path != "/") {
        let topic = help_for(path).unwrap_or_else(|| panic!("{path} has no topic"));
        assert_ne!(topic.name, "trang-chu", "{path} is explained only by the topic of the home page");
    }
    let known = screens();
    for name in NO_SCREENS {
        let routes = web::routes(&motcua::modules());
        assert!(routes.iter().any(|route| route.path == name), "{name} is no route any more");
        assert!(!known.iter().any(|path| path == name));
    }
}

#[test]
fn every_topic_is_about_pages_that_are_there_and_no_page_has_two() {
    let screens = screens();
    let mut named: Vec<&String> = Vec::new();
    for page in topics().iter().flat_map(|topic| &topic.pages) {
        assert!(screens.contains(page), "a topic explains {page}, which is no page");
        assert!(!named.contains(&page), "{page} has two topics");
        named.push(page);
    }
}

testkit::both_engines! {
    /// Each screen leads to its topic, and back; the list holds what concerns whoever asks.
    async fn every_screen_leads_to_its_topic_and_back(app: TestApp) {
        let clerk = app.as_role(base::Role::Reception).await;
        let desk = clerk.get("/quay?loc=moi").await.html();
        let help = desk.all("a").find(|link| link.text == "Trợ giúp").expect("a link to help");
        let address = help.attribute("href").expect("an address").to_owned();
        assert_eq!(address, "/tro-giup?trang=/quay%3Floc%3Dmoi");
        let topic = clerk.get(&address).await;
        topic.assert_status(StatusCode::OK).assert_says("Tiếp nhận hồ sơ tại quầy").assert_says("Cách làm");
        let back = topic.html().all("a").any(|link| link.attribute("href") == Some("/quay?loc=moi"));
        assert!(back, "the way back keeps what the page showed");
        clerk.get("/tro-giup").await.assert_says("Quản trị").assert_says("Thu phí, lệ phí");

        let citizen = app.as_citizen().await;
        citizen.get("/tro-giup").await.assert_says("Hồ sơ của tôi").assert_says_not("Quyển biên lai").assert_says_not("Đặt mã PIN");
        citizen.get("/tro-giup?muc=quyen-bien-lai").await.assert_status(StatusCode::NOT_FOUND);
        citizen.get("/tro-giup?trang=/quan-tri/bien-lai").await.assert_says("Mỗi màn hình có một mục").assert_says_not("Đăng ký quyển");
        let elsewhere = citizen.get("/tro-giup?trang=//evil.example").await;
        let links = elsewhere.assert_status(StatusCode::OK).html();
        assert!(links.all("a").all(|link| link.attribute("href").is_none_or(|href| !href.contains("evil"))));
        citizen.get("/tro-giup?muc=khong-co").await.assert_status(StatusCode::NOT_FOUND);
    }

    /// Citizens read it in English.
    async fn citizens_read_it_in_english(app: TestApp) {
        let visitor = app.as_nobody();
        visitor.post("/ngon-ngu", &[("ngon_ngu", "en"), ("tiep", "/")]).await;
        let page = visitor.get("/tro-giup?trang=/tra-cuu").await;
        page.assert_says("How to do it").assert_says_not("Cách làm");
        assert!(page.html().all("main").all(|main| main.attribute("lang").is_none()));
    }
}
