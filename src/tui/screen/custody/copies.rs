//! When the last backups were made, in days: a stick that is not in is not spoken of as if it were.

use jiff::civil::Date;

use crate::tui::{
    message::{Copies, OnStick},
    screen::talk::days_away,
    shared::Shared,
    widget::paper::Paper,
};

pub(super) fn view(shared: &Shared, paper: &mut Paper<'_>, copies: Copies) {
    let theme = paper.theme;
    let made = |name: &str, day: Date| {
        let day = days_away(shared, day);
        shared.words.with(name, &[("dag", &day)])
    };
    paper.skip();
    match copies.here {
        Some(day) => paper.text(theme.text, &made("kluis-kopie-hier", day)),
        None => paper.text(theme.doubt, &shared.say("kluis-kopie-hier-niet")),
    }
    match copies.on_stick {
        OnStick::Last(day) => paper.text(theme.text, &made("kluis-kopie-stick", day)),
        OnStick::Nothing => paper.text(theme.doubt, &shared.say("kluis-kopie-stick-niet")),
        OnStick::Away => paper.text(theme.dim, &shared.say("kluis-kopie-stick-weg")),
    }
}
