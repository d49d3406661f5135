//! Backup and restoring from outside: what is refused and how it is said, what is damaged, a full disk, and one engine grown into the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use db::Engine;
use db::testing::{Kind, Place};
use tempfile::TempDir;

fn motcua(arguments: &[&str], place: Option<&Place>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    command.args(arguments).env_remove("MOTCUA_DATABASE_URL");
    if let Some(Engine::Postgres(address)) = place.map(Place::engine) {
        command.arg("--database-url").arg(address);
    }
    command.output().expect("motcua runs")
}

fn told(out: &Output) -> (Option<i32>, String) {
    let said = [out.stdout.as_slice(), out.stderr.as_slice()].concat();
    (out.status.code(), String::from_utf8_lossy(&said).into_owned())
}

fn fine(out: &Output) -> String {
    let (code, said) = told(out);
    assert_eq!(code, Some(0), "{said}");
    said
}

/// A folder with a key, a small province and what comes of them.
struct Ground(TempDir);

impl Ground {
    fn new() -> Self {
        let ground = Self(tempfile::tempdir().expect("a folder"));
        let made = motcua(&["backup", "--make-key", &ground.at("key")], None);
        fs::write(ground.at("public"), fine(&made).lines().next().expect("the public key")).expect("written");
        ground
    }

    /// With forty dossiers and a paper. To make them takes long, so they are made once, and restored where they are wanted.
    fn seeded() -> Self {
        static MADE: OnceLock<[Vec<u8>; 3]> = OnceLock::new();
        let files = ["key", "public", "made.age"];
        let made = MADE.get_or_init(|| {
            let ground = Self::new();
            let (data, now) = (ground.at("data"), "2026-11-18T10:00:00+07:00");
            fine(&motcua(&["seed", "--dossiers", "40", "--now", now, "--data", &data], None));
            fine(&ground.backup("data", "made.age", None));
            files.map(|name| fs::read(ground.path(name)).expect("a file"))
        });
        let ground = Self(tempfile::tempdir().expect("a folder"));
        for (name, bytes) in files.iter().zip(made) {
            fs::write(ground.path(name), bytes).expect("written");
        }
        fine(&ground.restore("made.age", "data", None));
        ground
    }

    /// With one procedure and nothing else.
    fn small() -> Self {
        let ground = Self::new();
        let package = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packages/1.010041");
        fine(&motcua(&["import", "package", "--data", &ground.at("data"), package], None));
        ground
    }

