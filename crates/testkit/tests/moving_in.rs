//! Moving in: an export of OpenCPS in each of its three forms is rehearsed, cut over once, gone on with, worked on, tracked, claimed, signed for, and
//! rolled back while nobody has touched it; what is wrong with it is named by file, line and column.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use base::Clock as _;
use moving::{By, CutOver, Error, Loaded, MistakeKind, Outcome, Report};
use testkit::walk::{assert_ledger_holds, result, step, told, walk};
use testkit::{Filing, TestApp};

const BATCHES: &str = "/quan-tri/chuyen-he-thong";
/// Open at the assessment, of the citizen of the demo.
const PERMIT: &str = "000.00.17.H44-261110-0003";
/// Open at the first step, with a number of this system's own form of today.
const BIRTH: &str = "H44.101-261118-0007";

/// A copy of the invented export in one of its forms, and the map.
struct Export {
    folder: tempfile::TempDir,
    map: PathBuf,
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/legacy")
}

impl Export {
    fn new(form: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (from, to) in
            [(home().join(form), folder.path().to_owned()), (home().join("tep"), folder.path().join("tep"))]
        {
            std::fs::create_dir_all(&to).expect("made");
            for file in std::fs::read_dir(from).expect("the invented export") {
                let file = file.expect("a file").path();
                let name = file.file_name().expect("a name").to_string_lossy().replace(".dump", ".sql");
                std::fs::copy(&file, to.join(name)).expect("copied");
            }
        }
        let map = folder.path().join("map.toml");
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../maps/opencps.toml"), &map)
            .expect("the map");
        Self { folder, map }
    }

    /// The same with a text in one of its files changed.
    fn changed(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("a text");
        assert!(text.contains(from), "{file} says {from}");
        std::fs::write(&path, text.replacen(from, to, 1)).expect("written");
        self
    }

    fn without(self, file: &str) -> Self {
        std::fs::remove_file(self.folder.path().join(file)).expect("it was there");
        self
    }

    fn load(&self) -> Loaded {
        moving::load(self.folder.path(), &self.map).expect("the export reads")
    }
}

async fn cut_over(app: &TestApp, export: &Export) -> Outcome {
    let outcome = moving::cut_over(app.inside(), &export.load(), false).await.expect("cut over");
    assert_eq!(outcome.in_the_way, 0, "{:?}", outcome.mistakes);
    outcome
}

async fn rehearsed(app: &TestApp, export: &Export) -> Outcome {
    moving::rehearse(app.inside(), &export.load(), false).await.expect("rehearsed")
}

/// The dossier with a number.
async fn id_of(app: &TestApp, number: &str) -> String {
    let seen = app.signed_in("kiem-soat-tinh").await.get(&format!("/api/v1/dossiers/{number}")).await;
    seen.assert_status(StatusCode::OK).json()["id"].as_str().expect("an identifier").to_owned()
}

async fn is_unknown(app: &TestApp, number: &str) {
    let seen = app.signed_in("kiem-soat-tinh").await.get(&format!("/api/v1/dossiers/{number}")).await;
    seen.assert_status(StatusCode::NOT_FOUND);
}

fn report(outcome: &Outcome) -> &Report {
    outcome.report.as_ref().expect("a report")
}

/// Where each mistake of a kind stands, with what it says.
fn named(outcome: &Outcome, kind: MistakeKind) -> Vec<(String, String)> {
    let of_kind = outcome.mistakes.iter().filter(|it| it.kind == kind);
    of_kind.map(|it| (it.place(), it.sentence.clone())).collect()
}

