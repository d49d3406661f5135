//! Who files the dossier and for whom. Phone and mail are never mandatory; an identity number is kept when known.

use std::str::FromStr;

use accounts::{Email, PassportNumber, Phone};
use base::code::CitizenNumber;
use base::{FieldError, Pair};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::party::{BORN, CHOOSE_SEX, TWELVE_DIGITS, past, too_long};
use super::{Acting, Card, Identified, Party, PartyRole, ReturnAt, Sex, TypedParty};

/// Longest name and address taken, in characters.
pub(super) const NAME_LIMIT: usize = 120;
pub(super) const ADDRESS_LIMIT: usize = 250;
/// What is said where nobody was chosen to file for.
pub(crate) const CHOOSE_WHOM: Pair = ("Chọn hồ sơ này nộp cho ai.", "Choose for whom this dossier is filed.");
/// The most owners and beneficiaries beside the one who files.
pub(crate) const PEOPLE_LIMIT: usize = 20;

/// Who files the dossier (người nộp), and for whom, as they stood when it was filed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Full name, 1 to 120 characters.
    pub name: String,
    /// Số định danh cá nhân, when the person has one.
    pub number: Option<CitizenNumber>,
    /// Where the person lives or the organisation sits, up to 250 characters.
    pub address: String,
    /// Where to call, optional.
    pub phone: Option<Phone>,
    /// Where to write, optional.
    pub email: Option<Email>,
    /// Day of birth, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// Sex, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// The passport of somebody without a citizen number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passport: Option<PassportNumber>,
    /// Nationality, up to 60 characters; empty is Vietnamese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nationality: String,
    /// For whom; none is for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting: Option<Acting>,
    /// How they were identified, when it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identified: Option<Identified>,
    /// Who helped to file it (nơi hỗ trợ): an officer of another body, a clerk of the post; up to 120 characters, empty is nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub helped_by: String,
    /// Where the result is to be taken, of a dossier received off territory; none is where it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_at: Option<ReturnAt>,
    /// The owners and beneficiaries beside them, at most twenty. The one who files for themselves is an owner without standing
    /// here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Party>,
}

impl Applicant {
    /// For whom.
    #[must_use]
    pub fn acting(&self) -> Acting {
        self.acting.unwrap_or(Acting::Own)
    }

    /// The owners other than the person who files.
    pub fn owners(&self) -> impl Iterator<Item = &Party> {
        self.people.iter().filter(|party| party.role == PartyRole::Owner)
    }

    /// In whose name the dossier is: every owner, the person who files first when they are one.
    #[must_use]
    pub fn owner_names(&self) -> Vec<&str> {
        let own = (self.acting() == Acting::Own).then_some(self.name.as_str());
        own.into_iter().chain(self.owners().map(|party| party.name.as_str())).collect()
    }

    /// The dossier's name in a list: the owners, and who files it where that is somebody else.
    #[must_use]
    pub fn list_name(&self) -> String {
        let owners = self.owner_names();
        let first = owners.first().copied().unwrap_or(self.name.as_str());
        let more = match owners.len() {
            0 | 1 => String::new(),
            n => format!(" và {} người nữa", n - 1),
        };
        match self.acting() {
            Acting::Own => format!("{first}{more}"),
            _ => format!("{first}{more} (người nộp: {})", self.name),
        }
    }

    /// Every name under which somebody may look for the dossier.
    #[must_use]
    pub fn names_to_search(&self) -> Vec<&str> {
        let people = self.people.iter().flat_map(|party| [party.name.as_str(), party.head.as_str()]);
        std::iter::once(self.name.as_str()).chain(people).filter(|name| !name.is_empty()).collect()
    }

    /// Whether anybody can be told anything without paper.
    #[must_use]
    pub const fn is_reachable(&self) -> bool {
        self.phone.is_some() || self.email.is_some()
    }
}

