//! The servers on the other side: a real mail server, a gateway that takes JSON, and one that takes a connection and says nothing.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use notice::{Channels, Gateway, Mail};
use serde_json::Value;

/// What a server took.
pub(crate) type Taken = Arc<Mutex<Vec<Value>>>;

/// The mail server; it ends with the value.
pub(crate) struct Smtp {
    child: Child,
    pub(crate) port: u16,
    taken: Taken,
}

impl Smtp {
    /// Starts it.
    pub(crate) fn start() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/notices/smtp.py");
        let child =
            Command::new("/usr/bin/python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("Debian's python3 runs the mail server; ./x test installs it");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let ready = lines.next().and_then(Result::ok).unwrap_or_default();
        let port = ready.strip_prefix("ready ").and_then(|port| port.parse().ok());
        let port = port.expect("the mail server starts: python3-aiosmtpd is installed by ./x test");
        let taken = Taken::default();
        let kept = taken.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let message = serde_json::from_str(&line).expect("a line is JSON");
                kept.lock().expect("not poisoned").push(message);
            }
        });
        Self { child, port, taken }
    }

    /// How the program reaches it.
    pub(crate) fn mail(&self) -> Mail {
        self.mail_at(&format!("smtp://motcua:mat-khau@127.0.0.1:{}", self.port))
    }

    /// The same by another address.
    pub(crate) fn mail_at(&self, url: &str) -> Mail {
        Mail::new(url, "Một cửa <motcua@vidu.vn>", 60_000).expect("the address is one")
    }

    /// What it took, once there are so many.
    pub(crate) fn taken(&self, count: usize) -> Vec<Value> {
        let begun = Instant::now();
        loop {
            let taken = self.taken.lock().expect("not poisoned").clone();
            if taken.len() >= count || begun.elapsed() > Duration::from_secs(10) {
                assert_eq!(taken.len(), count, "{taken:?}");
                return taken;
            }
            std::thread::yield_now();
        }
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Only mail.
pub(crate) fn only_mail(mail: Mail) -> Channels {
    Channels { mail: Some(mail), ..Channels::default() }
}

/// A server that takes connections and never says a word; its port.
pub(crate) fn hanging() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let held: Vec<_> = listener.incoming().collect();
        drop(held);
    });
    port
}

/// A gateway: what it took, with the headers, and the status it gives.
#[derive(Clone, Default)]
pub(crate) struct Taker {
    pub(crate) taken: Taken,
    pub(crate) status: Arc<Mutex<u16>>,
    pub(crate) port: u16,
}

impl Taker {
    /// Starts it.
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let taker = Self { port, status: Arc::new(Mutex::new(200)), ..Self::default() };
        let router = axum::Router::new().route("/send", axum::routing::post(take)).with_state(taker.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        taker
    }

    /// How the program reaches it.
    pub(crate) fn gateway(&self) -> Gateway {
        let url = format!("http://127.0.0.1:{}/send", self.port);
        Gateway::new(&url, "the-bai-mat", 60_000).expect("the address is one")
    }

    /// From now on it answers so.
    pub(crate) fn answer(&self, status: u16) {
        *self.status.lock().expect("not poisoned") = status;
    }

    pub(crate) fn taken(&self) -> Vec<Value> {
        self.taken.lock().expect("not poisoned").clone()
    }
}

async fn take(State(taker): State<Taker>, headers: HeaderMap, body: String) -> (StatusCode, &'static str) {
    let mut message: Value = serde_json::from_str(&body).expect("the body is JSON");
    for name in ["authorization", "idempotency-key"] {
        let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        message[name] = value.into();
    }
    taker.taken.lock().expect("not poisoned").push(message);
    let status = *taker.status.lock().expect("not poisoned");
    (StatusCode::from_u16(status).expect("a status"), "said so")
}
