//! Words that hint at a person: the shipped ones, those of a desk, and broken files of them.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::fs;

use balie::{
    kiosk::library::Library,
    privacy::{About, Kind, Lexicon, LexiconError, findings},
};
use proptest::prelude::*;

use crate::route::{law, library};

fn hints(text: &str) -> Vec<(About, &str)> {
    let found = library().guard.hints(text);
    found
        .into_iter()
        .map(|hint| (hint.about, text.get(hint.range).unwrap()))
        .collect()
}

#[test]
fn health_hints() {
    assert_eq!(
        hints("zij heeft Diabetes type 2"),
        [(About::Health, "Diabetes")]
    );
    assert_eq!(hints("na de chemokuur"), [(About::Health, "chemokuur")]);
    assert_eq!(hints("hij is depressief"), [(About::Health, "depressief")]);
    assert_eq!(
        hints("is chronisch ziek nu"),
        [(About::Health, "chronisch ziek")]
    );
    assert_eq!(hints("zwánger"), [(About::Health, "zwánger")]);
    assert_eq!(hints("MS-vereniging, tiara, gezond"), []);
}

#[test]
fn names_hint() {
    assert_eq!(
        hints("Mevrouw Jansen belt"),
        [(About::Name, "Mevrouw Jansen")]
    );
    assert_eq!(
        hints("dhr. de Vries komt"),
        [(About::Name, "dhr. de Vries")]
    );
    assert_eq!(hints("zij heet Şule"), [(About::Name, "heet Şule")]);
    assert_eq!(
        hints("Fatima Yilmaz en kees"),
        [(About::Name, "Fatima Yilmaz")]
    );
    // Without a capital letter it is nobody: "meneer wil", "mark" the coin, "de heer".
    assert_eq!(hints("meneer wil hulp van mevrouw de buurvrouw"), []);
    assert_eq!(hints("Waterschap en Belastingdienst"), []);
}

#[test]
fn days_of_birth_and_addresses_are_found_however_they_are_written() {
    let kinds = |text: &str| -> Vec<(Kind, String)> {
        findings(text)
            .into_iter()
            .map(|found| (found.kind, text.get(found.range).unwrap().to_owned()))
            .collect()
    };
    for birthday in [
        "12-03-1950",
        "1950-03-12",
        "12 maart 1950",
        "3 Dec. 1987",
        "3 november 1987",
        "1/3/2001",
    ] {
        let text = format!("geboren {birthday}, zegt zij");
        assert_eq!(kinds(&text), [(Kind::BirthDate, birthday.to_owned())]);
    }
    for day in [
        "12 maart 2026",
        "2026-03-12",
        "12 mensen 1950",
        "3 1950",
        "40 maart 1950",
    ] {
        assert_eq!(kinds(&format!("op {day}")), [], "{day}");
    }
    assert_eq!(
        kinds("woont 1811ab 12"),
        [(Kind::Address, "1811ab 12".to_owned())]
    );
    assert_eq!(kinds("in 2026 en 12 keer"), []);
    assert_eq!(kinds("de 1811ab"), []);
}

#[test]
fn a_desk_adds_words_and_takes_none_away() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join("bewaking")).unwrap();
    let file = data.path().join("bewaking/eigen.toml");
    fs::write(&file, "gezondheid = [\"wijkziekte*\"]").unwrap();
    let library = Library::read(Some(data.path()));
    assert_eq!(library.problems, []);
    assert_eq!(library.guard.hints("de wijkziekten en kanker").len(), 2);
    fs::write(&file, "gezondheid = [\"a  b\"]").unwrap();
    let library = Library::read(Some(data.path()));
    assert_eq!(library.problems.len(), 1);
    assert_eq!(library.guard.hints("de wijkziekten en kanker").len(), 1);
}

#[test]
fn a_broken_list_of_words_is_refused() {
    let refusal = |text: &str| Lexicon::default().add(text).unwrap_err();
    assert!(matches!(
        refusal("woorden = [\"a\"]"),
        LexiconError::NotAList(_)
    ));
    assert!(matches!(
        refusal("gezondheid = 3"),
        LexiconError::NotAList(_)
    ));
    for word in ["", "*", "a\\u001bb", "a.b", " a", "a*b", &"x".repeat(61)] {
        let text = format!("aanspreking = [\"{word}\"]");
        assert!(matches!(refusal(&text), LexiconError::NoWord(_)), "{word}");
    }
}

proptest! {
    #![proptest_config(law(256))]

    #[test]
    fn hints_lie_on_letters_in_order(text in prop_oneof![any::<String>(), "(mevrouw |Jan |kanker|é|-| ){0,8}"]) {
        let mut end = 0;
        for hint in library().guard.hints(&text) {
            prop_assert!(hint.range.start >= end);
            prop_assert!(text.get(hint.range.clone()).is_some());
            end = hint.range.end;
        }
    }
}
