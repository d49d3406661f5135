//! Tests of this context on both engines, its pages and operations through a router of this context alone.

mod national;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use base::id::{RequestId, StaffId, UnitId, Uuid};
use base::{Actor, Ctx, Instant, ManualClock, Post, Rng, Role, Staff};
use db::Db;
use db::testing::both_engines;
use jiff::civil::date;
use tower::ServiceExt as _;

use crate::package::{BUILTIN, builtin};
use crate::{Change, Channel, Error, Package, ProcedureVersion, Published};

const TODAY: jiff::civil::Date = date(2026, 11, 18);

/// How many of the built-in packages are in force no longer: 2.000986, which 3.000722 followed.
const ENDED: usize = 1;

/// How many packages people find: those in force that are not between bodies.
fn public() -> usize {
    let internal = |code: &str| builtin(code).expect("built in").expect("sound").procedure.is_internal();
    BUILTIN.iter().filter(|(code, _)| !internal(code)).count() - ENDED
}

fn now() -> Instant {
    Instant::from_local(TODAY.at(9, 20, 0, 0))
}

fn system() -> Ctx {
    Ctx::system("test", now(), &Rng::system())
}

fn staff(role: Role) -> Ctx {
    let rng = Rng::system();
    let unit = UnitId::new(&rng, now());
    let posts = vec![Post { unit, root: unit, role }];
    let staff = Staff {
        staff: StaffId::new(&rng, now()),
        name: "Dương Trung Kiên".to_owned(),
        posts,
        acting: None,
        warrant: None,
    };
    Ctx { actor: Actor::Staff(staff), request: RequestId::new(&rng, now()), ..system() }
}

fn package(code: &str) -> Package {
    builtin(code).unwrap().unwrap()
}

async fn ready(db: &Db) {
    let all = [ledger::MIGRATIONS, crate::store::MIGRATIONS].concat();
    db.migrate(&all).await.unwrap();
}

async fn import(db: &Db, ctx: Ctx, package: Package) -> Result<crate::Import, Error> {
    db.write(move |tx| crate::import(tx, &ctx, &package)).await
}

async fn filled(db: &Db) {
    ready(db).await;
    for (code, _) in BUILTIN {
        import(db, system(), package(code)).await.unwrap();
    }
}

