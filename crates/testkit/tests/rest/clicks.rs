//! A button pressed twice: each form of the pages carries the number of its request, so the second click leads where
//! the first one led; the number with other content is refused.

use axum::http::StatusCode;
use testkit::walk::{field, told};
use testkit::{Client, Filing, TestApp};

use crate::world::World;

/// Presses twice, then sends `other` under the same number.
async fn assert_one_act(
    person: &Client,
    page: &str,
    action: &str,
    fields: &[(&str, &str)],
    other: (&str, &str),
) {
    let request = field(&person.get(page).await, web::REQUEST_FIELD);
    let mut sent = vec![(web::REQUEST_FIELD, request.as_str())];
    sent.extend_from_slice(fields);
    let first = person.post(action, &sent).await;
    let again = person.post(action, &sent).await;
    first.assert_status(StatusCode::SEE_OTHER);
    assert_eq!(
        (again.status, again.location()),
        (first.status, first.location()),
        "{action}: a second click"
    );
    sent.retain(|(name, _)| *name != other.0);
    sent.push(other);
    let changed = person.post(action, &sent).await;
    changed.assert_status(StatusCode::CONFLICT).assert_says("đã được gửi trước đó với nội dung khác");
}

testkit::both_engines! {
    async fn a_second_click_of_an_officer_does_nothing_again(app: TestApp) {
        let world = World::new(app).await;
        let (received, refused, in_hand) = (world.filed().await, world.filed().await, world.in_hand().await);
        let page = |id: &str| format!("/can-bo/ho-so/{id}");
        let (first, second) = (page(&received), page(&refused));
        let why = [("revision", "1"), ("reason", "Thiếu bản vẽ."), ("citation", "Điều 55")];
        assert_one_act(&world.clerk, &second, &format!("{second}/tu-choi"), &why, ("reason", "Sai nơi nộp.")).await;
        assert_one_act(&world.clerk, &first, &format!("{first}/tiep-nhan"), &[("revision", "1")], ("revision", "2")).await;
        let step = [("revision", "2"), ("action", "chuyen")];
        assert_one_act(&world.clerk, &first, &format!("{first}/buoc"), &step, ("note", "Gấp.")).await;
        let head = world.app.signed_in("truong-phong").await;
        let (third, officer) = (page(&in_hand), world.officer().await);
        let now = testkit::walk::revision(&head, &in_hand).await;
        let given = [("revision", now.as_str()), ("person", officer.as_str().expect("an identifier"))];
        assert_one_act(&head, &third, &format!("{third}/giao"), &given, ("revision", "99")).await;
        assert_eq!(told(&world.app, &received).await, ["submitted.1", "received.1", "step-taken.1"]);
        assert_eq!(told(&world.app, &refused).await, ["submitted.1", "refused.1"]);
    }

    async fn a_second_click_at_the_counter_takes_nothing_down_again(app: TestApp) {
        let clerk = app.signed_in("mot-cua").await;
        let filing = Filing::sample("1.013225");
        let address = format!("/quay/{}", filing.procedure);
        let mut fields = filing.fields();
        fields.extend([("case", filing.case.as_str()), ("paper", "000.00.00.G17-KQ002695")]);
        fields.extend(filing.papers.iter().map(|paper| ("paper", paper.as_str())));
        assert_one_act(&clerk, &address, &address, &fields, ("cong_trinh_ten", "Nhà kho")).await;
    }

    async fn a_second_click_on_begin_makes_no_second_draft(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample("1.013225");
        let address = format!("/nop-ho-so/{}", filing.procedure);
        let start = citizen.get(&address).await;
        let body = start.html().all("option").find(|it| it.text.contains("Việt Trì")).and_then(|it| it.attribute("value").map(str::to_owned));
        let (request, body) = (field(&start, web::REQUEST_FIELD), body.expect("the body is offered"));
        let fields = [(web::REQUEST_FIELD, request.as_str()), ("case", &filing.case), ("competent", &body)];
        let first = citizen.post(&address, &fields).await;
        first.assert_status(StatusCode::SEE_OTHER);
        assert_eq!(citizen.post(&address, &fields).await.location(), first.location());
        let nowhere = citizen.post(&address, &[("case", &filing.case), ("competent", "khong-phai-ma")]).await;
        nowhere.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn cơ quan giải quyết trong danh sách");
    }

    async fn a_second_click_of_a_citizen_leads_to_the_same_dossier(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample("1.010041");
        let first = filing.begin(&citizen).await;
        let check = filing.answer(&citizen, &first).await.replace("/giay-to", "/kiem-tra");
        let request = field(&citizen.get(&check).await, web::REQUEST_FIELD);
        let fields = [(web::REQUEST_FIELD, request.as_str()), ("confirm", "co")];
        let (one, two) = (citizen.post(&check, &fields).await, citizen.post(&check, &fields).await);
        assert_eq!(two.assert_status(StatusCode::SEE_OTHER).location(), one.location());
        assert_eq!(told(&app, &testkit::walk::id_of(one.location())).await, ["submitted.1"]);
    }
}
