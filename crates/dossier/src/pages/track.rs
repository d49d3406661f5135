//! Following a dossier: where it is, who has it, why this date, what happens next.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Instant, Locale, Pair};
use catalogue::Situation;
use catalogue::process::{Awaits, Stage};
use web::{Answer, App, Path, Who};

use super::may;
use super::parts::{PartLine, of_citizen};
use super::shown::{DueTag, appointment, due_tag};
use super::track_next::{Sentence, clock_note, next};
use crate::error::Error;
use crate::model::{Dossier, State as DossierState};
use crate::queries::{self, Holder, Seen};
use crate::rules;

#[derive(Template)]
#[template(path = "track.html")]
struct Track<'a> {
    locale: Locale,
    seen: &'a Seen,
    why: Option<Why>,
    way: Vec<Stop>,
    next: Vec<Sentence>,
    /// What a request for papers does to the clock.
    clock: &'static str,
    /// Whether the citizen may take it back, or ask for it.
    withdraw: bool,
    /// The parts of a linked dossier.
    parts: Vec<PartLine>,
    /// The page of the linked dossier that this is a part of; empty for every other.
    whole: String,
}

impl Track<'_> {
    /// What the words of a refusal are called; a linked dossier may give a part of what was asked for.
    const fn why_not(&self) -> &'static str {
        if self.parts.is_empty() {
            self.locale.t("Lý do không chấp thuận", "Why it was not granted")
        } else {
            self.locale.t("Vì sao chỉ trả một phần", "Why only a part is handed over")
        }
    }

    /// The appointment, while there is one to keep.
    fn heading(&self) -> String {
        let over = matches!(self.seen.dossier.state, DossierState::Withdrawn | DossierState::Stopped);
        let promised = self.why.as_ref().filter(|why| !over && !why.awaits);
        promised.map_or_else(
            || self.locale.t("Việc tiếp theo", "What happens next").to_owned(),
            |why| format!("{}: {}", self.locale.t("Hẹn trả", "Due"), why.due),
        )
    }
}

/// The appointment and its derivation.
pub(crate) struct Why {
    pub(crate) locale: Locale,
    pub(crate) due: String,
    pub(crate) tag: Option<DueTag>,
    /// Whether the clock stands still while the citizen is awaited.
    pub(crate) awaits: bool,
    /// What that does to the date, in a sentence.
    pub(crate) still: &'static str,
    pub(crate) banner: Option<String>,
    pub(crate) lines: Vec<(String, String, bool)>,
    pub(crate) calendar: String,
}

/// One stop of the way of a dossier.
pub(crate) struct Stop {
    pub(crate) state: &'static str,
    pub(crate) title: String,
    /// The language of the title, for `lang`, where the package says it; else empty.
    pub(crate) lang: &'static str,
    pub(crate) note: String,
}

/// Shows the citizen's own dossier.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let (now, locale) = (ctx.now, ctx.locale);
    let (seen, calendar) = app
        .db
        .read(move |rx| {
            let seen = queries::as_filer(rx, &ctx, id)?;
            let calendar = organisation::calendar(rx, seen.dossier.competent, now.date())?;
            Ok::<_, Error>((seen, calendar))
        })
        .await?;
    let why = why(&seen.dossier, &calendar, now, locale);
    let (clock, withdraw) = (clock_note(&seen, locale), may::withdraw(&seen.dossier));
    let whole = seen.dossier.beside.part_of.as_ref().map(|of| format!("/ho-so/{}", of.whole));
    let (parts, whole) = (of_citizen(&seen, now, locale), whole.unwrap_or_default());
    let (way, next) = (way(&seen, locale), next(&seen, now, locale));
    let page = Track { locale, why, way, next, clock, withdraw, parts, whole, seen: &seen };
    let (back, words) = match seen.dossier.beside.filed_by {
        Some(_) => ("/can-bo/noi-bo", locale.t("Thủ tục nội bộ", "Procedures between bodies")),
        None => ("/ho-so", locale.t("Hồ sơ của tôi", "My dossiers")),
    };
    let page = web::page(seen.dossier.procedure_name.clone(), &page).named();
    page.back(back, words).locale(locale).answer()
}