both_engines! {
    async fn statements_are_taken(db: Db) {
        ready(&db).await;
        let prepared = db.prepare_all(crate::store::STATEMENTS).await;
        assert!(prepared.is_ok(), "{prepared:?}");
    }

    async fn a_package_is_added_then_unchanged_then_changed(db: Db) {
        ready(&db).await;
        let first = import(&db, system(), package("1.013225")).await.unwrap();
        assert_eq!((first.change, first.key.version), (Change::Added, 1));
        let again = import(&db, staff(Role::Admin), package("1.013225")).await.unwrap();
        assert_eq!((again.change, again.key.version), (Change::Unchanged, 1));
        let mut other = package("1.013225").procedure;
        other.intro = "Khác".to_owned();
        other.valid_from = date(2026, 12, 1);
        let second = import(&db, system(), Package::of(other.clone())).await.unwrap();
        assert_eq!((second.change, second.key.version), (Change::Changed, 2));
        let early = Package::of(ProcedureVersion { valid_from: date(2026, 1, 1), ..package("1.013225").procedure });
        assert!(matches!(import(&db, system(), early).await, Err(Error::Backwards)));
        db.read(move |rx| {
            let on = |rx: &mut db::Read, day| crate::published(rx, &other.code, day).map(|it| it.map(|it| it.version));
            assert_eq!(on(rx, date(2026, 6, 30))?, None);
            assert_eq!(on(rx, date(2026, 11, 30))?, Some(1));
            assert_eq!(on(rx, date(2026, 12, 1))?, Some(2));
            let kept = crate::version(rx, &first.key)?.unwrap();
            assert_ne!(kept.intro, "Khác");
            assert!(crate::is_in_force(rx, &first.key, date(2026, 11, 30))?);
            assert!(!crate::is_in_force(rx, &first.key, date(2026, 12, 1))?);
            let told = ledger::history(rx, &crate::stream(&other.code))?;
            let told: Vec<Published> = told.iter().filter_map(|event| event.read().unwrap()).collect();
            assert_eq!(told.iter().map(|it| (it.version, it.previous)).collect::<Vec<_>>(), [(1, None), (2, Some(1))]);
            Ok::<_, Error>(())
        }).await.unwrap();
    }

    async fn only_systems_and_administrators_import(db: Db) {
        ready(&db).await;
        for role in Role::ALL {
            let answer = import(&db, staff(role), package("1.010041")).await;
            assert_eq!(answer.is_ok(), role == Role::Admin, "{role:?}");
        }
        let nobody = Ctx { actor: Actor::Nobody, ..system() };
        let answer = import(&db, nobody, package("1.010041")).await;
        assert!(matches!(answer, Err(Error::Denied(base::Denied::Unauthenticated))), "{answer:?}");
    }

    async fn sixteen_imports_at_once_make_one_version(db: Db) {
        ready(&db).await;
        let all: Vec<_> = (0..16)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { import(&db, system(), package("1.001193")).await.unwrap() })
            })
            .collect();
        let mut added = 0;
        for one in all {
            let answer = one.await.unwrap();
            assert_eq!(answer.key.version, 1);
            added += usize::from(answer.change == Change::Added);
        }
        assert_eq!(added, 1);
    }

    async fn a_search_needs_no_accents(db: Db) {
        filled(&db).await;
        let find = async |text: &'static str| -> Vec<String> {
            let found = db.read(move |rx| crate::search(rx, text, TODAY)).await.unwrap();
            found.into_iter().map(|one| one.key.code.to_string()).collect()
        };
        assert_eq!(find("").await.len(), public());
        assert_eq!(find("dang ky KHAI sinh").await, ["1.001193", "3.000722"]);
        assert_eq!(find("Đăng ký khai sinh").await, ["1.001193", "3.000722"]);
        assert_eq!(find("xay nha").await.first().map(String::as_str), Some("1.013225"), "the best first");
        assert_eq!(find("1.010041").await, ["1.010041"]);
        assert_eq!(find("không có việc này").await, Vec::<String>::new());
    }

    async fn pages_and_operations_answer(db: Db) {
        filled(&db).await;
        let list = get(&db, "/thu-tuc").await;
        assert_eq!(list.0, 200);
        for text in ["Cấp giấy phép xây dựng mới", "Đăng ký khai sinh", "Theo việc trong đời sống", "su-kien=C"] {
            assert!(list.1.contains(text), "{text}");
        }
        let found = get(&db, "/thu-tuc?tim=khai+sinh").await.1;
        assert!(found.contains("Tìm thấy 2 thủ tục") && !found.contains("/thu-tuc/1.013225"));
        assert!(get(&db, "/thu-tuc?tim=zzz").await.1.contains("Không tìm thấy thủ tục nào"));
        let event = get(&db, "/thu-tuc?su-kien=C%C3%B3+con+nh%E1%BB%8F").await.1;
        assert!(event.contains("Có con nhỏ: 5 thủ tục"), "{event}");
        for (code, _) in BUILTIN.iter().filter(|(code, _)| !["2.000986", "9.000001"].contains(code)) {
            let (status, page) = get(&db, &format!("/thu-tuc/{code}")).await;
            assert_eq!(status, 200, "{code}");
            for text in ["Giấy tờ cần chuẩn bị", "Các bước thực hiện", "Căn cứ pháp lý"] {
                assert!(page.contains(text), "{code} {text}");
            }
            let online = builtin(code).unwrap().unwrap().procedure.channels.contains(&Channel::Online);
            assert_eq!(page.contains(&format!("/nop-ho-so/{code}")), online, "{code}");
            assert_eq!(get(&db, &format!("/thu-tuc/{code}/giay-to")).await.0, 200);
        }
    }

    async fn the_page_follows_case_and_channel(db: Db) {
        filled(&db).await;
        let house = get(&db, "/thu-tuc/1.013225").await.1;
        assert!(house.contains("7 ngày làm việc") && house.contains("Bản vẽ thiết kế xây dựng nhà ở"));
        assert!(house.contains("Khai ngay trên mạng, không phải đính kèm."));
        assert!(!house.contains("công trình theo tuyến<"), "papers of other cases are not shown");
        let line = get(&db, "/thu-tuc/1.013225?truong-hop=theo-tuyen&kenh=counter").await.1;
        assert!(line.contains("10 ngày làm việc") && !line.contains("Bản vẽ thiết kế xây dựng nhà ở"));
        assert!(!line.contains("Khai ngay trên mạng"));
        let odd = get(&db, "/thu-tuc/1.013225?truong-hop=%3Cb%3E&kenh=fax").await;
        assert_eq!((odd.0, odd.1.contains("7 ngày làm việc")), (200, true));
    }

    async fn what_is_not_there_is_not_found(db: Db) {
        filled(&db).await;
        for path in ["/thu-tuc/1.999999", "/thu-tuc/abc", "/thu-tuc/1.999999/giay-to", "/api/v1/procedures/1.999999", "/api/v1/procedures/x"] {
            assert_eq!(get(&db, path).await.0, 404, "{path}");
        }
    }

    async fn operations_say_what_the_pages_say(db: Db) {
        filled(&db).await;
        let list: serde_json::Value = serde_json::from_str(&get(&db, "/api/v1/procedures?q=xay%20nha").await.1).unwrap();
        assert_eq!(list["items"][0]["code"], "1.013225");
        assert_eq!(list["total"].as_u64(), list["items"].as_array().map(|all| all.len() as u64));
        let one: serde_json::Value = serde_json::from_str(&get(&db, "/api/v1/procedures/1.001193").await.1).unwrap();
        assert_eq!(one["terms"][0]["text"], "trong ngày");
        assert_eq!(one["form"]["x-pages"][0]["code"], "nguoi-yeu-cau");
        let described: serde_json::Value = serde_json::from_str(&get(&db, "/api/openapi.json").await.1).unwrap();
        assert!(described["paths"]["/api/v1/procedures/{code}"]["get"]["operationId"] == "getProcedure");
    }
}

