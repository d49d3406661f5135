//! Signed roots: who holds one can tell whether anything up to its position was changed, removed or cut off.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use base::Instant;
use db::Db;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::hash::{self, Hash};
use crate::store::order;

/// What makes a signature over some bytes.
type Sign = dyn Fn(&[u8]) -> [u8; 64] + Send + Sync;

/// Signs with an Ed25519 key that only the composition root sees.
#[derive(Clone)]
pub struct Signer {
    public: [u8; 32],
    sign: Arc<Sign>,
}

impl Signer {
    /// A signer with this public key.
    pub fn new(public: [u8; 32], sign: impl Fn(&[u8]) -> [u8; 64] + Send + Sync + 'static) -> Self {
        Self { public, sign: Arc::new(sign) }
    }

    /// The public key in hexadecimal: the signer's name in the table and the file.
    #[must_use]
    pub fn name(&self) -> String {
        hex::encode(self.public)
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", self.name())
    }
}

/// One signed root, as it stands in the table, in a line of the file of roots and in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedRoot {
    /// The position.
    pub position: i64,
    /// The root at that position.
    #[serde(with = "crate::hexed")]
    pub root: Hash,
    /// When it was signed.
    pub signed_at: Instant,
    /// The public key in hexadecimal.
    pub signer: String,
    /// The Ed25519 signature over [`hash::signed`].
    #[serde(with = "crate::hexed")]
    pub signature: Vec<u8>,
}

impl SignedRoot {
    /// Whether the signature is its signer's. Whether that signer is to be trusted is another question.
    #[must_use]
    pub fn holds(&self) -> bool {
        let message = hash::signed(self.position, &self.root, self.signed_at.micros());
        let key = hex::decode(&self.signer).ok().and_then(|it| <[u8; 32]>::try_from(it).ok());
        let key = key.and_then(|it| VerifyingKey::from_bytes(&it).ok());
        let signature = Signature::from_slice(&self.signature).ok();
        key.zip(signature).is_some_and(|(key, signature)| key.verify_strict(&message, &signature).is_ok())
    }
}

/// Signs the root of the last placed event unless that is done or nothing is placed; then writes the signature
/// into the table and appends it as a line to `file`, flushed to the disk.
///
/// # Errors
/// [`Error::File`] if the file cannot be written (the table has it then); those of the database.
pub async fn sign_root(
    db: &Db,
    signer: &Signer,
    now: Instant,
    file: Option<&Path>,
) -> Result<Option<SignedRoot>, Error> {
    let name = signer.name();
    let end = db
        .read(move |rx| {
            let end = order::end(rx)?;
            let done = end.position == 0 || order::is_signed(rx, end.position, &name)?;
            Ok::<_, Error>((!done).then_some(end))
        })
        .await?;
    let Some(end) = end else { return Ok(None) };
    let signature = (signer.sign)(&hash::signed(end.position, &end.root, now.micros())).to_vec();
    let signed = SignedRoot {
        position: end.position,
        root: end.root,
        signed_at: now,
        signer: signer.name(),
        signature,
    };
    let kept = signed.clone();
    db.write(move |tx| order::sign(tx, &kept)).await?;
    if let Some(file) = file {
        append_line(file, &signed)?;
    }
    Ok(Some(signed))
}

fn append_line(file: &Path, signed: &SignedRoot) -> Result<(), Error> {
    let failed = |source| Error::File { what: format!("{} could not be written", file.display()), source };
    let line =
        serde_json::to_string(signed).map_err(|source| Error::Unwritable { what: "signed root", source })?;
    let mut out = std::fs::OpenOptions::new().create(true).append(true).open(file).map_err(failed)?;
    out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.sync_data()).map_err(failed)
}

/// Reads a file of signed roots, one JSON object a line. A last line that a crash cut short is passed over.
///
/// # Errors
/// [`Error::File`] if it cannot be read or a line before the last is no signed root.
pub fn read_roots(file: &Path) -> Result<Vec<SignedRoot>, Error> {
    let failed = |source| Error::File { what: format!("{} could not be read", file.display()), source };
    let text = std::fs::read_to_string(file).map_err(failed)?;
    let mut roots = Vec::new();
    for line in text.split_inclusive('\n') {
        match serde_json::from_str(line) {
            Ok(root) => roots.push(root),
            Err(_) if !line.ends_with('\n') => {}
            Err(error) => return Err(failed(error.into())),
        }
    }
    Ok(roots)
}
