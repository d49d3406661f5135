//! The types of content that are taken in.

use crate::Error;

/// A type of content, recognised by the bytes themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// PDF, signed or not.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A Word document without macros.
    Docx,
    /// An Excel workbook without macros.
    Xlsx,
    /// An OpenDocument text.
    Odt,
    /// Any other ZIP archive without macros; never a paper of a dossier.
    Zip,
}

impl Kind {
    /// Every kind that a dossier may be made of.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Docx, Self::Xlsx, Self::Odt];

    /// What a citizen files: papers as PDF or as pictures.
    pub const PAPERS: &'static [Self] = &[Self::Pdf, Self::Jpeg, Self::Png];

    /// The media type for `Content-Type`; also what the database keeps.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Zip => "application/zip",
        }
    }

    /// The usual end of a file name, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Zip => "zip",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "ảnh JPG",
            Self::Png => "ảnh PNG",
            Self::Docx => "Word (.docx)",
            Self::Xlsx => "Excel (.xlsx)",
            Self::Odt => "văn bản ODT",
            Self::Zip => "tệp nén ZIP",
        }
    }

    /// The same in English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPG",
            Self::Png => "PNG",
            Self::Docx => "Word (.docx)",
            Self::Xlsx => "Excel (.xlsx)",
            Self::Odt => "ODT",
            Self::Zip => "ZIP",
        }
    }

    /// Reads what [`Kind::mime`] wrote.
    #[must_use]
    pub fn parse(mime: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.mime() == mime)
    }

    /// The kind of these bytes, if it is one of `accepted` and the file is whole.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::WrongType`], [`Error::Damaged`].
    pub fn of(bytes: &[u8], accepted: &[Self]) -> Result<Self, Error> {
        crate::sniff::kind(&mut std::io::Cursor::new(bytes), bytes.len() as u64, accepted)
    }
}

/// The accepted kinds as a person reads them: `PDF, ảnh JPG hoặc ảnh PNG`.
pub(crate) fn list(kinds: &[Kind]) -> String {
    let labels: Vec<_> = kinds.iter().map(|kind| kind.label()).collect();
    match labels.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} hoặc {last}", rest.join(", ")),
        None => String::new(),
    }
}
