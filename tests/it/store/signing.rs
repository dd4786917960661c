//! The key that signs for the store: known while locked, usable by both roles, the same after every restart.

use balie::store::{Secret, Store, StoreError};
use tempfile::tempdir;

use super::support::{create, later, now, secrets};

#[test]
fn both_roles_sign_and_anyone_can_tell_that_it_was_this_store() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let public = store.public_key();
    assert!(public.is_by_me(b"daglog", &store.sign(b"daglog").unwrap()));
    store.unlock(&secrets().coordinator, now()).unwrap();
    let signature = store.sign(b"daglog").unwrap();
    assert!(public.is_by_me(b"daglog", &signature));
    assert!(!public.is_by_me(b"daglog!", &signature));
    store.lock(now()).unwrap();
    assert_eq!(store.public_key(), public, "known while locked");
    assert!(matches!(store.sign(b"daglog"), Err(StoreError::Locked)));
    drop(store);
    let store = Store::open(folder.path(), now()).unwrap();
    assert_eq!(store.public_key(), public, "the same after a restart");
    let other = tempdir().unwrap();
    assert_ne!(create(other.path()).public_key(), public);
}

#[test]
fn new_words_for_the_team_leave_the_key_as_it_was() {
    let folder = tempdir().unwrap();
    let mut store = create(folder.path());
    let public = store.public_key();
    store.unlock(&secrets().coordinator, now()).unwrap();
    let words = Secret::new("nieuwe woorden voor morgen");
    store.replace_desk_secret(&words, now()).unwrap();
    store.lock(now()).unwrap();
    store.unlock(&words, later(40)).unwrap();
    assert!(public.is_by_me(b"pakket", &store.sign(b"pakket").unwrap()));
}
