//! One dossier as its acts made it, each the pure half of the action of the same name.

use std::sync::Arc;

use base::code::DossierNumber;
use base::id::{AccountId, DossierId, StaffId, UnitId};
use base::{Instant, Rng};
use catalogue::process::{Position, Step};
use catalogue::{LocalFee, ProcedureVersion, Situation};
use ledger::PastEvent;
use serde_json::Value;

use super::Body;
use crate::actions::Details;
use crate::clock;
use crate::error::Error;
use crate::events;
use crate::model::{
    Applicant, Beside, Channel, Deadline, Dossier, Extension, Item, Now, Paper, Refusal, Result as Decided,
    State, StepNow, Stopping, Supplement, Withdrawal, WithdrawalAnswer,
};
use crate::rules::{self, Act};
use crate::steps::step_due;
use crate::store::asked::Asked as Asking;
use crate::store::dossier::Sent;
use crate::submission::content_digest;

/// Who acts, in which unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The person.
    pub staff: StaffId,
    /// The unit of the position.
    pub unit: UnitId,
}

/// What was filed.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The case.
    pub case: String,
    /// How it came in.
    pub channel: Channel,
    /// The citizen's account, for what came online; the officer who took it down otherwise.
    pub by: Result<AccountId, Hand>,
    /// In whose name.
    pub applicant: Applicant,
    /// The answers, as JSON and as they are compared.
    pub answers: (String, Arc<Value>),
    /// The papers.
    pub papers: Vec<Paper>,
}

/// A request for papers.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What is asked for.
    pub items: Vec<Item>,
    /// Why once more, in the words of the head.
    pub approval: Option<String>,
}

/// Where the history stands: what the next act depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Open, at this step.
    At(String),
    /// In a state without a step.
    In(State),
}

/// A dossier on its way, with what is to be written of it.
#[derive(Clone, Debug)]
pub struct History<'a> {
    version: &'a Arc<ProcedureVersion>,
    body: &'a Body,
    pub(super) dossier: Dossier,
    pub(super) sent: Sent,
    pub(super) papers: Vec<Paper>,
    pub(super) events: Vec<PastEvent>,
    /// Papers asked for outside the published list: when, by whom, what.
    pub(super) outside: Vec<(Instant, StaffId, Vec<Item>)>,
    /// Who took which step last.
    takers: Vec<(String, StaffId)>,
    /// The words of whoever decided.
    decision: String,
}

impl<'a> History<'a> {
    /// The submission, as `actions::submit` and `file_at_counter` make it.
    ///
    /// # Errors
    /// [`Error::Deadline`] beyond the calendar.
    pub fn submitted(
        rng: &Rng,
        version: &'a Arc<ProcedureVersion>,
        body: &'a Body,
        at: Instant,
        filed: Filed,
    ) -> Result<Self, Error> {
        let sent = Sent { applicant: serde_json::to_string(&filed.applicant)?, answers: filed.answers.0 };
        let account = filed.by.ok();
        let dossier = Dossier {
            id: DossierId::new(rng, at),
            number: None,
            state: State::Submitted,
            revision: 1,
            procedure: version.key(),
            procedure_name: version.short_name.clone(),
            case: filed.case,
            channel: filed.channel,
            account,
            applicant: filed.applicant,
            answers: filed.answers.1,
            received_at_unit: None,
            competent: body.id,
            root: body.root,
            top: Some(body.top),
            submitted_at: at,
            answer_due: rules::answer_due(&body.calendar, at)?,
            received_at: None,
            deadline: None,
            step: None,
            lookup: None,
            decided: None,
            closed_at: None,
            returned_at: None,
            result: None,
            refusal: None,
            beside: Beside::default(),
        };
        let event = events::Submitted {
            procedure: dossier.procedure.code.to_string(),
            version: dossier.procedure.version,
            case: dossier.case.clone(),
            channel: dossier.channel,
            account,
            competent: body.id,
            content: content_digest(&sent),
            papers: filed.papers.clone(),
            acting: dossier.applicant.acting,
            identified: dossier.applicant.identified,
            filed_by: None,
        };
        let actor = filed.by.map_or_else(|hand| staff(hand.staff), |account| format!("citizen/{account}"));
        let events = vec![PastEvent::new(&actor, Some(body.id), at, &event)?];
        let (papers, outside, takers) = (filed.papers, Vec::new(), Vec::new());
        Ok(Self { version, body, dossier, sent, papers, events, outside, takers, decision: String::new() })
    }

