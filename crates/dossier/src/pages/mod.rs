//! The pages of dossiers, one a file with its template beside it: what citizens file and follow, what officers
//! handle, what leaders see.

mod act;
mod answer_withdrawal;
mod answers;
mod apology;
mod apply_applicant;
mod apply_check;
mod apply_papers;
mod apply_people;
mod apply_question;
mod apply_start;
mod apply_whom;
mod ask_supplement;
mod batch;
mod batch_sheet;
mod bulk;
mod charges;
mod compare;
mod control_slip;
mod correct_reception;
mod counter;
mod counts;
mod declaration;
mod desk;
mod desk_deputy;
mod desk_queues;
mod extend;
mod faults;
mod file;
mod file_for_body;
mod given;
mod handover;
mod handovers;
mod internal;
mod joined_duties;
mod lane;
mod lane_book;
mod late;
mod listed;
mod live;
mod locate;
mod look_up_asked;
mod look_up_sample;
mod lookup;
mod may;
mod mine;
mod officer;
mod officer_acts;
mod offline;
mod offline_form;
mod offline_local;
mod other_numbers;
mod parts;
mod people;
mod pickup;
mod pickup_terms;
mod recall;
mod receipt;
mod refusal_slip;
mod register;
mod reissue;
mod reopen;
mod reprint;
mod results;
mod scanned;
mod sent;
mod shown;
mod sign_for;
mod skip_step;
mod slip;
mod stop;
mod stop_notice;
mod supplement;
mod supplement_slip;
mod take_in;
mod together;
mod track;
mod track_next;
mod withdraw;

pub(crate) use counter::chosen_case;
pub use listed::listed;
pub(crate) use offline_form::offline_form;
pub(crate) use people::applicant;

/// The most that one upload may weigh in all, in bytes.
const UPLOAD_LIMIT: usize = 60 * 1024 * 1024;

/// All of them.
pub(crate) fn pages() -> web::Pages {
    after(look_ups(beside(desk_way(main_way(web::Pages::new())))))
}

/// From the first question to the result.
fn main_way(pages: web::Pages) -> web::Pages {
    pages
        .get("/nop-ho-so/{code}", apply_start::show)
        .post("/nop-ho-so/{code}", apply_start::begin)
        .get("/to-khai/{draft}/nguoi-nop", apply_applicant::show)
        .post("/to-khai/{draft}/nguoi-nop", apply_applicant::save)
        .get("/to-khai/{draft}/nop-cho-ai", apply_whom::show)
        .post("/to-khai/{draft}/nop-cho-ai", apply_whom::save)
        .get("/to-khai/{draft}/chu-ho-so", apply_people::show)
        .post("/to-khai/{draft}/chu-ho-so", apply_people::save)
        .get("/to-khai/{draft}/muc/{page}", apply_question::show)
        .post("/to-khai/{draft}/muc/{page}", apply_question::save)
        .get("/to-khai/{draft}/giay-to", apply_papers::show)
        .upload("/to-khai/{draft}/giay-to", UPLOAD_LIMIT, apply_papers::add)
        .post("/to-khai/{draft}/giay-to/bo", apply_papers::remove)
        .get("/to-khai/{draft}/kiem-tra", apply_check::show)
        .post("/to-khai/{draft}/kiem-tra", apply_check::send)
        .post("/to-khai/{draft}/xoa", apply_check::discard)
        .get("/ho-so", mine::show)
        .get("/ho-so/{id}", track::show)
        .get("/ho-so/{id}/da-nop", sent::show)
        .get("/ho-so/{id}/giay-tiep-nhan", receipt::for_citizen)
        .get("/ho-so/{id}/phieu-tu-choi", refusal_slip::for_citizen)
        .get("/ho-so/{id}/to-khai", declaration::for_citizen)
        .get("/ho-so/{id}/tep/{position}", file::send)
        .get("/tra-cuu", lookup::show)
        .get("/can-bo/nhieu-ho-so", together::show)
        .post("/can-bo/nhieu-ho-so", together::send)
        .get("/can-bo/ho-so/{id}", officer::show)
        .post("/can-bo/ho-so/{id}/tiep-nhan", officer_acts::receive)
        .post("/can-bo/ho-so/{id}/tu-choi", officer_acts::refuse)
        .post("/can-bo/ho-so/{id}/giao", officer_acts::assign)
        .post("/can-bo/ho-so/{id}/buoc", officer_acts::take_step)
        .post("/can-bo/ho-so/{id}/ghi-chu", officer_acts::add_note)
        .get("/can-bo/ho-so/{id}/doi-chieu", compare::show)
        .get("/can-bo/ho-so/{id}/giay-tiep-nhan", receipt::for_officer)
        .get("/can-bo/ho-so/{id}/phieu-tu-choi", refusal_slip::for_officer)
        .get("/can-bo/ho-so/{id}/to-khai", declaration::for_officer)
        .get("/quay", counter::choose)
        .get("/quay/chung-thuc", lane::show)
        .post("/quay/chung-thuc", lane::send)
        .get("/quay/chung-thuc/so", lane_book::show)
        .get("/quay/{code}/lo", batch::show)
        .upload("/quay/{code}/lo", batch::MOST, batch::send)
        .get("/quay/{code}/lo/bang-mau", batch::empty)
        .get("/quay/ngoai-tuyen", offline::show)
        .post("/quay/ngoai-tuyen/{id}/ngung", offline::retire)
        .get("/quay/ngoai-tuyen/may-nay", offline_local::show)
        .get("/quay/ngoai-tuyen/tep/{name}", offline_local::script)
        .get("/quay/ngoai-tuyen/tho-phuc-vu.js", offline_local::worker)
        .get("/quay/lo/{id}", batch_sheet::show)
        .post("/quay/lo/{id}/thu", batch_sheet::collect)
        .get("/quay/lo/{id}/giay-tiep-nhan", batch_sheet::receipts)
        .get("/quay/{code}", counter::show)
        .post("/quay/{code}", counter::file)
        .get("/lanh-dao", late::show)
        .get("/lanh-dao/so-lieu", counts::show)
        .get("/lanh-dao/so-lieu/ho-so", counts::dossiers)
}

