//! The people of a certification lane: clerks of one ward, each with a receipt book; and who keeps the books.

use accounts::{Hashing, Password, StaffAccount};
use anyhow::{Context as _, Result};
use base::code::AgencyCode;
use base::id::{RequestId, StaffId, UnitId};
use base::{Actor, Ctx, Role, Staff};
use organisation::NewStaff;
use payment::RegisterBook;
use web::{App, Site};

use super::http::Client;
use crate::cli::place::Place;
use crate::demo::{PASSWORD, seed};

/// The accountant of the ward whose clerks they are.
const ACCOUNTANT: &str = "VT-0013";
/// The one-stop unit of the ward.
const UNIT: &str = "H44.101.01";
/// How many receipts each book has.
const RECEIPTS: i64 = 20_000;

/// Clerks with accounts and books.
#[derive(Debug)]
pub(crate) struct Clerks {
    count: usize,
    /// Who signs what they certify.
    pub(crate) signer: StaffId,
}

impl Clerks {
    /// Makes the demonstration data and `count` clerks at `place`, where no server may run yet.
    ///
    /// # Errors
    /// If the place cannot be opened or an action refuses.
    pub(crate) async fn prepare(place: &Place, count: usize) -> Result<Self> {
        let failed = |stop: crate::cli::exit::Stop| anyhow::anyhow!("{stop}");
        let opened = place.open().await.map_err(failed)?;
        opened.migrate().await.map_err(failed)?;
        let app = opened.app(Site::new("bench", "http://127.0.0.1")).map_err(failed)?;
        seed(&app, PASSWORD, Hashing::CHEAP).await?;
        let today = app.clock.now().date();
        let code: AgencyCode = UNIT.parse()?;
        let found = app.db.read(move |rx| ground(rx, &code, today)).await?;
        let (unit, keeper, signer) = found.context("a one-stop unit, an accountant and a signatory")?;
        for clerk in 0..count {
            let person = enter(&app, unit, clerk).await?;
            give_book(&app, &keeper, person, i64::try_from(clerk)?).await?;
        }
        opened.db.close().await;
        Ok(Self { count, signer })
    }

    /// One connection for each clerk, signed in, with an open shift.
    ///
    /// # Errors
    /// If the server refuses.
    pub(crate) async fn connect(&self, host: &str) -> Result<Vec<Client>> {
        let mut clients = Vec::with_capacity(self.count);
        for clerk in 0..self.count {
            let mut client = Client::connect(host).await?;
            client.sign_in(&login(clerk), PASSWORD).await?;
            let opened = client.post_form("/quay/thu-tien", &[("change", "0")]).await?;
            anyhow::ensure!(
                opened.status == 303,
                "a shift was answered with {}: {}",
                opened.status,
                opened.text()
            );
            clients.push(client);
        }
        Ok(clients)
    }
}

fn login(clerk: usize) -> String {
    format!("quay-{clerk}")
}

/// The one-stop unit, the accountant as an actor, and a signatory of the ward; none where the demonstration lacks one.
fn ground(
    rx: &mut db::Read,
    code: &AgencyCode,
    today: jiff::civil::Date,
) -> std::result::Result<Option<(UnitId, Staff, StaffId)>, organisation::Error> {
    let Some(unit) = organisation::unit_by_code(rx, code, today)? else { return Ok(None) };
    let Some(keeper) = organisation::staff_by_number(rx, ACCOUNTANT)? else { return Ok(None) };
    let posts = organisation::posts_of(rx, keeper.id, today)?;
    let signers = organisation::holders(rx, unit.root, Role::Signatory, today)?;
    let keeper =
        Staff { staff: keeper.id, name: keeper.name.to_string(), posts, acting: None, warrant: None };
    Ok(signers.first().map(|signer| (unit.id, keeper, signer.id)))
}

/// A clerk with an account.
async fn enter(app: &App, unit: UnitId, clerk: usize) -> Result<StaffId> {
    let now = app.clock.now();
    let ctx = || Ctx { request: RequestId::new(&app.rng, now), ..Ctx::system("bench", now, &app.rng) };
    let person = NewStaff {
        number: format!("DO-{clerk:04}").parse()?,
        name: "Nguyễn Thị Đo".parse()?,
        unit,
        role: Role::Reception,
        from: now.date(),
    };
    let of_act = ctx();
    let staff = app.db.write(move |tx| organisation::create_staff(tx, &of_act, &person)).await?;
    let hash = Hashing::CHEAP.hash(&Password::typed(PASSWORD), &app.rng)?;
    let account = StaffAccount { staff, login: login(clerk).parse()?, hash };
    let of_act = ctx();
    app.db.write(move |tx| accounts::open_staff_account(tx, &of_act, &account)).await?;
    Ok(staff)
}

/// A book of receipts for a clerk.
async fn give_book(app: &App, keeper: &Staff, to: StaffId, nth: i64) -> Result<()> {
    let now = app.clock.now();
    let actor = Actor::Staff(keeper.clone());
    let ctx = Ctx { actor, request: RequestId::new(&app.rng, now), ..Ctx::system("bench", now, &app.rng) };
    let root = keeper.posts.first().context("a position of the accountant")?.root;
    let book = RegisterBook {
        root,
        template: "01BLP0-001".to_owned(),
        series: "AA-26P".to_owned(),
        first: nth * RECEIPTS + 1,
        last: (nth + 1) * RECEIPTS,
        to: Some(to),
    };
    app.db.write(move |tx| payment::register_book(tx, &ctx, &book)).await?;
    Ok(())
}
