//! The paper of a mandate: whoever files with one hands it in (BLDS 2015 Điều 138, 562; for civil status Thông tư 04/2020/TT-BTP Điều 2).

use std::sync::LazyLock;

use base::{FieldError, Said, fold};
use catalogue::{Channel, Component, ProcedureVersion, Situation, Source};
use serde_json::Value;

use super::completeness::{field, file_error, missing, needs_file, too_many};
use crate::model::{self, Acting, Paper};

/// The code of the paper where a procedure lists none of its own.
pub const MANDATE: &str = "van-ban-uy-quyen";

static PAPER: LazyLock<Component> = LazyLock::new(|| Component {
    code: MANDATE.to_owned(),
    name: "Văn bản ủy quyền nộp hồ sơ".to_owned(),
    hint: Some("Ghi rõ người ủy quyền, người được ủy quyền và việc được ủy quyền.".to_owned()),
    one_of: Vec::new(),
    originals: 1,
    copies: 0,
    required: true,
    shown_only: false,
    when: None,
    file_types: ["pdf", "jpg", "png"].map(str::to_owned).to_vec(),
    max_megabytes: 10,
    max_files: 5,
    sources: vec![Source::Upload],
    register: None,
    form_channels: Vec::new(),
});

/// The paper that a mandate adds to the components of this case; none for whoever files by another right, and none where the
/// procedure asks for such a paper itself.
#[must_use]
pub fn mandate(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    answers: &Value,
    acting: Acting,
) -> Option<&'static Component> {
    let own = |it: &Component| it.required && is_mandate(&it.name);
    let asked = version.components(answers, situation).any(own);
    (acting == Acting::Mandate && !asked).then(|| &*PAPER)
}

/// The component of this code: published, or the paper of a mandate.
#[must_use]
pub fn component<'a>(version: &'a ProcedureVersion, code: &str) -> Option<&'a Component> {
    version.component(code).or_else(|| (code == MANDATE).then(|| &*PAPER))
}

/// Takes the papers of the mandate out of `papers` and says what is wrong with them; the rest is measured by the published list.
pub(crate) fn mandate_errors(
    wanted: Option<&Component>,
    channel: Channel,
    papers: &mut Vec<Paper>,
) -> Vec<FieldError> {
    let Some(wanted) = wanted else { return Vec::new() };
    let mine: Vec<_> = papers.extract_if(.., |paper| paper.component == wanted.code).collect();
    let refuse = |message: Said| FieldError::new(field(&wanted.code), message);
    let mut out = Vec::new();
    if mine.is_empty() {
        out.push(refuse(missing(&wanted.name)));
    }
    if mine.len() > usize::from(wanted.max_files) {
        out.push(refuse(too_many(wanted)));
    }
    for paper in &mine {
        let wrong = match paper.source {
            model::Source::Paper if channel.is_electronic() => Some(needs_file(&wanted.name)),
            model::Source::Paper | model::Source::Result => None,
            model::Source::Upload => file_error(wanted, paper),
        };
        out.extend(wrong.map(refuse));
    }
    out
}

/// Whether a component is called the paper of a mandate to file.
fn is_mandate(name: &str) -> bool {
    let name = fold(name);
    ["van ban uy quyen", "giay uy quyen", "hop dong uy quyen"].iter().any(|words| name.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(papers: &[Paper], channel: Channel) -> (Vec<FieldError>, usize) {
        let mut papers = papers.to_vec();
        let errors = mandate_errors(Some(&PAPER), channel, &mut papers);
        (errors, papers.len())
    }

    #[test]
    fn the_paper_of_a_mandate_is_owed_and_counted_apart() {
        let (paper, other) = (Paper::on_paper(MANDATE), Paper::on_paper("don"));
        assert_eq!(asked(std::slice::from_ref(&other), Channel::Counter).0.len(), 1);
        assert_eq!(asked(&[other.clone(), paper.clone()], Channel::Counter), (Vec::new(), 1));
        assert_eq!(asked(&[other, paper], Channel::Online).0.len(), 1, "online it is a file");
        assert!(is_mandate("Văn bản ủy quyền") && !is_mandate("Bản sao thẻ căn cước của người ủy quyền"));
    }
}
