//! What becomes of one dossier: on time or late, refused, supplemented, extended, withdrawn, stopped; and what has not happened
//! yet is left open, so that today's queues fill by themselves.

use std::collections::HashMap;

use anyhow::{Context as _, Result};
use base::id::{AccountId, StaffId, UnitId};
use base::{Instant, Rng, Role};
use catalogue::Channel;
use catalogue::Situation;
use catalogue::process::{Act, Stage};
use dossier::actions::Details;
use dossier::model::{Applicant, Item, Refusal, State};
use dossier::rules::step::{Choice, Standing, choices};
use dossier::takeover::{Asked, Body, Filed, Hand, History, Outcome, Sequences};

use super::days::{DAY, Days};
use super::dice::Dice;
use super::templates::{NAME, NUMBER, Template, paper};

/// Who holds a role in a unit.
pub(super) type Holders = HashMap<(UnitId, Role), Vec<StaffId>>;

/// What every story is told with.
pub(super) struct Ground<'a> {
    pub(super) days: &'a Days,
    pub(super) holders: &'a Holders,
    pub(super) now: Instant,
    pub(super) rng: &'a Rng,
    /// Hash and size of the file that citizens attach.
    pub(super) paper: (&'a str, i64),
}

/// One dossier's story while it is told.
struct Teller<'a, 'd> {
    stage: &'a Ground<'a>,
    template: &'a Template,
    body: &'a Body,
    dice: &'d mut Dice,
    history: History<'a>,
    /// The present moment of work.
    at: i64,
}

/// Tells one: who files what with whom, at a moment of work.
pub(super) fn tell<'a>(
    stage: &'a Ground<'a>,
    (template, body): (&'a Template, &'a Body),
    (applicant, account): (Applicant, Option<AccountId>),
    sequences: &mut Sequences,
    dice: &mut Dice,
    at: i64,
) -> Result<History<'a>> {
    let text = template.text.replace(NAME, &applicant.name);
    let number = applicant.number.as_ref().map_or_else(String::new, ToString::to_string);
    let clerk = hand(stage, dice, body.one_stop, Role::Reception).context("nobody receives there")?;
    let filed = Filed {
        case: template.case.clone(),
        channel: template.channel,
        by: account.ok_or(clerk),
        applicant,
        answers: (text.replace(NUMBER, &number), template.answers.clone()),
        papers: template.papers.clone(),
    };
    let second = dice.between(0, 59);
    let sent = stage.days.instant(at, second).min(stage.now);
    let history = History::submitted(stage.rng, &template.version, body, sent, filed)?;
    let mut teller = Teller { stage, template, body, dice, history, at };
    if template.channel != Channel::Online {
        let number = sequences.next(&body.agency, sent.date());
        teller.history.received(stage.rng, sent, clerk, number, &template.local)?;
        teller.handle()?;
    } else if let Some(clerk) = teller.wait_for_reception()? {
        let number = sequences.next(&body.agency, stage.days.date(teller.at));
        let moment = teller.moment();
        teller.history.received(stage.rng, moment, clerk, number, &template.local)?;
        teller.handle()?;
    }
    Ok(teller.history)
}

/// Somebody of a role in a unit.
fn hand(stage: &Ground<'_>, dice: &mut Dice, unit: UnitId, role: Role) -> Option<Hand> {
    let staff = dice.one(stage.holders.get(&(unit, role))?)?;
    Some(Hand { staff: *staff, unit })
}

impl Teller<'_, '_> {
    /// The instant of the present moment.
    fn moment(&self) -> Instant {
        let sent = self.history.dossier().submitted_at;
        self.stage.days.instant(self.at, 0).max(sent).min(self.stage.now)
    }

    /// Work goes on for some minutes; false when that has not happened yet.
    fn pass(&mut self, minutes: i64) -> bool {
        self.at += minutes.max(1);
        self.stage.days.instant(self.at, 0) < self.stage.now
    }

