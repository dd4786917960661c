//! Packs: what is written is read, nothing that was changed or does not belong is, and a power cut leaves the old or the
//! new one.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that fails"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Cursor, Write},
};

use balie::{
    pack::{self, Keys, Listed, Manifest, Opened, Pack, PackError, Shelf, Step},
    signature::SigningKey,
};
use jiff::civil::date;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use zeroize::Zeroizing;
use zip::{ZipWriter, write::SimpleFileOptions};

fn key(number: u8) -> SigningKey {
    SigningKey::from_seed(&Zeroizing::new([number; 32]))
}

fn small(version: u32) -> Pack {
    let card = format!("+++\nid = \"aow\"\n+++\n## Wat is het\n- Versie {version}.\n");
    Pack {
        id: "oudorp".to_owned(),
        version,
        made_on: date(2026, 11, 22),
        made_by: "Wijkcontactpunt De Oever".to_owned(),
        files: BTreeMap::from([
            ("kennisbank/aow.md".to_owned(), card),
            ("lokaal/plaatsen.toml".to_owned(), "# geen\n".to_owned()),
        ]),
    }
}

fn open(bytes: &[u8]) -> Result<Opened, PackError> {
    pack::open(bytes, &|found| *found == key(1).public())
}

/// A zip of any files, signed by the key that is trusted: a centre that makes mistakes, or worse.
fn signed_zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    pack::seal(zip_of(files), &key(1)).unwrap()
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn manifest_of(files: &[(&str, &[u8])]) -> String {
    let listed = |(name, bytes): &(&str, &[u8])| Listed {
        name: (*name).to_owned(),
        sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)),
    };
    let manifest = Manifest {
        format: 1,
        id: "oudorp".to_owned(),
        version: 1,
        made_on: date(2026, 11, 22),
        made_by: "iemand".to_owned(),
        files: files.iter().map(listed).collect(),
    };
    toml::to_string(&manifest).unwrap()
}

/// A zip with a manifest that is right, whatever the files are.
fn signed_with_manifest(files: &[(&str, &[u8])]) -> Vec<u8> {
    let manifest = manifest_of(files);
    let all: Vec<(&str, &[u8])> = [("manifest.toml", manifest.as_bytes())]
        .into_iter()
        .chain(files.iter().copied())
        .collect();
    signed_zip(&all)
}

#[track_caller]
fn check_refused(bytes: &[u8], sentence: &str) {
    let error = open(bytes).unwrap_err().to_string();
    assert!(error.contains(sentence), "{error}");
}

#[test]
fn a_pack_is_read_as_it_was_made_and_is_always_the_same_file() {
    let bytes = pack::pack(&small(3), &key(1)).unwrap();
    let opened = open(&bytes).unwrap();
    assert_eq!(opened.pack, small(3));
    assert_eq!(opened.key, key(1).public());
    assert_eq!(bytes, pack::pack(&small(3), &key(1)).unwrap());
}

#[test]
fn a_pack_of_a_stranger_is_whole_but_refused_with_the_fingerprint() {
    let bytes = pack::pack(&small(1), &key(2)).unwrap();
    check_refused(&bytes, &key(2).public().fingerprint());
    assert!(matches!(open(&bytes), Err(PackError::Stranger(found)) if *found == key(2).public()));
}

