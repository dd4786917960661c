//! Every name of a message in the code has its words, every message is used, and sentences are short.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use balie::kiosk::library::Library;
use regex_lite::Regex;

/// The most words in one sentence (B1: one thought a sentence).
const MOST_WORDS: usize = 15;

/// The messages of the shipped file: name and all of its text.
fn messages() -> BTreeMap<String, String> {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(house.join("assets/words/nl.ftl")).unwrap();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(char::is_alphabetic)
            && let Some((key, value)) = line.split_once('=')
        {
            key.trim().clone_into(&mut name);
            found.insert(name.clone(), value.trim().to_owned());
        } else if let Some(value) = found.get_mut(&name) {
            value.push('\n');
            value.push_str(line);
        }
    }
    found
}

/// What editors wrote and people read: the routes, the lists of choices, the urgent cards and the cases to practise with.
fn authored() -> BTreeMap<String, String> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut found = BTreeMap::new();
    for folder in ["routes", "lokaal", "noodkaarten", "oefenen"] {
        for entry in fs::read_dir(assets.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(table) = fs::read_to_string(&path).unwrap().parse() else {
                continue;
            };
            let file = path.file_stem().unwrap().to_string_lossy().into_owned();
            gather(&file, &toml::Value::Table(table), &mut found);
        }
    }
    found
}

/// Keys whose text stands on a screen; all else is a code, a rule or a name to look for.
const READ: [&str; 18] = [
    "title",
    "aim",
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "verder",
    "terugmelding",
    "sluit",
    "say",
    "act",
    "avoid",
    "who",
    "when",
    "says",
    "letter",
    "tip",
];

fn gather(place: &str, value: &toml::Value, into: &mut BTreeMap<String, String>) {
    let key = place.rsplit('/').find(|part| !part.starts_with('#'));
    match value {
        toml::Value::String(text) if key.is_some_and(|key| READ.contains(&key)) => {
            into.insert(place.to_owned(), text.clone());
        }
        toml::Value::Array(all) => {
            for (at, each) in all.iter().enumerate() {
                let name = each.get("name").and_then(toml::Value::as_str);
                let name = name.unwrap_or_default();
                gather(&format!("{place}/#{at}{name}"), each, into);
            }
        }
        toml::Value::Table(table) => {
            for (key, each) in table {
                gather(&format!("{place}/{key}"), each, into);
            }
        }
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => {}
    }
}

/// All that is read on a screen: the words of the program and those of the editors.
fn all_texts() -> BTreeMap<String, String> {
    let texts = authored();
    assert!(texts.len() > 600, "the routes were read: {}", texts.len());
    texts.into_iter().chain(messages()).collect()
}

/// The code of the rooms that show words, without their tests.
fn code() -> String {
    fn read(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, into);
            } else {
                let text = fs::read_to_string(path).unwrap();
                into.push_str(text.split("#[cfg(test)]").next().unwrap());
            }
        }
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = String::new();
    read(&source.join("tui"), &mut all);
    read(&source.join("kiosk"), &mut all);
    read(&source.join("plain"), &mut all);
    all.push_str(&fs::read_to_string(source.join("kiosk.rs")).unwrap());
    all
}

fn captured(pattern: &str, code: &str) -> BTreeSet<String> {
    let pattern = Regex::new(pattern).unwrap();
    pattern
        .captures_iter(code)
        .map(|found| found.get(1).unwrap().as_str().to_owned())
        .collect()
}

