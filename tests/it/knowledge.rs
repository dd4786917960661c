//! Cards and local data: what is shipped, what lies over it, and what is said of a file that is not right.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that fails"
)]

mod content;
mod marks;
mod prose;
mod shipped;
mod upkeep;
mod written;

use balie::{
    domain::Problem,
    knowledge::{self, Local},
};

/// The text of a small sound card.
fn card(id: &str, name: &str) -> String {
    format!(
        "+++\nid = \"{id}\"\nkind = \"dienst\"\nname = \"{name}\"\nregion = \"alkmaar\"\nconfidence = \"high\"\n\
         [[sources]]\ntitle = \"Bron\"\n+++\n## Wat is het\n- Een kaart.\n"
    )
}

/// The problems as a person would read them, one a line.
fn told(problems: &[Problem]) -> String {
    let line = |problem: &Problem| {
        let at = problem.line.map(|line| line.to_string());
        format!(
            "{} [{}] {} -> {}\n",
            at.unwrap_or_else(|| "-".to_owned()),
            problem.field,
            problem.what,
            problem.remedy
        )
    };
    problems.iter().map(line).collect()
}

#[test]
fn an_editor_may_write_paragraphs_numbers_or_lines_that_go_on() {
    let text = card("aow", "AOW").replace(
        "- Een kaart.\n",
        "Een alinea\nop twee regels.\n\n* Een punt\n  dat doorloopt.\r\n\n## Zo regelt u het\n10. Bel.\n2. Ga langs.\n",
    );
    let card = knowledge::parse_article("aow.md", &text).unwrap();
    assert_eq!(
        card.facts,
        ["Een alinea op twee regels.", "Een punt dat doorloopt."]
    );
    assert_eq!(card.how, ["Bel.", "Ga langs."]);
}

#[test]
fn a_card_written_on_another_system_is_read_the_same() {
    let text = card("aow", "AOW");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(
        knowledge::parse_article("aow.md", &windows),
        knowledge::parse_article("aow.md", &text)
    );
}

#[test]
fn what_only_the_whole_shows_is_told_of_every_card() {
    let lost = card("aow", "AOW").replace(
        "[[sources]]",
        "related = [\"koffie\", \"aow\"]\n[[sources]]",
    );
    let cards = [("aow.md", lost), ("aow-2.md", card("aow-2", "aow"))]
        .map(|(file, text)| knowledge::parse_article(file, &text).unwrap());
    let mut local = Local::default();
    let text = "[[places]]\nid = \"kantine\"\nname = \"Kantine\"\n[[partners]]\nid = \"x\"\nrole = \"y\"\n\
                [[closures]]\nplace = \"schuur\"\nfrom = 2026-12-25\nto = 2026-12-26\nreason = \"kerst\"\n";
    knowledge::parse_local("lokaal.toml", text, &mut local).unwrap();
    assert_eq!(
        told(&knowledge::check(&cards, &local)),
        "\
- [related[1]] there is no card `koffie` -> mend the id or remove it
- [related[2]] the card names itself as related -> remove it
- [name] the card `aow` has the same name `aow` -> say in one of the names how they differ
- [places] there is no card `kantine` -> mend the id or add the card
- [partners] there is no card `x` -> mend the id or add the card
- [closures] there is no place `schuur` -> mend the id, or remove `place` when all places are closed
"
    );
}

#[test]
fn local_data_is_laid_over_entry_by_entry() {
    let mut local = Local::default();
    let first = "ride_area = [\"Alkmaar\"]\n[[standby]]\nid = \"a\"\nlabel = \"A\"\n[[standby]]\nid = \"b\"\nlabel = \"B\"\n";
    let own = "ride_area = [\"Nijmegen\"]\n[[standby]]\nid = \"a\"\nlabel = \"A\"\nphone = \"024\"\n[[standby]]\nid = \"c\"\nlabel = \"C\"\n";
    let broken = "ride_area = [\"Nergens\"]\n[[standby]]\nid = \"d\"\n";
    knowledge::parse_local("first.toml", first, &mut local).unwrap();
    knowledge::parse_local("own.toml", own, &mut local).unwrap();
    let problems = knowledge::parse_local("broken.toml", broken, &mut local).unwrap_err();
    assert_eq!(problems.len(), 1);
    let roles: Vec<(&str, Option<&str>)> = local
        .standby
        .iter()
        .map(|role| (role.id.as_str(), role.phone.as_deref()))
        .collect();
    assert_eq!(roles, [("a", Some("024")), ("b", None), ("c", None)]);
    assert_eq!(local.ride_area, ["Nijmegen"]);
}
