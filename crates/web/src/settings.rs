//! Settings that go from one installation to another as files: what a context writes of its own, and how it takes files in.

use base::{Ctx, Fault, Kind};

/// A kind of settings that a context hands over. Made a folder of an archive; a file in it is a text that people can read and change.
#[derive(Clone, Copy)]
pub struct Settings {
    /// The folder in the archive: `thu-tuc`.
    pub folder: &'static str,
    /// What it holds, in Vietnamese.
    pub label: &'static str,
    /// Whether an export holds it unless somebody says otherwise.
    pub usual: bool,
    /// Writes what the person may see of it; everything, for a system.
    pub write: Write,
    /// Takes in all files of the folder through actions of the context, in the person's name. What is there already stays as it is.
    pub take: Take,
}

/// Writes files.
type Write = fn(&mut db::Read, &Ctx) -> Result<Vec<SettingFile>, Refused>;
/// Takes files in.
type Take = fn(&mut db::Tx, &Ctx, &[SettingFile]) -> Result<Vec<Taken>, Refused>;

/// A file within the folder of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingFile {
    /// Its name below the folder, with `/` between parts.
    pub name: String,
    /// What it says.
    pub text: String,
}

impl SettingFile {
    /// A file.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// What is wrong with a field of it; with the file, where no field is named.
    #[must_use]
    pub fn wrong(&self, line: usize, field: &str, sentence: impl Into<String>) -> Taken {
        let what = if field.is_empty() { "Tệp".to_owned() } else { format!("Mục {field}") };
        Taken::new(self, what, Outcome::Wrong(sentence.into())).at(line)
    }

    /// That a reader could not read it: where, and what the reader says.
    #[must_use]
    pub fn unread(&self, line: usize, why: &str) -> Taken {
        self.wrong(line, "", format!("Không đọc được tệp ở dòng này ({why}). Xin sửa tệp."))
    }

    /// The line in which a byte of the text stands, from 1.
    #[must_use]
    pub fn line_of(&self, byte: usize) -> usize {
        let before = self.text.as_bytes().get(..byte).unwrap_or_default();
        before.iter().filter(|it| **it == b'\n').count() + 1
    }
}

/// What came of one thing that a file says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Taken {
    /// The file, below the folder.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What it is about: `Thủ tục 1.013225`.
    pub what: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is new here.
    Added,
    /// It takes the place of what was here, from its first day on.
    Changed,
    /// It is here already, word for word.
    Same,
    /// It is here otherwise, and what is here stays: why, in a sentence.
    Kept(String),
    /// It cannot be taken: why and what to do, in a sentence.
    Wrong(String),
}

impl Taken {
    /// Something of a file.
    #[must_use]
    pub fn new(file: &SettingFile, what: impl Into<String>, outcome: Outcome) -> Self {
        Self { file: file.name.clone(), line: None, what: what.into(), outcome }
    }

    /// The same at a line.
    #[must_use]
    pub const fn at(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

/// Why nothing can be said of the files at all: the database failed, or the person may not.
#[derive(Debug)]
pub struct Refused(pub Box<dyn Fault>);

impl Refused {
    /// What is said of something that the person may not touch.
    pub const OUT_OF_REACH: &str = "Nội dung này nằm ngoài phạm vi ông, bà quản trị. Xin bỏ khỏi tệp, hoặc nhờ người quản trị cấp trên nhập.";

    /// What an action said of one thing: a sentence for whoever sent the file, or a refusal of the whole where the machine failed.
    ///
    /// # Errors
    /// The refusal of the whole.
    pub fn sentence(fault: impl Fault) -> Result<String, Self> {
        if fault.kind() == Kind::Internal || fault.kind() == Kind::Busy {
            return Err(Self(Box::new(fault)));
        }
        if fault.kind() == Kind::NotFound {
            return Ok(Self::OUT_OF_REACH.to_owned());
        }
        let fields: Vec<String> = fault.fields().into_iter().map(|it| it.message).collect();
        Ok(if fields.is_empty() { fault.sentence() } else { fields.join(" ") })
    }
}

impl<E: Fault> From<E> for Refused {
    fn from(fault: E) -> Self {
        Self(Box::new(fault))
    }
}
