//! The leader's desk: the standard table adds up and leads to its dossiers, on screen and as a workbook; what is watched; questions about a
//! figure with their answers; the brief.

use axum::http::StatusCode;
use base::Instant;
use calamine::{Data, Reader as _, Xlsx};
use jiff::civil::date;
use testkit::walk::{assert_ledger_holds, receive, result, walk};
use testkit::{Client, Filing, TestApp};

const PERMIT: &str = "1.013225";
const BIRTH: &str = "1.001193";
const REPORT: &str = "/lanh-dao/bao-cao?tu=2026-11-01&den=2026-11-30&theo=co-quan";

/// Received at Việt Trì: online, and by a counter.
async fn received(app: &TestApp, code: &'static str) -> String {
    let id = Filing::sample(code).online(&app.as_citizen().await).await;
    receive(&app.signed_in("mot-cua").await, &id).await.assert_status(StatusCode::SEE_OTHER);
    id
}

async fn born(app: &TestApp) -> String {
    let id = received(app, BIRTH).await;
    walk(
        app,
        &id,
        &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
        ],
    )
    .await;
    id
}

fn at(month: i8, day: i8, hour: i8) -> Instant {
    Instant::from_local(date(2026, month, day).at(hour, 0, 0, 0))
}

/// Follows the first link whose text is this.
async fn follow(client: &Client, page: &testkit::Reply, text: &str) -> testkit::Reply {
    let html = page.assert_status(StatusCode::OK).html();
    let link =
        html.all("a").find(|it| it.text == text).unwrap_or_else(|| panic!("no link {text}: {}", html.text()));
    client.get(link.attribute("href").expect("an address")).await
}

/// The body of a table of one body, from the link to its workbook.
fn chosen_body(page: &testkit::Reply) -> String {
    let html = page.html();
    let link = html
        .all("a")
        .filter_map(|it| it.attribute("href"))
        .find(|it| it.contains(".xlsx"))
        .expect("a workbook");
    link.split("co_quan=").nth(1).expect("a body").to_owned()
}

/// What the list of the page has chosen.
fn chosen(page: &testkit::Reply) -> String {
    let html = page.html();
    let option = html.all("option").find(|it| it.attribute("selected").is_some()).expect("a choice");
    option.attribute("value").expect("a value").to_owned()
}

/// The first unit with late dossiers.
async fn unit(leader: &Client) -> String {
    let html = leader.get("/lanh-dao/canh-bao?cot=qua-han&theo=don-vi").await.html();
    let link = html
        .all("a")
        .filter_map(|it| it.attribute("href"))
        .find(|it| it.contains("dong="))
        .expect("a figure")
        .to_owned();
    link.split("dong=").nth(1).and_then(|it| it.split('&').next()).expect("a unit").to_owned()
}

