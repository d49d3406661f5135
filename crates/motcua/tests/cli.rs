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
        .unwrap()
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
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address = lines.find_map(|line| Some(line.ok()?.split_once("http://")?.1.to_owned()));
    (child, address.expect("the server prints its address"))
}

fn get(host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn terminate(mut child: Child) -> std::process::ExitStatus {
    let sent = Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status().unwrap();
    assert!(sent.success());
    child.wait().unwrap()
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
