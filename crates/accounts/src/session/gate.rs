//! Who must set up a second factor and has none is led there, and nothing else opens.

use axum::response::{IntoResponse as _, Response};
use base::Kind;
use http::Method;
use web::{Failure, see_other};

/// Where a second factor is set up.
pub(crate) const SET_UP: &str = "/tai-khoan/hai-lop";

/// What stays open: setting it up, confirming who one is for that, signing out, and the files of the pages.
const OPEN: [&str; 6] = [SET_UP, "/xac-nhan", "/dang-xuat", "/dang-nhap", "/tinh", "/ngon-ngu"];

/// The answer to a request of somebody who owes a second factor; none if it may go on.
pub(crate) fn turned_away(method: &Method, path: &str) -> Option<Response> {
    let within =
        |open: &str| path.strip_prefix(open).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let signs = path == "/api/v1/session" && (*method == Method::DELETE || *method == Method::POST);
    if signs || OPEN.iter().any(|open| within(open)) {
        return None;
    }
    if path == "/api" || path.starts_with("/api/") {
        return Some(Failure::new(Kind::Forbidden, "accounts.second-factor-owed", OWED).into_response());
    }
    Some(see_other(SET_UP))
}

const OWED: &str = "Cơ quan yêu cầu tài khoản này có xác thực hai lớp. Xin đăng nhập trên trang và thiết lập trước khi làm việc khác.";

#[cfg(test)]
mod tests {
    use super::*;
    use http::StatusCode;

    #[test]
    fn nothing_opens_but_the_way_to_a_second_factor() {
        let get = |path: &str| turned_away(&Method::GET, path).map(|it| it.status());
        for open in ["/tai-khoan/hai-lop", "/tai-khoan/hai-lop/ung-dung", "/tinh/motcua.js", "/dang-xuat"] {
            assert_eq!(get(open), None, "{open}");
        }
        for closed in ["/", "/can-bo", "/tai-khoan", "/tai-khoan/hai-lop-khac", "/quan-tri/can-bo"] {
            assert_eq!(get(closed), Some(StatusCode::SEE_OTHER), "{closed}");
        }
        assert_eq!(get("/api/v1/desk"), Some(StatusCode::FORBIDDEN));
        assert!(turned_away(&Method::DELETE, "/api/v1/session").is_none());
    }
}
