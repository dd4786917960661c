//! From the text of a card to an [`Article`]: TOML front matter between `+++` lines, then Markdown.
//!
//! Knows the form of a card, not other cards or files. Begin reading at [`parse`].
//!
//! What a coordinator writes as sentences stands in the body under fixed headings, so that a card is
//! mended as plain text; what must be typed (dates, amounts, numbers to dial) stands in front.

use super::{
    Amount, Article, Kind, Law, Source,
    control::has_control,
    fields::{Fields, Report},
    hours,
};
use crate::domain::{ArticleId, Problem};

const FENCE: &str = "+++";

const FIELDS: &[&str] = &[
    "id",
    "kind",
    "name",
    "aka",
    "phone",
    "phone_as_of",
    "email",
    "web",
    "address",
    "hours",
    "opening_hours",
    "hours_as_of",
    "cost",
    "upl",
    "domains",
    "region",
    "related",
    "confidence",
    "checked",
    "notes",
    "amounts",
    "law",
    "sources",
];

/// The headings a card may have, and the list each fills.
pub(super) const HEADINGS: [&str; 6] = [
    "Wat is het",
    "Voor wie",
    "Voorwaarden",
    "Zo regelt u het",
    "Meenemen",
    "Let op",
];

/// Reads one card.
pub(super) fn parse(file: &str, text: &str) -> Result<Article, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parts = match split(text) {
        Ok(parts) => parts,
        Err(what) => {
            let mut report = Report::new(file, text, 0);
            report.at(
                0,
                "",
                what,
                "begin the file with a line `+++`, then the fields, then a line `+++`",
            );
            return Err(report.into_problems());
        }
    };
    let mut report = Report::new(file, parts.front, 1);
    let [facts, who_for, conditions, how, documents, deadlines] =
        read_body(parts.body, parts.body_line, &mut report);
    if facts.is_empty() {
        report.at_line(
            Some(parts.body_line),
            "Wat is het",
            "the card does not say what it is about",
            "write a line `## Wat is het` and below it one sentence a line, each after `- `",
        );
    }

    let mut fields = Fields::parse(parts.front, &mut report);
    let id = read_id(file, &mut fields, &mut report);
    let kinds = || format!("use one of: {}", Kind::ALL.map(Kind::code).join(", "));
    let kind = fields.required("kind", &mut report, kinds, |code| code.parse().ok());
    let article = Article {
        id,
        kind: kind.unwrap_or(Kind::Dienst),
        name: fields.required_text("name", &mut report),
        aka: fields.texts("aka", &mut report),
        facts,
        who_for,
        conditions,
        amounts: read_amounts(&mut fields, &mut report),
        how,
        documents,
        deadlines,
        phone: read_phones(&mut fields, &mut report),
        phone_as_of: fields.optional_date("phone_as_of", &mut report),
        email: fields.optional_text("email", &mut report),
        web: fields.optional_text("web", &mut report),
        address: fields.optional_text("address", &mut report),
        hours: fields.optional_text("hours", &mut report),
        opening_hours: fields.optional("opening_hours", &mut report, hours::remedy, hours::valid),
        hours_as_of: fields.optional_date("hours_as_of", &mut report),
        cost: fields.optional_text("cost", &mut report),
        law: read_laws(&mut fields, &mut report),
        upl: fields.optional(
            "upl",
            &mut report,
            || "copy the address (URI) of the product name from the list, as in \"http://standaarden.overheid.nl/owms/terms/huurtoeslag\"".to_owned(),
            |text| is_address(text).then(|| text.to_owned()),
        ),
        related: fields
            .texts("related", &mut report)
            .into_iter()
            .map(ArticleId::from)
            .collect(),
        domains: fields.texts("domains", &mut report),
        region: fields.required_text("region", &mut report),
        sources: read_sources(&mut fields, &mut report),
        confidence: fields
            .required(
                "confidence",
                &mut report,
                || "use one of: high, medium, low".to_owned(),
                |text| matches!(text, "high" | "medium" | "low").then(|| text.to_owned()),
            )
            .unwrap_or_default(),
        checked: fields.optional_day("checked", &mut report),
        notes: fields.optional_text("notes", &mut report),
        file: file.to_owned(),
    };
    fields.finish(&mut report, FIELDS);
    report.finish(article)
}

/// The parts of a card and the line on which the body begins.
struct Parts<'a> {
    front: &'a str,
    body: &'a str,
    body_line: usize,
}

fn split(text: &str) -> Result<Parts<'_>, &'static str> {
    let (opening, rest) = text.split_once('\n').unwrap_or((text, ""));
    if opening.trim_end() != FENCE {
        return Err("the card has no front matter");
    }
    let mut at = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        if line.trim_end() == FENCE
            && let (Some(front), Some(body)) = (rest.get(..at), rest.get(at + line.len()..))
        {
            return Ok(Parts {
                front,
                body,
                body_line: 3 + number,
            });
        }
        at += line.len();
    }
    Err("the front matter has no end")
}

fn read_id(file: &str, fields: &mut Fields<'_>, report: &mut Report<'_>) -> ArticleId {
    let offset = fields.offset_of("id");
    let id = fields.required_text("id", report);
    let is_slug = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_slug(&id) {
        report.at(
            offset,
            "id",
            format!("`{id}` is not an id"),
            "use only small letters, digits and hyphens, as in `huurtoeslag`",
        );
    }
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    if is_slug(&id) && !id.is_empty() && id != stem {
        report.at(
            offset,
            "id",
            format!("the id `{id}` differs from the file name `{stem}`"),
            format!("write `id = \"{stem}\"` or call the file `{id}.md`"),
        );
    }
    ArticleId::from(id)
}

