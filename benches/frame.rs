//! From a typed key to a drawn frame: update and view of the whole screen, with the shipped cards.
//!
//! `cargo bench --bench frame`. The budget is 1 ms at the median for 80x24. Writing to the terminal is not in it; the
//! bench `start` measures that from outside.

use balie::{
    kiosk::library::Library,
    tui::{
        Message, Model, Stamp,
        theme::{Colours, Look, Theme},
    },
    words::Words,
};
use divan::{Bencher, counter::ItemsCount};
use ratatui::{Terminal, backend::TestBackend};

fn main() {
    divan::main();
}

fn stamp() -> Stamp {
    Stamp {
        now: "2026-11-25T09:02[Europe/Amsterdam]"
            .parse()
            .unwrap_or_default(),
        random: 7,
    }
}

/// Types a word letter by letter; a frame follows each.
#[divan::bench(args = [(80, 24), (200, 60)])]
fn fourteen_keys(bencher: Bencher<'_, '_>, (width, height): (u16, u16)) {
    let word = "kwijtschelding";
    let mut model = Model::new(
        Words::shipped(),
        Theme::new(Look::Light, Colours::True),
        stamp(),
    );
    model.shared.library = Library::load(None).into();
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
    bencher
        .counter(ItemsCount::new(word.len()))
        .bench_local(|| {
            for letter in word.chars() {
                model.update(Message::Type(letter), stamp());
                let _ = terminal.draw(|frame| model.view(frame));
            }
            model.update(Message::Act(balie::tui::keys::Action::Escape), stamp());
        });
}

/// What happens before the first frame: words, and an empty home.
#[divan::bench]
fn words_and_first_frame(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        let model = Model::new(
            Words::shipped(),
            Theme::new(Look::Light, Colours::True),
            stamp(),
        );
        let Ok(mut terminal) = Terminal::new(TestBackend::new(80, 24));
        let _ = terminal.draw(|frame| model.view(frame));
        model
    });
}

/// What happens between the first frame and the first key: every card, route and word list, and the index.
#[divan::bench]
fn load_the_library() -> Library {
    Library::load(None)
}
