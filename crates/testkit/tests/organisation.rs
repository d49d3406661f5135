//! Units and staff through the front door, as administrators see them.

use axum::http::StatusCode;
use base::Role;
use testkit::walk::assert_ledger_holds;
use testkit::{Client, Reply, TestApp};

/// The address of the first link whose text is `text`.
fn link(reply: &Reply, text: &str) -> String {
    let page = reply.text();
    let before = page
        .split(&format!(">{text}</a>"))
        .next()
        .filter(|it| it.len() < page.len())
        .unwrap_or_else(|| panic!("no link {text}"));
    before.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).expect("an address").to_owned()
}

/// The value of the option that ends with `text`.
fn option(reply: &Reply, text: &str) -> String {
    let page = reply.text();
    let before = page
        .split(&format!("{text}</option>"))
        .next()
        .filter(|it| it.len() < page.len())
        .unwrap_or_else(|| panic!("no option {text}"));
    before
        .rsplit("<option value=\"")
        .next()
        .and_then(|rest| rest.split('"').next())
        .expect("a value")
        .to_owned()
}

async fn add_person(admin: &Client, name: &str, number: &str, unit: &str) -> Reply {
    let fields = [
        ("name", name),
        ("number", number),
        ("unit", unit),
        ("role", "case-officer"),
        ("from-ngay", "1"),
        ("from-thang", "11"),
        ("from-nam", "2026"),
    ];
    admin.post("/quan-tri/can-bo/them", &fields).await
}