testkit::both_engines! {
    /// Carried over, online, counter; before, on, after; open in time, late: each number leads to its dossiers, the workbook says the same.
    async fn the_standard_table_adds_up_and_leads_to_its_dossiers(app: TestApp) {
        app.clock.set(at(10, 28, 9));
        received(&app, PERMIT).await;
        app.clock.set(at(11, 18, 9));
        received(&app, PERMIT).await;
        born(&app).await;
        let clerk = app.signed_in("mot-cua").await;
        Filing::copies("2", "1").at_counter(&clerk).await.assert_status(StatusCode::SEE_OTHER);
        // Nobody has received it: it is in no column.
        Filing::sample(BIRTH).online(&app.as_citizen().await).await;
        let leader = app.signed_in("lanh-dao").await;
        let page = leader.get(REPORT).await;
        page.assert_status(StatusCode::OK).assert_says("Từ 01/11/2026 đến 30/11/2026");
        // All 4: 1 carried, 2 online, 1 counter; settled 1 on its day; open 3: 2 in time, 1 late.
        page.assert_says("Ủy ban nhân dân phường Việt Trì 4 1 2 1 1 0 1 0 3 2 1 0 0").assert_says("Cộng 4 1 2 1 1 0 1 0 3 2 1 0 0");
        let carried = leader.get("/lanh-dao/con-so?bang=ky&tu=2026-11-01&den=2026-11-30&theo=co-quan&cot=chuyen-sang").await;
        carried.assert_says("Kỳ trước chuyển sang, từ 01/11/2026 đến 30/11/2026: mọi cơ quan: 1").assert_says("H44.101-261028-0001");
        carried.assert_says_not("H44.101-261118");
        let inside = follow(&leader, &page, "Ủy ban nhân dân phường Việt Trì").await;
        let ward = chosen_body(&inside);
        let of_ward = "/lanh-dao/con-so?bang=ky&tu=2026-11-01&den=2026-11-30&theo=thu-tuc";
        let figure = leader.get(&format!("{of_ward}&co_quan={ward}&cot=tam-dung")).await;
        figure.assert_says("mọi thủ tục, Ủy ban nhân dân phường Việt Trì: 0").assert_says("Không còn hồ sơ nào");
        inside.assert_says("Cấp giấy phép xây dựng mới").assert_says("Cộng 4 1 2 1 1 0 1 0 3 2 1 0 0");
        // October: two dossiers of November are not in it, and what is late now was not yet.
        let october = leader.get("/lanh-dao/bao-cao?tu=2026-10-01&den=2026-10-31&theo=thu-tuc").await;
        october.assert_says("Cộng 1 0 1 0 0 0 0 0 1 1 0 0 0");
        let book = leader.get(&REPORT.replace("bao-cao?", "bao-cao.xlsx?")).await;
        let bytes = book.assert_status(StatusCode::OK).body.to_vec();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
        let sheet = book.worksheet_range("Tình hình giải quyết").expect("the table");
        let last: Vec<f64> = sheet.rows().next_back().expect("a row").iter().filter_map(|it| match it {
            Data::Float(number) => Some(*number),
            _ => None,
        }).collect();
        assert_eq!(last, [4., 1., 2., 1., 1., 0., 1., 0., 3., 2., 1., 0., 0.]);
        assert!(book.worksheet_range("Cách tính").expect("the meanings").height() > 12);
        // Bad input: said, and the present month is shown.
        let wrong = leader.get("/lanh-dao/bao-cao?tu-ngay=31&tu-thang=2&tu-nam=2026&den-ngay=1&den-thang=3&den-nam=2026").await;
        wrong.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Từ ngày phải là ngày có thật");
        let turned = leader.get("/lanh-dao/bao-cao?tu-ngay=2&tu-thang=3&tu-nam=2026&den-ngay=1&den-thang=3&den-nam=2026").await;
        turned.assert_says("Đến ngày phải từ ngày bắt đầu trở đi");
        leader.get("/lanh-dao/con-so?bang=ky&cot=x").await.assert_status(StatusCode::NOT_FOUND);
        app.signed_in("mot-cua").await.get(REPORT).await.assert_status(StatusCode::FORBIDDEN);
        // The leader of another commune sees nothing of it.
        app.signed_in("chu-tich-tam-nong").await.get(REPORT).await.assert_says("Không có hồ sơ nào trong kỳ");
        app.signed_in("lanh-dao-tinh").await.get(REPORT).await.assert_says("Cộng 4 1 2 1 1 0 1 0 3 2 1 0 0");
    }

    /// Late, nearly late, sent back twice, without an apology: by unit, procedure, person and step, down to the dossier.
    async fn what_is_watched_is_counted_four_ways(app: TestApp) {
        app.clock.set(at(11, 18, 9));
        let id = received(&app, PERMIT).await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        let leader = app.signed_in("lanh-dao").await;
        leader.get("/lanh-dao/canh-bao").await.assert_says("Không có hồ sơ nào");
        app.clock.set(at(12, 10, 9));
        let leader = app.signed_in("lanh-dao").await;
        for (by, name) in [
            ("don-vi", "Phòng Kinh tế, Hạ tầng và Đô thị, Ủy ban nhân dân phường Việt Trì 1"),
            ("thu-tuc", "Cấp giấy phép xây dựng mới"),
            ("nguoi", "Chưa phân công 1"),
            ("buoc", "Phân công thụ lý 1"),
        ] {
            let page = leader.get(&format!("/lanh-dao/canh-bao?cot=chua-giai-trinh&theo={by}")).await;
            page.assert_status(StatusCode::OK).assert_says(name).assert_says("Cộng 1");
        }
        let page = leader.get("/lanh-dao/canh-bao?cot=qua-han&theo=nguoi").await;
        let html = page.html();
        let link = html.all("td").find_map(|it| it.attribute("data-label").map(|_| it.text.clone()));
        assert_eq!(link.as_deref(), Some("1 hồ sơ, Chưa phân công"));
        leader.get("/lanh-dao/con-so?bang=canh-bao&theo=nguoi&dong=&cot=qua-han").await.assert_says("H44.101-261118-0001");
        leader.get("/lanh-dao/con-so?bang=canh-bao&theo=nguoi&dong=x&cot=qua-han").await.assert_says("Không còn hồ sơ nào");
        // A line that has none left keeps its name.
        let none = format!("/lanh-dao/con-so?bang=canh-bao&theo=don-vi&dong={}&cot=hai-lan", unit(&leader).await);
        leader.get(&none).await.assert_says("Yêu cầu bổ sung từ hai lần, đơn vị: Phòng Kinh tế, Hạ tầng và Đô thị, Ủy ban nhân dân phường Việt Trì: 0");
        let brief = leader.get("/lanh-dao/ban-tin").await;
        brief.assert_says("Hồ sơ quá hạn 1").assert_says("bằng sáng hôm qua").assert_says("Quá hạn chưa xin lỗi, hẹn lại 1");
        let manifest = leader.get("/lanh-dao/ban-tin/ung-dung.webmanifest").await.assert_status(StatusCode::OK).json();
        assert_eq!((&manifest["start_url"], &manifest["display"]), (&"/lanh-dao/ban-tin".into(), &"standalone".into()));
    }

    /// However many were asked, each is reached, and none twice.
    async fn older_questions_are_reached_page_by_page(app: TestApp) {
        app.clock.set(at(11, 18, 9));
        let id = received(&app, PERMIT).await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        app.clock.set(at(12, 10, 9));
        let leader = app.signed_in("lanh-dao").await;
        let figure = format!("/lanh-dao/con-so?bang=canh-bao&theo=don-vi&dong={}&cot=qua-han", unit(&leader).await);
        let ask = figure.replace("/con-so?", "/hoi?");
        let asked = unit(&leader).await;
        for number in 1..=52 {
            let question = format!("Câu hỏi số {number:02} đã rõ chưa?");
            let fields = [("question", question.as_str()), ("unit", asked.as_str()), ("due-ngay", "11"), ("due-thang", "12"), ("due-nam", "2026")];
            leader.post(&ask, &fields).await.assert_status(StatusCode::SEE_OTHER);
            app.clock.advance(1);
        }
        let page = leader.get("/can-bo/hoi").await;
        page.assert_says("Câu hỏi số 52").assert_says("Câu hỏi số 03").assert_says_not("Câu hỏi số 02");
        let older = follow(&leader, &page, "Các câu hỏi đã hỏi trước đó").await;
        older.assert_says("Câu hỏi số 02").assert_says("Câu hỏi số 01").assert_says_not("đã hỏi trước đó");
        let head = app.signed_in("truong-phong").await;
        let older = follow(&head, &head.get("/can-bo/hoi").await, "Các câu hỏi trước đó").await;
        older.assert_says("Câu hỏi số 01").assert_says_not("Câu hỏi số 03");
    }

    /// Asked from a figure with a last day, answered by the unit, late or in time; the answer stays with the figure.
    async fn a_unit_answers_for_a_figure(app: TestApp) {
        app.clock.set(at(11, 18, 9));
        let id = received(&app, PERMIT).await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        app.clock.set(at(12, 10, 9));
        let leader = app.signed_in("lanh-dao").await;
        let watched = leader.get("/lanh-dao/canh-bao").await;
        let html = watched.html();
        let figure = html.all("a").filter_map(|it| it.attribute("href")).find(|it| it.contains("dong=")).expect("a figure").to_owned();
        let form = follow(&leader, &leader.get(&figure).await, "Hỏi đơn vị về số liệu này").await;
        form.assert_says("Phòng Kinh tế, Hạ tầng và Đô thị").assert_says("Quá hạn, đơn vị: Phòng Kinh tế");
        let unit = chosen(&form);
        let ask = figure.replace("/con-so?", "/hoi?");
        let due = [("due-ngay", "11"), ("due-thang", "12"), ("due-nam", "2026")];
        let sent = |question: &'static str, unit: &str| [vec![("question", question.to_owned()), ("unit", unit.to_owned())], due.map(|(name, text)| (name, text.to_owned())).to_vec()].concat();
        let post = |fields: Vec<(&'static str, String)>| {
            let (leader, ask) = (leader.clone(), ask.clone());
            async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
                leader.post(&ask, &fields).await
            }
        };
        post(sent(" ", &unit)).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhập điều cần giải trình");
        let past = [("question", "Vì sao?"), ("unit", unit.as_str()), ("due-ngay", "9"), ("due-thang", "12"), ("due-nam", "2026")];
        leader.post(&ask, &past).await.assert_says("Hạn trả lời đã qua");
        post(sent("Vì sao?", "01a0b764-5100-7ca6-b70e-3e1a423360ee")).await.assert_says("ngoài phạm vi");
        let asked = post(sent("Vì sao hồ sơ chưa được phân công?", &unit)).await;
        let page = asked.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        leader.get(&page).await.assert_says("Chờ trả lời").assert_says("H44.101-261118-0001").assert_says_not("Câu trả lời của đơn vị");

        leader.post(&page, &[("answer", "Tự trả lời")]).await.assert_says("Người hỏi không tự trả lời");

        // The head of the division sees it and answers; a stranger and a case officer do not.
        let head = app.signed_in("truong-phong").await;
        head.get("/can-bo/hoi").await.assert_says("Đơn vị được hỏi").assert_says("Vì sao hồ sơ chưa được phân công?");
        head.get(&page).await.assert_says("Câu trả lời của đơn vị");
        head.post(&page, &[("answer", "")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        app.signed_in("mot-cua").await.post(&page, &[("answer", "Tôi")]).await.assert_status(StatusCode::NOT_FOUND);
        app.signed_in("chu-tich-tam-nong").await.get(&page).await.assert_status(StatusCode::NOT_FOUND);
        app.signed_in("chuyen-vien").await.get(&page).await.assert_status(StatusCode::NOT_FOUND);
        app.clock.set(at(12, 12, 9));
        let leader = app.signed_in("lanh-dao").await;
        leader.get("/can-bo/hoi").await.assert_says("Cơ quan đã hỏi").assert_says("Quá hạn trả lời");
        leader.get("/lanh-dao/ban-tin").await.assert_says("1 câu hỏi chờ trả lời, 1 quá hạn");
        let head = app.signed_in("truong-phong").await;
        let answer = [("answer", "Trưởng phòng nghỉ ốm; đã phân công hôm nay.")];
        head.post(&page, &answer).await.assert_leads_to(&page);
        head.post(&page, &[("answer", "Lần nữa")]).await.assert_status(StatusCode::CONFLICT).assert_says("đã có người trả lời");
        let leader = app.signed_in("lanh-dao").await;
        leader.get(&page).await.assert_says("Trả lời quá hạn").assert_says("Trưởng phòng nghỉ ốm");
        leader.get(&figure).await.assert_says("Đã hỏi về số liệu này").assert_says("Trưởng phòng nghỉ ốm");
        assert_ledger_holds(&app).await;
    }
}
