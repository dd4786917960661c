//! The store on a thread of its own, so that the screen can say "bezig…" while the disk is slow.
//!
//! The thread sleeps until it is asked something; it wakes nobody. One question at a time, in order.

use std::{
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread::JoinHandle,
    time::Duration,
};

use super::{A_MOMENT, safekeeping};
use crate::store::{Store, StoreError};

type Job = Box<dyn FnOnce(&mut Store) + Send>;

/// Asks the store; the store itself lives on another thread.
pub struct Keeper {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
    /// Ends when the store is closed.
    end: Receiver<()>,
}

/// An answer that is on its way.
pub struct Waiting<T>(Receiver<T>);

impl<T> Waiting<T> {
    /// The answer, if it comes within this time. None when it takes longer, or when the store is gone.
    #[must_use]
    pub fn within(&self, time: Duration) -> Option<T> {
        self.0.recv_timeout(time).ok()
    }

    /// The answer, if it comes within this time.
    ///
    /// # Errors
    /// It takes longer, or the store is gone.
    pub fn answer_within(&self, time: Duration) -> Result<T, RecvTimeoutError> {
        self.0.recv_timeout(time)
    }

    /// The answer, however long it takes. None when the store is gone.
    #[must_use]
    pub fn for_ever(self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl Keeper {
    /// Makes or opens a store on its own thread; the answer tells whether that worked.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(
        make: impl FnOnce() -> Result<Store, StoreError> + Send + 'static,
    ) -> std::io::Result<(Self, Waiting<Result<(), StoreError>>)> {
        let (jobs, inbox) = mpsc::channel::<Job>();
        let (tell, first_word) = mpsc::channel();
        let (ended, end) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || {
                let _ended: Sender<()> = ended;
                let mut store = match make() {
                    Ok(store) => store,
                    Err(error) => {
                        let _ = tell.send(Err(error));
                        return;
                    }
                };
                let _ = tell.send(Ok(()));
                for job in inbox {
                    job(&mut store);
                    // The one who asked has the answer.
                    store.catch_up();
                }
                safekeeping::finish(store);
            })?;
        Ok((Self { jobs, thread, end }, Waiting(first_word)))
    }

    /// Asks something of the store.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Store) -> T + Send + 'static,
    ) -> Waiting<T> {
        let (tell, answer) = mpsc::channel();
        // When the store is gone the answer never comes, and the one who waits is told so.
        let _ = self.jobs.send(Box::new(move |store| {
            let _ = tell.send(question(store));
        }));
        Waiting(answer)
    }

    /// Closes the store and waits until it is closed; a stick may be slow, so after a moment it says that it is busy.
    pub fn close(self, say_busy: impl FnOnce()) {
        drop(self.jobs);
        if self.end.recv_timeout(A_MOMENT) == Err(RecvTimeoutError::Timeout) {
            say_busy();
        }
        let _ = self.thread.join();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use jiff::{Timestamp, tz::TimeZone};

    use super::{A_MOMENT, Keeper};
    use crate::store::{Derivation, Store, generate_secrets};

    /// The team was let in and nobody locked: at the end the keys go, and the backup of the day stands.
    #[test]
    fn whoever_stops_leaves_a_locked_desk_and_the_backup_of_the_day() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let now = Timestamp::now();
        let make = move || {
            let (secrets, cheap) = (generate_secrets()?, Derivation::cheap_for_tests());
            Store::create_with(&root, &"proef".into(), &secrets, cheap, now)
        };
        let (keeper, opened) = Keeper::start(make).unwrap();
        opened.for_ever().unwrap().unwrap();
        keeper.close(|| {});
        let zone = TimeZone::get(super::super::ZONE).unwrap();
        let days = [now, Timestamp::now()].map(|at| at.to_zoned(zone.clone()).date());
        let kept = Store::open(folder.path(), now).unwrap().backups().unwrap();
        assert!(kept.iter().any(|day| days.contains(day)), "{kept:?}");
    }

    #[test]
    fn a_store_that_is_slow_to_close_says_so_and_a_quick_one_does_not() {
        for is_slow in [false, true] {
            let now = jiff::Timestamp::UNIX_EPOCH;
            let make = move || Store::in_memory(&"proef".into(), now);
            let (keeper, opened) = Keeper::start(make).unwrap();
            opened.for_ever().unwrap().unwrap();
            if is_slow {
                drop(keeper.ask(|_| std::thread::sleep(A_MOMENT * 3)));
            }
            let mut was_busy = false;
            keeper.close(|| was_busy = true);
            assert_eq!(was_busy, is_slow);
        }
    }
}
