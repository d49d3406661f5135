//! Texts that are written by hand, one file each, in a folder beside the code: named in a list, read once.

use serde::de::DeserializeOwned;

/// The name of a file and what stands in it.
pub(super) type Text = (&'static str, &'static str);

/// The files of a folder of this crate, by their names.
macro_rules! texts {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../", $folder, "/", $name, ".toml")))),*]
    };
}
pub(super) use texts;

/// What such a text says; it goes by the name of its file.
pub(super) trait Written: DeserializeOwned {
    /// The same under its name.
    fn named(self, name: &'static str) -> Self;
}

/// Reads one.
pub(super) fn read<T: Written>((name, text): Text) -> Result<T, toml::de::Error> {
    Ok(toml::from_str::<T>(text)?.named(name))
}

/// Reads all. A file that cannot be read is left out; a test holds that there is none.
pub(super) fn all<T: Written>(texts: &[Text]) -> Vec<T> {
    texts.iter().filter_map(|it| read(*it).ok()).collect()
}

/// Reads all, each of which must be readable, and holds that the list names every file of the folder once.
#[cfg(test)]
pub(super) fn whole<T: Written>(folder: &str, texts: &[Text]) -> Vec<T> {
    let folder = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).expect("the folder").map(|file| file.expect("a file").file_name());
    let mut files: Vec<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    let mut named: Vec<String> = texts.iter().map(|(name, _)| format!("{name}.toml")).collect();
    files.sort();
    named.sort();
    assert_eq!(files, named);
    texts.iter().map(|it| read(*it).unwrap_or_else(|error| panic!("{}: {error}", it.0))).collect()
}
