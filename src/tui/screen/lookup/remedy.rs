//! What can be done when no card fits: ask the standby, note the words as missing, look wider.

use ratatui::text::{Line, Span};

use crate::tui::{
    keys::Action,
    shared::Shared,
    widget::{choices, paper::Paper},
};

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Ask the standby.
    Standby,
    /// Note the query for the coordinator.
    Note,
    /// Show what fits a little.
    Wider,
}

impl Remedy {
    /// The numbers are fixed, so that fingers learn them.
    pub(super) const fn key(self) -> char {
        match self {
            Self::Standby => '1',
            Self::Note => '2',
            Self::Wider => '3',
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Standby => "zoeken-achterwacht",
            Self::Note => "zoeken-gemis",
            Self::Wider => "zoeken-ruimer",
        }
    }

    /// What can be done now.
    pub(super) fn all(shared: &Shared, is_wide: bool) -> Vec<Self> {
        let mut all = vec![Self::Standby];
        if shared.can_record() {
            all.push(Self::Note);
        }
        if !is_wide {
            all.push(Self::Wider);
        }
        all
    }
}

/// The list of remedies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Remedies {
    focus: usize,
}

impl Remedies {
    /// The remedy that a key chooses, if any; moves between them otherwise.
    pub(super) fn act(&mut self, shared: &Shared, is_wide: bool, action: Action) -> Option<Remedy> {
        let all = Remedy::all(shared, is_wide);
        match action {
            Action::Enter => all.get(self.focus).copied(),
            Action::Choose(key) => all.into_iter().find(|remedy| remedy.key() == key),
            _ => {
                self.focus = choices::moved(self.focus, action, all.len()).unwrap_or(self.focus);
                None
            }
        }
    }

    /// Draws them; while letters are typed the digits are no keys, and they look it.
    pub(super) fn view(
        self,
        shared: &Shared,
        is_wide: bool,
        is_typing: bool,
        paper: &mut Paper<'_>,
    ) {
        let theme = paper.theme;
        for (position, remedy) in Remedy::all(shared, is_wide).into_iter().enumerate() {
            let has_focus = !is_typing && position == self.focus;
            let key = if is_typing { theme.dim } else { theme.accent };
            let line = Line::from(vec![
                Span::styled(format!("{}  ", remedy.key()), theme.on(has_focus, key)),
                Span::styled(shared.say(remedy.words()), theme.on(has_focus, theme.text)),
            ]);
            paper.row(has_focus, &line);
        }
    }
}
