//! Numbers under which other systems keep a dossier.

use base::Instant;

base::coded! {
    /// Another system that gives dossiers numbers.
    OtherSystem {
        /// Cổng Dịch vụ công quốc gia.
        Portal = "dvcqg", "Cổng Dịch vụ công quốc gia";
        /// Hộ tịch điện tử.
        CivilStatus = "ho-tich", "Hệ thống hộ tịch điện tử";
        /// Đất đai.
        Land = "dat-dai", "Hệ thống thông tin đất đai";
        /// Thuế.
        Tax = "thue", "Hệ thống của cơ quan thuế";
        /// Cư trú, căn cước.
        Police = "cong-an", "Hệ thống của Bộ Công an";
        /// Bảo hiểm xã hội.
        Insurance = "bao-hiem", "Hệ thống bảo hiểm xã hội";
        /// Đăng ký doanh nghiệp.
        Enterprise = "doanh-nghiep", "Hệ thống đăng ký doanh nghiệp";
        /// Lý lịch tư pháp.
        Record = "ly-lich", "Hệ thống lý lịch tư pháp";
        /// Anything else.
        Other = "khac", "Hệ thống khác";
    }
}

/// A number of another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherNumber {
    /// Of which system.
    pub system: OtherSystem,
    /// The number, in capitals and without spaces.
    pub number: String,
    /// When it was noted.
    pub at: Instant,
}
