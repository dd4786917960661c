//! What a resident may see of a talk: the question as its author wrote it, and the answers one can choose.

use crate::{
    route::FieldKind,
    tui::{screen::together::Sight, shared::Shared},
};

use super::Talk;

impl Talk {
    /// The question on the screen for two readers; nothing of the check page, which holds what was typed.
    #[must_use]
    pub fn sight(&self, shared: &Shared) -> Sight {
        let Some(question) = self.walk.question() else {
            return Sight::Nothing;
        };
        let is_many = matches!(question.kind, FieldKind::SelectMultiple(_));
        let choices = self.walk.choices(question).into_iter().map(|choice| {
            let tick = is_many.then(|| self.ticked.contains(&choice.name));
            (choice.label.clone(), tick)
        });
        // A label that names other fields holds their answers by now; for two readers it stays as it was written.
        let label = if question.wording.is_some() {
            let route = shared.library.routes.get(&self.walk.session().route);
            let field = route.and_then(|route| route.field(question.name.as_str()));
            field.map_or_else(String::new, |field| without_answers(&field.label))
        } else {
            question.label.clone()
        };
        Sight::Question(label, choices.collect())
    }
}

/// A label as it was written, with dots where an answer would stand.
fn without_answers(label: &str) -> String {
    let mut parts = label.split("${");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push('…');
        text.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_answers;

    #[test]
    fn the_names_of_fields_become_dots() {
        assert_eq!(
            without_answers("Wat doet ${naam}, en ${wie}?"),
            "Wat doet …, en …?"
        );
        assert_eq!(without_answers("Wat is uw vraag?"), "Wat is uw vraag?");
    }
}