testkit::both_engines! {
    /// CSV, mysqldump and pg_dump of one system say the same, and a rehearsal leaves nothing behind.
    async fn three_forms_say_the_same_and_a_rehearsal_leaves_nothing(app: TestApp) {
        let before = app.db.read(ledger::last_position).await.expect("read");
        app.settle().await;
        let mut reports = Vec::new();
        for form in ["csv", "mysql", "postgres"] {
            let outcome = rehearsed(&app, &Export::new(form)).await;
            assert_eq!(outcome.mistakes, [], "{form}");
            reports.push(report(&outcome).clone());
        }
        assert_eq!(reports[0], reports[1]);
        assert_eq!(reports[0], reports[2]);
        let report = &reports[0];
        assert_eq!(report.sums(By::Status), (11, 11, 0));
        assert!(report.reconciles());
        assert_eq!((report.not_dossiers, report.open, report.accounts), (2, 4, (3, 3)));
        assert_eq!((report.files, report.lines), ((6, 6), (21, 21)));
        assert_eq!(report.books.len(), 2);
        is_unknown(&app, PERMIT).await;
        let list = app.signed_in("quan-tri-tinh").await.get(BATCHES).await;
        list.assert_status(StatusCode::OK).assert_says("Chưa chuyển đợt nào");
        let hash = files::hash(&std::fs::read(home().join("tep/90002")).expect("a file"));
        assert!(app.files().open(&hash).await.is_err(), "no bytes were stored");
        assert!(before >= 0);
        assert_ledger_holds(&app).await;
    }

    /// Cut over once; again it does nothing; the report is counted here, and everything stands as it stood.
    async fn it_comes_once_and_stands_as_it_stood(app: TestApp) {
        let export = Export::new("mysql");
        let outcome = cut_over(&app, &export).await;
        assert!(!outcome.again && report(&outcome).reconciles());
        let again = cut_over(&app, &export).await;
        assert!(again.again);
        assert_eq!(again.report, outcome.report);
        let clerk = app.signed_in("kiem-soat-tinh").await;
        for (number, state) in [
            ("000.00.17.H44-260105-0001", "returned"),
            (PERMIT, "processing"),
            (BIRTH, "received"),
            ("000.00.17.H44-261112-0004", "awaiting-supplement"),
            ("000.00.18.H44-261109-0001", "completed"),
            ("000.00.17.H44-260303-0003", "refused"),
            ("000.00.17.H44-260406-0005", "withdrawn"),
            ("000.00.17.H44-260504-0006", "returned"),
        ] {
            let seen = clerk.get(&format!("/api/v1/dossiers/{number}")).await.assert_status(StatusCode::OK).json();
            assert_eq!(seen["state"], state, "{number}");
        }
        let page = clerk.get(&format!("/can-bo/ho-so/{}", id_of(&app, "000.00.17.H44-260105-0001").await)).await;
        page.assert_says("Quá trình ở hệ thống cũ").assert_says("OpenCPS 2").assert_says("Giấy phép số 12/GPXD");
        page.assert_says("Đã thu 75.000 đồng").assert_says("0000123").assert_says("12/GPXD");
        let refused = clerk.get(&format!("/can-bo/ho-so/{}", id_of(&app, "000.00.17.H44-260504-0006").await)).await;
        refused.assert_says("Vướng quy hoạch; văn bản");
        is_unknown(&app, "000.00.17.H44-260601-0007").await;
        assert_ledger_holds(&app).await;
    }

    /// What stops half way goes on, and nothing comes twice.
    async fn an_interrupted_cut_over_goes_on(app: TestApp) {
        let export = Export::new("csv");
        let begun = CutOver::begin(app.inside(), &export.load(), false).await.expect("begun");
        let mut going = begun.expect("nothing in the way");
        assert!(going.step(app.inside()).await.expect("the first part"));
        drop(going);
        app.signed_in("quan-tri-tinh").await.get(BATCHES).await.assert_says("Đang chuyển");
        let outcome = cut_over(&app, &export).await;
        assert!(!outcome.again);
        assert_eq!(report(&outcome).sums(By::Status), (11, 11, 0));
        let kinds = told(&app, &id_of(&app, PERMIT).await).await;
        assert_eq!(kinds.iter().filter(|kind| *kind == "moved-in.1").count(), 1, "{kinds:?}");
        assert_ledger_holds(&app).await;
    }

    /// An open dossier is finished by the officers here, under its old number and with its old appointment.
    async fn an_open_dossier_is_finished_under_its_old_number(app: TestApp) {
        cut_over(&app, &Export::new("postgres")).await;
        let id = id_of(&app, BIRTH).await;
        walk(&app, &id, &[
            ("mot-cua", "chuyen", vec![]),
            ("chuyen-vien-vhxh", "trinh-ky", vec![]),
            ("ky-duyet", "ky", vec![]),
            ("van-thu", "phat-hanh", result("118/2026/KS")),
            ("mot-cua", "tra-ket-qua", vec![("recipient", "Bùi Văn Minh")]),
        ]).await;
        let seen = app.signed_in("mot-cua").await.get(&format!("/can-bo/ho-so/{id}")).await;
        seen.assert_says(BIRTH).assert_says("Đã trả kết quả").assert_says("Chuyển từ OpenCPS 2 sang");
        // The permit goes on at the assessment, in the division.
        let permit = id_of(&app, PERMIT).await;
        let head = app.signed_in("truong-phong").await;
        let page = head.get(&format!("/can-bo/ho-so/{permit}")).await;
        page.assert_says("Thẩm định hồ sơ").assert_says("24/11/2026").assert_says("Ngày hẹn của OpenCPS 2, giữ nguyên");
        let people = page.html();
        let thanh = people.all("option").find(|it| it.text.contains("Lê Đức Thành")).expect("he is there");
        let thanh = thanh.attribute("value").expect("an identifier").to_owned();
        let revision = testkit::walk::revision(&head, &permit).await;
        let given = head.post(&format!("/can-bo/ho-so/{permit}/giao"), &[("revision", &revision), ("person", &thanh)]).await;
        given.assert_status(StatusCode::SEE_OTHER);
        let officer = app.signed_in("chuyen-vien").await;
        officer.get("/can-bo").await.assert_says(PERMIT);
        step(&officer, &permit, "trinh-cap", &[]).await.assert_status(StatusCode::SEE_OTHER);
        assert_ledger_holds(&app).await;
    }

    /// Papers that were awaited move the old appointment by the days they took; it is not counted anew from the reception.
    async fn the_old_appointment_is_kept_when_the_clock_stood_still(app: TestApp) {
        cut_over(&app, &Export::new("csv")).await;
        let id = id_of(&app, "000.00.17.H44-261112-0004").await;
        let clerk = app.signed_in("mot-cua").await;
        clerk.get(&format!("/can-bo/ho-so/{id}")).await.assert_says("bản có dấu của bệnh viện");
        let seen = clerk.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json();
        assert!(seen["due"].to_string().contains("2026-11-19"), "{seen}");
        let given = serde_json::json!({ "revision": seen["revision"], "papers": [{ "component": "ngoai-danh-muc-1" }] });
        let done = clerk.json(axum::http::Method::POST, &format!("/api/v1/dossiers/{id}/supplement"), &given).await;
        assert!(done.status.is_success(), "{} {}", done.status, done.json());
        // Four working days were left when papers were asked for on Friday 13/11; 24/11 is a day off.
        let seen = clerk.get(&format!("/api/v1/dossiers/{id}")).await.assert_status(StatusCode::OK).json();
        assert_eq!(seen["due"], "2026-11-25T17:00:00+07:00", "{seen}");
        assert_eq!(seen["state"], "processing");
        assert_ledger_holds(&app).await;
    }

    /// A number that was given there today is not given again here.
    async fn numbers_do_not_collide(app: TestApp) {
        cut_over(&app, &Export::new("csv")).await;
        let clerk = app.signed_in("mot-cua").await;
        let receipt = Filing::sample("1.001193").at_counter(&clerk).await;
        let receipt = clerk.follow(receipt).await;
        receipt.assert_says("H44.101-261118-0008");
    }

    /// A citizen claims with the number of a dossier; a stranger gets nothing, nor does who guesses.
    async fn a_citizen_claims_what_is_theirs(app: TestApp) {
        cut_over(&app, &Export::new("mysql")).await;
        let citizen = app.as_citizen().await;
        citizen.get("/ho-so").await.assert_says("Nhận hồ sơ đã nộp ở hệ thống cũ");
        citizen.get("/ho-so-he-thong-cu").await.assert_status(StatusCode::OK);
        for wrong in ["", "123", "000.00.17.H44-260210-0002", "000.00.17.H44-260101-9999"] {
            let reply = citizen.post("/ho-so-he-thong-cu", &[("number", wrong)]).await;
            reply.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let stranger = app.as_other_citizen().await;
        stranger.get("/ho-so-he-thong-cu").await.assert_says("Tài khoản chưa có số giấy tờ");
        stranger.post("/ho-so-he-thong-cu", &[("number", PERMIT)]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        let done = citizen.post("/ho-so-he-thong-cu", &[("number", PERMIT)]).await;
        done.assert_status(StatusCode::OK).assert_says("2 hồ sơ của hệ thống cũ đã vào tài khoản");
        let mine = citizen.get("/ho-so").await;
        mine.assert_says(PERMIT).assert_says("000.00.17.H44-260105-0001");
        let track = citizen.get(&format!("/ho-so/{}", id_of(&app, PERMIT).await)).await;
        track.assert_says("Quá trình ở hệ thống cũ").assert_says("Phân công thụ lý").assert_says("24/11/2026");
        track.assert_says_not("Bấm nhầm");
        citizen.post("/ngon-ngu", &[("ngon_ngu", "en"), ("tiep", "/")]).await;
        let english = citizen.get(&format!("/ho-so/{}", id_of(&app, PERMIT).await)).await;
        english.assert_says("In the older system").assert_says_not("Quá trình ở hệ thống cũ");
        citizen.post("/ngon-ngu", &[("ngon_ngu", "vi"), ("tiep", "/")]).await;
        let file = citizen.get(&format!("/ho-so/{}/tep/0", id_of(&app, PERMIT).await)).await;
        assert!(file.assert_status(StatusCode::OK).body.starts_with(b"%PDF"), "the bytes came along");
        citizen.post("/ho-so-he-thong-cu", &[("number", PERMIT)]).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        assert_ledger_holds(&app).await;
    }

    /// The tables of the leader count what moved in, in the month in which it was received there.
    async fn the_leaders_tables_count_it(app: TestApp) {
        cut_over(&app, &Export::new("csv")).await;
        let leader = app.signed_in("lanh-dao-tinh").await;
        let page = leader.get("/lanh-dao/bao-cao?tu=2026-01-01&den=2026-01-31&theo=co-quan").await;
        let html = page.assert_status(StatusCode::OK).html();
        let sums: Vec<_> = html.all("td").filter(|cell| cell.attribute("data-label").is_some()).collect();
        assert!(sums.iter().any(|cell| cell.text.trim() == "1"), "one dossier was received in January: {}", html.text());
    }

    /// Duplicate numbers, impossible dates and missing files: each is named, nothing comes by mistake, nothing is lost.
    async fn what_is_wrong_is_named_and_nothing_is_lost(app: TestApp) {
        let export = Export::new("csv")
            .changed("opencps_dossier.csv", "000.00.17.H44-260210-0002", "000.00.17.H44-260105-0001")
            .changed("opencps_dossier.csv", "2026-11-12 08:10:00,2026-11-19 17:00:00", "2026-11-12 08:10:00,2026-02-31 17:00:00")
            .changed("opencps_dossier.csv", "2026-04-06 08:30:00,2026-04-08 17:00:00", "2026-04-06 08:30:00,2026-04-01 17:00:00")
            .changed("opencps_dossieraction.csv", "8001,9001", "8001,9001,thừa")
            .without("tep/90003");
        let outcome = rehearsed(&app, &export).await;
        let doubles = named(&outcome, MistakeKind::DuplicateNumber);
        assert_eq!(doubles.len(), 2, "{doubles:?}");
        assert_eq!(doubles[0].0, "opencps_dossier.csv, dòng 2, cột dossierNo");
        assert!(doubles.iter().all(|(_, why)| why.contains("ở các dòng 2, 3")), "{doubles:?}");
        let dates = named(&outcome, MistakeKind::ImpossibleDate);
        assert_eq!(dates.len(), 2, "{dates:?}");
        assert_eq!(dates[0].0, "opencps_dossier.csv, dòng 5, cột dueDate");
        assert!(dates[0].1.starts_with("Không có ngày 31/02/2026"), "{dates:?}");
        assert!(dates[1].1.contains("trước ngày tiếp nhận"), "{dates:?}");
        let files = named(&outcome, MistakeKind::MissingFile);
        assert_eq!(files.len(), 2, "{files:?}");
        assert!(files[0].0.starts_with("opencps_dossierfile.csv, dòng ") && files[0].0.ends_with("cột fileEntryId"));
        assert_eq!(named(&outcome, MistakeKind::BrokenRow).len(), 1);
        assert_eq!(outcome.in_the_way, 7);
        let refused = moving::cut_over(app.inside(), &export.load(), false).await.expect("looked at");
        assert!(refused.report.is_none() && refused.in_the_way == 7, "nothing comes in with mistakes");
        is_unknown(&app, PERMIT).await;
        let left = moving::cut_over(app.inside(), &export.load(), true).await.expect("cut over");
        assert_eq!(report(&left).sums(By::Status), (11, 7, 4));
        assert!(report(&left).reconciles());
        is_unknown(&app, "000.00.17.H44-260105-0001").await;
        let admin = app.signed_in("quan-tri-tinh").await;
        let id = left.batch.expect("a batch");
        let page = admin.get(&format!("{BATCHES}/{id}")).await;
        page.assert_says("Trùng mã hồ sơ").assert_says("Không có ngày 31/02/2026").assert_says("Số liệu khớp");
        let csv = admin.get(&format!("{BATCHES}/{id}/dong-de-lai.csv")).await.assert_status(StatusCode::OK).text();
        for kept in ["dossierId=9001", "dossierId=9002", "dossierId=9004", "dossierId=9007", "fileEntryId=90003", "8001 | 9001 | thừa", "Hồ sơ 000.00.17.H44-260105-0001 được để lại"] {
            assert!(csv.contains(kept), "{kept}: {csv}");
        }
    }

    /// Unknown procedures, bodies, statuses and steps are named once each, with how many dossiers wait for them.
    async fn what_the_map_does_not_know_is_named(app: TestApp) {
        let export = Export::new("mysql")
            .changed("map.toml", "[procedures.HT-KS]", "[procedures.HT-CU]")
            .changed("map.toml", "\"000.00.18.H44\" = \"H44.142\"", "")
            .changed("map.toml", "\"210\" = \"tham-dinh\"", "\"210\" = \"tham-dinh-cu\"")
            .changed("map.toml", "denied = ", "denied_ = ");
        let outcome = rehearsed(&app, &export).await;
        let procedures = named(&outcome, MistakeKind::UnknownProcedure);
        assert_eq!(procedures.len(), 1, "{procedures:?}");
        assert!(procedures[0].1.contains("“HT-KS”") && procedures[0].1.contains("Liên quan 6 hồ sơ"), "{procedures:?}");
        assert_eq!(named(&outcome, MistakeKind::UnknownUnit).len(), 1);
        assert_eq!(named(&outcome, MistakeKind::UnknownStatus).len(), 1);
        assert!(named(&outcome, MistakeKind::UnknownStep)[0].1.contains("tham-dinh-cu"));
        let taken = Export::new("csv");
        cut_over(&app, &taken).await;
        let other = Export::new("postgres");
        let outcome = rehearsed(&app, &other).await;
        assert_eq!(named(&outcome, MistakeKind::NumberTaken).len(), 10, "each number is here already");
    }

    /// The report is signed once, by the leader of the province; a signed batch does not go back.
    async fn the_report_is_signed_once_by_the_right_person(app: TestApp) {
        let export = Export::new("csv");
        let id = cut_over(&app, &export).await.batch.expect("a batch");
        let (page, sign) = (format!("{BATCHES}/{id}"), format!("{BATCHES}/{id}/ky"));
        for login in ["lanh-dao", "quan-tri"] {
            app.signed_in(login).await.get(&page).await.assert_status(StatusCode::NOT_FOUND);
        }
        app.signed_in("mot-cua").await.get(&page).await.assert_status(StatusCode::FORBIDDEN);
        let admin = app.signed_in("quan-tri-tinh").await;
        admin.get(&page).await.assert_says("Chờ ký biên bản").assert_says("Số liệu khớp").assert_says_not("Ông, bà xác nhận");
        admin.post(&sign, &[("remark", "")]).await.assert_status(StatusCode::FORBIDDEN);
        app.signed_in("lanh-dao").await.post(&sign, &[("remark", "")]).await.assert_status(StatusCode::NOT_FOUND);
        let leader = app.signed_in("lanh-dao-tinh").await;
        leader.get(&page).await.assert_says("Ông, bà xác nhận dữ liệu");
        app.clock.advance(601);
        let asked = leader.post(&sign, &[("remark", "Đã đối chiếu.")]).await;
        asked.assert_status(StatusCode::TEMPORARY_REDIRECT);
        let leader = app.signed_in("lanh-dao-tinh").await;
        leader.post(&sign, &[("remark", "Đã đối chiếu.")]).await.assert_leads_to(&page);
        leader.post(&sign, &[("remark", "Lần nữa.")]).await.assert_status(StatusCode::CONFLICT);
        let paper = leader.get(&format!("{page}/bien-ban")).await;
        paper.assert_status(StatusCode::OK).assert_says("Phan Quốc Khánh").assert_says("Đã đối chiếu.").assert_says("Đã ký trên hệ thống");
        admin.get(BATCHES).await.assert_says("Đã ký biên bản");
        let back = moving::roll_back(app.inside(), &export.load(), "Thử").await;
        assert!(matches!(back, Err(Error::State(_))), "{back:?}");
        assert_ledger_holds(&app).await;
    }

    /// It goes back whole while nobody has touched it, and comes again; afterwards the dossiers that have gone on are named.
    async fn it_goes_back_while_nobody_has_touched_it(app: TestApp) {
        let export = Export::new("postgres");
        cut_over(&app, &export).await;
        let id = id_of(&app, PERMIT).await;
        app.signed_in("truong-phong").await.get(&format!("/can-bo/ho-so/{id}")).await.assert_status(StatusCode::OK);
        app.settle().await;
        let count = moving::roll_back(app.inside(), &export.load(), "Sai tệp ánh xạ").await.expect("taken back");
        assert_eq!(count, 11);
        is_unknown(&app, PERMIT).await;
        assert_eq!(told(&app, &id).await.last().map(String::as_str), Some("moved-back.1"));
        let admin = app.signed_in("quan-tri-tinh").await;
        admin.get(BATCHES).await.assert_says("Đã hoàn lại");
        assert_ledger_holds(&app).await;
        let again = moving::roll_back(app.inside(), &export.load(), "Lần nữa").await;
        assert!(matches!(again, Err(Error::State(_))), "{again:?}");
        cut_over(&app, &export).await;
        let id = id_of(&app, BIRTH).await;
        walk(&app, &id, &[("mot-cua", "chuyen", vec![])]).await;
        match moving::roll_back(app.inside(), &export.load(), "Muộn").await {
            Err(Error::GoneOn(numbers)) => assert_eq!(numbers, [BIRTH]),
            other => panic!("it has gone on: {other:?}"),
        }
        id_of(&app, PERMIT).await;
        assert!(app.clock.now().micros() > 0);
        assert_ledger_holds(&app).await;
    }
}
