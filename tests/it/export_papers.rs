//! Papers and dates that leave the desk: the note, rides, calendar, contact points, the register; and templates.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{
    collections::BTreeMap,
    io::{self, Read as _},
    str::FromStr as _,
};

use age::{secrecy::SecretString, x25519::Identity};
use balie::{
    domain::{Answer, Enquiry, Note, NoteSection, Outcome, RouteId, StoreId},
    export::{
        DayLog, Format, Revised,
        calendar::{self, Reminder},
        closing::Ledger,
        contacts, label, note_sheet, pdf,
        register::{self, Reader},
        rides, sheet,
        target::ExportError,
        template::Templates,
    },
    kiosk::library::Library,
    knowledge,
};
use calcard::vcard::{VCard, VCardProperty};
use jiff::civil::{date, time};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    export::{answers, bytes, labels, log_of, templates},
    export_reading::key,
    figures::enquiry,
};

const STORE: StoreId = StoreId([7; 16]);

fn note() -> Note {
    let section = |part, heading: &str, lines: &[&str]| NoteSection {
        part,
        heading: heading.to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
    };
    Note {
        place: "Wijkcontactpunt De Oever".to_owned(),
        day: date(2026, 11, 25),
        sections: vec![
            section(
                "terug",
                "Komt u terug?",
                &["Kom terug op woensdag 2 december, vanaf 09:00."],
            ),
            section(
                "wie",
                "Wie doet wat",
                &["U: de brief en het loonstrookje zoeken"],
            ),
        ],
        web: Some("https://www.voorbeeld.nl/kwijtschelding".to_owned()),
    }
}

