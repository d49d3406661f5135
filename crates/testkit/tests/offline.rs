//! The offline counter: a machine with numbers of its own receives for a day without a network and brings everything in later,
//! without loss or double.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use base::Instant;
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::machine::Intake;
use testkit::walk::{assert_ledger_holds, told};
use testkit::{Client, Filing, Machine, TestApp};

/// The agency of Phường Việt Trì; the machine has numbers of the police of the ward too.
const AGENCY: &str = "H44.101";

/// A moment of the day on which the program stands.
fn at(hour: i8, minute: i8) -> Instant {
    Instant::from_local(date(2026, 11, 18).at(hour, minute, 0, 0))
}

/// What somebody of this name brings.
fn copies(name: &str) -> Filing {
    Filing::copies("2", "3").with("applicant.name", name).with("yeu_cau_ho_ten", name)
}

fn id(answer: &Value) -> String {
    answer["id"].as_str().expect("an identifier").to_owned()
}

/// How many streams the ledger has: a dossier is one.
async fn streams(app: &TestApp) -> u64 {
    app.settle().await;
    ledger::verify(&app.db, &ledger::Trust::default()).await.expect("the ledger is read").streams
}

/// Sends everything in turn, as the page does when the network is back.
async fn sync(machine: &Machine, clerk: &Client, taken: &[Intake], sent: Instant) -> Vec<Value> {
    let mut answers = Vec::new();
    for intake in taken {
        let reply = machine.bring(clerk, intake, sent).await;
        answers.push(reply.assert_status(StatusCode::CREATED).json());
    }
    answers
}

