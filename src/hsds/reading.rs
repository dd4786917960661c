//! From tables to cards: which column becomes which field.
//!
//! | HSDS | card |
//! |---|---|
//! | `name`, `alternate_name` | name, other names (between `;`) |
//! | `description` | Wat is het, a line each |
//! | `eligibility_description` | Voor wie; after an empty line Voorwaarden |
//! | `application_process`, `required_documents`, `alert` | Zo regelt u het, Meenemen, Let op |
//! | `fees_description`, `url`, `email`, `phones`, `addresses` | cost, web, e-mail, phones, address |
//! | `schedules` | opening hours where they are hours a week, else their words |
//! | `assured_date` | checked |
//! | `minimum_age`, `maximum_age`, `languages` | notes for the editor |
//! | `attributes` of the taxonomies below | id, kind, areas of life, sources, confidence, product name |
//!
//! Begin reading at [`cards`].

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::{
    Import, hours,
    profile::date,
    table::{Row, Tables},
    text::{lines, on_one_line, slug, some},
};
use crate::{
    domain::ArticleId,
    knowledge::{self, Article, Kind, PartialDate, Source},
};

/// The taxonomies our own export writes; see `writing.rs`.
pub(super) const OF_CARD: &str = "balie";
pub(super) const OF_KIND: &str = "balie-kind";
pub(super) const OF_DOMAIN: &str = "balie-domain";
pub(super) const OF_CONFIDENCE: &str = "balie-confidence";
pub(super) const OF_PRODUCT: &str = "UPL";

/// Codes of the terms of [`OF_CARD`].
pub(super) const CARD_ID: &str = "id";
pub(super) const CARD_SOURCE: &str = "source";

/// Between the parts of a source in one value.
pub(super) const BETWEEN: &str = "|";

/// The largest card, in bytes; most have two thousand, and a pack takes no larger one.
const MOST_CARD: usize = 100_000;

/// The longest name of an area that serves as the region of a card, in letters.
const LONGEST_REGION: usize = 30;

/// The longest explanation that stands behind a phone number, in letters.
const LONGEST_PHONE_NOTE: usize = 40;

/// A card for each sound, active service.
pub(super) fn cards(mut tables: Tables, today: Date) -> Import {
    let mut import = Import::default();
    let mut ids: HashSet<ArticleId> = HashSet::new();
    drop_loose_rows(&mut tables);
    let links = Links::of(&tables);
    let mut wrong = Vec::new();
    for service in tables.rows("services") {
        let organization = service.get("organization_id");
        if !tables.has("organizations", organization) {
            let what = format!("there is no organization {organization}");
            wrong.push(vec![service.problem(
                "organization_id",
                what,
                "add it to organizations, or mend the id",
            )]);
            continue;
        }
        // The organisation was there and wrong: it was told, and its services go with it.
        let Some(organization) = links.organizations.get(organization) else {
            continue;
        };
        if service.get("status") != "active" {
            import.inactive += 1;
            continue;
        }
        let card = links.card(service, organization, today);
        let text = knowledge::write_article(&card);
        if text.len() > MOST_CARD {
            let what = format!("the card would have {} bytes", text.len());
            wrong.push(vec![service.problem(
                "description",
                what,
                "shorten the texts; a card fits on one page",
            )]);
            continue;
        }
        match knowledge::parse_article(&format!("{}.md", card.id), &text) {
            Ok(_) if !ids.insert(card.id.clone()) => {
                let what = format!("another service is the card `{}` too", card.id);
                wrong.push(vec![service.problem(
                    "id",
                    what,
                    "give one of the two another id",
                )]);
            }
            Ok(mut sound) => {
                sound.file.clone_from(&service.file);
                import.cards.push(sound);
            }
            Err(found) => wrong.push(
                found
                    .into_iter()
                    .map(|found| service.problem(column_of(&found.field), found.what, found.remedy))
                    .collect(),
            ),
        }
    }
    for problems in wrong {
        tables.skip(problems);
    }
    import.cards.sort_by(|a, b| a.id.cmp(&b.id));
    tables
        .problems
        .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    import.problems = tables.problems;
    import.skipped = tables.skipped;
    import
}

