//! The names in a ZIP archive, read from its central directory (APPNOTE 4.3.12 and 4.3.16). Nothing is unpacked.

use std::io::{Read, Seek};

use crate::sniff::part;

/// The end record is within this of the end of the file.
const END: u64 = 22 + 65_535;
/// A directory larger than this belongs to no document of an office program.
const DIRECTORY: u64 = 4 * 1024 * 1024;

/// The names, if the archive is whole.
pub(crate) fn names(file: &mut (impl Read + Seek), size: u64) -> Option<Vec<String>> {
    let tail = part(file, size.saturating_sub(END), END.min(size)).ok()?;
    let end = tail.windows(4).rposition(|it| it == b"PK\x05\x06")?;
    let end = tail.get(end..end + 22)?;
    let count = u16::from_le_bytes(end[10..12].try_into().ok()?);
    let length = u64::from(u32::from_le_bytes(end[12..16].try_into().ok()?));
    let start = u64::from(u32::from_le_bytes(end[16..20].try_into().ok()?));
    if length > DIRECTORY || start + length > size {
        return None;
    }
    let directory = part(file, start, length).ok()?;
    let mut rest = &directory[..];
    (0..count).map(|_| entry(&mut rest)).collect()
}

fn entry(rest: &mut &[u8]) -> Option<String> {
    let head = rest.get(..46)?;
    if !head.starts_with(b"PK\x01\x02") {
        return None;
    }
    let long = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let (name, extra, comment) = (long(28), long(30), long(32));
    let text = String::from_utf8_lossy(rest.get(46..46 + name)?).into_owned();
    *rest = rest.get(46 + name + extra + comment..)?;
    Some(text)
}
