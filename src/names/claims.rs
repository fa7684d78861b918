//! Which places of a target stand for which names of the source: each accepted form counts for one mention.

use std::ops::Range;

use super::damage;
use super::form::{Closeness, Form, begins, fold, inflected_end};
use super::name::Policy;
use super::termbase::{Hit, Kind, Local, Pattern, Role, Termbase};
use super::{Fate, Finding, Mention, NameView, Problem};
use crate::locale::{Locale, Script};
use crate::mqm::{Confidence, Severity};
use crate::text::Text;
use crate::text::script::CharScript;

/// A target in which places are claimed one by one.
pub(super) struct Target<'a> {
    pub(super) text: &'a str,
    pub(super) locale: &'a Locale,
    pub(super) claimed: Vec<Range<usize>>,
}

static UNLISTED: Local =
    Local { policy: Policy::Keep, listed: true, forms: Vec::new(), forbidden: Vec::new() };

/// Judges the names of a segment.
pub(super) fn judge(
    termbase: &Termbase,
    hits: &[Hit<'_>],
    source: &Text<'_>,
    target: &Text<'_>,
    locale: &Locale,
) -> NameView {
    let locals = termbase.local(locale);
    let mut place =
        Target { text: target.visible(), locale, claimed: Vec::with_capacity(hits.len()) };
    let local = |pattern: &Pattern| pattern.name.and_then(|n| locals.get(n)).unwrap_or(&UNLISTED);
    let mut order: Vec<usize> = (0..hits.len()).collect();
    if hits.len() > 1 {
        // Long names first, so that a short one does not claim a part of them.
        order.sort_by_key(|&i| (std::cmp::Reverse(hits[i].range.len()), i));
    }
    let mut found: Vec<Option<Verdict>> = vec![None; hits.len()];
    let mut left = 0;
    for &i in &order {
        let pattern = hits[i].pattern;
        if let Some((range, fate)) = place.claim_accepted(pattern, local(pattern)) {
            found[i] = Some((Some(range), fate));
        } else if let Some(range) =
            place.claim_as_written(&source.visible()[hits[i].range.clone()], pattern)
        {
            found[i] = Some((Some(range), Fate::Kept));
        } else if hits[i].weak && !damage::is_heard(&place, pattern) {
            found[i] = Some((None, Fate::Implied));
        } else {
            left += 1;
        }
    }
    let mut view = NameView::default();
    if left > 0 {
        for &i in &order {
            if found[i].is_some() {
                continue;
            }
            let judgement =
                damage::explain(i, hits, &found, source, &mut place, local(hits[i].pattern), false);
            match judgement {
                Judgement::Is(verdict, finding) => {
                    found[i] = Some(verdict);
                    view.findings.extend(finding);
                }
                Judgement::Unknown(otherwise) => {
                    let mut findings =
                        judge_parts(termbase, i, hits, &found, source, &mut place, locals);
                    if findings.is_empty() {
                        findings.extend(otherwise);
                    }
                    let fate = if findings.is_empty() { Fate::Localized } else { Fate::Mangled };
                    found[i] = Some((findings.first().and_then(|f| f.target.clone()), fate));
                    view.findings.extend(findings);
                }
            }
        }
    }
    for (i, hit) in hits.iter().enumerate() {
        let Some((range, fate)) = &found[i] else { continue };
        if matches!(fate, Fate::Kept | Fate::Localized)
            && let Some(range) = range
        {
            view.findings.extend(damage::doubled(hit, range, source, &place));
        }
        if hit.weak && *fate != Fate::Mangled {
            view.findings.extend(damage::taken_for_product(hit, range.as_ref(), source, &place));
            continue;
        }
        if termbase.forbids()
            && let Some(finding) = forbidden(hit, &place, local(hit.pattern))
        {
            // The rendering that is there tells more than the one that is not.
            view.findings.retain(|f| f.problem != Problem::WrongTerm || f.source != hit.range);
            view.findings.push(finding);
        }
        view.source.push(hit.range.clone());
        view.mentions.push(Mention {
            source: hit.range.clone(),
            target: range.clone(),
            fate: *fate,
            term: hit.pattern.kind == Kind::Term,
        });
    }
    view.target = view
        .mentions
        .iter()
        .filter(|m| m.fate != Fate::Mangled)
        .filter_map(|m| m.target.clone())
        .collect();
    view.target.sort_by_key(|r| r.start);
    view.findings.sort_by_key(|f| f.source.start);
    view
}

/// Judges the names inside a name that the locale renders in a way that no list tells: each of them by itself.
fn judge_parts(
    termbase: &Termbase,
    at: usize,
    hits: &[Hit<'_>],
    found: &[Option<Verdict>],
    source: &Text<'_>,
    place: &mut Target<'_>,
    locals: &[Local],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let parts = termbase.parts(source.visible(), &hits[at].range);
    if parts.is_empty() {
        return findings;
    }
    // The parts among all other names of the segment, so that a repetition counts as one.
    let mut all: Vec<Hit<'_>> = hits.to_vec();
    let mut known = found.to_vec();
    for part in parts {
        let local = part.pattern.name.and_then(|n| locals.get(n)).unwrap_or(&UNLISTED);
        let i = all.len();
        let claimed = place.claim_accepted(part.pattern, local);
        all.push(part);
        known.push(claimed.map(|(range, fate)| (Some(range), fate)));
        if let Some((Some(range), _)) = &known[i] {
            findings.extend(damage::doubled(&all[i], range, source, place));
            continue;
        }
        match damage::explain(i, &all, &known, source, place, local, true) {
            Judgement::Is(verdict, finding) => {
                findings.extend(finding);
                known[i] = Some(verdict);
            }
            // Each part is shorter than its whole, so this ends.
            Judgement::Unknown(_) => {
                findings.extend(judge_parts(termbase, i, &all, &known, source, place, locals));
            }
        }
    }
    findings
}

/// Where a name stands and what became of it.
pub(super) type Verdict = (Option<Range<usize>>, Fate);

/// What is known of a name whose accepted forms are not there.
pub(super) enum Judgement {
    /// What became of it, and what is wrong.
    Is(Verdict, Option<Finding>),
    /// The locale has forms of it that no list tells: only the names inside it can be judged. What to say if they
    /// are as they should be.
    Unknown(Option<Finding>),
}

fn forbidden(hit: &Hit<'_>, place: &Target<'_>, local: &Local) -> Option<Finding> {
    let range = local
        .forbidden
        .iter()
        .find_map(|form| place.occurrences(form, Closeness::Folded).next())?;
    Some(Finding {
        problem: Problem::ForbiddenTerm,
        source: hit.range.clone(),
        target: Some(range),
        name: hit.pattern.text.clone(),
        expected: expected(hit.pattern, local),
        severity: hit.pattern.severity,
        confidence: Confidence::High,
    })
}

/// What should stand in the target for a pattern.
pub(super) fn expected(pattern: &Pattern, local: &Local) -> String {
    match (local.policy, local.forms.first()) {
        (Policy::Localized, Some(form)) if pattern.role == Role::Name => form.text.clone(),
        _ => pattern.text.clone(),
    }
}

impl Target<'_> {
    /// Claims a place where the name or a form of the locale stands as it should.
    fn claim_accepted(&mut self, pattern: &Pattern, local: &Local) -> Option<(Range<usize>, Fate)> {
        if local.policy.keeps()
            && let Some(range) = self.claim_form(&pattern.form, pattern)
        {
            return Some((range, Fate::Kept));
        }
        for form in &local.forms {
            if let Some(range) = self.claim_form(form, pattern) {
                return Some((range, Fate::Localized));
            }
        }
        if !local.policy.keeps()
            && let Some(range) = self.claim_form(&pattern.form, pattern)
        {
            return Some((range, Fate::Kept));
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
    fn claim_as_written(&mut self, written: &str, pattern: &Pattern) -> Option<Range<usize>> {
        if written == pattern.text {
            return None;
        }
        self.claim(&Form::fixed(written), Closeness::Exact)
    }

    /// Claims the first free place of a form.
    pub(super) fn claim(&mut self, form: &Form, closeness: Closeness) -> Option<Range<usize>> {
        let range = self.occurrences(form, closeness).find(|r| self.is_free(r))?;
        self.claimed.push(range.clone());
        Some(range)
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

/// Whether a form stands in a text as a whole word, in whatever case and digits.
pub(super) fn stands(form: &Form, text: &str, locale: &Locale) -> bool {
    let target = Target { text, locale, claimed: Vec::new() };
    target.occurrences(form, Closeness::Folded).next().is_some()
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

/// Whether a place is written in the script of the locale rather than in Latin letters.
pub(super) fn is_native(text: &str) -> bool {
    text.chars().map(CharScript::of).any(|s| s.is_letter() && s != CharScript::Latin)
}

/// Severity of a blemish that leaves the name recognisable.
pub(super) const BLEMISH: Severity = Severity::Minor;
