//! Every section of a package that is edited as fields. The form is edited otherwise.

use base::Role;
use organisation::UnitKind;

use super::{Code, Column, Kind, Pick, Place, Section, Shape};
use crate::model::{Channel, Level};
use crate::process::{Act, Assignment, Awaits, Drafted, Outcome, Stage, UnitSelector};

const SLUG: &str = "Chữ thường không dấu và gạch nối, ví dụ tham-tra.";
const CITATION: &str = "Văn bản, điều, khoản.";
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
    Column { key, label, hint: "", kind, optional: false }
}

const fn hinted(key: &'static str, label: &'static str, hint: &'static str, kind: Kind) -> Column {
    Column { key, label, hint, kind, optional: false }
}

/// The same, but it may be left empty.
const fn may(column: Column) -> Column {
    Column { optional: true, ..column }
}

const CASES: Column =
    may(hinted("cases", "Chỉ cho trường hợp", "Không chọn là mọi trường hợp.", Kind::Picks(Pick::Case)));
const ON: Column = may(hinted("channels", "Chỉ cho kênh", "Không chọn là mọi kênh.", Kind::Some(channels)));
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
    may(hinted(
        "online_reason",
        "Vì sao chưa toàn trình",
        "Bắt buộc khi mức độ trực tuyến là một phần.",
        Kind::Line,
    )),
    of("channels", "Kênh nộp hồ sơ", Kind::Some(channels)),
    of("supplement_clock", "Thời hạn khi yêu cầu bổ sung", Kind::One(clocks)),
    may(hinted("life_events", "Sự kiện đời người", "Mỗi dòng một sự kiện.", Kind::List)),
    may(hinted("search_words", "Từ người dân hay tìm", "Mỗi dòng một từ hoặc cụm từ.", Kind::List)),
    hinted("intro", "Dùng để làm gì", "Lời dễ hiểu cho người dân.", Kind::Text),
    hinted("steps", "Các bước thực hiện", "Mỗi dòng một bước, lời dễ hiểu.", Kind::List),
    may(hinted("notes", "Điểm cần xem lại ở nguồn", "Mỗi dòng một điểm; chỉ cán bộ thấy.", Kind::List)),
];

const STEP: &[Column] = &[
    hinted("code", "Mã bước", SLUG, Kind::Line),
    of("name", "Tên bước", Kind::Line),
    hinted("citizen", "Người dân đọc thấy", "Ví dụ: Cán bộ chuyên môn đang xem xét hồ sơ.", Kind::Line),
    of("stage", "Loại việc", Kind::One(stages)),
    of("role", "Vai trò", Kind::One(roles)),
    of("unit", "Đơn vị", Kind::One(units)),
    may(of("assignment", "Ai trong đơn vị nhận", Kind::One(assignments))),
    may(hinted(
        "share",
        "Phần trăm của thời hạn",
        "Ví dụ 50 hoặc 12,5; hoặc ghi thời hạn riêng bên dưới.",
        Kind::Number,
    )),
    may(hinted("term", "Thời hạn riêng", TERM, Kind::Line)),
    may(hinted(
        "terms",
        "Thời hạn khác theo điều kiện",
        "Điều kiện đúng thì thay cho thời hạn trên.",
        Kind::Subs(OTHER_TERM),
    )),
    may(hinted(
        "body",
        "Cơ quan khác làm bước này",
        "Chỉ khi đơn vị là cơ quan được lấy ý kiến.",
        Kind::Sub(OTHER_BODY),
    )),
    may(of("awaits", "Bước chờ, thời hạn tạm dừng", Kind::One(waits))),
    may(hinted(
        "held",
        "Bỏ qua được khi đã có",
        "Nói cần đã có gì; để trống là không bỏ qua được.",
        Kind::Line,
    )),
];

