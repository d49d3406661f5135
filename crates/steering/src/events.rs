//! What happened to inquiries, as the ledger keeps it for ever.

use base::id::UnitId;
use jiff::civil::Date;
use ledger::{Event, Stream};
use serde::{Deserialize, Serialize};

use crate::model::InquiryId;

/// The stream of an inquiry.
#[must_use]
pub fn inquiry_stream(id: InquiryId) -> Stream {
    Stream::new("inquiry", id.uuid())
}

/// A unit was asked about a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquired {
    /// Who is to answer.
    pub unit: UnitId,
    /// The figure, as an address says it.
    pub figure: String,
    /// What it is called.
    pub title: String,
    /// What it was when it was asked about.
    pub count: i64,
    /// The question.
    pub question: String,
    /// The last day for the answer.
    pub due: Date,
}

impl Event for Inquired {
    const KIND: &'static str = "steering.inquired.1";
}

/// The unit answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryAnswered {
    /// The answer.
    pub answer: String,
}

impl Event for InquiryAnswered {
    const KIND: &'static str = "steering.inquiry-answered.1";
}
