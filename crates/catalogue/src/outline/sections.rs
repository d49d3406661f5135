//! Every section of a package that is edited as fields. The form is edited otherwise.

use base::Role;
use organisation::UnitKind;

use super::{Code, Column, Kind, Place, Section, Shape};
use crate::model::{Channel, Level};
use crate::process::{Act, Assignment, Awaits, Drafted, Outcome, Stage, UnitSelector};

const SLUG: &str = "Chữ thường không dấu và gạch nối, ví dụ tham-tra.";
const CITATION: &str = "Văn bản, điều, khoản.";
const FIELD: &str = "Tên trường của tờ khai.";
const TERM: &str = "Ví dụ: 7 ngày làm việc, 4 giờ làm việc, trong ngày, 30 ngày.";

macro_rules! coded {
    ($($name:ident: $kind:ident),* $(,)?) => {
        $(fn $name() -> Vec<Code> {
            $kind::ALL.iter().map(|one| (one.code(), one.label())).collect()
        })*
    };
}

coded!(
    stages: Stage,
    units: UnitSelector,
    assignments: Assignment,
    waits: Awaits,
    acts: Act,
    drafts: Drafted,
    outcomes: Outcome,
    roles: Role,
    channels: Channel,
);

fn levels() -> Vec<Code> {
    let all = [("commune", Level::Commune), ("province", Level::Province), ("ministry", Level::Ministry)];
    all.map(|(code, level)| (code, level.label())).into()
}

fn online() -> Vec<Code> {
    vec![("full", "Toàn trình"), ("part", "Một phần"), ("none", "Chưa làm được trực tuyến")]
}

fn clocks() -> Vec<Code> {
    vec![("pause", "Tạm dừng khi chờ bổ sung"), ("restart", "Tính lại từ đầu khi đã bổ sung")]
}

fn templates() -> Vec<Code> {
    vec![
        ("permit", "Giấy phép"),
        ("certificate", "Giấy chứng nhận"),
        ("confirmation", "Giấy xác nhận"),
        ("refusal", "Văn bản từ chối"),
    ]
}

fn sources() -> Vec<Code> {
    vec![
        ("form", "Tờ khai điện tử"),
        ("register", "Cơ sở dữ liệu"),
        ("vault", "Kho dữ liệu của người nộp"),
        ("earlier", "Hồ sơ đã nộp trước"),
        ("upload", "Người nộp tải lên"),
    ]
}

fn file_types() -> Vec<Code> {
    ["pdf", "jpg", "jpeg", "png", "doc", "docx", "xls", "xlsx"].map(|code| (code, code)).into()
}

fn bodies() -> Vec<Code> {
    UnitKind::ALL.iter().filter(|kind| kind.is_body()).map(|kind| (kind.code(), kind.label())).collect()
}

const fn of(key: &'static str, label: &'static str, kind: Kind) -> Column {
    Column { key, label, hint: "", kind }
}

const fn hinted(key: &'static str, label: &'static str, hint: &'static str, kind: Kind) -> Column {
    Column { key, label, hint, kind }
}

const CASES: Column = hinted(
    "cases",
    "Chỉ cho trường hợp",
    "Mã trường hợp, mỗi dòng một mã; để trống là mọi trường hợp.",
    Kind::List,
);
const ON: Column = hinted("channels", "Chỉ cho kênh", "Không chọn là mọi kênh.", Kind::Some(channels));
const IF: Column = of("when", "Điều kiện", Kind::When);
const CODE: Column = of("code", "Mã", Kind::Line);
const NAME: Column = of("name", "Tên", Kind::Line);
const CITED: Column = hinted("citation", "Căn cứ", CITATION, Kind::Line);

