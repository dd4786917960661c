//! Every screen as a person sees it, at the three sizes that are used.
//!
//! A snapshot holds the text, which is the same in every look; for each one [`look`] also checks that monochrome shows by
//! weight what light shows by colour. `looks` checks the colours that carry meaning. Read every new one before it is
//! accepted.

mod aftercare;
mod cards;
mod looks;
mod papers;
mod practice;
mod roomy;

use std::path::PathBuf;

use balie::tui::theme::{Colours, Look, Theme};
use ratatui::style::{Color, Modifier};

use crate::desk::{Pilot, WORDS};

/// The usual terminal, a small one and a wide one.
const SIZES: [(u16, u16); 3] = [(80, 24), (60, 20), (120, 40)];

/// Compares a screen at the three sizes with what was accepted.
#[track_caller]
fn look(name: &str, desk: &mut Pilot) {
    look_at(name, desk, &SIZES);
}

#[track_caller]
fn look_at(name: &str, desk: &mut Pilot, sizes: &[(u16, u16)]) {
    for &(width, height) in sizes {
        desk.resize(width, height);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/screens");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings
            .bind(|| insta::assert_snapshot!(format!("{name}-{width}x{height}"), desk.screen()));
        is_the_same_in_monochrome(name, desk);
    }
    desk.resize(80, 24);
}

/// Monochrome says the same letters, has no colour at all, and shows by weight or reverse video, or by a sign on its row,
/// whatever has a colour of its own in light.
#[track_caller]
fn is_the_same_in_monochrome(name: &str, desk: &mut Pilot) {
    let light = desk.model.shared.theme;
    let (text, coloured) = (desk.screen(), desk.draw());
    let mono = Theme::new(Look::Mono, Colours::True);
    desk.wear(mono);
    let plain = desk.draw();
    // The screen of the looks shows which one is worn.
    if !text.contains("[x] Licht") {
        assert_eq!(desk.screen(), text, "{name} in monochrome");
    }
    desk.wear(light);
    let told = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
    for (cell, plain) in coloured.content().iter().zip(plain.content()) {
        assert_eq!((plain.fg, plain.bg), (Color::Reset, Color::Reset), "{name}");
        let has_meaning =
            [light.doubt.fg, light.danger.fg, light.accent.fg].contains(&Some(cell.fg));
        if has_meaning && cell.symbol() != " " && !"─│┌┐└┘".contains(cell.symbol()) {
            assert!(
                plain.modifier.intersects(told),
                "{name}: `{}` has its own colour in light and nothing in monochrome",
                cell.symbol()
            );
        }
    }
}

/// An open desk with four questions of this morning.
fn busy() -> Pilot {
    let mut desk = Pilot::open();
    for keys in ["enter 1 1 1", "enter 1 2 1", "enter 5 3 3", "enter 3 8 4"] {
        desk.press(keys);
        desk.wait_minutes(4);
    }
    desk.press("ctrl+g esc");
    desk
}

#[test]
fn first_start() {
    let mut desk = Pilot::at_first_start();
    look("welkom", &mut desk);
    desk.press("2");
    look("inrichten-plek", &mut desk);
}

#[test]
fn set_up() {
    let mut desk = Pilot::at_first_start();
    desk.give_secrets(
        "appel fiets molen dijk",
        "wolk lamp trein kaars brood",
        "BALIE-1 7K2M-9QXT-4HBD-C6RW",
    );
    desk.press("2 1");
    look("inrichten-opschrijven", &mut desk);
    desk.press("enter");
    desk.type_text("appel fiets molen dik");
    desk.press("enter");
    look("inrichten-natypen-fout", &mut desk);
}

#[test]
fn home() {
    look("thuis-op-slot", &mut Pilot::locked());
    let mut desk = Pilot::locked();
    desk.press("enter 1 enter enter");
    look("thuis-werk-klaar", &mut desk);
    look("thuis-open", &mut Pilot::open());
    let mut desk = busy();
    desk.press("tab 2 1 enter 1 ctrl+p tab down down");
    look("thuis-menu", &mut desk);
    let mut desk = Pilot::at_first_start();
    desk.press("1 esc esc");
    look("thuis-oefenen", &mut desk);
}

