//! Which forms of a Dutch word belong together: `toeslag` and `toeslagen`, `gemachtigd` and `machtigen`.
//!
//! Knows single folded words only. Both versions of the Snowball stemmer for Dutch part words that carry this
//! domain (the newer parts `toeslag` from `toeslagen` and `schuld` from `schulden`, the older `huur` from
//! `huurders`), so this is our own: regular endings by rule, the irregular ones in two tables. What depends on the
//! other words of the corpus (is the `t` of `werkt` an ending?) is offered by [`other_stems`] and decided by
//! the vocabulary. Begin reading at [`stem`].

mod table;

use std::sync::LazyLock;

use super::{
    table::{Words, hash},
    text::{without_end, without_start},
};
use table::{EXCEPTIONS, SEPARABLE, SINGULARS, STRONG};

/// The stem of a folded word by the tables and the regular endings.
pub(super) fn stem(word: &str) -> String {
    let mut found = String::with_capacity(word.len() + 1);
    stem_into(word, hash(word), &mut found);
    found
}

/// The same for a word of which the hash is known, into memory that is used again.
pub(super) fn stem_into(word: &str, hash: u64, found: &mut String) {
    found.clear();
    if let Some((prefix, stem)) = irregular(word, hash) {
        found.push_str(prefix);
        found.push_str(stem);
    } else if is_plain(word) {
        regular(word, found);
    } else {
        found.push_str(word);
    }
}

