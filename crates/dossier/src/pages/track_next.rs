//! What happens next to a dossier, in sentences: whom it waits for, where the result is, what a request for papers does to the clock.

use base::{Instant, Locale};
use catalogue::SupplementClock;

use crate::model::{Dossier, Place, State as DossierState};
use crate::queries::Seen;
use crate::rules;

/// A sentence, and whether the package says it, in Vietnamese on every page.
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) vietnamese: bool,
}

impl Sentence {
    fn ours(text: impl Into<String>) -> Self {
        Self { text: text.into(), vietnamese: false }
    }
}

/// What a request for papers does to the clock, to the citizen.
pub(crate) fn clock_note(seen: &Seen, locale: Locale) -> &'static str {
    match (seen.dossier.received_at, seen.version.supplement_clock) {
        (None, _) => locale.t(
            "Khi nhận đủ giấy tờ bổ sung, Bộ phận Một cửa kiểm tra và trả lời trong 8 giờ làm việc.",
            "Once all the papers are there, the one-stop unit checks them and answers within 8 working hours.",
        ),
        (Some(_), SupplementClock::Pause) => locale.t(
            "Thời hạn giải quyết tạm dừng trong khi chờ và chạy tiếp khi nhận đủ giấy tờ bổ sung.",
            "The time limit stands still meanwhile and goes on once all the papers are there.",
        ),
        (Some(_), SupplementClock::Restart) => locale.t(
            "Thời hạn giải quyết được tính lại từ đầu khi nhận đủ giấy tờ bổ sung.",
            "The time limit is counted anew once all the papers are there.",
        ),
    }
}

/// Where the result waits.
fn ready(dossier: &Dossier, locale: Locale) -> &'static str {
    match dossier.beside.result_at.map(|it| it.place) {
        Some(Place::ByPost) => locale.t(
            "Kết quả đang được gửi đến ông, bà qua bưu chính. Mã bưu gửi ở bên dưới.",
            "The result is on its way to you by post. Its tracking number stands below.",
        ),
        Some(Place::InArchive) => locale.t(
            "Kết quả chưa có người nhận nên đã chuyển lưu trữ. Ông, bà đến Bộ phận Một cửa bất cứ lúc nào để nhận, mang theo giấy tờ tùy thân.",
            "Nobody took the result, so it was moved to the archive. You can come to the one-stop unit for it at any time; please bring your identity paper.",
        ),
        Some(Place::AtCounter | Place::OnShelf) => locale.t(
            "Kết quả đã có tại quầy. Mời ông, bà đến Bộ phận Một cửa nhận, mang theo giấy tờ tùy thân.",
            "The result is at the counter. Please come to the one-stop unit for it and bring your identity paper.",
        ),
        Some(Place::OnItsWay) => locale.t(
            "Kết quả đã có và đang được chuyển về Bộ phận Một cửa. Ông, bà xem lại trang này trước khi đến nhận.",
            "The result is ready and on its way to the one-stop unit. Please look at this page again before you come for it.",
        ),
        None if dossier.competent == dossier.root => locale.t(
            "Kết quả đã có. Mời ông, bà đến Bộ phận Một cửa nhận, mang theo giấy tờ tùy thân.",
            "The result is ready. Please come to the one-stop unit for it and bring your identity paper.",
        ),
        None => locale.t(
            "Kết quả đã có tại cơ quan giải quyết và sẽ được chuyển về Bộ phận Một cửa. Ông, bà xem lại trang này trước khi đến nhận.",
            "The result is ready at the agency and will be brought to the one-stop unit. Please look at this page again before you come for it.",
        ),
    }
}

/// Whether what was asked for was granted.
fn granted(seen: &Seen) -> bool {
    seen.dossier.result.as_ref().is_some_and(|result| result.granted)
}

/// What happens next, in a sentence or a few.
pub(crate) fn next(seen: &Seen, now: Instant, locale: Locale) -> Vec<Sentence> {
    if let Some(said) = settled(seen, locale) {
        return vec![Sentence::ours(said)];
    }
    let asked = waits_for(seen, now, locale).into_iter().map(Sentence::ours);
    let open = seen.dossier.open_steps().iter().filter(|step| is_own(seen, &step.code));
    let said = open.filter_map(|now| seen.version.process.step(&now.code));
    let said = said
        .map(|step| Sentence { text: format!("{}.", step.citizen.trim_end_matches('.')), vietnamese: true });
    let said: Vec<_> = said.chain(asked).collect();
    if said.is_empty() {
        vec![Sentence::ours(locale.t("Hồ sơ đang được giải quyết.", "The dossier is being worked on."))]
    } else {
        said
    }
}

