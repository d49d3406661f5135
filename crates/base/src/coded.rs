//! Short lists of values, each with the code that programs and tables know and the words that people see.

/// Declares an enum whose values have a code and a label, with `ALL`, `code`, `label` and `parse`; as JSON a value is its code. The
/// crate that uses it depends on `serde`. With a third word for each value it is called in both languages, by `called`.
#[macro_export]
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal, $label:literal, $english:literal;)* }) => {
        $crate::coded! { $(#[$meta])* $name { $($(#[$each])* $variant = $code, $label;)* } }

        impl $name {
            /// The words people see in this language.
            #[must_use]
            pub const fn called(self, locale: $crate::Locale) -> &'static str {
                locale.t(self.label(), match self { $(Self::$variant => $english),* })
            }
        }
    };
    ($(#[$meta:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal, $label:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$each])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every value, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code in packages, forms, tables and programs.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The words people see.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }

            /// Reads a code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the list is public wherever it is declared")]
mod tests {
    coded! {
        /// A season.
        Season {
            /// Dry.
            Dry = "kho", "Mùa khô";
            /// Wet.
            Wet = "mua", "Mùa mưa";
        }
    }

    coded! {
        /// A side.
        Side {
            /// Left.
            Left = "trai", "Trái", "Left";
            /// Right.
            Right = "phai", "Phải", "Right";
        }
    }

    #[test]
    fn a_value_is_called_in_both_languages() {
        let both = |side: Side| (side.called(crate::Locale::Vi), side.called(crate::Locale::En));
        assert_eq!((both(Side::Left), both(Side::Right)), (("Trái", "Left"), ("Phải", "Right")));
        assert_eq!((Side::ALL.len(), Side::parse("phai")), (2, Some(Side::Right)));
        assert_eq!(Side::Left.code(), "trai");
    }

    #[test]
    fn a_code_reads_back_and_travels_as_json() {
        for season in Season::ALL {
            assert_eq!(Season::parse(season.code()), Some(*season));
            assert_eq!(serde_json::to_value(season).unwrap(), season.code());
        }
        assert_eq!((Season::parse("xuan"), Season::Wet.label()), (None, "Mùa mưa"));
    }
}
