//! The line mode: the same model as the screen, told as sentences with numbered choices, answered with lines.
//!
//! For screen readers, braille, printing terminals and pipes. Pure: [`prompt`] gives the text for the model as it is,
//! [`hear`] turns a line into the messages that keys would have been; the kiosk reads, writes and performs. Nothing is
//! drawn twice and no escape sequence is in it. Begin reading at [`hear`].

mod hearing;
mod prompting;

pub use hearing::hear;
pub use prompting::{opening, prompt, sentence};
