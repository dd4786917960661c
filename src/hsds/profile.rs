//! The minimal profile: which tables and columns we read and write, and the form of each.
//!
//! Data of the specification (HSDS 3.0, May 2024), not what a service is. Begin reading at [`PROFILE`].

use jiff::civil::Date;

/// A table of the profile.
#[derive(Debug)]
pub(super) struct Profile {
    /// Its name, which is that of its file without extension.
    pub(super) name: &'static str,
    /// Columns that must be there and filled in.
    pub(super) required: &'static [&'static str],
    /// Columns with a form of their own, checked where they are filled in.
    pub(super) forms: &'static [(&'static str, Form)],
    /// Every other column we know.
    pub(super) others: &'static [&'static str],
    /// Without this table there are no cards.
    pub(super) is_needed: bool,
}

/// What a cell must look like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    Uuid,
    Date,
    Moment,
    Time,
    Number,
    OneOf(&'static [&'static str]),
}

use Form::{Date as Day, Moment, Number, OneOf, Time, Uuid};

/// The minimal profile, in the order in which a reader needs them.
pub(super) const PROFILE: &[Profile] = &[
    Profile {
        name: "organizations",
        required: &["id", "name", "description"],
        forms: &[("id", Uuid)],
        others: &["email", "website"],
        is_needed: true,
    },
    Profile {
        name: "services",
        required: &["id", "organization_id", "name", "status"],
        forms: &[
            ("id", Uuid),
            ("organization_id", Uuid),
            (
                "status",
                OneOf(&["active", "inactive", "defunct", "temporarily closed"]),
            ),
            ("minimum_age", Number),
            ("maximum_age", Number),
            ("assured_date", Day),
            ("last_modified", Moment),
        ],
        others: &[
            "alternate_name",
            "description",
            "url",
            "email",
            "application_process",
            "fees_description",
            "eligibility_description",
            "assurer_email",
            "alert",
        ],
        is_needed: true,
    },
    Profile {
        name: "locations",
        required: &["id", "location_type"],
        forms: &[
            ("id", Uuid),
            ("location_type", OneOf(&["physical", "postal", "virtual"])),
            ("latitude", Number),
            ("longitude", Number),
        ],
        others: &["name", "description"],
        is_needed: false,
    },
    Profile {
        name: "service_at_location",
        required: &["id", "service_id", "location_id"],
        forms: &[("id", Uuid), ("service_id", Uuid), ("location_id", Uuid)],
        others: &[],
        is_needed: false,
    },
    Profile {
        name: "addresses",
        required: &[
            "id",
            "address_1",
            "city",
            "state_province",
            "postal_code",
            "country",
            "address_type",
        ],
        forms: &[
            ("id", Uuid),
            ("location_id", Uuid),
            ("address_type", OneOf(&["physical", "postal", "virtual"])),
        ],
        others: &["address_2"],
        is_needed: false,
    },
    Profile {
        name: "phones",
        required: &["id", "number"],
        forms: &[
            ("id", Uuid),
            ("service_id", Uuid),
            ("location_id", Uuid),
            ("organization_id", Uuid),
            ("service_at_location_id", Uuid),
        ],
        others: &["type", "description"],
        is_needed: false,
    },
    Profile {
        name: "schedules",
        required: &["id"],
        forms: &[
            ("id", Uuid),
            ("service_id", Uuid),
            ("location_id", Uuid),
            ("service_at_location_id", Uuid),
            ("valid_from", Day),
            ("valid_to", Day),
            ("dtstart", Day),
            ("freq", OneOf(&["WEEKLY", "MONTHLY"])),
            ("interval", Number),
            ("opens_at", Time),
            ("closes_at", Time),
        ],
        others: &["byday", "bymonthday", "description"],
        is_needed: false,
    },
    Profile {
        name: "required_documents",
        required: &["id"],
        forms: &[("id", Uuid), ("service_id", Uuid)],
        others: &["document"],
        is_needed: false,
    },
    Profile {
        name: "service_areas",
        required: &["id"],
        forms: &[("id", Uuid), ("service_id", Uuid)],
        others: &["name"],
        is_needed: false,
    },
    Profile {
        name: "languages",
        required: &["id"],
        forms: &[("id", Uuid), ("service_id", Uuid)],
        others: &["code"],
        is_needed: false,
    },
    Profile {
        name: "taxonomy_terms",
        required: &["id", "name", "description"],
        forms: &[("id", Uuid), ("parent_id", Uuid)],
        others: &["code", "taxonomy", "term_uri"],
        is_needed: false,
    },
    Profile {
        name: "attributes",
        required: &["id", "link_id", "taxonomy_term_id"],
        forms: &[("id", Uuid), ("link_id", Uuid), ("taxonomy_term_id", Uuid)],
        others: &["link_entity", "value"],
        is_needed: false,
    },
];

/// The profile of a table.
pub(super) fn profile(name: &str) -> Option<&'static Profile> {
    PROFILE.iter().find(|profile| profile.name == name)
}

impl Form {
    /// Whether a cell has this form; if not, what to write.
    pub(super) fn check(self, cell: &str) -> Result<(), String> {
        let (is_right, remedy) = match self {
            Self::Uuid => (
                is_uuid(cell),
                "write a UUID, such as ac148810-d857-441c-9679-408f346de14b".to_owned(),
            ),
            Self::Date => (
                date(cell).is_some(),
                "write year, month and day, the year in four digits: 2026-01-31".to_owned(),
            ),
            Self::Moment => (
                cell.split_once(['T', ' '])
                    .map_or(cell, |(day, _)| day)
                    .parse::<Date>()
                    .is_ok(),
                "write the day and the time as 2026-01-31T09:00:00Z, the year in four digits"
                    .to_owned(),
            ),
            Self::Time => (
                time(cell).is_some(),
                "write hours and minutes: 09:00 or 09:00:00".to_owned(),
            ),
            Self::Number => (
                cell.parse::<f64>().is_ok_and(f64::is_finite),
                "write a number with a point, such as 18 or 52.63".to_owned(),
            ),
            Self::OneOf(known) => (
                known.contains(&cell),
                format!("use one of: {}", known.join(", ")),
            ),
        };
        if is_right { Ok(()) } else { Err(remedy) }
    }
}

/// A day in full; a moment counts as its day.
pub(super) fn date(cell: &str) -> Option<Date> {
    let day = cell.split_once('T').map_or(cell, |(day, _)| day);
    // `26-01-31` would be a day of the year 26.
    if day.len() == 10 {
        day.parse().ok()
    } else {
        None
    }
}

/// Hours and minutes of `10:00:00`, `10:00` or `09:00:00Z`. A zone is passed over: the samples of the specification have
/// both, and mean the clock on the wall.
pub(super) fn time(cell: &str) -> Option<(u8, u8)> {
    let clock = cell.strip_suffix('Z').unwrap_or(cell);
    let clock = clock.split_once('+').map_or(clock, |(clock, _)| clock);
    let mut parts = clock.split(':');
    let mut next = |most: u8| {
        let part = parts.next()?;
        let is_pair = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse()
            .ok()
            .filter(|number| is_pair && *number <= most)
    };
    let (hour, minute) = (next(24)?, next(59)?);
    let is_day = hour < 24 || minute == 0;
    is_day.then_some((hour, minute))
}

fn is_uuid(cell: &str) -> bool {
    let groups: Vec<&str> = cell.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
