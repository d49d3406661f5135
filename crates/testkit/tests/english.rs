//! What a visitor who reads no Vietnamese gets in English: home, procedures, sign-in, look-up, refusals.

use axum::http::StatusCode;
use testkit::{Client, TestApp};

/// A visitor who has chosen English.
async fn visitor(app: &TestApp) -> Client {
    let visitor = app.as_nobody();
    visitor
        .post("/ngon-ngu", &[("ngon_ngu", "en"), ("tiep", "/")])
        .await
        .assert_status(StatusCode::SEE_OTHER);
    visitor
}

testkit::both_engines! {
    /// The public pages speak English, and say which of their words are Vietnamese.
    async fn public_pages_speak_english(app: TestApp) {
        let visitor = visitor(&app).await;
        for (path, words) in [
            ("/", "What do you need to do?"),
            ("/thu-tuc", "All procedures"),
            ("/thu-tuc?tim=khai%20sinh", "2 procedures found with “khai sinh”"),
            ("/thu-tuc/1.013225", "Papers to prepare"),
            ("/tra-cuu", "Look-up code"),
            ("/dang-nhap", "No account yet?"),
        ] {
            let page = visitor.get(path).await;
            page.assert_status(StatusCode::OK).assert_says(words);
            let html = page.html();
            assert!(html.all("main").all(|main| main.attribute("lang").is_none()), "{path} is English as a whole");
        }
        let list = visitor.get("/thu-tuc").await.html();
        let name = list.all("a").find(|link| link.attribute("href") == Some("/thu-tuc/1.001193"));
        assert_eq!(name.and_then(|link| link.attribute("lang")), Some("vi"));
    }

    /// What is wrong is said in English too, and so is what does not exist.
    async fn refusals_speak_english(app: TestApp) {
        let visitor = visitor(&app).await;
        visitor.get("/khong-co").await.assert_status(StatusCode::NOT_FOUND).assert_says("Page not found");
        let wrong = [("login", "ai-do"), ("password", "sai mat khau")];
        visitor.post("/dang-nhap", &wrong).await.assert_says("User name or password is not right.");
        visitor.post("/dang-nhap", &[]).await.assert_says("Please enter your password.");
        visitor.get("/tra-cuu?ma=x&tra=y").await.assert_says("There is a problem").assert_says("Enter the number");
    }

    /// A page that is written in Vietnamese only says so to a screen reader.
    async fn other_pages_say_that_they_are_vietnamese(app: TestApp) {
        let page = visitor(&app).await.get("/dang-ky").await;
        let html = page.html();
        assert!(html.all("main").all(|main| main.attribute("lang") == Some("vi")), "{}", page.text());
    }

    /// Staff begin at their own work.
    async fn staff_find_their_work_on_the_home_page(app: TestApp) {
        let home = app.as_role(base::Role::Controller).await.get("/").await;
        home.assert_says("Công việc của tôi");
        let html = home.html();
        let main = html.all("a").filter(|link| link.attribute("href") == Some("/lanh-dao")).count();
        assert_eq!(main, 2, "in the navigation and on the page");
    }
}
