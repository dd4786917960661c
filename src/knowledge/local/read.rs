//! From the text of a file of local data to its entries, laid over those that stand already.
//!
//! Knows the form of the file, not cards. Begin reading at [`parse`].

use super::{Closure, Local, Neighbourhood, Partner, Place, StandbyRole, Subtheme};
use crate::{
    domain::{ArticleId, PlaceId, Problem, Theme},
    knowledge::{
        fields::{Fields, Report},
        hours,
    },
};

const LISTS: &[&str] = &[
    "places",
    "neighbourhoods",
    "subthemes",
    "ride_area",
    "partners",
    "standby",
    "closures",
    "authorities",
];

/// The longest name of a place that the top line of the screen has room for, in letters.
const LONGEST_PLACE: usize = 30;

/// Reads one file and lays it over `local`; nothing of a broken file is added.
pub(in crate::knowledge) fn parse(
    file: &str,
    text: &str,
    local: &mut Local,
) -> Result<(), Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut report = Report::new(file, text, 0);
    let mut fields = Fields::parse(text, &mut report);
    let read = Laying {
        places: PLACE.read(&mut fields, &mut report),
        neighbourhoods: NEIGHBOURHOOD.read(&mut fields, &mut report),
        subthemes: SUBTHEME.read(&mut fields, &mut report),
        ride_area: fields.texts("ride_area", &mut report),
        partners: PARTNER.read(&mut fields, &mut report),
        standby: STANDBY.read(&mut fields, &mut report),
        closures: CLOSURE.read(&mut fields, &mut report),
        authorities: fields.texts("authorities", &mut report),
    };
    fields.finish(&mut report, LISTS);
    let read = report.finish(read)?;

    PLACE.lay_over(&mut local.places, read.places);
    NEIGHBOURHOOD.lay_over(&mut local.neighbourhoods, read.neighbourhoods);
    SUBTHEME.lay_over(&mut local.subthemes, read.subthemes);
    PARTNER.lay_over(&mut local.partners, read.partners);
    STANDBY.lay_over(&mut local.standby, read.standby);
    CLOSURE.lay_over(&mut local.closures, read.closures);
    for site in read.authorities {
        if !local.authorities.contains(&site) {
            local.authorities.push(site);
        }
    }
    if !read.ride_area.is_empty() {
        local.ride_area = read.ride_area;
    }
    Ok(())
}

/// A file as it was read, to be laid over what stands.
struct Laying {
    places: Vec<Laid<Place>>,
    neighbourhoods: Vec<Laid<Neighbourhood>>,
    subthemes: Vec<Laid<Subtheme>>,
    ride_area: Vec<String>,
    partners: Vec<Laid<Partner>>,
    standby: Vec<Laid<StandbyRole>>,
    closures: Vec<Laid<Closure>>,
    authorities: Vec<String>,
}

/// The field of an entry that takes away what stands below it, in place of all fields that do not name it.
const REMOVED: &str = "verwijderd";

/// One sort of entry: the name of its list, its fields, how it is read and what names it.
struct Entry<T> {
    list: &'static str,
    fields: &'static [&'static str],
    read: fn(&mut Fields<'_>, &mut Report<'_>) -> Option<T>,
    /// The fields that name it, and their texts.
    named_by: &'static [&'static str],
    name: fn(&T) -> Vec<String>,
}

/// What a file does with one entry.
enum Laid<T> {
    /// It stands there.
    Put(T),
    /// The one with this name goes.
    Removed(Vec<String>),
}

