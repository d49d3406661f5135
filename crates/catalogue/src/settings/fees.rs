//! Fees set locally: `muc-thu/*.toml`, a resolution each, as `motcua import fees` reads them.

use base::Ctx;
use base::id::RequestId;
use db::{Read, Tx};
use web::{Outcome, Refused, SettingFile, Taken};

use crate::actions::{Change, fees_to_hand_over, set_fees};
use crate::error::Error;
use crate::package::{read_local_fees, write_local_fees};

pub(super) fn write(rx: &mut Read, ctx: &Ctx) -> Result<Vec<SettingFile>, Refused> {
    let sets = fees_to_hand_over(rx, ctx)?;
    let name = |at: usize, code: Option<&base::code::ProcedureCode>| {
        format!("{:04}-{}.toml", at + 1, code.map(ToString::to_string).unwrap_or_default())
    };
    let file = |(at, set): (usize, &crate::package::LocalFees)| {
        SettingFile::new(name(at, set.fees.keys().next()), write_local_fees(set))
    };
    Ok(sets.iter().enumerate().map(file).collect())
}

pub(super) fn take(tx: &mut Tx, ctx: &Ctx, files: &[SettingFile]) -> Result<Vec<Taken>, Refused> {
    let mut out = Vec::new();
    for file in files {
        let fees = match read_local_fees(&file.text) {
            Ok(fees) => fees,
            Err(errors) => {
                out.extend(errors.into_iter().map(|it| {
                    let what =
                        if it.field.is_empty() { "Tệp".to_owned() } else { format!("Mục {}", it.field) };
                    Taken::new(file, what, Outcome::Wrong(format!("{}.", it.message))).at(it.line)
                }));
                continue;
            }
        };
        let from = base::words::date(fees.valid_from);
        let codes: Vec<String> = fees.fees.keys().map(ToString::to_string).collect();
        let step = Ctx { request: RequestId::new(&ctx.rng, ctx.now), ..ctx.clone() };
        match set_fees(tx, &step, &fees) {
            Ok(done) => out.extend(done.into_iter().map(|(code, change)| {
                let outcome = match change {
                    Change::Added => Outcome::Added,
                    Change::Changed => Outcome::Changed,
                    Change::Unchanged => Outcome::Same,
                };
                Taken::new(file, format!("Mức thu của thủ tục {code}, từ {from}"), outcome)
            })),
            Err(error) => {
                let outcome = match error {
                    Error::Backwards => {
                        Outcome::Kept("Ở đây đã có mức thu bắt đầu muộn hơn, được giữ nguyên.".to_owned())
                    }
                    error => Outcome::Wrong(Refused::sentence(error)?),
                };
                out.push(Taken::new(
                    file,
                    format!("Mức thu của thủ tục {}, từ {from}", codes.join(", ")),
                    outcome,
                ));
            }
        }
    }
    Ok(out)
}
