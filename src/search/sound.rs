//! How a Dutch word sounds, for people who write as they speak: `zorchtoeslach`, `kweitschelding`, `infalide`.
//!
//! Knows single folded words only. Two words with the same key sound alike to a Dutch ear; the key itself is
//! not meant to be read. Begin reading at [`sound`].

use super::text::without_end;

/// How spellings that begin with a letter sound, the longer ones first; at each place of a word the first that fits
/// is applied.
const fn rules(letter: char) -> &'static [(&'static str, &'static str)] {
    match letter {
        'a' => &[("auw", "O"), ("aai", "aj"), ("au", "O"), ("aa", "a")],
        'c' => &[
            ("ch", "x"),
            ("ck", "k"),
            ("ce", "se"),
            ("ci", "si"),
            ("cy", "si"),
            ("c", "k"),
        ],
        'e' => &[("ei", "E"), ("eu", "Y"), ("ee", "e")],
        'g' => &[("gh", "x"), ("g", "x")],
        'i' => &[("ieuw", "iu"), ("ij", "E"), ("ie", "i")],
        'o' => &[
            ("ouw", "O"),
            ("ooi", "oj"),
            ("ou", "O"),
            ("oe", "U"),
            ("oo", "o"),
        ],
        'p' => &[("ph", "f")],
        'q' => &[("qu", "kw")],
        's' => &[("sch", "sx")],
        't' => &[("th", "t")],
        'u' => &[("ui", "W"), ("uu", "u")],
        'v' => &[("v", "f")],
        'x' => &[("x", "ks")],
        'y' => &[("y", "i")],
        'z' => &[("z", "s")],
        _ => &[],
    }
}

/// How the end of a word sounds; applied once, before the rules.
const ENDINGS: &[(&str, &str)] = &[
    ("isch", "is"),
    ("tie", "sie"),
    ("ties", "sies"),
    ("nk", "ng"),
    ("dt", "t"),
    ("cht", "ch"),
    ("d", "t"),
    ("b", "p"),
    ("ieel", "jeel"),
];

/// The key of a folded word; empty for a word without Latin letters.
pub(super) fn sound(word: &str) -> String {
    let (body, end) = ENDINGS
        .iter()
        .find_map(|(ending, heard)| Some((without_end(word, ending)?, *heard)))
        .unwrap_or((word, ""));
    let mut spoken = String::with_capacity(word.len() + 2);
    spoken.push_str(body);
    spoken.push_str(end);
    let mut key = String::with_capacity(spoken.len() + 2);
    let mut rest = spoken.as_str();
    let mut last = '\0';
    while let Some(letter) = rest.chars().next() {
        let (heard, after) = rules(letter)
            .iter()
            .find_map(|(written, heard)| Some((*heard, after(rest, written)?)))
            .unwrap_or_else(|| rest.split_at(letter.len_utf8()));
        rest = after;
        for sound in heard.chars() {
            if last != sound {
                key.push(sound);
                last = sound;
            }
        }
    }
    leave_out_helping_vowel(&mut key);
    glide(key)
}

/// What comes after these few letters. They are compared one by one, which for so few is quicker than as a whole.
fn after<'a>(rest: &'a str, written: &str) -> Option<&'a str> {
    let fits =
        written.len() <= rest.len() && written.bytes().zip(rest.bytes()).all(|(a, b)| a == b);
    fits.then(|| rest.get(written.len()..)).flatten()
}

/// `hullep` is `hulp`: people hear an `e` between `l` or `r` and the consonant that ends the word.
fn leave_out_helping_vowel(key: &mut String) {
    let mut back = key.chars().rev();
    let (last, e, liquid, vowel) = (back.next(), back.next(), back.next(), back.next());
    let heard = matches!(last, Some('p' | 'k' | 'f' | 'm' | 'x'))
        && e == Some('e')
        && matches!(liquid, Some('l' | 'r'))
        && vowel.is_some_and(|vowel| "aeiouOEUYW".contains(vowel));
    if let Some(last) = last.filter(|_| heard) {
        key.truncate(key.len() - 2);
        key.push(last);
    }
}

/// `sociale` sounds like `sosjale`: an `i` before a vowel glides.
fn glide(key: String) -> String {
    let glides = |pair: &[u8]| matches!(pair, [b'i', b'a' | b'o' | b'e']);
    if !key.as_bytes().windows(2).any(glides) {
        return key;
    }
    let mut next = key.chars().skip(1);
    key.chars()
        .map(|sound| match (sound, next.next()) {
            ('i', Some('a' | 'o' | 'e')) => 'j',
            _ => sound,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn words_that_sound_alike_share_a_key() {
        for (written, meant) in [
            ("zorchtoeslach", "zorgtoeslag"),
            ("kweitschelding", "kwijtschelding"),
            ("infalide", "invalide"),
            ("frauwenopvang", "vrouwenopvang"),
            ("allimentasie", "alimentatie"),
            ("urgensie", "urgentie"),
            ("riesieko", "risico"),
            ("inkasso", "incasso"),
            ("uitkerink", "uitkering"),
            ("hullep", "hulp"),
            ("zosjale", "sociale"),
            ("juridies", "juridisch"),
            ("huurtoeslacht", "huurtoeslag"),
            ("bijstant", "bijstand"),
            ("kint", "kind"),
        ] {
            assert_eq!(sound(written), sound(meant), "{written} {meant}");
        }
    }

    #[test]
    fn words_that_sound_different_keep_apart() {
        for (a, b) in [("huur", "hoor"), ("zorg", "zorgt"), ("wet", "wit")] {
            assert_ne!(sound(a), sound(b), "{a} {b}");
        }
    }
}
