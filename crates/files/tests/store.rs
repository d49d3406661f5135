//! What goes in comes out, what is refused leaves nothing, and the sweep takes only what is old.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]
#![expect(clippy::disallowed_methods, reason = "tokio::test starts a runtime of its own")]

use base::{Clock as _, SystemClock};
use files::{Error, FileHash, Files, Kind, hash};
use proptest::prelude::*;

const MB: u64 = 1024 * 1024;

fn store() -> (tempfile::TempDir, Files) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open_folder(&folder.path().join("files")).unwrap();
    (folder, files)
}

fn pdf(body: &[u8]) -> Vec<u8> {
    [b"%PDF-1.7\n", body, b"\n%%EOF\n"].concat()
}

/// Every file below the folder, for "nothing is left".
fn count(folder: &std::path::Path) -> usize {
    let paths = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    paths.map(|it| if it.is_dir() { count(&it) } else { 1 }).sum()
}

fn now_plus(seconds: i64) -> base::Instant {
    SystemClock.now().plus_seconds(seconds)
}

#[tokio::test]
async fn what_goes_in_comes_out_under_its_hash() {
    let (folder, files) = store();
    let bytes = pdf(b"to khai");
    let stored = files.put(&bytes, MB, Kind::PAPERS).await.unwrap();
    assert_eq!((stored.size, stored.kind), (bytes.len() as u64, Kind::Pdf));
    assert_eq!(stored.hash, hash(&bytes));
    assert_eq!(files.read(&stored.hash).await.unwrap(), bytes);
    assert_eq!(files.open(&stored.hash).await.unwrap().size, stored.size);
    assert_eq!(files.put(&bytes, MB, Kind::PAPERS).await.unwrap(), stored);
    assert_eq!(count(folder.path()), 1, "the same bytes are kept once");
}

#[tokio::test]
async fn what_is_refused_leaves_nothing() {
    let (folder, files) = store();
    let bytes = pdf(&[b'x'; 1000]);
    let exact = bytes.len() as u64;
    assert!(
        matches!(files.put(&bytes, exact - 1, Kind::PAPERS).await, Err(Error::TooLarge { limit }) if limit == exact - 1)
    );
    assert!(matches!(files.put(b"", MB, Kind::PAPERS).await, Err(Error::Empty)));
    let gif = files.put(b"GIF89a............", MB, Kind::PAPERS).await;
    assert!(matches!(gif, Err(Error::WrongType { found: "image/gif", .. })), "{gif:?}");
    let script = files.put(b"<html><script>alert(1)</script>", MB, Kind::PAPERS).await;
    assert!(matches!(script, Err(Error::WrongType { .. })), "{script:?}");
    let cut = files.put(&bytes[..500], MB, Kind::PAPERS).await;
    assert!(matches!(cut, Err(Error::Damaged { kind: Kind::Pdf, .. })), "{cut:?}");
    let other = files.put(&bytes, MB, &[Kind::Png]).await;
    assert!(matches!(other, Err(Error::WrongType { found: "application/pdf", .. })), "{other:?}");
    assert_eq!(count(folder.path()), 0);
    assert!(files.put(&bytes, exact, Kind::PAPERS).await.is_ok(), "exactly the limit is taken");
}

#[tokio::test]
async fn an_upload_that_stops_leaves_nothing() {
    let (folder, files) = store();
    let mut upload = files.begin(MB).await.unwrap();
    upload.write(&pdf(&vec![b'x'; 600_000])).await.unwrap();
    assert_eq!(count(folder.path()), 1);
    drop(upload);
    assert_eq!(count(folder.path()), 0);
    let mut upload = files.begin(1_000).await.unwrap();
    assert!(matches!(upload.write(&[0; 2_000]).await, Err(Error::TooLarge { .. })));
    assert!(upload.finish(Kind::PAPERS).await.is_err(), "a failed upload stays failed");
    assert_eq!(count(folder.path()), 0);
}

#[tokio::test]
async fn bytes_that_changed_on_the_disk_are_noticed() {
    let (folder, files) = store();
    let stored = files.put(&pdf(b"x"), MB, Kind::PAPERS).await.unwrap();
    files.verify(&stored.hash).await.unwrap();
    let (shelf, rest) = stored.hash.as_str().split_at(2);
    std::fs::write(folder.path().join("files").join(shelf).join(rest), pdf(b"y")).unwrap();
    assert!(matches!(files.verify(&stored.hash).await, Err(Error::Io { .. })));
    assert!(matches!(files.read(&stored.hash).await, Err(Error::Io { .. })));
    let missing = hash(b"never stored");
    assert!(matches!(files.open(&missing).await, Err(Error::Missing(it)) if it == missing));
}

