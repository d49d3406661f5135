//! Entering staff from a table: all of them or none, each fault by row and column.

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, field};
use testkit::{Client, Reply, TestApp};

const PAGE: &str = "/quan-tri/can-bo/nhap";
const HEADS: &str = "Số hiệu\tHọ và tên\tĐơn vị\tVai trò\tTừ ngày";

async fn send(admin: &Client, rows: &str) -> Reply {
    let page = admin.get(PAGE).await;
    let request = field(page.assert_status(StatusCode::OK), "request");
    admin.upload(PAGE, &[("request", request.as_str()), ("rows", &format!("{HEADS}\n{rows}"))], &[]).await
}

testkit::both_engines! {
    /// Three people, one of them with two positions; the table sent again changes nothing that is there.
    async fn a_table_becomes_people_and_positions(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        admin.get("/quan-tri/can-bo").await.assert_says("Nhập từ bảng");
        admin.get(&format!("{PAGE}/mau.csv")).await.assert_status(StatusCode::OK).assert_says("Số hiệu,Họ và tên");
        let rows = "VT-1001\tHà Thị Mai\tTrung tâm Phục vụ hành chính công phường Việt Trì\tCán bộ Một cửa\t1/11/2026\n\
            VT-1002\tLý Văn Sơn\tH44.101.01\tcán bộ một cửa\t\n\
            VT-1002\tLý Văn Sơn\tphòng kinh tế, hạ tầng và đô thị\tChuyên viên thụ lý\t18/11/2026\n\
            VT-0001\tNguyễn Thị Ngọc Lan\tVăn phòng Hội đồng nhân dân và Ủy ban nhân dân\tVăn thư\t18/11/2026";
        send(&admin, rows).await.assert_leads_to("/quan-tri/can-bo");
        let list = admin.get("/quan-tri/can-bo").await;
        list.assert_says("Hà Thị Mai").assert_says("Lý Văn Sơn").assert_says("VT-1002");
        let again = send(&admin, rows).await;
        again.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Dòng 2").assert_says("Dòng 5");
        assert_ledger_holds(&app).await;
    }

    /// Each fault is said by row and column; nothing is entered; what was pasted stays.
    async fn each_fault_is_said_by_row_and_nothing_is_entered(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let rows = "VT-1001\tHà Thị Mai\tH44.101.01\tCán bộ Một cửa\t1/11/2026\n\
            \tLý Văn Sơn\tH44.101.01\tCán bộ Một cửa\t\n\
            VT-1003\tTô Văn Tám\tPhòng Không Có\tTrưởng ban\t31/2/2026\n\
            VT-1001\tNgười khác\tH44.101.01\tVăn thư\t\n\
            VT-1001\tHà Thị Mai\tH44.101.01\tCán bộ Một cửa\t2/11/2026";
        let said = send(&admin, rows).await;
        said.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Dòng 3, cột “Số hiệu”");
        said.assert_says("Dòng 4, cột “Đơn vị”: không có đơn vị “Phòng Không Có”");
        said.assert_says("Dòng 4, cột “Vai trò”: không có vai trò này").assert_says("Dòng 4, cột “Từ ngày”");
        said.assert_says("Dòng 5, cột “Số hiệu”: số hiệu này ở dòng 2 ghi cho Hà Thị Mai");
        said.assert_says("Dòng 6, cột “Số hiệu”: người này đã có vị trí đó ở dòng 2").assert_says("Tô Văn Tám");
        // Read well, refused by what is there: the number of somebody else.
        let taken = send(&admin, "VT-1001\tHà Thị Mai\tH44.101.01\tCán bộ Một cửa\t\nVT-0001\tAi Đó\tH44.101.01\tVăn thư\t").await;
        taken.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Dòng 3, cột “Số hiệu”: số hiệu này là của Nguyễn Thị Ngọc Lan");
        admin.get("/quan-tri/can-bo").await.assert_says_not("Hà Thị Mai");
        // Outside the administrator's reach there are no units.
        let far = send(&admin, "VT-1001\tHà Thị Mai\tỦy ban nhân dân xã Tam Nông\tLãnh đạo\t").await;
        far.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("không có đơn vị");
        let empty = send(&admin, "").await;
        empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Bảng chỉ có dòng tiêu đề");
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(PAGE).await.assert_status(StatusCode::FORBIDDEN);
        assert_ledger_holds(&app).await;
    }
}
