//! The screen: messages, model, update, view.
//!
//! A terminal event and the present screen become a [`Message`] ([`keys`]); [`app::Model::update`] changes the state
//! and asks for effects; [`app::Model::view`] draws. The kiosk performs the effects and answers with a message.
//! This room never touches the store, a file or the export.
//!
//! Begin reading at [`app`]; each screen is one file under [`screen`] and holds its state, its update and its view.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a key that means nothing on a screen is ignored there"
)]

pub mod app;
pub mod keys;
pub mod message;
pub mod screen;
pub mod shared;
pub mod terminal;
pub mod theme;
pub mod told;
pub mod widget;

pub use app::Model;
pub use message::{Effect, Message, Report};
pub use shared::{Library, Stamp};
