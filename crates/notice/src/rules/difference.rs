//! What a text changes against the program's own, line by line.

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// In both.
    Same(String),
    /// Only in the program's own.
    Gone(String),
    /// Only in the installation's.
    New(String),
}

/// The lines of both in order, by the longest common run of lines.
pub(crate) fn difference(old: &str, new: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            out.push(Line::Same(old[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            out.push(Line::Gone(old[i].to_owned()));
            i += 1;
        } else {
            out.push(Line::New(new[j].to_owned()));
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_changed_line_is_gone_and_new() {
        let found = difference("a\nb\nc", "a\nx\nc");
        let line = |it: &str| it.to_owned();
        assert_eq!(
            found,
            [Line::Same(line("a")), Line::Gone(line("b")), Line::New(line("x")), Line::Same(line("c"))]
        );
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off_it(old in "[ab\n]{0,20}", new in "[ab\n]{0,20}") {
            let found = difference(&old, &new);
            let read = |skip: fn(&Line) -> bool| -> Vec<String> {
                found.iter().filter(|it| !skip(it)).map(|it| match it {
                    Line::Same(text) | Line::Gone(text) | Line::New(text) => text.clone(),
                }).collect()
            };
            prop_assert_eq!(read(|it| matches!(it, Line::New(_))), old.lines().collect::<Vec<_>>());
            prop_assert_eq!(read(|it| matches!(it, Line::Gone(_))), new.lines().collect::<Vec<_>>());
        }
    }
}
