//! What happens to money when a body ends: `payment.rehome` closes its books and passes its shifts on, body by body. Open fees go with
//! the dossiers that owe them.

use base::Ctx;
use base::id::UnitId;
use db::{Query, Read, Tx};
use ledger::{Effect, Foreseen, Preview, Progress};
use organisation::{REORGANISED, Rehoming, Rehomings, Reorganised};

use crate::model::numbered;
use crate::{actions, store};

/// The effect.
pub(crate) const REHOME: Effect = Effect { name: "payment.rehome", on: REORGANISED, preview, apply };

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// How many bodies are looked at in one batch.
const AT_ONCE: usize = 50;

/// The bodies that ended, some of them after `after`, and whether there are more.
fn bodies(
    q: &mut impl Query,
    input: &str,
    after: Option<&str>,
) -> Result<(Rehomings, Vec<Rehoming>, Option<String>), Cause> {
    let change: Reorganised = serde_json::from_str(input)?;
    let homes = organisation::rehomings(q, change.reorganisation)?;
    let after: Option<UnitId> = after.map(str::parse).transpose()?;
    let ended = homes.values().filter(|it| it.unit == it.root && it.heir_root != it.root);
    let rest: Vec<Rehoming> = ended.filter(|it| after.is_none_or(|after| it.unit > after)).copied().collect();
    let some: Vec<Rehoming> = rest.iter().take(AT_ONCE).copied().collect();
    let more = (rest.len() > some.len()).then(|| some.last().map(|it| it.unit.to_string())).flatten();
    Ok((homes, some, more))
}

fn apply(tx: &mut Tx, ctx: &Ctx, input: &str, after: Option<&str>) -> Result<Progress, Cause> {
    let (homes, some, more) = bodies(tx, input, after)?;
    let mut rows = 0;
    for home in &some {
        rows += actions::rehome(tx, ctx, home, &homes)?;
    }
    Ok(more.map_or(Progress::Done { rows }, |after| Progress::More { after, rows }))
}

fn preview(rx: &mut Read, input: &str, after: Option<&str>) -> Result<Foreseen, Cause> {
    let (_, some, more) = bodies(rx, input, after)?;
    let mut preview = Preview::default();
    for home in &some {
        let name = |rx: &mut Read, id| -> Result<String, Cause> {
            let unit = organisation::unit_latest(rx, id)?;
            Ok(unit.map_or_else(|| "cơ quan mới".to_owned(), |it| it.name.to_string()))
        };
        let (from, to) = (name(rx, home.unit)?, name(rx, home.heir_root)?);
        for book in store::book::open(rx, home.unit)? {
            preview.add("Quyển biên lai phải đóng", || {
                let (series, next, last) = (&book.series, numbered(book.next), numbered(book.last));
                let unused = match book.left() {
                    0 => "đã dùng hết số".to_owned(),
                    left => format!("còn {left} số chưa dùng, từ {next} đến {last}, không dùng nữa"),
                };
                format!("{from}: quyển {series} {unused}; {to} đăng ký quyển của mình")
            });
        }
        for shift in store::shift::with_money(rx, home.unit)? {
            let open = shift.closed.is_none();
            let kind = if open {
                "Ca thu chưa đóng: xin đóng ca trước ngày hiệu lực"
            } else {
                "Ca thu chưa nộp tiền"
            };
            preview.add(kind, || {
                format!("{from}: ca mở {}; chuyển về {to}", base::words::moment(shift.opened_at.local()))
            });
        }
        if store::account::find(rx, home.unit)?.is_some()
            && store::account::find(rx, home.heir_root)?.is_none()
        {
            preview.add("Tài khoản thu phí cần khai báo", || {
                format!("{to} chưa có tài khoản thu phí; tài khoản của {from} ngừng dùng từ ngày hiệu lực")
            });
        }
    }
    Ok(match more {
        None => Foreseen::Done(preview),
        Some(after) => Foreseen::More { after, preview },
    })
}
