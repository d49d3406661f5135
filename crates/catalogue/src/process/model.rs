//! The parts of a process: steps, edges, ends.

use base::Role;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Condition, Situation};

base::coded! {
    /// What kind of work a step is; the dossier decides by it which acts make sense there.
    Stage {
        /// The one-stop unit takes the dossier in.
        Reception = "reception", "Tiếp nhận";
        /// A head gives it to somebody.
        Assign = "assign", "Phân công";
        /// A case officer examines it.
        Handle = "handle", "Thẩm định";
        /// Another body is asked.
        Consult = "consult", "Lấy ý kiến";
        /// A head checks the draft.
        Check = "check", "Soát xét";
        /// The signatory decides and signs.
        Sign = "sign", "Ký duyệt";
        /// The registrar numbers, seals and issues the result.
        Issue = "issue", "Vào sổ, đóng dấu";
        /// The whole of a linked procedure waits for its parts.
        Linked = "linked", "Phối hợp liên thông";
        /// The one-stop unit hands the result over.
        Return = "return", "Trả kết quả";
    }
}

base::coded! {
    /// Which unit does a step, seen from the dossier.
    UnitSelector {
        /// The one-stop unit that received it.
        OneStop = "one-stop", "Bộ phận Một cửa";
        /// The specialised division of the competent body.
        Division = "division", "Phòng chuyên môn";
        /// The leadership of the competent body.
        Leadership = "leadership", "Lãnh đạo cơ quan";
        /// The registry of the competent body.
        Registry = "registry", "Văn thư cơ quan";
        /// A body that is consulted; the act of consulting names it.
        Consulted = "consulted", "Cơ quan được lấy ý kiến";
    }
}

base::coded! {
    /// Who in the unit gets a step.
    Assignment {
        /// It waits in the unit's queue until somebody takes it.
        Queue = "queue", "Chờ trong hàng đợi của đơn vị";
        /// Whoever passes it on names the person.
        Named = "named", "Người chuyển chọn người nhận";
        /// Whoever had it before gets it again, else it waits in the queue.
        Previous = "previous", "Người đã xử lý trước";
    }
}

base::coded! {
    /// What an action is, whatever it is called in one procedure.
    Act {
        /// Passes the work on.
        Forward = "forward", "Chuyển bước";
        /// Gives it to a person.
        Assign = "assign", "Phân công";
        /// Sends it back to an earlier step; a reason is owed.
        SendBack = "send-back", "Trả lại để làm lại";
        /// Asks other bodies.
        Consult = "consult", "Lấy ý kiến";
        /// Answers as the body asked.
        Answer = "answer", "Trả lời ý kiến";
        /// Decides to grant.
        Approve = "approve", "Phê duyệt";
        /// Decides not to grant; a reason is owed.
        Reject = "reject", "Không chấp thuận";
        /// Numbers, seals and issues the result.
        Issue = "issue", "Phát hành";
        /// Notes that the citizen has paid (nghĩa vụ tài chính đã thực hiện); number and day of the receipt are owed.
        Settle = "settle", "Ghi nhận đã nộp";
        /// Hands the result over.
        HandOver = "hand-over", "Trả kết quả";
    }
}

base::coded! {
    /// What a step waits for while the clock of the dossier stands still.
    Awaits {
        /// The citizen pays what the law asks (nghĩa vụ tài chính).
        Payment = "payment", "Chờ thực hiện nghĩa vụ tài chính", "Waiting for the financial obligation to be met";
        /// The citizen does something else: brings an original, lets a place be measured.
        Citizen = "citizen", "Chờ người nộp thực hiện", "Waiting for the person who filed";
        /// A notice that is posted for everybody (niêm yết công khai) runs out.
        Notice = "notice", "Chờ hết thời gian niêm yết, công khai", "Waiting until the time of the public notice is over";
    }
}

base::coded! {
    /// What the drafted result must be for an action to apply.
    Drafted {
        /// It grants what was asked for.
        Grants = "grants", "chấp thuận";
        /// It refuses.
        Refuses = "refuses", "không chấp thuận";
    }
}

base::coded! {
    /// How a process ends.
    Outcome {
        /// The result was handed over.
        Returned = "returned", "Đã trả kết quả";
        /// Handling stopped.
        Stopped = "stopped", "Dừng giải quyết";
    }
}

