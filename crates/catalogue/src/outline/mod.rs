//! The outline of a package: its files as sections of entries with named fields, so that a page can show and change one entry without
//! touching what stands around it, remarks included. What may stand where is still decided by reading the whole package.

mod blocks;
pub(crate) mod composed;
mod entry;
pub(crate) mod known;
pub(crate) mod page;
pub(crate) mod question;
mod sections;
mod within;

pub(crate) use blocks::{Block, blocks, insert, moved, removed, replaced};
pub(crate) use entry::{REST, Typed, shown, title, written};
pub(crate) use sections::{SECTIONS, section};

/// Which of the texts a section stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `procedure.toml`.
    Procedure,
    /// `process.toml`.
    Process,
}

/// How a section stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The keys before the first table.
    Top,
    /// One table: `[decision]`.
    One,
    /// A list of tables: `[[term]]`.
    Many,
}

/// A part of a package that is edited as such.
#[derive(Debug)]
pub(crate) struct Section {
    /// In the address.
    pub(crate) slug: &'static str,
    /// As people read it.
    pub(crate) title: &'static str,
    /// One entry, as people read it.
    pub(crate) one: &'static str,
    /// What it is for.
    pub(crate) hint: &'static str,
    /// The file.
    pub(crate) place: Place,
    /// How it stands there.
    pub(crate) shape: Shape,
    /// The name of its table; empty at the top.
    pub(crate) key: &'static str,
    /// The fields of an entry.
    pub(crate) columns: &'static [Column],
}

impl Section {
    /// The name of its file.
    pub(crate) const fn file(&self) -> &'static str {
        match self.place {
            Place::Procedure => crate::package::PROCEDURE,
            Place::Process => crate::package::PROCESS,
        }
    }
}

/// A field of an entry.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its key in the file.
    pub(crate) key: &'static str,
    /// As people read it.
    pub(crate) label: &'static str,
    /// What to type.
    pub(crate) hint: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// Whether it may be left empty.
    pub(crate) optional: bool,
}

/// What of an edition is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    /// A case.
    Case,
    /// A question of the form.
    Question,
    /// One that is answered by a number.
    Number,
    /// A step of the process.
    Step,
    /// A step or an end.
    Target,
    /// A result.
    Result,
    /// A component.
    Component,
    /// A part of a linked procedure.
    Part,
}

/// A code with its words.
pub(crate) type Code = (&'static str, &'static str);

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A line.
    Line,
    /// Several lines that are one text.
    Text,
    /// A list, one item a line.
    List,
    /// A whole number.
    Whole,
    /// A number with at most one decimal.
    Number,
    /// A day, written YYYY-MM-DD.
    Day,
    /// Yes or no; the value is what is taken when nothing is written.
    Flag(bool),
    /// One of some codes.
    One(fn() -> Vec<Code>),
    /// Some of some codes.
    Some(fn() -> Vec<Code>),
    /// One of what the edition has.
    Pick(Pick),
    /// Some of it.
    Picks(Pick),
    /// Some of it; one alone is written as such.
    PickOrMany(Pick),
    /// A condition.
    When,
    /// Prices by the unit, one a line: `đến 2: 2.000`, the last one `còn lại: 1.000`.
    Brackets,
    /// Keys with values, one a line: `ho_ten = tre_ho_ten`.
    Pairs,
    /// A table within.
    Sub(&'static [Column]),
    /// A list of tables within.
    Subs(&'static [Column]),
    /// What stays as it is: the page does not ask for it.
    Kept,
}
