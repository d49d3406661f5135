//! A batch: one person brings many dossiers of one procedure (a notary, a bank, the head of a village). Each row of a table is a
//! dossier; all are received in one act or none, and each is a dossier like any other.

mod columns;

use base::id::UnitId;
use base::{Ctx, FieldError, fold};
use catalogue::{ProcedureVersion, Situation};
use db::{Db, Read};
use serde::Serialize;
use serde_json::{Map, Value};
use web::Sheet;

pub(crate) use self::columns::heads;
use self::columns::{Column, columns, posted};
use crate::actions::{self, BatchReceived, FILE_BATCH, FileBatch};
use crate::error::Error;
use crate::model::{Acting, Channel, Paper, PartyKind, PartyRole, Sex, TypedApplicant, TypedParty};
use crate::submission::{self, Input, Submission};
use crate::{permissions, queries, rules};

/// The most dossiers of a batch.
pub const MOST: usize = 100;
/// The field with the table; what is wrong with a row is said there.
pub(crate) const ROWS: &str = "rows";
/// How many faults are said at once.
const SAID: usize = 60;
/// The digits of a personal number.
const DIGITS: usize = 12;

/// A batch as it was typed.
#[derive(Clone, Debug, Serialize)]
pub struct Typed {
    /// The procedure.
    pub procedure: base::code::ProcedureCode,
    /// The version the officer saw.
    pub version: Option<i64>,
    /// The case.
    pub case: String,
    /// The body that decides.
    pub competent: UnitId,
    /// Who brings them, and by what right.
    pub submitter: TypedApplicant,
    /// The components that were handed in with each of them.
    pub papers: Vec<String>,
    /// The rows.
    pub sheet: Sheet,
    /// Somebody stands there twice, and that is right.
    pub twice: bool,
}

/// Receives a batch.
///
/// # Errors
/// [`Error::Invalid`]: everything that is wrong, by row and column, under the field `rows`; those of
/// [`actions::file_batch`].
pub async fn receive(db: &Db, ctx: &Ctx, typed: Typed) -> Result<BatchReceived, Error> {
    submission::send_several(db, ctx, FILE_BATCH, typed, look, actions::file_batch).await
}

/// Looks a batch through and receives nothing; how many dossiers it makes.
///
/// # Errors
/// As [`receive`].
pub fn check(rx: &mut Read, ctx: &Ctx, typed: Typed) -> Result<usize, Error> {
    look(rx, ctx, typed, String::new()).map(|batch| batch.submissions.len())
}

/// Prepares every row in one snapshot.
fn look(rx: &mut Read, ctx: &Ctx, typed: Typed, digest: String) -> Result<FileBatch, Error> {
    ctx.authorise(&permissions::RECEIVE)?;
    let version = queries::offered(rx, &typed.procedure, Channel::Counter, ctx.now.date())?;
    let columns = columns(&version, &typed.sheet.heads);
    let mut errors = table(&typed, &columns);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let mut submissions = Vec::new();
    for (line, cells) in &typed.sheet.rows {
        match row(rx, ctx, &version, &typed, &columns, cells, &digest) {
            Ok(submission) => submissions.push(submission),
            Err(Error::Invalid(wrong)) => {
                errors.extend(wrong.iter().map(|error| said(&version, *line, error)));
            }
            Err(other) => return Err(other),
        }
    }
    errors.truncate(SAID);
    if errors.is_empty() {
        let name = typed.submitter.name.trim().to_owned();
        Ok(FileBatch { submissions, submitter: name, digest })
    } else {
        Err(Error::Invalid(errors))
    }
}

