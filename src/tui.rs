//! The screen: messages, model, update, view.
//!
//! A terminal event and the present screen become a [`Message`] ([`keys`]); [`app::Model::update`] changes the state
//! and asks for effects; [`app::Model::view`] draws. The kiosk performs the effects and answers with a message.
//! This room never touches the store, a file or the export.
//!
//! # Beside programs that people praise
//!
//! Read in their sources and manuals; what was taken, and where these screens go another way:
//!
//! - **huh, gum** (charmbracelet; forms): taken: the help line comes from the table that handles the keys, a question
//!   is a page of its own, what is wrong stands at the field. Not taken: a form that ends in one submit, colours as
//!   ornament, a filter that must be opened with a key. Here every answer is on disk before the next question.
//! - **television, atuin** (lookup): taken: the box has the focus, every key searches, what was found stands beside the
//!   list where the width allows. Not taken: a preview that is the whole point, modes, a layout to configure, a screen
//!   that opens from the bottom. Here the reason of a hit is told in a word, and nothing found has three ways on.
//! - **posting, the Textual demos** (polish): taken: one visible focus, a footer with the keys of this moment, screens as
//!   a stack. Not taken: panes, tabs, borders, a command palette that must be known. Here one thing stands on the page,
//!   and the only frame is a red-flag card.
//! - **GOV.UK** (question pages, check answers): taken: one question a page, its hint under it, going back with the
//!   answers kept, a page to check with a way to change each line. Not taken: a summary that must be read before
//!   anything is sent: a quick question ends at its third key, and Ctrl+Z takes it back. Steps on one page are there for
//!   who works quickly, as GOV.UK allows for people who repeat a task.
//!
//! Past all four: an exercise with its known good answer on the same screens, and one key that leaves only what the
//! person across the table may read.
//!
//! Begin reading at [`app`]; each screen is one file under [`screen`] and holds its state, its update and its view.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a key that means nothing on a screen is ignored there"
)]

pub mod app;
pub mod keys;
pub mod message;
mod order;
pub mod screen;
pub mod shared;
pub mod terminal;
pub mod theme;
pub mod told;
pub mod widget;

pub use app::Model;
pub use message::{Effect, Message, Report};
pub use shared::{Library, Stamp};
