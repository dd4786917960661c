//! From an [`Article`] to the text of its file: what `card.rs` reads, so that a card mended on a screen is a file like
//! those an editor writes. Begin reading at [`write`].

use std::fmt::{Arguments, Display, Write};

use super::{Amount, Article, Law, Source, card::HEADINGS};
use crate::domain::ArticleId;

/// The text of a card. Reading it gives the same card.
pub(super) fn write(article: &Article) -> String {
    // Every field is named, so that one that is added cannot be forgotten here.
    let Article {
        id,
        kind,
        name,
        aka,
        facts,
        who_for,
        conditions,
        amounts,
        how,
        documents,
        deadlines,
        phone,
        phone_as_of,
        email,
        web,
        address,
        hours,
        opening_hours,
        hours_as_of,
        cost,
        law,
        upl,
        related,
        domains,
        region,
        sources,
        confidence,
        checked,
        notes,
        file: _,
    } = article;
    let mut front = Front(String::from("+++\n"));
    front.text("id", id.as_str());
    front.text("kind", kind.code());
    front.text("name", name);
    front.texts("aka", aka.iter().map(String::as_str));
    front.texts("phone", phone.iter().map(String::as_str));
    front.maybe("phone_as_of", phone_as_of.as_ref());
    front.maybe("email", email.as_ref());
    front.maybe("web", web.as_ref());
    front.maybe("address", address.as_ref());
    front.maybe("hours", hours.as_ref());
    front.maybe("opening_hours", opening_hours.as_ref());
    front.maybe("hours_as_of", hours_as_of.as_ref());
    front.maybe("cost", cost.as_ref());
    front.maybe("upl", upl.as_ref());
    front.texts("domains", domains.iter().map(String::as_str));
    front.text("region", region);
    front.texts("related", related.iter().map(ArticleId::as_str));
    front.text("confidence", confidence);
    front.bare("checked", checked.as_ref());
    front.maybe("notes", notes.as_ref());
    for amount in amounts {
        front.amount(amount);
    }
    for law in law {
        front.law(law);
    }
    for source in sources {
        front.source(source);
    }
    let mut text = front.0;
    text.push_str("+++\n");
    let sections = [facts, who_for, conditions, how, documents, deadlines];
    for (heading, items) in HEADINGS.iter().zip(sections) {
        if items.is_empty() {
            continue;
        }
        put(&mut text, format_args!("\n## {heading}\n"));
        for item in items {
            put(&mut text, format_args!("- {item}\n"));
        }
    }
    text
}

/// Adds to a text. Writing to memory cannot fail.
fn put(text: &mut String, more: Arguments<'_>) {
    let written = text.write_fmt(more);
    debug_assert!(written.is_ok());
}

/// The front matter, as it grows.
struct Front(String);

impl Front {
    fn line(&mut self, key: &str, value: impl Display) {
        put(&mut self.0, format_args!("{key} = {value}\n"));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(key, toml::Value::from(text));
    }

    fn maybe(&mut self, key: &str, value: Option<&impl ToString>) {
        if let Some(value) = value {
            self.text(key, &value.to_string());
        }
    }

    /// A day or a number, without quotes.
    fn bare(&mut self, key: &str, value: Option<&impl Display>) {
        if let Some(value) = value {
            self.line(key, value);
        }
    }

    fn texts<'a>(&mut self, key: &str, texts: impl Iterator<Item = &'a str>) {
        let texts: Vec<&str> = texts.collect();
        if !texts.is_empty() {
            self.line(key, toml::Value::from(texts));
        }
    }

    fn table(&mut self, list: &str) {
        put(&mut self.0, format_args!("\n[[{list}]]\n"));
    }

    fn amount(&mut self, amount: &Amount) {
        self.table("amounts");
        self.text("label", &amount.label);
        self.line("value", amount.value);
        self.text("unit", &amount.unit);
        self.bare("valid_from", amount.valid_from.as_ref());
        self.bare("valid_to", amount.valid_to.as_ref());
        self.maybe("source", amount.source.as_ref());
    }

    fn law(&mut self, law: &Law) {
        self.table("law");
        self.text("name", &law.name);
        self.maybe("bwb_id", law.bwb_id.as_ref());
        self.maybe("article", law.article.as_ref());
    }

    fn source(&mut self, source: &Source) {
        self.table("sources");
        self.maybe("url", source.url.as_ref());
        self.text("title", &source.title);
        self.maybe("as_of", source.as_of.as_ref());
    }
}
