//! What does not go straight: sent back within the process and done again, not granted by the process, refused at
//! reception, late. Each is seen by citizen, officer and leader as it is.

use axum::http::StatusCode;
use jiff::civil::date;
use testkit::walk::{assert_ledger_holds, receive, result, revision, step, told, walk};
use testkit::{Client, Filing, TestApp};

const BIRTH: &str = "1.001193";
const PERMIT: &str = "1.013225";

/// A birth filed online and received; its identifier.
async fn received_birth(app: &TestApp, citizen: &Client) -> String {
    let id = Filing::sample(BIRTH).online(citizen).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

/// The number in a heading `Quá hạn: 2` of the leader's page.
async fn counted(app: &TestApp, heading: &str) -> String {
    let page = app.signed_in("lanh-dao").await.get("/lanh-dao").await;
    let html = page.assert_status(StatusCode::OK).html();
    let found = html
        .all("h2")
        .find_map(|h2| h2.text.strip_prefix(heading).map(|rest| rest.trim_start_matches(": ").to_owned()));
    found.unwrap_or_else(|| panic!("no heading {heading}: {}", html.text()))
}

testkit::both_engines! {
    async fn what_the_signatory_sends_back_is_done_again(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = received_birth(&app, &citizen).await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![]), ("chuyen-vien-vhxh", "trinh-ky", vec![])]).await;
        let signatory = app.signed_in("ky-duyet").await;
        let bare = step(&signatory, &id, "tra-lai", &[]).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập lý do");
        step(&signatory, &id, "tra-lai", &[("note", "Tên đệm viết khác giấy chứng sinh.")]).await.assert_status(StatusCode::SEE_OTHER);
        let officer = app.signed_in("chuyen-vien-vhxh").await;
        let page = officer.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Tên đệm viết khác giấy chứng sinh.").assert_says("Trình ký Giấy khai sinh");
        let track = citizen.get(&format!("/ho-so/{id}")).await;
        track.assert_says("đang thẩm tra").assert_says("Hẹn trả: 17:00 thứ Tư, 18/11/2026");
        let way = track.html();
        let stops: Vec<_> = way.all("li").map(|li| li.text.clone()).filter(|text| text.starts_with("Ký Giấy khai sinh")).collect();
        assert!(stops.len() == 1 && stops[0].contains("chưa đến"), "what is to be done again is ahead again: {stops:?}");
        walk(&app, &id, &[
            ("chuyen-vien-vhxh", "trinh-ky", vec![("note", "Đã sửa.")]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("119/2026/KS")),
            ("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")]),
        ]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đã trả kết quả").assert_says("119/2026/KS");
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "step-taken.1").count(), 7);
        assert_ledger_holds(&app).await;
    }

    async fn what_the_process_does_not_grant_is_told_to_the_citizen_with_the_reason(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = received_birth(&app, &citizen).await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![("note", "Nội bộ: hồ sơ đủ.")])]).await;
        let officer = app.signed_in("chuyen-vien-vhxh").await;
        step(&officer, &id, "trinh-tu-choi", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập lý do");
        let why = "Trẻ đã được đăng ký khai sinh tại nơi khác.";
        walk(&app, &id, &[("chuyen-vien-vhxh", "trinh-tu-choi", vec![("note", why)])]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says_not(why);
        walk(&app, &id, &[
            ("ky-duyet", "ky", vec![("note", "Nội bộ: đồng ý.")]),
            ("van-thu", "phat-hanh", result("12/TB-UBND")),
        ]).await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Thông báo từ chối giải quyết").assert_says("12/TB-UBND").assert_says("Lý do không chấp thuận").assert_says(why);
        page.assert_says("Yêu cầu không được chấp thuận").assert_says_not("Nội bộ").assert_says_not("Đã có Giấy khai sinh");
        walk(&app, &id, &[("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")])]).await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đã trả kết quả").assert_says(why);
        let stream = dossier::events::stream(id.parse().expect("an identifier"));
        let history = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the ledger is read");
        let done = history.iter().find_map(|event| event.read::<dossier::events::Completed>().ok().flatten());
        assert!(done.is_some_and(|done| !done.result.granted && done.result.reason == why), "nothing is granted");
    }

    /// A refusal that was drafted and sent back leaves no reason behind when the request is granted after all.
    async fn a_refusal_taken_back_is_no_refusal(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = received_birth(&app, &citizen).await;
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-tu-choi", vec![("note", "Thiếu giấy chứng sinh.")]),
            ("ky-duyet", "tra-lai", vec![("note", "Giấy chứng sinh đã có.")]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("120/2026/KS")),
        ]).await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Giấy khai sinh").assert_says("120/2026/KS").assert_says_not("Thiếu giấy chứng sinh.").assert_says_not("không chấp thuận");
    }

    async fn a_refusal_at_reception_reaches_the_citizen_and_ends_the_way(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample(BIRTH).online(&citizen).await;
        let clerk = app.signed_in("mot-cua").await;
        let seen = revision(&clerk, &id).await;
        let said = [("revision", seen.as_str()), ("reason", "Không thuộc nơi cư trú."), ("citation", "Điều 13 Luật Hộ tịch")];
        let slip = clerk.post(&format!("/can-bo/ho-so/{id}/tu-choi"), &said).await;
        clerk.follow(slip).await.assert_says("Không thuộc nơi cư trú.").assert_says("Điều 13 Luật Hộ tịch");
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Không được tiếp nhận").assert_says("Không thuộc nơi cư trú.");
        citizen.get(&format!("/ho-so/{id}/phieu-tu-choi")).await.assert_status(StatusCode::OK).assert_says("Điều 13 Luật Hộ tịch");
        citizen.get(&format!("/ho-so/{id}/giay-tiep-nhan")).await.assert_status(StatusCode::NOT_FOUND);
        assert_eq!(told(&app, &id).await, ["submitted.1", "refused.1"]);
        receive(&clerk, &id).await.assert_status(StatusCode::CONFLICT);
        assert_ledger_holds(&app).await;
    }

    async fn late_is_said_to_everybody_and_a_late_result_is_handed_over(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = received_birth(&app, &citizen).await;
        let other = received_birth(&app, &citizen).await;
        assert_eq!((counted(&app, "Quá hạn").await, counted(&app, "Đến hạn trong 2 ngày tới").await), ("0".to_owned(), "2".to_owned()));
        walk(&app, &other, &[("mot-cua", "chuyen", vec![])]).await;
        app.clock.set(base::Instant::from_local(date(2026, 11, 20).at(10, 0, 0, 0)));
        assert_eq!((counted(&app, "Quá hạn").await, counted(&app, "Đến hạn trong 2 ngày tới").await), ("2".to_owned(), "0".to_owned()));
        let citizen = app.as_citizen().await;
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Quá 1 ngày làm việc");
        app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Quá 1 ngày làm việc");
        app.signed_in("mot-cua").await.get("/can-bo?hang=qua-han").await.assert_says("Quá 1 ngày làm việc");
        app.signed_in("lanh-dao").await.get("/lanh-dao").await.assert_says("H44.101-261118-0001").assert_says("H44.101-261118-0002");
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("121/2026/KS")),
        ]).await;
        assert_eq!(counted(&app, "Quá hạn").await, "1", "what has its result is late no longer");
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Đã có kết quả").assert_says("Quá 1 ngày làm việc");
        app.clock.set(base::Instant::from_local(date(2026, 11, 27).at(10, 0, 0, 0)));
        let citizen = app.as_citizen().await;
        walk(&app, &id, &[("mot-cua", "tra-ket-qua", vec![("recipient", "Nguyễn Thị Hồng Ánh")])]).await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Đã trả kết quả").assert_says("Quá 1 ngày làm việc");
        app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("chậm so với ngày hẹn đầu tiên");
        assert_ledger_holds(&app).await;
    }

    /// On the minute is in time; a minute after is late.
    async fn a_result_on_the_minute_is_in_time(app: TestApp) {
        let citizen = app.as_citizen().await;
        let ids = [received_birth(&app, &citizen).await, received_birth(&app, &citizen).await];
        for (id, minute) in ids.iter().zip([0, 1]) {
            walk(&app, id, &[("mot-cua", "chuyen", vec![]), ("chuyen-vien-vhxh", "trinh-ky", vec![]), ("ky-duyet", "ky", vec![])]).await;
            app.clock.set(base::Instant::from_local(date(2026, 11, 18).at(17, minute, 0, 0)));
            walk(&app, id, &[("van-thu", "phat-hanh", result("122/2026/KS"))]).await;
            let page = app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{id}")).await;
            assert_eq!(page.text().contains("chậm so với ngày hẹn đầu tiên"), minute > 0);
        }
    }

    async fn a_permit_sent_back_twice_keeps_its_first_appointment(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample(PERMIT).online(&citizen).await;
        receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
        let due = |page: &testkit::Reply| page.html().all("h2").find(|h2| h2.text.starts_with("Hẹn trả")).map(|h2| h2.text.clone());
        let promised = due(&citizen.get(&format!("/ho-so/{id}")).await);
        assert!(promised.is_some());
        let head = app.signed_in("truong-phong").await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        let offered = head.get(&format!("/can-bo/ho-so/{id}")).await.html();
        let person = offered.all("option").find(|option| option.text.contains("Lê Đức Thành"));
        let person = person.and_then(|option| option.attribute("value")).expect("the case officer is offered").to_owned();
        walk(&app, &id, &[
            ("truong-phong", "phan-cong", vec![("person", person.as_str())]),
            ("chuyen-vien", "lay-y-kien", vec![]),
            ("chuyen-vien", "ghi-y-kien", vec![]),
            ("chuyen-vien", "trinh-cap", vec![]),
            ("truong-phong", "tra-lai", vec![("note", "Bổ sung ảnh hiện trạng.")]),
            ("chuyen-vien", "trinh-cap", vec![]),
            ("truong-phong", "trinh-ky", vec![]),
            ("ky-duyet", "tra-lai", vec![("note", "Soát lại mật độ xây dựng.")]),
            ("truong-phong", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
        ]).await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        assert_eq!(due(&page), promised);
        page.assert_says("Chờ ý kiến của cơ quan liên quan (đã xong)");
    }
}
