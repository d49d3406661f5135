//! What is wrong with the parts of a linked procedure is said with file, line and field.

use super::*;

/// The errors of 3.000722 after replacing `from` with `to` in `file`.
fn after(file: &str, from: &str, to: &str) -> Vec<PackageError> {
    let good = BUILTIN.iter().find(|(code, _)| *code == "3.000722").expect("it ships").1;
    let change = |name: &str, text: &str| {
        if name != file {
            return text.to_owned();
        }
        assert!(text.contains(from), "{from} is not in {file}");
        text.replacen(from, to, 1)
    };
    let (procedure, process) = (change(PROCEDURE, good.procedure), change(PROCESS, good.process));
    read(Texts { procedure: &procedure, form: good.form, process: &process }).err().unwrap_or_default()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of mistakes, one row each")]
fn every_mistake_about_the_parts_is_named_with_file_line_and_field() {
    let waits = "after = [\"khai-sinh\"]\nplace_field";
    for (file, from, to, field, message) in [
        (
            PROCEDURE,
            waits,
            "after = [\"khai-tu\"]\nplace_field",
            "linked[1].after",
            "không có phần “khai-tu”",
        ),
        (
            PROCEDURE,
            waits,
            "after = [\"khai-sinh\", \"can-cuoc\"]\nplace_field",
            "linked[1].after",
            "thành vòng lặp",
        ),
        (
            PROCEDURE,
            "place_field = \"thuong_tru_xa\"",
            "place_field = \"noi_nao\"",
            "linked[1].place_field",
            "không có trường “noi_nao”",
        ),
        (
            PROCEDURE,
            "ho_ten = \"tre_ho_ten\"",
            "ho_ten = \"khong_co\"",
            "linked[1].answers",
            "không có trường “khong_co”",
        ),
        (
            PROCEDURE,
            "text = \"3 ngày làm việc\"",
            "text = \"ba ngày\"",
            "linked[1].term.text",
            "thời hạn không hợp lệ",
        ),
        (PROCEDURE, "code = \"bao-hiem\"", "code = \"thuong-tru\"", "linked[2].code", "bị trùng"),
        (PROCEDURE, "procedure = \"1.004222\"", "procedure = \"1.4\"", "linked[1].procedure", "mã thủ tục"),
        (
            PROCEDURE,
            "result_of = \"thuong-tru\"",
            "result_of = \"bao-hiem\"",
            "linked[3].paper",
            "`after` phải có phần đó",
        ),
        (
            PROCEDURE,
            "papers_of = \"000.00.00.G15-KQ004389\"",
            "papers_of = \"giay-la\"",
            "linked[0].paper[0].papers_of",
            "không có thành phần “giay-la”",
        ),
        (
            PROCEDURE,
            "field = \"bao_hiem_co\", is",
            "field = \"bao_hiem\", is",
            "linked[2].when",
            "không có trường này",
        ),
        (
            PROCESS,
            "stage = \"linked\"",
            "stage = \"handle\"",
            "step",
            "cần đúng một bước có stage = \"linked\"",
        ),
        (PROCESS, "act = \"reject\"", "act = \"forward\"", "edge", "chỉ trả được những phần đã có"),
    ] {
        let errors = after(file, from, to);
        let found = errors.iter().find(|error| error.field == field && error.message.contains(message));
        let found = found.unwrap_or_else(|| panic!("{field}: {message}\n{}", report(&errors)));
        assert!(found.file == file && (found.line > 1 || file == PROCESS), "{found}");
    }
}
