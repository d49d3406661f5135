//! What a text may leave to be filled in.

use std::collections::BTreeMap;

base::coded! {
    /// A place in a text, written `{ma_ho_so}`.
    Slot {
        /// Who filed.
        Applicant = "nguoi_nop", "họ tên người nộp";
        /// The number.
        Number = "ma_ho_so", "mã hồ sơ";
        /// The procedure.
        Procedure = "thu_tuc", "tên thủ tục";
        /// The body that decides.
        Agency = "co_quan", "cơ quan giải quyết";
        /// Who has it.
        Person = "nguoi_phu_trach", "người phụ trách";
        /// When it was received.
        Received = "tiep_nhan", "thời điểm tiếp nhận";
        /// When the result is due.
        Due = "hen_tra", "thời điểm hẹn trả";
        /// When it was due before.
        DueBefore = "hen_cu", "thời điểm hẹn trước đó";
        /// How and where the result is taken.
        Return = "cach_nhan", "cách nhận kết quả";
        /// What the body says: the reason, the papers, the result.
        Said = "noi_dung", "nội dung cơ quan ghi";
        /// The article or decision it rests on.
        Ground = "can_cu", "căn cứ";
        /// How much money.
        Amount = "so_tien", "số tiền";
        /// Who decided before.
        AgencyBefore = "co_quan_cu", "cơ quan trước đó";
        /// The code that opens it to whoever has the receipt.
        LookUp = "ma_tra_cuu", "mã tra cứu";
        /// Where to look.
        Link = "lien_ket", "đường dẫn xem hồ sơ";
    }
}

impl Slot {
    /// Whether it may stand in a line that others can read on a locked telephone: nothing about a person or their affairs.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Applicant | Self::Procedure | Self::Said | Self::LookUp)
    }

    /// What stands there in a preview.
    #[must_use]
    pub const fn sample(self) -> &'static str {
        match self {
            Self::Applicant => "Nguyễn Thị Hồng Ánh",
            Self::Number => "H44.101-261118-0007",
            Self::Procedure => "Cấp giấy phép xây dựng nhà ở riêng lẻ",
            Self::Agency => "Ủy ban nhân dân phường Việt Trì",
            Self::Person => "Lê Đức Thành, Phòng Kinh tế",
            Self::Received => "09:00 thứ Tư, 18/11/2026",
            Self::Due => "17:00 thứ Năm, 10/12/2026",
            Self::DueBefore => "17:00 thứ Ba, 08/12/2026",
            Self::Return => "tại Bộ phận Một cửa phường Việt Trì",
            Self::Said => "Bản vẽ thiết kế chưa có chữ ký của đơn vị thiết kế.",
            Self::Ground => "Điều 95 Luật Xây dựng",
            Self::Amount => "75.000 đồng",
            Self::AgencyBefore => "Ủy ban nhân dân phường Tiên Cát",
            Self::LookUp => "K7M2Q4TX",
            Self::Link => "/ho-so/…",
        }
    }
}

/// What is put into the slots of one message. The link is put in where it is shown or sent.
pub type Words = BTreeMap<Slot, String>;
