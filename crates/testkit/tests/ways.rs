//! The whole way of the two shorter procedures through the front door: birth registration and confirmation of
//! residence, online and at the counter, from the first page to the numbered result in somebody's hands. What the
//! receipt promises is compared with the term of the law, counted by hand; what the ledger holds afterwards is
//! verified as `motcua verify` does.

use axum::http::{Method, StatusCode};
use jiff::civil::date;
use serde_json::json;
use testkit::walk::{Move, assert_ledger_holds, id_of, receive, result, result_on, told, walk};
use testkit::{Client, Filing, TestApp};

const BIRTH: &str = "1.001193";
const RESIDENCE: &str = "1.010041";

/// What citizen and officer read: the same appointment and the same derivation.
async fn assert_due(citizen: &Client, clerk: &Client, id: &str, due: &str, derivation: &[&str]) {
    for (who, address) in [(citizen, format!("/ho-so/{id}")), (clerk, format!("/can-bo/ho-so/{id}"))] {
        let page = who.get(&address).await;
        page.assert_status(StatusCode::OK).assert_says(&format!("Hẹn trả: {due}"));
        for line in derivation {
            page.assert_says(line);
        }
    }
    clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await.assert_says(due);
}

fn to_birth_certificate(day: &'static str) -> Vec<Move<'static>> {
    vec![
        ("mot-cua", "chuyen", vec![]),
        ("chuyen-vien-vhxh", "trinh-ky", vec![("note", "Đã ghi sổ, đã lấy số định danh.")]),
        ("ky-duyet", "ky", vec![]),
        ("van-thu", "phat-hanh", result_on("118/2026/KS", day)),
        ("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")]),
    ]
}

const WHOLE_WAY_OF_FIVE: [&str; 9] = [
    "submitted.1",
    "received.1",
    "step-taken.1",
    "step-taken.1",
    "step-taken.1",
    "step-taken.1",
    "completed.1",
    "step-taken.1",
    "returned.1",
];

testkit::both_engines! {
    /// QĐ 163/QĐ-BTP: trong ngày.
    async fn a_birth_is_registered_online_on_the_same_day(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = Filing::sample(BIRTH).online(&citizen).await;
        let received = receive(&clerk, &id).await;
        clerk.follow(received).await.assert_says("H44.101-261118-0001").assert_says("trong ngày");
        assert_due(&citizen, &clerk, &id, "17:00 thứ Tư, 18/11/2026", &["Tiếp nhận hợp lệ", "Trả trong ngày"]).await;
        walk(&app, &id, &to_birth_certificate("18")).await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Đã trả kết quả").assert_says("Giấy khai sinh").assert_says("118/2026/KS");
        assert_eq!(told(&app, &id).await, WHOLE_WAY_OF_FIVE);
        assert_ledger_holds(&app).await;
    }

    /// QĐ 163/QĐ-BTP: hồ sơ tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo.
    async fn a_birth_registered_at_the_counter_after_three_is_due_on_the_next_working_day(app: TestApp) {
        app.clock.set(base::Instant::from_local(date(2026, 11, 20).at(15, 1, 0, 0)));
        let clerk = app.signed_in("mot-cua").await;
        let filing = Filing::sample(BIRTH);
        let lacking = Filing { papers: Vec::new(), ..filing.clone() }.at_counter(&clerk).await;
        lacking.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Còn thiếu giấy tờ: Giấy chứng sinh");
        let taken = filing.at_counter(&clerk).await;
        taken.assert_status(StatusCode::SEE_OTHER);
        let id = id_of(taken.location());
        clerk.follow(taken).await.assert_says("H44.101-261120-0001").assert_says("Bản giấy nộp tại quầy");
        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Hẹn trả: 17:00 thứ Hai, 23/11/2026").assert_says("15:00");
        walk(&app, &id, &to_birth_certificate("20")).await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đã trả kết quả").assert_says("118/2026/KS");
        assert_eq!(told(&app, &id).await, WHOLE_WAY_OF_FIVE);
        assert_ledger_holds(&app).await;
    }

    /// QĐ 9354/QĐ-BCA-C06: 1 ngày làm việc.
    async fn a_residence_known_to_the_register_is_confirmed_in_one_working_day(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = Filing::sample(RESIDENCE).online(&citizen).await;
        let received = receive(&clerk, &id).await;
        clerk.follow(received).await.assert_says("G01.44.101-261118-0001").assert_says("1 ngày làm việc");
        assert_due(&citizen, &clerk, &id, "17:00 thứ Năm, 19/11/2026", &["Tiếp nhận hợp lệ, ngày không tính", "1 ngày làm việc, đủ thời hạn"]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says_not("Xác minh tại nơi cư trú");
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("canh-sat", "trinh-ky", vec![]),
            ("truong-cong-an", "ky", vec![]),
        ]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says_not("Xác minh tại nơi cư trú");
        walk(&app, &id, &[
            ("canh-sat", "phat-hanh", result("77/CT07")),
            ("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")]),
        ]).await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Đã trả kết quả").assert_says("77/CT07").assert_says_not("Xác minh tại nơi cư trú");
        assert_eq!(told(&app, &id).await, WHOLE_WAY_OF_FIVE);
        assert_ledger_holds(&app).await;
    }

    /// QĐ 9354/QĐ-BCA-C06: 3 ngày làm việc khi cần xác minh. Saturday and Sunday do not count.
    async fn a_residence_to_be_verified_takes_three_working_days_and_one_more_step(app: TestApp) {
        let (citizen, clerk) = (app.as_citizen().await, app.signed_in("mot-cua").await);
        let id = Filing::sample(RESIDENCE).in_case("can-xac-minh").online(&citizen).await;
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        assert_due(&citizen, &clerk, &id, "17:00 thứ Hai, 23/11/2026", &["19/11 – 23/11", "3 ngày làm việc, đủ thời hạn"]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Xác minh tại nơi cư trú");
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("canh-sat", "xac-minh", vec![("note", "Cần hỏi tổ trưởng dân phố.")]),
            ("canh-sat", "trinh-ky", vec![]),
            ("truong-cong-an", "ky", vec![]),
            ("canh-sat", "phat-hanh", result("78/CT07")),
            ("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")]),
        ]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đã trả kết quả").assert_says("Xác minh tại nơi cư trú");
        let mut expected = WHOLE_WAY_OF_FIVE.to_vec();
        expected.insert(2, "step-taken.1");
        assert_eq!(told(&app, &id).await, expected);
        assert_ledger_holds(&app).await;
    }

    /// The national catalogue publishes this procedure for the online channel only; a program at the counter is told so.
    async fn a_channel_that_a_procedure_does_not_have_is_refused_with_the_reason(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let sent = json!({
            "procedure": RESIDENCE, "case": "co-trong-csdl", "competent": "00000000-0000-7000-8000-000000000000",
            "applicant": { "name": "Nguyễn Thị Hồng Ánh" }, "answers": {},
        });
        let refused = clerk.json(Method::POST, "/api/v1/counter/dossiers", &sent).await;
        refused.assert_status(StatusCode::CONFLICT).assert_says("không nhận hồ sơ theo hình thức");
        assert_eq!(refused.json()["code"], "dossier.not-this-way");
    }
}
