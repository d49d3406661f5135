//! One operation of a plan is added: a form for each kind.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::UnitId;
use serde::Deserialize;
use web::{Answer, App, Check, Choice, Form, Path, Posted, Query, Who, page, see_other};

use super::super::choices::{self, Refused};
use super::{address, written};
use crate::actions::{AddOperation, add_operation, see_reorganisation, units_to_choose};
use crate::model::{NewBody, Operation, Receiver, Reorganisation, ReorganisationId, Share, Unit, UnitKind};
use crate::permissions::MANAGE;
use crate::tree::{Branch, tree};

/// What is done, as addresses say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pages) enum What {
    SapNhap,
    ChiaTach,
    DoiTen,
    Chuyen,
    GiaiThe,
}

impl What {
    const fn title(self) -> &'static str {
        match self {
            Self::SapNhap => "Sáp nhập, hợp nhất đơn vị",
            Self::ChiaTach => "Chia, tách đơn vị",
            Self::DoiTen => "Đổi tên, đổi mã",
            Self::Chuyen => "Chuyển trực thuộc",
            Self::GiaiThe => "Giải thể",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::SapNhap => "sap-nhap",
            Self::ChiaTach => "chia-tach",
            Self::DoiTen => "doi-ten",
            Self::Chuyen => "chuyen",
            Self::GiaiThe => "giai-the",
        }
    }
}

/// The value of the choice "a new body".
const NEW: &str = "moi";
/// How many bodies a unit is split into on one form.
const PARTS: usize = 3;

/// Which unit is split: its parts are asked for then.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Ask {
    don_vi: String,
}

#[derive(Template)]
#[template(path = "reorganise/work.html")]
struct View<'a> {
    form: &'a Form,
    what: What,
    action: String,
    units: Vec<Choice>,
    bodies: Vec<Choice>,
    receivers: Vec<Choice>,
    kinds: Vec<Choice>,
    /// The parts of the unit that is split, each a question of its own.
    parts: Vec<(String, String)>,
    into: Vec<Choice>,
    /// The receivers that are asked for.
    asked: Vec<Asked>,
}

/// The fields of one receiver.
struct Asked {
    heading: &'static str,
    field: &'static str,
    name: String,
    kind: String,
    parent: String,
    code: String,
    area: String,
    calendar_of: String,
    /// Whether a new body is being written.
    open: bool,
}

impl Asked {
    fn new(form: &Form, field: &'static str, heading: &'static str) -> Self {
        let of = |what: &str| format!("{field}_{what}");
        Self {
            heading,
            field,
            name: of("name"),
            kind: of("kind"),
            parent: of("parent"),
            code: of("code"),
            area: of("area"),
            calendar_of: of("calendar_of"),
            open: form.value(field) == NEW,
        }
    }
}

/// `GET /quan-tri/sap-xep/{id}/viec/{what}`
pub(in crate::pages) async fn ask(
    State(app): State<App>,
    Who(ctx): Who,
    Path((id, what)): Path<(ReorganisationId, What)>,
    Query(asked): Query<Ask>,
) -> Answer {
    ctx.authorise(&MANAGE)?;
    let found = load(&app, &ctx, id).await?;
    let mut form = Form::empty(&ctx).with("revision", found.0.revision);
    if !asked.don_vi.is_empty() {
        form = form.with("unit", &asked.don_vi);
    }
    view(&form, what, &found)
}

/// `POST /quan-tri/sap-xep/{id}/viec/{what}`
pub(in crate::pages) async fn send(
    State(app): State<App>,
    Path((id, what)): Path<(ReorganisationId, What)>,
    Posted { ctx, form }: Posted,
) -> Answer {
    ctx.authorise(&MANAGE)?;
    let found = load(&app, &ctx, id).await?;
    let operation = match read(&form, what, &found.1) {
        Ok(operation) => operation,
        Err(errors) => return view(&form.with_errors(errors), what, &found),
    };
    let input = AddOperation { id, revision: form.value("revision").parse().unwrap_or(0), operation };
    match app.db.write(move |tx| add_operation(tx, &ctx, &input)).await {
        Ok(()) => Ok(see_other(&address(id))),
        Err(error) => view(&form.refused(error.into())?, what, &found),
    }
}

async fn load(
    app: &App,
    ctx: &Ctx,
    id: ReorganisationId,
) -> Result<(Reorganisation, Vec<Unit>), web::Failure> {
    let asker = ctx.clone();
    let read = move |rx: &mut db::Read| {
        let seen = see_reorganisation(rx, &asker, id)?;
        if !seen.leads {
            return Err(base::Denied::NotFound.into());
        }
        let units = units_to_choose(rx, &asker, seen.it.first_day)?;
        Ok::<_, crate::error::Error>((seen.it, units))
    };
    Ok(app.db.read(read).await?)
}

