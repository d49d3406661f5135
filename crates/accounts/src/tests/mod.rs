//! Tests of this context; what people see of it is tested at the front door, in `testkit`.

mod attempts;
mod events;
mod factor_events;
