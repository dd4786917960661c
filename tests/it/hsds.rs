//! Open Referral HSDS: ours there and back, the examples of the specification, and files that are not right.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that fails"
)]

use std::{collections::BTreeMap, fs, path::Path};

use balie::{
    assets::{self, Folder},
    hsds::{self, Import},
    knowledge::{self, Article, Kind},
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hsds/specification");
    fs::read(folder.join(name)).unwrap()
}

/// The tables among the examples of the specification.
pub(crate) fn specification() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hsds/specification");
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !name.contains(".json"))
        .map(|name| (name.clone(), sample(&name)))
        .collect()
}

/// The examples with one text in one table replaced.
fn with(table: &str, from: &str, to: &str) -> Files {
    let mut files = specification();
    let text = String::from_utf8(files[table].clone()).unwrap();
    assert!(text.contains(from), "{table}: {from}");
    files.insert(table.to_owned(), text.replacen(from, to, 1).into_bytes());
    files
}

fn read(files: &Files) -> Import {
    hsds::read_tables(files, TODAY)
}

/// The one problem, as a person reads it.
#[track_caller]
fn told(import: &Import) -> String {
    let [problem] = import.problems.as_slice() else {
        unreachable!("{:#?}", import.problems)
    };
    let line = problem
        .line
        .map(|line| format!(":{line}"))
        .unwrap_or_default();
    format!("{}{line} {}: {}", problem.file, problem.field, problem.what)
}

pub(crate) fn shipped() -> Vec<Article> {
    let (files, _) = assets::load(None);
    let cards = files.iter().filter(|file| file.folder == Folder::Knowledge);
    cards
        .map(|file| knowledge::parse_article(&file.name, &file.text).unwrap())
        .collect()
}

/// A card without what HSDS cannot say.
fn sayable(card: &Article) -> Article {
    let hours = card
        .opening_hours
        .as_deref()
        .map(|hours| hours.replace("; PH off", "").replace(",PH", ""));
    Article {
        amounts: Vec::new(),
        law: Vec::new(),
        related: Vec::new(),
        notes: None,
        phone_as_of: None,
        hours_as_of: None,
        opening_hours: hours,
        file: String::new(),
        ..card.clone()
    }
}

#[test]
fn every_shipped_card_comes_back_as_far_as_hsds_can_say_it() {
    let cards = shipped();
    let files = hsds::write_tables(&cards, "NL", "Noord-Holland").unwrap();
    assert_eq!(files.len(), 13);
    let import = read(&files);
    assert_eq!(import.problems, []);
    assert_eq!(
        (import.skipped, import.inactive, import.cards.len()),
        (0, 0, cards.len())
    );
    for card in &cards {
        let back = import.cards.iter().find(|back| back.id == card.id).unwrap();
        assert_eq!(sayable(back), sayable(card));
    }
}

#[test]
fn what_is_exported_twice_is_the_same() {
    let cards = shipped();
    let files = hsds::write_tables(&cards, "NL", "Noord-Holland").unwrap();
    assert_eq!(
        files,
        hsds::write_tables(&cards, "NL", "Noord-Holland").unwrap()
    );
    let package: serde_json::Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        assert!(
            files.contains_key(resource["path"].as_str().unwrap()),
            "{resource}"
        );
    }
}

#[track_caller]
fn check_counselling(card: &Article) {
    assert_eq!(card.id.as_str(), "hsds-community-counselling-ac148810");
    assert_eq!(card.kind, Kind::Dienst);
    assert_eq!(card.name, "Community Counselling");
    assert_eq!(card.aka, ["MyCity Counselling Services"]);
    assert_eq!(card.phone, ["+44 1234 234567"]);
    assert_eq!(card.web.as_deref(), Some("http://example.com/counselling"));
    assert_eq!(
        card.address.as_deref(),
        Some("1-30 Main Street, MyVillage, ABC 1234 MyCity")
    );
    assert_eq!(card.checked, Some(date(2005, 1, 1)));
    assert!(card.how[0].starts_with("If you are an NHS patient"));
    assert!(card.documents[0].starts_with("Any official identification document"));
    assert!(
        card.hours
            .as_deref()
            .unwrap()
            .starts_with("The service is available from 10 am")
    );
    assert_eq!(card.opening_hours, None, "its hours ended in 2005");
    assert_eq!(
        card.notes.as_deref().unwrap(),
        "minimum_age: 12; maximum_age: 100; assurer_email: email@example.com; languages: ur"
    );
    assert_eq!(
        card.sources[0].title,
        "Example Organization Inc. (Open Referral HSDS)"
    );
    assert_eq!(card.confidence, "medium");
}

#[test]
fn the_tables_of_the_specification_become_a_card() {
    let import = read(&specification());
    assert_eq!(import.problems, []);
    assert_eq!(import.cards.len(), 1);
    check_counselling(&import.cards[0]);
    // And once more around, as a card of ours.
    let files = hsds::write_tables(&import.cards, "NL", "Noord-Holland").unwrap();
    let again = read(&files);
    assert_eq!(again.problems, []);
    assert_eq!(sayable(&again.cards[0]), sayable(&import.cards[0]));
}

