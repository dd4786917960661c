//! The guard on free text. The numbers that pass the eleven test are published test numbers, nobody's own.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use balie::privacy::{Kind, REMOVED, WITHHELD_DIGITS, find_bsn, findings, storable, without_bsn};
use proptest::prelude::*;

/// `[` and `]` in `marked` stand where each BSN begins and ends.
#[track_caller]
fn holds(marked: &str) {
    let text = marked.replace(['[', ']'], "");
    let mut shown = text.clone();
    for range in find_bsn(&text).into_iter().rev() {
        shown.insert(range.end, ']');
        shown.insert(range.start, '[');
    }
    assert_eq!(shown, marked);
}

#[test]
fn a_bsn_is_found_whatever_stands_between_its_digits() {
    holds("[123456782]");
    holds("[249566758]");
    holds("bsn:[123456782].");
    holds("Het is [123 456 782] van mevrouw");
    holds("[1234.56.782]");
    holds("[12-34-56-782]");
    holds("[1 2 3 4 5 6 7 8 2]");
    holds("[123\u{a0}456\u{200b}782]");
    holds("[123 - 456 - 782]");
    holds("[123\n456\n782]");
    holds("[１２３４５６７８２]");
    holds("NL[123456782]B01");
    holds("[123456782] en [249566758]");
    holds("in 2025 [123456782]");
    holds("[123456782] 2025");
    holds("é[123456782]é");
}

#[test]
fn a_number_that_fails_the_eleven_test_is_no_bsn() {
    holds("123456789");
    holds("000000000");
    holds("12345678");
    holds("geen cijfers");
    holds("");
}

#[test]
fn eight_digits_count_near_a_telling_word() {
    // 010000008 passes: 1 times 8, minus 8.
    holds("bsn [10000008]");
    holds("[10000008] is het burgerservicenummer");
    holds("sofinummer: [1000 0008]");
    holds("BSN [10.00.00.08]");
    holds("kenmerk 10000008");
    holds("bsn 12345678");
    holds("[010000008]");
}

#[test]
fn a_longer_number_or_a_phone_number_is_no_bsn() {
    holds("1234567820");
    holds("0123456782");
    holds("zaak 99123456782");
    holds("+31123456782");
    holds("+31 123456782");
    holds("+31 123 456 782");
    holds("0031 123456782");
    holds("0031-123-456-782");
    holds("+31 (0)123456782");
    holds("(+31) 123456782");
    holds("06 12345678");
    holds("NL91 ABNA 0417 1643 00");
    holds("€ 312,50 voor 12-03-2026");
}

#[test]
fn a_bsn_is_replaced() {
    assert_eq!(without_bsn("bsn 123 456 782!"), format!("bsn {REMOVED}!"));
    assert_eq!(without_bsn("niets"), "niets");
    assert_eq!(
        without_bsn("123456782, 249566758"),
        format!("{REMOVED}, {REMOVED}")
    );
}

