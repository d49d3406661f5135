//! One client system: its positions, its tokens, and the button that takes one back.

use askama::Template;
use axum::extract::State;
use base::id::{StaffId, WarrantId};
use base::words;
use web::{Answer, App, Form, Path, Posted, Who, page, see_other};

use super::{LIST, address};
use crate::actions::{ClientSeen, RevokeToken, revoke_token, see_client};
use crate::model::ClientToken;
use crate::rules::token::{Standing, standing};

#[derive(Template)]
#[template(path = "clients/show.html")]
struct Show<'a> {
    form: &'a Form,
    seen: ClientSeen,
    since: String,
    tokens: Vec<Line>,
}

struct Line {
    id: WarrantId,
    label: String,
    /// The class and the words of how it stands.
    tag: (&'static str, &'static str),
    in_force: bool,
    given: String,
    until: String,
    /// When it was taken back; else empty.
    revoked: String,
    scopes: Vec<(String, &'static str)>,
}

/// `GET /quan-tri/he-thong/{staff}`
pub(in crate::pages) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Path(staff): Path<StaffId>,
) -> Answer {
    let of_read = ctx.clone();
    let mut seen = app.db.read(move |rx| see_client(rx, &of_read, staff)).await?;
    let label = |name: &str| {
        let known = app.site.scopes().iter().find(|scope| scope.name == name);
        known.map_or("", |scope| scope.label)
    };
    let line = |token: ClientToken| {
        let standing = standing(&token, ctx.now);
        Line {
            id: token.id,
            tag: match standing {
                Standing::InForce => ("ok", "Còn hiệu lực"),
                Standing::Expired => ("plain", "Đã hết hạn"),
                Standing::Revoked => ("late", "Đã thu hồi"),
            },
            in_force: standing == Standing::InForce,
            given: words::short_moment(token.given_at.local()),
            until: words::date(token.expires_at.plus_seconds(-1).date()),
            revoked: token.revoked_at.map_or_else(String::new, |at| words::short_moment(at.local())),
            scopes: token.scopes.into_iter().map(|name| (name.clone(), label(&name))).collect(),
            label: token.label,
        }
    };
    let tokens = std::mem::take(&mut seen.tokens).into_iter().map(line).collect();
    let form = Form::empty(&ctx);
    let since = words::short_moment(seen.client.registered_at.local());
    let title = seen.person.name.to_string();
    page(title, &Show { form: &form, seen, since, tokens }).narrow().back(LIST, "Hệ thống kết nối").answer()
}

/// `POST /quan-tri/he-thong/{staff}/ma/{token}/thu-hoi`
pub(in crate::pages) async fn revoke(
    State(app): State<App>,
    Path((staff, token)): Path<(StaffId, WarrantId)>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    let input = RevokeToken { staff, token };
    app.db.write(move |tx| revoke_token(tx, &ctx, &input)).await?;
    Ok(see_other(&address(staff)))
}
