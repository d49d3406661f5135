//! The installation's own texts as a file for another installation: `thong-bao/loi-thong-bao.toml`, one entry each.

use base::Ctx;
use db::{Read, Tx};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use web::{Outcome, Refused, SettingFile, Settings, Taken};

use crate::actions::{SetText, set_text};
use crate::error::Error;
use crate::model::{Channel, Kind, Template, Version};
use crate::{queries, store};

/// What this context hands over.
pub(crate) const SETTINGS: Settings =
    Settings { folder: "thong-bao", label: "Lời thông báo", usual: true, write, take };

#[derive(Serialize)]
struct Written {
    text: Vec<Text>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    kind: String,
    channel: String,
    first: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    subject: String,
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    text: Vec<Spanned<Text>>,
}

fn write(rx: &mut Read, ctx: &Ctx) -> Result<Vec<SettingFile>, Refused> {
    let texts = queries::texts_to_hand_over(rx, ctx)?;
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let one = |(kind, channel, it): (Kind, Channel, Version)| Text {
        kind: kind.code().to_owned(),
        channel: channel.code().to_owned(),
        first: it.first.to_string(),
        last: it.last.map(|day| day.to_string()),
        subject: it.template.subject,
        body: it.template.body,
    };
    let written = Written { text: texts.into_iter().map(one).collect() };
    let text = toml::to_string_pretty(&written).map_err(|error| Error::Stored(error.to_string()))?;
    Ok(vec![SettingFile::new("loi-thong-bao.toml", text)])
}

fn take(tx: &mut Tx, ctx: &Ctx, files: &[SettingFile]) -> Result<Vec<Taken>, Refused> {
    let mut out = Vec::new();
    for file in files {
        let sent: Sent = match toml::from_str(&file.text) {
            Ok(sent) => sent,
            Err(error) => {
                let line = error.span().map_or(1, |span| file.line_of(span.start));
                out.push(file.unread(line, error.message()));
                continue;
            }
        };
        for one in sent.text {
            let line = file.line_of(one.span().start);
            let one = one.into_inner();
            let label = Kind::parse(&one.kind).map_or(one.kind.as_str(), |kind| kind.label());
            let over = Channel::parse(&one.channel).map_or(one.channel.as_str(), |channel| channel.label());
            let what = format!("{label}, {over}");
            out.push(Taken::new(file, what, set(tx, ctx, one)?).at(line));
        }
    }
    Ok(out)
}

fn set(tx: &mut Tx, ctx: &Ctx, one: Text) -> Result<Outcome, Refused> {
    let wrong = |what: &str| Ok(Outcome::Wrong(format!("{what} Xin sửa tệp.")));
    let (Some(kind), Some(channel)) = (Kind::parse(&one.kind), Channel::parse(&one.channel)) else {
        return wrong("Loại thông báo hoặc kênh không có trong danh mục.");
    };
    let (Ok(first), Ok(last)) =
        (one.first.parse::<Date>(), one.last.map(|day| day.parse::<Date>()).transpose())
    else {
        return wrong("Ngày phải có dạng 2026-07-01.");
    };
    let template = Template { subject: one.subject, body: one.body };
    let today = ctx.now.date();
    let known = store::text::history(tx, kind, channel)?;
    let holds = |it: &&Version| it.last.is_none_or(|last| last >= today);
    if known.iter().filter(holds).any(|it| it.template == template && it.last == last) {
        return Ok(Outcome::Same);
    }
    let replaces = known.iter().any(|it| holds(&it));
    match set_text(tx, &ctx.step(), &SetText { kind, channel, template, first: first.max(today), last }) {
        Ok(()) if replaces => Ok(Outcome::Changed),
        Ok(()) => Ok(Outcome::Added),
        Err(error) => Refused::sentence(error).map(Outcome::Wrong),
    }
}
