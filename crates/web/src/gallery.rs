//! `/mau`: every component in every state, on a site with demo data. What the photographs and the checks of
//! accessibility look at first; its template shows how each macro is called.

use askama::Template;
use axum::Router;
use axum::routing::get;
use base::Ctx;

use crate::app::App;
use crate::arrival::Who;
use crate::check::{Check, Invalid};
use crate::choice::Choice;
use crate::failure::Answer;
use crate::form::{Form, Posted};
use crate::page::{page, see_other};
use crate::paging::Pager;

/// Serves the gallery.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/mau", get(async |Who(ctx): Who| blocks(&ctx)))
        .route("/mau/bieu-mau", get(async |Who(ctx): Who| form(&filled(&ctx))).post(send))
        .route("/mau/hoi", get(async |Who(ctx): Who| question(&Form::empty(&ctx))).post(answer))
        .route("/mau/ngay", get(async |Who(ctx): Who| day(&Form::empty(&ctx))).post(send_day))
        .route("/mau/ban-lam-viec", get(async || desk()))
        .route("/mau/xong", get(async || done()))
}

#[derive(Template)]
#[template(path = "gallery/blocks.html")]
struct Blocks {
    pager: Pager,
    request: String,
}

fn blocks(ctx: &Ctx) -> Answer {
    let pager = Pager { previous: Some("/mau?trang=1".to_owned()), next: Some("/mau?trang=3".to_owned()) };
    page("Mẫu thành phần", &Blocks { pager, request: ctx.request.to_string() })
        .back("/", "Trang chủ")
        .answer()
}

#[derive(Template)]
#[template(path = "gallery/form.html")]
struct Fields<'a> {
    form: &'a Form,
    places: Vec<Choice>,
    ways: Vec<Choice>,
    papers: Vec<Choice>,
}

fn form(form: &Form) -> Answer {
    let places = ["Phường Việt Trì", "Xã Tam Nông", "Xã Lâm Thao"];
    let view = Fields {
        form,
        places: places.iter().zip(1..).map(|(name, n)| Choice::new(n.to_string(), *name)).collect(),
        ways: vec![
            Choice::new("dien-tu", "Bản điện tử").hint("Nhận ngay khi ký số, lưu trong kho giấy tờ."),
            Choice::new("buu-chinh", "Gửi bưu chính về nhà").hint("Cước phí theo bảng giá của bưu điện."),
            Choice::new("quay", "Nhận tại quầy Một cửa"),
        ],
        papers: vec![
            Choice::new("cccd", "Căn cước"),
            Choice::new("so-do", "Giấy chứng nhận quyền sử dụng đất"),
        ],
    };
    page("Mẫu biểu mẫu", &view).form(form).narrow().back("/mau", "Mẫu thành phần").answer()
}

/// A form as somebody filled it in who overlooked a few things.
fn filled(ctx: &Ctx) -> Form {
    let typed = [
        ("ho_ten", "Nguyễn Thị Hồng Ánh"),
        ("so_dinh_danh", "0010990123"),
        ("ngay_sinh-ngay", "31"),
        ("ngay_sinh-thang", "2"),
        ("ngay_sinh-nam", "1990"),
        ("dien_thoai", "0912 345 678"),
        ("noi_nhan", "2"),
        ("giay_to", "cccd"),
        ("dien_tich", "86"),
    ];
    let form = typed.iter().fold(Form::empty(ctx), |form, (name, value)| form.with(*name, value));
    let errors = read(&form).err().map(|invalid| invalid.0).unwrap_or_default();
    form.with_errors(errors)
}

/// Reads the form; only whether it is sound matters here.
fn read(form: &Form) -> Result<(), Invalid> {
    let mut check = Check::new(form);
    check.text("ho_ten", "họ, chữ đệm và tên", 100);
    check.citizen_number("so_dinh_danh", "số định danh cá nhân");
    check.date("ngay_sinh", "ngày sinh");
    check.phone("dien_thoai", "số điện thoại");
    check.choice("cach_nhan", "cách nhận kết quả", &[("dien-tu", ()), ("buu-chinh", ()), ("quay", ())]);
    check.whole("dien_tich", "diện tích", 1, 100_000);
    check.optional_text("ghi_chu", "ghi chú", 200);
    if !check.ticked("cam_doan") {
        check.refuse("cam_doan", "Đánh dấu vào ô cam đoan để gửi hồ sơ.");
    }
    check.finish(|| Some(()))
}

async fn send(Posted { form: sent, .. }: Posted) -> Answer {
    match read(&sent) {
        Ok(()) => Ok(see_other("/mau/xong")),
        Err(invalid) => form(&sent.refused(invalid.into())?),
    }
}

#[derive(Template)]
#[template(path = "gallery/question.html")]
struct Question<'a> {
    form: &'a Form,
    sources: Vec<Choice>,
}

fn question(form: &Form) -> Answer {
    let sources = vec![
        Choice::new("da-co", "Dùng giấy đã có")
            .hint("Chỉ cơ quan giải quyết hồ sơ này được xem, có ghi nhật ký."),
        Choice::new("tai-len", "Tải tệp khác lên").hint("PDF hoặc ảnh chụp, tối đa 20 MB."),
    ];
    page("Giấy chứng sinh của cháu", &Question { form, sources })
        .form(form)
        .narrow()
        .back("/mau", "Quay lại")
        .answer()
}

async fn answer(Posted { form, .. }: Posted) -> Answer {
    let mut check = Check::new(&form);
    let chosen = check.choice("nguon", "cách nộp giấy chứng sinh", &[("da-co", ()), ("tai-len", ())]);
    match check.finish(|| chosen) {
        Ok(()) => Ok(see_other("/mau/xong")),
        Err(invalid) => question(&form.refused(invalid.into())?),
    }
}

#[derive(Template)]
#[template(path = "gallery/day.html")]
struct Day<'a> {
    form: &'a Form,
}

fn day(form: &Form) -> Answer {
    page("Ngày khởi công", &Day { form }).form(form).narrow().back("/mau", "Quay lại").answer()
}

async fn send_day(Posted { form, .. }: Posted) -> Answer {
    let mut check = Check::new(&form);
    let start = check.date("khoi_cong", "ngày khởi công");
    match check.finish(|| start) {
        Ok(_) => Ok(see_other("/mau/xong")),
        Err(invalid) => day(&form.refused(invalid.into())?),
    }
}

#[derive(Template)]
#[template(path = "gallery/desk.html")]
struct Desk {
    pager: Pager,
}

fn desk() -> Answer {
    let pager = Pager { previous: None, next: Some("/mau/ban-lam-viec?trang=2".to_owned()) };
    page("Mẫu bàn làm việc", &Desk { pager }).wide().answer()
}

#[derive(Template)]
#[template(path = "gallery/done.html")]
struct Done;

fn done() -> Answer {
    page("Đã nhận hồ sơ", &Done).narrow().answer()
}
