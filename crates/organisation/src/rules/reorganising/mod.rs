//! What a plan of reorganisation makes of the units, and everything that is wrong with it, said at its operation (Luật Tổ chức
//! chính quyền địa phương 72/2025/QH15). Pure.

mod checks;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use base::Role;
use base::id::UnitId;
use jiff::civil::Date;

use super::placing;
use crate::model::{
    Again, NewBody, Operation, Period, Receiver, Rehoming, Remark, SuccessionKind, Unit, UnitKind,
};

/// The units, calendars and positions as they would be on the first day without the plan.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    /// Every unit.
    pub(crate) units: BTreeMap<UnitId, Unit>,
    /// The calendar of each unit that has one of its own, as it is kept.
    pub(crate) calendars: BTreeMap<UnitId, String>,
    /// The units that decided changes of their own which still touch the first day or a later one.
    pub(crate) altered: BTreeSet<UnitId>,
    /// By unit and role: how many hold it, and how many begin on the first day or later.
    pub(crate) posts: Vec<(UnitId, Role, i64, i64)>,
    /// Who holds an open position and later begins an open one of the same role elsewhere.
    pub(crate) again: Vec<Again>,
}

impl World {
    /// What a unit is called.
    pub(crate) fn name(&self, id: UnitId) -> String {
        self.units.get(&id).map_or_else(|| "đơn vị không còn".to_owned(), |unit| unit.name.to_string())
    }
}

/// A unit that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// As it was.
    pub(crate) unit: Unit,
    /// Who takes over, the first one what is not said of any.
    pub(crate) heirs: Vec<UnitId>,
    /// How.
    pub(crate) kind: SuccessionKind,
}

/// What a sound plan comes to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// The units that end.
    pub(crate) ended: Vec<Ending>,
    /// The units that begin.
    pub(crate) begun: Vec<Unit>,
    /// The units with another name, code or place, as they are then.
    pub(crate) changed: Vec<Unit>,
    /// Where the work of each unit goes that ends or stands elsewhere.
    pub(crate) rehomings: Vec<Rehoming>,
    /// The bodies that take something over, with their names.
    pub(crate) receivers: Vec<(UnitId, String)>,
    /// The bodies that begin with the calendar of another unit.
    pub(crate) calendars: Vec<(UnitId, UnitId)>,
    /// What is worth knowing.
    pub(crate) notes: Vec<Remark>,
}

/// What the operations make of the world from `first_day` on.
///
/// # Errors
/// Everything that is wrong, in the order of the operations.
pub(crate) fn outcome(
    world: &World,
    operations: &[Operation],
    first_day: Date,
    reached: &dyn Fn(&Unit) -> bool,
) -> Result<Outcome, Vec<Remark>> {
    let mut sim = Sim {
        world,
        first_day,
        reached,
        now: world.units.clone(),
        ended: BTreeMap::new(),
        touched: BTreeMap::new(),
        faults: Vec::new(),
        at: 0,
    };
    if operations.is_empty() {
        sim.fault("Phương án chưa có mục nào. Xin thêm việc cần sắp xếp.".to_owned());
    }
    for (at, operation) in operations.iter().enumerate() {
        sim.at = at;
        sim.apply(operation);
    }
    let outcome = checks::finish(&mut sim, operations);
    if sim.faults.is_empty() {
        return Ok(outcome);
    }
    sim.faults.sort_by_key(|it| it.operation);
    sim.faults.dedup();
    Err(sim.faults)
}

/// The world while the operations go over it.
struct Sim<'a> {
    world: &'a World,
    first_day: Date,
    reached: &'a dyn Fn(&Unit) -> bool,
    now: BTreeMap<UnitId, Unit>,
    ended: BTreeMap<UnitId, (Vec<UnitId>, SuccessionKind)>,
    /// The operation that ended or changed a unit last.
    touched: BTreeMap<UnitId, usize>,
    faults: Vec<Remark>,
    at: usize,
}