/// Tells of rows that point at a service or a location that does not exist.
fn drop_loose_rows(tables: &mut Tables) {
    let linked = [
        "phones",
        "schedules",
        "required_documents",
        "service_areas",
        "languages",
        "service_at_location",
    ];
    let mut loose = Vec::new();
    for table in linked {
        for row in tables.rows(table) {
            for (column, target) in [("service_id", "services"), ("location_id", "locations")] {
                let id = row.get(column);
                if !id.is_empty() && !tables.has(target, id) {
                    let remedy = format!("add it to {target}, or mend the id");
                    loose.push(row.problem(
                        column,
                        format!("nothing in {target} has the id {id}"),
                        remedy,
                    ));
                }
            }
        }
    }
    for problem in loose {
        tables.skip(vec![problem]);
    }
}

/// The column a person must mend for a field of the card.
fn column_of(field: &str) -> &str {
    match field {
        "phone" => "phones",
        "opening_hours" => "schedules",
        "checked" => "assured_date",
        "Wat is het" => "description",
        other => other,
    }
}

/// Rows by what they belong to.
struct Links<'t> {
    organizations: HashMap<&'t str, &'t Row>,
    locations: HashMap<&'t str, &'t Row>,
    terms: HashMap<&'t str, &'t Row>,
    /// By table and link: the rows.
    of: HashMap<(&'static str, &'static str, &'t str), Vec<&'t Row>>,
}

impl<'t> Links<'t> {
    fn of(tables: &'t Tables) -> Self {
        let by_id = |table| {
            tables
                .rows(table)
                .iter()
                .map(|row| (row.get("id"), row))
                .collect()
        };
        let mut of: HashMap<_, Vec<&Row>> = HashMap::new();
        for (table, column) in [
            ("service_at_location", "service_id"),
            ("addresses", "location_id"),
            ("phones", "service_id"),
            ("phones", "service_at_location_id"),
            ("phones", "location_id"),
            ("phones", "organization_id"),
            ("schedules", "service_id"),
            ("schedules", "service_at_location_id"),
            ("schedules", "location_id"),
            ("required_documents", "service_id"),
            ("service_areas", "service_id"),
            ("languages", "service_id"),
            ("attributes", "link_id"),
        ] {
            for row in tables
                .rows(table)
                .iter()
                .filter(|row| !row.get(column).is_empty())
            {
                of.entry((table, column, row.get(column)))
                    .or_default()
                    .push(row);
            }
        }
        Self {
            organizations: by_id("organizations"),
            locations: by_id("locations"),
            terms: by_id("taxonomy_terms"),
            of,
        }
    }

    fn rows<'a>(&'a self, table: &'static str, column: &'static str, id: &'a str) -> &'a [&'t Row] {
        self.of.get(&(table, column, id)).map_or(&[], Vec::as_slice)
    }

    /// Rows of the service itself; else of its place at a location; else of the location.
    fn nearest(&self, table: &'static str, service: &Row) -> Vec<&'t Row> {
        let own = self.rows(table, "service_id", service.get("id"));
        if !own.is_empty() {
            return own.to_vec();
        }
        let at = self.rows("service_at_location", "service_id", service.get("id"));
        let all = |column, of: &str| -> Vec<&'t Row> {
            at.iter()
                .flat_map(|row| self.rows(table, column, row.get(of)))
                .copied()
                .collect()
        };
        let there = all("service_at_location_id", "id");
        if there.is_empty() {
            all("location_id", "location_id")
        } else {
            there
        }
    }

