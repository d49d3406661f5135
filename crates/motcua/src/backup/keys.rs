//! Keys of backups. Whoever has the public half can write one; only the private half reads it, and that stays off the server.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use age::secrecy::ExposeSecret as _;
use age::x25519::{Identity, Recipient};
use base::Instant;

use crate::cli::exit::{Code, Stop};

/// Makes a pair: the private half goes into a new file, readable by its owner only, in the form of `age-keygen`; the public half is answered.
pub(crate) fn make(file: &Path, now: Instant) -> Result<String, Stop> {
    let key = Identity::generate();
    let public = key.to_public().to_string();
    let secret = key.to_string();
    let text = format!("# created: {}\n# public key: {public}\n{}\n", now.rfc3339(), secret.expose_secret());
    let mut open = OpenOptions::new();
    let written = open.write(true).create_new(true).mode(0o600).open(file).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| {
        let what = format!("The key cannot be written to {}", file.display());
        Stop::unreachable(what, error, "Name a file that does not exist yet, in a folder you may write.")
    })?;
    Ok(public)
}

/// The public halves as they are typed.
pub(crate) fn recipients(typed: &[String]) -> Result<Vec<Recipient>, Stop> {
    let read = |text: &String| {
        text.parse::<Recipient>().map_err(|error| {
            let message = format!("--recipient {text:?} is no public key ({error}).\nIt begins with age1 and was printed by `motcua backup --make-key`.");
            Stop::new(Code::Usage, message)
        })
    };
    typed.iter().map(read).collect()
}

/// The private halves in a file, one a line; lines that begin with `#` say something.
pub(crate) fn identities(file: &Path) -> Result<Vec<Identity>, Stop> {
    let text = fs::read_to_string(file).map_err(|error| {
        Stop::unreachable(
            format!("The key {} cannot be read", file.display()),
            error,
            "Name the private key with --key.",
        )
    })?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let keys: Result<Vec<_>, _> = lines.map(str::parse::<Identity>).collect();
    // The error is not shown: what was typed may be half a key.
    keys.ok().filter(|keys| !keys.is_empty()).ok_or_else(|| {
        let what = format!("{} holds no private key.", file.display());
        Stop::new(Code::Usage, format!("{what}\nIt is the file made by `motcua backup --make-key`; its key begins with AGE-SECRET-KEY-."))
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.txt");
        let public = make(&file, Instant::from_micros(0)).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let keys = identities(&file).unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0].to_public().to_string(), public);
        assert_eq!(recipients(std::slice::from_ref(&public)).unwrap().len(), 1);
        assert_eq!(make(&file, Instant::from_micros(0)).unwrap_err().code, Code::Unreachable);
        assert_eq!(identities(&file).unwrap().len(), 1, "it was not written over");
    }

    #[test]
    fn what_is_no_key_is_refused_without_showing_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.txt");
        fs::write(&file, "AGE-SECRET-KEY-1HALF").unwrap();
        let refused = identities(&file).err().unwrap();
        assert!(refused.code == Code::Usage && !refused.message.contains("1HALF"), "{refused}");
        let refused = recipients(&["age1nothing".to_owned()]).unwrap_err();
        assert!(refused.code == Code::Usage && refused.message.contains("age1nothing"), "{refused}");
    }
}
