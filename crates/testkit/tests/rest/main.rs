//! The REST surface through the front door: every operation of `/api/openapi.json` as the right person, and each way
//! it is refused. A new operation fails `table` until it has its case there.

mod after;
mod beside;
mod bodies;
mod calendars;
mod cases;
mod clicks;
mod etags;
mod internal;
mod kept;
mod keys;
mod look_ups;
mod offices;
mod offline;
mod others;
mod problem;
mod refusals;
mod staffing;
mod states;
mod sweep;
mod table;
mod together;
mod uploads;
mod walks;
mod world;
