//! A body that decides, with everything around it that a history needs: read once, then nothing is asked any more.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::code::AgencyCode;
use base::id::UnitId;
use catalogue::ProcedureVersion;
use catalogue::process::{Step, UnitSelector};
use db::Query;
use jiff::civil::Date;
use organisation::Unit;
use worktime::Calendar;

use crate::error::Error;
use crate::submission::receiving_body;

/// The duty of the unit that keeps seals and numbers.
const REGISTRY: &str = "van-phong";

/// A body that decides, as it stands on a day.
#[derive(Clone, Debug)]
pub struct Body {
    /// The body.
    pub id: UnitId,
    /// Under which body its dossiers are kept.
    pub root: UnitId,
    /// The province or ministry above.
    pub top: UnitId,
    /// Its electronic identifier, with which its numbers begin.
    pub agency: AgencyCode,
    /// The one-stop unit that receives for it.
    pub one_stop: UnitId,
    /// The calendar on which its terms are counted.
    pub calendar: Arc<Calendar>,
    /// Its units by duty.
    duties: BTreeMap<String, UnitId>,
    /// The other bodies that its procedures ask, by duty.
    asked: BTreeMap<String, Unit>,
}

impl Body {
    /// Reads what stands around `unit` on a day; none if it has no identifier or nobody receives for it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(q: &mut impl Query, unit: &Unit, on: Date) -> Result<Option<Self>, Error> {
        let root = receiving_body(unit);
        let (Some(agency), Some(one_stop)) = (unit.code.clone(), organisation::one_stop_of(q, root, on)?)
        else {
            return Ok(None);
        };
        let under = organisation::units_under(q, unit.id, on)?;
        let duties = under.into_iter().filter_map(|it| Some((it.duty?.as_str().to_owned(), it.id))).collect();
        let calendar = organisation::calendar(q, unit.id, on)?;
        let (id, top) = (unit.id, unit.top);
        Ok(Some(Self {
            id,
            root,
            top,
            agency,
            one_stop: one_stop.id,
            calendar,
            duties,
            asked: BTreeMap::new(),
        }))
    }

    /// Looks up the other bodies that the steps of a procedure ask, as [`crate::steps`] finds them: under this body, or beside one
    /// of those above it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn learn(&mut self, q: &mut impl Query, version: &ProcedureVersion, on: Date) -> Result<(), Error> {
        for duty in version
            .process
            .steps
            .iter()
            .filter_map(|step| step.body.as_ref())
            .filter_map(|body| body.duty.as_deref())
        {
            let mut at = Some(self.id);
            while let Some(unit) = at {
                if let Some(found) = organisation::unit_for_duty(q, unit, duty, on)? {
                    self.asked.insert(duty.to_owned(), found);
                    break;
                }
                at = organisation::unit_at(q, unit, on)?.and_then(|unit| unit.parent);
            }
        }
        Ok(())
    }

    /// What the body is called that a step asks, and none for a step that asks nobody.
    pub(super) fn asked_by(&self, step: &Step) -> Option<String> {
        let unit = step.body.as_ref().and_then(|body| self.asked.get(body.duty.as_deref()?));
        crate::steps::body_name(step, unit)
    }

    /// The unit that a step falls to, as [`crate::steps`] finds it.
    #[must_use]
    pub fn unit_of(&self, version: &ProcedureVersion, step: &Step) -> UnitId {
        if let Some(unit) = step.body.as_ref().and_then(|body| self.asked.get(body.duty.as_deref()?)) {
            return unit.id;
        }
        let duty = match step.unit {
            UnitSelector::OneStop => return self.one_stop,
            UnitSelector::Leadership => return self.id,
            UnitSelector::Registry => REGISTRY,
            UnitSelector::Division | UnitSelector::Consulted => version.jurisdiction.division.as_str(),
        };
        self.duties.get(duty).copied().unwrap_or(self.id)
    }
}
