//! What staff may do with dossiers.

use base::id::UnitId;
use base::{Authority, Ctx, Denied, Permission, Post, Role};

use crate::model::{Dossier, Place};

/// Receive, refuse, take down at the counter.
pub static RECEIVE: Permission = Permission {
    name: "dossier.receive",
    label: "Tiếp nhận, từ chối và nhập hồ sơ tại Một cửa",
    held_by: &[Role::Reception],
};

/// File with another body for one's own, follow that, give what is asked for, take it back (thủ tục hành chính nội bộ).
pub static FILE_FOR_BODY: Permission = Permission {
    name: "dossier.file-for-body",
    label: "Nộp thủ tục nội bộ thay cơ quan mình, theo dõi, bổ sung, rút",
    held_by: &[
        Role::Reception,
        Role::CaseOfficer,
        Role::Head,
        Role::Signatory,
        Role::Registrar,
        Role::Leader,
    ],
};

/// Put somebody in charge of a step.
pub static ASSIGN: Permission =
    Permission {
        name: "dossier.assign", label: "Giao người thụ lý", held_by: &[Role::Head, Role::Leader]
    };

/// Promise a result for a later day, stop a dossier that cannot go on.
pub static EXTEND: Permission = Permission {
    name: "dossier.extend",
    label: "Xin lỗi và hẹn lại ngày trả, dừng giải quyết",
    held_by: &[Role::Head, Role::Leader],
};

/// Open a decided dossier again, to put its result right.
pub static REOPEN: Permission = Permission {
    name: "dossier.reopen",
    label: "Mở lại hồ sơ để đính chính kết quả",
    held_by: &[Role::Head, Role::Leader],
};

/// Say that a result has left for the counter, or is there.
pub static MOVE_RESULT: Permission = Permission {
    name: "dossier.move-result",
    label: "Chuyển kết quả về Một cửa và xác nhận có tại quầy",
    held_by: &[Role::Registrar, Role::Reception],
};

/// Keep a result that waits: on the shelf, by post, with reminders; record that it was signed for; print a lost slip again.
pub static KEEP_RESULT: Permission = Permission {
    name: "dossier.keep-result",
    label: "Giữ kết quả trên kệ, nhắc nhận, gửi bưu chính, ghi ký nhận, in lại giấy tiếp nhận",
    held_by: &[Role::Reception],
};

/// Confirm that a result nobody came for goes to the archive.
pub static ARCHIVE_RESULT: Permission = Permission {
    name: "dossier.archive-result",
    label: "Xác nhận chuyển lưu trữ kết quả không có người nhận",
    held_by: &[Role::Reception, Role::Head, Role::Leader],
};

/// Say after how long citizens are reminded of a result, and when the archive is proposed.
pub static SET_PICKUP_TERMS: Permission = Permission {
    name: "dossier.set-pickup-terms",
    label: "Đặt thời gian nhắc nhận và giữ kết quả của cơ quan",
    held_by: &[Role::Leader],
};

/// Recall a result, and begin a new one in its place.
pub static RECALL: Permission = Permission {
    name: "dossier.recall",
    label: "Thu hồi kết quả và cấp lại do lỗi của cơ quan",
    held_by: &[Role::Head, Role::Leader],
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

/// Say where any dossier of the province is, and nothing else of it.
pub static LOCATE: Permission = Permission {
    name: "dossier.locate",
    label: "Tra cứu hồ sơ trong tỉnh đang ở đâu",
    held_by: &[Role::Reception],
};

/// Look at the sample of such look-ups.
pub static CHECK_LOOK_UPS: Permission = Permission {
    name: "dossier.check-look-ups",
    label: "Xem mẫu các lần tra cứu và yêu cầu giải trình",
    held_by: &[Role::Controller],
};

/// Note the number under which another system keeps a dossier.
pub static NUMBER: Permission = Permission {
    name: "dossier.number",
    label: "Ghi số hồ sơ của hệ thống khác",
    held_by: &[Role::Reception, Role::CaseOfficer, Role::Head, Role::Registrar],
};

/// All of them.
pub static ALL: &[&Permission] = &[
    &RECEIVE,
    &FILE_FOR_BODY,
    &ASSIGN,
    &EXTEND,
    &REOPEN,
    &MOVE_RESULT,
    &KEEP_RESULT,
    &ARCHIVE_RESULT,
    &RECALL,
    &SET_PICKUP_TERMS,
    &HANDLE,
    &READ,
    &OVERSEE,
    &LOCATE,
    &CHECK_LOOK_UPS,
    &NUMBER,
];

/// The position with which somebody of this authority acts on a dossier: in the body that keeps it, or in the body
/// that decides.
///
/// # Errors
/// [`Denied::NotFound`] outside both.
pub(crate) fn post_for<'a>(authority: &'a Authority, dossier: &Dossier) -> Result<&'a Post, Denied> {
    authority.at_root(&dossier.root).or_else(|_| authority.at_root(&dossier.competent))
}

