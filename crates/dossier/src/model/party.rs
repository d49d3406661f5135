//! The people and bodies of a dossier beside whoever files it: owners and beneficiaries, and what each is known by.

use std::str::FromStr as _;

use accounts::PassportNumber;
use base::code::{AgencyCode, CitizenNumber, EnterpriseCode};
use base::{FieldError, words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::applicant::{ADDRESS_LIMIT, NAME_LIMIT};

/// The longest nationality, in characters.
const NATIONALITY_LIMIT: usize = 60;

base::coded! {
    /// Sex as papers of the State write it.
    Sex {
        /// Male.
        Male = "nam", "Nam";
        /// Female.
        Female = "nu", "Nữ";
    }
}

impl Sex {
    /// Reads the word of a card, accents and capitals or not.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::parse(&base::fold(word))
    }
}

base::coded! {
    /// For whom somebody files, and by what right (BLDS 2015).
    Acting {
        /// In their own name.
        Own = "self", "Cho tôi";
        /// As parent or guardian (Điều 136).
        Parent = "parent", "Cho con tôi, hoặc người tôi giám hộ";
        /// With a mandate (Điều 138, 562), whose paper belongs to the dossier.
        Mandate = "mandate", "Cho người đã ủy quyền cho tôi";
        /// As next of kin of somebody who has died.
        Kin = "kin", "Cho người thân đã mất";
        /// As head or representative of a household, a community, a body, an enterprise (Điều 101, 137).
        Representative = "representative", "Cho hộ gia đình, cộng đồng dân cư, doanh nghiệp, cơ quan, tổ chức";
    }
}

base::coded! {
    /// How it was found out that the person who files is who they say.
    Identified {
        /// The QR text of the card was read and agrees with what was filed.
        CardQr = "card-qr", "Quét mã QR trên thẻ căn cước";
        /// An officer looked at the card.
        Card = "card", "Xem thẻ căn cước";
        /// An officer looked at a passport or another paper.
        Paper = "paper", "Xem hộ chiếu hoặc giấy tờ khác có ảnh";
        /// By signing in with an account.
        Account = "account", "Đăng nhập tài khoản";
        /// By nothing: the person has no paper with them.
        None = "none", "Chưa xác minh: không mang giấy tờ";
    }
}

base::coded! {
    /// What a party is to the dossier.
    PartyRole {
        /// Chủ hồ sơ: in whose name it is.
        Owner = "owner", "Chủ hồ sơ";
        /// Người thụ hưởng: who gets what it is about.
        Beneficiary = "beneficiary", "Người thụ hưởng";
    }
}

base::coded! {
    /// What sort of party it is; it says what it can be known by.
    PartyKind {
        /// A citizen of Việt Nam.
        Citizen = "citizen", "Công dân Việt Nam";
        /// A child that has no number yet.
        Newborn = "newborn", "Trẻ em chưa có số định danh";
        /// Somebody who has died.
        Deceased = "deceased", "Người đã mất";
        /// A foreigner, or a Vietnamese abroad without a number.
        Foreigner = "foreigner", "Người nước ngoài, người Việt Nam ở nước ngoài";
        /// A household, by its head.
        Household = "household", "Hộ gia đình";
        /// A community of residents, by its representative.
        Community = "community", "Cộng đồng dân cư";
        /// A body of the State.
        Agency = "state-agency", "Cơ quan nhà nước";
        /// An enterprise or a branch of one.
        Enterprise = "enterprise", "Doanh nghiệp";
        /// A cooperative or another organisation.
        Organisation = "organisation", "Hợp tác xã, tổ chức khác";
    }
}

impl PartyKind {
    /// Whether it is a human being.
    #[must_use]
    pub const fn is_person(self) -> bool {
        matches!(self, Self::Citizen | Self::Newborn | Self::Deceased | Self::Foreigner)
    }

    /// Whether somebody must speak for it whose name stands in the dossier.
    #[must_use]
    pub const fn needs_head(self) -> bool {
        matches!(self, Self::Household | Self::Community)
    }

