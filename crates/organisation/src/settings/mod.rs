//! Units, people, counters and calendars as files for another installation.

mod calendars;
mod counters;
mod place;
mod units;

use web::Settings;

/// What this context hands over, in the order in which it is taken in.
pub(crate) fn settings() -> Vec<Settings> {
    vec![
        Settings {
            folder: "don-vi", label: "Đơn vị", usual: true, write: units::write, take: units::take
        },
        Settings {
            folder: "can-bo",
            label: "Cán bộ và vị trí, không kèm mật khẩu",
            usual: false,
            write: units::write_people,
            take: units::take,
        },
        Settings {
            folder: "quay",
            label: "Quầy của Bộ phận Một cửa",
            usual: true,
            write: counters::write,
            take: counters::take,
        },
        Settings {
            folder: "lich",
            label: "Lịch làm việc riêng của đơn vị",
            usual: true,
            write: calendars::write,
            take: calendars::take,
        },
    ]
}
