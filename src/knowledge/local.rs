//! The local data of a desk: `assets/lokaal/*.toml` and its overlay.
//!
//! Plain values; how they are read stands in `local/read.rs`. Begin reading at [`Local`].

mod read;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{ArticleId, PlaceId, Theme};

pub(super) use read::parse;

/// Everything local that is not a card.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Local {
    /// Places where a desk can be.
    pub places: Vec<Place>,
    /// Neighbourhoods a resident can come from.
    pub neighbourhoods: Vec<Neighbourhood>,
    /// Subthemes of each theme.
    pub subthemes: Vec<Subtheme>,
    /// Names of the areas inside which Max-Mobiel rides.
    pub ride_area: Vec<String>,
    /// Partners of the desk.
    pub partners: Vec<Partner>,
    /// Roles that can be on standby.
    pub standby: Vec<StandbyRole>,
    /// Days a place is closed.
    pub closures: Vec<Closure>,
    /// Sites on which an authority speaks for itself, such as `overheid.nl`.
    pub authorities: Vec<String>,
}

/// A place where a desk can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The id of its card.
    pub id: PlaceId,
    /// Its name on the screen, at most 30 letters.
    pub name: String,
    /// Hours in OSM syntax.
    pub opening_hours: Option<String>,
    /// Hours in words.
    pub hours: Option<String>,
    /// The desk's own phone.
    pub phone: Option<String>,
}

/// A neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbourhood {
    /// Stable code.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A subtheme of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subtheme {
    /// The theme it belongs to.
    pub theme: Theme,
    /// Stable code.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// A partner of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The id of its card.
    pub id: ArticleId,
    /// What it does for the desk, in a few words.
    pub role: String,
}

/// A role that can be on standby (*achterwacht*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandbyRole {
    /// Stable code.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The number to call; from a card or the coordinator.
    pub phone: Option<String>,
}

/// Days a place is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The place; none when all are closed.
    pub place: Option<PlaceId>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why, in a few words.
    pub reason: String,
}