    fn at(&self, name: &str) -> String {
        self.path(name).to_str().expect("a path").to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn backup(&self, data: &str, to: &str, place: Option<&Place>) -> Output {
        let public = fs::read_to_string(self.path("public")).expect("the key");
        motcua(
            &["backup", "--data", &self.at(data), "--to", &self.at(to), "--recipient", public.trim()],
            place,
        )
    }

    fn restore(&self, from: &str, data: &str, place: Option<&Place>) -> Output {
        let (from, key, data) = (self.at(from), self.at("key"), self.at(data));
        motcua(&["restore", "--from", &from, "--key", &key, "--data", &data], place)
    }

    fn check(&self, from: &str) -> Output {
        let (from, key) = (self.at(from), self.at("key"));
        motcua(&["restore", "--check", "--from", &from, "--key", &key], None)
    }

    /// The ledger as a bundle, after it was verified.
    fn bundle(&self, data: &str, place: Option<&Place>) -> Vec<u8> {
        let (data, out) = (self.at(data), self.at(&format!("{data}.bundle")));
        fine(&motcua(&["verify", "--data", &data], place));
        fine(&motcua(&["bundle", "--data", &data, &out], place));
        fs::read(out).expect("the bundle")
    }

    /// Where the one paper of a seeded province lies.
    fn paper(&self, data: &str) -> PathBuf {
        let shelves = fs::read_dir(self.path(data).join("files")).expect("the files");
        let shelf = shelves
            .map(|it| it.expect("an entry").path())
            .find(|it| it.file_name().is_some_and(|name| name.len() == 2));
        let mut files = fs::read_dir(shelf.expect("a shelf")).expect("the shelf");
        files.next().expect("a file").expect("an entry").path()
    }
}

#[test]
fn a_province_grows_from_one_engine_into_the_other_and_back() {
    let (ground, postgres) = (Ground::seeded(), Place::fresh(Kind::Postgres));
    let first = ground.bundle("data", None);
    let said = fine(&ground.backup("data", "one.age", None));
    assert!(said.contains("1 files") && said.contains("the ledger to position"), "{said}");
    let sealed = fs::read(ground.path("one.age")).expect("the backup");
    assert!(sealed.starts_with(b"age-encryption.org/v1"), "a file that age opens");

    fine(&ground.restore("one.age", "grown", Some(&postgres)));
    assert!(ground.bundle("grown", Some(&postgres)) == first, "the same ledger on PostgreSQL");
    let taken = fine(&ground.backup("grown", "two.age", Some(&postgres)));
    fine(&ground.restore("two.age", "back", None));
    assert!(ground.bundle("back", None) == first, "the same ledger on SQLite again");
    let rows = |said: &str| {
        said.split(": ").nth(1).map(|it| it.split(" rows").next().unwrap_or_default().to_owned())
    };
    assert_eq!(rows(&said), rows(&taken));
    let paper = ground.paper("data");
    let restored = ground.path("back").join(paper.strip_prefix(ground.path("data")).expect("inside"));
    assert_eq!(fs::read(paper).expect("a paper"), fs::read(restored).expect("the paper"));

    let occupied = ground.restore("one.age", "elsewhere", Some(&postgres));
    let (code, said) = told(&occupied);
    assert!(
        code == Some(2) && said.contains("is not empty: it holds") && said.contains("--database-url"),
        "{said}"
    );
    assert!(!ground.path("elsewhere").exists(), "nothing is left of what was refused");
}

#[test]
fn a_target_with_something_in_it_is_refused_and_left_alone() {
    let ground = Ground::small();
    fine(&ground.backup("data", "one.age", None));
    let before = fs::read(ground.path("data/motcua.sqlite")).expect("the database");
    let (code, said) = told(&ground.restore("one.age", "data", None));
    assert!(code == Some(2) && said.contains("is not empty") && said.contains("motcua.sqlite"), "{said}");
    assert!(fs::read(ground.path("data/motcua.sqlite")).expect("the database") == before);
    fs::create_dir(ground.path("other")).expect("a folder");
    fs::write(ground.path("other/letter"), "dear").expect("written");
    let (code, said) = told(&ground.restore("one.age", "other", None));
    assert!(code == Some(2) && said.contains("letter"), "{said}");
    assert_eq!(fs::read_dir(ground.path("other")).expect("the folder").count(), 1);
    fs::create_dir_all(ground.path("empty/lost+found")).expect("a folder");
    fine(&ground.restore("one.age", "empty", None));
    fine(&motcua(&["verify", "--data", &ground.at("empty")], None));
}

#[test]
fn a_wrong_key_changes_nothing_and_any_of_several_opens() {
    let ground = Ground::small();
    fine(&ground.backup("data", "one.age", None));
    let other = fine(&motcua(&["backup", "--make-key", &ground.at("other")], None));
    let other = other.lines().next().expect("a key").to_owned();
    let open = |file: &str| {
        let (from, key, data) = (ground.at(file), ground.at("other"), ground.at("new"));
        motcua(&["restore", "--from", &from, "--key", &key, "--data", &data], None)
    };
    let (code, said) = told(&open("one.age"));
    assert!(code == Some(2) && said.contains("does not open") && said.contains("--key"), "{said}");
    assert!(!ground.path("new").exists());

    let first = fs::read_to_string(ground.path("public")).expect("the key");
    let (data, to) = (ground.at("data"), ground.at("both.age"));
    let both = ["backup", "--data", &data, "--to", &to, "--recipient", first.trim(), "--recipient", &other];
    fine(&motcua(&both, None));
    fine(&ground.check("both.age"));
    fine(&open("both.age"));

    fs::write(ground.path("key"), "no key\n").expect("written");
    let (code, said) = told(&ground.check("one.age"));
    assert!(code == Some(2) && said.contains("holds no private key"), "{said}");
    let (code, said) =
        told(&motcua(&["backup", "--data", &data, "--to", &ground.at("x"), "--recipient", "age1x"], None));
    assert!(code == Some(2) && said.contains("is no public key"), "{said}");
    assert!(!ground.path("x").exists());
}

#[test]
fn a_backup_names_itself_in_a_folder_and_replaces_nothing() {
    let ground = Ground::small();
    fs::create_dir(ground.path("kept")).expect("a folder");
    fine(&ground.backup("data", "kept", None));
    let name =
        fs::read_dir(ground.path("kept")).expect("the folder").next().expect("a file").expect("an entry");
    let name = name.file_name().to_string_lossy().into_owned();
    assert!(name.starts_with("motcua-") && name.ends_with(".tar.zst.age"), "{name}");
    let whole = fs::read(ground.path(&format!("kept/{name}"))).expect("the backup");
    let (code, said) = told(&ground.backup("data", &format!("kept/{name}"), None));
    assert!(code == Some(2) && said.contains("is there already"), "{said}");
    assert!(fs::read(ground.path(&format!("kept/{name}"))).expect("the backup") == whole);
    let (code, said) = told(&ground.backup("nothing", "new.age", None));
    assert!(code == Some(2) && said.contains("There is no data"), "{said}");
    assert!(!ground.path("nothing").exists());
    let (code, said) = told(&ground.backup("data", "no/such/folder/b.age", None));
    assert!(code == Some(3) && said.contains("cannot be written"), "{said}");
    fs::write(ground.path("data/motcua.loading"), "").expect("written");
    let (code, said) = told(&ground.backup("data", "new.age", None));
    assert!(code == Some(3) && said.contains("interrupted"), "{said}");
    let said = fine(&ground.check(&format!("kept/{name}")));
    assert!(said.contains("from sqlite") && said.contains("The backup is whole."), "{said}");
}

/// That no single flipped bit goes unnoticed is shown in the crate; here it is what an administrator sees.
#[test]
fn what_was_cut_off_or_changed_restores_nothing_and_says_so() {
    let ground = Ground::seeded();
    fine(&ground.backup("data", "one.age", None));
    let whole = fs::read(ground.path("one.age")).expect("the backup");
    let refused = |bytes: &[u8], what: &str| {
        fs::write(ground.path("bad.age"), bytes).expect("written");
        for out in [ground.check("bad.age"), ground.restore("bad.age", "new", None)] {
            let (code, said) = told(&out);
            assert_eq!(code, Some(1), "{what}: {said}");
            assert!(
                said.contains("This is no whole backup") && said.contains("an earlier backup"),
                "{what}: {said}"
            );
            assert!(!ground.path("new").exists(), "{what}: nothing stays behind");
        }
    };
    for length in [0, 20, 150, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..length], &format!("cut to {length} bytes"));
    }
    for at in [whole.len() / 3, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        refused(&changed, &format!("changed at {at}"));
    }
    refused(&[&whole[..], b"more"].concat(), "with more behind it");
    refused(b"not a backup at all\n", "something else");
}

