//! Practice with cases, played on the real screens with the keys that their files call good; the tour before it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::collections::BTreeSet;

use balie::{
    assets::{self, Folder},
    kiosk::practice::cases,
    practice::{Case, Keys, parse},
};

use crate::desk::Pilot;

/// Opens a case from the menu of this desk and begins it.
fn begin(desk: &mut Pilot, place: usize) {
    desk.press("tab - 1");
    desk.sees("Welke oefening doet u?");
    for _ in 0..place {
        desk.press("down");
    }
    desk.press("enter");
    desk.sees("De bewoner zegt:");
    desk.press("enter");
    assert!(desk.is_home(), "{}", desk.screen());
}

fn play(desk: &mut Pilot, case: &Case) {
    for keys in &case.good.keys {
        match keys {
            Keys::Typed(text) => desk.type_text(text),
            Keys::Pressed(names) => desk.press(names),
        }
    }
}

#[test]
fn the_good_keys_of_every_case_give_the_good_answer_in_the_number_of_keys_that_is_told() {
    let (cases, problems) = cases(None);
    assert_eq!((cases.len(), problems), (10, vec![]));
    let mut counts = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        let mut desk = Pilot::locked();
        begin(&mut desk, place);
        play(&mut desk, case);
        let screen = desk.screen();
        assert!(screen.contains("Goed gedaan."), "{}\n{screen}", case.id);
        let best = case.good.count();
        desk.sees(&format!("toetsen       {best}\n"));
        // One key more, and the screen says that it can be done in fewer.
        let mut slower = Pilot::locked();
        begin(&mut slower, place);
        slower.press("ctrl+z");
        play(&mut slower, case);
        slower.sees(&format!("{}. Het kan in {best}.", best + 1));
        counts.push(format!("{} {best}", case.id));
    }
    insta::assert_snapshot!("keys of the exercises", counts.join("\n"));
}

/// A case can be left halfway, the one before leaves nothing to repeat or take back, and the list says what was done.
#[test]
fn a_case_is_left_for_another_and_begins_clean() {
    let (cases, _) = cases(None);
    let mut desk = Pilot::locked();
    begin(&mut desk, 0);
    play(&mut desk, cases.first().unwrap());
    desk.press("enter enter");
    assert!(desk.is_home(), "{}", desk.screen());
    desk.sees_no("nog zo een");
    desk.sees_no("ongedaan maken");
    desk.press("ctrl+c");
    desk.sees("U bent bezig met een oefening.");
    desk.sees_no("Dit deed u vandaag samen");
    desk.press("tab");
    desk.sees("Welke oefening doet u?");
    let screen = desk.screen();
    assert_eq!(screen.matches("gedaan").count(), 1, "{screen}");
    // The mark is at the one that was left, also when the list is opened anew.
    desk.sees("▶ 2  Het lukt niet met de computer");
    desk.press("esc tab - 1");
    desk.sees("▶ 2  Het lukt niet met de computer");
    desk.press("esc");
    desk.sees_no("De bewoner zegt:");
    desk.press("ctrl+c");
    desk.sees_no("alle oefeningen");
}

#[test]
fn every_case_names_what_exists_and_fits_its_screens() {
    let (cases, _) = cases(None);
    let desk = Pilot::locked();
    let library = &desk.model.shared.library;
    let mut ids = BTreeSet::new();
    for case in &cases {
        assert!(ids.insert(case.id.as_str()), "{} stands twice", case.id);
        assert!(case.title.chars().count() <= 40, "{}", case.title);
        for card in &case.good.cards {
            assert!(
                library.article(card.as_str()).is_some(),
                "{}: {card}",
                case.id
            );
        }
        for route in &case.good.routes {
            assert!(library.routes.contains_key(route), "{}: {route}", case.id);
        }
        if let Some(urgent) = &case.good.urgent {
            let mut known = library.urgent.iter();
            assert!(known.any(|card| card.id.to_string() == *urgent), "{urgent}");
        }
        for sentence in [&case.says, &case.good.tip]
            .into_iter()
            .flat_map(|text| text.split_inclusive(['.', '?', '!', ':']))
        {
            let words = sentence.split_whitespace().count();
            assert!(words <= 15, "{}: {sentence}", case.id);
        }
    }
}

#[test]
fn another_answer_is_told_what_would_have_been_better_and_quicker() {
    let mut desk = Pilot::locked();
    begin(&mut desk, 0);
    desk.sees("Ik moet € 312 betalen aan het waterschap.");
    desk.press("enter 3");
    desk.sees("Ik moet € 312 betalen aan het waterschap.");
    desk.wait_minutes(2);
    desk.press("3 4");
    desk.sees("Klaar. Dit kan nog beter:");
    desk.sees("2:00");
    desk.sees("toetsen       4\n");
    desk.sees("beter: Waterschapsbelasting");
    desk.sees("beter: Geld en schulden");
    desk.sees("beter: Beantwoord");
    desk.sees("\"waters\" · Ctrl+K · Enter");
    // The same one again, then the next.
    desk.press("tab");
    desk.sees("Oefening 1 van 10");
    desk.press("esc");
    desk.sees("1  Een rekening van het waterschap    gedaan");
    desk.sees("2  Het lukt niet met de computer\n");
}

