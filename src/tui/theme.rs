//! Colours by what they mean. Views name a role, never a colour.
//!
//! Light is the default: dark letters on a light ground read better for young and old (method 7.1); dark and high
//! contrast are for eyes that want them, and without colour weight and reverse video say it all. Colour is never
//! alone: every role that carries meaning also has a sign, a word or weight. The colours stand in `palette`; the test
//! `theme` computes the contrast of every role on every ground. Begin reading at [`Theme::new`].

mod glyphs;
mod palette;

pub use glyphs::in_plain_letters;

use ratatui::style::{Modifier, Style};

use palette::Palette;

/// How the screen looks; the volunteer chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Dark letters on a light ground.
    #[default]
    Light,
    /// Light letters on a dark ground.
    Dark,
    /// White and bright on black, for eyes that see little.
    Contrast,
    /// No colour at all: weight and reverse video.
    Mono,
}

impl Look {
    /// Every look, in the order it is offered.
    pub const ALL: [Self; 4] = [Self::Light, Self::Dark, Self::Contrast, Self::Mono];

    /// Its name in files and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Light => "licht",
            Self::Dark => "donker",
            Self::Contrast => "contrast",
            Self::Mono => "zonder-kleur",
        }
    }

    /// The look with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|look| look.code() == code)
    }
}

/// How much stands on a page of a talk; the volunteer chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// One question a page (*rustig*).
    #[default]
    Calm,
    /// A step a page: the questions around the present one stand with it (*vlot*).
    Brisk,
}

impl Density {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Calm, Self::Brisk];

    /// Its name in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Calm => "rustig",
            Self::Brisk => "vlot",
        }
    }

    /// The density with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|density| density.code() == code)
    }
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// Millions.
    True,
    /// The 256 of xterm.
    #[default]
    Indexed,
    /// The 8 or 16 that a terminal names itself.
    Named,
    /// The 8 of the Linux console, which also lacks most signs.
    Console,
    /// None: weight and reverse video only.
    None,
}

impl Colours {
    /// Chooses from what the environment says: `NO_COLOR`, `COLORTERM`, `TERM`.
    #[must_use]
    pub fn from_environment(
        no_color: Option<&str>,
        colorterm: Option<&str>,
        term: Option<&str>,
    ) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) || term == Some("dumb") {
            Self::None
        } else if term == Some("linux") {
            Self::Console
        } else if matches!(colorterm, Some("truecolor" | "24bit")) {
            Self::True
        } else if term.is_some_and(|term| term.contains("256color") || term.contains("kitty")) {
            Self::Indexed
        } else {
            Self::Named
        }
    }
}

/// The style of each role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The ground and what is read on it.
    pub text: Style,
    /// The question, the name of a card, a phone number.
    pub strong: Style,
    /// Where something comes from, dates, what is not chosen.
    pub dim: Style,
    /// Focus and keys.
    pub accent: Style,
    /// The chosen row.
    pub focus: Style,
    /// The thin rule under what is typed.
    pub rule: Style,
    /// Doubt, always with a word.
    pub doubt: Style,
    /// Danger and what went wrong, always with a word.
    pub danger: Style,
    /// What was saved.
    pub good: Style,
    /// Letters of a name that the query hit.
    pub hit: Style,
    /// Which look this is.
    pub look: Look,
    /// The colours it is made with.
    pub colours: Colours,
    /// Whether signs outside Latin-1 must be written with plain letters.
    pub is_plain_letters: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Look::default(), Colours::default())
    }
}

impl Theme {
    /// The styles of a look, with the colours that the terminal has.
    #[must_use]
    pub const fn new(look: Look, colours: Colours) -> Self {
        match palette::of(look, colours) {
            Some(palette) => Self::of(look, colours, &palette),
            None => Self::plain(look, colours),
        }
    }

    /// The same terminal with another look.
    #[must_use]
    pub const fn with(&self, look: Look) -> Self {
        Self::new(look, self.colours)
    }

    /// Every role with its name and style, to measure.
    #[must_use]
    pub const fn roles(&self) -> [(&'static str, Style); 9] {
        [
            ("text", self.text),
            ("strong", self.strong),
            ("dim", self.dim),
            ("accent", self.accent),
            ("rule", self.rule),
            ("doubt", self.doubt),
            ("danger", self.danger),
            ("good", self.good),
            ("hit", self.hit),
        ]
    }

    /// A style on a row that may have the focus: its own colour and weight on the ground of the focus.
    #[must_use]
    pub fn on(&self, has_focus: bool, style: Style) -> Style {
        if has_focus {
            Style {
                bg: self.focus.bg.or(style.bg),
                ..style
            }
            .add_modifier(self.focus.add_modifier)
        } else {
            style
        }
    }

    const fn of(look: Look, colours: Colours, palette: &Palette) -> Self {
        let is_console = matches!(colours, Colours::Console);
        let text = Style::new().fg(palette.text).bg(palette.ground);
        Self {
            text,
            strong: text.add_modifier(Modifier::BOLD),
            dim: text.fg(palette.dim),
            accent: text.fg(palette.accent).add_modifier(Modifier::BOLD),
            // Eight colours have no second ground that all letters can be read on.
            focus: if is_console {
                text.add_modifier(Modifier::REVERSED)
            } else {
                text.bg(palette.focus_ground).add_modifier(Modifier::BOLD)
            },
            rule: text.fg(palette.rule),
            doubt: text.fg(palette.doubt).add_modifier(Modifier::BOLD),
            danger: text.fg(palette.danger).add_modifier(Modifier::BOLD),
            good: text.fg(palette.good),
            hit: Style::new()
                .fg(palette.accent)
                .add_modifier(Modifier::UNDERLINED),
            look,
            colours,
            is_plain_letters: is_console,
        }
    }

    const fn plain(look: Look, colours: Colours) -> Self {
        let text = Style::new();
        let bold = text.add_modifier(Modifier::BOLD);
        Self {
            text,
            strong: bold,
            dim: text,
            accent: bold,
            focus: text.add_modifier(Modifier::REVERSED),
            rule: text,
            doubt: bold,
            danger: text.add_modifier(Modifier::REVERSED),
            good: text,
            hit: text.add_modifier(Modifier::UNDERLINED),
            look,
            colours,
            is_plain_letters: matches!(colours, Colours::Console),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Colours;

    #[test]
    fn the_environment_chooses_the_colours() {
        let colours = Colours::from_environment;
        assert_eq!(
            colours(Some("1"), Some("truecolor"), Some("xterm-256color")),
            Colours::None
        );
        assert_eq!(
            colours(Some(""), Some("truecolor"), Some("xterm")),
            Colours::True
        );
        assert_eq!(
            colours(None, None, Some("xterm-256color")),
            Colours::Indexed
        );
        assert_eq!(colours(None, None, Some("linux")), Colours::Console);
        assert_eq!(colours(None, None, None), Colours::Named);
    }
}
