//! The button with which an officer begins or ends working as a deputy.

use axum::extract::State;
use web::{Answer, App, Posted, see_other};

use crate::session::{Current, door};

/// `POST /tai-khoan/lam-thay`
pub(super) async fn send(State(app): State<App>, current: Current, Posted { ctx, form }: Posted) -> Answer {
    let typed = form.value("naming").trim();
    let naming = match typed {
        "" => None,
        id => Some(id.parse().map_err(|_| base::Denied::NotFound)?),
    };
    door::stand_in(&app, &ctx, &current, naming).await?;
    Ok(see_other(if naming.is_some() { "/can-bo" } else { "/lam-thay" }))
}
