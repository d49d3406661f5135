//! The archive: a ZIP with a folder for each kind of settings and a file that says what it is.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use serde::{Deserialize, Serialize};
use web::SettingFile;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The file that makes an archive one of settings.
const MANIFEST: &str = "motcua.toml";
/// The form of the archive; a later one is refused.
const FORM: u32 = 1;
/// The most files.
const MOST_FILES: usize = 20_000;
/// The most bytes of one file, and of all together.
const LARGEST: u64 = 4 * 1024 * 1024;
const LARGEST_IN_ALL: u64 = 128 * 1024 * 1024;

/// What an archive is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The form of the archive.
    form: u32,
    /// The version of the program that wrote it.
    program: String,
    /// When it was written.
    pub(super) written_at: String,
}

impl Manifest {
    pub(super) fn new(written_at: String) -> Self {
        Self { form: FORM, program: env!("CARGO_PKG_VERSION").to_owned(), written_at }
    }
}

/// The files of an archive by folder.
pub(super) type Folders = BTreeMap<String, Vec<SettingFile>>;

/// Why an archive cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unread {
    #[error("no archive")]
    NotOne,
    #[error("no manifest")]
    Foreign,
    #[error("a later form")]
    Later,
    #[error("too much")]
    TooMuch,
    #[error("{0} is no text")]
    NoText(String),
}

impl Unread {
    /// In Vietnamese, with what to do.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::NotOne => "Tệp ZIP bị hỏng hoặc chưa tải đủ. Xin chọn lại tệp.".to_owned(),
            Self::Foreign => format!(
                "Đây không phải tệp thiết lập: trong tệp không có {MANIFEST}. Xin chọn tệp đã xuất từ hệ thống này."
            ),
            Self::Later => {
                "Tệp được xuất từ phiên bản mới hơn của chương trình. Xin nâng cấp hệ thống này rồi nhập lại."
                    .to_owned()
            }
            Self::TooMuch => format!(
                "Tệp có quá nhiều nội dung: tối đa {MOST_FILES} tệp, mỗi tệp {} MB. Xin chia ra nhập nhiều lần.",
                LARGEST / 1024 / 1024
            ),
            Self::NoText(name) => {
                format!("Tệp {name} trong tệp ZIP không phải văn bản UTF-8. Xin lưu lại tệp đó.")
            }
        }
    }
}

/// Writes an archive.
///
/// # Errors
/// Those of the writer.
pub(super) fn pack(manifest: &Manifest, folders: &Folders) -> zip::result::ZipResult<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let mut add = |name: &str, text: &str| {
        out.start_file(name, options)?;
        Ok::<_, zip::result::ZipError>(out.write_all(text.as_bytes())?)
    };
    add(MANIFEST, &toml::to_string(manifest).unwrap_or_default())?;
    for (folder, files) in folders {
        for file in files {
            add(&format!("{folder}/{}", file.name), &file.text)?;
        }
    }
    Ok(out.finish()?.into_inner())
}

/// Reads an archive, also one that was packed again with a folder around everything.
///
/// # Errors
/// [`Unread`].
pub(super) fn unpack(bytes: &[u8]) -> Result<Folders, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::NotOne)?;
    if archive.len() > MOST_FILES {
        return Err(Unread::TooMuch);
    }
    let mut texts = Vec::new();
    let mut left = LARGEST_IN_ALL;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|_| Unread::NotOne)?;
        let name = file.enclosed_name().map(|path| path.to_string_lossy().replace('\\', "/"));
        let Some(name) = name.filter(|_| file.is_file()) else { continue };
        let most = LARGEST.min(left);
        let mut bytes = Vec::new();
        file.by_ref().take(most + 1).read_to_end(&mut bytes).map_err(|_| Unread::NotOne)?;
        let read = bytes.len() as u64;
        if read > most {
            return Err(Unread::TooMuch);
        }
        left -= read;
        texts.push((name, bytes));
    }
    let around =
        texts.iter().find_map(|(name, bytes)| Some((name.strip_suffix(MANIFEST)?.to_owned(), bytes.clone())));
    let (around, manifest) =
        around.filter(|(around, _)| around.is_empty() || around.ends_with('/')).ok_or(Unread::Foreign)?;
    known(&manifest)?;
    sorted(texts, &around)
}

