//! What whoever reads no Vietnamese gets in English: every page that a visitor or a citizen may open, by the table of access, in every
//! state that a dossier can be in, and every form that is refused.

#[path = "english/states.rs"]
mod states;
#[path = "english/unspoken.rs"]
mod unspoken;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use testkit::html::Form;
use testkit::{Client, Reply, TestApp};
use unspoken::unspoken;

/// Chooses English in this browser.
async fn in_english(client: Client) -> Client {
    let chosen = client.post("/ngon-ngu", &[("ngon_ngu", "en"), ("tiep", "/")]).await;
    chosen.assert_status(StatusCode::SEE_OTHER);
    client
}

/// A visitor who has chosen English.
async fn visitor(app: &TestApp) -> Client {
    in_english(app.as_nobody()).await
}

/// Pages of staff that open before anybody signs in: the counter kept on a machine, and who works on a shared computer.
const OF_STAFF: [&str; 2] = ["/quay/ngoai-tuyen/", "/doi-nguoi-dung"];

/// The pages that somebody may open, by the table of access: whose status in their column is neither forbidden nor a way to sign in.
fn open_to(who: &str) -> Vec<&'static str> {
    let mut lines = include_str!("access.txt").lines();
    let head = lines.next().unwrap_or_default();
    let people = head.split('|').nth(1).unwrap_or_default();
    let column = people.split_whitespace().position(|one| one == who).expect("a column");
    let page = |line: &'static str| {
        let (route, statuses) = line.split_once('|')?;
        let path = route.trim().strip_prefix("GET ").filter(|path| !path.starts_with("/api/"))?;
        if OF_STAFF.iter().any(|start| path.starts_with(start)) {
            return None;
        }
        let status = statuses.split_whitespace().nth(column)?;
        (!matches!(status, "303" | "403")).then_some(path)
    };
    lines.filter_map(page).collect()
}

/// A walk over pages: what was seen, what is to be sent, what was wrong.
struct Walk<'a> {
    client: &'a Client,
    site: String,
    seen: BTreeSet<String>,
    forms: Vec<(String, Form)>,
    words: String,
    faults: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    async fn new(client: &'a Client) -> Self {
        let html = client.get("/").await.html();
        let site = html.first("header").and_then(|_| html.all("b").next()).map(|name| name.text.clone());
        Self {
            client,
            site: site.expect("the site has a name"),
            seen: BTreeSet::new(),
            forms: Vec::new(),
            words: String::new(),
            faults: BTreeSet::new(),
        }
    }

    /// Opens a page once; where it leads to, if it is none.
    async fn open(&mut self, path: &str) {
        if !self.seen.insert(path.to_owned()) {
            return;
        }
        let reply = self.client.get(path).await;
        if reply.status.is_success() {
            let html = reply.html();
            self.forms.extend(html.forms().into_iter().map(|form| (path.to_owned(), form)));
        }
        self.judge(&reply, path);
    }

    fn judge(&mut self, reply: &Reply, what: &str) {
        assert!(!reply.status.is_server_error(), "{what}: {}", reply.status);
        if !reply.header("content-type").starts_with("text/html") || reply.status.is_redirection() {
            return;
        }
        let html = reply.html();
        self.words.push_str(&html.text());
        for words in unspoken(&html, &self.site) {
            self.faults.insert(format!("{what}: {words}"));
        }
    }

    /// Sends every kind of form of the pages that were opened, empty and with what fits no field; what is refused is English too.
    async fn send_forms(&mut self) {
        let mut sent = BTreeSet::new();
        for typed in ["", "x"] {
            for (page, form) in self.forms.clone() {
                let action = if form.action.is_empty() { page.clone() } else { form.action.clone() };
                let idle =
                    form.names.is_empty() || action.starts_with("/ngon-ngu") || action.ends_with("/rut");
                if idle || !sent.insert(format!("{typed}{}", kind_of(&action))) {
                    continue;
                }
                let names = form.names.clone();
                let filled = names.iter().fold(form, |form, name| form.with(name, typed));
                let reply = self.client.submit(&page, &filled).await;
                self.judge(&reply, &format!("{action}, sent with “{typed}” in each field"));
            }
        }
    }

    fn assert_english(&self) {
        let faults: Vec<_> = self.faults.iter().map(String::as_str).collect();
        assert!(faults.is_empty(), "{} not in English:\n{}", faults.len(), faults.join("\n"));
    }
}

/// Two dossiers are one kind of page: parts with many digits count as equal.
fn kind_of(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let plain = |part: &str| {
        if part.chars().filter(char::is_ascii_digit).count() > 7 { "*".to_owned() } else { part.to_owned() }
    };
    path.split('/').map(plain).collect::<Vec<_>>().join("/")
}

/// What stands for the parameters of paths: everything of the citizen's own.
#[derive(Default)]
struct StandIns {
    procedures: Vec<String>,
    dossiers: Vec<String>,
    /// Each draft with the pages of its form.
    drafts: Vec<(String, Vec<String>)>,
}

