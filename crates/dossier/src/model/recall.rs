//! A result that was recalled (thu hồi), what hung on it, and what took its place.

use base::Instant;
use base::code::DossierNumber;
use serde::{Deserialize, Serialize};

use super::{Handed, Result};

/// One recall. The recalled result stays on record; what is issued in its place bears a number of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// When.
    pub at: Instant,
    /// Why, as the citizen reads it.
    pub reason: String,
    /// The article it rests on.
    pub citation: String,
    /// The result that is recalled.
    pub result: Result,
    /// Who had taken it; none while it was not handed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<Handed>,
    /// What has to be brought back; empty where nothing was handed on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bring_back: String,
    /// The dossiers that relied on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relied_on: Vec<DossierNumber>,
    /// Why it was an error of the body; none where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// When a new one was begun in its place, without fee; none while nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reissue_began: Option<Instant>,
    /// The number of the result that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}