    fn card(&self, service: &Row, organization: &Row, today: Date) -> Article {
        let attributes = self.attributes(service);
        let with = |taxonomy: &'static str| {
            attributes
                .iter()
                .filter(move |one| one.taxonomy == taxonomy)
        };
        let own_id = with(OF_CARD)
            .find(|one| one.code == CARD_ID)
            .map(|one| one.value);
        let schedules = self.nearest("schedules", service);
        // Untrimmed: the empty line may come first.
        let eligible = service
            .cells
            .get("eligibility_description")
            .map_or("", String::as_str);
        let eligible = eligible.replace("\r\n", "\n");
        let (who, conditions) = eligible.split_once("\n\n").unwrap_or((&eligible, ""));
        let who_for = lines(who);
        let (region, area) = self.region(service);
        let either = |a: &str, b: &str| some(if a.is_empty() { b } else { a });
        let facts = lines(service.get("description"));
        let assured = date(service.get("assured_date"));
        Article {
            id: ArticleId::from(own_id.map_or_else(|| stranger_id(service), str::to_owned)),
            kind: with(OF_KIND)
                .find_map(|one| one.code.parse().ok())
                .unwrap_or(Kind::Dienst),
            name: on_one_line(service.get("name")),
            aka: service
                .get("alternate_name")
                .split(';')
                .map(on_one_line)
                .filter(|name| !name.is_empty())
                .collect(),
            facts: if facts.is_empty() {
                lines(organization.get("description"))
            } else {
                facts
            },
            who_for: who_for.into_iter().chain(area).collect(),
            conditions: lines(conditions),
            amounts: Vec::new(),
            how: lines(service.get("application_process")),
            documents: self.texts("required_documents", "document", service),
            deadlines: lines(service.get("alert")),
            phone: self.phones(service),
            phone_as_of: None,
            email: either(service.get("email"), organization.get("email")),
            web: either(service.get("url"), organization.get("website")),
            address: self.address(service),
            hours: words_of(&schedules),
            opening_hours: hours::from_rows(&schedules, today),
            hours_as_of: None,
            cost: some(&on_one_line(service.get("fees_description"))),
            law: Vec::new(),
            upl: with(OF_PRODUCT).find_map(|one| some(one.uri)),
            related: Vec::new(),
            domains: with(OF_DOMAIN).map(|one| one.code.to_owned()).collect(),
            region,
            sources: sources(
                with(OF_CARD).filter(|one| one.code == CARD_SOURCE),
                service,
                organization,
            ),
            confidence: with(OF_CONFIDENCE)
                .map(|one| one.code.to_owned())
                .next()
                .unwrap_or_else(|| if assured.is_some() { "medium" } else { "low" }.to_owned()),
            checked: assured,
            notes: self.notes(service),
            file: service.file.clone(),
        }
    }

    fn attributes(&self, service: &Row) -> Vec<Attribute<'t>> {
        let rows = self.rows("attributes", "link_id", service.get("id"));
        rows.iter()
            .filter_map(|row| {
                let term = self.terms.get(row.get("taxonomy_term_id"))?;
                Some(Attribute {
                    taxonomy: term.get("taxonomy"),
                    code: term.get("code"),
                    uri: term.get("term_uri"),
                    value: row.get("value"),
                })
            })
            .collect()
    }

    fn texts(&self, table: &'static str, column: &str, service: &Row) -> Vec<String> {
        let rows = self.rows(table, "service_id", service.get("id"));
        rows.iter()
            .map(|row| on_one_line(row.get(column)))
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn phones(&self, service: &Row) -> Vec<String> {
        let mut rows = self.nearest("phones", service);
        if rows.is_empty() {
            rows = self
                .rows("phones", "organization_id", service.get("organization_id"))
                .to_vec();
        }
        let voices = rows
            .iter()
            .filter(|row| !row.get("type").eq_ignore_ascii_case("fax"));
        voices
            .map(|row| {
                // One sample of the specification has quotes inside the quotes.
                let number = row.get("number").trim_matches('"').trim();
                let note = on_one_line(row.get("description"));
                if note.is_empty() || note.chars().count() > LONGEST_PHONE_NOTE {
                    number.to_owned()
                } else {
                    format!("{number} ({note})")
                }
            })
            .collect()
    }

    fn address(&self, service: &Row) -> Option<String> {
        let at = self.rows("service_at_location", "service_id", service.get("id"));
        let place = at.first()?.get("location_id");
        let addresses = self.rows("addresses", "location_id", place);
        let Some(address) = addresses
            .iter()
            .find(|row| row.get("address_type") == "physical")
            .or(addresses.first())
        else {
            return some(&on_one_line(self.locations.get(place)?.get("description")));
        };
        let town = format!("{} {}", address.get("postal_code"), address.get("city"));
        let parts = [
            address.get("address_1"),
            address.get("address_2"),
            town.trim(),
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(parts.join(", "))
    }

    /// The region of the card, and the area in words when it is too long for that.
    fn region(&self, service: &Row) -> (String, Option<String>) {
        let areas = self.texts("service_areas", "name", service);
        match areas.first() {
            Some(area) if area.chars().count() <= LONGEST_REGION => (slug(area), None),
            Some(area) => ("elders".to_owned(), Some(area.clone())),
            None => ("elders".to_owned(), None),
        }
    }

    fn notes(&self, service: &Row) -> Option<String> {
        let columns = ["minimum_age", "maximum_age", "assurer_email"];
        let cells = columns
            .iter()
            .filter(|column| !service.get(column).is_empty());
        let mut notes: Vec<String> = cells
            .map(|column| format!("{column}: {}", service.get(column)))
            .collect();
        let languages = self.texts("languages", "code", service);
        if !languages.is_empty() {
            notes.push(format!("languages: {}", languages.join(", ")));
        }
        some(&notes.join("; "))
    }
}

/// What an attribute says of a service.
struct Attribute<'t> {
    taxonomy: &'t str,
    code: &'t str,
    uri: &'t str,
    value: &'t str,
}

