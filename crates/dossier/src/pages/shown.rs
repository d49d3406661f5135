//! What several pages show alike: the progress of a draft, the colour of a deadline, the words of a derivation.

use std::sync::Arc;

use base::id::DossierId;
use base::{Ctx, Instant, Locale, words};
use catalogue::{Component, LocalFee, ProcedureVersion, Situation};
use web::{App, Failure};

use crate::actions::{APPLICANT_PAGE, PEOPLE_PAGE, SHARED, WHOM_PAGE};
use crate::error::Error;
use crate::model::{Acting, Channel, Column, Draft, Place, ResultAt, State};
use crate::queries::{self, Line, Seen};
use crate::rules;

/// A draft with its procedure, and the page of it that is shown.
pub(crate) struct Progress {
    pub(crate) draft: Draft,
    pub(crate) version: Arc<ProcedureVersion>,
    /// The amounts that are set locally.
    pub(crate) local: Arc<Vec<LocalFee>>,
    here: String,
    pages: Vec<String>,
}

impl Progress {
    /// The citizen's own draft at the page `here`.
    pub(crate) async fn load(app: &App, ctx: &Ctx, id: DossierId, here: &str) -> Result<Self, Failure> {
        let ctx = ctx.clone();
        let here = here.to_owned();
        let progress = app
            .db
            .read(move |rx| {
                let draft = queries::draft(rx, &ctx, id)?;
                let version = catalogue::version(rx, &draft.procedure)?.ok_or(Error::NoProcedure)?;
                let pages = pages(&version, &draft);
                let local = catalogue::local_fees(rx, &version.code, ctx.now.date())?;
                Ok::<_, Error>(Self { draft, version, local, here, pages })
            })
            .await?;
        Ok(progress)
    }

    /// Case and channel of the draft.
    pub(crate) fn situation(&self) -> Situation<'_> {
        Situation { case: &self.draft.case, channel: Channel::Online }
    }

    /// The components of the draft, with the paper of a mandate where one is owed.
    pub(crate) fn components<'a>(
        &'a self,
        situation: &'a Situation<'a>,
    ) -> impl Iterator<Item = &'a Component> {
        let acting = self.draft.applicant.acting().unwrap_or(Acting::Own);
        let mandate = rules::mandate(&self.version, situation, &self.draft.answers, acting);
        self.version.components(&self.draft.answers, situation).chain(mandate)
    }

    /// The number of the page shown, from 1.
    fn at(&self) -> usize {
        self.pages.iter().position(|page| *page == self.here).map_or(1, |i| i + 1)
    }

    /// How far it is, 0 to 100.
    pub(crate) fn share(&self) -> usize {
        self.at() * 100 / self.pages.len().max(1)
    }

    /// `mục 2 trên 6 · đã lưu lúc 10:42`.
    pub(crate) fn line(&self, locale: Locale) -> String {
        let (at, all) = (self.at(), self.pages.len());
        let saved = self.draft.saved_at.local().strftime("%H:%M");
        match locale {
            Locale::Vi => format!("mục {at} trên {all} · đã lưu lúc {saved}"),
            Locale::En => format!("step {at} of {all} · saved at {saved}"),
        }
    }

    /// The address of the page after this one.
    pub(crate) fn next(&self) -> String {
        self.neighbour(1).unwrap_or_else(|| self.address("kiem-tra"))
    }

    /// The address of the page before this one.
    pub(crate) fn back(&self) -> String {
        self.neighbour(-1).unwrap_or_else(|| self.address(APPLICANT_PAGE))
    }

    /// The address of a page of this draft.
    pub(crate) fn address(&self, page: &str) -> String {
        let id = self.draft.id;
        match page {
            APPLICANT_PAGE | WHOM_PAGE | PEOPLE_PAGE | "giay-to" | "kiem-tra" => {
                format!("/to-khai/{id}/{page}")
            }
            page => format!("/to-khai/{id}/muc/{page}"),
        }
    }

    fn neighbour(&self, step: isize) -> Option<String> {
        let at = self.pages.iter().position(|page| *page == self.here)?;
        self.pages.get(at.checked_add_signed(step)?).map(|page| self.address(page))
    }
}

/// Everything that is asked, in order: who files, for whom, the pages of the form that apply, the papers, the check.
fn pages(version: &ProcedureVersion, draft: &Draft) -> Vec<String> {
    let situation = Situation { case: &draft.case, channel: Channel::Online };
    let mut pages = vec![APPLICANT_PAGE.to_owned(), WHOM_PAGE.to_owned()];
    let alone = draft.applicant.acting() == Some(Acting::Own) && draft.applicant.people.is_empty();
    if !alone || draft.done.iter().any(|code| code == SHARED) {
        pages.push(PEOPLE_PAGE.to_owned());
    }
    pages.extend(version.form.shown_pages(&draft.answers, &situation).map(|page| page.code.clone()));
    pages.extend(["giay-to".to_owned(), "kiem-tra".to_owned()]);
    pages
}

