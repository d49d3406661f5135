//! Papers as programs send them: a component and the hash of a file that is in the store, or paper on paper.

use base::FieldError;
use files::{Files, Kind};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::error::Error;
use crate::model::{Paper, Source};

/// One paper of a submission.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperIn {
    /// Mã thành phần hồ sơ.
    #[schema(max_length = 60, example = "G17-KQ003215")]
    component: String,
    /// Mã băm SHA-256 (hệ 16) của tệp đã tải lên; bỏ trống khi nộp bản giấy tại quầy.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    file: Option<String>,
    /// Tên tệp.
    #[schema(max_length = 200, example = "giay-chung-nhan.pdf")]
    name: Option<String>,
}

/// The papers, with size and real type read from the store.
pub(crate) async fn papers(store: &Files, sent: Vec<PaperIn>, at_counter: bool) -> Result<Vec<Paper>, Error> {
    let mut out = Vec::with_capacity(sent.len());
    for (i, paper) in sent.into_iter().enumerate() {
        out.push(one(store, paper, at_counter).await.ok_or_else(|| {
            let message = "Không có tệp nào mang mã băm này. Xin tải tệp lên trước rồi gửi lại.";
            Error::Invalid(vec![FieldError::new(format!("papers.{i}.file"), message)])
        })?);
    }
    Ok(out)
}

async fn one(store: &Files, paper: PaperIn, at_counter: bool) -> Option<Paper> {
    let Some(hash) = paper.file else {
        return at_counter.then(|| Paper {
            component: paper.component,
            source: Source::Paper,
            file_hash: None,
            file_name: None,
            media_type: None,
            size: 0,
        });
    };
    let bytes = store.read(&hash.parse().ok()?).await.ok()?;
    let kind = Kind::of(&bytes, Kind::PAPERS).ok()?;
    Some(Paper {
        component: paper.component,
        source: Source::Upload,
        file_hash: Some(hash),
        file_name: Some(paper.name.unwrap_or_else(|| "tep".to_owned())),
        media_type: Some(kind.mime().to_owned()),
        size: i64::try_from(bytes.len()).ok()?,
    })
}
