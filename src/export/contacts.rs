//! Contact points for an address book (vCard 4.0, RFC 6350): organisations and places, never people.
//!
//! Written here: the libraries for vCard bring the time zones of the world along, four megabytes of program for eight
//! kinds of line. The tests read the file back with one of them.

use std::io::{self, Write};

use crate::knowledge::Article;

/// The most bytes of a line; a longer one goes on in the next, after a blank (RFC 6350, 3.2).
const LONGEST_LINE: usize = 75;

/// Writes one vCard for each card that can be reached: by phone, e-mail, web or address.
///
/// # Errors
/// What `out` said.
pub fn write<'a>(
    articles: impl IntoIterator<Item = &'a Article>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for article in articles {
        let is_reached =
            !article.phone.is_empty() || article.email.is_some() || article.address.is_some();
        if is_reached {
            write_card(article, out)?;
        }
    }
    Ok(())
}

fn write_card(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let mut line = |name: &str, value: &str| out.write_all(folded(name, value).as_bytes());
    line("BEGIN", "VCARD")?;
    line("VERSION", "4.0")?;
    line("KIND", "org")?;
    line("UID", &format!("urn:balie:{}", article.id))?;
    line("FN", &escaped(&article.name))?;
    line("ORG", &escaped(&article.name))?;
    for phone in &article.phone {
        line("TEL", &escaped(phone))?;
    }
    if let Some(email) = &article.email {
        line("EMAIL", &escaped(email))?;
    }
    if let Some(web) = &article.web {
        line("URL", web)?;
    }
    if let Some(address) = &article.address {
        // An address is one line on a card; it goes into the part for the street, whole.
        line("ADR", &format!(";;{};;;;", escaped(address)))?;
    }
    if let Some(hours) = &article.hours {
        line("NOTE", &escaped(hours))?;
    }
    line("END", "VCARD")
}

/// A value with the letters that mean something in vCard made harmless (RFC 6350, 3.4).
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' | ',' | ';' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            _ => out.push(letter),
        }
    }
    out
}

/// One line, broken between letters where it is too long.
fn folded(name: &str, value: &str) -> String {
    let mut out = String::new();
    let mut used = 0;
    for letter in name.chars().chain([':']).chain(value.chars()) {
        if used + letter.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        used += letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
    out
}
