//! A table of staff, as people bring it: each row a person with a position. What is wrong is said by row and column. Pure.

use std::collections::BTreeMap;

use base::id::UnitId;
use base::{Role, fold};
use jiff::civil::Date;

use crate::model::{PersonName, StaffNumber, Unit};

/// The most rows taken at once.
pub(crate) const MOST: usize = 500;
/// The most faults that are said at once.
const SAID: usize = 60;
/// The columns, as the empty table has them.
pub(crate) const HEADS: [&str; 5] = ["Số hiệu", "Họ và tên", "Đơn vị", "Vai trò", "Từ ngày"];

/// A row that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RosterLine {
    /// Its number in the table, heads being row 1.
    pub(crate) row: usize,
    /// The number of the person.
    pub(crate) number: StaffNumber,
    /// The name.
    pub(crate) name: PersonName,
    /// The unit.
    pub(crate) unit: UnitId,
    /// The role.
    pub(crate) role: Role,
    /// The first day.
    pub(crate) from: Date,
}

/// What is wrong with a row, as it is said.
pub(crate) fn at(row: usize, column: &str, what: &str) -> String {
    format!("Dòng {row}, cột “{column}”: {what}")
}

/// The rows of a table; an empty day is today.
///
/// # Errors
/// Everything that is wrong, each in a sentence with its row and column, the first sixty.
pub(crate) fn lines(
    heads: &[String],
    rows: &[(usize, Vec<String>)],
    units: &[Unit],
    today: Date,
) -> Result<Vec<RosterLine>, Vec<String>> {
    let place = |head: &str| heads.iter().position(|it| fold(it) == fold(head));
    let missing: Vec<_> = HEADS.iter().take(4).filter(|head| place(head).is_none()).collect();
    if !missing.is_empty() {
        let say = |head: &&str| format!("Bảng thiếu cột “{head}”. Mời giữ dòng tiêu đề như bảng mẫu.");
        return Err(missing.into_iter().map(say).collect());
    }
    if rows.len() > MOST {
        return Err(vec![format!("Bảng có {} dòng; mỗi lần nhận tối đa {MOST} dòng.", rows.len())]);
    }
    let mut faults = Vec::new();
    let mut seen: BTreeMap<(String, UnitId, &str), usize> = BTreeMap::new();
    let mut names: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut out = Vec::new();
    for (row, cells) in rows {
        let cell = |head: &str| place(head).and_then(|at| cells.get(at)).map_or("", String::as_str);
        let Some(line) = line(*row, &cell, units, today, &mut faults) else { continue };
        let place = (line.number.to_string(), line.unit, line.role.code());
        if let Some(first) = seen.insert(place, *row) {
            faults.push(at(*row, "Số hiệu", &format!("người này đã có vị trí đó ở dòng {first}.")));
        }
        match names.get(line.number.as_str()) {
            Some((name, first)) if name != line.name.as_str() => {
                let what = format!("số hiệu này ở dòng {first} ghi cho {name}; mỗi người một số hiệu.");
                faults.push(at(*row, "Số hiệu", &what));
            }
            Some(_) => {}
            None => drop(names.insert(line.number.to_string(), (line.name.to_string(), *row))),
        }
        out.push(line);
    }
    faults.truncate(SAID);
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

fn line<'a>(
    row: usize,
    cell: &impl Fn(&str) -> &'a str,
    units: &[Unit],
    today: Date,
    faults: &mut Vec<String>,
) -> Option<RosterLine> {
    let mut say = |column: &str, what: &str| faults.push(at(row, column, what));
    let number: Option<StaffNumber> =
        cell("Số hiệu").parse().map_err(|why: base::BadText| say("Số hiệu", why.0)).ok();
    let name: Option<PersonName> =
        cell("Họ và tên").parse().map_err(|why: base::BadText| say("Họ và tên", why.0)).ok();
    let unit = unit(cell("Đơn vị"), units).map_err(|why| say("Đơn vị", &why)).ok();
    let typed = fold(cell("Vai trò"));
    let role = Role::ALL.into_iter().find(|role| fold(role.label()) == typed || role.code() == typed);
    if role.is_none() {
        let all = Role::ALL.map(Role::label).join(", ");
        say("Vai trò", &format!("không có vai trò này; dùng được: {all}."));
    }
    let from = match cell("Từ ngày") {
        "" => Some(today),
        typed => day(typed),
    };
    if from.is_none() {
        say("Từ ngày", "ghi ngày, tháng, năm có thật, ví dụ 1/7/2025.");
    }
    Some(RosterLine { row, number: number?, name: name?, unit: unit?, role: role?, from: from? })
}

/// The unit of this name or code.
fn unit(typed: &str, units: &[Unit]) -> Result<UnitId, String> {
    if typed.is_empty() {
        return Err("ghi tên hoặc mã định danh của đơn vị.".to_owned());
    }
    let named = |unit: &&Unit| {
        fold(unit.name.as_str()) == fold(typed)
            || unit.code.as_ref().is_some_and(|code| code.as_str() == typed)
    };
    let mut found = units.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(unit), None) => Ok(unit.id),
        (Some(_), Some(_)) => Err("có nhiều đơn vị cùng tên này; ghi mã định danh của đơn vị.".to_owned()),
        (None, _) => Err(format!("không có đơn vị “{typed}” trong phạm vi ông, bà quản lý.")),
    }
}

/// `1/7/2025`, `01-07-2025` or `2025-07-01`.
fn day(typed: &str) -> Option<Date> {
    if let Ok(day) = typed.parse::<Date>() {
        return Some(day);
    }
    let parts: Vec<i16> = typed.split(['/', '-', '.']).filter_map(|part| part.trim().parse().ok()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let july = Some(jiff::civil::date(2025, 7, 1));
        for (typed, day_meant) in [
            ("1/7/2025", july),
            ("01-07-2025", july),
            ("2025-07-01", july),
            ("31/2/2026", None),
            ("mai", None),
        ] {
            assert_eq!(day(typed), day_meant, "{typed}");
        }
    }

    #[test]
    fn a_table_without_its_columns_says_which() {
        let heads = ["Số hiệu", "vai tro"].map(str::to_owned);
        let rows = [(2, vec!["A-1".to_owned(), "Văn thư".to_owned()])];
        let said =
            lines(&heads, &rows, &[], jiff::civil::date(2026, 11, 18)).expect_err("columns are missing");
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("“Họ và tên”") && said[1].contains("“Đơn vị”"), "{said:?}");
    }

    proptest! {
        /// Whatever stands in the cells, every row is taken or said.
        #[test]
        fn no_row_is_passed_over(cells in prop::collection::vec(any::<String>(), 0..7)) {
            let heads = HEADS.map(str::to_owned);
            let said = lines(&heads, &[(2, cells)], &[], jiff::civil::date(2026, 11, 18));
            let said = said.expect_err("no unit is known");
            prop_assert!(said.iter().all(|it| it.starts_with("Dòng 2")) && !said.is_empty());
        }
    }
}
