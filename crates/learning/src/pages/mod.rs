//! The pages of learning.

mod exercise;
mod help;
mod practice;

use web::Pages;

/// All of them.
pub(crate) fn pages() -> Pages {
    Pages::new()
        .get("/tro-giup", help::show)
        .get("/luyen-tap", practice::show)
        .post("/luyen-tap/dong-ho", practice::move_clock)
        .get("/luyen-tap/{exercise}", exercise::show)
        .post("/luyen-tap/{exercise}", exercise::begin)
}