const EDGE: &[Column] = &[
    hinted("action", "Mã thao tác", SLUG, Kind::Line),
    of("act", "Loại thao tác", Kind::One(acts)),
    hinted("label", "Chữ trên nút", "Ví dụ: Trình lãnh đạo ký.", Kind::Line),
    of("from", "Từ bước", Kind::Pick(Pick::Step)),
    hinted(
        "to",
        "Đến bước hoặc kết thúc",
        "Chọn nhiều là rẽ các nhánh song song.",
        Kind::PickOrMany(Pick::Target),
    ),
    may(hinted("join", "Các nhánh gặp nhau ở bước", "Chỉ khi có nhiều nhánh.", Kind::Pick(Pick::Step))),
    of("guard", "Điều kiện", Kind::When),
    may(of("drafted", "Chỉ khi dự thảo kết quả là", Kind::One(drafts))),
    of("back", "Là trả lại bước trước", Kind::Flag(false)),
    may(of("result", "Kết quả được dự thảo", Kind::Pick(Pick::Result))),
];

const COMPONENT: &[Column] = &[
    CODE,
    NAME,
    may(of("hint", "Lời chỉ dẫn", Kind::Text)),
    may(hinted("one_of", "Một trong các giấy tờ", "Mỗi dòng một loại giấy tờ thay thế nhau.", Kind::List)),
    may(of("originals", "Số bản chính", Kind::Whole)),
    may(of("copies", "Số bản sao", Kind::Whole)),
    of("required", "Bắt buộc", Kind::Flag(false)),
    of("shown_only", "Chỉ xuất trình", Kind::Flag(false)),
    IF,
    of("sources", "Lấy từ đâu", Kind::Some(sources)),
    may(hinted("form_channels", "In từ tờ khai ở kênh", "Ngoài trực tuyến.", Kind::Some(channels))),
    may(of("register", "Cơ sở dữ liệu nào", Kind::Line)),
    may(of("file_types", "Loại tệp nhận", Kind::Some(file_types))),
    may(of("max_megabytes", "Tối đa MB một tệp", Kind::Whole)),
    may(of("max_files", "Tối đa số tệp", Kind::Whole)),
];

const OTHER_TERM: &[Column] = &[
    IF,
    may(hinted("share", "Phần trăm của thời hạn", "Hoặc ghi thời hạn riêng bên dưới.", Kind::Number)),
    may(hinted("term", "Thời hạn riêng", TERM, Kind::Line)),
];

const OTHER_BODY: &[Column] = &[
    may(hinted(
        "duty",
        "Mã việc của cơ quan",
        "Ví dụ thue; để trống khi cơ quan không dùng hệ thống này.",
        Kind::Line,
    )),
    of("name", "Tên cơ quan", Kind::Line),
];

const RATE: &[Column] = &[
    of("count", "Đếm theo câu trả lời", Kind::Pick(Pick::Number)),
    hinted("per", "Mỗi đơn vị là", "Ví dụ trang, người.", Kind::Line),
    may(of("times", "Nhân với câu trả lời", Kind::Pick(Pick::Number))),
    may(hinted("times_per", "Mỗi lần nhân là", "Ví dụ bản; đi cùng mục trên.", Kind::Line)),
    hinted(
        "brackets",
        "Đơn giá theo bậc, đồng",
        "Mỗi dòng một bậc, ví dụ “đến 2: 2.000”; dòng cuối “còn lại: 1.000”.",
        Kind::Brackets,
    ),
    may(of("cap", "Tối đa mỗi lần, đồng", Kind::Whole)),
];

const FEE: &[Column] = &[
    CODE,
    NAME,
    may(hinted(
        "amount",
        "Số tiền, đồng",
        "Ví dụ 50.000; tính theo đơn vị thì ghi đơn giá bên dưới.",
        Kind::Whole,
    )),
    CASES,
    ON,
    IF,
    may(of("note", "Lời giải thích", Kind::Text)),
    CITED,
    may(hinted("rate", "Đơn giá", "Khi số tiền tính theo số trang, số người.", Kind::Sub(RATE))),
    may(of("relief", "Miễn, giảm", Kind::Subs(RELIEF))),
];

