//! A condition as lines that people put together: a question or fact, a comparison, values; all of them hold, or one of them. Pure.

use base::FieldError;
use serde_json::Value;

use super::Typed;
use super::entry::json;
use super::known::{Answer, Known};
use crate::form::{ValueKind, number};
use crate::model::{Channel, Condition};

/// The most lines of a condition.
const MOST: usize = 20;

/// Whether all lines hold or one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Join {
    /// All of them.
    #[default]
    All,
    /// One of them.
    Any,
}

/// What a line looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The case.
    Case,
    /// The channel.
    Channel,
    /// The answer to a question.
    Field(String),
}

/// How it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compare {
    /// Is one of the values.
    Is,
    /// Is none of them.
    IsNot,
    /// A number, at least this.
    AtLeast,
    /// At most this.
    AtMost,
    /// Less, or not answered.
    Below,
    /// More, or not answered.
    Above,
    /// Answered.
    Filled,
    /// Not answered.
    Unfilled,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// What it looks at.
    pub(crate) subject: Subject,
    /// How.
    pub(crate) compare: Compare,
    /// With what: none where it is only whether there is an answer, one for a limit.
    pub(crate) values: Vec<Value>,
}

/// A condition of lines; without lines it always holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Composed {
    /// How they stand together.
    pub(crate) join: Join,
    /// They.
    pub(crate) lines: Vec<Line>,
}

impl Compare {
    /// Every one with its code and its words.
    const ALL: [(Self, &str, &str); 8] = [
        (Self::Is, "la", "là"),
        (Self::IsNot, "khong-la", "không là"),
        (Self::AtLeast, "tu", "từ … trở lên"),
        (Self::AtMost, "den", "từ … trở xuống"),
        (Self::Below, "duoi", "dưới …, hoặc chưa trả lời"),
        (Self::Above, "tren", "trên …, hoặc chưa trả lời"),
        (Self::Filled, "co", "đã trả lời"),
        (Self::Unfilled, "chua", "chưa trả lời"),
    ];

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == code).map(|(it, ..)| *it)
    }

    fn code(self) -> &'static str {
        Self::ALL.iter().find(|(it, ..)| *it == self).map_or("", |(_, code, _)| code)
    }

    /// Whether it compares with a number.
    pub(crate) const fn limits(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost | Self::Below | Self::Above)
    }

    /// Whether it compares with nothing.
    pub(crate) const fn alone(self) -> bool {
        matches!(self, Self::Filled | Self::Unfilled)
    }
}

impl Subject {
    /// The code in a form: names of questions have no `@`.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Case => "@truong-hop",
            Self::Channel => "@kenh",
            Self::Field(name) => name,
        }
    }

    /// Reads it.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        match code {
            "" => None,
            "@truong-hop" => Some(Self::Case),
            "@kenh" => Some(Self::Channel),
            name => Some(Self::Field(name.to_owned())),
        }
    }

    /// What is compared; a question that is not there is compared as a text.
    pub(crate) fn answer(&self, known: &Known) -> Answer {
        match self {
            Self::Case | Self::Channel => Answer::Choice,
            Self::Field(name) => known.question(name).map_or(Answer::Text, |it| it.answer),
        }
    }

    /// What it can be: code and words.
    pub(crate) fn options(&self, known: &Known) -> Vec<(String, String)> {
        match self {
            Self::Case => known.cases.clone(),
            Self::Channel => {
                Channel::ALL.iter().map(|it| (it.code().to_owned(), it.label().to_owned())).collect()
            }
            Self::Field(name) => match known.question(name) {
                Some(it) if it.answer == Answer::YesNo => {
                    [("true", "Có"), ("false", "Không")].map(|(a, b)| (a.to_owned(), b.to_owned())).into()
                }
                Some(it) => it.options.clone(),
                None => Vec::new(),
            },
        }
    }

    /// The comparisons that make sense: code and words.
    pub(crate) fn compares(&self, known: &Known) -> Vec<(&'static str, &'static str)> {
        let answer = self.answer(known);
        let fact = !matches!(self, Self::Field(_));
        let fits = |it: Compare| match it {
            Compare::Is | Compare::IsNot => answer != Answer::Other,
            Compare::Filled | Compare::Unfilled => !fact,
            _ => answer == Answer::Number,
        };
        Compare::ALL.iter().filter(|(it, ..)| fits(*it)).map(|(_, code, words)| (*code, *words)).collect()
    }
}

