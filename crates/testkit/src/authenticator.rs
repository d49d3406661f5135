//! An authenticator app on somebody's telephone, and a person of staff who has one.

use base::Instant;
use totp_rs::{Builder, Secret, Totp};

use crate::app::{PASSWORD, TestApp};
use crate::client::Client;
use crate::reply::Reply;

/// The app, with one secret in it.
pub struct Authenticator(Totp);

/// Somebody of staff who has set up an app: the browser in which that was done, the app, the recovery codes.
pub struct Owner {
    /// The browser, signed in.
    pub client: Client,
    /// The telephone.
    pub app: Authenticator,
    /// What was shown once.
    pub recovery: Vec<String>,
}

impl Authenticator {
    /// Types in the secret that the page spells out.
    ///
    /// # Panics
    /// When the page spells out none.
    #[must_use]
    pub fn typed(page: &Reply) -> Self {
        let spelled = codes(page).into_iter().next().expect("the page spells out a secret").replace(' ', "");
        let secret = Secret::try_from_base32(spelled).expect("base 32");
        Self(Builder::new().with_secret(secret).build().expect("a secret of 160 bits"))
    }

    /// What it shows at a moment.
    ///
    /// # Panics
    /// Before 1970.
    #[must_use]
    pub fn code(&self, at: Instant) -> String {
        self.0.generate(u64::try_from(at.micros() / 1_000_000).expect("after 1970")).to_string()
    }
}

/// What stands in the marked places of a page: a secret, or recovery codes.
fn codes(page: &Reply) -> Vec<String> {
    let text = page.text();
    let marked = text.split("class=\"code\">").skip(1);
    marked.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
}

impl TestApp {
    /// Signs somebody of staff in and sets an app up. The code of this half minute is used up by that.
    ///
    /// # Panics
    /// When the front door refuses.
    pub async fn with_authenticator(&self, login: &str) -> Owner {
        let client = self.signed_in(login).await;
        client
            .post("/tai-khoan/hai-lop/ung-dung/bat-dau", &[])
            .await
            .assert_leads_to("/tai-khoan/hai-lop/ung-dung");
        let app = Authenticator::typed(&client.get("/tai-khoan/hai-lop/ung-dung").await);
        let code = app.code(self.clock_now());
        let shown = client.post("/tai-khoan/hai-lop/ung-dung", &[("code", &code)]).await;
        let recovery = codes(&shown);
        assert_eq!(recovery.len(), 10, "{}", shown.text());
        Owner { client, app, recovery }
    }

    /// A browser in which the password of `login` was typed and a second factor is awaited.
    ///
    /// # Panics
    /// When none is.
    pub async fn half_signed_in(&self, login: &str) -> Client {
        let client = self.as_nobody();
        let reply = client.post("/dang-nhap", &[("login", login), ("password", PASSWORD)]).await;
        reply.assert_leads_to("/dang-nhap/buoc-hai?tiep=");
        client
    }
}
