//! How a dossier stands for an officer of another desk: bodies, place, due day, result; nothing of the person.

use base::Ctx;
use db::Query;

use super::parts::name;
use crate::error::Error;
use crate::model::{Dossier, Located, Place, ReturnAt, State};

/// Says it. The caller has written down that it was asked.
pub(crate) fn located(q: &mut impl Query, ctx: &Ctx, dossier: &Dossier) -> Result<Located, Error> {
    let _staff = ctx.authorise_staff()?;
    let today = ctx.now.date();
    let mut units = Vec::new();
    for step in dossier.open_steps().iter().filter(|_| !dossier.state.is_closed()) {
        units.push(name(q, step.unit, today)?);
    }
    units.dedup();
    let (competent, receiving) = (name(q, dossier.competent, today)?, name(q, dossier.root, today)?);
    Ok(Located {
        number: dossier.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        state: dossier.state,
        result: result(dossier, &competent, &receiving),
        units,
        due: dossier.deadline.as_ref().map(|deadline| deadline.current.due),
        competent,
        receiving,
    })
}

/// Where a result waits.
fn result(dossier: &Dossier, competent: &str, receiving: &str) -> Option<String> {
    if dossier.state != State::Completed {
        return None;
    }
    let counter =
        if dossier.applicant.return_at == Some(ReturnAt::Competent) { competent } else { receiving };
    Some(match dossier.beside.result_at.map(|it| it.place) {
        None => format!("Đã có kết quả, đang ở {competent}; trả tại Bộ phận Một cửa của {counter}"),
        Some(Place::OnItsWay) => format!("Đang chuyển về Bộ phận Một cửa của {counter}"),
        Some(Place::AtCounter | Place::OnShelf) => {
            format!("Đã có tại Bộ phận Một cửa của {counter}, chờ người nhận")
        }
        Some(Place::ByPost) => "Đã gửi qua bưu chính cho người nộp".to_owned(),
        Some(Place::InArchive) => format!("Đã chuyển lưu trữ; vẫn trả tại Bộ phận Một cửa của {counter}"),
    })
}