/// The appointment as it is shown to citizen and officer alike; none before reception.
pub(crate) fn why(
    dossier: &Dossier,
    calendar: &worktime::Calendar,
    now: Instant,
    locale: Locale,
) -> Option<Why> {
    let deadline = dossier.deadline.as_ref()?;
    let (due, original) = (&deadline.current, Instant::from_local(deadline.original.due));
    let promised = dossier.running_due()?;
    // Nothing is late that waits for the citizen, or that went back to them meanwhile.
    let awaits = dossier.due_by_term().is_none();
    let tag = match dossier.closed_at {
        None if awaits => None,
        Some(_) if dossier.beside.open_supplement().is_some() || dossier.beside.open_wait().is_some() => None,
        None => Some(due_tag(calendar, now, Instant::from_local(promised.due), locale)),
        Some(done) => rules::is_late(original, done).then(|| due_tag(calendar, done, original, locale)),
    };
    let lines = due.derivation.iter().map(|entry| {
        let (when, what) = cells(entry, locale);
        (when, what, entry.kind == worktime::Kind::Off)
    });
    let lines =
        lines.chain(promised_anew(dossier, locale).map(|(when, what)| (when, what.to_owned(), false)));
    Some(Why {
        locale,
        due: appointment(promised.due, locale),
        tag,
        awaits,
        still: still(dossier, locale),
        banner: if locale.is_english() {
            worktime::english::banner(due)
        } else {
            worktime::words::banner(due)
        },
        lines: lines.collect(),
        calendar: calendar_name(due, calendar),
    })
}

/// One line of a derivation in this language.
pub(crate) fn cells(entry: &worktime::Entry, locale: Locale) -> (String, String) {
    if locale.is_english() { worktime::english::cells(entry) } else { worktime::words::cells(entry) }
}

/// What it does to the date that the clock stands still.
fn still(dossier: &Dossier, locale: Locale) -> &'static str {
    match dossier.beside.open_wait().map(|wait| wait.awaits) {
        Some(Awaits::Payment) => locale.t(
            "Thời hạn không tính trong khi chờ người nộp thực hiện nghĩa vụ tài chính; ngày hẹn được tính lại khi ghi nhận đã nộp.",
            "Time does not count while the financial obligation is to be met; the due date is counted again once payment is noted.",
        ),
        Some(Awaits::Citizen | Awaits::Notice) => locale.t(
            "Thời hạn đang tạm dừng; ngày hẹn được tính lại khi chạy tiếp.",
            "The time limit stands still; the due date is counted again when it goes on.",
        ),
        None => locale.t(
            "Thời hạn không tính trong khi chờ người nộp bổ sung giấy tờ; ngày hẹn được tính lại khi nhận đủ.",
            "Time does not count while papers are awaited; the due date is counted again once they are all there.",
        ),
    }
}

/// The days that were promised instead of the one that the term leads to: with an apology, or for a result put right.
fn promised_anew(dossier: &Dossier, locale: Locale) -> impl Iterator<Item = (String, &'static str)> {
    let running = dossier.running_due().map(|due| Instant::from_local(due.due));
    let later = dossier.beside.extension.as_ref().map(|it| {
        (it.to, locale.t("Hẹn lại, kèm văn bản xin lỗi", "Promised anew, with a letter of apology"))
    });
    let right = dossier.beside.open_correction().map(|it| {
        (
            it.due,
            if it.reissue {
                locale.t("Hẹn trả kết quả cấp lại", "The result issued anew is due")
            } else {
                locale.t("Hẹn trả kết quả đã đính chính", "The corrected result is due")
            },
        )
    });
    let said = [later, right].into_iter().flatten().filter(move |(to, _)| Some(*to) == running);
    said.map(move |(to, what)| (locale.short_moment(to.local()), what))
}

/// The calendar of an appointment by its name, with its version; another calendar than the present one, by its code.
fn calendar_name(due: &worktime::Due, calendar: &worktime::Calendar) -> String {
    let name = if calendar.code() == due.calendar { calendar.name() } else { due.calendar.as_str() };
    format!("{name}, bản {}", due.version)
}