#[test]
fn a_file_that_is_missing_or_damaged_is_named_and_the_rest_is_kept() {
    let ground = Ground::seeded();
    let paper = ground.paper("data");
    let bytes = fs::read(&paper).expect("a paper");
    fs::write(&paper, [&bytes[..], b"x"].concat()).expect("written");
    let (code, said) = told(&ground.backup("data", "damaged.age", None));
    assert!(
        code == Some(1) && said.contains("was damaged") && said.contains("The backup is whole"),
        "{said}"
    );
    fs::remove_file(&paper).expect("removed");
    let (code, said) = told(&ground.backup("data", "missing.age", None));
    assert!(code == Some(1) && said.contains("was not there"), "{said}");
    for (file, what) in [("damaged.age", "was damaged"), ("missing.age", "was not there")] {
        let said = fine(&ground.restore(file, &format!("from-{file}"), None));
        assert!(said.contains(what), "{said}");
        fine(&motcua(&["verify", "--data", &ground.at(&format!("from-{file}"))], None));
    }
}

/// A mounted tmpfs, unmounted with this value; none without the right to mount one.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir(at).expect("a folder");
        let options = format!("size={size}");
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).output();
        done.is_ok_and(|it| it.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

#[test]
fn a_full_disk_leaves_neither_half_a_backup_nor_half_a_province() {
    let ground = Ground::seeded();
    let Some(disk) = Disk::mount(&ground.path("disk"), "64k") else {
        eprintln!("skipped: no right to mount a tmpfs");
        return;
    };
    let (code, said) = told(&ground.backup("data", "disk/one.age", None));
    assert!(code == Some(3) && said.contains("cannot be written") && said.contains("Make room"), "{said}");
    fine(&ground.backup("data", "one.age", None));
    let (code, said) = told(&ground.restore("one.age", "disk", None));
    assert!(code == Some(3) && said.contains("Nothing was restored. Make room"), "{said}");
    assert_eq!(fs::read_dir(ground.path("disk")).expect("the disk").count(), 0, "nothing is left on it");
    drop(disk);
    fine(&ground.restore("one.age", "new", None));
}
