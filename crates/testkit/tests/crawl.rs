//! As each role, follows every link and sends every form empty: nothing leads nowhere, nothing breaks, nothing that is
//! offered is refused.

use std::collections::{BTreeSet, VecDeque};

use axum::http::StatusCode;
use base::Role;
use testkit::html::{Element, Form};
use testkit::{Client, Html, TestApp};

/// Where a visit begins: the home page, and the gallery of components that a site with demo data has.
const STARTS: [&str; 2] = ["/", "/mau"];

/// So many kinds of pages at most; a crawl that reaches it is going round in circles.
const LIMIT: usize = 150;

/// Two dossiers are one kind of page: parts with digits count as equal.
fn kind_of(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let plain = |part: &str| {
        if part.chars().filter(char::is_ascii_digit).count() > 2 { "*".to_owned() } else { part.to_owned() }
    };
    let path: Vec<_> = path.split('/').map(plain).collect();
    let keys: BTreeSet<_> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", path.join("/"), keys.into_iter().collect::<Vec<_>>().join("&"))
}

/// A form as a hurried person sends it: what the page itself put there, and nothing typed.
fn emptied(mut form: Form) -> Form {
    for (name, value) in &mut form.fields {
        if form.names.contains(name) {
            value.clear();
        }
    }
    form
}

/// A control that does nothing without a script.
fn is_idle(page: &Html, control: &Element) -> bool {
    let in_form = control.parents.iter().any(|&parent| page.elements[parent].tag == "form");
    let acts = ["form", "popovertarget", "commandfor", "data-act"];
    !in_form && !acts.iter().any(|name| control.attribute(name).is_some())
}

struct Crawl<'a> {
    app: &'a TestApp,
    who: Option<Role>,
    citizen: bool,
    client: Client,
    waiting: VecDeque<(String, String)>,
    seen: BTreeSet<String>,
    sent: BTreeSet<String>,
    faults: Vec<String>,
}

impl<'a> Crawl<'a> {
    async fn new(app: &'a TestApp, who: Option<Role>, citizen: bool) -> Self {
        let client = sign_in(app, who, citizen).await;
        let waiting = STARTS.iter().map(|path| ((*path).to_owned(), "the start".to_owned())).collect();
        let seen = STARTS.iter().map(|path| kind_of(path)).collect();
        Self { app, who, citizen, client, waiting, seen, sent: BTreeSet::new(), faults: Vec::new() }
    }

    fn fault(&mut self, what: String) {
        self.faults.push(format!("as {}: {what}", self.client.who));
    }

    async fn run(&mut self) {
        while let Some((address, from)) = self.waiting.pop_front() {
            let reply = self.client.get(&address).await;
            // The gallery shows on purpose what a refused form looks like.
            let on_purpose = address.starts_with("/mau/") && reply.status == StatusCode::UNPROCESSABLE_ENTITY;
            if !reply.status.is_success() && !reply.status.is_redirection() && !on_purpose {
                if !self.still_leads(&from, &address).await {
                    continue;
                }
                self.fault(format!("the link to {address} on {from} answers {}", reply.status));
                continue;
            }
            if reply.status.is_redirection() {
                self.note(reply.location(), &address);
                continue;
            }
            if reply.header("content-type").starts_with("text/html") {
                self.look(&address, &reply.html()).await;
            }
        }
        assert!(
            self.seen.len() < LIMIT,
            "the crawl found {} kinds of pages; is it going in circles?",
            self.seen.len()
        );
    }

    /// Whether the page still has the link: a form sent meanwhile may have moved the dossier on.
    async fn still_leads(&self, from: &str, address: &str) -> bool {
        let page = self.client.get(from).await;
        page.html().all("a").any(|link| link.attribute("href") == Some(address))
    }

    async fn look(&mut self, address: &str, page: &Html) {
        for link in page.all("a") {
            match link.attribute("href") {
                None | Some("" | "#") => {
                    self.fault(format!("{address}: the link {:?} leads nowhere", link.text))
                }
                Some(href) => self.note(href, address),
            }
        }
        for control in page.all("button") {
            if is_idle(page, control) {
                self.fault(format!("{address}: the button {:?} has no effect", control.text));
            }
        }
        for form in page.forms() {
            self.send(address, form).await;
        }
    }

    /// Remembers a link of our own that leads to a new kind of page.
    fn note(&mut self, href: &str, from: &str) {
        let href = href.strip_prefix("http://motcua.test").unwrap_or(href);
        let path = href.split('#').next().unwrap_or_default();
        let own = path.starts_with('/') && !path.starts_with("//");
        if own && self.seen.len() < LIMIT && self.seen.insert(kind_of(path)) {
            self.waiting.push_back((path.to_owned(), from.to_owned()));
        }
    }

    async fn send(&mut self, address: &str, form: Form) {
        let action = if form.action.is_empty() { address } else { form.action.as_str() };
        if !self.sent.insert(format!("{} {}", form.method, kind_of(action))) {
            return;
        }
        let session = self.client.cookie(web::SESSION_COOKIE);
        let reply = self.client.submit(address, &emptied(form.clone())).await;
        if !matches!(reply.status.as_u16(), 200 | 303 | 409 | 422) {
            self.fault(format!("{address}: the form to {action}, sent empty, answers {}", reply.status));
        }
        if reply.status.is_redirection() {
            self.note(reply.location(), action);
        }
        if self.client.cookie(web::SESSION_COOKIE) != session {
            self.client = sign_in(self.app, self.who, self.citizen).await;
        }
    }
}

async fn sign_in(app: &TestApp, who: Option<Role>, citizen: bool) -> Client {
    match who {
        Some(role) => app.as_role(role).await,
        None if citizen => app.as_citizen().await,
        None => app.as_nobody(),
    }
}

testkit::both_engines! {
    async fn nothing_leads_nowhere(app: TestApp) {
        let app = app.with_dossiers().await;
        let mut faults = Vec::new();
        let people = [(None, false), (None, true)].into_iter().chain(Role::ALL.map(|role| (Some(role), false)));
        for (who, citizen) in people {
            // What one person tried too often is forgotten before the next one comes.
            app.clock.advance(3600);
            let mut crawl = Crawl::new(&app, who, citizen).await;
            crawl.run().await;
            assert!(crawl.seen.len() > 2, "as {} the crawl found no pages", crawl.client.who);
            faults.append(&mut crawl.faults);
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

#[test]
fn two_dossiers_are_one_kind() {
    assert_eq!(kind_of("/ho-so/H44.30-261118-0001?a=1"), kind_of("/ho-so/H44.30-261118-0002?a=2"));
    assert_ne!(kind_of("/ho-so"), kind_of("/thu-tuc"));
}
