//! What every handler is given: the database, the clock, randomness, and what this installation is called.

use std::sync::Arc;

use base::{Actor, Clock, Permission, Rng};
use db::Db;
use files::Files;

use crate::failures::Failures;
use crate::module::{Nav, Panel};

/// The state of the application; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The one door to the database.
    pub db: Db,
    /// The bytes of papers: content-addressed, written before the transaction that refers to them.
    pub files: Files,
    /// The one source of time.
    pub clock: Arc<dyn Clock>,
    /// The one source of randomness.
    pub rng: Rng,
    /// What this installation is called and how it is set up.
    pub site: Arc<Site>,
}

/// What this installation is called and how it is set up. The same for everybody, for the life of the process.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name in the header, for example `Dịch vụ công và Một cửa tỉnh Phú Thọ`.
    pub name: String,
    /// Demo data: said in the header of every page; also opens `/mau`, the gallery of components.
    pub demo: bool,
    /// Invented people and a clock that is set forward, for learning: said in the header of every page.
    pub practice: bool,
    /// The address the public types, without a slash at the end: `https://dichvucong.phutho.gov.vn`. Used where an
    /// absolute address is needed (mail, QR codes); an `https` address also makes cookies `Secure` and turns HSTS on.
    pub address: String,
    /// The last refusals of this process.
    pub failures: Failures,
    pub(crate) nav: Vec<Nav>,
    pub(crate) panels: Vec<Panel>,
    pub(crate) effects: Vec<ledger::Effect>,
    pub(crate) scopes: Vec<&'static Permission>,
    pub(crate) programs: Vec<&'static str>,
    handed: http::Extensions,
}

impl Site {
    /// A site of this name at this address, without demo data.
    #[must_use]
    pub fn new(name: impl Into<String>, address: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            demo: false,
            practice: false,
            address: address.into(),
            failures: Failures::default(),
            nav: Vec::new(),
            panels: Vec::new(),
            effects: Vec::new(),
            scopes: Vec::new(),
            programs: Vec::new(),
            handed: http::Extensions::new(),
        }
    }

    /// The same site with something for one context and its jobs, by its type: the servers it speaks to, for one. The composition
    /// root hands it over; no other crate needs to know what it is.
    #[must_use]
    pub fn hand<T: Clone + Send + Sync + 'static>(mut self, it: T) -> Self {
        self.handed.insert(it);
        self
    }

    /// What the composition root handed over of this type.
    #[must_use]
    pub fn handed<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.handed.get()
    }

    /// The same site with demo data, which every page says.
    #[must_use]
    pub fn demo(mut self) -> Self {
        self.demo = true;
        self
    }

    /// The same site for practice: demo data, and every page says what the clock of practice says.
    #[must_use]
    pub fn practice(self) -> Self {
        Self { practice: true, ..self.demo() }
    }

    /// Whether people reach the site by `https`.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.address.starts_with("https://")
    }

    /// The entries of the navigation of `actor`, in their order.
    pub fn ways<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Nav> {
        self.nav.iter().filter(|nav| crate::shell::is_for(nav.audience, actor))
    }

    /// What the operations ask of a program's token, each permission once, by name.
    #[must_use]
    pub fn scopes(&self) -> &[&'static Permission] {
        &self.scopes
    }

    /// Whether what stands at this path is for programs: a token lets in, and a refusal is a problem+json.
    #[must_use]
    pub fn is_for_programs(&self, path: &str) -> bool {
        path == "/api" || path.starts_with("/api/") || self.programs.contains(&path)
    }

    /// What the modules do when something below them changes: what a page previews before it lets somebody decide.
    #[must_use]
    pub fn effects(&self) -> &[ledger::Effect] {
        &self.effects
    }

    /// What the modules hang into the place named `place`, in the order of the modules.
    pub fn panels<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a Panel> {
        self.panels.iter().filter(move |panel| panel.place == place)
    }
    /// Of these, what `actor` is shown.
    pub fn panels_for<'a>(&'a self, place: &'a str, actor: &'a Actor) -> impl Iterator<Item = &'a Panel> {
        self.panels(place).filter(|panel| crate::shell::is_for(panel.audience, actor))
    }
}
