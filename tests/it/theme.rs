//! The contrast of every role on every ground, in every look and with every number of colours.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a colour is one of three kinds"
)]

use balie::tui::theme::{Colours, Look, Theme};
use ratatui::style::{Color, Modifier, Style};

use crate::desk::Pilot;

/// What letters need on any ground (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;
/// What running text needs (WCAG 2.2, 1.4.6).
const TEXT: f64 = 7.0;

/// The sixteen colours as xterm shows them when nobody changed them.
const XTERM: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];
/// The first eight as the Linux console shows them.
const CONSOLE: [[u8; 3]; 8] = [
    [0, 0, 0],
    [170, 0, 0],
    [0, 170, 0],
    [170, 85, 0],
    [0, 0, 170],
    [170, 0, 170],
    [0, 170, 170],
    [170, 170, 170],
];

fn named(color: Color, table: &[[u8; 3]]) -> [u8; 3] {
    let names = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let place = names.iter().position(|name| *name == color).unwrap();
    *table
        .get(place)
        .unwrap_or_else(|| panic!("{color} is not one of {} colours", table.len()))
}

fn rgb(color: Color, colours: Colours) -> [u8; 3] {
    match color {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(number @ 232..) => [8 + 10 * (number - 232); 3],
        Color::Indexed(number @ 16..) => {
            let steps = [0, 95, 135, 175, 215, 255];
            let cube = usize::from(number - 16);
            [steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6]]
        }
        other if colours == Colours::Console => named(other, &CONSOLE),
        other => named(other, &XTERM),
    }
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |color: [u8; 3]| {
        let [red, green, blue] = color.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn measured(style: Style, ground: Style, colours: Colours) -> f64 {
    let ground = style.bg.or(ground.bg).unwrap();
    contrast(rgb(style.fg.unwrap(), colours), rgb(ground, colours))
}

#[test]
fn black_on_white_is_twenty_one() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.001);
    assert!((contrast([119; 3], [255; 3]) - 4.478).abs() < 0.001);
}

#[test]
fn every_role_can_be_read_on_every_ground() {
    let kinds = [
        Colours::True,
        Colours::Indexed,
        Colours::Named,
        Colours::Console,
    ];
    let mut low = Vec::new();
    for look in [Look::Light, Look::Dark, Look::Contrast] {
        for colours in kinds {
            let theme = Theme::new(look, colours);
            for (role, style) in theme.roles() {
                let is_text = matches!(role, "text" | "strong" | "dim");
                let mut check = |on, found: f64, least: f64| {
                    if found < least {
                        low.push(format!("{look:?} {colours:?} {role} on {on}: {found:.1}"));
                    }
                };
                let least = if is_text { TEXT } else { LEAST };
                check("the ground", measured(style, theme.text, colours), least);
                if role != "rule" {
                    let least = if matches!(role, "text" | "strong") {
                        TEXT
                    } else {
                        LEAST
                    };
                    let focused = theme.on(true, style);
                    check("the focus", measured(focused, theme.text, colours), least);
                }
            }
        }
    }
    assert_eq!(low, [""; 0]);
}

#[test]
fn without_colour_weight_and_reverse_say_it() {
    for theme in [
        Theme::new(Look::Mono, Colours::True),
        Theme::new(Look::Dark, Colours::None),
    ] {
        for (role, style) in theme.roles() {
            assert_eq!((style.fg, style.bg), (None, None), "{role}");
        }
        assert!(theme.focus.add_modifier.contains(Modifier::REVERSED));
        assert!(theme.danger.add_modifier.contains(Modifier::REVERSED));
        assert!(theme.strong.add_modifier.contains(Modifier::BOLD));
    }
}

#[test]
fn a_look_has_a_name() {
    for look in Look::ALL {
        assert_eq!(Look::from_code(look.code()), Some(look));
    }
    assert_eq!(Look::from_code("paars"), None);
}

#[test]
fn the_linux_console_sees_only_signs_that_it_has() {
    let mut desk = Pilot::open();
    desk.wear(Theme::new(Look::Light, Colours::Console));
    for keys in [
        "",
        "tab",
        "ctrl+n",
        "enter",
        "esc esc ctrl+g",
        "esc tab 2 1",
        "ctrl+c",
    ] {
        desk.press(keys);
        for (width, height) in [(60, 20), (80, 24), (120, 40)] {
            desk.resize(width, height);
            let screen = desk.screen();
            let strange: String = screen
                .chars()
                .filter(|sign| u32::from(*sign) > 0xff)
                .collect();
            assert_eq!(strange, "", "after {keys}:\n{screen}");
        }
    }
}
