//! Money: whole đồng, never a fraction.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in đồng (VND). Not negative by construction of the rules that make it; `i64` is what SQL keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dong(pub i64);

impl fmt::Display for Dong {
    /// `150.000 đồng`, as Vietnamese writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.unsigned_abs().to_string();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        f.write_str(" đồng")
    }
}

#[cfg(test)]
mod tests {
    use super::Dong;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(Dong(0).to_string(), "0 đồng");
        assert_eq!(Dong(150_000).to_string(), "150.000 đồng");
        assert_eq!(Dong(-1_234_567).to_string(), "-1.234.567 đồng");
    }
}
