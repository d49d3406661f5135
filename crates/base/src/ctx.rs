//! What surrounds one act: who, when, with what chance, in which language, under which request.

use crate::actor::{Actor, Authority, Citizen, Permission, Staff};
use crate::clock::Instant;
use crate::fault::Denied;
use crate::id::RequestId;
use crate::locale::Locale;
use crate::rng::Rng;

/// How long whoever confirmed who they are need not do so again, in seconds: long enough to go through a pile of results to sign, short
/// enough that a desk left open for a talk in the corridor signs nothing.
pub const CONFIRMED_SECONDS: i64 = 10 * 60;

/// Built once per request or job; `now` is frozen, so everything one act writes bears one time.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// Who acts.
    pub actor: Actor,
    /// When it happens for the rules: the server's time when the request came in, or an earlier moment ([`Ctx::as_of`]).
    pub now: Instant,
    /// When it is written down: always the server's time when the request came in.
    pub recorded: Instant,
    /// Randomness for identifiers, salts and tokens.
    pub rng: Rng,
    /// When whoever acts last showed that it is them, in the session in which they act: at sign-in, or when asked again. What the system
    /// does for somebody was confirmed when it was ordered.
    pub confirmed: Option<Instant>,
    /// The language of the answer.
    pub locale: Locale,
    /// The request: shown on error pages, kept in the log and, for a POST, the key of its first answer.
    pub request: RequestId,
}

impl Ctx {
    /// The actor's authority to use `permission`, wherever it is held. The first statement of an action of
    /// staff; what was loaded is then checked with [`Authority::at_unit`] or [`Authority::at_root`].
    ///
    /// # Errors
    /// [`Denied::Unauthenticated`] for nobody, [`Denied::Forbidden`] for anyone without the permission,
    /// [`Denied::NoScope`] for a program whose warrant does not carry it.
    pub fn authorise(&self, permission: &Permission) -> Result<Authority, Denied> {
        let staff = self.authorise_staff()?;
        staff.may(permission)?;
        let posts =
            staff.posts.iter().filter(|post| permission.held_by.contains(&post.role)).cloned().collect();
        Ok(Authority { staff: staff.clone(), posts })
    }

    /// The same for an act of weight: whoever acts has also shown lately that it is them ([`Ctx::confirmed`]).
    ///
    /// # Errors
    /// Those of [`Ctx::authorise`]; [`Denied::Unconfirmed`] if that is too long ago.
    pub fn authorise_confirmed(&self, permission: &Permission) -> Result<Authority, Denied> {
        let authority = self.authorise(permission)?;
        self.confirmed()?;
        Ok(authority)
    }

    /// Whether whoever acts has shown lately that it is them. For an action that turns out to be of weight only when it has loaded what it
    /// is about; others say [`Ctx::authorise_confirmed`].
    ///
    /// # Errors
    /// [`Denied::Unconfirmed`] if that is longer ago than [`CONFIRMED_SECONDS`].
    pub fn confirmed(&self) -> Result<(), Denied> {
        let lately = |at: Instant| self.recorded < at.plus_seconds(CONFIRMED_SECONDS);
        if self.confirmed.is_some_and(lately) { Ok(()) } else { Err(Denied::Unconfirmed) }
    }

    /// The citizen who acts. The first statement of a citizen's action.
    ///
    /// # Errors
    /// [`Denied::Unauthenticated`] for nobody, [`Denied::Forbidden`] for staff and systems.
    pub fn authorise_citizen(&self) -> Result<&Citizen, Denied> {
        match &self.actor {
            Actor::Citizen(citizen) => Ok(citizen),
            Actor::Nobody => Err(Denied::Unauthenticated),
            Actor::Staff(_) | Actor::System(_) => Err(Denied::Forbidden),
        }
    }

    /// The member of staff who acts, in any position.
    ///
    /// # Errors
    /// [`Denied::Unauthenticated`] for nobody, [`Denied::Forbidden`] for citizens and systems.
    pub fn authorise_staff(&self) -> Result<&Staff, Denied> {
        match &self.actor {
            Actor::Staff(staff) => Ok(staff),
            Actor::Nobody => Err(Denied::Unauthenticated),
            Actor::Citizen(_) | Actor::System(_) => Err(Denied::Forbidden),
        }
    }

    /// Lets a job, import or schedule act; people never pass.
    ///
    /// # Errors
    /// [`Denied::Forbidden`] for everyone but a system.
    pub fn authorise_system(&self) -> Result<&'static str, Denied> {
        match &self.actor {
            Actor::System(name) => Ok(name),
            Actor::Nobody | Actor::Citizen(_) | Actor::Staff(_) => Err(Denied::Forbidden),
        }
    }

    /// Lets everyone act, nobody included: said openly where an act is public (signing in, for one).
    #[must_use]
    pub const fn authorise_anyone(&self) -> &Actor {
        &self.actor
    }

    /// The same context for one of several acts that one request asks for, each kept and repeated by itself: its request
    /// follows from the whole and from what the part is about, so that a repeat of the whole repeats each part.
    #[must_use]
    pub fn part(&self, about: uuid::Uuid) -> Self {
        // The time and the marks of the version stay those of the request; the chance of both is mixed.
        const CHANCE: u128 = 0x0000_0000_0000_0fff_3fff_ffff_ffff_ffff;
        let (whole, about) = (self.request.uuid().as_u128(), about.as_u128());
        let mixed = whole ^ (about & CHANCE);
        Self { request: RequestId::from_uuid(uuid::Uuid::from_u128(mixed)), ..self.clone() }
    }

    /// One step of an act that calls several actions: the same person and moment under a number of its own, because one number is
    /// answered once. Only within `once`, or of what may be done again: a repeat gets other numbers.
    #[must_use]
    pub fn step(&self) -> Self {
        Self { request: RequestId::new(&self.rng, self.now), ..self.clone() }
    }

    /// The same act, as something that happened at `moment` and is written down now: what was taken in on paper or without
    /// a network. Rules count from that moment; the ledger says both.
    #[must_use]
    pub fn as_of(&self, moment: Instant) -> Self {
        Self { now: moment, ..self.clone() }
    }

    /// The context of a job or import of the system itself.
    #[must_use]
    pub fn system(name: &'static str, now: Instant, rng: &Rng) -> Self {
        Self {
            actor: Actor::System(name),
            now,
            recorded: now,
            rng: rng.clone(),
            confirmed: Some(now),
            locale: Locale::Vi,
            request: RequestId::new(rng, now),
        }
    }
}