/// A deadline as a tag: the words say it, the colour only helps.
pub(crate) struct DueTag {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// How much working time is left until `due`, on the calendar of the body; what is due today says so.
pub(crate) fn due_tag(calendar: &worktime::Calendar, now: Instant, due: Instant, locale: Locale) -> DueTag {
    let left = worktime::remaining(calendar, now.local(), due.local());
    let text = match (left.late, due.date() == now.date(), left.days) {
        (false, true, 1..) => {
            format!("{} {}", locale.t("Hôm nay, trước", "Today, before"), due.local().strftime("%H:%M"))
        }
        _ if locale.is_english() => worktime::english::remaining(&left),
        _ => left.to_string(),
    };
    let kind = match (left.late, due.date() == now.date() || left.days == 0) {
        (true, _) => "late",
        (false, true) => "warn",
        (false, false) => "ok",
    };
    DueTag { kind, text }
}

/// The tag of a state that is not measured by time.
pub(crate) const fn state_kind(state: &State) -> &'static str {
    match state {
        State::Submitted | State::Received | State::Processing => "plain",
        State::AwaitingSupplement | State::AwaitingPayment => "hold",
        State::Refused | State::Stopped | State::Withdrawn => "late",
        State::Completed | State::Returned => "ok",
    }
}

/// An appointment in this language: `17:00 thứ Năm, 10/12/2026`.
pub(crate) fn appointment(at: jiff::civil::DateTime, locale: Locale) -> String {
    match locale {
        Locale::Vi => words::moment(at).replace("thứ ", "thứ\u{a0}"),
        Locale::En => locale.moment(at),
    }
}

/// A line of a list with its words.
pub(crate) struct ListLine {
    pub(crate) line: Line,
    pub(crate) step: String,
    pub(crate) tag: DueTag,
    /// What is left of the step's own time, where it runs out before the whole and soon, or ran out.
    pub(crate) step_tag: Option<DueTag>,
    /// In which of the person's positions it is to be done, where they hold several: else empty.
    pub(crate) position: String,
    /// Who is in charge, where a list says so: else empty.
    pub(crate) person: String,
}

impl ListLine {
    /// `line` as a desk shows it now.
    pub(crate) fn new(line: Line, calendar: &worktime::Calendar, now: Instant) -> Self {
        // The term stands still while the citizen is awaited.
        let waits = line.state == State::AwaitingSupplement || line.received_at.is_some();
        let awaits = waits && line.due_original.is_none();
        let still = line.state.is_closed() || awaits;
        let tag = if still {
            // A notice that runs out is part of the handling, but the clock stands still.
            let text = if line.state == State::Processing {
                "Tạm dừng thời hạn"
            } else {
                line.state.label()
            };
            DueTag { kind: state_kind(&line.state), text: text.to_owned() }
        } else {
            due_tag(calendar, now, line.due_current, Locale::Vi)
        };
        let step = line.step_name.clone().unwrap_or_else(|| line.state.label().to_owned());
        let own = line.step_due.filter(|due| !still && *due < line.due_current);
        let step_tag = own.map(|due| due_tag(calendar, now, due, Locale::Vi)).filter(|tag| tag.kind != "ok");
        Self { line, step, tag, step_tag, position: String::new(), person: String::new() }
    }
}

impl ListLine {
    /// What stands in a column that is plain text.
    pub(crate) fn text(&self, column: &Column) -> String {
        let line = &self.line;
        match column {
            Column::Procedure => line.procedure_name.clone(),
            Column::Applicant => line.applicant_name.clone(),
            Column::Step => self.step.clone(),
            Column::Person if self.person.is_empty() => "Chưa ai nhận".to_owned(),
            Column::Person => self.person.clone(),
            Column::Received => moment(&line.received_at.unwrap_or(line.submitted_at)),
            Column::Appointment => line.due_original.as_ref().map_or_else(|| "Chưa hẹn".to_owned(), moment),
        }
    }
}

/// Longest name of a file that is shown in full, in characters.
const FILE_NAME: usize = 44;

