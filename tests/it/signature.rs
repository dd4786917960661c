//! Signatures: made by one key, recognised by its public half, and by no other.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use balie::signature::{PublicKey, Signature, SignatureError, SigningKey};
use zeroize::Zeroizing;

fn key(byte: u8) -> SigningKey {
    SigningKey::from_seed(&Zeroizing::new([byte; 32]))
}

#[test]
fn a_signature_is_recognised_through_its_text() {
    let signed = key(1).sign(b"daglog");
    let signature: Signature = signed.to_string().parse().unwrap();
    let public: PublicKey = key(1).public().to_string().parse().unwrap();
    assert_eq!(signature, signed);
    assert!(public.is_by_me(b"daglog", &signature));
}

#[test]
fn another_key_or_another_byte_is_refused() {
    let signature = key(1).sign(b"daglog");
    assert!(!key(2).public().is_by_me(b"daglog", &signature));
    assert!(!key(1).public().is_by_me(b"daglof", &signature));
}

#[test]
fn the_first_vector_of_rfc_8032_holds() {
    let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let seed = data_encoding::HEXLOWER.decode(seed.as_bytes()).unwrap();
    let key = SigningKey::from_seed(&Zeroizing::new(seed.try_into().unwrap()));
    assert_eq!(
        data_encoding::HEXLOWER.encode(&key.public().to_bytes()),
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    );
    assert!(
        key.sign(b"")
            .to_string()
            .starts_with("5VZDAMNgrHKQhuLMgG6C")
    );
}

#[test]
fn text_that_is_no_key_is_refused() {
    for text in ["", "abc", "=====", "é"] {
        let refused = text.parse::<PublicKey>().unwrap_err();
        assert_eq!(refused, SignatureError::NotOne("a public key"));
        assert!(text.parse::<Signature>().is_err());
    }
}

#[test]
fn a_fingerprint_is_four_groups_of_four() {
    let print = key(3).public().fingerprint();
    let groups: Vec<_> = print.split('-').map(str::len).collect();
    assert_eq!(groups, [4, 4, 4, 4]);
    assert_ne!(print, key(4).public().fingerprint());
}
