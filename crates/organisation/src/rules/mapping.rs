//! A table of old and new units, as resolutions on rearrangement bring it, read as the operations of a plan. What is wrong is said by row
//! and column. Pure.

use std::collections::{BTreeMap, BTreeSet};

use base::code::AgencyCode;
use base::fold;
use base::id::UnitId;

use super::roster::at;
use crate::model::{AreaCode, NewBody, Operation, Receiver, Share, Unit, UnitKind, UnitName};

/// The most faults that are said at once.
const SAID: usize = 60;
/// The columns, as the empty table has them; the last two may be missing.
pub(crate) const HEADS: [&str; 5] = ["Mã cũ", "Mã mới", "Tên mới", "Mã định danh mới", "Mặc định"];
/// What the columns are called in published tables.
const ALIASES: [&str; 5] = ["old_code", "new_code", "new_name", "new_agency_code", "is_default"];

/// A row that can be read.
struct Line {
    row: usize,
    old: UnitId,
    new: String,
    name: String,
    code: Option<AgencyCode>,
    default: bool,
}

/// The operations of a table; `new_id` gives identifiers to the bodies that begin.
///
/// # Errors
/// Everything that is wrong, each in a sentence with its row and column, the first sixty.
pub fn operations(
    heads: &[String],
    rows: &[(usize, Vec<String>)],
    units: &[Unit],
    new_id: &mut dyn FnMut() -> UnitId,
) -> Result<Vec<Operation>, Vec<String>> {
    let lines = lines(heads, rows, units)?;
    let of = |id: UnitId| units.iter().find(|it| it.id == id);
    let mut homes: BTreeMap<UnitId, Vec<&Line>> = BTreeMap::new();
    for line in &lines {
        homes.entry(line.old).or_default().push(line);
    }
    let (mut merges, mut splits, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    let mut begun: BTreeMap<String, UnitId> = BTreeMap::new();
    let mut codes = BTreeSet::new();
    for (new, first) in each_new(&lines) {
        let whole: Vec<&Unit> = homes
            .iter()
            .filter(|(_, all)| all.len() == 1 && all[0].new == new)
            .filter_map(|(id, _)| of(*id))
            .collect();
        let parts = lines.iter().filter(|it| it.new == new).count() - whole.len();
        if let ([only], 0) = (whole.as_slice(), parts)
            && only.area.as_ref().is_some_and(|it| it.as_str() == new)
        {
            let (kind, name) = match name(first) {
                Ok(named) => named,
                Err(why) => {
                    faults.push(why);
                    continue;
                }
            };
            // The same people under the same kind of body: at most another name or code. Another kind begins a body.
            if kind == only.kind {
                merges.extend(renamed(first, only, name));
                continue;
            }
        }
        let into = match standing(&new, units, &homes) {
            Some(id) => Receiver::Standing(id),
            None => {
                let from: Vec<&Unit> =
                    lines.iter().filter(|it| it.new == new).filter_map(|it| of(it.old)).collect();
                match begin(first, &from, &mut codes, new_id) {
                    Ok(body) => Receiver::New(body),
                    Err(why) => {
                        faults.push(why);
                        continue;
                    }
                }
            }
        };
        if !whole.is_empty() {
            begun.insert(new, into.id());
            merges.push(Operation::Merge { units: whole.iter().map(|it| it.id).collect(), into });
        } else {
            splits.push((new, into));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    merges.extend(splits_of(&homes, begun, splits.into_iter().collect()));
    Ok(merges)
}

/// The units of which several take over parts, the default first. Bodies that only take over parts begin with the first split that names
/// them.
fn splits_of(
    homes: &BTreeMap<UnitId, Vec<&Line>>,
    mut begun: BTreeMap<String, UnitId>,
    mut later: BTreeMap<String, Receiver>,
) -> Vec<Operation> {
    let mut out = Vec::new();
    for (old, all) in homes.iter().filter(|(_, all)| all.len() > 1) {
        let mut order: Vec<&Line> = all.clone();
        let first = all.iter().position(|it| it.default).unwrap_or(0);
        order.swap(0, first);
        let shares = order.iter().filter_map(|line| {
            let into = match begun.get(&line.new) {
                Some(id) => Receiver::Standing(*id),
                None => {
                    let into = later.remove(&line.new)?;
                    begun.insert(line.new.clone(), into.id());
                    into
                }
            };
            Some(Share { into, units: Vec::new() })
        });
        out.push(Operation::Split { unit: *old, shares: shares.collect() });
    }
    out
}

/// Each new code with the first line that has it, in the order of the table.
fn each_new(lines: &[Line]) -> Vec<(String, &Line)> {
    let mut seen = BTreeSet::new();
    lines.iter().filter(|it| seen.insert(it.new.clone())).map(|it| (it.new.clone(), it)).collect()
}

/// The unit of a code that stands and does not end by the table.
fn standing(code: &str, units: &[Unit], homes: &BTreeMap<UnitId, Vec<&Line>>) -> Option<UnitId> {
    units.iter().find(|it| has(it, code) && !homes.contains_key(&it.id)).map(|it| it.id)
}

fn has(unit: &Unit, code: &str) -> bool {
    let is = |it: &str| it == code;
    unit.area.as_ref().is_some_and(|it| is(it.as_str()))
        || unit.code.as_ref().is_some_and(|it| is(it.as_str()))
}

/// The body that begins under a new code. Without a code of its own it takes that of the unit of the same area, else of the first whose
/// code nobody has taken.
fn begin(
    line: &Line,
    from: &[&Unit],
    codes: &mut BTreeSet<String>,
    new_id: &mut dyn FnMut() -> UnitId,
) -> Result<NewBody, String> {
    let (kind, name) = name(line)?;
    let area: AreaCode = line.new.parse().map_err(|_| {
        at(
            line.row,
            HEADS[1],
            "ghi mã đơn vị hành chính 5 chữ số của đơn vị mới, hoặc mã của một đơn vị đang hoạt động.",
        )
    })?;
    let parent = from.first().and_then(|it| it.parent).ok_or_else(|| {
        at(line.row, HEADS[0], "đơn vị này không có đơn vị cấp trên nên không nhập vào đơn vị mới được.")
    })?;
    let same = from.iter().filter(|it| it.area.as_ref() == Some(&area));
    let mut inherited = same.chain(from.iter()).filter_map(|it| it.code.clone());
    let code = line.code.clone().or_else(|| inherited.find(|it| !codes.contains(it.as_str())));
    codes.extend(code.iter().map(|it| it.as_str().to_owned()));
    Ok(NewBody { id: new_id(), name, kind, parent, code, area: Some(area), calendar_of: None })
}

/// The other name or code of a body that stays, if it has one.
fn renamed(line: &Line, only: &Unit, typed: UnitName) -> Option<Operation> {
    let same = fold(typed.as_str()) == fold(only.name.as_str());
    let name = if same { only.name.clone() } else { typed };
    let code = line.code.clone().or_else(|| only.code.clone());
    (!same || code != only.code).then_some(Operation::Rename { unit: only.id, name, code })
}

/// `Phường Hồng Hà` is the ward whose body is called `Ủy ban nhân dân phường Hồng Hà`.
fn name(line: &Line) -> Result<(UnitKind, UnitName), String> {
    let place = fold(&line.name);
    let place = place.strip_prefix("uy ban nhan dan ").unwrap_or(&place);
    let kinds =
        [("phuong ", UnitKind::Ward), ("xa ", UnitKind::Commune), ("dac khu ", UnitKind::SpecialZone)];
    let Some((_, kind)) = kinds.into_iter().find(|(word, _)| place.starts_with(word)) else {
        return Err(at(line.row, HEADS[2], "tên đơn vị mới bắt đầu bằng Xã, Phường hoặc Đặc khu."));
    };
    let whole = if fold(&line.name).starts_with("uy ban") {
        line.name.clone()
    } else {
        let mut letters = line.name.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
        format!("Ủy ban nhân dân {first}{}", letters.as_str())
    };
    let name = whole.parse().map_err(|why: base::BadText| at(line.row, HEADS[2], why.0))?;
    Ok((kind, name))
}

fn lines(heads: &[String], rows: &[(usize, Vec<String>)], units: &[Unit]) -> Result<Vec<Line>, Vec<String>> {
    let place = |column: usize| {
        let named = |it: &String| fold(it) == fold(HEADS[column]) || it.trim() == ALIASES[column];
        heads.iter().position(named)
    };
    let missing: Vec<String> = (0..3)
        .filter(|column| place(*column).is_none())
        .map(|column| format!("Bảng thiếu cột “{}”. Mời giữ dòng tiêu đề như bảng mẫu.", HEADS[column]))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (mut out, mut faults) = (Vec::<Line>::new(), Vec::new());
    for (row, cells) in rows {
        let cell = |column: usize| place(column).and_then(|at| cells.get(at)).map_or("", |it| it.trim());
        let mut say = |column: usize, what: &str| faults.push(at(*row, HEADS[column], what));
        let old = units.iter().find(|it| has(it, cell(0))).map(|it| it.id);
        if old.is_none() {
            say(
                0,
                &format!("không có đơn vị mã “{}” trong phạm vi ông, bà quản lý vào ngày hiệu lực.", cell(0)),
            );
        }
        if cell(1).is_empty() {
            say(1, "ghi mã của đơn vị tiếp nhận.");
        }
        let code = match cell(3) {
            "" => None,
            typed => {
                let code = typed.parse().ok();
                if code.is_none() {
                    say(3, "mã định danh có dạng như H44.12.");
                }
                code
            }
        };
        let Some(old) = old else { continue };
        let (new, name) = (cell(1).to_owned(), cell(2).to_owned());
        if let Some(first) = out.iter().find(|it| it.old == old && it.new == new) {
            say(0, &format!("dòng {} đã ghi đơn vị này về cùng nơi tiếp nhận.", first.row));
        }
        let default = matches!(fold(cell(4)).as_str(), "1" | "x" | "co");
        out.push(Line { row: *row, old, new, name, code, default });
    }
    faults.truncate(SAID);
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use base::{Instant, Rng};
    use jiff::civil::date;

    use super::*;
    use crate::model::Period;

    fn unit(n: u128, area: &str, code: &str) -> Unit {
        let id = UnitId::from_uuid(base::id::Uuid::from_u128(n));
        let top = UnitId::from_uuid(base::id::Uuid::from_u128(100));
        Unit {
            id,
            code: Some(code.parse().expect("a code")),
            name: format!("Ủy ban nhân dân xã số {n}").parse().expect("a name"),
            kind: UnitKind::Commune,
            duty: None,
            area: Some(area.parse().expect("an area")),
            parent: Some(top),
            root: id,
            top,
            period: Period::since(date(2020, 1, 1)),
        }
    }

    fn read(rows: &[&str]) -> Result<Vec<Operation>, Vec<String>> {
        let units = [
            unit(1, "07900", "H44.1"),
            unit(2, "07903", "H44.2"),
            unit(3, "07906", "H44.3"),
            unit(4, "07909", "H44.4"),
        ];
        let heads = ["old_code", "new_code", "new_name", "is_default"].map(str::to_owned);
        let cells = |row: &&str| row.split('|').map(str::to_owned).collect();
        let rows: Vec<(usize, Vec<String>)> = (2..).zip(rows.iter().map(cells)).collect();
        let rng = Rng::seeded(1);
        operations(&heads, &rows, &units, &mut || UnitId::new(&rng, Instant::from_micros(1)))
    }

    #[test]
    fn rows_of_one_new_unit_are_one_merge_and_a_unit_in_parts_is_split() {
        let found = read(&[
            "07900|07900|Phường Việt Trì|1",
            "07903|07900|Phường Việt Trì|1",
            "07906|07900|Phường Việt Trì|0",
            "07906|07906|Xã Tam Nông|1",
            "07909|07909|Xã số 4|1",
        ])
        .expect("sound");
        assert_eq!(found.len(), 2, "{found:?}");
        let Operation::Merge { units, into: Receiver::New(body) } = &found[0] else { panic!("{found:?}") };
        assert_eq!(units.len(), 2);
        assert_eq!(body.name.as_str(), "Ủy ban nhân dân phường Việt Trì");
        assert_eq!(body.code.as_ref().map(|it| it.as_str()), Some("H44.1"), "of the same area");
        let Operation::Split { shares, .. } = &found[1] else { panic!("{found:?}") };
        assert!(
            matches!(&shares[0].into, Receiver::New(body) if body.kind == UnitKind::Commune),
            "the default comes first"
        );
        assert_eq!(shares[1].into, Receiver::Standing(body.id));
    }

    #[test]
    fn another_name_of_the_same_area_is_a_rename() {
        let found = read(&["07909|07909|Xã Tên Mới|1"]).expect("sound");
        assert!(
            matches!(&found[..], [Operation::Rename { name, .. }] if name.as_str() == "Ủy ban nhân dân xã Tên Mới")
        );
    }

    #[test]
    fn each_fault_is_said_by_row() {
        let said = read(&[
            "99999|07900|Xã Một|1",
            "07900||Xã Một|1",
            "07903|07950|Quận Ba|1",
            "07903|07950|Quận Ba|1",
        ])
        .expect_err("faults");
        assert!(said[0].starts_with("Dòng 2, cột “Mã cũ”: không có đơn vị"), "{said:?}");
        assert!(said[1].starts_with("Dòng 3, cột “Mã mới”"), "{said:?}");
        assert!(said[2].contains("dòng 4 đã ghi"), "{said:?}");
        let kind = read(&["07903|07950|Quận Ba|1"]).expect_err("no such kind");
        assert!(kind[0].contains("bắt đầu bằng Xã, Phường"), "{kind:?}");
    }
}