fn view(form: &Form, what: What, (it, units): &(Reorganisation, Vec<Unit>)) -> Answer {
    let begun = it.operations.iter().flat_map(Operation::receivers).filter_map(|it| match it {
        Receiver::New(body) => Some(Choice::new(body.id.to_string(), format!("{} (cơ quan mới)", body.name))),
        Receiver::Standing(_) => None,
    });
    let all: Vec<Branch> = tree(units.clone());
    let bodies: Vec<Branch> = all.iter().filter(|it| it.unit.kind.is_body()).cloned().collect();
    let new = Choice::new(NEW, "Một cơ quan mới");
    let receivers = std::iter::once(new).chain(begun).chain(choices::units(&all)).collect();
    let split: Option<UnitId> = form.value("unit").parse().ok().filter(|_| what == What::ChiaTach);
    let part = |it: &&Unit| it.parent == split && split.is_some();
    let parts =
        units.iter().filter(part).map(|it| (format!("part-{}", it.id), it.name.to_string())).collect();
    let numbered = |n: usize| Choice::new(n.to_string(), format!("Nơi tiếp nhận thứ {n}"));
    let asked = match what {
        What::SapNhap => vec![Asked::new(form, "r1", "Nơi tiếp nhận")],
        What::ChiaTach => vec![
            Asked::new(form, "r1", "Nơi tiếp nhận thứ 1"),
            Asked::new(form, "r2", "Nơi tiếp nhận thứ 2"),
            Asked::new(form, "r3", "Nơi tiếp nhận thứ 3, nếu có"),
        ],
        What::DoiTen | What::Chuyen | What::GiaiThe => Vec::new(),
    };
    let kinds = UnitKind::ALL.iter().filter(|kind| kind.is_body() && !kind.is_top());
    let view = View {
        form,
        what,
        action: format!("{}/viec/{}", address(it.id), what.code()),
        units: choices::units(&all),
        bodies: choices::units(&bodies),
        receivers,
        kinds: kinds.map(|kind| Choice::new(kind.code(), kind.label())).collect(),
        parts,
        into: (1..=PARTS).map(numbered).collect(),
        asked,
    };
    page(what.title(), &view).form(form).back(address(it.id), "Phương án").answer()
}

fn read(form: &Form, what: What, units: &[Unit]) -> Result<Operation, Refused> {
    let mut check = Check::new(form);
    let unit = |check: &mut Check<'_>| choices::chosen(check, form, "unit", "Chọn đơn vị.");
    let operation = match what {
        What::SapNhap => {
            let from: Vec<UnitId> = form.all("units").filter_map(|it| it.parse().ok()).collect();
            if from.is_empty() {
                check.refuse("units", "Chọn ít nhất một đơn vị sáp nhập.");
            }
            let into = receiver(&mut check, form, ("r1", 1));
            into.map(|into| Operation::Merge { units: from, into })
        }
        What::ChiaTach => split(&mut check, form, units),
        What::DoiTen => {
            let unit = unit(&mut check);
            let name = choices::ruled(&mut check, form, "name");
            let code = choices::optional(&mut check, form, "code", "Mã định danh có dạng như H44.12.03.");
            (|| Some(Operation::Rename { unit: unit?, name: name?, code: code? }))()
        }
        What::Chuyen => {
            let unit = unit(&mut check);
            let parent = choices::chosen(&mut check, form, "parent", "Chọn đơn vị cấp trên mới.");
            (|| Some(Operation::Move { unit: unit?, parent: parent? }))()
        }
        What::GiaiThe => {
            let unit = unit(&mut check);
            let heir = choices::chosen(&mut check, form, "heir", "Chọn đơn vị nhận việc còn dở.");
            (|| Some(Operation::Dissolve { unit: unit?, heir: heir? }))()
        }
    };
    check.finish(|| operation).map_err(|invalid| invalid.0)
}

fn split(check: &mut Check<'_>, form: &Form, units: &[Unit]) -> Option<Operation> {
    let unit: Option<UnitId> = choices::chosen(check, form, "unit", "Chọn đơn vị được chia.");
    let mut shares = Vec::new();
    for (prefix, number) in [("r1", 1), ("r2", 2), ("r3", 3)] {
        if prefix == "r3" && form.value("r3").is_empty() {
            continue;
        }
        let into = receiver(check, form, (prefix, number))?;
        shares.push(Share { into, units: Vec::new() });
    }
    for part in units.iter().filter(|it| it.parent == unit) {
        let to: usize = form.value(&format!("part-{}", part.id)).parse().unwrap_or(1);
        match shares.get_mut(to.saturating_sub(1)) {
            Some(share) => share.units.push(part.id),
            None => check.refuse(&format!("part-{}", part.id), "Chọn một nơi tiếp nhận đã ghi ở trên."),
        }
    }
    Some(Operation::Split { unit: unit?, shares })
}

/// Who takes over: a unit of the list, or a new body of which the fields after it tell.
fn receiver(check: &mut Check<'_>, form: &Form, (prefix, number): (&str, u128)) -> Option<Receiver> {
    if form.value(prefix) != NEW {
        let id = choices::chosen(check, form, prefix, "Chọn nơi tiếp nhận.");
        return id.map(Receiver::Standing);
    }
    let field = |name: &str| format!("{prefix}_{name}");
    let name = choices::ruled(check, form, &field("name"));
    let kind = choices::chosen(check, form, &field("kind"), "Chọn loại cơ quan.");
    let parent = choices::chosen(check, form, &field("parent"), "Chọn cơ quan cấp trên.");
    let code = choices::optional(check, form, &field("code"), "Mã định danh có dạng như H44.12.03.");
    let area = choices::optional(check, form, &field("area"), "Mã đơn vị hành chính gồm 5 chữ số.");
    let calendar_of = choices::optional(check, form, &field("calendar_of"), "Chọn một đơn vị của danh sách.");
    Some(Receiver::New(NewBody {
        id: written(number),
        name: name?,
        kind: kind?,
        parent: parent?,
        code: code?,
        area: area?,
        calendar_of: calendar_of?,
    }))
}
