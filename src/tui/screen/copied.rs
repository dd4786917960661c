//! Words that were written down are typed over once from the paper, so that a slip of the pen is found now and not in a
//! month: the words of set-up, and the new words of the team.

use crate::tui::{
    keys::Action,
    message::Trouble,
    shared::Shared,
    widget::{field::Field, paper::Paper},
};

/// What is typed from the paper; the letters are wiped when it ends.
#[derive(Debug, Default)]
pub(super) struct Copied {
    field: Field,
}

impl Copied {
    /// Whether this was typed, whatever the capitals, blanks and hyphens. What was right is wiped; what was not stays, to
    /// be mended.
    ///
    /// # Errors
    /// Other words were typed.
    pub(super) fn check(&mut self, secret: &str) -> Result<(), Trouble> {
        if plain(secret) == plain(self.field.text()) {
            self.field.wipe();
            Ok(())
        } else {
            Err(Trouble::new("inrichten-woorden-anders"))
        }
    }

    /// Forgets what was typed.
    pub(super) fn wipe(&mut self) {
        self.field.wipe();
    }

    pub(super) fn edit(&mut self, action: Action) {
        self.field.edit(action);
    }

    pub(super) fn typed(&mut self, letter: char) {
        self.field.type_letter(letter);
    }

    pub(super) fn pasted(&mut self, text: &str) {
        self.field.paste(text);
    }

    /// What is to be typed, why, and the field.
    pub(super) fn view(&self, shared: &Shared, paper: &mut Paper<'_>, what: &str, why: &str) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say(what));
        paper.text(theme.dim, why);
        paper.skip();
        self.field.view(paper, true);
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        self.wipe();
    }
}

fn plain(text: &str) -> zeroize::Zeroizing<String> {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .into()
}
