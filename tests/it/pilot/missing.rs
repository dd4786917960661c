//! No card fits: what to do is on the screen, by number, and what is noted is seen first.

use balie::domain::Left;

use crate::desk::Pilot;

/// The words that were to be kept, with the card that belongs to them.
fn missed(desk: &Pilot) -> Vec<(String, Option<String>)> {
    let missed = desk.trails().filter_map(|trail| match &trail.left {
        Left::Missed(missed) => Some(missed),
        Left::Opened(_) | Left::Interview(_) => None,
    });
    missed
        .map(|missed| {
            let opened = missed.opened.as_ref().map(ToString::to_string);
            (missed.query.clone(), opened)
        })
        .collect()
}

#[test]
fn words_that_found_nothing_are_noted_after_they_were_seen() {
    let mut desk = Pilot::locked();
    desk.type_text("xqzvkj");
    desk.sees("Geen kaart die hier goed op past.");
    desk.sees("1  Vraag de achterwacht");
    desk.press("enter 2");
    desk.sees("Deze woorden gaan naar de coördinator.");
    desk.sees("  xqzvkj\n");
    assert_eq!(missed(&desk), [], "nothing is kept before it was seen");
    desk.press("ctrl+u");
    desk.type_text("traplift huren");
    desk.press("enter");
    desk.sees("Genoteerd. De coördinator zoekt er een kaart bij.");
    desk.sees("Bewaard 09:02, op slot");
    desk.sees("  xqzvkj\n");
    assert_eq!(missed(&desk), [("traplift huren".to_owned(), None)]);
}

#[test]
fn the_card_that_is_opened_next_is_proposed_for_the_words() {
    let mut desk = Pilot::open();
    desk.type_text("xqzvkj");
    desk.press("down 2 enter esc ctrl+u");
    desk.type_text("huurtoeslag");
    desk.press("enter");
    let words = "xqzvkj".to_owned();
    assert_eq!(
        missed(&desk),
        [
            (words.clone(), None),
            (words, Some("huurtoeslag".to_owned()))
        ]
    );
    desk.press("esc down enter");
    assert_eq!(missed(&desk).len(), 2, "only the next one");
}

#[test]
fn a_number_of_a_person_is_not_noted() {
    let mut desk = Pilot::locked();
    desk.type_text("xqzvkj");
    desk.press("enter 2");
    desk.type_text(" 123456782");
    desk.press("enter");
    desk.sees("Hier staat een nummer of adres.");
    assert_eq!(missed(&desk), []);
    desk.press("ctrl+k enter");
    assert_eq!(missed(&desk).len(), 1);
    assert!(!missed(&desk).concat_words().contains("123456782"));
}

/// Everything that was to be kept, as one text.
trait Words {
    fn concat_words(&self) -> String;
}

impl Words for Vec<(String, Option<String>)> {
    fn concat_words(&self) -> String {
        self.iter().map(|(words, _)| words.as_str()).collect()
    }
}

#[test]
fn the_standby_is_told_with_a_number_and_esc_returns_to_the_words() {
    let mut desk = Pilot::locked();
    desk.type_text("xqzvkj");
    desk.press("enter 1");
    desk.sees("Vraag het de achterwacht.");
    desk.press("esc esc");
    desk.type_text("q");
    desk.sees("  xqzvkjq\n");
}

#[test]
fn looking_wider_shows_what_a_single_word_finds_and_typing_starts_anew() {
    let mut desk = Pilot::locked();
    desk.type_text("xqzvkj huurtoeslag wvvzx qqxzz");
    desk.press("ctrl+r 3");
    desk.sees("Huurtoeslag");
    desk.type_text("k");
    desk.sees_no("Staat het er niet bij?");
}

#[test]
fn a_list_without_the_right_card_has_the_same_three_ways_out() {
    let mut desk = Pilot::locked();
    desk.type_text("huurtoeslag");
    desk.press("ctrl+r");
    desk.sees("Staat het er niet bij?");
    desk.press("esc");
    desk.sees("▶");
    desk.press("ctrl+r 2 enter");
    assert_eq!(missed(&desk), [("huurtoeslag".to_owned(), None)]);
}

#[test]
fn where_nothing_can_be_kept_nothing_is_offered_to_be_noted() {
    let mut desk = Pilot::at_first_start();
    desk.press("esc");
    desk.type_text("xqzvkj");
    desk.sees("Vraag de achterwacht");
    desk.sees_no("als gemis");
    desk.press("enter 2");
    assert!(desk.asked.is_empty());
}
