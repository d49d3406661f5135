//! The program in process: the composed router on a database of its own, with demo data, a clock that stands and a
//! random source with a seed.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use base::{Clock, Instant, ManualClock, Rng, Role};
use db::testing::{Kind, Place};
use db::{Config, Db};

use crate::client::Client;
use crate::guard;
use crate::reply::Reply;

/// The whole program, for one test. Clones are the same program.
#[derive(Clone)]
pub struct TestApp {
    /// The database, for what cannot be seen from the front door.
    pub db: Db,
    /// The clock; it stands at 2026-11-18 09:00 until moved.
    pub clock: Arc<ManualClock>,
    /// The random source.
    pub rng: Rng,
    /// Which engine it runs on.
    pub engine: Kind,
    router: Router,
    crew: Arc<ledger::Crew<web::App>>,
    app: web::App,
    /// The files; removed with the last clone.
    folder: Arc<tempfile::TempDir>,
}

/// The password of every account of the demo data.
pub use motcua::demo::PASSWORD;

/// The first password of whoever [`TestApp::set_up`] enters.
pub const FIRST_PASSWORD: &str = "một câu ngắn dễ nhớ";

/// A Wednesday morning, in working hours, in a week without a holiday.
#[must_use]
pub fn morning() -> Instant {
    Instant::from_local(jiff::civil::date(2026, 11, 18).at(9, 0, 0, 0))
}

/// Runs one test on a fresh program on this engine. What [`crate::both_engines!`] writes.
///
/// # Panics
/// When the test does.
pub fn run<F: Future<Output = ()>>(engine: Kind, test: impl FnOnce(TestApp) -> F) {
    let place = Place::fresh(engine);
    block_on(async {
        let app = TestApp::start(engine, &place).await.with_demo().await;
        test(app.clone()).await;
        app.db.close().await;
    });
}

/// The same on a program in which nothing was set up yet.
///
/// # Panics
/// When the test does.
pub fn run_empty<F: Future<Output = ()>>(engine: Kind, test: impl FnOnce(TestApp) -> F) {
    let place = Place::fresh(engine);
    block_on(async {
        let app = TestApp::start(engine, &place).await;
        test(app.clone()).await;
        app.db.close().await;
    });
}

/// Runs a future to its end on a runtime of its own.
///
/// # Panics
/// When the runtime cannot be started.
#[expect(clippy::disallowed_methods, reason = "a test has a runtime of its own")]
pub fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime for the test").block_on(future)
}

fn site() -> web::Site {
    web::Site::new("Dịch vụ công và Một cửa", "http://motcua.test").demo()
}

impl TestApp {
    async fn start(engine: Kind, place: &Place) -> Self {
        let config = Config { guard: Some(guard::guard()), ..place.config() };
        let db = Db::open(config).expect("a fresh database opens");
        let clock = Arc::new(ManualClock::new(morning()));
        let rng = Rng::seeded(20_261_118);
        db.migrate(&motcua::migrations()).await.expect("the schema is made");
        let shared: Arc<dyn Clock> = clock.clone();
        let site = site();
        let folder = Arc::new(tempfile::tempdir().expect("a folder for the files"));
        let files = files::Files::open_folder(folder.path()).expect("the file store opens");
        let app = web::App { db: db.clone(), files, clock: shared, rng: rng.clone(), site: Arc::new(site) };
        let (router, crew) = (motcua::compose(app.clone()), Arc::new(motcua::crew(&app, None, None)));
        Self { db, clock, rng, engine, router, crew, app, folder }
    }

    /// The same program with servers that carry notices outward.
    #[must_use]
    pub fn with_channels(self, channels: notice::Channels) -> Self {
        let app = web::App { site: Arc::new(site().hand(channels)), ..self.app };
        let (router, crew) = (motcua::compose(app.clone()), Arc::new(motcua::crew(&app, None, None)));
        Self { app, router, crew, ..self }
    }

    /// The same program as practice: its clock can be set forward from the moment at which it stands.
    ///
    /// # Panics
    /// When the data cannot be marked.
    #[must_use]
    pub async fn practising(self) -> Self {
        let ctx = base::Ctx::system("practice", self.clock.now(), &self.rng);
        let marked = self.db.write(move |tx| learning::open_practice(tx, &ctx)).await;
        marked.expect("the data is marked as practice");
        let (clock, from) = (self.clock.clone(), self.clock.now());
        let practice = learning::Practice::new(PASSWORD, move |shift| clock.set(from.plus_seconds(shift)));
        let app = web::App { site: Arc::new(site().practice().hand(practice)), ..self.app };
        let (router, crew) = (motcua::compose(app.clone()), Arc::new(motcua::crew(&app, None, None)));
        Self { app, router, crew, ..self }
    }

    async fn with_demo(self) -> Self {
        let seeded = motcua::demo::seed(&self.app, PASSWORD, accounts::Hashing::CHEAP).await;
        seeded.expect("the demo data is loaded");
        self
    }