    /// What the box for its number is called; none has no number.
    #[must_use]
    pub const fn number_label(self) -> Option<&'static str> {
        match self {
            Self::Citizen | Self::Deceased => Some("Số định danh cá nhân"),
            Self::Foreigner => Some("Số hộ chiếu"),
            Self::Agency => Some("Mã định danh cơ quan"),
            Self::Enterprise => Some("Mã số doanh nghiệp"),
            Self::Organisation => Some("Mã số thuế hoặc mã số hợp tác xã"),
            Self::Newborn | Self::Household | Self::Community => None,
        }
    }

    /// What helps to type the number.
    #[must_use]
    pub const fn number_hint(self) -> &'static str {
        match self {
            Self::Citizen => "12 chữ số trên thẻ căn cước; để trống nếu chưa có.",
            Self::Deceased => "12 chữ số; để trống nếu không có.",
            Self::Foreigner => "6 đến 15 chữ cái không dấu và chữ số.",
            Self::Agency => "Ví dụ H44.101; để trống nếu không biết.",
            Self::Enterprise => "10 chữ số; chi nhánh, văn phòng đại diện thêm dấu gạch và 3 chữ số.",
            Self::Organisation => "10 chữ số; để trống nếu chưa có.",
            Self::Newborn | Self::Household | Self::Community => "",
        }
    }

    /// Whether the number must be there.
    #[must_use]
    pub const fn number_owed(self) -> bool {
        matches!(self, Self::Foreigner | Self::Enterprise)
    }

    /// What the box for whoever speaks for it is called.
    #[must_use]
    pub const fn head_label(self) -> &'static str {
        match self {
            Self::Household => "Họ và tên chủ hộ",
            Self::Community => "Họ và tên người đại diện cộng đồng",
            _ => "Họ và tên người đại diện theo pháp luật",
        }
    }

    /// What the box for its place is called.
    #[must_use]
    pub const fn address_label(self) -> &'static str {
        match self {
            Self::Agency | Self::Enterprise | Self::Organisation => "Trụ sở",
            Self::Deceased => "Nơi cư trú cuối cùng",
            _ => "Nơi cư trú",
        }
    }

    /// What the box for its name is called.
    #[must_use]
    pub const fn name_label(self) -> &'static str {
        match self {
            Self::Household => "Tên hộ gia đình",
            Self::Community => "Tên cộng đồng dân cư (thôn, tổ dân phố, dòng họ)",
            Self::Agency => "Tên cơ quan",
            Self::Enterprise => "Tên doanh nghiệp",
            Self::Organisation => "Tên tổ chức",
            _ => "Họ và tên",
        }
    }
}

/// What a party is known by.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "number", rename_all = "kebab-case")]
pub enum Identifier {
    /// Số định danh cá nhân.
    Citizen(CitizenNumber),
    /// Số hộ chiếu.
    Passport(PassportNumber),
    /// Mã số doanh nghiệp, mã số thuế.
    Enterprise(EnterpriseCode),
    /// Mã định danh cơ quan (QĐ 20/2020/QĐ-TTg).
    Agency(AgencyCode),
}

impl Identifier {
    /// The number.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Citizen(it) => it.as_str(),
            Self::Passport(it) => it.as_str(),
            Self::Enterprise(it) => it.as_str(),
            Self::Agency(it) => it.as_str(),
        }
    }
}

// The number of a person is personal data: a debug print never shows it.
impl std::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Citizen(_) => "Identifier(citizen)",
            Self::Passport(_) => "Identifier(passport)",
            Self::Enterprise(_) => "Identifier(enterprise)",
            Self::Agency(_) => "Identifier(agency)",
        })
    }
}

/// An owner or a beneficiary, as they stood when the dossier was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// What they are to it.
    pub role: PartyRole,
    /// What sort of party.
    pub kind: PartyKind,
    /// Full name, 1 to 120 characters.
    pub name: String,
    /// What they are known by; a newborn, a household, a community have nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    /// Day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// Day of death.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub died: Option<Date>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Nationality of a foreigner, up to 60 characters; empty is Vietnamese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nationality: String,
    /// Where they live or sit, up to 250 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Who speaks for a household, a community, a body, up to 120 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub head: String,
}

