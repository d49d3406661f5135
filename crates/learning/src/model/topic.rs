//! Topics of help: one file each under `help/`, written by hand, read once.

use std::sync::LazyLock;

use base::Locale;
use serde::Deserialize;

use super::texts::{self, Text, Written, texts};

/// What one screen is for, and how the work on it is done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The name of its file; its address is `/tro-giup?muc=<name>`.
    #[serde(skip)]
    pub name: &'static str,
    /// What it is called.
    pub title: String,
    /// For whom.
    pub group: Group,
    /// Whether only staff have what it is about, though its group is for everybody.
    #[serde(default)]
    pub staff: bool,
    /// The routes it is about, as they are registered: `/quay/{code}`.
    pub pages: Vec<String>,
    /// What the screen is for.
    pub purpose: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// What to know: what is often done wrong, what cannot be undone.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The article of law behind it.
    #[serde(default)]
    pub law: String,
    /// The same in English, where citizens read it.
    #[serde(default)]
    pub english: Option<English>,
}

/// A topic in English.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct English {
    /// What it is called.
    pub title: String,
    /// What the screen is for.
    pub purpose: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// What to know.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// For whom a topic is, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Visitors and citizens.
    NguoiDan,
    /// Whoever has an account.
    TaiKhoan,
    /// The one-stop counter.
    Quay,
    /// Money at the counter.
    ThuTien,
    /// Whoever handles dossiers.
    XuLy,
    /// Leaders and controllers.
    LanhDao,
    /// Administrators.
    QuanTri,
}

impl Group {
    /// Whether citizens read it, so that it has English too.
    #[must_use]
    pub const fn is_for_citizens(self) -> bool {
        matches!(self, Self::NguoiDan | Self::TaiKhoan)
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        let english = matches!(locale, Locale::En);
        match self {
            Self::NguoiDan if english => "For citizens and organisations",
            Self::NguoiDan => "Người dân và tổ chức",
            Self::TaiKhoan if english => "Your account",
            Self::TaiKhoan => "Tài khoản",
            Self::Quay => "Quầy tiếp nhận",
            Self::ThuTien => "Thu phí, lệ phí",
            Self::XuLy => "Giải quyết hồ sơ",
            Self::LanhDao => "Lãnh đạo và kiểm soát",
            Self::QuanTri => "Quản trị",
        }
    }
}

impl Topic {
    /// Whether citizens have what it is about.
    #[must_use]
    pub const fn is_for_citizens(&self) -> bool {
        self.group.is_for_citizens() && !self.staff
    }

    /// Its English where it is wanted and there is some.
    #[must_use]
    pub fn in_english(&self, locale: Locale) -> Option<&English> {
        self.english.as_ref().filter(|_| locale == Locale::En)
    }

    /// What it is called in this language.
    #[must_use]
    pub fn title(&self, locale: Locale) -> &str {
        self.in_english(locale).map_or(&self.title, |english| &english.title)
    }
}

