//! The table of all operations: how each is called well, by whom it may not be called, and whether it takes a body. It
//! must be the list of `/api/openapi.json`, line by line.

use std::collections::BTreeSet;
use std::pin::Pin;

use serde_json::Value;
use testkit::TestApp;

use crate::calendars;
use crate::cases;
use crate::internal;
use crate::kept;
use crate::look_ups;
use crate::offices;
use crate::offline;
use crate::staffing;
use crate::world::World;

/// What an operation takes as its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    Nothing,
    Json,
    Bytes,
}

/// A well-made call.
type Call = for<'a> fn(&'a World) -> Pin<Box<dyn Future<Output = ()> + 'a>>;

/// One operation.
pub(crate) struct Case {
    pub(crate) operation: &'static str,
    /// Who calls it well; empty where everybody may.
    pub(crate) right: &'static str,
    /// Who has signed in and may not.
    pub(crate) wrong: &'static [&'static str],
    pub(crate) takes: Takes,
    call: Call,
}

macro_rules! case {
    ($operation:literal, $right:literal, $wrong:expr, $takes:ident, $call:path) => {
        Case {
            operation: $operation,
            right: $right,
            wrong: &$wrong,
            takes: Takes::$takes,
            call: |world| Box::pin($call(world)),
        }
    };
}

