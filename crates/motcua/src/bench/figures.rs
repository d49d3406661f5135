//! Figures: quantiles, medians, the fsync probe, the machine they were taken on.

use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Serialize;

/// p50, p99 and the worst of a set of times, in milliseconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Spread {
    /// Half were quicker.
    pub p50_ms: f64,
    /// All but one in a hundred were quicker.
    pub p99_ms: f64,
    /// The slowest.
    pub(crate) max_ms: f64,
    /// How many.
    pub(crate) count: usize,
}

impl Spread {
    /// The spread of `times`; zeroes if there are none.
    #[must_use]
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let count = times.len();
        let at = |share: usize| times.get((count * share / 100).min(count.saturating_sub(1)));
        let ms = |time: Option<&Duration>| time.map_or(0.0, |it| round(it.as_secs_f64() * 1000.0, 3));
        Self { p50_ms: ms(at(50)), p99_ms: ms(at(99)), max_ms: ms(times.last()), count }
    }
}

/// The middle of `values`; 0 if there are none.
#[must_use]
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// `value` to `digits` places.
#[must_use]
pub(crate) fn round(value: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (value * scale).round() / scale
}

/// Appends 4 KiB and calls fdatasync, 200 times, in `folder`: what the disk makes of durability right now.
///
/// # Errors
/// If the folder cannot be written.
pub(crate) fn fsync_probe(folder: &Path) -> Result<Spread> {
    let path = folder.join("fsync-probe");
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).open(&path)?;
    let mut times = Vec::with_capacity(200);
    for _ in 0..200 {
        let started = Instant::now();
        file.seek(SeekFrom::End(0))?;
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(started.elapsed());
    }
    std::fs::remove_file(&path)?;
    Ok(Spread::of(times))
}

/// Processor, cores, memory, kernel, and the file system of `folder`.
#[must_use]
pub(crate) fn machine(folder: &Path) -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let after = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_once(':').map_or(String::new(), |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory_kb: u64 = after(&read("/proc/meminfo"), "MemTotal")
        .split_whitespace()
        .next()
        .and_then(|it| it.parse().ok())
        .unwrap_or(0);
    format!(
        "{}, {cores} cores, {} GiB, Linux {}, {}",
        after(&read("/proc/cpuinfo"), "model name"),
        memory_kb / 1024 / 1024,
        read("/proc/sys/kernel/osrelease").trim(),
        file_system(&read("/proc/mounts"), folder),
    )
}

/// The type of the mount that holds `folder`. On `tmpfs` an fsync costs nothing, so a figure must say so.
fn file_system(mounts: &str, folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut best = (0, "unknown file system");
    for line in mounts.lines() {
        let mut words = line.split_whitespace().skip(1);
        if let (Some(point), Some(kind)) = (words.next(), words.next())
            && folder.starts_with(point)
            && point.len() >= best.0
        {
            best = (point.len(), kind);
        }
    }
    best.1.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_medians() {
        let spread = Spread::of((1..=100).map(Duration::from_millis).collect());
        assert_eq!((spread.p50_ms, spread.p99_ms, spread.max_ms), (51.0, 100.0, 100.0));
        assert_eq!(Spread::of(Vec::new()).count, 0);
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(vec![4.0, 1.0]) - 2.5).abs() < 1e-9);
    }

    #[test]
    fn the_mount_of_a_folder_is_the_longest_that_holds_it() {
        let mounts = "a / ext4 rw\nb /dev/shm tmpfs rw\n";
        assert_eq!(file_system(mounts, Path::new("/dev/shm")), "tmpfs");
        assert_eq!(file_system(mounts, Path::new("/usr")), "ext4");
    }

    #[test]
    fn the_probe_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(fsync_probe(folder.path()).unwrap().count, 200);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
