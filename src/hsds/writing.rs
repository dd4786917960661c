//! From cards to the tables of a data package.
//!
//! A card does not say which organisation runs it, so each service gets an organisation of its own name. Ids are made from
//! the id of the card, so that the same card has the same UUID in every export. Begin reading at [`package`].

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{
    hours,
    profile::{Form, PROFILE, Profile},
    reading::{
        BETWEEN, CARD_ID, CARD_SOURCE, OF_CARD, OF_CONFIDENCE, OF_DOMAIN, OF_KIND, OF_PRODUCT,
    },
};
use crate::knowledge::Article;

/// The files of a package.
pub(super) fn package(
    cards: &[Article],
    country: &str,
    province: &str,
) -> Result<BTreeMap<String, Vec<u8>>, csv::Error> {
    let mut writing = Writing {
        country,
        province,
        rows: BTreeMap::new(),
        terms: BTreeSet::new(),
    };
    for card in cards {
        writing.card(card);
    }
    let mut files = BTreeMap::new();
    for profile in PROFILE {
        let rows = writing.rows.remove(profile.name).unwrap_or_default();
        files.insert(format!("{}.csv", profile.name), csv_of(profile, &rows)?);
    }
    files.insert(
        "datapackage.json".to_owned(),
        format!("{:#}\n", descriptor()).into_bytes(),
    );
    Ok(files)
}

type Cells = BTreeMap<&'static str, String>;

struct Writing<'a> {
    country: &'a str,
    province: &'a str,
    rows: BTreeMap<&'static str, Vec<Cells>>,
    terms: BTreeSet<String>,
}

