//! Papers as programs send them: a component and the hash of a file that is in the store, or paper on paper.

use std::collections::HashMap;

use base::{Ctx, FieldError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::Error;
use crate::model::{Channel, Paper, Source};
use crate::queries::{self, Uploaded};

/// One paper of a submission.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperIn {
    /// Mã thành phần hồ sơ.
    #[schema(max_length = 60, example = "G17-KQ003215")]
    component: String,
    /// Mã băm SHA-256 (hệ 16) của tệp đã tải lên; bỏ trống khi nộp bản giấy tại quầy.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    file: Option<String>,
    /// Tên tệp.
    #[schema(min_length = 1, max_length = 150, example = "giay-chung-nhan.pdf")]
    name: Option<String>,
}

impl PaperIn {
    /// A paper whose component the operation knows.
    pub(super) fn of_file(component: &str, file: String, name: &str) -> Self {
        Self { component: component.to_owned(), file: Some(file), name: Some(name.to_owned()) }
    }
}

/// Longest name of a file, in characters.
const NAME_LIMIT: usize = 150;

/// The papers, with size and real type as they were found when the actor uploaded them.
pub(crate) fn papers(
    q: &mut impl db::Query,
    ctx: &Ctx,
    sent: Vec<PaperIn>,
    channel: Channel,
) -> Result<Vec<Paper>, Error> {
    let hashes: Vec<_> = sent.iter().filter_map(|it| it.file.as_deref()?.parse().ok()).collect();
    let uploads = if hashes.is_empty() { HashMap::new() } else { queries::own_uploads(q, ctx, &hashes)? };
    let mut out = Vec::with_capacity(sent.len());
    let mut errors = Vec::new();
    for (i, paper) in sent.into_iter().enumerate() {
        match one(paper, &uploads, channel) {
            Ok(paper) => out.push(paper),
            Err((part, message)) => errors.push(FieldError::new(format!("papers.{i}.{part}"), message)),
        }
    }
    if errors.is_empty() { Ok(out) } else { Err(Error::Invalid(errors)) }
}

fn one(
    sent: PaperIn,
    uploads: &HashMap<String, Uploaded>,
    channel: Channel,
) -> Result<Paper, (&'static str, String)> {
    let name = sent.name.as_deref().unwrap_or("tep").trim();
    if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
        let message = format!("Tên tệp dài từ 1 đến {NAME_LIMIT} ký tự, không có ký tự điều khiển.");
        return Err(("name", message));
    }
    let Some(hash) = sent.file else {
        if channel.is_electronic() {
            return Err(("file", "Nhập mã băm của tệp đã tải lên.".to_owned()));
        }
        return Ok(Paper::on_paper(&sent.component));
    };
    let Some(upload) = uploads.get(&hash) else {
        let message =
            "Không có tệp nào của ông, bà mang mã băm này. Xin tải tệp lên trước rồi gửi lại.".to_owned();
        return Err(("file", message));
    };
    Ok(Paper {
        component: sent.component,
        source: Source::Upload,
        file_name: Some(name.to_owned()),
        media_type: Some(upload.media_type.clone()),
        size: upload.size,
        file_hash: Some(hash),
    })
}
