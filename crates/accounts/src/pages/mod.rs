//! The pages of this context.

mod account;
mod clients;
mod confirm;
mod devices;
mod edit;
mod factor;
mod password;
mod pin;
mod sign_in;
mod sign_out;
mod sign_up;
mod staff_login;
mod stand_in;
mod switch;

use axum::response::Response;
use base::{Actor, Ctx};
use http::header;
use web::{App, Audience, Nav, Pages};

use crate::actions::SignedIn;
use crate::session::cookie;

/// All of them.
pub(crate) fn pages() -> Pages {
    Pages::new()
        .get("/dang-nhap", sign_in::show)
        .post("/dang-nhap", sign_in::send)
        .get(factor::second_step::PATH, factor::second_step::show)
        .post(factor::second_step::PATH, factor::second_step::send)
        .post("/dang-nhap/khoa/bat-dau", factor::passkey::begin_alone)
        .post("/dang-nhap/khoa", factor::passkey::alone)
        .post("/dang-nhap/buoc-hai/khoa/bat-dau", factor::passkey::begin_second)
        .post("/dang-nhap/buoc-hai/khoa", factor::second_step::send_passkey)
        .get("/dang-ky", sign_up::show)
        .post("/dang-ky", sign_up::send)
        .post("/dang-xuat", sign_out::send)
        .get("/tai-khoan", account::show)
        .get("/tai-khoan/sua", edit::show)
        .post("/tai-khoan/sua", edit::send)
        .get("/tai-khoan/mat-khau", password::show)
        .post("/tai-khoan/mat-khau", password::send)
        .get("/tai-khoan/ma-pin", pin::show)
        .post("/tai-khoan/ma-pin", pin::send)
        .get("/tai-khoan/hai-lop", factor::own::show)
        .post("/tai-khoan/hai-lop/ung-dung/bat-dau", factor::own::begin_app)
        .get("/tai-khoan/hai-lop/ung-dung", factor::app::show)
        .post("/tai-khoan/hai-lop/ung-dung", factor::app::send)
        .post("/tai-khoan/hai-lop/ung-dung/go", factor::own::remove_app)
        .get("/tai-khoan/hai-lop/khoa", factor::passkey::show)
        .post("/tai-khoan/hai-lop/khoa", factor::passkey::add)
        .post("/tai-khoan/hai-lop/khoa/bat-dau", factor::passkey::begin)
        .post("/tai-khoan/hai-lop/khoa/{id}/go", factor::passkey::remove)
        .post("/tai-khoan/hai-lop/ma-du-phong", factor::own::new_codes)
        .get("/xac-nhan", confirm::show)
        .post("/xac-nhan", confirm::waits)
        .post("/xac-nhan/gui", confirm::send)
        .post("/xac-nhan/khoa/bat-dau", confirm::begin_passkey)
        .post("/tai-khoan/lam-thay", stand_in::send)
        .get("/doi-nguoi-dung", switch::show)
        .post("/doi-nguoi-dung/giu", switch::leave)
        .post("/doi-nguoi-dung/{session}", switch::come_back)
        .get("/tai-khoan/phien", devices::show)
        .post("/tai-khoan/phien/dang-xuat-noi-khac", devices::elsewhere)
        .post("/tai-khoan/phien/dang-xuat-moi-noi", devices::everywhere)
        .post("/tai-khoan/phien/{id}/dang-xuat", devices::one)
        .get("/quan-tri/tai-khoan/{staff}", staff_login::show)
        .post("/quan-tri/tai-khoan/{staff}", staff_login::send)
        .get("/quan-tri/hai-lop", factor::staff::show)
        .post("/quan-tri/hai-lop", factor::staff::require)
        .post("/quan-tri/tai-khoan/{staff}/dat-lai-hai-lop", factor::staff::reset)
        .get("/quan-tri/he-thong", clients::list::show)
        .get("/quan-tri/he-thong/them", clients::add::show)
        .post("/quan-tri/he-thong/them", clients::add::send)
        .get("/quan-tri/he-thong/{staff}", clients::show::show)
        .get("/quan-tri/he-thong/{staff}/ma", clients::give::show)
        .post("/quan-tri/he-thong/{staff}/ma", clients::give::send)
        .post("/quan-tri/he-thong/{staff}/ma/{token}/thu-hoi", clients::show::revoke)
        .get("/quan-tri/he-thong/{staff}/nhat-ky", clients::calls::show)
}

/// The entries in the navigation.
pub(crate) fn nav() -> Vec<Nav> {
    let order = Nav::OWN + 20;
    let entry =
        |audience| Nav { label: "Tài khoản", english: "My account", path: "/tai-khoan", audience, order };
    let factors = Nav {
        label: "Hai lớp",
        english: "Two factors",
        path: "/quan-tri/hai-lop",
        audience: Audience::Holders(&crate::permissions::MANAGE),
        order: 85,
    };
    let clients = Nav {
        label: "Hệ thống kết nối",
        english: "Client systems",
        path: "/quan-tri/he-thong",
        audience: Audience::Holders(&crate::permissions::CONNECT),
        order: 74,
    };
    vec![entry(Audience::Citizen), entry(Audience::Staff), clients, factors]
}

/// What must be known of a staff page's panel: the link from a person to their login.
pub(crate) fn panels() -> Vec<web::Panel> {
    vec![web::Panel {
        place: "organisation.person",
        label: "Tài khoản đăng nhập",
        english: "Login",
        path: "/quan-tri/tai-khoan/{id}",
        audience: Audience::Holders(&crate::permissions::MANAGE),
    }]
}

/// Hands the browser its new session.
fn with_session(mut response: Response, app: &App, ctx: &Ctx, signed_in: &SignedIn) -> Response {
    let value = cookie::set(&signed_in.token, &signed_in.session, ctx.now, app.site.secure());
    response.headers_mut().append(header::SET_COOKIE, value);
    response
}

/// Takes the session out of the browser.
fn without_session(mut response: Response, app: &App) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie::clear(app.site.secure()));
    response
}

/// Where somebody goes who just signed in: where they were going, else to their desk or the front page.
fn onward(wish: &str, staff: bool) -> &str {
    let wish = web::local_path(wish).filter(|path| !path.starts_with("/dang-"));
    wish.unwrap_or(if staff { "/can-bo" } else { "/" })
}

/// The name of whoever has signed in.
fn name_of(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Citizen(citizen) => Some(&citizen.name),
        Actor::Staff(staff) => Some(&staff.name),
        Actor::Nobody | Actor::System(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::onward;

    #[test]
    fn nobody_is_led_off_the_site() {
        for bad in ["", "https://evil.example", "//evil.example", "/\\evil", "/dang-nhap", "/dang-xuat"] {
            assert_eq!(onward(bad, false), "/", "{bad}");
            assert_eq!(onward(bad, true), "/can-bo", "{bad}");
        }
        assert_eq!(onward("/thu-tuc/1.013225?x=1", true), "/thu-tuc/1.013225?x=1");
    }
}