const HEAD: &[Column] = &[
    of("code", "Mã thủ tục", Kind::Kept),
    of("version", "Phiên bản", Kind::Kept),
    of("name", "Tên thủ tục như đã công bố", Kind::Line),
    of("short_name", "Tên ngắn", Kind::Line),
    of("valid_from", "Có hiệu lực từ", Kind::Kept),
    of("valid_to", "Đến hết ngày", Kind::Kept),
    of("sunset", "Áp dụng tạm đến hết ngày", Kind::Kept),
    of("levels", "Cấp thực hiện", Kind::Some(levels)),
    hinted("executing", "Cơ quan thực hiện", "Mỗi dòng một cơ quan.", Kind::List),
    of("online", "Mức độ trực tuyến", Kind::One(online)),
    hinted(
        "online_reason",
        "Vì sao chưa toàn trình",
        "Bắt buộc khi mức độ trực tuyến là một phần.",
        Kind::Line,
    ),
    of("channels", "Kênh nộp hồ sơ", Kind::Some(channels)),
    of("supplement_clock", "Thời hạn khi yêu cầu bổ sung", Kind::One(clocks)),
    hinted("life_events", "Sự kiện đời người", "Mỗi dòng một sự kiện.", Kind::List),
    hinted("search_words", "Từ người dân hay tìm", "Mỗi dòng một từ hoặc cụm từ.", Kind::List),
    hinted("intro", "Dùng để làm gì", "Lời dễ hiểu cho người dân.", Kind::Text),
    hinted("steps", "Các bước thực hiện", "Mỗi dòng một bước, lời dễ hiểu.", Kind::List),
    hinted("notes", "Điểm cần xem lại ở nguồn", "Mỗi dòng một điểm; chỉ cán bộ thấy.", Kind::List),
];

const STEP: &[Column] = &[
    hinted("code", "Mã bước", SLUG, Kind::Line),
    of("name", "Tên bước", Kind::Line),
    hinted("citizen", "Người dân đọc thấy", "Ví dụ: Cán bộ chuyên môn đang xem xét hồ sơ.", Kind::Line),
    of("stage", "Loại việc", Kind::One(stages)),
    of("role", "Vai trò", Kind::One(roles)),
    of("unit", "Đơn vị", Kind::One(units)),
    of("assignment", "Ai trong đơn vị nhận", Kind::One(assignments)),
    hinted(
        "share",
        "Phần trăm của thời hạn",
        "Ví dụ 50 hoặc 12,5; hoặc ghi thời hạn riêng bên dưới.",
        Kind::Number,
    ),
    hinted("term", "Thời hạn riêng", TERM, Kind::Line),
    hinted(
        "terms",
        "Thời hạn khác theo điều kiện",
        "Danh sách, ví dụ [{ when = { case = [\"a\"] }, share = 20 }].",
        Kind::Inline,
    ),
    hinted(
        "body",
        "Cơ quan khác làm bước này",
        "Ví dụ { duty = \"thue\", name = \"Cơ quan thuế\" }.",
        Kind::Inline,
    ),
    of("awaits", "Bước chờ, thời hạn tạm dừng", Kind::One(waits)),
    hinted("held", "Bỏ qua được khi đã có", "Nói cần đã có gì; để trống là không bỏ qua được.", Kind::Line),
];

const EDGE: &[Column] = &[
    hinted("action", "Mã thao tác", SLUG, Kind::Line),
    of("act", "Loại thao tác", Kind::One(acts)),
    hinted("label", "Chữ trên nút", "Ví dụ: Trình lãnh đạo ký.", Kind::Line),
    hinted("from", "Từ bước", "Mã bước.", Kind::Line),
    hinted(
        "to",
        "Đến bước hoặc kết thúc",
        "Mã; nhiều nhánh song song thì cách nhau bằng dấu phẩy.",
        Kind::OneOrMany,
    ),
    hinted("join", "Các nhánh gặp nhau ở bước", "Chỉ khi có nhiều nhánh.", Kind::Line),
    of("guard", "Điều kiện", Kind::When),
    of("drafted", "Chỉ khi dự thảo kết quả là", Kind::One(drafts)),
    of("back", "Là trả lại bước trước", Kind::Flag(false)),
    hinted("result", "Kết quả được dự thảo", "Mã kết quả của thủ tục.", Kind::Line),
];

