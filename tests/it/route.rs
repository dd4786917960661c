//! Routes: what parses, what is refused with which problem, and the shipped routes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::{fmt::Write, fs, path::PathBuf, sync::LazyLock};

use balie::{
    domain::{Outcome, Problem, Rung, SolvedBy, Theme},
    kiosk::library::Library,
    route::{self, FieldKind, Lists, MOST_QUESTIONS, Route},
};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};

/// How a law is tried: the same cases each run.
pub(crate) fn law(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The shipped library, loaded once: its index takes a while.
pub(crate) fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
        let library = Library::load(None);
        assert_eq!(library.problems, []);
        library
    });
    &LIBRARY
}

/// The shipped lists, those of the desk included.
pub(crate) fn lists() -> &'static Lists {
    &library().lists
}

/// A route from its text.
pub(crate) fn parse(text: &str) -> Result<Route, Vec<Problem>> {
    route::parse("proef.toml", text, lists())
}

/// A shipped route.
pub(crate) fn shipped(name: &str) -> Route {
    Route::clone(&library().routes[name])
}

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The routes of a folder, by file name, in order.
fn files(path: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder(path))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (
                name,
                String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_shipped_route_parses_and_bears_its_file_name() {
    for (name, text) in files("assets/routes") {
        if name == "keuzes.toml" {
            continue;
        }
        let route = route::parse(&name, &text, lists()).unwrap();
        assert_eq!(format!("{}.toml", route.id), name);
    }
}

#[test]
fn shipped_lists_hold_the_codes_that_never_change_in_order() {
    let lists = lists();
    let codes = |name: &str| -> Vec<String> {
        lists[name]
            .iter()
            .map(|choice| choice.name.clone())
            .collect()
    };
    let mut themes: Vec<_> = Theme::ALL.iter().map(ToString::to_string).collect();
    // On the screen the theme that was not named comes last.
    themes.rotate_left(1);
    assert_eq!(codes("thema"), themes);
    assert_eq!(
        codes("uitkomst"),
        Outcome::ALL
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    );
    assert_eq!(
        codes("wie_hielp"),
        SolvedBy::ALL
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    );
    assert_eq!(
        codes("trede"),
        Rung::ALL
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    );
}

#[test]
fn shipped_questions_are_short_and_say_u() {
    for route in library().routes.values() {
        for field in &route.fields {
            let words = field.label.split_whitespace().count();
            assert!(
                words <= 12,
                "{}: {} has {words} words",
                route.id,
                field.name
            );
            let informal = ["je", "jij", "jouw", "jullie"];
            let all = [
                Some(&field.label),
                field.hint.as_ref(),
                field.guidance_hint.as_ref(),
            ];
            for text in all.into_iter().flatten() {
                let lower = text.to_lowercase();
                let mut words = lower.split(|letter: char| !letter.is_alphabetic());
                assert!(
                    !words.any(|word| informal.contains(&word)),
                    "{}: {text}",
                    route.id
                );
            }
        }
    }
}

#[test]
fn no_shipped_question_asks_for_a_name_a_number_or_an_address() {
    let never = [
        "telefoonnummer",
        "geboortedatum",
        "postcode",
        "huisnummer",
        "achternaam",
    ];
    for route in library().routes.values() {
        for field in &route.fields {
            let label = field.label.to_lowercase();
            assert!(
                !never.iter().any(|word| label.contains(word)),
                "{}: {label}",
                route.id
            );
        }
    }
}

#[test]
fn a_shipped_choice_fits_on_a_line() {
    for (name, list) in lists().clone() {
        for choice in list {
            let letters = choice.label.chars().count();
            assert!(
                letters <= 50,
                "{name}: {} has {letters} letters",
                choice.name
            );
        }
    }
}

/// Each file of `tests/routes/invalid` with every problem found in it: line, field, what, remedy.
#[test]
fn invalid_routes_are_refused_with_every_problem() {
    let mut shown = String::new();
    for (name, text) in files("tests/routes/invalid") {
        let problems = parse(&text).map(|_| ()).unwrap_err();
        assert!(!problems.is_empty(), "{name} is refused without a reason");
        writeln!(shown, "{name}").unwrap();
        for problem in problems {
            assert_eq!(problem.file, "proef.toml");
            let line = problem
                .line
                .map_or_else(|| "-".to_owned(), |line| line.to_string());
            let (field, what, remedy) = (problem.field, problem.what, problem.remedy);
            writeln!(shown, "  {line} {field}: {what}\n    -> {remedy}").unwrap();
        }
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn invalid_shared_lists_are_refused_with_every_problem() {
    let text = r#"
titel = "Keuzes"

[[choices]]
list_name = "thema"
name = "geld"
label = "Geld"

[[choices]]
list_name = "subthema"
name = "schuld"
label = "Schuld"
thema = "gelt"
exclusive = "soms"

[[choices]]
list_name = "subthema"
name = "huur"
label = "Huur"
tehma = "geld"

[[survey]]
type = "text"
"#;
    let problems = route::parse_lists("keuzes.toml", text).unwrap_err();
    let shown: Vec<String> = problems
        .iter()
        .map(|problem| {
            format!(
                "{} {}: {}",
                problem.line.unwrap(),
                problem.field,
                problem.what
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    2 titel: the setting `titel` is not understood
    13 thema: `gelt` is not in the list `thema`
    14 exclusive: `soms` does not say yes or no
    20 tehma: the column `tehma` is not understood
    22 survey: shared lists ask no questions
    ");
}

#[test]
fn two_thousand_questions_parse_and_one_more_is_refused() {
    let mut text = route_text("");
    for number in 3..MOST_QUESTIONS {
        write!(
            text,
            "[[survey]]\ntype = \"text\"\nname = \"v{number}\"\nlabel = \"V?\"\nrelevant = \"${{thema}} = 'geld'\"\n"
        )
        .unwrap();
    }
    assert_eq!(parse(&text).unwrap().fields.len(), MOST_QUESTIONS);
    text.push_str("[[survey]]\ntype = \"text\"\nname = \"meer\"\nlabel = \"V?\"\n");
    let problems = parse(&text).map(|_| ()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].what.contains("2001 rows; 2000 is the most"));
}

#[test]
fn a_file_of_many_megabytes_is_refused_at_once() {
    let text = "#".repeat(route::LARGEST_FILE + 1);
    let problems = parse(&text).map(|_| ()).unwrap_err();
    assert!(problems[0].what.contains("larger than"));
}

#[test]
fn groups_hand_their_condition_down() {
    let route = parse(&route_text(
        r#"
[[survey]]
type = "begin_group"
name = "buiten"
label = "Buiten"
relevant = "${thema} = 'geld'"

[[survey]]
type = "begin group"
name = "binnen"
label = "Binnen"
relevant = "${uitkomst} = 'verwezen'"

[[survey]]
type = "integer"
name = "a"
label = "A?"
relevant = "${wie_hielp} = 'niemand'"

[[survey]]
type = "end group"

[[survey]]
type = "text"
name = "b"
label = "B?"

[[survey]]
type = "end_group"

[[survey]]
type = "note"
name = "c"
label = "C."
"#,
    ))
    .unwrap();
    let of = |name: &str| {
        let field = route.field(name).unwrap();
        let relevant = field
            .relevant
            .as_ref()
            .map(|expression| expression.text().to_owned());
        (field.group.clone(), relevant)
    };
    assert_eq!(
        of("a"),
        (
            Some("Binnen".to_owned()),
            Some("((${thema} = 'geld') and (${uitkomst} = 'verwezen')) and (${wie_hielp} = 'niemand')".to_owned())
        )
    );
    assert_eq!(
        of("b"),
        (
            Some("Buiten".to_owned()),
            Some("${thema} = 'geld'".to_owned())
        )
    );
    assert_eq!(of("c"), (None, None));
    assert_eq!(route.field("a").unwrap().kind, FieldKind::Integer);
}

/// A route with the three questions every route needs, and more.
pub(crate) fn route_text(more: &str) -> String {
    let mut text =
        "id = \"proef\"\ntitle = \"Proef\"\naim = \"Een proef.\"\ntempo = \"kort\"\n".to_owned();
    for name in ["thema", "uitkomst", "wie_hielp"] {
        write!(
            text,
            "[[survey]]\ntype = \"select_one {name}\"\nname = \"{name}\"\nlabel = \"{name}?\"\nrequired = true\n"
        )
        .unwrap();
    }
    text + more
}
