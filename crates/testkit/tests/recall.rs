//! A result that turned out wrong: recalled, handed on or not; issued anew without fee; counted as an error of the body. Everybody who
//! looks is told, and what cannot be done meanwhile is said precisely.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, receive, result, revision, step, told, walk};
use testkit::{Client, Filing, Reply, TestApp};

const BIRTH: &str = "1.001193";
const CITED: &str = "Điều 69 Luật Hộ tịch";

/// A birth whose certificate is there, and its citizen.
async fn decided(app: &TestApp, number: &str) -> (String, Client) {
    let citizen = app.as_citizen().await;
    let id = Filing::sample(BIRTH).online(&citizen).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    walk(app, &id, &[("mot-cua", "chuyen", vec![])]).await;
    examined(app, &id, number).await;
    (id, citizen)
}

/// Examined, signed and issued.
async fn examined(app: &TestApp, id: &str, number: &str) {
    let moves = [
        ("chuyen-vien-vhxh", "trinh-ky", vec![]),
        ("ky-duyet", "ky", vec![]),
        ("van-thu", "phat-hanh", result(number)),
    ];
    walk(app, id, &moves).await;
}

/// Sends a form at the present revision.
async fn send(who: &Client, id: &str, what: &str, with: &[(&str, &str)]) -> Reply {
    let seen = revision(who, id).await;
    let fields: Vec<_> = [("revision", seen.as_str())].into_iter().chain(with.iter().copied()).collect();
    who.post(&format!("/can-bo/ho-so/{id}/{what}"), &fields).await
}

/// The look-up page of a dossier, as whoever holds the slip sees it.
async fn looked_up(app: &TestApp, clerk: &Client, id: &str) -> Reply {
    let slip = clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await.html().text();
    let word = |after: &str| {
        let rest = slip.split(after).nth(1).expect("stands on the slip").trim_start_matches(':');
        rest.split_whitespace().next().expect("a word").to_owned()
    };
    app.as_nobody().get(&format!("/tra-cuu?ma={}&tra={}", word("Mã hồ sơ"), word("Mã tra cứu"))).await
}