#[test]
fn no_byte_of_a_pack_can_change() {
    let bytes = pack::pack(&small(1), &key(1)).unwrap();
    for at in 0..bytes.len() {
        for bit in [0, 5] {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            assert!(open(&changed).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn a_part_of_a_pack_is_no_pack() {
    let bytes = pack::pack(&small(1), &key(1)).unwrap();
    for length in 0..bytes.len() {
        assert!(open(&bytes[..length]).is_err(), "{length}");
    }
    check_refused(&bytes[..bytes.len() / 2], "only a part of one");
    check_refused(b"PK", "only a part of one");
}

proptest! {
    #[test]
    fn damaged_packs_never_panic_and_never_open(
        flips in proptest::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..8),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let bytes = pack::pack(&small(1), &key(1)).unwrap();
        let mut changed = bytes.clone();
        for (at, mask) in flips {
            let at = at.index(changed.len());
            changed[at] ^= mask;
        }
        if let Some(cut) = cut {
            changed.truncate(cut.index(changed.len()));
        }
        prop_assume!(changed != bytes);
        prop_assert!(open(&changed).is_err());
    }

    #[test]
    fn damaged_zips_never_panic_though_a_trusted_key_signs_them(
        flips in proptest::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..8),
    ) {
        let card: &[u8] = b"- tekst";
        let files = [("kennisbank/aow.md", card)];
        let manifest = manifest_of(&files);
        let mut zip = zip_of(&[("manifest.toml", manifest.as_bytes()), files[0]]);
        let length = zip.len() - 2;
        for (at, mask) in flips {
            let at = at.index(length);
            zip[at] ^= mask;
        }
        // Signed, it may open only with exactly what the manifest says.
        if let Ok(opened) = open(&pack::seal(zip, &key(1)).unwrap()) {
            for (name, text) in &opened.pack.files {
                let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
                prop_assert!(name == "kennisbank/aow.md" || manifest_of(&[(name, text.as_bytes())]).contains(&sum));
            }
        }
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let large = vec![b'a'; 40_000_000];
    let bomb = signed_zip(&[("kennisbank/aow.md", &large)]);
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    check_refused(
        &bomb,
        "kennisbank/aow.md is too large; at most 100000 bytes",
    );
    // Each file small enough, all together too much.
    let part = vec![b'a'; 999_000];
    let names: Vec<String> = (0..40)
        .map(|number| format!("lokaal/l{number}.toml"))
        .collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), part.as_slice()))
        .collect();
    check_refused(&signed_zip(&files), "the pack is too large");
}

#[test]
fn a_card_of_a_megabyte_is_neither_packed_nor_read() {
    let card = "a".repeat(1_000_000);
    check_refused(
        &signed_with_manifest(&[("kennisbank/aow.md", card.as_bytes())]),
        "is too large",
    );
    let mut pack = small(1);
    pack.files.insert("kennisbank/aow.md".to_owned(), card);
    let error = pack::pack(&pack, &key(1)).unwrap_err();
    assert!(
        error.to_string().contains("kennisbank/aow.md is too large"),
        "{error}"
    );
}

#[test]
fn names_that_do_not_belong_in_a_pack_are_refused() {
    for name in [
        "../aow.md",
        "kennisbank/../../aow.md",
        "kennisbank/../aow.md",
        "/etc/passwd",
        "/kennisbank/aow.md",
        "C:\\aow.md",
        "kennisbank\\aow.md",
        "kennisbank/aow.md/x",
        "kennisbank/.md",
        "kennisbank/AOW.md",
        "kennisbank/aow.exe",
        "kennisbank/aow.md.exe",
        "routes/snel.toml",
        "pakken/sleutel",
        "kennisbank/",
        "aow.md",
    ] {
        check_refused(
            &signed_with_manifest(&[(name, b"x")]),
            "a pack cannot hold a file",
        );
        let mut pack = small(1);
        pack.files.insert(name.to_owned(), String::new());
        assert!(
            matches!(pack::pack(&pack, &key(1)), Err(PackError::BadName(_))),
            "{name}"
        );
    }
}

