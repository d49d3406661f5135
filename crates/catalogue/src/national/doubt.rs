//! What may be doubtful about a description, each with the sentence a reviewer reads.

use serde::{Deserialize, Serialize};

/// A note for review: one kind of doubt and where it was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// What is doubtful.
    pub kind: DoubtKind,
    /// Where, as paths into the description: `channels[0].fees[1]`; at most fifty.
    pub places: Vec<String>,
    /// In how many places in all.
    pub count: usize,
    /// What stands at the first of them, at most two hundred letters.
    pub quote: String,
}

/// How much a doubt matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Good to know; nothing that people read rests on it.
    Remark,
    /// Somebody must look at it: people would read something wrong, or nothing.
    Review,
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident: $weight:ident, $sentence:literal;)*) => {
        /// What is doubtful.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum DoubtKind {
            $($(#[$meta])* $name,)*
        }

        impl DoubtKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// How much it matters.
            #[must_use]
            pub const fn weight(self) -> Weight {
                match self {
                    $(Self::$name => Weight::$weight,)*
                }
            }

            /// What a reviewer reads.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self {
                    $(Self::$name => $sentence,)*
                }
            }
        }
    };
}

kinds! {
    /// The code is not `d.dddddd`.
    OddCode: Review, "Mã thủ tục không đúng dạng 1.234567";
    /// The code was repealed and replaced.
    Replaced: Review, "Mã này đã được thay bằng mã khác";
    /// It is neither in use nor updated.
    NotInUse: Review, "Trạng thái ở nguồn không phải đang có hiệu lực";
    /// Codes are missing.
    NullCode: Remark, "Thiếu mã của lĩnh vực, đối tượng, giấy tờ hoặc kết quả";
    /// No level is said.
    NoLevel: Review, "Không ghi cấp giải quyết";
    /// A level that is not known.
    OddLevel: Review, "Cấp giải quyết ghi khác các cấp đã biết";
    /// No executing agency.
    NoExecuting: Review, "Thiếu cơ quan thực hiện";
    /// Nobody is said to ask for it.
    NoSubject: Review, "Không ghi đối tượng thực hiện";
    /// No way to file.
    NoChannel: Review, "Không ghi cách nộp hồ sơ";
    /// A way to file that is not known.
    OddChannel: Review, "Cách nộp ghi khác trực tuyến, bưu chính, trực tiếp";
    /// No case, so no papers.
    NoCase: Review, "Không ghi thành phần hồ sơ";
    /// A paper without a name.
    NamelessPaper: Review, "Giấy tờ không có tên";
    /// Neither originals nor copies: a note among the papers.
    NoteAsPaper: Review, "Dòng 0 bản chính, 0 bản sao: có thể là ghi chú, không phải giấy tờ phải nộp";
    /// No result.
    NoResult: Review, "Không ghi kết quả";
    /// No text of law.
    NoLegalBasis: Review, "Không ghi căn cứ pháp lý";
    /// No step.
    NoStep: Review, "Không ghi trình tự thực hiện";
    /// The term is in the note, or within the day: the unit is `khac`.
    TermByNote: Review, "Thời hạn không ghi bằng số và đơn vị; có thể là “trong ngày” hoặc theo ghi chú";
    /// A term that is not a whole number.
    DecimalTerm: Review, "Thời hạn là số lẻ";
    /// No number, or one that is not above zero.
    NoTerm: Review, "Thời hạn không có số, hoặc bằng 0";
    /// The same channel twice, with different fees.
    FeesDiffer: Review, "Một cách nộp ghi nhiều lần với mức phí khác nhau";
    /// No amount, or 0, and the rule in the note.
    FeeByNote: Review, "Mức phí bằng 0 hoặc để trống, còn quy định thật nằm trong ghi chú";
    /// No amount and no note.
    NoFee: Review, "Có dòng phí nhưng không có mức và không có ghi chú";
    /// Below 1,000 đồng: thousands were left out.
    FeeTooSmall: Review, "Mức phí dưới 1.000 đồng: có thể ghi theo nghìn đồng";
    /// Dollars, typed as đồng.
    FeeInDollars: Review, "Ghi chú nói đô la Mỹ nhưng đơn vị ghi là đồng";
    /// Below zero.
    FeeBelowZero: Review, "Mức phí nhỏ hơn 0";
    /// Several fees were run together in one note.
    FeesRunTogether: Review, "Nhiều mức phí dồn vào một ghi chú";
    /// A sentence that stops in the middle.
    CutOff: Review, "Câu bị cắt ngang ở nguồn";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_and_a_sentence_of_its_own() {
        let mut sentences: Vec<&str> = DoubtKind::ALL.iter().map(|kind| kind.sentence()).collect();
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), DoubtKind::ALL.len());
        assert_eq!(serde_json::to_string(&DoubtKind::TermByNote).unwrap(), "\"term-by-note\"");
    }
}
