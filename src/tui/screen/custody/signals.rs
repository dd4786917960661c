//! Worries about people, with the day until which each is kept.

use crate::tui::{
    message::KeptSignal,
    shared::Shared,
    widget::{
        choices::{self, Choice},
        paper::Paper,
    },
};

pub(super) fn view(shared: &Shared, found: &[KeptSignal], focus: usize, paper: &mut Paper<'_>) {
    if found.is_empty() {
        paper.text(paper.theme.text, &shared.say("kluis-signalen-geen"));
        return;
    }
    paper.text(paper.theme.dim, &shared.say("kluis-signalen-uitleg"));
    paper.skip();
    let labels: Vec<(String, String)> = found
        .iter()
        .map(|signal| {
            let day = |day: jiff::civil::Date| day.strftime("%d-%m-%Y").to_string();
            let note = match signal.ends_on {
                Some(last) => shared.words.with("kluis-tot", &[("dag", &day(last))]),
                None => shared.say("kluis-signaal-open"),
            };
            (format!("{}  {}", day(signal.day), signal.about), note)
        })
        .collect();
    let shown: Vec<Choice<'_>> = labels.iter().map(Choice::from).collect();
    let rows = paper.rows_left().saturating_sub(2);
    choices::view(paper, &shared.words, &shown, Some(focus), rows);
}
