//! `motcua practice`: an installation to learn on, with invented people, exercises, and a clock that learners set forward. Its data is
//! marked and never served as an office; nothing leaves it by mail, SMS or Zalo.

use std::path::PathBuf;
use std::sync::Arc;

use accounts::Hashing;
use base::{Ctx, ShiftedClock};

use super::exit::{Code, Stop};
use super::outward::Outward;
use super::place::{Opened, Place};
use super::serve::{self, As, Front};
use crate::demo;

/// What `practice` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of its data, apart from that of an office. Remove it to begin anew.
    #[arg(long, value_name = "DIR", default_value = "./practice")]
    data: PathBuf,
    #[command(flatten)]
    front: Front,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    let mut opened = Place::folder(&args.data).open().await?;
    opened.migrate().await?;
    let clock = Arc::new(ShiftedClock::default());
    clock.shift(mark(&opened).await?);
    opened.clock = clock.clone();
    let app = opened.app(serve::site(&args.front, args.front.listen).practice())?;
    let accounts = demo::seed(&app, demo::PASSWORD, Hashing::OWASP).await?;
    demo::file(&app).await?;
    print!("{}", super::demo::table(&accounts));
    serve::serve(opened, &args.front, &Outward::default(), As::Practice(clock)).await
}

/// Marks data that is empty as practice; how far its clock stands before the machine's. What an office has entered is refused.
async fn mark(opened: &Opened) -> Result<i64, Stop> {
    let today = opened.clock.now().date();
    let known = opened.db.read(learning::shift).await.map_err(anyhow::Error::from)?;
    let empty = opened.db.read(move |rx| crate::setup::is_empty(rx, today)).await;
    if known.is_none() && !empty.map_err(anyhow::Error::from)? {
        let message = format!(
            "The data in {} is that of an office, not of practice.\nNothing was changed. Name another folder with --data.",
            opened.folder.display()
        );
        return Err(Stop::new(Code::Usage, message));
    }
    let ctx = Ctx::system("practice", opened.clock.now(), &opened.rng);
    let marked = opened.db.write(move |tx| learning::open_practice(tx, &ctx)).await;
    Ok(marked.map_err(anyhow::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practice_is_never_served_as_an_office() {
        crate::block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let opened = Place::folder(folder.path()).open().await.unwrap();
            opened.migrate().await.unwrap();
            assert!(serve::not_practice(&opened, &As::Office).await.is_ok());
            assert_eq!((mark(&opened).await.unwrap(), mark(&opened).await.unwrap()), (0, 0));
            for like in [As::Office, As::Demo] {
                let refused = serve::not_practice(&opened, &like).await.err().unwrap();
                assert!(refused.message.contains("motcua practice --data"), "{refused}");
            }
            assert!(serve::not_practice(&opened, &As::Practice(Arc::default())).await.is_ok());
            opened.db.close().await;
        });
    }

    #[test]
    fn an_office_is_never_taken_for_practice() {
        crate::block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let opened = Place::folder(folder.path()).open().await.unwrap();
            opened.migrate().await.unwrap();
            let ctx = Ctx::system("test", opened.clock.now(), &opened.rng);
            let units = opened.db.write(move |tx| organisation::import(tx, &ctx, organisation::DEMO)).await;
            units.unwrap();
            let refused = mark(&opened).await.err().unwrap();
            assert_eq!(refused.code, Code::Usage);
            assert!(
                refused.message.contains("that of an office") && refused.message.contains("--data"),
                "{refused}"
            );
            opened.db.close().await;
        });
    }
}
