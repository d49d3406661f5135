//! Reorganisations in words: what an operation does, what a plan comes to, what happened to it.

use base::words;
use ledger::Recorded;

use crate::events::{
    ReorganisationAnswered, ReorganisationApproved, ReorganisationCancelled, ReorganisationHeldUp,
    ReorganisationPlanned, ReorganisationProposed, ReorganisationTookEffect,
};
use crate::model::{Acceptance, Operation, Receiver};
use crate::rules::reorganising::World;

/// What an operation does.
pub(super) fn operation(it: &Operation, world: &World, all: &[Operation]) -> String {
    let name = |id| named(id, world, all);
    let receiver = |it: &Receiver| match it {
        Receiver::Standing(id) => named(*id, world, all),
        Receiver::New(body) => format!("{} (cơ quan mới)", body.name),
    };
    match it {
        Operation::Merge { units, into } => {
            let from: Vec<String> = units.iter().map(|id| name(*id)).collect();
            format!("{} vào {}", from.join("; "), receiver(into))
        }
        Operation::Split { unit, shares } => {
            let share = |it: &crate::model::Share| {
                let parts: Vec<String> = it.units.iter().map(|id| name(*id)).collect();
                let with =
                    if parts.is_empty() { String::new() } else { format!(" (cùng {})", parts.join("; ")) };
                format!("{}{with}", receiver(&it.into))
            };
            let into: Vec<String> = shares.iter().map(share).collect();
            format!("{} thành {}", name(*unit), into.join("; "))
        }
        Operation::Rename { unit, name: new, code } => {
            let code = code.as_ref().map_or_else(String::new, |code| format!(", mã {code}"));
            format!("{} thành {new}{code}", name(*unit))
        }
        Operation::Move { unit, parent } => format!("{} về trực thuộc {}", name(*unit), name(*parent)),
        Operation::Dissolve { unit, heir } => {
            format!("{}; việc còn dở về {}", name(*unit), name(*heir))
        }
    }
}

/// What a unit is called, also one that the plan lets begin.
fn named(id: base::id::UnitId, world: &World, all: &[Operation]) -> String {
    let mut begun = all.iter().flat_map(Operation::receivers).filter_map(|it| match it {
        Receiver::New(body) if body.id == id => Some(body.name.to_string()),
        _ => None,
    });
    begun.next().unwrap_or_else(|| world.name(id))
}

/// What happened, one line each, the last first.
pub(super) fn history(all: &[Recorded], asked: &[Acceptance]) -> Vec<(String, String)> {
    let line = |it: &Recorded| Some((words::moment(it.occurred_at.local()), event(it, asked)?));
    all.iter().rev().filter_map(line).collect()
}

fn event(it: &Recorded, asked: &[Acceptance]) -> Option<String> {
    if it.is::<ReorganisationPlanned>() {
        return Some("Phương án được ghi".to_owned());
    }
    if it.is::<ReorganisationProposed>() {
        return Some("Gửi các cơ quan tiếp nhận".to_owned());
    }
    if let Ok(Some(said)) = it.read::<ReorganisationAnswered>() {
        let body = asked
            .iter()
            .find(|line| line.body == said.body)
            .map_or("Cơ quan tiếp nhận", |it| it.name.as_str());
        return Some(match said.refusal.as_str() {
            "" => format!("{body} đồng ý tiếp nhận"),
            why => format!("{body} chưa đồng ý: {why}"),
        });
    }
    if let Ok(Some(approved)) = it.read::<ReorganisationApproved>() {
        return Some(format!("Được duyệt, có hiệu lực từ {}", words::date(approved.first_day)));
    }
    if let Ok(Some(cancelled)) = it.read::<ReorganisationCancelled>() {
        return Some(format!("Bị hủy: {}", cancelled.reason));
    }
    if let Ok(Some(held)) = it.read::<ReorganisationHeldUp>() {
        return Some(format!("Chưa thực hiện được: {}", held.problems.join(" ")));
    }
    let done = it.read::<ReorganisationTookEffect>().ok()??;
    Some(format!(
        "Có hiệu lực: {} đơn vị kết thúc, {} thành lập, {} thay đổi, {} vị trí cán bộ chuyển theo",
        done.ended, done.begun, done.changed, done.posts
    ))
}
