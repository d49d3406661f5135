//! The files of an export and its map, as they lie on the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::map::Map;
use crate::source::{self, Export};

/// An export with its map.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The digest of tables and map.
    pub(crate) key: String,
    /// The map.
    pub(crate) map: Map,
    /// The tables.
    pub(crate) export: Arc<Export>,
    /// Where the files of dossiers lie.
    pub(crate) files: PathBuf,
}

/// Reads the tables in a folder (`.csv`, `.sql`) and the map.
///
/// # Errors
/// Sentences in Vietnamese with the name of the file: what is wrong with the map, or cannot be read.
pub fn load(folder: &Path, map: &Path) -> Result<Loaded, Vec<String>> {
    let failed = |path: &Path, error: std::io::Error| vec![format!("{}: {error}", path.display())];
    let text = std::fs::read_to_string(map).map_err(|error| failed(map, error))?;
    let read = Map::read(&text).map_err(|wrong| {
        wrong.into_iter().map(|one| format!("{}: {one}", map.display())).collect::<Vec<_>>()
    })?;
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
        if path.is_file() && ["csv", "sql"].contains(&ending.as_str()) {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(vec![format!("{}: không có tệp .csv hoặc .sql nào trong thư mục.", folder.display())]);
    }
    let mut digest = Sha256::new_with_prefix(&text);
    let mut files = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|error| failed(&path, error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        digest.update(&name);
        digest.update(Sha256::digest(&bytes));
        files.push((name, bytes));
    }
    Ok(Loaded {
        key: hex::encode(digest.finalize()),
        export: Arc::new(source::read(&files)),
        files: folder.join(&read.folder),
        map: read,
    })
}
