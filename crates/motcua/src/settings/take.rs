//! Takes settings in: tried and undone, to say what would come of it, or for good.

use base::{Ctx, Fault, FieldError, Kind};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::{Outcome, Refused, SettingFile, Taken};

use super::archive::Folders;
use super::kinds;

/// What came of one kind of settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Report {
    /// What the kind is called.
    pub(super) label: String,
    /// Each thing.
    pub(super) taken: Vec<Taken>,
}

impl Report {
    /// How many came to the same.
    pub(super) fn count(&self, is: fn(&Outcome) -> bool) -> usize {
        self.taken.iter().filter(|it| is(&it.outcome)).count()
    }
}

/// Why nothing was taken in.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// It was to be tried only, or something in it is wrong.
    #[error("tried")]
    Tried(Vec<Report>),
    /// An action refused the whole.
    #[error("refused: {0}")]
    Refused(Box<dyn Fault>),
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused.0)
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Tried(_) => Kind::Invalid,
            Self::Refused(fault) => fault.kind(),
            Self::Ledger(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Tried(_) => "settings.wrong",
            Self::Refused(fault) => fault.code(),
            Self::Ledger(error) => error.code(),
            Self::Db(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Tried(_) => "Tệp thiết lập có nội dung cần sửa. Chưa có gì được nhập.".to_owned(),
            Self::Refused(fault) => fault.sentence(),
            Self::Ledger(error) => error.sentence(),
            Self::Db(error) => error.sentence(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Ledger(error) => error.fields(),
            _ => Vec::new(),
        }
    }
}

/// Says what would come of it; everything is undone.
pub(super) fn attempt(tx: &mut Tx, ctx: &Ctx, folders: &Folders) -> Result<(), Error> {
    Err(Error::Tried(all(tx, ctx, folders)?))
}

/// Takes all of it in, or nothing where something is wrong.
pub(super) fn take(tx: &mut Tx, ctx: &Ctx, hash: &str, folders: &Folders) -> Result<Vec<Report>, Error> {
    ledger::once(tx, ctx, "settings.take", &hash, |tx| {
        let reports = all(tx, ctx, folders)?;
        let wrong = |it: &Report| it.count(|outcome| matches!(outcome, Outcome::Wrong(_))) > 0;
        if reports.iter().any(wrong) { Err(Error::Tried(reports)) } else { Ok(reports) }
    })
}

fn all(tx: &mut Tx, ctx: &Ctx, folders: &Folders) -> Result<Vec<Report>, Error> {
    let kinds = kinds();
    let mut out = Vec::new();
    for kind in &kinds {
        let Some(files) = folders.get(kind.folder) else { continue };
        out.push(Report { label: kind.label.to_owned(), taken: (kind.take)(tx, ctx, files)? });
    }
    for (folder, files) in folders {
        if kinds.iter().all(|kind| kind.folder != folder) {
            out.push(Report { label: folder.clone(), taken: foreign(folder, files) });
        }
    }
    Ok(out)
}

/// What a folder says that no kind of settings has.
fn foreign(folder: &str, files: &[SettingFile]) -> Vec<Taken> {
    let wrong = format!("Không có loại thiết lập nào tên là “{folder}”. Xin bỏ thư mục này.");
    files.first().map(|file| Taken::new(file, "Thư mục", Outcome::Wrong(wrong))).into_iter().collect()
}
