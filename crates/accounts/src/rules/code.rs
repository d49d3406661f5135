//! Codes typed as a second factor: six digits of an authenticator app (RFC 6238), or a recovery code.

use base::{Instant, Rng};
use sha2::{Digest as _, Sha256};
use totp_rs::{Builder, Totp};

use crate::model::TotpSecret;

/// By how many steps of 30 seconds a telephone's clock may differ (RFC 6238, 5.2).
const SKEW: u16 = 1;

/// How many digits a code has.
const DIGITS: u8 = 6;

/// How many recovery codes somebody gets.
pub(crate) const RECOVERY_CODES: usize = 10;

/// A recovery code has 16 letters of five bits: 80 random bits cannot be found from their hash.
const RECOVERY_LETTERS: usize = 16;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// Six digits.
    Totp(String),
    /// Anything else that could be a recovery code: its hash.
    Recovery(String),
}

/// Reads what was typed; spaces and hyphens do not count. None if it can be no code at all.
pub(crate) fn read(text: &str) -> Option<Typed> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if plain.len() == usize::from(DIGITS) && plain.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Typed::Totp(plain));
    }
    let formed = plain.len() == RECOVERY_LETTERS && plain.bytes().all(|b| b.is_ascii_alphanumeric());
    formed.then(|| Typed::Recovery(hash(&plain)))
}

/// The time step for which six digits are the code of this secret; none if they are not.
pub(crate) fn step(secret: &TotpSecret, digits: &str, now: Instant) -> Option<i64> {
    let seconds = u64::try_from(now.micros() / 1_000_000).ok()?;
    i64::try_from(authenticator(secret, "", "")?.check(digits, seconds)?).ok()
}

/// What an authenticator app reads from the picture.
pub(crate) fn address(secret: &TotpSecret, site: &str, login: &str) -> Option<String> {
    authenticator(secret, site, login)?.to_url().ok()
}

/// The secret for typing, in groups of four letters.
pub(crate) fn spelled(secret: &TotpSecret) -> String {
    grouped(&totp_rs::Secret::new_stack(secret.0).to_base32())
}

fn authenticator(secret: &TotpSecret, site: &str, login: &str) -> Option<Totp> {
    // A colon parts site and login in what the app reads.
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_secret(secret.0.to_vec())
        .with_issuer(Some(plain(site)).filter(|it| !it.is_empty()))
        .with_account_name(plain(login))
        .build()
        .ok()
}

/// New recovery codes, each as it is shown with the hash that is kept.
pub(crate) fn recovery_codes(rng: &Rng) -> Vec<(String, String)> {
    let one = |_| {
        let code = rng.code::<RECOVERY_LETTERS>();
        (grouped(&code), hash(&code))
    };
    (0..RECOVERY_CODES).map(one).collect()
}

fn hash(code: &str) -> String {
    hex::encode(Sha256::digest(code.to_uppercase().as_bytes()))
}

fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The six digits of a secret at a moment, as an app shows them.
#[cfg(test)]
pub(crate) fn shown(secret: &TotpSecret, now: Instant) -> String {
    let seconds = u64::try_from(now.micros() / 1_000_000).expect("after 1970");
    authenticator(secret, "", "").expect("a secret of 160 bits").generate(seconds).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Rng;
    use proptest::prelude::*;

    /// The secret of the examples in RFC 6238, appendix B.
    const RFC: TotpSecret = TotpSecret(*b"12345678901234567890");

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(0).plus_seconds(seconds)
    }

    #[test]
    fn the_examples_of_the_rfc_hold_and_one_step_is_forgiven() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            let right = seconds / 30;
            assert_eq!(step(&RFC, code, at(seconds)), Some(right));
            assert_eq!(step(&RFC, code, at(seconds - 30)), Some(right), "the telephone is ahead");
            assert_eq!(step(&RFC, code, at(seconds + 30)), Some(right), "the telephone is behind");
            assert_eq!(step(&RFC, code, at(seconds + 61)), None, "too old");
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(read(" 287 082 "), Some(Typed::Totp("287082".to_owned())));
        let (shown, kept) = recovery_codes(&Rng::seeded(1)).remove(0);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace(' ', "-"), shown.replace(' ', "")] {
            assert_eq!(read(&typed), Some(Typed::Recovery(kept.clone())), "{typed}");
        }
        for none in ["", "28708", "2870821", "２８７０８２", "mật khẩu của tôi", "28708a"] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn the_app_reads_site_and_login() {
        let address = address(&RFC, "Một cửa: Phú Thọ", "ky-duyet").expect("an address");
        assert!(address.starts_with("otpauth://totp/"), "{address}");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
        assert_eq!(spelled(&RFC), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    proptest! {
        #[test]
        fn a_code_is_right_around_its_own_time_and_at_no_other(seed in any::<u64>(), seconds in 0_i64..4_000_000_000, off in -200_i64..200) {
            let secret = TotpSecret::new(&Rng::seeded(seed));
            let code = shown(&secret, at(seconds));
            let other = seconds + off;
            if other >= 0 && step(&secret, &code, at(other)).is_some_and(|it| it == seconds / 30) {
                prop_assert!((other / 30 - seconds / 30).abs() <= 1);
            }
            prop_assert!(step(&secret, &code, at(seconds)).is_some());
        }

        #[test]
        fn recovery_codes_differ_and_come_back(seed in any::<u64>()) {
            let codes = recovery_codes(&Rng::seeded(seed));
            let kept: std::collections::BTreeSet<_> = codes.iter().map(|(_, hash)| hash).collect();
            prop_assert_eq!(kept.len(), RECOVERY_CODES);
            for (shown, hash) in &codes {
                prop_assert_eq!(read(shown), Some(Typed::Recovery(hash.clone())));
            }
        }
    }
}