/// What was typed for an owner or a beneficiary, before it is known to be well formed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = PartyInput)]
pub struct TypedParty {
    /// `owner`: chủ hồ sơ (mặc định); `beneficiary`: người thụ hưởng.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 20)]
    pub role: String,
    /// `citizen`, `newborn`, `deceased`, `foreigner`, `household`, `community`, `state-agency`, `enterprise`, `organisation`.
    #[schema(max_length = 20)]
    pub kind: String,
    /// Họ và tên, hoặc tên tổ chức.
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// Số định danh cá nhân, số hộ chiếu, mã số doanh nghiệp hoặc mã cơ quan, tùy loại.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 40)]
    pub number: String,
    /// Ngày sinh, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 10)]
    pub born: String,
    /// Ngày mất, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 10)]
    pub died: String,
    /// `nam` hoặc `nu`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 3)]
    pub sex: String,
    /// Quốc tịch của người nước ngoài.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 60)]
    pub nationality: String,
    /// Nơi cư trú hoặc trụ sở.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 250)]
    pub address: String,
    /// Chủ hộ, người đại diện.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 120)]
    pub head: String,
}

impl TypedParty {
    /// Whether nothing at all was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let all = [
            &self.kind,
            &self.name,
            &self.number,
            &self.born,
            &self.died,
            &self.sex,
            &self.address,
            &self.head,
        ];
        all.iter().all(|text| text.trim().is_empty())
    }

    /// The party, if everything typed is well formed; `at` is what stands before the names of its fields, `people.0.`. What is wrong
    /// goes to `errors`.
    pub(super) fn check(&self, at: &str, today: Date, errors: &mut Vec<FieldError>) -> Option<Party> {
        let before = errors.len();
        let mut refuse =
            |field: &str, message: String| errors.push(FieldError::new(format!("{at}{field}"), message));
        let Some(kind) = PartyKind::parse(self.kind.trim()) else {
            refuse("kind", "Chọn đối tượng: cá nhân, hộ gia đình, cơ quan hay tổ chức.".to_owned());
            return None;
        };
        let role = match self.role.trim() {
            "" => Some(PartyRole::Owner),
            text => PartyRole::parse(text),
        };
        if role.is_none() {
            refuse("role", "Chọn chủ hồ sơ hoặc người thụ hưởng.".to_owned());
        }
        let identifier = identifier(kind, &self.number).unwrap_or_else(|message| {
            refuse("number", message.to_owned());
            None
        });
        let mut day = |field: &str, text: &str, what: &str| {
            past(text, what, today).unwrap_or_else(|message| {
                refuse(field, message);
                None
            })
        };
        let (born, died) = (day("born", &self.born, "ngày sinh"), day("died", &self.died, "ngày mất"));
        if kind == PartyKind::Newborn && self.born.trim().is_empty() {
            refuse("born", "Nhập ngày sinh của trẻ.".to_owned());
        }
        if let (Some(born), Some(died)) = (born, died)
            && died < born
        {
            refuse("died", "Ngày mất không thể trước ngày sinh. Xin kiểm tra lại hai ngày.".to_owned());
        }
        let sex = match self.sex.trim() {
            "" => None,
            word => Sex::read(word).or_else(|| {
                refuse("sex", "Chọn Nam hoặc Nữ.".to_owned());
                None
            }),
        };
        if kind == PartyKind::Foreigner && self.nationality.trim().is_empty() {
            refuse("nationality", "Nhập quốc tịch ghi trên hộ chiếu.".to_owned());
        }
        if kind.needs_head() && self.head.trim().is_empty() {
            refuse("head", format!("Nhập {}.", words::lower_first(kind.head_label())));
        }
        if self.name.trim().is_empty() {
            refuse("name", format!("Nhập {}.", words::lower_first(kind.name_label())));
        }
        for (field, message) in self.too_long() {
            refuse(field, message);
        }
        let own = |text: &str| text.trim().to_owned();
        (errors.len() == before).then_some(Party {
            role: role?,
            kind,
            name: own(&self.name),
            identifier,
            born: born.filter(|_| kind.is_person()),
            died: died.filter(|_| kind == PartyKind::Deceased),
            sex: sex.filter(|_| kind.is_person()),
            nationality: if kind == PartyKind::Foreigner { own(&self.nationality) } else { String::new() },
            address: own(&self.address),
            head: if kind.is_person() { String::new() } else { own(&self.head) },
        })
    }
}

