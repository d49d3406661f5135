//! What a context hands to the composition root: its pages, operations, tables, permissions and links.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};
use base::Permission;
use http::Method;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::app::App;
use crate::callers::{Callers, door};
use crate::openapi;
use crate::settings::Settings;

/// One context, as the composition root sees it. Made with `Module { name: "accounts", ..Module::default() }`.
#[derive(Default)]
pub struct Module {
    /// The name of the crate.
    pub name: &'static str,
    /// Pages for people.
    pub pages: Pages,
    /// Operations for programs, under `/api/v1`.
    pub api: Api,
    /// Its tables, in order.
    pub migrations: &'static [db::Migration],
    /// Its statements, one list per file of `store/`; a test prepares each on both engines.
    pub statements: &'static [&'static [&'static db::Statement]],
    /// What staff may do in it.
    pub permissions: &'static [&'static Permission],
    /// Its entries in the navigation of every page.
    pub nav: Vec<Nav>,
    /// What it hangs into places that pages of other contexts offer.
    pub panels: Vec<Panel>,
    /// What follows the order of events.
    pub consumers: Vec<ledger::Consumer>,
    /// What is done later, outside a transaction.
    pub jobs: Vec<ledger::Job<App>>,
    /// What comes round by itself.
    pub schedules: Vec<ledger::Schedule>,
    /// What it does when something below it changes.
    pub effects: Vec<ledger::Effect>,
    /// Which stored files it still needs; a backup takes those.
    pub keeps: Option<Keeps>,
    /// What it does in a copy that was restored, before anybody is served.
    pub restored: Option<Restored>,
    /// What it hands from one installation to another as files.
    pub settings: Vec<Settings>,
    /// What it wraps around every page and operation; `accounts` puts the Actor into request and response here.
    pub around: Option<Around>,
}

/// Wraps a layer around all routes: `|router, app| router.layer(from_fn_with_state(app.clone(), identify))`.
pub type Around = fn(Router, &App) -> Router;

/// Up to so many addresses of files after one, in order and each once, that are needed at that moment; none at the end.
pub type Keeps = fn(
    &mut db::Read,
    base::Instant,
    Option<&files::FileHash>,
    usize,
) -> Result<Vec<files::FileHash>, db::Error>;

/// Acts in the transaction that fills the copy.
pub type Restored = fn(&mut db::Tx, &base::Ctx) -> Result<(), ledger::Cause>;

/// Who is shown an entry of the navigation or a panel.
#[derive(Clone, Copy, Debug)]
pub enum Audience {
    /// Nobody and citizens.
    Public,
    /// Signed-in citizens.
    Citizen,
    /// All staff.
    Staff,
    /// Staff who hold the permission in some position.
    Holders(&'static Permission),
}

/// One entry of the navigation.
#[derive(Clone, Copy, Debug)]
pub struct Nav {
    /// The text, in Vietnamese, two or three words.
    pub label: &'static str,
    /// The text in English.
    pub english: &'static str,
    /// Where it leads: `/thu-tuc`.
    pub path: &'static str,
    /// Who is shown it.
    pub audience: Audience,
    /// Smaller comes first: 10, 20, 30… From [`Nav::OWN`] on it stands beside the person's name: what is their own.
    pub order: u16,
}

impl Nav {
    /// Where the order of a person's own begins: messages, account.
    pub const OWN: u16 = 1000;

    /// Whether it is a person's own.
    pub(crate) const fn is_own(&self) -> bool {
        self.order >= Self::OWN
    }
}

/// A link that a context hangs into a place offered by a page of another context.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    /// The name of the place: `dossier.officer`.
    pub place: &'static str,
    /// The text of the link.
    pub label: &'static str,
    /// The same in English.
    pub english: &'static str,
    /// Where it leads; `{id}` stands for the identifier the place offers.
    pub path: &'static str,
    /// Who is shown it.
    pub audience: Audience,
}

impl Panel {
    /// The address for the thing `id`.
    #[must_use]
    pub fn href(&self, id: &str) -> String {
        self.path.replace("{id}", id)
    }
}

/// Whether a route serves people or programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page or a form of a page.
    Page,
    /// A REST operation.
    Operation,
}

