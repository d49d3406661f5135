//! Descriptions in the database, in searches, on pages and in operations, on both engines.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use base::Role;
use db::Db;
use db::testing::both_engines;
use jiff::civil::date;
use serde_json::Value;

use super::{TODAY, filled, get, ready, staff, system};
use crate::national::tests::{SAMPLE, read};
use crate::national::{Batches, Prepared, prepare};
use crate::tests::public;
use crate::{Described, Error, Known, Progress, Wanted};

async fn describe(db: &Db, ctx: base::Ctx, all: Vec<Prepared>) -> Result<Progress, Error> {
    let all = Arc::new(all);
    db.write_bulk(Progress::default(), move |tx, budget, from| crate::describe(tx, &ctx, &all, budget, from))
        .await
}

fn sample() -> Vec<Prepared> {
    read(SAMPLE.as_bytes()).sound
}

fn line(text: &str) -> Vec<Prepared> {
    vec![prepare(1, text.as_bytes()).unwrap()]
}

async fn json(db: &Db, path: &str) -> Value {
    let (status, text) = get(db, path).await;
    assert_eq!(status, 200, "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

async fn codes(db: &Db, query: &str) -> Vec<String> {
    let found = json(db, &format!("/api/v1/procedures?{query}")).await;
    let items = found["items"].as_array().unwrap();
    items.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

both_engines! {
    async fn a_description_is_added_then_unchanged_then_changed(db: Db) {
        ready(&db).await;
        let first = describe(&db, system(), sample()).await.unwrap();
        assert_eq!((first.added, first.changed, first.unchanged, first.for_review), (6, 0, 0, 4));
        let again = describe(&db, staff(Role::Admin), sample()).await.unwrap();
        assert_eq!((again.added, again.changed, again.unchanged, again.for_review), (0, 0, 6, 4));
        let other = SAMPLE.lines().next().unwrap().replace("\"amount\":5,", "\"amount\":3,").replace("tại nhà.", "tại nhà dân.");
        let changed = describe(&db, system(), line(&other)).await.unwrap();
        assert_eq!((changed.added, changed.changed), (0, 1));
        db.read(|rx| {
            let it = crate::description(rx, "1.900001")?.unwrap();
            let paths: Vec<&str> = it.difference.iter().map(|one| one.path.as_str()).collect();
            assert_eq!((it.version, paths), (2, vec!["channels[0].limit.amount", "channels[1].limit.amount", "steps[1]"]));
            assert_eq!((&it.difference[0].before, &it.difference[0].after), (&Some(5.into()), &Some(3.into())));
            let told = ledger::history(rx, &crate::national_stream("1.900001"))?;
            let told: Vec<Described> = told.iter().filter_map(|event| event.read().unwrap()).collect();
            assert_eq!(told.iter().map(|it| (it.version, it.previous)).collect::<Vec<_>>(), [(1, None), (2, Some(1))]);
            assert_eq!(told[1].changed.len(), 3);
            let doubtful = crate::description(rx, "1.900002")?.unwrap();
            assert!(doubtful.doubts.len() > 5, "the notes are kept: {:?}", doubtful.doubts);
            Ok::<_, Error>(())
        }).await.unwrap();
    }

    async fn only_systems_and_administrators_describe(db: Db) {
        ready(&db).await;
        for role in Role::ALL {
            let answer = describe(&db, staff(role), sample()).await;
            assert_eq!(answer.is_ok(), role == Role::Admin, "{role:?}");
        }
        let nobody = base::Ctx { actor: base::Actor::Nobody, ..system() };
        assert!(matches!(describe(&db, nobody, sample()).await, Err(Error::Denied(_))));
    }

    async fn sixteen_imports_at_once_make_one_version_each(db: Db) {
        ready(&db).await;
        let all: Vec<_> = (0..16).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { describe(&db, system(), sample()).await.unwrap() })
        }).collect();
        let mut added = 0;
        for one in all {
            let done = one.await.unwrap();
            assert_eq!((done.added + done.unchanged, done.changed), (6, 0));
            added += done.added;
        }
        assert_eq!(added, 6);
    }

    async fn a_search_covers_packages_and_descriptions(db: Db) {
        filled(&db).await;
        // Of the packages only those that are told apart below: others come with time.
        let told = |code: &String| code.starts_with("1.9") || ["1.001193", "1.010041", "1.013225"].contains(&code.as_str());
        let found = async |query: &str| codes(&db, query).await.into_iter().filter(told).collect::<Vec<_>>();
        assert_eq!(codes(&db, "").await.len(), public());
        describe(&db, system(), sample()).await.unwrap();
        // 1.013225 is a package: it wins over the description of the same code.
        let all = json(&db, "/api/v1/procedures").await;
        assert_eq!(all["total"], public() + 5);
        assert_eq!(found("q=dang%20ky%20KHAI%20sinh").await, ["1.001193", "1.900001"]);
        assert_eq!(found("q=%C4%91%C4%83ng+k%C3%BD+khai+sinh+luu+dong").await, ["1.900001"]);
        assert_eq!(found("q=dung+leu").await, ["1.900002"]);
        assert_eq!(found("q=xay+dung").await, ["1.013225"]);
        assert_eq!(found("level=ministry").await, ["1.900003"]);
        assert_eq!(found("level=province").await, ["1.900002"]);
        assert_eq!(found("field=quan+ly+xuat+nhap+canh").await, ["1.900003"]);
        assert_eq!(found("field=G01-CA05").await, ["1.010041", "1.900003"]);
        assert_eq!(found("subject=nguoi+nuoc+ngoai").await, ["1.900003"]);
        assert!(found("life_event=co+con+nho").await.contains(&"1.900001".to_owned()));
        assert_eq!(found("q=khong+co+viec+nay").await, Vec::<String>::new());
        assert_eq!(codes(&db, "for_review=true").await.len(), 4);
        assert_eq!(found("q=dung+leu&after=9.999999").await, Vec::<String>::new());
        assert_eq!(get(&db, "/api/v1/procedures?level=village").await.0, 400);
        let old = json(&db, "/api/v1/procedures?q=2.002622").await;
        let old = old["items"].as_array().unwrap().iter().find(|one| one["code"] == "2.002622").unwrap();
        assert_eq!((&old["kind"], &old["replaced_by"]), (&"description".into(), &"2.002913".into()));
        // A new description is found at once.
        describe(&db, system(), line(r#"{"code":"1.900099","name":"Nuôi ong lấy mật"}"#)).await.unwrap();
        assert_eq!(found("q=nuoi+ong").await, ["1.900099"]);
    }

    async fn a_long_search_is_paged_by_code(db: Db) {
        ready(&db).await;
        let many: String = (0..250).map(|n| format!("{{\"code\":\"1.{n:06}\",\"name\":\"Việc số {n:03}\"}}\n")).collect();
        let done = describe(&db, system(), read(many.as_bytes()).sound).await.unwrap();
        assert_eq!(done.added, 250);
        let (mut seen, mut after) = (Vec::new(), String::new());
        for _ in 0..6 {
            let page = json(&db, &format!("/api/v1/procedures?q=viec&after={after}")).await;
            assert_eq!(page["total"], 250);
            seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["code"].to_string()));
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.len(), 250);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 250);
        let list = get(&db, "/thu-tuc?tim=viec").await.1;
        assert!(list.contains("Tìm thấy 250 thủ tục") && list.contains("tim=viec&#38;sau=1.000049"), "{list}");
    }

    async fn a_described_procedure_has_a_page_that_promises_nothing(db: Db) {
        filled(&db).await;
        describe(&db, system(), sample()).await.unwrap();
        let (status, page) = get(&db, "/thu-tuc/1.900002").await;
        assert_eq!(status, 200);
        for text in [
            "Cấp phép dựng lều chợ phiên", "Chưa nhận hồ sơ trực tuyến tại đây", "6,25 ngày làm việc", "Xem ghi chú",
            "Theo ghi chú", "Nguồn không ghi", "Đơn xin dựng lều.", "01 bản chính", "Ghi chú của nguồn về giấy tờ",
            "có thể ghi thiếu ở nguồn",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(!page.contains("/nop-ho-so/") && !page.contains("ghi chú cần rà soát"), "{page}");
        let dollars = get(&db, "/thu-tuc/1.900003").await.1;
        assert!(dollars.contains("đô la Mỹ") && !dollars.contains("10 đồng"), "{dollars}");
        let one = json(&db, "/api/v1/procedures/1.900002").await;
        assert_eq!((&one["kind"], &one["ways"][1]["amount"]), (&"description".into(), &6.25.into()));
        assert!(one["notes"].as_array().unwrap().len() > 5);
        let package = get(&db, "/thu-tuc/1.013225").await.1;
        assert!(package.contains("/nop-ho-so/1.013225"), "the package wins");
        let list = get(&db, "/thu-tuc").await.1;
        assert!(list.contains("Thủ tục nhận hồ sơ tại đây") && list.contains("<b>5</b>"), "{list}");
        let narrowed = get(&db, "/thu-tuc?cap=bo").await.1;
        assert!(narrowed.contains("Tìm thấy: 1 thủ tục") && narrowed.contains("Chỉ giới thiệu"), "{narrowed}");
        assert_eq!(get(&db, "/thu-tuc/1.900004-Xoa").await.0, 200);
        assert_eq!(get(&db, "/thu-tuc/1.900004-Xoa/giay-to").await.0, 404);
    }

    async fn a_replaced_code_leads_to_its_successor(db: Db) {
        ready(&db).await;
        let page = get(&db, "/thu-tuc/2.002622").await.1;
        assert!(page.contains("2.002913") && page.contains("chưa có trong hệ thống này"), "{page}");
        describe(&db, system(), sample()).await.unwrap();
        describe(&db, system(), line(r#"{"code":"2.002913","name":"Liên thông khai tử"}"#)).await.unwrap();
        let page = get(&db, "/thu-tuc/2.002622").await.1;
        assert!(page.contains("href=\"/thu-tuc/2.002913\"") && page.contains("mai táng phí (mẫu của mã cũ)"), "{page}");
        assert_eq!(codes(&db, "q=2.002622").await, ["2.002913", "2.002622"]);
        describe(&db, system(), line(r#"{"code":"3.000722","name":"Liên thông khai sinh"}"#)).await.unwrap();
        assert_eq!(codes(&db, "q=2.002621").await, ["3.000722"]);
        let one = json(&db, "/api/v1/procedures/2.002622").await;
        assert_eq!((&one["kind"], &one["href"]), (&"replaced".into(), &"/api/v1/procedures/2.002913".into()));
        let found = get(&db, "/thu-tuc?tim=2.002622").await.1;
        assert!(found.contains("Mã này đã được thay") && found.contains("Đã được thay thế"), "{found}");
    }

    async fn an_old_package_takes_nothing_new_once_its_successor_is_published(db: Db) {
        ready(&db).await;
        let as_code = |code: &str| {
            let mut procedure = super::package("1.001193").procedure;
            procedure.code = code.parse().unwrap();
            crate::Package::of(procedure)
        };
        let old = super::import(&db, system(), as_code("2.002622")).await.unwrap().key;
        let ask = async || db.read(|rx| crate::known(rx, "2.002622", TODAY)).await.unwrap();
        assert!(matches!(ask().await, Some(Known::Package(_))), "nothing else is there yet");
        super::import(&db, system(), as_code("2.002913")).await.unwrap();
        assert!(matches!(ask().await, Some(Known::Replaced(it)) if it.leads_on));
        db.read(move |rx| {
            assert!(crate::published(rx, &old.code, TODAY)?.is_none() && !crate::is_in_force(rx, &old, TODAY)?);
            assert!(crate::version(rx, &old)?.is_some(), "open dossiers find their version");
            assert_eq!(crate::search(rx, "", TODAY)?.len(), 1);
            assert_eq!(crate::find(rx, &Wanted::default(), TODAY)?.total, 1);
            assert!(crate::published(rx, &old.code, date(2020, 1, 1))?.is_none());
            Ok::<_, Error>(())
        }).await.unwrap();
    }
}

/// The whole catalogue, where somebody names it.
fn whole() -> Option<PathBuf> {
    std::env::var_os("MOTCUA_NATIONAL_CATALOGUE").map(PathBuf::from).filter(|path| path.is_file())
}

#[test]
fn every_procedure_of_the_national_catalogue_is_read() {
    let Some(path) = whole() else {
        eprintln!("skipped: name the catalogue in MOTCUA_NATIONAL_CATALOGUE");
        return;
    };
    assert!(File::open(&path).is_ok());
    let batches: Batches<_> = crate::national::open_file(&path).unwrap();
    let (mut sound, mut for_review) = (0, 0);
    for batch in batches {
        assert_eq!(batch.rejected, []);
        sound += batch.sound.len();
        for_review += batch.sound.iter().filter(|one| one.for_review()).count();
    }
    eprintln!("{sound} read, {for_review} for review");
    assert!(sound >= 5000 && for_review > 0 && for_review < sound, "{sound} {for_review}");
}
