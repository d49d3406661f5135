//! The dossiers of the demonstration: filed and handled through the front door, as citizens and officers would, on a
//! listener of their own before the public one opens, and with a clock of their own: each act on its day.

use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use base::{Instant, ManualClock};
use jiff::civil::Date;
use serde_json::{Value, json};
use web::App;

use super::samples::{Person, Sample};
use super::stories::{
    CITATION, CITIZEN, COUNTER, Filer, OFFICER, RECALL, RECEIVE, REFUSE, REMIND, SHELVE, STORIES, Story,
    words,
};
use super::{PASSWORD, paper_hash, samples, upload_paper};
use crate::load::Client;

/// A person who has not done anything for so long, in seconds, signs in again: well before a session ends.
const IDLE: i64 = 30 * 60;

/// Files the dossiers, unless the first citizen has some already; how many. The accounts have [`PASSWORD`].
///
/// # Errors
/// Whatever the front door refuses; on fresh demonstration data it refuses nothing, as a test proves.
pub async fn file(app: &App) -> Result<usize> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let host = listener.local_addr()?.to_string();
    let clock = Arc::new(ManualClock::new(app.clock.now()));
    let past = App { clock: clock.clone(), ..app.clone() };
    let service = crate::compose(past).into_make_service_with_connect_info::<std::net::SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });
    let people = People { host: &host, clock: &clock, signed_in: Vec::new() };
    let filed = file_all(app, people).await;
    serving.abort();
    filed
}

/// One thing that happens, and when.
struct Event {
    at: Instant,
    /// The place of the story, and of the step on its way; none for the filing itself.
    story: usize,
    step: Option<usize>,
}

async fn file_all(app: &App, mut people: People<'_>) -> Result<usize> {
    let now = app.clock.now();
    let there = people.of(CITIZEN).await?.get("/ho-so").await?;
    if there.text().contains("/ho-so/0") {
        people.leave().await?;
        return Ok(0);
    }
    people.leave().await?;
    let (samples, persons) = (samples()?, super::samples::people()?);
    let competent = samples.first().context("a sample")?.competent(&app.db, now.date()).await?;
    let calendar = app.db.read(move |rx| organisation::calendar(rx, competent, now.date())).await?;
    let mut dossiers = vec![String::new(); STORIES.len()];
    for event in timetable(&calendar, now) {
        people.clock.set(event.at);
        let story = &STORIES[event.story];
        let cast = cast(story, &samples, &persons)?;
        let Some((_, login, action)) = event.step.and_then(|step| story.way.get(step)) else {
            dossiers[event.story] = filed(app, &mut people, story, cast).await?;
            continue;
        };
        let owed = Owed { number: format!("{}/{}", 118 + event.story, cast.0.mark), to: cast.0.name(cast.1) };
        let acted = people.act(login, &dossiers[event.story], action, owed).await;
        acted.with_context(|| format!("{login}: {action}"))?;
    }
    people.leave().await?;
    Ok(STORIES.len())
}

/// Every event in the order of time: day by day, a few minutes after one another, none after `now`.
fn timetable(calendar: &worktime::Calendar, now: Instant) -> Vec<Event> {
    let mut events: Vec<(u32, usize, Option<usize>)> = Vec::new();
    for (number, story) in STORIES.iter().enumerate() {
        events.push((story.filed, number, None));
        events.extend(story.way.iter().enumerate().map(|(step, (ago, ..))| (*ago, number, Some(step))));
    }
    events.sort_by_key(|(ago, ..)| std::cmp::Reverse(*ago));
    let mut minutes = 0;
    let mut before = None;
    let at = |(ago, story, step): (u32, usize, Option<usize>)| {
        minutes = if before == Some(ago) { minutes + 4 } else { 5 };
        before = Some(ago);
        let opening = Instant::from_local(working_day(calendar, now.date(), ago).at(8, 0, 0, 0));
        Event { at: opening.plus_seconds(minutes * 60).min(now), story, step }
    };
    events.into_iter().map(at).collect()
}

/// The working day so many working days before `today`, or before the last one if `today` is none.
fn working_day(calendar: &worktime::Calendar, today: Date, ago: u32) -> Date {
    let back = std::iter::successors(Some(today), |day| day.yesterday().ok());
    back.filter(|day| calendar.works(*day)).nth(ago as usize).unwrap_or(today)
}

/// Files a dossier; its identifier.
async fn filed(
    app: &App,
    people: &mut People<'_>,
    story: &Story,
    (sample, person): (&Sample, Option<&Person>),
) -> Result<String> {
    let competent = sample.competent(&app.db, people.clock_date()).await?;
    let made = match story.filer {
        Filer::Own(login) | Filer::Online(login, _) => {
            upload_paper(people.of(login).await?).await?;
            let body = sample.submission(competent, &paper_hash(), person);
            people.post(login, "/api/v1/dossiers", &body).await?
        }
        Filer::Counter(_) => {
            let body = sample.at_counter(competent, person);
            people.post(COUNTER, "/api/v1/counter/dossiers", &body).await?
        }
    };
    Ok(made["id"].as_str().context("the dossier's identifier")?.to_owned())
}