impl Writing<'_> {
    fn card(&mut self, card: &Article) {
        let service = uuid("service", card.id.as_str());
        let organization = uuid("organization", card.id.as_str());
        self.add(
            "organizations",
            &[
                ("id", &organization),
                ("name", &card.name),
                (
                    "description",
                    card.facts.first().map_or(&card.name, |fact| fact),
                ),
                ("email", card.email.as_deref().unwrap_or_default()),
                ("website", card.web.as_deref().unwrap_or_default()),
            ],
        );
        let mut who_for = card.who_for.join("\n");
        if !card.conditions.is_empty() {
            who_for = format!("{who_for}\n\n{}", card.conditions.join("\n"));
        }
        self.add(
            "services",
            &[
                ("id", &service),
                ("organization_id", &organization),
                ("name", &card.name),
                ("alternate_name", &card.aka.join("; ")),
                ("description", &card.facts.join("\n")),
                ("url", card.web.as_deref().unwrap_or_default()),
                ("email", card.email.as_deref().unwrap_or_default()),
                ("status", "active"),
                ("application_process", &card.how.join("\n")),
                ("fees_description", card.cost.as_deref().unwrap_or_default()),
                ("eligibility_description", &who_for),
                (
                    "assured_date",
                    &card.checked.map(|day| day.to_string()).unwrap_or_default(),
                ),
                ("alert", &card.deadlines.join("\n")),
            ],
        );
        self.contact(card, &service);
        self.hours(card, &service);
        for (number, document) in card.documents.iter().enumerate() {
            let id = uuid("document", &format!("{} {number}", card.id));
            self.add(
                "required_documents",
                &[
                    ("id", &id),
                    ("service_id", &service),
                    ("document", document),
                ],
            );
        }
        let area = uuid("area", card.id.as_str());
        self.add(
            "service_areas",
            &[
                ("id", &area),
                ("service_id", &service),
                ("name", &card.region),
            ],
        );
        self.attributes(card, &service);
    }

    fn contact(&mut self, card: &Article, service: &str) {
        for (number, phone) in card.phone.iter().enumerate() {
            let id = uuid("phone", &format!("{} {number}", card.id));
            let (digits, note) = phone
                .strip_suffix(')')
                .and_then(|phone| phone.split_once(" ("))
                .unwrap_or((phone, ""));
            self.add(
                "phones",
                &[
                    ("id", &id),
                    ("service_id", service),
                    ("number", digits),
                    ("type", "voice"),
                    ("description", note),
                ],
            );
        }
        let Some(address) = &card.address else {
            return;
        };
        let location = uuid("location", card.id.as_str());
        let at = uuid("service at location", card.id.as_str());
        let parts = split_address(address);
        // What is no street, postcode and town stays as it is written: HSDS would want the parts.
        let description = if parts.is_some() { "" } else { address };
        self.add(
            "locations",
            &[
                ("id", &location),
                ("location_type", "physical"),
                ("name", &card.name),
                ("description", description),
            ],
        );
        self.add(
            "service_at_location",
            &[
                ("id", &at),
                ("service_id", service),
                ("location_id", &location),
            ],
        );
        if let Some((street, postcode, city)) = parts {
            let (country, province) = (self.country.to_owned(), self.province.to_owned());
            self.add(
                "addresses",
                &[
                    ("id", &uuid("address", card.id.as_str())),
                    ("location_id", &location),
                    ("address_1", street),
                    ("city", city),
                    ("state_province", &province),
                    ("postal_code", &postcode),
                    ("country", &country),
                    ("address_type", "physical"),
                ],
            );
        }
    }

    fn hours(&mut self, card: &Article, service: &str) {
        let words = card.hours.as_deref().unwrap_or_default();
        let blocks = card
            .opening_hours
            .as_deref()
            .and_then(hours::to_blocks)
            .unwrap_or_default();
        if blocks.is_empty() && !words.is_empty() {
            let id = uuid("schedule", card.id.as_str());
            self.add(
                "schedules",
                &[("id", &id), ("service_id", service), ("description", words)],
            );
        }
        for (number, block) in blocks.iter().enumerate() {
            let clock = |minutes: u16| format!("{:02}:{:02}:00", minutes / 60 % 24, minutes % 60);
            self.add(
                "schedules",
                &[
                    ("id", &uuid("schedule", &format!("{} {number}", card.id))),
                    ("service_id", service),
                    ("freq", "WEEKLY"),
                    ("interval", "1"),
                    ("byday", &block.byday()),
                    ("opens_at", &clock(block.opens)),
                    ("closes_at", &clock(block.closes)),
                    ("description", words),
                ],
            );
        }
    }

    fn attributes(&mut self, card: &Article, service: &str) {
        let mut number = 0;
        let mut tell = |writing: &mut Self, term: &Term<'_>, value: &str| {
            let id = uuid("attribute", &format!("{} {number}", card.id));
            number += 1;
            let term = writing.term(term);
            writing.add(
                "attributes",
                &[
                    ("id", &id),
                    ("link_id", service),
                    ("link_entity", "service"),
                    ("taxonomy_term_id", &term),
                    ("value", value),
                ],
            );
        };
        tell(
            self,
            &Term::new(OF_CARD, CARD_ID, "Id of the card"),
            card.id.as_str(),
        );
        tell(
            self,
            &Term::new(OF_KIND, card.kind.code(), "Kind of card"),
            card.kind.code(),
        );
        tell(
            self,
            &Term::new(OF_CONFIDENCE, &card.confidence, "Confidence of the editor"),
            &card.confidence,
        );
        for domain in &card.domains {
            tell(self, &Term::new(OF_DOMAIN, domain, "Area of life"), domain);
        }
        for source in &card.sources {
            let as_of = source
                .as_of
                .map(|date| date.to_string())
                .unwrap_or_default();
            let url = source.url.as_deref().unwrap_or_default();
            let value = [as_of.as_str(), url, &source.title].join(BETWEEN);
            tell(
                self,
                &Term::new(OF_CARD, CARD_SOURCE, "Date, address and title of a source"),
                &value,
            );
        }
        if let Some(uri) = &card.upl {
            let code = uri.rsplit('/').next().unwrap_or(uri);
            let term = Term {
                uri,
                ..Term::new(OF_PRODUCT, code, "Uniform product name")
            };
            tell(self, &term, code);
        }
    }

    /// The id of a term, which is added the first time.
    fn term(&mut self, term: &Term<'_>) -> String {
        let id = uuid(term.taxonomy, &format!("{} {}", term.code, term.uri));
        if self.terms.insert(id.clone()) {
            self.add(
                "taxonomy_terms",
                &[
                    ("id", &id),
                    ("code", term.code),
                    ("name", term.code),
                    ("description", term.description),
                    ("taxonomy", term.taxonomy),
                    ("term_uri", term.uri),
                ],
            );
        }
        id
    }

    fn add(&mut self, table: &'static str, cells: &[(&'static str, &str)]) {
        let row = cells
            .iter()
            .map(|(column, cell)| (*column, (*cell).to_owned()))
            .collect();
        self.rows.entry(table).or_default().push(row);
    }
}

