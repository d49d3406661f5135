//! The people and bodies of a dossier beside whoever files it: owners and beneficiaries, and what each is known by.

use std::str::FromStr as _;

use accounts::PassportNumber;
use base::code::{AgencyCode, CitizenNumber, EnterpriseCode};
use base::{FieldError, Locale, Pair, Said, words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::applicant::{ADDRESS_LIMIT, NAME_LIMIT};

/// The longest nationality, in characters.
const NATIONALITY_LIMIT: usize = 60;

base::coded! {
    /// Sex as papers of the State write it.
    Sex {
        /// Male.
        Male = "nam", "Nam", "Male";
        /// Female.
        Female = "nu", "Nữ", "Female";
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
        Own = "self", "Cho tôi", "Myself";
        /// As parent or guardian (Điều 136).
        Parent = "parent", "Cho con tôi, hoặc người tôi giám hộ", "My child, or my ward";
        /// With a mandate (Điều 138, 562), whose paper belongs to the dossier.
        Mandate = "mandate", "Cho người đã ủy quyền cho tôi", "Somebody who has given me a mandate";
        /// As next of kin of somebody who has died.
        Kin = "kin", "Cho người thân đã mất", "A relative who has died";
        /// As head or representative of a household, a community, a body, an enterprise (Điều 101, 137).
        Representative = "representative", "Cho hộ gia đình, cộng đồng dân cư, doanh nghiệp, cơ quan, tổ chức", "A household, community, enterprise, agency or organisation";
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
        Owner = "owner", "Chủ hồ sơ", "Owner";
        /// Người thụ hưởng: who gets what it is about.
        Beneficiary = "beneficiary", "Người thụ hưởng", "Beneficiary";
    }
}

base::coded! {
    /// What sort of party it is; it says what it can be known by.
    PartyKind {
        /// A citizen of Việt Nam.
        Citizen = "citizen", "Công dân Việt Nam", "Citizen of Viet Nam";
        /// A child that has no number yet.
        Newborn = "newborn", "Trẻ em chưa có số định danh", "Child without a number yet";
        /// Somebody who has died.
        Deceased = "deceased", "Người đã mất", "Deceased person";
        /// A foreigner, or a Vietnamese abroad without a number.
        Foreigner = "foreigner", "Người nước ngoài, người Việt Nam ở nước ngoài", "Foreigner, or Vietnamese abroad";
        /// A household, by its head.
        Household = "household", "Hộ gia đình", "Household";
        /// A community of residents, by its representative.
        Community = "community", "Cộng đồng dân cư", "Community of residents";
        /// A body of the State.
        Agency = "state-agency", "Cơ quan nhà nước", "State agency";
        /// An enterprise or a branch of one.
        Enterprise = "enterprise", "Doanh nghiệp", "Enterprise";
        /// A cooperative or another organisation.
        Organisation = "organisation", "Hợp tác xã, tổ chức khác", "Cooperative or another organisation";
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

    /// Whether the number must be there.
    #[must_use]
    pub const fn number_owed(self) -> bool {
        matches!(self, Self::Foreigner | Self::Enterprise)
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
            |field: &str, message: Said| errors.push(FieldError::new(format!("{at}{field}"), message));
        let Some(kind) = PartyKind::parse(self.kind.trim()) else {
            let said = (
                "Chọn đối tượng: cá nhân, hộ gia đình, cơ quan hay tổ chức.",
                "Choose who it is: a person, a household, an agency or an organisation.",
            );
            refuse("kind", said.into());
            return None;
        };
        let role = match self.role.trim() {
            "" => Some(PartyRole::Owner),
            text => PartyRole::parse(text),
        };
        if role.is_none() {
            refuse("role", ("Chọn chủ hồ sơ hoặc người thụ hưởng.", "Choose owner or beneficiary.").into());
        }
        let identifier = identifier(kind, &self.number).unwrap_or_else(|message| {
            refuse("number", message.into());
            None
        });
        let mut day = |field: &str, text: &str, what: Pair| {
            past(text, what, today).unwrap_or_else(|message| {
                refuse(field, message);
                None
            })
        };
        let (born, died) =
            (day("born", &self.born, BORN), day("died", &self.died, ("ngày mất", "date of death")));
        if kind == PartyKind::Newborn && self.born.trim().is_empty() {
            refuse("born", ("Nhập ngày sinh của trẻ.", "Enter the date of birth of the child.").into());
        }
        if let (Some(born), Some(died)) = (born, died)
            && died < born
        {
            let said = (
                "Ngày mất không thể trước ngày sinh. Xin kiểm tra lại hai ngày.",
                "The date of death cannot be before the date of birth. Please check both.",
            );
            refuse("died", said.into());
        }
        let sex = match self.sex.trim() {
            "" => None,
            word => Sex::read(word).or_else(|| {
                refuse("sex", CHOOSE_SEX.into());
                None
            }),
        };
        for (field, message) in self.lacking(kind).into_iter().chain(self.too_long()) {
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
    /// The fields that a party of this kind needs and that are empty.
    fn lacking(&self, kind: PartyKind) -> Vec<(&'static str, Said)> {
        let mut out = Vec::new();
        if kind == PartyKind::Foreigner && self.nationality.trim().is_empty() {
            let said =
                ("Nhập quốc tịch ghi trên hộ chiếu.", "Enter the nationality that stands in the passport.");
            out.push(("nationality", said.into()));
        }
        if kind.needs_head() && self.head.trim().is_empty() {
            out.push(("head", enter(|locale| kind.head_label(locale))));
        }
        if self.name.trim().is_empty() {
            out.push(("name", enter(|locale| kind.name_label(locale))));
        }
        out
    }

    /// The fields that are longer than can be kept.
    fn too_long(&self) -> Vec<(&'static str, Said)> {
        let limits = [
            ("name", &self.name, NAME_LIMIT, ("Tên", "The name")),
            ("address", &self.address, ADDRESS_LIMIT, ("Địa chỉ", "The address")),
            ("head", &self.head, NAME_LIMIT, ("Họ và tên người đại diện", "The name of the representative")),
            ("nationality", &self.nationality, NATIONALITY_LIMIT, ("Quốc tịch", "The nationality")),
        ];
        let long = limits.into_iter().filter(|(_, text, limit, _)| text.trim().chars().count() > *limit);
        long.map(|(field, _, limit, what)| (field, too_long(what, limit))).collect()
    }
}

/// What is said of a text that is longer than can be kept.
pub(super) fn too_long((vi, en): Pair, limit: usize) -> Said {
    (
        format!("{vi} dài tối đa {limit} ký tự. Xin rút gọn."),
        format!("{en} may have {limit} characters at most. Please shorten it."),
    )
        .into()
}

/// Asks for what a box is called.
fn enter(label: impl Fn(Locale) -> &'static str) -> Said {
    let lower = |locale| words::lower_first(label(locale));
    (format!("Nhập {}.", lower(Locale::Vi)), format!("Enter the {}.", lower(Locale::En))).into()
}

/// What is said of a sex that is none.
pub(super) const CHOOSE_SEX: Pair = ("Chọn Nam hoặc Nữ.", "Choose male or female.");
/// What the day of birth is called in a sentence.
pub(super) const BORN: Pair = ("ngày sinh", "date of birth");

/// What a party of this kind is known by, from what was typed; spaces and points are taken.
fn identifier(kind: PartyKind, typed: &str) -> Result<Option<Identifier>, Pair> {
    let number: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = number.replace('.', "");
    if number.is_empty() {
        return match kind {
            PartyKind::Foreigner => Err(("Nhập số hộ chiếu.", "Enter the number of the passport.")),
            PartyKind::Enterprise => Err((
                "Nhập mã số doanh nghiệp, là mã số thuế của doanh nghiệp.",
                "Enter the enterprise code, which is its tax code.",
            )),
            _ => Ok(None),
        };
    }
    match kind {
        PartyKind::Citizen | PartyKind::Deceased => bare
            .parse()
            .map(|it| Some(Identifier::Citizen(it)))
            .map_err(|_| TWELVE_DIGITS),
        PartyKind::Foreigner => {
            bare.parse().map(|it| Some(Identifier::Passport(it))).map_err(|why: base::BadText| (why.0, why.1))
        }
        PartyKind::Enterprise | PartyKind::Organisation => bare
            .parse()
            .map(|it| Some(Identifier::Enterprise(it)))
            .map_err(|_| (
                "Mã số gồm 10 chữ số, chữ số cuối là số kiểm tra; chi nhánh thêm dấu gạch và 3 chữ số, ví dụ 0100109106-001. Xin đối chiếu với giấy chứng nhận.",
                "The code has 10 digits, the last of them a check digit; a branch adds a hyphen and 3 digits, for example 0100109106-001. Please compare it with the certificate.",
            )),
        PartyKind::Agency => AgencyCode::from_str(&number.to_uppercase())
            .map(|it| Some(Identifier::Agency(it)))
            .map_err(|_| (
                "Mã định danh cơ quan gồm chữ in hoa, chữ số và dấu chấm, ví dụ H44.101. Để trống nếu không biết.",
                "The code of an agency has capital letters, digits and points, for example H44.101. Leave it empty if you do not know it.",
            )),
        PartyKind::Newborn => Err((
            "Trẻ chưa có số định danh thì để trống ô này. Nếu đã có số, xin chọn “Công dân Việt Nam”.",
            "For a child without a number, leave this empty. If there is a number, please choose: citizen of Viet Nam.",
        )),
        PartyKind::Household | PartyKind::Community => Err((
            "Hộ gia đình, cộng đồng dân cư không có mã số; để trống ô này.",
            "Households and communities have no number; leave this empty.",
        )),
    }
}

/// A day that lies not after `today`; none where nothing was typed. `what` is what it is called in a sentence.
pub(super) fn past(typed: &str, (what, english): Pair, today: Date) -> Result<Option<Date>, Said> {
    match typed.trim() {
        "" => Ok(None),
        text => match text.parse::<Date>() {
            Ok(day) if day > today => Err((
                format!("Phần {what} đang ghi một ngày chưa tới. Xin kiểm tra lại."),
                format!("The {english} is a day that has not come yet. Please check it."),
            )
                .into()),
            Ok(day) if day.year() < 1900 => Err((
                format!("Phần {what} cần năm từ 1900 trở đi."),
                format!("The {english} needs a year from 1900 on."),
            )
                .into()),
            Ok(day) => Ok(Some(day)),
            Err(_) => Err((
                format!("Nhập {what} gồm ngày, tháng, năm, ví dụ 27 3 1990."),
                format!("Enter the {english} as day, month, year, for example 27 3 1990."),
            )
                .into()),
        },
    }
}

/// What is said of a citizen number that is none.
pub(super) const TWELVE_DIGITS: Pair = (
    "Nhập số định danh gồm đúng 12 chữ số, hoặc để trống nếu chưa có.",
    "Enter the identification number with its 12 digits, or leave it empty if there is none yet.",
);
