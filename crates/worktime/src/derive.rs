//! The derivation of a due moment: which days and intervals were counted, which were not, and by which article.

mod lines;

use lines::Lines;

use crate::compute::{Answer, Question};
use crate::day::{self, DAY};
use crate::due::{Amount, Cutoff, Due, Entry, Kind, Point};
use crate::pauses::Pause;
use crate::term::Measure;

const FROM_THE_MOMENT: &str = "Bộ luật Dân sự 2015, Điều 147 khoản 1";
const FIRST_DAY: &str = "Bộ luật Dân sự 2015, Điều 147 khoản 2";

/// Explains an answer.
pub(crate) fn explain(
    question: &Question<'_>,
    answer: &Answer,
    original: i64,
    cutoff: Option<&Cutoff>,
    pauses: &[Pause],
) -> Due {
    let mut lines = Lines { question, answer, entries: Vec::new() };
    match question.term.measure() {
        Measure::Minutes(_) => lines.intervals(question.start),
        Measure::Thousandths(_) => lines.working_days(),
        Measure::Days(_) | Measure::Months(_) => lines.calendar_days(),
        Measure::SameDay => lines.same_day(),
    }
    lines.cutoff(cutoff);
    lines.pauses(pauses);
    lines.unknown();
    let mut derivation = lines.entries;
    derivation.sort_by_key(|entry| start_of(entry.from));
    derivation.insert(0, received(question));
    what_was_left(question, &mut derivation);
    if let Some(last) =
        derivation.iter_mut().rev().find(|entry| matches!(entry.kind, Kind::Counted | Kind::MadeUp))
    {
        last.reached = Some(question.term);
    }
    let data = question.calendar.data();
    Due {
        due: day::datetime_of(answer.due),
        original: day::datetime_of(original),
        received: day::datetime_of(question.received),
        start: day::datetime_of(question.start),
        term: question.term,
        calendar: data.code.clone(),
        version: data.version.clone(),
        covers_until: data.covers_until,
        proposed: derivation.iter().any(|entry| entry.proposed),
        derivation,
    }
}

fn start_of(point: Point) -> i64 {
    match point {
        Point::Day(date) => day::number(date) * DAY,
        Point::Moment(at) => day::moment(at),
    }
}

fn moment(at: i64) -> Point {
    Point::Moment(day::datetime_of(at))
}

fn date(number: i64) -> Point {
    Point::Day(day::date_of(number))
}

fn received(question: &Question<'_>) -> Entry {
    let at = moment(question.received);
    let source = match question.term.measure() {
        Measure::Minutes(_) => FROM_THE_MOMENT,
        Measure::Thousandths(_) | Measure::Days(_) | Measure::Months(_) => FIRST_DAY,
        Measure::SameDay => "",
    };
    Entry { source: source.to_owned(), ..Entry::new(Kind::Received, at, at) }
}

/// Writes on each pause what was left of the term when it began; nothing on one that cost no day of a term in days.
fn what_was_left(question: &Question<'_>, entries: &mut [Entry]) {
    let mut left = match question.term.measure() {
        Measure::Minutes(minutes) => minutes * 60,
        Measure::Thousandths(thousandths) => thousandths,
        Measure::Days(days) => days,
        Measure::Months(_) => entries.iter().map(|entry| entry.amount.map_or(0, number)).sum(),
        Measure::SameDay => return,
    };
    for entry in entries {
        if entry.kind == Kind::Pause {
            if left <= 0 || !costs(question, entry) {
                continue;
            }
            entry.amount = Some(match question.term.measure() {
                Measure::Minutes(_) => Amount::WorkingSeconds(left),
                Measure::Thousandths(_) => Amount::WorkingDayThousandths(left),
                Measure::Days(_) | Measure::Months(_) | Measure::SameDay => Amount::Days(left),
            });
        } else {
            left -= entry.amount.map_or(0, number);
        }
    }
}

fn costs(question: &Question<'_>, pause: &Entry) -> bool {
    let mut days = day::number(pause.from.date())..=day::number(pause.to.date());
    matches!(question.term.measure(), Measure::Minutes(_)) || days.any(|day| question.stops.skips(day))
}

const fn number(amount: Amount) -> i64 {
    match amount {
        Amount::WorkingDayThousandths(number) | Amount::WorkingSeconds(number) | Amount::Days(number) => {
            number
        }
    }
}
