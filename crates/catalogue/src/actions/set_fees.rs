//! Fees set locally are stored as data beside the procedures they belong to.

use base::Ctx;
use base::code::ProcedureCode;
use db::Tx;
use sha2::{Digest as _, Sha256};

use super::Change;
use crate::error::Error;
use crate::events::{FeesSet, stream};
use crate::model::{LocalFee, ProcedureVersion};
use crate::package::LocalFees;
use crate::permissions::IMPORT;
use crate::store::{local_fee as store, procedure};

/// Stores what a resolution says, a set for each procedure, in force from its first day. The same again changes nothing; a
/// dossier that was received keeps what it was told.
///
/// # Errors
/// [`Error::Denied`] for everyone but a system and holders of [`IMPORT`]; [`Error::UnknownFee`] for a procedure, fee or case
/// that is not here; [`Error::Backwards`] if it begins before the newest set does; [`Error::Taken`] if another was stored
/// at the same moment.
pub fn set_fees(tx: &mut Tx, ctx: &Ctx, fees: &LocalFees) -> Result<Vec<(ProcedureCode, Change)>, Error> {
    ctx.authorise_system().map(|_| ()).or_else(|_| ctx.authorise(&IMPORT).map(|_| ()))?;
    let streams: Vec<_> = fees.fees.keys().map(stream).collect();
    ledger::open(tx, &streams)?;
    let mut out = Vec::new();
    for (code, set) in &fees.fees {
        out.push((code.clone(), store_one(tx, ctx, fees, code, set)?));
    }
    Ok(out)
}

fn store_one(
    tx: &mut Tx,
    ctx: &Ctx,
    fees: &LocalFees,
    code: &ProcedureCode,
    set: &[LocalFee],
) -> Result<Change, Error> {
    let newest =
        procedure::latest(tx, code)?.ok_or_else(|| unknown(code, "thủ tục này chưa có gói ở đây"))?;
    let key = crate::model::ProcedureKey { code: code.clone(), version: newest.0 };
    let version = crate::look::read(tx, &key, newest.1)?;
    set.iter().try_for_each(|fee| fits(&version, fee))?;
    let body = serde_json::to_string(set).map_err(|source| Error::Unreadable { key, source })?;
    let until = fees.valid_to.map_or_else(String::new, |day| day.to_string());
    let digest = hex::encode(Sha256::digest(format!("{} {until}\n{body}", fees.valid_from)));
    let latest = store::latest(tx, code)?;
    if let Some((_, known, from)) = &latest {
        if *known == digest {
            return Ok(Change::Unchanged);
        }
        if fees.valid_from < *from {
            return Err(Error::Backwards);
        }
    }
    let number = latest.as_ref().map_or(1, |(number, ..)| number + 1);
    let valid = (fees.valid_from, fees.valid_to);
    if !store::insert(tx, code, number, valid, &digest, &body, ctx.now)? {
        return Err(Error::Taken);
    }
    let event = FeesSet {
        code: code.clone(),
        version: number,
        valid_from: valid.0,
        valid_to: valid.1,
        fees: set.to_vec(),
        digest,
    };
    ledger::append(tx, ctx, &stream(code), None, ctx.now, &event)?;
    Ok(if latest.is_some() { Change::Changed } else { Change::Added })
}

/// Whether the procedure has this fee and these cases.
fn fits(version: &ProcedureVersion, local: &LocalFee) -> Result<(), Error> {
    let code = &version.code;
    let fee = version.fees.iter().find(|fee| fee.code.as_deref() == Some(local.fee.as_str()));
    let fee = fee.ok_or_else(|| unknown(code, &format!("không có khoản thu mã “{}”", local.fee)))?;
    if !local.brackets.is_empty() && fee.rate.is_none() {
        return Err(unknown(
            code,
            &format!("khoản thu “{}” không tính theo đơn giá; xin dùng `amount`", local.fee),
        ));
    }
    match local.cases.iter().find(|case| version.case(case).is_none()) {
        Some(case) => Err(unknown(code, &format!("không có trường hợp “{case}”"))),
        None => Ok(()),
    }
}

fn unknown(code: &ProcedureCode, what: &str) -> Error {
    Error::UnknownFee(format!("Thủ tục {code}: {what}."))
}
