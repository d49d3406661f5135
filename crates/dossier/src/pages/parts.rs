//! The parts of a linked dossier, as citizen and officer read them: which body has each, how it stands, by when, and why.

use base::{Ctx, Instant};

use super::shown::{long_moment, moment};
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
pub(crate) fn of_citizen(seen: &Seen, now: Instant) -> Vec<PartLine> {
    seen.parts.iter().map(|part| line(seen, part, now, |id| Some(format!("/ho-so/{id}")))).collect()
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
        let mut line = line(seen, part, ctx.now, |id| open.then(|| format!("/can-bo/ho-so/{id}")));
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
    now: Instant,
    link: impl Fn(base::id::DossierId) -> Option<String>,
) -> PartLine {
    let own = part.dossier.as_ref();
    let awaits = part.part.awaits_since();
    let late = part.overdue_since(now);
    let (kind, state) = match part.part.state {
        PartState::Open if awaits.is_some() => ("hold", "Chờ người nộp bổ sung giấy tờ".to_owned()),
        PartState::Open if late.is_some() => ("late", "Quá hạn, chưa có kết quả".to_owned()),
        PartState::Open => ("plain", own.map_or("Đang giải quyết", |it| it.state.label()).to_owned()),
        PartState::Granted if own.is_some_and(|it| it.beside.open_recall().is_some()) => {
            ("late", "Kết quả đã bị thu hồi".to_owned())
        }
        PartState::Granted => ("ok", part.part.state.label().to_owned()),
        PartState::Waiting => ("plain", part.part.state.label().to_owned()),
        PartState::Failed | PartState::Dropped => ("late", part.part.state.label().to_owned()),
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
        notes: notes(seen, part, late),
        why: lines.map_or_else(Vec::new, |lines| lines.iter().map(worktime::words::cells).collect()),
    }
}

fn notes(seen: &Seen, part: &PartSeen, late: Option<Instant>) -> Vec<String> {
    let mut out = Vec::new();
    let due = part.due().map(long_moment);
    match part.part.state {
        PartState::Waiting => {
            let names = part.part.after.iter().filter_map(|code| {
                seen.parts.iter().find(|other| other.part.code == *code).map(|other| other.part.name.as_str())
            });
            out.push(format!("Bắt đầu khi có kết quả: {}.", names.collect::<Vec<_>>().join(", ")));
            out.extend(due.map(|due| format!("Dự kiến xong: {due}.")));
        }
        PartState::Open => {
            out.extend(due.map(|due| format!("Hạn của phần này: {due}.")));
            if let Some(since) = late {
                out.push(format!("{} chưa trả kết quả, quá hạn từ {}.", part.body, moment(&since)));
            }
            if seen.dossier.state == State::Returned {
                out.push(format!("Phần này vẫn được giải quyết; {} trả kết quả riêng.", part.body));
            }
        }
        PartState::Granted => out.extend(part.part.result.clone()),
        PartState::Failed => out.extend(part.part.reason.as_ref().map(|why| format!("Lý do: {why}"))),
        PartState::Dropped => {
            out.push(
                "Phần này không bắt đầu vì phần trước không có kết quả hoặc hồ sơ đã kết thúc.".to_owned(),
            );
        }
    }
    out
}
