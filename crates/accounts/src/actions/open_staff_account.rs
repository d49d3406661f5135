//! An administrator gives a member of staff a way to sign in, or a new password for it.

use base::id::StaffId;
use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::StaffAccountOpened;
use crate::model::{Holder, Login};
use crate::permissions::MANAGE;
use crate::store;

/// A way to sign in.
#[derive(Clone, Debug, Serialize)]
pub struct StaffAccount {
    /// For whom.
    pub staff: StaffId,
    /// What the person will type.
    pub login: Login,
    /// The hash of the first password; the person is told to choose another.
    #[serde(skip)]
    pub hash: String,
}

const A_MACHINE: &str = "Đây là hệ thống kết nối, không phải cán bộ: hệ thống vào bằng mã truy cập, cấp ở trang Hệ thống kết nối.";

/// Opens the way in. One that was there before is replaced: its logins and sessions end.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown person, and for one who holds no position today in a body the
/// administrator reaches; [`Error::Invalid`] on `login` if it is taken, and for a client system.
pub fn open_staff_account(tx: &mut Tx, ctx: &Ctx, input: &StaffAccount) -> Result<(), Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "accounts.open-staff-account", input, |tx| {
        let holder = Holder::Staff(input.staff);
        ledger::open(tx, &[holder.stream()])?;
        organisation::staff(tx, input.staff)?.ok_or(Denied::NotFound)?;
        if store::client::find(tx, input.staff)?.is_some() {
            return Err(Error::field("login", A_MACHINE));
        }
        if let Some(admin) = &admin
            && !organisation::reaches(tx, admin, input.staff, ctx.now.date())?
        {
            return Err(Denied::NotFound.into());
        }
        let again = store::credential::hash_of(tx, holder)?.is_some();
        store::credential::delete_logins(tx, holder)?;
        if !store::credential::insert_login(tx, &input.login, holder)? {
            return Err(Error::field("login", "Tên đăng nhập này đã có người dùng. Xin chọn tên khác."));
        }
        store::credential::put(tx, holder, &input.hash, ctx.now)?;
        store::session::delete_all(tx, holder)?;
        store::parked::delete_pin(tx, holder)?;
        let event = StaffAccountOpened { staff: input.staff, again };
        ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &event)?;
        Ok(())
    })
}
