//! What there is to say.

use super::{Channel, Slot};

base::coded! {
    /// What a message is about.
    Kind {
        /// It was received.
        Received = "tiep-nhan", "Hồ sơ được tiếp nhận";
        /// It was not received.
        Refused = "tu-choi-tiep-nhan", "Hồ sơ không được tiếp nhận";
        /// Papers are wanted.
        SupplementAsked = "yeu-cau-bo-sung", "Yêu cầu bổ sung giấy tờ";
        /// Papers came.
        Supplemented = "da-nhan-bo-sung", "Đã nhận giấy tờ bổ sung";
        /// Money is owed.
        FeeDue = "can-nop-tien", "Cần thực hiện nghĩa vụ tài chính";
        /// Money came.
        FeePaid = "da-nop-tien", "Đã ghi nhận nộp tiền";
        /// Promised for later, with an apology.
        Extended = "hen-lai", "Xin lỗi và hẹn lại ngày trả";
        /// It is not given back.
        WithdrawalDeclined = "khong-cho-rut", "Không đồng ý cho rút hồ sơ";
        /// It was given back.
        Withdrawn = "da-rut", "Hồ sơ đã được rút";
        /// It is no longer handled.
        Stopped = "dung-giai-quyet", "Dừng giải quyết hồ sơ";
        /// The result waits.
        Ready = "co-ket-qua", "Đã có kết quả";
        /// The result was taken.
        Returned = "da-tra-ket-qua", "Đã trả kết quả";
        /// The appointment moved with the calendar.
        Recounted = "doi-ngay-hen", "Ngày hẹn thay đổi theo lịch làm việc";
        /// Another body has it.
        Followed = "doi-co-quan", "Hồ sơ chuyển sang cơ quan mới";
        /// To whoever holds it: the appointment moved.
        HeldRecounted = "can-bo-doi-ngay-hen", "Báo cán bộ: ngày hẹn thay đổi";
        /// To whoever holds it: another body has it.
        HeldFollowed = "can-bo-doi-co-quan", "Báo cán bộ: hồ sơ chuyển sang cơ quan mới";
    }
}

impl Kind {
    /// Whether it goes to staff, who have an inbox only.
    #[must_use]
    pub const fn is_for_staff(self) -> bool {
        matches!(self, Self::HeldRecounted | Self::HeldFollowed)
    }

    /// The channels it goes over.
    #[must_use]
    pub const fn channels(self) -> &'static [Channel] {
        if self.is_for_staff() { &[Channel::Inbox] } else { Channel::ALL }
    }

    /// The slots that are filled in for it.
    #[must_use]
    pub fn slots(self) -> Vec<Slot> {
        let always = [
            Slot::Applicant,
            Slot::Number,
            Slot::Procedure,
            Slot::Agency,
            Slot::Person,
            Slot::Received,
            Slot::Due,
            Slot::Return,
            Slot::LookUp,
            Slot::Link,
        ];
        let own: &[Slot] = match self {
            Self::Received | Self::FeePaid => &[Slot::Amount],
            Self::FeeDue => &[Slot::Amount, Slot::Said],
            Self::Refused | Self::Stopped => &[Slot::Said, Slot::Ground],
            Self::SupplementAsked | Self::WithdrawalDeclined | Self::Withdrawn | Self::Ready => &[Slot::Said],
            Self::Extended => &[Slot::Said, Slot::DueBefore],
            Self::Recounted | Self::HeldRecounted => &[Slot::Said, Slot::Ground, Slot::DueBefore],
            Self::Followed | Self::HeldFollowed => &[Slot::AgencyBefore],
            Self::Supplemented | Self::Returned => &[],
        };
        always.into_iter().chain(own.iter().copied()).collect()
    }

    /// What the law wants said in a long text: the agency, the person, when it was received and, while it is under way, when it
    /// is due (NĐ 224/2026/NĐ-CP, điểm g khoản 1 Điều 15).
    #[must_use]
    pub const fn by_law(self) -> &'static [Slot] {
        match self {
            Self::Refused | Self::Withdrawn | Self::Stopped | Self::Returned => {
                &[Slot::Agency, Slot::Person, Slot::Received]
            }
            Self::HeldRecounted | Self::HeldFollowed => &[Slot::Number, Slot::Due],
            _ => &[Slot::Agency, Slot::Person, Slot::Received, Slot::Due],
        }
    }
}