/// How long a step may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepTerm {
    /// A share of the dossier's whole term, in per mille (0 to 1000); 0 is at once.
    Share(u16),
    /// A term of its own, as `worktime::Term` reads it.
    Own(String),
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The code, unique in the process.
    pub code: String,
    /// The name.
    pub name: String,
    /// What a citizen reads while it runs: `Cán bộ chuyên môn đang xem xét hồ sơ`.
    pub citizen: String,
    /// What kind of work it is.
    pub stage: Stage,
    /// The role that does it.
    #[serde(with = "role_code")]
    pub role: Role,
    /// The unit that does it.
    pub unit: UnitSelector,
    /// Who in the unit gets it.
    pub assignment: Assignment,
    /// How long it may take.
    pub term: StepTerm,
    /// How long it may take instead, the first whose condition holds (đất tại vùng khó khăn).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<OtherTerm>,
    /// The other body that does it, where `unit` is [`UnitSelector::Consulted`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<OtherBody>,
    /// What it waits for with the clock standing still; none is work like any other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits: Option<Awaits>,
    /// What, once it is held already, makes the step unnecessary; none where it is taken in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
}

/// A term of a step for some dossiers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherTerm {
    /// When it stands instead.
    pub when: Condition,
    /// How long the step may take then.
    pub term: StepTerm,
}

/// A body that does a step of somebody else's procedure, known by its duty; or by its name alone, where no installation has it (a
/// commune somewhere else).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherBody {
    /// Its duty, as the organisation has it: `thue`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// What it is called where the installation has no such body: `Cơ quan thuế`.
    pub name: String,
}

impl Step {
    /// Whether the clock of the dossier stands still while it is at work.
    #[must_use]
    pub const fn pauses(&self) -> bool {
        self.awaits.is_some()
    }

    /// Whether another body does it within a time of its own, beside that of the dossier.
    #[must_use]
    pub const fn has_own_time(&self) -> bool {
        matches!((self.unit, &self.term), (UnitSelector::Consulted, StepTerm::Own(_)))
    }

    /// How long it may take for a dossier with these answers.
    #[must_use]
    pub fn term_for(&self, answers: &Value, situation: &Situation<'_>) -> &StepTerm {
        let other = self.terms.iter().find(|other| other.when.holds(answers, situation));
        other.map_or(&self.term, |other| &other.term)
    }
}

/// A role travels as its code.
mod role_code {
    use base::Role;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form serde asks for")]
    pub(super) fn serialize<S: Serializer>(role: &Role, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(role.code())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Role, D::Error> {
        let code = String::deserialize(from)?;
        Role::parse(&code).ok_or_else(|| D::Error::custom(format_args!("no role {code}")))
    }
}

/// Where an edge leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// To one step.
    Step(String),
    /// To an end.
    End(String),
    /// To several branches at once, which meet again at `join`.
    Fork {
        /// The first step of each branch, two or more.
        branches: Vec<String>,
        /// Where they meet.
        join: String,
    },
}

/// An action that leads from one step on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// The code of the action, unique among the edges of its step.
    pub action: String,
    /// What the action is.
    pub act: Act,
    /// What the button says.
    pub label: String,
    /// The step it leads from.
    pub from: String,
    /// Where it leads.
    pub to: Target,
    /// When it is offered; none is always.
    pub guard: Option<Condition>,
    /// What the drafted result must be for it to be offered; none is whatever it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted: Option<Drafted>,
    /// Leads back to earlier work: not counted in the length of the way.
    pub back: bool,
    /// The result it decides on, by code.
    pub result: Option<String>,
}

impl Edge {
    /// Whether whoever takes it owes a reason in words (sending back, rejecting).
    #[must_use]
    pub const fn needs_reason(&self) -> bool {
        matches!(self.act, Act::SendBack | Act::Reject)
    }

    /// The steps it enters directly, without the join of a fork.
    #[must_use]
    pub fn enters(&self) -> Vec<&str> {
        match &self.to {
            Target::Step(step) => vec![step],
            Target::End(_) => Vec::new(),
            Target::Fork { branches, .. } => branches.iter().map(String::as_str).collect(),
        }
    }
}

/// An end of the process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The code, unique among steps and ends.
    pub code: String,
    /// The name.
    pub name: String,
    /// What it means for the dossier.
    pub outcome: Outcome,
}

/// A whole process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Process {
    /// The decision that approved it (quyết định phê duyệt quy trình nội bộ).
    pub decision: String,
    /// The step a received dossier enters.
    pub start: String,
    /// The steps, in the order people read them.
    pub steps: Vec<Step>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// The ends.
    pub ends: Vec<End>,
}

impl Process {
    /// The step of this code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// The end of this code.
    #[must_use]
    pub fn end(&self, code: &str) -> Option<&End> {
        self.ends.iter().find(|end| end.code == code)
    }

    /// Whether a step is beside the way: another body is asked, and whatever it answers the work goes on where it was.
    #[must_use]
    pub fn is_beside(&self, step: &Step) -> bool {
        step.has_own_time() && self.from(&step.code).all(|edge| edge.back)
    }

    /// The edges that lead from this step.
    pub fn from<'a>(&'a self, step: &'a str) -> impl Iterator<Item = &'a Edge> {
        self.edges.iter().filter(move |edge| edge.from == step)
    }
}
