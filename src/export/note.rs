//! The resident's note (*afsprakenbriefje*) as a paper: large type, plain words, no name.

use super::{
    long_day,
    sheet::{Piece, Sheet},
    template::Template,
};
use crate::domain::Note;

/// Makes the paper; its parts stand in the order of the template, and a part without words is left out.
#[must_use]
pub fn note_sheet(note: &Note, template: &Template) -> Sheet {
    let name = if template.name.is_empty() {
        &note.place
    } else {
        &template.name
    };
    let mut pieces = Vec::new();
    for part in &template.parts {
        for section in note.sections.iter().filter(|one| one.part == *part) {
            pieces.push(Piece::Heading(section.heading.clone()));
            pieces.extend(section.lines.iter().cloned().map(Piece::Text));
        }
        if part == "web" {
            pieces.extend(note.web.iter().cloned().map(Piece::Web));
        }
    }
    Sheet {
        logo: template.logo.clone(),
        title: template.title.clone(),
        subtitle: format!("{name}, {}", long_day(note.day)),
        is_large: true,
        colour: template.colour,
        pieces,
        foot: template.foot.clone(),
    }
}
