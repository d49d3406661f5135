//! Values on the way to and from the database: the six types of the common dialect.

use std::sync::Arc;

use base::{Dong, Instant};
use jiff::civil::Date;

use crate::rows::Ref;

/// One value. TEXT, BIGINT, BOOLEAN, DOUBLE PRECISION, BYTEA or null.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// TEXT.
    Text(String),
    /// BIGINT.
    Int(i64),
    /// BOOLEAN.
    Bool(bool),
    /// DOUBLE PRECISION.
    Real(f64),
    /// BYTEA.
    Bytes(Vec<u8>),
}

impl Value {
    /// The value without memory of its own.
    #[must_use]
    pub fn as_ref(&self) -> Ref<'_> {
        match self {
            Self::Null => Ref::Null,
            Self::Text(it) => Ref::Text(it),
            Self::Int(it) => Ref::Int(*it),
            Self::Bool(it) => Ref::Bool(*it),
            Self::Real(it) => Ref::Real(*it),
            Self::Bytes(it) => Ref::Bytes(it),
        }
    }

    /// What it is, for a message.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Text(_) => "text",
            Self::Int(_) => "an integer",
            Self::Bool(_) => "a boolean",
            Self::Real(_) => "a real number",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// A column that does not hold what the code expects.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column} does not hold {expected}")]
pub struct BadValue {
    /// The position, from 0.
    pub column: usize,
    /// The type asked for.
    pub expected: &'static str,
}

/// Turns a Rust value into a parameter.
pub trait ToValue {
    /// The parameter.
    fn to_value(&self) -> Value;
}

/// Turns a column into a Rust value.
pub trait FromValue: Sized {
    /// What is expected, for the error.
    const EXPECTED: &'static str;
    /// The value, or none if the column holds something else.
    fn from_value(value: Value) -> Option<Self>;
}

/// One row of an answer; columns are read by position, as the statement lists them.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(Vec<Value>);

impl Row {
    /// A row of these values.
    #[must_use]
    pub const fn new(values: Vec<Value>) -> Self {
        Self(values)
    }

    /// The value of column `column`, counted from 0.
    ///
    /// # Errors
    /// [`crate::Error::Value`] if the column is missing or holds another type.
    pub fn get<T: FromValue>(&self, column: usize) -> Result<T, BadValue> {
        self.0.get(column).cloned().and_then(T::from_value).ok_or(BadValue { column, expected: T::EXPECTED })
    }
}

macro_rules! plain {
    ($type:ty, $variant:ident, $expected:literal) => {
        impl ToValue for $type {
            fn to_value(&self) -> Value {
                Value::$variant(self.clone())
            }
        }
        impl FromValue for $type {
            const EXPECTED: &'static str = $expected;
            fn from_value(value: Value) -> Option<Self> {
                if let Value::$variant(inner) = value { Some(inner) } else { None }
            }
        }
    };
}

plain!(String, Text, "text");
plain!(i64, Int, "an integer");
plain!(f64, Real, "a real number");
plain!(Vec<u8>, Bytes, "bytes");

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl FromValue for bool {
    const EXPECTED: &'static str = "a boolean";
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bool(it) => Some(it),
            Value::Int(it) => Some(it != 0),
            _ => None,
        }
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToValue for [u8] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    fn from_value(value: Value) -> Option<Self> {
        if value == Value::Null { Some(None) } else { T::from_value(value).map(Some) }
    }
}

impl<T: ToValue> ToValue for Arc<T> {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

/// Instants are BIGINT microseconds UTC.
impl ToValue for Instant {
    fn to_value(&self) -> Value {
        Value::Int(self.micros())
    }
}

impl FromValue for Instant {
    const EXPECTED: &'static str = "an instant";
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(Self::from_micros)
    }
}

/// Civil dates are TEXT `YYYY-MM-DD`.
impl ToValue for Date {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

impl FromValue for Date {
    const EXPECTED: &'static str = "a date";
    fn from_value(value: Value) -> Option<Self> {
        String::from_value(value)?.parse().ok()
    }
}

impl ToValue for Dong {
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
}

impl FromValue for Dong {
    const EXPECTED: &'static str = "an amount";
    fn from_value(value: Value) -> Option<Self> {
        i64::from_value(value).map(Dong)
    }
}

/// Makes a type that prints and parses itself a TEXT column.
#[macro_export]
macro_rules! text_value {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::ToValue for $type {
            fn to_value(&self) -> $crate::Value {
                $crate::Value::Text(::std::string::ToString::to_string(self))
            }
        }
        impl $crate::FromValue for $type {
            const EXPECTED: &'static str = stringify!($type);
            fn from_value(value: $crate::Value) -> Option<Self> {
                <String as $crate::FromValue>::from_value(value)?.parse().ok()
            }
        }
    )*};
}

text_value!(
    base::id::AccountId,
    base::id::StaffId,
    base::id::UnitId,
    base::id::RequestId,
    base::id::WarrantId,
    base::id::DossierId,
    base::code::ProcedureCode,
    base::code::AgencyCode,
    base::code::CitizenNumber,
    base::code::DossierNumber,
    base::code::FileHash,
);

/// Parameters from anything that is [`ToValue`]: `params![id, name, ctx.now]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::ToValue::to_value(&$value)),*]
    };
}
