//! The lines of a derivation, kind of term by kind of term. They are put in order of time afterwards.

use super::{date, moment};
use crate::compute::{Answer, Question, month_later};
use crate::day::{self, DAY};
use crate::due::{Amount, Cutoff, Entry, Kind, Point};
use crate::pauses::Pause;
use crate::special::{Confidence, SpecialDay};
use crate::term::Measure;

const MONTH_END: &str = "Bộ luật Dân sự 2015, Điều 148 khoản 3";
const ROLL_FORWARD: &str = "Bộ luật Dân sự 2015, Điều 148 khoản 5";

/// The lines under construction; put in order of time at the end.
pub(super) struct Lines<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) answer: &'a Answer,
    pub(super) entries: Vec<Entry>,
}

impl Lines<'_> {
    fn first(&self) -> i64 {
        self.question.start.div_euclid(DAY)
    }

    fn due_day(&self) -> i64 {
        self.answer.due.div_euclid(DAY)
    }

    fn special(&self, day: i64) -> Option<&SpecialDay> {
        self.question.calendar.special(day::date_of(day))
    }

    /// The special day, if it turns a day of rest into a working day.
    fn made_up(&self, day: i64) -> Option<&SpecialDay> {
        let index = self.question.index;
        self.special(day).filter(|_| index.works(day) && index.weekly(day).is_empty())
    }

    fn named(kind: Kind, from: Point, to: Point, special: &SpecialDay) -> Entry {
        Entry {
            name: special.name.clone(),
            source: special.source.clone(),
            proposed: special.confidence == Confidence::M,
            ..Entry::new(kind, from, to)
        }
    }

    /// A line for a day that would be worked but for its special day.
    fn off(&mut self, day: i64) -> bool {
        let index = self.question.index;
        if index.works(day) || index.weekly(day).is_empty() {
            return false;
        }
        let entry = self.special(day).map(|special| Self::named(Kind::Off, date(day), date(day), special));
        self.entries.extend(entry);
        true
    }

    /// A line for the counted days from..=to.
    fn counted(&mut self, from: i64, to: i64, amount: Amount) {
        self.entries.push(Entry { amount: Some(amount), ..Entry::new(Kind::Counted, date(from), date(to)) });
    }

    pub(super) fn working_days(&mut self) {
        let mut run: Option<(i64, i64, i64)> = None;
        let last = if self.answer.part.is_some() { self.answer.counted } else { self.due_day() };
        for day in self.first() + 1..=last {
            let skipped = self.question.stops.skips(day);
            let made_up =
                self.made_up(day).map(|special| Self::named(Kind::MadeUp, date(day), date(day), special));
            let breaks = skipped || made_up.is_some() || self.off(day);
            if breaks {
                self.close(run.take());
            }
            if skipped {
                continue;
            }
            if let Some(entry) = made_up {
                self.entries.push(Entry { amount: Some(Amount::WorkingDayThousandths(1000)), ..entry });
            } else if self.question.index.works(day) {
                let (from, _, count) = run.unwrap_or((day, day, 0));
                run = Some((from, day, count + 1));
            }
        }
        self.close(run);
        self.part(last);
    }

    fn close(&mut self, run: Option<(i64, i64, i64)>) {
        if let Some((from, to, count)) = run {
            self.counted(from, to, Amount::WorkingDayThousandths(count * 1000));
        }
    }

    /// The part of a day that ends a term such as 6,25 days.
    fn part(&mut self, after: i64) {
        let (Some(begin), Measure::Thousandths(thousandths)) =
            (self.answer.part, self.question.term.measure())
        else {
            return;
        };
        for day in after + 1..self.due_day() {
            self.off(day);
        }
        let amount = Some(Amount::WorkingDayThousandths(thousandths % 1000));
        let plain = Entry::new(Kind::Counted, moment(begin), moment(self.answer.due));
        let entry = self.made_up(begin.div_euclid(DAY)).map_or_else(
            || plain.clone(),
            |special| Self::named(Kind::MadeUp, plain.from, plain.to, special),
        );
        self.entries.push(Entry { amount, ..entry });
    }

    pub(super) fn calendar_days(&mut self) {
        let counted = self.answer.counted;
        for (from, to) in self.question.stops.runs(self.first(), counted) {
            self.counted(from, to, Amount::Days(to - from + 1));
        }
        let due_day = self.due_day();
        let doubtful = self.special(due_day).is_some_and(|special| special.confidence == Confidence::M);
        if let Some(last) = self.entries.last_mut() {
            last.proposed = doubtful;
        }
        self.month_end();
        if counted == due_day {
            return;
        }
        for day in counted..due_day {
            self.off(day);
        }
        self.entries.push(Entry {
            source: ROLL_FORWARD.to_owned(),
            ..Entry::new(Kind::RollForward, date(due_day), date(due_day))
        });
    }

    fn month_end(&mut self) {
        let Measure::Months(months) = self.question.term.measure() else { return };
        let first = day::date_of(self.first());
        let target = month_later(first, months).filter(|target| target.day() != first.day());
        if let Some(target) = target {
            self.entries.push(Entry {
                source: MONTH_END.to_owned(),
                ..Entry::new(Kind::MonthEnd, Point::Day(target), Point::Day(target))
            });
        }
    }

    pub(super) fn same_day(&mut self) {
        let due_day = self.due_day();
        for day in self.first()..due_day {
            self.off(day);
        }
        let (from, to) = (date(due_day), moment(self.answer.due));
        let plain = Entry::new(Kind::Counted, from, to);
        let entry = self
            .made_up(due_day)
            .map_or_else(|| plain.clone(), |special| Self::named(Kind::MadeUp, from, to, special));
        self.entries.push(entry);
    }

    /// Each working interval outside pauses, for terms in hours.
    pub(super) fn intervals(&mut self, start: i64) {
        for day in self.first()..=self.due_day() {
            self.off(day);
            for interval in self.question.index.hours(day) {
                let from = (day * DAY + interval.start()).max(start);
                let to = (day * DAY + interval.end()).min(self.answer.due);
                for (from, to) in self.question.stops.outside(from, to) {
                    let plain = Entry::new(Kind::Counted, moment(from), moment(to));
                    let entry = self.made_up(day).map_or_else(
                        || plain.clone(),
                        |special| Self::named(Kind::MadeUp, plain.from, plain.to, special),
                    );
                    self.entries.push(Entry { amount: Some(Amount::WorkingSeconds(to - from)), ..entry });
                }
            }
        }
    }

    pub(super) fn cutoff(&mut self, cutoff: Option<&Cutoff>) {
        let question = self.question;
        let (Some(cutoff), true) = (cutoff, question.start != question.received) else { return };
        for day in question.received.div_euclid(DAY)..self.first() {
            self.off(day);
        }
        let worked = question.index.works(question.received.div_euclid(DAY));
        let name = if worked { cutoff.at.strftime("%H:%M").to_string() } else { String::new() };
        let entry = Entry::new(Kind::Cutoff, moment(question.received), moment(question.start));
        self.entries.push(Entry { name, source: cutoff.source.clone(), ..entry });
    }

    pub(super) fn pauses(&mut self, pauses: &[Pause]) {
        for pause in pauses {
            let (from, to) = (day::moment(pause.from), day::moment(pause.to));
            if from < to && from < self.answer.due {
                self.entries.push(Entry {
                    name: pause.reason.clone(),
                    ..Entry::new(Kind::Pause, moment(from), moment(to))
                });
            }
        }
    }

    /// Says where the known holidays end.
    pub(super) fn unknown(&mut self) {
        let known = day::number(self.question.calendar.covers_until());
        if self.due_day() > known {
            let from = (known + 1).max(self.first());
            let entry = Entry::new(Kind::Unknown, date(from), date(self.due_day()));
            self.entries.push(Entry { proposed: true, ..entry });
        }
    }
}
