//! Packs between desks, with the real program: export, import, trust, what changes, undo, and what is refused.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::{collections::BTreeMap, fs, path::Path};

use balie::{
    domain::ArticleId,
    kiosk::library::Library,
    pack::{self, Keys, Pack, Shelf},
};
use jiff::civil::date;
use tempfile::TempDir;

use crate::cli::{err, out, run};

const CARD: &str = include_str!("../../assets/kennisbank/landelijk/huurtoeslag.md");
const ALARM: &str = include_str!("../../assets/kennisbank/landelijk/112.md");

fn write(data: &Path, file: &str, text: &str) {
    let path = data.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn named(name: &str) -> String {
    CARD.replacen("name = \"Huurtoeslag\"", &format!("name = \"{name}\""), 1)
}

fn name_of(data: &Path, id: &str) -> Option<String> {
    let library = Library::load(Some(data));
    assert_eq!(library.problems, []);
    library
        .article(&ArticleId::from(id))
        .map(|card| card.name.clone())
}

/// A desk that wrote one card of its own and changed one, and the pack it exported.
fn centre() -> (TempDir, String) {
    let desk = TempDir::new().unwrap();
    write(
        desk.path(),
        "kennisbank/huurtoeslag.md",
        &named("Huurtoeslag van het centrum"),
    );
    let own = named("Soep op dinsdag").replacen("id = \"huurtoeslag\"", "id = \"soep\"", 1);
    write(desk.path(), "kennisbank/soep.md", &own);
    write(
        desk.path(),
        "lokaal/buurten.toml",
        "[[neighbourhoods]]\nid = \"nieuw\"\nname = \"Nieuwland\"\n",
    );
    write(
        desk.path(),
        "kennisbank/synoniemen.toml",
        "[[gebeurtenis]]\nzeg = [\"bordje eten halen\"]\nkaarten = [\"soep\"]\n",
    );
    let file = desk.path().join("kaarten.zip").to_str().unwrap().to_owned();
    let output = run(
        desk.path(),
        &[
            "knowledge",
            "export",
            "--to",
            &file,
            "--id",
            "alkmaar",
            "--by",
            "De Oever",
        ],
        "",
    );
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(
        out(&output).contains("pack alkmaar 1: "),
        "{}",
        out(&output)
    );
    (desk, file)
}

fn fingerprint(desk: &TempDir) -> String {
    Keys::of(desk.path())
        .own()
        .unwrap()
        .unwrap()
        .public()
        .fingerprint()
}

#[test]
fn a_pack_goes_from_desk_to_desk_when_its_key_is_trusted() {
    let (centre, file) = centre();
    let other = TempDir::new().unwrap();
    let refused = run(other.path(), &["knowledge", "import", &file, "--yes"], "");
    assert_eq!(refused.status.code(), Some(1));
    let trust = format!("--trust {}", fingerprint(&centre));
    assert!(err(&refused).contains(&trust), "{}", err(&refused));
    assert!(!other.path().join("pakken").exists());

    let fingerprint = fingerprint(&centre).to_lowercase();
    let import = [
        "knowledge",
        "import",
        &file,
        "--yes",
        "--trust",
        &fingerprint,
    ];
    let output = run(other.path(), &import, "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let told = out(&output);
    for line in [
        "pack alkmaar 1 of 20",
        "made by De Oever",
        "new          soep  Soep op dinsdag\n",
        "changed      huurtoeslag  Huurtoeslag van het centrum: name\n",
        "changed      local data: neighbourhoods\n",
        "changed      synonyms\n",
        "1 new, 3 changed, 0 gone, 0 stay as this desk wrote them\n",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert_eq!(name_of(other.path(), "soep").unwrap(), "Soep op dinsdag");
    let library = Library::load(Some(other.path()));
    assert!(
        library
            .local
            .neighbourhoods
            .iter()
            .any(|one| one.name == "Nieuwland")
    );
    let hits = library.index.find("bordje eten halen", 1).hits;
    assert_eq!(hits.first().unwrap().id, ArticleId::from("soep"));

    // The key is known from now on, and the same pack changes nothing.
    let again = run(other.path(), &["knowledge", "import", &file, "--yes"], "");
    assert!(
        out(&again).contains("0 new, 0 changed, 0 gone"),
        "{}",
        out(&again)
    );
    let check = run(other.path(), &["check"], "");
    assert_eq!(check.status.code(), Some(0), "{}", out(&check));

    let undo = run(other.path(), &["knowledge", "undo"], "");
    assert_eq!(out(&undo), "back to the cards that come with Balie\n");
    assert_eq!(name_of(other.path(), "soep"), None);
    assert_eq!(name_of(other.path(), "huurtoeslag").unwrap(), "Huurtoeslag");
    let nothing = run(other.path(), &["knowledge", "undo"], "");
    assert_eq!(nothing.status.code(), Some(1));
    assert!(
        err(&nothing).contains("no former pack"),
        "{}",
        err(&nothing)
    );
}

#[test]
fn the_cards_of_a_desk_itself_go_before_those_of_a_pack() {
    let (centre, file) = centre();
    let other = TempDir::new().unwrap();
    write(
        other.path(),
        "kennisbank/huurtoeslag.md",
        &named("Onze huurtoeslag"),
    );
    let import = [
        "knowledge",
        "import",
        &file,
        "--yes",
        "--trust",
        &fingerprint(&centre),
    ];
    let output = run(other.path(), &import, "");
    assert!(
        out(&output).contains("stays yours  huurtoeslag  Onze huurtoeslag\n"),
        "{}",
        out(&output)
    );
    assert_eq!(
        name_of(other.path(), "huurtoeslag").unwrap(),
        "Onze huurtoeslag"
    );
    assert_eq!(name_of(other.path(), "soep").unwrap(), "Soep op dinsdag");
}

#[test]
fn looking_changes_nothing_and_nobody_says_yes_by_accident() {
    let (centre, file) = centre();
    let other = TempDir::new().unwrap();
    let fingerprint = fingerprint(&centre);
    let look = [
        "knowledge",
        "import",
        &file,
        "--dry-run",
        "--trust",
        &fingerprint,
    ];
    let output = run(other.path(), &look, "");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(
        out(&output).contains("new          soep"),
        "{}",
        out(&output)
    );
    let piped = run(
        other.path(),
        &["knowledge", "import", &file, "--trust", &fingerprint],
        "y\n",
    );
    assert_eq!(piped.status.code(), Some(1));
    assert!(err(&piped).contains("nobody to ask"), "{}", err(&piped));
    assert!(!other.path().join("pakken").exists());
}

#[test]
fn an_export_never_writes_over_a_file_and_counts_up() {
    let (centre, file) = centre();
    let refused = run(centre.path(), &["knowledge", "export", "--to", &file], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        err(&refused).contains("is there already"),
        "{}",
        err(&refused)
    );
    let second = centre.path().join("tweede.zip");
    let output = run(
        centre.path(),
        &["knowledge", "export", "--to", second.to_str().unwrap()],
        "",
    );
    assert!(out(&output).contains("pack balie 2: "), "{}", out(&output));
    write(centre.path(), "kennisbank/soep.md", "kapot");
    let third = centre.path().join("derde.zip");
    let broken = run(
        centre.path(),
        &["knowledge", "export", "--to", third.to_str().unwrap()],
        "",
    );
    assert_eq!(broken.status.code(), Some(1));
    assert!(err(&broken).contains("balie check"), "{}", err(&broken));
    assert!(!third.exists());
}

/// A pack with these files, signed by the desk itself, and what its import says.
fn import_own(files: &[(&str, &str)]) -> (TempDir, String) {
    let data = TempDir::new().unwrap();
    let made = Pack {
        id: "eigen".to_owned(),
        version: 1,
        made_on: date(2026, 11, 22),
        made_by: "iemand".to_owned(),
        files: files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect::<BTreeMap<_, _>>(),
    };
    let key = Keys::of(data.path()).own_or_new().unwrap();
    let file = data.path().join("pak.zip");
    fs::write(&file, pack::pack(&made, &key).unwrap()).unwrap();
    let output = run(
        data.path(),
        &["knowledge", "import", file.to_str().unwrap(), "--yes"],
        "",
    );
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(
        err(&output).contains("nothing was changed"),
        "{}",
        err(&output)
    );
    assert!(Shelf::of(data.path()).in_use().unwrap().is_none());
    (data, out(&output))
}

#[test]
fn a_pack_with_a_broken_card_is_refused_whole() {
    let good = named("Huurtoeslag van het centrum");
    let (_, told) = import_own(&[
        ("kennisbank/huurtoeslag.md", &good),
        ("kennisbank/kapot.md", "+++\nid = \n+++\n"),
    ]);
    assert!(told.contains("kennisbank/kapot.md:2"), "{told}");
}

#[test]
fn two_cards_of_one_id_are_refused() {
    let (_, told) = import_own(&[
        ("kennisbank/huurtoeslag.md", CARD),
        ("kennisbank/huur.md", CARD),
    ]);
    assert!(
        told.contains("the id `huurtoeslag` differs from the file name `huur`"),
        "{told}"
    );
}

#[test]
fn a_red_flag_card_without_a_number_is_refused() {
    let silent = ALARM.replacen("phone = [\"112\"]\n", "", 1);
    assert_ne!(silent, ALARM);
    let (_, told) = import_own(&[("kennisbank/112.md", &silent)]);
    assert!(told.contains("noodkaarten/"), "{told}");
}

#[test]
fn a_pack_changed_on_the_disk_leaves_the_shipped_cards_and_is_told() {
    let (centre, file) = centre();
    let other = TempDir::new().unwrap();
    let import = [
        "knowledge",
        "import",
        &file,
        "--yes",
        "--trust",
        &fingerprint(&centre),
    ];
    assert_eq!(run(other.path(), &import, "").status.code(), Some(0));
    let (path, _) = Shelf::of(other.path()).in_use().unwrap().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    *bytes.get_mut(100).unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    let check = run(other.path(), &["check"], "");
    assert_eq!(check.status.code(), Some(1));
    assert!(
        out(&check).contains("changed after it was signed"),
        "{}",
        out(&check)
    );
    let library = Library::load(Some(other.path()));
    assert_eq!(
        library
            .article(&ArticleId::from("huurtoeslag"))
            .unwrap()
            .name,
        "Huurtoeslag"
    );
}
