//! Names, numbers and telephones as people have them, made up. Names and their weights: `demo/names.json`; the form of a
//! citizen number (province, century and sex, year, six digits) is that of NĐ 137/2015/NĐ-CP Điều 13.

use anyhow::{Context as _, Result};
use dossier::model::Applicant;
use serde::Deserialize;

use super::dice::{Dice, Weighted};

const NAMES: &str = include_str!("../../../../demo/names.json");
/// The province of birth of most: Phú Thọ and those that joined it.
const PROVINCES: [&str; 3] = ["025", "026", "017"];
const PHONES: [&str; 6] = ["091", "097", "098", "036", "083", "070"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    family: Vec<(String, f64)>,
    middle_male: Vec<(String, f64)>,
    middle_female: Vec<(String, f64)>,
    given_male: Vec<(String, f64)>,
    given_female: Vec<(String, f64)>,
}

/// Everybody there could be.
pub(super) struct People {
    family: Weighted<String>,
    middle: [Weighted<String>; 2],
    given: [Weighted<String>; 2],
}

impl People {
    pub(super) fn read() -> Result<Self> {
        let file: File = serde_json::from_str(NAMES).context("reading demo/names.json")?;
        let weighted =
            |names: Vec<(String, f64)>| Weighted::new(names.into_iter().map(|(name, weight)| (weight, name)));
        Ok(Self {
            family: weighted(file.family),
            middle: [weighted(file.middle_male), weighted(file.middle_female)],
            given: [weighted(file.given_male), weighted(file.given_female)],
        })
    }

    /// A name, of a man (0) or a woman (1).
    pub(super) fn name(&self, dice: &mut Dice, sex: usize) -> String {
        let empty = String::new();
        let [family, middle, given] = [
            self.family.pick(dice),
            self.middle.get(sex).and_then(|names| names.pick(dice)),
            self.given.get(sex).and_then(|names| names.pick(dice)),
        ]
        .map(|name| name.unwrap_or(&empty));
        format!("{family} {middle} {given}")
    }

    /// A person of a place.
    pub(super) fn person(&self, dice: &mut Dice, place: &str) -> Result<Applicant> {
        let sex = usize::from(dice.once_in_thousand(500));
        let year = dice.between(1945, 2007);
        let century = if year < 2000 { sex } else { sex + 2 };
        let province = dice.one(&PROVINCES).copied().unwrap_or_default();
        let number = format!("{province}{century}{:02}{:06}", year % 100, dice.below(1_000_000));
        // One in eight has no telephone, and nobody asks why.
        let phone = if dice.once_in_thousand(875) {
            let begin = dice.one(&PHONES).copied().unwrap_or_default();
            Some(format!("{begin}{:07}", dice.below(10_000_000)).parse()?)
        } else {
            None
        };
        Ok(Applicant {
            name: self.name(dice, sex),
            number: Some(number.parse()?),
            address: format!("Tổ {}, {place}, tỉnh Phú Thọ", dice.between(1, 20)),
            phone,
            ..Applicant::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_as_the_rules_have_them() {
        let people = People::read().unwrap();
        let mut dice = Dice::new(1);
        for _ in 0..2000 {
            let person = people.person(&mut dice, "xã Tam Nông").unwrap();
            assert!(person.name.split(' ').count() >= 3, "{}", person.name);
        }
    }
}
