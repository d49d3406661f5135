//! What staff may do with dossiers.

use base::{Permission, Role};

/// Receive, refuse, take down at the counter.
pub static RECEIVE: Permission = Permission {
    name: "dossier.receive",
    label: "Tiếp nhận, từ chối và nhập hồ sơ tại Một cửa",
    held_by: &[Role::Reception],
};

/// Hand a result over.
pub static RETURN: Permission =
    Permission {
        name: "dossier.return", label: "Trả kết quả tại Một cửa", held_by: &[Role::Reception]
    };

/// Put somebody in charge of a step.
pub static ASSIGN: Permission =
    Permission {
        name: "dossier.assign", label: "Giao người thụ lý", held_by: &[Role::Head, Role::Leader]
    };

/// Take the step that the process gives to one's role.
pub static HANDLE: Permission = Permission {
    name: "dossier.handle",
    label: "Thực hiện bước của quy trình nội bộ",
    held_by: &[Role::Reception, Role::CaseOfficer, Role::Head, Role::Signatory, Role::Registrar],
};

/// Read a dossier of one's body and its papers.
pub static READ: Permission = Permission {
    name: "dossier.read",
    label: "Xem hồ sơ của cơ quan mình",
    held_by: &[
        Role::Reception,
        Role::CaseOfficer,
        Role::Head,
        Role::Signatory,
        Role::Registrar,
        Role::Leader,
        Role::Controller,
    ],
};

/// See what is late in the body.
pub static OVERSEE: Permission = Permission {
    name: "dossier.oversee",
    label: "Xem hồ sơ quá hạn và sắp đến hạn của cơ quan",
    held_by: &[Role::Leader, Role::Controller],
};

/// All of them.
pub static ALL: &[&Permission] = &[&RECEIVE, &RETURN, &ASSIGN, &HANDLE, &READ, &OVERSEE];
