//! Dossiers walked at random: every act is tried whether it is lawful or not, and a model says beforehand what must come of
//! it. What is refused changes nothing; in the end the ledger tells the same story as the rows.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use base::Rng;
use serde_json::{Value, json};
use testkit::walk::{assert_ledger_holds, told};
use testkit::{Client, Reply, TestApp};

use crate::world::{World, act};

const LAND: &str = "G17-KQ003215";
/// Who takes which step of a construction permit, one after another.
const STEPS: [(&str, &str); 7] = [
    ("mot-cua", "chuyen"),
    ("truong-phong", "phan-cong"),
    ("chuyen-vien", "trinh-cap"),
    ("truong-phong", "trinh-ky"),
    ("ky-duyet", "ky"),
    ("van-thu", "phat-hanh"),
    ("mot-cua", "tra-ket-qua"),
];
/// The step in which the case is examined, where a dossier goes that is opened again.
const EXAMINED: usize = 2;
/// The steps in the division that the head leads.
const IN_DIVISION: std::ops::RangeInclusive<usize> = 1..=3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Receive,
    Refuse,
    Step,
    Ask,
    Supplement,
    Extend,
    Withdraw,
    Grant,
    Decline,
    Stop,
    Send,
    Arrive,
    Reopen,
}

/// What leads on comes up more often than what ends the way.
const DICE: [Act; 39] = [
    Act::Receive,
    Act::Receive,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Step,
    Act::Ask,
    Act::Ask,
    Act::Supplement,
    Act::Supplement,
    Act::Supplement,
    Act::Supplement,
    Act::Extend,
    Act::Extend,
    Act::Withdraw,
    Act::Decline,
    Act::Decline,
    Act::Decline,
    Act::Grant,
    Act::Grant,
    Act::Stop,
    Act::Stop,
    Act::Refuse,
    Act::Send,
    Act::Send,
    Act::Send,
    Act::Arrive,
    Act::Arrive,
    Act::Reopen,
    Act::Reopen,
];

/// What should be true of the dossier.
#[derive(Clone, Debug)]
struct Model {
    state: &'static str,
    /// Where a supplement leads back to.
    back: &'static str,
    received: bool,
    at: usize,
    asked: usize,
    wish: bool,
    extended: bool,
    /// Where the result is: 0 with the body, 1 on its way, 2 at the counter.
    result: u8,
    /// Whether a result is being put right.
    corrects: bool,
}

impl Model {
    const fn new() -> Self {
        Self {
            state: "submitted",
            back: "",
            received: false,
            at: 0,
            asked: 0,
            wish: false,
            extended: false,
            result: 0,
            corrects: false,
        }
    }

    fn runs(&self) -> bool {
        ["received", "processing"].contains(&self.state)
    }

    fn waits(&self) -> bool {
        self.state == "awaiting-supplement"
    }

    fn is_closed(&self) -> bool {
        ["refused", "withdrawn", "stopped"].contains(&self.state)
    }

    /// Whether the act is lawful now, by the person who tries it.
    fn allows(&self, act: Act) -> bool {
        let divided = IN_DIVISION.contains(&self.at);
        match act {
            Act::Receive | Act::Refuse => self.state == "submitted",
            Act::Step => self.runs() || self.state == "completed",
            Act::Ask => {
                let head = self.received && STEPS.get(self.at).is_some_and(|step| step.0 == "truong-phong");
                (self.runs() || self.state == "submitted") && (self.asked == 0 || head)
            }
            Act::Supplement => self.waits(),
            Act::Extend => self.runs() && divided && !self.extended && !self.corrects,
            Act::Withdraw if self.received => (self.runs() || self.waits()) && !self.wish && !self.corrects,
            Act::Withdraw => self.state == "submitted" || self.waits(),
            Act::Grant | Act::Decline => self.received && (self.runs() || self.waits()) && self.wish,
            Act::Stop => self.received && (self.runs() || self.waits()) && divided && !self.corrects,
            Act::Send => self.state == "completed" && self.result == 0,
            Act::Arrive => self.state == "completed" && self.result < 2,
            Act::Reopen => ["completed", "returned"].contains(&self.state),
        }
    }

    fn take(&mut self, act: Act) {
        match act {
            Act::Receive => (self.state, self.received) = ("received", true),
            Act::Refuse => self.state = "refused",
            Act::Step => {
                self.at += 1;
                self.corrects = self.corrects && self.at < 6;
                self.state = match self.at {
                    6 => "completed",
                    7 => "returned",
                    _ => "processing",
                };
            }
            Act::Ask => {
                self.asked += 1;
                (self.back, self.state) = (self.state, "awaiting-supplement");
            }
            Act::Supplement => self.state = self.back,
            Act::Extend => self.extended = true,
            Act::Withdraw if self.received => self.wish = true,
            Act::Withdraw | Act::Grant => self.state = "withdrawn",
            Act::Decline => self.wish = false,
            Act::Stop => self.state = "stopped",
            Act::Send => self.result = 1,
            Act::Arrive => self.result = 2,
            Act::Reopen => {
                (self.state, self.at) = ("processing", EXAMINED);
                (self.result, self.corrects, self.wish) = (0, true, false);
            }
        }
    }
}