/// A term of a taxonomy.
struct Term<'a> {
    taxonomy: &'static str,
    code: &'a str,
    description: &'a str,
    uri: &'a str,
}

impl<'a> Term<'a> {
    fn new(taxonomy: &'static str, code: &'a str, description: &'a str) -> Self {
        Self {
            taxonomy,
            code,
            description,
            uri: "",
        }
    }
}

/// The street, the postcode and the town of `Straat 1, 1823 AB Alkmaar`.
fn split_address(address: &str) -> Option<(&str, String, &str)> {
    let (street, town) = address.rsplit_once(", ")?;
    let mut parts = town.splitn(3, ' ');
    let (digits, letters, city) = (parts.next()?, parts.next()?, parts.next()?);
    let is_postcode = digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && letters.len() == 2
        && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    is_postcode.then(|| (street, format!("{digits} {letters}"), city))
}

/// A UUID of version 8 (RFC 9562): the hash of what it stands for.
fn uuid(what: &str, of: &str) -> String {
    let hash = Sha256::digest(format!("balie {what} {of}"));
    let number = hash
        .iter()
        .take(16)
        .fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    let number = number & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let hex = format!("{number:032x}");
    let mut groups = Vec::new();
    let mut rest = hex.as_str();
    for length in [8, 4, 4, 4, 12] {
        let (group, tail) = rest.split_at(length);
        groups.push(group);
        rest = tail;
    }
    groups.join("-")
}

fn columns(profile: &Profile) -> Vec<&'static str> {
    let forms = profile.forms.iter().map(|(column, _)| *column);
    let mut all: Vec<&str> = profile.required.to_vec();
    for column in forms.chain(profile.others.iter().copied()) {
        if !all.contains(&column) {
            all.push(column);
        }
    }
    all
}

fn csv_of(profile: &Profile, rows: &[Cells]) -> Result<Vec<u8>, csv::Error> {
    let columns = columns(profile);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns)?;
    for row in rows {
        writer.write_record(
            columns
                .iter()
                .map(|column| row.get(column).map_or("", String::as_str)),
        )?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// `datapackage.json`: the tables, their columns, and what points where.
fn descriptor() -> serde_json::Value {
    let type_of = |profile: &Profile, column: &str| {
        let form = profile
            .forms
            .iter()
            .find(|(name, _)| *name == column)
            .map(|(_, form)| *form);
        match form {
            Some(Form::Date) => "date",
            Some(Form::Number) => "number",
            Some(Form::Time | Form::Uuid | Form::Moment | Form::OneOf(_)) | None => "string",
        }
    };
    let resource = |profile: &Profile| {
        let fields: Vec<_> = columns(profile)
            .into_iter()
            .map(|column| {
                let is_required = profile.required.contains(&column);
                json!({ "name": column, "type": type_of(profile, column), "constraints": { "required": is_required } })
            })
            .collect();
        let links: Vec<_> = [
            ("organization_id", "organizations"),
            ("service_id", "services"),
            ("location_id", "locations"),
            ("taxonomy_term_id", "taxonomy_terms"),
        ]
        .into_iter()
        .filter(|(column, _)| columns(profile).contains(column))
        .map(|(column, table)| json!({ "fields": column, "reference": { "resource": table, "fields": "id" } }))
        .collect();
        json!({
            "name": profile.name,
            "path": format!("{}.csv", profile.name),
            "profile": "tabular-data-resource",
            "format": "csv",
            "encoding": "utf-8",
            "schema": { "fields": fields, "primaryKey": "id", "foreignKeys": links },
        })
    };
    let resources: Vec<_> = PROFILE.iter().map(resource).collect();
    json!({
        "name": "human_services_data",
        "profile": "tabular-data-package",
        "resources": resources,
    })
}