#[tokio::test]
async fn the_sweep_takes_what_is_old_and_named() {
    let (folder, files) = store();
    let mut hashes = Vec::new();
    for i in 0..20_u8 {
        hashes.push(files.put(&pdf(&[i]), MB, Kind::PAPERS).await.unwrap().hash);
    }
    hashes.sort();
    let (past, future) = (now_plus(-60), now_plus(60));
    assert!(files.old(past, None, 100).await.unwrap().is_empty());
    let mut seen: Vec<FileHash> = Vec::new();
    loop {
        let page = files.old(future, seen.last().cloned(), 7).await.unwrap();
        if page.is_empty() {
            break;
        }
        seen.extend(page);
    }
    assert_eq!(seen, hashes, "paged in order, each once");
    assert_eq!(files.sweep(hashes.clone(), past).await.unwrap(), 0, "young bytes stay");
    let kept = hashes.split_off(15);
    let leftover = folder.path().join("files/new/.tmpleft");
    std::fs::write(&leftover, "x").unwrap();
    assert_eq!(files.sweep(hashes, future).await.unwrap(), 15);
    assert!(!leftover.exists());
    assert_eq!(files.old(future, None, 100).await.unwrap(), kept);
    for hash in kept {
        files.verify(&hash).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_is_swept_while_somebody_holds_the_store() {
    let (folder, files) = store();
    let stored = files.put(&pdf(b"x"), MB, Kind::PAPERS).await.unwrap();
    let other = Files::open_folder(&folder.path().join("files")).unwrap();
    let (one, two) = (other.hold().unwrap(), files.hold().unwrap());
    for held in [Some((one, two)), None] {
        let swept = files.sweep(vec![stored.hash.clone()], now_plus(60)).await.unwrap();
        assert_eq!(swept, usize::from(held.is_none()));
        assert_eq!(files.verify(&stored.hash).await.is_ok(), held.is_some());
    }
}

#[tokio::test]
async fn what_is_filled_in_is_kept_under_its_own_address_only() {
    let (folder, files) = store();
    let bytes = pdf(b"x");
    let fill = |hash: &FileHash| {
        let mut filling = files.fill().unwrap();
        bytes.chunks(3).for_each(|part| filling.write(part).unwrap());
        filling.keep(hash).unwrap()
    };
    assert!(!fill(&hash(b"another")));
    assert_eq!(count(folder.path()), 0);
    assert!(fill(&hash(&bytes)));
    files.settle().unwrap();
    assert_eq!(files.read(&hash(&bytes)).await.unwrap(), bytes);
    let (_, size) = files.open_now(&hash(&bytes)).unwrap();
    assert_eq!(size, bytes.len() as u64);
}

#[tokio::test]
async fn what_a_killed_sweep_moved_aside_comes_back() {
    let (folder, files) = store();
    let stored = files.put(&pdf(b"x"), MB, Kind::PAPERS).await.unwrap();
    let (shelf, rest) = stored.hash.as_str().split_at(2);
    let root = folder.path().join("files");
    std::fs::rename(root.join(shelf).join(rest), root.join("gone").join(stored.hash.as_str())).unwrap();
    assert!(files.open(&stored.hash).await.is_err());
    files.sweep(Vec::new(), now_plus(0)).await.unwrap();
    files.verify(&stored.hash).await.unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_bytes_in_any_chunks_come_back(body in prop::collection::vec(any::<u8>(), 0..700_000), chunk in 1_usize..300_000) {
        let (_folder, files) = store();
        let bytes = pdf(&body);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let read = runtime.block_on(async {
            let mut upload = files.begin(bytes.len() as u64).await.unwrap();
            for part in bytes.chunks(chunk) {
                upload.write(part).await.unwrap();
            }
            let stored = upload.finish(&[Kind::Pdf]).await.unwrap();
            files.read(&stored.hash).await.unwrap()
        });
        prop_assert!(read == bytes);
    }
}

#[tokio::test]
async fn what_is_stored_can_be_described_until_it_is_swept() {
    let (folder, files) = store();
    let stored = files.put(&pdf(b"ban ve"), MB, Kind::PAPERS).await.unwrap();
    let (there, none) = (stored.hash.clone(), hash(b"never stored"));
    let both = vec![there.clone(), none];
    assert_eq!(files.describe(both.clone(), Kind::PAPERS).await.unwrap(), [Some(stored.clone()), None]);
    assert_eq!(
        files.describe(vec![there.clone()], &[Kind::Png]).await.unwrap(),
        [None],
        "not of an accepted kind"
    );
    let fresh = Files::open_folder(&folder.path().join("files")).unwrap();
    assert_eq!(
        fresh.describe(both.clone(), Kind::PAPERS).await.unwrap(),
        [Some(stored), None],
        "read from the disk"
    );
    files.sweep(vec![there], now_plus(3600)).await.unwrap();
    assert_eq!(files.describe(both, Kind::PAPERS).await.unwrap(), [None, None]);
}
