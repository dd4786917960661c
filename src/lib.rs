//! The map of the house. Each room has one purpose and one reason to change.
//!
//! | room | what it is for |
//! |---|---|
//! | [`domain`] | the nouns everyone shares: plain values |
//! | [`privacy`] | the guard on free text; knows text only |
//! | [`knowledge`] | cards and local data: parsing, dates, hours, checking |
//! | [`route`] | routes as authored data: types, parsing, the expression language, checking |
//! | [`conversation`] | the engine: a session walks a route |
//! | [`practice`] | cases to practise with, and how playing one went |
//! | [`search`] | index, ranking, verdict, highlights over cards |
//! | [`matching`] | who could help with a request, and why |
//! | [`figures`] | counts and shares over enquiries |
//! | [`signature`] | who made a file, and that nobody changed it |
//! | [`pack`] | the cards of a centre as one signed file; which pack this desk uses |
//! | [`hsds`] | cards from and to Open Referral HSDS 3.0, for other directories |
//! | [`words`] | every word on the screen, from one file |
//! | [`assets`] | finds and reads the shipped files and the overlay of the data folder |
//! | [`store`] | the log, sled, keys: append, read, verify, rebuild |
//! | [`export`] | a day to a file, in each format we offer |
//! | [`tui`] | the screen: messages, model, update, view |
//! | [`plain`] | the same model told line by line: numbered prompts, no drawing |
//! | [`cli`] | the command line as plain types, and the commands without a screen |
//! | [`kiosk`] | the composition root: loads assets, opens the store, runs the screen, performs its effects |
//!
//! # Who may import whom
//!
//! Only downward; the test `tidy` reads the `use` lines to keep it so.
//!
//! ```text
//! main         -> cli, kiosk
//! kiosk, cli   -> every room
//! plain        -> tui
//! tui          -> conversation, search, knowledge, route, figures, matching, practice, privacy, words, domain
//! conversation -> route, privacy, domain
//! search       -> knowledge, domain
//! hsds         -> knowledge, domain
//! export       -> knowledge, figures, signature, domain
//! assets       -> pack, domain
//! pack         -> signature
//! store        -> signature, domain
//! route, knowledge, figures, matching, practice -> domain
//! domain, privacy, signature, words -> the standard library and small value crates
//! ```
//!
//! # Invariants
//!
//! - `domain`, `route`, `conversation`, `privacy`, `knowledge`, `search`, `figures`, `matching`, `practice`,
//!   `signature`, `hsds`, `plain` and `words` do no input or output, read no clock and no environment, and start no thread. Moments and random ids come in as values.
//! - `tui` never touches the store, a file or the export; it asks for an effect and is told what came of it.
//! - Only `tui::terminal` changes terminal modes, and one function hands everything back.
//! - What the screen calls saved has been through one `fdatasync`.
//! - Unix calls stand in `store::disk` and `kiosk::unix`.

pub mod assets;
pub mod cli;
pub mod conversation;
pub mod domain;
pub mod export;
pub mod figures;
pub mod hsds;
pub mod kiosk;
pub mod knowledge;
pub mod matching;
pub mod pack;
pub mod plain;
pub mod practice;
pub mod privacy;
pub mod route;
pub mod search;
pub mod signature;
pub mod store;
pub mod tui;
pub mod words;
