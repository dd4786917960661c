//! The librarian reads the cards and builds the index on a thread of its own, so that keys are answered meanwhile.
//!
//! At start the cards, routes and local data are handed over first and the index after them; after a card was mended
//! everything comes at once, and until then the old cards serve. The thread ends with its last delivery.
//! Begin reading at [`Librarian::begin`].

use std::{
    path::PathBuf,
    sync::mpsc::{self, Receiver, TryRecvError},
    time::Duration,
};

use crate::search::Index;

#[cfg(unix)]
use super::unix;
use super::{
    index_file,
    library::{Library, find_index},
};

/// Reads on another thread.
pub struct Librarian {
    deliveries: Receiver<Delivery>,
}

/// What was read.
#[derive(Debug)]
pub enum Delivery {
    /// Everything but the index.
    Shelves(Box<Library>),
    /// The index over the cards of those shelves.
    Index(Box<Index>),
    /// Everything.
    Whole(Box<Library>),
}

/// What the librarian has to say at this moment.
#[derive(Debug)]
pub enum Word {
    /// Still reading.
    Busy,
    /// This was read; there may be more.
    Here(Delivery),
    /// There is no more.
    Done,
}

/// How long the reading waits at start, so that the terminal has a processor to show the first frame with. On two cores
/// reading takes both.
const FIRST_FRAME: Duration = Duration::from_millis(5);

impl Librarian {
    /// Reads the shipped files and the overlay of the data folder: first the shelves, then the index.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn begin(data: PathBuf) -> std::io::Result<Self> {
        Self::start(data, true)
    }

    /// Reads everything anew, delivered at once: a place in the index is a place in the cards it came with.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn again(data: PathBuf) -> std::io::Result<Self> {
        Self::start(data, false)
    }

    fn start(data: PathBuf, in_parts: bool) -> std::io::Result<Self> {
        let (sender, deliveries) = mpsc::channel();
        std::thread::Builder::new()
            .name("cards".to_owned())
            .spawn(move || {
                #[cfg(unix)]
                unix::stand_back();
                if in_parts {
                    std::thread::sleep(FIRST_FRAME);
                }
                // A receiver that is gone has stopped the program; then nothing needs to be said.
                let tell = |delivery| drop(sender.send(delivery));
                let mut library = Library::read(Some(&data));
                let bytes = if in_parts {
                    let (cards, synonyms) = (library.articles.clone(), library.synonyms.clone());
                    tell(Delivery::Shelves(Box::new(library)));
                    let (index, bytes) = find_index(&cards, &synonyms, Some(&data));
                    tell(Delivery::Index(Box::new(index)));
                    bytes
                } else {
                    let (index, bytes) =
                        find_index(&library.articles, &library.synonyms, Some(&data));
                    library.index = index;
                    tell(Delivery::Whole(Box::new(library)));
                    bytes
                };
                if let Some(bytes) = bytes {
                    index_file::write(&data, &bytes);
                }
            })?;
        Ok(Self { deliveries })
    }

    /// What has come since the last time, without waiting.
    #[must_use]
    pub fn word(&self) -> Word {
        match self.deliveries.try_recv() {
            Ok(delivery) => Word::Here(delivery),
            Err(TryRecvError::Empty) => Word::Busy,
            Err(TryRecvError::Disconnected) => Word::Done,
        }
    }

    /// Waits for what is read next; none when there is no more.
    #[must_use]
    pub fn next(&self) -> Option<Delivery> {
        self.deliveries.recv().ok()
    }

    /// Waits until everything is read, and gives it back as it came.
    #[must_use]
    pub fn to_the_end(self) -> Vec<Delivery> {
        self.deliveries.iter().collect()
    }
}
