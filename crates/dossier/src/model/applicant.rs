//! Who the dossier is filed for. Phone and mail are never mandatory; an identity number is kept when known.

use std::str::FromStr;

use accounts::{Email, Phone};
use base::FieldError;
use base::code::CitizenNumber;
use serde::{Deserialize, Serialize};

/// Longest name and address taken, in characters.
const NAME_LIMIT: usize = 120;
const ADDRESS_LIMIT: usize = 250;

/// The person or organisation in whose name the dossier is filed, as they stood when it was filed.
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
}

impl From<&Applicant> for Typed {
    fn from(known: &Applicant) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            name: known.name.clone(),
            number: text(&known.number.as_ref().map(ToString::to_string)),
            address: known.address.clone(),
            phone: text(&known.phone.as_ref().map(ToString::to_string)),
            email: text(&known.email.as_ref().map(ToString::to_string)),
        }
    }
}

impl Typed {
    /// The applicant, if everything typed is well formed.
    ///
    /// # Errors
    /// One error for each field that cannot be taken.
    pub fn check(&self) -> std::result::Result<Applicant, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            errors.push(FieldError::new("applicant.name", "Nhập họ và tên người nộp hồ sơ."));
        }
        let number = match self.number.trim() {
            "" => None,
            typed => typed.replace(' ', "").parse().map_or_else(
                |_| {
                    errors.push(FieldError::new(
                        "applicant.number",
                        "Nhập số định danh gồm đúng 12 chữ số, hoặc để trống nếu chưa có.",
                    ));
                    None
                },
                Some,
            ),
        };
        for (field, text, limit, what) in [
            ("applicant.name", name, NAME_LIMIT, "Họ và tên"),
            ("applicant.address", self.address.trim(), ADDRESS_LIMIT, "Địa chỉ"),
        ] {
            if text.chars().count() > limit {
                errors.push(FieldError::new(field, format!("{what} dài tối đa {limit} ký tự. Xin rút gọn.")));
            }
        }
        let phone = optional("applicant.phone", &self.phone, &mut errors);
        let email = optional("applicant.email", &self.email, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Applicant { name: name.to_owned(), number, address: self.address.trim().to_owned(), phone, email })
    }
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
    typed.parse().map_err(|why: base::BadText| errors.push(FieldError::new(field, why.0))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phone_mail_and_number_may_stay_empty() {
        let typed = Typed { name: " Nguyễn Thị Hồng Ánh ".into(), ..Typed::default() };
        let applicant = typed.check().expect("a name is enough");
        assert_eq!(applicant.name, "Nguyễn Thị Hồng Ánh");
        assert_eq!(applicant.number, None);
    }

    #[test]
    fn each_wrong_field_is_named() {
        let typed = Typed {
            name: String::new(),
            number: "12345".into(),
            address: "x".repeat(251),
            phone: "không có".into(),
            email: "a@b".into(),
        };
        let fields: Vec<_> = typed.check().expect_err("all wrong").into_iter().map(|e| e.field).collect();
        assert_eq!(
            fields,
            ["applicant.name", "applicant.number", "applicant.address", "applicant.phone", "applicant.email"]
        );
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_answered(name in "\\PC{0,150}", number in "\\PC{0,20}", phone in "\\PC{0,20}", email in "\\PC{0,30}") {
            let typed = Typed { name, number, phone, email, address: String::new() };
            match typed.check() {
                Ok(applicant) => prop_assert!(!applicant.name.is_empty()),
                Err(errors) => prop_assert!(!errors.is_empty()),
            }
        }
    }
}