/// The way of the dossier: what was done, where it is, what is still to come.
pub(crate) fn way(seen: &Seen, locale: Locale) -> Vec<Stop> {
    let dossier = &seen.dossier;
    let stop = |state, (vi, en): Pair, note: String| Stop {
        state,
        title: locale.t(vi, en).to_owned(),
        lang: "",
        note,
    };
    let at = |when: Instant| locale.short_moment(when.local());
    let sent = if dossier.channel == crate::model::Channel::Online {
        ("Nộp trực tuyến", "Filed online")
    } else {
        ("Nộp hồ sơ", "Filed")
    };
    let mut out = vec![stop("done", sent, at(dossier.submitted_at))];
    if dossier.state == DossierState::Refused {
        out.push(stop(
            "now",
            ("Không được tiếp nhận", "Not received"),
            dossier.closed_at.map_or_else(String::new, at),
        ));
        return out;
    }
    match (dossier.received_at, dossier.state) {
        (Some(when), _) => {
            out.push(stop("done", ("Một cửa tiếp nhận", "Received by the one-stop unit"), at(when)))
        }
        (None, DossierState::Submitted) => out.push(stop(
            "now",
            CHECKING,
            format!("{} {}", locale.t("trả lời chậm nhất", "answer due by"), at(dossier.answer_due)),
        )),
        (None, DossierState::AwaitingSupplement) => {
            out.push(stop("now", CHECKING, String::new()));
        }
        _ => {}
    }
    out.extend(stops(seen, locale));
    if let Some(request) = dossier.beside.open_supplement().filter(|_| !dossier.state.is_closed()) {
        let since = format!("{} {}", locale.t("từ", "since"), at(request.asked_at));
        let awaited = ("Chờ người nộp bổ sung giấy tờ", "Waiting for papers from the person who filed");
        await_citizen(&mut out, stop("now", awaited, since), locale);
    }
    if matches!(dossier.state, DossierState::Withdrawn | DossierState::Stopped) {
        let when = dossier.closed_at.map_or_else(String::new, at);
        let state = (dossier.state.label(), dossier.state.called(Locale::En));
        out.push(stop("now", state, when));
    }
    out
}

const CHECKING: Pair = ("Một cửa kiểm tra, tiếp nhận", "Checked and received by the one-stop unit");

/// While the citizen is awaited the dossier is there, and what was at work goes on afterwards.
fn await_citizen(way: &mut Vec<Stop>, awaited: Stop, locale: Locale) {
    let at = way.iter().position(|stop| stop.state == "now").unwrap_or(way.len());
    for stop in way.iter_mut().filter(|stop| stop.state == "now") {
        stop.state = "next";
        stop.note = locale.t("tiếp tục sau khi bổ sung", "goes on once they are there").to_owned();
    }
    way.insert(at, awaited);
}

/// The steps of the process: those at work now, those that may still come, those that were taken. A step of another case
/// is not among them, nor a detour that was never taken.
fn stops(seen: &Seen, locale: Locale) -> Vec<Stop> {
    let (dossier, process) = (&seen.dossier, &seen.version.process);
    let begin = process.begin();
    let now = dossier.step.as_ref();
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let sent = matches!(dossier.state, DossierState::Submitted | DossierState::AwaitingSupplement)
        && dossier.received_at.is_none();
    let mut ahead = match now {
        Some(now) => process.ahead(&now.position, situation, &dossier.answers),
        None if sent => process.ahead(&begin, situation, &dossier.answers),
        None => BTreeSet::new(),
    };
    if sent {
        ahead.insert(&process.start);
    }
    let mut out = Vec::new();
    for step in &process.steps {
        let state = match now {
            Some(now) if now.position.is_at(&step.code) => "now",
            _ if step.stage != Stage::Consult && ahead.contains(step.code.as_str()) => "next",
            _ if left(seen, &step.code).is_some() => "done",
            _ => continue,
        };
        let note = match state {
            "done" => {
                left(seen, &step.code).map_or_else(String::new, |when| locale.short_moment(when.local()))
            }
            "now" => who_and_until(seen, &step.code, locale),
            _ => String::new(),
        };
        out.push(Stop { state, title: step.name.clone(), lang: "vi", note });
    }
    out
}

/// By when an open step should be done; while several are open, who has it too.
fn who_and_until(seen: &Seen, step: &str, locale: Locale) -> String {
    let open = seen.dossier.open_steps();
    let due = open.iter().find(|now| now.code == step).and_then(|now| now.due);
    let until = due.map(|due| {
        let by = locale.short_moment(due.local());
        format!("{} {by}", locale.t("hạn của bước:", "this step is due by"))
    });
    let holder = seen.standing.open.iter().find(|holder| holder.step == step);
    let holder = holder.filter(|holder| open.len() > 1 || holder.asked.is_some());
    let name =
        holder.map(Holder::name).map(|name| if locale.is_english() { format!("“{name}”") } else { name });
    name.into_iter().chain(until).collect::<Vec<_>>().join("; ")
}

/// When the dossier last left this step; never, for a detour it did not take, which is not shown.
fn left(seen: &Seen, step: &str) -> Option<Instant> {
    let from = |event: &&ledger::Recorded| {
        event.read::<crate::events::StepTaken>().ok().flatten().is_some_and(|taken| taken.from == step)
    };
    seen.history.iter().rev().find(from).map(|event| event.occurred_at)
}
