//! The shell for each kind of person, the language, the assets, and every component in every state.

use crate::house::{FORM, citizen, demo, officer, open, request};
use base::{Actor, Permission, Role};
use http::Method;
use web::{Audience, Module, Nav, Site};

static RECEIVE: Permission =
    Permission { name: "test.receive", label: "Tiếp nhận", held_by: &[Role::Reception] };

static PERMISSIONS: &[&Permission] = &[&RECEIVE];

fn module() -> Module {
    let entry = |label, path, audience| Nav { label, english: "English words", path, audience, order: 10 };
    let nav = vec![
        entry("Thủ tục", "/mau", Audience::Public),
        entry("Hồ sơ của tôi", "/cua-toi", Audience::Citizen),
        entry("Bàn làm việc", "/can-bo", Audience::Staff),
        entry("Tiếp nhận", "/quay", Audience::Holders(&RECEIVE)),
    ];
    Module { name: "test", nav, permissions: PERMISSIONS, ..Module::default() }
}

const GALLERY: [&str; 7] =
    ["/mau", "/mau/bieu-mau", "/mau/hoi", "/mau/ngay", "/mau/ban-lam-viec", "/mau/xong", "/khong-co"];

#[tokio::test]
async fn the_navigation_is_for_who_is_there() {
    for (actor, shown, hidden) in [
        (
            Actor::Nobody,
            &["Thủ tục", "Đăng nhập"][..],
            &["Hồ sơ của tôi", "Bàn làm việc", "Tiếp nhận", "/dang-xuat"][..],
        ),
        (
            citizen(),
            &["Thủ tục", "Hồ sơ của tôi", "Nguyễn Thị Hồng Ánh", "/dang-xuat"],
            &["Bàn làm việc", "/dang-nhap"],
        ),
        (
            officer(Role::Leader),
            &["Bàn làm việc", "Lê &#60;Thu&#62; Hà", "Lãnh đạo cơ quan"],
            &["/quay", "/cua-toi"],
        ),
        (officer(Role::Reception), &["Bàn làm việc", "Tiếp nhận"], &["/cua-toi", "<Thu>"]),
    ] {
        let reply = open(vec![module()], demo(), actor.clone()).get("/mau/xong").await;
        let header = reply.text().split("<main").next().expect("a header").to_owned();
        for words in shown {
            assert!(header.contains(words), "{actor:?} sees {words}: {header}");
        }
        for words in hidden {
            assert!(!header.contains(words), "{actor:?} does not see {words}: {header}");
        }
    }
}

#[tokio::test]
async fn only_the_nearest_entry_is_the_current_one() {
    let entry = |path| Nav { label: "Mục", english: "Entry", path, audience: Audience::Public, order: 1 };
    let nav = vec![entry("/mau"), entry("/mau/hoi"), entry("/ma")];
    let house = open(vec![Module { name: "test", nav, ..Module::default() }], demo(), Actor::Nobody);
    for (path, current) in [("/mau", "/mau"), ("/mau/hoi", "/mau/hoi"), ("/mau/xong", "/mau")] {
        let reply = house.get(path).await;
        let is_marked = |line: &&str| line.contains("aria-current=\"page\"") && line.contains("Mục");
        let marked: Vec<_> = reply.text().lines().filter(is_marked).collect();
        assert_eq!(marked.len(), 1, "{path}: {marked:?}");
        assert!(marked[0].contains(&format!("href=\"{current}\"")), "{path}: {marked:?}");
    }
}

#[tokio::test]
async fn the_language_is_chosen_by_a_form_and_kept() {
    let house = open(vec![module()], demo(), Actor::Nobody);
    let chosen = house.post("/ngon-ngu", "ngon_ngu=en&tiep=%2Fmau%3Fa%3D1").await;
    assert_eq!((chosen.status.as_u16(), chosen.header("location")), (303, "/mau?a=1"));
    let cookie = chosen.header("set-cookie");
    assert!(cookie.starts_with("ngon_ngu=en;") && cookie.contains("SameSite=Lax"), "{cookie}");
    let english = house.send(request(Method::GET, "/mau", &[("cookie", "a=b; ngon_ngu=en")], "")).await;
    for words in
        ["<html lang=\"en\"", "lang=\"vi\"", "Skip to main content", "English words", "Sign in", "Tiếng Việt"]
    {
        assert!(english.text().contains(words), "{words}: {}", english.text());
    }
    let away = house.post("/ngon-ngu", "ngon_ngu=en&tiep=%2F%2Fevil.example").await;
    assert_eq!(away.header("location"), "/");
    let vietnamese = house.send(request(Method::GET, "/mau", &[("accept-language", "en-US")], "")).await;
    assert!(vietnamese.text().contains("<html lang=\"vi\">"));
}

