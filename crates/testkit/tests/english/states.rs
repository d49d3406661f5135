//! The dossiers that a citizen can have, in every state in which one can be, made by what people do.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::walk::{receive, result, revision, step, walk};
use testkit::{Client, Filing, TestApp, till};

const BIRTH: &str = "1.001193";
const PERMIT: &str = "1.013225";
const CHILD: &str = "3.000722";

/// The states that the pages must show, as they are called in English.
pub(crate) const SHOWN: [&str; 18] = [
    "Waiting to be received",
    "Not received",
    "In work",
    "Waiting for papers",
    "Waiting for payment",
    "Withdrawn",
    "Stopped",
    "Result ready",
    "Result handed over",
    "The result was recalled",
    "The agency apologises and promises a new date",
    "Your request to withdraw waits for its answer",
    "The agency cannot give the dossier back",
    "The parts of the linked dossier",
    "A part of a linked dossier",
    "Paid",
    "Why it was not granted",
    "A reminder: your result waits",
];

/// What an officer does to a dossier on a page of its own.
async fn act(app: &TestApp, login: &str, id: &str, end: &str, typed: &[(&str, &str)]) {
    let officer = app.signed_in(login).await;
    let now = revision(&officer, id).await;
    let fields: Vec<_> = std::iter::once(("revision", now.as_str())).chain(typed.iter().copied()).collect();
    officer.post(&format!("/can-bo/ho-so/{id}/{end}"), &fields).await.assert_status(StatusCode::SEE_OTHER);
}

