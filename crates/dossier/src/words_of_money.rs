//! What happened to a dossier's money, in words.

use ledger::Recorded;

/// What the event says, with its note; none for everything else.
pub(crate) fn money(event: &Recorded) -> Option<(String, String)> {
    if let Ok(Some(paid)) = event.read::<payment::Paid>() {
        let how = paid.method.label().to_lowercase();
        return Some((format!("Thu {} ({how}), biên lai {}", paid.amount, paid.number), String::new()));
    }
    if let Ok(Some(voided)) = event.read::<payment::PaymentVoided>() {
        return Some((format!("Hủy biên lai {}", voided.number), voided.reason));
    }
    if let Ok(Some(back)) = event.read::<payment::RefundedTo>() {
        return Some((format!("Hoàn trả {} theo biên lai {}", back.amount, back.number), back.reason));
    }
    if let Ok(Some(proved)) = event.read::<payment::ReliefProved>() {
        return Some(("Ghi giấy tờ chứng minh miễn, giảm phí".to_owned(), proved.evidence));
    }
    if let Ok(Some(set)) = event.read::<payment::AmountSet>() {
        let sure = if set.confirmed { ", đã xác nhận lại" } else { "" };
        return Some((format!("Ghi mức thu {}{sure}", set.amount), set.citation));
    }
    None
}
