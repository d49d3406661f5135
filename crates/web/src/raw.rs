//! A body that is one file: it streams into the store as it arrives.

use axum::body::Body;
use axum::extract::{FromRef, FromRequest, Request};
use base::Ctx;
use files::{Files, Stored};
use futures_util::StreamExt as _;
use http::StatusCode;

use crate::app::App;
use crate::arrival::ctx_of;
use crate::failure::Failure;

/// A body of raw bytes that is arriving; [`Raw::receive`] takes it in. The operation is registered with
/// [`crate::Api::upload`]. What the caller claims about the type is not asked: the bytes tell.
pub struct Raw {
    ctx: Ctx,
    body: Body,
    files: Files,
}

impl<S> FromRequest<S> for Raw
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let app = App::from_ref(state);
        Ok(Self { ctx: ctx_of(&parts, &app), body, files: app.files })
    }
}

impl Raw {
    /// Who sent it, when, and under which number.
    #[must_use]
    pub const fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// Takes in the whole body, at most `limit` bytes of one of `kinds`.
    ///
    /// # Errors
    /// 413 when it is too large, 415 when its content is of another type, 422 when it is empty or damaged, 400 when it
    /// breaks off, 500 when the store fails.
    pub async fn receive(self, limit: u64, kinds: &[files::Kind]) -> Result<Stored, Failure> {
        let mut upload = self.files.begin(limit).await?;
        let mut chunks = self.body.into_data_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| Failure::of_status(StatusCode::BAD_REQUEST))?;
            upload.write(&chunk).await?;
        }
        Ok(upload.finish(kinds).await?)
    }
}
