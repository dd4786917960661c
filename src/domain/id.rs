//! Ids as types, so that one cannot stand where another belongs.

use std::{fmt, str::FromStr};

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An id that is not written as 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: 32 hexadecimal digits are needed")]
pub struct MalformedId(pub String);

/// What 32 hexadecimal digits say, of whatever case; none when it is not that.
fn sixteen_bytes(text: &str) -> Option<[u8; 16]> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let pairs: &[[u8; 2]; 16] = pairs.try_into().ok().filter(|_| rest.is_empty())?;
    let mut bytes = [0; 16];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

const fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        b'A'..=b'F' => Some(letter - b'A' + 10),
        _ => None,
    }
}

macro_rules! random_ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;
            fn from_str(text: &str) -> Result<Self, MalformedId> {
                sixteen_bytes(text).map(Self).ok_or_else(|| MalformedId(text.to_owned()))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::text::parsed(deserializer)
            }
        }
    )+};
}

random_ids! {
    /// Names one enquiry and, before it is concluded, its session.
    EnquiryId;
    /// Names one visit: a person or group at the desk.
    VisitId;
    /// Names one shift.
    ShiftId;
    /// Names one data folder, from set-up on.
    StoreId;
    /// Names one day to look back.
    FollowUpId;
    /// Names one card of the vault.
    ContactId;
    /// Names one use of a red-flag card.
    UrgentUseId;
    /// Names one notice that a card is wrong.
    NoticeId;
    /// Names one trail: what looking up left behind.
    TrailId;
    /// Names one note of the coordinator: a pattern by its codes, a story by its enquiry.
    OwnNoteId;
}

// A record has a dozen names, most of them shorter than 24 letters: those take no memory of their own.
macro_rules! names {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(CompactString);

        impl $name {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self { Self(text.into()) }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self { Self(text.into()) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }
    )+};
}

names! {
    /// The stable slug of a card of the knowledge base.
    ArticleId;
    /// The slug of the card of a place.
    PlaceId;
    /// The name of a route, such as `snel`.
    RouteId;
    /// The name of a field of a route, such as `thema`.
    FieldName;
}
