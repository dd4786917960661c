//! A card that is written as text is read back as the same card.

use balie::{
    assets::{self, Folder},
    knowledge,
};
use proptest::prelude::*;

#[test]
fn every_shipped_card_is_written_and_read_as_it_was() {
    let (files, _) = assets::load(None);
    let mut count = 0;
    for file in files.iter().filter(|file| file.folder == Folder::Knowledge) {
        let card = knowledge::parse_article(&file.name, &file.text).unwrap();
        let text = knowledge::write_article(&card);
        assert_eq!(
            knowledge::parse_article(&file.name, &text).unwrap(),
            card,
            "{text}"
        );
        count += 1;
    }
    assert!(count > 200, "{count}");
}

proptest! {
    #[test]
    fn whatever_an_editor_types_is_written_so_that_it_is_read_back(
        name in "[^\\p{C}]{1,40}",
        fact in "[^\\p{C}]{1,60}",
        notes in "[^\\p{C}]{1,60}",
    ) {
        let mut card = knowledge::parse_article("x.md", &super::card("x", "X")).unwrap();
        for (field, text) in [(&mut card.name, &name), (card.facts.first_mut().unwrap(), &fact)] {
            *field = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if field.is_empty() {
                *field = "x".to_owned();
            }
        }
        card.notes = Some(notes.trim().to_owned()).filter(|notes| !notes.is_empty());
        let text = knowledge::write_article(&card);
        prop_assert_eq!(knowledge::parse_article("x.md", &text).unwrap(), card, "{}", text);
    }
}