/// The status and text of a GET by nobody.
async fn get(db: &Db, path: &str) -> (u16, String) {
    let folder = tempfile::tempdir().unwrap();
    let app = web::App {
        db: db.clone(),
        files: files::Files::open_folder(folder.path()).unwrap(),
        clock: Arc::new(ManualClock::new(now())),
        rng: Rng::seeded(1),
        site: Arc::new(web::Site::new("Dịch vụ công", "http://localhost")),
    };
    let router = web::serve_router(app, vec![crate::module()]);
    let request = axum::http::Request::get(path).body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 10 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[test]
fn events_parse_for_ever() {
    ledger::testing::golden(
        env!("CARGO_MANIFEST_DIR"),
        &Published {
            code: "1.013225".parse().unwrap(),
            version: 2,
            previous: Some(1),
            name: "Cấp giấy phép xây dựng mới".to_owned(),
            valid_from: date(2026, 7, 1),
            valid_to: None,
            digest: "0f".repeat(32),
        },
    );
}

#[test]
fn what_was_told_of_a_description_parses_for_ever() {
    ledger::testing::golden(
        env!("CARGO_MANIFEST_DIR"),
        &crate::Described {
            code: "1.013225".to_owned(),
            version: 2,
            previous: Some(1),
            name: "Cấp giấy phép xây dựng mới".to_owned(),
            digest: "0f".repeat(32),
            changed: vec!["channels[0].fees[0].amount".to_owned()],
            doubts: vec![crate::national::DoubtKind::FeeTooSmall],
        },
    );
}

#[test]
fn what_a_council_set_parses_for_ever() {
    let fee = crate::LocalFee {
        fee: "le-phi".to_owned(),
        cases: vec!["nha-o".to_owned()],
        channels: vec![Channel::Online],
        amount: Some(base::Dong(75_000)),
        brackets: Vec::new(),
        cap: None,
        citation: "Điều 3 Nghị quyết 12/2026/NQ-HĐND".to_owned(),
    };
    ledger::testing::golden(
        env!("CARGO_MANIFEST_DIR"),
        &crate::FeesSet {
            code: "1.013225".parse().unwrap(),
            version: 1,
            valid_from: date(2026, 8, 1),
            valid_to: None,
            fees: vec![fee],
            digest: "0f".repeat(32),
        },
    );
}

#[test]
fn what_was_prepared_parses_for_ever() {
    const DIR: &str = env!("CARGO_MANIFEST_DIR");
    let code: base::code::ProcedureCode = "1.013225".parse().unwrap();
    let like = Some("1.001193".parse().unwrap());
    ledger::testing::golden(DIR, &crate::EditionBegun { code: code.clone(), base: Some(2), like });
    let files = vec!["procedure.toml".to_owned()];
    ledger::testing::golden(DIR, &crate::EditionSaved { code: code.clone(), revision: 3, files });
    ledger::testing::golden(DIR, &crate::EditionDiscarded { code });
    let bare: crate::EditionBegun = serde_json::from_str(r#"{"code":"1.013225"}"#).unwrap();
    assert_eq!((bare.base, bare.like), (None, None));
}

#[test]
fn a_procedure_has_one_stream_everywhere() {
    let stream = crate::stream(&"1.013225".parse().unwrap());
    assert_eq!(stream, crate::stream(&"1.013225".parse().unwrap()));
    assert_ne!(stream, crate::stream(&"1.013226".parse().unwrap()));
    assert_eq!(stream.uuid().map(|it: Uuid| it.get_version_num()), Some(8));
}