#[test]
fn files_that_are_not_those_of_the_manifest_are_refused() {
    let (one, other): (&[u8], &[u8]) = (b"een", b"twee");
    let a = ("kennisbank/a.md", one);
    let manifest = manifest_of(&[a]);
    let manifest = ("manifest.toml", manifest.as_bytes());
    check_refused(&signed_zip(&[a]), "manifest says: it is missing");
    check_refused(&signed_zip(&[manifest]), "lists 1 files, and there are 0");
    check_refused(
        &signed_zip(&[manifest, a, ("kennisbank/b.md", one)]),
        "lists 1 files, and there are 2",
    );
    check_refused(
        &signed_zip(&[manifest, ("kennisbank/b.md", one)]),
        "`kennisbank/a.md` is missing",
    );
    check_refused(
        &signed_zip(&[manifest, ("kennisbank/a.md", other)]),
        "`kennisbank/a.md` has another hash",
    );
    check_refused(
        &signed_with_manifest(&[("kennisbank/a.md", b"\xe9\xe9n")]),
        "is not text in UTF-8",
    );
    let newer = manifest_of(&[a]).replace("format = 1", "format = 2");
    check_refused(
        &signed_zip(&[("manifest.toml", newer.as_bytes()), a]),
        "format 2",
    );
}

#[test]
fn two_files_of_one_name_are_refused() {
    let (one, other): (&[u8], &[u8]) = (b"een", b"twee");
    let manifest = manifest_of(&[("kennisbank/aa.md", one)]);
    let zip = zip_of(&[
        ("manifest.toml", manifest.as_bytes()),
        ("kennisbank/aa.md", one),
        ("kennisbank/bb.md", other),
    ]);
    let mut doubled = zip.clone();
    for at in 0..zip.len() {
        if zip[at..].starts_with(b"kennisbank/bb.md") {
            doubled[at..at + 16].copy_from_slice(b"kennisbank/aa.md");
        }
    }
    let error = open(&pack::seal(doubled, &key(1)).unwrap());
    assert!(
        matches!(&error, Err(PackError::Manifest(_) | PackError::Zip(_))),
        "{error:?}"
    );
}

/// A desk that trusts key 1, with pack 1 in use.
fn desk() -> (TempDir, Shelf) {
    let data = TempDir::new().unwrap();
    Keys::of(data.path()).trust(&key(1).public()).unwrap();
    let shelf = Shelf::of(data.path());
    put(&shelf, 1, &mut |_| Ok(())).unwrap();
    (data, shelf)
}

fn put(
    shelf: &Shelf,
    version: u32,
    step: &mut dyn FnMut(Step) -> io::Result<()>,
) -> Result<(), PackError> {
    let bytes = pack::pack(&small(version), &key(1)).unwrap();
    shelf.put(&open(&bytes).unwrap(), &bytes, step)
}

fn version_in_use(shelf: &Shelf) -> u32 {
    shelf.in_use().unwrap().map_or(0, |(_, opened)| {
        assert_eq!(opened.pack, small(opened.pack.version));
        opened.pack.version
    })
}

#[test]
fn a_power_cut_at_any_step_leaves_the_old_or_the_new_pack_whole() {
    let mut seen = BTreeSet::new();
    for stop_after in 0.. {
        let (_data, shelf) = desk();
        let mut steps = 0;
        let result = put(&shelf, 2, &mut |step| {
            steps += 1;
            if steps > stop_after {
                Err(io::Error::other(format!("the power went after {step:?}")))
            } else {
                Ok(())
            }
        });
        let found = version_in_use(&shelf);
        assert!(found == 1 || found == 2, "{found}");
        if result.is_ok() {
            assert_eq!(found, 2);
            assert!(stop_after >= 7, "only {stop_after} steps");
            break;
        }
        seen.insert(found);
        // The next import mends what was broken off.
        put(&shelf, 2, &mut |_| Ok(())).unwrap();
        assert_eq!(version_in_use(&shelf), 2);
    }
    assert_eq!(seen, BTreeSet::from([1, 2]));
}

