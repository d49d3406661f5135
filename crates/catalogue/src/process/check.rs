//! Whether a process is sound: every edge leads somewhere, every step is reached and has a way out, branches
//! meet. Says everything that is wrong, not only the first.

use std::collections::{BTreeMap, BTreeSet};

use crate::process::{Act, Awaits, Drafted, Process, Step, StepTerm, Target, UnitSelector};

/// Where in the process a flaw is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The process as a whole, at this key.
    Top(&'static str),
    /// The step of this index, at this key.
    Step(usize, &'static str),
    /// The edge of this index, at this key.
    Edge(usize, &'static str),
    /// The end of this index, at this key.
    End(usize, &'static str),
}

/// Something wrong with a process; the message is in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where.
    pub place: Place,
    /// What is wrong and what to do.
    pub message: String,
}

impl Process {
    /// Everything that is wrong with the process; empty for a sound one.
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut out = Vec::new();
        self.check_codes(&mut out);
        self.check_targets(&mut out);
        if out.is_empty() {
            self.check_ways(&mut out);
            self.check_forks(&mut out);
            self.check_others(&mut out);
        }
        if out.is_empty() {
            self.check_length(&mut out);
        }
        out
    }

    fn check_codes(&self, out: &mut Vec<Flaw>) {
        let mut seen = BTreeSet::new();
        let steps = self.steps.iter().enumerate().map(|(i, step)| (Place::Step(i, "code"), &step.code));
        let ends = self.ends.iter().enumerate().map(|(i, end)| (Place::End(i, "code"), &end.code));
        for (place, code) in steps.chain(ends) {
            if !seen.insert(code) {
                out.push(flaw(
                    place,
                    format!("mã “{code}” bị trùng; mỗi bước và mỗi điểm kết thúc cần một mã riêng"),
                ));
            }
        }
        let mut actions = BTreeSet::new();
        for (i, edge) in self.edges.iter().enumerate() {
            if !actions.insert((&edge.from, &edge.action)) {
                let message =
                    format!("bước “{}” đã có thao tác “{}”; xin đặt mã khác", edge.from, edge.action);
                out.push(flaw(Place::Edge(i, "action"), message));
            }
        }
        if self.ends.is_empty() {
            out.push(flaw(Place::Top("end"), "quy trình cần ít nhất một điểm kết thúc [[end]]".to_owned()));
        }
    }

    fn check_targets(&self, out: &mut Vec<Flaw>) {
        let is_step = |code: &str| self.step(code).is_some();
        if !is_step(&self.start) {
            out.push(flaw(
                Place::Top("start"),
                format!("bước bắt đầu “{}” không có trong [[step]]", self.start),
            ));
        }
        for (i, edge) in self.edges.iter().enumerate() {
            let mut nowhere = |key, code: &str| {
                out.push(flaw(
                    Place::Edge(i, key),
                    format!("“{code}” không phải là một bước hay điểm kết thúc của quy trình"),
                ));
            };
            if !is_step(&edge.from) {
                nowhere("from", &edge.from);
            }
            match &edge.to {
                Target::Step(code) if !is_step(code) => nowhere("to", code),
                Target::End(code) if self.end(code).is_none() => nowhere("to", code),
                Target::Step(_) | Target::End(_) => {}
                Target::Fork { branches, join } => {
                    if branches.len() < 2 {
                        nowhere("to", &branches.join(", "));
                    }
                    branches.iter().filter(|code| !is_step(code)).for_each(|code| nowhere("to", code));
                    if !is_step(join) {
                        nowhere("join", join);
                    }
                }
            }
        }
    }

    /// Every step is reached from the start, and from every step an end can be reached.
    fn check_ways(&self, out: &mut Vec<Flaw>) {
        let reached =
            reach([self.start.as_str()], |step| self.from(step).flat_map(|e| self.leads_to(&e.to)).collect());
        let ending: BTreeSet<&str> =
            self.edges.iter().filter(|e| matches!(e.to, Target::End(_))).map(|e| e.from.as_str()).collect();
        let leaves = reach(ending, |step| {
            self.edges
                .iter()
                .filter(|e| self.leads_to(&e.to).contains(&step))
                .map(|e| e.from.as_str())
                .collect()
        });
        let undecided = self.undecided();
        for (i, step) in self.steps.iter().enumerate() {
            if !reached.contains(step.code.as_str()) {
                let message = format!("không có đường nào từ bước bắt đầu đến bước “{}”", step.code);
                out.push(flaw(Place::Step(i, "code"), message));
            } else if !leaves.contains(step.code.as_str()) {
                let message = format!(
                    "từ bước “{}” không có đường nào đến điểm kết thúc (ngõ cụt hoặc vòng lặp không lối ra)",
                    step.code
                );
                out.push(flaw(Place::Step(i, "code"), message));
            } else if let Some(message) = self.may_stick(step, &undecided) {
                out.push(flaw(Place::Step(i, "code"), message));
            }
        }
        for (i, end) in self.ends.iter().enumerate() {
            if !self.edges.iter().any(|edge| matches!(&edge.to, Target::End(code) if *code == end.code)) {
                out.push(flaw(
                    Place::End(i, "code"),
                    format!("không có thao tác nào dẫn đến điểm kết thúc “{}”", end.code),
                ));
            }
        }
    }

    /// The steps that can be reached while no result is drafted.
    fn undecided(&self) -> BTreeSet<&str> {
        reach([self.start.as_str()], |step| {
            let drafts = self.from(step).filter(|edge| edge.result.is_none() && edge.drafted.is_none());
            drafts.flat_map(|edge| self.leads_to(&edge.to)).collect()
        })
    }

    /// Why a dossier could stick at a step: every action there has a condition, and they do not cover what can be.
    fn may_stick(&self, step: &Step, undecided: &BTreeSet<&str>) -> Option<String> {
        let free =
            |drafted| self.from(&step.code).any(|edge| edge.guard.is_none() && edge.drafted == drafted);
        if free(None) {
            return None;
        }
        let both = free(Some(Drafted::Grants)) && free(Some(Drafted::Refuses));
        let code = &step.code;
        if both && !undecided.contains(code.as_str()) {
            return None;
        }
        Some(if both {
            format!(
                "có đường đến bước “{code}” khi chưa có dự thảo kết quả, mà mọi thao tác ở đó đều chờ dự thảo; xin ghi `result` ở thao tác trước đó"
            )
        } else {
            format!(
                "mọi thao tác của bước “{code}” đều có điều kiện; cần ít nhất một thao tác không điều kiện, hoặc một cặp `drafted` grants và refuses, để hồ sơ không bị kẹt"
            )
        })
    }

    /// A step of another body names its duty; a step that waits has a way on, stands in no branch, and none that waits for
    /// payment lets the work go on unseen.
    fn check_others(&self, out: &mut Vec<Flaw>) {
        let branches = self.in_branches();
        for (i, step) in self.steps.iter().enumerate() {
            if step.body.is_some() && step.unit != UnitSelector::Consulted {
                let message = "`body` chỉ dùng khi unit = \"consulted\": bước của cơ quan khác".to_owned();
                out.push(flaw(Place::Step(i, "body"), message));
            }
            let Some(awaits) = step.awaits else { continue };
            if branches.contains(step.code.as_str()) {
                let message = format!(
                    "bước “{}” tạm dừng đồng hồ nên không được nằm trong một nhánh song song; xin đặt trước hoặc sau chỗ rẽ nhánh",
                    step.code
                );
                out.push(flaw(Place::Step(i, "awaits"), message));
            }
            let settles = |edge: &crate::process::Edge| edge.act == Act::Settle;
            if awaits == Awaits::Payment && !self.from(&step.code).any(settles) {
                let message = format!(
                    "bước “{}” chờ nộp tiền nhưng không có thao tác act = \"settle\" để ghi nhận đã nộp",
                    step.code
                );
                out.push(flaw(Place::Step(i, "awaits"), message));
            }
        }
        for (i, edge) in self.edges.iter().enumerate().filter(|(_, edge)| edge.act == Act::Settle) {
            if self.step(&edge.from).is_none_or(|step| step.awaits != Some(Awaits::Payment)) {
                let message = format!(
                    "thao tác settle ghi nhận đã nộp tiền, chỉ đi từ bước có awaits = \"payment\"; bước “{}” không phải",
                    edge.from
                );
                out.push(flaw(Place::Edge(i, "act"), message));
            }
        }
    }

    /// The steps inside the branches of forks.
    fn in_branches(&self) -> BTreeSet<&str> {
        let mut out = BTreeSet::new();
        for edge in &self.edges {
            let Target::Fork { branches, join } = &edge.to else { continue };
            let inside = reach(branches.iter().map(String::as_str), |step| {
                let next = self.from(step).flat_map(|edge| self.leads_to(&edge.to));
                next.filter(|step| *step != join.as_str()).collect()
            });
            out.extend(inside);
        }
        out
    }

    /// The branches of a fork are apart from each other and from the rest, have no fork or end of their own,
    /// and reach the join.
    fn check_forks(&self, out: &mut Vec<Flaw>) {
        for (i, edge) in self.edges.iter().enumerate() {
            let Target::Fork { branches, join } = &edge.to else { continue };
            let mut owned = BTreeMap::new();
            for branch in branches {
                let inside = reach([branch.as_str()], |step| {
                    self.from(step).flat_map(|e| self.leads_to(&e.to)).filter(|next| next != join).collect()
                });
                let bad = |out: &mut Vec<Flaw>, why: &str| {
                    out.push(flaw(Place::Edge(i, "to"), format!("nhánh “{branch}” {why}")));
                };
                if branch == join
                    || inside.contains(self.start.as_str())
                    || inside.contains(edge.from.as_str())
                {
                    bad(out, "phải đi thẳng đến bước gặp nhau (join), không quay về trước chỗ rẽ nhánh");
                    continue;
                }
                let leaves = |to: &Target| !matches!(to, Target::Step(_));
                if inside.iter().any(|step| self.from(step).any(|e| leaves(&e.to))) {
                    bad(out, "không được rẽ nhánh tiếp hoặc kết thúc quy trình trước bước gặp nhau (join)");
                }
                let enters = |e: &&crate::process::Edge| !inside.contains(e.from.as_str());
                let from_outside = self
                    .edges
                    .iter()
                    .filter(enters)
                    .flat_map(|e| self.leads_to(&e.to).into_iter().map(move |to| (e, to)));
                let mixes = from_outside
                    .filter(|(_, to)| inside.contains(to))
                    .any(|(e, _)| !matches!(e.to, Target::Fork { .. }));
                if mixes || inside.iter().any(|step| owned.insert(*step, branch).is_some()) {
                    bad(
                        out,
                        "dùng chung bước với nhánh khác hoặc với phần ngoài nhánh; mỗi nhánh cần bước riêng",
                    );
                }
            }
        }
    }

    /// Without the edges that lead back the way goes forward only, and its shares make no more than the whole.
    fn check_length(&self, out: &mut Vec<Flaw>) {
        let share = |step: &Step| match step.term {
            StepTerm::Share(share) if !step.pauses() => i64::from(share),
            StepTerm::Share(_) | StepTerm::Own(_) => 0,
        };
        match self.longest(&share, &|_| true) {
            Err(step) => {
                let place = self
                    .steps
                    .iter()
                    .position(|s| s.code == step)
                    .map_or(Place::Top("start"), |i| Place::Step(i, "code"));
                let message = format!(
                    "các bước quay vòng qua “{step}”; thao tác trả lại bước trước phải ghi `back = true`"
                );
                out.push(flaw(place, message));
            }
            Ok((sum, way)) if sum > 1000 => {
                let (whole, tenth) = (sum / 10, sum % 10);
                let message = format!(
                    "tổng thời gian các bước trên đường dài nhất ({}) là {whole},{tenth} % thời hạn giải quyết; tối đa là 100 %, xin giảm `share` của một bước",
                    way.join(" → ")
                );
                let longest =
                    way.iter().filter_map(|code| self.steps.iter().position(|step| step.code == **code));
                let longest = longest.max_by_key(|i| self.steps.get(*i).map_or(0, share));
                out.push(flaw(longest.map_or(Place::Top("step"), |i| Place::Step(i, "share")), message));
            }
            Ok(_) => {}
        }
    }

    /// The steps a target leads to, the join of a fork too.
    fn leads_to<'a>(&self, to: &'a Target) -> Vec<&'a str> {
        match to {
            Target::Step(step) => vec![step],
            Target::End(_) => Vec::new(),
            Target::Fork { branches, join } => {
                branches.iter().map(String::as_str).chain([join.as_str()]).collect()
            }
        }
    }
}

fn reach<'a>(
    from: impl IntoIterator<Item = &'a str>,
    next: impl Fn(&'a str) -> Vec<&'a str>,
) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut todo: Vec<&str> = from.into_iter().collect();
    while let Some(step) = todo.pop() {
        if seen.insert(step) {
            todo.extend(next(step));
        }
    }
    seen
}

const fn flaw(place: Place, message: String) -> Flaw {
    Flaw { place, message }
}