/// What was typed for an applicant, before it is known to be well formed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = ApplicantInput)]
pub struct Typed {
    /// Họ và tên.
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// Số định danh cá nhân, mười hai chữ số; để trống nếu chưa có.
    #[schema(max_length = 12)]
    pub number: String,
    /// Nơi cư trú hoặc trụ sở.
    #[schema(max_length = 250)]
    pub address: String,
    /// Số điện thoại, không bắt buộc.
    #[schema(max_length = 100)]
    pub phone: String,
    /// Thư điện tử, không bắt buộc.
    #[schema(max_length = 100)]
    pub email: String,
    /// Ngày sinh, `YYYY-MM-DD`, không bắt buộc.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 10)]
    pub born: String,
    /// `nam` hoặc `nu`, không bắt buộc.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 3)]
    pub sex: String,
    /// Số hộ chiếu của người chưa có số định danh.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 20)]
    pub passport: String,
    /// Quốc tịch của người nước ngoài.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 60)]
    pub nationality: String,
    /// Nộp cho ai: `self` (mặc định), `parent`, `mandate`, `kin`, `representative`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 20)]
    pub acting: String,
    /// Cách xác minh người nộp tại quầy: `card-qr`, `card`, `paper`, `none`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 20)]
    pub identified: String,
    /// Nội dung mã QR của thẻ căn cước như máy quét đọc được; chỉ để đối chiếu, không được lưu.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 1000)]
    pub card: String,
    /// Nơi hoặc người hỗ trợ nộp hồ sơ, nếu có.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 120)]
    pub helped_by: String,
    /// Nơi nhận kết quả của hồ sơ nộp không phụ thuộc địa giới: `receiving` hoặc `competent`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 20)]
    pub return_at: String,
    /// Chủ hồ sơ, người thụ hưởng.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20)]
    pub people: Vec<TypedParty>,
}

/// What can be put right at a counter; for whom, and how they were identified, stays as it was.
impl From<&Applicant> for Typed {
    fn from(known: &Applicant) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            name: known.name.clone(),
            number: text(&known.number.as_ref().map(ToString::to_string)),
            address: known.address.clone(),
            phone: text(&known.phone.as_ref().map(ToString::to_string)),
            email: text(&known.email.as_ref().map(ToString::to_string)),
            ..Self::default()
        }
    }
}

impl Typed {
    /// For whom, as far as it can be read.
    #[must_use]
    pub fn acting(&self) -> Option<Acting> {
        match self.acting.trim() {
            "" => Some(Acting::Own),
            code => Acting::parse(code),
        }
    }

    /// The applicant, if everything typed is well formed on the day `today`.
    ///
    /// # Errors
    /// One error for each field that cannot be taken.
    pub fn check(&self, today: Date) -> std::result::Result<Applicant, Vec<FieldError>> {
        let mut errors = Vec::new();
        let person = self.person(today, &mut errors);
        let people = self.parties(today, &mut errors);
        match person {
            Some(person) if errors.is_empty() => Ok(Applicant { people, ..person }),
            _ => Err(errors),
        }
    }