/// A recall of a birth certificate that bears a wrong name.
fn recalled(revision: &Value) -> Value {
    json!({
        "revision": revision,
        "reason": "Tên đệm của trẻ trên giấy khai sinh viết khác giấy chứng sinh.",
        "citation": "Điều 69, Điều 70 Luật Hộ tịch số 60/2014/QH13",
        "bring_back": "Bản chính giấy khai sinh và các bản sao đã nhận.",
        "fault": "Nhập tên đệm không theo giấy chứng sinh.",
    })
}

/// What a story is told with: its sample and whom it is about.
fn cast<'a>(
    story: &Story,
    samples: &'a [Sample],
    persons: &'a [Person],
) -> Result<(&'a Sample, Option<&'a Person>)> {
    let sample = samples.get(story.sample).context("the sample of a story")?;
    let person = match story.filer {
        Filer::Own(_) => None,
        Filer::Online(_, key) | Filer::Counter(key) => {
            Some(persons.iter().find(|it| it.key == key).with_context(|| format!("nobody is {key}"))?)
        }
    };
    Ok((sample, person))
}

/// What some actions owe: the number of the result, who takes it.
struct Owed<'a> {
    number: String,
    to: &'a str,
}

/// Everybody who has signed in so far, each with the moment of what they did last.
struct People<'a> {
    host: &'a str,
    clock: &'a ManualClock,
    signed_in: Vec<(&'static str, Client, Instant)>,
}

impl People<'_> {
    fn clock_date(&self) -> Date {
        base::Clock::now(self.clock).date()
    }

    async fn of(&mut self, login: &'static str) -> Result<&mut Client> {
        let now = base::Clock::now(self.clock);
        self.signed_in.retain(|(it, _, last)| *it != login || now < last.plus_seconds(IDLE));
        let at = match self.signed_in.iter().position(|(it, ..)| *it == login) {
            Some(at) => at,
            None => {
                let mut client = Client::connect(self.host).await?;
                client.sign_in(login, PASSWORD).await?;
                self.signed_in.push((login, client, now));
                self.signed_in.len() - 1
            }
        };
        let (_, client, last) = &mut self.signed_in[at];
        *last = now;
        Ok(client)
    }

    async fn post(&mut self, login: &'static str, path: &str, body: &str) -> Result<Value> {
        let client = self.of(login).await?;
        let mut answer = client.post_json(path, body, None).await?;
        if answer.text().contains("denied.unconfirmed") {
            let shown = json!({ "secret": PASSWORD }).to_string();
            client.post_json("/api/v1/session/confirmation", &shown, None).await?;
            answer = client.post_json(path, body, None).await?;
        }
        ensure!(
            (200..300).contains(&answer.status),
            "POST {path} answered {}: {}",
            answer.status,
            answer.text()
        );
        Ok(serde_json::from_slice(&answer.body).unwrap_or_default())
    }

    /// One action on a dossier, with whatever the action owes.
    async fn act(&mut self, login: &'static str, id: &str, action: &str, owed: Owed<'_>) -> Result<()> {
        let seen = self.of(login).await?.get(&format!("/api/v1/dossiers/{id}")).await?;
        let seen: Value = serde_json::from_slice(&seen.body).context("the dossier as it stands")?;
        let revision = &seen["revision"];
        let (end, mut body) = match action {
            RECEIVE => ("reception", json!({ "revision": revision })),
            REFUSE => {
                ("refusal", json!({ "revision": revision, "reason": words(action), "citation": CITATION }))
            }
            SHELVE => ("shelf", json!({ "revision": revision, "shelf": "A3-12" })),
            REMIND => ("reminder", json!({ "revision": revision, "note": "Gọi điện, hẹn đến trong tuần." })),
            RECALL => ("recall", recalled(revision)),
            _ => ("steps", json!({ "revision": revision, "action": action })),
        };
        if end == "steps" && !words(action).is_empty() {
            body["note"] = json!(words(action));
        }
        match action {
            "phan-cong" => {
                let me = self.of(OFFICER).await?.get("/api/v1/me").await?;
                let me: Value = serde_json::from_slice(&me.body).context("who the case officer is")?;
                body["person"] = me["id"].clone();
            }
            "phat-hanh" => {
                body["result_number"] = json!(owed.number);
                body["result_date"] = json!(self.clock_date().to_string());
            }
            "tra-ket-qua" => body["recipient"] = json!(owed.to),
            _ => {}
        }
        self.post(login, &format!("/api/v1/dossiers/{id}/{end}"), &body.to_string()).await?;
        Ok(())
    }

    /// Signs everybody out.
    async fn leave(&mut self) -> Result<()> {
        for (_, mut client, _) in self.signed_in.drain(..) {
            client.delete("/api/v1/session").await?;
        }
        Ok(())
    }
}