#[test]
fn the_note_follows_the_order_of_its_template() {
    let mut out = Vec::new();
    sheet::write_text(&note_sheet(&note(), &templates().note), &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
    Uw afspraken
    ============
    Wijkcontactpunt De Oever, woensdag 25 november 2026

    Wie doet wat
    ------------
    U: de brief en het loonstrookje zoeken

    Komt u terug?
    -------------
    Kom terug op woensdag 2 december, vanaf 09:00.
    https://www.voorbeeld.nl/kwijtschelding

    Lukt het niet? Kom dan terug. U hoeft geen afspraak te maken.
    ");
}

#[test]
fn papers_are_pdf_with_their_letters_inside_and_the_same_every_time() {
    let sheet = note_sheet(&note(), &templates().note);
    let write = || {
        let mut out = Vec::new();
        pdf::write(&sheet, date(2026, 11, 25), &mut out).unwrap();
        out
    };
    let first = write();
    assert!(first.starts_with(b"%PDF-1."), "{:?}", &first[..8]);
    assert_eq!(first, write());
    let text = String::from_utf8_lossy(&first);
    assert!(text.contains("BalieLetter"), "the font is embedded");
    assert!(text.contains("nl-NL"), "the language is told");
}

#[test]
fn a_long_day_goes_over_pages() {
    let pages = |count: u8| {
        let day: Vec<Enquiry> = (1..=count).map(enquiry).collect();
        let file = bytes(&log_of(&day), Format::Pdf, &labels());
        String::from_utf8_lossy(&file)
            .matches("/Type /Page\n")
            .count()
            + String::from_utf8_lossy(&file)
                .matches("/Type/Page/")
                .count()
    };
    assert_eq!(pages(5), 1);
    assert!(pages(60) > 1, "{}", pages(60));
}

#[test]
fn letters_that_the_font_lacks_and_words_without_end_are_no_trouble() {
    let mut odd = note();
    odd.sections[0].lines = vec!["é 😀 =cmd() \u{1b}[2J".to_owned(), "x".repeat(4_000)];
    let mut out = Vec::new();
    pdf::write(&note_sheet(&odd, &templates().note), odd.day, &mut out).unwrap();
    assert!(out.len() > 1_000);
}

fn ride(number: u8, at: i8, outcome: Outcome) -> Enquiry {
    Enquiry {
        route: RouteId::from("rit"),
        outcome,
        answers: answers([
            ("datum", Answer::Date(date(2026, 11, 26))),
            ("tijd", Answer::Time(time(at, 30, 0, 0))),
            ("van", Answer::Text("De Oever".to_owned())),
            ("naar", Answer::Text("ziekenhuis".to_owned())),
            ("terug", Answer::One("belt".to_owned())),
            ("telefoon", Answer::Text("072 0000000".to_owned())),
        ]),
        ..enquiry(number)
    }
}

#[test]
fn the_rides_of_a_day_stand_in_order_of_time() {
    let asked = [
        ride(1, 14, Outcome::Ongoing),
        ride(2, 9, Outcome::Matched),
        ride(3, 10, Outcome::Referred),
    ];
    let found = rides::rides_of(date(2026, 11, 26), &asked);
    let times: Vec<_> = found.iter().filter_map(|ride| ride.time).collect();
    assert_eq!(
        times,
        [time(9, 30, 0, 0), time(14, 30, 0, 0)],
        "who was referred does not ride"
    );
    let paper = rides::rides_sheet(
        date(2026, 11, 26),
        "De Oever",
        &found,
        &labels(),
        &templates().day,
    );
    let mut out = Vec::new();
    sheet::write_text(&paper, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("donderdag 26 november 2026"), "{text}");
    assert!(!text.contains("072"), "{text}");
    assert_eq!(rides::rides_of(date(2026, 11, 27), &asked), []);
}

#[test]
fn dates_leave_as_a_calendar_that_another_program_reads() {
    let reminders = [Reminder {
        id: "0a".to_owned(),
        day: date(2026, 12, 9),
        summary: "Terugkijken: Geld, brieven; en meer".to_owned(),
    }];
    let rides = rides::rides_of(date(2026, 11, 26), &[ride(1, 9, Outcome::Ongoing)]);
    let write = || {
        let mut out = Vec::new();
        let made = "2026-11-25T10:00:00Z".parse().unwrap();
        calendar::write(STORE, &reminders, &rides, made, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let text = write();
    assert_eq!(text, write(), "nothing in it is random");
    let read = calcard::icalendar::ICalendar::parse(&text).unwrap();
    assert_eq!(
        read.components.len(),
        6,
        "calendar, zone with two rules, task, event: {text}"
    );
    assert!(
        text.contains("DTSTART;TZID=Europe/Amsterdam:20261126T093000"),
        "{text}"
    );
    assert!(text.contains("DUE;VALUE=DATE:20261209"), "{text}");
    assert!(text.contains(&format!("UID:0a@{STORE}.balie")), "{text}");
    assert!(text.lines().all(|line| line.len() <= 76), "{text}");
    assert!(!text.contains("072"), "{text}");
}

#[test]
fn contact_points_leave_as_cards_for_an_address_book() {
    let (files, _) = balie::assets::load(None);
    let articles: Vec<_> = files
        .iter()
        .filter(|file| file.folder == balie::assets::Folder::Knowledge)
        .filter_map(|file| knowledge::parse_article(&file.name, &file.text).ok())
        .collect();
    assert!(articles.len() > 100);
    let mut out = Vec::new();
    contacts::write(&articles, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let cards: Vec<&str> = text.split_inclusive("END:VCARD\r\n").collect();
    let reached = articles
        .iter()
        .filter(|card| !card.phone.is_empty() || card.email.is_some() || card.address.is_some());
    assert_eq!(cards.len(), reached.count());
    for card in cards {
        let read = VCard::parse(card).unwrap();
        let has_name = read.entries.iter().any(|one| one.name == VCardProperty::Fn);
        assert!(has_name, "{card}");
    }
}

fn register(reader: Reader, went: &mut dyn FnMut(usize) -> bool) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let all: Vec<Enquiry> = (1..=3).map(enquiry).collect();
    register::write(STORE, &all, reader, went, &mut out).map(|()| out)
}

#[test]
fn the_register_opens_for_whom_it_is_for_and_for_nobody_else() {
    let identity = Identity::generate();
    let bytes = register(Reader::Recipient(identity.to_public()), &mut |_| true).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("geld"));
    let plain = age::decrypt(&identity, &bytes).unwrap();
    let lines: Vec<serde_json::Value> = String::from_utf8(plain)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["enquiry"]["theme"], "geld");
    assert_eq!(lines[0]["store"], STORE.to_string());
    assert!(age::decrypt(&Identity::generate(), &bytes).is_err());

    let words = Reader::Passphrase(Zeroizing::new("vier woorden van de balie".to_owned()));
    let bytes = register(words, &mut |_| true).unwrap();
    let open = |words: &str| {
        let identity = age::scrypt::Identity::new(SecretString::from(words.to_owned()));
        let mut plain = Vec::new();
        let decryptor = age::Decryptor::new(&bytes[..]).unwrap();
        let read = decryptor.decrypt(std::iter::once(&identity as _));
        read.map(|mut read| read.read_to_end(&mut plain).unwrap())
    };
    assert!(open("vier woorden van de balie").is_ok());
    assert!(open("vier andere woorden").is_err());
}

#[test]
fn a_register_that_is_stopped_leaves_nothing() {
    let identity = Identity::generate();
    let stopped = register(Reader::Recipient(identity.to_public()), &mut |_| false);
    assert_eq!(stopped.unwrap_err().kind(), io::ErrorKind::Interrupted);
    assert!(age::x25519::Recipient::from_str("age1onzin").is_err());
}

#[test]
fn a_bad_template_is_refused_with_its_line_and_the_shipped_one_is_used() {
    let (shipped, _) = Templates::load(&BTreeMap::new()).unwrap();
    let note = include_str!("../../assets/templates/briefje.toml");
    for (name, text, line, what) in [
        (
            "briefje.toml",
            note.replace("#1f4e79", "blauw"),
            5,
            "`blauw` is not a colour",
        ),
        (
            "briefje.toml",
            note.replace("\"wie\"", "\"wei\""),
            8,
            "`wei` is no part of this paper",
        ),
        (
            "briefje.toml",
            note.replace("kop =", "kpo ="),
            6,
            "unknown field `kpo`",
        ),
        (
            "briefje.toml",
            "naam = \"".to_owned(),
            1,
            "invalid basic string",
        ),
        (
            "cijfers.toml",
            include_str!("../../assets/templates/cijfers.toml").replacen(
                "\"thema\"",
                "\"tema\"",
                1,
            ),
            0,
            "tema",
        ),
    ] {
        let own = [(name.to_owned(), text)].into();
        let (used, problems) = Templates::load(&own).unwrap();
        assert_eq!(used, shipped, "{name}");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].file, format!("templates/{name}"));
        assert!(problems[0].what.contains(what), "{:?}", problems[0]);
        if line > 0 {
            assert_eq!(problems[0].line, Some(line), "{:?}", problems[0]);
        } else {
            assert!(problems[0].line > Some(40), "{:?}", problems[0]);
        }
    }
    let own = [(
        "briefje.toml".to_owned(),
        note.replace("naam = \"\"", "naam = \"Buurthuis\""),
    )]
    .into();
    let (used, problems) = Templates::load(&own).unwrap();
    assert_eq!((used.note.name.as_str(), problems.len()), ("Buurthuis", 0));
}

