//! Notices: what is told of a dossier, once and to whom; how it travels by mail, SMS and Zalo, and what comes of it when it does not.

mod choice;
mod deliveries;
mod servers;
mod store;
mod told;
mod world;
