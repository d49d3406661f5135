//! What staff may do in this context.

use base::{Authority, Denied, Permission, Role};

use crate::model::{Holding, Unit};

/// Create and change units, enter staff, appoint them and end positions, in the administrator's own body; the
/// administrator of a province in the whole province.
pub static MANAGE: Permission = Permission {
    name: "organisation.manage",
    label: "Quản trị đơn vị, cán bộ và lịch làm việc",
    held_by: &[Role::Admin],
};

/// Approve or decline a change of a working calendar that somebody else proposed, for the own body; from the top of a province for
/// everything under it.
pub static DECIDE_CALENDAR: Permission = Permission {
    name: "organisation.decide-calendar",
    label: "Duyệt thay đổi lịch làm việc do người khác đề nghị",
    held_by: &[Role::Leader, Role::Admin],
};

/// Name a deputy for one's own position, or for those of the unit one heads or the body one leads.
pub static DEPUTISE: Permission = Permission {
    name: "organisation.deputise",
    label: "Phân công người làm thay vị trí của mình hoặc của đơn vị mình phụ trách",
    held_by: &Role::ALL,
};

/// Answer for a body that is to take something over in a reorganisation.
pub static ACCEPT: Permission = Permission {
    name: "organisation.accept",
    label: "Trả lời phương án sắp xếp đơn vị thay mặt cơ quan tiếp nhận",
    held_by: &[Role::Leader, Role::Admin],
};

pub(crate) static ALL: &[&Permission] = &[&MANAGE, &DECIDE_CALENDAR, &DEPUTISE, &ACCEPT];

/// Whether this person may name a deputy for the position, or end one: its holder, the head of the unit, a leader of the body.
pub(crate) fn speaks_for(authority: &Authority, post: &Holding, unit: &Unit) -> Result<(), Denied> {
    let leads = authority.posts().iter().any(|it| match it.role {
        Role::Head => it.unit == unit.id,
        Role::Leader => it.root == unit.root,
        _ => false,
    });
    if leads || authority.staff().staff == post.staff { Ok(()) } else { Err(Denied::NotFound) }
}
