//! The program from outside: what it prints, how it ends, that it serves and stops.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn motcua(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(arguments)
        .env_remove("MOTCUA_DATABASE_URL")
        .output()
        .expect("motcua runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server on a free port, and its address.
fn serve(folder: &Path) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder)
        .env_remove("MOTCUA_DATABASE_URL")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("motcua starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let address = lines.find_map(|line| Some(line.ok()?.split_once("http://")?.1.to_owned()));
    (child, address.expect("the server prints its address"))
}

fn get(host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("somebody listens");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn terminate(mut child: Child) -> std::process::ExitStatus {
    let sent = Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status();
    assert!(sent.is_ok_and(|it| it.success()));
    child.wait().expect("it ends")
}

#[test]
fn a_due_date_is_printed_with_its_derivation() {
    let out = motcua(&["due", "--from", "2026-02-13T10:00", "--term", "3 ngày làm việc", "--json"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(json["due"], "2026-02-25T17:00:00+07:00");
    assert!(json["derivation"].as_array().is_some_and(|lines| lines.len() > 2), "{json}");

    let out = motcua(&["due", "--from", "2026-02-13T10:00", "--term", "3 ngày làm việc"]);
    assert!(text(&out.stdout).contains("17:00 thứ Tư, 25/02/2026"), "{}", text(&out.stdout));
}

#[test]
fn wrong_input_ends_with_2_and_says_what_is_wrong() {
    for arguments in [
        &["due", "--from", "tomorrow", "--term", "3 ngày"][..],
        &["due", "--from", "2026-02-13T10:00", "--term", "ba ngày"],
        &["due", "--from", "2026-02-13T10:00", "--term", "3 ngày", "--calendar", "none"],
        &["serve", "--listen", "nowhere"],
        &["dance"],
    ] {
        let out = motcua(arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}: {}", text(&out.stderr));
        assert!(out.stderr.len() > 20, "{arguments:?}");
    }
}

#[test]
fn it_serves_alone_on_its_folder_and_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (child, host) = serve(folder.path());
    assert!(get(&host, "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(&host, "/readyz").starts_with("HTTP/1.1 200"));

    let second = motcua(&["serve", "--listen", "127.0.0.1:0", "--data", folder.path().to_str().unwrap()]);
    assert_eq!(second.status.code(), Some(3), "{}", text(&second.stderr));
    assert!(text(&second.stderr).contains("--data"), "{}", text(&second.stderr));

    assert_eq!(terminate(child).code(), Some(0));
    assert!(TcpStream::connect(&host).is_err());
}

#[test]
fn the_demo_tells_its_accounts_and_its_ledger_is_verified_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    for _ in 0..2 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(["demo", "--listen", "127.0.0.1:0", "--data", data])
            .env_remove("MOTCUA_DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = String::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            said.push_str(&line);
            if line.contains("http://") {
                break;
            }
        }
        for login in [
            "cong-dan",
            "mot-cua",
            "chuyen-vien",
            "truong-phong",
            "ky-duyet",
            "van-thu",
            "lanh-dao",
            "quan-tri",
        ] {
            assert!(said.contains(login), "{login}: {said}");
        }
        assert_eq!(terminate(child).code(), Some(0));
    }
    let verified = motcua(&["verify", "--data", data, "--json"]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stderr));
    let report: serde_json::Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert!(report["events"].as_u64() > Some(20), "{report}");
    assert_eq!(report["placed"], report["events"]);
    assert_eq!(report["signed_to"], report["events"]);

    let bundle = folder.path().join("bundle.jsonl");
    let bundle = bundle.to_str().unwrap();
    assert_eq!(motcua(&["bundle", "--data", data, bundle]).status.code(), Some(0));
    assert_eq!(motcua(&["verify", "--bundle", bundle]).status.code(), Some(0));
    let changed = std::fs::read_to_string(bundle).unwrap().replacen("Việt Trì", "Nông Trang", 1);
    std::fs::write(bundle, changed).unwrap();
    let found = motcua(&["verify", "--bundle", bundle]);
    assert_eq!(found.status.code(), Some(1));
    assert!(text(&found.stdout).contains("payload was changed"), "{}", text(&found.stdout));
}

#[test]
fn verifying_what_is_not_there_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("none");
    let out = motcua(&["verify", "--data", data.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2), "{}", text(&out.stderr));
    assert!(!data.exists());
}

