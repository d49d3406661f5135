//! Running a process: where it stands, what is offered, what an action does. Pure.

use std::collections::BTreeSet;

use base::{Fault, Kind, Role};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::Situation;
use crate::process::{Act, Drafted, Edge, Process, Stage, Target, UnitSelector};

/// Where a dossier stands in its process. Kept by the caller as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Position {
    /// At one step.
    At {
        /// The step.
        step: String,
    },
    /// In branches that have not all met yet.
    Parallel {
        /// The steps still at work, one for each open branch.
        active: BTreeSet<String>,
        /// Where the branches meet.
        join: String,
    },
    /// At an end.
    Ended {
        /// The end.
        end: String,
    },
}

impl Position {
    /// The steps at work now, in order of code; none at an end.
    #[must_use]
    pub fn active(&self) -> Vec<&str> {
        match self {
            Self::At { step } => vec![step],
            Self::Parallel { active, .. } => active.iter().map(String::as_str).collect(),
            Self::Ended { .. } => Vec::new(),
        }
    }

    /// Whether this step is at work now.
    #[must_use]
    pub fn is_at(&self, step: &str) -> bool {
        self.active().contains(&step)
    }

    /// The end, if it stands at one.
    #[must_use]
    pub fn end(&self) -> Option<&str> {
        if let Self::Ended { end } = self { Some(end) } else { None }
    }
}

/// What decides which actions are offered to one person now.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The positions of the person, each as a role and what its unit is to this dossier.
    pub posts: &'a [(Role, UnitSelector)],
    /// The case and channel of the dossier.
    pub situation: Situation<'a>,
    /// The answers of the form.
    pub answers: &'a Value,
    /// What the drafted result is; none while nothing is drafted.
    pub drafted: Option<Drafted>,
}

/// An action offered now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The step it leads from.
    pub step: String,
    /// The code of the action.
    pub action: String,
    /// What it is.
    pub act: Act,
    /// What the button says.
    pub label: String,
    /// Whether a reason in words is owed.
    pub needs_reason: bool,
    /// The steps whose person the actor names ([`crate::process::Assignment::Named`]); work that goes back goes to
    /// whoever had it.
    pub names_person_for: Vec<String>,
}

/// What an action did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The step it left.
    pub left: String,
    /// The action.
    pub action: String,
    /// What it is.
    pub act: Act,
    /// The steps that became active by it: none at an end, or while other branches are open.
    pub entered: Vec<String>,
    /// The result it decided on, by code.
    pub result: Option<String>,
    /// Whether it leads back to earlier work.
    pub back: bool,
    /// Where the dossier stands now.
    pub position: Position,
}

/// Why an action cannot be taken; answered as 409.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The process has ended.
    #[error("the process has ended")]
    Ended,
    /// The step is not at work now.
    #[error("step {0} is not at work")]
    NotAtStep(String),
    /// The step knows no such action.
    #[error("step {0} has no action {1}")]
    NoSuchAction(String, String),
    /// The action has a condition, and it does not hold.
    #[error("the condition of action {0} does not hold")]
    Guarded(String),
    /// The step is done by others.
    #[error("step {0} is done by others")]
    NotYours(String),
}

impl Fault for Reason {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Ended => "process.ended",
            Self::NotAtStep(_) => "process.not-at-step",
            Self::NoSuchAction(..) => "process.no-such-action",
            Self::Guarded(_) => "process.guarded",
            Self::NotYours(_) => "process.not-yours",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Ended => "Hồ sơ đã kết thúc quy trình, không còn thao tác nào. Xin tải lại trang để xem trạng thái mới.",
            Self::NotAtStep(_) => "Hồ sơ đã sang bước khác. Xin tải lại trang để xem trạng thái mới.",
            Self::NoSuchAction(..) => "Bước này không có thao tác đó. Xin tải lại trang và chọn lại.",
            Self::Guarded(_) => "Thao tác này chưa đủ điều kiện để thực hiện với hồ sơ này.",
            Self::NotYours(_) => "Bước này do người khác hoặc đơn vị khác xử lý.",
        }
        .to_owned()
    }
}

impl Process {
    /// Where a dossier stands when it enters the process.
    #[must_use]
    pub fn begin(&self) -> Position {
        Position::At { step: self.start.clone() }
    }

    /// Where a dossier stands that is opened again to put its result right: the first step in which the case is examined;
    /// without one, the start.
    #[must_use]
    pub fn reopened(&self) -> Position {
        let examined = self.steps.iter().find(|step| step.stage == Stage::Handle);
        Position::At { step: examined.map_or_else(|| self.start.clone(), |step| step.code.clone()) }
    }

    /// The actions this person can take now: the step is at work, is theirs, and the condition holds.
    #[must_use]
    pub fn offered(&self, position: &Position, facts: &Facts<'_>) -> Vec<Offer> {
        let mut out = Vec::new();
        for code in position.active() {
            let Some(step) = self.step(code) else { continue };
            if !facts.posts.contains(&(step.role, step.unit)) {
                continue;
            }
            out.extend(self.from(code).filter(|edge| open(edge, facts)).map(|edge| self.offer(edge)));
        }
        out
    }

