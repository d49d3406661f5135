//! Filling a text in, and which texts may be kept: only slots of its kind; what the law wants said is said; a short line names nobody
//! (NĐ 224/2026/NĐ-CP, điểm g khoản 1 Điều 15; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).

use base::FieldError;

use super::plain;
use crate::model::{Channel, Kind, Slot, Template, Words};

/// The longest subject, the longest body of a long text and of a short one with its slots filled in: three parts of an SMS.
const SUBJECT: usize = 150;
const LONG: usize = 4000;
const SHORT: usize = 459;

/// A piece of a text.
enum Piece<'a> {
    Said(&'a str),
    Slot(&'a str),
}

/// The pieces of a text: what stands between braces is a slot; a brace alone is said as it is.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some((before, name, after)) = next(rest) {
        out.extend([Piece::Said(before), Piece::Slot(name)]);
        rest = after;
    }
    out.push(Piece::Said(rest));
    out
}

/// What stands before the first pair of braces without a brace in it, what stands in it, and what follows.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('{')?;
        let inside = &text[open + 1..];
        let brace = inside.find(['{', '}'])?;
        if inside[brace..].starts_with('}') {
            return Some((&text[..open], &inside[..brace], &inside[brace + 1..]));
        }
        from = open + 1 + brace;
    }
}

/// The text with its slots filled in; what nothing is known for stays empty. The link stays open.
pub(crate) fn fill(text: &str, words: &Words) -> String {
    let said = |piece: Piece<'_>| match piece {
        Piece::Said(text) => text.to_owned(),
        Piece::Slot(name) => match Slot::parse(name) {
            Some(Slot::Link) => "{lien_ket}".to_owned(),
            Some(slot) => words.get(&slot).cloned().unwrap_or_default(),
            None => format!("{{{name}}}"),
        },
    };
    pieces(text).into_iter().map(said).collect()
}

/// The text with its link put in.
pub(crate) fn fill_link(text: &str, link: &str) -> String {
    text.replace("{lien_ket}", link)
}

/// The text as a preview shows it.
pub(crate) fn sample(template: &Template, channel: Channel, link: &str) -> Template {
    let words: Words = Slot::ALL.iter().map(|slot| (*slot, slot.sample().to_owned())).collect();
    let filled = |text: &str| fill_link(&fill(text, &words), link);
    let body = filled(&template.body);
    let body = if channel == Channel::Sms { plain(&body) } else { body };
    Template { subject: filled(&template.subject), body }
}