#[test]
fn opening_the_right_card_counts_and_a_second_question_does_not_confuse() {
    let mut desk = Pilot::locked();
    begin(&mut desk, 1);
    desk.type_text("digid");
    desk.press("enter esc esc enter 2 2 1");
    desk.sees("Goed gedaan.");
    desk.sees("gevonden");
    desk.press("enter");
    desk.sees("Oefening 3 van 10");
}

#[test]
fn practice_leaves_nothing_behind_at_a_desk_that_is_in_use() {
    let mut desk = Pilot::open();
    desk.press("enter 3 enter enter");
    begin(&mut desk, 5);
    desk.press("enter 1 1 1 esc esc");
    desk.sees("OEFENEN: niets wordt bewaard");
    desk.sees_no("Bewaard");
    desk.press("ctrl+c");
    desk.sees("Stoppen met oefenen?");
    desk.press("enter");
    assert!(!desk.has_stopped);
    desk.sees("Wat u nu noteert, telt weer.");
    desk.sees_no("OEFENEN");
    desk.sees_no("boete");
    assert!(desk.is_home());
    desk.unlock();
    assert_eq!(
        desk.kept_today().len(),
        1,
        "what was noted before, and no more"
    );
    desk.press("esc ctrl+c");
    desk.sees("Alles is bewaard.");
    desk.press("enter");
    assert!(desk.has_stopped);
}

#[test]
fn the_tour_comes_before_the_first_exercise_and_esc_skips_it() {
    let mut desk = Pilot::at_first_start();
    desk.press("1");
    desk.sees("Rondleiding · 1 van 6");
    let mut words = 0;
    for page in 1..=6 {
        desk.sees(&format!("Rondleiding · {page} van 6"));
        let screen = desk.screen();
        words += screen.split_whitespace().count();
        desk.press("enter");
    }
    // Two hundred words are read aloud in a minute and a half, and silently in less than one; keys are on each page.
    assert!(words < 330, "{words} words");
    desk.sees("Welke oefening doet u?");
    desk.press("esc");
    assert!(desk.is_home());
    desk.press("ctrl+c enter");
    desk.sees("Welkom bij Balie.");
    desk.press("1 esc");
    desk.sees("Welke oefening doet u?");
    desk.press("esc tab - 2");
    desk.sees("Rondleiding · 1 van 6");
    desk.press("right right left");
    desk.sees("Rondleiding · 2 van 6");
    desk.press("esc");
    desk.sees("Wat wilt u doen?");
}

#[test]
fn a_desk_adds_and_replaces_cases_and_a_mistake_is_one_problem() {
    let folder = tempfile::TempDir::new().unwrap();
    let own = folder.path().join("oefenen");
    std::fs::create_dir(&own).unwrap();
    let (shipped, _) = assets::load_folder(Folder::Practice, None);
    let first = shipped.first().unwrap().text.to_string();
    let ours = first.replace("Een rekening van het waterschap", "Onze eigen brief");
    std::fs::write(own.join("eigen.toml"), &ours).unwrap();
    let new = first.replace("id = \"waterschap\"", "id = \"nieuw\"");
    std::fs::write(own.join("nieuw.toml"), new).unwrap();
    std::fs::write(own.join("kapot.toml"), "id = \"kapot\"\n").unwrap();
    let (cases, problems) = cases(Some(folder.path()));
    assert_eq!(cases.len(), 11);
    assert!(cases.iter().any(|case| case.title == "Onze eigen brief"));
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}")
    };
    assert!(problem.file.ends_with("kapot.toml"));
}

#[test]
fn a_case_that_is_not_whole_is_refused_with_what_to_do() {
    let (shipped, _) = assets::load_folder(Folder::Practice, None);
    let good = shipped.first().unwrap().text.to_string();
    assert!(parse("a.toml", &good).is_ok());
    for (from, to, field) in [
        (
            "says = \"",
            &*format!("says = \"{} ", "a".repeat(120)),
            "says",
        ),
        ("themes = [\"geld\"]", "themes = []", "good"),
        ("themes = [\"geld\"]", "themes = [\"gold\"]", ""),
        ("id = ", "ident = ", ""),
    ] {
        let broken = good.replace(from, to);
        assert_ne!(broken, good);
        let problem = parse("a.toml", &broken).unwrap_err();
        assert_eq!(problem.field, field, "{problem:?}");
        assert_ne!(problem.remedy, "");
    }
}