    /// Between submission and reception: answered in time by most, refused, withdrawn or supplemented by some.
    fn wait_for_reception(&mut self) -> Result<Option<Hand>> {
        let late = self.dice.once_in_thousand(40);
        let wait = if late { self.dice.between(DAY, 3 * DAY) } else { self.dice.between(10, DAY - 60) };
        if self.dice.once_in_thousand(6) {
            if self.pass(wait / 2) {
                let at = self.moment();
                self.history.withdrawn(at, "Tôi nộp nhầm thủ tục.")?;
            }
            return Ok(None);
        }
        if !self.pass(wait) {
            return Ok(None);
        }
        let Some(clerk) = hand(self.stage, self.dice, self.body.one_stop, Role::Reception) else {
            return Ok(None);
        };
        if self.dice.once_in_thousand(25) {
            let refusal = Refusal {
                reason: "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan.".to_owned(),
                citation: "Điều 17 Nghị định 61/2018/NĐ-CP".to_owned(),
            };
            let at = self.moment();
            self.history.refused(at, clerk, refusal)?;
            return Ok(None);
        }
        if self.dice.once_in_thousand(20) && !self.supplement(clerk, None)? {
            return Ok(None);
        }
        Ok(Some(clerk))
    }

    /// From reception on: through the steps to the result, and into somebody's hands.
    fn handle(&mut self) -> Result<()> {
        let term = self.term();
        let late = self.dice.once_in_thousand(55);
        let share = if late { self.dice.between(1050, 2400) } else { self.dice.between(150, 940) };
        let whole = (term * share / 1000).max(self.template.steps * 3);
        let mut rest = whole;
        let (mut steps, mut sent_back, mut asked) = (self.template.steps, false, false);
        for _ in 0..30 {
            let Outcome::At(step) = self.history.outcome() else { return Ok(()) };
            let share = rest / steps.max(1);
            let wait = self.dice.between(share / 2, share + share / 2).max(1);
            if !self.pass(wait) {
                return self.assign(&step);
            }
            (rest, steps) = ((rest - wait).max(1), steps - 1);
            let handling = self.stage_of(&step) == Some(Stage::Handle);
            if handling && !asked && self.beside(&step, late)? {
                asked = true;
                continue;
            }
            // Awaited papers, a withdrawal, a stop: no step is taken any more.
            let state = self.history.dossier().state;
            if !matches!(state, State::Received | State::Processing) {
                return Ok(());
            }
            let Some(choice) = self.choose(&step, sent_back) else { return Ok(()) };
            sent_back |= choice.offer.act == Act::SendBack;
            self.take(&step, &choice)?;
            if self.history.dossier().state == State::Completed {
                return self.hand_over();
            }
        }
        Ok(())
    }

    /// What may happen while somebody handles it; true when the dossier goes on with the same step afterwards.
    fn beside(&mut self, step: &str, late: bool) -> Result<bool> {
        let Some(head) = self.head() else { return Ok(false) };
        if self.dice.once_in_thousand(45) {
            let Some(officer) = self.officer(step) else { return Ok(false) };
            return self.supplement(officer, Some(head));
        }
        if self.dice.once_in_thousand(4) && self.history.dossier().account.is_some() {
            let at = self.moment();
            self.history.withdrawn(at, "Gia đình tôi thay đổi kế hoạch.")?;
            if self.pass(self.at % 300 + 30)
                && let Some(officer) = self.officer(step)
            {
                let (at, granted) = (self.moment(), self.dice.once_in_thousand(800));
                let words = if granted { "" } else { "Kết quả đã được ký trong ngày." };
                self.history.answered_withdrawal(at, officer, granted, words)?;
            }
            return Ok(false);
        }
        if self.dice.once_in_thousand(4) {
            let at = self.moment();
            let reason = "Đất đang có tranh chấp, Tòa án đã thụ lý vụ việc.";
            self.history.stopped(at, head, reason, "Điều 19 Nghị định 61/2018/NĐ-CP")?;
            return Ok(false);
        }
        let due = self.history.dossier().deadline.as_ref().map(|it| Instant::from_local(it.current.due));
        let nearly = due.is_some_and(|due| self.stage.days.work(due) - self.at < 2 * DAY);
        if late && nearly && self.dice.once_in_thousand(400) {
            let last = due.map_or(self.at, |due| self.stage.days.work(due)).max(self.at);
            let day = self.stage.days.date(last + self.dice.between(2, 8) * DAY);
            let at = self.moment();
            // A day that may not be promised (beyond the calendar) is not.
            drop(self.history.extended(at, head, day, "Cần chờ kết quả xác minh của cơ quan liên quan."));
        }
        Ok(false)
    }

