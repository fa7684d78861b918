//! Product names: the termbase, its matching in a segment, and what became of each name.
//!
//! ```text
//! source ─ find names (longest match) ─┐
//!                                      ├─ claim accepted forms ─ what is left: how is it damaged? → NameView
//! target ──────────────────────────────┘
//! ```
//!
//! The files look one way: claims → damage → target → pattern → form → name; `view` and the data stand below them.

pub mod candidates;
mod claims;
mod common_word;
mod damage;
pub mod evidence;
pub mod fates;
mod form;
mod heads;
mod learned;
pub mod load;
pub mod name;
mod pattern;
pub mod renderings;
mod target;
mod termbase;
mod terms;
#[cfg(test)]
mod tests;
pub mod translit;
mod unlisted;
mod usage;
pub mod vendor;
mod view;

pub use self::evidence::{Evidence, strongest};
pub use self::fates::{Counts, Fates};
pub use self::name::{Name, Policy, Rendering};
pub use self::target::stands_in;
pub use self::termbase::Termbase;
pub use self::usage::{Rendered, Usage};
pub use self::view::{Damage, Fate, Mention, NameCounts, NameView, Problem};

/// Names of one segment that are judged, and words that may be names. A segment with more is a list or made by a program;
/// what is behind them is left alone, so that the cost of a segment goes with its length.
const MOST_NAMES: usize = 256;

/// Names of one segment whose forms are not in its target and that are explained: more broken ones tell a reviewer no more.
const MOST_EXPLAINED: usize = 64;
/// Words that a page asks to keep, as far as they are looked for: each is, in every segment.
const MOST_PAGE_WORDS: usize = 1000;
