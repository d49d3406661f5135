//! What narrows a queue: words, a number, a procedure, a step, and the line up to which one looks.

use base::code::ProcedureCode;
use db::Value;

use super::lists::After;

/// What narrows a queue, as the database compares it: nothing lets everything through.
#[derive(Clone, Debug)]
pub(crate) struct Narrow {
    words: [String; 4],
    procedures: String,
    number: String,
    procedure: String,
    step: String,
    /// The last line that is looked at.
    pub(super) upto: After,
}

impl Default for Narrow {
    fn default() -> Self {
        let all = || "%".to_owned();
        Self {
            words: std::array::from_fn(|_| all()),
            procedures: String::new(),
            number: all(),
            procedure: all(),
            step: all(),
            upto: None,
        }
    }
}

impl Narrow {
    /// Narrows to numbers that hold the text, if it has a digit; else to names in which each word begins a word, and to
    /// `procedures`. More than four words narrow by the four longest.
    pub(crate) fn by(text: &str, procedures: &[ProcedureCode]) -> Self {
        let mut narrow = Self::default();
        if has_digit(text) {
            narrow.number = format!("%{}%", plain(&text.trim().to_uppercase()));
            return narrow;
        }
        let mut words = crate::model::words_of(text);
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        if !words.is_empty() {
            narrow.procedures = procedures.iter().map(|code| format!("|{code}|")).collect();
        }
        for (pattern, word) in narrow.words.iter_mut().zip(words) {
            *pattern = format!("% {word}%");
        }
        narrow
    }

    /// The same, of one procedure and at one step where they are named.
    pub(crate) fn of(mut self, procedure: Option<&ProcedureCode>, step: &str) -> Self {
        if let Some(code) = procedure {
            self.procedure = plain(&code.to_string());
        }
        if !step.is_empty() {
            // The row of a dossier with several open steps names them all.
            self.step = format!("%; {}; %", step.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
        }
        self
    }

    /// The same, no further than this line.
    pub(crate) const fn up_to(mut self, last: After) -> Self {
        self.upto = last;
        self
    }

    /// The eight parameters by which a page compares it.
    pub(super) fn values(&self) -> Vec<Value> {
        let [a, b, c, d] = &self.words;
        let all = [a, b, c, d, &self.procedures, &self.number, &self.procedure, &self.step];
        all.into_iter().cloned().map(Value::Text).collect()
    }
}

/// Whether a text speaks of a number.
pub(crate) fn has_digit(text: &str) -> bool {
    text.chars().any(|letter| letter.is_ascii_digit())
}

/// A text in which no letter stands for others.
fn plain(text: &str) -> String {
    text.replace(['%', '_', '\\'], "")
}
