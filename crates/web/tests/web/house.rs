//! A site of one small module, and how a test calls it.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use base::id::{AccountId, StaffId, UnitId};
use base::{Actor, Assurance, Citizen, Instant, ManualClock, Post, Rng, Role, Staff};
use db::testing::{Kind, Place};
use http::{HeaderMap, Method, StatusCode};
use tower::ServiceExt;
use web::{App, Module, Site, serve_router};

/// The site and what must live as long as it.
pub(crate) struct House {
    pub(crate) router: Router,
    _place: Place,
    _folder: tempfile::TempDir,
}

/// An answer, read to its end.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }
}

/// Opens a house with these modules; everybody in it is `actor`.
pub(crate) fn open(modules: Vec<Module>, site: Site, actor: Actor) -> House {
    let (place, folder) = (Place::fresh(Kind::Sqlite), tempfile::tempdir().expect("a folder"));
    let app = App {
        db: db::Db::open(place.config()).expect("a database"),
        files: files::Files::open_folder(folder.path()).expect("a store"),
        clock: Arc::new(ManualClock::new(
            Instant::parse_rfc3339("2026-11-18T09:20:00+07:00").expect("valid"),
        )),
        rng: Rng::seeded(1),
        site: Arc::new(site),
    };
    let router = serve_router(app, modules).layer(from_fn(move |mut request: Request, next: Next| {
        request.extensions_mut().insert(actor.clone());
        next.run(request)
    }));
    House { router, _place: place, _folder: folder }
}

pub(crate) fn demo() -> Site {
    Site::new("Một cửa <Phú Thọ>", "https://dvc.example").demo()
}

impl House {
    pub(crate) async fn send(&self, request: Request) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000_000).await.expect("a body").to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(request(Method::GET, path, &[], "")).await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Reply {
        self.send(request(Method::POST, path, &[FORM], body.to_owned())).await
    }
}

pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");

pub(crate) fn request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Request {
    let mut builder = Request::builder().method(method).uri(path).header("host", "dvc.example");
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body.into()).expect("a request")
}

pub(crate) fn officer(role: Role) -> Actor {
    let (rng, now) = (Rng::seeded(2), Instant::from_micros(0));
    let unit = UnitId::new(&rng, now);
    let post = Post { unit, root: unit, role };
    Actor::Staff(Staff {
        staff: StaffId::new(&rng, now),
        name: "Lê <Thu> Hà".to_owned(),
        posts: vec![post.clone(), post],
        acting: None,
        warrant: None,
    })
}

pub(crate) fn citizen() -> Actor {
    let account = AccountId::new(&Rng::seeded(3), Instant::from_micros(0));
    Actor::Citizen(Citizen {
        account, name: "Nguyễn Thị Hồng Ánh".to_owned(), assurance: Assurance::Level2
    })
}