#[test]
fn a_power_cut_while_going_back_leaves_one_of_the_two() {
    for stop_after in 0..4 {
        let (_data, shelf) = desk();
        put(&shelf, 2, &mut |_| Ok(())).unwrap();
        let mut steps = 0;
        let result = shelf.put_back(&mut |_| {
            steps += 1;
            if steps > stop_after {
                Err(io::Error::other("the power went"))
            } else {
                Ok(())
            }
        });
        assert_eq!(result.is_ok(), stop_after == 4, "{stop_after}");
        assert!([1, 2].contains(&version_in_use(&shelf)));
    }
}

#[test]
fn going_back_ends_at_no_pack() {
    let (data, shelf) = desk();
    put(&shelf, 2, &mut |_| Ok(())).unwrap();
    put(&shelf, 2, &mut |_| Ok(())).unwrap();
    let back = shelf.put_back(&mut |_| Ok(())).unwrap();
    assert_eq!(back.unwrap().pack, small(1));
    assert_eq!(version_in_use(&shelf), 1);
    assert!(shelf.put_back(&mut |_| Ok(())).unwrap().is_none());
    assert_eq!(version_in_use(&shelf), 0);
    assert!(matches!(
        shelf.put_back(&mut |_| Ok(())),
        Err(PackError::NothingBefore)
    ));
    let left = fs::read_dir(data.path().join("pakken"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let left: BTreeSet<_> = left.map(|name| name.into_string().unwrap()).collect();
    assert_eq!(
        left,
        BTreeSet::from(["huidig".to_owned(), "vertrouwd".to_owned()])
    );
}

#[test]
fn old_packs_are_kept_for_four_steps_back() {
    let (data, shelf) = desk();
    for version in 2..9 {
        put(&shelf, version, &mut |_| Ok(())).unwrap();
    }
    let packs = fs::read_dir(data.path().join("pakken")).unwrap();
    let packs = packs.filter(|entry| entry.as_ref().unwrap().path().extension().is_some());
    assert_eq!(packs.count(), 5);
    for version in (4..8).rev() {
        assert_eq!(
            shelf
                .put_back(&mut |_| Ok(()))
                .unwrap()
                .unwrap()
                .pack
                .version,
            version
        );
    }
}

#[test]
fn a_pack_changed_on_the_disk_is_no_longer_in_use() {
    let (_data, shelf) = desk();
    let (path, _) = shelf.in_use().unwrap().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[40] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(matches!(shelf.in_use(), Err(PackError::Tampered)));
}

#[test]
fn a_key_that_is_no_longer_trusted_takes_its_pack_with_it() {
    let (data, shelf) = desk();
    fs::write(data.path().join("pakken/vertrouwd"), "").unwrap();
    assert!(matches!(shelf.in_use(), Err(PackError::Stranger(_))));
}

#[test]
fn a_name_in_the_pointer_that_climbs_out_is_passed_over() {
    let (data, shelf) = desk();
    fs::write(data.path().join("pakken/huidig"), "../../x.zip\n-\n").unwrap();
    assert!(shelf.in_use().unwrap().is_none());
}

#[test]
fn the_key_of_a_desk_is_made_once_and_is_its_own() {
    let data = TempDir::new().unwrap();
    let keys = Keys::of(data.path());
    assert!(keys.own().unwrap().is_none());
    let made = keys.own_or_new().unwrap().public();
    assert_eq!(keys.own_or_new().unwrap().public(), made);
    assert_eq!(keys.trusted().unwrap(), [made]);
    let path = data.path().join("pakken/sleutel");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    fs::write(&path, "geen sleutel").unwrap();
    assert!(matches!(keys.own_or_new(), Err(PackError::BrokenKey(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "geen sleutel");
}

#[test]
fn trusting_a_key_twice_is_trusting_it_once() {
    let data = TempDir::new().unwrap();
    let keys = Keys::of(data.path());
    for number in [1, 2, 1] {
        keys.trust(&key(number).public()).unwrap();
    }
    assert_eq!(keys.trusted().unwrap(), [key(1).public(), key(2).public()]);
}