/// The same, or a position in a body that is asked, as long as it owes an answer: to see the dossier and take its own step.
///
/// # Errors
/// [`Denied::NotFound`] outside all of them.
pub(crate) fn post_at<'a>(authority: &'a Authority, dossier: &Dossier) -> Result<&'a Post, Denied> {
    let here = |post: &&Post| dossier.open_steps().iter().any(|step| step.unit == post.unit);
    let asked = || authority.posts().iter().find(here).ok_or(Denied::NotFound);
    post_for(authority, dossier).or_else(|_| asked())
}

/// The units with an open step in which somebody who may assign does so: as their head, or as a leader of the body.
pub(crate) fn leads_in(authority: &Authority, dossier: &Dossier) -> Vec<UnitId> {
    let units = dossier.open_steps().iter().map(|step| step.unit);
    let leads = |unit: &UnitId| {
        let over = [*unit, dossier.root, dossier.competent];
        authority.posts().iter().any(|post| over.contains(&post.unit))
    };
    units.filter(leads).collect()
}

/// The unit with an open step over which this person stands as its head, or as a leader of the body.
pub(crate) fn head_over(authority: &Authority, dossier: &Dossier) -> Option<UnitId> {
    let over = |unit: UnitId, post: &Post| {
        matches!(post.role, Role::Head | Role::Leader)
            && [unit, dossier.root, dossier.competent].contains(&post.unit)
    };
    let mut units = dossier.open_steps().iter().map(|step| step.unit);
    units.find(|unit| authority.posts().iter().any(|post| over(*unit, post)))
}

/// The position of a leader of the body that decided, or of the head of one of its divisions.
///
/// # Errors
/// [`Denied::NotFound`] outside the bodies of the dossier, [`Denied::Forbidden`] in the one that only received it.
pub(crate) fn decides_in<'a>(authority: &'a Authority, dossier: &Dossier) -> Result<&'a Post, Denied> {
    let decides = |post: &&Post| post.root == dossier.competent || post.unit == dossier.competent;
    authority.posts().iter().find(decides).map_or_else(
        || Err(post_for(authority, dossier).map_or_else(|denied| denied, |_| Denied::Forbidden)),
        Ok,
    )
}

/// The position with which somebody says where a result is: the body that decided sends it, the one-stop unit that
/// received the dossier has it.
///
/// # Errors
/// [`Denied::NotFound`] outside the bodies of the dossier, [`Denied::Forbidden`] for the other of the two.
pub(crate) fn moves_result<'a>(
    authority: &'a Authority,
    dossier: &Dossier,
    to: Place,
) -> Result<&'a Post, Denied> {
    let body = if to == Place::AtCounter { dossier.root } else { dossier.competent };
    let takes = |post: &&Post| {
        (post.root == body || post.unit == body) && (to == Place::OnItsWay || post.role == Role::Reception)
    };
    authority.posts().iter().find(takes).map_or_else(
        || Err(post_for(authority, dossier).map_or_else(|denied| denied, |_| Denied::Forbidden)),
        Ok,
    )
}

/// The unit in which this person is in charge of an open step: holds its role there, and nobody else was put in charge.
pub(crate) fn in_charge(authority: &Authority, dossier: &Dossier) -> Option<UnitId> {
    let me = authority.staff().hands();
    let mine = |unit: UnitId, role: Role| {
        authority.posts().iter().any(|post| post.unit == unit && post.role == role)
    };
    let mut open = dossier.open_steps().iter().filter(|step| step.assignee.is_none_or(|person| person == me));
    open.find(|step| mine(step.unit, step.role)).map(|step| step.unit)
}

/// Whether the actor is somebody who can have filed a dossier at all: a citizen, or staff of a body that files with others.
///
/// # Errors
/// [`Denied`] for everybody else.
pub(crate) fn may_have_filed(ctx: &Ctx) -> Result<(), Denied> {
    match ctx.authorise_citizen() {
        Ok(_) => Ok(()),
        Err(_) => ctx.authorise(&FILE_FOR_BODY).map(|_| ()),
    }
}

/// Under which name uploads of the actor are kept: those of a citizen, or of an officer who takes dossiers down or files for the body.
///
/// # Errors
/// [`Denied`] for everybody else.
pub(crate) fn uploader(ctx: &Ctx) -> Result<String, Denied> {
    match ctx.authorise_citizen() {
        Ok(citizen) => Ok(format!("citizen/{}", citizen.account)),
        Err(_) => {
            let authority = ctx.authorise(&RECEIVE);
            let authority =
                authority.or_else(|refused| ctx.authorise(&FILE_FOR_BODY).map_err(|_| refused))?;
            Ok(format!("staff/{}", authority.staff().staff))
        }
    }
}
