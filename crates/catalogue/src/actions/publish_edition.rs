//! Publish an edition: what was prepared becomes the next version, in force from a day on.

use base::Ctx;
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use super::save_edition::{Seen, fresh};
use super::{Change, Import, import};
use crate::edition::Edition;
use crate::error::Error;
use crate::events::{EditionDiscarded, stream};
use crate::model::ProcedureVersion;
use crate::package::Package;
use crate::permissions::IMPORT;
use crate::store::edition as store;

/// From when it is in force.
#[derive(Clone, Debug, Serialize)]
pub struct PublishEdition {
    /// Which.
    pub seen: Seen,
    /// The first day.
    pub valid_from: Date,
    /// The last day, where it has one.
    pub valid_to: Option<Date>,
    /// Whether the version before is in force again after the last day.
    pub falls_back: bool,
}

/// Publishes an edition as the next version, in force from its first day; the edition is gone then.
///
/// # Errors
/// Those of [`save_edition`] and of [`import`]; [`Error::Unsound`] with everything that is wrong; [`Error::Dates`] for days that do not
/// follow each other, or a return to a version that is not there.
pub fn publish_edition(tx: &mut Tx, ctx: &Ctx, input: &PublishEdition) -> Result<Import, Error> {
    ctx.authorise(&IMPORT)?;
    ledger::open(tx, &[stream(&input.seen.code)])?;
    let edition = fresh(tx, &input.seen)?;
    let package = edition.read().map_err(Error::Unsound)?;
    dates(input, &edition, ctx.now.date())?;
    let procedure = ProcedureVersion {
        valid_from: input.valid_from,
        valid_to: input.valid_to,
        falls_back: input.falls_back,
        ..package.procedure
    };
    let done = import(tx, ctx, &Package::of(procedure))?;
    store::delete(tx, &input.seen.code)?;
    if done.change == Change::Unchanged {
        let event = EditionDiscarded { code: input.seen.code.clone() };
        ledger::append(tx, ctx, &stream(&input.seen.code), None, ctx.now, &event)?;
    }
    Ok(done)
}

fn dates(input: &PublishEdition, edition: &Edition, today: Date) -> Result<(), Error> {
    let wrong = |field: &'static str, message: &'static str| Err(Error::Dates { field, message });
    if input.valid_from < today {
        return wrong(
            "valid_from",
            "Phiên bản mới có hiệu lực từ hôm nay trở đi: hồ sơ đã tiếp nhận giữ phiên bản cũ.",
        );
    }
    if input.valid_to.is_some_and(|last| last < input.valid_from) {
        return wrong("valid_to", "Ngày cuối phải từ ngày bắt đầu trở đi.");
    }
    if input.falls_back && input.valid_to.is_none() {
        return wrong("valid_to", "Muốn trở lại phiên bản trước thì mời nhập ngày cuối áp dụng.");
    }
    if input.falls_back && edition.base.is_none() {
        return wrong("falls_back", "Thủ tục mới chưa có phiên bản trước để trở lại.");
    }
    Ok(())
}
