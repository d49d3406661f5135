//! Serves the gallery of components alone: `cargo run -p web --example gallery -- 127.0.0.1:8099`, then open `/mau`.
//! `-- ADDRESS staff` and `-- ADDRESS citizen` show the header of somebody signed in.

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use base::id::{AccountId, StaffId, UnitId};
use base::{Actor, Assurance, Citizen, Post, Rng, Role, Staff, SystemClock};
use web::{App, Audience, Module, Nav, Site, serve_router};

#[expect(clippy::disallowed_methods, reason = "an example starts a runtime of its own")]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let who = std::env::args().nth(2).unwrap_or_default();
    let place = db::testing::Place::fresh(db::testing::Kind::Sqlite);
    let folder = tempfile::tempdir()?;
    let files = files::Files::open_folder(folder.path())?;
    let db = db::Db::open(place.config())?;
    let site = Arc::new(Site::new("Dịch vụ công và Một cửa tỉnh Phú Thọ", "").demo());
    let app = App { db, files, clock: Arc::new(SystemClock), rng: Rng::system(), site };
    let actor = actor(&who, &app);
    let router = serve_router(app, vec![Module { name: "gallery", nav: nav(), ..Module::default() }]);
    let router = router.layer(from_fn(move |mut request: Request, next: Next| {
        request.extensions_mut().insert(actor.clone());
        next.run(request)
    }));
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}/mau", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

fn nav() -> Vec<Nav> {
    let entry = |order, label, english, path, audience| Nav { label, english, path, audience, order };
    vec![
        entry(10, "Thủ tục", "Procedures", "/mau/hoi", Audience::Public),
        entry(20, "Tra cứu hồ sơ", "Follow a dossier", "/mau", Audience::Public),
        entry(30, "Hồ sơ của tôi", "My dossiers", "/mau/xong", Audience::Citizen),
        entry(10, "Bàn làm việc", "My desk", "/mau/ban-lam-viec", Audience::Staff),
        entry(20, "Tiếp nhận", "Reception", "/mau/bieu-mau", Audience::Staff),
        entry(30, "Thủ tục", "Procedures", "/mau/hoi", Audience::Staff),
    ]
}

fn actor(who: &str, app: &App) -> Actor {
    let now = app.clock.now();
    let unit = UnitId::new(&app.rng, now);
    let post = Post { unit, root: unit, role: Role::CaseOfficer };
    match who {
        "staff" => Actor::Staff(Staff {
            staff: StaffId::new(&app.rng, now),
            name: "Lê Thu Hà".to_owned(),
            posts: vec![post],
            acting: None,
            warrant: None,
        }),
        "citizen" => Actor::Citizen(Citizen {
            account: AccountId::new(&app.rng, now),
            name: "Nguyễn Thị Hồng Ánh".to_owned(),
            assurance: Assurance::Level2,
        }),
        _ => Actor::Nobody,
    }
}
