//! Editions: an administrator prepares the next version of a procedure on screen, compares it, and publishes it from a day on.

use axum::http::StatusCode;
use base::code::ProcedureCode;
use testkit::walk::{assert_ledger_holds, field};
use testkit::{Client, Filing, Reply, TestApp};

const PDF: &[u8] = include_bytes!("../../../demo/paper.pdf");
const BIRTH: &str = "/quan-tri/thu-tuc/1.001193";

fn code() -> ProcedureCode {
    "1.001193".parse().expect("a code")
}

/// Begins the next version of the registration of births.
async fn begun(admin: &Client) {
    admin.post(&format!("{BIRTH}/soan"), &[]).await.assert_leads_to(&format!("{BIRTH}/soan"));
}

/// Sends the fields of an entry as its page has them, with some typed anew.
async fn entry(admin: &Client, path: &str, typed: &[(&str, &str)]) -> Reply {
    entry_at(admin, &format!("{BIRTH}/soan/muc/{path}"), typed).await
}

/// The same at an address.
async fn entry_at(admin: &Client, address: &str, typed: &[(&str, &str)]) -> Reply {
    let page = admin.get(address).await;
    let form = page.assert_status(StatusCode::OK).html().form_to(address);
    let mut fields: Vec<(String, String)> = form.fields.clone();
    for (name, text) in typed {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*text).to_owned()));
    }
    let fields: Vec<_> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    admin.post(address, &fields).await
}

/// The first page that the form of a question offers.
async fn field_page(admin: &Client, address: &str) -> String {
    let html = admin.get(address).await.html();
    let page = html
        .all("option")
        .find(|it| it.text.contains("khai sinh"))
        .and_then(|it| it.attribute("value").map(str::to_owned));
    page.expect("a page of the form")
}

/// Publishes from a day of November or December 2026.
async fn publish(admin: &Client, (day, month): (&str, &str), more: &[(&str, &str)]) -> Reply {
    let page = admin.get(&format!("{BIRTH}/soan")).await;
    let revision = field(page.assert_status(StatusCode::OK), "revision");
    let mut fields = vec![
        ("revision", revision.as_str()),
        ("valid_from-ngay", day),
        ("valid_from-thang", month),
        ("valid_from-nam", "2026"),
    ];
    fields.extend(more);
    admin.post(&format!("{BIRTH}/soan/ban-hanh"), &fields).await
}

/// The version in force and its first term.
async fn in_force(app: &TestApp) -> (i64, String) {
    let today = base::Clock::now(&*app.clock).date();
    let found = app.db.read(move |rx| catalogue::published(rx, &code(), today)).await;
    let version = found.expect("the database answers").expect("a version in force");
    (version.version, version.terms[0].text.clone())
}

