//! `balie export --register`: every field the coordinator may see, encrypted (age).

use std::io::{self, IsTerminal, Write as _};

use jiff::{ToSpan, Zoned};

use super::{Arguments, Parcel};
use crate::{
    cli::{Failure, Streams, passphrase},
    export::{
        self,
        register::{self, Reader},
    },
    kiosk::signals::StopSignal,
    store::{Role, Store},
};

/// Words that open a register have at least so many letters.
const LEAST_LETTERS: usize = 10;

/// How wide the bar of progress is.
const BAR: usize = 30;

/// The years a row is kept (method 5.3), and one to spare.
const YEARS: i32 = 6;

/// Reads and encrypts the register.
pub(super) fn parcel(
    arguments: &Arguments,
    store: &mut Store,
    (role, stop): (Role, &StopSignal),
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Parcel, Failure> {
    match role {
        Role::Coordinator => {}
        Role::Desk => {
            return Err(Failure::mend(
                "these are the team's words; only the coordinator takes the register along",
                "give the coordinator's words with --passphrase-file FILE",
            ));
        }
    }
    let reader = reader(arguments, streams)?;
    let last = arguments.day.unwrap_or_else(|| now.date());
    let enquiries = store.days(last.saturating_sub(YEARS.years()), last)?;
    let count = enquiries.len();
    // On a terminal a bar in one line says how far it is.
    let is_watched = io::stderr().is_terminal();
    let mut went = |done: usize| {
        if is_watched && done > 0 {
            // A terminal that is gone stops nothing.
            let _ = write!(io::stderr(), "\r{}", bar(done, count));
        }
        stop.goes_on()
    };
    let mut bytes = Vec::new();
    let written = register::write(store.id(), &enquiries, reader, &mut went, &mut bytes);
    if is_watched {
        let _ = writeln!(io::stderr());
    }
    written.map_err(|error| {
        if error.kind() == io::ErrorKind::Interrupted {
            Failure::mend("stopped; nothing was written", "")
        } else {
            error.into()
        }
    })?;
    Ok(Parcel {
        stem: format!(
            "register-{}-{}-{last}",
            export::file_part(store.place().as_str()),
            export::short(store.id())
        ),
        extension: "jsonl.age",
        bytes,
        holds: format!("{count} rows, encrypted"),
    })
}

/// How far it is, in one line.
fn bar(done: usize, count: usize) -> String {
    let blocks = done * BAR / count.max(1);
    let (full, empty) = ("#".repeat(blocks), ".".repeat(BAR.saturating_sub(blocks)));
    format!("[{full}{empty}] {done} of {count} rows; Ctrl+C stops")
}

fn reader(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Reader, Failure> {
    if let Some(recipient) = &arguments.recipient {
        let recipient = recipient.parse().map_err(|error| {
            Failure::mend(
                format!("{recipient} is no age recipient: {error}"),
                "give what `age-keygen` printed: age1...",
            )
        })?;
        return Ok(Reader::Recipient(recipient));
    }
    let Some(file) = &arguments.with_words else {
        return Err(Failure::mend(
            "the register leaves encrypted or not at all",
            "give --recipient AGE or --with-words FILE",
        ));
    };
    let words = passphrase::read(file, streams)?;
    let words = words.reveal();
    if words
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .count()
        < LEAST_LETTERS
    {
        return Err(Failure::mend(
            "the words that open the register are too short",
            format!("use at least {LEAST_LETTERS} letters; four words are best"),
        ));
    }
    Ok(Reader::Passphrase(zeroize::Zeroizing::new(
        words.to_owned(),
    )))
}
