//! Verifying the database, page by page, while people work: each page is one snapshot, and what is appended
//! meanwhile is checked or left for the next time, never taken for a fault.

use db::Db;

use crate::Error;
use crate::sign::SignedRoot;
use crate::store::{check, order};
use crate::verify::chain::Chain;
use crate::verify::report::Wrong;
use crate::verify::walk::Walk;
use crate::verify::{Finding, Report, Trust};

/// Rows of one page: well under a second of a reader.
const PAGE: i64 = 2000;

/// Verifies everything: each event against its hash and its stream, each place and root, the heads, and the
/// signatures of the table and of `trust`.
///
/// # Errors
/// Those of the database; what is wrong with the ledger stands in the report.
pub async fn verify(db: &Db, trust: &Trust) -> Result<Report, Error> {
    let mut report = Report::default();
    streams(db, &mut report).await?;
    heads(db, &mut report).await?;
    places(db, trust, &mut report).await?;
    report.pending = u64::try_from(db.read(order::count_waiting).await?).unwrap_or(0);
    Ok(report)
}

/// Every event, stream by stream.
async fn streams(db: &Db, report: &mut Report) -> Result<(), Error> {
    let mut at = (String::new(), 0);
    let (mut chain, mut head) = (Chain::default(), None);
    loop {
        let after = at.clone();
        let page = db.read(move |rx| {
            let page = check::events(rx, (&after.0, after.1), PAGE)?;
            let mut lost = Vec::new();
            for (link, _) in page.iter().filter(|(link, _)| link.position.is_none()) {
                if !check::is_waiting(rx, link)? {
                    lost.push((link.stream.clone(), link.number));
                }
            }
            Ok::<_, Error>((page, lost))
        });
        let (page, lost) = page.await?;
        for (stream, number) in lost {
            report.find(Finding::Event { stream, number, what: Wrong::NeverPlaced });
        }
        let last_page = page.is_empty();
        for (link, its_head) in page {
            if link.stream != at.0 {
                end(std::mem::take(&mut chain), &at.0, head, report);
            }
            chain.next(&link, report);
            head = its_head;
            at = (link.stream, link.number);
        }
        if last_page {
            end(chain, &at.0, head, report);
            return Ok(());
        }
    }
}

fn end(chain: Chain, stream: &str, head: Option<i64>, report: &mut Report) {
    let last = chain.last();
    if last > 0 && head.is_none_or(|head| head < last) {
        report.find(Finding::Head { stream: stream.to_owned(), head, last });
    }
    chain.end(stream, report);
}

/// Every head: its last event must be there. (A head below its last event was found above.)
async fn heads(db: &Db, report: &mut Report) -> Result<(), Error> {
    let mut at = String::new();
    loop {
        let after = at.clone();
        let page = db.read(move |rx| check::heads(rx, &after, PAGE)).await?;
        let Some(last) = page.last() else { return Ok(()) };
        at.clone_from(&last.stream);
        for head in page.into_iter().filter(|it| it.number > 0 && !it.there) {
            report.find(Finding::Event { stream: head.stream, number: head.number, what: Wrong::Missing });
        }
    }
}

/// Every place, root and signature.
async fn places(db: &Db, trust: &Trust, report: &mut Report) -> Result<(), Error> {
    let read = db.read(|rx| {
        let signed = signatures(rx)?;
        Ok::<_, Error>((order::end(rx)?, check::last_place(rx)?, signed))
    });
    let (end, last, signed) = read.await?;
    let mut walk = Walk::new(trust, signed);
    loop {
        let from = walk.position;
        let page = db.read(move |rx| check::places(rx, from, last, PAGE)).await?;
        if page.is_empty() {
            break;
        }
        page.into_iter().for_each(|place| walk.step(place, report));
    }
    if end.position != walk.position || end.root != walk.root {
        report.find(Finding::End { recorded: end.position, last: walk.position });
    }
    walk.end(report);
    Ok(())
}

fn signatures(rx: &mut db::Read) -> Result<Vec<SignedRoot>, Error> {
    let mut all: Vec<SignedRoot> = Vec::new();
    loop {
        let (position, signer) = all.last().map_or((0, String::new()), |it| (it.position, it.signer.clone()));
        let page = order::signatures(rx, position, &signer, i64::MAX, PAGE)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