async fn received(app: &TestApp, citizen: &Client, procedure: &str) -> String {
    let id = Filing::sample(procedure).online(citizen).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

async fn decided(app: &TestApp, citizen: &Client, number: &str) -> String {
    let id = received(app, citizen, BIRTH).await;
    let moves = [
        ("mot-cua", "chuyen", vec![]),
        ("chuyen-vien-vhxh", "trinh-ky", vec![]),
        ("ky-duyet", "ky", vec![]),
        ("van-thu", "phat-hanh", result(number)),
    ];
    walk(app, &id, &moves).await;
    id
}

/// Takes dossiers of the citizen into every state that the demonstration lacks.
pub(crate) async fn make(app: &TestApp, citizen: &Client) {
    waiting(app, citizen).await;
    ended(app, citizen).await;
    with_a_result(app, citizen).await;
    linked(app, citizen).await;
    owing(app, citizen).await;
    // Drafts: one just begun, one filled in for a child, one for a body.
    Filing::sample(BIRTH).begin(citizen).await;
    let child = [("acting", "parent"), ("people.0.kind", "newborn"), ("people.0.name", "Trần Gia Bảo")];
    let born = [("people.0.born-ngay", "10"), ("people.0.born-thang", "11"), ("people.0.born-nam", "2026")];
    let filing = child
        .iter()
        .chain(&born)
        .fold(Filing::sample(BIRTH), |filing, (name, text)| filing.with(&format!("applicant.{name}"), text));
    let first = filing.begin(citizen).await;
    filing.answer(citizen, &first).await;
    let filing = Filing::sample(PERMIT);
    let first = filing.begin(citizen).await;
    filing.answer(citizen, &first).await;
}

/// Papers asked for, a new date, a withdrawal asked for and refused.
async fn waiting(app: &TestApp, citizen: &Client) {
    let id = received(app, citizen, BIRTH).await;
    act(app, "mot-cua", &id, "yeu-cau-bo-sung", &[("what-000.00.00.G15-KQ004389", "Ảnh bị mờ.")]).await;
    let id = received(app, citizen, BIRTH).await;
    step(&app.signed_in("mot-cua").await, &id, "chuyen", &[]).await.assert_status(StatusCode::SEE_OTHER);
    let later =
        [("day-ngay", "20"), ("day-thang", "11"), ("day-nam", "2026"), ("reason", "Chờ xác minh nơi sinh.")];
    act(app, "lanh-dao", &id, "hen-lai", &later).await;
    for answer in [None, Some([("granted", "khong"), ("words", "Kết quả đã được ký.")])] {
        let id = received(app, citizen, BIRTH).await;
        let now = revision(citizen, &id).await;
        let asks = [("revision", now.as_str()), ("reason", "Gia đình chuyển nơi ở.")];
        citizen.post(&format!("/ho-so/{id}/rut"), &asks).await.assert_status(StatusCode::SEE_OTHER);
        if let Some(answer) = answer {
            act(app, "mot-cua", &id, "tra-loi-rut", &answer).await;
        }
    }
}

/// Refused, withdrawn, stopped.
async fn ended(app: &TestApp, citizen: &Client) {
    let why = [("reason", "Giấy chứng sinh của trẻ khác."), ("citation", "Điều 16 Luật Hộ tịch")];
    let id = Filing::sample(BIRTH).online(citizen).await;
    act(app, "mot-cua", &id, "tu-choi", &why).await;
    let id = Filing::sample(BIRTH).online(citizen).await;
    let now = revision(citizen, &id).await;
    let takes = [("revision", now.as_str()), ("reason", "Nộp nhầm.")];
    citizen.post(&format!("/ho-so/{id}/rut"), &takes).await.assert_status(StatusCode::SEE_OTHER);
    let id = received(app, citizen, BIRTH).await;
    step(&app.signed_in("mot-cua").await, &id, "chuyen", &[]).await.assert_status(StatusCode::SEE_OTHER);
    act(app, "lanh-dao", &id, "dung", &why).await;
}

/// Ready, reminded of, sent by post, handed over and recalled, not granted.
async fn with_a_result(app: &TestApp, citizen: &Client) {
    let id = decided(app, citizen, "118/2026/KS").await;
    act(app, "mot-cua", &id, "len-ke", &[("box", "A3-12")]).await;
    act(app, "mot-cua", &id, "nhac-nhan", &[("note", "Gọi điện, hẹn thứ Hai.")]).await;
    let id = decided(app, citizen, "119/2026/KS").await;
    act(app, "mot-cua", &id, "gui-buu-chinh", &[("tracking", "EM123456789VN")]).await;
    let id = decided(app, citizen, "120/2026/KS").await;
    let clerk = app.signed_in("mot-cua").await;
    let taken = step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await;
    taken.assert_status(StatusCode::SEE_OTHER);
    let recall = [
        ("reason", "Sai tên đệm của trẻ."),
        ("citation", "Điều 69 Luật Hộ tịch"),
        ("bring_back", "Bản chính giấy khai sinh."),
        ("is_fault", "co"),
        ("fault", "Nhập sai tờ khai."),
    ];
    act(app, "lanh-dao", &id, "thu-hoi", &recall).await;
    let id = received(app, citizen, BIRTH).await;
    let moves = [
        ("mot-cua", "chuyen", vec![]),
        ("chuyen-vien-vhxh", "trinh-tu-choi", vec![("note", "Trẻ đã được đăng ký khai sinh tại nơi khác.")]),
        ("ky-duyet", "ky", vec![]),
        ("van-thu", "phat-hanh", result("12/TB-UBND")),
    ];
    walk(app, &id, &moves).await;
}

/// A linked dossier with a part that is done, one that waits for papers, and others that have not begun.
async fn linked(app: &TestApp, citizen: &Client) {
    let id = received(app, citizen, CHILD).await;
    let part = async |code: &str| {
        let whole = citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
        let parts = whole["parts"].as_array().cloned().unwrap_or_default();
        let found = parts.iter().find(|part| part["code"] == code).and_then(|part| part["dossier"].as_str());
        found.unwrap_or_else(|| panic!("{code} is not open: {whole}")).to_owned()
    };
    let birth = part("khai-sinh").await;
    let moves = [
        ("chuyen-vien-vhxh", "trinh-ky", vec![("note", "Đã ghi sổ.")]),
        ("ky-duyet", "ky", vec![]),
        ("van-thu", "phat-hanh", result("121/2026/KS")),
    ];
    walk(app, &birth, &moves).await;
    let home = part("thuong-tru").await;
    let police = app.signed_in("canh-sat").await;
    let now: i64 = revision(&police, &home).await.parse().expect("a number");
    let asks = json!({"revision": now, "components": [{"component": "000.00.00.G01-KQ003606", "what": "Ảnh chụp bị mờ."}]});
    let asked =
        police.json(Method::POST, &format!("/api/v1/dossiers/{home}/supplement-request"), &asks).await;
    asked.assert_status(StatusCode::NO_CONTENT);
}

/// A tax that is to be paid, and a fee that was paid at the counter.
async fn owing(app: &TestApp, citizen: &Client) {
    let id = Filing::land(false).online(citizen).await;
    receive(&app.signed_in("mot-cua-dat-dai").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    let moves = [
        ("mot-cua-dat-dai", "chuyen"),
        ("chuyen-vien-dat-dai", "trinh-duyet"),
        ("giam-doc-dat-dai", "duyet"),
        ("chuyen-vien-dat-dai", "gui-thue"),
    ];
    for (login, action) in moves {
        let officer = app.signed_in(login).await;
        step(&officer, &id, action, &[]).await.assert_status(StatusCode::SEE_OTHER);
    }
    let notice = [("notice_number", "LTB2644101-TK0012345"), ("amount", "12.500.000")];
    let told = step(&app.signed_in("thue").await, &id, "da-thong-bao", &notice).await;
    told.assert_status(StatusCode::SEE_OTHER);
    let id = received(app, citizen, PERMIT).await;
    let clerk = till::lan(app).await;
    let page = clerk.get(&format!("/quay/thu-tien/thu?cho=dossier/{id}")).await.html();
    let set = page.all("a").find(|it| it.text.contains("Ghi mức thu")).and_then(|it| it.attribute("href"));
    let set = set.expect("the council has set no amount yet");
    let typed = [("amount", "100.000"), ("citation", "Điều 3 Nghị quyết 12/2026/NQ-HĐND"), ("sure", "")];
    clerk.post(set, &typed).await.assert_status(StatusCode::SEE_OTHER);
    till::collect(&clerk, &id, &till::CASH).await.assert_status(StatusCode::SEE_OTHER);
}
