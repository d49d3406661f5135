//! Somebody is named to stand in for the holder of a position: by the holder, by the head of the unit, by a leader of the body.

use base::id::StaffId;
use base::{Authority, Ctx, Denied, FieldError, words};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{DeputyNamed, staff_stream, unit_stream};
use crate::look;
use crate::model::{Deputising, DeputyId, Holding, PostId, Unit};
use crate::permissions::{DEPUTISE, speaks_for};
use crate::rules::deputising::{LONGEST, Wanted, Why, may_deputise};
use crate::store;

/// The longest reason, in characters.
pub(crate) const REASON_LIMIT: usize = 300;

/// Who stands in, where and when.
#[derive(Clone, Debug, Serialize)]
pub struct NameDeputy {
    /// The position.
    pub post: PostId,
    /// Who stands in.
    pub deputy: StaffId,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Why.
    pub reason: String,
}

/// Names the deputy. The holder may still act; the deputy may from the first day to the last, and everything they do as such
/// keeps for whom.
///
/// # Errors
/// [`Error::Denied`] for a position that is not the actor's to speak for; [`Error::AsDeputy`] for a deputy at work;
/// [`Error::Invalid`] where the rule refuses.
pub fn name_deputy(tx: &mut Tx, ctx: &Ctx, input: &NameDeputy) -> Result<DeputyId, Error> {
    let authority = ctx.authorise(&DEPUTISE)?;
    if authority.staff().acting.is_some() {
        return Err(Error::AsDeputy);
    }
    ledger::once(tx, ctx, "organisation.name-deputy", input, |tx| {
        let post = store::post::find(tx, input.post)?.ok_or(Denied::NotFound)?;
        let today = ctx.now.date();
        let unit = store::unit::find(tx, post.unit, today)?.ok_or(Denied::NotFound)?;
        // The body's stream stands for all of its namings: what is no circle now is none when this is written.
        let streams = [unit_stream(unit.root), staff_stream(post.staff), staff_stream(input.deputy)];
        ledger::open(tx, &streams)?;
        speaks_for(&authority, &post, &unit)?;
        let wanted = Wanted { post: &post, deputy: input.deputy, first: input.first, last: input.last };
        check(tx, input, &wanted, &unit, today)?;
        keep(tx, ctx, &authority, input, &post, &unit)
    })
}

fn check(
    tx: &mut Tx,
    input: &NameDeputy,
    wanted: &Wanted<'_>,
    unit: &Unit,
    today: Date,
) -> Result<(), Error> {
    let mut wrong = Vec::new();
    let reason = input.reason.trim().chars().count();
    if reason == 0 {
        wrong.push(FieldError::new("reason", "Nhập lý do, ví dụ: đi công tác, nghỉ phép."));
    } else if reason > REASON_LIMIT {
        let sentence = format!("Lý do dài tối đa {REASON_LIMIT} ký tự. Xin rút gọn.");
        wrong.push(FieldError::new("reason", sentence));
    }
    let posts = store::post::held(tx, input.deputy, today)?;
    if !posts.iter().any(|post| post.root == unit.root) {
        let sentence = "Người làm thay phải đang giữ một vị trí trong cùng cơ quan. Xin chọn người khác.";
        wrong.push(FieldError::new("deputy", sentence));
    }
    let held = store::post::of_staff(tx, input.deputy)?;
    let known = store::deputy::of_root(tx, unit.root, today)?;
    if let Err(why) = may_deputise(wanted, &held, &known, today) {
        wrong.push(said(&why));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    authority: &Authority,
    input: &NameDeputy,
    post: &Holding,
    unit: &Unit,
) -> Result<DeputyId, Error> {
    let name =
        |tx: &mut Tx, id| look::staff(tx, id).map(|it| it.map_or_else(String::new, |it| it.name.into()));
    let it = Deputising {
        id: DeputyId::new(&ctx.rng, ctx.now),
        post: post.id,
        principal: post.staff,
        principal_name: name(tx, post.staff)?,
        deputy: input.deputy,
        deputy_name: name(tx, input.deputy)?,
        unit: post.unit,
        role: post.role,
        first: input.first,
        last: input.last,
        reason: input.reason.trim().to_owned(),
    };
    let days: Vec<_> = std::iter::successors(Some(it.first), |day| day.tomorrow().ok())
        .take_while(|day| *day <= it.last)
        .collect();
    if !store::deputy::insert(tx, &it, authority.staff().staff, &days, ctx.now)? {
        return Err(Error::field("first", "Vị trí này đã có người làm thay trong những ngày đã nhập."));
    }
    let event = DeputyNamed {
        naming: it.id,
        post: it.post,
        principal: it.principal,
        deputy: it.deputy,
        first: it.first,
        last: it.last,
        reason: it.reason,
    };
    ledger::append(tx, ctx, &staff_stream(post.staff), Some(unit.root), ctx.now, &event)?;
    Ok(event.naming)
}

/// The refusal beside its field: what, who and which days.
fn said(why: &Why) -> FieldError {
    let (field, sentence) = match why {
        Why::Past => ("first", "Ngày bắt đầu đã qua. Xin chọn từ hôm nay trở đi.".to_owned()),
        Why::Backwards => ("last", "Ngày cuối phải từ ngày bắt đầu trở đi. Xin nhập lại.".to_owned()),
        Why::TooLong => {
            let sentence = format!(
                "Một lần phân công làm thay dài tối đa {LONGEST} ngày. Dài hơn, xin đề nghị giao vị trí."
            );
            ("last", sentence)
        }
        Why::NotHeld(Some(last)) => (
            "last",
            format!(
                "Vị trí này chỉ giữ đến hết ngày {}. Xin chọn ngày trong thời gian đó.",
                words::date(*last)
            ),
        ),
        Why::NotHeld(None) => {
            ("first", "Vị trí này chưa bắt đầu vào ngày đã nhập. Xin chọn ngày muộn hơn.".to_owned())
        }
        Why::Admin => (
            "post",
            "Vị trí quản trị hệ thống không giao người làm thay. Xin đề nghị giao thêm vị trí quản trị."
                .to_owned(),
        ),
        Why::Self_ => ("deputy", "Người làm thay phải là người khác. Xin chọn lại.".to_owned()),
        Why::HoldsIt => {
            ("deputy", "Người này đang giữ đúng vị trí đó nên không cần phân công làm thay.".to_owned())
        }
        Why::Taken(it) => (
            "first",
            format!(
                "Vị trí này đã có {} làm thay từ {} đến hết {}. Xin chọn ngày khác hoặc kết thúc phân công đó trước.",
                it.deputy_name,
                words::date(it.first),
                words::date(it.last)
            ),
        ),
        Why::Circle(way) => ("deputy", circle(way)),
    };
    FieldError::new(field, sentence)
}

/// `A đang nhờ B làm thay từ … đến hết …; B đang nhờ C làm thay…: hai người…`
fn circle(way: &[Deputising]) -> String {
    let lines: Vec<_> = way
        .iter()
        .map(|it| {
            let (first, last) = (words::date(it.first), words::date(it.last));
            format!("{} đang có {} làm thay từ {first} đến hết {last}", it.principal_name, it.deputy_name)
        })
        .collect();
    format!(
        "{}. Thay nhau vòng tròn thì không còn ai làm việc; xin chọn người khác hoặc ngày khác.",
        lines.join("; ")
    )
}
