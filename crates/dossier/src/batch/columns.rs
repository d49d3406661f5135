//! What the columns of a table mean: told by their heads, wherever they stand.

use base::fold;
use catalogue::form::{Field, ValueKind};
use catalogue::{ProcedureVersion, Situation};
use serde_json::Value;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column<'a> {
    /// The owner's name.
    Name,
    /// The owner's number.
    Number,
    /// The owner's day of birth.
    Born,
    /// The owner's sex.
    Sex,
    /// Where the owner lives.
    Address,
    /// An answer of the form.
    Answer(&'a Field),
}

/// The heads of the columns about the owner.
pub(crate) const OWNER: [(&str, Column<'static>); 5] = [
    ("Chủ hồ sơ: họ tên", Column::Name),
    ("Chủ hồ sơ: số định danh", Column::Number),
    ("Chủ hồ sơ: ngày sinh", Column::Born),
    ("Chủ hồ sơ: giới tính", Column::Sex),
    ("Chủ hồ sơ: nơi cư trú", Column::Address),
];

/// The questions of the form that a row can answer: every one but lists of rows.
pub(crate) fn questions(version: &ProcedureVersion) -> impl Iterator<Item = &Field> {
    version.form.pages.iter().flat_map(|page| &page.fields).filter(|field| field.kind != ValueKind::Rows)
}

/// What each head means; none for one that is not known. A head is the name of the field or its label.
pub(crate) fn columns<'a>(version: &'a ProcedureVersion, heads: &[String]) -> Vec<Option<Column<'a>>> {
    let plain = |text: &str| fold(text.trim().trim_end_matches('*')).replace(':', "");
    let one = |head: &String| {
        let head = plain(head);
        let owner = OWNER.iter().find(|(name, _)| plain(name) == head).map(|(_, column)| *column);
        let field = || {
            let named = |field: &&Field| field.name == head || plain(&field.label) == head;
            questions(version).find(named).map(Column::Answer)
        };
        owner.or_else(field)
    };
    heads.iter().map(one).collect()
}

/// The heads of an empty table for this case: the owner, then every question that is asked, required ones with a star.
pub(crate) fn heads(version: &ProcedureVersion, situation: &Situation<'_>) -> Vec<String> {
    let known = Value::Object(serde_json::Map::new());
    let owner = OWNER.iter().map(|(name, _)| (*name).to_owned());
    let shown: Vec<_> = version.form.shown_pages(&known, situation).flat_map(|page| &page.fields).collect();
    let asked = shown.into_iter().filter(|field| field.kind != ValueKind::Rows);
    owner
        .chain(asked.map(|field| format!("{}{}", field.label, if field.required { "*" } else { "" })))
        .collect()
}

/// What a cell says, as the form would post it.
pub(crate) fn posted(field: &Field, cell: &str) -> Vec<(String, String)> {
    let one = |text: &str| vec![(field.name.clone(), text.to_owned())];
    let chosen = |text: &str| {
        let wanted = fold(text);
        let choice = field.options.iter().find(|it| it.value == text || fold(&it.label) == wanted);
        choice.map_or_else(|| text.to_owned(), |it| it.value.clone())
    };
    match field.kind {
        ValueKind::Boolean => match fold(cell).as_str() {
            "co" | "x" | "dung" | "true" | "1" => one("true"),
            "khong" | "sai" | "false" | "0" => one("false"),
            _ => one(cell),
        },
        ValueKind::Date => {
            let parts: Vec<_> = cell.split(['/', '-', '.', ' ']).collect();
            let parts = match parts.as_slice() {
                [year, month, day] if year.len() == 4 => [*day, *month, *year],
                [day, month, year] => [*day, *month, *year],
                _ => [cell, "", ""],
            };
            let names = ["ngay", "thang", "nam"].map(|part| format!("{}-{part}", field.name));
            names.into_iter().zip(parts).map(|(name, part)| (name, part.to_owned())).collect()
        }
        ValueKind::Choices => cell
            .split(';')
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(|it| (field.name.clone(), chosen(it)))
            .collect(),
        _ if !field.options.is_empty() => one(&chosen(cell)),
        _ => one(cell),
    }
}
