//! The page that says a refusal to a person: what happened, what to do, the number to name.

use askama::Template;
use base::id::RequestId;
use base::{Kind, Locale};

use crate::failure::Failure;
use crate::page::Page;

#[derive(Template)]
#[template(path = "refusal.html")]
struct Refusal<'a> {
    heading: &'a str,
    sentence: &'a str,
    failure: &'a Failure,
    locale: Locale,
    request: String,
}

/// The page that says `failure`. What a context says in Vietnamese only, in English its kind explains.
pub(crate) fn refusal(failure: &Failure, request: RequestId, locale: Locale) -> Page {
    let (heading, sentence) = match locale {
        Locale::Vi => (heading(failure.kind), failure.sentence.as_str()),
        Locale::En => {
            let (heading, kind) = in_english(failure.kind);
            (heading, failure.english.as_deref().unwrap_or(kind))
        }
    };
    let content = Refusal { heading, sentence, failure, locale, request: request.to_string() };
    crate::page::page(heading, &content).narrow().status(failure.status).locale(locale)
}

const fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Invalid => "Nội dung chưa đúng",
        Kind::Unauthenticated => "Cần đăng nhập",
        Kind::Forbidden => "Việc này không được phép",
        Kind::Unconfirmed => "Cần xác nhận lại",
        Kind::NotFound => "Không tìm thấy trang",
        Kind::Conflict | Kind::Stale => "Việc này không còn làm được nữa",
        Kind::TooLarge => "Nội dung quá lớn",
        Kind::WrongType => "Kiểu nội dung không được nhận",
        Kind::TooMany => "Quá nhiều yêu cầu",
        Kind::Busy => "Hệ thống đang bận",
        Kind::Internal => "Hệ thống gặp lỗi",
    }
}

const fn in_english(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Invalid => {
            ("Something is not right", "What was sent cannot be taken. Please go back and try again.")
        }
        Kind::Unauthenticated => ("Please sign in", "Please sign in to go on."),
        Kind::Forbidden => ("This is not permitted", "You may not do this here."),
        Kind::Unconfirmed => ("Please confirm", "Please confirm that it is you, then try again."),
        Kind::NotFound => {
            ("Page not found", "There is no such page, or it is not for you. Please check the address.")
        }
        Kind::Conflict | Kind::Stale => {
            ("This can no longer be done", "It has changed meanwhile. Please go back and look at it again.")
        }
        Kind::TooLarge => {
            ("Too large", "What was sent is larger than allowed. Please choose a smaller file.")
        }
        Kind::WrongType => ("Not accepted here", "Please use the form on the page."),
        Kind::TooMany => ("Too many requests", "Please wait a few minutes and try again."),
        Kind::Busy => ("The system is busy", "Nothing was changed. Please try again in a few seconds."),
        Kind::Internal => {
            ("The system failed", "What you were doing was not recorded. Please try again in a few minutes.")
        }
    }
}
