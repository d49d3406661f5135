//! Forms that carry files: each file streams into the store as it arrives; what is not taken is said beside its
//! field, and everything else that was typed or sent stays.

use axum::extract::multipart::Field;
use axum::extract::{FromRef, FromRequest, Multipart, Request};
use base::{Ctx, Fault as _, FieldError, Kind, Said};
use files::{Files, Stored};
use http::StatusCode;

use crate::app::App;
use crate::arrival::ctx_of;
use crate::failure::Failure;
use crate::form::{Form, Posted, admit, expect_type};

/// How many text fields a form with files may have.
const MOST_TEXTS: usize = 500;
/// How many bytes one text may have.
const LONGEST_TEXT: usize = 40_000;
/// How many characters of a file's name are kept.
const LONGEST_NAME: usize = 150;

/// What files a form takes. The whole request is limited by [`crate::Pages::upload`].
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one file.
    pub each: u64,
    /// How many files in all.
    pub count: usize,
    /// The types taken, told by content and not by name.
    pub kinds: &'static [files::Kind],
}

/// A form with files that is arriving; [`Upload::receive`] takes it in. The handler is registered with
/// [`crate::Pages::upload`].
pub struct Upload {
    ctx: Ctx,
    parts: Multipart,
    files: Files,
}

/// A form with files that has arrived.
#[derive(Debug)]
pub struct Received {
    /// Who sent it, when, and under which number.
    pub ctx: Ctx,
    /// What was typed, with the errors of files that were not taken.
    pub form: Form,
    /// The files that were taken. They are stored already, and swept after a day if no row refers to them.
    pub files: Vec<SentFile>,
}

/// A file that was taken.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// The field it was sent in.
    pub field: String,
    /// Its name on the sender's machine, without folders or control characters.
    pub name: String,
    /// Where the bytes are, how many, of which type.
    pub stored: Stored,
}

impl<S> FromRequest<S> for Upload
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        expect_type(&parts.headers, "multipart/form-data")?;
        let app = App::from_ref(state);
        let ctx = ctx_of(&parts, &app);
        let multipart = Multipart::from_request(Request::from_parts(parts, body), state).await;
        let parts = multipart.map_err(|_| Failure::of_status(StatusCode::BAD_REQUEST))?;
        Ok(Self { ctx, parts, files: app.files })
    }
}

impl Upload {
    /// Who sends it, before anything is taken in: a stranger's files are not stored.
    #[must_use]
    pub const fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// Takes in the whole form.
    ///
    /// # Errors
    /// 413 when the request as a whole is too large, 400 when it cannot be read, 500 when the store fails. A file that is
    /// too large, of a wrong type, damaged or one too many is an error of its field instead.
    pub async fn receive(mut self, limits: Limits) -> Result<Received, Failure> {
        let (mut texts, mut files, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(field) = self.parts.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or("").to_owned();
            let Some(file_name) = field.file_name().map(tidy) else {
                let value = text(field).await?;
                admit(&name, &value)?;
                texts.push((name, value));
                if texts.len() > MOST_TEXTS {
                    return Err(Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE));
                }
                continue;
            };
            let room = files.len() < limits.count;
            match file(&self.files, field, limits, room).await? {
                Taken::Nothing => {}
                Taken::Stored(stored) => files.push(SentFile { field: name, name: file_name, stored }),
                Taken::Refused(why) => {
                    let with_name = |why: &str| format!("“{file_name}”: {why}");
                    errors.push(FieldError::new(name, why.map(with_name, with_name)));
                }
            }
        }
        let Posted { ctx, form } = Posted::read(self.ctx, texts);
        Ok(Received { ctx, form: form.with_errors(errors), files })
    }
}

enum Taken {
    /// The field was left empty.
    Nothing,
    Stored(Stored),
    Refused(Said),
}

/// Streams one file into the store. A file that is not taken is read to its end, so that the rest of the form is not
/// lost with it.
async fn file(store: &Files, mut field: Field<'_>, limits: Limits, room: bool) -> Result<Taken, Failure> {
    let unnamed = field.file_name().is_none_or(str::is_empty);
    let mut upload = store.begin(limits.each).await?;
    let mut refused = None;
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        if refused.is_none()
            && let Err(error) = upload.write(&chunk).await
        {
            refused = Some(refusal(error)?);
        }
    }
    if unnamed && upload.size() == 0 {
        return Ok(Taken::Nothing);
    }
    if !room {
        let count = limits.count;
        let vi = format!("chỉ nhận tối đa {count} tệp một lần.");
        return Ok(Taken::Refused((vi, format!("at most {count} files are taken at a time.")).into()));
    }
    if let Some(why) = refused {
        return Ok(Taken::Refused(why));
    }
    match upload.finish(limits.kinds).await {
        Ok(stored) => Ok(Taken::Stored(stored)),
        Err(error) => refusal(error).map(Taken::Refused),
    }
}

/// What is wrong with the file, unless it is our own store that failed.
fn refusal(error: files::Error) -> Result<Said, Failure> {
    if error.kind() == Kind::Internal {
        return Err(error.into());
    }
    Ok((error.sentence(), error.english().unwrap_or_default()).into())
}

async fn text(mut field: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_TEXT {
            return Err(Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE));
        }
    }
    String::from_utf8(bytes).map_err(|_| Failure::of_status(StatusCode::BAD_REQUEST))
}

/// The name without folders and control characters, not too long.
fn tidy(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    last.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn broken(error: axum::extract::multipart::MultipartError) -> Failure {
    Failure::of_status(error.status())
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(tidy("../../etc/Bản vẽ.pdf"), "Bản vẽ.pdf");
        assert_eq!(tidy("C:\\Users\\An\\don\u{7}.pdf"), "don.pdf");
        assert_eq!(tidy(&"a".repeat(400)).len(), 150);
    }
}