#[test]
fn a_package_is_imported_once_and_a_wrong_one_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packages/1.010041");
    let first = motcua(&["import", "package", "--data", data, package]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert_eq!(text(&first.stdout), "1.010041/1: added\n");
    let again = motcua(&["import", "package", "--data", data, package]);
    assert_eq!(text(&again.stdout), "1.010041/1: unchanged\n");

    let wrong = folder.path().join("wrong");
    std::fs::create_dir(&wrong).unwrap();
    for file in ["procedure.toml", "form.schema.json", "process.toml"] {
        let sound = std::fs::read_to_string(format!("{package}/{file}")).unwrap();
        std::fs::write(wrong.join(file), sound.replace("levels = [\"commune\"]", "levels = [\"village\"]"))
            .unwrap();
    }
    let refused = motcua(&["import", "package", "--data", data, package, wrong.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(said.contains("wrong/procedure.toml:7: levels"), "{said}");
}

#[test]
fn packages_go_from_one_installation_to_another_as_files() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (here, there, files) = (place("here"), place("there"), place("files"));
    for code in ["1.010041", "1.013225", "2.000815"] {
        let package = format!("{}/../../packages/{code}", env!("CARGO_MANIFEST_DIR"));
        assert!(motcua(&["import", "package", "--data", &here, &package]).status.success());
    }
    let none = motcua(&["export", "packages", "--data", &place("nothing"), "--to", &files]);
    assert_eq!(none.status.code(), Some(2), "{}", text(&none.stderr));
    let written = motcua(&["export", "packages", "--data", &here, "--to", &files]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    assert_eq!(text(&written.stdout).lines().count(), 3);
    let again = motcua(&["export", "packages", "--data", &here, "--to", &files]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("the folder is not empty"), "{}", text(&again.stderr));
    let read = |code: &str| format!("{files}/{code}");
    let (one, other) = (read("1.010041"), read("2.000815"));
    let back = motcua(&["import", "package", "--data", &here, &one, &other]);
    assert_eq!(
        text(&back.stdout),
        "1.010041/1: unchanged\n2.000815/1: unchanged\n",
        "{}",
        text(&back.stderr)
    );
    let over = motcua(&["import", "package", "--data", &there, &one, &other]);
    assert_eq!(text(&over.stdout), "1.010041/1: added\n2.000815/1: added\n", "{}", text(&over.stderr));
}

/// The sample of the national catalogue: six lines that are kept, five that are refused.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogue/tests/sample.jsonl");

#[test]
fn amounts_of_a_council_are_imported_once_and_a_wrong_file_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packages/1.013225");
    assert!(motcua(&["import", "package", "--data", data, package]).status.success());
    let file = folder.path().join("fees.toml");
    let name = file.to_str().unwrap();
    let good = "citation = \"Nghị quyết 12/2026/NQ-HĐND\"\nvalid_from = 2026-08-01\n[[fee]]\nprocedure = \"1.013225\"\nfee = \"le-phi\"\namount = 75000\n";
    let told = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let done = motcua(&["import", "fees", "--data", data, name]);
        let said = [done.stdout, done.stderr].concat();
        (done.status.code(), String::from_utf8(said).unwrap())
    };
    let (code, said) = told(&good.replace("75000", "\"bảy mươi\""));
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("fees.toml:6: fee[0].amount: phải là số nguyên"), "{said}");
    let (code, said) = told(&good.replace("le-phi", "phi-la"));
    assert!(code == Some(2) && said.contains("không có khoản thu mã “phi-la”"), "{said}");
    assert_eq!(told(good), (Some(0), "1.013225: added\n".to_owned()));
    assert_eq!(told(good), (Some(0), "1.013225: unchanged\n".to_owned()));
    assert_eq!(told(&good.replace("75000", "80000")), (Some(0), "1.013225: a new set\n".to_owned()));
}

