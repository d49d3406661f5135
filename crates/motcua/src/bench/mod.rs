//! Measuring ourselves against the raw engine. The only place outside `db` that names the drivers: what the adapter
//! costs can only be seen from beside it.

pub(crate) mod api;
pub(crate) mod backup;
mod bare;
pub(crate) mod bare_row;
pub(crate) mod bulk;
pub(crate) mod catalogue;
pub(crate) mod figures;
pub(crate) mod inbox;
pub(crate) mod lane;
pub(crate) mod raw_postgres;
pub(crate) mod raw_sqlite;
pub(crate) mod recount;
pub(crate) mod render;
pub(crate) mod reorganise;
pub(crate) mod rows;
pub(crate) mod submit;
