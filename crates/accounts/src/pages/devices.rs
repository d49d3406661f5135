//! Where somebody is signed in, and signing out from there.

use askama::Template;
use axum::extract::State;
use base::{Denied, Locale};
use web::{Answer, App, Path, Who, page, see_other};

use super::without_session;
use crate::actions::{end_session, see_devices, sign_out_elsewhere, sign_out_everywhere};
use crate::model::{Holder, Session, SessionId};
use crate::session::Current;

#[derive(Template)]
#[template(path = "devices.html")]
struct Devices {
    locale: Locale,
    devices: Vec<Line>,
    others: bool,
}

struct Line {
    id: SessionId,
    name: String,
    address: String,
    since: String,
    seen: String,
    place: String,
    confirmed: String,
    here: bool,
}

pub(super) async fn show(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    let locale = ctx.locale;
    let sessions = app.db.read(move |rx| see_devices(rx, &ctx)).await?;
    let here = current.session.map(|session| session.id);
    let line = |session: Session| Line {
        id: session.id,
        name: session.device.called(locale),
        address: match session.device.address.as_str() {
            "không rõ" => locale.t("không rõ", "unknown").to_owned(),
            known => known.to_owned(),
        },
        since: locale.short_moment(session.created_at.local()),
        seen: locale.short_moment(session.seen_at.local()),
        place: session.place,
        confirmed: session.confirmed.map_or_else(
            || locale.t("chưa, từ khi trở lại máy này", "not since coming back to this computer").to_owned(),
            |(at, way)| format!("{}, {}", way.called(locale), locale.short_moment(at.local())),
        ),
        here: here == Some(session.id),
    };
    let others = sessions.len() > 1;
    let devices = sessions.into_iter().map(line).collect();
    page(locale.t("Thiết bị đang đăng nhập", "Devices signed in"), &Devices { locale, devices, others })
        .narrow()
        .locale(locale)
        .back("/tai-khoan", locale.t("Tài khoản của tôi", "My account"))
        .answer()
}

pub(super) async fn one(
    State(app): State<App>,
    current: Current,
    Who(ctx): Who,
    Path(id): Path<SessionId>,
) -> Answer {
    app.db.write(move |tx| end_session(tx, &ctx, id)).await?;
    current.cache.forget_id(id);
    if current.session.is_some_and(|session| session.id == id) {
        return Ok(without_session(see_other("/"), &app));
    }
    Ok(see_other("/tai-khoan/phien"))
}

/// `POST /tai-khoan/phien/dang-xuat-noi-khac`
pub(super) async fn elsewhere(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    let holder = Holder::of(&ctx.actor)?;
    let keep = current.session.as_ref().ok_or(Denied::Unauthenticated)?.key;
    app.db.write(move |tx| sign_out_elsewhere(tx, &ctx, keep)).await?;
    current.cache.forget_holder(holder);
    Ok(see_other("/tai-khoan/phien"))
}

pub(super) async fn everywhere(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    let holder = Holder::of(&ctx.actor)?;
    app.db.write(move |tx| sign_out_everywhere(tx, &ctx)).await?;
    current.cache.forget_holder(holder);
    Ok(without_session(see_other("/"), &app))
}
