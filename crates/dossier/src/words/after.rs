//! What happened after the decision, in words: a result that waited, was signed for, was recalled or issued anew.

use base::words::short_moment;
use ledger::Recorded;

use crate::events;

/// What an event says, and the note that came with it; none for events of other kinds.
pub(super) fn after(event: &Recorded) -> Option<(String, String)> {
    waiting(event).or_else(|| recalled(event))
}

/// What was done with a result that waited.
fn waiting(event: &Recorded) -> Option<(String, String)> {
    if let Ok(Some(shelved)) = event.read::<events::ResultShelved>() {
        return Some((format!("Đặt kết quả lên kệ, ngăn {}", shelved.shelf), String::new()));
    }
    if let Ok(Some(reminded)) = event.read::<events::PickupReminded>() {
        return Some((format!("Nhắc người nộp đến nhận kết quả, lần {}", reminded.times), reminded.note));
    }
    if let Ok(Some(posted)) = event.read::<events::ResultPosted>() {
        return Some((format!("Gửi kết quả qua bưu chính, mã bưu gửi {}", posted.tracking), String::new()));
    }
    if let Ok(Some(back)) = event.read::<events::PostReturned>() {
        let what = format!("Bưu chính trả về bưu gửi {}, kết quả lên kệ, ngăn {}", back.tracking, back.shelf);
        return Some((what, back.reason));
    }
    if let Ok(Some(proposed)) = event.read::<events::ArchiveProposed>() {
        let what = format!("Đề nghị chuyển lưu trữ: chưa có người nhận sau {} tháng", proposed.months);
        return Some((what, String::new()));
    }
    if let Ok(Some(archived)) = event.read::<events::ResultArchived>() {
        return Some(("Chuyển lưu trữ kết quả, khi người nộp đến vẫn trao".into(), archived.place));
    }
    if let Ok(Some(signed)) = event.read::<events::ResultSignedFor>() {
        let what = if signed.picture.is_some() {
            "Ghi việc ký nhận kết quả, có ảnh"
        } else {
            "Ghi việc ký nhận kết quả: đã ký trên phiếu"
        };
        return Some((what.into(), String::new()));
    }
    if let Ok(Some(counted)) = event.read::<events::Recounted>() {
        let (before, after) = (counted.before.local(), counted.after.local());
        let of = if counted.answer { "hạn trả lời" } else { "hẹn trả" };
        let what = format!(
            "Tính lại {of} vì lịch làm việc thay đổi: từ {} sang {}",
            short_moment(before),
            short_moment(after)
        );
        return Some((what, format!("{} ({})", counted.name, counted.source)));
    }
    let reprinted = event.read::<events::SlipReprinted>().ok().flatten()?;
    Some((format!("In lại giấy tiếp nhận lần {}", reprinted.times), reprinted.reason))
}

/// What was done about a wrong result.
fn recalled(event: &Recorded) -> Option<(String, String)> {
    if let Ok(Some(recalled)) = event.read::<events::ResultRecalled>() {
        let mut note = vec![recalled.reason, format!("Căn cứ: {}", recalled.citation)];
        if let Some(handed) = &recalled.handed {
            let at = short_moment(handed.at.local());
            note.push(format!("Đã trao cho {} lúc {at}; phải nộp lại: {}", handed.to, recalled.bring_back));
        }
        if !recalled.relied_on.is_empty() {
            let numbers: Vec<_> = recalled.relied_on.iter().map(ToString::to_string).collect();
            note.push(format!("Hồ sơ đã dùng kết quả này: {}", numbers.join(", ")));
        }
        return Some((format!("Thu hồi kết quả số {}", recalled.result), note.join("\n")));
    }
    if let Ok(Some(began)) = event.read::<events::ReissueBegan>() {
        let due = short_moment(began.due.local());
        let what = format!("Cấp lại do lỗi của cơ quan, thay kết quả số {}, hẹn trả {due}", began.result);
        return Some((what, "Không thu phí, lệ phí.".into()));
    }
    if let Ok(Some(replaced)) = event.read::<events::ResultReplaced>() {
        let what = format!("Kết quả số {} thay kết quả đã thu hồi số {}", replaced.by, replaced.recalled);
        return Some((what, String::new()));
    }
    let fault = event.read::<events::FaultNoted>().ok().flatten()?;
    Some(("Ghi nhận lỗi của cơ quan".into(), fault.reason))
}