#[track_caller]
fn finds(text: &str, expected: &[(Kind, &str)]) {
    let found = findings(text);
    let shown: Vec<(Kind, &str)> = found
        .iter()
        .map(|finding| (finding.kind, text.get(finding.range.clone()).unwrap()))
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn other_traces_of_a_person_are_found() {
    finds("bsn 123456782", &[(Kind::Bsn, "123456782")]);
    finds("zaak 123456789", &[(Kind::NineDigits, "123456789")]);
    finds(
        "NL91 ABNA 0417 1643 00 graag",
        &[(Kind::Iban, "NL91 ABNA 0417 1643 00")],
    );
    finds("nl91abna0417164300", &[(Kind::Iban, "nl91abna0417164300")]);
    finds("NL92ABNA0417164300", &[]);
    finds(
        "BE68 5390 0754 7034",
        &[(Kind::Iban, "BE68 5390 0754 7034")],
    );
    finds(
        "mail ans.de-vries@example.org.",
        &[(Kind::Email, "ans.de-vries@example.org")],
    );
    finds("a@b", &[]);
    finds("@ kantoor.nl", &[]);
    finds("bel 06-12345678", &[(Kind::Phone, "06-12345678")]);
    finds(
        "bel 06 12 34 56 78 na vijf",
        &[(Kind::Phone, "06 12 34 56 78")],
    );
    finds("072 511 22 33", &[(Kind::Phone, "072 511 22 33")]);
    finds("+31 6 12345678", &[(Kind::Phone, "+31 6 12345678")]);
    finds("0031612345678", &[(Kind::Phone, "0031612345678")]);
    finds("geboren 12-03-1950", &[(Kind::BirthDate, "12-03-1950")]);
    finds("geboren 1 3 1950", &[(Kind::BirthDate, "1 3 1950")]);
    finds("afspraak 12-03-2026", &[]);
    finds("35-13-1950", &[]);
    finds("woont 1811 AB 12", &[(Kind::Address, "1811 AB 12")]);
    finds("woont 1811AB, 12", &[(Kind::Address, "1811AB, 12")]);
    finds("woont 1811 AB", &[(Kind::Address, "1811 AB")]);
    finds("in 2026 de waard", &[]);
    finds("bel 112 of 14 072", &[]);
    finds("€ 1.234,50 in 2026", &[]);
}

#[test]
fn what_is_being_typed_is_kept_up_to_the_last_finished_word() {
    assert_eq!(storable(""), "");
    assert_eq!(storable("mev"), "");
    assert_eq!(storable("mevrouw "), "mevrouw ");
    assert_eq!(storable("mevrouw belt morgen"), "mevrouw belt ");
    assert_eq!(storable("een tweede\nregel"), "een tweede\n");
}

#[test]
fn digits_that_may_become_a_number_are_withheld() {
    assert_eq!(storable("om 10 uur "), "om 10 uur ");
    assert_eq!(storable("om 10 "), "om ");
    assert_eq!(storable("bsn 12345"), "bsn ");
    assert_eq!(storable("bsn 1234567 "), "bsn ");
    assert_eq!(storable("bsn 123 456 782 van "), "bsn … van ");
    assert_eq!(storable("12.34.5 en 1234 en "), "… en 1234 en ");
    assert_eq!(storable("in 1234-5x na "), "in …x na ");
}

/// Text with many digits, separators and telling words.
fn numbers() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "123456782",
        "1234",
        "5678",
        "2",
        "12",
        "0",
        "31",
        "+31",
        "0031",
        " ",
        "-",
        ".",
        "/",
        "(0)",
        "bsn",
        "sofi",
        "é",
        "\u{200b}",
        "１２３",
        "NL91",
        "ABNA",
        "@",
        "x.nl",
        "AB",
        "10000008",
        "\n",
    ]);
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::route::law(256))]

    #[test]
    fn nothing_panics_and_ranges_fit(text in prop_oneof![any::<String>(), numbers()]) {
        for range in find_bsn(&text) {
            prop_assert!(text.get(range).is_some());
        }
        let found = findings(&text);
        for finding in &found {
            prop_assert!(text.get(finding.range.clone()).is_some());
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start);
        }
        let _ = storable(&text);
    }

    #[test]
    fn after_replacement_nothing_is_found(text in prop_oneof![any::<String>(), numbers()]) {
        prop_assert!(find_bsn(&without_bsn(&text)).is_empty());
    }

    #[test]
    fn a_planted_bsn_is_found_between_words(
        before in "[a-zé ]{0,20}",
        after in "[a-zé ]{0,20}",
        separators in prop::collection::vec(prop::sample::select(vec!["", " ", ".", "-", " - "]), 8),
    ) {
        let mut number = String::new();
        for (digit, separator) in "123456782".chars().zip(separators.iter().chain([&""])) {
            number.push(digit);
            number.push_str(separator);
        }
        let text = format!("{before}{number}{after}");
        prop_assert_eq!(find_bsn(&text).len(), 1);
        prop_assert!(!without_bsn(&text).contains('7'));
    }

    #[test]
    fn what_may_be_stored_never_has_five_digits_in_a_row(text in prop_oneof![any::<String>(), numbers()]) {
        let kept = storable(&text);
        let mut run = 0;
        for letter in kept.chars() {
            if letter.is_ascii_digit() {
                run += 1;
                prop_assert!(run < WITHHELD_DIGITS, "{:?}", kept);
            } else if !(letter.is_whitespace() || ".-/\u{200b}".contains(letter)) {
                run = 0;
            }
        }
    }

    #[test]
    fn typing_a_bsn_letter_by_letter_never_stores_five_of_its_digits(separator in prop::sample::select(vec!["", " ", ".", "-"])) {
        let number: Vec<String> = "123456782".chars().map(String::from).collect();
        let text = format!("nummer {} van haar", number.join(separator));
        for (end, _) in text.char_indices() {
            let kept = storable(text.get(..end).unwrap());
            prop_assert!(kept.chars().filter(char::is_ascii_digit).count() < WITHHELD_DIGITS);
        }
    }
}
