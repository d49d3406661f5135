//! `bench catalogue`: how fast the national catalogue is imported, and how long a search over all of it takes through
//! HTTP, from request to last byte. Without a file the catalogue is made up, of the size of the real one.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use catalogue::national::Rejected;
use serde_json::json;

use super::figures::{Spread, machine, round};
use crate::catalogue_file::{self, Listener, Tally};
use crate::cli::place::Place;
use crate::load::{Client, Scratch, Server};

/// Procedures a second.
const IMPORT_GOAL: f64 = 500.0;
/// All but one search in a hundred are quicker than this.
const SEARCH_GOAL_MS: f64 = 20.0;
/// Procedures of the made-up catalogue: as many as the real one had in July 2026.
const MADE_UP: usize = 5075;
/// What is searched for, in turns: words with and without accents, filters, a code, nothing found, everything.
const SEARCHES: &[&str] = &[
    "q=dang+ky+khai+sinh",
    "q=c%E1%BA%A5p+gi%E1%BA%A5y+ph%C3%A9p",
    "q=dat+dai&level=commune",
    "level=province",
    "field=hai+quan",
    "subject=cong+dan+viet+nam&q=the",
    "life_event=ket+hon",
    "q=1.001193",
    "q=khong+co+viec+nay",
    "",
];

struct Quiet;

impl Listener for Quiet {
    fn rejected(&mut self, _: &Rejected) {}
    fn progress(&mut self, _: &Tally) {}
}

/// Runs the bench and prints its lines; whether every goal was met.
///
/// # Errors
/// If the file cannot be imported or a search is refused.
pub(crate) async fn run(place: &Place, file: Option<PathBuf>, searches: usize, keep: bool) -> Result<bool> {
    std::fs::create_dir_all(&place.data)?;
    let scratch = Scratch::fresh(place, "catalogue").await?;
    let made_up = file.is_none();
    let file = match file {
        Some(file) => file,
        None => make_up(&scratch.place.data.join("made-up.jsonl"))?,
    };
    let (tally, took) = import(&scratch.place, &file).await?;
    let (machine, engine) = (machine(&place.data), engine(place));
    let build = if cfg!(debug_assertions) { "debug: the figures mean nothing" } else { "release" };
    let rate = tally.read as f64 / took.as_secs_f64();
    let import_met = rate >= IMPORT_GOAL && tally.rejected == 0;
    println!(
        "{}",
        json!({
            "name": "catalogue.import", "per_second": round(rate, 0), "seconds": round(took.as_secs_f64(), 2), "read": tally.read,
            "imported": tally.imported, "for_review": tally.for_review, "rejected": tally.rejected, "made_up": made_up,
            "engine": engine, "goal_per_second": IMPORT_GOAL, "met": import_met, "machine": machine, "build": build,
        })
    );
    let server = Server::start(&std::env::current_exe()?, &scratch.place.arguments(), &scratch.log()).await?;
    let mut client = Client::connect(&server.host).await?;
    let mut met = import_met;
    for (name, path) in [("catalogue.search", "/api/v1/procedures?"), ("catalogue.page", "/thu-tuc?")] {
        let spread = measure(&mut client, path, searches).await?;
        let fine = spread.p99_ms < SEARCH_GOAL_MS;
        met &= fine;
        println!(
            "{}",
            json!({
                "name": name, "p50_ms": spread.p50_ms, "p99_ms": spread.p99_ms, "max_ms": spread.max_ms, "searches": spread.count,
                "procedures": tally.read, "made_up": made_up, "engine": engine, "goal_p99_ms": SEARCH_GOAL_MS, "met": fine,
                "machine": machine, "build": build,
            })
        );
    }
    server.stop().await?;
    if !keep {
        scratch.remove().await?;
    }
    Ok(met)
}

fn engine(place: &Place) -> &'static str {
    if place.database_url.is_some() { "PostgreSQL" } else { "SQLite" }
}

