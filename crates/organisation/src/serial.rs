//! How types of `base` are written where they have no form of their own.

use base::Role;
use serde::Serializer;

/// A role by its code.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
pub(crate) fn role<S: Serializer>(role: &Role, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(role.code())
}
