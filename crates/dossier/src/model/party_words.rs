//! What the boxes about a party are called, in both languages: each kind is known by something else.

use base::Locale;

use super::PartyKind;

impl PartyKind {
    /// What the box for its number is called; none has no number.
    #[must_use]
    pub const fn number_label(self, locale: Locale) -> Option<&'static str> {
        match self {
            Self::Citizen | Self::Deceased => {
                Some(locale.t("Số định danh cá nhân", "Personal identification number"))
            }
            Self::Foreigner => Some(locale.t("Số hộ chiếu", "Number of the passport")),
            Self::Agency => Some(locale.t("Mã định danh cơ quan", "Code of the agency")),
            Self::Enterprise => Some(locale.t("Mã số doanh nghiệp", "Enterprise code")),
            Self::Organisation => {
                Some(locale.t("Mã số thuế hoặc mã số hợp tác xã", "Tax code or code of the cooperative"))
            }
            Self::Newborn | Self::Household | Self::Community => None,
        }
    }

    /// What helps to type the number.
    #[must_use]
    pub const fn number_hint(self, locale: Locale) -> &'static str {
        match self {
            Self::Citizen => locale.t(
                "12 chữ số trên thẻ căn cước; để trống nếu chưa có.",
                "12 digits on the identity card; leave it empty if there is none yet.",
            ),
            Self::Deceased => {
                locale.t("12 chữ số; để trống nếu không có.", "12 digits; leave it empty if there is none.")
            }
            Self::Foreigner => {
                locale.t("6 đến 15 chữ cái không dấu và chữ số.", "6 to 15 letters and digits.")
            }
            Self::Agency => locale.t(
                "Ví dụ H44.101; để trống nếu không biết.",
                "For example H44.101; leave it empty if you do not know it.",
            ),
            Self::Enterprise => locale.t(
                "10 chữ số; chi nhánh, văn phòng đại diện thêm dấu gạch và 3 chữ số.",
                "10 digits; branches and representative offices add a hyphen and 3 digits.",
            ),
            Self::Organisation => locale
                .t("10 chữ số; để trống nếu chưa có.", "10 digits; leave it empty if there is none yet."),
            Self::Newborn | Self::Household | Self::Community => "",
        }
    }

    /// What the box for whoever speaks for it is called.
    #[must_use]
    pub const fn head_label(self, locale: Locale) -> &'static str {
        match self {
            Self::Household => locale.t("Họ và tên chủ hộ", "Full name of the head of the household"),
            Self::Community => locale
                .t("Họ và tên người đại diện cộng đồng", "Full name of the representative of the community"),
            _ => locale.t("Họ và tên người đại diện theo pháp luật", "Full name of the legal representative"),
        }
    }

    /// What the box for its place is called.
    #[must_use]
    pub const fn address_label(self, locale: Locale) -> &'static str {
        match self {
            Self::Agency | Self::Enterprise | Self::Organisation => locale.t("Trụ sở", "Head office"),
            Self::Deceased => locale.t("Nơi cư trú cuối cùng", "Last place of residence"),
            _ => locale.t("Nơi cư trú", "Place of residence"),
        }
    }

    /// What the box for its name is called.
    #[must_use]
    pub const fn name_label(self, locale: Locale) -> &'static str {
        match self {
            Self::Household => locale.t("Tên hộ gia đình", "Name of the household"),
            Self::Community => locale.t(
                "Tên cộng đồng dân cư (thôn, tổ dân phố, dòng họ)",
                "Name of the community (village, neighbourhood, clan)",
            ),
            Self::Agency => locale.t("Tên cơ quan", "Name of the agency"),
            Self::Enterprise => locale.t("Tên doanh nghiệp", "Name of the enterprise"),
            Self::Organisation => locale.t("Tên tổ chức", "Name of the organisation"),
            _ => locale.t("Họ và tên", "Full name"),
        }
    }
}
