//! The pages of this context: find a procedure, and know what it takes before beginning.

mod edit;
mod list;
mod national;
mod papers;
mod start;
mod told;
mod view;

/// The pages of this context.
pub(crate) fn pages() -> web::Pages {
    let pages = web::Pages::new()
        .get("/thu-tuc", list::show)
        .get("/thu-tuc/{code}", start::show)
        .get("/thu-tuc/{code}/giay-to", papers::show);
    edit::pages(pages)
}
