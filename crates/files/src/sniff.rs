//! What the bytes are: the first ones say the type, the structure says whether the file is whole.

use std::io::{Read, Seek, SeekFrom};

use crate::zip::names;
use crate::{Error, Kind};

/// Enough to recognise everything `infer` knows, for the message.
const HEAD: u64 = 8192;
/// A PDF ends with `%%EOF`; programs add blanks, some a few hundred bytes of their own.
const TAIL: u64 = 2048;

/// The kind of `file`, if it is one of `accepted` and whole.
pub(crate) fn kind(file: &mut (impl Read + Seek), size: u64, accepted: &[Kind]) -> Result<Kind, Error> {
    if size == 0 {
        return Err(Error::Empty);
    }
    let head = part(file, 0, HEAD.min(size)).map_err(Error::io("reading a file"))?;
    let wrong = || {
        let found = infer::get(&head).map_or("unknown", |it| it.mime_type());
        Error::WrongType { found, accepted: accepted.to_vec() }
    };
    let kind = recognise(file, size, &head).ok_or_else(wrong)?;
    if !accepted.contains(&kind) {
        return Err(wrong());
    }
    whole(file, size, kind).map_or(Ok(kind), |why| Err(Error::Damaged { kind, why }))
}

fn recognise(file: &mut (impl Read + Seek), size: u64, head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"%PDF-") {
        return Some(Kind::Pdf);
    }
    if head.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some(Kind::Jpeg);
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Kind::Png);
    }
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    // An archive cut short has lost its list of names; its beginning still says what it was meant to be.
    let Some(names) = names(file, size) else {
        return if infer::doc::is_docx(head) {
            Some(Kind::Docx)
        } else if infer::doc::is_xlsx(head) {
            Some(Kind::Xlsx)
        } else {
            is_odt(head).then_some(Kind::Odt)
        };
    };
    let has = |name: &str| names.iter().any(|it| it == name);
    let macros = names.iter().any(|it| it.ends_with("vbaProject.bin"));
    let office = has("[Content_Types].xml") && !macros;
    match () {
        () if office && has("word/document.xml") => Some(Kind::Docx),
        () if office && has("xl/workbook.xml") => Some(Kind::Xlsx),
        () if is_odt(head) && has("content.xml") => Some(Kind::Odt),
        () => (!macros).then_some(Kind::Zip),
    }
}

/// An OpenDocument file begins with its type, not compressed (ODF 1.3 part 2, section 3.3).
fn is_odt(head: &[u8]) -> bool {
    head.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.textPK"))
}

/// What is missing, if the file is not whole.
fn whole(file: &mut (impl Read + Seek), size: u64, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Pdf => {
            let tail = part(file, size.saturating_sub(TAIL), TAIL.min(size)).unwrap_or_default();
            let ended = tail.windows(5).any(|it| it == b"%%EOF");
            (!ended).then_some("no %%EOF at the end")
        }
        Kind::Png => png(file).is_none().then_some("no IEND chunk"),
        Kind::Jpeg => jpeg(file, size).is_none().then_some("no picture after the headers"),
        Kind::Docx | Kind::Xlsx | Kind::Odt | Kind::Zip => {
            names(file, size).is_none().then_some("no central directory")
        }
    }
}

/// Walks the chunks of a PNG to its end.
fn png(file: &mut (impl Read + Seek)) -> Option<()> {
    let mut at = 8;
    loop {
        let chunk = part(file, at, 8).ok()?;
        let length = u32::from_be_bytes(chunk.get(..4)?.try_into().ok()?);
        // The chunk, its check sum, and all of it within the file.
        at += 12 + u64::from(length);
        part(file, at - 1, 1).ok()?;
        match chunk.get(4..8)? {
            b"IEND" => return Some(()),
            _ if at == u64::from(length) + 20 && chunk.get(4..8)? != b"IHDR" => return None,
            _ => {}
        }
    }
}

/// Walks the segments of a JPEG to the picture itself. Telephones add other things behind the picture, so its
/// end proves nothing.
fn jpeg(file: &mut (impl Read + Seek), size: u64) -> Option<()> {
    let mut at = 2;
    loop {
        let segment = part(file, at, 4).ok()?;
        let [0xff, kind, high, low] = segment[..] else { return None };
        if kind == 0xff {
            at += 1;
            continue;
        }
        at += 2 + u64::from(u16::from_be_bytes([high, low]));
        if kind == 0xda {
            return (at < size).then_some(());
        }
    }
}

/// `length` bytes from `at`, all of them.
pub(crate) fn part(file: &mut (impl Read + Seek), at: u64, length: u64) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
