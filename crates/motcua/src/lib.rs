//! motcua.