/// Closes the day of some enquiries and gives its log.
fn close(data: &TempDir, enquiries: &[Enquiry]) -> DayLog {
    let mut log = log_of(enquiries);
    let mut ledger = Ledger::open(data.path()).unwrap();
    ledger.close(&mut log, &key()).unwrap();
    log
}

#[test]
fn a_closed_day_stays_as_it_is_until_something_in_it_changes() {
    let data = TempDir::new().unwrap();
    let day = [enquiry(1), enquiry(2)];
    let first = close(&data, &day);
    assert_eq!((first.edition.number, first.edition.change), (1, None));
    assert_eq!(close(&data, &day), first, "the same bytes");
    let corrected = [
        Enquiry {
            outcome: Outcome::Referred,
            ..enquiry(1)
        },
        enquiry(2),
    ];
    let second = close(&data, &corrected);
    assert_eq!(
        (second.edition.number, second.edition.change),
        (2, Some(Revised::Verbeterd))
    );
    assert_eq!(close(&data, &corrected), second);
    let third = close(&data, &corrected[..1]);
    assert_eq!(
        (third.edition.number, third.edition.change),
        (3, Some(Revised::Gewist))
    );
    let fourth = close(&data, &day);
    assert_eq!(
        (fourth.edition.number, fourth.edition.change),
        (4, Some(Revised::Aangevuld))
    );
    let text = String::from_utf8(bytes(&second, Format::Text, &labels())).unwrap();
    assert!(
        text.contains("Versie 2: verbeterd na het sluiten van de dag."),
        "{text}"
    );
    let lines = String::from_utf8(bytes(&third, Format::Jsonl, &labels())).unwrap();
    assert!(lines.contains("\"versie\":3") && lines.contains("\"wijziging\":\"gewist\""));
    assert_eq!(balie::export::read(&lines).unwrap(), third);
}

#[test]
fn the_list_of_closed_days_tells_nothing_of_their_rows_and_is_read_strictly() {
    let data = TempDir::new().unwrap();
    close(&data, &[enquiry(1)]);
    let file = data.path().join(balie::export::closing::FILE);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert!(!text.contains("geld") && !text.contains("snel"), "{text}");
    std::fs::write(&file, "kapot\n").unwrap();
    let refused = Ledger::open(data.path()).unwrap_err();
    assert!(
        matches!(refused, ExportError::Malformed { .. }),
        "{refused}"
    );
}

#[test]
fn why_there_is_no_answer_is_said_in_words_for_every_field() {
    let labels = Library::load(None).labels();
    let said = |field, code| label(&labels, field, code).to_owned();
    assert_eq!(said("leeftijd", "niet-gevraagd"), "Niet gevraagd");
    assert_eq!(said("buurt", "wil-niet-zeggen"), "Wil niet zeggen");
    // The words of a list go before those.
    assert_eq!(said("voor_wie", "groep"), "Voor een groep of de straat");
    assert_eq!(said("leeftijd", "nieuw-hier"), "nieuw-hier");
}