impl Line {
    fn read(condition: &Condition, turned: bool) -> Option<Self> {
        let line = |subject, (plain, negated): (Compare, Compare), values| {
            Some(Self { subject, compare: if turned { negated } else { plain }, values })
        };
        let field = |name: &String| Subject::Field(name.clone());
        let is = (Compare::Is, Compare::IsNot);
        match condition {
            Condition::Is(name, values) => line(field(name), is, values.clone()),
            Condition::Case(cases) => {
                line(Subject::Case, is, cases.iter().map(|it| it.as_str().into()).collect())
            }
            Condition::Channel(list) => {
                line(Subject::Channel, is, list.iter().map(|it| it.code().into()).collect())
            }
            Condition::Filled(name) => line(field(name), (Compare::Filled, Compare::Unfilled), Vec::new()),
            Condition::AtLeast(name, limit) => {
                line(field(name), (Compare::AtLeast, Compare::Below), vec![(*limit).into()])
            }
            Condition::AtMost(name, limit) => {
                line(field(name), (Compare::AtMost, Compare::Above), vec![(*limit).into()])
            }
            Condition::Not(inner) if !turned => Self::read(inner, true),
            Condition::Not(_) | Condition::All(_) | Condition::Any(_) => None,
        }
    }

    fn write(&self) -> Condition {
        let texts = || self.values.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect::<Vec<_>>();
        let limit = self.values.first().and_then(Value::as_f64).unwrap_or_default();
        let name = self.subject.code().to_owned();
        let plain = match (self.compare, &self.subject) {
            (Compare::Is | Compare::IsNot, Subject::Case) => Condition::Case(texts()),
            (Compare::Is | Compare::IsNot, Subject::Channel) => {
                Condition::Channel(texts().iter().filter_map(|it| Channel::parse(it)).collect())
            }
            (Compare::Is | Compare::IsNot, Subject::Field(_)) => Condition::Is(name, self.values.clone()),
            (Compare::AtLeast | Compare::Below, _) => Condition::AtLeast(name, limit),
            (Compare::AtMost | Compare::Above, _) => Condition::AtMost(name, limit),
            (Compare::Filled | Compare::Unfilled, _) => Condition::Filled(name),
        };
        match self.compare {
            Compare::IsNot | Compare::Below | Compare::Above | Compare::Unfilled => {
                Condition::Not(Box::new(plain))
            }
            _ => plain,
        }
    }

    /// In words: `“Ông, bà có cần bản sao không?” là Có`.
    fn said(&self, known: &Known) -> String {
        let subject = match &self.subject {
            Subject::Case => "trường hợp".to_owned(),
            Subject::Channel => "kênh nộp hồ sơ".to_owned(),
            Subject::Field(name) => format!("“{}”", known.question(name).map_or(name, |it| &it.label)),
        };
        let options = self.subject.options(known);
        let label =
            |it: &String| options.iter().find(|(code, _)| code == it).map_or(it, |(_, words)| words).clone();
        let values = self.shown(known).iter().map(label).collect::<Vec<_>>().join(" hoặc ");
        let words = Compare::ALL.iter().find(|(it, ..)| *it == self.compare).map_or("", |(.., words)| *words);
        let words =
            if words.contains('…') { words.replace('…', &values) } else { format!("{words} {values}") };
        format!("{subject} {}", words.trim_end())
    }

