//! Settings carried from one installation to another as files: written, looked at, taken in once, and what is wrong said by file and line.

use std::io::{Cursor, Read as _, Write as _};

use axum::http::StatusCode;
use testkit::walk::{assert_ledger_holds, field};
use testkit::{Client, FIRST_PASSWORD, Kind, Reply, TestApp, Upload};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const PATH: &str = "/quan-tri/thiet-lap";
const LOOK: &str = "/quan-tri/thiet-lap/xem";
const TAKE: &str = "/quan-tri/thiet-lap/nhap";

/// The archive with everything that the administrator of the province hands over.
async fn written(app: &TestApp) -> Vec<u8> {
    let admin = app.signed_in("quan-tri-tinh").await;
    let reply = admin.get("/quan-tri/thiet-lap/tai-ve?loai=don-vi&loai=can-bo&loai=quay&loai=lich&loai=thu-tuc&loai=muc-thu&loai=thong-bao").await;
    reply.assert_status(StatusCode::OK);
    assert_eq!(reply.header("content-type"), "application/zip");
    reply.body.to_vec()
}

/// The names and texts in an archive.
fn texts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a file");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("a text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// An archive of these texts.
fn archive(texts: &[(String, String)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in texts {
        out.start_file(name, SimpleFileOptions::default()).expect("begun");
        out.write_all(text.as_bytes()).expect("written");
    }
    out.finish().expect("finished").into_inner()
}

/// The same archive with one text changed.
fn changed(bytes: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut all = texts(bytes);
    let one = all.iter_mut().find(|(known, _)| known.ends_with(name)).expect("the file");
    assert!(one.1.contains(from), "{name} says {from}: {}", one.1);
    one.1 = one.1.replacen(from, to, 1);
    archive(&all)
}

async fn look(admin: &Client, bytes: &[u8]) -> Reply {
    let file = Upload { field: "tep", name: "thiet-lap.zip", mime: "application/zip", bytes };
    admin.upload(LOOK, &[], &[file]).await
}

/// Looks, and takes in what was looked at.
async fn take(admin: &Client, seen: &Reply) -> Reply {
    let (request, file) = (field(seen, "request"), field(seen, "tep"));
    let taken = admin.post(TAKE, &[("request", &request), ("tep", &file)]).await;
    let again = admin.post(TAKE, &[("request", &request), ("tep", &file)]).await;
    assert_eq!(taken.html().text(), again.html().text(), "the same request has the first answer");
    taken
}

/// A new installation of the same province with one commune and one procedure.
async fn fresh(app: &TestApp) -> Client {
    app.set_up(&[]).await.assert_status(StatusCode::OK);
    let admin = app.as_nobody();
    admin
        .post("/dang-nhap", &[("login", "kien"), ("password", FIRST_PASSWORD)])
        .await
        .assert_status(StatusCode::SEE_OTHER);
    admin
}

/// What the first installation has set for itself.
async fn set(app: &TestApp) {
    let admin = app.signed_in("quan-tri").await;
    let units = admin.get("/quan-tri/don-vi").await;
    let html = units.html();
    let hall =
        html.all("a").find(|it| it.text.contains("hành chính công phường Việt Trì")).expect("the hall");
    let counters = format!("{}/quay", hall.attribute("href").expect("an address"));
    admin.post(&counters, &[("name", "Quầy số 7")]).await.assert_status(StatusCode::SEE_OTHER);
    let fees = "citation = \"Nghị quyết 12/2026/NQ-HĐND\"\nvalid_from = 2026-08-01\n[[fee]]\nprocedure = \"1.013225\"\nfee = \"le-phi\"\ncitation = \"Điều 3\"\namount = 75000\n";
    let fees = catalogue::read_local_fees(fees).expect("sound");
    let ctx = base::Ctx::system("test", app.clock_now(), &app.rng);
    app.db.write(move |tx| catalogue::set_fees(tx, &ctx, &fees)).await.expect("set");
    let province = app.signed_in("quan-tri-tinh").await;
    let own = [
        ("subject", "Phường đã nhận hồ sơ"),
        ("body", "Phường đã nhận hồ sơ {ma_ho_so}.\n\n{co_quan}, {nguoi_phu_trach}, {tiep_nhan}, {hen_tra}"),
        ("first-ngay", "19"),
        ("first-thang", "11"),
        ("first-nam", "2026"),
        ("viec", ""),
    ];
    let text = "/quan-tri/loi-thong-bao/tiep-nhan/hop-thu";
    province.post(text, &own).await.assert_leads_to(text);
}

testkit::both_engines! {
    async fn what_is_written_is_here_already(app: TestApp) {
        set(&app).await;
        let bytes = written(&app).await;
        let names: Vec<String> = texts(&bytes).into_iter().map(|(name, _)| name).collect();
        for name in ["motcua.toml", "don-vi/don-vi.toml", "can-bo/can-bo.toml", "quay/quay.toml", "muc-thu/0001-1.013225.toml", "thong-bao/loi-thong-bao.toml", "thu-tuc/1.013225-v1/process.toml"] {
            assert!(names.iter().any(|it| it == name), "{name} is among {names:?}");
        }
        let admin = app.signed_in("quan-tri-tinh").await;
        let seen = look(&admin, &bytes).await;
        seen.assert_status(StatusCode::OK).assert_says("Mọi nội dung của tệp đã có ở đây").assert_says_not("Cần sửa").assert_says_not("Giữ nguyên");
        // A commune hands over what is its own.
        let local = app.signed_in("quan-tri").await.get("/quan-tri/thiet-lap/tai-ve?loai=don-vi").await;
        let own = texts(&local.body);
        let units = &own.iter().find(|(name, _)| name.ends_with("don-vi.toml")).expect("the units").1;
        assert!(units.contains("phường Việt Trì") && !units.contains("Tam Nông"), "{units}");
        for login in ["mot-cua", "lanh-dao", "cong-dan"] {
            app.signed_in(login).await.get(PATH).await.assert_status(StatusCode::FORBIDDEN);
        }
    }

    async fn what_is_wrong_is_said_by_file_and_line_and_nothing_is_taken(app: TestApp) {
        let bytes = written(&app).await;
        let admin = app.signed_in("quan-tri-tinh").await;
        let more = changed(&bytes, "don-vi.toml", "[[unit]]", "[[unit]]\nkey = \"moi\"\nname = \"Sở Mới\"\nkind = \"department\"\nunder = \"d1\"\n\n[[unit]]");
        let late = look(&admin, &more).await;
        late.assert_says("Chưa có đơn vị nào mang khóa này ở các dòng trên").assert_says("don-vi.toml, dòng").assert_says("Chưa nhập được").assert_says_not("Nhập thiết lập");
        let loop_of = changed(&bytes, "thu-tuc/1.013225-v1/process.toml", "to = \"", "to = \"khong-co-");
        look(&admin, &loop_of).await.assert_says("Cần sửa").assert_says("1.013225-v1/process.toml, dòng");
        let strange = archive(&[("motcua.toml".to_owned(), texts(&bytes)[0].1.clone()), ("anh/a.txt".to_owned(), "x".to_owned())]);
        look(&admin, &strange).await.assert_says("Không có loại thiết lập nào tên là “anh”");
        let foreign = archive(&[("a.txt".to_owned(), "x".to_owned())]);
        look(&admin, &foreign).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Đây không phải tệp thiết lập");
        look(&admin, b"PK\x03\x04").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        look(&admin, b"%PDF-1.4 %%EOF").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("tệp nén ZIP");
        admin.post(LOOK, &[]).await.assert_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        admin.post(TAKE, &[("tep", "0123")]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Xin chọn lại tệp");
        admin.get("/quan-tri/thiet-lap/tai-ve").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("Chọn ít nhất một loại");
        // One that may not is told so thing by thing: the administrator of a commune adds no counter elsewhere.
        let counters = archive(&[texts(&bytes)[0].clone(), ("quay/quay.toml".to_owned(), "[[counter]]\nunit = \"H44.142\"\nname = \"Quầy 1\"\n".to_owned())]);
        let local = app.signed_in("quan-tri").await;
        local.get(PATH).await.assert_status(StatusCode::OK);
        look(&local, &counters).await.assert_says("nằm ngoài phạm vi ông, bà quản trị").assert_says("quay.toml, dòng 1");
        admin.get("/quan-tri/don-vi").await.assert_says_not("Sở Mới");
        assert_ledger_holds(&app).await;
    }

    async fn what_is_new_is_taken_in_once(app: TestApp) {
        let bytes = written(&app).await;
        let admin = app.signed_in("quan-tri-tinh").await;
        let unit = "\n[[unit]]\nkey = \"moi\"\nname = \"Sở Mới tỉnh Phú Thọ\"\nkind = \"department\"\nunder = \"d1\"\ncode = \"H44.77\"\n";
        let mut all = texts(&bytes);
        all.iter_mut().filter(|(name, _)| name.ends_with("don-vi.toml")).for_each(|(_, text)| text.push_str(unit));
        let form = all.iter_mut().find(|(name, _)| name.ends_with("1.013225-v1/procedure.toml")).expect("the permit");
        form.1 = form.1.replacen("valid_from = 2026-07-01", "valid_from = 2026-12-01", 1);
        let seen = look(&admin, &archive(&all)).await;
        seen.assert_says("Sở Mới tỉnh Phú Thọ").assert_says("Thêm mới").assert_says("Thủ tục 1.013225").assert_says("Thay đổi");
        admin.get("/quan-tri/don-vi").await.assert_says_not("Sở Mới");
        let taken = take(&admin, &seen).await;
        taken.assert_status(StatusCode::OK).assert_says("Đã nhập").assert_says("2 nội dung được thêm hoặc thay đổi");
        admin.get("/quan-tri/don-vi").await.assert_says("Sở Mới tỉnh Phú Thọ");
        admin.get("/quan-tri/thu-tuc/1.013225").await.assert_says("01/12/2026");
        look(&admin, &archive(&all)).await.assert_says("Mọi nội dung của tệp đã có ở đây");
        assert_ledger_holds(&app).await;
    }
}

/// An installation that has nothing but its first page takes over what another has set, and receives a dossier by it.
#[test]
fn a_new_installation_takes_over_what_another_has_set() {
    let (send, receive) = std::sync::mpsc::channel();
    testkit::app::run(Kind::Sqlite, |app: TestApp| async move {
        set(&app).await;
        send.send(written(&app).await).expect("somebody waits");
    });
    let bytes = receive.recv().expect("the archive");
    testkit::app::run_empty(Kind::Sqlite, |app: TestApp| async move {
        let admin = fresh(&app).await;
        let seen = look(&admin, &bytes).await;
        seen.assert_says_not("Cần sửa")
            .assert_says("Quầy “Quầy số 7”")
            .assert_says("Mức thu của thủ tục 1.013225");
        take(&admin, &seen).await.assert_says("Đã nhập");
        look(&admin, &bytes).await.assert_says("Mọi nội dung của tệp đã có ở đây");
        admin
            .get("/quan-tri/don-vi")
            .await
            .assert_says("Ủy ban nhân dân phường Việt Trì")
            .assert_says("Sở Xây dựng");
        let page = app.as_nobody().get("/thu-tuc/1.013225").await;
        page.assert_status(StatusCode::OK).assert_says("75.000");
        assert_ledger_holds(&app).await;
    });
}