testkit::both_engines! {
    async fn only_administrators_see_units_and_staff_and_only_their_own(app: TestApp) {
        let admin = app.as_role(Role::Admin).await;
        let units = admin.get("/quan-tri/don-vi").await;
        units.assert_status(StatusCode::OK).assert_says("phường Việt Trì").assert_says_not("Tam Nông");
        let staff = admin.get("/quan-tri/can-bo").await;
        staff.assert_status(StatusCode::OK).assert_says("Nguyễn Thị Ngọc Lan").assert_says_not("Cao Thị Kim Oanh");
        let province = app.signed_in("quan-tri-tinh").await;
        province.get("/quan-tri/don-vi").await.assert_says("xã Tam Nông").assert_says("Sở Xây dựng");
        let other = link(&province.get("/quan-tri/can-bo").await, "Cao Thị Kim Oanh");
        admin.get(&other).await.assert_status(StatusCode::NOT_FOUND);
        let far = link(&province.get("/quan-tri/don-vi").await, "Ủy ban nhân dân xã Tam Nông");
        admin.get(&far).await.assert_status(StatusCode::NOT_FOUND);
        let ward = admin.get(&link(&units, "Ủy ban nhân dân phường Việt Trì")).await;
        ward.assert_says("Ủy ban nhân dân tỉnh Phú Thọ").assert_says("Công an phường Việt Trì");
        let page = ward.text();
        for outside in ["Ủy ban nhân dân tỉnh Phú Thọ</a>", "Công an phường Việt Trì</a>"] {
            assert!(!page.contains(outside), "no link leads where the administrator may not look: {outside}");
        }
        for path in ["/quan-tri/don-vi", "/quan-tri/can-bo", "/quan-tri/can-bo/them", "/quan-tri/don-vi/them"] {
            app.as_role(Role::Leader).await.get(path).await.assert_status(StatusCode::FORBIDDEN);
            app.as_citizen().await.get(path).await.assert_status(StatusCode::FORBIDDEN);
            app.as_nobody().get(path).await.assert_status(StatusCode::SEE_OTHER);
        }
    }

    async fn a_new_colleague_gets_a_position_a_login_and_signs_in(app: TestApp) {
        let admin = app.as_role(Role::Admin).await;
        let form = admin.get("/quan-tri/can-bo/them").await;
        let unit = option(&form, "Phòng Kinh tế, Hạ tầng và Đô thị");
        let wrong = add_person(&admin, "Lan 2", "VT-0001", &unit).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Họ và tên chỉ gồm");
        assert!(wrong.text().contains("value=\"VT-0001\""), "what was typed stays");
        let taken = add_person(&admin, "Lý Thị Tâm", "VT-0001", &unit).await;
        taken.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Số hiệu này đã có người dùng");
        let added = add_person(&admin, "Lý Thị Tâm", "VT-0099", &unit).await;
        added.assert_status(StatusCode::SEE_OTHER);
        let person = admin.get(added.location()).await;
        person.assert_says("Lý Thị Tâm").assert_says("Chuyên viên thụ lý");
        let login = link(&person, "Tài khoản đăng nhập");
        admin.post(&login, &[("login", "quan-tri"), ("password", "trời hôm nay đẹp")]).await.assert_says("đã có người dùng");
        admin.post(&login, &[("login", "tam.ly"), ("password", "trời hôm nay đẹp")]).await.assert_status(StatusCode::SEE_OTHER);
        let tam = app.as_nobody();
        tam.post("/dang-nhap", &[("login", "tam.ly"), ("password", "trời hôm nay đẹp")]).await.assert_status(StatusCode::SEE_OTHER);
        tam.get("/tai-khoan").await.assert_says("Lý Thị Tâm").assert_says("Phòng Kinh tế, Hạ tầng và Đô thị");
    }

    async fn a_new_and_an_ended_position_count_at_once(app: TestApp) {
        let admin = app.as_role(Role::Admin).await;
        let head = app.as_role(Role::Head).await;
        head.get("/quan-tri/can-bo").await.assert_status(StatusCode::FORBIDDEN);
        let path = link(&admin.get("/quan-tri/can-bo").await, "Phạm Quang Hải");
        let form = admin.get(&path).await;
        let unit = option(&form, "Phòng Kinh tế, Hạ tầng và Đô thị");
        let fields = [("unit", unit.as_str()), ("role", "admin"), ("from-ngay", "1"), ("from-thang", "11"), ("from-nam", "2026")];
        admin.post(&format!("{path}/vi-tri"), &fields).await.assert_status(StatusCode::SEE_OTHER);
        head.get("/quan-tri/can-bo").await.assert_status(StatusCode::OK);
        let twice = admin.post(&format!("{path}/vi-tri"), &fields).await;
        twice.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("đã giữ đúng vị trí đó");
        let page = admin.get(&path).await.text();
        let card = page.split("<section").find(|card| card.contains("Quản trị hệ thống</h2>")).expect("the position");
        let end = card.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form");
        admin.post(end, &[]).await.assert_status(StatusCode::SEE_OTHER);
        head.get("/quan-tri/can-bo").await.assert_status(StatusCode::FORBIDDEN);
        admin.post(end, &[]).await.assert_status(StatusCode::CONFLICT);
    }

    /// Given by mistake this morning, taken back at once: nobody waits until tomorrow for it.
    async fn a_position_of_today_is_taken_back_today(app: TestApp) {
        let admin = app.as_role(Role::Admin).await;
        let head = app.as_role(Role::Head).await;
        let path = link(&admin.get("/quan-tri/can-bo").await, "Phạm Quang Hải");
        let unit = option(&admin.get(&path).await, "Phòng Kinh tế, Hạ tầng và Đô thị");
        let fields = [("unit", unit.as_str()), ("role", "admin"), ("from-ngay", "18"), ("from-thang", "11"), ("from-nam", "2026")];
        admin.post(&format!("{path}/vi-tri"), &fields).await.assert_status(StatusCode::SEE_OTHER);
        head.get("/quan-tri/can-bo").await.assert_status(StatusCode::OK);
        let page = admin.get(&path).await.text();
        let card = page.split("<section").find(|card| card.contains("Quản trị hệ thống</h2>")).expect("the position");
        assert!(card.contains("Kết thúc từ hôm nay"), "it has begun: {card}");
        let end = card.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form");
        admin.post(end, &[]).await.assert_status(StatusCode::SEE_OTHER);
        head.get("/quan-tri/can-bo").await.assert_status(StatusCode::FORBIDDEN);
        assert_ledger_holds(&app).await;
    }

    async fn a_unit_is_added_and_renamed_from_a_day_on(app: TestApp) {
        let admin = app.as_role(Role::Admin).await;
        let form = admin.get("/quan-tri/don-vi/them").await;
        let ward = option(&form, "Ủy ban nhân dân phường Việt Trì");
        let empty = admin.post("/quan-tri/don-vi/them", &[]).await;
        for words in ["Xin nhập tên đơn vị", "Chọn loại đơn vị", "Chọn đơn vị cấp trên", "Nhập ngày bắt đầu"] {
            empty.assert_says(words);
        }
        let fields = [("name", "Đội Quản lý chợ"), ("kind", "division"), ("parent", ward.as_str()), ("from-ngay", "1"), ("from-thang", "11"), ("from-nam", "2026")];
        let added = admin.post("/quan-tri/don-vi/them", &fields).await;
        added.assert_status(StatusCode::SEE_OTHER);
        let path = added.location().to_owned();
        let change = [("name", "Ban Quản lý chợ"), ("from-ngay", "1"), ("from-thang", "1"), ("from-nam", "2027")];
        admin.post(&path, &change).await.assert_status(StatusCode::SEE_OTHER);
        let page = admin.get(&path).await;
        page.assert_says("Đội Quản lý chợ").assert_says("Ban Quản lý chợ").assert_says("01/11/2026 đến 31/12/2026");
        admin.post(&path, &change).await.assert_status(StatusCode::CONFLICT);
        admin.get("/quan-tri/don-vi").await.assert_says("Đội Quản lý chợ").assert_says_not("Ban Quản lý chợ");
    }
}