#[test]
fn every_name_in_the_code_has_its_words() {
    let known = messages();
    let code = code();
    let mut named = captured(
        r#"\b(?:say|count|words\s*\.\s*(?:with|text))\(\s*"([a-z][a-z0-9-]*)""#,
        &code,
    );
    named.extend(captured(r#"Trouble::new\(\s*"([a-z0-9-]+)""#, &code));
    // Tables and offers: whatever begins as a message does is one.
    let families: BTreeSet<&str> = known
        .keys()
        .filter_map(|name| name.split_once('-'))
        .map(|(family, _)| family)
        .collect();
    let literals = captured(r#""([a-z]+-[a-z0-9-]*[a-z0-9])""#, &code);
    named.extend(literals.into_iter().filter(|name| {
        name.split_once('-')
            .is_some_and(|(family, _)| families.contains(family))
    }));
    let missing: Vec<_> = named
        .iter()
        .filter(|name| !known.contains_key(*name))
        .collect();
    assert!(named.len() > 150, "the code was read: {}", named.len());
    assert_eq!(missing, Vec::<&String>::new(), "add them to nl.ftl");
}

#[test]
fn every_message_is_used() {
    let code = code();
    let literals = captured(r#""([a-z][a-z0-9-]*)""#, &code);
    // Names that are made from a number (`weekdag-kort-{}`) or from a code (`label("domein", code)`).
    let mut made = captured(r#""([a-z-]+-)\{[a-z_.()]*\}""#, &code);
    let labels = captured(r#"words\.label\("([a-z]+)""#, &code);
    made.extend(labels.into_iter().map(|family| format!("{family}-")));
    let unused: Vec<String> = messages()
        .into_keys()
        .filter(|name| {
            let is_made = made.iter().any(|start| name.starts_with(start.as_str()));
            !literals.contains(name) && !is_made
        })
        .collect();
    assert_eq!(unused, Vec::<String>::new(), "take them out of nl.ftl");
}

#[test]
fn every_code_of_a_card_has_its_words() {
    let known = messages();
    let library = Library::load(None);
    let mut names = BTreeSet::new();
    for article in library.articles.iter() {
        names.extend(article.domains.iter().map(|code| format!("domein-{code}")));
        names.insert(format!("gebied-{}", article.region));
        names.insert(format!("soort-{}", article.kind.code()));
    }
    let missing: Vec<_> = names
        .iter()
        .filter(|name| !known.contains_key(*name))
        .collect();
    assert_eq!(missing, Vec::<&String>::new(), "add them to nl.ftl");
}

#[test]
fn a_sentence_has_at_most_fifteen_words() {
    let value = Regex::new(r"\$?\{ ?\$?[a-z_]+ ?\}").unwrap();
    let mut long = Vec::new();
    for (name, text) in all_texts() {
        let text = value.replace_all(&text, "waarde");
        for sentence in text.split(['.', '?', '!', '\n', ':']) {
            let words = sentence.split_whitespace().count();
            if words > MOST_WORDS {
                long.push(format!("{name}: {words} words"));
            }
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn help_has_three_sentences_about_each_screen() {
    let sentence = Regex::new(r"[.!?](\s|$)").unwrap();
    let about: Vec<_> = messages()
        .into_iter()
        .filter(|(name, _)| name.starts_with("over-"))
        .collect();
    assert!(about.len() > 10, "{about:?}");
    for (name, text) in about {
        assert_eq!(sentence.find_iter(&text).count(), 3, "{name}: {text}");
    }
}

/// Long words tire (B1): those that nobody can do without stand here.
const LONG_WORDS: [&str; 6] = [
    "belastingdienst",
    "bewaartermijnen",
    "burgerservicenummer",
    "toevalsgetallen",
    "vrijwilligerswerk",
    "zorgverzekering",
];

/// Letters that stand for words, and are known to all who read them: those of organisations stand on their envelopes.
const KNOWN: [&str; 11] = [
    "AED", "AOW", "CAK", "CJIB", "DUO", "EUR", "ID", "JSON", "PDF", "SVB", "UWV",
];

/// The most letters of a word.
const MOST_LETTERS: usize = 14;

#[test]
fn words_are_short_and_abbreviations_are_known() {
    let value = Regex::new(r"\{[^}]*\}").unwrap();
    let word = Regex::new(r"[A-Za-zÀ-ÿ]+").unwrap();
    let dotted = Regex::new(r"\b[a-z]\.[a-z]\.|\bt/m\b").unwrap();
    let clipped =
        Regex::new(r"(?i)\b(bijv|enz|evt|nr|tel|incl|excl|resp|ca|dhr|mevr|mw|svp)\b").unwrap();
    let mut hard = Vec::new();
    for (name, text) in all_texts() {
        let text = value.replace_all(&text, " ");
        if dotted.is_match(&text) || clipped.is_match(&text) {
            hard.push(format!("{name}: abbreviation"));
        }
        for found in word.find_iter(&text).map(|found| found.as_str()) {
            let is_long = found.chars().count() > MOST_LETTERS;
            let is_capital = found.len() > 1 && found.chars().all(char::is_uppercase);
            let is_heading = name == "oefenen-kop";
            if is_long && !LONG_WORDS.contains(&found.to_lowercase().as_str())
                || is_capital && !KNOWN.contains(&found) && !is_heading
            {
                hard.push(format!("{name}: {found}"));
            }
        }
    }
    assert_eq!(hard, Vec::<String>::new());
}

/// A resident and a volunteer are "u"; only a child is not.
#[test]
fn people_are_addressed_with_u() {
    let familiar = Regex::new(r"(?i)\b(je|jij|jou|jouw|jullie)\b").unwrap();
    let mut found = all_texts();
    // What a resident says in a case to practise with is their own way of speaking.
    found.retain(|name, text| !name.ends_with("/says") && familiar.is_match(text));
    let to_a_child = found.remove("r04-zorg-om-kind/say/#0");
    assert_eq!((to_a_child.is_some(), found), (true, BTreeMap::new()));
}