impl<T> Entry<T> {
    fn read(&self, fields: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<Laid<T>> {
        let mut laid: Vec<Laid<T>> = Vec::new();
        for mut table in fields.tables(self.list, report) {
            if table.flag(REMOVED, report) {
                let name = self.named_by.iter().map(|field| table.plain(field));
                laid.push(Laid::Removed(name.collect()));
                table.finish(report, self.named_by);
                continue;
            }
            let entry = (self.read)(&mut table, report);
            let is_double = entry.as_ref().is_some_and(|new| {
                let name = (self.name)(new);
                laid.iter()
                    .any(|old| matches!(old, Laid::Put(old) if (self.name)(old) == name))
            });
            if is_double {
                report.at(
                    table.offset(),
                    table.name(self.fields.first().copied().unwrap_or_default()),
                    format!(
                        "this entry of `{}` stands here for the second time",
                        self.list
                    ),
                    "remove one of the two",
                );
            }
            laid.extend(entry.map(Laid::Put));
            table.finish(report, self.fields);
        }
        laid
    }

    /// An entry replaces the one of its name, in its place; a new one comes last; one that is removed goes.
    fn lay_over(&self, old: &mut Vec<T>, new: Vec<Laid<T>>) {
        for laid in new {
            match laid {
                Laid::Removed(name) => old.retain(|old| (self.name)(old) != name),
                Laid::Put(entry) => {
                    let name = (self.name)(&entry);
                    match old.iter_mut().find(|old| (self.name)(old) == name) {
                        Some(place) => *place = entry,
                        None => old.push(entry),
                    }
                }
            }
        }
    }
}

const PLACE: Entry<Place> = Entry {
    list: "places",
    fields: &["id", "name", "opening_hours", "hours", "phone"],
    read: |table, report| {
        let offset = table.offset_of("name");
        let place = Place {
            id: PlaceId::from(table.required_text("id", report)),
            name: table.required_text("name", report),
            opening_hours: table.optional("opening_hours", report, hours::remedy, hours::valid),
            hours: table.optional_text("hours", report),
            phone: table.optional_text("phone", report),
        };
        if place.name.chars().count() > LONGEST_PLACE {
            report.at(
                offset,
                table.name("name"),
                format!("`{}` is longer than {LONGEST_PLACE} letters", place.name),
                "use the name people say",
            );
        }
        Some(place)
    },
    named_by: &["id"],
    name: |entry| vec![entry.id.to_string()],
};

const NEIGHBOURHOOD: Entry<Neighbourhood> = Entry {
    list: "neighbourhoods",
    fields: &["id", "name"],
    read: |table, report| {
        Some(Neighbourhood {
            id: table.required_text("id", report),
            name: table.required_text("name", report),
        })
    },
    named_by: &["id"],
    name: |entry| vec![entry.id.clone()],
};

const SUBTHEME: Entry<Subtheme> = Entry {
    list: "subthemes",
    fields: &["theme", "id", "label"],
    read: |table, report| {
        let remedy = || {
            let codes: Vec<&str> = Theme::ALL.iter().map(|theme| theme.code()).collect();
            format!("use one of: {}", codes.join(", "))
        };
        let theme = table.required("theme", report, remedy, |code| code.parse().ok());
        let id = table.required_text("id", report);
        let label = table.required_text("label", report);
        Some(Subtheme {
            theme: theme?,
            id,
            label,
        })
    },
    named_by: &["theme", "id"],
    name: |subtheme| vec![subtheme.theme.code().to_owned(), subtheme.id.clone()],
};

const PARTNER: Entry<Partner> = Entry {
    list: "partners",
    fields: &["id", "role"],
    read: |table, report| {
        Some(Partner {
            id: ArticleId::from(table.required_text("id", report)),
            role: table.required_text("role", report),
        })
    },
    named_by: &["id"],
    name: |entry| vec![entry.id.to_string()],
};

const STANDBY: Entry<StandbyRole> = Entry {
    list: "standby",
    fields: &["id", "label", "phone"],
    read: |table, report| {
        Some(StandbyRole {
            id: table.required_text("id", report),
            label: table.required_text("label", report),
            phone: table.optional_text("phone", report),
        })
    },
    named_by: &["id"],
    name: |entry| vec![entry.id.clone()],
};

const CLOSURE: Entry<Closure> = Entry {
    list: "closures",
    fields: &["from", "to", "place", "reason"],
    read: |table, report| {
        let end = table.offset_of("to");
        let place = table.optional_text("place", report).map(PlaceId::from);
        let from = table.required_day("from", report);
        let to = table.required_day("to", report);
        let reason = table.required_text("reason", report);
        let (from, to) = (from?, to?);
        if to < from {
            report.at(
                end,
                table.name("to"),
                format!("the closure ends on {to}, before it begins on {from}"),
                "mend one of the two dates",
            );
        }
        Some(Closure {
            place,
            from,
            to,
            reason,
        })
    },
    named_by: &["place", "from"],
    name: |closure| {
        let place = closure.place.as_ref().map_or("", PlaceId::as_str);
        vec![place.to_owned(), closure.from.to_string()]
    },
};