    /// The values as they are typed.
    fn shown(&self, known: &Known) -> Vec<String> {
        let text = |it: &Value| match it {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let decimal =
            |it: &Value| it.as_f64().map_or_else(|| text(it), |it| it.to_string().replace('.', ","));
        match self.subject.answer(known) {
            _ if self.compare.limits() => self.values.iter().map(decimal).collect(),
            Answer::Choice | Answer::YesNo => self.values.iter().map(text).collect(),
            Answer::Number => vec![self.values.iter().map(decimal).collect::<Vec<_>>().join("; ")],
            Answer::Text | Answer::Other => vec![self.values.iter().map(text).collect::<Vec<_>>().join("\n")],
        }
    }

    /// Reads what was typed for a line; what is wrong is said with the part of it: `so` or `la`.
    fn typed(
        subject: Subject,
        compare: &str,
        typed: &[&str],
        known: &Known,
    ) -> Result<Self, (&'static str, &'static str)> {
        let compare = Compare::parse(compare)
            .filter(|it| subject.compares(known).iter().any(|(code, _)| *code == it.code()));
        let compare = compare.ok_or(("so", "Chọn cách so sánh."))?;
        if compare.alone() {
            return Ok(Self { subject, compare, values: Vec::new() });
        }
        let options = subject.options(known);
        let split = |by: char| {
            typed
                .iter()
                .flat_map(|it| it.split(by))
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
        };
        let numbers = |texts: Vec<&str>| {
            let read: Option<Vec<Value>> = texts.iter().map(|it| number(it, ValueKind::Number)).collect();
            read.ok_or(("la", "Ghi bằng số, ví dụ 3 hoặc 2,5; nhiều số thì cách nhau bằng dấu chấm phẩy."))
        };
        let values = match subject.answer(known) {
            _ if compare.limits() => {
                numbers(typed.to_vec())?.iter().filter_map(Value::as_f64).map(Value::from).collect()
            }
            Answer::Number => numbers(split(';'))?,
            Answer::Text | Answer::Other => split('\n').into_iter().map(Value::from).collect(),
            answer => {
                let chosen = typed.iter().filter(|it| options.iter().any(|(code, _)| code == *it));
                chosen
                    .map(|it| if answer == Answer::YesNo { (*it == "true").into() } else { Value::from(*it) })
                    .collect()
            }
        };
        match values.len() {
            0 if options.is_empty() => Err(("la", "Ghi giá trị để so sánh.")),
            0 => Err(("la", "Chọn ít nhất một giá trị.")),
            _ if compare.limits() && values.len() > 1 => Err(("la", "Ghi một số.")),
            _ => Ok(Self { subject, compare, values }),
        }
    }
}

impl Composed {
    /// A condition as lines; none if it is too rich for that: one within another.
    pub(crate) fn read(condition: &Condition) -> Option<Self> {
        let (join, parts) = match condition {
            Condition::All(parts) => (Join::All, parts.as_slice()),
            Condition::Any(parts) if parts.len() > 1 => (Join::Any, parts.as_slice()),
            Condition::Any(parts) => (Join::All, parts.as_slice()),
            one => (Join::All, std::slice::from_ref(one)),
        };
        let lines: Option<Vec<Line>> = parts.iter().map(|part| Line::read(part, false)).collect();
        lines.filter(|lines| lines.len() <= MOST).map(|lines| Self { join, lines })
    }

    /// The condition; none without lines.
    pub(crate) fn write(&self) -> Option<Condition> {
        let mut parts: Vec<Condition> = self.lines.iter().map(Line::write).collect();
        match (self.join, parts.len()) {
            (_, 0) => None,
            (_, 1) => parts.pop(),
            (Join::All, _) => Some(Condition::All(parts)),
            (Join::Any, _) => Some(Condition::Any(parts)),
        }
    }

    /// The fields of a form that stand for it, under `key`; none if it says what no field can, such as the text of a yes or no.
    pub(crate) fn shown(&self, key: &str, known: &Known) -> Option<Typed> {
        let mut out = vec![(marked(key), "co".to_owned())];
        if self.join == Join::Any {
            out.push((format!("{key}.noi"), "mot".to_owned()));
        }
        for (i, line) in self.lines.iter().enumerate() {
            let of = |part| part_of(key, i + 1, part);
            out.push((of("ve"), line.subject.code().to_owned()));
            out.push((of("so"), line.compare.code().to_owned()));
            out.extend(line.shown(known).into_iter().map(|text| (of("la"), text)));
        }
        (Self::typed(&out, key, known).ok().as_ref() == Some(self)).then_some(out)
    }

    /// Reads the fields of a form; a line without a subject is none.
    pub(crate) fn typed(typed: &Typed, key: &str, known: &Known) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut lines = Vec::new();
        for n in 1..=count(typed, key) {
            let of = |part| all(typed, &part_of(key, n, part));
            let one = |part| of(part).first().copied().unwrap_or_default().trim();
            let Some(subject) = Subject::parse(one("ve")) else { continue };
            match Line::typed(subject, one("so"), &of("la"), known) {
                Ok(line) => lines.push(line),
                Err((part, message)) => errors.push(FieldError::new(part_of(key, n, part), message)),
            }
        }
        let any = all(typed, &format!("{key}.noi")).contains(&"mot") && lines.len() > 1;
        if errors.is_empty() {
            Ok(Self { join: if any { Join::Any } else { Join::All }, lines })
        } else {
            Err(errors)
        }
    }
}