    /// The one who files, without the others: what is wrong with them goes to `errors`.
    ///
    /// # Errors
    /// One error for each field that cannot be taken.
    pub fn check_person(&self, today: Date) -> std::result::Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        self.person(today, &mut errors);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The owners and beneficiaries, without the one who files.
    ///
    /// # Errors
    /// One error for each field that cannot be taken.
    pub fn check_people(&self, today: Date) -> std::result::Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        self.parties(today, &mut errors);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn person(&self, today: Date, errors: &mut Vec<FieldError>) -> Option<Applicant> {
        let name = self.name.trim();
        if name.is_empty() {
            errors.push(FieldError::new(
                "applicant.name",
                ("Nhập họ và tên người nộp hồ sơ.", "Enter the full name of the person who files."),
            ));
        }
        let number = match self.number.trim() {
            "" => None,
            typed => typed.replace(' ', "").parse().map_or_else(
                |_| {
                    errors.push(FieldError::new("applicant.number", TWELVE_DIGITS));
                    None
                },
                Some,
            ),
        };
        for (field, text, limit, what) in [
            ("applicant.name", name, NAME_LIMIT, ("Họ và tên", "The name")),
            ("applicant.address", self.address.trim(), ADDRESS_LIMIT, ("Địa chỉ", "The address")),
            ("applicant.nationality", self.nationality.trim(), 60, ("Quốc tịch", "The nationality")),
            (
                "applicant.helped_by",
                self.helped_by.trim(),
                NAME_LIMIT,
                ("Nơi hỗ trợ", "The name of who helps"),
            ),
        ] {
            if text.chars().count() > limit {
                errors.push(FieldError::new(field, too_long(what, limit)));
            }
        }
        let phone = optional("applicant.phone", &self.phone, errors);
        let email = optional("applicant.email", &self.email, errors);
        let passport = optional("applicant.passport", &self.passport, errors);
        let born = past(&self.born, BORN, today).unwrap_or_else(|message| {
            errors.push(FieldError::new("applicant.born", message));
            None
        });
        let sex = coded("applicant.sex", &self.sex, Sex::read, CHOOSE_SEX, errors);
        let identified = self.identified(errors);
        let choose = (
            "Chọn nơi nhận kết quả: nơi tiếp nhận hoặc cơ quan có thẩm quyền.",
            "Choose where the result is taken: where it was received, or at the competent body.",
        );
        let return_at = coded("applicant.return_at", &self.return_at, ReturnAt::parse, choose, errors);
        let acting = self.acting().or_else(|| {
            errors.push(FieldError::new("applicant.acting", CHOOSE_WHOM));
            None
        })?;
        Some(Applicant {
            name: name.to_owned(),
            number,
            address: self.address.trim().to_owned(),
            phone,
            email,
            born,
            sex,
            passport,
            nationality: self.nationality.trim().to_owned(),
            acting: (acting != Acting::Own).then_some(acting),
            identified,
            helped_by: self.helped_by.trim().to_owned(),
            return_at,
            people: Vec::new(),
        })
    }

    /// How the person was identified. That a card was read counts only with its text, and only if it is this person's card.
    fn identified(&self, errors: &mut Vec<FieldError>) -> Option<Identified> {
        let how = coded(
            "applicant.identified",
            &self.identified,
            Identified::parse,
            ("Chọn cách đã xác minh người nộp.", ""),
            errors,
        )?;
        if how != Identified::CardQr {
            return Some(how);
        }
        match Card::read(&self.card) {
            Err(why) => errors.push(FieldError::new("applicant.card", why.sentence())),
            Ok(card) if card.number.as_str() != self.number.trim().replace(' ', "") => {
                let message = "Số định danh đã nhập khác với thẻ vừa quét. Xin quét lại đúng thẻ của người nộp, hoặc chọn cách xác minh khác.";
                errors.push(FieldError::new("applicant.number", message));
            }
            Ok(card) if base::fold(&card.name) != base::fold(&self.name) => {
                let message = "Họ và tên đã nhập khác với thẻ vừa quét. Xin sửa theo thẻ, hoặc chọn cách xác minh khác.";
                errors.push(FieldError::new("applicant.name", message));
            }
            Ok(_) => {}
        }
        Some(how)
    }

    fn parties(&self, today: Date, errors: &mut Vec<FieldError>) -> Vec<Party> {
        if self.people.len() > PEOPLE_LIMIT {
            let message = (
                format!("Một hồ sơ ghi tối đa {PEOPLE_LIMIT} người ngoài người nộp. Xin bỏ bớt."),
                format!(
                    "A dossier names at most {PEOPLE_LIMIT} people beside whoever files. Please take some out."
                ),
            );
            errors.push(FieldError::new("applicant.people", message));
            return Vec::new();
        }
        let each = self.people.iter().enumerate();
        let people: Vec<_> =
            each.map(|(n, party)| party.check(&format!("applicant.people.{n}."), today, errors)).collect();
        let people: Vec<Party> = people.into_iter().flatten().collect();
        if let Some(acting) = self.acting().filter(|_| errors.is_empty()) {
            errors.extend(crate::rules::represents(acting, &people));
        }
        people
    }
}

/// What was typed for a word of a list that may stay empty.
fn coded<T>(
    field: &str,
    typed: &str,
    read: impl Fn(&str) -> Option<T>,
    message: Pair,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let found = read(typed);
    if found.is_none() {
        errors.push(FieldError::new(field, message));
    }
    found
}

