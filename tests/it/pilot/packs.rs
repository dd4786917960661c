//! The cards of another centre on the screen: looked at, taken into use, put back, and what is refused.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{collections::BTreeMap, fs, path::Path};

use balie::{
    pack::{self, Pack, Shelf},
    signature::SigningKey,
};
use jiff::civil::date;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::desk::Pilot;

const CARD: &str = include_str!("../../../assets/kennisbank/landelijk/huurtoeslag.md");
const ALARM: &str = include_str!("../../../assets/kennisbank/landelijk/112.md");

fn key() -> SigningKey {
    SigningKey::from_seed(&Zeroizing::new([7; 32]))
}

/// The cards of a centre: one that is new here, one that is otherwise, and one whose number a red-flag card calls.
fn cards(soup: &str) -> Vec<u8> {
    let named = |id: &str, name: &str| {
        let card = CARD.replacen("id = \"huurtoeslag\"", &format!("id = \"{id}\""), 1);
        card.replacen("name = \"Huurtoeslag\"", &format!("name = \"{name}\""), 1)
    };
    let files = [
        ("kennisbank/soep.md", named("soep", soup)),
        (
            "kennisbank/huurtoeslag.md",
            named("huurtoeslag", "Huurtoeslag van het centrum"),
        ),
        (
            "kennisbank/112.md",
            ALARM.replacen("\"hartaanval\",", "\"hartaanval\",\n    \"hart\",", 1),
        ),
    ];
    let pack = Pack {
        id: "alkmaar".to_owned(),
        version: 1,
        made_on: date(2026, 11, 22),
        made_by: "De Mare".to_owned(),
        files: BTreeMap::from(files.map(|(name, text)| (name.to_owned(), text))),
    };
    pack::pack(&pack, &key()).unwrap()
}

/// A stick with these bytes as a file of cards, in the computer of a coordinator who went to the screen.
fn desk_with(bytes: &[u8]) -> (Pilot, TempDir) {
    let stick = tempfile::tempdir().unwrap();
    fs::write(stick.path().join("kaarten.zip"), bytes).unwrap();
    let mut desk = Pilot::coordinator();
    desk.mounts = vec![stick.path().to_owned()];
    desk.press("tab - 7");
    desk.sees("Welke kaarten neemt u over?");
    (desk, stick)
}

fn is_in_use(data: &Path) -> bool {
    Shelf::of(data).in_use().unwrap().is_some()
}

#[test]
fn the_cards_of_another_centre_are_taken_after_a_call_and_put_back() {
    let (mut desk, _stick) = desk_with(&cards("Soep op dinsdag"));
    desk.sees("1  kaarten.zip");
    desk.press("1");
    desk.sees("Balie kent de maker van deze kaarten nog niet. Bel de maker.");
    let fingerprint = key().public().fingerprint();
    desk.sees_no(&fingerprint);
    desk.type_text("AAAA-BBBB-CCCC-DDDD");
    desk.press("enter");
    desk.sees("Deze vingerafdruk is niet van deze kaarten.");
    desk.press("ctrl+u");
    desk.type_text(&fingerprint.to_lowercase().replace('-', " "));
    desk.press("enter");
    for text in [
        "Kaarten alkmaar 1 van 22-11-2026, gemaakt door De Mare.",
        &format!("Vingerafdruk van de maker: {fingerprint}."),
        "Nieuw: 1. Anders: 2. Weg: 0. Blijft van u: 0.",
        "nieuw: Soep op dinsdag",
        "anders: Huurtoeslag van het centrum",
        "let op, nummer voor nood: 112 alarmnummer",
    ] {
        desk.sees(text);
    }
    assert!(!is_in_use(desk.card_folder()));
    desk.press("enter");
    desk.sees("Balie gebruikt nu de kaarten alkmaar 1.");
    assert!(is_in_use(desk.card_folder()));
    desk.press("enter esc esc");
    desk.type_text("soep op din");
    desk.sees("Soep op dinsdag");

    // Who made it is known now; the way back is the last row, or one key right after taking it.
    desk.press("ctrl+u esc tab - 7 1");
    desk.sees("Nieuw: 0. Anders: 0. Weg: 0. Blijft van u: 0.");
    desk.press("enter");
    desk.sees("Ctrl+Z vorige kaarten");
    desk.press("ctrl+z");
    desk.sees("Balie gebruikt weer de kaarten van Balie zelf.");
    desk.sees_no("Ctrl+Z");
    assert!(!is_in_use(desk.card_folder()));
    desk.press("enter esc esc");
    desk.type_text("soep op din");
    desk.sees_no("Soep op dinsdag");
}