testkit::both_engines! {
    /// The drill: prepared in the morning, a day without a network, in by the evening; the network breaks while it comes in, a
    /// second officer goes on, everything is sent twice. Each dossier is there once, under its printed number, moment and due date.
    async fn a_day_without_network_comes_in_once(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy quầy số 1", 1, 20).await;
        let taken: Vec<_> = (0..12_i8).map(|n| {
            let name = format!("Nguyễn Thị {}", char::from(b'A' + n.unsigned_abs()));
            machine.take(&copies(&name), at(9 + n / 2, (n % 2) * 30 + 7))
        }).collect();
        app.clock.advance(7 * 3600);
        // At 16:00 the network is back; it breaks after seven, whose last answer is lost.
        let clerk = app.signed_in("mot-cua").await;
        let colleague = app.signed_in("mot-cua-2").await;
        let before = streams(&app).await;
        let first = sync(&machine, &clerk, &taken[..7], at(16, 0)).await;
        // A colleague at the same machine goes on from the one whose answer was lost.
        let rest = sync(&machine, &colleague, &taken[6..], at(16, 1)).await;
        assert_eq!(rest[0], first[6], "the lost answer is the first answer");
        let each = streams(&app).await;
        // From a copy of the store everything is sent once more.
        app.clock.advance(600);
        let again = sync(&machine, &clerk, &taken, at(16, 11)).await;
        assert_eq!(again[..7], first[..]);
        assert_eq!(again[6..], rest[..]);
        let kept: BTreeSet<_> = again.iter().map(id).collect();
        assert_eq!((kept.len(), each - before), (12, 12), "a dossier each");
        assert_eq!(streams(&app).await, each, "nothing twice");
        for (intake, answer) in taken.iter().zip(&again) {
            let printed = &intake.body;
            for part in ["number", "received"] {
                assert_eq!(answer[part], printed[part], "{part} as printed");
            }
            assert_eq!((&answer["due"], &answer["notes"]), (&printed["promised"], &json!([])), "due as printed");
            let kinds = told(&app, &id(answer)).await;
            assert_eq!(kinds, ["submitted.1", "received.1", "received-offline.1"]);
        }
        // Whoever holds the paper finds it.
        let number = again[0]["number"].as_str().expect("a number");
        let look = app.as_nobody().get(&format!("/tra-cuu?ma={number}&tra=ABCD2345")).await;
        look.assert_says("Đã tiếp nhận");
        let history = clerk.get(&format!("/can-bo/ho-so/{}", id(&again[0]))).await;
        history.assert_says("Nhận khi mất mạng").assert_says(&format!("Số in trên giấy: {number}"));
        clerk.get("/quay/ngoai-tuyen").await.assert_says("Máy quầy số 1").assert_says("12 hồ sơ").assert_says(number);
        assert_ledger_holds(&app).await;
    }

    /// Sixteen machines ask at the same moment while the counter with a network goes on: no number twice.
    async fn ranges_never_overlap(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machines = Vec::new();
        for n in 0..16 {
            machines.push(Machine::prepare(&clerk, &format!("Máy {n}"), 1, 5).await);
        }
        let mut calls = tokio::task::JoinSet::new();
        for machine in machines.clone() {
            let clerk = clerk.clone();
            calls.spawn(async move {
                let reserved = machine.reserve(&clerk, 3, 7).await;
                let online = Filing::copies("1", "1").at_counter(&clerk).await;
                reserved.assert_status(StatusCode::CREATED);
                testkit::walk::id_of(online.assert_status(StatusCode::SEE_OTHER).location())
            });
        }
        let online = calls.join_all().await;
        let mut numbers = BTreeSet::new();
        for machine in &machines {
            let kit = machine.fetch(&clerk).await.json();
            let ranges = kit["ranges"].as_array().expect("ranges").clone();
            assert_eq!(ranges.len(), 8, "one of the preparation and three days, for two agencies");
            for range in ranges.iter().filter(|range| range["agency"] == AGENCY) {
                let ends = [&range["first"], &range["last"]].map(|end| end.as_i64().expect("a number"));
                for number in ends[0]..=ends[1] {
                    assert!(numbers.insert((range["day"].to_string(), number)), "{number} of {} twice", range["day"]);
                }
            }
        }
        for id in online {
            let seen = clerk.get(&format!("/api/v1/dossiers/{id}")).await.json();
            let number = seen["number"].as_str().and_then(|it| it.rsplit('-').next()?.parse().ok());
            let number = number.unwrap_or_else(|| panic!("no number: {seen}"));
            assert!(numbers.insert(("\"2026-11-18\"".to_owned(), number)), "{number} is reserved");
        }
        assert_ledger_holds(&app).await;
    }

    /// The store was copied to a second machine, and both gave the same number: the second to come in keeps its dossier, is told
    /// precisely, and gets another number.
    async fn a_number_given_twice_is_told_and_replaced(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy quầy số 1", 1, 20).await;
        let mut cloned = machine.clone();
        let one = machine.take(&copies("Lê Thị Hoa"), at(9, 5));
        let mut other = cloned.take(&copies("Trần Văn Bình"), at(9, 6));
        assert_eq!(one.body["number"], other.body["number"]);
        app.clock.advance(1800);
        let first = sync(&machine, &clerk, &[one], at(9, 30)).await;
        let before = streams(&app).await;
        let refused = cloned.bring(&clerk, &other, at(9, 30)).await;
        let refused = refused.assert_status(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "dossier.offline-number-taken");
        let says = refused["detail"].as_str().expect("a sentence");
        assert!(says.contains("đã ghi cho một hồ sơ khác") && says.contains("Tiếp nhận với số mới"), "{says}");
        assert_eq!(streams(&app).await, before, "nothing was taken");
        other.body["anew"] = true.into();
        let taken = sync(&cloned, &clerk, &[other.clone()], at(9, 31)).await.remove(0);
        assert_ne!(taken["number"], first[0]["number"]);
        assert_eq!(taken["received"], "2026-11-18T09:06:00+07:00", "received when it was");
        assert!(taken["notes"][0].as_str().is_some_and(|it| it.contains("mang số mới")), "{taken}");
        // Asked for with its old number again, it is the same.
        other.body["anew"] = false.into();
        assert_eq!(sync(&cloned, &clerk, &[other], at(9, 32)).await[0], taken);
        assert_ledger_holds(&app).await;
    }

    /// Numbers that were not reserved for this machine, or are of another day, are refused and kept.
    async fn a_number_that_is_not_the_machines_is_refused(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy 1", 2, 3).await;
        let neighbour = Machine::prepare(&clerk, "Máy 2", 1, 3).await;
        let intake = machine.take(&copies("Lê Thị Hoa"), at(9, 5));
        let with = |number: String| {
            let mut changed = intake.clone();
            changed.body["number"] = number.into();
            changed
        };
        let day = date(2026, 11, 18);
        let police = machine.number("G01.44.101", day, 0);
        let refused = machine.bring(&clerk, &with(police), at(9, 0)).await;
        assert_eq!(refused.assert_status(StatusCode::CONFLICT).json()["code"], "dossier.offline-other-agency");
        for number in [neighbour.number(AGENCY, day, 0), "H44.101-261118-0999".to_owned(), "H44.102-261118-0001".to_owned()] {
            let refused = machine.bring(&clerk, &with(number.clone()), at(9, 0)).await;
            let refused = refused.assert_status(StatusCode::CONFLICT).json();
            assert_eq!(refused["code"], "dossier.offline-not-reserved");
            assert!(refused["detail"].as_str().is_some_and(|it| it.contains(&number)), "{refused}");
        }
        let tomorrow = machine.number(AGENCY, date(2026, 11, 19), 0);
        let refused = machine.bring(&clerk, &with(tomorrow), at(9, 0)).await;
        let refused = refused.assert_status(StatusCode::CONFLICT).json();
        assert_eq!(refused["code"], "dossier.offline-other-day");
        assert!(refused["detail"].as_str().is_some_and(|it| it.contains("18/11/2026") && it.contains("19/11/2026")));
        // The number of the machine itself is still good.
        app.clock.advance(600);
        sync(&machine, &clerk, &[intake], at(9, 10)).await;
        assert_ledger_holds(&app).await;
    }

    /// The machine's clock is an hour behind: the server's decides, and the paper is said to differ.
    async fn a_wrong_clock_is_put_right_and_said(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy 1", 1, 5).await;
        // In truth 15:30, after which another day counts for most terms.
        let intake = machine.take(&copies("Lê Thị Hoa"), at(14, 30));
        app.clock.advance(7 * 3600);
        let clerk = app.signed_in("mot-cua").await;
        let answer = sync(&machine, &clerk, &[intake], at(15, 0)).await.remove(0);
        assert_eq!(answer["received"], "2026-11-18T15:30:00+07:00");
        let notes = answer["notes"].to_string();
        assert!(notes.contains("chậm 60 phút") && notes.contains("15:30"), "{notes}");
        // From the future there is nothing.
        let mut ahead = machine.take(&copies("Trần Văn Bình"), at(17, 0));
        let answer = sync(&machine, &clerk, &[ahead.clone()], at(16, 0)).await.remove(0);
        assert_eq!(answer["received"], "2026-11-18T16:00:00+07:00", "not later than now");
        // The same request with something else in it is another one.
        ahead.body["pairs"][0][1] = "Người khác".into();
        let reused = machine.bring(&clerk, &ahead, at(16, 0)).await;
        assert_eq!(reused.assert_status(StatusCode::CONFLICT).json()["code"], "ledger.reused");
        assert_ledger_holds(&app).await;
    }

    /// What was typed wrongly is said by field and can be mended on the machine; it comes in under the same number then.
    async fn what_was_typed_wrongly_is_said_by_field(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy 1", 1, 5).await;
        let intake = machine.take(&copies("Lê Thị Hoa").with("so_trang", "không"), at(9, 5));
        let refused = machine.bring(&clerk, &intake, at(9, 0)).await;
        let errors = refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert!(errors["errors"].to_string().contains("so_trang"), "{errors}");
        let mut mended = intake.clone();
        let pairs = mended.body["pairs"].as_array_mut().expect("pairs");
        pairs.iter_mut().find(|pair| pair[0] == "so_trang").expect("the field")[1] = "2".into();
        let answer = sync(&machine, &clerk, &[mended], at(9, 0)).await.remove(0);
        assert_eq!(answer["number"], intake.body["number"]);
        assert_ledger_holds(&app).await;
    }

    /// A machine belongs to one body; an officer of another one finds nothing. What opens its store is given with a reason only.
    async fn a_machine_belongs_to_one_body(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy 1", 1, 5).await;
        let intake = machine.take(&copies("Lê Thị Hoa"), at(9, 0));
        let other = app.signed_in("mot-cua-tam-nong").await;
        machine.bring(&other, &intake, at(9, 0)).await.assert_status(StatusCode::NOT_FOUND);
        machine.fetch(&other).await.assert_status(StatusCode::NOT_FOUND);
        machine.reserve(&other, 1, 5).await.assert_status(StatusCode::NOT_FOUND);
        let key = format!("/api/v1/offline-counters/{}/store-key", machine.id);
        let ask = |client: Client, reason: &'static str| {
            let key = key.clone();
            async move { client.json(Method::POST, &key, &json!({"reason": reason})).await }
        };
        ask(other, "Máy hỏng ổ cứng").await.assert_status(StatusCode::NOT_FOUND);
        let blank = ask(clerk.clone(), "  ").await;
        blank.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("lý do");
        let given = ask(clerk.clone(), "Máy hỏng ổ cứng").await;
        assert_eq!(given.assert_status(StatusCode::OK).json()["secret"], machine.secret.as_str());
        let stream = dossier::events::counter_stream(machine.id.parse().expect("an identifier"));
        let history = app.db.read(move |rx| ledger::history(rx, &stream)).await.expect("the ledger is read");
        let last = history.last().expect("an event");
        assert!(last.kind.contains("store-key-given")
            && last.payload.as_ref().is_some_and(|it| it.contains("Máy hỏng ổ cứng")));
        // A name is given once in a body.
        let twice = clerk.json(Method::POST, "/api/v1/offline-counters", &json!({"name": " Máy  1 "})).await;
        twice.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Đã có máy tên");
        assert_ledger_holds(&app).await;
    }

    /// A machine that was given up gets no numbers; what it has received still comes in.
    async fn a_retired_machine_still_brings_in(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy 1", 1, 5).await;
        let intake = machine.take(&copies("Lê Thị Hoa"), at(9, 0));
        let page = format!("/quay/ngoai-tuyen/{}/ngung", machine.id);
        clerk.post(&page, &[("reason", "Máy hỏng")]).await.assert_status(StatusCode::SEE_OTHER);
        let refused = machine.reserve(&clerk, 1, 5).await;
        assert_eq!(refused.assert_status(StatusCode::CONFLICT).json()["code"], "dossier.offline-retired");
        machine.fetch(&clerk).await.assert_status(StatusCode::CONFLICT);
        app.clock.advance(600);
        sync(&machine, &clerk, &[intake], at(9, 10)).await;
        assert_ledger_holds(&app).await;
    }

    /// Too many numbers, days that are over or too far: a sentence, and no number is taken.
    async fn numbers_are_asked_for_within_reason(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let machine = Machine::prepare(&clerk, "Máy 1", 1, 5).await;
        for (days, count, field) in [(0, 5, "days"), (15, 5, "days"), (1, 0, "count"), (1, 501, "count")] {
            let refused = machine.reserve(&clerk, days, count).await;
            let errors = refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert!(errors["errors"].to_string().contains(field), "{errors}");
        }
        let over = json!({"from": "2026-11-17", "days": 1, "count": 5});
        let path = format!("/api/v1/offline-counters/{}/ranges", machine.id);
        let refused = clerk.json(Method::POST, &path, &over).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("18/11/2026");
        let kit = machine.fetch(&clerk).await.json();
        assert_eq!(kit["ranges"].as_array().map(Vec::len), Some(2), "no number was taken");
    }

    /// The kit's table gives the due moment that the server computes, for every procedure of the kit and every hour of a day.
    async fn the_kit_promises_what_the_server_computes(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let mut machine = Machine::prepare(&clerk, "Máy 1", 1, 100).await;
        let mut taken = Vec::new();
        for hour in 9..16 {
            let mut building = Filing::sample("1.013225");
            building.papers.push("000.00.00.G17-KQ002695".to_owned());
            for filing in [Filing::copies("1", "1"), Filing::residence(), building] {
                taken.push(machine.take(&filing, at(hour, 29)));
            }
        }
        app.clock.advance(7 * 3600);
        let clerk = app.signed_in("mot-cua").await;
        for (intake, answer) in taken.iter().zip(sync(&machine, &clerk, &taken, at(16, 0)).await) {
            assert_eq!((&answer["due"], &answer["notes"]), (&intake.body["promised"], &json!([])), "{}", intake.body);
        }
        assert_ledger_holds(&app).await;
    }
}
