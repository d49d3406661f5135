//! Who acts, in which positions, and what a position may do.

use std::sync::Arc;

use jiff::civil::Date;

use crate::fault::Denied;
use crate::id::{AccountId, StaffId, UnitId, WarrantId};

/// Who stands behind a request or a job. Made by `accounts` (people) or by the composition root (jobs);
/// every other crate only reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Nobody,
    /// A citizen, or a person acting for an organisation.
    Citizen(Citizen),
    /// Staff of an administrative body, with the positions held today.
    Staff(Staff),
    /// A job, schedule, consumer or import; the name says which.
    System(&'static str),
}

/// A signed-in member of the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citizen {
    /// The account.
    pub account: AccountId,
    /// The name as the person writes it.
    pub name: String,
    /// How well the identity is known (QĐ 29/2026/QĐ-TTg).
    pub assurance: Assurance,
}

/// How well a citizen's identity is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    /// The person said who they are; nobody has checked.
    Claimed,
    /// Electronic identity level 1.
    Level1,
    /// Electronic identity level 2, or identified in person by an officer.
    Level2,
}

/// A signed-in member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub staff: StaffId,
    /// The name shown to colleagues and citizens.
    pub name: String,
    /// The positions held now; one person may hold several (a small commune). For a deputy at work as such, the position of
    /// the principal alone.
    pub posts: Vec<Post>,
    /// For whom the person acts as a deputy at this moment; none acts in their own positions.
    pub acting: Option<Principal>,
    /// What a program acts under that was let in as this member of staff; people act under none.
    pub warrant: Option<Warrant>,
}

/// What a program acts under: it narrows what the positions allow, and can be withdrawn while an act is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warrant {
    /// By what it is known.
    pub id: WarrantId,
    /// The names of the permissions it carries (scopes); of these the program has those that its positions hold.
    pub scopes: Arc<[String]>,
}

/// Whoever is deputised for (người được làm thay).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The person.
    pub staff: StaffId,
    /// The name.
    pub name: String,
    /// The position in words: `Lãnh đạo phòng, Phòng Kinh tế`.
    pub position: String,
    /// The last day of it.
    pub until: Date,
}

impl Staff {
    /// In whose hands work is that this person may do now: the principal's for a deputy at work, else their own.
    #[must_use]
    pub fn hands(&self) -> StaffId {
        self.acting.as_ref().map_or(self.staff, |principal| principal.staff)
    }

    /// Whether this person may use `permission` in some position.
    ///
    /// # Errors
    /// [`Denied::Forbidden`] if no position holds it, [`Denied::NoScope`] if the warrant does not carry it.
    pub fn may(&self, permission: &Permission) -> Result<(), Denied> {
        if !self.posts.iter().any(|post| permission.held_by.contains(&post.role)) {
            return Err(Denied::Forbidden);
        }
        match &self.warrant {
            Some(warrant) if !warrant.scopes.iter().any(|scope| scope == permission.name) => {
                Err(Denied::NoScope { name: permission.name, label: permission.label })
            }
            _ => Ok(()),
        }
    }
}

/// One position: a role in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The unit of the position, for example a commune's division.
    pub unit: UnitId,
    /// The body the unit belongs to (commune, department, province); what a dossier is kept under.
    pub root: UnitId,
    /// The role in that unit.
    pub role: Role,
}

/// The roles of one-stop work (NĐ 118/2025; NĐ 61/2018). What each may do is said by the permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Cán bộ Một cửa: receives, guides, hands over results.
    Reception,
    /// Chuyên viên thụ lý: handles a step.
    CaseOfficer,
    /// Lãnh đạo phòng: assigns and checks.
    Head,
    /// Lãnh đạo ký: approves and signs.
    Signatory,
    /// Văn thư: numbers and issues.
    Registrar,
    /// Kế toán: keeps receipt books, shifts and deposits.
    Accountant,
    /// Lãnh đạo cơ quan: sees everything of the body.
    Leader,
    /// Cán bộ kiểm soát thủ tục hành chính.
    Controller,
    /// Quản trị hệ thống.
    Admin,
}

impl Role {
    /// Every role, in the order screens list them.
    pub const ALL: [Self; 9] = [
        Self::Reception,
        Self::CaseOfficer,
        Self::Head,
        Self::Signatory,
        Self::Registrar,
        Self::Accountant,
        Self::Leader,
        Self::Controller,
        Self::Admin,
    ];

    /// The code kept in the database and in packages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::CaseOfficer => "case-officer",
            Self::Head => "head",
            Self::Signatory => "signatory",
            Self::Registrar => "registrar",
            Self::Accountant => "accountant",
            Self::Leader => "leader",
            Self::Controller => "controller",
            Self::Admin => "admin",
        }
    }

    /// The role as people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reception => "Cán bộ Một cửa",
            Self::CaseOfficer => "Chuyên viên thụ lý",
            Self::Head => "Lãnh đạo phòng",
            Self::Signatory => "Lãnh đạo ký duyệt",
            Self::Registrar => "Văn thư",
            Self::Accountant => "Kế toán",
            Self::Leader => "Lãnh đạo cơ quan",
            Self::Controller => "Cán bộ kiểm soát thủ tục",
            Self::Admin => "Quản trị hệ thống",
        }
    }

    /// Reads a code written by [`Role::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Something staff may do. Each context declares its own as constants and lists them in its module.
#[derive(Debug, PartialEq, Eq)]
pub struct Permission {
    /// Unique name, `context.act`.
    pub name: &'static str,
    /// What it lets a person do, in Vietnamese.
    pub label: &'static str,
    /// The roles that hold it.
    pub held_by: &'static [Role],
}

/// The proof that the actor holds a permission, and where. Only [`crate::Ctx::authorise`] makes one.
#[derive(Clone, Debug)]
pub struct Authority {
    pub(crate) staff: Staff,
    pub(crate) posts: Vec<Post>,
}

impl Authority {
    /// The person who holds the permission.
    #[must_use]
    pub const fn staff(&self) -> &Staff {
        &self.staff
    }

    /// The positions that carry the permission; never empty.
    #[must_use]
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// The bodies in which the permission is held, each once.
    #[must_use]
    pub fn roots(&self) -> Vec<UnitId> {
        let mut roots: Vec<_> = self.posts.iter().map(|post| post.root).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The position that carries the permission in `unit` itself.
    ///
    /// # Errors
    /// [`Denied::NotFound`]: what is not the actor's to see does not exist for them.
    pub fn at_unit(&self, unit: &UnitId) -> Result<&Post, Denied> {
        self.posts.iter().find(|post| post.unit == *unit).ok_or(Denied::NotFound)
    }

    /// The position that carries the permission anywhere in the body `root`.
    ///
    /// # Errors
    /// [`Denied::NotFound`]: what is not the actor's to see does not exist for them.
    pub fn at_root(&self, root: &UnitId) -> Result<&Post, Denied> {
        self.posts.iter().find(|post| post.root == *root).ok_or(Denied::NotFound)
    }
}
