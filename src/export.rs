//! A day to a file, in each format we offer.