    /// The dossier as it stands.
    #[must_use]
    pub const fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// Its events, first to last.
    pub fn told(&self) -> impl Iterator<Item = &PastEvent> {
        self.events.iter()
    }

    /// Its papers, in their order.
    #[must_use]
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// Where it stands.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let step = self.dossier.open_steps().first().filter(|_| !self.dossier.state.is_closed());
        step.map_or(Outcome::In(self.dossier.state), |step| Outcome::At(step.code.clone()))
    }

    /// Reception: see `actions::receive`.
    ///
    /// # Errors
    /// [`Error::Illegal`] in another state; [`Error::Deadline`] beyond the calendar.
    pub fn received(
        &mut self,
        rng: &Rng,
        at: Instant,
        by: Hand,
        number: DossierNumber,
        local: &[LocalFee],
    ) -> Result<(), Error> {
        self.dossier.state = rules::next(self.dossier.state, Act::Receive)?;
        let situation = Situation { case: &self.dossier.case, channel: self.dossier.channel };
        let due =
            rules::appointment(self.version, &situation, &self.dossier.answers, &self.body.calendar, at)?;
        self.dossier.beside.charges = self.version.charges(&self.dossier.answers, &situation, local);
        self.dossier.received_at = Some(at);
        self.dossier.lookup = Some(crate::lookup_code::draw(rng));
        self.dossier.received_at_unit = Some(by.unit);
        let event = events::Received {
            number: number.clone(),
            unit: by.unit,
            due: Instant::from_local(due.due),
            calendar: due.calendar.clone(),
            proposed: due.proposed,
            fees: self.dossier.beside.charges.clone(),
        };
        self.dossier.deadline = Some(Deadline { original: due.clone(), current: due });
        self.enter(self.version.process.begin(), at);
        self.dossier.number = Some(number);
        self.note(at, by, &event)
    }

    /// A refusal: see `actions::refuse`.
    ///
    /// # Errors
    /// [`Error::Illegal`] in another state.
    pub fn refused(&mut self, at: Instant, by: Hand, refusal: Refusal) -> Result<(), Error> {
        self.dossier.state = rules::next(self.dossier.state, Act::Refuse)?;
        self.dossier.received_at_unit = Some(by.unit);
        self.dossier.closed_at = Some(at);
        self.dossier.refusal = Some(refusal.clone());
        self.note(at, by, &events::Refused { refusal })
    }

    /// Somebody is put in charge: see `actions::assign`.
    ///
    /// # Errors
    /// [`Error::Illegal`] outside handling.
    pub fn assigned(&mut self, at: Instant, by: Hand, to: StaffId) -> Result<(), Error> {
        self.dossier.state = rules::next(self.dossier.state, Act::Assign)?;
        let now = self.dossier.step.as_mut().ok_or(Error::NotFound)?;
        let step = now.steps.first_mut().ok_or(Error::NotFound)?;
        step.assignee = Some(to);
        let event = events::Assigned { step: step.code.clone(), to };
        self.note(at, by, &event)
    }

    /// A step is taken: see `actions::take_step`.
    ///
    /// # Errors
    /// [`Error::Step`] when the process does not know the action there.
    pub fn took(
        &mut self,
        at: Instant,
        by: Hand,
        step: &str,
        action: &str,
        details: &Details,
    ) -> Result<(), Error> {
        let taken = self.version.process.step(step).ok_or(Error::NotFound)?;
        let position = self.dossier.step.as_ref().ok_or(Error::NotFound)?.position.clone();
        let standing = rules::step::Standing {
            version: self.version,
            position: &position,
            situation: Situation { case: &self.dossier.case, channel: self.dossier.channel },
            answers: &self.dossier.answers,
            decided: self.dossier.decided.as_deref(),
        };
        let (transition, act) = rules::step::take(&standing, &[(taken.role, taken.unit)], step, action)?;
        self.dossier.state = rules::next(self.dossier.state, act)?;
        if let Some(code) = &transition.result {
            self.dossier.decided = Some(code.clone());
            details.note.trim().clone_into(&mut self.decision);
        }
        if let Some(now) = &mut self.dossier.step {
            now.steps.retain(|open| open.code != transition.left);
        }
        self.takers.retain(|(code, _)| *code != transition.left);
        self.takers.push((transition.left.clone(), by.staff));
        let went_on = clock::close_wait(at, &mut self.dossier, &transition, details);
        if went_on {
            self.settle();
            clock::reckon_by(&self.body.calendar, self.version, &mut self.dossier)?;
        }
        self.enter(transition.position.clone(), at);
        if let (Some(now), Some(person)) = (self.dossier.step.as_mut(), details.person) {
            let entered = |step: &&mut StepNow| transition.entered.contains(&step.code);
            now.steps.iter_mut().filter(entered).for_each(|step| step.assignee = Some(person));
        }
        let stands_still = clock::stand_still(at, self.version, &mut self.dossier, &transition, details);
        self.conclude(at, act, details)?;
        let end = transition.position.end().map(str::to_owned);
        let waits = || self.dossier.open_steps().first().map(|step| step.code.clone());
        let to = end.or_else(|| transition.entered.first().cloned()).or_else(waits).unwrap_or_default();
        let note = details.note.trim().to_owned();
        self.note(at, by, &events::StepTaken { from: transition.left, action: transition.action, to, note })?;
        if let (Act::Complete, Some(result)) = (act, self.dossier.result.clone()) {
            let late = self.dossier.is_late_at(at);
            self.event(at, Some(by.unit), &staff(by.staff), &events::Completed { result, late })?;
        }
        if act == Act::Return {
            let to = details.recipient.trim().to_owned();
            self.event(at, Some(by.unit), &staff(by.staff), &events::Returned { to, authorised: None })?;
        }
        self.clock(at, by, went_on, stands_still)
    }

    /// What the step did to the clock, each an event of its own.
    fn clock(&mut self, at: Instant, by: Hand, went_on: bool, stands_still: bool) -> Result<(), Error> {
        let beside = &self.dossier.beside;
        let over = beside.waits.iter().rev().find(|wait| wait.until == Some(at)).cloned();
        if let (true, Some(wait), Some(deadline)) = (went_on, over, &self.dossier.deadline) {
            let due = Instant::from_local(deadline.current.due);
            let event = events::Resumed { step: wait.step, awaits: wait.awaits, paid: wait.paid, due };
            self.event(at, Some(by.unit), &staff(by.staff), &event)?;
        }
        if let (true, Some(wait)) = (stands_still, self.dossier.beside.open_wait().cloned()) {
            let event = events::Paused { step: wait.step, awaits: wait.awaits, obligation: wait.obligation };
            self.event(at, Some(by.unit), &staff(by.staff), &event)?;
        }
        Ok(())
    }

    /// Papers are asked for: see `actions::ask_supplement`.
    ///
    /// # Errors
    /// [`Error::Illegal`] in another state.
    pub fn asked_for_papers(&mut self, at: Instant, by: Hand, asked: Asked) -> Result<(), Error> {
        let from = self.dossier.state;
        self.dossier.state = rules::next(from, Act::AskSupplement)?;
        let Asked { items, approval } = asked;
        self.outside.push((at, by.staff, items.clone()));
        let event = events::SupplementAsked { items: items.clone(), approval: approval.clone() };
        self.dossier.beside.supplements.push(Supplement {
            asked_at: at,
            from,
            items,
            approval,
            answered_at: None,
        });
        self.note(at, by, &event)
    }

    /// The citizen, or an officer at the counter, brings them: see `actions::supplement`.
    ///
    /// # Errors
    /// [`Error::Illegal`] when nothing is awaited; [`Error::Deadline`] beyond the calendar.
    pub fn supplemented(&mut self, at: Instant, by: Option<Hand>, papers: Vec<Paper>) -> Result<(), Error> {
        rules::next(self.dossier.state, Act::Supplement)?;
        let request = self.dossier.beside.supplements.last_mut().filter(|it| it.answered_at.is_none());
        let request = request.ok_or(Error::NotFound)?;
        request.answered_at = Some(at);
        self.dossier.state = request.from;
        self.settle();
        if self.dossier.received_at.is_some() {
            clock::reckon_by(&self.body.calendar, self.version, &mut self.dossier)?;
        } else {
            self.dossier.answer_due = rules::answer_due(&self.body.calendar, at)?;
        }
        let due = self.dossier.deadline.as_ref().map(|deadline| Instant::from_local(deadline.current.due));
        let event = events::Supplemented { papers: papers.clone(), due };
        self.papers.extend(papers);
        self.dossier.revision += 1;
        let actor = by.map_or_else(|| self.citizen(), |hand| staff(hand.staff));
        self.event(at, by.map(|hand| hand.unit), &actor, &event)
    }

    /// The result is promised for a later day: see `actions::extend`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day that may not be promised.
    pub fn extended(
        &mut self,
        at: Instant,
        by: Hand,
        day: jiff::civil::Date,
        reason: &str,
    ) -> Result<(), Error> {
        self.dossier.state = rules::next(self.dossier.state, Act::Extend)?;
        self.settle();
        let deadline = self.dossier.deadline.as_mut().ok_or(Error::NotFound)?;
        let present = deadline.current.due;
        let to = rules::new_appointment(&self.body.calendar, present, at.date(), Some(day), reason)
            .map_err(Error::Invalid)?;
        deadline.current.due = to;
        let (from, to) = (Instant::from_local(present), Instant::from_local(to));
        let reason = reason.trim().to_owned();
        self.dossier.beside.extension = Some(Extension { at, from, to, reason: reason.clone() });
        self.note(at, by, &events::Extended { from, to, reason })
    }

    /// The citizen takes it back, or asks for it: see `actions::withdraw`.
    ///
    /// # Errors
    /// [`Error::Illegal`] once there is a result.
    pub fn withdrawn(&mut self, at: Instant, reason: &str) -> Result<(), Error> {
        let citizen = self.citizen();
        self.dossier.revision += 1;
        if self.dossier.received_at.is_none() {
            self.dossier.state = rules::next(self.dossier.state, Act::Withdraw)?;
            self.dossier.closed_at = Some(at);
            return self.event(at, None, &citizen, &events::Withdrawn { words: reason.to_owned() });
        }
        self.dossier.state = rules::next(self.dossier.state, Act::AskWithdrawal)?;
        self.dossier.beside.withdrawal =
            Some(Withdrawal { asked_at: at, reason: reason.to_owned(), answer: None });
        self.event(at, None, &citizen, &events::WithdrawalAsked { reason: reason.to_owned() })
    }

    /// The body answers that: see `actions::answer_withdrawal`.
    ///
    /// # Errors
    /// [`Error::NothingAsked`] when nobody asked.
    pub fn answered_withdrawal(
        &mut self,
        at: Instant,
        by: Hand,
        granted: bool,
        words: &str,
    ) -> Result<(), Error> {
        rules::next(self.dossier.state, Act::AnswerWithdrawal)?;
        let asked = self.dossier.beside.withdrawal.as_mut().filter(|it| it.answer.is_none());
        let answer = WithdrawalAnswer { at, granted, words: words.to_owned() };
        asked.ok_or(Error::NothingAsked)?.answer = Some(answer);
        if !granted {
            return self.note(at, by, &events::WithdrawalDeclined { reason: words.to_owned() });
        }
        self.dossier.state = rules::next(self.dossier.state, Act::Withdraw)?;
        self.dossier.closed_at = Some(at);
        self.dossier.step = None;
        self.note(at, by, &events::Withdrawn { words: words.to_owned() })
    }

    /// The head ends the handling: see `actions::stop`.
    ///
    /// # Errors
    /// [`Error::Illegal`] outside handling.
    pub fn stopped(&mut self, at: Instant, by: Hand, reason: &str, citation: &str) -> Result<(), Error> {
        self.dossier.state = rules::next(self.dossier.state, Act::Stop)?;
        let (reason, citation) = (reason.to_owned(), citation.to_owned());
        self.dossier.beside.stop = Some(Stopping { at, reason: reason.clone(), citation: citation.clone() });
        self.dossier.closed_at = Some(at);
        self.dossier.step = None;
        self.note(at, by, &events::Stopped { reason, citation })
    }

    /// By when the steps that are open should be done, by the appointment that holds now: asked for before it changes, and at the
    /// end. Few dossiers are still open then, and none of the others needs it.
    pub(super) fn settle(&mut self) {
        if !self.dossier.open_steps().iter().any(|open| open.due.is_none()) {
            return;
        }
        let Some(due) = self.dossier.running_due() else { return };
        let Some(mut now) = self.dossier.step.take() else { return };
        for open in now.steps.iter_mut().filter(|open| open.due.is_none()) {
            if let Some(step) = self.version.process.step(&open.code) {
                open.due = step_due(&self.body.calendar, &self.dossier, step, open.since, &due);
            }
        }
        self.dossier.step = Some(now);
    }

    /// The other bodies that are asked now, by name.
    pub(super) fn asked(&self) -> Vec<Asking> {
        let mut out = Vec::new();
        for open in self.dossier.open_steps() {
            let Some(step) = self.version.process.step(&open.code) else { continue };
            let Some(body) = self.body.asked_by(step) else { continue };
            out.push(Asking {
                step: open.code.clone(),
                body,
                unit: open.unit,
                since: open.since,
                due: open.due,
            });
        }
        out
    }

    /// Enters the steps of a position; see [`crate::steps::enter`]. When each should be done is settled at the end.
    fn enter(&mut self, position: Position, at: Instant) {
        let open = self.dossier.open_steps();
        let mut steps = Vec::new();
        for code in position.active() {
            if let Some(open) = open.iter().find(|open| open.code == code) {
                steps.push(open.clone());
            } else if let Some(step) = self.version.process.step(code) {
                steps.push(self.fresh(step, at));
            }
        }
        self.dossier.step = (!steps.is_empty()).then_some(Now { position, steps });
    }

    fn fresh(&self, step: &Step, at: Instant) -> StepNow {
        let queue = step.assignment == catalogue::process::Assignment::Queue;
        let last = self.takers.iter().find(|(code, _)| *code == step.code && !queue);
        StepNow {
            code: step.code.clone(),
            name: step.name.clone(),
            role: step.role,
            unit: self.body.unit_of(self.version, step),
            since: at,
            due: None,
            assignee: last.map(|(_, person)| *person),
        }
    }

    fn conclude(&mut self, at: Instant, act: Act, details: &Details) -> Result<(), Error> {
        match act {
            Act::Complete => {
                let code = self.dossier.decided.clone().unwrap_or_default();
                let result = self.version.result(&code).ok_or(Error::NotFound)?;
                self.dossier.closed_at = Some(at);
                self.dossier.result = Some(Decided {
                    code,
                    name: result.name.clone(),
                    number: details.result_number.trim().to_owned(),
                    date: details.result_date.unwrap_or_else(|| at.date()),
                    granted: result.grants,
                    reason: if result.grants { String::new() } else { self.decision.clone() },
                });
            }
            Act::Stop => self.dossier.closed_at = Some(at),
            Act::Return => self.dossier.returned_at = Some(at),
            _ => {}
        }
        Ok(())
    }

    /// Who filed it, as the ledger names them.
    fn citizen(&self) -> String {
        self.dossier.account.map_or_else(|| "nobody".to_owned(), |account| format!("citizen/{account}"))
    }

    /// An act of staff: one revision, one event.
    fn note<E: ledger::Event>(&mut self, at: Instant, by: Hand, event: &E) -> Result<(), Error> {
        self.dossier.revision += 1;
        self.event(at, Some(by.unit), &staff(by.staff), event)
    }

    fn event<E: ledger::Event>(
        &mut self,
        at: Instant,
        unit: Option<UnitId>,
        actor: &str,
        event: &E,
    ) -> Result<(), Error> {
        self.events.push(PastEvent::new(actor, unit, at, event)?);
        Ok(())
    }
}

fn staff(id: StaffId) -> String {
    format!("staff/{id}")
}