impl TypedParty {
    /// The fields that are longer than can be kept.
    fn too_long(&self) -> Vec<(&'static str, String)> {
        let limits = [
            ("name", &self.name, NAME_LIMIT, "Tên"),
            ("address", &self.address, ADDRESS_LIMIT, "Địa chỉ"),
            ("head", &self.head, NAME_LIMIT, "Họ và tên người đại diện"),
            ("nationality", &self.nationality, NATIONALITY_LIMIT, "Quốc tịch"),
        ];
        let long = limits.into_iter().filter(|(_, text, limit, _)| text.trim().chars().count() > *limit);
        long.map(|(field, _, limit, what)| (field, format!("{what} dài tối đa {limit} ký tự. Xin rút gọn.")))
            .collect()
    }
}

/// What a party of this kind is known by, from what was typed; spaces and points are taken.
fn identifier(kind: PartyKind, typed: &str) -> Result<Option<Identifier>, &'static str> {
    let number: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = number.replace('.', "");
    if number.is_empty() {
        return match kind {
            PartyKind::Foreigner => Err("Nhập số hộ chiếu."),
            PartyKind::Enterprise => Err("Nhập mã số doanh nghiệp, là mã số thuế của doanh nghiệp."),
            _ => Ok(None),
        };
    }
    match kind {
        PartyKind::Citizen | PartyKind::Deceased => bare
            .parse()
            .map(|it| Some(Identifier::Citizen(it)))
            .map_err(|_| "Nhập số định danh gồm đúng 12 chữ số, hoặc để trống nếu chưa có."),
        PartyKind::Foreigner => {
            bare.parse().map(|it| Some(Identifier::Passport(it))).map_err(|why: base::BadText| why.0)
        }
        PartyKind::Enterprise | PartyKind::Organisation => bare
            .parse()
            .map(|it| Some(Identifier::Enterprise(it)))
            .map_err(|_| "Mã số gồm 10 chữ số, chữ số cuối là số kiểm tra; chi nhánh thêm dấu gạch và 3 chữ số, ví dụ 0100109106-001. Xin đối chiếu với giấy chứng nhận."),
        PartyKind::Agency => AgencyCode::from_str(&number.to_uppercase())
            .map(|it| Some(Identifier::Agency(it)))
            .map_err(|_| "Mã định danh cơ quan gồm chữ in hoa, chữ số và dấu chấm, ví dụ H44.101. Để trống nếu không biết."),
        PartyKind::Newborn => Err("Trẻ chưa có số định danh thì để trống ô này. Nếu đã có số, xin chọn “Công dân Việt Nam”."),
        PartyKind::Household | PartyKind::Community => Err("Hộ gia đình, cộng đồng dân cư không có mã số; để trống ô này."),
    }
}

/// A day that lies not after `today`; none where nothing was typed.
pub(super) fn past(typed: &str, what: &str, today: Date) -> Result<Option<Date>, String> {
    match typed.trim() {
        "" => Ok(None),
        text => match text.parse::<Date>() {
            Ok(day) if day > today => {
                Err(format!("Phần {what} đang ghi một ngày chưa tới. Xin kiểm tra lại."))
            }
            Ok(day) if day.year() < 1900 => Err(format!("Phần {what} cần năm từ 1900 trở đi.")),
            Ok(day) => Ok(Some(day)),
            Err(_) => Err(format!("Nhập {what} gồm ngày, tháng, năm, ví dụ 27 3 1990.")),
        },
    }
}
