//! The search by words against a look at every name, on both engines.

use base::id::{DossierId, UnitId, Uuid};
use base::{Ctx, Instant, Rng};
use db::{Db, Query as _, params};

use super::word::{self, newest, rows};
use crate::model::{is_found, words_of};

db::statements! {
    OLD = "INSERT INTO dossier (id, state, revision, procedure_code, procedure_version, procedure_name, case_code, channel,
            applicant_name, applicant_search, applicant, answers, competent_unit, root, submitted_at, answer_due, due_current)
        VALUES ($1, 'submitted', 1, '1.001193', 1, '', '', 'online', $2, '', '{}', '{}', $3, $3, 0, 0, 0)";
    TOP = "SELECT top, applicant_search FROM dossier WHERE id = $1";
}

const FAMILY: [&str; 5] = ["Nguyễn", "Đặng", "Trần", "Đỗ", "Lê"];
const MIDDLE: [&str; 4] = ["Thị", "Văn", "Đình", "Thanh"];
const GIVEN: [&str; 7] = ["Ánh", "An", "Đạt", "Hương", "Thị", "Thành", "Anh Đức"];

fn unit(n: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(n))
}

async fn migrated(db: &Db) {
    let all = [
        ledger::MIGRATIONS,
        catalogue::module().migrations,
        organisation::module().migrations,
        super::MIGRATIONS,
    ];
    db.migrate(&all.concat()).await.expect("migrates");
}

/// Six hundred names, of two bodies of one province in turns; the newest last.
async fn filled(db: &Db) -> Vec<(DossierId, UnitId, String)> {
    let rng = Rng::seeded(5);
    let pick = |from: &[&'static str]| from[usize::from(rng.bytes::<1>()[0]) % from.len()];
    let mut all = Vec::new();
    for n in 0..600 {
        let id = DossierId::new(&rng, Instant::from_micros(1_700_000_000_000_000 + n * 60_000_000));
        let name = format!("{} {} {}", pick(&FAMILY), pick(&MIDDLE), pick(&GIVEN));
        all.push((id, unit(1 + n as u128 % 2), name));
    }
    let copy = all.clone();
    db.write(move |tx| {
        for (id, body, name) in &copy {
            tx.batch(&word::INSERT, &rows(*id, &[*body, unit(9)], name))?;
        }
        Ok::<_, db::Error>(())
    })
    .await
    .expect("filled");
    all
}

/// Everything a search finds, page by page, and how many pages that were.
async fn found(db: &Db, scope: UnitId, asked: &str) -> (Vec<DossierId>, usize) {
    let (words, mut all, mut before, mut pages) = (words_of(asked), Vec::new(), None, 0);
    loop {
        let words = words.clone();
        let page = db.read(move |rx| newest(rx, &[scope], &words, before, 7)).await.expect("searched");
        assert!(page.ids.len() <= 7);
        all.extend(page.ids);
        pages += 1;
        if page.next.is_none() {
            return (all, pages);
        }
        assert!(page.next < before || before.is_none(), "each page goes on");
        before = page.next;
    }
}

db::testing::both_engines! {
    async fn every_name_is_found_once_and_the_newest_first(db: Db) {
        migrated(&db).await;
        let all = filled(&db).await;
        for asked in [
            "nguyễn", "nguyen thi", "THI nguyen", "dang", "đặng", "đạt", "d", "t", "th th", "an", "anh duc", "thi thi van",
            "le thi thanh", "khong", "nguyen khong", "do dinh dat", "a n",
        ] {
            for scope in [unit(1), unit(2), unit(9)] {
                let theirs = |of: &UnitId| scope == unit(9) || *of == scope;
                let mut expected: Vec<_> = all.iter()
                    .filter(|(_, of, name)| theirs(of) && is_found(name, &words_of(asked)))
                    .map(|(id, ..)| *id)
                    .collect();
                expected.reverse();
                assert_eq!(found(&db, scope, asked).await.0, expected, "{asked:?} in {scope}");
            }
        }
        assert!(found(&db, unit(9), "le thi thanh").await.1 > 2, "looking stops and goes on");
    }

    async fn two_bodies_are_one_list(db: Db) {
        migrated(&db).await;
        let all = filled(&db).await;
        let words = words_of("nguyen");
        let both = db.read(move |rx| newest(rx, &[unit(1), unit(2), unit(9)], &words, None, 50)).await.expect("searched");
        let mut expected: Vec<_> = all.iter().filter(|(.., name)| name.starts_with("Nguyễn")).map(|(id, ..)| *id).collect();
        expected.reverse();
        assert_eq!(both.ids, expected[..50]);
    }

    async fn a_dossier_of_before_is_completed(db: Db) {
        migrated(&db).await;
        let rng = Rng::seeded(1);
        let id = DossierId::new(&rng, Instant::from_micros(1_700_000_000_000_000));
        db.write(move |tx| tx.exec(&OLD, params![id, "Đỗ Thị Ánh", unit(1)])).await.expect("an old row");
        assert!(found(&db, unit(1), "do anh").await.0.is_empty());
        let ctx = Ctx::system("test", Instant::from_micros(1_700_000_000_000_000), &rng);
        let done = db.write(move |tx| crate::actions::complete_search(tx, &ctx, 50)).await.expect("completed");
        assert_eq!(done, 1);
        assert_eq!(found(&db, unit(1), "do anh").await.0, [id]);
        let row = db.read(move |rx| rx.one(&TOP, params![id])).await.expect("there");
        assert_eq!((row.get::<UnitId>(0).expect("a unit"), row.get::<String>(1).expect("a text")), (unit(1), " do thi anh".to_owned()));
        let ctx = Ctx::system("test", Instant::from_micros(1_700_000_000_000_000), &rng);
        assert_eq!(db.write(move |tx| crate::actions::complete_search(tx, &ctx, 50)).await.expect("completed"), 0);
    }
}
