//! What is known here about what an export names: procedures, bodies, people, numbers, and the files on the disk.

use std::path::{Component, Path, PathBuf};

use db::Read;
use files::Kind;
use web::App;

use super::Loaded;
use crate::error::Error;
use crate::map::Map;
use crate::rules::{Attachment, Body, World, numbers, paths};

/// The largest file that is taken.
const LARGEST: u64 = 200 * 1024 * 1024;
/// Numbers asked for in one snapshot.
const NUMBERS: usize = 5000;

pub(super) async fn read(app: &App, loaded: &Loaded, keep: bool) -> Result<World, Error> {
    let now = app.clock.now();
    let map = loaded.map.clone();
    let mut world = app.db.read(move |rx| known(rx, &map, now)).await?;
    let numbers: Vec<String> = numbers(&loaded.export, &loaded.map).into_iter().collect();
    for part in numbers.chunks(NUMBERS) {
        let (part, key) = (part.to_vec(), loaded.key.clone());
        let taken = app.db.read(move |rx| {
            let mut taken = Vec::new();
            for text in part {
                if let Ok(number) = text.parse()
                    && dossier::queries::bears_number(rx, &number, &key)?
                {
                    taken.push(text);
                }
            }
            Ok::<_, Error>(taken)
        });
        world.taken.extend(taken.await?);
    }
    for path in paths(&loaded.export, &loaded.map) {
        let found = file(app, &loaded.files, &path, keep).await?;
        world.files.insert(path, found);
    }
    Ok(world)
}

fn known(rx: &mut Read, map: &Map, now: base::Instant) -> Result<World, Error> {
    let today = now.date();
    let mut world = World { now: Some(now), ..World::default() };
    for procedure in map.procedures.values() {
        let Ok(code) = procedure.code.parse() else { continue };
        if let Some(version) = catalogue::published(rx, &code, today)? {
            world.versions.insert(procedure.code.clone(), version);
        }
    }
    for unit in organisation::all_units(rx, today)? {
        let Some(code) = &unit.code else { continue };
        let receives = receives(rx, &unit, today)?;
        world.bodies.insert(code.to_string(), Body { id: unit.id, name: unit.name.to_string(), receives });
    }
    for number in map.staff.values() {
        if let Some(person) = organisation::staff_by_number(rx, number)? {
            world.staff.insert(number.clone(), person.id);
        }
    }
    Ok(world)
}

/// Whether somebody receives for a body: its own one-stop unit, or that of the body above a line agency.
fn receives(rx: &mut Read, unit: &organisation::Unit, today: jiff::civil::Date) -> Result<bool, Error> {
    let body = match (unit.kind, unit.parent) {
        (organisation::UnitKind::LineAgency, Some(parent)) => parent,
        _ => unit.root,
    };
    Ok(organisation::one_stop_of(rx, body, today)?.is_some())
}

/// One file of the export: what its bytes are, stored if it is for good; else why it cannot be taken.
async fn file(app: &App, folder: &Path, path: &str, keep: bool) -> Result<Result<Attachment, String>, Error> {
    let missing = || "Không có tệp này trong thư mục tệp. Xin chép thêm tệp vào thư mục.".to_owned();
    let inner = PathBuf::from(path);
    if inner.components().any(|part| !matches!(part, Component::Normal(_))) {
        return Ok(Err("Đường dẫn tệp ra ngoài thư mục tệp. Xin sửa đường dẫn.".to_owned()));
    }
    let whole = folder.join(inner);
    let read = tokio::task::spawn_blocking(move || match std::fs::metadata(&whole) {
        Ok(it) if it.is_file() && it.len() <= LARGEST => std::fs::read(&whole).map_err(|_| missing()),
        Ok(it) if it.is_file() => Err(format!("Tệp lớn hơn {} MB. Xin nén lại tệp.", LARGEST / 1024 / 1024)),
        _ => Err(missing()),
    });
    let bytes = match read.await.unwrap_or_else(|_| Err(missing())) {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Err(why)),
    };
    let kind = match Kind::of(&bytes, &Kind::ALL) {
        Ok(kind) => kind,
        Err(files::Error::Io { what, source }) => return Err(files::Error::Io { what, source }.into()),
        Err(refused) => return Ok(Err(base::Fault::sentence(&refused))),
    };
    let hash =
        if keep { app.files.put(&bytes, LARGEST, &Kind::ALL).await?.hash } else { files::hash(&bytes) };
    Ok(Ok(Attachment {
        hash: hash.to_string(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        media_type: kind.mime().to_owned(),
    }))
}
