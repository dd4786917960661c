//! The rides of a day (*rittenlijst*): a paper for the driver, and appointments for a calendar.
//!
//! Names, phone numbers and addresses are not in it: they stand in the vault, and on the ride slip a person writes.

use jiff::civil::{Date, Time};

use super::{
    Labels, label, long_day,
    sheet::{Piece, Sheet},
    template::Template,
};
use crate::domain::{Answer, Enquiry, EnquiryId, Outcome};

/// One ride that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ride {
    /// The enquiry.
    pub id: EnquiryId,
    /// The day of the ride.
    pub day: Date,
    /// When the passenger must be there; none when it was not said.
    pub time: Option<Time>,
    /// From where: a neighbourhood or a place.
    pub from: String,
    /// Where to.
    pub to: String,
    /// The code of how the passenger goes back; empty when it was not said.
    pub back: String,
    /// How it stands.
    pub outcome: Outcome,
}

impl Ride {
    /// The ride in an enquiry; none when it is no ride that goes on, or has no day.
    #[must_use]
    pub fn of(enquiry: &Enquiry) -> Option<Self> {
        let goes_on = match enquiry.outcome {
            Outcome::Ongoing | Outcome::Matched | Outcome::ArrangedTogether => true,
            Outcome::Answered
            | Outcome::Referred
            | Outcome::HandedOver
            | Outcome::Standby
            | Outcome::Unsolved
            | Outcome::Stopped => false,
        };
        if enquiry.withdrawn || enquiry.route.as_str() != "rit" || !goes_on {
            return None;
        }
        let text = |field: &str| match enquiry.answers.get(field) {
            Some(Answer::Text(text) | Answer::One(text)) => text.clone(),
            _ => String::new(),
        };
        let day = match enquiry.answers.get("datum") {
            Some(Answer::Date(day)) => *day,
            _ => return None,
        };
        let time = match enquiry.answers.get("tijd") {
            Some(Answer::Time(time)) => Some(*time),
            _ => None,
        };
        Some(Self {
            id: enquiry.id,
            day,
            time,
            from: text("van"),
            to: text("naar"),
            back: text("terug"),
            outcome: enquiry.outcome,
        })
    }
}

/// The rides of a day in order of time; those without a time last.
#[must_use]
pub fn rides_of(day: Date, enquiries: &[Enquiry]) -> Vec<Ride> {
    let mut rides: Vec<Ride> = enquiries.iter().filter_map(Ride::of).collect();
    rides.retain(|ride| ride.day == day);
    rides.sort_by_key(|ride| (ride.time.is_none(), ride.time, ride.id));
    rides
}

/// Makes the paper of a day.
#[must_use]
pub fn rides_sheet(
    day: Date,
    place: &str,
    rides: &[Ride],
    labels: &Labels,
    template: &Template,
) -> Sheet {
    let mut pieces = Vec::new();
    if rides.is_empty() {
        pieces.push(Piece::Text("Er zijn geen ritten op deze dag.".to_owned()));
    } else {
        let head = ["Tijd", "Van", "Naar", "Terug", "Stand"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        rows.extend(rides.iter().map(|ride| {
            let time = ride
                .time
                .map_or_else(|| "?".to_owned(), |time| time.strftime("%H:%M").to_string());
            vec![
                time,
                ride.from.clone(),
                ride.to.clone(),
                label(labels, "terug", &ride.back).to_owned(),
                label(labels, Outcome::FIELD, ride.outcome.code()).to_owned(),
            ]
        }));
        pieces.push(Piece::Table {
            columns: vec![
                (0.1, false),
                (0.25, false),
                (0.25, false),
                (0.2, false),
                (0.2, false),
            ],
            rows,
        });
        pieces.push(Piece::Text(
            "Namen, adressen en telefoon staan op de ritbriefjes.".to_owned(),
        ));
    }
    let name = if template.name.is_empty() {
        place
    } else {
        &template.name
    };
    Sheet {
        logo: template.logo.clone(),
        title: format!("Ritten van {}", long_day(day)),
        subtitle: name.to_owned(),
        is_large: false,
        colour: template.colour,
        pieces,
        foot: template.foot.clone(),
    }
}
