//! A result that waits for its citizen: on the shelf, reminded, by post and back, archived; handed to somebody with a mandate, signed for;
//! the lost slip printed again. Nothing of it ever keeps a result from being handed over.

use axum::http::StatusCode;
use base::Instant;
use jiff::civil::date;
use testkit::walk::{assert_ledger_holds, receive, result, revision, step, told, walk};
use testkit::{Client, Filing, Reply, TestApp, Upload};

const BIRTH: &str = "1.001193";
const PDF: &[u8] = include_bytes!("../../../demo/paper.pdf");

/// A birth whose certificate is there, and its citizen.
async fn decided(app: &TestApp, number: &str) -> (String, Client) {
    let citizen = app.as_citizen().await;
    let id = Filing::sample(BIRTH).online(&citizen).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    let moves = [
        ("mot-cua", "chuyen", vec![]),
        ("chuyen-vien-vhxh", "trinh-ky", vec![]),
        ("ky-duyet", "ky", vec![]),
        ("van-thu", "phat-hanh", result(number)),
    ];
    walk(app, &id, &moves).await;
    (id, citizen)
}

/// Sends one of the forms about a waiting result, at the present revision.
async fn send(who: &Client, id: &str, what: &str, with: &[(&str, &str)]) -> Reply {
    let seen = revision(who, id).await;
    let fields: Vec<_> = [("revision", seen.as_str())].into_iter().chain(with.iter().copied()).collect();
    who.post(&format!("/can-bo/ho-so/{id}/{what}"), &fields).await
}

/// Goes to a day, lets everything due happen, and signs the clerk in again.
async fn on_the(app: &TestApp, day: jiff::civil::Date) -> Client {
    app.clock.set(Instant::from_local(day.at(9, 0, 0, 0)));
    app.settle().await;
    app.signed_in("mot-cua").await
}