    /// Takes `action` at `step`, if [`Process::offered`] would offer it.
    ///
    /// # Errors
    /// The [`Reason`] why not; nothing changes then.
    pub fn take(
        &self,
        position: &Position,
        step: &str,
        action: &str,
        facts: &Facts<'_>,
    ) -> Result<Transition, Reason> {
        let at = self.step(step).filter(|_| position.is_at(step)).ok_or_else(|| not_there(position, step))?;
        if !facts.posts.contains(&(at.role, at.unit)) {
            return Err(Reason::NotYours(step.to_owned()));
        }
        let edge = self.edge(step, action)?;
        if !open(edge, facts) {
            return Err(Reason::Guarded(action.to_owned()));
        }
        self.apply(position, step, action)
    }

    /// What `action` at `step` does, whoever takes it and whatever its condition: for jobs and replays. Acts of
    /// people go through [`Process::take`].
    ///
    /// # Errors
    /// [`Reason::Ended`], [`Reason::NotAtStep`], [`Reason::NoSuchAction`]; nothing changes then.
    pub fn apply(&self, position: &Position, step: &str, action: &str) -> Result<Transition, Reason> {
        if !position.is_at(step) {
            return Err(not_there(position, step));
        }
        let edge = self.edge(step, action)?;
        let (next, entered) = follow(position, step, &edge.to);
        Ok(Transition {
            left: step.to_owned(),
            action: action.to_owned(),
            act: edge.act,
            entered,
            result: edge.result.clone(),
            back: edge.back,
            position: next,
        })
    }

    /// The steps that may still come after `position`, in no order: those that edges lead to which are open in this
    /// situation and do not lead back. The steps at work now are not among them.
    #[must_use]
    pub fn ahead(&self, position: &Position, situation: Situation<'_>, answers: &Value) -> BTreeSet<&str> {
        // What will be drafted is not known yet: either may come.
        let open = |edge: &Edge| edge.guard.as_ref().is_none_or(|guard| guard.holds(answers, &situation));
        let mut out = BTreeSet::new();
        let mut from = position.active();
        while let Some(code) = from.pop() {
            for edge in self.from(code).filter(|edge| !edge.back && open(edge)) {
                for step in edge.enters().into_iter().filter_map(|code| self.step(code)) {
                    if !position.is_at(&step.code) && out.insert(step.code.as_str()) {
                        from.push(&step.code);
                    }
                }
            }
        }
        out
    }

    fn edge(&self, step: &str, action: &str) -> Result<&Edge, Reason> {
        let missing = || Reason::NoSuchAction(step.to_owned(), action.to_owned());
        self.edges.iter().find(|edge| edge.from == step && edge.action == action).ok_or_else(missing)
    }

    fn offer(&self, edge: &Edge) -> Offer {
        let named = |code: &&str| {
            let named = |step: &crate::process::Step| step.assignment == crate::process::Assignment::Named;
            !edge.back && self.step(code).is_some_and(named)
        };
        Offer {
            step: edge.from.clone(),
            action: edge.action.clone(),
            act: edge.act,
            label: edge.label.clone(),
            needs_reason: edge.needs_reason(),
            names_person_for: edge.enters().into_iter().filter(named).map(str::to_owned).collect(),
        }
    }
}

fn not_there(position: &Position, step: &str) -> Reason {
    if position.end().is_some() { Reason::Ended } else { Reason::NotAtStep(step.to_owned()) }
}

fn open(edge: &Edge, facts: &Facts<'_>) -> bool {
    let fits = edge.drafted.is_none_or(|wanted| facts.drafted == Some(wanted));
    fits && edge.guard.as_ref().is_none_or(|guard| guard.holds(facts.answers, &facts.situation))
}

/// The position after leaving `step` for `to`, and the steps that became active. In a branch, reaching the join
/// closes the branch; the last branch opens the join. A fork or an end inside a branch, which no valid process
/// has, is followed as if the other branches were closed.
fn follow(position: &Position, step: &str, to: &Target) -> (Position, Vec<String>) {
    let at = |step: &str| (Position::At { step: step.to_owned() }, vec![step.to_owned()]);
    match (position, to) {
        (Position::Parallel { active, join }, Target::Step(next)) => {
            let mut active = active.clone();
            active.remove(step);
            if next != join {
                let added = active.insert(next.clone());
                let entered = if added { vec![next.clone()] } else { Vec::new() };
                return (Position::Parallel { active, join: join.clone() }, entered);
            }
            if active.is_empty() {
                at(join)
            } else {
                (Position::Parallel { active, join: join.clone() }, Vec::new())
            }
        }
        (_, Target::Step(next)) => at(next),
        (_, Target::End(end)) => (Position::Ended { end: end.clone() }, Vec::new()),
        (_, Target::Fork { branches, join }) => {
            let active: BTreeSet<_> = branches.iter().cloned().collect();
            (Position::Parallel { active, join: join.clone() }, branches.clone())
        }
    }
}
