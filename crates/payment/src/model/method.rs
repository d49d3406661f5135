//! How money changes hands.

base::coded! {
    /// Cash, or a transfer that the cashier saw arrive.
    Method {
        /// Notes over the counter.
        Cash = "cash", "Tiền mặt";
        /// A transfer to the account of the body, by VietQR or typed.
        Transfer = "transfer", "Chuyển khoản";
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Method {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Self::parse(code).ok_or(())
    }
}
