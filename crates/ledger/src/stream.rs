//! The thing an event is about: a dossier, a ticket, a unit, a task.

use std::fmt;

use base::id::Uuid;

/// One chain of events. Its text is `<context>/<uuid>`, for example `dossier/0190…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(String);

impl Stream {
    /// The stream of the thing `id` of `context`; a context's word is lower-case ASCII.
    #[must_use]
    pub fn new(context: &'static str, id: Uuid) -> Self {
        Self(format!("{context}/{id}"))
    }

    /// The one stream of a thing that exists once, for example the site's settings.
    #[must_use]
    pub fn singleton(context: &'static str) -> Self {
        Self::new(context, Uuid::nil())
    }

    /// The word before the slash.
    #[must_use]
    pub fn context(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(context, _)| context)
    }

    /// The identifier after the slash.
    #[must_use]
    pub fn uuid(&self) -> Option<Uuid> {
        self.0.split_once('/').and_then(|(_, id)| Uuid::try_parse(id).ok())
    }

    /// The text kept in the database and hashed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl db::ToValue for Stream {
    fn to_value(&self) -> db::Value {
        db::Value::Text(self.0.clone())
    }
}

impl db::FromValue for Stream {
    const EXPECTED: &'static str = "a stream";
    fn from_value(value: db::Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_takes_itself_apart() {
        let id = Uuid::from_u128(7);
        let stream = Stream::new("dossier", id);
        assert_eq!(stream.as_str(), "dossier/00000000-0000-0000-0000-000000000007");
        assert_eq!((stream.context(), stream.uuid()), ("dossier", Some(id)));
    }
}
