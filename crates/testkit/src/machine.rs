//! A machine that receives without a network, as the page on it does: numbers and due dates from its kit, nothing asked of anybody.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use base::Instant;
use jiff::civil::{Date, DateTime};
use serde_json::{Value, json};

use crate::client::Client;
use crate::filing::Filing;
use crate::reply::Reply;

/// A machine with its kit.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Its identifier.
    pub id: String,
    /// What opens its store elsewhere.
    pub secret: String,
    /// What it carries along.
    pub kit: Value,
    used: BTreeMap<(String, Date), i64>,
}

/// One dossier taken down on a machine: what is sent, and under which key.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The key under which the machine keeps it.
    pub key: String,
    /// What is sent, without the moment of sending.
    pub body: Value,
}

/// The address of an operation of a machine.
fn of(id: &str, operation: &str) -> String {
    format!("/api/v1/offline-counters/{id}/{operation}")
}

impl Machine {
    /// Registers a machine and gives it numbers for so many days from today.
    ///
    /// # Panics
    /// When the front door refuses it.
    pub async fn prepare(clerk: &Client, name: &str, days: i64, count: i64) -> Self {
        let made = clerk.json(Method::POST, "/api/v1/offline-counters", &json!({"name": name})).await;
        let made = made.assert_status(StatusCode::CREATED).json();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let mut machine = Self {
            id: text(&made["id"]),
            secret: text(&made["secret"]),
            kit: Value::Null,
            used: BTreeMap::new(),
        };
        machine.reserve(clerk, days, count).await.assert_status(StatusCode::CREATED);
        machine.kit = machine.fetch(clerk).await.assert_status(StatusCode::OK).json();
        machine
    }

    /// Asks for numbers.
    pub async fn reserve(&self, clerk: &Client, days: i64, count: i64) -> Reply {
        clerk.json(Method::POST, &of(&self.id, "ranges"), &json!({"days": days, "count": count})).await
    }

    /// Asks for the kit.
    pub async fn fetch(&self, clerk: &Client) -> Reply {
        clerk.get(&of(&self.id, "kit")).await
    }

    /// The number after so many of an agency's day.
    ///
    /// # Panics
    /// When the day has no numbers.
    #[must_use]
    pub fn number(&self, agency: &str, day: Date, after: i64) -> String {
        let ranges = self.kit["ranges"].as_array().expect("ranges");
        let of = |range: &&Value| range["agency"] == agency && range["day"] == day.to_string();
        let first = ranges.iter().find(of).and_then(|range| range["first"].as_i64()).expect("numbers");
        format!("{agency}-{}-{:04}", day.strftime("%y%m%d"), first + after)
    }

    /// Takes a filing down at a moment of the machine's clock, with the next number and the due moment of its table.
    ///
    /// # Panics
    /// When the kit does not know the procedure or the day.
    pub fn take(&mut self, filing: &Filing, at: Instant) -> Intake {
        let procedures = self.kit["procedures"].as_array().expect("procedures");
        let procedure = procedures.iter().find(|it| it["code"] == filing.procedure.as_str());
        let procedure = procedure.expect("the kit has the procedure");
        let [body, agency] =
            ["id", "agency"].map(|part| procedure["bodies"][0][part].as_str().expect("a body"));
        let promised = self.due(procedure, &filing.case, body, at);
        let used = self.used.entry((agency.to_owned(), at.date())).or_default();
        *used += 1;
        let after = *used - 1;
        let number = self.number(agency, at.date(), after);
        let mut pairs: Vec<Value> =
            filing.fields().into_iter().map(|(name, text)| json!([name, text])).collect();
        pairs.push(json!(["case", filing.case]));
        pairs.extend(filing.papers.iter().map(|paper| json!(["paper", paper])));
        let body = json!({
            "procedure": filing.procedure, "competent": body, "number": number, "received": at.rfc3339(),
            "promised": promised.rfc3339(), "lookup": "ABCD2345", "pairs": pairs,
        });
        Intake { key: format!("0192f1c2-0000-4000-8000-{:012x}", fold(&body)), body }
    }

    /// When the table of the first term of the case without a condition says that it is due.
    fn due(&self, procedure: &Value, case: &str, body: &str, at: Instant) -> Instant {
        let terms = procedure["terms"].as_array().expect("terms");
        let term = terms.iter().find(|term| term["case"] == case && term["when"].is_null()).expect("a term");
        let place = term["dues"][body].as_u64().and_then(|it| usize::try_from(it).ok()).expect("a table");
        let table = &self.kit["dues"][place];
        let local = at.local();
        let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
        let entries = table[at.date().to_string()].as_array().expect("the day");
        let starts = |entry: &&Value| entry["minute"].as_i64().expect("a minute") <= minute;
        let entry = entries.iter().rev().find(starts).expect("an entry");
        let due: DateTime = entry["due"].as_str().expect("a moment").parse().expect("a moment");
        let later = if entry["runs"] == true { minute - entry["minute"].as_i64().unwrap_or(0) } else { 0 };
        Instant::from_local(due).plus_seconds(later * 60)
    }

    /// Sends an intake at a moment of the machine's clock.
    pub async fn bring(&self, clerk: &Client, intake: &Intake, sent: Instant) -> Reply {
        let mut body = intake.body.clone();
        body["sent"] = sent.rfc3339().into();
        let headers = [("content-type", "application/json"), ("idempotency-key", intake.key.as_str())];
        clerk.send(Method::POST, &of(&self.id, "dossiers"), &headers, body.to_string().into()).await
    }
}

/// Something that differs where what was taken down does.
fn fold(body: &Value) -> u64 {
    body.to_string().bytes().fold(7, |sum, byte| (sum * 31 + u64::from(byte)) & 0xffff_ffff_ffff)
}
