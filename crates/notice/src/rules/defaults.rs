//! The program's own texts: what NĐ 224/2026/NĐ-CP, Điều 15 wants said, and what to do next.

use crate::model::{Channel, Kind, Template};

/// What a kind says: a subject, its own lines, and the one line of a short channel.
struct Said {
    subject: &'static str,
    lines: &'static str,
    short: &'static str,
    /// Whether an appointment is still to be kept.
    open: bool,
}

const OPEN: &str = "\n\nCơ quan giải quyết: {co_quan}\nNgười phụ trách: {nguoi_phu_trach}\nTiếp nhận: {tiep_nhan}\nHẹn trả kết quả: {hen_tra}, {cach_nhan}\nMã hồ sơ: {ma_ho_so}; mã tra cứu: {ma_tra_cuu}";
const ENDED: &str = "\n\nCơ quan giải quyết: {co_quan}\nNgười phụ trách: {nguoi_phu_trach}\nTiếp nhận: {tiep_nhan}\nMã hồ sơ: {ma_ho_so}";
const STAFF: &str =
    "\n\nMã hồ sơ: {ma_ho_so}\nThủ tục: {thu_tuc}\nCơ quan giải quyết: {co_quan}\nHẹn trả kết quả: {hen_tra}";
const LINK: &str = "\nXem hồ sơ: {lien_ket}";
const GREETING: &str = "Kính gửi {nguoi_nop},\n\n";
const FAREWELL: &str = "\n\nThư này do hệ thống gửi tự động, xin không trả lời. Ông, bà chọn cách nhận thông báo ở mục Tài khoản.";

/// The text of the program for a kind over a channel.
pub(crate) fn default(kind: Kind, channel: Channel) -> Template {
    let said = said(kind);
    let facts = match (kind.is_for_staff(), said.open) {
        (true, _) => STAFF,
        (false, true) => OPEN,
        (false, false) => ENDED,
    };
    let (subject, lines) = (said.subject.to_owned(), said.lines);
    match channel {
        Channel::Inbox => Template { subject, body: format!("{lines}{facts}") },
        Channel::Mail => Template { subject, body: format!("{GREETING}{lines}{facts}{LINK}{FAREWELL}") },
        Channel::Sms | Channel::Zalo => Template { subject: String::new(), body: said.short.to_owned() },
    }
}

const fn said(kind: Kind) -> Said {
    match kind {
        Kind::Received => RECEIVED,
        Kind::Refused => REFUSED,
        Kind::SupplementAsked => SUPPLEMENT_ASKED,
        Kind::Supplemented => SUPPLEMENTED,
        Kind::FeeDue => FEE_DUE,
        Kind::FeePaid => FEE_PAID,
        Kind::Extended => EXTENDED,
        Kind::WithdrawalDeclined => WITHDRAWAL_DECLINED,
        Kind::Withdrawn => WITHDRAWN,
        Kind::Stopped => STOPPED,
        Kind::Ready => READY,
        Kind::Returned => RETURNED,
        Kind::Recounted => RECOUNTED,
        Kind::Followed => FOLLOWED,
        Kind::HeldRecounted => HELD_RECOUNTED,
        Kind::HeldFollowed => HELD_FOLLOWED,
    }
}

const RECEIVED: Said = Said {
    open: true,
    subject: "Đã tiếp nhận hồ sơ {ma_ho_so}",
    lines: "Hồ sơ {thu_tuc} của ông, bà đã được tiếp nhận. Phí, lệ phí: {so_tien}. Ông, bà giữ mã hồ sơ để tra cứu; chưa phải làm gì thêm.",
    short: "{co_quan}: đã tiếp nhận hồ sơ {ma_ho_so}, hẹn trả {hen_tra}. Xem: {lien_ket}",
};

const REFUSED: Said = Said {
    open: false,
    subject: "Hồ sơ chưa được tiếp nhận",
    lines: "Hồ sơ {thu_tuc} của ông, bà không được tiếp nhận.\nLý do: {noi_dung}\nCăn cứ: {can_cu}\nÔng, bà có thể nộp lại sau khi hoàn thiện.",
    short: "{co_quan}: hồ sơ của ông, bà không được tiếp nhận. Xem lý do: {lien_ket}",
};

const SUPPLEMENT_ASKED: Said = Said {
    open: true,
    subject: "Cần bổ sung giấy tờ cho hồ sơ",
    lines: "Hồ sơ {thu_tuc} cần ông, bà bổ sung, hoàn thiện:\n{noi_dung}\nXin nộp bổ sung trên trang hồ sơ hoặc tại Bộ phận Một cửa.",
    short: "{co_quan}: hồ sơ {ma_ho_so} cần bổ sung giấy tờ. Xem nội dung: {lien_ket}",
};

const SUPPLEMENTED: Said = Said {
    open: true,
    subject: "Đã nhận giấy tờ bổ sung",
    lines: "Giấy tờ bổ sung cho hồ sơ {thu_tuc} đã được nhận. Ông, bà chưa phải làm gì thêm.",
    short: "{co_quan}: đã nhận giấy tờ bổ sung của hồ sơ {ma_ho_so}, hẹn trả {hen_tra}. Xem: {lien_ket}",
};