/// All of them.
pub(crate) const CASES: &[Case] = &[
    case!(
        "POST /api/v1/counter/dossiers",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        cases::file_at_counter
    ),
    case!(
        "POST /api/v1/internal-dossiers",
        "mot-cua-tam-nong",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        internal::internal
    ),
    case!(
        "GET /api/v1/internal-dossiers",
        "mot-cua-tam-nong",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Nothing,
        internal::internal
    ),
    case!("POST /api/v1/units", "quan-tri", ["cong-dan", "mot-cua"], Json, calendars::units),
    case!("POST /api/v1/units/{id}/changes", "quan-tri", ["cong-dan", "mot-cua"], Json, calendars::units),
    case!("GET /api/v1/calendar-changes", "lanh-dao", ["cong-dan", "mot-cua"], Nothing, calendars::changes),
    case!("POST /api/v1/calendar-changes", "quan-tri", ["cong-dan", "mot-cua"], Json, calendars::changes),
    case!(
        "GET /api/v1/calendar-changes/{id}",
        "lanh-dao",
        ["cong-dan", "mot-cua"],
        Nothing,
        calendars::changes
    ),
    case!(
        "POST /api/v1/calendar-changes/{id}/decision",
        "lanh-dao",
        ["cong-dan", "mot-cua"],
        Json,
        calendars::changes
    ),
    case!("GET /api/v1/desk", "mot-cua", ["cong-dan", "quan-tri"], Nothing, cases::desk),
    case!("POST /api/v1/dossiers", "cong-dan", ["mot-cua", "quan-tri"], Json, cases::submit),
    case!("GET /api/v1/dossiers/{id}/notes", "mot-cua", ["cong-dan", "quan-tri"], Nothing, staffing::notes),
    case!("POST /api/v1/dossiers/{id}/notes", "mot-cua", ["cong-dan", "quan-tri"], Json, staffing::notes),
    case!(
        "GET /api/v1/reports/settlement",
        "lanh-dao",
        ["cong-dan", "mot-cua"],
        Nothing,
        staffing::settlement
    ),
    case!("GET /api/v1/reports/watched", "lanh-dao", ["cong-dan", "mot-cua"], Nothing, staffing::watched),
    case!("GET /api/v1/units", "quan-tri", ["cong-dan", "mot-cua"], Nothing, staffing::units),
    case!("GET /api/v1/staff", "quan-tri", ["cong-dan", "mot-cua"], Nothing, staffing::staff),
    case!("POST /api/v1/staff", "quan-tri", ["cong-dan", "mot-cua"], Json, staffing::staff),
    case!(
        "POST /api/v1/staff/{id}/positions",
        "quan-tri",
        ["cong-dan", "mot-cua"],
        Json,
        staffing::positions
    ),
    case!("POST /api/v1/positions/{id}/end", "quan-tri", ["cong-dan", "mot-cua"], Json, staffing::positions),
    case!("GET /api/v1/dossiers/{id}", "cong-dan", ["quan-tri"], Nothing, cases::show),
    case!(
        "POST /api/v1/dossiers/{id}/assignment",
        "truong-phong",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        cases::assign
    ),
    case!(
        "POST /api/v1/dossiers/{id}/correction",
        "truong-phong",
        ["cong-dan", "mot-cua", "chuyen-vien", "quan-tri"],
        Json,
        cases::reopen
    ),
    case!(
        "POST /api/v1/dossiers/{id}/extension",
        "truong-phong",
        ["cong-dan", "mot-cua", "chuyen-vien", "quan-tri"],
        Json,
        cases::extend
    ),
    case!(
        "POST /api/v1/dossiers/{id}/reception",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        cases::receive
    ),
    case!(
        "POST /api/v1/dossiers/{id}/reception-correction",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        cases::correct_reception
    ),
    case!(
        "POST /api/v1/dossiers/{id}/refusal",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        cases::refuse
    ),
    case!(
        "POST /api/v1/dossiers/{id}/result-place",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        cases::move_result
    ),
    case!(
        "POST /api/v1/dossiers/{id}/skipped-steps",
        "canh-sat",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        cases::skip_step
    ),
    case!(
        "POST /api/v1/dossiers/{id}/steps",
        "mot-cua",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        cases::take_step
    ),
    case!(
        "POST /api/v1/dossiers/{id}/handover",
        "mot-cua",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        cases::hand_over
    ),
    case!(
        "POST /api/v1/dossiers/{id}/handover-answer",
        "chuyen-vien",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        cases::answer_handover
    ),
    case!(
        "POST /api/v1/dossiers/{id}/stop",
        "truong-phong",
        ["cong-dan", "mot-cua", "chuyen-vien", "quan-tri"],
        Json,
        cases::stop
    ),
    case!(
        "POST /api/v1/dossiers/{id}/supplement",
        "cong-dan",
        ["kiem-soat", "quan-tri"],
        Json,
        cases::supplement
    ),
    case!(
        "POST /api/v1/dossiers/{id}/supplement-request",
        "chuyen-vien",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        cases::ask_supplement
    ),
    case!(
        "POST /api/v1/dossiers/{id}/withdrawal",
        "cong-dan",
        ["kiem-soat", "quan-tri"],
        Json,
        cases::withdraw
    ),
    case!(
        "POST /api/v1/dossiers/{id}/withdrawal-answer",
        "chuyen-vien",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        cases::answer_withdrawal
    ),
    case!(
        "POST /api/v1/dossiers/{id}/shelf",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        kept::shelve
    ),
    case!(
        "POST /api/v1/dossiers/{id}/reminder",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        kept::remind
    ),
    case!(
        "POST /api/v1/dossiers/{id}/posting",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        kept::post_result
    ),
    case!(
        "POST /api/v1/dossiers/{id}/posting-return",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        kept::return_by_post
    ),
    case!(
        "POST /api/v1/dossiers/{id}/receipt-signature",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        kept::sign_for
    ),
    case!(
        "POST /api/v1/dossiers/{id}/receipt-reprint",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        kept::reprint_slip
    ),
    case!(
        "POST /api/v1/dossiers/{id}/recall",
        "truong-phong",
        ["cong-dan", "mot-cua", "chuyen-vien", "quan-tri"],
        Json,
        kept::recall
    ),
    case!(
        "POST /api/v1/dossiers/{id}/reissue",
        "truong-phong",
        ["cong-dan", "mot-cua", "chuyen-vien", "quan-tri"],
        Json,
        kept::reissue
    ),
    case!(
        "POST /api/v1/pickup-terms",
        "lanh-dao",
        ["cong-dan", "mot-cua", "truong-phong", "quan-tri"],
        Json,
        kept::set_terms
    ),
    case!("POST /api/v1/files", "cong-dan", ["kiem-soat", "quan-tri"], Bytes, cases::store_file),
    case!("GET /api/v1/deputies", "mot-cua", ["cong-dan"], Nothing, offices::deputies),
    case!("POST /api/v1/deputies", "mot-cua", ["cong-dan"], Json, offices::name_deputy),
    case!("POST /api/v1/deputies/{id}/end", "mot-cua", ["cong-dan"], Nothing, offices::end_deputy),
    case!(
        "GET /api/v1/joined-duties",
        "kiem-soat",
        ["cong-dan", "mot-cua", "quan-tri"],
        Nothing,
        offices::joined_duties
    ),
    case!(
        "POST /api/v1/look-ups",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        look_ups::locate
    ),
    case!("GET /api/v1/look-ups/sample", "kiem-soat", ["cong-dan", "mot-cua"], Nothing, look_ups::sample),
    case!("GET /api/v1/look-ups/asked", "mot-cua", ["cong-dan", "quan-tri"], Nothing, look_ups::asked),
    case!("POST /api/v1/look-ups/{id}/verdict", "kiem-soat", ["cong-dan", "mot-cua"], Json, look_ups::judge),
    case!(
        "POST /api/v1/look-ups/{id}/explanation",
        "mot-cua",
        ["cong-dan", "quan-tri"],
        Json,
        look_ups::explain
    ),
    case!(
        "GET /api/v1/dossiers/{id}/other-numbers",
        "mot-cua",
        ["cong-dan", "quan-tri"],
        Nothing,
        look_ups::other_numbers
    ),
    case!(
        "POST /api/v1/dossiers/{id}/other-numbers",
        "mot-cua",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        look_ups::record_number
    ),
    case!(
        "POST /api/v1/dossiers/{id}/other-numbers/removal",
        "mot-cua",
        ["cong-dan", "kiem-soat", "quan-tri"],
        Json,
        look_ups::remove_number
    ),
    case!(
        "POST /api/v1/offline-counters",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        offline::register
    ),
    case!(
        "POST /api/v1/offline-counters/{id}/ranges",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        offline::reserve
    ),
    case!(
        "GET /api/v1/offline-counters/{id}/kit",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Nothing,
        offline::kit
    ),
    case!(
        "POST /api/v1/offline-counters/{id}/dossiers",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        offline::receive
    ),
    case!(
        "POST /api/v1/offline-counters/{id}/store-key",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        offline::store_key
    ),
    case!(
        "POST /api/v1/offline-counters/{id}/retirement",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        offline::retire
    ),
    case!("PUT /api/v1/me/pin", "mot-cua", ["cong-dan"], Json, offices::set_pin),
    case!("PUT /api/v1/session/acting", "mot-cua", ["cong-dan"], Json, offices::act_as),
    case!("GET /api/v1/session/parked", "", [], Nothing, offices::parked),
    case!("POST /api/v1/session/parked/{id}", "", [], Json, offices::come_back),
    case!("POST /api/v1/session/confirmation", "mot-cua", ["cong-dan"], Json, offices::confirm),
    case!("POST /api/v1/session/parking", "mot-cua", ["cong-dan"], Nothing, offices::park),
    case!("GET /api/v1/me", "cong-dan", [], Nothing, cases::me),
    case!("GET /api/v1/procedures", "", [], Nothing, cases::search),
    case!("GET /api/v1/procedures/{code}", "", [], Nothing, cases::one_procedure),
    case!("POST /api/v1/session", "", [], Json, cases::sign_in),
    case!("DELETE /api/v1/session", "", [], Nothing, cases::sign_out),
    // Last: it goes on to a time when the world's sessions have ended.
    case!(
        "POST /api/v1/dossiers/{id}/archive",
        "mot-cua",
        ["cong-dan", "chuyen-vien", "quan-tri"],
        Json,
        kept::archive_result
    ),
];

