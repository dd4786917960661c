//! The README names, for each promise, the tests that show it: they are there, and they run.

use std::{fs, path::Path};

use super::support::files_below;

#[test]
fn every_promise_in_the_readme_names_tests_that_exist() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(house.join("README.md")).unwrap();
    let heading = "### What we promise and how it is tested";
    let (_, section) = readme.split_once(heading).unwrap();
    let table = section
        .split("\n\n")
        .find(|part| part.starts_with("| promise"));
    let code: String = files_below(&house.join("tests/it"))
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "rs"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let mut named = 0;
    for row in table.unwrap().lines().skip(2) {
        let tests = row.rsplit('|').nth(1).unwrap();
        // Every second piece stands between backticks.
        let tests: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "no test for: {row}");
        for test in tests {
            assert!(runs(&code, test), "`{test}` is not a test that runs: {row}");
            named += 1;
        }
    }
    assert!(named > 50, "the table was read: {named}");
}

/// Whether there is such a test, and `cargo test` runs it.
fn runs(code: &str, test: &str) -> bool {
    let Some((before, _)) = code.split_once(&format!("fn {test}(")) else {
        return false;
    };
    let marks = before.rsplit(['}', ';']).next().unwrap_or_default();
    marks.contains("#[test]") && !marks.contains("#[ignore")
}

#[test]
fn a_test_that_is_not_run_is_no_proof() {
    let code = "#[test]\nfn one() {}\n#[test]\n#[ignore = \"slow\"]\nfn two() {}\nfn three() {}\n";
    let found: Vec<bool> = ["one", "two", "three", "four"]
        .iter()
        .map(|test| runs(code, test))
        .collect();
    assert_eq!(found, [true, false, false, false]);
}
