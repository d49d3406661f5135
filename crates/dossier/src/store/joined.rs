//! Where one person did several duties on a dossier, for the controller.

use base::Instant;
use base::id::{DossierId, StaffId, UnitId};
use db::{Query, Row, Tx, params};

use crate::model::Duty;

db::statements! {
    /// One line; nothing if the person did this duty on the dossier before.
    INSERT = "INSERT INTO dossier_joined_duty (dossier, staff, duty, earlier, joined_at, body, top)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    /// The last ones of a body, newest first.
    OF_BODY = "SELECT j.dossier, d.number, j.staff, j.duty, j.earlier, j.joined_at, j.body FROM dossier_joined_duty j
        JOIN dossier d ON d.id = j.dossier WHERE j.body = $1 AND j.joined_at >= $2
        AND (j.joined_at, j.dossier, j.staff, j.duty) < ($3, $4, $5, $6)
        ORDER BY j.joined_at DESC, j.dossier DESC, j.staff DESC, j.duty DESC LIMIT $7";
    /// The same under a province or ministry.
    OF_TOP = "SELECT j.dossier, d.number, j.staff, j.duty, j.earlier, j.joined_at, j.body FROM dossier_joined_duty j
        JOIN dossier d ON d.id = j.dossier WHERE j.top = $1 AND j.joined_at >= $2
        AND (j.joined_at, j.dossier, j.staff, j.duty) < ($3, $4, $5, $6)
        ORDER BY j.joined_at DESC, j.dossier DESC, j.staff DESC, j.duty DESC LIMIT $7";
}

/// That one person did several duties on a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Which dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: Option<String>,
    /// Who.
    pub staff: StaffId,
    /// The duty that was joined with earlier ones.
    pub duty: Duty,
    /// The duties the person had done before.
    pub earlier: Vec<Duty>,
    /// When.
    pub at: Instant,
    /// The body of the person's position.
    pub body: UnitId,
}

/// Where a line stands in the list.
pub(crate) type JoinedKey = (Instant, DossierId, StaffId, Duty);

impl Joined {
    /// Where it stands in the list.
    #[must_use]
    pub fn key(&self) -> JoinedKey {
        (self.at, self.dossier, self.staff, self.duty)
    }
}

/// Which lines of the list.
#[derive(Clone, Debug)]
pub struct JoinedPage {
    /// Behind which one; none begins with the newest.
    pub after: Option<JoinedKey>,
    /// How many.
    pub size: i64,
}

impl JoinedPage {
    /// The key below which the page begins.
    fn below(&self) -> (Instant, String, String, String) {
        match &self.after {
            Some((at, dossier, staff, duty)) => {
                (*at, dossier.to_string(), staff.to_string(), duty.code().to_owned())
            }
            None => (Instant::from_micros(i64::MAX), String::new(), String::new(), String::new()),
        }
    }
}

/// Keeps a line; false if it is there.
pub(crate) fn insert(tx: &mut Tx, line: &Joined, top: Option<UnitId>) -> Result<bool, db::Error> {
    let earlier: Vec<_> = line.earlier.iter().map(|duty| duty.code()).collect();
    let earlier = earlier.join(" ");
    let row = params![line.dossier, line.staff, line.duty.code(), earlier, line.at, line.body, top];
    Ok(tx.exec(&INSERT, row)? == 1)
}

/// Those of a body since a moment, newest first, a page of them.
pub(crate) fn of_body(
    q: &mut impl Query,
    body: UnitId,
    since: Instant,
    page: &JoinedPage,
) -> Result<Vec<Joined>, db::Error> {
    let (at, dossier, staff, duty) = page.below();
    q.all(&OF_BODY, params![body, since, at, dossier, staff, duty, page.size])?.iter().map(map).collect()
}

/// Those under a province or ministry since a moment, newest first, a page of them.
pub(crate) fn of_top(
    q: &mut impl Query,
    top: UnitId,
    since: Instant,
    page: &JoinedPage,
) -> Result<Vec<Joined>, db::Error> {
    let (at, dossier, staff, duty) = page.below();
    q.all(&OF_TOP, params![top, since, at, dossier, staff, duty, page.size])?.iter().map(map).collect()
}

fn map(row: &Row) -> Result<Joined, db::Error> {
    let unknown = || db::BadValue { column: 3, expected: "a duty" };
    let earlier: String = row.get(4)?;
    Ok(Joined {
        dossier: row.get(0)?,
        number: row.get(1)?,
        staff: row.get(2)?,
        duty: Duty::parse(&row.get::<String>(3)?).ok_or_else(unknown)?,
        earlier: earlier.split(' ').filter_map(Duty::parse).collect(),
        at: row.get(5)?,
        body: row.get(6)?,
    })
}
