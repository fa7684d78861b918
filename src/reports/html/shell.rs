//! What every page of the HTML report has: its head with the policy of what may run, style, scripts.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// What the head and the end of a page are made of (`shell.html`).
pub(super) struct Shell {
    /// The title, as text.
    pub(super) title: String,
    /// Style of all pages.
    pub(super) style: Source,
    /// Runs before anything is painted: the theme.
    pub(super) theme: Source,
    /// The script of the page.
    pub(super) script: Source,
}

/// A style or a script that stands in the page.
pub(super) struct Source(pub(super) &'static str);

impl Shell {
    /// The shell of a page with a title and a script.
    pub(super) fn new(title: String, script: &'static str) -> Shell {
        Shell {
            title,
            style: Source(include_str!("style.css")),
            theme: Source(include_str!("theme.js")),
            script: Source(script),
        }
    }
}

impl Source {
    /// By what the page's policy knows it: nothing may load and nothing may run but what has one of its hashes.
    pub(super) fn hash(&self) -> String {
        STANDARD.encode(Sha256::digest(self.0.as_bytes()))
    }
}

/// The end of a page that is not written by one template.
#[derive(Template)]
#[template(path = "shell.html", block = "end")]
pub(super) struct End;
