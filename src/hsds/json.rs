//! From JSON objects, each with all that belongs to it inside, to rows of tables.
//!
//! What stands twice in JSON is normal there (an organisation inside each of its services), so an id that is known is
//! passed over. Begin reading at [`add`].

use serde_json::{Map, Value};

use super::{
    profile::profile,
    table::{Row, Tables},
};

/// Lists of a service, and the column that links each back to it.
const OF_SERVICE: [&str; 5] = [
    "phones",
    "schedules",
    "required_documents",
    "service_areas",
    "languages",
];

/// Adds the services of a JSON file to the tables.
pub(super) fn add(file: &str, bytes: &[u8], tables: &mut Tables) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(error) => {
            let remedy = "look whether the file is whole, and save it in UTF-8";
            tables.tell(
                file,
                Some(error.line()),
                "",
                &format!("this is not JSON: {error}"),
                remedy,
            );
            return;
        }
    };
    let mut adding = Adding {
        file,
        tables,
        services: 0,
    };
    adding.any(&value, "");
    if adding.services == 0 {
        let remedy = "give a service, an organization with `services`, a list of them, or a page with `contents`";
        tables.tell(file, None, "", "there is no service in the file", remedy);
    }
}

struct Adding<'a> {
    file: &'a str,
    tables: &'a mut Tables,
    services: usize,
}

impl Adding<'_> {
    /// A service, an organisation, a list or a page.
    fn any(&mut self, value: &Value, within: &str) {
        if let Value::Array(list) = value {
            self.each(list, within, |adding, value, within| {
                adding.any(value, within);
            });
        }
        let Value::Object(object) = value else {
            return;
        };
        if let Some(Value::Array(list)) = object.get("contents") {
            self.each(list, &join(within, "contents"), |adding, value, within| {
                adding.any(value, within);
            });
        } else if object.contains_key("status") {
            self.service(object, within, None);
        } else if let Some(Value::Array(list)) = object.get("services") {
            self.row("organizations", object, within, &[]);
            let organization = object.get("id").and_then(Value::as_str);
            self.each(list, &join(within, "services"), |adding, value, within| {
                if let Value::Object(service) = value {
                    adding.service(service, within, organization);
                }
            });
        }
    }

    fn service(&mut self, object: &Map<String, Value>, within: &str, organization: Option<&str>) {
        self.services += 1;
        let id = text(object, "id");
        let mut of = organization.map(str::to_owned).unwrap_or_default();
        if let Some(Value::Object(inner)) = object.get("organization") {
            self.row("organizations", inner, &join(within, "organization"), &[]);
            of = text(inner, "id");
        }
        let known = text(object, "organization_id");
        let of = if known.is_empty() { of } else { known };
        self.row("services", object, within, &[("organization_id", &of)]);
        for list in OF_SERVICE {
            self.rows(list, object, within, "service_id", &id);
        }
        self.attributes(object, within, &id);
        self.list(
            "service_at_locations",
            object,
            within,
            |adding, at, within| {
                adding.at_location(at, within, &id);
            },
        );
    }

    fn at_location(&mut self, object: &Map<String, Value>, within: &str, service: &str) {
        let id = text(object, "id");
        let mut place = text(object, "location_id");
        if let Some(Value::Object(location)) = object.get("location") {
            place = text(location, "id");
            let within = join(within, "location");
            self.row("locations", location, &within, &[]);
            for list in ["addresses", "phones", "schedules"] {
                self.rows(list, location, &within, "location_id", &place);
            }
        }
        self.row(
            "service_at_location",
            object,
            within,
            &[("service_id", service), ("location_id", &place)],
        );
        for list in ["phones", "schedules"] {
            self.rows(list, object, within, "service_at_location_id", &id);
        }
    }

    fn attributes(&mut self, object: &Map<String, Value>, within: &str, service: &str) {
        self.list("attributes", object, within, |adding, attribute, within| {
            let mut term = text(attribute, "taxonomy_term_id");
            if let Some(Value::Object(inner)) = attribute.get("taxonomy_term") {
                term = text(inner, "id");
                adding.row("taxonomy_terms", inner, &join(within, "taxonomy_term"), &[]);
            }
            adding.row(
                "attributes",
                attribute,
                within,
                &[("link_id", service), ("taxonomy_term_id", &term)],
            );
        });
    }

    /// Every object of a list as a row that is linked to what it stands in.
    fn rows(
        &mut self,
        table: &str,
        object: &Map<String, Value>,
        within: &str,
        link: &str,
        id: &str,
    ) {
        self.list(table, object, within, |adding, inner, within| {
            adding.row(table, inner, within, &[(link, id)]);
        });
    }

    fn list(
        &mut self,
        key: &str,
        object: &Map<String, Value>,
        within: &str,
        mut each: impl FnMut(&mut Self, &Map<String, Value>, &str),
    ) {
        if let Some(Value::Array(list)) = object.get(key) {
            self.each(list, &join(within, key), |adding, value, within| {
                if let Value::Object(inner) = value {
                    each(adding, inner, within);
                }
            });
        }
    }

    fn each(
        &mut self,
        list: &[Value],
        within: &str,
        mut each: impl FnMut(&mut Self, &Value, &str),
    ) {
        for (index, value) in list.iter().enumerate() {
            each(self, value, &format!("{within}[{index}]"));
        }
    }

    /// The plain values of an object as a row; `links` fill what they stand in says.
    fn row(
        &mut self,
        table: &str,
        object: &Map<String, Value>,
        within: &str,
        links: &[(&str, &str)],
    ) {
        let Some(profile) = profile(table) else {
            return;
        };
        let id = text(object, "id");
        // A service that stands twice is a mistake; all else may be repeated where it belongs.
        if table != "services" && !id.is_empty() && self.tables.has(table, &id) {
            return;
        }
        let mut row = Row {
            file: self.file.to_owned(),
            within: within.to_owned(),
            ..Row::default()
        };
        for (key, value) in object {
            let cell = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => flag.to_string(),
                Value::Null | Value::Array(_) | Value::Object(_) => continue,
            };
            row.cells.insert(key.clone(), cell);
        }
        for (column, id) in links {
            row.cells.insert((*column).to_owned(), (*id).to_owned());
        }
        self.tables.add(profile, row);
    }
}

fn text(object: &Map<String, Value>, key: &str) -> String {
    object
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn join(within: &str, key: &str) -> String {
    if within.is_empty() {
        key.to_owned()
    } else {
        format!("{within}.{key}")
    }
}
