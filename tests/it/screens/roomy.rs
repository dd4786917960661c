//! The main screens in larger windows, and what a window of any size keeps.

use super::look_at;
use crate::desk::Pilot;

const ROOMY: [(u16, u16); 2] = [(100, 30), (200, 50)];
/// The widest line of running text.
const MEASURE: usize = 66;

#[test]
fn the_main_screens_have_air_and_short_lines() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter");
    look_at("ruim-thuis", &mut desk, &ROOMY);
    desk.press("tab 5");
    look_at("ruim-vandaag", &mut desk, &ROOMY);
    desk.press("esc esc tab 2 1");
    desk.type_text("de huur is te hoog");
    look_at("ruim-gesprek", &mut desk, &ROOMY);
    desk.press("ctrl+p");
    desk.type_text("huurtoeslag");
    look_at("ruim-zoeken", &mut desk, &ROOMY);
    desk.press("enter");
    look_at("ruim-kaart", &mut desk, &ROOMY);
    desk.press("ctrl+n 7");
    look_at("ruim-nood", &mut desk, &ROOMY);
}

/// The rows between the first and the last two, each from its reading edge.
fn body(screen: &str) -> Vec<&str> {
    let rows: Vec<&str> = screen.lines().collect();
    let last = rows.len().saturating_sub(2);
    rows.into_iter().take(last).skip(2).collect()
}

#[test]
fn running_text_is_never_wider_than_sixty_six_letters() {
    let walks = [
        "tab - 4",
        "tab 5",
        "tab 6",
        "tab 7",
        "tab 2",
        "tab 2 1",
        "tab 2 1 enter 1",
        "ctrl+g",
        "ctrl+c",
        "tab - 2",
        "tab 4",
        "h u u r enter",
    ];
    for keys in walks {
        let mut desk = Pilot::open();
        desk.press(keys);
        for (width, height) in [(100, 30), (120, 40), (200, 50)] {
            desk.resize(width, height);
            for row in body(&desk.screen()) {
                let text = row.trim_start_matches(['▶', ' ']);
                assert!(text.chars().count() <= MEASURE, "{keys} at {width}: {row}");
            }
        }
    }
}

#[test]
fn the_card_stands_beside_the_list_in_a_wide_window_and_not_in_a_narrow_one() {
    let mut desk = Pilot::open();
    desk.type_text("huurtoeslag");
    for (width, is_beside) in [
        (60, false),
        (80, true),
        (100, true),
        (120, true),
        (200, true),
    ] {
        desk.resize(width, 40);
        let screen = desk.screen();
        assert_eq!(screen.contains("Voor wie"), is_beside, "{width}\n{screen}");
        let rows = body(&screen);
        let most = rows
            .iter()
            .map(|row| row.chars().count())
            .max()
            .unwrap_or_default();
        assert!(most <= usize::from(width), "{width}");
    }
}

#[test]
fn resizing_while_someone_types_keeps_all_of_it() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    let text = "de huur is te hoog en nu komt er ook nog een brief van de woningstichting";
    let sizes = [
        (200, 60),
        (1, 1),
        (60, 20),
        (39, 11),
        (100, 30),
        (7, 3),
        (80, 24),
    ];
    for (letter, (width, height)) in text.chars().zip(sizes.into_iter().cycle()) {
        desk.type_text(&letter.to_string());
        desk.resize(width, height);
    }
    desk.resize(120, 30);
    desk.press("enter esc");
    let rows = desk.screen();
    let kept: Vec<&str> = rows.split_whitespace().collect();
    assert!(kept.join(" ").contains(text), "{rows}");
    desk.press("ctrl+f");
    desk.press("ctrl+u");
    desk.type_text("huurtoe");
    desk.resize(60, 20);
    desk.resize(1, 1);
    desk.type_text("slag");
    desk.resize(80, 24);
    desk.sees("  huurtoeslag\n");
}