impl StandIns {
    async fn find(client: &Client) -> Self {
        let links = |reply: Reply| -> Vec<String> { reply.html().links().map(str::to_owned).collect() };
        let after = |links: &[String], start: &str| -> Vec<String> {
            let ids: BTreeSet<_> = links
                .iter()
                .filter_map(|link| link.strip_prefix(start))
                .map(|rest| rest.split(['/', '?']).next().unwrap_or_default().to_owned())
                .collect();
            ids.into_iter().collect()
        };
        let procedures = after(&links(client.get("/thu-tuc").await), "/thu-tuc/");
        let mut mine = Vec::new();
        let mut next = Some("/ho-so".to_owned());
        while let Some(page) = next.take() {
            let found = links(client.get(&page).await);
            next = found.iter().find(|link| link.starts_with("/ho-so?sau=")).cloned();
            mine.extend(found);
        }
        let dossiers = after(&mine, "/ho-so/");
        let mut parts = Vec::new();
        for id in &dossiers {
            parts.extend(after(&links(client.get(&format!("/ho-so/{id}")).await), "/ho-so/"));
        }
        let dossiers: BTreeSet<_> = dossiers.into_iter().chain(parts).collect();
        let mut drafts = Vec::new();
        for draft in after(&mine, "/to-khai/") {
            let check = links(client.get(&format!("/to-khai/{draft}/kiem-tra")).await);
            let pages = after(&check, &format!("/to-khai/{draft}/muc/"));
            drafts.push((draft, pages));
        }
        Self { procedures, dossiers: dossiers.into_iter().collect(), drafts }
    }

    /// Every address of a route. A parameter that is new here must be said what stands for it.
    fn addresses(&self, path: &str) -> Vec<String> {
        let one =
            |list: &[String], name: &str| list.iter().map(|it| path.replace(name, it)).collect::<Vec<_>>();
        if path.contains("/{draft}/muc/{page}") {
            let pages = |(draft, pages): &(String, Vec<String>)| {
                pages
                    .iter()
                    .map(|page| path.replace("{draft}", draft).replace("{page}", page))
                    .collect::<Vec<_>>()
            };
            return self.drafts.iter().flat_map(pages).collect();
        }
        if path.contains("{draft}") {
            return self.drafts.iter().map(|(draft, _)| path.replace("{draft}", draft)).collect();
        }
        if path.contains("/ho-so/{id}") {
            return one(&self.dossiers, "{id}").iter().map(|it| it.replace("{position}", "0")).collect();
        }
        if path.contains("{code}") {
            return one(&self.procedures, "{code}");
        }
        let nothing = "00000000-0000-7000-8000-000000000000";
        let known = ["{id}", "{kind}", "{channel}", "{what}", "{name}", "{request}", "{exercise}"];
        let filled = known.iter().fold(path.to_owned(), |path, name| path.replace(name, nothing));
        assert!(
            !filled.contains('{'),
            "say what stands for the parameter of {path}, so that its page is looked at"
        );
        vec![filled]
    }
}

/// Opens everything that `who` may open, follows the addresses with a query, sends the forms.
async fn everywhere(client: &Client, who: &str) -> String {
    let things = StandIns::find(client).await;
    let mut walk = Walk::new(client).await;
    for path in open_to(who) {
        for address in things.addresses(path) {
            walk.open(&address).await;
        }
    }
    for more in [
        "/khong-co",
        "/thu-tuc?tim=khai%20sinh",
        "/thu-tuc?tim=zzz",
        "/tra-cuu?ma=x&tra=y",
        "/can-bo/ket-qua",
        "/thong-bao?trang=x",
    ] {
        walk.open(more).await;
    }
    for topic in learning::topics().iter().filter(|topic| topic.is_for_citizens()) {
        walk.open(&format!("/tro-giup?muc={}", topic.name)).await;
    }
    let refused = client.get("/khong-co").await;
    walk.open(&format!("/ho-tro/{}", refused.header("x-request-id"))).await;
    assert!(walk.seen.len() > 20, "there is something to look at");
    walk.send_forms().await;
    walk.assert_english();
    walk.words
}

testkit::both_engines! {
    /// A page that is added later without English fails here by itself: the list is the table of access.
    async fn every_page_that_a_visitor_may_open_is_english(app: TestApp) {
        let visitor = visitor(&app).await;
        everywhere(&visitor, "nobody").await;
    }

    /// The same for a citizen with dossiers and drafts in every state.
    async fn every_page_that_a_citizen_may_open_is_english(app: TestApp) {
        let app = app.with_dossiers().await;
        let citizen = in_english(app.as_citizen().await).await;
        states::make(&app, &app.as_citizen().await).await;
        app.settle().await;
        let words = everywhere(&citizen, "citizen").await;
        for state in states::SHOWN {
            assert!(words.contains(state), "no page shows “{state}”");
        }
    }

    /// Whoever is asked to confirm who they are, is asked in English.
    async fn the_page_to_confirm_is_english(app: TestApp) {
        let signatory = in_english(app.signed_in("ky-duyet").await).await;
        let mut walk = Walk::new(&signatory).await;
        walk.open("/xac-nhan").await;
        let wrong = signatory.post("/xac-nhan/gui?tiep=/tai-khoan", &[("xac-nhan.mat-khau", "sai")]).await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("The password is not right");
        walk.judge(&wrong, "/xac-nhan/gui");
        walk.open("/tai-khoan").await;
        walk.assert_english();
    }

    /// The public pages speak English, and say which of their words are Vietnamese.
    async fn public_pages_speak_english(app: TestApp) {
        let visitor = visitor(&app).await;
        for (path, words) in [
            ("/", "What do you need to do?"),
            ("/thu-tuc", "All procedures"),
            ("/thu-tuc?tim=khai%20sinh", "2 procedures found with"),
            ("/thu-tuc/1.013225", "Papers to prepare"),
            ("/tra-cuu", "Look-up code"),
            ("/dang-nhap", "No account yet?"),
            ("/dang-ky", "Open an account"),
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

    /// The pages of staff are Vietnamese, the language of administration, and say so to a screen reader.
    async fn pages_of_staff_say_that_they_are_vietnamese(app: TestApp) {
        let officer = in_english(app.as_role(base::Role::CaseOfficer).await).await;
        let page = officer.get("/can-bo").await;
        let html = page.assert_status(StatusCode::OK).html();
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
