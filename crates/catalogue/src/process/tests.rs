//! Properties of the interpreter over generated processes, and the shapes that are refused.

use base::Role;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::{Channel, Situation};

fn step(code: &str) -> Step {
    Step {
        code: code.to_owned(),
        name: code.to_owned(),
        citizen: code.to_owned(),
        stage: Stage::Handle,
        role: Role::CaseOfficer,
        unit: UnitSelector::Division,
        assignment: Assignment::Queue,
        term: StepTerm::Share(10),
        terms: Vec::new(),
        body: None,
        awaits: None,
        held: None,
    }
}

fn edge(from: &str, action: &str, to: Target) -> Edge {
    Edge {
        action: action.to_owned(),
        act: Act::Forward,
        label: action.to_owned(),
        from: from.to_owned(),
        to,
        guard: None,
        drafted: None,
        back: false,
        result: None,
    }
}

fn to(step: &str) -> Target {
    Target::Step(step.to_owned())
}

fn done() -> Target {
    Target::End("xong".to_owned())
}

fn process(steps: &[&str], edges: Vec<Edge>) -> Process {
    Process {
        decision: "1/QĐ-UBND".to_owned(),
        start: steps.first().map(|s| (*s).to_owned()).unwrap_or_default(),
        steps: steps.iter().map(|code| step(code)).collect(),
        edges,
        ends: vec![End { code: "xong".to_owned(), name: "Xong".to_owned(), outcome: Outcome::Returned }],
    }
}

/// Two consulted bodies: a forks to b and c, which meet at d; d may send back to a.
fn consulting() -> Process {
    let fork = Target::Fork { branches: vec!["b".to_owned(), "c".to_owned()], join: "d".to_owned() };
    let mut back = edge("d", "tra-lai", to("a"));
    back.back = true;
    back.act = Act::SendBack;
    let edges = vec![
        edge("a", "hoi", fork),
        edge("b", "dap", to("d")),
        edge("c", "xem", to("c2")),
        edge("c2", "dap", to("d")),
        back,
        edge("d", "xong", done()),
    ];
    process(&["a", "b", "c", "c2", "d"], edges)
}

const POSTS: &[(Role, UnitSelector)] = &[(Role::CaseOfficer, UnitSelector::Division)];

fn facts(answers: &serde_json::Value) -> Facts<'_> {
    Facts {
        posts: POSTS,
        situation: Situation { case: "a", channel: Channel::Online },
        answers,
        drafted: None,
    }
}

#[test]
fn branches_run_apart_and_meet() {
    let it = consulting();
    assert_eq!(it.flaws(), []);
    let at = it.apply(&it.begin(), "a", "hoi").expect("offered").position;
    assert_eq!(at.active(), ["b", "c"]);
    let one = it.apply(&at, "b", "dap").expect("offered");
    assert_eq!((one.entered.len(), one.position.active()), (0, vec!["c"]));
    assert_eq!(it.apply(&one.position, "b", "dap"), Err(Reason::NotAtStep("b".to_owned())));
    let two = it.apply(&one.position, "c", "xem").expect("offered");
    assert_eq!(two.entered, ["c2"]);
    let met = it.apply(&two.position, "c2", "dap").expect("offered");
    assert_eq!(met.entered, ["d"]);
    assert_eq!(met.position, Position::At { step: "d".to_owned() });
    let end = it.apply(&met.position, "d", "xong").expect("offered");
    assert_eq!(end.position.end(), Some("xong"));
    assert_eq!(it.apply(&end.position, "d", "xong"), Err(Reason::Ended));
}

#[test]
fn only_the_right_person_with_the_condition_met_is_offered_an_action() {
    let mut it = process(&["a"], vec![edge("a", "xong", done()), edge("a", "rieng", done())]);
    it.edges[1].guard = crate::model::Condition::read(&json!({ "field": "x", "is": "1" })).ok();
    let (none, one) = (json!({}), json!({ "x": "1" }));
    assert_eq!(it.offered(&it.begin(), &facts(&none)).len(), 1);
    assert_eq!(it.offered(&it.begin(), &facts(&one)).len(), 2);
    let stranger = Facts { posts: &[(Role::CaseOfficer, UnitSelector::Registry)], ..facts(&one) };
    assert_eq!(it.offered(&it.begin(), &stranger), []);
    assert_eq!(it.take(&it.begin(), "a", "rieng", &facts(&none)), Err(Reason::Guarded("rieng".to_owned())));
    assert_eq!(it.take(&it.begin(), "a", "xong", &stranger), Err(Reason::NotYours("a".to_owned())));
    assert_eq!(
        it.take(&it.begin(), "a", "la", &facts(&none)),
        Err(Reason::NoSuchAction("a".to_owned(), "la".to_owned()))
    );
    assert!(it.take(&it.begin(), "a", "rieng", &facts(&one)).is_ok());
}

