//! The guard on free text. Knows text only.
