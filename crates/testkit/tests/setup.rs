//! The first run: an empty installation is set up on one page, all of it or nothing, once.

use axum::http::StatusCode;
use testkit::walk::assert_ledger_holds;
use testkit::{FIRST_PASSWORD, Filing, Kind, TestApp};

const PATH: &str = "/thiet-lap";

async fn from_nothing(app: TestApp) {
    let nobody = app.as_nobody();
    nobody.get(PATH).await.assert_status(StatusCode::OK).assert_says("Thiết lập lần đầu");
    let refused = app.set_up(&[("code", "AAAAAAAAAAAA")]).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Mã thiết lập chưa đúng");
    let bare = app.set_up(&[("commune", " "), ("commune_code", "x"), ("province_area", "2")]).await;
    bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY)
        .assert_says("Nhập tên xã")
        .assert_says("gồm 2 chữ số");
    let alone = app.set_up(&[("name-reception", ""), ("login-reception", "")]).await;
    alone.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập họ và tên: cán bộ Một cửa");
    let shared = app.set_up(&[("login-reception", "kien")]).await;
    shared.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("mỗi người một tên đăng nhập");
    let weak = app.set_up(&[("password", "12345678")]).await;
    weak.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("rất dễ đoán");
    let none = app.set_up(&[("package", "9.999999")]).await;
    none.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn ít nhất một thủ tục");
    let odd = app.set_up(&[("name-leader", "X"), ("login-leader", "!")]).await;
    odd.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    nobody.get(PATH).await.assert_status(StatusCode::OK);

    // Two at the same moment: one installation.
    let (one, other) = tokio::join!(app.set_up(&[]), app.set_up(&[]));
    let mut answers = [one.status, other.status];
    answers.sort_unstable();
    assert_eq!(answers, [StatusCode::OK, StatusCode::NOT_FOUND]);
    nobody.get(PATH).await.assert_status(StatusCode::NOT_FOUND);

    let clerk = app.as_nobody();
    let signed = clerk.post("/dang-nhap", &[("login", "lan"), ("password", FIRST_PASSWORD)]).await;
    signed.assert_status(StatusCode::SEE_OTHER);
    let received = Filing::copies("2", "3").at_counter(&clerk).await;
    let receipt = clerk.follow(received).await;
    receipt.assert_says("H44.142-261118-0001").assert_says("Ủy ban nhân dân xã Tam Nông");
    assert_ledger_holds(&app).await;
}

#[test]
fn an_empty_installation_receives_its_first_dossier_on_sqlite() {
    testkit::app::run_empty(Kind::Sqlite, from_nothing);
    assert!(motcua::modules().iter().any(|module| module.name == "setup"));
}

#[test]
fn an_empty_installation_receives_its_first_dossier_on_postgres() {
    testkit::app::run_empty(Kind::Postgres, from_nothing);
    assert!(motcua::modules().iter().any(|module| module.name == "setup"));
}
