//! Dutch writes compounds as one word: `huurtoeslag`, `buurtsportcoach`. Here they come apart again.
//!
//! Knows words only; which parts of four letters or more exist is asked of the caller ([`is_common`] ones do). Begin
//! reading at [`parts`].

use std::{ops::Range, sync::LazyLock};

use super::{table::Words, text::without_end};

/// Parts of three letters that are words of their own; other parts have four letters or more.
const SHORT_PARTS: [[u8; 3]; 35] = [
    *b"arm", *b"bad", *b"bed", *b"bon", *b"bus", *b"dag", *b"gas", *b"gat", *b"hap", *b"hof",
    *b"jas", *b"lid", *b"man", *b"med", *b"mee", *b"net", *b"oma", *b"opa", *b"pad", *b"pas",
    *b"pot", *b"rit", *b"rug", *b"sms", *b"sok", *b"tas", *b"tip", *b"vak", *b"weg", *b"wet",
    *b"wlz", *b"wmo", *b"zak", *b"zon", *b"zus",
];

/// Nouns that often end or begin a compound at the desk, known as parts even where no card has them alone.
pub(super) const COMMON_PARTS: &[&str] = &[
    "aangifte",
    "aanvraag",
    "advies",
    "afspraak",
    "afval",
    "arbeid",
    "auto",
    "baan",
    "balie",
    "bank",
    "belasting",
    "beroep",
    "betaling",
    "bewijs",
    "bewind",
    "bezoek",
    "boete",
    "brief",
    "budget",
    "bureau",
    "buurt",
    "centrum",
    "coach",
    "computer",
    "cursus",
    "dienst",
    "dokter",
    "energie",
    "fiets",
    "financiering",
    "fonds",
    "formulier",
    "gebruik",
    "geld",
    "geweld",
    "groep",
    "hart",
    "huis",
    "huishoud",
    "hulp",
    "huur",
    "inkomen",
    "inloop",
    "jeugd",
    "kaart",
    "kamer",
    "kantoor",
    "kast",
    "kind",
    "kinder",
    "klus",
    "korting",
    "kosten",
    "krediet",
    "kring",
    "leerling",
    "leven",
    "lift",
    "lijn",
    "loket",
    "loon",
    "maaltijd",
    "machine",
    "markt",
    "middel",
    "mobiel",
    "moeder",
    "nacht",
    "nood",
    "opvang",
    "ouder",
    "ouderen",
    "pakket",
    "park",
    "parkeer",
    "partij",
    "pensioen",
    "persoon",
    "plaats",
    "plan",
    "plek",
    "politie",
    "post",
    "premie",
    "probleem",
    "punt",
    "recht",
    "regel",
    "regeling",
    "rekening",
    "rijbewijs",
    "risico",
    "rolstoel",
    "ruimte",
    "school",
    "schuld",
    "schulden",
    "slaap",
    "spel",
    "sport",
    "spraak",
    "spreek",
    "stoel",
    "straat",
    "straf",
    "stroom",
    "studie",
    "subsidie",
    "taal",
    "taxi",
    "termijn",
    "thuis",
    "toeslag",
    "trap",
    "uitkering",
    "vader",
    "vakantie",
    "vergoeding",
    "verhoging",
    "verkeers",
    "verlof",
    "verpleeg",
    "vervoer",
    "verzekering",
    "voedsel",
    "vrij",
    "vrouwen",
    "wagen",
    "water",
    "werk",
    "wijk",
    "winkel",
    "woning",
    "woon",
    "zaak",
    "zelf",
    "ziekenhuis",
    "ziekte",
    "zorg",
    "zwem",
];

/// Letters that join two parts: `schulden-hulp`, `inkomen-s-toeslag`, `zon-ne-panelen`.
const LINKS: &[&str] = &["", "s", "en", "e", "n"];

/// The most parts a compound is taken apart into.
const MOST_PARTS: usize = 4;