/// A condition in words; as it is written where it is too rich for lines.
pub(crate) fn said(condition: &Condition, known: &Known) -> String {
    let Some(composed) = Composed::read(condition) else { return Value::from(condition.clone()).to_string() };
    let lines: Vec<String> = composed.lines.iter().map(|line| line.said(known)).collect();
    lines.join(match composed.join {
        Join::All => "; và ",
        Join::Any => "; hoặc ",
    })
}

/// A condition as it is written in a package: in the form as JSON, elsewhere as TOML.
pub(crate) fn written(text: &str) -> Option<Condition> {
    let plain = serde_json::from_str(text).ok();
    let toml = || Some(json(&format!("x = {text}").parse::<toml::Table>().ok()?.remove("x")?));
    Condition::read(&plain.or_else(toml)?).ok()
}

/// The fields of a form with conditions put into lines where they can be; what is too rich stays a text.
pub(crate) fn opened<K: AsRef<str>>(mut typed: Typed, keys: &[K], known: &Known) -> Typed {
    for key in keys.iter().map(AsRef::as_ref) {
        let text = typed.iter().find(|(name, _)| name == key).map_or("", |(_, text)| text.trim());
        let composed = if text.is_empty() {
            Some(Composed::default())
        } else {
            written(text).and_then(|it| Composed::read(&it))
        };
        if let Some(lines) = composed.and_then(|it| it.shown(key, known)) {
            typed.retain(|(name, _)| name != key);
            typed.extend(lines);
        }
    }
    typed
}

/// The fields of a form with lines put together to conditions as a package has them.
pub(crate) fn closed<K: AsRef<str>>(
    mut typed: Typed,
    keys: &[K],
    known: &Known,
    write: fn(&Value) -> String,
) -> Result<Typed, Vec<FieldError>> {
    let mut errors = Vec::new();
    for key in keys.iter().map(AsRef::as_ref) {
        if all(&typed, &marked(key)).is_empty() {
            continue;
        }
        let composed = Composed::typed(&typed, key, known);
        typed.retain(|(name, _)| {
            name != key && !name.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'))
        });
        match composed {
            Ok(composed) => typed.extend(composed.write().map(|it| (key.to_owned(), write(&it.into())))),
            Err(wrong) => errors.extend(wrong),
        }
    }
    if errors.is_empty() { Ok(typed) } else { Err(errors) }
}

/// The name of the hidden field that says that a condition is put together of lines.
pub(crate) fn marked(key: &str) -> String {
    format!("{key}.ghep")
}

/// The name of a part of a line.
pub(crate) fn part_of(key: &str, n: usize, part: &str) -> String {
    format!("{key}.{n}.{part}")
}

/// How many lines a form has; of a list of tables within, how many of them.
pub(crate) fn count(typed: &Typed, key: &str) -> usize {
    let line = |name: &str| name.strip_prefix(key)?.strip_prefix('.')?.split_once('.')?.0.parse().ok();
    typed.iter().filter_map(|(name, _)| line(name)).filter(|n| (1..=MOST).contains(n)).max().unwrap_or(0)
}

/// What a form is after a button of the lines was pressed: `dong/key` adds one, `bo-dong/key/2` takes one out; none for other buttons.
/// `xem/key` shows the values of the questions chosen.
pub(crate) fn edited(typed: &Typed, button: &str) -> Option<Typed> {
    let mut parts = button.split('/');
    let (act, key) = (parts.next()?, parts.next()?);
    let mut out = typed.clone();
    match act {
        "dong" => {
            let n = count(typed, key);
            if n < MOST {
                out.push((part_of(key, n + 1, "ve"), String::new()));
            }
        }
        "bo-dong" => {
            let gone: usize = parts.next()?.parse().ok()?;
            let line = |name: &str| -> Option<(usize, String)> {
                let (n, part) = name.strip_prefix(key)?.strip_prefix('.')?.split_once('.')?;
                Some((n.parse().ok()?, part.to_owned()))
            };
            out = typed
                .iter()
                .filter_map(|(name, text)| match line(name) {
                    Some((n, _)) if n == gone => None,
                    Some((n, part)) if n > gone => Some((part_of(key, n - 1, &part), text.clone())),
                    _ => Some((name.clone(), text.clone())),
                })
                .collect();
        }
        "xem" => {}
        _ => return None,
    }
    Some(out)
}

fn all<'a>(typed: &'a Typed, name: &str) -> Vec<&'a str> {
    typed.iter().filter(|(key, _)| key == name).map(|(_, text)| text.as_str()).collect()
}

#[cfg(test)]
#[path = "composed_tests.rs"]
mod tests;