/// What was typed for something that may stay empty.
fn optional<T: FromStr<Err = base::BadText>>(
    field: &str,
    typed: &str,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    if typed.trim().is_empty() {
        return None;
    }
    typed.parse().map_err(|why: base::BadText| errors.push(FieldError::new(field, why))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Identifier, PartyKind};
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 18);
    const CARD: &str =
        "025190001234|131234567|Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì|10052021";

    fn fields(typed: &Typed) -> Vec<String> {
        typed.check(TODAY).err().unwrap_or_default().into_iter().map(|error| error.field).collect()
    }

    fn owner(kind: PartyKind, name: &str) -> TypedParty {
        TypedParty { kind: kind.code().into(), name: name.into(), ..TypedParty::default() }
    }

    fn filed(acting: Acting, people: Vec<TypedParty>) -> Typed {
        Typed {
            name: "Nguyễn Thị Hồng Ánh".into(), acting: acting.code().into(), people, ..Typed::default()
        }
    }

    #[test]
    fn phone_mail_and_number_may_stay_empty() {
        let typed = Typed { name: " Nguyễn Thị Hồng Ánh ".into(), ..Typed::default() };
        let applicant = typed.check(TODAY).expect("a name is enough");
        assert_eq!((applicant.name.as_str(), applicant.number.as_ref()), ("Nguyễn Thị Hồng Ánh", None));
        assert!(!applicant.is_reachable());
        assert_eq!(
            (applicant.acting(), applicant.list_name().as_str()),
            (Acting::Own, "Nguyễn Thị Hồng Ánh")
        );
    }

    #[test]
    fn each_wrong_field_is_named() {
        let typed = Typed {
            number: "12345".into(),
            address: "x".repeat(251),
            phone: "không có".into(),
            email: "a@b".into(),
            passport: "C1".into(),
            born: "2026-11-19".into(),
            sex: "x".into(),
            identified: "x".into(),
            acting: "x".into(),
            ..Typed::default()
        };
        assert_eq!(
            fields(&typed),
            [
                "applicant.name",
                "applicant.number",
                "applicant.address",
                "applicant.phone",
                "applicant.email",
                "applicant.passport",
                "applicant.born",
                "applicant.sex",
                "applicant.identified",
                "applicant.acting",
            ]
        );
    }

    #[test]
    fn an_applicant_of_an_older_program_reads_back() {
        let old =
            r#"{"name":"Trần Văn Bình","number":"025088004321","address":"","phone":null,"email":null}"#;
        let applicant: Applicant = serde_json::from_str(old).expect("reads");
        assert_eq!(serde_json::to_string(&applicant).ok().as_deref(), Some(old), "and is written as it was");
    }

    #[test]
    fn a_newborn_is_the_owner_and_the_mother_files() {
        let child = TypedParty {
            born: "2026-11-10".into(),
            sex: "nam".into(),
            ..owner(PartyKind::Newborn, "Trần Gia Bảo")
        };
        let applicant = filed(Acting::Parent, vec![child.clone()]).check(TODAY).expect("complete");
        assert_eq!(applicant.owner_names(), ["Trần Gia Bảo"]);
        assert_eq!(applicant.list_name(), "Trần Gia Bảo (người nộp: Nguyễn Thị Hồng Ánh)");
        assert_eq!(applicant.names_to_search(), ["Nguyễn Thị Hồng Ánh", "Trần Gia Bảo"]);
        let unborn = TypedParty { born: "2026-12-01".into(), ..child.clone() };
        assert_eq!(fields(&filed(Acting::Parent, vec![unborn])), ["applicant.people.0.born"]);
        let numbered = TypedParty { number: "025226000001".into(), ..child };
        assert_eq!(fields(&filed(Acting::Parent, vec![numbered])), ["applicant.people.0.number"]);
    }

    #[test]
    fn each_kind_is_known_by_what_it_has() {
        use PartyKind::{Agency, Community, Enterprise, Foreigner, Household, Organisation};
        let number = |kind, number: &str| TypedParty { number: number.into(), ..owner(kind, "Tên") };
        let check = |party| fields(&filed(Acting::Representative, vec![party]));
        assert_eq!(check(number(Enterprise, "")), ["applicant.people.0.number"]);
        assert_eq!(check(number(Enterprise, "0100109107")), ["applicant.people.0.number"], "the check digit");
        assert!(
            check(number(Enterprise, "0100109106")).is_empty()
                && check(number(Enterprise, "0100109106-001")).is_empty()
        );
        assert!(check(number(Agency, "")).is_empty() && check(number(Agency, "h44.101")).is_empty());
        assert!(check(number(Organisation, "")).is_empty());
        for kind in [Household, Community] {
            assert_eq!(check(owner(kind, "Tên")), ["applicant.people.0.head"]);
            assert!(check(TypedParty { head: "Lê Văn Tư".into(), ..owner(kind, "Tên") }).is_empty());
        }
        let foreigner =
            TypedParty {
                number: "c1234567".into(), nationality: "Lào".into(), ..owner(Foreigner, "Khamla")
            };
        let applicant = filed(Acting::Mandate, vec![foreigner]).check(TODAY).expect("complete");
        assert_eq!(applicant.people[0].identifier.as_ref().map(Identifier::text), Some("C1234567"));
        assert_eq!(
            fields(&filed(Acting::Mandate, vec![owner(Foreigner, "Khamla")])),
            ["applicant.people.0.number", "applicant.people.0.nationality",]
        );
    }

    #[test]
    fn the_dead_are_filed_for_by_their_kin_and_died_after_their_birth() {
        let dead = |born: &str, died: &str| TypedParty {
            born: born.into(),
            died: died.into(),
            ..owner(PartyKind::Deceased, "Lê Văn Tư")
        };
        assert!(fields(&filed(Acting::Kin, vec![dead("1940-01-02", "2026-11-01")])).is_empty());
        assert_eq!(
            fields(&filed(Acting::Kin, vec![dead("1940-01-02", "1939-11-01")])),
            ["applicant.people.0.died"]
        );
        assert_eq!(fields(&filed(Acting::Kin, vec![])), ["applicant.people"]);
    }

    #[test]
    fn a_card_that_was_read_must_be_the_persons_own() {
        let typed = Typed {
            name: "NGUYỄN THỊ HỒNG ÁNH".into(),
            number: "025190001234".into(),
            identified: "card-qr".into(),
            card: CARD.into(),
            ..Typed::default()
        };
        assert_eq!(typed.check(TODAY).map(|it| it.identified), Ok(Some(Identified::CardQr)));
        assert_eq!(fields(&Typed { card: String::new(), ..typed.clone() }), ["applicant.card"]);
        assert_eq!(fields(&Typed { number: "025190001235".into(), ..typed.clone() }), ["applicant.number"]);
        assert_eq!(fields(&Typed { name: "Trần Văn Bình".into(), ..typed.clone() }), ["applicant.name"]);
        let kept = serde_json::to_string(&typed.check(TODAY).expect("complete")).expect("JSON");
        assert!(!kept.contains("131234567") && !kept.contains('|'), "the text of the card is not kept");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_answered(name in "\\PC{0,150}", number in "\\PC{0,20}", phone in "\\PC{0,20}", email in "\\PC{0,30}", born in "\\PC{0,12}", card in "\\PC{0,40}", party in "\\PC{0,40}", kind in prop::sample::select(PartyKind::ALL.to_vec()), acting in prop::sample::select(Acting::ALL.to_vec())) {
            let people = vec![TypedParty { kind: kind.code().into(), name: party.clone(), number: number.clone(), born: born.clone(), head: party, ..TypedParty::default() }];
            let typed = Typed { name, number, phone, email, born, card, acting: acting.code().into(), people, ..Typed::default() };
            match typed.check(TODAY) {
                Ok(applicant) => {
                    prop_assert!(!applicant.name.is_empty() && !applicant.owner_names().is_empty());
                    prop_assert!(applicant.people.iter().all(|party| !party.name.is_empty()));
                    let text = serde_json::to_string(&applicant).expect("JSON");
                    prop_assert_eq!(serde_json::from_str::<Applicant>(&text).ok(), Some(applicant));
                }
                Err(errors) => prop_assert!(errors.iter().all(|error| error.field.starts_with("applicant.") && !error.message.is_empty())),
            }
        }
    }
}
