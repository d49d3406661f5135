//! What stands around every page: header, navigation by actor, footer; and the pages that say a refusal.

use std::sync::Arc;

use askama::Template;
use axum::extract::Request;
use axum::response::{Html, IntoResponse, Response};
use base::id::RequestId;
use base::{Actor, Instant, Kind, Locale, words};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::app::Site;
use crate::arrival::Arrival;
use crate::failure::Failure;
use crate::failures::{self, Noted};
use crate::locals::{path_of, query_value};
use crate::module::Audience;
use crate::page::{Page, Width};
use crate::problem;
use crate::refusal::refusal;
use crate::ways::Ways;

/// The request as the shell needs it, kept while the handler works.
pub(crate) struct Here {
    path: String,
    query: String,
    method: Method,
    referer: Option<String>,
    actor: Actor,
    locale: Locale,
    request: RequestId,
    now: Instant,
}

impl Here {
    /// What the shell must know of a request that has just arrived. Who sent it is found on the inside as a rule.
    pub(crate) fn of(arrival: Arrival, request: &Request) -> Self {
        Self {
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or("").to_owned(),
            method: request.method().clone(),
            referer: referer(request.headers()),
            actor: request.extensions().get().cloned().unwrap_or(Actor::Nobody),
            locale: arrival.locale,
            request: arrival.request,
            now: arrival.now,
        }
    }

    /// The address to come back to: this page, or for a form the page it was on.
    fn address(&self) -> String {
        if self.method != Method::GET && self.method != Method::HEAD {
            return self.referer.clone().unwrap_or_else(|| "/".to_owned());
        }
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }
}

fn referer(headers: &HeaderMap) -> Option<String> {
    path_of(headers.get(header::REFERER)?.to_str().ok()?).map(str::to_owned)
}

/// Puts the shell around a page and says a refusal, also what axum or tower answered with a bare status (a panic, a
/// cross-site form, a timeout). The Actor is in the extensions of the response, where it was found.
pub(crate) fn dress(site: &Site, mut here: Here, mut response: Response) -> Response {
    if let Some(actor) = response.extensions_mut().remove::<Actor>() {
        here.actor = actor;
    }
    if let Some(page) = response.extensions_mut().remove::<Arc<Page>>() {
        return finish(&response, in_shell(site, &here, &page));
    }
    if let Some(failure) = response.extensions_mut().remove::<Arc<Failure>>() {
        return challenged(site, &here, failure.code, finish(&response, say(site, &here, &failure)));
    }
    if response.status().is_client_error() || response.status().is_server_error() {
        let failure = Failure::of_status(response.status());
        return challenged(site, &here, failure.code, finish(&response, say(site, &here, &failure)));
    }
    response
}

/// `said` with the headers the handler had set (cookies, Retry-After).
fn finish(bare: &Response, mut said: Response) -> Response {
    for (name, value) in bare.headers() {
        if ![header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name) {
            said.headers_mut().append(name.clone(), value.clone());
        }
    }
    said
}

