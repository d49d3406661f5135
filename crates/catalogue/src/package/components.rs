//! Reading components, and the conditions under which they belong to a dossier.

use crate::form::Form;
use crate::model::{Case, Channel, Component, Condition, Source};
use crate::package::reader::Table;
use crate::package::terms::CHANNELS;

/// The file types a component may take, by extension.
const FILE_TYPES: [&str; 8] = ["pdf", "jpg", "jpeg", "png", "doc", "docx", "xls", "xlsx"];
/// What conditions may name.
pub(crate) struct Known<'a> {
    pub(crate) cases: &'a [Case],
    pub(crate) form: Option<&'a Form>,
}

pub(crate) fn components(top: &Table<'_, '_>, known: &Known<'_>, channels: &[Channel]) -> Vec<Component> {
    let mut out: Vec<Component> = Vec::new();
    for table in top.tables("component", 200) {
        let component = component(&table, known, channels);
        if out.iter().any(|one| one.code == component.code) {
            table.fail("code", format!("mã thành phần “{}” bị trùng", component.code));
        }
        table.done();
        out.push(component);
    }
    if out.is_empty() {
        top.fail("component", "cần ít nhất một thành phần hồ sơ [[component]], ít nhất là tờ khai");
    }
    out
}

fn component(table: &Table<'_, '_>, known: &Known<'_>, channels: &[Channel]) -> Component {
    let count = |key: &str| table.opt_int(key, 0..=20).and_then(|n| u8::try_from(n).ok()).unwrap_or(0);
    let (originals, copies) = (count("originals"), count("copies"));
    let required = table.flag("required", false);
    if originals == 0 && copies == 0 {
        let message = if required {
            "thành phần bắt buộc phải có ít nhất một bản chính hoặc bản sao"
        } else {
            "thành phần 0 bản chính và 0 bản sao là ghi chú, không phải giấy tờ; xin chuyển sang `notes`"
        };
        table.fail("originals", message);
    }
    let sources = table.codes("sources", "form, register, vault, earlier, upload", Source::parse);
    if sources.is_empty() {
        table.fail("sources", "thiếu nguồn của giấy tờ: form, register, vault, earlier hoặc upload");
    }
    let form_channels = table.codes("form_channels", CHANNELS, Channel::parse);
    if sources.contains(&Source::Form)
        && !channels.iter().any(|one| one.is_electronic())
        && form_channels.is_empty()
    {
        table
            .fail("sources", "nguồn form chỉ dùng cho thủ tục nộp được trực tuyến, hoặc kèm `form_channels`");
    }
    if !form_channels.is_empty() && !sources.contains(&Source::Form) {
        table.fail("form_channels", "chỉ dùng khi `sources` có form: tờ khai in từ biểu mẫu điện tử");
    }
    for channel in form_channels.iter().filter(|one| !channels.contains(one) || one.is_electronic()) {
        table.fail(
            "form_channels",
            format!("kênh {channel} không có trong `channels`, hoặc không cần ghi lại"),
        );
    }
    let register = table.opt_text("register", 200);
    if sources.contains(&Source::Register) && register.is_none() {
        table.fail("register", "nguồn register phải nói rõ cơ sở dữ liệu nào");
    }
    let types = FILE_TYPES.join(", ");
    let file_types =
        table.codes("file_types", &types, |text| FILE_TYPES.contains(&text).then(|| text.to_owned()));
    let uploads = sources.contains(&Source::Upload);
    if uploads && file_types.is_empty() {
        table.fail("file_types", format!("thiếu loại tệp được nhận: {types}"));
    }
    let limit = |key: &str, most: i64| {
        if uploads { table.int(key, 1..=most) } else { table.opt_int(key, 1..=most).unwrap_or(1) }
    };
    let (megabytes, files) = (limit("max_megabytes", 100), limit("max_files", 20));
    Component {
        code: table.text("code", 60),
        name: table.text("name", 500),
        hint: table.opt_text("hint", 1500),
        one_of: table.texts("one_of", 30, 500),
        originals,
        copies,
        required,
        shown_only: table.flag("shown_only", false),
        when: condition(table, "when", known),
        file_types,
        max_megabytes: u16::try_from(megabytes).unwrap_or(1),
        max_files: u8::try_from(files).unwrap_or(1),
        sources,
        register,
        form_channels,
    }
}

/// A condition whose fields, choices and cases exist.
pub(crate) fn condition(table: &Table<'_, '_>, key: &str, known: &Known<'_>) -> Option<Condition> {
    let condition = table.condition(key)?;
    for case in condition.cases() {
        if known.cases.iter().all(|one| one.code != case) {
            table.fail(key, format!("điều kiện nhắc đến trường hợp “{case}”, trường hợp này không có"));
        }
    }
    let Some(form) = known.form else { return Some(condition) };
    for name in condition.fields() {
        if form.field(name).is_none() {
            table.fail(key, format!("điều kiện nhắc đến trường “{name}”, biểu mẫu không có trường này"));
        }
    }
    for (name, value) in condition.compared() {
        let field = form.field(name).filter(|field| !field.options.is_empty());
        if field.is_some_and(|field| value.as_str().is_none_or(|value| field.choice(value).is_none())) {
            table.fail(key, format!("trường “{name}” không có lựa chọn {value}"));
        }
    }
    Some(condition)
}