#[test]
fn a_national_catalogue_is_imported_and_each_refused_line_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let first = motcua(&["import", "national", "--data", data, SAMPLE, "--json"]);
    assert_eq!(first.status.code(), Some(1), "{}", text(&first.stderr));
    let said = text(&first.stdout);
    let said: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let summary = serde_json::json!({"read": 11, "imported": 6, "for_review": 4, "rejected": 5});
    assert_eq!((said.len(), said.last()), (6, Some(&summary)));
    assert_eq!((&said[0]["line"], &said[0]["code"]), (&7.into(), &"1.900001".into()));
    assert!(said[0]["reason"].as_str().is_some_and(|reason| reason.contains("line 1")), "{}", said[0]);

    let again = motcua(&["import", "national", "--data", data, SAMPLE]);
    let told = text(&again.stdout);
    assert!(told.contains("line 8: 1.900007: the line is no JSON, column"), "{told}");
    assert!(told.ends_with("read 11, imported 0, for review 4, rejected 5.\n"), "{told}");
    let verified = motcua(&["verify", "--data", data]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stdout));

    let missing = motcua(&["import", "national", "--data", data, "/nowhere.jsonl"]);
    assert_eq!(missing.status.code(), Some(2));
}

/// Runs `seed` into a folder; what it made stands in the ledger and holds.
fn seed(folder: &Path, rng: &str) -> Output {
    let folder = folder.to_str().expect("a folder");
    let now = ["--now", "2026-11-18T10:00:00+07:00"];
    let arguments = [&["seed", "--data", folder, "--dossiers", "400", "--rng", rng][..], &now].concat();
    motcua(&arguments)
}

#[test]
fn a_seeded_province_holds_and_is_the_same_each_time() {
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let mut bundles = Vec::new();
    for folder in &folders {
        let made = seed(folder.path(), "7");
        assert!(made.status.success(), "{}", text(&made.stderr));
        assert!(text(&made.stdout).contains("dossiers with"), "{}", text(&made.stdout));
        let data = folder.path().to_str().expect("a folder");
        let verified = motcua(&["verify", "--data", data, "--json"]);
        let report: serde_json::Value = serde_json::from_slice(&verified.stdout).expect("a report");
        assert!(verified.status.success(), "{report}");
        assert_eq!(report["placed"], report["events"], "everything has its place");
        assert!(report["events"].as_u64().is_some_and(|events| events > 3000), "{report}");
        let bundle = folder.path().join("bundle");
        assert!(motcua(&["bundle", "--data", data, bundle.to_str().expect("a file")]).status.success());
        bundles.push(std::fs::read(bundle).expect("the bundle"));
    }
    assert!(bundles[0] == bundles[1], "the same chance and the same moment make the same province");
    // More of another chance goes into the same folder, and nothing is mixed up.
    let more = seed(folders[0].path(), "8");
    assert!(more.status.success(), "{}", text(&more.stderr));
    let data = folders[0].path().to_str().expect("a folder");
    assert!(motcua(&["verify", "--data", data]).status.success());
}

#[test]
fn a_folder_whose_loading_was_interrupted_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("motcua.sqlite"), "half").expect("written");
    std::fs::write(folder.path().join("motcua.loading"), "").expect("written");
    let refused = motcua(&["verify", "--data", folder.path().to_str().expect("a folder")]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("interrupted"), "{}", text(&refused.stderr));
}

/// What happens next must not get a date before what is written.
#[test]
fn a_clock_behind_the_ledger_is_refused_before_anything_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a folder");
    let made = motcua(&["seed", "--data", data, "--dossiers", "50", "--now", "2099-11-18T10:00:00+07:00"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let refused = motcua(&["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(3));
    let said = text(&refused.stderr);
    assert!(said.contains("the ledger was written to at 2099-11-18T10:00:00+07:00"), "{said}");
}