/// Everybody who takes part, signed in once.
struct People<'a> {
    world: &'a World,
    officers: Vec<Client>,
    head: Client,
    officer: Value,
}

impl People<'_> {
    /// Tries an act at the front door.
    async fn tries(&self, id: &str, it: Act, at: usize) -> Reply {
        let world = self.world;
        let in_charge = &self.officers[at.min(STEPS.len() - 1)];
        match it {
            Act::Receive => act(&world.clerk, id, "reception", json!({})).await,
            Act::Refuse => act(&world.clerk, id, "refusal", json!({"reason": "x", "citation": "y"})).await,
            Act::Step => act(in_charge, id, "steps", self.step(at)).await,
            Act::Ask => {
                let body =
                    json!({"components": [{"component": LAND, "what": "Mờ."}], "approval": "Cần thêm."});
                act(in_charge, id, "supplement-request", body).await
            }
            Act::Supplement => {
                let paper = json!({"component": LAND, "file": world.paper, "name": "so-do.pdf"});
                act(&world.citizen, id, "supplement", json!({"papers": [paper]})).await
            }
            Act::Extend => {
                act(&self.head, id, "extension", json!({"day": "2027-01-15", "reason": "Chậm."})).await
            }
            Act::Withdraw => act(&world.citizen, id, "withdrawal", json!({})).await,
            Act::Grant | Act::Decline => {
                let body = json!({"granted": it == Act::Grant, "words": "Đã trình ký."});
                act(in_charge, id, "withdrawal-answer", body).await
            }
            Act::Stop => act(&self.head, id, "stop", json!({"reason": "x", "citation": "y"})).await,
            Act::Send | Act::Arrive => {
                let place = if it == Act::Send { "on-its-way" } else { "at-counter" };
                act(&world.clerk, id, "result-place", json!({"place": place})).await
            }
            Act::Reopen => {
                act(&self.head, id, "correction", json!({"day": "2026-12-04", "reason": "Sai số nhà."})).await
            }
        }
    }

    fn step(&self, at: usize) -> Value {
        let action = STEPS[at.min(STEPS.len() - 1)].1;
        match action {
            "phan-cong" => json!({"action": action, "person": self.officer}),
            "phat-hanh" => json!({"action": action, "result_number": "1/GPXD", "result_date": "2026-11-18"}),
            "tra-ket-qua" => json!({"action": action, "recipient": "Nguyễn Thị Hồng Ánh"}),
            _ => json!({"action": action}),
        }
    }
}

/// What is tried next; what is not lawful is thrown again twice, so that a walk gets somewhere.
fn thrown(rng: &Rng, model: &Model) -> Act {
    let throws = rng.bytes::<3>().map(|byte| DICE[usize::from(byte) % DICE.len()]);
    throws.into_iter().find(|act| model.allows(*act)).unwrap_or(throws[2])
}

/// The state that the events of a dossier tell of.
fn state_of(told: &[String]) -> &'static str {
    let mut state = "";
    let mut back = "";
    for kind in told {
        state = match kind.as_str() {
            "submitted.1" => "submitted",
            "received.1" => "received",
            "refused.1" => "refused",
            "step-taken.1" => "processing",
            "supplement-asked.1" => {
                back = state;
                "awaiting-supplement"
            }
            "supplemented.1" => back,
            "completed.1" => "completed",
            "returned.1" => "returned",
            "withdrawn.1" => "withdrawn",
            "stopped.1" => "stopped",
            "reopened.1" => "processing",
            _ => state,
        };
    }
    state
}

testkit::both_engines! {
    async fn what_is_lawful_is_done_and_nothing_else(app: TestApp) {
        let world = World::new(app).await;
        let mut officers = Vec::new();
        for (login, _) in STEPS {
            officers.push(world.app.signed_in(login).await);
        }
        let head = world.app.signed_in("truong-phong").await;
        let people = People { world: &world, officers, head, officer: world.officer().await };
        let (mut done, mut refused) = (BTreeSet::new(), BTreeSet::new());
        for seed in 0..40 {
            let (rng, id) = (Rng::seeded(seed), world.filed().await);
            let mut model = Model::new();
            let mut way = Vec::new();
            for _ in 0..40 {
                let it = thrown(&rng, &model);
                let lawful = model.allows(it);
                let reply = people.tries(&id, it, model.at).await;
                way.push(it);
                assert_eq!(reply.status.is_success(), lawful, "walk {seed}, {way:?}, {model:?}: {}", reply.text());
                if lawful { model.take(it); done.insert(it); } else { refused.insert(it); }
                let shown = world.citizen.get(&format!("/api/v1/dossiers/{id}")).await;
                let shown = shown.assert_status(StatusCode::OK).json();
                assert_eq!(shown["state"], model.state, "walk {seed}, {way:?}");
                if model.is_closed() {
                    break;
                }
            }
            assert_eq!(state_of(&told(&world.app, &id).await), model.state, "the ledger tells it, walk {seed}");
        }
        let all = BTreeSet::from(DICE);
        assert_eq!((&done, &refused), (&all, &all), "each act was done and was refused");
        assert_ledger_holds(&world.app).await;
    }
}