/// Whether a text is a web address in full, without blanks.
fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

fn read_phones(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<String> {
    let offset = fields.offset_of("phone");
    let phones = fields.texts("phone", report);
    for phone in &phones {
        let digits = phone.bytes().filter(u8::is_ascii_digit).count();
        if digits < 3 {
            report.at(
                offset,
                "phone",
                format!("`{phone}` is not a number that can be dialled"),
                "write it as it is dialled, as in \"072 511 73 11\"; words may follow between brackets",
            );
        }
    }
    phones
}

fn read_amounts(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<Amount> {
    fields
        .tables("amounts", report)
        .into_iter()
        .map(|mut entry| {
            let end = entry.offset_of("valid_to");
            let amount = Amount {
                label: entry.required_text("label", report),
                value: entry.required_number("value", report),
                unit: entry.required_text("unit", report),
                valid_from: entry.optional_day("valid_from", report),
                valid_to: entry.optional_day("valid_to", report),
                source: Some(entry.required_text("source", report)),
            };
            if let (Some(from), Some(to)) = (amount.valid_from, amount.valid_to)
                && to < from
            {
                report.at(
                    end,
                    entry.name("valid_to"),
                    format!("the amount ends on {to}, before it begins on {from}"),
                    "mend one of the two dates",
                );
            }
            entry.finish(
                report,
                &["label", "value", "unit", "valid_from", "valid_to", "source"],
            );
            amount
        })
        .collect()
}

fn read_laws(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<Law> {
    fields
        .tables("law", report)
        .into_iter()
        .map(|mut entry| {
            let law = Law {
                name: entry.required_text("name", report),
                bwb_id: entry.optional_text("bwb_id", report),
                article: entry.optional_text("article", report),
            };
            entry.finish(report, &["name", "bwb_id", "article"]);
            law
        })
        .collect()
}

fn read_sources(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<Source> {
    let sources: Vec<Source> = fields
        .tables("sources", report)
        .into_iter()
        .map(|mut entry| {
            let source = Source {
                url: entry.optional_text("url", report),
                title: entry.required_text("title", report),
                as_of: entry.optional_date("as_of", report),
            };
            entry.finish(report, &["url", "title", "as_of"]);
            source
        })
        .collect();
    if sources.is_empty() {
        report.absent(
            fields.offset(),
            "sources",
            "the card names no source",
            "add `[[sources]]` with `title`, and `url` and `as_of` where known",
        );
    }
    sources
}

/// Reads the sections of the body, in the order of [`HEADINGS`].
///
/// An item begins with `- `, `* ` or `1. `; a line below it that has no such mark belongs to it. A
/// paragraph without a mark is an item too, so that nothing a coordinator writes is lost.
fn read_body(body: &str, first_line: usize, report: &mut Report<'_>) -> [Vec<String>; 6] {
    let mut sections: [Vec<String>; 6] = Default::default();
    let mut seen = [false; 6];
    let mut stray = Vec::new();
    let mut current: Option<usize> = None;
    let mut is_open = false;
    for (index, line) in body.lines().enumerate() {
        let line_number = Some(first_line + index);
        let line = line.trim();
        if has_control(line) {
            report.at_line(
                line_number,
                "",
                "the line holds a character that cannot be shown",
                "type the line again instead of pasting it",
            );
        }
        if line.is_empty() {
            is_open = false;
            continue;
        }
        if line.starts_with('#') {
            let title = line.strip_prefix("## ").map_or(line, str::trim);
            current = HEADINGS.iter().position(|heading| *heading == title);
            is_open = false;
            let is_first = current
                .and_then(|at| seen.get_mut(at))
                .is_none_or(|seen| !std::mem::replace(seen, true));
            if current.is_none() {
                report.at_line(
                    line_number,
                    title,
                    format!("the heading `{title}` is not known"),
                    format!("use one of: ## {}", HEADINGS.join(", ## ")),
                );
            } else if !is_first {
                report.at_line(
                    line_number,
                    title,
                    format!("the heading `{title}` stands here for the second time"),
                    "move the lines below it to the first one",
                );
            }
            continue;
        }
        if current.is_none() && !seen.contains(&true) && stray.is_empty() {
            report.at_line(
                line_number,
                "",
                "there is text before the first heading",
                "put it under a line `## Wat is het`",
            );
        }
        let items = current
            .and_then(|at| sections.get_mut(at))
            .unwrap_or(&mut stray);
        match (strip_mark(line), items.last_mut()) {
            (None, Some(item)) if is_open => {
                item.push(' ');
                item.push_str(line);
            }
            (item, _) => items.push(item.unwrap_or(line).to_owned()),
        }
        is_open = true;
    }
    sections
}

/// The text after `- `, `* ` or `1. `; none when the line has no such mark.
fn strip_mark(line: &str) -> Option<&str> {
    let after_number = || {
        let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
        rest.strip_prefix(". ").filter(|_| rest.len() < line.len())
    };
    line.strip_prefix("- ")
        .or_else(|| line.strip_prefix("* "))
        .or_else(after_number)
        .map(str::trim_start)
}