/// The sources our own export wrote; for others the organisation, its page and the last date it gives.
fn sources<'t>(
    own: impl Iterator<Item = &'t Attribute<'t>>,
    service: &Row,
    organization: &Row,
) -> Vec<Source> {
    let own: Vec<Source> = own
        .filter_map(|one| {
            let mut parts = one.value.splitn(3, BETWEEN);
            let (as_of, url, title) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Source {
                url: some(url),
                title: title.trim().to_owned(),
                as_of: as_of.trim().parse().ok(),
            })
        })
        .collect();
    if !own.is_empty() {
        return own;
    }
    let day = |column| {
        let cell: &str = service.get(column);
        cell.split_once(['T', ' '])
            .map_or(cell, |(day, _)| day)
            .parse::<PartialDate>()
            .ok()
    };
    let url = [service.get("url"), organization.get("website")]
        .into_iter()
        .find(|url| !url.is_empty());
    vec![Source {
        url: url.map(str::to_owned),
        title: format!(
            "{} (Open Referral HSDS)",
            on_one_line(organization.get("name"))
        ),
        as_of: day("assured_date").or_else(|| day("last_modified")),
    }]
}

/// An id of its own for a service that has none of ours: the same at each import, and never that of another card.
fn stranger_id(service: &Row) -> String {
    let start: String = service.get("id").chars().take(8).collect();
    let name: String = slug(service.get("name")).chars().take(40).collect();
    format!("hsds-{}-{}", name.trim_matches('-'), start.to_lowercase())
}

/// The words of the hours: each description once.
fn words_of(schedules: &[&Row]) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for row in schedules {
        let said = on_one_line(row.get("description"));
        if !said.is_empty() && !words.contains(&said) {
            words.push(said);
        }
    }
    some(&words.join("; "))
}
