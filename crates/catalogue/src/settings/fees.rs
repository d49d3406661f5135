//! Fees set locally: `muc-thu/*.toml`, a resolution each, as `motcua import fees` reads them.

use base::Ctx;
use db::{Read, Tx};
use web::{Outcome, Refused, SettingFile, Taken};

use crate::actions::{fees_to_hand_over, set_fees};
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
                out.extend(errors.into_iter().map(|it| file.wrong(it.line, &it.field, it.message + ".")));
                continue;
            }
        };
        let from = base::words::date(fees.valid_from);
        let codes: Vec<String> = fees.fees.keys().map(ToString::to_string).collect();
        match set_fees(tx, &ctx.step(), &fees) {
            Ok(done) => out.extend(done.into_iter().map(|(code, change)| {
                Taken::new(file, format!("Mức thu của thủ tục {code}, từ {from}"), super::outcome(change))
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
