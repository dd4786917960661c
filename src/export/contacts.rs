//! Contact points for an address book (vCard 4.0, RFC 6350): organisations and places, never people.

use std::io::{self, Write};

use calcard::vcard::{VCard, VCardEntry, VCardProperty, VCardValue, VCardVersion};

use crate::knowledge::Article;

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
        if !is_reached {
            continue;
        }
        let mut text = String::new();
        card_of(article)
            .write_to(&mut text, VCardVersion::V4_0)
            .map_err(io::Error::other)?;
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn card_of(article: &Article) -> VCard {
    let text = |name: VCardProperty, value: &str| {
        VCardEntry::new(name).with_value(VCardValue::Text(value.to_owned()))
    };
    let mut entries = vec![
        text(VCardProperty::Version, "4.0"),
        text(VCardProperty::Kind, "org"),
        text(VCardProperty::Uid, &format!("urn:balie:{}", article.id)),
        text(VCardProperty::Fn, &article.name),
        text(VCardProperty::Org, &article.name),
    ];
    for phone in &article.phone {
        entries.push(text(VCardProperty::Tel, phone));
    }
    if let Some(email) = &article.email {
        entries.push(text(VCardProperty::Email, email));
    }
    if let Some(web) = &article.web {
        entries.push(text(VCardProperty::Url, web));
    }
    if let Some(address) = &article.address {
        // An address is one line on a card; it goes into the part for the street, whole.
        let parts = ["", "", address, "", "", "", ""];
        let parts = parts.map(|part| VCardValue::Text(part.to_owned()));
        entries.push(VCardEntry::new(VCardProperty::Adr).with_values(parts.to_vec()));
    }
    if let Some(hours) = &article.hours {
        entries.push(text(VCardProperty::Note, hours));
    }
    VCard { entries }
}