/// The name of a file as a page shows it: a long one keeps its beginning and its end.
pub(crate) fn file_name(name: Option<&str>) -> String {
    let name = name.unwrap_or("Tệp");
    let signs: Vec<char> = name.chars().collect();
    if signs.len() <= FILE_NAME {
        return name.to_owned();
    }
    let (head, tail) = (&signs[..FILE_NAME - 15], &signs[signs.len() - 14..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

/// What a paper of a dossier is called: a published component, or one that was asked for outside the list.
///
/// Names of the list are Vietnamese on every page.
pub(crate) fn paper_name<'a>(seen: &'a Seen, component: &str) -> &'a str {
    let asked = seen.dossier.beside.supplements.iter().rev().flat_map(|request| &request.items);
    let mut other = asked.filter(|item| item.component == component).map(|item| item.name.as_str());
    let published = rules::component(&seen.version, component).map(|it| it.name.as_str());
    let signature = (component == crate::model::SIGNATURE).then_some("Ảnh ký nhận kết quả");
    signature.or(published).or_else(|| other.next()).unwrap_or("Giấy tờ kèm theo")
}

/// How a paper came, where it is no file: the result of an earlier part by its name and number.
pub(crate) fn how_it_came(paper: &crate::model::Paper, locale: Locale) -> String {
    let label = paper.source.called(locale);
    let result = paper.file_name.as_ref().filter(|_| paper.source == crate::model::Source::Result);
    match (result, locale) {
        (None, _) => label.to_owned(),
        (Some(result), Locale::Vi) => format!("{label}: {result}"),
        (Some(result), Locale::En) => format!("{label}: “{result}”"),
    }
}

/// The text, or what stands where it is empty.
pub(crate) fn or<'a>(text: &'a str, empty: &'a str) -> &'a str {
    if text.is_empty() { empty } else { text }
}

/// A moment in a letter: `17:00 thứ Năm, 10/12/2026`.
pub(crate) fn long_moment(at: Instant) -> String {
    appointment(at.local(), Locale::Vi)
}

/// A day in a list: `18/11/2026`.
pub(crate) fn day(at: &Instant) -> String {
    words::date(at.date())
}

/// A moment in a list: `18/11/2026, 09:20`.
pub(crate) fn moment(at: &Instant) -> String {
    words::short_moment(at.local())
}

/// Where a result is, to an officer.
pub(crate) fn result_place(at: &ResultAt) -> String {
    let since = moment(&at.since);
    match at.place {
        Place::OnItsWay => format!("Kết quả đang chuyển về Một cửa từ {since}."),
        Place::AtCounter => format!("Kết quả đã có tại quầy từ {since}."),
        Place::OnShelf => format!("Kết quả ở trên kệ từ {since}."),
        Place::ByPost => format!("Kết quả đang được gửi qua bưu chính từ {since}."),
        Place::InArchive => format!("Kết quả ở lưu trữ từ {since}; khi người nộp đến vẫn trao."),
    }
}

/// From where whoever hands a result over takes it; empty where it is at hand.
pub(crate) fn fetched_from(beside: &crate::model::Beside) -> String {
    let pickup = &beside.pickup;
    match beside.result_at.map(|it| it.place) {
        Some(Place::OnShelf) => {
            pickup.shelf.as_ref().map_or_else(String::new, |shelf| format!("Lấy kết quả ở ngăn {shelf}."))
        }
        Some(Place::InArchive) => {
            let place = pickup.archived.as_ref().map_or("", |it| it.place.as_str());
            let place = if place.is_empty() { "lưu trữ" } else { place };
            format!("Lấy kết quả ở {place}.")
        }
        Some(Place::ByPost) => "Khi bưu chính đã phát, ghi người ký nhận trên phiếu báo phát.".to_owned(),
        _ => String::new(),
    }
}

/// Who took a result, and when: `Nguyễn Văn An, 10:20 18/11/2026`.
pub(crate) fn handed_words(seen: &Seen, at: &Instant) -> String {
    let to = handed(seen).map(|handed| handed.to);
    to.map_or_else(|| moment(at), |to| format!("{to}, {}", moment(at)))
}

/// Who took the result, while it is in somebody's hands.
pub(crate) fn handed(seen: &Seen) -> Option<crate::model::Handed> {
    seen.dossier.returned_at.and_then(|_| crate::events::handed(&seen.history))
}

/// Where a result is, to an officer, with the box it lies in or the number of the post.
pub(crate) fn result_found(beside: &crate::model::Beside) -> String {
    let Some(at) = &beside.result_at else { return String::new() };
    let pickup = &beside.pickup;
    let more = match at.place {
        Place::OnShelf => pickup.shelf.as_ref().map(|shelf| format!("Ngăn {shelf}.")),
        Place::ByPost => pickup.on_the_way().map(|it| format!("Mã bưu gửi {}.", it.tracking)),
        Place::InArchive => {
            let place = pickup.archived.as_ref().map(|it| it.place.as_str()).unwrap_or_default();
            (!place.is_empty()).then(|| format!("Nơi để: {place}."))
        }
        _ => None,
    };
    [Some(result_place(at)), more].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What was counted again on a changed calendar, as the title of a notice.
pub(crate) const fn recounted(recount: &crate::model::Recount, locale: Locale) -> &'static str {
    if recount.answer {
        locale.t(
            "Thời hạn trả lời được tính lại vì lịch làm việc thay đổi",
            "The time for the answer was counted again, because the working calendar changed",
        )
    } else {
        locale.t(
            "Ngày hẹn trả được tính lại vì lịch làm việc thay đổi",
            "The due date was counted again, because the working calendar changed",
        )
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn tag(now: jiff::civil::DateTime, due: jiff::civil::DateTime) -> (&'static str, String) {
        let tag =
            due_tag(worktime::hanh_chinh(), Instant::from_local(now), Instant::from_local(due), Locale::Vi);
        (tag.kind, tag.text)
    }

    /// A line whose whole is due on the 30th at 17:00 and whose step at `step`, seen on the 18th at 9:00.
    fn step_tag(state: State, step: jiff::civil::DateTime) -> Option<String> {
        let at = |day, hour| Instant::from_local(date(2026, 11, day).at(hour, 0, 0, 0));
        let line = Line {
            id: base::id::DossierId::from_uuid(base::id::Uuid::nil()),
            number: None,
            state,
            procedure_name: String::new(),
            applicant_name: String::new(),
            step_name: None,
            assignee: None,
            submitted_at: at(16, 9),
            received_at: Some(at(16, 10)),
            due_original: Some(at(30, 17)),
            due_current: at(30, 17),
            step_due: Some(Instant::from_local(step)),
            competent: base::id::UnitId::from_uuid(base::id::Uuid::nil()),
            root: base::id::UnitId::from_uuid(base::id::Uuid::nil()),
            procedure: "1.013225".parse().expect("a code"),
            at: None,
        };
        ListLine::new(line, worktime::hanh_chinh(), at(18, 9)).step_tag.map(|tag| tag.text)
    }

    #[test]
    fn a_step_that_lapses_before_the_whole_says_so() {
        let soon = date(2026, 11, 18).at(11, 0, 0, 0);
        assert_eq!(step_tag(State::Processing, soon).as_deref(), Some("Còn 2 giờ"));
        assert_eq!(step_tag(State::Processing, date(2026, 11, 25).at(11, 0, 0, 0)), None, "there is time");
        assert_eq!(
            step_tag(State::Processing, date(2026, 12, 1).at(11, 0, 0, 0)),
            None,
            "the whole is sooner"
        );
        assert_eq!(step_tag(State::Returned, soon), None, "it is over");
    }

    #[test]
    fn what_is_due_today_says_so_before_the_counter_opens() {
        let due = date(2026, 11, 18).at(17, 0, 0, 0);
        assert_eq!(tag(date(2026, 11, 18).at(7, 0, 0, 0), due), ("warn", "Hôm nay, trước 17:00".to_owned()));
        assert_eq!(tag(date(2026, 11, 18).at(14, 30, 0, 0), due), ("warn", "Còn 2 giờ 30 phút".to_owned()));
        assert_eq!(tag(date(2026, 11, 16).at(9, 0, 0, 0), due).0, "ok");
        assert_eq!(tag(date(2026, 11, 18).at(17, 1, 0, 0), due).0, "late");
    }

    #[test]
    fn a_long_name_of_a_file_keeps_its_beginning_and_its_end() {
        assert_eq!(file_name(Some("ban-ve.pdf")), "ban-ve.pdf");
        assert_eq!(file_name(None), "Tệp");
        let long = format!("{}-trang-2.pdf", "Ảnh chụp giấy chứng nhận quyền sử dụng đất ".repeat(3));
        let shown = file_name(Some(&long));
        assert_eq!(shown.chars().count(), FILE_NAME);
        assert!(
            shown.starts_with("Ảnh chụp giấy") && shown.contains('…') && shown.ends_with("-trang-2.pdf"),
            "{shown}"
        );
    }

    #[test]
    fn an_appointment_is_said_in_both_languages() {
        let at = date(2026, 12, 10).at(17, 0, 0, 0);
        assert_eq!(appointment(at, Locale::Vi), "17:00 thứ\u{a0}Năm, 10/12/2026");
        assert_eq!(appointment(at, Locale::En), "17:00 on Thursday, 10 December 2026");
    }
}