const COMPONENT: &[Column] = &[
    CODE,
    NAME,
    of("hint", "Lời chỉ dẫn", Kind::Text),
    hinted("one_of", "Một trong các giấy tờ", "Mỗi dòng một loại giấy tờ thay thế nhau.", Kind::List),
    of("originals", "Số bản chính", Kind::Whole),
    of("copies", "Số bản sao", Kind::Whole),
    of("required", "Bắt buộc", Kind::Flag(false)),
    of("shown_only", "Chỉ xuất trình", Kind::Flag(false)),
    IF,
    of("sources", "Lấy từ đâu", Kind::Some(sources)),
    hinted("form_channels", "In từ tờ khai ở kênh", "Ngoài trực tuyến.", Kind::Some(channels)),
    of("register", "Cơ sở dữ liệu nào", Kind::Line),
    of("file_types", "Loại tệp nhận", Kind::Some(file_types)),
    of("max_megabytes", "Tối đa MB một tệp", Kind::Whole),
    of("max_files", "Tối đa số tệp", Kind::Whole),
];

const PART: &[Column] = &[
    hinted("code", "Mã phần", SLUG, Kind::Line),
    of("name", "Tên phần", Kind::Line),
    hinted("procedure", "Mã thủ tục của phần", "Ví dụ 1.001193.", Kind::Line),
    hinted("case", "Trường hợp của thủ tục đó", "Mã trường hợp.", Kind::Line),
    IF,
    hinted("after", "Chờ các phần", "Mã phần, mỗi dòng một mã; để trống là làm ngay.", Kind::List),
    hinted("place_field", "Mục khai chỉ nơi giải quyết", "Tên trường của tờ khai này.", Kind::Line),
    hinted("same", "Mục khai dùng lại nguyên tên", "Tên trường, mỗi dòng một trường.", Kind::List),
];

const LANE: &[Column] = &[
    hinted("book", "Ký hiệu sổ", "Ví dụ SCT/BS.", Kind::Line),
    of("book_name", "Tên sổ", Kind::Line),
    hinted("case", "Trường hợp", "Mã trường hợp.", Kind::Line),
    hinted("result", "Kết quả", "Mã kết quả là chấp thuận yêu cầu.", Kind::Line),
    hinted("person", "Mục khai họ tên", FIELD, Kind::Line),
    hinted("born", "Mục khai ngày sinh", FIELD, Kind::Line),
    hinted("number", "Mục khai số định danh", FIELD, Kind::Line),
    hinted("document", "Mục khai tên giấy tờ", FIELD, Kind::Line),
    hinted("pages", "Mục khai số trang hoặc tờ", FIELD, Kind::Line),
    hinted("per", "Đếm theo", "Ví dụ trang hoặc tờ.", Kind::Line),
    hinted("copies", "Mục khai số bản", FIELD, Kind::Line),
    hinted("papers", "Thành phần hồ sơ nhận tại quầy", "Mã thành phần, mỗi dòng một mã.", Kind::List),
    hinted(
        "documents",
        "Giấy tờ hay gặp",
        "Mỗi dòng một loại, nhiều nhất 9: mỗi loại một phím số.",
        Kind::List,
    ),
];

macro_rules! sections {
    ($($slug:literal $place:ident $shape:ident $key:literal $title:literal $one:literal $hint:literal $columns:expr;)*) => {
        /// All of them, in the order in which they are shown.
        pub(crate) static SECTIONS: &[Section] = &[$(Section {
            slug: $slug,
            title: $title,
            one: $one,
            hint: $hint,
            place: Place::$place,
            shape: Shape::$shape,
            key: $key,
            columns: $columns,
        }),*];
    };
}

