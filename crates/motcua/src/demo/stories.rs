//! What happened to the dossiers of the demonstration, and how many working days ago: some on time, some late, some
//! due today; refused, sent back, waiting for an answer, ready, handed over.

/// One dossier: which sample, who files it, and the steps it has taken since.
pub(super) struct Story {
    /// The place of the sample in `demo/dossiers.json`.
    pub(super) sample: usize,
    pub(super) filer: Filer,
    /// How many working days ago it was filed; 0 is today.
    pub(super) filed: u32,
    /// Each step: how many working days ago, who, which action.
    pub(super) way: &'static [(u32, &'static str, &'static str)],
}

/// Who files a dossier.
#[derive(Clone, Copy)]
pub(super) enum Filer {
    /// The account of this login, in its own name.
    Own(&'static str),
    /// The account of this login, in the name of a person of `demo/people.json`.
    Online(&'static str, &'static str),
    /// The one-stop officer, at the counter, for a person of `demo/people.json`.
    Counter(&'static str),
}
use Filer::{Counter, Online, Own};

pub(super) const CITIZEN: &str = "cong-dan";
pub(super) const OTHER: &str = "cong-dan-2";
pub(super) const COUNTER: &str = "mot-cua";
pub(super) const OFFICER: &str = "chuyen-vien";
const HEAD: &str = "truong-phong";
const SIGNATORY: &str = "ky-duyet";
const REGISTRAR: &str = "van-thu";
const CIVIL: &str = "chuyen-vien-vhxh";
const POLICE: &str = "canh-sat";
const CHIEF: &str = "truong-cong-an";
const LEADER: &str = "lanh-dao";

/// The two acts of the one-stop unit that are no steps of a process.
pub(super) const RECEIVE: &str = "tiep-nhan";
pub(super) const REFUSE: &str = "tu-choi";
/// What is done with a result, beside the process.
pub(super) const SHELVE: &str = "len-ke";
pub(super) const REMIND: &str = "nhac-nhan";
pub(super) const RECALL: &str = "thu-hoi";

const PERMIT: usize = 0;
const BIRTH: usize = 1;
const RESIDENCE: usize = 2;

const fn story(
    sample: usize,
    filer: Filer,
    filed: u32,
    way: &'static [(u32, &'static str, &'static str)],
) -> Story {
    Story { sample, filer, filed, way }
}

/// All of them.
pub(super) const STORIES: &[Story] = &[
    // Handed over.
    story(
        PERMIT,
        Own(CITIZEN),
        12,
        &[
            (12, COUNTER, RECEIVE),
            (12, COUNTER, "chuyen"),
            (11, HEAD, "phan-cong"),
            (8, OFFICER, "trinh-cap"),
            (7, HEAD, "trinh-ky"),
            (6, SIGNATORY, "ky"),
            (6, REGISTRAR, "phat-hanh"),
            (5, COUNTER, "tra-ket-qua"),
        ],
    ),
    story(
        BIRTH,
        Counter("huong"),
        6,
        &[
            (6, COUNTER, "chuyen"),
            (6, CIVIL, "trinh-ky"),
            (6, SIGNATORY, "ky"),
            (6, REGISTRAR, "phat-hanh"),
            (6, COUNTER, "tra-ket-qua"),
            (3, LEADER, RECALL),
        ],
    ),
    story(
        RESIDENCE,
        Own(CITIZEN),
        8,
        &[
            (8, COUNTER, RECEIVE),
            (8, COUNTER, "chuyen"),
            (8, POLICE, "trinh-ky"),
            (7, CHIEF, "ky"),
            (7, POLICE, "phat-hanh"),
            (7, COUNTER, "tra-ket-qua"),
        ],
    ),
    // The result waits on the shelf.
    story(
        PERMIT,
        Counter("dat"),
        10,
        &[
            (10, COUNTER, "chuyen"),
            (9, HEAD, "phan-cong"),
            (6, OFFICER, "trinh-cap"),
            (5, HEAD, "trinh-ky"),
            (4, SIGNATORY, "ky"),
            (4, REGISTRAR, "phat-hanh"),
            (4, COUNTER, SHELVE),
            (2, COUNTER, REMIND),
        ],
    ),
    // Late: at the case officer, at the signature, at the registry office.
    story(PERMIT, Counter("tu"), 9, &[(9, COUNTER, "chuyen"), (8, HEAD, "phan-cong")]),
    story(
        RESIDENCE,
        Online(OTHER, "binh"),
        3,
        &[(2, COUNTER, RECEIVE), (2, COUNTER, "chuyen"), (1, POLICE, "trinh-ky")],
    ),
    story(BIRTH, Counter("mai"), 1, &[(1, COUNTER, "chuyen")]),
    // Due today; the first was sent back by the head of division, with a reason.
    story(
        PERMIT,
        Counter("duc"),
        7,
        &[(7, COUNTER, "chuyen"), (6, HEAD, "phan-cong"), (3, OFFICER, "trinh-cap"), (2, HEAD, "tra-lai")],
    ),
    story(
        PERMIT,
        Counter("huong"),
        7,
        &[(7, COUNTER, "chuyen"), (6, HEAD, "phan-cong"), (3, OFFICER, "trinh-cap"), (2, HEAD, "trinh-ky")],
    ),
    // In time.
    story(PERMIT, Own(CITIZEN), 4, &[(3, COUNTER, RECEIVE), (3, COUNTER, "chuyen"), (2, HEAD, "phan-cong")]),
    story(
        PERMIT,
        Counter("son"),
        5,
        &[(5, COUNTER, "chuyen"), (4, HEAD, "phan-cong"), (3, OFFICER, "lay-y-kien")],
    ),
    story(
        PERMIT,
        Online(OTHER, "binh"),
        5,
        &[
            (5, COUNTER, RECEIVE),
            (5, COUNTER, "chuyen"),
            (4, HEAD, "phan-cong"),
            (2, OFFICER, "trinh-cap"),
            (1, HEAD, "trinh-ky"),
            (1, SIGNATORY, "tra-lai"),
        ],
    ),
    story(
        PERMIT,
        Counter("mai"),
        5,
        &[
            (5, COUNTER, "chuyen"),
            (5, HEAD, "phan-cong"),
            (3, OFFICER, "trinh-cap"),
            (2, HEAD, "trinh-ky"),
            (1, SIGNATORY, "ky"),
        ],
    ),
    story(PERMIT, Counter("tu"), 1, &[(1, COUNTER, "chuyen")]),
    story(BIRTH, Own(CITIZEN), 0, &[(0, COUNTER, RECEIVE), (0, COUNTER, "chuyen")]),
    story(RESIDENCE, Online(OTHER, "binh"), 0, &[(0, COUNTER, RECEIVE), (0, COUNTER, "chuyen")]),
    // Refused at reception.
    story(PERMIT, Own(CITIZEN), 7, &[(6, COUNTER, REFUSE)]),
    // Not answered yet; the first for longer than the law allows.
    story(PERMIT, Online(OTHER, "binh"), 2, &[]),
    story(PERMIT, Online(OTHER, "binh"), 0, &[]),
    story(RESIDENCE, Own(CITIZEN), 0, &[]),
];

/// What an action says, where it says something: a note, a reason.
pub(super) fn words(action: &str) -> &'static str {
    match action {
        REFUSE => {
            "Bản vẽ thiết kế thiếu mặt bằng móng và mặt cắt chính của công trình. Xin bổ sung hai bản vẽ này rồi nộp lại; các giấy tờ khác đã đủ."
        }
        "trinh-cap" => "Hồ sơ đủ điều kiện cấp phép, thực địa đúng với bản vẽ.",
        "tra-lai" => {
            "Chưa rõ khoảng lùi so với chỉ giới đường đỏ. Đề nghị kiểm tra lại và ghi vào phiếu thẩm định."
        }
        "lay-y-kien" => "Xin ý kiến về an toàn hành lang lưới điện.",
        _ => "",
    }
}

/// The article a refusal names.
pub(super) const CITATION: &str = "Thành phần hồ sơ tại QĐ 1077/QĐ-BXD ngày 29/6/2026, mục bản vẽ thiết kế";
