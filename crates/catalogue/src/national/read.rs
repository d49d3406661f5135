//! A catalogue file read line by line, in batches that fit into memory: JSON lines, gzipped or not. What is wrong with a
//! line is said with its number, and the others are kept; a file that ends in the middle is read up to there.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::prepare::{Prepared, Rejected, prepare};

/// The longest line, in bytes. The longest real one has under 200 KB.
const LINE: usize = 4 << 20;
/// Lines in a batch.
const LINES: usize = 200;
/// Bytes in a batch, about.
const BYTES: usize = 8 << 20;
/// How a gzipped file begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Opens a catalogue file; whether it is gzipped is seen from its first bytes, not from its name.
///
/// # Errors
/// If it cannot be opened or read.
pub fn open_file(path: &Path) -> io::Result<Batches<Box<dyn BufRead + Send>>> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let zipped = file.fill_buf()?.starts_with(&GZIP);
    let from: Box<dyn BufRead + Send> = if zipped {
        Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    };
    Ok(Batches::new(from))
}

/// Some lines of a file.
#[derive(Debug, Default)]
pub struct Batch {
    /// Those that can be stored.
    pub sound: Vec<Prepared>,
    /// Those that were refused.
    pub rejected: Vec<Rejected>,
}

impl Batch {
    /// How many lines were read.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.sound.len() + self.rejected.len()
    }
}

/// The batches of a file. Empty lines are passed over; a code that stood in an earlier line is refused.
#[derive(Debug)]
pub struct Batches<R> {
    from: R,
    /// The line being read.
    line: usize,
    /// The line each code stands in.
    seen: HashMap<String, usize>,
    ended: bool,
}

/// What the next line is.
enum Line {
    Text(Vec<u8>),
    TooLong,
    /// The file cannot be read on; what was read of the line is lost.
    Broken(io::Error),
    End,
}

impl<R: BufRead> Batches<R> {
    /// The batches of what `from` gives.
    pub fn new(from: R) -> Self {
        Self { from, line: 0, seen: HashMap::new(), ended: false }
    }

    fn next_line(&mut self) -> Line {
        let mut text = Vec::new();
        self.line += 1;
        let limit = LINE as u64 + 1;
        match self.from.by_ref().take(limit).read_until(b'\n', &mut text) {
            Err(error) => return Line::Broken(error),
            Ok(0) => return Line::End,
            Ok(_) => {}
        }
        if text.len() > LINE && text.last() != Some(&b'\n') {
            return self.from.skip_until(b'\n').map_or_else(Line::Broken, |_| Line::TooLong);
        }
        Line::Text(text)
    }

    fn read(&mut self, text: &[u8]) -> Result<Prepared, Rejected> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let it = prepare(self.line, text)?;
        if let Some(first) = self.seen.get(&it.record.code) {
            let reason = format!("the code stands in line {first} already; that line is kept");
            return Err(Rejected { line: self.line, code: Some(it.record.code), reason });
        }
        self.seen.insert(it.record.code.clone(), self.line);
        Ok(it)
    }

    fn refuse(&self, reason: String) -> Rejected {
        Rejected { line: self.line, code: None, reason }
    }
}

impl<R: BufRead> Iterator for Batches<R> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let (mut batch, mut bytes) = (Batch::default(), 0);
        while !self.ended && batch.lines() < LINES && bytes < BYTES {
            match self.next_line() {
                Line::Text(text) if text.iter().all(u8::is_ascii_whitespace) => {}
                Line::Text(text) => {
                    bytes += text.len();
                    match self.read(&text) {
                        Ok(sound) => batch.sound.push(sound),
                        Err(rejected) => batch.rejected.push(rejected),
                    }
                }
                Line::TooLong => {
                    batch.rejected.push(self.refuse(format!("the line is longer than {LINE} bytes")))
                }
                Line::Broken(error) => {
                    self.ended = true;
                    let reason =
                        format!("the file ends in the middle here ({error}); the lines before were read");
                    batch.rejected.push(self.refuse(reason));
                }
                Line::End => self.ended = true,
            }
        }
        (batch.lines() > 0).then_some(batch)
    }
}
