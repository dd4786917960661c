//! How a Dutch word sounds, for people who write as they speak: `zorchtoeslach`, `kweitschelding`, `infalide`.
//!
//! Knows single folded words only. Two words with the same key sound alike to a Dutch ear; the key itself is
//! not meant to be read. Begin reading at [`sound`].

use super::text::without_end;

/// How spellings that begin with a letter sound, the longer ones first; at each place of a word the first that fits
/// is applied.
const fn rules(letter: u8) -> &'static [(&'static str, &'static str)] {
    match letter {
        b'a' => &[("auw", "O"), ("aai", "aj"), ("au", "O"), ("aa", "a")],
        b'c' => &[
            ("ch", "x"),
            ("ck", "k"),
            ("ce", "se"),
            ("ci", "si"),
            ("cy", "si"),
            ("c", "k"),
        ],
        b'e' => &[("ei", "E"), ("eu", "Y"), ("ee", "e")],
        b'g' => &[("gh", "x"), ("g", "x")],
        b'i' => &[("ieuw", "iu"), ("ij", "E"), ("ie", "i")],
        b'o' => &[
            ("ouw", "O"),
            ("ooi", "oj"),
            ("ou", "O"),
            ("oe", "U"),
            ("oo", "o"),
        ],
        b'p' => &[("ph", "f")],
        b'q' => &[("qu", "kw")],
        b's' => &[("sch", "sx")],
        b't' => &[("th", "t")],
        b'u' => &[("ui", "W"), ("uu", "u")],
        b'v' => &[("v", "f")],
        b'x' => &[("x", "ks")],
        b'y' => &[("y", "i")],
        b'z' => &[("z", "s")],
        _ => &[],
    }
}

/// For each letter the letters that a rule for it may have next, each a bit; all where one letter is enough. Most letters
/// sound as they are written, and are told apart by this alone.
#[expect(
    clippy::indexing_slicing,
    reason = "a byte outside of the table would not compile"
)]
static MAY_CHANGE: [u32; 256] = {
    let mut all = [0; 256];
    let mut letter = b'a';
    while letter <= b'z' {
        let rules = rules(letter);
        let mut rule = 0;
        while rule < rules.len() {
            let written = rules[rule].0.as_bytes();
            all[letter as usize] |= if written.len() > 1 {
                1 << (written[1] & 31)
            } else {
                u32::MAX
            };
            rule += 1;
        }
        letter += 1;
    }
    all
};

/// Whether a rule may fit where these letters stand.
fn may_change(letters: &[u8]) -> bool {
    let (Some(first), next) = (letters.first(), letters.get(1).unwrap_or(&0)) else {
        return false;
    };
    let nexts = MAY_CHANGE
        .get(usize::from(*first))
        .copied()
        .unwrap_or_default();
    nexts >> (next & 31) & 1 == 1
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
    Ear::default().hear(word).to_owned()
}

/// Hears one word after the other in the same memory.
#[derive(Default)]
pub(super) struct Ear {
    /// The word with its end as it sounds.
    spoken: String,
    /// Its key, always whole letters.
    key: Vec<u8>,
}

impl Ear {
    /// The key of a folded word, as [`sound`] gives it.
    pub(super) fn hear(&mut self, word: &str) -> &str {
        let Self { spoken, key } = self;
        let (body, end) = ENDINGS
            .iter()
            .find_map(|(ending, heard)| Some((without_end(word, ending)?, *heard)))
            .unwrap_or((word, ""));
        spoken.clear();
        spoken.push_str(body);
        spoken.push_str(end);
        key.clear();
        let mut rest = spoken.as_str();
        while let Some(&letter) = rest.as_bytes().first() {
            let changed = if may_change(rest.as_bytes()) {
                rules(letter)
                    .iter()
                    .find_map(|(written, heard)| Some((*heard, after(rest, written)?)))
            } else {
                None
            };
            // A letter of another script has several bytes.
            let length = rest.chars().next().map_or(1, char::len_utf8);
            let (heard, after): (&str, _) = changed.unwrap_or_else(|| rest.split_at(length));
            rest = after;
            match heard.as_bytes() {
                // What is heard twice is heard once.
                [sound] if key.last() == Some(sound) => {}
                [sound] => key.push(*sound),
                sounds if heard.is_ascii() => {
                    for sound in sounds {
                        if key.last() != Some(sound) {
                            key.push(*sound);
                        }
                    }
                }
                sounds if key.ends_with(sounds) => {}
                sounds => key.extend_from_slice(sounds),
            }
        }
        leave_out_helping_vowel(key);
        glide(key);
        str::from_utf8(key).unwrap_or_default()
    }
}

/// What comes after these few letters. They are compared one by one, which for so few is quicker than as a whole.
fn after<'a>(rest: &'a str, written: &str) -> Option<&'a str> {
    let fits =
        written.len() <= rest.len() && written.bytes().zip(rest.bytes()).all(|(a, b)| a == b);
    fits.then(|| rest.get(written.len()..)).flatten()
}

/// `hullep` is `hulp`: people hear an `e` between `l` or `r` and the consonant that ends the word.
fn leave_out_helping_vowel(key: &mut Vec<u8>) {
    if let [
        ..,
        vowel,
        b'l' | b'r',
        b'e',
        last @ (b'p' | b'k' | b'f' | b'm' | b'x'),
    ] = **key
        && b"aeiouOEUYW".contains(&vowel)
    {
        key.truncate(key.len() - 2);
        key.push(last);
    }
}

/// `sociale` sounds like `sosjale`: an `i` before a vowel glides.
fn glide(key: &mut [u8]) {
    let mut letters = key.iter_mut().peekable();
    while let Some(sound) = letters.next() {
        if *sound == b'i' && matches!(letters.peek(), Some(b'a' | b'o' | b'e')) {
            *sound = b'j';
        }
    }
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
