//! Tests of this context on both engines.