#[tokio::test]
async fn every_page_of_the_gallery_is_well_formed_and_without_inline_code() {
    let house = open(vec![module()], demo(), citizen());
    for path in GALLERY {
        let reply = house.get(path).await;
        let html = reply.text();
        balanced(path, html);
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one h1");
        for forbidden in [" style=", "<style", "onclick", "onload", "javascript:", "href=\"#\"", "href=\"\""]
        {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
        assert_eq!(html.matches("<script").count(), 1, "{path}: one script, from a file");
        let labelled = html.matches("<label").count();
        let inputs = html.matches("<input").count() - html.matches("type=\"hidden\"").count();
        let others = html.matches("<textarea").count() + html.matches("<select").count();
        assert_eq!(labelled, inputs + others, "{path}: each field has its label");
    }
    let empty = house.post("/mau/bieu-mau", "").await;
    assert_eq!(empty.status.as_u16(), 422);
    assert_eq!(empty.text().matches("class=\"error\"").count(), 7, "{}", empty.text());
    balanced("/mau/bieu-mau", empty.text());
    let date = house.post("/mau/ngay", "khoi_cong-ngay=&khoi_cong-thang=2&khoi_cong-nam=2027").await;
    assert!(
        date.text().contains("<a href=\"#khoi_cong-ngay\">Ngày khởi công còn thiếu ngày."),
        "{}",
        date.text()
    );
}

/// Every element that is opened is closed in order, and every id is there once.
fn balanced(path: &str, html: &str) {
    let void = ["meta", "link", "input", "br", "hr", "img", "path", "circle", "rect"];
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).filter(|tag| !tag.starts_with('!')) {
        let name =
            tag.split(|c: char| c.is_whitespace() || c == '>' || (c == '/' && !tag.starts_with('/'))).next();
        let name = name.expect("a name");
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{path}: </{closed}>");
        } else if !void.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{path}");
    let mut ids: Vec<_> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{path}: an id is there twice: {ids:?}");
}

#[tokio::test]
async fn the_gallery_is_open_on_demo_sites_only() {
    let house = open(vec![module()], Site::new("Thật", "http://localhost"), Actor::Nobody);
    assert_eq!(house.get("/mau").await.status.as_u16(), 404);
    assert!(!house.get("/khong-co").await.text().contains("mô phỏng"));
    assert!(house.get("/khong-co").await.headers.get("strict-transport-security").is_none());
}

#[tokio::test]
async fn assets_are_served_under_their_hash_and_fonts_are_found() {
    let house = open(vec![module()], demo(), Actor::Nobody);
    let html = house.get("/mau").await;
    let paths: Vec<_> =
        html.text().split('"').filter(|text| text.starts_with("/tinh/")).map(str::to_owned).collect();
    assert_eq!(paths.len(), 4, "{paths:?}");
    for path in &paths {
        let reply = house.get(path).await;
        assert_eq!(reply.status.as_u16(), 200, "{path}");
        assert!(!reply.body.is_empty(), "{path}");
    }
    let style = paths.iter().find(|path| path.ends_with(".css")).expect("a style sheet");
    let css = house.get(style).await;
    let fonts: Vec<_> =
        css.text().split("url(\"").skip(1).map(|rest| rest.split('"').next().expect("an end")).collect();
    assert_eq!(fonts.len(), 8);
    for font in fonts {
        let reply = house.get(&format!("/tinh/{font}")).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "font/woff2"), "{font}");
    }
    assert_eq!(house.get("/tinh/motcua.000000000000.css").await.status.as_u16(), 404);
    let packed = house.send(request(Method::GET, style, &[("accept-encoding", "gzip")], "")).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < css.body.len() / 2);
}

#[tokio::test]
async fn a_cross_site_form_cannot_change_the_language() {
    let house = open(vec![module()], demo(), Actor::Nobody);
    let headers = [FORM, ("sec-fetch-site", "cross-site")];
    let reply = house.send(request(Method::POST, "/ngon-ngu", &headers, "ngon_ngu=en")).await;
    assert_eq!((reply.status.as_u16(), reply.header("set-cookie")), (403, ""));
}
