//! Colours by what they mean. Views name a role, never a colour.
//!
//! Light is the default: dark letters on a light ground read better for young and old (method 7.1). Colour is never
//! alone: every role that carries meaning also has a sign, a word or weight.

use ratatui::style::{Color, Modifier, Style};

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
}

impl Default for Theme {
    fn default() -> Self {
        Self::light(Colours::default())
    }
}

impl Theme {
    /// Dark letters on a light ground.
    #[must_use]
    pub const fn light(colours: Colours) -> Self {
        match colours {
            Colours::True => Self::of(&Palette {
                ground: Color::Rgb(252, 251, 247),
                text: Color::Rgb(34, 34, 34),
                dim: Color::Rgb(92, 92, 92),
                accent: Color::Rgb(0, 82, 147),
                focus_ground: Color::Rgb(224, 236, 247),
                rule: Color::Rgb(120, 120, 120),
                doubt: Color::Rgb(138, 75, 0),
                danger: Color::Rgb(170, 20, 30),
                good: Color::Rgb(0, 100, 60),
            }),
            Colours::Indexed => Self::of(&Palette {
                ground: Color::Indexed(231),
                text: Color::Indexed(235),
                dim: Color::Indexed(240),
                accent: Color::Indexed(24),
                focus_ground: Color::Indexed(153),
                rule: Color::Indexed(244),
                doubt: Color::Indexed(94),
                danger: Color::Indexed(124),
                good: Color::Indexed(22),
            }),
            Colours::Named => Self::of(&Palette {
                ground: Color::White,
                text: Color::Black,
                dim: Color::Black,
                accent: Color::Blue,
                focus_ground: Color::White,
                rule: Color::Black,
                doubt: Color::Magenta,
                danger: Color::Red,
                good: Color::Blue,
            }),
            Colours::None => Self::plain(),
        }
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

    const fn of(palette: &Palette) -> Self {
        let text = Style::new().fg(palette.text).bg(palette.ground);
        Self {
            text,
            strong: text.add_modifier(Modifier::BOLD),
            dim: text.fg(palette.dim),
            accent: text.fg(palette.accent).add_modifier(Modifier::BOLD),
            focus: text.bg(palette.focus_ground).add_modifier(Modifier::BOLD),
            rule: text.fg(palette.rule),
            doubt: text.fg(palette.doubt).add_modifier(Modifier::BOLD),
            danger: text.fg(palette.danger).add_modifier(Modifier::BOLD),
            good: text.fg(palette.good),
            hit: Style::new()
                .fg(palette.accent)
                .add_modifier(Modifier::UNDERLINED),
        }
    }

    const fn plain() -> Self {
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
        }
    }
}

struct Palette {
    ground: Color,
    text: Color,
    dim: Color,
    accent: Color,
    focus_ground: Color,
    rule: Color,
    doubt: Color,
    danger: Color,
    good: Color,
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
        assert_eq!(colours(None, None, Some("linux")), Colours::Named);
        assert_eq!(colours(None, None, None), Colours::Named);
    }
}