#[test]
fn the_json_of_the_specification_becomes_the_same_card() {
    let full = hsds::read_json("service_full.json", &sample("service_full.json"), TODAY);
    assert_eq!(full.problems, []);
    check_counselling(&full.cards[0]);
    let organization = hsds::read_json(
        "organization_full.json",
        &sample("organization_full.json"),
        TODAY,
    );
    assert_eq!(organization.problems, []);
    check_counselling(&organization.cards[0]);
    let page = hsds::read_json("service_list.json", &sample("service_list.json"), TODAY);
    assert_eq!(page.problems, []);
    assert_eq!(page.cards[0].name, "Community Counselling");
}

#[test]
fn hours_hold_while_they_are_valid_and_take_both_ways_to_write_a_time() {
    let mut files = with(
        "schedules.csv",
        "2005-01-01,2005-01-01",
        "2005-01-01,2030-01-01",
    );
    let valid = String::from_utf8(files["schedules.csv"].clone())
        .unwrap()
        .replace("\"2,3,4\"", "");
    files.insert("schedules.csv".to_owned(), valid.clone().into_bytes());
    let card = &read(&files).cards[0];
    assert_eq!(card.opening_hours.as_deref(), Some("Th,Fr 10:00-18:00"));
    // Two blocks a day are two rows; the end of the day is midnight.
    let second = valid
        .lines()
        .nth(1)
        .unwrap()
        .replacen("48102e86", "58102e86", 1)
        .replace("10:00:00,18:00:00", "19:00Z,00:00:00");
    files.insert(
        "schedules.csv".to_owned(),
        format!("{valid}{second}\n").into_bytes(),
    );
    let card = &read(&files).cards[0];
    assert_eq!(
        card.opening_hours.as_deref(),
        Some("Th,Fr 10:00-18:00,19:00-24:00")
    );
    // What is not hours a week stays words.
    files.insert(
        "schedules.csv".to_owned(),
        valid.replace("WEEKLY", "MONTHLY").into_bytes(),
    );
    assert_eq!(read(&files).cards[0].opening_hours, None);
}

#[test]
fn a_wrong_cell_is_told_with_its_file_row_and_column_and_skips_its_row() {
    for (table, from, to, expected) in [
        (
            "services.csv",
            ",2005-01-01,",
            ",01-01-05,",
            "services.csv:2 assured_date: `01-01-05` cannot stand here",
        ),
        (
            "services.csv",
            ",2005-01-01,",
            ",05-01-01,",
            "services.csv:2 assured_date: `05-01-01` cannot stand here",
        ),
        (
            "services.csv",
            ",active,",
            ",open,",
            "services.csv:2 status: `open` cannot stand here",
        ),
        (
            "services.csv",
            "ac148810-d857",
            "12-d857",
            "services.csv:2 id: `12-d857-441c-9679-408f346de14b` cannot stand here",
        ),
        (
            "services.csv",
            ",12,100,",
            ",twaalf,100,",
            "services.csv:2 minimum_age: `twaalf` cannot stand here",
        ),
        (
            "services.csv",
            ",Community Counselling,",
            ",,",
            "services.csv:2 name: nothing is filled in",
        ),
        (
            "services.csv",
            ",d9d5e0f5",
            ",e9d5e0f5",
            "services.csv:2 organization_id: there is no organization e9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
        ),
        (
            "schedules.csv",
            "10:00:00",
            "10 uur",
            "schedules.csv:2 opens_at: `10 uur` cannot stand here",
        ),
        (
            "schedules.csv",
            "WEEKLY",
            "DAILY",
            "schedules.csv:2 freq: `DAILY` cannot stand here",
        ),
        (
            "locations.csv",
            "physical",
            "building",
            "locations.csv:2 location_type: `building` cannot stand here",
        ),
        (
            "phones.csv",
            ",ac148810",
            ",bc148810",
            "phones.csv:2 service_id: nothing in services has the id bc148810-d857-441c-9679-408f346de14b",
        ),
    ] {
        let import = read(&with(table, from, to));
        if table == "services.csv" && from.starts_with("ac148810") {
            // Its rows in other tables now point at nothing, and each says so.
            assert!(
                import
                    .problems
                    .iter()
                    .any(|problem| problem.file == "services.csv" && problem.field == "id")
            );
            continue;
        }
        assert_eq!(told(&import), expected);
        assert_eq!(import.skipped, 1);
        assert_eq!(import.cards.len(), usize::from(table != "services.csv"));
    }
}

#[test]
fn a_file_that_is_no_utf8_is_told_and_not_read() {
    let mut files = specification();
    files.insert(
        "services.csv".to_owned(),
        b"id,organization_id,name,status\n1,2,Caf\xe9,active\n".to_vec(),
    );
    let import = read(&files);
    let problem = &import.problems[0];
    assert_eq!(
        (problem.file.as_str(), problem.line),
        ("services.csv", Some(2))
    );
    assert!(problem.remedy.contains("UTF-8"), "{}", problem.remedy);
    assert_eq!(import.cards, []);
}