async fn import(place: &Place, file: &Path) -> Result<(Tally, Duration)> {
    let failed = |stop: crate::cli::exit::Stop| anyhow!("{stop}");
    let opened = place.open().await.map_err(failed)?;
    opened.migrate().await.map_err(failed)?;
    let begun = Instant::now();
    let tally = catalogue_file::import(&opened, file, &mut Quiet).await;
    let took = begun.elapsed();
    opened.db.close().await;
    Ok((tally?, took))
}

/// `searches` requests on one connection, one after the other, after a short warm-up.
async fn measure(client: &mut Client, path: &str, searches: usize) -> Result<Spread> {
    let names = [
        ("q=", "tim="),
        ("level=commune", "cap=xa"),
        ("level=province", "cap=tinh"),
        ("field=", "linh-vuc="),
        ("subject=", "doi-tuong="),
        ("life_event=", "su-kien="),
    ];
    let mut times = Vec::with_capacity(searches);
    for n in 0..searches + SEARCHES.len() {
        let mut query = SEARCHES[n % SEARCHES.len()].to_owned();
        if path.starts_with("/thu-tuc") {
            query = names.iter().fold(query, |query, (api, page)| query.replace(api, page));
        }
        let begun = Instant::now();
        let answer = client.get(&format!("{path}{query}")).await?;
        let took = begun.elapsed();
        ensure!(answer.status == 200, "{path}{query} answered {}", answer.status);
        if n >= SEARCHES.len() {
            times.push(took);
        }
    }
    Ok(Spread::of(times))
}

/// A catalogue of the real one's size, with names and papers of its own.
fn make_up(path: &Path) -> Result<PathBuf> {
    let acts = [
        "Đăng ký",
        "Cấp giấy phép",
        "Cấp lại giấy chứng nhận",
        "Gia hạn",
        "Thay đổi",
        "Chấm dứt",
        "Xác nhận",
    ];
    let things = [
        "khai sinh",
        "xây dựng",
        "hành nghề",
        "quyền sử dụng đất",
        "hộ kinh doanh",
        "phương tiện",
        "việc nuôi con nuôi",
    ];
    let fields =
        ["Hộ tịch", "Đất đai", "Hải quan", "Hoạt động xây dựng", "Giao thông", "Việc làm", "Nuôi con nuôi"];
    let mut out = String::new();
    for n in 0..MADE_UP {
        let pick = |all: &[&str], step: usize| all[(n / step) % all.len()].to_owned();
        let papers: Vec<_> = (0..8)
            .map(|m| json!({"code": null, "name": format!("Giấy tờ thứ {m} của hồ sơ, do cơ quan có thẩm quyền cấp."), "originals": 1, "copies": 0, "forms": []}))
            .collect();
        let way = |channel: &str| json!({"channel": channel, "limit": {"amount": 5, "unit": "ngay_lam_viec"}, "fees": [{"amount": 20_000, "currency": "VND", "note": null}], "note": null});
        let line = json!({
            "code": format!("9.{n:06}"), "name": format!("{} {} số {n}", pick(&acts, 1), pick(&things, 7)),
            "field": {"code": null, "name": pick(&fields, 49)}, "levels": [pick(&["xa", "tinh", "bo"], 3)],
            "agencies": {"executing": ["Sở chuyên ngành cấp tỉnh"]},
            "subjects": [{"code": "ĐT1", "name": "Công dân Việt Nam"}],
            "channels": [way("truc_tuyen"), way("truc_tiep"), way("buu_chinh")], "cases": [{"name": null, "components": papers}],
            "results": [{"code": null, "name": "Giấy chứng nhận"}], "legal_basis": [{"code": "61/2018/NĐ-CP", "name": "Nghị định"}],
            "steps": ["Người nộp chuẩn bị và nộp hồ sơ.", "Cơ quan thẩm định và trả kết quả."],
        });
        writeln!(out, "{line}")?;
    }
    std::fs::write(path, out)?;
    Ok(path.to_owned())
}
