//! One integration binary.

<<<<<<< HEAD
mod assets;
mod cli;
mod conversation;
mod export;
mod export_target;
mod figures;
mod knowledge;
mod route;
mod search;
mod tidy;
=======
mod store;
>>>>>>> store
