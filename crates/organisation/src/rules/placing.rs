//! Which unit may stand under which. Two levels of local government: a province and, directly under it, its
//! communes, wards and special zones; no district between them (Luật Tổ chức chính quyền địa phương
//! 72/2025/QH15, Điều 1).

use base::id::UnitId;

use crate::model::{Place, Unit, UnitKind};

/// Where a new unit of `kind` stands under `parent`; or the sentence why it may not.
pub(crate) fn place(id: UnitId, kind: UnitKind, parent: Option<&Unit>) -> Result<Place, &'static str> {
    let Some(parent) = parent else {
        return if kind.is_top() {
            Ok(Place { unit: id, root: id, top: id })
        } else {
            Err("Đơn vị này phải thuộc một đơn vị cấp trên. Xin chọn đơn vị cấp trên.")
        };
    };
    if !may_stand_under(kind, parent.kind) {
        return Err("Loại đơn vị này không đặt được dưới đơn vị cấp trên đã chọn. Xin chọn lại.");
    }
    let root = if kind.is_body() { id } else { parent.root };
    Ok(Place { unit: id, root, top: parent.top })
}

const fn may_stand_under(kind: UnitKind, parent: UnitKind) -> bool {
    match kind {
        UnitKind::Ministry | UnitKind::Province => false,
        UnitKind::Commune | UnitKind::Ward | UnitKind::SpecialZone => matches!(parent, UnitKind::Province),
        UnitKind::Department => parent.is_top(),
        UnitKind::LineAgency | UnitKind::Division | UnitKind::OneStop => parent.is_body(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;
    use base::{Instant, Rng};
    use jiff::civil::date;

    fn unit(rng: &Rng, kind: UnitKind, above: Option<&Unit>) -> Unit {
        let id = UnitId::new(rng, Instant::from_micros(1));
        let place = place(id, kind, above).expect("fits");
        Unit {
            id,
            code: None,
            name: "Đơn vị".parse().expect("a name"),
            kind,
            duty: None,
            area: None,
            parent: above.map(|unit| unit.id),
            root: place.root,
            top: place.top,
            period: Period::since(date(2025, 7, 1)),
        }
    }

    #[test]
    fn a_division_belongs_to_its_ward_and_the_ward_to_its_province() {
        let rng = Rng::seeded(1);
        let province = unit(&rng, UnitKind::Province, None);
        let ward = unit(&rng, UnitKind::Ward, Some(&province));
        let centre = unit(&rng, UnitKind::OneStop, Some(&ward));
        let police = unit(&rng, UnitKind::LineAgency, Some(&ward));
        assert_eq!((ward.root, ward.top), (ward.id, province.id));
        assert_eq!((centre.root, centre.top), (ward.id, province.id));
        assert_eq!((police.root, police.top), (police.id, province.id), "a line agency is a body of its own");
    }

    #[test]
    fn there_is_no_district() {
        let rng = Rng::seeded(1);
        let province = unit(&rng, UnitKind::Province, None);
        let ward = unit(&rng, UnitKind::Ward, Some(&province));
        let office = unit(&rng, UnitKind::Division, Some(&ward));
        let id = UnitId::new(&rng, Instant::from_micros(1));
        assert!(place(id, UnitKind::Commune, Some(&ward)).is_err());
        assert!(place(id, UnitKind::Division, Some(&office)).is_err());
        assert!(place(id, UnitKind::Ward, None).is_err());
        assert!(place(id, UnitKind::Province, Some(&province)).is_err());
    }
}
