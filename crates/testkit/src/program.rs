//! A client system of the demo's ward: registered by its administrator, with a position and a token.

use axum::http::StatusCode;

use crate::{Client, TestApp};

/// A program that calls by token.
#[derive(Clone)]
pub struct Program {
    /// Shows the token.
    pub client: Client,
    /// What it shows.
    pub token: String,
    /// The page of the administrator about it.
    pub page: String,
    /// The administrator.
    pub admin: Client,
}

/// The last day of the tokens made here.
pub const LAST: [(&str, &str); 3] = [("last-ngay", "31"), ("last-thang", "12"), ("last-nam", "2026")];

impl TestApp {
    /// A program that holds the first position of whoever signs in as `like`, with a token that carries `scopes`.
    ///
    /// # Panics
    /// When a page of the administrator refuses.
    pub async fn program(&self, like: &str, scopes: &[&str]) -> Program {
        let admin = self.signed_in("quan-tri").await;
        let post = self.signed_in(like).await.get("/api/v1/me").await.json()["posts"][0].clone();
        let said = |name: &str| post[name].as_str().expect("a position").to_owned();
        let (unit, role) = (said("unit"), said("role"));
        let number = format!("HT-{}", self.rng.code::<8>());
        let fields = [
            ("name", "Hệ thống thuế điện tử"),
            ("number", number.as_str()),
            ("contact", "Tổ vận hành, 0210 3 811 111"),
            ("unit", unit.as_str()),
            ("role", role.as_str()),
        ];
        let registered = admin.post("/quan-tri/he-thong/them", &fields).await;
        let page = registered.assert_leads_to("/quan-tri/he-thong/*").location().to_owned();
        let token = give(&admin, &page, scopes).await;
        let client = self.as_nobody().with_token(token.as_str());
        Program { client, token, page, admin }
    }
}

/// Another token for the system on this page.
///
/// # Panics
/// When the page refuses.
pub async fn give(admin: &Client, page: &str, scopes: &[&str]) -> String {
    let mut fields = vec![("label", "Máy chủ chính")];
    fields.extend(LAST);
    fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
    let given = admin.post(&format!("{page}/ma"), &fields).await;
    given.assert_status(StatusCode::OK).assert_says("Đã cấp mã truy cập");
    let text = given.text();
    let at = text.find("motcua_").expect("the token is shown");
    text[at..at + 71].to_owned()
}

impl Program {
    /// Takes every token of the system back.
    ///
    /// # Panics
    /// When the page refuses.
    pub async fn revoke(&self) {
        let page = self.admin.get(&self.page).await.html();
        let buttons: Vec<_> =
            page.forms().into_iter().filter(|form| form.action.ends_with("/thu-hoi")).collect();
        assert!(!buttons.is_empty(), "there is a token to take back");
        for form in buttons {
            self.admin.submit(&self.page, &form).await.assert_leads_to(&self.page);
        }
    }
}
