//! Over which channels somebody is told beside the inbox: those they chose; who never chose, by mail where they gave an address, else by
//! SMS where they gave a number. One of the two is enough, an SMS costs the State money.

use crate::model::{Channel, Choice, Contact};

/// Each channel with its address.
pub(crate) fn reach(choice: Option<&Choice>, contact: &Contact) -> Vec<(Channel, String)> {
    if let Some(choice) = choice {
        let wanted = choice.channels().into_iter();
        return wanted.filter_map(|it| Some((it, choice.address(it)?.to_owned()))).collect();
    }
    let mail = contact.mail.as_ref().map(|mail| (Channel::Mail, mail.as_str().to_owned()));
    let phone = contact.phone.as_ref().map(|phone| (Channel::Sms, phone.as_str().to_owned()));
    mail.or(phone).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contact(mail: bool, phone: bool) -> Contact {
        Contact {
            mail: mail.then(|| "an@vidu.vn".parse().unwrap()),
            phone: phone.then(|| "0912345678".parse().unwrap()),
        }
    }

    proptest! {
        #[test]
        fn a_choice_is_kept_to_the_letter(mail: bool, sms: bool, zalo: bool, with_mail: bool, with_phone: bool) {
            let choice = Choice {
                mail: mail.then(|| "chon@vidu.vn".parse().unwrap()),
                sms: sms.then(|| "0987654321".parse().unwrap()),
                zalo: zalo.then(|| "0987654321".parse().unwrap()),
            };
            let told = reach(Some(&choice), &contact(with_mail, with_phone));
            prop_assert_eq!(told.iter().map(|it| it.0).collect::<Vec<_>>(), choice.channels());
            let foreign = told.iter().any(|it| it.1 == "an@vidu.vn" || it.1 == "0912345678");
            prop_assert!(!foreign, "an address that was not chosen is used");
        }

        #[test]
        fn who_never_chose_is_told_once_at_most(mail: bool, phone: bool) {
            let told = reach(None, &contact(mail, phone));
            prop_assert_eq!(told.len(), usize::from(mail || phone));
            prop_assert_eq!(told.first().map(|it| it.0), if mail { Some(Channel::Mail) } else { phone.then_some(Channel::Sms) });
        }
    }
}
