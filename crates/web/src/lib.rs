//! The front door: modules, the page shell, forms with their errors, failures turned into pages or problem+json,
//! security headers, paging and the OpenAPI description. It reads the Actor and makes none; it knows no context.
//!
//! A page is written as `docs/adding-a-page.md` says, an operation as `docs/adding-an-operation.md`.

mod app;
mod arrival;
mod assets;
mod barcode;
mod callers;
mod check;
mod choice;
mod extract;
mod failure;
mod failures;
mod form;
mod gallery;
mod headers;
mod language;
mod listed;
mod locals;
mod module;
mod openapi;
mod page;
mod paging;
mod problem;
mod qr;
mod raw;
mod refusal;
mod revised;
mod serve;
mod settings;
mod sheet;
mod shell;
mod unfit;
mod upload;
mod watch;
mod ways;

pub use app::{App, Site};
pub use arrival::{Confirmed, Who};
pub use assets::{icon, shell_version};
pub use barcode::barcode;
pub use callers::Callers;
pub use check::{Check, Invalid};
pub use choice::Choice;
pub use extract::{Json, Path, Query, sent};
pub use failure::{Answer, Failure};
pub use failures::{Failed, Failures, mask};
pub use form::{Form, Posted, REQUEST_FIELD};
pub use headers::Framed;
pub use listed::{Paged, listed, paged};
pub use locals::{local_path, query_value};
pub use module::{
    Api, Around, Audience, Keeps, Kind as RouteKind, Module, Nav, Pages, Panel, Restored, Route, routes,
};
pub use openapi::SESSION_COOKIE;
pub use page::{Page, page, see_other};
pub use paging::{Count, Cursor, Pager};
pub use problem::{Problem, Refusals};
pub use qr::qr;
pub use raw::Raw;
pub use revised::tagged;
pub use serve::serve_router;
pub use settings::{Outcome, Refused, SettingFile, Settings, Taken};
pub use sheet::{BadSheet, Sheet};
pub use upload::{Limits, Received, SentFile, Upload};
pub use watch::{Answered, Watch};