/// Whether the installation may say it so.
///
/// # Errors
/// A sentence for each field that is wrong.
pub(crate) fn check(kind: Kind, channel: Channel, template: &Template) -> Result<(), Vec<FieldError>> {
    let mut errors = Vec::new();
    if channel.is_long() {
        length(&mut errors, "subject", "Tiêu đề", template.subject.trim(), SUBJECT);
        known(&mut errors, "subject", kind, channel, &template.subject);
        if names(&template.subject).any(|name| Slot::parse(name) == Some(Slot::Link)) {
            let message = "Tiêu đề không có đường dẫn; xin bỏ {lien_ket} hoặc chuyển xuống nội dung.";
            errors.push(FieldError::new("subject", message));
        }
    }
    let longest = if channel.is_long() { LONG } else { SHORT };
    length(&mut errors, "body", "Nội dung", template.body.trim(), longest);
    known(&mut errors, "body", kind, channel, &template.body);
    required(&mut errors, kind, channel, &template.body);
    let shown = sample(template, channel, "https://dichvucong.gov.vn/tra-cuu").body.chars().count();
    if !channel.is_long() && errors.is_empty() && shown > SHORT {
        errors.push(FieldError::new(
            "body",
            format!("Điền đủ thì lời này dài {shown} ký tự, tối đa {SHORT}. Xin rút ngắn."),
        ));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn length(errors: &mut Vec<FieldError>, field: &str, label: &str, text: &str, most: usize) {
    let length = text.chars().count();
    if length == 0 {
        errors.push(FieldError::new(field, format!("{label} còn trống. Xin nhập, hoặc dùng lời mẫu.")));
    } else if length > most {
        errors.push(FieldError::new(
            field,
            format!("{label} dài {length} ký tự, tối đa {most}. Xin rút ngắn."),
        ));
    }
}

fn known(errors: &mut Vec<FieldError>, field: &str, kind: Kind, channel: Channel, text: &str) {
    let offered = kind.slots();
    for name in names(text) {
        let message = match Slot::parse(name) {
            Some(slot) if !offered.contains(&slot) => {
                format!("Loại thông báo này không có {}; xin bỏ {{{name}}}.", slot.label())
            }
            Some(slot) if !channel.is_long() && !slot.is_open() => format!(
                "{} đi qua màn hình khóa và tổng đài, không nêu {}; xin bỏ {{{name}}}.",
                channel.label(),
                slot.label()
            ),
            Some(_) => continue,
            None => format!(
                "Không có chỗ điền {{{name}}}. Xin dùng một trong các chỗ điền được liệt kê bên cạnh, hoặc bỏ dấu ngoặc nhọn."
            ),
        };
        errors.push(FieldError::new(field, message));
        return;
    }
}

fn required(errors: &mut Vec<FieldError>, kind: Kind, channel: Channel, text: &str) {
    let there: Vec<_> = names(text).filter_map(Slot::parse).collect();
    let wanted: &[Slot] = if channel.is_long() { kind.by_law() } else { &[Slot::Agency] };
    let missing: Vec<_> = wanted.iter().filter(|slot| !there.contains(slot)).collect();
    if missing.is_empty() || errors.iter().any(|error| error.field == "body") {
        return;
    }
    let named: Vec<_> = missing.iter().map(|slot| format!("{} {{{}}}", slot.label(), slot.code())).collect();
    let message = format!(
        "Thông báo phải nêu {} (NĐ 224/2026/NĐ-CP, Điều 15). Xin thêm vào nội dung.",
        named.join(", ")
    );
    errors.push(FieldError::new("body", message));
}

/// The names between braces.
fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Slot(name) => Some(name),
        Piece::Said(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::default;
    use proptest::prelude::*;

    fn refusal(kind: Kind, channel: Channel, body: &str) -> String {
        let template = Template { subject: "Tiêu đề".into(), body: body.into() };
        check(kind, channel, &template).expect_err("refused").remove(0).message
    }

    #[test]
    fn every_text_of_the_program_may_be_kept_and_fits() {
        for kind in Kind::ALL {
            for channel in kind.channels() {
                let template = default(*kind, *channel);
                assert_eq!(check(*kind, *channel, &template), Ok(()), "{kind:?} {channel:?}");
                assert!(!sample(&template, *channel, "/x").body.contains('{'), "{kind:?} {channel:?}");
            }
        }
    }

    #[test]
    fn an_unknown_slot_is_named() {
        let said = refusal(Kind::Ready, Channel::Mail, "{co_quan} {ma_hoso}");
        assert!(said.contains("Không có chỗ điền {ma_hoso}"), "{said}");
    }

    #[test]
    fn what_the_law_wants_cannot_be_left_out() {
        let said = refusal(Kind::Received, Channel::Inbox, "Hồ sơ đã tiếp nhận, hẹn trả {hen_tra}.");
        assert!(
            said.contains("{co_quan}") && said.contains("{nguoi_phu_trach}") && said.contains("Điều 15"),
            "{said}"
        );
        assert!(!said.contains("{hen_tra}"), "{said}");
    }

    #[test]
    fn a_short_line_names_nobody() {
        let said = refusal(Kind::Ready, Channel::Sms, "{co_quan}: {nguoi_nop} có kết quả");
        assert!(said.contains("không nêu họ tên người nộp"), "{said}");
        let said = refusal(Kind::Ready, Channel::Zalo, &format!("{{co_quan}} {}", "a".repeat(455)));
        assert!(said.contains("ký tự, tối đa 459"), "{said}");
    }

    proptest! {
        #[test]
        fn what_is_filled_in_is_never_filled_again(value in "\\PC{0,30}", text in "\\PC{0,40}") {
            let words = Words::from([(Slot::Number, value.clone())]);
            let whole = format!("{text} {{ma_ho_so}}");
            prop_assert!(fill(&whole, &words).ends_with(&value));
            prop_assert_eq!(fill("Số {ma_ho_so}.", &words), format!("Số {value}."));
        }

        #[test]
        fn a_text_without_braces_is_said_as_it_is(text in "[^{}]{0,80}") {
            prop_assert_eq!(fill(&text, &Words::new()), text);
        }
    }
}
