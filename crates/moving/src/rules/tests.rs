//! What an export becomes, whatever stands in it: every dossier counts once, comes in or is left out with a reason, and no row is lost.

use std::collections::BTreeMap;

use base::Instant;
use base::id::{UnitId, Uuid};
use dossier::queries::MovedCount;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::model::By;

const MAP: &str = include_str!("../../../../maps/opencps.toml");
const HEAD: &str = "dossierId,dossierNo,serviceCode,govAgencyCode,applicantName,applicantIdType,applicantIdNo,address,contactTelNo,contactEmail,\
    delegateName,dossierNote,submitDate,receiveDate,dueDate,releaseDate,finishDate,dossierStatus,originality,online_";

fn map() -> Map {
    let mut map = Map::read(MAP).expect("the example reads");
    map.tables.file = None;
    map.tables.action = None;
    map.tables.payment = None;
    map.tables.applicant = None;
    map.tables.procedure = None;
    map.tables.book = None;
    map
}

fn world() -> World {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packages");
    let mut world =
        World { now: Some(Instant::from_local(date(2026, 11, 18).at(9, 0, 0, 0))), ..World::default() };
    for code in ["1.013225", "1.001193"] {
        let package = catalogue::load(&folder.join(code)).expect("a package");
        world.versions.insert(code.to_owned(), Arc::new(package.procedure));
    }
    let id = UnitId::from_uuid(Uuid::from_u128(1));
    world.bodies.insert("H44.101".into(), Body { id, name: "Phường Việt Trì".into(), receives: true });
    world
}

fn row(id: u32, number: &str, status: &str, received: &str, due: &str) -> String {
    format!(
        "{id},{number},HT-KS,000.00.17.H44,Lê Văn Cường,citizen,025085002222,Việt Trì,,,,,2026-02-10 08:00:00,{received},{due},,,{status},3,0"
    )
}

fn planned(rows: &[String]) -> Plan {
    let text = format!("{HEAD}\n{}\n", rows.join("\n"));
    let export = crate::source::read(&[("opencps_dossier.csv".into(), text.into_bytes())]);
    plan(&export, &map(), &world())
}

#[test]
fn a_row_that_is_right_comes_in_as_it_stood() {
    let plan =
        planned(&[row(1, "000.00.17.H44-260210-0002", "done", "2026-02-10 09:00:00", "2026-02-11 17:00:00")]);
    assert_eq!(plan.mistakes, []);
    let one = &plan.dossiers[0];
    assert_eq!(one.due, Some(date(2026, 2, 11).at(17, 0, 0, 0)));
    assert_eq!(one.holder.as_deref(), Some("025085002222"));
    assert!(matches!(one.stands, dossier::model::MovedAs::Returned(_)));
}

#[test]
fn every_mistake_of_a_row_is_said_at_once() {
    let plan = planned(&[row(1, "so 12", "done", "2026-02-31 09:00:00", "2026-02-01 25:00:00")]);
    let kinds: Vec<_> = plan.mistakes.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [MistakeKind::BadNumber, MistakeKind::ImpossibleDate, MistakeKind::ImpossibleDate]);
    assert_eq!((plan.dossiers.len(), plan.refused.len()), (0, 1));
    assert!(plan.refused[0].why.contains("31/02/2026") && plan.refused[0].why.contains("25:00"));
}

proptest! {
    /// Whatever the rows say, each counts once, and comes in or is kept as left out; the report explains them all.
    #[test]
    fn nothing_is_lost(rows in proptest::collection::vec(
        (0_u32..4, "[0-9]{1,2}", "done|processing|denied|new|x", "2026-0[1-9]-[0-3][0-9] 09:00:00|", "2026-1[0-9]-[0-3][0-9]|"), 0..12)
    ) {
        let rows: Vec<_> = rows.iter().map(|(id, number, status, received, due)| {
            row(*id, &format!("000.00.17.H44-260210-00{number:0>2}"), status, received, due)
        }).collect();
        let plan = planned(&rows);
        let left = plan.counted.iter().filter(|it| it.left).count();
        prop_assert_eq!(rows.len(), plan.dossiers.len() + left + usize::try_from(plan.not_dossiers).unwrap_or(0));
        prop_assert_eq!(left, plan.refused.len());
        prop_assert!(left == 0 || !plan.mistakes.is_empty());
        let mut numbers: Vec<_> = plan.dossiers.iter().filter_map(|it| it.number.clone()).collect();
        let all = numbers.len();
        numbers.sort();
        numbers.dedup();
        prop_assert_eq!(all, numbers.len(), "no number twice");
        let here = Here {
            dossiers: plan.dossiers.iter().map(|one| MovedCount {
                status: one.status.clone(),
                state: one.stands.state("tiep-nhan"),
                competent: one.competent,
                day: one.received_at.unwrap_or(one.submitted_at).date(),
                count: 1,
            }).collect(),
            bodies: BTreeMap::from([(UnitId::from_uuid(Uuid::from_u128(1)), "Phường Việt Trì".to_owned())]),
            ..Here::default()
        };
        let report = reconcile(&plan, &here, &map());
        for by in By::ALL {
            let (there, here, kept) = report.sums(*by);
            prop_assert_eq!((there, here, kept), ((plan.dossiers.len() + left) as i64, plan.dossiers.len() as i64, left as i64));
        }
        prop_assert!(report.reconciles(), "{:?}", report);
    }
}
