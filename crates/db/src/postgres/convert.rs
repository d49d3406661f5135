//! Values on the wire of PostgreSQL: a parameter takes the type of its column, a column becomes one of ours.

use std::error::Error as StdError;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type};

use crate::value::{Row, Value};

type Wire<T> = Result<T, Box<dyn StdError + Sync + Send>>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Wire<IsNull> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Text(it) if <&str as ToSql>::accepts(ty) => it.as_str().to_sql(ty, out),
            Self::Bool(it) if *ty == Type::BOOL => it.to_sql(ty, out),
            Self::Real(it) if *ty == Type::FLOAT8 => it.to_sql(ty, out),
            Self::Bytes(it) if *ty == Type::BYTEA => it.as_slice().to_sql(ty, out),
            Self::Int(it) => match *ty {
                Type::INT8 => it.to_sql(ty, out),
                Type::INT4 => i32::try_from(*it)?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*it)?.to_sql(ty, out),
                _ => Err(format!("an integer was given where {ty} is wanted").into()),
            },
            other => Err(format!("{} was given where {ty} is wanted", other.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Wire<IsNull> {
        self.to_sql(ty, out)
    }
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Wire<Self> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Self::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|it| Self::Int(it.into())),
            Type::INT2 => i16::from_sql(ty, raw).map(|it| Self::Int(it.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(Self::Bool),
            Type::FLOAT8 => f64::from_sql(ty, raw).map(Self::Real),
            Type::BYTEA => Vec::from_sql(ty, raw).map(Self::Bytes),
            Type::NUMERIC => Err("NUMERIC is not of the common dialect: CAST(… AS BIGINT)".into()),
            _ if <&str as FromSql<'_>>::accepts(ty) => String::from_sql(ty, raw).map(Self::Text),
            _ => Err(format!("{ty} is not of the common dialect").into()),
        }
    }

    fn from_sql_null(_: &Type) -> Wire<Self> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// A row of the driver as one of ours.
pub(super) fn row(row: &tokio_postgres::Row) -> Result<Row, tokio_postgres::Error> {
    (0..row.len()).map(|i| row.try_get(i)).collect::<Result<_, _>>().map(Row::new)
}