    /// Files the dossiers of the demo and takes them some way each, from just filed to handed over.
    ///
    /// # Panics
    /// When the front door refuses one.
    pub async fn with_dossiers(self) -> Self {
        motcua::demo::file(&self.app).await.expect("the demo dossiers are filed");
        self
    }

    /// What the clock says.
    #[must_use]
    pub fn clock_now(&self) -> Instant {
        self.clock.now()
    }

    /// The program itself, for what is done beside serving: a command, an import.
    #[must_use]
    pub const fn inside(&self) -> &web::App {
        &self.app
    }

    /// The stored files.
    #[must_use]
    pub const fn files(&self) -> &files::Files {
        &self.app.files
    }

    /// Sends the page of the first run: a province, a commune, an administrator `kien` and a clerk `lan` with [`FIRST_PASSWORD`], one
    /// procedure; some of it otherwise.
    pub async fn set_up(&self, otherwise: &[(&str, &str)]) -> Reply {
        let mut fields = vec![
            ("code", self.setup_code()),
            ("province", "Tỉnh Phú Thọ"),
            ("commune", "Xã Tam Nông"),
            ("province_code", "H44"),
            ("commune_code", "H44.142"),
            ("province_area", "25"),
            ("commune_area", "08434"),
            ("name-admin", "Dương Trung Kiên"),
            ("login-admin", "kien"),
            ("name-reception", "Nguyễn Thị Ngọc Lan"),
            ("login-reception", "lan"),
            ("password", FIRST_PASSWORD),
            ("package", "2.000815"),
        ];
        for (name, text) in otherwise {
            fields.retain(|(known, _)| known != name);
            fields.push((name, text));
        }
        self.as_nobody().post("/thiet-lap", &fields).await
    }

    /// The code that opens the page of the first run.
    #[must_use]
    pub fn setup_code(&self) -> &'static str {
        motcua::setup_code(&self.app)
    }

    /// Lets a stored file look as if it had been stored just now by the test's clock: the disk has written down the
    /// machine's time.
    ///
    /// # Panics
    /// When it is not there.
    pub fn date_file(&self, hash: &base::code::FileHash) {
        let micros = u64::try_from(self.clock.now().micros()).expect("after 1970");
        let now = std::time::UNIX_EPOCH + std::time::Duration::from_micros(micros);
        let (shelf, rest) = hash.as_str().split_at(2);
        let path = self.folder.path().join(shelf).join(rest);
        let file = std::fs::File::options().write(true).open(path).expect("the file opens");
        file.set_modified(now).expect("the time is set");
    }

    /// Lets consumers, jobs, schedules and effects do everything that is due by now.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn settle(&self) {
        ledger::settle(&self.crew).await.expect("the crew comes to rest");
    }

    /// The citizen of the demo data (`cong-dan`), signed in.
    ///
    /// # Panics
    /// When signing in fails.
    pub async fn as_citizen(&self) -> Client {
        self.signed_in("cong-dan").await
    }

    /// Another citizen (`cong-dan-2`), who must not see what the first one has.
    ///
    /// # Panics
    /// When signing in fails.
    pub async fn as_other_citizen(&self) -> Client {
        self.signed_in("cong-dan-2").await
    }

    /// The first person of the demo data who holds `role` at Phường Việt Trì, signed in.
    ///
    /// # Panics
    /// When signing in fails.
    pub async fn as_role(&self, role: Role) -> Client {
        self.signed_in(match role {
            Role::Reception => "mot-cua",
            Role::CaseOfficer => "chuyen-vien",
            Role::Head => "truong-phong",
            Role::Signatory => "ky-duyet",
            Role::Registrar => "van-thu",
            Role::Accountant => "ke-toan",
            Role::Leader => "lanh-dao",
            Role::Controller => "kiem-soat",
            Role::Admin => "quan-tri",
        })
        .await
    }

    /// The holder of a login of `demo/accounts.toml`, signed in.
    ///
    /// # Panics
    /// When signing in fails.
    pub async fn signed_in(&self, login: &str) -> Client {
        let client = Client::new(self.router.clone(), login);
        let fields = [("login", login), ("password", PASSWORD)];
        client.post("/dang-nhap", &fields).await.assert_status(StatusCode::SEE_OTHER);
        client
    }

    /// Somebody who has not signed in.
    #[must_use]
    pub fn as_nobody(&self) -> Client {
        Client::new(self.router.clone(), "nobody")
    }
}

/// Writes each test twice: `name::sqlite` and `name::postgres`, each with a program of its own.
///
/// ```ignore
/// testkit::both_engines! {
///     /// What it proves.
///     async fn a_visitor_sees_the_home_page(app: TestApp) {
///         app.as_nobody().get("/").await.assert_status(StatusCode::OK);
///     }
/// }
/// ```
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: $type:ty) $body:block)*) => {$(
        $(#[$meta])*
        async fn $name($app: $type) $body
        mod $name {
            #[test]
            fn sqlite() {
                $crate::app::run($crate::Kind::Sqlite, super::$name);
            }
            #[test]
            fn postgres() {
                $crate::app::run($crate::Kind::Postgres, super::$name);
            }
        }
    )*};
}
