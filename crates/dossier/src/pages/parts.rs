//! The parts of a linked dossier, as citizen and officer read them: which body has each, how it stands, by when, and why.

use base::{Ctx, Instant, Locale};

use super::shown::appointment;
use super::track::cells;
use crate::model::{PartState, State};
use crate::permissions::{self, post_for};
use crate::queries::{PartSeen, Seen};
use crate::rules::linked::must_decide;

/// One part with its words.
pub(crate) struct PartLine {
    pub(crate) name: String,
    pub(crate) body: String,
    pub(crate) number: Option<String>,
    /// The page of its dossier, where this person may open it.
    pub(crate) link: Option<String>,
    /// Where papers are given, while the citizen is awaited in it.
    pub(crate) give: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) state: String,
    /// By when, what came of it, since when it is owed: one sentence each.
    pub(crate) notes: Vec<String>,
    /// How its own date was computed.
    pub(crate) why: Vec<(String, String)>,
}

/// The parts for the citizen.
pub(crate) fn of_citizen(seen: &Seen, now: Instant, locale: Locale) -> Vec<PartLine> {
    let at = (now, locale);
    seen.parts.iter().map(|part| line(seen, part, at, |id| Some(format!("/ho-so/{id}")))).collect()
}

/// The parts for an officer: a link only to what they may open.
pub(crate) fn of_staff(seen: &Seen, ctx: &Ctx) -> Vec<PartLine> {
    let authority = ctx.authorise(&permissions::READ).ok();
    let may = |part: &PartSeen| {
        let both = part.dossier.as_ref().zip(authority.as_ref());
        both.is_some_and(|(dossier, authority)| post_for(authority, dossier).is_ok())
    };
    let one = |part| {
        let open = may(part);
        let mut line =
            line(seen, part, (ctx.now, Locale::Vi), |id| open.then(|| format!("/can-bo/ho-so/{id}")));
        line.give = None;
        line
    };
    seen.parts.iter().map(one).collect()
}

/// The page of the linked dossier that this is a part of, if this officer may open it; else empty.
pub(crate) fn whole(seen: &Seen, ctx: &Ctx) -> String {
    let Some(of) = &seen.dossier.beside.part_of else { return String::new() };
    let opens = ctx.authorise(&permissions::READ).is_ok_and(|it| it.at_root(&of.lead).is_ok());
    if opens { format!("/can-bo/ho-so/{}", of.whole) } else { String::new() }
}

/// What the whole calls this part: the name of its procedure.
pub(crate) fn part_name(seen: &Seen) -> &str {
    &seen.dossier.procedure_name
}

/// What the body that leads has to do about the parts, in one sentence; none while they go on.
pub(crate) fn to_decide(seen: &Seen) -> Option<&'static str> {
    let open = !seen.dossier.state.is_closed();
    (open && must_decide(&seen.dossier.beside.parts)).then_some(
        "Các phần đã kết thúc nhưng có phần không có kết quả. Xin quyết định trả những phần đã có và nêu lý do để người nộp biết cần làm gì tiếp.",
    )
}

fn line(
    seen: &Seen,
    part: &PartSeen,
    (now, locale): (Instant, Locale),
    link: impl Fn(base::id::DossierId) -> Option<String>,
) -> PartLine {
    let own = part.dossier.as_ref();
    let awaits = part.part.awaits_since();
    let late = part.overdue_since(now);
    let (kind, state) = match part.part.state {
        PartState::Open if awaits.is_some() => {
            ("hold", locale.t("Chờ người nộp bổ sung giấy tờ", "Waiting for papers from you").to_owned())
        }
        PartState::Open if late.is_some() => {
            ("late", locale.t("Quá hạn, chưa có kết quả", "Late, no result yet").to_owned())
        }
        PartState::Open => {
            let open = part.part.state.called(locale);
            ("plain", own.map_or(open, |it| it.state.called(locale)).to_owned())
        }
        PartState::Granted if own.is_some_and(|it| it.beside.open_recall().is_some()) => {
            ("late", locale.t("Kết quả đã bị thu hồi", "The result was recalled").to_owned())
        }
        PartState::Granted => ("ok", part.part.state.called(locale).to_owned()),
        PartState::Waiting => ("plain", part.part.state.called(locale).to_owned()),
        PartState::Failed | PartState::Dropped => ("late", part.part.state.called(locale).to_owned()),
    };
    let give = own.filter(|_| awaits.is_some()).map(|it| format!("/ho-so/{}/bo-sung", it.id));
    let lines = own.and_then(|it| it.deadline.as_ref()).map(|it| &it.current.derivation);
    PartLine {
        name: part.part.name.clone(),
        body: part.body.clone(),
        number: part.part.number.as_ref().map(ToString::to_string),
        link: own.and_then(|it| link(it.id)),
        give,
        kind,
        state,
        notes: notes(seen, part, late, locale),
        why: lines.map_or_else(Vec::new, |lines| lines.iter().map(|it| cells(it, locale)).collect()),
    }
}

fn notes(seen: &Seen, part: &PartSeen, late: Option<Instant>, locale: Locale) -> Vec<String> {
    let english = locale.is_english();
    let both = |vi: String, en: String| if english { en } else { vi };
    let mut out = Vec::new();
    let due = part.due().map(|at| appointment(at.local(), locale));
    let body = &part.body;
    match part.part.state {
        PartState::Waiting => {
            let names = part.part.after.iter().filter_map(|code| {
                seen.parts.iter().find(|other| other.part.code == *code).map(|other| other.part.name.as_str())
            });
            let names = names.collect::<Vec<_>>().join(", ");
            out.push(both(
                format!("Bắt đầu khi có kết quả: {names}."),
                format!("Begins with the result of: “{names}”."),
            ));
            out.extend(due.map(|due| both(format!("Dự kiến xong: {due}."), format!("Expected by {due}."))));
        }
        PartState::Open => {
            out.extend(
                due.map(|due| {
                    both(format!("Hạn của phần này: {due}."), format!("This part is due by {due}."))
                }),
            );
            if let Some(since) = late {
                let since = locale.short_moment(since.local());
                out.push(both(
                    format!("{body} chưa trả kết quả, quá hạn từ {since}."),
                    format!("“{body}” has no result yet, late since {since}."),
                ));
            }
            if seen.dossier.state == State::Returned {
                out.push(both(
                    format!("Phần này vẫn được giải quyết; {body} trả kết quả riêng."),
                    format!("This part goes on; “{body}” hands its result over by itself."),
                ));
            }
        }
        PartState::Granted => {
            let named = |result: String| if english { format!("“{result}”") } else { result };
            out.extend(part.part.result.clone().map(named));
        }
        PartState::Failed => {
            let said = |why: &String| both(format!("Lý do: {why}"), format!("Reason: “{why}”"));
            out.extend(part.part.reason.as_ref().map(said));
        }
        PartState::Dropped => {
            let said = locale.t(
                "Phần này không bắt đầu vì phần trước không có kết quả hoặc hồ sơ đã kết thúc.",
                "This part never began, because an earlier part has no result or the dossier has ended.",
            );
            out.push(said.to_owned());
        }
    }
    out
}
