//! The REST operations of dossiers, one a file. Each calls the same action as the page.

mod answer_withdrawal;
mod archive_result;
mod ask_supplement;
mod assign;
mod correct_reception;
mod desk;
mod extend;
mod file_at_counter;
mod file_for_body;
mod hand_over;
mod joined_duties;
mod look_ups;
mod move_result;
mod notes;
mod offline;
mod other_numbers;
mod papers;
mod pickup_terms;
mod post_result;
mod recall;
mod receive;
mod refuse;
mod reissue;
mod remind;
mod reopen;
mod reprint_slip;
mod return_by_post;
mod shelve;
mod show;
mod sign_for;
mod skip_step;
mod stop;
mod submit;
mod supplement;
mod take_step;
mod upload;
mod withdraw;

use utoipa_axum::routes;
use web::Callers::{Citizens, CitizensAndEither, CitizensAndHolders, Holders};

use crate::permissions::{
    ARCHIVE_RESULT, ASSIGN, CHECK_LOOK_UPS, EXTEND, FILE_FOR_BODY, HANDLE, KEEP_RESULT, LOCATE, MOVE_RESULT,
    NUMBER, OVERSEE, READ, RECALL, RECEIVE, REOPEN, SET_PICKUP_TERMS,
};

/// The tag under which the operations stand in the description.
pub(crate) const TAG: &str = "Hồ sơ";

/// All of them.
pub(crate) fn api() -> web::Api {
    web::Api::new()
        .upload(CitizensAndEither(&RECEIVE, &FILE_FOR_BODY), routes!(upload::upload))
        .routes(Citizens, routes!(submit::submit))
        .routes(CitizensAndHolders(&READ), routes!(show::show))
        .routes(Holders(&READ), routes!(notes::list, notes::add))
        .routes(Holders(&RECEIVE), routes!(receive::receive))
        .routes(Holders(&RECEIVE), routes!(refuse::refuse))
        .routes(Holders(&ASSIGN), routes!(assign::assign))
        .routes(Holders(&HANDLE), routes!(take_step::take_step))
        .routes(Holders(&HANDLE), routes!(ask_supplement::ask_supplement))
        .routes(CitizensAndEither(&RECEIVE, &FILE_FOR_BODY), routes!(supplement::supplement))
        .routes(Holders(&EXTEND), routes!(extend::extend))
        .routes(CitizensAndHolders(&FILE_FOR_BODY), routes!(withdraw::withdraw))
        .routes(Holders(&HANDLE), routes!(answer_withdrawal::answer_withdrawal))
        .routes(Holders(&HANDLE), routes!(skip_step::skip_step))
        .routes(Holders(&EXTEND), routes!(stop::stop))
        .routes(Holders(&RECEIVE), routes!(correct_reception::correct_reception))
        .routes(Holders(&MOVE_RESULT), routes!(move_result::move_result))
        .routes(Holders(&REOPEN), routes!(reopen::reopen))
        .routes(Holders(&KEEP_RESULT), routes!(shelve::shelve))
        .routes(Holders(&KEEP_RESULT), routes!(remind::remind))
        .routes(Holders(&KEEP_RESULT), routes!(post_result::post_result))
        .routes(Holders(&KEEP_RESULT), routes!(return_by_post::return_by_post))
        .routes(Holders(&ARCHIVE_RESULT), routes!(archive_result::archive_result))
        .routes(Holders(&KEEP_RESULT), routes!(sign_for::sign_for))
        .routes(Holders(&KEEP_RESULT), routes!(reprint_slip::reprint_slip))
        .routes(Holders(&SET_PICKUP_TERMS), routes!(pickup_terms::set))
        .routes(Holders(&RECALL), routes!(recall::recall))
        .routes(Holders(&RECALL), routes!(reissue::reissue))
        .routes(Holders(&HANDLE), routes!(hand_over::hand_over))
        .routes(Holders(&HANDLE), routes!(hand_over::answer))
        .routes(Holders(&RECEIVE), routes!(file_at_counter::file_at_counter))
        .routes(Holders(&FILE_FOR_BODY), routes!(file_for_body::list, file_for_body::file_for_body))
        .routes(Holders(&RECEIVE), routes!(offline::register::register))
        .routes(Holders(&RECEIVE), routes!(offline::reserve::reserve))
        .routes(Holders(&RECEIVE), routes!(offline::kit::kit))
        .routes(Holders(&RECEIVE), routes!(offline::receive::receive))
        .routes(Holders(&RECEIVE), routes!(offline::store_key::store_key))
        .routes(Holders(&RECEIVE), routes!(offline::retire::retire))
        .routes(Holders(&READ), routes!(desk::desk))
        .routes(Holders(&OVERSEE), routes!(joined_duties::joined_duties))
        .routes(Holders(&LOCATE), routes!(look_ups::locate))
        .routes(Holders(&CHECK_LOOK_UPS), routes!(look_ups::sample))
        .routes(Holders(&READ), routes!(look_ups::asked))
        .routes(Holders(&CHECK_LOOK_UPS), routes!(look_ups::judge))
        .routes(Holders(&READ), routes!(look_ups::explain))
        .routes(Holders(&NUMBER), routes!(other_numbers::list, other_numbers::record))
        .routes(Holders(&NUMBER), routes!(other_numbers::remove))
}