/// What is wrong with the table as a whole: heads, how many rows, somebody who stands there twice.
fn table(typed: &Typed, columns: &[Option<Column<'_>>]) -> Vec<FieldError> {
    let sheet = &typed.sheet;
    let mut out = Vec::new();
    for (head, column) in sheet.heads.iter().zip(columns) {
        if column.is_none() && !head.is_empty() {
            out.push(format!("Cột “{head}” không có trong bảng mẫu của thủ tục này. Xin bỏ cột, hoặc sửa tên cột theo bảng mẫu."));
        }
    }
    for (at, head) in sheet.heads.iter().enumerate() {
        if !head.is_empty() && sheet.heads.iter().take(at).any(|other| fold(other) == fold(head)) {
            out.push(format!("Cột “{head}” có hai lần. Xin giữ một cột."));
        }
    }
    let owners = columns.iter().flatten().any(|column| matches!(column, Column::Name));
    if !owners && typed.submitter.acting() != Some(Acting::Own) {
        out.push(
            "Thiếu cột “Chủ hồ sơ: họ tên”. Xin tải lại bảng mẫu và chép dữ liệu vào đúng cột.".to_owned(),
        );
    }
    if sheet.rows.len() > MOST {
        out.push(format!(
            "Một lô có tối đa {MOST} hồ sơ, bảng này có {} dòng. Xin chia lô.",
            sheet.rows.len()
        ));
    }
    if !typed.twice {
        out.extend(doubles(sheet, columns));
    }
    out.into_iter().map(|message| FieldError::new(ROWS, message)).collect()
}

/// Rows with the same person: the same number, or without one the same name and day of birth.
fn doubles(sheet: &Sheet, columns: &[Option<Column<'_>>]) -> Vec<String> {
    let mut seen: Vec<(String, usize)> = Vec::new();
    let mut out = Vec::new();
    for (line, cells) in &sheet.rows {
        let owner = owner(columns, cells);
        let key = if owner.number.is_empty() {
            format!("{} {}", fold(&owner.name), owner.born)
        } else {
            owner.number
        };
        if key.trim().is_empty() {
            continue;
        }
        match seen.iter().find(|(known, _)| *known == key) {
            Some((_, first)) => out.push(format!(
                "Dòng {line}: {} đã có ở dòng {first}. Nếu đúng là hai hồ sơ, xin đánh dấu xác nhận; nếu không, xin bỏ một dòng.",
                owner.name
            )),
            None => seen.push((key, *line)),
        }
    }
    out
}

/// One row as a complete submission.
fn row(
    rx: &mut Read,
    ctx: &Ctx,
    version: &ProcedureVersion,
    typed: &Typed,
    columns: &[Option<Column<'_>>],
    cells: &[String],
    digest: &str,
) -> Result<Submission, Error> {
    let situation = Situation { case: &typed.case, channel: Channel::Counter };
    let mut pairs = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        if let Some(Column::Answer(field)) = column {
            pairs.extend(posted(field, cell).into_iter().filter(|(_, text)| !text.is_empty()));
        }
    }
    let (mut answers, mut errors) = (Value::Object(Map::new()), Vec::new());
    for page in &version.form.pages {
        let (found, wrong) = page.answers(&pairs, &answers, &situation);
        errors.extend(wrong);
        if let Some(map) = answers.as_object_mut() {
            map.extend(found);
        }
    }
    let mut applicant = typed.submitter.clone();
    let owner = owner(columns, cells);
    if !owner.name.is_empty() {
        applicant.people = vec![owner];
    }
    let input = Input {
        draft: None,
        filed_by: None,
        procedure: version.code.clone(),
        version: typed.version,
        case: typed.case.clone(),
        applicant,
        answers,
        papers: typed.papers.iter().map(|code| Paper::on_paper(code)).collect(),
        competent: typed.competent,
    };
    match submission::prepare(rx, ctx, Channel::Counter, input, digest.to_owned()) {
        Ok(submission) if errors.is_empty() => Ok(submission),
        Ok(_) => Err(Error::Invalid(errors)),
        Err(Error::Invalid(more)) => {
            let known: Vec<_> = errors.iter().map(|error| error.field.clone()).collect();
            errors.extend(more.into_iter().filter(|error| !known.contains(&error.field)));
            Err(Error::Invalid(errors))
        }
        Err(other) => Err(other),
    }
}

/// The owner a row names.
fn owner(columns: &[Option<Column<'_>>], cells: &[String]) -> TypedParty {
    let mut out = TypedParty {
        role: PartyRole::Owner.code().to_owned(),
        kind: PartyKind::Citizen.code().to_owned(),
        ..TypedParty::default()
    };
    for (column, cell) in columns.iter().zip(cells) {
        match column {
            Some(Column::Name) => out.name.clone_from(cell),
            Some(Column::Number) => out.number = number(cell),
            Some(Column::Born) => out.born = day(cell),
            Some(Column::Sex) => {
                out.sex = Sex::read(cell).map_or_else(|| cell.clone(), |sex| sex.code().to_owned())
            }
            Some(Column::Address) => out.address.clone_from(cell),
            Some(Column::Answer(_)) | None => {}
        }
    }
    out
}

/// A personal number; a workbook takes the zeros at its head away.
fn number(cell: &str) -> String {
    let digits: String = cell.chars().filter(|it| !matches!(it, ' ' | '.' | '\'')).collect();
    let short = (DIGITS - 2..DIGITS).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
    if short { format!("{digits:0>DIGITS$}") } else { digits }
}

/// A day as people write it, in the form that is kept; anything else as it is.
fn day(cell: &str) -> String {
    let parts: Vec<_> = cell.split(['/', '-', '.', ' ']).collect();
    let made = |year: &str, month: &str, day: &str| {
        let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        date.ok().map(|date| date.to_string())
    };
    let found = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => made(year, month, day),
        [day, month, year] => made(year, month, day),
        _ => None,
    };
    found.unwrap_or_else(|| cell.to_owned())
}

/// A fault with its row and the head of its column.
fn said(version: &ProcedureVersion, line: usize, error: &FieldError) -> FieldError {
    let column = match error.field.rsplit('.').next().unwrap_or_default() {
        "name" => Some("Chủ hồ sơ: họ tên"),
        "number" => Some("Chủ hồ sơ: số định danh"),
        "born" => Some("Chủ hồ sơ: ngày sinh"),
        "sex" => Some("Chủ hồ sơ: giới tính"),
        "address" => Some("Chủ hồ sơ: nơi cư trú"),
        _ => None,
    };
    let owner = column.filter(|_| error.field.starts_with("applicant.people"));
    let column = owner.or_else(|| version.form.field(&error.field).map(|field| field.label.as_str()));
    let message = match column {
        Some(column) => format!("Dòng {line}, cột “{column}”: {}", error.message),
        None => format!("Dòng {line}: {}", error.message),
    };
    // What is wrong with whoever brings them, or with the papers, is the same in each row.
    let own = error.field.starts_with("applicant.") && !error.field.starts_with("applicant.people");
    if own { error.clone() } else { FieldError::new(ROWS, message) }
}

/// Whether the procedure lets somebody bring dossiers of others by this right.
pub(crate) fn may_bring(version: &ProcedureVersion, acting: Acting) -> bool {
    acting == Acting::Own
        || (rules::may_file_for(acting, PartyKind::Citizen)
            && rules::admitted(version).contains(&PartyKind::Citizen))
}
