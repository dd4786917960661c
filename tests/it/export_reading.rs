//! A day's log in JSON Lines that comes back: whole, or where it was changed.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::{
    domain::{Enquiry, PlaceId, StoreId, Theme},
    export::{self, Changed, DayLog, Format, Labels},
    signature::SigningKey,
};
use proptest::prelude::*;
use zeroize::Zeroizing;

use crate::{export::templates, figures::enquiry};

/// The key of the desk that wrote it.
pub(crate) fn key() -> SigningKey {
    SigningKey::from_seed(&Zeroizing::new([9; 32]))
}

/// A day of three rows as it is written.
fn log() -> DayLog {
    let enquiries = [
        enquiry(1),
        Enquiry {
            theme: Theme::Housing,
            ..enquiry(2)
        },
        enquiry(3),
    ];
    let place = PlaceId::from("wijkcontactpunt-de-oever");
    let mut log = DayLog::new(enquiry(1).day, place, StoreId([7; 16]), &enquiries);
    log.sign(&key()).unwrap();
    log
}

/// The same as it stands in its file.
pub(crate) fn written() -> String {
    let mut out = Vec::new();
    export::write(
        &log(),
        Format::Jsonl,
        &Labels::new(),
        &templates().day,
        &mut out,
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn check_changed(text: &str, line: usize, what: &str) {
    let found = export::read(text).unwrap_err();
    assert_eq!((found.line, found.what.as_str()), (line, what));
}

#[test]
fn what_was_written_is_whole() {
    assert_eq!(export::read(&written()), Ok(log()));
}

#[test]
fn a_row_that_was_changed_is_named() {
    check_changed(
        &written().replacen("\"wonen\"", "\"geld\"", 1),
        2,
        "this line, or its link in the next, was changed",
    );
}

#[test]
fn a_row_that_was_taken_out_is_named() {
    let without: String = written()
        .split_inclusive('\n')
        .filter(|line| !line.contains("\"wonen\""))
        .collect();
    check_changed(
        &without,
        1,
        "this line, or its link in the next, was changed",
    );
}

#[test]
fn totals_that_were_changed_are_named() {
    check_changed(
        &written().replace("\"meegeteld\":3", "\"meegeteld\":4"),
        4,
        "the totals are not those of the rows above",
    );
}

#[test]
fn a_file_that_was_cut_off_is_named() {
    let text = written();
    let (above, _) = text.trim_end().rsplit_once('\n').unwrap();
    check_changed(&format!("{above}\n"), 4, "the closing line is missing");
    check_changed(text.trim_end(), 4, "the file is cut off here");
    check_changed("", 1, "the closing line is missing");
}

#[test]
fn lines_below_the_closing_line_are_named() {
    check_changed(
        &written().repeat(2),
        4,
        "lines stand below the closing line",
    );
}

#[test]
fn a_newer_log_is_told_as_such() {
    check_changed(
        &written().replace("\"schema\":2", "\"schema\":3"),
        1,
        "a newer Balie wrote this; read it with that one",
    );
}

#[test]
fn what_is_no_log_is_told_with_its_line() {
    let found = export::read("nr;dag\n").unwrap_err();
    assert_eq!(found.line, 1);
    assert!(found.to_string().starts_with("line 1: expected"), "{found}");
}

#[test]
fn totals_of_other_rows_are_named_also_when_somebody_signed_them() {
    let mut forged = log();
    forged.totals.by_volunteers = 1;
    forged.sign(&key()).unwrap();
    let mut out = Vec::new();
    export::write(
        &forged,
        Format::Jsonl,
        &Labels::new(),
        &templates().day,
        &mut out,
    )
    .unwrap();
    let text = String::from_utf8(out).unwrap();
    check_changed(&text, 4, "the totals are not those of the rows above");
}

#[test]
fn a_signature_of_another_key_or_log_is_none() {
    let other = SigningKey::from_seed(&Zeroizing::new([8; 32]));
    let text = written().replace(&key().public().to_string(), &other.public().to_string());
    check_changed(&text, 4, "the signature is not over this log");
    let mut unsigned = log();
    unsigned.seal = None;
    let mut out = Vec::new();
    export::write(
        &unsigned,
        Format::Jsonl,
        &Labels::new(),
        &templates().day,
        &mut out,
    )
    .unwrap();
    let read = export::read(std::str::from_utf8(&out).unwrap()).unwrap();
    assert_eq!(read.seal, None, "no signature is told as none");
}

proptest! {
    #[test]
    fn no_byte_can_change_unnoticed(at in 0..written().len(), byte in 0x20..0x7f_u8) {
        let mut bytes = written().into_bytes();
        let before = std::mem::replace(bytes.get_mut(at).unwrap(), byte);
        prop_assume!(before != byte);
        let read: Result<DayLog, Changed> = export::read(std::str::from_utf8(&bytes).unwrap());
        prop_assert!(read.is_err());
    }
}
