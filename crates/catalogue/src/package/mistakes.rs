//! Every kind of mistake is named with file, line and field: one row each.

use super::tests::{after, line_of};
use super::{FORM, PROCEDURE, PROCESS, report};

#[test]
#[expect(clippy::too_many_lines, reason = "a table of mistakes, one row each")]
fn every_mistake_is_named_with_file_line_and_field() {
    let cases: Vec<(&'static str, &str, &str, &str, &str, &str)> = vec![
        // file, what is replaced, by what, the line (of this text in the good file), the field, the message
        (
            PROCEDURE,
            "short_name = ",
            "shortname = ",
            "short_name = ",
            "shortname",
            "khóa không có trong định dạng",
        ),
        (
            PROCEDURE,
            "text = \"7 ngày làm việc\"",
            "text = \"bảy ngày\"",
            "text = \"7",
            "term[0].text",
            "thời hạn không hợp lệ",
        ),
        (
            PROCEDURE,
            "cases = [\"nha-o\"]",
            "cases = [\"nha-lau\"]",
            "cases = [\"nha-o\"]",
            "term[0].cases",
            "không có trường hợp",
        ),
        (
            PROCEDURE,
            "code = \"tu-choi\"",
            "code = \"KQ.G17.000311\"",
            "code = \"tu-choi\"",
            "result[1].code",
            "bị trùng",
        ),
        (
            PROCEDURE,
            "code = \"khong-theo-tuyen\"",
            "code = \"nha-o\"",
            "code = \"khong-theo-tuyen\"",
            "case[1].code",
            "bị trùng",
        ),
        (
            PROCEDURE,
            "originals = 1\ncopies = 1\nrequired = true",
            "required = true",
            "[[component]]",
            "component[0].originals",
            "bắt buộc phải có",
        ),
        (
            PROCEDURE,
            "originals = 1\ncopies = 1\nrequired = true",
            "required = false",
            "[[component]]",
            "component[0].originals",
            "là ghi chú",
        ),
        (PROCEDURE, "max_files = 5\n", "", "[[component]]", "component[0].max_files", "thiếu"),
        (
            PROCEDURE,
            "max_megabytes = 10",
            "max_megabytes = 1000",
            "max_megabytes = 10",
            "component[0].max_megabytes",
            "từ 1 đến 100",
        ),
        (
            PROCEDURE,
            "file_types = [\"pdf\"",
            "file_types = [\"exe\"",
            "file_types",
            "component[0].file_types",
            "dùng được",
        ),
        (
            PROCEDURE,
            "field = \"di_tich_co\"",
            "field = \"di_tich\"",
            "when = { all",
            "component[17].when",
            "không có trường này",
        ),
        (
            PROCEDURE,
            "{ case = [\"nha-o\", \"theo-tuyen\"] }",
            "{ case = [\"nha\"] }",
            "when = { case",
            "component[0].when",
            "trường hợp này không có",
        ),
        (
            PROCEDURE,
            "valid_from = 2026-07-01",
            "valid_from = 2026-13-01",
            "valid_from",
            "",
            "sai cú pháp TOML",
        ),
        (
            PROCEDURE,
            "valid_from = 2026-07-01",
            "valid_from = \"hôm nay\"",
            "valid_from",
            "valid_from",
            "phải là một ngày",
        ),
        (
            PROCEDURE,
            "supplement_clock = \"restart\"",
            "supplement_clock = \"stop\"",
            "supplement_clock",
            "supplement_clock",
            "pause, restart",
        ),
        (PROCEDURE, "code = \"1.013225\"", "code = \"13225\"", "code = \"1.013225\"", "code", "mã thủ tục"),
        (
            PROCEDURE,
            "[retention]\nforever = true",
            "[retention]",
            "[retention]",
            "retention.years",
            "một trong hai",
        ),
        (
            PROCEDURE,
            "note = \"Mức thu do",
            "ghichu = \"Mức thu do",
            "note = \"Mức thu do",
            "fee[0].ghichu",
            "khóa không có",
        ),
        (PROCEDURE, "version = 1", "version = \"một", "version = 1", "", "sai cú pháp TOML"),
        (PROCESS, "share = 50", "share = 80", "[[step]]", "step", "tối đa là 100 %"),
        (
            PROCESS,
            "share = 50",
            "term = \"9 ngày làm việc\"",
            "[[step]]",
            "step",
            "vượt thời hạn giải quyết 7 ngày làm việc",
        ),
        (PROCESS, "share = 50", "term = \"9 giờ\"", "share = 50", "step[2].term", "giờ làm việc"),
        (PROCESS, "role = \"head\"\n", "", "[[step]]\ncode = \"phan-cong\"", "step[1].role", "thiếu `role`"),
        (PROCESS, "role = \"head\"", "role = \"boss\"", "role = \"head\"", "step[1].role", "dùng được"),
        (
            PROCESS,
            "to = \"soat-xet\"",
            "to = \"soat\"",
            "to = \"soat-xet\"",
            "edge[4].to",
            "không phải là một bước",
        ),
        (
            PROCESS,
            "from = \"phan-cong\"\nto = \"tham-dinh\"",
            "from = \"phan-cong\"\nto = \"soat-xet\"",
            "code = \"tham-dinh\"",
            "",
            "",
        ),
        (
            PROCESS,
            "from = \"tra-ket-qua\"\nto = \"da-tra\"",
            "from = \"tra-ket-qua\"\nto = \"tiep-nhan\"",
            "code = \"da-tra\"",
            "end[0].code",
            "không có thao tác nào dẫn",
        ),
        (
            PROCESS,
            "from = \"tra-ket-qua\"\nto = \"da-tra\"",
            "from = \"tra-ket-qua\"\nto = \"tiep-nhan\"",
            "code = \"ky-duyet\"",
            "step[5].code",
            "vòng lặp không lối ra",
        ),
        (
            PROCESS,
            "from = \"tiep-nhan\"\nto = \"phan-cong\"",
            "from = \"tiep-nhan\"\nto = \"tham-dinh\"",
            "code = \"phan-cong\"",
            "step[1].code",
            "không có đường nào từ bước bắt đầu",
        ),
        (
            PROCESS,
            "code = \"phan-cong\"",
            "code = \"tham-dinh\"",
            "code = \"tham-dinh\"",
            "step[2].code",
            "bị trùng",
        ),
        (
            PROCESS,
            "result = \"tu-choi\"",
            "result = \"tu-choi-2\"",
            "result = \"tu-choi\"",
            "edge[5].result",
            "không có kết quả",
        ),
        (
            PROCESS,
            "to = \"phan-cong\"",
            "guard = { field = \"khong_co\", is = [\"x\"] }\nto = \"phan-cong\"",
            "to = \"phan-cong\"",
            "edge[0].guard",
            "không có trường này",
        ),
        (
            FORM,
            "\"maxLength\": 200",
            "\"maxLength\": \"200\"",
            "\"maxLength\": 200",
            "/properties/chu_dau_tu_ten/maxLength",
            "phải thuộc kiểu",
        ),
        (
            FORM,
            "      \"maxLength\": 50,\n",
            "",
            "\"xay_dung_thua_dat\": {",
            "/properties/xay_dung_thua_dat",
            "không có giới hạn",
        ),
        (
            FORM,
            "\"x-unit\": \"m²\"",
            "\"x-units\": \"m²\"",
            "\"x-unit\": \"m²\"",
            "/properties/xay_dung_dien_tich_dat/x-units",
            "không dùng trong biểu mẫu",
        ),
        (
            FORM,
            "\"x-page\": \"lien-he\"",
            "\"x-page\": \"lien-lac\"",
            "\"x-page\": \"lien-he\"",
            "/properties/lien_he_dia_chi/x-page",
            "không có trong `x-pages`",
        ),
        (
            FORM,
            "\"field\": \"chu_dau_tu_loai\",\n        \"is\": [\n          \"ca-nhan\"",
            "\"field\": \"chu_dau_tu\",\n        \"is\": [\n          \"ca-nhan\"",
            "\"x-shown-if\"",
            "/properties/chu_dau_tu_so_dinh_danh/x-shown-if",
            "không có hoặc đứng sau",
        ),
        (
            FORM,
            "\"title\": \"Đơn đề nghị cấp giấy phép xây dựng\",",
            "\"title\": \"Đơn đề nghị cấp giấy phép xây dựng\"",
            "\"description\": \"Theo nội dung",
            "",
            "sai cú pháp JSON",
        ),
        (
            FORM,
            "\"chu_dau_tu_ten\": {",
            "\"chu_dau_tu_loai\": {",
            "\"chu_dau_tu_ten\": {",
            "/properties/chu_dau_tu_loai",
            "ghi hai lần",
        ),
        (
            FORM,
            "\"^[0-9]{12}$\"",
            "\"^[0-9{12}$\"",
            "\"^[0-9]{12}$\"",
            "/properties/chu_dau_tu_so_dinh_danh/pattern",
            "pattern",
        ),
    ];
    let mut wrong = String::new();
    for (file, from, to, at, field, message) in cases {
        let errors = after(file, from, to);
        if message.is_empty() {
            assert!(errors.is_empty(), "{from} → {to}: {}", report(&errors));
            continue;
        }
        let line = line_of(file, at);
        let found = errors
            .iter()
            .any(|e| e.file == file && e.line == line && e.field == field && e.message.contains(message));
        if !found {
            wrong.push_str(&format!(
                "{from} → {to}: expected {file}:{line} {field} {message}, got\n{}\n",
                report(&errors)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
