//! A target in which the names of a source claim their places one by one.

use std::ops::Range;

use super::form::{Closeness, Form, begins, fold, inflected_end};
use super::name::Policy;
use super::pattern::{Local, Pattern, Role};
use super::view::{Damage, Fate};
use crate::locale::{Locale, Script};

/// A target in which places are claimed one by one.
pub(super) struct Target<'a> {
    pub(super) text: &'a str,
    pub(super) locale: &'a Locale,
    pub(super) claimed: Vec<Range<usize>>,
}

/// Where a name stands and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its place in the target, if it has one of its own.
    pub(super) range: Option<Range<usize>>,
    pub(super) fate: Fate,
}

impl Found {
    /// A name that stands at a place.
    pub(super) fn at(range: Range<usize>, fate: Fate) -> Found {
        Found { range: Some(range), fate }
    }

    /// Whether it stands at a place of its own as it should.
    pub(super) fn stands(&self) -> bool {
        self.range.is_some() && matches!(self.fate, Fate::Kept | Fate::Localized)
    }
}

/// What is known of a name whose accepted forms are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judgement {
    /// What became of it, and what is wrong.
    Is(Found, Option<Damage>),
    /// The locale has forms of it that no list tells: only the names inside it can be judged. What to say if they
    /// are as they should be.
    Unknown(Option<Damage>),
}

impl Target<'_> {
    /// Claims a place where the name or a form of the locale stands as it should.
    pub(super) fn claim_accepted(&mut self, pattern: &Pattern, local: &Local) -> Option<Found> {
        if local.policy.keeps()
            && let Some(range) = self.claim_form(&pattern.form, pattern)
        {
            return Some(Found::at(range, Fate::Kept));
        }
        for form in &local.forms {
            if let Some(range) = self.claim_form(form, pattern) {
                return Some(Found::at(range, Fate::Localized));
            }
        }
        if !local.policy.keeps()
            && let Some(range) = self.claim_form(&pattern.form, pattern)
        {
            return Some(Found::at(range, Fate::Kept));
        }
        None
    }

    /// Claims a place of a form in the case that the name allows; words that are names by themselves keep theirs.
    fn claim_form(&mut self, form: &Form, pattern: &Pattern) -> Option<Range<usize>> {
        if !pattern.free_case {
            return self.claim(form, Closeness::Exact);
        }
        let range = self.occurrences(form, Closeness::Caseless).find(|r| {
            let found = &self.text[r.clone()];
            let intact = |brand: &str| found.contains(brand) || !form.text.contains(brand);
            self.is_free(r)
                && pattern.tokens.iter().filter(|t| t.brand).all(|t| intact(&t.form.text))
        })?;
        self.claimed.push(range.clone());
        Some(range)
    }

    /// Claims a place where the name stands as the source writes it, if that is in another case than the list.
    pub(super) fn claim_as_written(
        &mut self,
        written: &str,
        pattern: &Pattern,
    ) -> Option<Range<usize>> {
        if written == pattern.text {
            return None;
        }
        self.claim(&Form::fixed(written), Closeness::Exact)
    }

    /// Claims the first free place of a form.
    fn claim(&mut self, form: &Form, closeness: Closeness) -> Option<Range<usize>> {
        let range = self.free_place(form, closeness)?;
        self.claimed.push(range.clone());
        Some(range)
    }

    /// The first free place of a form.
    pub(super) fn free_place(&self, form: &Form, closeness: Closeness) -> Option<Range<usize>> {
        self.occurrences(form, closeness).find(|r| self.is_free(r))
    }

    /// Whether nothing claimed a part of a place.
    pub(super) fn is_free(&self, range: &Range<usize>) -> bool {
        !self.claimed.iter().any(|c| c.start < range.end && range.start < c.end)
    }

    /// The places where a form stands as a whole word, free or not.
    pub(super) fn occurrences<'s>(
        &'s self,
        form: &'s Form,
        closeness: Closeness,
    ) -> impl Iterator<Item = Range<usize>> + 's {
        let text = self.text;
        Starts::new(text, form.head(), closeness).filter_map(move |at| {
            let begins = begins(text, at) || self.joined(at);
            let end = if begins { form.end_at(text, at, closeness)? } else { return None };
            let whole = inflected_end(text, end, self.locale)?;
            // A particle of Korean is a word of its own.
            let ends = whole == end || !form.exact;
            ends.then_some(at..whole)
        })
    }

    /// Whether the locale writes a short word together with what follows it (Arabic and Hebrew article and prepositions).
    fn joined(&self, at: usize) -> bool {
        if !matches!(self.locale.script, Some(Script::Arabic | Script::Hebrew)) {
            return false;
        }
        let mut before = self.text[..at].char_indices().rev().take(5);
        before.any(|(i, _)| begins(self.text, i))
    }
}

/// Whether an English name stands in a target's visible text as a whole word, in whatever case and digits, with the
/// endings of the locale.
pub fn stands_in(name: &str, target: &str, locale: &Locale) -> bool {
    let target = Target { text: target, locale, claimed: Vec::new() };
    target.occurrences(&Form::fixed(name), Closeness::Folded).next().is_some()
}

/// What should stand in the target for a pattern.
pub(super) fn expected(pattern: &Pattern, local: &Local) -> String {
    match (local.policy, local.forms.first()) {
        (Policy::Localized, Some(form)) if pattern.role == Role::Name => form.text.clone(),
        _ => pattern.text.clone(),
    }
}

/// The places of a text where a form may begin.
struct Starts<'t> {
    text: &'t str,
    /// The letters to look for, without the first one if its case may differ.
    needle: memchr::memmem::Finder<'t>,
    skipped: usize,
    folded: Option<char>,
    at: usize,
}

impl<'t> Starts<'t> {
    fn new(text: &'t str, head: &'t str, closeness: Closeness) -> Starts<'t> {
        let first = head.chars().next();
        let folded = if closeness == Closeness::Exact { None } else { first.map(fold) };
        // At the beginning of a sentence a lower-case form has a capital.
        let skipped = match first {
            Some(c) if c.is_lowercase() && head.len() > c.len_utf8() => c.len_utf8(),
            _ => 0,
        };
        Starts {
            text,
            needle: memchr::memmem::Finder::new(&head[skipped..]),
            skipped,
            folded,
            at: 0,
        }
    }
}

impl Iterator for Starts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if let Some(first) = self.folded {
            let rest = self.text.get(self.at..)?;
            let (i, c) = rest.char_indices().find(|(_, c)| fold(*c) == first)?;
            let at = self.at + i;
            self.at = at + c.len_utf8();
            return Some(at);
        }
        if self.needle.needle().is_empty() {
            return None;
        }
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let i = self.at + self.needle.find(rest)?;
            self.at = i + self.needle.needle().len();
            if self.skipped == 0 {
                return Some(i);
            }
            // The letter before may be the form's first one in either case.
            if let Some((start, _)) = self.text[..i].char_indices().next_back() {
                return Some(start);
            }
        }
    }
}