testkit::both_engines! {
    /// A term is changed, the change is shown beside what is in force, and holds from the day on: a dossier received before keeps the old.
    async fn a_term_is_changed_compared_and_published_from_tomorrow(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        admin.get("/quan-tri/thu-tuc?tim=khai+sinh").await.assert_says("Đăng ký khai sinh").assert_says_not("Đang soạn");
        begun(&admin).await;
        admin.get("/quan-tri/thu-tuc").await.assert_says("Đang soạn");
        let page = admin.get(&format!("{BIRTH}/soan")).await;
        page.assert_says("Bản soạn đã đủ và đúng").assert_says("Chưa có gì khác").assert_says("1 thời hạn");
        entry(&admin, "thoi-han/1", &[("text", "2 ngày làm việc")]).await.assert_leads_to(&format!("{BIRTH}/soan/muc/thoi-han"));
        let page = admin.get(&format!("{BIRTH}/soan")).await;
        page.assert_says("Thời hạn giải quyết, mục 1: Thời hạn").assert_says("trong ngày").assert_says("2 ngày làm việc");
        assert_eq!(in_force(&app).await, (1, "trong ngày".to_owned()));
        let clerk = app.signed_in("mot-cua").await;
        let before = Filing::sample("1.001193").at_counter(&clerk).await;
        let before = testkit::walk::id_of(before.assert_status(StatusCode::SEE_OTHER).location());
        publish(&admin, ("19", "11"), &[]).await.assert_leads_to(BIRTH);
        admin.get(BIRTH).await.assert_says("Lưu bản soạn lần 2: procedure.toml").assert_says("Ban hành phiên bản 2, có hiệu lực từ 19/11/2026");
        admin.get(BIRTH).await.assert_says("Sắp có hiệu lực").assert_says("từ 19/11/2026").assert_says_not("Đang soạn");
        assert_eq!(in_force(&app).await.0, 1, "not before its day");
        app.clock.advance(86_400);
        assert_eq!(in_force(&app).await, (2, "2 ngày làm việc".to_owned()));
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(&format!("/can-bo/ho-so/{before}")).await.assert_says("17:00 thứ Tư, 18/11/2026");
        let after = Filing::sample("1.001193").at_counter(&clerk).await;
        let after = clerk.follow(after).await;
        after.assert_says("23/11/2026");
        assert_ledger_holds(&app).await;
    }

    /// A version for a time gives way to the one before it by itself.
    async fn a_version_for_a_time_falls_back_by_itself(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        entry(&admin, "thoi-han/1", &[("text", "4 giờ làm việc")]).await.assert_status(StatusCode::SEE_OTHER);
        let alone = publish(&admin, ("18", "11"), &[("falls_back", "co")]).await;
        alone.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("mời nhập ngày cuối áp dụng");
        let backwards = [("valid_to-ngay", "17"), ("valid_to-thang", "11"), ("valid_to-nam", "2026"), ("falls_back", "co")];
        let backwards = publish(&admin, ("18", "11"), &backwards).await;
        backwards.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ngày cuối phải từ ngày bắt đầu");
        let days = [("valid_to-ngay", "20"), ("valid_to-thang", "11"), ("valid_to-nam", "2026"), ("falls_back", "co")];
        publish(&admin, ("18", "11"), &days).await.assert_leads_to(BIRTH);
        admin.get(BIRTH).await.assert_says("sau đó trở lại phiên bản trước");
        assert_eq!(in_force(&app).await, (2, "4 giờ làm việc".to_owned()));
        app.clock.advance(2 * 86_400);
        assert_eq!(in_force(&app).await.0, 2, "on its last day");
        app.clock.advance(86_400);
        assert_eq!(in_force(&app).await, (1, "trong ngày".to_owned()));
        app.as_nobody().get("/thu-tuc?tim=khai+sinh").await.assert_says("Đăng ký khai sinh");
        let clerk = app.signed_in("mot-cua").await;
        Filing::sample("1.001193").at_counter(&clerk).await.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    /// Two administrators at the same procedure: the second to save is told, keeps what was typed, and has changed nothing.
    async fn two_administrators_at_one_procedure_do_not_overwrite_each_other(app: TestApp) {
        let (one, other) = (app.signed_in("quan-tri").await, app.signed_in("quan-tri-tinh").await);
        begun(&one).await;
        let address = format!("{BIRTH}/soan/muc/thoi-han/1");
        let seen = other.get(&address).await.html().form_to(&address).fields;
        entry(&one, "thoi-han/1", &[("text", "2 ngày làm việc")]).await.assert_status(StatusCode::SEE_OTHER);
        let mut typed: Vec<_> = seen.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        typed.retain(|(name, _)| *name != "text");
        typed.push(("text", "3 ngày làm việc"));
        let told = other.post(&address, &typed).await;
        told.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Người khác vừa lưu bản soạn này").assert_says("3 ngày làm việc");
        other.get(&address).await.assert_says("2 ngày làm việc");
        let page = one.get(&format!("{BIRTH}/soan")).await;
        let old = [("revision", "1")];
        page.assert_says("Lưu lần 2");
        one.post(&format!("{BIRTH}/soan/bo"), &old).await.assert_status(StatusCode::CONFLICT);
    }

    /// Bad input: each is said where it stands, nothing is lost, nothing is published.
    async fn what_is_wrong_is_said_where_it_stands(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let odd = entry(&admin, "thoi-han/1", &[("text", "hai ngày"), ("citation", "")]).await;
        odd.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Thời hạn không hợp lệ").assert_says("hai ngày");
        odd.assert_says("Thiếu `citation`");
        // Steps that sum to more than the term: said at the step, and in the list of the edition.
        let long = entry(&admin, "buoc/2", &[("share", "70")]).await;
        long.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("120,0 % thời hạn giải quyết");
        // An edge to nowhere.
        let nowhere = entry(&admin, "thao-tac/1", &[("to", "khong-co")]).await;
        nowhere.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("khong-co");
        // A condition on a field that is not there, and one that is not finished.
        let line = |subject| [("when.ghep", "co"), ("when.1.ve", subject), ("when.1.so", "la"), ("when.1.la", "x")];
        let field = entry(&admin, "phi/2", &line("khong_co")).await;
        field.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("biểu mẫu không có trường này");
        let half = entry(&admin, "phi/2", &line("ban_sao_co")).await;
        half.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn ít nhất một giá trị");
        let page = admin.get(&format!("{BIRTH}/soan")).await;
        page.assert_says("Lưu lần 1").assert_says("Bản soạn đã đủ và đúng");
        // A step that is needed is taken out: saved, said, and not published.
        let address = format!("{BIRTH}/soan/muc/buoc");
        admin.post(&address, &[("revision", "1"), ("viec", "bo/3")]).await.assert_leads_to(&address);
        let page = admin.get(&format!("{BIRTH}/soan")).await;
        page.assert_says("Bản soạn còn điểm chưa đúng").assert_says("ky-duyet").assert_says_not("Ban hành phiên bản mới");
        let refused = publish(&admin, ("19", "11"), &[]).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(in_force(&app).await.0, 1);
        admin.post(&format!("{BIRTH}/soan/bo"), &[("revision", "2")]).await.assert_leads_to("/quan-tri/thu-tuc");
        admin.get(&format!("{BIRTH}/soan")).await.assert_status(StatusCode::NOT_FOUND);
        assert_ledger_holds(&app).await;
    }

    /// A way that goes round without end is said with the steps that have no way out, and is not published.
    async fn a_loop_without_a_way_out_is_said_and_not_published(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let list = format!("{BIRTH}/soan/muc/thao-tac");
        entry(&admin, "thao-tac/7", &[("to", "phat-hanh"), ("back", "co")]).await.assert_leads_to(&list);
        let page = admin.get(&format!("{BIRTH}/soan")).await;
        page.assert_says("Bản soạn còn điểm chưa đúng").assert_says("vòng lặp không lối ra").assert_says("tra-ket-qua");
        publish(&admin, ("19", "11"), &[]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        entry(&admin, "thao-tac/7", &[("to", "da-tra"), ("back", "")]).await.assert_leads_to(&list);
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("Bản soạn đã đủ và đúng").assert_says("Chưa có gì khác");
    }

    /// A condition is put together of lines, without a script: a line, its question, its values; taken out, it always holds.
    async fn a_condition_is_put_together_line_by_line(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let page = admin.get(&format!("{BIRTH}/soan/muc/phi/1")).await;
        page.assert_says("Không có dòng nào: luôn luôn");
        let more = entry(&admin, "phi/1", &[("viec", "dong/when")]).await;
        more.assert_status(StatusCode::OK).assert_says("Dòng 1: xét").assert_says("Câu hỏi: ").assert_says_not("So sánh");
        let line = [("when.1.ve", "@truong-hop"), ("viec", "xem/when")];
        let chosen = entry(&admin, "phi/1", &line).await;
        chosen.assert_status(StatusCode::OK).assert_says("So sánh").assert_says("bị bỏ rơi");
        let lines = [
            ("when.noi", "mot"), ("when.1.ve", "@truong-hop"), ("when.1.so", "khong-la"), ("when.1.la", "bo-roi"),
            ("when.2.ve", "ban_sao_co"), ("when.2.so", "la"), ("when.2.la", "true"), ("when.3.ve", ""),
        ];
        entry(&admin, "phi/1", &lines).await.assert_leads_to(&format!("{BIRTH}/soan/muc/phi"));
        let file = admin.get(&format!("{BIRTH}/soan/tep/thu-tuc")).await;
        file.assert_says(r#"when = { any = [{ not = { case = ["bo-roi"] } }, { field = "ban_sao_co", is = [true] }] }"#);
        let gone = entry(&admin, "phi/1", &[("viec", "bo-dong/when/1")]).await;
        gone.assert_status(StatusCode::OK).assert_says("Dòng 1: xét").assert_says_not("Dòng 2: xét");
        let question = format!("{BIRTH}/soan/to-khai/moi");
        let open = entry_at(&admin, &question, &[("viec", "dong/shown_if")]).await;
        open.assert_status(StatusCode::OK).assert_says("Dòng 1: xét");
        // What is too rich for lines stays as it is written.
        let texts = include_str!("../../../packages/1.001193/procedure.toml");
        let rich = r#"when = { not = { all = [{ case = ["bo-roi"] }, { field = "ban_sao_co", is = [true] }] } }"#;
        let texts = texts.replace(r#"when = { field = "ban_sao_co", is = [true] }"#, rich);
        let revision = field(&admin.get(&format!("{BIRTH}/soan")).await, "revision");
        let path = format!("{BIRTH}/soan/tep/thu-tuc");
        admin.post(&path, &[("revision", &revision), ("text", &texts)]).await.assert_status(StatusCode::SEE_OTHER);
        let page = admin.get(&format!("{BIRTH}/soan/muc/phi/2")).await;
        page.assert_says("nhiều tầng").assert_says("not = { all = [");
        entry(&admin, "phi/2", &[("name", "Phí bản sao")]).await.assert_status(StatusCode::SEE_OTHER);
        admin.get(&path).await.assert_says(rich);
        assert_ledger_holds(&app).await;
    }

    /// Entries are added, moved and taken out; a file is changed as text.
    async fn entries_are_added_moved_and_taken_out(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let law = [("number", "72/2025/QH15"), ("name", "Luật Tổ chức chính quyền địa phương")];
        let list = format!("{BIRTH}/soan/muc/can-cu");
        entry(&admin, "can-cu/moi", &law).await.assert_leads_to(&list);
        let page = admin.get(&list).await;
        page.assert_says("Luật Tổ chức chính quyền địa phương");
        let count = page.html().all("li").filter(|it| it.text.contains("Luật Tổ chức")).count();
        assert_eq!(count, 1);
        let twice = entry(&admin, "can-cu/moi", &law).await;
        twice.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("bị ghi hai lần");
        let fees = format!("{BIRTH}/soan/muc/phi");
        admin.post(&fees, &[("revision", "2"), ("viec", "len/2")]).await.assert_leads_to(&fees);
        let text = admin.get(&fees).await.html().text();
        let (copy, first) = (text.find("Phí cấp bản sao"), text.find("Lệ phí đăng ký"));
        assert!(copy.zip(first).is_some_and(|(copy, first)| copy < first), "{text}");
        admin.post(&fees, &[("revision", "3"), ("viec", "bo/9")]).await.assert_status(StatusCode::NOT_FOUND);
        let file = format!("{BIRTH}/soan/tep/quy-trinh");
        admin.get(&file).await.assert_says("Ký Giấy khai sinh");
        let text = include_str!("../../../packages/1.001193/process.toml");
        let changed = text.replace("name = \"Ký Giấy khai sinh\"", "name = \"Ký, duyệt Giấy khai sinh\"");
        admin.post(&file, &[("revision", "3"), ("text", &changed)]).await.assert_leads_to(&format!("{BIRTH}/soan"));
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("Các bước xử lý, mục 3: Tên bước").assert_says("Ký, duyệt");
        assert_ledger_holds(&app).await;
    }

    /// A question is added to the form, seen as people will see it, and asked from the day on.
    async fn a_question_is_added_and_asked_from_the_day_on(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let form = format!("{BIRTH}/soan/to-khai");
        admin.get(&form).await.assert_says("Quan hệ với trẻ").assert_says("Chỉ hiện khi");
        let new = format!("{form}/moi");
        let question = [("revision", "1"), ("name", "nhan_o_dau"), ("kind", "one"), ("title", "Nhận Giấy khai sinh ở đâu?"), ("required", "co")];
        let bare = admin.post(&new, &question).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let options = ("options", "quay = Tại quầy\nnha = Tại nhà | Qua bưu chính");
        let page = field_page(&admin, &new).await;
        let with: Vec<_> = question.into_iter().chain([options, ("page", page.as_str())]).collect();
        let broken: Vec<_> = with.iter().copied().chain([("shown_if.ghep", "co"), ("shown_if.1.ve", "khong_co"), ("shown_if.1.so", "la"), ("shown_if.1.la", "1")]).collect();
        let broken = admin.post(&new, &broken).await;
        broken.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("khong_co").assert_says("Nhận Giấy khai sinh ở đâu?");
        admin.post(&new, &with).await.assert_leads_to(&form);
        admin.get(&form).await.assert_says("Nhận Giấy khai sinh ở đâu?").assert_says("Tại nhà");
        admin.post(&form, &[("revision", "2"), ("viec", "len/nhan_o_dau")]).await.assert_leads_to(&form);
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("Tờ khai: ").assert_says("nhan_o_dau");
        admin.get(&format!("{BIRTH}/soan/xem")).await.assert_says("Đăng ký khai sinh");
        let tried = [("xem.@truong-hop", "bo-roi"), ("luc", "2026-11-18T15:30")];
        let tried = admin.post(&format!("{BIRTH}/soan/thu"), &tried).await;
        tried.assert_says("17:00 thứ Năm, 19/11/2026").assert_says("Thẩm tra").assert_says("Nhận Giấy khai sinh ở đâu?");
        publish(&admin, ("18", "11"), &[]).await.assert_leads_to(BIRTH);
        let clerk = app.signed_in("mot-cua").await;
        let without = Filing::sample("1.001193").at_counter(&clerk).await;
        without.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Nhận Giấy khai sinh ở đâu?");
        let with = Filing::sample("1.001193").with("nhan_o_dau", "nha").at_counter(&clerk).await;
        with.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    /// Pages of the form are added, named, put in order, hidden and taken out; a question is moved from one to another.
    async fn pages_of_the_form_are_edited(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let form = format!("{BIRTH}/soan/to-khai");
        let new = format!("{form}/trang/moi");
        let bad = entry_at(&admin, &new, &[("code", "Trang Mới"), ("title", "")]).await;
        bad.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Ghi tên trang");
        let reserved = entry_at(&admin, &new, &[("code", "giay-to"), ("title", "Giấy tờ")]).await;
        reserved.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [("code", "nhan-ket-qua"), ("title", "Nhận kết quả"), ("intro", "Chọn nơi nhận.")];
        entry_at(&admin, &new, &typed).await.assert_leads_to(&form);
        let page = admin.get(&form).await;
        page.assert_says("Trang chưa có câu hỏi nào").assert_says("Quan hệ với trẻ");
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("không có trường nào");
        let question = format!("{form}/ban_sao_so_luong");
        entry_at(&admin, &question, &[("page", "nhan-ket-qua")]).await.assert_leads_to(&form);
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("Bản soạn đã đủ và đúng").assert_says("x-page");
        // Moved before what it looks at, the page is said to be wrong; moved back, it is right.
        let only = [("shown_if.ghep", "co"), ("shown_if.1.ve", "@truong-hop"), ("shown_if.1.so", "khong-la"), ("shown_if.1.la", "bo-roi")];
        entry_at(&admin, &format!("{form}/trang/nhan-ket-qua"), &only).await.assert_leads_to(&form);
        admin.get(&form).await.assert_says("Trang chỉ hiện khi trường hợp không là Trẻ bị bỏ rơi");
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("Bản soạn đã đủ và đúng");
        for _ in 0..3 {
            let revision = field(&admin.get(&form).await, "revision");
            let up = [("revision", revision.as_str()), ("viec", "trang-len/nhan-ket-qua")];
            admin.post(&form, &up).await.assert_leads_to(&form);
        }
        let page = admin.get(&form).await;
        page.assert_says("Tờ khai còn điểm chưa đúng").assert_says("đứng sau").assert_says("Quan hệ với trẻ");
        let text = page.html().text();
        assert!(text.find("Nhận kết quả") < text.rfind("Ông, bà có cần bản sao"), "{text}");
        let revision = field(&admin.get(&form).await, "revision");
        let kept = [("revision", revision.as_str()), ("viec", "trang-bo/nhan-ket-qua")];
        admin.post(&form, &kept).await.assert_leads_to(&form);
        admin.get(&form).await.assert_says("Nhận kết quả");
        admin.get(&format!("{form}/trang/khong-co")).await.assert_status(StatusCode::NOT_FOUND);
        assert_ledger_holds(&app).await;
    }

    /// A question is seen with its page while it is edited: what hides and what shows follows the answers tried.
    async fn a_question_is_seen_as_it_will_be(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let question = format!("{BIRTH}/soan/to-khai/ban_sao_co");
        let page = admin.get(&question).await;
        page.assert_says("Xem trước, với câu trả lời mẫu").assert_says("Ông, bà có cần bản sao");
        let typed = [("title", "Ông, bà cần mấy bản sao?"), ("viec", "xem/shown_if")];
        let seen = entry_at(&admin, &question, &typed).await;
        let seen = seen.assert_status(StatusCode::OK).html();
        let preview = seen.all("section").find(|it| it.attribute("id") == Some("xem-truoc")).map(|it| it.text.clone());
        assert!(preview.is_some_and(|text| text.contains("Ông, bà cần mấy bản sao?")));
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("Lưu lần 1");
        let no = entry_at(&admin, &question, &[("xem.ban_sao_co", "false"), ("viec", "xem/shown_if")]).await;
        no.assert_says("Đang ẩn").assert_says("Chỉ hiện khi “Ông, bà có cần bản sao Giấy khai sinh không?” là Có");
        let yes = entry_at(&admin, &question, &[("xem.ban_sao_co", "true"), ("viec", "xem/shown_if")]).await;
        yes.assert_says_not("Chỉ hiện khi “Ông, bà có cần bản sao Giấy khai sinh không?” là Có");
        let half = entry_at(&admin, &format!("{BIRTH}/soan/to-khai/moi"), &[("viec", "xem/shown_if")]).await;
        half.assert_status(StatusCode::OK).assert_says("Chưa xem trước được");
    }

    /// An edition is tried with answers and a body's own calendar: papers, fees with what is taken off, term, steps.
    async fn an_edition_is_tried_with_answers(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let at = "/quan-tri/thu-tuc/2.000815/soan";
        admin.post(at, &[]).await.assert_leads_to(at);
        let path = format!("{at}/thu");
        let page = admin.get(&path).await;
        page.assert_status(StatusCode::OK).assert_says("Hẹn trả").assert_says("phường Việt Trì");
        let copies = entry_at(&admin, &path, &[("xem.so_trang", "5"), ("xem.so_ban", "3")]).await;
        copies.assert_status(StatusCode::OK).assert_says("21.000 đồng").assert_says("3 bản × 7.000 đồng");
        let none = entry_at(&admin, &path, &[("xem.so_trang", "")]).await;
        none.assert_says("Người nộp sẽ được nhắc sửa").assert_says("Theo quy định");
        let sample = entry_at(&admin, &path, &[("xem.so_trang", "9"), ("viec", "mau")]).await;
        sample.assert_says_not("Người nộp sẽ được nhắc sửa");
        assert_ledger_holds(&app).await;
    }

    /// A body that is closed by decision gives another day than its neighbour: an edition is tried on the calendar of each.
    async fn an_edition_is_tried_on_the_calendar_of_each_body(app: TestApp) {
        let ward = app.signed_in("quan-tri").await;
        let propose = "/quan-tri/lich/thay-doi";
        let unit = field(&ward.get(&format!("{propose}?loai=dong-cua")).await, "unit");
        let closed = [
            ("unit", unit.as_str()), ("loai", "dong-cua"), ("name", "Nghỉ phòng chống bão"), ("source", "QĐ 12/QĐ-UBND"),
            ("first-ngay", "19"), ("first-thang", "11"), ("first-nam", "2026"),
            ("last-ngay", "20"), ("last-thang", "11"), ("last-nam", "2026"),
        ];
        let proposed = ward.post(propose, &closed).await;
        let change = proposed.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        app.signed_in("lanh-dao").await.post(&change, &[("viec", "duyet")]).await.assert_leads_to(&change);
        let province = app.signed_in("quan-tri-tinh").await;
        begun(&province).await;
        let path = format!("{BIRTH}/soan/thu");
        let html = province.get(&path).await.html();
        let body = |name: &str| {
            let option = html.all("option").find(|it| it.text.contains(name)).expect("a body");
            option.attribute("value").expect("its identifier").to_owned()
        };
        let late = [("xem.@truong-hop", "bo-roi"), ("luc", "2026-11-18T15:30")];
        for (name, due) in [("phường Việt Trì", "17:00 thứ Hai, 23/11/2026"), ("xã Tam Nông", "17:00 thứ Năm, 19/11/2026")] {
            let at = body(name);
            let with: Vec<_> = late.into_iter().chain([("co_quan", at.as_str())]).collect();
            entry_at(&province, &path, &with).await.assert_says(due);
        }
        // Whose body it is not cannot ask for it: the own one is taken.
        let other = body("xã Tam Nông");
        let with: Vec<_> = late.into_iter().chain([("co_quan", other.as_str())]).collect();
        let own = ward.post(&path, &with).await;
        own.assert_says("17:00 thứ Hai, 23/11/2026").assert_says_not("Tam Nông");
    }

    /// A question is taken out while somebody is filling in the form: nothing typed elsewhere is lost, and the form is filed without it.
    async fn a_question_taken_out_leaves_drafts_whole(app: TestApp) {
        let citizen = app.as_citizen().await;
        let filing = Filing::sample("1.001193").with("dien_thoai", "0912345678");
        let first = filing.begin(&citizen).await;
        let papers = filing.answer(&citizen, &first).await;
        for component in &filing.papers {
            let name = format!("papers.{component}");
            let paper = testkit::Upload { field: &name, name: "giay.pdf", mime: "application/pdf", bytes: PDF };
            citizen.upload(&papers, &[("component", component)], &[paper]).await.assert_status(StatusCode::SEE_OTHER);
        }
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        let form = format!("{BIRTH}/soan/to-khai");
        admin.post(&form, &[("revision", "1"), ("viec", "bo/tre_que_quan")]).await.assert_leads_to(&form);
        admin.get(&format!("{BIRTH}/soan")).await.assert_says("tre_que_quan");
        publish(&admin, ("18", "11"), &[]).await.assert_leads_to(BIRTH);
        let check = first.rsplit_once('/').map(|(draft, _)| format!("{draft}/kiem-tra")).expect("a draft");
        let page = citizen.get(&check).await;
        let request = field(page.assert_status(StatusCode::OK), web::REQUEST_FIELD);
        let stale = citizen.post(&check, &[(web::REQUEST_FIELD, &request), ("confirm", "co")]).await;
        stale.assert_status(StatusCode::CONFLICT).assert_says("phiên bản mới").assert_says("nội dung đã khai được giữ");
        stale.assert_says("Trần Gia Bảo").assert_says_not("Quê quán");
        let page = citizen.get(&check).await;
        page.assert_status(StatusCode::OK).assert_says("Trần Gia Bảo").assert_says_not("Quê quán");
        let request = field(&page, web::REQUEST_FIELD);
        let sent = citizen.post(&check, &[(web::REQUEST_FIELD, &request), ("confirm", "co")]).await;
        sent.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    /// A procedure that is new here begins like another one; citizens see it from the day it is published.
    async fn a_new_procedure_begins_like_another(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let page = "/quan-tri/thu-tuc/them";
        let bad = admin.post(page, &[("code", "abc"), ("like", "")]).await;
        bad.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Mã thủ tục có dạng").assert_says("Chọn thủ tục");
        let known = admin.post(page, &[("code", "1.001193"), ("like", "1.000656")]).await;
        known.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("đã có ở đây");
        let begun = admin.post(page, &[("code", "9.999001"), ("like", "1.001193")]).await;
        begun.assert_leads_to("/quan-tri/thu-tuc/9.999001/soan");
        admin.get("/quan-tri/thu-tuc").await.assert_says("9.999001").assert_says("Chưa ban hành");
        app.as_nobody().get("/thu-tuc/9.999001").await.assert_status(StatusCode::NOT_FOUND);
        let path = "/quan-tri/thu-tuc/9.999001/soan/ban-hanh";
        let from = [("revision", "1"), ("valid_from-ngay", "18"), ("valid_from-thang", "11"), ("valid_from-nam", "2026")];
        admin.post(path, &from).await.assert_leads_to("/quan-tri/thu-tuc/9.999001");
        app.as_nobody().get("/thu-tuc/9.999001").await.assert_status(StatusCode::OK).assert_says("Đăng ký khai sinh");
        assert_ledger_holds(&app).await;
    }

    /// A price by the unit and a relief are fields of a fee; what is wrong is said at theirs; codes are picked from what the edition has.
    async fn prices_and_reliefs_are_fields_of_a_fee(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let at = "/quan-tri/thu-tuc/2.000815/soan";
        admin.post(at, &[]).await.assert_leads_to(at);
        let fee = format!("{at}/muc/phi/1");
        let page = admin.get(&fee).await;
        page.assert_says("Đơn giá theo bậc").assert_says("Số trang của bản chính (so_trang)").assert_says("(không bắt buộc)");
        page.assert_says("đến 2: 2.000 đồng").assert_says("còn lại: 1.000 đồng").assert_says_not("fee.rate");
        let odd = entry_at(&admin, &fee, &[("rate.brackets", "đến 2: 2.000")]).await;
        odd.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("bậc cuối cùng không có");
        let text = entry_at(&admin, &fee, &[("rate.cap", "nhiều")]).await;
        text.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("nhiều");
        let more = entry_at(&admin, &fee, &[("viec", "dong/relief")]).await;
        more.assert_status(StatusCode::OK).assert_says("Ai được miễn, giảm");
        let relief = [
            ("rate.brackets", "đến 2: 3.000\ncòn lại: 1.000"), ("relief.1.name", "Người thuộc hộ nghèo"), ("relief.1.percent", "50"),
            ("relief.1.when.ghep", "co"), ("relief.1.when.1.ve", "ban_sao_san"), ("relief.1.when.1.so", "la"), ("relief.1.when.1.la", "true"),
        ];
        let bare = entry_at(&admin, &fee, &relief).await;
        bare.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Thiếu `citation`");
        let whole: Vec<_> = relief.iter().copied().chain([("relief.1.citation", "Điều 10 Luật Phí và lệ phí")]).collect();
        entry_at(&admin, &fee, &whole).await.assert_leads_to(&format!("{at}/muc/phi"));
        admin.get(at).await.assert_says("Bản soạn đã đủ và đúng").assert_says("Người thuộc hộ nghèo");
        admin.get(&fee).await.assert_says("Người thuộc hộ nghèo").assert_says("đến 2: 3.000 đồng");
        let tried = entry_at(&admin, &format!("{at}/thu"), &[("xem.so_trang", "2"), ("xem.so_ban", "1"), ("xem.ban_sao_san", "true")]).await;
        tried.assert_says("3.000 đồng").assert_says("Giảm 50 % cho người thuộc hộ nghèo");
        let gone = entry_at(&admin, &fee, &[("viec", "bo-dong/relief/1")]).await;
        gone.assert_status(StatusCode::OK).assert_says_not("Ai được miễn, giảm");
        assert_ledger_holds(&app).await;
    }

    /// The parts of a linked procedure and the lane of certification are entries like the others; what no field stands for stays.
    async fn linked_parts_and_the_lane_are_edited_as_entries(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        let linked = "/quan-tri/thu-tuc/2.000986/soan";
        admin.post(linked, &[]).await.assert_leads_to(linked);
        let part = format!("{linked}/muc/lien-thong/2");
        let odd = entry_at(&admin, &part, &[("after", "khong-co")]).await;
        odd.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Không có phần “khong-co”");
        entry_at(&admin, &part, &[("name", "Nhập hộ khẩu cho trẻ")]).await.assert_leads_to(&format!("{linked}/muc/lien-thong"));
        let page = admin.get(linked).await;
        page.assert_says("Bản soạn đã đủ và đúng").assert_says("Các phần liên thông, mục 2: Tên phần").assert_says("Nhập hộ khẩu cho trẻ");
        page.assert_says_not("liên thông, mục 1").assert_says_not("liên thông, mục 3");
        let lane = "/quan-tri/thu-tuc/2.000815/soan";
        admin.post(lane, &[]).await.assert_leads_to(lane);
        let entry = format!("{lane}/muc/chung-thuc/1");
        admin.get(&entry).await.assert_says("Giấy khai sinh").assert_says("ban_sao_san");
        let odd = entry_at(&admin, &entry, &[("pages", "khong_co")]).await;
        odd.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Biểu mẫu không có trường “khong_co”");
        entry_at(&admin, &entry, &[("documents", "Thẻ căn cước\nSổ hộ tịch")]).await.assert_leads_to(lane);
        admin.get(lane).await.assert_says("Bản soạn đã đủ và đúng").assert_says("Làn chứng thực: Giấy tờ hay gặp");
        admin.post(&format!("{lane}/muc/chung-thuc"), &[("revision", "2"), ("viec", "bo/1")]).await.assert_leads_to(lane);
        admin.get(lane).await.assert_says("Bản soạn đã đủ và đúng");
        assert_ledger_holds(&app).await;
    }

    /// Nobody else sees or changes it.
    async fn only_administrators_edit_procedures(app: TestApp) {
        let admin = app.signed_in("quan-tri").await;
        begun(&admin).await;
        for login in ["mot-cua", "lanh-dao", "cong-dan"] {
            let other = app.signed_in(login).await;
            other.get("/quan-tri/thu-tuc").await.assert_status(StatusCode::FORBIDDEN);
            other.get(&format!("{BIRTH}/soan")).await.assert_status(StatusCode::FORBIDDEN);
            other.post(&format!("{BIRTH}/soan/bo"), &[("revision", "1")]).await.assert_status(StatusCode::FORBIDDEN);
        }
        app.as_nobody().get("/quan-tri/thu-tuc").await.assert_status(StatusCode::SEE_OTHER);
    }
}
