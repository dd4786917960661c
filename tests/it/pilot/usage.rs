//! Cards that are opened often break near-ties: counted in memory while locked, kept after unlocking.

use std::collections::BTreeMap;

use balie::{
    domain::{ArticleId, Left},
    search::Prior,
};

use crate::desk::Pilot;

/// Looks huurtoeslag up and opens it, so many times.
fn open_card(desk: &mut Pilot, times: usize) {
    for _ in 0..times {
        desk.type_text("huurtoeslag");
        desk.press("enter esc esc");
    }
}

/// Every count that was to be kept, oldest first.
fn kept(desk: &Pilot) -> Vec<BTreeMap<ArticleId, u16>> {
    let opened = desk.trails().filter_map(|trail| match &trail.left {
        Left::Opened(opened) => Some(opened.clone()),
        Left::Missed(_) | Left::Interview(_) => None,
    });
    opened.collect()
}

fn counts(times: u16) -> BTreeMap<ArticleId, u16> {
    [(ArticleId::from("huurtoeslag"), times)].into()
}

/// A prior in which huurtoeslag was opened so many times and nothing else.
fn prior(desk: &Pilot, times: usize) -> Prior {
    let articles = &desk.model.shared.library.articles;
    let mut prior = Prior::new(articles.len());
    let mut cards = articles.iter();
    if let Some(position) = cards.position(|card| card.id.as_str() == "huurtoeslag") {
        (0..times).for_each(|_| prior.count_use(position));
    }
    prior
}

#[test]
fn what_was_opened_while_locked_is_kept_after_unlocking_and_weighs_at_once() {
    let mut desk = Pilot::locked();
    open_card(&mut desk, 3);
    assert!(desk.asked.is_empty(), "nothing is written while locked");
    assert_eq!(desk.model.shared.cards.prior, Some(prior(&desk, 3)));
    desk.unlock();
    assert_eq!(kept(&desk), [counts(3)]);
    assert_eq!(desk.model.shared.cards.prior, Some(prior(&desk, 3)));
}

#[test]
fn counts_are_kept_at_the_lock_and_come_back_with_the_words() {
    let mut desk = Pilot::open();
    open_card(&mut desk, 2);
    desk.press("ctrl+l");
    assert_eq!(kept(&desk), [counts(2)]);
    assert_eq!(desk.model.shared.cards.prior, Some(prior(&desk, 0)));
    desk.unlock();
    assert_eq!(desk.model.shared.cards.prior, Some(prior(&desk, 2)));
    open_card(&mut desk, 1);
    assert_eq!(desk.model.shared.cards.prior, Some(prior(&desk, 3)));
    desk.press("ctrl+c");
    assert_eq!(kept(&desk).last(), Some(&counts(1)), "only what is new");
}

#[test]
fn use_can_be_left_out_of_the_order() {
    let mut desk = Pilot::locked();
    desk.model.shared.cards.is_prior_off = true;
    desk.read_cards_anew();
    open_card(&mut desk, 2);
    assert_eq!(desk.model.shared.cards.prior, None);
}
