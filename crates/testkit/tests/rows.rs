//! A list of people in a form: rows are added and taken out by buttons that post the page back, without a script; what was
//! typed stays, and each refusal stands at its question in its row.

use axum::http::StatusCode;
use testkit::{Filing, TestApp};

fn filing() -> Filing {
    let texts = [
        ("applicant.name", "Nguyễn Thị Hồng Ánh"),
        ("applicant.number", "025190001234"),
        ("applicant.address", "Tổ 5, phường Việt Trì, tỉnh Phú Thọ"),
        ("khai_ho_ten", "Nguyễn Thị Hồng Ánh"),
        ("khai_so_dinh_danh", "025190001234"),
        ("ho_ten", "Nguyễn Thị Hồng Ánh"),
        ("ngay_sinh-ngay", "12"),
        ("ngay_sinh-thang", "4"),
        ("ngay_sinh-nam", "1990"),
        ("gioi_tinh", "nu"),
        ("so_dinh_danh", "025190001234"),
        ("thuong_tru", "Xã Tam Nông, tỉnh Phú Thọ"),
        ("chua_thanh_nien", "false"),
        ("cung_di_co", "true"),
    ];
    let typed = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let (procedure, case) = ("1.004194".to_owned(), "ca-nhan".to_owned());
    Filing { procedure, case, body: "Việt Trì".to_owned(), typed, papers: Vec::new() }
}

testkit::both_engines! {
    async fn people_are_added_and_taken_out_by_buttons(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = filing();
        let mut here = filing.begin(&citizen).await;
        while !here.ends_with("/nguoi-cung-di") {
            let saved = citizen.post(&here, &filing.fields()).await;
            let next = saved.assert_status(StatusCode::SEE_OTHER).location().to_owned();
            assert_ne!(next, here);
            here = next;
        }
        let asked = citizen.post(&here, &[("cung_di_co", "true")]).await;
        asked.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Thêm người").assert_says("Người 1");
        let first = [
            ("cung_di_co", "true"), ("cung_di-1-hang", "1"), ("cung_di-1-ho_ten", "Trần Gia Bảo"),
            ("cung_di-1-ngay_sinh-ngay", "2"), ("cung_di-1-ngay_sinh-thang", "11"), ("cung_di-1-ngay_sinh-nam", "2020"),
            ("cung_di-1-gioi_tinh", "nam"), ("cung_di-1-quan_he", "con"),
        ];
        let more = [first.as_slice(), &[("hang", "them/cung_di")]].concat();
        let page = citizen.post(&here, &more).await;
        page.assert_status(StatusCode::OK).assert_says("Người 2").assert_says("Bỏ người 2");
        assert_eq!(testkit::walk::field(&page, "cung_di-1-ho_ten"), "Trần Gia Bảo");
        // The second row lacks all but a name of digits: said there, and the first one is not touched.
        let second = [("cung_di-2-hang", "1"), ("cung_di-2-ho_ten", "12"), ("cung_di-2-quan_he", "mẹ")];
        let wrong = citizen.post(&here, &[first.as_slice(), &second].concat()).await;
        wrong.assert_says("Họ tên không có chữ số").assert_says("Mời nhập thông tin này: Ngày, tháng, năm sinh");
        let errors = wrong.html().all("a").filter_map(|link| link.attribute("href").map(str::to_owned)).filter(|to| to.starts_with("#cung_di-")).collect::<Vec<_>>();
        assert!(!errors.is_empty() && errors.iter().all(|to| to.starts_with("#cung_di-2-")), "{errors:?}");
        // Taken out, the rest goes on.
        let without = [first.as_slice(), &second, &[("hang", "bo/cung_di/2")]].concat();
        let page = citizen.post(&here, &without).await;
        page.assert_status(StatusCode::OK).assert_says("Người 1");
        assert!(!page.text().contains("Người 2"));
        let saved = citizen.post(&here, &first).await;
        let next = saved.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        assert_ne!(next, here);
        // Opened again, it is filled in; at the check it is read out.
        let again = citizen.get(&here).await;
        assert_eq!(testkit::walk::field(&again, "cung_di-1-ngay_sinh-nam"), "2020");
        let check = format!("{}/kiem-tra", here.split("/muc/").next().unwrap_or_default());
        citizen.get(&check).await.assert_says("1) Trần Gia Bảo, 02/11/2020, Nam, con");
        // At the counter the same buttons work on the one page.
        let clerk = app.signed_in("mot-cua").await;
        let counter = [first.as_slice(), &[("case", "ca-nhan"), ("hang", "them/cung_di")]].concat();
        let page = clerk.post("/quay/1.004194", &counter).await;
        page.assert_status(StatusCode::OK).assert_says("Bỏ người 2");
    }
}