#[test]
fn lookup() {
    let mut desk = Pilot::locked();
    desk.type_text("kwijtschelding");
    look("zoeken", &mut desk);
    desk.press("tab");
    look("zoeken-filter", &mut desk);
    desk.press("tab enter");
    look("kaart", &mut desk);
    desk.press("end");
    look("kaart-einde", &mut desk);
    let mut desk = Pilot::locked();
    desk.type_text("xqzvkj");
    look("zoeken-niets", &mut desk);
}

#[test]
fn talk() {
    let mut desk = Pilot::open();
    desk.press("enter");
    look("snel-thema", &mut desk);
    desk.press("1 2");
    look("snel-wie", &mut desk);
    desk.press("esc esc esc tab 2 1");
    desk.type_text("de huur is te hoog en nu komt er ook nog een brief ");
    look("gesprek-tekst", &mut desk);
    desk.press("enter 1");
    desk.press("2 3");
    look("gesprek-meer", &mut desk);
    desk.press("enter enter");
    look("gesprek-antwoord-nodig", &mut desk);
    desk.press("1 1 enter");
    look("gesprek-kaart", &mut desk);
    desk.press("enter enter");
    look("gesprek-een", &mut desk);
    desk.press("7 enter enter enter");
    desk.press("enter");
    look("gesprek-datum", &mut desk);
}

#[test]
fn refusals() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("zijn nummer is 123456782");
    desk.press("enter");
    look("gesprek-bsn", &mut desk);
}

#[test]
fn check_page() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog");
    desk.press("enter 1 2 enter 1 1 enter tab");
    desk.type_text("kwijtschelding");
    desk.press("ctrl+k 1 3 enter 2 enter 1 enter enter enter enter");
    look("nakijken", &mut desk);
}

#[test]
fn today_and_the_day_log() {
    let mut desk = busy();
    desk.press("tab 5");
    look("vandaag", &mut desk);
    desk.press("del");
    look("vandaag-weggehaald", &mut desk);
    desk.press("enter");
    look("vandaag-een", &mut desk);
    desk.press("esc esc 6");
    look("daglog", &mut desk);
    desk.press("enter");
    look("daglog-meenemen", &mut desk);
    desk.offer_folder("kast", PathBuf::from("/nergens"));
    desk.press("esc enter 1");
    look("daglog-fout", &mut desk);
}

#[test]
fn shift_and_lock() {
    let mut desk = Pilot::locked();
    desk.unlock();
    look("dienst-waar", &mut desk);
    desk.press("enter");
    desk.type_text("An Bo");
    look("dienst-wie", &mut desk);
    desk.press("enter");
    look("dienst-achterwacht", &mut desk);
    desk.press("down enter");
    look("dienst", &mut desk);
    desk.wait_minutes(5);
    desk.type_text("12");
    look("afgedekt", &mut desk);
    let mut desk = Pilot::locked();
    desk.press("ctrl+l");
    desk.type_text("APPEL fiets");
    look("slot", &mut desk);
    desk.press("enter");
    look("slot-fout", &mut desk);
    desk.press("ctrl+u");
    desk.type_text(WORDS);
    desk.press("tab");
    look("slot-zichtbaar", &mut desk);
}

#[test]
fn what_was_repaired() {
    let mut desk = Pilot::locked();
    desk.was_damaged(
        crate::pilot::damage(),
        Some(jiff::civil::date(2026, 11, 24).at(16, 48, 0, 0)),
    );
    desk.unlock();
    look("hersteld", &mut desk);
}

#[test]
fn talks_that_wait() {
    let mut desk = Pilot::locked();
    desk.press("tab 2 1");
    desk.type_text("de huur is te hoog ");
    desk.press("enter 1 ctrl+p");
    desk.unlock();
    look("verder-vraag", &mut desk);
}

#[test]
fn urgent_stop_and_help() {
    let mut desk = Pilot::open();
    desk.press("ctrl+n");
    look("nood", &mut desk);
    desk.press("1");
    look("nood-een", &mut desk);
    desk.press("esc esc ctrl+c");
    look("stoppen", &mut desk);
    desk.press("esc ctrl+g");
    look("uitleg-thuis", &mut desk);
    desk.press("esc tab 2 1 ctrl+g");
    look("uitleg-gesprek", &mut desk);
}

#[test]
fn trouble() {
    let mut desk = Pilot::locked();
    desk.set_clock("1970-01-01T00:00:10Z");
    desk.press("tab esc");
    look("klok-1970", &mut desk);
}
