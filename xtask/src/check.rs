//! `xtask check`: every rule over the whole tree, every finding with its place and what to do.

use anyhow::Result;

use crate::rules;
use crate::tree::Tree;

/// Prints the findings; true when there are none.
pub(crate) fn run() -> Result<bool> {
    let tree = Tree::load()?;
    let mut count = 0;
    for (name, rule) in rules::ALL {
        for finding in rule(&tree) {
            count += 1;
            println!("{finding}  [{name}]");
        }
    }
    if count == 0 {
        println!("xtask check: {} rules hold over {} files", rules::ALL.len(), tree.files.len());
    } else {
        println!(
            "\nxtask check: {count} findings; each rule is explained at the head of xtask/src/rules/<rule>.rs"
        );
    }
    Ok(count == 0)
}
