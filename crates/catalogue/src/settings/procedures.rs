//! Procedures: `thu-tuc/1.013225-v3/` with the three files of a package.

use std::collections::BTreeMap;

use base::Ctx;
use db::{Read, Tx};
use web::{Outcome, Refused, SettingFile, Taken};

use crate::actions::{import, versions_to_hand_over};
use crate::error::Error;
use crate::package::{FILES, Package, Texts, Written, read, write as texts_of};
use crate::store::procedure as store;

pub(super) fn write(rx: &mut Read, ctx: &Ctx) -> Result<Vec<SettingFile>, Refused> {
    let mut files = Vec::new();
    for version in versions_to_hand_over(rx, ctx)? {
        let folder = format!("{}-v{}", version.code, version.version);
        let Written { procedure, form, process } = texts_of(&version);
        for (name, text) in FILES.iter().zip([procedure, form, process]) {
            files.push(SettingFile::new(format!("{folder}/{name}"), text));
        }
    }
    Ok(files)
}

pub(super) fn take(tx: &mut Tx, ctx: &Ctx, files: &[SettingFile]) -> Result<Vec<Taken>, Refused> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, &SettingFile>> = BTreeMap::new();
    let mut out = Vec::new();
    for file in files {
        match file.name.split_once('/') {
            Some((folder, name)) if FILES.contains(&name) => {
                folders.entry(folder).or_default().insert(name, file);
            }
            _ => {
                let wrong = format!(
                    "Tệp này không thuộc gói thủ tục nào: mỗi thư mục gồm {}. Xin bỏ tệp này.",
                    FILES.join(", ")
                );
                out.push(file.wrong(1, "", wrong));
            }
        }
    }
    let mut packages = Vec::new();
    for files in folders.values() {
        match package(files) {
            Ok(package) => packages.push((files[FILES[0]], package)),
            Err(wrong) => out.extend(wrong),
        }
    }
    // What a linked procedure names is there before it; versions of one procedure follow each other.
    packages.sort_by(|(_, one), (_, two)| {
        let key =
            |it: &Package| (!it.procedure.linked.is_empty(), it.procedure.code.clone(), it.procedure.version);
        key(one).cmp(&key(two))
    });
    for (file, package) in packages {
        let it = &package.procedure;
        let what = format!("Thủ tục {}, từ {}: {}", it.code, base::words::date(it.valid_from), it.short_name);
        out.push(Taken::new(file, what, store_one(tx, ctx, &package)?));
    }
    Ok(out)
}

/// The package in a folder, or all that is wrong with it.
fn package(files: &BTreeMap<&str, &SettingFile>) -> Result<Package, Vec<Taken>> {
    let any = files.values().next().copied();
    let text = |name: &str| files.get(name).map(|file| file.text.as_str());
    let [Some(procedure), Some(form), Some(process)] = FILES.map(text) else {
        let gone: Vec<&str> = FILES.into_iter().filter(|name| !files.contains_key(name)).collect();
        let wrong = format!("Gói thủ tục thiếu {}. Xin thêm tệp vào thư mục.", gone.join(", "));
        return Err(any
            .map(|file| Taken::new(file, "Gói thủ tục", Outcome::Wrong(wrong)))
            .into_iter()
            .collect());
    };
    read(Texts { procedure, form, process }).map_err(|errors| {
        let said = |error: crate::package::PackageError| {
            let file = files.get(error.file).copied().or(any)?;
            Some(file.wrong(error.line, &error.field, error.message + "."))
        };
        errors.into_iter().filter_map(said).collect()
    })
}

fn store_one(tx: &mut Tx, ctx: &Ctx, package: &Package) -> Result<Outcome, Refused> {
    if store::has(tx, &package.procedure.code, &package.digest).map_err(Error::from)? {
        return Ok(Outcome::Same);
    }
    match import(tx, &ctx.step(), package) {
        Ok(done) => Ok(super::outcome(done.change)),
        Err(Error::Backwards) => {
            Ok(Outcome::Kept("Ở đây đã có phiên bản bắt đầu muộn hơn, được giữ nguyên.".to_owned()))
        }
        Err(error) => Refused::sentence(error).map(Outcome::Wrong),
    }
}
