//! The province itself: the demonstration's units and people, and around them every other commune of Phú Thọ with its one-stop unit,
//! divisions, police and staff. One import of one file, so what is there already stays.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use base::Ctx;
use base::id::RequestId;
use web::App;

use super::dice::Dice;
use super::people::People;

/// Code and name of the communes of the province, in force from 1/7/2025.
const COMMUNES: &str = include_str!("../../../../demo/communes.csv");

/// The communes of the three provinces that became Phú Thọ, as they were until 30/6/2025, with what followed each
/// (Nghị quyết 1678/NQ-UBTVQH15).
pub(crate) const REARRANGED: &str = include_str!("../../../../demo/rearranged_2025.csv");

/// The two communes that the demonstration has already.
const THERE: [&str; 2] = ["07900", "08434"];

/// Who works in a commune: key of the unit, role, how many.
const STAFF: [(&str, &str, usize); 14] = [
    ("mot-cua", "reception", 2),
    ("van-phong", "case-officer", 2),
    ("van-phong", "head", 1),
    ("van-phong", "registrar", 1),
    ("van-phong", "controller", 1),
    ("kinh-te", "case-officer", 2),
    ("kinh-te", "head", 1),
    ("van-hoa", "case-officer", 1),
    ("van-hoa", "head", 1),
    ("", "signatory", 1),
    ("", "leader", 1),
    ("cong-an/dang-ky", "case-officer", 2),
    ("cong-an", "signatory", 1),
    ("cong-an", "leader", 1),
];

/// Puts units, staff, procedures and the demonstration's accounts into a migrated database.
///
/// # Errors
/// What an action refuses.
pub(crate) async fn build(app: &App, seed: u64) -> Result<()> {
    load(app, file(&People::read()?, &mut Dice::new(seed))?).await
}

/// The same with the communes as they were before 1/7/2025, `most` of them; the two of the demonstration stand where they did.
///
/// # Errors
/// What an action refuses.
pub(crate) async fn build_before(app: &App, seed: u64, most: usize) -> Result<()> {
    load(app, file_before(&People::read()?, &mut Dice::new(seed), most)?).await
}

async fn load(app: &App, text: String) -> Result<()> {
    crate::demo::seed(app, crate::demo::PASSWORD, accounts::Hashing::OWASP).await?;
    let now = app.clock.now();
    let ctx = Ctx { request: RequestId::new(&app.rng, now), ..Ctx::system("seed", now, &app.rng) };
    let imported = app.db.write(move |tx| organisation::import(tx, &ctx, &text)).await;
    imported.map(drop).context("loading the units of the province")
}

/// The whole file.
fn file(people: &People, dice: &mut Dice) -> Result<String> {
    let mut out = organisation::DEMO.to_owned();
    for (at, line) in COMMUNES.lines().skip(1).enumerate() {
        let (code, name) = line.split_once(',').context("code and name of a commune")?;
        if !THERE.contains(&code) {
            commune(&mut out, people, dice, code, name, 201 + at)?;
        }
    }
    Ok(out)
}

fn file_before(people: &People, dice: &mut Dice, most: usize) -> Result<String> {
    let mut out = organisation::DEMO.to_owned();
    let mut seen = std::collections::BTreeSet::new();
    for line in REARRANGED.lines().skip(1) {
        let [code, name, district, ..] = line.split(',').collect::<Vec<_>>()[..] else {
            anyhow::bail!("code, name and district of a commune in {line}");
        };
        if seen.len() < most && !THERE.contains(&code) && seen.insert(code) {
            // Two districts had communes of one name.
            let mut letters = district.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
            let name = format!("{name} ({first}{})", letters.as_str());
            commune(&mut out, people, dice, code, &name, 200 + seen.len())?;
        }
    }
    Ok(out)
}

fn commune(
    out: &mut String,
    people: &People,
    dice: &mut Dice,
    code: &str,
    name: &str,
    number: usize,
) -> Result<()> {
    let kinds =
        [("Phường ", "ward", "phường"), ("Thị trấn ", "commune", "thị trấn"), ("Xã ", "commune", "xã")];
    let known =
        kinds.into_iter().find_map(|(start, kind, word)| Some((name.strip_prefix(start)?, kind, word)));
    let (place, kind, word) = known.with_context(|| format!("what {name} is"))?;
    let economy =
        if kind == "ward" { "Phòng Kinh tế, Hạ tầng và Đô thị" } else { "Phòng Kinh tế" };
    let key = format!("c{code}");
    unit(out, &key, &format!("Ủy ban nhân dân {word} {place}"), kind, "phu-tho")?;
    writeln!(out, "code = \"H44.{number}\"\narea = \"{code}\"")?;
    let one_stop = format!("Trung tâm Phục vụ hành chính công {word} {place}");
    unit(out, &format!("{key}/mot-cua"), &one_stop, "one-stop", &key)?;
    writeln!(out, "code = \"H44.{number}.01\"\nduty = \"mot-cua\"")?;
    for (part, name, duty) in [
        ("van-phong", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "van-phong"),
        ("kinh-te", economy, "kinh-te"),
        ("van-hoa", "Phòng Văn hóa - Xã hội", "van-hoa-xa-hoi"),
    ] {
        unit(out, &format!("{key}/{part}"), name, "division", &key)?;
        writeln!(out, "duty = \"{duty}\"")?;
    }
    let police = format!("{key}/cong-an");
    unit(out, &police, &format!("Công an {word} {place}"), "line-agency", &key)?;
    writeln!(out, "code = \"G01.44.{number}\"\nduty = \"cong-an\"")?;
    let register = "Tổ Cảnh sát quản lý hành chính về trật tự xã hội";
    unit(out, &format!("{police}/dang-ky"), register, "division", &police)?;
    writeln!(out, "duty = \"cu-tru\"")?;
    let mut count = 0;
    for (part, role, many) in STAFF {
        let unit = if part.is_empty() { key.clone() } else { format!("{key}/{part}") };
        for _ in 0..many {
            count += 1;
            person(out, people, dice, &format!("{code}-{count:02}"), &unit, role)?;
        }
    }
    Ok(())
}

fn unit(out: &mut String, key: &str, name: &str, kind: &str, under: &str) -> Result<()> {
    writeln!(out, "\n[[unit]]\nkey = \"{key}\"\nname = \"{name}\"\nkind = \"{kind}\"\nunder = \"{under}\"")?;
    Ok(())
}

fn person(
    out: &mut String,
    people: &People,
    dice: &mut Dice,
    number: &str,
    unit: &str,
    role: &str,
) -> Result<()> {
    let sex = usize::from(dice.once_in_thousand(500));
    let name = people.name(dice, sex);
    writeln!(
        out,
        "\n[[staff]]\nnumber = \"{number}\"\nname = \"{name}\"\nposts = [{{ unit = \"{unit}\", role = \"{role}\" }}]"
    )?;
    Ok(())
}