const FEE_DUE: Said = Said {
    open: true,
    subject: "Cần thực hiện nghĩa vụ tài chính",
    lines: "Hồ sơ {thu_tuc} đang chờ ông, bà nộp {so_tien}, theo {noi_dung}. Thời hạn giải quyết tạm dừng cho đến khi ghi nhận đã nộp.",
    short: "{co_quan}: hồ sơ {ma_ho_so} chờ nộp {so_tien}. Xem cách nộp: {lien_ket}",
};

const FEE_PAID: Said = Said {
    open: true,
    subject: "Đã ghi nhận nộp tiền",
    lines: "Đã ghi nhận khoản nộp {so_tien} của hồ sơ {thu_tuc}. Ông, bà chưa phải làm gì thêm.",
    short: "{co_quan}: đã ghi nhận nộp tiền cho hồ sơ {ma_ho_so}. Xem: {lien_ket}",
};

const EXTENDED: Said = Said {
    open: true,
    subject: "Xin lỗi và hẹn lại ngày trả kết quả",
    lines: "Cơ quan xin lỗi ông, bà vì chưa trả kết quả hồ sơ {thu_tuc} như đã hẹn lúc {hen_cu}.\nLý do: {noi_dung}\nNgày hẹn mới ở bên dưới.",
    short: "{co_quan}: xin lỗi ông, bà, hồ sơ {ma_ho_so} hẹn lại {hen_tra}. Xem: {lien_ket}",
};

const WITHDRAWAL_DECLINED: Said = Said {
    open: true,
    subject: "Trả lời đề nghị rút hồ sơ",
    lines: "Cơ quan chưa đồng ý cho rút hồ sơ {thu_tuc}.\nLý do: {noi_dung}\nHồ sơ được giải quyết tiếp.",
    short: "{co_quan}: chưa đồng ý cho rút hồ sơ {ma_ho_so}. Xem lý do: {lien_ket}",
};

const WITHDRAWN: Said = Said {
    open: false,
    subject: "Hồ sơ đã được rút",
    lines: "Hồ sơ {thu_tuc} đã được rút theo đề nghị của ông, bà. {noi_dung}\nKhi cần, ông, bà có thể nộp hồ sơ mới.",
    short: "{co_quan}: hồ sơ {ma_ho_so} đã được rút. Xem: {lien_ket}",
};

const STOPPED: Said = Said {
    open: false,
    subject: "Dừng giải quyết hồ sơ",
    lines: "Cơ quan dừng giải quyết hồ sơ {thu_tuc}.\nLý do: {noi_dung}\nCăn cứ: {can_cu}\nKhi đủ điều kiện, ông, bà có thể nộp hồ sơ mới.",
    short: "{co_quan}: dừng giải quyết hồ sơ {ma_ho_so}. Xem lý do: {lien_ket}",
};

const READY: Said = Said {
    open: true,
    subject: "Đã có kết quả hồ sơ {ma_ho_so}",
    lines: "Hồ sơ {thu_tuc} đã có kết quả: {noi_dung}\nMời ông, bà đến nhận {cach_nhan}, mang theo giấy tờ tùy thân.",
    short: "{co_quan}: hồ sơ {ma_ho_so} đã có kết quả, nhận {cach_nhan}. Xem: {lien_ket}",
};

const RETURNED: Said = Said {
    open: false,
    subject: "Đã trả kết quả hồ sơ {ma_ho_so}",
    lines: "Kết quả hồ sơ {thu_tuc} đã được trao. Cảm ơn ông, bà. Nếu không phải ông, bà hoặc người được ủy quyền nhận, xin báo ngay Bộ phận Một cửa.",
    short: "{co_quan}: đã trao kết quả hồ sơ {ma_ho_so}. Xem: {lien_ket}",
};

const RECOUNTED: Said = Said {
    open: true,
    subject: "Ngày hẹn trả kết quả thay đổi",
    lines: "Ngày hẹn của hồ sơ {thu_tuc} thay đổi theo lịch làm việc: {noi_dung} ({can_cu}).\nHẹn trước đây: {hen_cu}\nÔng, bà chưa phải làm gì thêm.",
    short: "{co_quan}: hồ sơ {ma_ho_so} đổi ngày hẹn thành {hen_tra}. Xem: {lien_ket}",
};

const FOLLOWED: Said = Said {
    open: true,
    subject: "Hồ sơ được chuyển sang cơ quan mới",
    lines: "Do sắp xếp đơn vị hành chính, hồ sơ {thu_tuc} do {co_quan_cu} giữ nay thuộc {co_quan}. Mã hồ sơ và ngày hẹn giữ nguyên; ông, bà không phải nộp lại giấy tờ.",
    short: "{co_quan} nay giải quyết hồ sơ {ma_ho_so} thay {co_quan_cu}. Ngày hẹn giữ nguyên. Xem: {lien_ket}",
};

const HELD_RECOUNTED: Said = Said {
    open: true,
    subject: "Hồ sơ đang giữ đổi ngày hẹn: {ma_ho_so}",
    lines: "Ngày hẹn của hồ sơ ông, bà đang giữ thay đổi theo lịch làm việc: {noi_dung} ({can_cu}).\nHẹn trước đây: {hen_cu}",
    short: "",
};

const HELD_FOLLOWED: Said = Said {
    open: true,
    subject: "Hồ sơ đang giữ chuyển cơ quan: {ma_ho_so}",
    lines: "Do sắp xếp đơn vị, hồ sơ ông, bà đang giữ chuyển từ {co_quan_cu} sang {co_quan}. Số, ngày hẹn và lịch sử giữ nguyên.",
    short: "",
};
