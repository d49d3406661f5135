//! Who may call an operation at all. Asked at the door, before a byte of the body is read, so that a stranger is told
//! to sign in and not what is wrong with a body. The action still decides.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::id::RequestId;
use base::{Actor, Denied, Kind, Permission};
use http::{HeaderMap, StatusCode, header};

use crate::failure::Failure;
use crate::revised;

/// The header in which a program names its request, so that a repeat gets the first answer.
pub(crate) const KEY: &str = "idempotency-key";

/// Who may call an operation; said where it is registered ([`crate::Api::routes`]), told in the description.
#[derive(Clone, Copy, Debug)]
pub enum Callers {
    /// Everybody, whether signed in or not.
    Anyone,
    /// Whoever has signed in.
    SignedIn,
    /// Citizens.
    Citizens,
    /// Staff who hold the permission in some position.
    Holders(&'static Permission),
    /// Citizens, and staff who hold the permission in some position.
    CitizensAndHolders(&'static Permission),
    /// Citizens, and staff who hold one of the two in some position; the first is the one that the description names.
    CitizensAndEither(&'static Permission, &'static Permission),
    /// Staff who hold the permission in some position and have signed in themselves: no program by its token.
    InPerson(&'static Permission),
}

impl Callers {
    /// The permission that a program's token must carry as a scope; none where no program comes in or none is asked for.
    pub(crate) const fn scope(self) -> Option<&'static Permission> {
        match self {
            Self::Holders(permission)
            | Self::CitizensAndHolders(permission)
            | Self::CitizensAndEither(permission, _) => Some(permission),
            Self::Anyone | Self::SignedIn | Self::Citizens | Self::InPerson(_) => None,
        }
    }

    /// Whether a program may call it by its token.
    pub(crate) const fn by_token(self) -> bool {
        matches!(
            self,
            Self::SignedIn | Self::Holders(_) | Self::CitizensAndHolders(_) | Self::CitizensAndEither(..)
        )
    }

    /// Whether a session is needed.
    pub(crate) const fn sign_in(self) -> bool {
        !matches!(self, Self::Anyone)
    }

    /// Lets `actor` pass, or refuses as the action would.
    fn admit(self, actor: &Actor) -> Result<(), Denied> {
        match (self, actor) {
            (Self::Anyone, _) => Ok(()),
            (_, Actor::Nobody) => Err(Denied::Unauthenticated),
            (Self::SignedIn, _) => Ok(()),
            (
                Self::Citizens | Self::CitizensAndHolders(_) | Self::CitizensAndEither(..),
                Actor::Citizen(_),
            ) => Ok(()),
            (Self::CitizensAndEither(one, other), Actor::Staff(staff)) => {
                staff.may(one).or_else(|refused| staff.may(other).map_err(|_| refused))
            }
            (Self::InPerson(_), Actor::Staff(staff)) if staff.warrant.is_some() => Err(Denied::Forbidden),
            (
                Self::Holders(permission) | Self::CitizensAndHolders(permission) | Self::InPerson(permission),
                Actor::Staff(staff),
            ) => staff.may(permission),
            _ => Err(Denied::Forbidden),
        }
    }
}

/// The door of one operation.
pub(crate) async fn door(callers: Callers, request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<Actor>().unwrap_or(&Actor::Nobody);
    if let Err(denied) = callers.admit(actor) {
        return Failure::from(denied).into_response();
    }
    if !readable_key(request.headers()) {
        return Failure::new(Kind::Invalid, "request.key", WRONG_KEY)
            .with_status(StatusCode::BAD_REQUEST)
            .into_response();
    }
    let conditional = request.headers().contains_key(header::IF_MATCH);
    let response = next.run(request).await;
    if conditional { revised::precondition(response) } else { response }
}

const WRONG_KEY: &str = "Tiêu đề Idempotency-Key phải là một UUID, ví dụ 0198c0de-0000-7000-8000-000000000001. Xin sửa rồi gửi lại.";

/// The number a program gave its request; none when it gave none, or nothing that is a number.
pub(crate) fn key(headers: &HeaderMap) -> Option<RequestId> {
    headers.get(KEY)?.to_str().ok()?.trim_matches('"').parse().ok()
}

/// A key that cannot be read must not be passed over: the caller counts on it.
fn readable_key(headers: &HeaderMap) -> bool {
    !headers.contains_key(KEY) || key(headers).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::id::{AccountId, StaffId, UnitId};
    use base::{Assurance, Citizen, Instant, Post, Rng, Role, Staff};

    static RECEIVE: Permission =
        Permission { name: "test.receive", label: "Tiếp nhận", held_by: &[Role::Reception] };

    fn citizen() -> Actor {
        let account = AccountId::new(&Rng::seeded(1), Instant::from_micros(0));
        Actor::Citizen(Citizen { account, name: "An".to_owned(), assurance: Assurance::Level2 })
    }

    fn staff(role: Role) -> Actor {
        let (rng, now) = (Rng::seeded(2), Instant::from_micros(0));
        let unit = UnitId::new(&rng, now);
        let posts = vec![Post { unit, root: unit, role }];
        Actor::Staff(Staff {
            staff: StaffId::new(&rng, now),
            name: "Lan".to_owned(),
            posts,
            acting: None,
            warrant: None,
        })
    }

    #[test]
    fn each_door_lets_in_whom_it_is_for() {
        let people =
            [Actor::Nobody, citizen(), staff(Role::Reception), staff(Role::Admin), Actor::System("x")];
        let (ok, out, no) = (Ok(()), Err(Denied::Unauthenticated), Err(Denied::Forbidden));
        for (callers, expected) in [
            (Callers::Anyone, [ok, ok, ok, ok, ok]),
            (Callers::SignedIn, [out, ok, ok, ok, ok]),
            (Callers::Citizens, [out, ok, no, no, no]),
            (Callers::Holders(&RECEIVE), [out, no, ok, no, no]),
            (Callers::CitizensAndHolders(&RECEIVE), [out, ok, ok, no, no]),
        ] {
            assert_eq!(people.each_ref().map(|actor| callers.admit(actor)), expected, "{callers:?}");
        }
    }

    #[test]
    fn a_key_is_a_uuid_or_nothing() {
        let with = |value: &'static str| {
            HeaderMap::from_iter([(http::HeaderName::from_static(KEY), value.parse().expect("a header"))])
        };
        assert!(readable_key(&HeaderMap::new()));
        assert!(readable_key(&with("0198c0de-0000-7000-8000-000000000001")));
        assert!(readable_key(&with("\"0198c0de-0000-7000-8000-000000000001\"")));
        assert!(!readable_key(&with("lan-1")) && !readable_key(&with("")));
    }
}
