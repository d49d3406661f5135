//! The dossiers of the demonstration: filed and handled through the front door, as citizens and officers would, on a
//! listener of their own before the public one opens.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use web::App;

use super::{PASSWORD, paper_hash, samples, upload_paper};
use crate::load::Client;

/// One dossier: which sample, filed by whom (login and name), and the steps it has taken: who, which action.
type Story = (usize, (&'static str, Option<&'static str>), &'static [(&'static str, &'static str)]);

const RECEIVE: &str = "tiep-nhan";

/// The permit as far as the case officer has it.
const HANDLED: &[(&str, &str)] =
    &[("mot-cua", RECEIVE), ("mot-cua", "chuyen"), ("truong-phong", "phan-cong")];
/// The permit before the signature.
const TO_SIGN: &[(&str, &str)] = &[
    ("mot-cua", RECEIVE),
    ("mot-cua", "chuyen"),
    ("truong-phong", "phan-cong"),
    ("chuyen-vien", "trinh-cap"),
    ("truong-phong", "trinh-ky"),
];
/// The permit with its result at the counter.
const READY: &[(&str, &str)] = &[
    ("mot-cua", RECEIVE),
    ("mot-cua", "chuyen"),
    ("truong-phong", "phan-cong"),
    ("chuyen-vien", "trinh-cap"),
    ("truong-phong", "trinh-ky"),
    ("ky-duyet", "ky"),
    ("van-thu", "phat-hanh"),
];
/// The permit, handed over.
const RETURNED: &[(&str, &str)] = &[
    ("mot-cua", RECEIVE),
    ("mot-cua", "chuyen"),
    ("truong-phong", "phan-cong"),
    ("chuyen-vien", "trinh-cap"),
    ("truong-phong", "trinh-ky"),
    ("ky-duyet", "ky"),
    ("van-thu", "phat-hanh"),
    ("mot-cua", "tra-ket-qua"),
];

const CITIZEN: &str = "cong-dan";
const OTHER: &str = "cong-dan-2";

const STORIES: &[Story] = &[
    (0, (CITIZEN, None), RETURNED),
    (0, (OTHER, Some("Trần Văn Bình")), READY),
    (0, (CITIZEN, None), HANDLED),
    (0, (OTHER, Some("Trần Văn Bình")), TO_SIGN),
    (1, (CITIZEN, None), &[("mot-cua", RECEIVE), ("mot-cua", "chuyen")]),
    (1, (OTHER, Some("Trần Văn Bình")), &[]),
    (0, (OTHER, Some("Hộ ông Đặng Quốc Đạt")), &[]),
    (2, (CITIZEN, None), &[]),
];

/// Files the dossiers, unless the first citizen has some already; how many. The accounts have [`PASSWORD`].
///
/// # Errors
/// Whatever the front door refuses; on fresh demonstration data it refuses nothing, as a test proves.
pub async fn file(app: &App) -> Result<usize> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let host = listener.local_addr()?.to_string();
    let service = crate::compose(app.clone()).into_make_service_with_connect_info::<std::net::SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });
    let filed = file_all(app, &host).await;
    serving.abort();
    filed
}

async fn file_all(app: &App, host: &str) -> Result<usize> {
    let mut people = People { host, signed_in: Vec::new() };
    let there = people.of(CITIZEN).await?.get("/ho-so").await?;
    if there.text().contains("/ho-so/0") {
        return Ok(0);
    }
    let paper = paper_hash();
    let samples = samples()?;
    let today = app.clock.now().date();
    for (sample, (login, name), way) in STORIES {
        let sample = &samples[*sample];
        let body = sample.submission(sample.competent(&app.db, today).await?, &paper, *name);
        upload_paper(people.of(login).await?).await?;
        let made = people.post(login, "/api/v1/dossiers", &body).await?;
        let id = made["id"].as_str().context("the dossier's identifier")?.to_owned();
        for (login, action) in *way {
            people.act(login, &id, action).await.with_context(|| format!("{login}: {action}"))?;
        }
    }
    people.leave().await?;
    Ok(STORIES.len())
}

/// Everybody who has signed in so far.
struct People<'a> {
    host: &'a str,
    signed_in: Vec<(&'static str, Client)>,
}

impl People<'_> {
    async fn of(&mut self, login: &'static str) -> Result<&mut Client> {
        if let Some(at) = self.signed_in.iter().position(|(it, _)| *it == login) {
            return Ok(&mut self.signed_in[at].1);
        }
        let mut client = Client::connect(self.host).await?;
        client.sign_in(login, PASSWORD).await?;
        self.signed_in.push((login, client));
        Ok(&mut self.signed_in.last_mut().context("just signed in")?.1)
    }

    async fn post(&mut self, login: &'static str, path: &str, body: &str) -> Result<Value> {
        let answer = self.of(login).await?.post_json(path, body, None).await?;
        ensure!(
            (200..300).contains(&answer.status),
            "POST {path} answered {}: {}",
            answer.status,
            answer.text()
        );
        Ok(serde_json::from_slice(&answer.body).unwrap_or_default())
    }

    /// One action on a dossier, with whatever the action owes.
    async fn act(&mut self, login: &'static str, id: &str, action: &str) -> Result<()> {
        let seen = self.of(login).await?.get(&format!("/api/v1/dossiers/{id}")).await?;
        let seen: Value = serde_json::from_slice(&seen.body).context("the dossier as it stands")?;
        let revision = &seen["revision"];
        if action == RECEIVE {
            let body = json!({ "revision": revision }).to_string();
            self.post(login, &format!("/api/v1/dossiers/{id}/reception"), &body).await?;
            return Ok(());
        }
        let mut body = json!({ "revision": revision, "action": action });
        match action {
            "phan-cong" => {
                let me = self.of("chuyen-vien").await?.get("/api/v1/me").await?;
                let me: Value = serde_json::from_slice(&me.body).context("who the case officer is")?;
                body["person"] = me["id"].clone();
            }
            "phat-hanh" => {
                body["result_number"] = json!("118/GPXD-UBND");
                body["result_date"] = json!(seen["submitted_at"].as_str().and_then(|it| it.get(..10)));
            }
            "tra-ket-qua" => body["recipient"] = json!("Nguyễn Thị Hồng Ánh"),
            "trinh-cap" => body["note"] = json!("Hồ sơ đủ điều kiện cấp phép."),
            _ => {}
        }
        self.post(login, &format!("/api/v1/dossiers/{id}/steps"), &body.to_string()).await?;
        Ok(())
    }

    async fn leave(self) -> Result<()> {
        for (_, mut client) in self.signed_in {
            client.delete("/api/v1/session").await?;
        }
        Ok(())
    }
}