impl Written for Topic {
    fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// Every file under `help/`, by group and by the address of its page: the order of the lists.
#[rustfmt::skip]
static TEXTS: &[Text] = texts![
    "help":
    "trang-chu", "ho-so-cua-toi", "theo-doi-ho-so", "bo-sung-giay-to", "da-gui-ho-so", "phieu-cua-ho-so",
    "rut-ho-so", "nhan-ho-so-cu", "bat-dau-nop-ho-so", "tim-thu-tuc", "xem-thu-tuc", "to-khai-giay-to",
    "to-khai-kiem-tra", "to-khai-cau-hoi", "to-khai-nguoi-nop", "tra-cuu-ho-so", "mo-tai-khoan", "dang-nhap",
    "dang-nhap-buoc-hai", "doi-nguoi-dung", "tai-khoan-cua-toi", "xac-thuc-hai-lop", "them-khoa-truy-cap",
    "ung-dung-xac-thuc", "dat-ma-pin", "doi-mat-khau", "thiet-bi-dang-nhap", "sua-thong-tin",
    "cach-nhan-thong-bao", "hop-thong-bao", "xac-nhan-lai", "tro-giup", "giay-tiep-nhan",
    "in-lai-giay-tiep-nhan", "ghi-ky-nhan", "nhan-bo-sung-tai-quay", "giu-ket-qua", "sua-tiep-nhan",
    "ket-qua-cho-tra", "ho-so-o-dau", "giai-trinh-tra-cuu", "tiep-nhan-tai-quay", "lan-chung-thuc",
    "so-chung-thuc", "trang-ky-cua-lo", "quay-ngoai-tuyen", "quay-ngoai-tuyen-may-nay", "so-theo-doi",
    "nhan-theo-lo", "quyen-bien-lai", "dong-quyen-bien-lai", "tai-khoan-thu", "thu-phi", "bien-lai",
    "hoan-tra", "huy-bien-lai", "cac-ca-thu", "ket-ca", "nhan-tien-ban-giao", "chung-minh-mien-giam",
    "ghi-muc-thu", "nop-tien", "thu-tien", "ban-lam-viec", "ban-giao", "cot-va-phim", "hang-doi-da-luu",
    "xu-ly-hang-loat", "mot-ho-so", "ban-giao-ho-so", "bo-qua-buoc", "cap-lai", "dinh-chinh",
    "doi-chieu-giay-to", "dung-giai-quyet", "hen-lai", "cac-mau-in", "so-he-thong-khac", "thu-hoi",
    "tra-loi-de-nghi-rut", "yeu-cau-bo-sung", "hoi-dap-so-lieu", "tra-loi-so-lieu", "viec-lam-thay",
    "loc-hang-doi", "nhieu-ho-so", "thu-tuc-noi-bo", "nop-thu-tuc-noi-bo", "phim-tat", "tim-ho-so",
    "phan-cong-lam-thay", "mau-kiem-soat-tra-cuu", "ho-so-qua-han", "ban-tin", "bao-cao", "canh-bao",
    "con-so", "hoi-don-vi", "loi-cua-co-quan", "thoi-gian-giu-ket-qua", "mot-nguoi-nhieu-khau",
    "so-lieu-thang", "can-bo-danh-sach", "nhap-can-bo", "them-can-bo", "mot-can-bo", "don-vi", "them-don-vi",
    "mot-don-vi", "quay-cua-mot-cua", "hai-lop-can-bo", "he-thong-ket-noi", "dang-ky-he-thong",
    "cap-ma-truy-cap", "nhat-ky-goi", "lich-lam-viec", "de-nghi-doi-lich", "duyet-doi-lich", "loi-thong-bao",
    "soan-loi-thong-bao", "sap-xep-don-vi", "lap-phuong-an", "phuong-an-tu-bang", "mot-phuong-an",
    "mot-muc-sap-xep", "xem-truoc-sap-xep", "tai-khoan-can-bo", "su-co", "chuyen-he-thong",
    "xuat-nhap-thiet-lap", "gui-thong-bao", "quan-tri-thu-tuc", "them-thu-tuc", "cac-phien-ban-thu-tuc",
    "soan-phien-ban", "soan-mot-muc", "soan-tep", "thu-ban-soan", "soan-to-khai", "soan-cau-hoi",
    "thiet-lap-lan-dau",
];

/// Every topic.
#[must_use]
pub fn topics() -> &'static [Topic] {
    static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| texts::all(TEXTS));
    &TOPICS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_topic_and_every_topic_is_whole() {
        for topic in texts::whole::<Topic>("help", TEXTS) {
            let whole = !topic.title.is_empty() && !topic.purpose.is_empty() && !topic.steps.is_empty();
            assert!(whole && !topic.pages.is_empty(), "{} lacks something", topic.name);
            let Some(english) = &topic.english else {
                assert!(
                    !topic.group.is_for_citizens(),
                    "{} is read by citizens and has no English",
                    topic.name
                );
                continue;
            };
            assert_eq!(english.steps.len(), topic.steps.len(), "{}: as many steps in English", topic.name);
            assert_eq!(english.notes.len(), topic.notes.len(), "{}: as many notes in English", topic.name);
        }
    }
}
