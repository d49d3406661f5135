//! The file that is being written: entries in a tar, compressed, encrypted. It takes its name when it is whole and on the disk.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use age::Encryptor;
use age::x25519::Recipient;
use tempfile::NamedTempFile;

/// What goes to the other thread at a time, and how much of it may wait.
const BLOCK: usize = 1 << 20;
const WAITING: usize = 8;
/// The quickest level worth its name: rows become a fifth, and papers, which are compressed already, are let through.
const LEVEL: i32 = 1;

/// A backup that is being written. Dropped before [`Writing::finish`] it leaves nothing.
pub(super) struct Writing {
    tar: tar::Builder<Pipe>,
    sealing: JoinHandle<io::Result<NamedTempFile>>,
    to: PathBuf,
    taken_at: u64,
}

/// The near end: hands over what the tar is made of.
struct Pipe {
    block: Vec<u8>,
    blocks: SyncSender<Vec<u8>>,
}

impl Writing {
    /// Begins the file `to`, beside which it is written under another name.
    pub(super) fn begin(to: &Path, recipients: &[Recipient], taken_at: u64) -> io::Result<Self> {
        let file = tempfile::Builder::new().prefix(".backup-").suffix(".part").tempfile_in(folder(to))?;
        let all = recipients.iter().map(|it| it as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(all).map_err(io::Error::other)?;
        let (blocks, taken) = sync_channel(WAITING);
        let sealing = thread::Builder::new().name("seal".to_owned());
        let sealing = sealing.spawn(move || seal(encryptor, file, &taken))?;
        let pipe = Pipe { block: Vec::with_capacity(BLOCK), blocks };
        Ok(Self { tar: tar::Builder::new(pipe), sealing, to: to.to_owned(), taken_at })
    }

    /// Adds an entry of exactly `size` bytes.
    pub(super) fn add(&mut self, name: &str, size: u64, bytes: impl Read) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.taken_at);
        self.tar.append_data(&mut header, name, bytes)
    }

    /// Ends the file and gives it its name; its size. A file of that name is not replaced.
    pub(super) fn finish(self) -> io::Result<u64> {
        let mut pipe = self.tar.into_inner()?;
        pipe.hand_over()?;
        drop(pipe);
        let file = joined(self.sealing)?;
        file.as_file().sync_all()?;
        let size = file.as_file().metadata()?.len();
        file.persist_noclobber(&self.to).map_err(|error| error.error)?;
        File::open(folder(&self.to))?.sync_all()?;
        Ok(size)
    }

    /// Why writing stopped: what the other thread met, if it did, else `error`.
    pub(super) fn cause(self, error: io::Error) -> io::Error {
        drop(self.tar);
        joined(self.sealing).err().unwrap_or(error)
    }
}

fn seal(
    encryptor: Encryptor,
    mut file: NamedTempFile,
    blocks: &Receiver<Vec<u8>>,
) -> io::Result<NamedTempFile> {
    let sealed = encryptor.wrap_output(file.as_file_mut())?;
    let mut packed = zstd::Encoder::new(sealed, LEVEL)?;
    for block in blocks {
        packed.write_all(&block)?;
    }
    packed.finish()?.finish()?;
    Ok(file)
}

fn joined(sealing: JoinHandle<io::Result<NamedTempFile>>) -> io::Result<NamedTempFile> {
    sealing.join().unwrap_or_else(|_| Err(io::Error::other("the thread that encrypts panicked")))
}

/// The folder a file lies in.
fn folder(file: &Path) -> &Path {
    file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

impl Pipe {
    fn hand_over(&mut self) -> io::Result<()> {
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK));
        self.blocks.send(block).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK {
            self.hand_over()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
