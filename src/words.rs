//! Every word on the screen, from one Project Fluent file.