/// Where the parts of a compound stand in it, in order; empty for a word that is no compound.
///
/// Where it can come apart in several ways the longest last part wins: the end of a Dutch compound says what it is.
pub(super) fn parts(word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if word.is_ascii() && word.len() >= 6 {
        take_apart(word, 0, is_word, &mut found, MOST_PARTS);
    }
    found
}

/// The parts of a compound and every run of them that is a word too: of `schuldhulpverlening` also `schuldhulp`.
pub(super) fn inside<'a>(word: &'a str, is_word: &dyn Fn(&str) -> bool) -> Vec<&'a str> {
    let parts = parts(word, is_word);
    let mut found: Vec<&str> = parts.iter().filter_map(|at| word.get(at.clone())).collect();
    for (first, from) in parts.iter().enumerate() {
        for to in parts.iter().skip(first + 1) {
            let run = word.get(from.start..to.end).unwrap_or_default();
            if run.len() < word.len() && is_part(run, is_word) {
                found.push(run);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The same, to be found by their hash.
static KNOWN_PARTS: LazyLock<Words> =
    LazyLock::new(|| Words::from_unique(COMMON_PARTS.iter().copied()));

/// Whether a word is one of [`COMMON_PARTS`].
pub(super) fn is_common(part: &str) -> bool {
    KNOWN_PARTS.find(part).is_some()
}

/// Whether a word may be a part of a compound.
fn is_part(word: &str, is_word: &dyn Fn(&str) -> bool) -> bool {
    match word.as_bytes() {
        [] | [_] | [_, _] => false,
        &[a, b, c] => SHORT_PARTS.binary_search(&[a, b, c]).is_ok(),
        _ => is_word(word),
    }
}

/// Finds the best split in two and takes each half apart again; tells whether there was one.
fn take_apart(
    word: &str,
    offset: usize,
    is_word: &dyn Fn(&str) -> bool,
    found: &mut Vec<Range<usize>>,
    most: usize,
) -> bool {
    if most < 2 || word.len() < 6 {
        return false;
    }
    for cut in 3..=word.len().saturating_sub(3) {
        let Some((start, end)) = word.split_at_checked(cut) else {
            continue;
        };
        if !is_part(end, is_word) {
            continue;
        }
        for link in LINKS {
            let Some(first) = without_end(start, link).filter(|first| first.len() >= 3) else {
                continue;
            };
            // A first half that is itself an unknown compound may come apart further.
            let known = is_part(first, is_word);
            let before = found.len();
            if !take_apart(first, offset, is_word, found, most - 1) {
                if !known {
                    continue;
                }
                found.push(offset..offset + first.len());
            } else if known {
                found.insert(before, offset..offset + first.len());
            }
            let at = offset + cut;
            found.push(at..at + end.len());
            take_apart(end, at, is_word, found, most - 1);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{COMMON_PARTS, SHORT_PARTS, is_common, parts};

    #[track_caller]
    fn check(word: &str, known: &[&str], wanted: &[&str]) {
        let found = parts(word, &|part| is_common(part) || known.contains(&part));
        let found: Vec<&str> = found.into_iter().filter_map(|at| word.get(at)).collect();
        assert_eq!(found, wanted, "{word}");
    }

    #[test]
    fn parts_are_sorted() {
        assert!(COMMON_PARTS.is_sorted_by(|a, b| a < b));
        assert!(SHORT_PARTS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn compounds_come_apart() {
        check("huurtoeslag", &[], &["huur", "toeslag"]);
        check("schuldenhulp", &[], &["schulden", "hulp"]);
        check("inkomenstoeslag", &["inkomen"], &["inkomen", "toeslag"]);
        check("stadspas", &["stad"], &["stad", "pas"]);
        check("huisartsenpost", &["huisarts"], &["huisarts", "post"]);
        check(
            "mantelzorgcompliment",
            &["mantelzorg", "compliment", "mantel"],
            &["mantelzorg", "mantel", "zorg", "compliment"],
        );
    }

    #[test]
    fn other_words_stay_whole() {
        check("betalen", &["beta"], &[]);
        check("wmo", &[], &[]);
        check("zelfstandig", &[], &[]);
    }
}