#[test]
fn wrong_columns_and_a_missing_file_are_told() {
    let mut files = with("services.csv", "organization_id", "organisatie");
    let first = read(&files);
    assert_eq!(first.problems[0].field, "organization_id");
    assert!(first.problems[0].what.starts_with("the column is missing"));
    files.remove("services.csv");
    let second = read(&files);
    assert!(
        second
            .problems
            .iter()
            .any(|problem| problem.what == "the file is missing"),
        "{:?}",
        second.problems
    );
    assert_eq!((first.cards.len(), second.cards.len()), (0, 0));
}

#[test]
fn half_a_file_loses_its_last_row_and_says_so() {
    let mut files = hsds::write_tables(&shipped(), "NL", "Noord-Holland").unwrap();
    let services = files["services.csv"].clone();
    files.insert(
        "services.csv".to_owned(),
        services[..services.len() / 2].to_vec(),
    );
    let import = read(&files);
    assert!(
        import
            .problems
            .iter()
            .any(|problem| problem.file == "services.csv" && problem.line.is_some())
    );
    assert!(import.skipped > 0);
    assert!(import.cards.len() < shipped().len());
}

#[test]
fn services_of_one_id_are_one_card_and_a_problem() {
    let mut files = specification();
    let text = String::from_utf8(files["services.csv"].clone()).unwrap();
    let row = text.lines().nth(1).unwrap();
    files.insert(
        "services.csv".to_owned(),
        format!("{}\n{row}\n", text.trim_end()).into_bytes(),
    );
    let import = read(&files);
    assert!(
        told(&import).starts_with("services.csv:3 id: the id ac148810"),
        "{}",
        told(&import)
    );
    assert_eq!(import.cards.len(), 1);
}

#[test]
fn a_table_of_a_dutch_spreadsheet_is_read() {
    let mut files = specification();
    let organizations = "\u{feff}id;name;description\r\nd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610;Huis, van de wijk;Een huis.\r\n";
    files.insert(
        "organizations.csv".to_owned(),
        organizations.as_bytes().to_vec(),
    );
    let import = read(&files);
    assert_eq!(import.problems, []);
    assert_eq!(
        import.cards[0].sources[0].title,
        "Huis, van de wijk (Open Referral HSDS)"
    );
}

#[test]
fn services_that_are_not_active_make_no_card() {
    let import = read(&with("services.csv", ",active,", ",defunct,"));
    assert_eq!(
        (import.cards.len(), import.inactive, import.problems.len()),
        (0, 1, 0)
    );
}

#[test]
fn json_that_is_cut_off_or_holds_something_else_is_told() {
    let full = sample("service_full.json");
    for (bytes, what) in [
        (&full[..full.len() / 2], "this is not JSON"),
        (
            b"{\"naam\": 1}".as_slice(),
            "there is no service in the file",
        ),
        (b"\xff\xfe{}".as_slice(), "this is not JSON"),
    ] {
        let import = hsds::read_json("x.json", bytes, TODAY);
        assert!(
            import.problems[0].what.starts_with(what),
            "{:?}",
            import.problems
        );
        assert_eq!(import.cards, []);
    }
}

#[test]
fn a_problem_in_json_says_where_the_object_stands() {
    let text = String::from_utf8(sample("service_list.json"))
        .unwrap()
        .replacen("\"active\"", "\"open\"", 1);
    let import = hsds::read_json("lijst.json", text.as_bytes(), TODAY);
    assert_eq!(
        told(&import),
        "lijst.json contents[0].status: `open` cannot stand here"
    );
}

#[test]
fn a_service_of_a_megabyte_makes_no_card() {
    let long = format!("\"{}\"", "lang ".repeat(200_000));
    let import = read(&with(
        "services.csv",
        "http://example.com/counselling",
        &long,
    ));
    assert!(
        told(&import).starts_with("services.csv:2 description: the card would have "),
        "{}",
        told(&import)
    );
    assert_eq!(import.cards, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damaged_files_never_panic_and_what_they_give_is_a_sound_card(
        table in 0..12_usize,
        flips in proptest::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let damage = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            for (at, mask) in &flips {
                let at = at.index(bytes.len());
                bytes[at] ^= mask;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            bytes
        };
        let mut files = specification();
        let name = files.keys().nth(table).unwrap().clone();
        let damaged = damage(&files[&name]);
        files.insert(name, damaged);
        let json = hsds::read_json("x.json", &damage(&sample("service_list.json")), TODAY);
        for card in read(&files).cards.iter().chain(&json.cards) {
            let text = knowledge::write_article(card);
            let name = format!("{}.md", card.id);
            prop_assert!(knowledge::parse_article(&name, &text).is_ok(), "{}", text);
        }
    }
}
