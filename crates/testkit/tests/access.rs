//! The net over all routes: each is called as nobody, as a citizen and as every role, with the least in hand that can
//! be read; the statuses are the checked-in table `access.txt` beside this file. A new route fails here until somebody
//! has said who may use it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use base::Role;
use serde_json::{Value, json};
use testkit::{Client, TestApp};
use web::{Route, RouteKind};

/// What stands for the parameters of paths: things of the demo data where it has them, else what does not exist.
struct StandIns {
    /// A dossier of `cong-dan`, handed over long ago.
    dossier: String,
    /// The description of the operations, for bodies that can be read.
    described: Value,
}

impl StandIns {
    async fn find(app: &TestApp) -> Self {
        let citizen = app.as_citizen().await;
        let mine = citizen.get("/ho-so").await.html();
        let mut dossier = None;
        for link in mine.links().filter(|link| link.starts_with("/ho-so/")) {
            if citizen.get(link).await.text().contains("Đã trả kết quả") {
                dossier = link.strip_prefix("/ho-so/").map(str::to_owned);
            }
        }
        let described = citizen.get("/api/openapi.json").await.json();
        Self { dossier: dossier.expect("the citizen of the demo has a dossier handed over"), described }
    }

    fn of<'a>(&'a self, path: &str, name: &str) -> &'a str {
        match name {
            "code" => "1.013225",
            "page" | "position" => "0",
            "id" if path.contains("/ho-so/") || path.contains("/dossiers/") => &self.dossier,
            _ => "00000000-0000-7000-8000-000000000000",
        }
    }

    fn address(&self, route: &Route) -> String {
        let parts = route.path.split('/').map(|part| {
            match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(name) => self.of(&route.path, name.trim_start_matches('*')).to_owned(),
                None => part.to_owned(),
            }
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// A body that an operation can read, so that what answers is the action and not the reading of the body.
    fn body(&self, route: &Route) -> Value {
        let method = route.method.as_str().to_lowercase();
        let operation = &self.described["paths"][&route.path][&method];
        self.sample(&operation["requestBody"]["content"]["application/json"]["schema"])
    }

    /// The least value that a schema allows.
    fn sample(&self, schema: &Value) -> Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
            return self.sample(&self.described["components"]["schemas"][name]);
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or_default();
        match (kind, schema["format"].as_str()) {
            _ if schema["enum"].is_array() => schema["enum"][0].clone(),
            ("string", Some("uuid")) => json!("00000000-0000-7000-8000-000000000000"),
            ("string", Some("date")) => json!("2026-11-18"),
            ("string", _) => schema.get("example").cloned().unwrap_or_else(|| json!("x")),
            ("integer" | "number", _) => json!(0),
            ("boolean", _) => json!(false),
            ("array", _) => json!([]),
            _ => {
                let needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
                // What was seen may also be said by If-Match, so the description does not ask for it here.
                let seen = schema["properties"].get("revision").map(|_| "revision");
                needed
                    .chain(seen)
                    .map(|name| (name.to_owned(), self.sample(&schema["properties"][name])))
                    .collect()
            }
        }
    }
}

/// Everybody who calls, in the order of the columns.
fn people() -> Vec<String> {
    let fixed = ["nobody", "citizen"].into_iter().map(str::to_owned);
    fixed.chain(Role::ALL.iter().map(|role| role.code().to_owned())).collect()
}

async fn client(app: &TestApp, who: &str) -> Client {
    match (who, Role::parse(who)) {
        ("citizen", _) => app.as_citizen().await,
        (_, Some(role)) => app.as_role(role).await,
        _ => app.as_nobody(),
    }
}

async fn call(client: &Client, route: &Route, things: &StandIns) -> u16 {
    let path = things.address(route);
    let json = [("content-type", "application/json"), ("accept", "application/json")];
    let reply = match (&route.method, route.kind) {
        (&Method::GET, _) => client.get(&path).await,
        (_, RouteKind::Page) => {
            let reply = client.post(&path, &[]).await;
            // What takes files is asked again in the form that files need.
            if reply.status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
                client.upload(&path, &[], &[]).await
            } else {
                reply
            }
        }
        (method, RouteKind::Operation) => {
            let body = Body::from(things.body(route).to_string());
            client.send(method.clone(), &path, &json, body).await
        }
    };
    assert!(
        !reply.status.is_server_error(),
        "{} {path} as {} answers {}",
        route.method,
        client.who,
        reply.status
    );
    reply.status.as_u16()
}

/// The table as it is now.
async fn table(app: &TestApp) -> String {
    let routes = web::routes(&motcua::modules());
    let things = StandIns::find(app).await;
    let mut rows: BTreeMap<(String, String), Vec<u16>> = BTreeMap::new();
    for who in people() {
        // What one person tried too often is forgotten before the next one comes.
        app.clock.advance(3600);
        let mut client = client(app, &who).await;
        let session = client.cookie(web::SESSION_COOKIE);
        for route in &routes {
            let status = call(&client, route, &things).await;
            rows.entry((route.path.clone(), route.method.to_string())).or_default().push(status);
            if client.cookie(web::SESSION_COOKIE) != session {
                // The route ended or changed the session: come back as the same person.
                client = self::client(app, &who).await;
            }
        }
    }
    let mut text = String::from("# method path |");
    for who in people() {
        write!(text, " {who}").expect("a string grows");
    }
    text.push('\n');
    for ((path, method), statuses) in rows {
        let statuses = statuses.iter().map(u16::to_string).collect::<Vec<_>>().join(" ");
        writeln!(text, "{method} {path} | {statuses}").expect("a string grows");
    }
    text
}

testkit::both_engines! {
    /// Whoever changes a line of `access.txt` says that this role may really do that.
    async fn every_route_answers_every_role_as_written(app: TestApp) {
        let app = app.with_dossiers().await;
        let now = table(&app).await;
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/access.txt");
        if std::env::var("MOTCUA_ACCESS").is_ok_and(|wish| wish == "write") {
            std::fs::write(&path, &now).expect("the table can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        let missing: Vec<_> = now.lines().filter(|line| !written.lines().any(|known| known == *line)).collect();
        let gone: Vec<_> = written.lines().filter(|line| !now.lines().any(|known| known == *line)).collect();
        assert!(
            missing.is_empty() && gone.is_empty(),
            "the routes and their answers differ from crates/testkit/tests/access.txt.\n\
             Columns: {}\nnow:\n{}\nwritten:\n{}\n\
             If you have added or changed a route: read each status as a reviewer would (may this role really do that?), \
             then write the table again with MOTCUA_ACCESS=write and commit it. DO NOT do so without reading.",
            people().join(" "),
            missing.join("\n"),
            gone.join("\n"),
        );
    }
}

#[test]
fn parameters_are_filled() {
    let route = Route {
        module: "x",
        method: Method::GET,
        path: "/thu-tuc/{code}/tep/{id}".to_owned(),
        kind: RouteKind::Page,
    };
    let things = StandIns { dossier: String::new(), described: Value::Null };
    assert_eq!(things.address(&route), "/thu-tuc/1.013225/tep/00000000-0000-7000-8000-000000000000");
}