const RELIEF: &[Column] = &[
    hinted("name", "Ai được miễn, giảm", "Ví dụ: Người thuộc hộ nghèo.", Kind::Line),
    of("when", "Khi nào", Kind::When),
    hinted("percent", "Giảm bao nhiêu phần trăm", "100 là miễn.", Kind::Whole),
    CITED,
];

const PAPER: &[Column] = &[
    hinted("component", "Là thành phần", "Mã thành phần của thủ tục của phần.", Kind::Line),
    may(hinted(
        "result_of",
        "Lấy kết quả của phần",
        "Hoặc chọn thành phần của hồ sơ này bên dưới.",
        Kind::Pick(Pick::Part),
    )),
    may(of("papers_of", "Lấy giấy tờ của thành phần", Kind::Pick(Pick::Component))),
];

const PART_TERM: &[Column] = &[hinted("text", "Thời hạn", TERM, Kind::Line), CITED];

const VALUES: Column =
    may(hinted("values", "Giá trị có sẵn", "Mỗi dòng một trường, ví dụ mien_le_phi = true.", Kind::Pairs));

const PART: &[Column] = &[
    hinted("code", "Mã phần", SLUG, Kind::Line),
    of("name", "Tên phần", Kind::Line),
    hinted("procedure", "Mã thủ tục của phần", "Ví dụ 1.001193.", Kind::Line),
    hinted("case", "Trường hợp của thủ tục đó", "Mã trường hợp.", Kind::Line),
    IF,
    may(hinted("after", "Chờ các phần", "Không chọn là làm ngay.", Kind::Picks(Pick::Part))),
    may(of("place_field", "Mục khai chỉ nơi giải quyết", Kind::Pick(Pick::Question))),
    may(hinted("same", "Mục khai dùng lại nguyên tên", "Tên trường, mỗi dòng một trường.", Kind::List)),
    may(hinted(
        "answers",
        "Mục khai điền từ mục khác",
        "Mỗi dòng: trường của phần = trường của tờ khai này, ví dụ ho_ten = tre_ho_ten.",
        Kind::Pairs,
    )),
    VALUES,
    may(hinted(
        "term",
        "Thời hạn của phần",
        "Khi phần có thời hạn riêng trong thủ tục liên thông.",
        Kind::Sub(PART_TERM),
    )),
    may(of("paper", "Giấy tờ chuyển sang", Kind::Subs(PAPER))),
];

