//! The colours of each look, for each kind of terminal. Chosen so that every letter has a contrast of at least 4.5 to
//! 1 on either ground and running text 7 to 1 (WCAG 2.2, 1.4.3 and 1.4.6); the test `theme` computes it.

use ratatui::style::Color;

use super::{Colours, Look};

/// The colours of one look.
pub(super) struct Palette {
    pub(super) ground: Color,
    pub(super) text: Color,
    pub(super) dim: Color,
    pub(super) accent: Color,
    pub(super) focus_ground: Color,
    pub(super) rule: Color,
    pub(super) doubt: Color,
    pub(super) danger: Color,
    pub(super) good: Color,
}

/// None where there is no colour.
pub(super) const fn of(look: Look, colours: Colours) -> Option<Palette> {
    match (look, colours) {
        (Look::Mono, _) | (_, Colours::None) => None,
        (Look::Light, Colours::True | Colours::Indexed) => Some(light(colours)),
        (Look::Dark, Colours::True | Colours::Indexed) => Some(dark(colours)),
        (Look::Contrast, Colours::True | Colours::Indexed) => Some(contrast(colours)),
        (Look::Light, Colours::Named) => Some(Palette {
            ground: Color::White,
            text: Color::Black,
            dim: Color::Black,
            accent: Color::Blue,
            focus_ground: Color::Gray,
            rule: Color::Black,
            doubt: Color::Black,
            danger: Color::Red,
            good: Color::Black,
        }),
        (Look::Dark | Look::Contrast, Colours::Named) => Some(Palette {
            ground: Color::Black,
            text: Color::White,
            dim: Color::White,
            accent: Color::LightCyan,
            focus_ground: Color::Blue,
            rule: Color::White,
            doubt: Color::LightYellow,
            danger: Color::White,
            good: Color::LightGreen,
        }),
        (Look::Light, Colours::Console) => Some(Palette {
            ground: Color::Gray,
            text: Color::Black,
            dim: Color::Black,
            accent: Color::Blue,
            focus_ground: Color::Gray,
            rule: Color::Black,
            doubt: Color::Black,
            danger: Color::Black,
            good: Color::Black,
        }),
        (Look::Dark | Look::Contrast, Colours::Console) => Some(Palette {
            ground: Color::Black,
            text: Color::Gray,
            dim: Color::Gray,
            accent: Color::Cyan,
            focus_ground: Color::Black,
            rule: Color::Gray,
            doubt: Color::Gray,
            danger: Color::Gray,
            good: Color::Gray,
        }),
    }
}

/// Dark letters on a light ground. In millions of colours, or in the 256 of xterm.
const fn light(colours: Colours) -> Palette {
    if matches!(colours, Colours::True) {
        Palette {
            ground: Color::Rgb(252, 251, 247),
            text: Color::Rgb(34, 34, 34),
            dim: Color::Rgb(85, 85, 85),
            accent: Color::Rgb(0, 82, 147),
            focus_ground: Color::Rgb(224, 236, 247),
            rule: Color::Rgb(110, 110, 110),
            doubt: Color::Rgb(130, 70, 0),
            danger: Color::Rgb(170, 20, 30),
            good: Color::Rgb(0, 95, 55),
        }
    } else {
        Palette {
            ground: Color::Indexed(231),
            text: Color::Indexed(235),
            dim: Color::Indexed(240),
            accent: Color::Indexed(24),
            focus_ground: Color::Indexed(189),
            rule: Color::Indexed(242),
            doubt: Color::Indexed(58),
            danger: Color::Indexed(124),
            good: Color::Indexed(22),
        }
    }
}

/// Light letters on a dark ground. In millions of colours, or in the 256 of xterm.
const fn dark(colours: Colours) -> Palette {
    if matches!(colours, Colours::True) {
        Palette {
            ground: Color::Rgb(24, 26, 30),
            text: Color::Rgb(236, 234, 228),
            dim: Color::Rgb(190, 188, 182),
            accent: Color::Rgb(130, 195, 255),
            focus_ground: Color::Rgb(44, 58, 76),
            rule: Color::Rgb(150, 150, 150),
            doubt: Color::Rgb(255, 190, 110),
            danger: Color::Rgb(255, 150, 145),
            good: Color::Rgb(140, 220, 170),
        }
    } else {
        Palette {
            ground: Color::Indexed(234),
            text: Color::Indexed(255),
            dim: Color::Indexed(252),
            accent: Color::Indexed(117),
            focus_ground: Color::Indexed(237),
            rule: Color::Indexed(246),
            doubt: Color::Indexed(222),
            danger: Color::Indexed(217),
            good: Color::Indexed(157),
        }
    }
}

/// White and bright on black. In millions of colours, or in the 256 of xterm.
const fn contrast(colours: Colours) -> Palette {
    if matches!(colours, Colours::True) {
        Palette {
            ground: Color::Rgb(0, 0, 0),
            text: Color::Rgb(255, 255, 255),
            dim: Color::Rgb(255, 255, 255),
            accent: Color::Rgb(255, 236, 80),
            focus_ground: Color::Rgb(0, 40, 95),
            rule: Color::Rgb(255, 255, 255),
            doubt: Color::Rgb(255, 200, 90),
            danger: Color::Rgb(255, 160, 150),
            good: Color::Rgb(150, 255, 170),
        }
    } else {
        Palette {
            ground: Color::Indexed(16),
            text: Color::Indexed(231),
            dim: Color::Indexed(231),
            accent: Color::Indexed(227),
            focus_ground: Color::Indexed(17),
            rule: Color::Indexed(231),
            doubt: Color::Indexed(222),
            danger: Color::Indexed(217),
            good: Color::Indexed(157),
        }
    }
}
