//! What every refusal must be: problem+json with the number of the request and a Vietnamese sentence, and nothing of
//! ours in it.

use base::id::RequestId;
use serde_json::Value;
use testkit::Reply;

/// Words of the machinery. None of them may reach a caller.
const INTERNAL: &[&str] = &[
    "missing field",
    "unknown field",
    "duplicate field",
    "invalid type",
    "invalid value",
    "expected",
    "at line",
    "parsing failed",
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "constraint",
    "sqlite",
    "postgres",
    "serde",
    "panick",
    ".rs:",
    "crates/",
    "/tmp/",
];

/// The answer is a refusal of this status and code, said as every refusal must be; its fields, name by name.
#[track_caller]
pub(crate) fn assert_problem(reply: &Reply, status: u16, code: &str) -> Vec<String> {
    let text = reply.text();
    let told = format!("{} {} as {}: {text}", reply.method, reply.path, reply.who);
    assert_eq!(reply.status.as_u16(), status, "{told}");
    assert_eq!(reply.header("content-type"), "application/problem+json", "{told}");
    let problem = reply.json();
    assert_eq!(problem["code"], code, "{told}");
    assert_eq!(problem["type"], format!("/api/errors/{code}"), "{told}");
    assert_eq!(problem["status"], status, "{told}");
    assert_eq!(problem["instance"].as_str(), reply.path.split('?').next(), "{told}");
    assert_eq!(problem["request_id"].as_str(), Some(reply.header("x-request-id")), "{told}");
    assert!(reply.header("x-request-id").parse::<RequestId>().is_ok(), "{told}");
    assert_sentence(&problem["detail"], &told);
    let internal: Vec<_> = INTERNAL.iter().filter(|words| text.contains(**words)).collect();
    assert!(internal.is_empty(), "says {internal:?}: {told}");
    let errors = problem["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().for_each(|error| assert_sentence(&error["message"], &told));
    errors.iter().filter_map(|error| error["field"].as_str().map(str::to_owned)).collect()
}

/// Vietnamese, with accents, from a capital letter to a full stop.
#[track_caller]
fn assert_sentence(said: &Value, told: &str) {
    let said = said.as_str().unwrap_or_default();
    let begins = said.chars().next().is_some_and(|first| first.is_uppercase() || first == '“');
    let accented = said.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii());
    assert!(begins && accented && said.ends_with('.'), "{said:?} is no Vietnamese sentence: {told}");
}
