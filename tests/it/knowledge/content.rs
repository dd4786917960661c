//! Files that are not right, and any text at all.

use std::{fs, path::Path};

use balie::knowledge::{self, Local};
use proptest::prelude::*;

use super::{card, told};

/// Each file of `invalid/` has the problems that are told of it beside it, in a file `<case>.problems`.
#[test]
fn every_broken_file_is_told_with_line_field_and_remedy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/invalid");
    let mut cases = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let extension = path.extension().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let problems = match extension.as_str() {
            "md" => knowledge::parse_article(&name, &text).unwrap_err(),
            "toml" => knowledge::parse_local(&name, &text, &mut Local::default()).unwrap_err(),
            _ => continue,
        };
        cases += 1;
        let expected = fs::read_to_string(path.with_extension("problems")).unwrap_or_default();
        if told(&problems) != expected {
            wrong.push(format!("{name}\n{}", told(&problems)));
        }
        assert!(problems.iter().all(|problem| problem.file == name));
        assert!(problems.iter().all(|problem| !problem.remedy.is_empty()));
    }
    assert!(cases > 30, "only {cases} cases were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words that mean something to the parsers, so that chance gets past the first line.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "+++\n",
        "## Wat is het\n",
        "## ",
        "- ",
        "1. ",
        "[[amounts]]\n",
        "[[places]]\n",
        "id = \"x\"\n",
        "kind = \"dienst\"\n",
        "value = 1e999\n",
        "valid_to = 2026-02-30\n",
        "valid_from = 0000-01-01\n",
        "as_of = \"-5\"\n",
        "opening_hours = \"Mo-Fr 25:00-99:00 week 53\"\n",
        "opening_hours = \"",
        "phone = [[[",
        "\r\n",
        "\"",
        "\\u0000",
        "= ",
        "é€",
        "\u{feff}",
        "\u{1b}",
        "x.y.z = {a = 1, b = [1,2]}\n",
        "+++",
    ]);
    prop::collection::vec(
        prop_oneof![3 => known.prop_map(str::to_owned), 1 => ".{0,12}"],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_stops_the_parsers(text in pieces()) {
        let _ = knowledge::parse_article("x.md", &text);
        let _ = knowledge::parse_local("x.toml", &text, &mut Local::default());
    }

    #[test]
    fn no_hours_stop_the_parser(hours in "[MoTuWehFrSaPHS0-9:;,/+ \\-]{0,30}") {
        let text = card("x", "X").replace("region", &format!("opening_hours = \"{hours}\"\nregion"));
        if let Err(problems) = knowledge::parse_article("x.md", &text) {
            prop_assert!(problems.iter().all(|problem| problem.field == "opening_hours"), "{problems:?}");
        }
    }
}
