//! `motcua import legacy`: an older system's export becomes dossiers here. Without more it is rehearsed: done and undone, to say what would come.

use std::path::PathBuf;

use moving::{Loaded, Outcome, told};
use web::{App, Site};

use super::exit::{Code, Stop};
use super::place::Place;

/// What to move in, and how far to go.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// What the tables and columns of the older system are here; maps/opencps.toml is the example.
    #[arg(long, value_name = "FILE")]
    map: PathBuf,
    /// Do it for good, once; run again, it goes on where it was interrupted.
    #[arg(long, conflicts_with = "roll_back")]
    cut_over: bool,
    /// Leave out the rows with mistakes; they are kept and listed in the report.
    #[arg(long)]
    leave_out: bool,
    /// Take out again what this export brought, while nobody has done anything with it: why.
    #[arg(long, value_name = "REASON")]
    roll_back: Option<String>,
    /// The folder with the tables (.csv, .sql) and the files.
    folder: PathBuf,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Stop> {
    let (folder, map) = (args.folder.clone(), args.map.clone());
    let loaded = tokio::task::spawn_blocking(move || moving::load(&folder, &map)).await;
    let loaded = loaded.map_err(|error| Stop::new(Code::Internal, error.to_string()))?;
    let loaded = loaded.map_err(|wrong| Stop::new(Code::Usage, wrong.join("\n")))?;
    let opened = args.place.open().await?;
    opened.migrate().await?;
    let app = opened.app(Site::new("motcua", "http://localhost"))?;
    let done = match &args.roll_back {
        Some(reason) => back(&app, &loaded, reason).await,
        None => forth(&app, &loaded, &args).await,
    };
    opened.db.close().await;
    done
}

async fn forth(app: &App, loaded: &Loaded, args: &Args) -> Result<(), Stop> {
    let outcome = if args.cut_over {
        moving::cut_over(app, loaded, args.leave_out).await
    } else {
        moving::rehearse(app, loaded, args.leave_out).await
    };
    let outcome = outcome.map_err(|error| refused(&error))?;
    print!("{}", told(&outcome));
    if outcome.in_the_way > 0 {
        return Err(Stop::new(Code::Wrong, in_the_way(&outcome, args.cut_over)));
    }
    println!("{}", ended(&outcome, args.cut_over));
    Ok(())
}

/// What stands in the way of a cut-over.
fn in_the_way(outcome: &Outcome, cut_over: bool) -> String {
    let first = if cut_over { "Chưa chuyển gì" } else { "Chạy thử xong, chưa chuyển gì" };
    format!(
        "{first}: còn {} lỗi phải sửa. Sửa xong thì chạy lại; hoặc thêm --leave-out để để lại các dòng đó, kèm trong biên bản.",
        outcome.in_the_way
    )
}

fn ended(outcome: &Outcome, cut_over: bool) -> &'static str {
    match (cut_over, outcome.again) {
        (_, true) => "Đợt này đã chuyển trước đây; không làm gì thêm.",
        (true, false) => "Đã chuyển xong. Mời lãnh đạo ký biên bản tại /quan-tri/chuyen-he-thong.",
        (false, false) => "Chạy thử xong, chưa chuyển gì. Thêm --cut-over để chuyển thật.",
    }
}

async fn back(app: &App, loaded: &Loaded, reason: &str) -> Result<(), Stop> {
    if reason.trim().is_empty() {
        return Err(Stop::new(Code::Usage, "Ghi lý do hoàn lại sau --roll-back."));
    }
    let count = moving::roll_back(app, loaded, reason.trim()).await.map_err(|error| refused(&error))?;
    println!(
        "Đã hoàn lại {count} hồ sơ. Số hồ sơ đã dùng không cấp lại; sổ sự kiện giữ việc chuyển và hoàn lại."
    );
    Ok(())
}

fn refused(error: &moving::Error) -> Stop {
    use base::Fault as _;
    match error.kind() {
        base::Kind::Internal => Stop::new(Code::Internal, base::chain(error)),
        _ => Stop::new(Code::Wrong, error.sentence()),
    }
}
