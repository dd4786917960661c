//! The manual for the coordinator: it is printed, its commands exist, its sentences are short.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::cli::{Cli, manual};
use clap::Parser;

use crate::cli::{out, run};

/// The most words in one sentence (B1: one thought a sentence).
const MOST_WORDS: usize = 15;

/// The lines that are to be typed.
fn commands() -> Vec<&'static str> {
    let lines = manual::TEXT.lines();
    lines.filter_map(|line| line.strip_prefix("    ")).collect()
}

#[test]
fn the_manual_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let printed = run(folder.path(), &["manual"], "");
    assert_eq!(printed.status.code(), Some(0));
    assert_eq!(out(&printed), manual::TEXT);
}

#[test]
fn every_command_of_the_manual_is_one_that_balie_knows() {
    let mut known = 0;
    for command in commands() {
        let words: Vec<String> = command
            .split('"')
            .enumerate()
            .flat_map(|(place, part)| {
                if place % 2 == 1 {
                    vec![part.to_owned()]
                } else {
                    part.split_whitespace().map(str::to_owned).collect()
                }
            })
            .collect();
        if words.first().is_some_and(|word| word == "balie") {
            let parsed = Cli::try_parse_from(&words);
            let is_version = command.ends_with("--version");
            if let Err(error) = parsed
                && !is_version
            {
                panic!("{command}\n{error}");
            }
            known += 1;
        }
    }
    assert!(known > 15, "{known}");
}

#[test]
fn the_manual_has_what_a_coordinator_asks() {
    for asked in [
        "Installeren",
        "Inrichten",
        "Kaarten bijwerken",
        "Reservekopie",
        "Woorden vergeten",
        "doorgeven",
        "Een nieuwe versie",
    ] {
        let heading = |line: &str| line.starts_with("## ") && line.contains(asked);
        assert!(manual::TEXT.lines().any(heading), "{asked}");
    }
}

/// Who stands before a new laptop with a stick has every step below the other, up to the folder that Balie opens by itself.
#[test]
fn putting_a_backup_back_is_told_step_by_step() {
    let steps = manual::TEXT.split("### Terugzetten, stap voor stap").nth(1);
    let steps = steps.unwrap().split("\n## ").next().unwrap();
    let mut typed = steps.lines().filter_map(|line| line.strip_prefix("    "));
    for step in [
        "ls /media/stick",
        "balie restore --from /media/stick/",
        "balie --data nieuwe-map check",
        "mkdir -p ~/.local/share",
        "mv nieuwe-map ~/.local/share/balie",
    ] {
        assert!(
            typed.any(|typed| typed.starts_with(step)),
            "{step}\n{steps}"
        );
    }
    for number in 1..=6 {
        assert!(
            steps.contains(&format!("\n{number}. ")),
            "{number}\n{steps}"
        );
    }
}

#[test]
fn a_sentence_of_the_manual_has_at_most_fifteen_words() {
    let prose = manual::TEXT
        .lines()
        .filter(|line| !line.starts_with("    "));
    let text = prose.collect::<Vec<_>>().join("\n").replace("**", "");
    for block in text.split("\n\n").flat_map(|block| block.split("\n- ")) {
        for line in block
            .split("\n1. ")
            .flat_map(|part| part.split(['.', '?', ':', '!']))
        {
            let words = line
                .split_whitespace()
                .filter(|word| word.chars().any(char::is_alphabetic));
            let count = words.count();
            assert!(count <= MOST_WORDS, "{count} words: {line}");
        }
    }
}