impl Case {
    /// Calls it well, and looks at the answer.
    async fn assert_works(&self, world: &World) {
        (self.call)(world).await;
    }

    /// The method and an address; what stands for a parameter does not exist.
    pub(crate) fn address(&self) -> (axum::http::Method, String) {
        let (method, path) = self.operation.split_once(' ').expect("a method and a path");
        let path = path.replace("{id}", crate::world::NO_ID).replace("{code}", "1.013225");
        (method.parse().expect("a method"), path)
    }

    /// The answers that the description of all operations lists for this one.
    pub(crate) fn answers<'a>(&self, description: &'a Value) -> &'a Value {
        let (method, path) = self.operation.split_once(' ').expect("a method and a path");
        &description["paths"][path][method.to_lowercase()]["responses"]
    }
}

/// What the description lists, as the table writes it, each with its description.
fn described(api: &Value) -> Vec<(String, Value)> {
    let paths = api["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("methods").iter();
        methods.map(move |(method, one)| (format!("{} {path}", method.to_uppercase()), one.clone()))
    });
    operations.collect()
}

testkit::both_engines! {
    /// Whoever adds an operation adds its case to [`CASES`] and its call to `cases.rs`.
    async fn every_operation_of_the_description_has_its_case(app: TestApp) {
        let api = app.as_nobody().get("/api/openapi.json").await.json();
        let described = described(&api);
        let listed: BTreeSet<_> = described.iter().map(|(name, _)| name.as_str()).collect();
        let tested: BTreeSet<_> = CASES.iter().map(|case| case.operation).collect();
        let (new, gone): (Vec<_>, Vec<_>) = (listed.difference(&tested).collect(), tested.difference(&listed).collect());
        assert!(new.is_empty() && gone.is_empty(), "without a case: {new:?}; a case of nothing: {gone:?}");
        for (name, operation) in &described {
            let case = CASES.iter().find(|case| case.operation == name).expect("listed");
            assert_eq!(operation["security"].is_array(), !case.right.is_empty(), "{name} says whether it needs a session");
            assert_eq!(operation["requestBody"].is_object(), case.takes != Takes::Nothing, "{name} says whether it takes a body");
        }
    }

    async fn every_operation_does_what_it_says(app: TestApp) {
        let world = World::new(app).await;
        for case in CASES {
            case.assert_works(&world).await;
        }
    }
}
