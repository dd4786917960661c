//! The whole register, for the coordinator: every field of every enquiry. It leaves encrypted or not at all (age).

use std::io::{self, Write};

use age::{Encryptor, secrecy::SecretString, x25519::Recipient};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::domain::{Enquiry, PlaceId, StoreId};

/// Who can open the file.
pub enum Reader {
    /// Whoever has the key of this age recipient (`age1…`).
    Recipient(Recipient),
    /// Whoever knows the words.
    Passphrase(Zeroizing<String>),
}

/// One line: an enquiry and the store it comes from.
#[derive(Serialize)]
struct Line<'a> {
    schema: u32,
    store: StoreId,
    place: &'a PlaceId,
    enquiry: &'a Enquiry,
}

/// Writes the register as JSON Lines inside an age file. `went` is told how many rows are done, now and then; when it says
/// no, writing stops with [`io::ErrorKind::Interrupted`].
///
/// # Errors
/// What `out` said, or it was stopped.
pub fn write(
    store: StoreId,
    enquiries: &[Enquiry],
    reader: Reader,
    went: &mut dyn FnMut(usize) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let encryptor = match reader {
        Reader::Recipient(recipient) => {
            Encryptor::with_recipients(std::iter::once(&recipient as _))
                .map_err(io::Error::other)?
        }
        Reader::Passphrase(words) => {
            Encryptor::with_user_passphrase(SecretString::from(words.as_str().to_owned()))
        }
    };
    let mut inside = encryptor.wrap_output(out)?;
    for (done, enquiry) in enquiries.iter().enumerate() {
        if done % STEP == 0 && !went(done) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let line = Line {
            schema: super::SCHEMA,
            store,
            place: &enquiry.place,
            enquiry,
        };
        serde_json::to_writer(&mut inside, &line)?;
        inside.write_all(b"\n")?;
    }
    inside.finish()?;
    Ok(())
}

/// Rows between two questions whether to go on.
const STEP: usize = 500;