#[test]
fn what_is_no_whole_pack_is_refused_in_words_and_changes_nothing() {
    let whole = cards("Soep op dinsdag");
    let mut changed = whole.clone();
    changed.splice(100..101, [b'x']);
    let unsound = {
        let broken = "+++\nid = \"soep\"\n+++\n".to_owned();
        let files = BTreeMap::from([("kennisbank/soep.md".to_owned(), broken)]);
        let pack = Pack {
            id: "alkmaar".to_owned(),
            version: 2,
            made_on: date(2026, 11, 22),
            made_by: "De Mare".to_owned(),
            files,
        };
        pack::pack(&pack, &key()).unwrap()
    };
    let half = whole.get(..whole.len() / 2).unwrap();
    for (bytes, sentence) in [
        (half, "Dit zijn geen kaarten van Balie, of niet alles."),
        (&changed, "Iemand heeft dit bestand veranderd."),
        (&unsound, "In dit bestand zitten fouten."),
    ] {
        let (mut desk, _stick) = desk_with(bytes);
        desk.press("1");
        if desk.screen().contains("vingerafdruk") {
            desk.type_text(&key().public().fingerprint());
            desk.press("enter");
        }
        desk.sees(sentence);
        assert!(!is_in_use(desk.card_folder()));
    }
}

#[test]
fn a_stick_comes_later_a_name_is_typed_and_there_is_nothing_to_go_back_to() {
    let (mut desk, stick) = desk_with(&cards("Soep op dinsdag"));
    let mounts = std::mem::take(&mut desk.mounts);
    desk.press("tab");
    desk.sees("Er is geen stick met kaarten.");
    desk.press("2");
    desk.sees("Er zijn geen vorige kaarten.");
    desk.mounts = mounts;
    desk.press("tab");
    desk.sees("1  kaarten.zip");
    desk.press("2");
    desk.type_text("/nergens/kaarten.zip");
    desk.press("enter");
    desk.sees("Dit bestand is er niet, of het is niet te lezen.");
    desk.press("ctrl+u");
    desk.type_text(&stick.path().join("kaarten.zip").display().to_string());
    desk.press("enter");
    desk.sees("Bel de maker.");
    desk.press("esc");
    desk.sees("Welke kaarten neemt u over?");
}

#[test]
fn only_the_coordinator_takes_cards() {
    let mut desk = Pilot::open();
    desk.press("tab - 7");
    desk.sees("Wat wilt u doen?");
    desk.sees_no("Kaarten overnemen");
}

#[test]
fn taking_cards_at_three_sizes() {
    let (mut desk, stick) = desk_with(&cards("Soep op dinsdag"));
    // The name of a folder of a test is another each time.
    let name = stick
        .path()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let look = |desk: &mut Pilot, part: &str| {
        for (width, height) in [(60, 20), (80, 24), (120, 40)] {
            desk.resize(width, height);
            let screen = desk.screen().replace(&name, "STICK");
            insta::assert_snapshot!(format!("take_cards_{part}_{width}x{height}"), screen);
        }
    };
    look(&mut desk, "which");
    desk.press("1");
    look(&mut desk, "who");
    desk.type_text(&key().public().fingerprint());
    desk.press("enter");
    look(&mut desk, "what");
    desk.press("enter");
    look(&mut desk, "done");
}