const LANE: &[Column] = &[
    hinted("book", "Ký hiệu sổ", "Ví dụ SCT/BS.", Kind::Line),
    of("book_name", "Tên sổ", Kind::Line),
    of("case", "Trường hợp", Kind::Pick(Pick::Case)),
    hinted("result", "Kết quả", "Kết quả là chấp thuận yêu cầu.", Kind::Pick(Pick::Result)),
    of("person", "Mục khai họ tên", Kind::Pick(Pick::Question)),
    may(of("born", "Mục khai ngày sinh", Kind::Pick(Pick::Question))),
    may(of("number", "Mục khai số định danh", Kind::Pick(Pick::Question))),
    of("document", "Mục khai tên giấy tờ", Kind::Pick(Pick::Question)),
    of("pages", "Mục khai số trang hoặc tờ", Kind::Pick(Pick::Number)),
    hinted("per", "Đếm theo", "Ví dụ trang hoặc tờ.", Kind::Line),
    of("copies", "Mục khai số bản", Kind::Pick(Pick::Number)),
    may(of("papers", "Thành phần hồ sơ nhận tại quầy", Kind::Picks(Pick::Component))),
    may(hinted(
        "documents",
        "Giấy tờ hay gặp",
        "Mỗi dòng một loại, nhiều nhất 9: mỗi loại một phím số.",
        Kind::List,
    )),
    VALUES,
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
    "truong-hop" Procedure Many "case" "Trường hợp" "trường hợp" "Thời hạn, phí và giấy tờ có thể khác nhau theo trường hợp." &[hinted("code", "Mã", SLUG, Kind::Line), NAME, may(of("hint", "Lời chỉ dẫn", Kind::Line))];
    "thoi-han" Procedure Many "term" "Thời hạn giải quyết" "thời hạn" "Mỗi trường hợp và kênh phải có một thời hạn không kèm điều kiện." &[hinted("text", "Thời hạn", TERM, Kind::Line), CASES, ON, IF, CITED, may(hinted("note", "Lời cho người nộp", "Bắt buộc khi có điều kiện.", Kind::Line))];
    "gio-nhan" Procedure One "cutoff" "Giờ cuối nhận trong ngày" "giờ cuối" "Nhận sau giờ này tính từ ngày làm việc sau." &[hinted("at", "Giờ", "Ví dụ 15:00.", Kind::Line), CITED];
    "phi" Procedure Many "fee" "Phí, lệ phí" "khoản thu" "Mức do Hội đồng nhân dân tỉnh quy định thì để trống số tiền và ghi ở lời giải thích." FEE;
    "thanh-phan" Procedure Many "component" "Thành phần hồ sơ" "thành phần" "Giấy tờ người nộp phải có hoặc cơ quan tự tra cứu." COMPONENT;
    "ket-qua" Procedure Many "result" "Kết quả" "kết quả" "" &[CODE, NAME, of("template", "Loại văn bản", Kind::One(templates)), of("grants", "Là chấp thuận yêu cầu", Kind::Flag(true))];
    "tham-quyen" Procedure One "jurisdiction" "Thẩm quyền" "thẩm quyền" "" &[of("unit_kind", "Loại cơ quan giải quyết", Kind::One(bodies)), may(hinted("body_duty", "Nhiệm vụ của cơ quan", "Với cơ quan ngành dọc, ví dụ cong-an.", Kind::Line)), may(hinted("division", "Bộ phận chuyên môn", "Mã việc của đơn vị, ví dụ kinh-te.", Kind::Line)), may(of("place_field", "Mục khai chỉ nơi giải quyết", Kind::Pick(Pick::Question))), of("off_territory", "Nhận được ở mọi nơi trong tỉnh", Kind::Flag(false))];
    "luu-tru" Procedure One "retention" "Lưu trữ" "thời hạn lưu" "" &[may(of("years", "Số năm", Kind::Whole)), of("forever", "Lưu vĩnh viễn", Kind::Flag(false)), CITED];
    "can-cu" Procedure Many "legal_basis" "Căn cứ pháp lý" "văn bản" "" &[of("number", "Số, ký hiệu", Kind::Line), of("name", "Tên văn bản", Kind::Line)];
    "lien-thong" Procedure Many "linked" "Các phần liên thông" "phần liên thông" "Mỗi phần thành một hồ sơ ở cơ quan của nó." PART;
    "chung-thuc" Procedure One "lane" "Làn chứng thực" "làn chứng thực" "Chỉ cho thủ tục làm xong ngay tại quầy; không dùng thì để trống, đừng lưu." LANE;
    "phe-duyet" Process Top "" "Quy trình nội bộ" "quy trình" "Quyết định phê duyệt và bước đầu tiên." &[of("decision", "Quyết định phê duyệt quy trình", Kind::Line), of("start", "Bước đầu tiên", Kind::Pick(Pick::Step))];
    "buoc" Process Many "step" "Các bước xử lý" "bước" "Thời gian các bước trên đường dài nhất không vượt thời hạn giải quyết." STEP;
    "ket-thuc" Process Many "end" "Kết thúc" "kết thúc" "" &[hinted("code", "Mã", SLUG, Kind::Line), NAME, of("outcome", "Kết thúc bằng", Kind::One(outcomes))];
    "thao-tac" Process Many "edge" "Thao tác giữa các bước" "thao tác" "Nút mà cán bộ thấy ở mỗi bước và nơi hồ sơ đi tới." EDGE;
}

/// The section of this address.
pub(crate) fn section(slug: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.slug == slug)
}
