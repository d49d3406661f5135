//! The people of a bench or a drill: citizens who submit the same procedure again and again, and the officer whose
//! queue it fills. They know the product's addresses and nothing of its insides.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use accounts::{Hashing, Identity, Password, SignUp};
use anyhow::{Context as _, Result, bail, ensure};
use base::id::RequestId;
use base::{Clock as _, Ctx, Rng, SystemClock};
use web::{App, Site};

use super::http::{Answer, Client};
use crate::cli::place::Place;
use crate::demo::{PASSWORD, paper_hash, samples, seed, upload_paper};

/// The officer whose queue the submissions fill.
const OFFICER: &str = "mot-cua";

/// Citizens with accounts, and what they send.
#[derive(Debug)]
pub(crate) struct Citizens {
    count: usize,
    submission: String,
    at_counter: String,
    procedure: String,
    rng: Rng,
    /// The cookies of those who have signed in: a session outlives a killed server.
    sessions: Mutex<Vec<String>>,
}

impl Citizens {
    /// Makes the demonstration data and `count` citizens at `place`, where no server may run yet.
    ///
    /// # Errors
    /// If the place cannot be opened or an action refuses.
    pub(crate) async fn prepare(place: &Place, count: usize) -> Result<Self> {
        let failed = |stop: crate::cli::exit::Stop| anyhow::anyhow!("{stop}");
        let opened = place.open().await.map_err(failed)?;
        opened.migrate().await.map_err(failed)?;
        let app = opened.app(Site::new("bench", "http://127.0.0.1")).map_err(failed)?;
        seed(&app, PASSWORD, Hashing::CHEAP).await?;
        open_accounts(&app, count).await?;
        let sample = samples()?.into_iter().next().context("a sample")?;
        let competent = sample.competent(&app.db, app.clock.now().date()).await?;
        let submission = sample.submission(competent, &paper_hash(), None);
        let at_counter = sample.at_counter(competent, None);
        opened.db.close().await;
        let procedure = format!("/thu-tuc/{}", sample.procedure);
        Ok(Self { count, submission, at_counter, procedure, rng: Rng::system(), sessions: Mutex::default() })
    }

    /// One connection for each citizen, signed in.
    ///
    /// # Errors
    /// If the server refuses.
    pub(crate) async fn connect(&self, host: &str) -> Result<Vec<Client>> {
        let mut clients = Vec::with_capacity(self.count);
        for citizen in 0..self.count {
            let mut client = Client::connect(host).await?;
            let known =
                self.sessions.lock().map_err(|_| anyhow::anyhow!("a client panicked"))?.get(citizen).cloned();
            if let Some(cookies) = known {
                client.set_cookies(&cookies);
            } else {
                client.sign_in(&login(citizen), PASSWORD).await?;
                upload_paper(&mut client).await?;
                let cookies = client.cookies();
                self.sessions.lock().map_err(|_| anyhow::anyhow!("a client panicked"))?.push(cookies);
            }
            clients.push(client);
        }
        Ok(clients)
    }

    /// The officer, signed in.
    ///
    /// # Errors
    /// If the server refuses.
    pub(crate) async fn officer(&self, host: &str) -> Result<Client> {
        let mut client = Client::connect(host).await?;
        client.sign_in(OFFICER, PASSWORD).await?;
        Ok(client)
    }

    /// Nobody's cookies are good any longer: the next connections sign in.
    pub(crate) fn forget_sessions(&self) {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The officer takes a dossier down at the counter; its number.
    ///
    /// # Errors
    /// If the server refuses.
    pub(crate) async fn file_at_counter(&self, officer: &mut Client) -> Result<String> {
        let request = Some(self.next_request());
        let answer = officer.post_json("/api/v1/counter/dossiers", &self.at_counter, request).await?;
        ensure!(answer.status == 201, "the counter was answered with {}: {}", answer.status, answer.text());
        let receipt: serde_json::Value = serde_json::from_slice(&answer.body)?;
        Ok(receipt["number"].as_str().context("a number")?.to_owned())
    }

    /// The officer's queue of submissions that wait.
    pub(crate) const fn queue(&self) -> &'static str {
        "/can-bo?hang=cho-tiep-nhan"
    }

    /// What the citizen reads before filing.
    pub(crate) fn procedure_page(&self) -> &str {
        &self.procedure
    }

    /// The table that has one row a submission.
    pub(crate) const fn table(&self) -> &'static str {
        "dossier"
    }

    /// A request nobody has sent yet.
    pub(crate) fn next_request(&self) -> RequestId {
        RequestId::new(&self.rng, SystemClock.now())
    }

    /// Sends one submission under `request`; whatever the server answers.
    ///
    /// # Errors
    /// If the connection breaks.
    pub(crate) async fn post(&self, client: &mut Client, request: RequestId) -> Result<Answer> {
        client.post_json("/api/v1/dossiers", &self.submission, Some(request)).await
    }

    /// Submits under `request`; where the dossier is.
    ///
    /// # Errors
    /// If the connection breaks or the submission is refused.
    pub(crate) async fn submit(&self, client: &mut Client, request: RequestId) -> Result<String> {
        let answer = self.post(client, request).await?;
        self.location(&answer)
    }

    /// Where the dossier is that an answer speaks of.
    ///
    /// # Errors
    /// If the answer is a refusal.
    pub(crate) fn location(&self, answer: &Answer) -> Result<String> {
        match (answer.status, answer.header("location")) {
            (201, Some(location)) => Ok(location.to_owned()),
            (status, _) => bail!("a submission was answered with {status}: {}", answer.text()),
        }
    }
}

fn login(citizen: usize) -> String {
    format!("do-tai-{}-{citizen}", std::process::id())
}

/// Opens the citizens' accounts, one password for all.
async fn open_accounts(app: &App, count: usize) -> Result<()> {
    let hash = Hashing::CHEAP.hash(&Password::typed(PASSWORD), &app.rng)?;
    for citizen in 0..count {
        let input = SignUp {
            name: "Nguyễn Văn Đo".parse()?,
            login: login(citizen).parse()?,
            identity: Identity::None,
            email: None,
            phone: None,
            hash: hash.clone(),
        };
        let now = app.clock.now();
        let ctx = Ctx { request: RequestId::new(&app.rng, now), ..Ctx::system("bench", now, &app.rng) };
        app.db.write(move |tx| accounts::sign_up(tx, &ctx, &input)).await?;
    }
    Ok(())
}

/// `motcua verify` at `place`: what was written must hold.
///
/// # Errors
/// What it found.
pub(crate) fn verify(binary: &Path, place: &Place) -> Result<()> {
    let done = std::process::Command::new(binary).arg("verify").args(place.arguments()).output()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "motcua verify: {said}");
    Ok(())
}