/// The desk: its queues, what is done to many dossiers at once, what changes while a list is open, what is asked of other bodies.
fn desk_way(pages: web::Pages) -> web::Pages {
    let live = std::sync::Arc::new(live::Live::default());
    pages
        .get("/can-bo/thay-doi", move |app, who, ask, headers| {
            live::show(std::sync::Arc::clone(&live), app, who, ask, headers)
        })
        .get("/can-bo/phim-tat", desk_queues::keys)
        .get("/can-bo", desk::show)
        .get("/can-bo/tim", desk::search)
        .get("/can-bo/lam-thay/{naming}", desk_deputy::show)
        .get("/can-bo/loc", desk_queues::narrow)
        .get("/can-bo/hang-doi", desk_queues::list)
        .post("/can-bo/hang-doi", desk_queues::save)
        .post("/can-bo/hang-doi/{id}", desk_queues::rename)
        .post("/can-bo/hang-doi/{id}/xoa", desk_queues::delete)
        .get("/can-bo/hang-loat", bulk::list)
        .post("/can-bo/hang-loat", bulk::order)
        .get("/can-bo/hang-loat/moi", bulk::new)
        .get("/can-bo/hang-loat/{id}", bulk::show)
        .get("/can-bo/noi-bo", internal::show)
        .get("/can-bo/noi-bo/{code}", file_for_body::show)
        .upload("/can-bo/noi-bo/{code}", UPLOAD_LIMIT, file_for_body::send)
        .get("/can-bo/cot", desk_queues::view)
        .post("/can-bo/cot", desk_queues::keep_view)
}

/// What a dossier that does not go straight needs: supplements, a later day, a withdrawal, a stop, with their slips.
fn beside(pages: web::Pages) -> web::Pages {
    pages
        .get("/ho-so/{id}/bo-sung", supplement::show)
        .upload("/ho-so/{id}/bo-sung", UPLOAD_LIMIT, supplement::send)
        .get("/ho-so/{id}/rut", withdraw::show)
        .post("/ho-so/{id}/rut", withdraw::send)
        .get("/ho-so/{id}/phieu-bo-sung", supplement_slip::for_citizen)
        .get("/ho-so/{id}/van-ban-xin-loi", apology::for_citizen)
        .get("/ho-so/{id}/thong-bao-dung", stop_notice::for_citizen)
        .get("/can-bo/ho-so/{id}/yeu-cau-bo-sung", ask_supplement::show)
        .post("/can-bo/ho-so/{id}/yeu-cau-bo-sung", ask_supplement::send)
        .get("/can-bo/ho-so/{id}/nhan-bo-sung", take_in::show)
        .upload("/can-bo/ho-so/{id}/nhan-bo-sung", UPLOAD_LIMIT, take_in::send)
        .get("/can-bo/ho-so/{id}/hen-lai", extend::show)
        .post("/can-bo/ho-so/{id}/hen-lai", extend::send)
        .get("/can-bo/ban-giao", handovers::show)
        .get("/can-bo/ho-so/{id}/ban-giao", handover::show)
        .post("/can-bo/ho-so/{id}/ban-giao", handover::give)
        .post("/can-bo/ho-so/{id}/nhan-ban-giao", handover::take)
        .get("/can-bo/ho-so/{id}/bo-qua-buoc", skip_step::show)
        .post("/can-bo/ho-so/{id}/bo-qua-buoc", skip_step::send)
        .get("/can-bo/ho-so/{id}/dung", stop::show)
        .post("/can-bo/ho-so/{id}/dung", stop::send)
        .get("/can-bo/ho-so/{id}/dinh-chinh", reopen::show)
        .post("/can-bo/ho-so/{id}/dinh-chinh", reopen::send)
        .get("/can-bo/ho-so/{id}/sua-tiep-nhan", correct_reception::show)
        .post("/can-bo/ho-so/{id}/sua-tiep-nhan", correct_reception::send)
        .post("/can-bo/ho-so/{id}/noi-ket-qua", officer_acts::move_result)
        .get("/can-bo/ho-so/{id}/tra-loi-rut", answer_withdrawal::show)
        .post("/can-bo/ho-so/{id}/tra-loi-rut", answer_withdrawal::send)
        .get("/can-bo/ho-so/{id}/phieu-bo-sung", supplement_slip::for_officer)
        .get("/can-bo/ho-so/{id}/phieu-kiem-soat", control_slip::show)
        .get("/quay/so-theo-doi", register::show)
        .get("/can-bo/ho-so/{id}/van-ban-xin-loi", apology::for_officer)
        .get("/can-bo/ho-so/{id}/thong-bao-dung", stop_notice::for_officer)
}

