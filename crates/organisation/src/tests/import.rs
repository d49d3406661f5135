//! Units and staff from a file.

use base::Fault as _;
use db::Db;
use db::testing::both_engines;

use super::{TODAY, ready, system};
use crate::{DEMO, Error, ImportCount, UnitKind};

both_engines! {
    async fn the_demonstration_is_imported_once(db: Db) {
        ready(&db).await;
        let count = db.write(|tx| crate::import(tx, &system(), DEMO)).await.unwrap();
        assert!(count.units >= 19 && count.staff >= 22 && count.posts > count.staff, "{count:?}");
        let again = db.write(|tx| crate::import(tx, &system(), DEMO)).await.unwrap();
        assert_eq!(again, ImportCount::default());
        db.read(|rx| {
            let ward = crate::body_of_area(rx, "07900", TODAY)?.unwrap();
            assert_eq!(ward.kind, UnitKind::Ward);
            let centre = crate::one_stop_of(rx, ward.id, TODAY)?.unwrap();
            assert_eq!(centre.name.as_str(), "Trung tâm Phục vụ hành chính công phường Việt Trì");
            let police = crate::unit_for_duty(rx, ward.id, "cong-an", TODAY)?.unwrap();
            assert_eq!(police.root, police.id);
            for duty in ["kinh-te", "van-hoa-xa-hoi", "van-phong", "mot-cua"] {
                assert!(crate::unit_for_duty(rx, ward.id, duty, TODAY)?.is_some(), "{duty}");
            }
            let tree = crate::tree(crate::all_units(rx, TODAY)?);
            assert_eq!(tree.first().map(|it| (it.depth, it.unit.kind)), Some((0, UnitKind::Province)));
            assert_eq!(tree.iter().map(|it| it.depth).max(), Some(3));
            assert!(tree.windows(2).all(|pair| pair[1].depth <= pair[0].depth + 1));
            Ok::<_, Error>(())
        }).await.unwrap();
    }

    async fn a_refused_line_keeps_nothing(db: Db) {
        ready(&db).await;
        let text = "from = \"2025-07-01\"\n[[unit]]\nkey = \"a\"\nname = \"Tỉnh\"\nkind = \"province\"\ncode = \"H44\"\n\
            [[unit]]\nkey = \"b\"\nname = \"Phòng\"\nkind = \"commune\"\nunder = \"a\"\n\
            [[unit]]\nkey = \"c\"\nname = \"Xã\"\nkind = \"commune\"\nunder = \"b\"\n";
        let error = db.write(move |tx| crate::import(tx, &system(), text)).await.unwrap_err();
        let Error::Import(problems) = &error else { panic!("{error:?}") };
        assert_eq!(problems.iter().map(|it| (it.line, it.field.as_str())).collect::<Vec<_>>(), [(13, "parent")]);
        assert!(error.sentence().contains("dòng 13, parent"), "{}", error.sentence());
        let units = db.read(|rx| crate::all_units(rx, TODAY)).await.unwrap();
        assert!(units.is_empty(), "all of it or nothing");
    }
}
