//! `xtask mutate`: changes one operator or constant of the rules at a time and asks whether a test of that crate
//! notices. Works in a copy of the workspace, so nothing is left behind when it is stopped.

mod points;
mod scratch;
mod trial;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::tree::{File, Tree};
use points::Point;
use scratch::Scratch;
use trial::{Outcome, Trial};

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    /// Path prefixes; empty: every rule.
    paths: Vec<String>,
    /// Try only so many, drawn at random.
    sample: Option<usize>,
    /// The seed of the draw.
    seed: u64,
}

/// Prints each survivor as a JSON line and a last line with the counts; true when it could try them all.
pub(crate) fn run(args: &[String]) -> Result<bool> {
    let options = parse(args)?;
    let tree = Tree::load()?;
    let mut points = collect(&tree, &options);
    if let Some(size) = options.sample {
        draw(&mut points, size, options.seed);
    }
    if points.is_empty() {
        bail!("nothing to change under {:?}", options.paths);
    }
    let scratch = Scratch::copy()?;
    let mut counts = [0_usize; 4];
    let mut trial: Option<Trial> = None;
    for (number, (file, point)) in points.iter().enumerate() {
        let krate = file.path.split('/').nth(1).context("a path under crates/")?;
        if trial.as_ref().is_none_or(|trial| trial.krate != krate) {
            trial = Some(Trial::prepare(&scratch, krate)?);
        }
        let trial = trial.as_ref().context("prepared above")?;
        scratch.write(&file.path, &point.apply(&file.text))?;
        let outcome = trial.run(&scratch);
        scratch.write(&file.path, &file.text)?;
        let outcome = outcome?;
        counts[outcome as usize] += 1;
        eprintln!(
            "[{}/{}] {}:{} {} -> {}: {outcome:?}",
            number + 1,
            points.len(),
            file.path,
            point.line,
            point.from,
            point.to
        );
        if outcome == Outcome::Survived {
            let place = format!("{}:{}", file.path, point.line);
            println!(
                "{}",
                json!({"survivor": place, "column": point.column, "from": point.from, "to": point.to})
            );
        }
    }
    let [killed, survived, unviable, timeout] = counts;
    println!(
        "{}",
        json!({"mutants": points.len(), "killed": killed, "timeout": timeout, "unviable": unviable, "survived": survived})
    );
    Ok(true)
}

fn parse(args: &[String]) -> Result<Options> {
    let mut options = Options { seed: 1, ..Options::default() };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut number = || -> Result<u64> {
            args.next()
                .context("a number is missing")?
                .parse()
                .with_context(|| format!("{arg} takes a number"))
        };
        match arg.as_str() {
            "--sample" => options.sample = Some(usize::try_from(number()?)?),
            "--seed" => options.seed = number()?,
            path if !path.starts_with('-') => options.paths.push(path.trim_start_matches("./").to_owned()),
            other => bail!("unknown option {other}; usage: mutate [paths] [--sample N] [--seed S]"),
        }
    }
    Ok(options)
}

/// Where the law's arithmetic stands.
fn is_rule(path: &str) -> bool {
    let Some((krate, inside)) = path.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/")) else {
        return false;
    };
    let folder = inside.split('/').next().unwrap_or_default();
    path.ends_with(".rs")
        && !path.ends_with("/tests.rs")
        && !inside.contains("tests/")
        && (krate == "worktime"
            || folder.starts_with("rules")
            || krate == "catalogue" && folder.starts_with("process"))
}

fn collect<'a>(tree: &'a Tree, options: &Options) -> Vec<(&'a File, Point)> {
    let wanted = |file: &&File| {
        is_rule(&file.path)
            && (options.paths.is_empty() || options.paths.iter().any(|path| file.path.starts_with(path)))
    };
    tree.files
        .iter()
        .filter(wanted)
        .flat_map(|file| points::find(&file.text).into_iter().map(move |point| (file, point)))
        .collect()
}

/// Keeps `size` of them, the same ones for the same seed, in the order of the files.
fn draw<T>(all: &mut Vec<T>, size: usize, seed: u64) {
    let mut state = seed;
    while all.len() > size {
        // Knuth's multiplier: plain, and the same everywhere.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let index = usize::try_from(state >> 33).unwrap_or(0) % all.len();
        all.remove(index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_chosen_and_the_rest_is_not() {
        assert!(is_rule("crates/dossier/src/rules/due.rs"));
        assert!(is_rule("crates/worktime/src/term.rs"));
        assert!(is_rule("crates/catalogue/src/process/step.rs"));
        assert!(!is_rule("crates/dossier/src/pages/queue.rs"));
        assert!(!is_rule("crates/worktime/tests/law.rs"));
        assert!(!is_rule("crates/worktime/src/tests.rs"));
    }

    #[test]
    fn options_are_read_and_a_draw_repeats() {
        let args = ["crates/worktime", "--sample", "3", "--seed", "9"].map(str::to_owned);
        let options = parse(&args).expect("good options");
        assert_eq!(options, Options { paths: vec!["crates/worktime".to_owned()], sample: Some(3), seed: 9 });
        assert!(parse(&["--nonsense".to_owned()]).is_err());
        let drawn = |seed| {
            let mut all: Vec<u8> = (0..50).collect();
            draw(&mut all, 3, seed);
            all
        };
        assert_eq!(drawn(9), drawn(9));
        assert_ne!(drawn(9), drawn(10));
        assert_eq!(drawn(9).len(), 3);
    }
}