testkit::both_engines! {
    /// The whole way of an error: handed on, recalled with what has to be brought back, issued anew without fee, linked, counted.
    async fn a_wrong_result_that_was_handed_on_is_recalled_and_issued_anew(app: TestApp) {
        let (id, citizen) = decided(&app, "119/2026/KS").await;
        let (clerk, head) = (app.signed_in("mot-cua").await, app.signed_in("lanh-dao").await);
        let cousin = [("recipient", "Nguyễn Văn Bình"), ("authorised_kind", "ho-chieu"), ("authorised_number", "C1234567"), ("authorised_paper", "Giấy ủy quyền số 15/2026")];
        step(&clerk, &id, "tra-ket-qua", &cousin).await.assert_status(StatusCode::SEE_OTHER);
        let why = [("reason", "Sai tên đệm của trẻ."), ("citation", CITED)];
        let bare = send(&head, &id, "thu-hoi", &why).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        bare.assert_says("Kết quả số 119/2026/KS đã được trao cho Nguyễn Văn Bình lúc").assert_says("Ghi rõ phải nộp lại gì");
        let whole = [why[0], why[1], ("bring_back", "Bản chính giấy khai sinh."), ("is_fault", "co"), ("relied_on", "h44.101-261118-0007")];
        send(&head, &id, "thu-hoi", &whole).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi cơ quan đã sai ở đâu");
        let whole = [whole.as_slice(), &[("fault", "Nhập sai tờ khai.")]].concat();
        send(&head, &id, "thu-hoi", &whole).await.assert_leads_to(&format!("/can-bo/ho-so/{id}"));

        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Kết quả đã bị thu hồi").assert_says("Nguyễn Văn Bình").assert_says("hộ chiếu số C1234567");
        page.assert_says("Bản chính giấy khai sinh.").assert_says("H44.101-261118-0007");
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("không còn giá trị").assert_says("Sai tên đệm của trẻ.").assert_says(CITED).assert_says("Bản chính giấy khai sinh.");
        page.assert_says("không thu phí").assert_says_not("H44.101-261118-0007").assert_says_not("Nhập sai tờ khai.");
        looked_up(&app, &clerk, &id).await.assert_says("Kết quả đã bị thu hồi").assert_says("119/2026/KS").assert_says_not("Bình");
        let seen = citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
        assert_eq!((&seen["recall"]["open"], &seen["recall"]["handed_to"]), (&true.into(), &"Nguyễn Văn Bình".into()));
        assert_eq!(seen["recall"]["relied_on"].as_array().map(Vec::len), Some(0), "other people's numbers stay with staff");
        assert_eq!(clerk.get(&format!("/api/v1/dossiers/{id}")).await.json()["recall"]["relied_on"][0], "H44.101-261118-0007");

        let day = [("day-ngay", "4"), ("day-thang", "12"), ("day-nam", "2026")];
        send(&head, &id, "cap-lai", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        send(&head, &id, "cap-lai", &day).await.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("đang cấp lại kết quả").assert_says("17:00 thứ Sáu, 04/12/2026");
        send(&head, &id, "thu-hoi", &whole).await.assert_status(StatusCode::CONFLICT).assert_says("Đang giải quyết");
        examined(&app, &id, "119a/2026/KS").await;
        let page = citizen.get(&format!("/ho-so/{id}")).await;
        page.assert_says("119a/2026/KS").assert_says("Kết quả trước đã bị thu hồi").assert_says("không thu phí, lệ phí");
        looked_up(&app, &clerk, &id).await.assert_says_not("thu hồi");
        let seen = citizen.get(&format!("/api/v1/dossiers/{id}")).await.json();
        assert_eq!((&seen["recall"]["replaced_by"], &seen["state"]), (&"119a/2026/KS".into(), &"completed".into()));
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        let told = told(&app, &id).await;
        for kind in ["result-recalled.1", "fault-noted.1", "reissue-began.1", "result-replaced.1"] {
            assert_eq!(told.iter().filter(|it| *it == kind).count(), 1, "{kind}: {told:?}");
        }
        assert_ledger_holds(&app).await;
    }

    /// What is refused while a recall holds, each in a sentence of its own.
    async fn while_it_is_recalled_it_is_not_handed_on_corrected_kept_or_recalled_again(app: TestApp) {
        let (id, citizen) = decided(&app, "120/2026/KS").await;
        let (clerk, head) = (app.signed_in("mot-cua").await, app.signed_in("lanh-dao").await);
        send(&clerk, &id, "len-ke", &[("box", "A3-12")]).await.assert_status(StatusCode::SEE_OTHER);
        let why = [("reason", "Cấp nhầm."), ("citation", CITED)];
        let stray = [why[0], why[1], ("bring_back", "Bản chính.")];
        send(&head, &id, "thu-hoi", &stray).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chưa được trao cho ai");
        send(&head, &id, "thu-hoi", &[]).await.assert_says("Ghi rõ vì sao thu hồi").assert_says("Ghi điều, khoản cho phép thu hồi");
        let odd = [why[0], why[1], ("relied_on", "hồ sơ của bà Lan")];
        send(&head, &id, "thu-hoi", &odd).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("không phải mã hồ sơ");
        let early = send(&head, &id, "cap-lai", &[]).await;
        early.assert_status(StatusCode::CONFLICT).assert_says("chưa bị thu hồi, nên không cấp lại");
        send(&head, &id, "thu-hoi", &why).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get("/can-bo/ket-qua").await.assert_says_not("A3-12");
        let said = "Kết quả số 120/2026/KS đã bị thu hồi lúc";
        let day = [("day-ngay", "4"), ("day-thang", "12"), ("day-nam", "2026"), ("reason", "Sai.")];
        for (who, what, with) in [
            (&head, "thu-hoi", why.as_slice()),
            (&head, "dinh-chinh", &day),
            (&clerk, "len-ke", &[("box", "A1")]),
            (&clerk, "nhac-nhan", &[]),
            (&clerk, "gui-buu-chinh", &[("tracking", "EM1")]),
            (&clerk, "noi-ket-qua", &[("place", "at-counter")]),
        ] {
            send(who, &id, what, with).await.assert_status(StatusCode::CONFLICT).assert_says(said);
        }
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Ai đó")]).await.assert_status(StatusCode::CONFLICT).assert_says(said);
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Không trao kết quả này cho ai").assert_says_not("Người nhận kết quả");
        clerk.get("/can-bo?hang=cho-tra-ket-qua").await.assert_says("kết quả đã thu hồi").assert_says_not("A3-12");
        let again = send(&head, &id, "cap-lai", &day).await;
        again.assert_status(StatusCode::CONFLICT).assert_says("không do lỗi của cơ quan");
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("không còn giá trị").assert_says_not("xin lỗi");
        app.settle().await;
        assert_ledger_holds(&app).await;
    }

    async fn only_a_head_of_the_deciding_body_recalls_and_only_what_is_there(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample(BIRTH).online(&citizen).await;
        let (clerk, head) = (app.signed_in("mot-cua").await, app.signed_in("lanh-dao").await);
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        let why = [("reason", "Cấp nhầm."), ("citation", CITED)];
        let none = send(&head, &id, "thu-hoi", &why).await;
        none.assert_status(StatusCode::CONFLICT).assert_says("Không thể thu hồi kết quả khi hồ sơ đang ở trạng thái “Đã tiếp nhận”");
        let seen = revision(&clerk, &id).await;
        for (login, status) in [("mot-cua", StatusCode::FORBIDDEN), ("ky-duyet", StatusCode::FORBIDDEN), ("truong-cong-an", StatusCode::NOT_FOUND)] {
            let other = app.signed_in(login).await;
            let form = [("revision", seen.as_str()), why[0], why[1]];
            other.post(&format!("/can-bo/ho-so/{id}/thu-hoi"), &form).await.assert_status(status);
        }
        head.get(&format!("/can-bo/ho-so/{id}/thu-hoi")).await.assert_status(StatusCode::CONFLICT);
    }

    /// Errors of the body are counted by body and month, from recalls and corrections alike, down to the dossiers.
    async fn errors_of_the_body_are_counted_by_month_down_to_the_dossier(app: TestApp) {
        let (recalled, _) = decided(&app, "121/2026/KS").await;
        let (corrected, _) = decided(&app, "122/2026/KS").await;
        let (blameless, _) = decided(&app, "123/2026/KS").await;
        let head = app.signed_in("lanh-dao").await;
        head.get("/lanh-dao/loi").await.assert_status(StatusCode::OK).assert_says("chưa ghi nhận lỗi nào");
        let why = [("reason", "Cấp nhầm."), ("citation", CITED), ("fault", "Không đối chiếu giấy chứng sinh.")];
        send(&head, &recalled, "thu-hoi", &why).await.assert_status(StatusCode::SEE_OTHER);
        send(&head, &blameless, "thu-hoi", &why[..2]).await.assert_status(StatusCode::SEE_OTHER);
        let day = [("day-ngay", "4"), ("day-thang", "12"), ("day-nam", "2026"), ("reason", "Sai ngày sinh.")];
        let unsaid = [day.as_slice(), &[("is_fault", "co")]].concat();
        send(&head, &corrected, "dinh-chinh", &unsaid).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi cơ quan đã sai ở đâu");
        let said = [day.as_slice(), &[("fault", "Gõ sai ngày sinh.")]].concat();
        send(&head, &corrected, "dinh-chinh", &said).await.assert_status(StatusCode::SEE_OTHER);
        let page = head.get("/lanh-dao/loi?thang=2026-11").await;
        page.assert_says("phường Việt Trì: 2").assert_says("Không đối chiếu giấy chứng sinh.").assert_says("Gõ sai ngày sinh.");
        page.assert_says_not("123/2026/KS");
        let links: Vec<_> = page.html().links().map(str::to_owned).collect();
        for id in [&recalled, &corrected] {
            assert!(links.contains(&format!("/can-bo/ho-so/{id}")), "{links:?}");
        }
        head.get("/lanh-dao/loi?thang=2026-10").await.assert_says("chưa ghi nhận lỗi nào");
        app.signed_in("mot-cua").await.get("/lanh-dao/loi").await.assert_status(StatusCode::FORBIDDEN);
        let elsewhere = app.signed_in("truong-cong-an").await.get("/lanh-dao/loi").await;
        elsewhere.assert_says_not("Gõ sai ngày sinh.");
    }

    /// Other dossiers of a linked procedure that began because of a part are named by themselves when its result is recalled, and the
    /// whole says so; the new one is made under the part's own clock.
    async fn what_other_parts_relied_on_is_named_when_it_is_recalled(app: TestApp) {
        let citizen = app.as_citizen().await;
        let whole = Filing::sample("3.000722").online(&citizen).await;
        let (clerk, head) = (app.signed_in("mot-cua").await, app.signed_in("lanh-dao").await);
        receive(&clerk, &whole).await.assert_status(StatusCode::SEE_OTHER);
        let parts = async || citizen.get(&format!("/api/v1/dossiers/{whole}")).await.json()["parts"].clone();
        let birth = parts().await[0]["dossier"].as_str().expect("it is open").to_owned();
        examined(&app, &birth, "118/2026/KS").await;
        let opened: Vec<_> = parts().await.as_array().expect("parts").iter().skip(1).filter_map(|part| part["number"].as_str().map(str::to_owned)).collect();
        assert_eq!(opened.len(), 2, "residence and insurance");
        let of_whole = send(&head, &whole, "thu-hoi", &[("reason", "Sai."), ("citation", CITED)]).await;
        of_whole.assert_status(StatusCode::CONFLICT).assert_says("liên thông");
        let said = [("reason", "Sai ngày sinh."), ("citation", CITED), ("bring_back", "Giấy khai sinh."), ("fault", "Gõ sai.")];
        send(&head, &birth, "thu-hoi", &said).await.assert_status(StatusCode::SEE_OTHER);
        let page = head.get(&format!("/can-bo/ho-so/{birth}")).await;
        page.assert_says("cơ quan đầu mối liên thông").assert_says("Hồ sơ đã dùng kết quả này");
        for number in &opened {
            page.assert_says(number);
        }
        citizen.get(&format!("/ho-so/{whole}")).await.assert_says("Kết quả đã bị thu hồi");
        let day = [("day-ngay", "4"), ("day-thang", "12"), ("day-nam", "2026")];
        send(&head, &birth, "cap-lai", &day).await.assert_status(StatusCode::SEE_OTHER);
        examined(&app, &birth, "118a/2026/KS").await;
        let own = citizen.get(&format!("/api/v1/dossiers/{birth}")).await.json();
        assert_eq!((&own["state"], &own["recall"]["replaced_by"]), (&"returned".into(), &"118a/2026/KS".into()));
        citizen.get(&format!("/ho-so/{whole}")).await.assert_says_not("thu hồi");
        assert_ledger_holds(&app).await;
    }
}