/// One route, for tests that walk them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The module it belongs to.
    pub module: &'static str,
    /// The method.
    pub method: Method,
    /// The path with its parameters: `/thu-tuc/{code}`.
    pub path: String,
    /// For people or programs.
    pub kind: Kind,
}

/// Every route of the modules, pages first, each module in turn.
#[must_use]
pub fn routes(modules: &[Module]) -> Vec<Route> {
    let of = |module: &Module, kind, list: &[(Method, String)]| {
        let name = module.name;
        list.iter()
            .map(|(method, path)| Route { module: name, method: method.clone(), path: path.clone(), kind })
            .collect()
    };
    let each = |module: &Module| -> [Vec<Route>; 2] {
        [of(module, Kind::Page, &module.pages.recorded), of(module, Kind::Operation, &module.api.recorded)]
    };
    modules.iter().flat_map(each).flatten().collect()
}

/// The pages of a context.
#[derive(Default)]
pub struct Pages {
    pub(crate) router: Router<App>,
    pub(crate) recorded: Vec<(Method, String)>,
    pub(crate) uploads: Vec<String>,
    pub(crate) programs: Vec<&'static str>,
    pub(crate) scopes: Vec<&'static Permission>,
}

impl Pages {
    /// No pages yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page to look at; it changes nothing.
    #[must_use]
    pub fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, path, get(handler))
    }

    /// A form to send, up to 64 KB; takes [`crate::Posted`] and answers with [`crate::see_other`].
    #[must_use]
    pub fn post<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, path, post(handler))
    }

    /// A form that carries files, up to `bytes` in all; it may take ten minutes to arrive.
    #[must_use]
    pub fn upload<H, T>(mut self, path: &str, bytes: usize, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.uploads.push(path.to_owned());
        self.add(Method::POST, path, post(handler).layer(DefaultBodyLimit::max(bytes)))
    }

    /// Something for a program to look at that stands outside `/api/v1`, because there it is looked for. Told to as an operation
    /// is: by session or token, and refused in problem+json.
    #[must_use]
    pub fn program<H, T>(mut self, callers: Callers, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.programs.push(path);
        self.scopes.extend(callers.scope());
        let door = from_fn(move |request, next| door(callers, request, next));
        self.add(Method::GET, path, get(handler).layer(door))
    }

    fn add(mut self, method: Method, path: &str, route: MethodRouter<App>) -> Self {
        self.recorded.push((method, path.to_owned()));
        self.router = self.router.route(path, route);
        self
    }
}

/// The REST operations of a context.
#[derive(Default)]
pub struct Api {
    pub(crate) router: OpenApiRouter<App>,
    pub(crate) recorded: Vec<(Method, String)>,
    pub(crate) uploads: Vec<String>,
    pub(crate) scopes: Vec<&'static Permission>,
}

impl Api {
    /// No operations yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Operations with their descriptions, and who may call them:
    /// `Api::new().routes(Callers::Citizens, utoipa_axum::routes!(submit))`. One call may hold several methods of one
    /// path.
    #[must_use]
    pub fn routes(mut self, callers: Callers, routes: UtoipaMethodRouter<App>) -> Self {
        let (mut schemas, mut paths, router) = routes;
        self.scopes.extend(callers.scope());
        for (path, item) in &mut paths.paths {
            let methods = [
                (Method::GET, &mut item.get),
                (Method::POST, &mut item.post),
                (Method::PUT, &mut item.put),
                (Method::PATCH, &mut item.patch),
                (Method::DELETE, &mut item.delete),
            ];
            for (method, operation) in methods {
                let Some(operation) = operation else { continue };
                openapi::complete(operation, &method, callers);
                openapi::condition(operation, &mut schemas);
                self.recorded.push((method, path.clone()));
            }
        }
        let router = router.route_layer(from_fn(move |request, next| door(callers, request, next)));
        self.router = self.router.routes((schemas, paths, router));
        self
    }

    /// Operations whose body is a file, taken in as [`crate::Raw`]; they may take ten minutes to arrive.
    #[must_use]
    pub fn upload(mut self, callers: Callers, routes: UtoipaMethodRouter<App>) -> Self {
        self.uploads.extend(routes.1.paths.keys().cloned());
        self.routes(callers, routes)
    }
}