/// What happens next, where the state of the dossier alone says it.
fn settled(seen: &Seen, locale: Locale) -> Option<&'static str> {
    if seen.dossier.beside.open_recall().is_some() {
        return Some(locale.t(
            "Kết quả đã bị thu hồi và không còn giá trị. Ông, bà xem lý do và việc cần làm bên dưới.",
            "The result was recalled and is no longer valid. The reason and what to do stand below.",
        ));
    }
    Some(match seen.dossier.state {
        DossierState::Submitted => locale.t(
            "Bộ phận Một cửa đang kiểm tra hồ sơ. Ông, bà chưa phải làm gì thêm.",
            "The one-stop unit is checking the dossier. There is nothing more to do for you.",
        ),
        DossierState::Refused => locale.t(
            "Hồ sơ không được tiếp nhận. Ông, bà xem lý do bên dưới; có thể nộp lại sau khi hoàn thiện.",
            "The dossier was not received. The reason stands below; you can file again once it is put right.",
        ),
        DossierState::Completed if !seen.parts.is_empty() && !granted(seen) => locale.t(
            "Cơ quan đầu mối trả những phần đã có kết quả. Ông, bà xem lý do và từng phần bên dưới; mời ông, bà đến Bộ phận Một cửa nhận.",
            "The lead agency hands over the parts that have a result. The reason and each part stand below; please come to the one-stop unit for them.",
        ),
        DossierState::Returned if seen.dossier.beside.part_of.is_some() => locale.t(
            "Phần này đã xong; kết quả được chuyển về cơ quan đầu mối. Ông, bà nhận cùng các phần khác.",
            "This part is done; its result goes to the lead agency. You get it together with the other parts.",
        ),
        DossierState::Completed if seen.dossier.result.as_ref().is_some_and(|result| !result.granted) => locale.t(
            "Yêu cầu không được chấp thuận. Ông, bà xem lý do bên dưới; mời ông, bà đến Bộ phận Một cửa nhận văn bản trả lời.",
            "What you asked for was not granted. The reason stands below; please come to the one-stop unit for the written answer.",
        ),
        DossierState::Completed => ready(&seen.dossier, locale),
        DossierState::Returned => {
            locale.t("Kết quả đã được trao. Cảm ơn ông, bà.", "The result was handed over. Thank you.")
        }
        DossierState::AwaitingSupplement => locale.t(
            "Hồ sơ đang chờ ông, bà bổ sung giấy tờ. Xin xem nội dung cần bổ sung bên dưới.",
            "The dossier waits for papers from you. What is needed stands below.",
        ),
        DossierState::AwaitingPayment => locale.t(
            "Hồ sơ đang chờ ông, bà thực hiện nghĩa vụ tài chính. Xin xem số tiền và cách nộp bên dưới.",
            "The dossier waits for you to meet a financial obligation. The amount and how to pay stand below.",
        ),
        DossierState::Withdrawn => locale.t(
            "Hồ sơ đã được rút. Khi cần, ông, bà có thể nộp hồ sơ mới bất cứ lúc nào.",
            "The dossier was withdrawn. You can file a new one at any time.",
        ),
        DossierState::Stopped => locale.t(
            "Cơ quan đã dừng giải quyết hồ sơ. Ông, bà xem lý do bên dưới; khi đủ điều kiện, có thể nộp hồ sơ mới.",
            "The agency has stopped handling the dossier. The reason stands below; once the conditions are met, you can file a new one.",
        ),
        DossierState::Received | DossierState::Processing => return None,
    })
}

/// Whether a step is the body's own work: nobody else is asked.
fn is_own(seen: &Seen, step: &str) -> bool {
    seen.standing.open.iter().all(|holder| holder.step != step || holder.asked.is_none())
}

/// A body whose answer is waited for.
struct Awaited<'a> {
    body: &'a str,
    due: Option<Instant>,
}

fn awaited(seen: &Seen) -> impl Iterator<Item = Awaited<'_>> {
    let asked = seen.standing.open.iter().filter_map(|holder| Some((holder, holder.asked.as_ref()?)));
    asked.map(move |(holder, body)| {
        let open = seen.dossier.open_steps().iter().find(|open| open.code == holder.step);
        Awaited { body, due: open.and_then(|open| open.due) }
    })
}

fn waits(one: &Awaited<'_>, now: Instant, locale: Locale) -> String {
    let body = one.body;
    match (one.due, locale) {
        (Some(due), Locale::Vi) if rules::is_late(due, now) => {
            format!("Đang chờ ý kiến của {body}, quá hạn từ {}.", locale.short_moment(due.local()))
        }
        (Some(due), Locale::Vi) => {
            format!("Đang chờ ý kiến của {body}, hạn trả lời {}.", locale.short_moment(due.local()))
        }
        (None, Locale::Vi) => format!("Đang chờ ý kiến của {body}."),
        (Some(due), Locale::En) if rules::is_late(due, now) => {
            format!("Waiting for the opinion of “{body}”, late since {}.", locale.short_moment(due.local()))
        }
        (Some(due), Locale::En) => {
            format!("Waiting for the opinion of “{body}”, due {}.", locale.short_moment(due.local()))
        }
        (None, Locale::En) => format!("Waiting for the opinion of “{body}”."),
    }
}

/// Whose answer is waited for, by name, one sentence each: `Đang chờ ý kiến của Thuế tỉnh Phú Thọ, quá hạn từ …`.
pub(crate) fn waits_for(seen: &Seen, now: Instant, locale: Locale) -> Vec<String> {
    awaited(seen).map(|one| waits(&one, now, locale)).collect()
}

/// The bodies that are late with their answer, one sentence each, to an officer.
pub(crate) fn silent(seen: &Seen, now: Instant) -> Vec<String> {
    let late = awaited(seen).filter(|one| one.due.is_some_and(|due| rules::is_late(due, now)));
    late.map(|one| waits(&one, now, Locale::Vi)).collect()
}