/// Where a dossier is, at any counter; what the controller makes of it; the numbers of other systems; who did several duties.
fn look_ups(pages: web::Pages) -> web::Pages {
    pages
        .get("/can-bo/tra-cuu", locate::show)
        .post("/can-bo/tra-cuu", locate::send)
        .get("/can-bo/tra-cuu/giai-trinh", look_up_asked::show)
        .post("/can-bo/tra-cuu/giai-trinh/{look_up}", look_up_asked::send)
        .get("/kiem-soat/tra-cuu", look_up_sample::show)
        .post("/kiem-soat/tra-cuu/{look_up}", look_up_sample::send)
        .get("/can-bo/ho-so/{id}/so-khac", other_numbers::show)
        .post("/can-bo/ho-so/{id}/so-khac", other_numbers::record)
        .post("/can-bo/ho-so/{id}/so-khac/bo", other_numbers::remove)
        .get("/lanh-dao/nhieu-khau", joined_duties::show)
}

/// What comes after the decision: a result that waits, is signed for, is recalled or issued anew.
fn after(pages: web::Pages) -> web::Pages {
    pages
        .get("/can-bo/ket-qua", results::show)
        .get("/can-bo/ho-so/{id}/nhan-ket-qua", pickup::show)
        .post("/can-bo/ho-so/{id}/len-ke", pickup::shelve)
        .post("/can-bo/ho-so/{id}/nhac-nhan", pickup::remind)
        .post("/can-bo/ho-so/{id}/gui-buu-chinh", pickup::post)
        .post("/can-bo/ho-so/{id}/buu-chinh-tra-ve", pickup::came_back)
        .post("/can-bo/ho-so/{id}/luu-tru", pickup::archive)
        .get("/can-bo/ho-so/{id}/ky-nhan", sign_for::show)
        .upload("/can-bo/ho-so/{id}/ky-nhan", UPLOAD_LIMIT, sign_for::send)
        .get("/can-bo/ho-so/{id}/in-lai", reprint::show)
        .post("/can-bo/ho-so/{id}/in-lai", reprint::send)
        .get("/can-bo/ho-so/{id}/thu-hoi", recall::show)
        .post("/can-bo/ho-so/{id}/thu-hoi", recall::send)
        .get("/can-bo/ho-so/{id}/cap-lai", reissue::show)
        .post("/can-bo/ho-so/{id}/cap-lai", reissue::send)
        .get("/lanh-dao/loi", faults::show)
        .get("/lanh-dao/nhan-ket-qua", pickup_terms::show)
        .post("/lanh-dao/nhan-ket-qua", pickup_terms::send)
}

/// The entries of the navigation.
pub(crate) fn nav() -> Vec<web::Nav> {
    use web::Audience;
    let entry = |label, english, path, audience, order| web::Nav { label, english, path, audience, order };
    vec![
        entry("Tra cứu hồ sơ", "Look up", "/tra-cuu", Audience::Public, 15),
        entry("Hồ sơ của tôi", "My dossiers", "/ho-so", Audience::Citizen, 20),
        entry("Bàn làm việc", "Desk", "/can-bo", Audience::Holders(&crate::permissions::READ), 10),
        entry(
            "Chứng thực",
            "Certify",
            "/quay/chung-thuc",
            Audience::Holders(&crate::permissions::RECEIVE),
            21,
        ),
        entry("Nhập tại quầy", "Counter", "/quay", Audience::Holders(&crate::permissions::RECEIVE), 20),
        entry(
            "Bàn giao",
            "Hand-over",
            "/can-bo/ban-giao",
            Audience::Holders(&crate::permissions::HANDLE),
            23,
        ),
        entry(
            "Nội bộ",
            "Between bodies",
            "/can-bo/noi-bo",
            Audience::Holders(&crate::permissions::FILE_FOR_BODY),
            25,
        ),
        entry(
            "Hồ sơ ở đâu",
            "Where is it",
            "/can-bo/tra-cuu",
            Audience::Holders(&crate::permissions::LOCATE),
            22,
        ),
        entry(
            "Mẫu tra cứu",
            "Look-ups",
            "/kiem-soat/tra-cuu",
            Audience::Holders(&crate::permissions::CHECK_LOOK_UPS),
            26,
        ),
        entry("Hồ sơ quá hạn", "Late", "/lanh-dao", Audience::Holders(&crate::permissions::OVERSEE), 15),
    ]
}
