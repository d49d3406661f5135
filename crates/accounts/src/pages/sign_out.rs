//! The button that signs out in this browser.

use axum::extract::State;
use web::{Answer, App, Who, see_other};

use super::without_session;
use crate::actions::sign_out;
use crate::session::Current;

pub(super) async fn send(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    if let Some(session) = &current.session {
        let key = session.key;
        app.db.write(move |tx| sign_out(tx, &ctx, key)).await?;
        current.cache.forget(key);
    }
    let onward = if current.browser.is_some() { "/doi-nguoi-dung" } else { "/" };
    Ok(without_session(see_other(onward), &app))
}