testkit::both_engines! {
    async fn a_result_is_put_into_a_box_and_the_officer_finds_it_there(app: TestApp) {
        let (id, citizen) = decided(&app, "119/2026/KS").await;
        let clerk = app.signed_in("mot-cua").await;
        clerk.get("/can-bo/ket-qua").await.assert_says("Nguyễn Thị Hồng Ánh").assert_says("Chưa ghi");
        for wrong in ["", "A<3>", "A123456789012345678901"] {
            let page = send(&clerk, &id, "len-ke", &[("box", wrong)]).await;
            page.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("ngăn");
        }
        send(&clerk, &id, "len-ke", &[("box", " a3-12 ")]).await.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Ngăn A3-12").assert_says("Đặt kết quả lên kệ, ngăn A3-12");
        clerk.get("/can-bo?hang=cho-tra-ket-qua").await.assert_says("ngăn A3-12");
        for list in ["?tim=hong+anh", "?tim=a3", "?noi=theo-ngan", "?noi=tren-ke&tim=261118-0001"] {
            clerk.get(&format!("/can-bo/ket-qua{list}")).await.assert_says("A3-12").assert_says("Trên kệ");
        }
        clerk.get("/can-bo/ket-qua?tim=b9").await.assert_says_not("A3-12").assert_says("Không có kết quả nào khớp");
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Kết quả đã có tại quầy").assert_says_not("A3-12");
        send(&clerk, &id, "len-ke", &[("box", "B1")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get("/can-bo/ket-qua?noi=theo-ngan").await.assert_says("B1").assert_says_not("A3-12");
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get("/can-bo/ket-qua").await.assert_says_not("B1");
        send(&clerk, &id, "len-ke", &[("box", "B1")]).await.assert_status(StatusCode::CONFLICT).assert_says("Đã trả kết quả");
        assert_ledger_holds(&app).await;
    }

    /// Outside the one-stop unit nobody keeps results, and a stranger's body does not know of them.
    async fn only_the_one_stop_unit_keeps_results(app: TestApp) {
        let (id, citizen) = decided(&app, "120/2026/KS").await;
        let clerk = app.signed_in("mot-cua").await;
        let seen = revision(&clerk, &id).await;
        let form = [("revision", seen.as_str()), ("box", "A1")];
        for (login, status) in [("chuyen-vien-vhxh", StatusCode::FORBIDDEN), ("cong-dan", StatusCode::FORBIDDEN)] {
            let other = app.signed_in(login).await;
            other.post(&format!("/can-bo/ho-so/{id}/len-ke"), &form).await.assert_status(status);
        }
        let stale = [("revision", "1"), ("box", "A1")];
        let page = clerk.post(&format!("/can-bo/ho-so/{id}/len-ke"), &stale).await;
        page.assert_status(StatusCode::CONFLICT).assert_says("Hồ sơ vừa thay đổi");
        let request = "0192f0c1-2b3c-7d4e-8f50-617283940506";
        let twice = [("revision", seen.as_str()), ("box", "A1"), ("request", request)];
        for _ in 0..2 {
            let sent = clerk.post(&format!("/can-bo/ho-so/{id}/len-ke"), &twice).await;
            sent.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        }
        let shelved = told(&app, &id).await.into_iter().filter(|kind| kind == "result-shelved.1").count();
        assert_eq!(shelved, 1, "sent twice, done once");
        drop(citizen);
    }

    /// An officer reminds; after days on the shelf the program does, and again; after months it proposes the archive, an officer
    /// confirms it, and the result is handed over from there.
    async fn nobody_comes_and_the_result_is_reminded_of_archived_and_still_handed_over(app: TestApp) {
        let (id, _) = decided(&app, "121/2026/KS").await;
        let clerk = app.signed_in("mot-cua").await;
        send(&clerk, &id, "len-ke", &[("box", "A3-12")]).await.assert_status(StatusCode::SEE_OTHER);
        send(&clerk, &id, "nhac-nhan", &[("note", "Gọi điện lúc 9 giờ.")]).await.assert_status(StatusCode::SEE_OTHER);
        let page = app.as_citizen().await.get(&format!("/ho-so/{id}")).await;
        page.assert_says("Nhắc nhận kết quả").assert_says("đã nhắc 1 lần").assert_says_not("Gọi điện");
        send(&clerk, &id, "luu-tru", &[]).await.assert_status(StatusCode::CONFLICT).assert_says("chưa đến thời gian đề nghị chuyển lưu trữ");
        let clerk = on_the(&app, date(2026, 12, 2)).await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đã nhắc 1 lần");
        let clerk = on_the(&app, date(2026, 12, 4)).await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đã nhắc 2 lần").assert_says("hệ thống tự nhắc");
        clerk.get("/can-bo/ket-qua").await.assert_says("(2 lần)");
        app.settle().await;
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "pickup-reminded.1").count(), 2, "once in the days");
        let clerk = on_the(&app, date(2027, 5, 17)).await;
        clerk.get("/can-bo/ket-qua?noi=de-nghi-luu-tru").await.assert_says_not("A3-12");
        let clerk = on_the(&app, date(2027, 5, 19)).await;
        clerk.get("/can-bo/ket-qua?noi=de-nghi-luu-tru").await.assert_says("A3-12").assert_says("Đề nghị lưu trữ");
        send(&clerk, &id, "luu-tru", &[("archive", "kho tầng 2, hộp 14")]).await.assert_status(StatusCode::SEE_OTHER);
        send(&clerk, &id, "luu-tru", &[]).await.assert_status(StatusCode::CONFLICT).assert_says("đã được chuyển lưu trữ");
        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Kết quả ở lưu trữ").assert_says("kho tầng 2, hộp 14").assert_says("Người nhận kết quả");
        app.as_citizen().await.get(&format!("/ho-so/{id}")).await.assert_says("đã chuyển lưu trữ").assert_says("bất cứ lúc nào");
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        app.as_citizen().await.get(&format!("/ho-so/{id}")).await.assert_says("Đã trả kết quả");
        assert_ledger_holds(&app).await;
    }

    async fn what_the_post_brings_back_is_on_the_shelf_again_and_stays_owed(app: TestApp) {
        let (id, citizen) = decided(&app, "122/2026/KS").await;
        let clerk = app.signed_in("mot-cua").await;
        let early = send(&clerk, &id, "buu-chinh-tra-ve", &[("post_reason", "Sai địa chỉ."), ("box", "A1")]).await;
        early.assert_status(StatusCode::CONFLICT).assert_says("không ở trên đường bưu chính");
        send(&clerk, &id, "gui-buu-chinh", &[("tracking", "mã 1")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Mã bưu gửi");
        send(&clerk, &id, "gui-buu-chinh", &[("tracking", "em 123456789 vn")]).await.assert_status(StatusCode::SEE_OTHER);
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("EM123456789VN").assert_says("qua bưu chính");
        let taken = send(&clerk, &id, "len-ke", &[("box", "A1")]).await;
        taken.assert_status(StatusCode::CONFLICT).assert_says("đang được gửi qua bưu chính");
        let bare = send(&clerk, &id, "buu-chinh-tra-ve", &[]).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi lý do trả về").assert_says("Nhập số ngăn");
        let back = send(&clerk, &id, "buu-chinh-tra-ve", &[("post_reason", "Không có người nhận."), ("box", "C2")]).await;
        back.assert_status(StatusCode::SEE_OTHER);
        clerk.get("/can-bo/ket-qua").await.assert_says("C2").assert_says("Bưu chính trả về");
        citizen.get(&format!("/ho-so/{id}")).await.assert_says("Không có người nhận.").assert_says("vẫn được trao");
        send(&clerk, &id, "gui-buu-chinh", &[("tracking", "EM2")]).await.assert_status(StatusCode::SEE_OTHER);
        step(&clerk, &id, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh"), ("note", "Bưu chính đã phát.")]).await.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    async fn a_cousin_takes_it_with_a_mandate_and_signs_with_a_picture_or_on_the_slip(app: TestApp) {
        let (id, citizen) = decided(&app, "123/2026/KS").await;
        let clerk = app.signed_in("mot-cua").await;
        let sign = async |files: &[Upload<'_>]| {
            let seen = revision(&clerk, &id).await;
            clerk.upload(&format!("/can-bo/ho-so/{id}/ky-nhan"), &[("revision", &seen)], files).await
        };
        sign(&[]).await.assert_status(StatusCode::CONFLICT);
        let mandate = "Giấy ủy quyền số 15/2026 ngày 20/11/2026";
        let cousin = [
            ("recipient", "Nguyễn Văn Bình"), ("authorised_kind", "can-cuoc"), ("authorised_number", "025190009999"), ("authorised_paper", mandate),
        ];
        step(&clerk, &id, "tra-ket-qua", &cousin).await.assert_status(StatusCode::SEE_OTHER);
        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Nguyễn Văn Bình").assert_says("thẻ căn cước số 025190009999").assert_says("Chưa ghi việc ký nhận");
        let text = [Upload { field: "picture", name: "ky.txt", mime: "text/plain", bytes: b"ky" }];
        sign(&text).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let picture = [Upload { field: "picture", name: "phieu-da-ky.pdf", mime: "application/pdf", bytes: PDF }];
        let signed = sign(&picture).await;
        signed.assert_leads_to(&format!("/can-bo/ho-so/{id}"));
        let page = clerk.get(&format!("/can-bo/ho-so/{id}")).await;
        page.assert_says("Đã ký nhận, có ảnh").assert_says("Ảnh ký nhận kết quả").assert_says("phieu-da-ky.pdf");
        let paper = page.html().links().filter(|link| link.contains("/tep/")).last().expect("the picture").to_owned();
        let sent = clerk.get(&paper).await;
        assert_eq!(sent.assert_status(StatusCode::OK).body.as_ref(), PDF);
        app.as_other_citizen().await.get(&paper).await.assert_status(StatusCode::NOT_FOUND);
        sign(&[]).await.assert_status(StatusCode::CONFLICT).assert_says("đã được ghi");
        citizen.get(&format!("/ho-so/{id}/giay-tiep-nhan")).await.assert_says_not("Ảnh ký nhận");
        let (other, _) = decided(&app, "124/2026/KS").await;
        let clerk = app.signed_in("mot-cua").await;
        step(&clerk, &other, "tra-ket-qua", &[("recipient", "Nguyễn Thị Hồng Ánh")]).await.assert_status(StatusCode::SEE_OTHER);
        let seen = revision(&clerk, &other).await;
        clerk.upload(&format!("/can-bo/ho-so/{other}/ky-nhan"), &[("revision", &seen)], &[]).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{other}")).await.assert_says("Đã ký trên phiếu");
        // The bytes of a picture that a dossier refers to are not swept.
        app.clock.advance(3 * 86_400);
        app.settle().await;
        app.signed_in("mot-cua").await.get(&paper).await.assert_status(StatusCode::OK);
        assert_ledger_holds(&app).await;
    }

    async fn a_lost_slip_is_printed_again_counted_and_says_so(app: TestApp) {
        let citizen = app.as_citizen().await;
        let id = Filing::sample(BIRTH).online(&citizen).await;
        let clerk = app.signed_in("mot-cua").await;
        send(&clerk, &id, "in-lai", &[("reason", "Mất.")]).await.assert_status(StatusCode::CONFLICT);
        receive(&clerk, &id).await.assert_status(StatusCode::SEE_OTHER);
        clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan")).await.assert_says_not("In lại lần");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("In lại giấy tiếp nhận bị mất");
        send(&clerk, &id, "in-lai", &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi lý do in lại");
        send(&clerk, &id, "in-lai", &[("reason", "Người nộp báo mất.")]).await.assert_status(StatusCode::SEE_OTHER);
        app.clock.advance(86_400);
        let clerk = app.signed_in("mot-cua").await;
        let printed = send(&clerk, &id, "in-lai", &[("reason", "Bị ướt.")]).await;
        printed.assert_leads_to(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan?in-lai=2"));
        clerk.follow(printed).await.assert_says("In lại lần 2, ngày 19/11/2026");
        clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan?in-lai=1")).await.assert_says("In lại lần 1, ngày 18/11/2026");
        clerk.get(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan?in-lai=9")).await.assert_says_not("In lại lần");
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("In lại giấy tiếp nhận lần 2").assert_says("Bị ướt.");
        assert_eq!(told(&app, &id).await.iter().filter(|kind| *kind == "slip-reprinted.1").count(), 2);
        assert_ledger_holds(&app).await;
    }

    /// The leader of a body says after how long; that holds for the results of the body and of no other.
    async fn the_terms_are_data_that_the_leader_of_a_body_sets(app: TestApp) {
        let leader = app.signed_in("lanh-dao").await;
        let page = leader.get("/lanh-dao/nhan-ket-qua").await;
        page.assert_says("phường Việt Trì").assert_says("Thời gian giữ kết quả");
        let form = page.html().form_to("/lanh-dao/nhan-ket-qua");
        assert_eq!((form.value("remind_days"), form.value("archive_months")), (Some("15"), Some("6")));
        let wrong = form.clone().with("remind_days", "0").with("archive_months", "nửa năm");
        let refused = leader.submit("/lanh-dao/nhan-ket-qua", &wrong).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("từ 1 đến 365").assert_says("từ 1 đến 120");
        let right = form.with("remind_days", "3").with("archive_months", "1");
        leader.submit("/lanh-dao/nhan-ket-qua", &right).await.assert_leads_to("/lanh-dao/nhan-ket-qua");
        let elsewhere = app.signed_in("giam-doc-dat-dai").await.get("/lanh-dao/nhan-ket-qua").await.html();
        assert_eq!(elsewhere.form_to("/lanh-dao/nhan-ket-qua").value("remind_days"), Some("15"));
        app.signed_in("mot-cua").await.get("/lanh-dao/nhan-ket-qua").await.assert_status(StatusCode::FORBIDDEN);
        let (id, _) = decided(&app, "125/2026/KS").await;
        let clerk = app.signed_in("mot-cua").await;
        send(&clerk, &id, "len-ke", &[("box", "A1")]).await.assert_status(StatusCode::SEE_OTHER);
        app.settle().await;
        let clerk = on_the(&app, date(2026, 11, 23)).await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("Đã nhắc 1 lần");
        let clerk = on_the(&app, date(2026, 12, 19)).await;
        clerk.get("/can-bo/ket-qua?noi=de-nghi-luu-tru").await.assert_says("A1");
        assert_ledger_holds(&app).await;
    }
}
