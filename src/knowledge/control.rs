//! Characters that must not reach the screen.
//!
//! Knows text only. Begin reading at [`has_control`].

/// True for a character that could move the cursor or colour the screen. Line ends may stand in a note.
///
/// The text of every card goes through here at every start, so eight bytes are looked at together; a byte that may be
/// part of such a character is rare, and only then is each letter asked. U+0080 to U+009F begin with C2.
pub(super) fn has_control(text: &str) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let below = |word: u64, least: u64| word.wrapping_sub(ONES * least) & !word & HIGH;
    let is = |word: u64, byte: u64| below(word ^ (ONES * byte), 1);
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let mut any = 0;
    for eight in eights {
        let word = u64::from_ne_bytes(*eight);
        any |= below(word, 0x20) | is(word, 0x7f) | is(word, 0xc2);
    }
    let is_suspect = |byte: &u8| *byte < 0x20 || *byte == 0x7f || *byte == 0xc2;
    (any != 0 || rest.iter().any(is_suspect))
        && text
            .chars()
            .any(|letter| letter.is_control() && letter != '\n' && letter != '\r')
}

#[cfg(test)]
mod tests {
    use super::has_control;

    #[test]
    fn every_control_character_is_seen_wherever_it_stands() {
        for letter in (0..0x800_u32).filter_map(char::from_u32) {
            for before in 0..20 {
                let text = format!("{}{letter}é ok", "a".repeat(before));
                let wanted = letter.is_control() && letter != '\n' && letter != '\r';
                assert_eq!(has_control(&text), wanted, "{text:?}");
            }
        }
    }
}