#[test]
fn every_unsound_shape_is_named() {
    let broken: Vec<(&str, Process)> = vec![
        ("không phải là một bước", process(&["a"], vec![edge("a", "x", to("b")), edge("a", "xong", done())])),
        (
            "không có đường nào từ bước bắt đầu",
            process(&["a", "b"], vec![edge("a", "xong", done()), edge("b", "xong", done())]),
        ),
        (
            "vòng lặp không lối ra",
            process(
                &["a", "b"],
                vec![edge("a", "x", to("b")), edge("b", "x", to("b")), edge("a", "xong", done())],
            ),
        ),
        ("bị trùng", process(&["a", "a"], vec![edge("a", "xong", done())])),
        ("đã có thao tác", process(&["a"], vec![edge("a", "xong", done()), edge("a", "xong", done())])),
        (
            "back = true",
            process(
                &["a", "b"],
                vec![edge("a", "x", to("b")), edge("b", "x", to("a")), edge("b", "xong", done())],
            ),
        ),
        ("không có thao tác nào dẫn đến điểm kết thúc", {
            let mut it = process(&["a"], vec![edge("a", "xong", done())]);
            it.ends
                .push(End { code: "thua".to_owned(), name: "Thừa".to_owned(), outcome: Outcome::Stopped });
            it
        }),
        ("tối đa là 100 %", {
            let mut it = process(&["a", "b"], vec![edge("a", "x", to("b")), edge("b", "xong", done())]);
            it.steps.iter_mut().for_each(|s| s.term = StepTerm::Share(501));
            it
        }),
        ("dùng chung bước", {
            let mut it = consulting();
            it.edges[1].to = to("c");
            it
        }),
        ("rẽ nhánh tiếp hoặc kết thúc", {
            let mut it = consulting();
            it.edges[1].to = done();
            it
        }),
        ("không quay về trước", {
            let mut it = consulting();
            it.edges[1].to = to("a");
            it
        }),
        ("đều có điều kiện", {
            let mut it = process(&["a"], vec![edge("a", "xong", done())]);
            it.edges[0].guard = crate::model::Condition::read(&json!({ "case": "a" })).ok();
            it
        }),
    ];
    for (expected, it) in broken {
        let said: Vec<String> = it.flaws().into_iter().map(|flaw| flaw.message).collect();
        assert!(said.iter().any(|message| message.contains(expected)), "{expected}: {said:?}");
    }
}

/// A way on for each of what may be drafted is enough where something was drafted on every way there, and not otherwise.
#[test]
fn a_pair_for_both_drafts_leaves_nobody_stuck() {
    let both = |result: Option<&str>| {
        let mut it = process(
            &["a", "b"],
            vec![edge("a", "x", to("b")), edge("b", "co", done()), edge("b", "khong", done())],
        );
        it.edges[0].result = result.map(str::to_owned);
        it.edges[1].drafted = Some(Drafted::Grants);
        it.edges[2].drafted = Some(Drafted::Refuses);
        it
    };
    assert_eq!(both(Some("giay")).flaws(), []);
    let said = both(None).flaws();
    assert!(said.iter().any(|flaw| flaw.message.contains("khi chưa có dự thảo kết quả")), "{said:?}");
    let it = both(Some("giay"));
    let nothing = json!({});
    let at = it.apply(&it.begin(), "a", "x").expect("offered").position;
    for (drafted, action) in [(Drafted::Grants, "co"), (Drafted::Refuses, "khong")] {
        let facts = Facts { drafted: Some(drafted), ..facts(&nothing) };
        let offered: Vec<_> = it.offered(&at, &facts).into_iter().map(|offer| offer.action).collect();
        assert_eq!(offered, [action]);
    }
    assert_eq!(it.offered(&at, &facts(&nothing)), []);
}

/// The longest way is that of a dossier which can exist: a step or a way of another case does not count, nor one that waits
/// with the clock standing still; the longer term of a step counts with the longer term of the dossier.
#[test]
fn the_longest_way_is_one_that_a_dossier_can_go() {
    let when = crate::model::Condition::read(&json!({ "field": "kho", "is": true })).expect("a condition");
    let days = |n: u32| StepTerm::Own(format!("{n} ngày làm việc"));
    let mut it = process(
        &["a", "b", "c", "d"],
        vec![
            edge("a", "x", to("b")),
            edge("a", "y", to("c")),
            edge("b", "x", to("d")),
            edge("c", "x", to("d")),
            edge("d", "xong", done()),
        ],
    );
    it.steps.iter_mut().for_each(|step| step.term = days(2));
    it.steps[1].terms = vec![OtherTerm { when: when.clone(), term: days(9) }];
    it.steps[2].term = days(20);
    it.edges[1].guard = crate::model::Condition::read(&json!({ "case": "b" })).ok();
    let too_long = |it: &Process, whole: &str, case, holds| {
        let situation = Situation { case, channel: Channel::Online };
        let assumed = Assumed { situation, holds: vec![(&when, holds)] };
        it.too_long_for(whole.parse().expect("a term"), &assumed)
            .map(|found| (found.way.join(" "), found.sum))
    };
    assert_eq!(too_long(&it, "6 ngày làm việc", "a", false), None);
    let found = Some(("a b d".to_owned(), "13 ngày làm việc".to_owned()));
    assert_eq!(too_long(&it, "12 ngày làm việc", "a", true), found);
    assert_eq!(too_long(&it, "13 ngày làm việc", "a", true), None);
    let found = Some(("a c d".to_owned(), "24 ngày làm việc".to_owned()));
    assert_eq!(too_long(&it, "6 ngày làm việc", "b", false), found);
    it.steps[2].awaits = Some(Awaits::Notice);
    assert_eq!(too_long(&it, "6 ngày làm việc", "b", false), None);
}