/// Tells a program that is refused for want of a token, or of a scope of it, how to come in (RFC 9110, RFC 6750), unless whoever
/// refused it has said so.
fn challenged(site: &Site, here: &Here, code: &str, mut said: Response) -> Response {
    let challenge = match (said.status(), code) {
        (StatusCode::UNAUTHORIZED, "ledger.withdrawn") => r#"Bearer realm="motcua", error="invalid_token""#,
        (StatusCode::UNAUTHORIZED, _) => r#"Bearer realm="motcua""#,
        (StatusCode::FORBIDDEN, "denied.no-scope") => r#"Bearer realm="motcua", error="insufficient_scope""#,
        _ => return said,
    };
    if site.is_for_programs(&here.path) && !said.headers().contains_key(header::WWW_AUTHENTICATE) {
        said.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    said
}

/// Says a refusal: as problem+json to a program, as a page to a person; who must sign in is led there.
fn say(site: &Site, here: &Here, failure: &Failure) -> Response {
    log(failure, here.request);
    let mut response = if site.is_for_programs(&here.path) {
        problem::response(failure, &here.path, here.request)
    } else if failure.kind == Kind::Unauthenticated && here.path != "/dang-nhap" {
        crate::page::see_other(&format!("/dang-nhap?tiep={}", query_value(&here.address())))
    } else if failure.kind == Kind::Unconfirmed {
        to_confirm(here)
    } else {
        in_shell(site, here, &refusal(failure, here.request, here.locale))
    };
    let cause = failure.source.as_ref().map_or_else(String::new, |source| base::chain(source.as_ref()));
    let said = Noted { code: failure.code, kind: failure.kind, role: failures::role(&here.actor), cause };
    response.extensions_mut().insert(said);
    if failure.kind == Kind::Busy {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// Leads to where people confirm who they are. A form goes there as it was sent, by a status that keeps method and body, and comes back
/// the same way: nothing that was typed is lost.
fn to_confirm(here: &Here) -> Response {
    let query = if here.query.is_empty() { String::new() } else { format!("?{}", here.query) };
    let path = format!("/xac-nhan?tiep={}", query_value(&format!("{}{query}", here.path)));
    let mut response = crate::page::see_other(&path);
    if here.method == Method::POST {
        *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    }
    response
}

/// Internal errors are logged with everything that caused them; refusals only with their code.
fn log(failure: &Failure, request: RequestId) {
    let code = failure.code;
    if failure.kind != Kind::Internal {
        tracing::debug!(%request, code, "refused with {code}");
        return;
    }
    let chain = failure.source.as_ref().map_or_else(String::new, |source| base::chain(source.as_ref()));
    tracing::error!(%request, code, chain, "a request failed inside: {chain}");
}

/// Where help is.
const HELP: &str = "/tro-giup";

#[derive(Template)]
#[template(path = "shell.html")]
struct Shell<'a> {
    site: &'a Site,
    page: &'a Page,
    content: &'a str,
    ways: Ways<'a>,
    actor: &'a Actor,
    path: &'a str,
    address: String,
    /// What the clock of practice says, where this is practice.
    practice: Option<String>,
    english: bool,
    tag: &'static str,
    other: &'static str,
}

impl Shell<'_> {
    /// The Vietnamese text, or the English one.
    const fn t<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        if self.english { en } else { vi }
    }

    /// Where this page is explained. On the pages of help it is the list of them.
    fn help(&self) -> String {
        if self.path == HELP {
            HELP.to_owned()
        } else {
            format!("{HELP}?trang={}", query_value(&self.address))
        }
    }

    /// What an element says of a name in it, which is Vietnamese on every page.
    const fn vietnamese(&self) -> &'static str {
        if self.english { " lang=\"vi\"" } else { "" }
    }

    fn name(&self) -> Option<&str> {
        match self.actor {
            Actor::Citizen(citizen) => Some(&citizen.name),
            Actor::Staff(staff) => Some(&staff.name),
            Actor::Nobody | Actor::System(_) => None,
        }
    }

    /// For whom a deputy is at work.
    fn acting(&self) -> Option<&base::Principal> {
        let Actor::Staff(staff) = self.actor else { return None };
        staff.acting.as_ref()
    }

    /// What a member of staff is: the roles held, each once.
    fn roles(&self) -> Option<String> {
        let Actor::Staff(staff) = self.actor else { return None };
        let mut roles: Vec<&str> = staff.posts.iter().map(|post| post.role.label()).collect();
        roles.sort_unstable();
        roles.dedup();
        (!roles.is_empty()).then(|| roles.join(", "))
    }

    fn class(&self) -> &'static str {
        match self.page.width {
            Width::Narrow => "narrow",
            Width::Normal => "normal",
            Width::Wide => "wide",
        }
    }
}

/// Whether `actor` belongs to `audience`.
pub(crate) fn is_for(audience: Audience, actor: &Actor) -> bool {
    match (audience, actor) {
        (Audience::Public, Actor::Nobody | Actor::Citizen(_)) | (Audience::Citizen, Actor::Citizen(_)) => {
            true
        }
        (Audience::Staff, Actor::Staff(_)) => true,
        (Audience::Holders(permission), Actor::Staff(staff)) => staff.may(permission).is_ok(),
        _ => false,
    }
}

/// The whole page.
fn in_shell(site: &Site, here: &Here, page: &Page) -> Response {
    let english = here.locale == Locale::En;
    let shell = Shell {
        site,
        page,
        content: page.content.as_deref().unwrap_or(""),
        ways: Ways::divide(site.ways(&here.actor), &here.path),
        actor: &here.actor,
        path: &here.path,
        address: here.address(),
        practice: site.practice.then(|| words::short_moment(here.now.local())),
        english,
        tag: here.locale.tag(),
        other: if english { "vi" } else { "en" },
    };
    match shell.render() {
        Ok(html) => (page.status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the shell could not be rendered: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