sections! {
    "chung" Procedure Top "" "Thông tin chung" "thông tin chung" "Tên, kênh nộp, lời cho người dân." HEAD;
    "quyet-dinh" Procedure One "decision" "Quyết định công bố" "quyết định" "" &[of("number", "Số", Kind::Line), of("date", "Ngày", Kind::Day), of("issued_by", "Cơ quan ban hành", Kind::Line)];
    "linh-vuc" Procedure One "field" "Lĩnh vực" "lĩnh vực" "" &[CODE, NAME];
    "doi-tuong" Procedure Many "subject" "Đối tượng thực hiện" "đối tượng" "" &[CODE, NAME];
    "truong-hop" Procedure Many "case" "Trường hợp" "trường hợp" "Thời hạn, phí và giấy tờ có thể khác nhau theo trường hợp." &[hinted("code", "Mã", SLUG, Kind::Line), NAME, of("hint", "Lời chỉ dẫn", Kind::Line)];
    "thoi-han" Procedure Many "term" "Thời hạn giải quyết" "thời hạn" "Mỗi trường hợp và kênh phải có một thời hạn không kèm điều kiện." &[hinted("text", "Thời hạn", TERM, Kind::Line), CASES, ON, IF, CITED, hinted("note", "Lời cho người nộp", "Bắt buộc khi có điều kiện.", Kind::Line)];
    "gio-nhan" Procedure One "cutoff" "Giờ cuối nhận trong ngày" "giờ cuối" "Nhận sau giờ này tính từ ngày làm việc sau." &[hinted("at", "Giờ", "Ví dụ 15:00.", Kind::Line), CITED];
    "phi" Procedure Many "fee" "Phí, lệ phí" "khoản thu" "Mức do Hội đồng nhân dân tỉnh quy định thì để trống số tiền và ghi ở lời giải thích." &[CODE, NAME, hinted("amount", "Số tiền, đồng", "Ví dụ 50.000. Tính theo đơn vị thì ghi đơn giá ở phần khác.", Kind::Whole), CASES, ON, IF, of("note", "Lời giải thích", Kind::Text), CITED];
    "thanh-phan" Procedure Many "component" "Thành phần hồ sơ" "thành phần" "Giấy tờ người nộp phải có hoặc cơ quan tự tra cứu." COMPONENT;
    "ket-qua" Procedure Many "result" "Kết quả" "kết quả" "" &[CODE, NAME, of("template", "Loại văn bản", Kind::One(templates)), of("grants", "Là chấp thuận yêu cầu", Kind::Flag(true))];
    "tham-quyen" Procedure One "jurisdiction" "Thẩm quyền" "thẩm quyền" "" &[of("unit_kind", "Loại cơ quan giải quyết", Kind::One(bodies)), hinted("body_duty", "Nhiệm vụ của cơ quan", "Với cơ quan ngành dọc, ví dụ cong-an.", Kind::Line), hinted("division", "Bộ phận chuyên môn", "Mã việc của đơn vị, ví dụ kinh-te.", Kind::Line), hinted("place_field", "Mục khai chỉ nơi giải quyết", "Tên trường của tờ khai.", Kind::Line), of("off_territory", "Nhận được ở mọi nơi trong tỉnh", Kind::Flag(false))];
    "luu-tru" Procedure One "retention" "Lưu trữ" "thời hạn lưu" "" &[of("years", "Số năm", Kind::Whole), of("forever", "Lưu vĩnh viễn", Kind::Flag(false)), CITED];
    "can-cu" Procedure Many "legal_basis" "Căn cứ pháp lý" "văn bản" "" &[of("number", "Số, ký hiệu", Kind::Line), of("name", "Tên văn bản", Kind::Line)];
    "lien-thong" Procedure Many "linked" "Các phần liên thông" "phần liên thông" "Mỗi phần thành một hồ sơ ở cơ quan của nó." PART;
    "chung-thuc" Procedure One "lane" "Làn chứng thực" "làn chứng thực" "Chỉ cho thủ tục làm xong ngay tại quầy; không dùng thì để trống, đừng lưu." LANE;
    "phe-duyet" Process Top "" "Quy trình nội bộ" "quy trình" "Quyết định phê duyệt và bước đầu tiên." &[of("decision", "Quyết định phê duyệt quy trình", Kind::Line), hinted("start", "Bước đầu tiên", "Mã bước.", Kind::Line)];
    "buoc" Process Many "step" "Các bước xử lý" "bước" "Thời gian các bước trên đường dài nhất không vượt thời hạn giải quyết." STEP;
    "ket-thuc" Process Many "end" "Kết thúc" "kết thúc" "" &[hinted("code", "Mã", SLUG, Kind::Line), NAME, of("outcome", "Kết thúc bằng", Kind::One(outcomes))];
    "thao-tac" Process Many "edge" "Thao tác giữa các bước" "thao tác" "Nút mà cán bộ thấy ở mỗi bước và nơi hồ sơ đi tới." EDGE;
}

/// The section of this address.
pub(crate) fn section(slug: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.slug == slug)
}