/// A process of a main way with detours, sends back and consultations, always sound.
fn sound() -> impl Strategy<Value = Process> {
    (2_usize..9, prop::collection::vec((0_usize..9, 0_usize..9, 0_u8..4), 0..8)).prop_map(|(n, extras)| {
        let code = |i: usize| format!("s{i}");
        let mut steps: Vec<Step> = (0..n).map(|i| step(&code(i))).collect();
        let mut edges: Vec<Edge> = (1..n).map(|i| edge(&code(i - 1), "tiep", to(&code(i)))).collect();
        edges.push(edge(&code(n - 1), "xong", done()));
        for (k, (a, b, kind)) in extras.into_iter().enumerate() {
            let (a, b) = ((a % n).min(b % n), (a % n).max(b % n));
            match kind {
                0 => edges.push(Edge { back: true, ..edge(&code(b), &format!("lui{k}"), to(&code(a))) }),
                1 if a < b => edges.push(edge(&code(a), &format!("tat{k}"), to(&code(b)))),
                2 if a < b => {
                    let branches: Vec<String> = (0..2).map(|j| format!("n{k}-{j}")).collect();
                    for branch in &branches {
                        steps.push(step(branch));
                        edges.push(edge(branch, "dap", to(&code(b))));
                    }
                    edges.push(edge(&code(a), &format!("hoi{k}"), Target::Fork { branches, join: code(b) }));
                }
                _ => edges.push(edge(&code(a), &format!("ket{k}"), done())),
            }
        }
        let mut it = process(&[], edges);
        it.start = code(0);
        it.steps = steps;
        it
    })
}

proptest! {
    #[test]
    fn a_walk_never_sticks_and_never_invents_a_step(it in sound(), choices in prop::collection::vec(any::<prop::sample::Index>(), 0..60)) {
        prop_assert_eq!(it.flaws(), vec![]);
        let nothing = json!({});
        let mut position = it.begin();
        for choice in choices {
            let offers = it.offered(&position, &facts(&nothing));
            prop_assert_eq!(offers.is_empty(), position.end().is_some(), "{:?}", position);
            if offers.is_empty() {
                break;
            }
            for code in position.active() {
                prop_assert!(it.step(code).is_some());
                prop_assert!(offers.iter().any(|offer| offer.step == code), "no way out of {}", code);
            }
            let offer = choice.get(&offers);
            let change = it.take(&position, &offer.step, &offer.action, &facts(&nothing)).expect("what is offered can be taken");
            for step in &change.entered {
                prop_assert!(change.position.is_at(step));
            }
            let kept: Vec<_> = position.active().into_iter().filter(|s| *s != offer.step).collect();
            for step in change.position.active() {
                prop_assert!(kept.contains(&step) || change.entered.iter().any(|s| s == step));
            }
            let text = serde_json::to_string(&change.position).expect("a position is JSON");
            prop_assert_eq!(&serde_json::from_str::<Position>(&text).expect("reads back"), &change.position);
            position = change.position;
        }
    }

    #[test]
    fn what_is_not_offered_is_refused(it in sound(), step in "[sn][0-9]", action in "[a-z]{2,4}[0-9]?") {
        let begin = it.begin();
        let nothing = json!({});
        let offered = it.offered(&begin, &facts(&nothing)).iter().any(|o| o.step == step && o.action == action);
        prop_assert_eq!(it.take(&begin, &step, &action, &facts(&nothing)).is_ok(), offered);
    }

    #[test]
    fn any_process_at_all_can_be_checked(
        n in 0_usize..6,
        arrows in prop::collection::vec((0_usize..7, prop::collection::vec(0_usize..7, 0..4), any::<bool>()), 0..12),
    ) {
        let code = |i: usize| format!("s{i}");
        let edges = arrows.into_iter().enumerate().map(|(k, (from, targets, back))| {
            let target = match targets.as_slice() {
                [] => done(),
                [one] => to(&code(*one)),
                [join, rest @ ..] => Target::Fork { branches: rest.iter().map(|i| code(*i)).collect(), join: code(*join) },
            };
            Edge { back, ..edge(&code(from), &format!("x{k}"), target) }
        }).collect();
        let mut it = process(&[], edges);
        it.start = code(0);
        it.steps = (0..n).map(|i| step(&code(i))).collect();
        if it.flaws().is_empty() {
            let nothing = json!({});
            prop_assert!(!it.offered(&it.begin(), &facts(&nothing)).is_empty());
        }
    }
}