/// Whether a word has endings at all: not a short one, a number or a word of another script.
fn is_plain(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// Of the stems a folded word can have beside its `first` the one that holds, as the caller knows from other words.
///
/// They are offered one by one, the likeliest first, until `holds`.
pub(super) fn other_stems(
    word: &str,
    first: &str,
    mut holds: impl FnMut(&str) -> bool,
) -> Option<String> {
    if !is_plain(word) {
        return None;
    }
    // Most words offer nothing, so the tables are asked no sooner than there is something to offer.
    let mut is_regular = None;
    let mut other = String::new();
    let mut offer = |rest: &str| {
        other.clear();
        other.push_str(rest);
        finish(&mut other);
        let offers = other.len() >= 3 && other != first;
        (offers
            && *is_regular.get_or_insert_with(|| irregular(word, hash(word)).is_none())
            && holds(&other))
        .then(|| std::mem::take(&mut other))
    };
    if let Some(infinitive) = without_ge(first)
        && let Some(found) = ["t", "d", ""]
            .iter()
            .find_map(|ending| offer(without_end(&infinitive, ending)?))
    {
        return Some(found);
    }
    // `werkte` and `werkten`, `belde` and `belden`.
    let past = word.strip_suffix('n').unwrap_or(word);
    let past = past.strip_suffix('e').and_then(|past| {
        let rest = past.strip_suffix(['t', 'd'])?;
        offer(rest)
    });
    past.or_else(|| {
        let endings: &[&str] = match word.as_bytes().last()? {
            b't' => &["t"],
            b'd' => &["d"],
            b's' => &["s", "jes", "tjes"],
            b'e' => &["je", "tje"],
            _ => &[],
        };
        endings
            .iter()
            .find_map(|ending| offer(word.strip_suffix(ending)?))
    })
}

/// The forms of [`EXCEPTIONS`] and then of [`STRONG`], to be found by their hash: the number of each is its row.
static IRREGULAR: LazyLock<Words> = LazyLock::new(|| {
    let rows = EXCEPTIONS.iter().chain(STRONG);
    Words::from_unique(rows.map(|(form, _)| *form))
});

/// Whether a word may be a participle: most words are told apart by this alone.
fn has_ge(word: &str) -> bool {
    word.as_bytes().windows(2).any(|pair| pair == b"ge")
}

/// The stem of a word that stands in a table, in two parts: a separable prefix or nothing, and the rest.
fn irregular(word: &str, hash: u64) -> Option<(&'static str, &'static str)> {
    if let Some(row) = IRREGULAR.find_hashed(word, hash) {
        let row = row as usize;
        let exception = EXCEPTIONS.get(row);
        let found = exception.or_else(|| STRONG.get(row - EXCEPTIONS.len()));
        return found.map(|(_, stem)| ("", *stem));
    }
    if !has_ge(word) {
        return None;
    }
    SEPARABLE.iter().find_map(|prefix| {
        let row = IRREGULAR.find(without_start(word, prefix)?)?;
        let strong = (row as usize).checked_sub(EXCEPTIONS.len())?;
        let (_, stem) = STRONG.get(strong)?;
        Some((*prefix, *stem))
    })
}

/// The stem by the regular endings of nouns, verbs and adjectives.
fn regular(word: &str, found: &mut String) {
    // No ending below has another last letter.
    if !word.ends_with(['n', 's', 'e', 'g', 'r']) {
        return finished(word, found);
    }
    if let Some(rest) = word.strip_suffix("heden") {
        found.push_str(rest);
        found.push_str("heid");
        return;
    }
    if let Some(rest) = diminutive(word) {
        return finished(rest, found);
    }
    let singular = word
        .strip_suffix('s')
        .filter(|rest| {
            rest.len() > 3
                && [
                    "e", "el", "em", "en", "er", "ing", "aar", "eur", "or", "oen", "ier", "ail",
                    "ar",
                ]
                .iter()
                .any(|ending| without_end(rest, ending).is_some())
        })
        .unwrap_or(word);
    let singular = singular
        .strip_suffix("en")
        .filter(|rest| rest.ends_with("ing") && rest.len() > 5)
        .unwrap_or(singular);
    if let Some(rest) = singular.strip_suffix("ing").filter(|rest| rest.len() > 3) {
        return lengthen(rest, found);
    }
    if let Some(rest) = singular
        .strip_suffix("der")
        .filter(|rest| rest.len() > 3 && rest.ends_with('r'))
    {
        return finished(rest, found);
    }
    let person = singular.strip_suffix("en").unwrap_or(singular);
    if let Some(rest) = person.strip_suffix("er").filter(|rest| rest.len() > 4) {
        return lengthen(rest, found);
    }
    // `pensioen` and `schoen` are no plurals.
    let is_plural =
        |rest: &&str| rest.len() > 2 && (!rest.ends_with(is_vowel) || rest.ends_with("ee"));
    if let Some(rest) = singular.strip_suffix("en").filter(is_plural) {
        return lengthen(rest, found);
    }
    if let Some(rest) = singular.strip_suffix('e').filter(|rest| rest.len() > 2) {
        if rest.ends_with('i') || rest.ends_with('e') {
            found.push_str(singular);
        } else {
            lengthen(rest, found);
        }
        return;
    }
    finished(singular, found);
}

/// What a diminutive is made from: `boekje`, `boompje`, `pensioentje`, `balletje`, `woninkje`.
fn diminutive(word: &str) -> Option<&str> {
    let word = word.strip_suffix('s').unwrap_or(word);
    let base = word.strip_suffix("je").filter(|base| base.len() > 2)?;
    let doubled = base.strip_suffix("et").filter(|rest| {
        let mut letters = rest.bytes().rev();
        let (last, before) = (letters.next(), letters.next());
        last == before && rest.len() > 3
    });
    if let Some(rest) = doubled {
        return Some(rest);
    }
    if let Some(rest) = base.strip_suffix('p').filter(|rest| rest.ends_with('m')) {
        return Some(rest);
    }
    if let Some(rest) = base.strip_suffix('t') {
        let after_long = [
            "oen", "oel", "eel", "aal", "uur", "eur", "ier", "iel", "ein", "ijn", "uin", "oon",
            "een", "el", "er", "w",
        ];
        if after_long
            .iter()
            .any(|ending| without_end(rest, ending).is_some())
            || rest.ends_with(is_vowel)
        {
            return Some(rest);
        }
    }
    Some(base)
}

/// The word without the `ge` of a participle, also between a separable prefix and its verb.
fn without_ge(word: &str) -> Option<String> {
    if let Some(rest) = word.strip_prefix("ge").filter(|rest| rest.len() > 3) {
        return Some(rest.to_owned());
    }
    if !has_ge(word) {
        return None;
    }
    SEPARABLE.iter().find_map(|prefix| {
        let rest = without_start(word, prefix)?.strip_prefix("ge")?;
        (rest.len() > 2).then(|| [prefix, rest].concat())
    })
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// After `-en`, `-e`, `-er` or `-ing`: an open syllable gets its double vowel back (`huren`, `huur`).
fn lengthen(stem: &str, found: &mut String) {
    found.push_str(stem);
    if let [.., before, vowel, last] = *stem.as_bytes() {
        let open = !is_vowel(char::from(last))
            && last != b'w'
            && last != b'x'
            && matches!(vowel, b'a' | b'e' | b'o' | b'u')
            && !is_vowel(char::from(before));
        let unstressed = stem.len() > 4
            && ["el", "er", "en", "em", "et"]
                .iter()
                .any(|end| without_end(stem, end).is_some());
        if open && !unstressed {
            found.pop();
            found.push(char::from(vowel));
            found.push(char::from(last));
        }
    }
    finish(found);
}

/// The same word with the end that a stem has.
fn finished(stem: &str, found: &mut String) {
    found.push_str(stem);
    finish(found);
}

/// Spelling at the end of a stem: one consonant, not voiced (`brieven`, `brief`; `wetten`, `wet`).
fn finish(stem: &mut String) {
    if let [.., before, last] = *stem.as_bytes()
        && before == last
        && !is_vowel(char::from(last))
    {
        stem.pop();
    }
    let devoiced = match stem.as_bytes().last() {
        Some(b'v') => Some('f'),
        Some(b'z') => Some('s'),
        _ => None,
    };
    if let Some(letter) = devoiced {
        stem.pop();
        stem.push(letter);
    }
    // Where the table has something: `centra`, and stems with a doubled vowel before their last letter.
    if !matches!(
        *stem.as_bytes(),
        [.., b'a'] | [.., b'a', b'a', _] | [.., b'e', b'e', _] | [.., b'o', b'o', _]
    ) {
        return;
    }
    for (plural, singular) in SINGULARS {
        if let Some(start) = without_end(stem, plural) {
            stem.truncate(start.len());
            stem.push_str(singular);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EXCEPTIONS, SINGULARS, STRONG, finish, other_stems, stem};

    #[track_caller]
    fn together(forms: &[&str]) {
        let mut first = None;
        for form in forms {
            let stem = stem(form);
            let wanted = first.get_or_insert_with(|| stem.clone());
            assert_eq!(&stem, wanted, "{form} among {forms:?}");
        }
    }

    #[track_caller]
    fn offered(form: &str, wanted: &str) {
        let first = stem(form);
        let mut others = Vec::new();
        other_stems(form, &first, |other| {
            others.push(other.to_owned());
            false
        });
        assert!(
            first == wanted || others.iter().any(|other| other == wanted),
            "{form} offers {first} and {others:?}, not {wanted}"
        );
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(EXCEPTIONS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(STRONG.is_sorted_by(|a, b| a.0 < b.0));
        let is_both = |(form, _): &&(&str, &str)| STRONG.iter().any(|(strong, _)| strong == form);
        assert_eq!(EXCEPTIONS.iter().find(is_both), None);
    }

    #[test]
    fn every_singular_of_the_table_is_reached() {
        for (plural, singular) in SINGULARS {
            let mut found = (*plural).to_owned();
            finish(&mut found);
            assert_eq!(found, *singular);
        }
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        together(&["toeslag", "toeslagen"]);
        together(&["schuld", "schulden"]);
        together(&["huur", "huren", "huurder", "huurders"]);
        together(&["mantelzorg", "mantelzorger", "mantelzorgers"]);
        together(&["boete", "boetes"]);
        together(&["brief", "brieven"]);
        together(&["huis", "huizen"]);
        together(&["uitkering", "uitkeringen"]);
        together(&["dementie", "dementerend", "dementerenden"]);
        together(&["verhuizen", "verhuizing"]);
        together(&["betalen", "betaal", "betaling"]);
        together(&["kaart", "kaarten"]);
        together(&["eenzaam", "eenzame"]);
        together(&["wet", "wetten"]);
        together(&["bewindvoerder", "bewindvoering"]);
        together(&["pensioen", "pensioentje"]);
        together(&["mogelijkheid", "mogelijkheden"]);
        together(&["rolstoel", "rolstoelen", "rolstoeltje"]);
        together(&["buurthuis", "buurthuizen"]);
    }

    #[test]
    fn forms_that_need_the_corpus_are_offered() {
        offered("gemachtigd", "machtig");
        offered("overgestapt", "overstap");
        offered("ingeburgerd", "inburger");
        offered("opgelicht", "oplicht");
        offered("werkt", "werk");
        offered("kaartje", "kaart");
        offered("kwijtgescholden", "kwijtscheld");
        offered("afgesloten", "afsluit");
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [
            ("les", "lezen"),
            ("zon", "zoon"),
            ("wet", "weet"),
            ("regeling", "regels"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }
}