    /// Papers are asked for, and mostly come: false when they have not yet, or never did.
    fn supplement(&mut self, by: Hand, head: Option<Hand>) -> Result<bool> {
        for again in [false, true] {
            if again && (head.is_none() || !self.dice.once_in_thousand(80)) {
                break;
            }
            let asker = if again { head.unwrap_or(by) } else { by };
            let Some((component, name)) = self.dice.one(&self.template.components).cloned() else {
                return Ok(true);
            };
            let what = "Bản gửi kèm bị mờ, thiếu trang. Xin gửi lại bản rõ, đủ trang.".to_owned();
            let items = vec![Item { component: component.clone(), name, what, citation: None }];
            let approval = again.then(|| "Giấy tờ nộp lần đầu chưa khớp với thực địa.".to_owned());
            let at = self.moment();
            self.history.asked_for_papers(at, asker, Asked { items, approval })?;
            if self.dice.once_in_thousand(25) {
                self.give_up(head)?;
                return Ok(false);
            }
            let days = self.dice.between(1, 12);
            if !self.pass(days * DAY + self.dice.clone().between(-200, 200)) {
                return Ok(false);
            }
            let online = self.history.dossier().account.is_some();
            let (channel, giver) =
                if online { (Channel::Online, None) } else { (Channel::Counter, self.clerk()) };
            let (hash, size) = self.stage.paper;
            let at = self.moment();
            self.history.supplemented(at, giver, vec![paper(&component, channel, hash, size)])?;
            if !self.pass(45) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The papers never come: after two months the head ends it.
    fn give_up(&mut self, head: Option<Hand>) -> Result<()> {
        if let Some(head) = head
            && self.pass(42 * DAY)
        {
            let at = self.moment();
            let reason = "Người nộp không bổ sung giấy tờ theo yêu cầu.";
            self.history.stopped(at, head, reason, "Điều 19 Nghị định 61/2018/NĐ-CP")?;
        }
        Ok(())
    }

    /// Takes an action at a step, with whatever it owes.
    fn take(&mut self, step: &str, choice: &Choice) -> Result<()> {
        let Some(officer) = self.officer(step) else { return Ok(()) };
        let mut details = Details::default();
        if choice.offer.needs_reason {
            details.note = "Chưa đủ căn cứ; xem ghi chú trong hồ sơ.".to_owned();
        }
        if let Some(named) = choice.offer.names_person_for.first()
            && let Some(next) = self.template.version.process.step(named)
        {
            let unit = self.body.unit_of(&self.template.version, next);
            details.person = hand(self.stage, self.dice, unit, next.role).map(|hand| hand.staff);
        }
        let at = self.moment();
        if choice.notifies {
            details.notice_number = format!("{}/TB", self.dice.between(1, 9999));
            details.amount = Some(self.dice.between(50, 90_000) * 1000);
        }
        if choice.settles {
            details.receipt_number = format!("BL {:06}", self.dice.between(1, 999_999));
            details.receipt_date = Some(at.date());
        }
        if choice.completes {
            details.result_number = format!("{}/KQ", self.dice.between(1, 9999));
            details.result_date = Some(at.date());
        }
        if choice.hands_over {
            details.recipient.clone_from(&self.history.dossier().applicant.name);
        }
        self.history.took(at, officer, step, &choice.offer.action, &details)?;
        Ok(())
    }

    /// Most come for the result within days, some late, a few not at all.
    fn hand_over(&mut self) -> Result<()> {
        let wait = match self.dice.below(100) {
            0..=69 => self.dice.between(5, DAY),
            70..=94 => self.dice.between(DAY, 5 * DAY),
            95..=98 => self.dice.between(5 * DAY, 40 * DAY),
            _ => self.dice.between(40 * DAY, 400 * DAY),
        };
        if !self.pass(wait) {
            return Ok(());
        }
        let Some(step) = self.history.dossier().open_steps().first().map(|step| step.code.clone()) else {
            return Ok(());
        };
        match self.choose(&step, true) {
            Some(choice) => self.take(&step, &choice),
            None => Ok(()),
        }
    }

    /// Of what waits at a step without anybody in charge, a part is given to somebody by the head.
    fn assign(&mut self, step: &str) -> Result<()> {
        let open = self.history.dossier().open_steps().first();
        let Some(open) = open.filter(|open| open.assignee.is_none() && open.role == Role::CaseOfficer) else {
            return Ok(());
        };
        let since = open.since;
        if !self.dice.once_in_thousand(600) {
            return Ok(());
        }
        if let (Some(head), Some(officer)) = (self.head(), self.officer(step)) {
            let at = since.plus_seconds(self.dice.between(60, 1200)).min(self.stage.now);
            self.history.assigned(at, head, officer.staff)?;
        }
        Ok(())
    }

    /// The action taken at a step: mostly the one that goes on, sometimes back, against, or to somebody else's opinion.
    fn choose(&mut self, step: &str, straight: bool) -> Option<Choice> {
        let version = &self.template.version;
        let taken = version.process.step(step)?;
        let dossier = self.history.dossier();
        let standing = Standing {
            version,
            position: &dossier.step.as_ref()?.position,
            situation: Situation { case: &dossier.case, channel: dossier.channel },
            answers: &dossier.answers,
            decided: dossier.decided.as_deref(),
        };
        let mut offered = choices(&standing, &[(taken.role, taken.unit)]);
        offered.retain(|choice| choice.offer.step == step);
        let aside = |choice: &Choice| matches!(choice.offer.act, Act::SendBack | Act::Reject | Act::Consult);
        let rare = if straight { 0 } else { 30 };
        if self.dice.once_in_thousand(rare)
            && let Some(choice) = offered.iter().find(|choice| aside(choice))
        {
            return Some(choice.clone());
        }
        let on = offered.iter().position(|choice| !aside(choice)).unwrap_or(0);
        (on < offered.len()).then(|| offered.swap_remove(on))
    }

    /// Working minutes from now until the appointment, at least a few.
    fn term(&self) -> i64 {
        let due = self.history.dossier().deadline.as_ref().map(|it| Instant::from_local(it.current.due));
        due.map_or(DAY, |due| self.stage.days.work(due) - self.at).max(30)
    }

    fn stage_of(&self, step: &str) -> Option<Stage> {
        self.template.version.process.step(step).map(|step| step.stage)
    }

    /// Whoever takes the step: the person in charge, or somebody of the role.
    fn officer(&mut self, step: &str) -> Option<Hand> {
        let open = self.history.dossier().open_steps().iter().find(|open| open.code == step)?;
        let (unit, role, assignee) = (open.unit, open.role, open.assignee);
        assignee.map(|staff| Hand { staff, unit }).or_else(|| hand(self.stage, self.dice, unit, role))
    }

    fn clerk(&mut self) -> Option<Hand> {
        hand(self.stage, self.dice, self.body.one_stop, Role::Reception)
    }

    /// The head of the unit that has it, or who leads the body.
    fn head(&mut self) -> Option<Hand> {
        let unit = self.history.dossier().open_steps().first().map(|open| open.unit)?;
        hand(self.stage, self.dice, unit, Role::Head)
            .or_else(|| hand(self.stage, self.dice, self.body.id, Role::Leader))
    }
}