impl Sim<'_> {
    fn fault(&mut self, message: String) {
        self.faults.push(Remark { operation: self.at, message });
    }

    fn apply(&mut self, operation: &Operation) {
        let before = self.faults.len();
        for id in operation.standing() {
            self.known(id);
        }
        if self.faults.len() > before {
            return;
        }
        match operation {
            Operation::Merge { units, into } => self.merge(units, into),
            Operation::Split { unit, shares } => self.split(*unit, shares),
            Operation::Rename { unit, name, code } => {
                let at = self.at;
                if let Some(it) = self.now.get_mut(unit) {
                    it.name = name.clone();
                    it.code.clone_from(code);
                    self.touched.insert(*unit, at);
                }
            }
            Operation::Move { unit, parent } => self.move_to(*unit, *parent),
            Operation::Dissolve { unit, heir } => self.dissolve(*unit, *heir),
        }
    }

    /// Faults a unit that the plan cannot name.
    fn known(&mut self, id: UnitId) {
        let name = self.world.name(id);
        let Some(unit) = self.world.units.get(&id) else {
            if !self.now.contains_key(&id) {
                self.fault(
                    "Có đơn vị không còn hoạt động vào ngày hiệu lực. Xin chọn lại đơn vị hoặc ngày hiệu lực."
                        .to_owned(),
                );
            }
            return;
        };
        if !(self.reached)(unit) {
            self.fault(format!(
                "“{name}” ngoài phạm vi ông, bà quản trị. Xin bỏ đơn vị này hoặc chuyển phương án cho cơ quan cấp trên."
            ));
        } else if let Some(at) = self.touched.get(&id).filter(|_| self.ended.contains_key(&id)) {
            let at = at + 1;
            self.fault(format!(
                "“{name}” đã kết thúc ở mục {at} của phương án này. Mỗi đơn vị chỉ kết thúc một lần; xin chọn đơn vị khác."
            ));
        }
    }

    fn merge(&mut self, units: &[UnitId], into: &Receiver) {
        if units.is_empty() {
            return self.fault("Chưa chọn đơn vị nào để sáp nhập. Xin chọn ít nhất một đơn vị.".to_owned());
        }
        let to = into.id();
        if units.contains(&to) {
            let name = self.world.name(to);
            return self.fault(format!("“{name}” vừa sáp nhập vừa là nơi tiếp nhận. Xin bỏ khỏi một bên."));
        }
        if !self.begin(into) {
            return;
        }
        for id in units {
            if self.ended.contains_key(id) {
                let name = self.world.name(*id);
                self.fault(format!("“{name}” được chọn hai lần trong mục này. Xin bỏ một lần."));
            } else if self.may_receive(*id, to) {
                self.absorb(*id, to);
            }
        }
    }

    fn split(&mut self, unit: UnitId, shares: &[crate::model::Share]) {
        if shares.len() < 2 {
            return self
                .fault("Chia, tách cần ít nhất hai nơi tiếp nhận. Xin thêm nơi tiếp nhận.".to_owned());
        }
        let heirs: Vec<UnitId> = shares.iter().map(|it| it.into.id()).collect();
        let twice = heirs.iter().enumerate().any(|(at, id)| heirs.iter().skip(at + 1).any(|it| it == id));
        if heirs.contains(&unit) || twice {
            return self.fault(
                "Mỗi nơi tiếp nhận chỉ ghi một lần và phải khác đơn vị được chia. Xin chọn lại.".to_owned(),
            );
        }
        for share in shares {
            if !self.begin(&share.into) || !self.may_receive(unit, share.into.id()) {
                return;
            }
        }
        for share in shares {
            for part in &share.units {
                if self.now.get(part).and_then(|it| it.parent) == Some(unit) {
                    self.place_or_join(*part, share.into.id());
                } else {
                    let name = self.world.name(*part);
                    self.fault(format!(
                        "“{name}” không trực thuộc đơn vị được chia hoặc đã chia cho nơi khác. Xin chọn lại."
                    ));
                }
            }
        }
        if let Some(first) = heirs.first() {
            self.empty_into(unit, *first);
        }
        self.end(unit, heirs, SuccessionKind::Split);
    }

    fn dissolve(&mut self, unit: UnitId, heir: UnitId) {
        let body = |id: &UnitId| self.now.get(id).is_some_and(|it| it.kind.is_body());
        if unit == heir || self.is_under(heir, unit) {
            return self.fault(
                "Nơi nhận việc còn dở phải là đơn vị khác, không trực thuộc đơn vị giải thể. Xin chọn lại."
                    .to_owned(),
            );
        }
        if body(&unit) && !body(&heir) {
            return self.fault(
                "Cơ quan giải thể phải có một cơ quan nhận việc còn dở, không phải một phòng. Xin chọn lại."
                    .to_owned(),
            );
        }
        self.absorb(unit, heir);
    }

    fn move_to(&mut self, unit: UnitId, parent: UnitId) {
        if unit == parent || self.is_under(parent, unit) {
            let name = self.world.name(parent);
            return self.fault(format!(
                "“{name}” đang trực thuộc chính đơn vị cần chuyển. Xin chọn đơn vị cấp trên khác."
            ));
        }
        self.place(unit, parent);
    }

    /// Lets a new body begin; whether there is one to take over.
    fn begin(&mut self, into: &Receiver) -> bool {
        let Receiver::New(body) = into else { return true };
        let NewBody { id, name, kind, parent, code, area, .. } = body;
        let placed = placing::place(*id, *kind, self.now.get(parent));
        match placed {
            _ if !kind.is_body() => {
                self.fault(
                    "Đơn vị mới của phương án phải là một cơ quan. Phòng và bộ phận đi theo cơ quan."
                        .to_owned(),
                );
                false
            }
            Err(why) => {
                self.fault(format!("Cơ quan mới “{name}”: {why}"));
                false
            }
            Ok(place) => {
                let unit = Unit {
                    id: *id,
                    code: code.clone(),
                    name: name.clone(),
                    kind: *kind,
                    duty: None,
                    area: area.clone(),
                    parent: Some(*parent),
                    root: place.root,
                    top: place.top,
                    period: Period::since(self.first_day),
                };
                self.touched.insert(*id, self.at);
                self.now.insert(*id, unit);
                true
            }
        }
    }

    /// Whether one kind of unit can go into another; else a fault.
    fn may_receive(&mut self, from: UnitId, to: UnitId) -> bool {
        let kind = |id: UnitId| self.now.get(&id).map(|it| it.kind);
        let (Some(one), Some(other)) = (kind(from), kind(to)) else { return false };
        let fits = one == other || (one.is_commune_level() && other.is_commune_level());
        if !fits {
            let (name, kind) = (self.world.name(from), other.label());
            self.fault(format!(
                "“{name}” ({}) không sáp nhập hay chia vào một đơn vị loại “{kind}” được. Xin chọn đơn vị cùng cấp.",
                one.label()
            ));
        }
        fits
    }

    /// The units directly under one, now.
    fn children(&self, id: UnitId) -> Vec<UnitId> {
        self.now.values().filter(|it| it.parent == Some(id)).map(|it| it.id).collect()
    }

    /// Whether `id` stands under `above`, however deep.
    fn is_under(&self, id: UnitId, above: UnitId) -> bool {
        let mut parent = self.now.get(&id).and_then(|it| it.parent);
        while let Some(at) = parent {
            if at == above {
                return true;
            }
            parent = self.now.get(&at).and_then(|it| it.parent);
        }
        false
    }

    /// Everything of `from` goes to `to`, and `from` ends.
    fn absorb(&mut self, from: UnitId, to: UnitId) {
        self.empty_into(from, to);
        self.end(from, vec![to], SuccessionKind::Merge);
    }

    fn empty_into(&mut self, from: UnitId, to: UnitId) {
        for child in self.children(from) {
            self.place_or_join(child, to);
        }
    }

    /// A part joins the one of the same duty under `to` if there is one, else it stands under `to` from then on.
    fn place_or_join(&mut self, part: UnitId, to: UnitId) {
        let Some(unit) = self.now.get(&part) else { return };
        let same = |other: &&Unit| {
            let by_kind = unit.kind == UnitKind::OneStop;
            other.parent == Some(to)
                && other.id != part
                && other.kind == unit.kind
                && (by_kind || (unit.duty.is_some() && other.duty == unit.duty))
        };
        match self.now.values().find(same).map(|it| it.id) {
            Some(other) => self.absorb(part, other),
            None => self.place(part, to),
        }
    }

    fn end(&mut self, unit: UnitId, heirs: Vec<UnitId>, kind: SuccessionKind) {
        self.now.remove(&unit);
        self.ended.insert(unit, (heirs, kind));
        self.touched.insert(unit, self.at);
    }

    /// Puts a unit under another one, and all that stands under it with it.
    fn place(&mut self, id: UnitId, parent: UnitId) {
        let Some(unit) = self.now.get(&id) else { return };
        match placing::place(id, unit.kind, self.now.get(&parent)) {
            Err(why) => {
                let name = self.world.name(id);
                self.fault(format!("“{name}”: {why}"));
            }
            Ok(place) => {
                let at = self.at;
                if let Some(unit) = self.now.get_mut(&id) {
                    (unit.parent, unit.root, unit.top) = (Some(parent), place.root, place.top);
                }
                self.touched.insert(id, at);
                for child in self.children(id) {
                    self.place(child, id);
                }
            }
        }
    }

    /// Who does the work of a unit in the end; itself while it stands.
    fn heir(&self, id: UnitId) -> UnitId {
        let mut at = id;
        while let Some((heirs, _)) = self.ended.get(&at) {
            let Some(next) = heirs.first() else { break };
            at = *next;
        }
        at
    }
}
