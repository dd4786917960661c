//! From an [`Article`] to the text of its card: the other way round of `card.rs`.
//!
//! A field that is empty is left out. Items lose line ends, for in the body each is a line. Begin reading at [`write`].

use std::fmt::{Display, Write};

use super::{Amount, Article, Law, PartialDate, Source, card::HEADINGS};
use crate::domain::ArticleId;

/// Writes one card.
pub(super) fn write(article: &Article) -> String {
    let mut front = Front(String::from("+++\n"));
    front.text("id", article.id.as_str());
    front.text("kind", article.kind.code());
    front.text("name", &article.name);
    front.texts("aka", &article.aka);
    front.texts("phone", &article.phone);
    front.date("phone_as_of", article.phone_as_of);
    front.some("email", article.email.as_deref());
    front.some("web", article.web.as_deref());
    front.some("address", article.address.as_deref());
    front.some("hours", article.hours.as_deref());
    front.some("opening_hours", article.opening_hours.as_deref());
    front.date("hours_as_of", article.hours_as_of);
    front.some("cost", article.cost.as_deref());
    front.some("upl", article.upl.as_deref());
    front.texts("domains", &article.domains);
    front.text("region", &article.region);
    let related: Vec<&str> = article.related.iter().map(ArticleId::as_str).collect();
    front.texts("related", &related);
    front.text("confidence", &article.confidence);
    front.bare("checked", article.checked);
    front.some("notes", article.notes.as_deref());
    article
        .amounts
        .iter()
        .for_each(|amount| front.amount(amount));
    article.law.iter().for_each(|law| front.law(law));
    article
        .sources
        .iter()
        .for_each(|source| front.source(source));
    let mut text = front.0 + "+++\n";
    let sections = [
        &article.facts,
        &article.who_for,
        &article.conditions,
        &article.how,
        &article.documents,
        &article.deadlines,
    ];
    for (heading, items) in HEADINGS.iter().zip(sections) {
        let items: Vec<String> = items.iter().map(|item| on_one_line(item)).collect();
        if items.iter().any(|item| !item.is_empty()) {
            add(&mut text, format_args!("\n## {heading}\n"));
        }
        for item in items.iter().filter(|item| !item.is_empty()) {
            add(&mut text, format_args!("- {item}\n"));
        }
    }
    text
}

/// The lines between the fences.
struct Front(String);

impl Front {
    fn text(&mut self, key: &str, value: &str) {
        add(&mut self.0, format_args!("{key} = {}\n", quoted(value)));
    }

    fn some(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn texts<T: AsRef<str>>(&mut self, key: &str, values: &[T]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| quoted(value.as_ref())).collect();
            add(
                &mut self.0,
                format_args!("{key} = [{}]\n", values.join(", ")),
            );
        }
    }

    /// A date that may be a year or a month stands between quotes.
    fn date(&mut self, key: &str, value: Option<PartialDate>) {
        if let Some(value) = value {
            self.text(key, &value.to_string());
        }
    }

    fn bare(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            add(&mut self.0, format_args!("{key} = {value}\n"));
        }
    }

    fn amount(&mut self, amount: &Amount) {
        self.0.push_str("\n[[amounts]]\n");
        self.text("label", &amount.label);
        self.bare("value", Some(amount.value));
        self.text("unit", &amount.unit);
        self.bare("valid_from", amount.valid_from);
        self.bare("valid_to", amount.valid_to);
        self.some("source", amount.source.as_deref());
    }

    fn law(&mut self, law: &Law) {
        self.0.push_str("\n[[law]]\n");
        self.text("name", &law.name);
        self.some("bwb_id", law.bwb_id.as_deref());
        self.some("article", law.article.as_deref());
    }

    fn source(&mut self, source: &Source) {
        self.0.push_str("\n[[sources]]\n");
        self.some("url", source.url.as_deref());
        self.text("title", &source.title);
        self.date("as_of", source.as_of);
    }
}

/// A text as TOML has it, on one line whatever it holds.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            letter if letter.is_control() => {
                add(&mut quoted, format_args!("\\u{:04X}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn on_one_line(item: &str) -> String {
    item.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writing to a text cannot fail.
fn add(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
}
