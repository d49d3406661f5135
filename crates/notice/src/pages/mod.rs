//! The pages of notices: the inbox, the choice of channels, what could not be delivered, the texts.

mod choose;
mod failed;
mod inbox;
mod text;
mod texts;

use web::{App, Audience, Nav, Pages, Panel};

use crate::gateway::Channels;
use crate::model::Channel;
use crate::permissions::LOOK_AFTER;

/// All of them.
pub(crate) fn pages() -> Pages {
    Pages::new()
        .get("/thong-bao", inbox::show)
        .post("/thong-bao/da-doc", inbox::read_all)
        .post("/thong-bao/{id}/da-doc", inbox::read)
        .get("/tai-khoan/thong-bao", choose::show)
        .post("/tai-khoan/thong-bao", choose::send)
        .get("/quan-tri/thong-bao", failed::show)
        .post("/quan-tri/thong-bao", failed::send_all)
        .post("/quan-tri/thong-bao/{id}/{channel}/gui-lai", failed::send_one)
        .get("/quan-tri/loi-thong-bao", texts::show)
        .get("/quan-tri/loi-thong-bao/{kind}/{channel}", text::show)
        .post("/quan-tri/loi-thong-bao/{kind}/{channel}", text::send)
        .post("/quan-tri/loi-thong-bao/{kind}/{channel}/{id}/dung", text::end)
}

/// The entries of the navigation.
pub(crate) fn nav() -> Vec<Nav> {
    let entry = |label, english, path, audience, order| Nav { label, english, path, audience, order };
    let inbox = |audience| entry("Thông báo", "Messages", "/thong-bao", audience, Nav::OWN + 10);
    vec![
        inbox(Audience::Citizen),
        inbox(Audience::Staff),
        entry("Gửi thông báo", "Deliveries", "/quan-tri/thong-bao", Audience::Holders(&LOOK_AFTER), 84),
    ]
}

/// The ways here from pages of other contexts.
pub(crate) fn panels() -> Vec<Panel> {
    vec![Panel {
        place: "accounts.account",
        label: "Chọn cách nhận thông báo",
        english: "Choose how you are told",
        path: "/tai-khoan/thong-bao",
        audience: Audience::Citizen,
    }]
}

/// The channels outward that exist in this installation.
fn open_channels(app: &App) -> Vec<Channel> {
    app.site.handed::<Channels>().map(Channels::open).unwrap_or_default()
}