fn known(manifest: &[u8]) -> Result<(), Unread> {
    let text = std::str::from_utf8(manifest).map_err(|_| Unread::Foreign)?;
    let manifest: Manifest = toml::from_str(text).map_err(|_| Unread::Foreign)?;
    if manifest.form > FORM { Err(Unread::Later) } else { Ok(()) }
}

fn sorted(texts: Vec<(String, Vec<u8>)>, around: &str) -> Result<Folders, Unread> {
    let mut folders = Folders::new();
    for (name, bytes) in texts {
        let Some(name) = name.strip_prefix(around).filter(|name| *name != MANIFEST) else { continue };
        // What lies beside the folders, as file managers leave it there, belongs to none.
        let Some((folder, rest)) = name.split_once('/') else { continue };
        let text = String::from_utf8(bytes).map_err(|_| Unread::NoText(name.to_owned()))?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        folders.entry(folder.to_owned()).or_default().push(SettingFile::new(rest, text));
    }
    for files in folders.values_mut() {
        files.sort_by(|one, two| one.name.cmp(&two.name));
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn manifest() -> Manifest {
        Manifest::new("2026-11-18T09:00:00+07:00".to_owned())
    }

    proptest! {
        #[test]
        fn what_is_packed_unpacks(names in prop::collection::btree_map("[a-z]{1,6}", prop::collection::btree_map("[a-z0-9]{1,6}(/[a-z]{1,5})?\\.toml", "[ -~đĐ\n]{0,80}", 1..4), 0..4)) {
            let folders: Folders = names.into_iter().map(|(folder, files)| {
                (folder, files.into_iter().map(|(name, text)| SettingFile::new(name, text)).collect())
            }).collect();
            let bytes = pack(&manifest(), &folders).expect("packed");
            prop_assert_eq!(unpack(&bytes), Ok(folders));
        }

        #[test]
        fn no_bytes_make_it_panic(at in 0_usize..2000, byte: u8, cut in 0_usize..2000) {
            let folders = Folders::from([("thu-tuc".to_owned(), vec![SettingFile::new("a/b.toml", "x = 1\n".repeat(40))])]);
            let mut bytes = pack(&manifest(), &folders).expect("packed");
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % bytes.len());
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn a_folder_around_everything_is_no_matter() {
        let folders = Folders::from([("quay".to_owned(), vec![SettingFile::new("quay.toml", "")])]);
        let whole = pack(&manifest(), &folders).expect("packed");
        let mut inner = ZipArchive::new(Cursor::new(whole)).expect("an archive");
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..inner.len() {
            let mut file = inner.by_index(at).expect("a file");
            let (mut text, name) = (String::new(), format!("cua-tinh/{}", file.name().expect("a name")));
            file.read_to_string(&mut text).expect("a text");
            out.start_file(name, SimpleFileOptions::default()).expect("begun");
            out.write_all(text.as_bytes()).expect("written");
        }
        let bytes = out.finish().expect("finished").into_inner();
        assert_eq!(unpack(&bytes), Ok(folders));
    }

    #[test]
    fn another_archive_and_a_later_one_are_refused() {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        out.start_file("word.txt", SimpleFileOptions::default()).expect("begun");
        let bytes = out.finish().expect("finished").into_inner();
        assert_eq!(unpack(&bytes), Err(Unread::Foreign));
        let later = Manifest { form: FORM + 1, ..manifest() };
        assert_eq!(unpack(&pack(&later, &Folders::new()).expect("packed")), Err(Unread::Later));
        assert_eq!(unpack(b"PK"), Err(Unread::NotOne));
    }

    #[test]
    fn more_than_is_taken_is_refused_before_it_is_unpacked() {
        let size = usize::try_from(LARGEST).expect("fits") + 1;
        let folders =
            Folders::from([("quay".to_owned(), vec![SettingFile::new("quay.toml", " ".repeat(size))])]);
        assert_eq!(unpack(&pack(&manifest(), &folders).expect("packed")), Err(Unread::TooMuch));
    }
}
