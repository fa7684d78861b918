//! Which places of a target stand for which names of the source: each accepted form counts for one mention.

use std::ops::Range;

use super::damage::{self, Known};
use super::form::Closeness;
use super::pattern::{Hit, Kind, Local, Pattern, UNLISTED, add_page_words, keep};
use super::target::{Found, Judgement, Target, expected};
use super::termbase::Termbase;
use super::view::{Damage, Fate, Mention, NameView, Problem};
use super::{MOST_EXPLAINED, MOST_NAMES, MOST_PAGE_WORDS, common_word, terms, unlisted};
use crate::locale::{Locale, Script};
use crate::mqm::Confidence;
use crate::text::Text;

impl Termbase {
    /// Finds the names of a segment and what became of them. `no_loc` are words that the page asks to keep.
    pub fn find(
        &self,
        source: &Text<'_>,
        target: &Text<'_>,
        locale: &Locale,
        no_loc: &[String],
    ) -> NameView {
        let visible = source.visible();
        let occurs = |word: &&String| !word.trim().is_empty() && visible.contains(word.trim());
        let words = no_loc.iter().take(MOST_PAGE_WORDS).filter(occurs);
        let page: Vec<Pattern> = words.map(|word| keep(word)).collect();
        let (mut hits, terms) = self.hits(visible);
        hits.truncate(MOST_NAMES);
        add_page_words(&mut hits, &page, visible);
        hits.truncate(MOST_NAMES);
        let ranges: Vec<Range<usize>> = hits.iter().map(|h| h.range.clone()).collect();
        let unlisted = if matches!(locale.script, None | Some(Script::Latin)) {
            Vec::new()
        } else {
            unlisted::judge(source, target, &ranges)
        };
        for hit in &mut hits {
            hit.weak =
                hit.pattern.common_word && !common_word::makes_a_name(source, &hit.range, &ranges);
        }
        let mut view = NameView::default();
        if !hits.is_empty() {
            view = Claims::new(self, source, target, locale).judge(&hits);
        }
        let known = view.damage.len();
        view.damage.extend(unlisted);
        if !terms.is_empty() {
            terms::judge(terms, self.local(locale), source, target, locale, &mut view);
        }
        if view.damage.len() > known {
            view.damage.sort_by_key(|d| d.source.start);
        }
        view
    }
}

/// The names of a segment in the order of their claims: long ones first, so that a short one does not claim a part of
/// them.
pub(super) fn order(hits: &[Hit<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..hits.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(hits[i].range.len()), i));
    order
}

/// What the names of one segment claim.
pub(super) struct Claims<'a> {
    termbase: &'a Termbase,
    source: &'a Text<'a>,
    pub(super) place: Target<'a>,
    locals: &'a [Local],
}

impl<'a> Claims<'a> {
    pub(super) fn new(
        termbase: &'a Termbase,
        source: &'a Text<'a>,
        target: &'a Text<'a>,
        locale: &'a Locale,
    ) -> Claims<'a> {
        let place = Target { text: target.visible(), locale, claimed: Vec::new() };
        Claims { termbase, source, place, locals: termbase.local(locale) }
    }

    pub(super) fn local(&self, pattern: &Pattern) -> &'a Local {
        pattern.name.and_then(|n| self.locals.get(n)).unwrap_or(&UNLISTED)
    }

    /// Judges the names of the segment.
    fn judge(&mut self, hits: &[Hit<'_>]) -> NameView {
        let order = order(hits);
        let mut found = self.claim(hits, &order);
        let mut damage = Vec::new();
        let mut explained = 0;
        for i in order {
            if found[i].is_some() {
                continue;
            }
            explained += 1;
            if explained > MOST_EXPLAINED {
                found[i] = Some(Found { range: None, fate: Fate::Implied });
            } else {
                let (what, wrong) = self.explain(i, hits, &found);
                found[i] = Some(what);
                damage.extend(wrong);
            }
        }
        self.view(hits, &found, damage)
    }

    /// Gives each name in turn a place where it stands as it should; none where that is still to be explained.
    pub(super) fn claim(&mut self, hits: &[Hit<'_>], order: &[usize]) -> Vec<Option<Found>> {
        let mut found: Vec<Option<Found>> = vec![None; hits.len()];
        for &i in order {
            found[i] = self.as_it_should_be(&hits[i]);
        }
        found
    }

    /// Where a name stands as it should; none where that is still to be explained.
    fn as_it_should_be(&mut self, hit: &Hit<'_>) -> Option<Found> {
        let local = self.local(hit.pattern);
        if let Some(found) = self.place.claim_accepted(hit.pattern, local) {
            return Some(found);
        }
        let written = &self.source.visible()[hit.range.clone()];
        if let Some(range) = self.place.claim_as_written(written, hit.pattern) {
            return Some(Found::at(range, Fate::Kept));
        }
        let common = hit.weak && !damage::is_heard(&self.place, hit.pattern);
        common.then_some(Found { range: None, fate: Fate::Implied })
    }

    /// What became of a name whose accepted forms are not there, and what is wrong.
    fn explain(
        &mut self,
        at: usize,
        hits: &[Hit<'_>],
        found: &[Option<Found>],
    ) -> (Found, Vec<Damage>) {
        let known = Known { hits, found, source: self.source };
        let local = self.local(hits[at].pattern);
        match damage::explain(at, &known, &mut self.place, local, false) {
            Judgement::Is(found, wrong) => (found, wrong.into_iter().collect()),
            Judgement::Unknown(otherwise) => {
                let mut damage = self.judge_parts(at, hits, found);
                if damage.is_empty() {
                    damage.extend(otherwise);
                }
                let fate = if damage.is_empty() { Fate::Localized } else { Fate::Mangled };
                (Found { range: damage.first().and_then(|d| d.target.clone()), fate }, damage)
            }
        }
    }

    /// Judges the names inside a name that the locale renders in a way that no list tells: each of them by itself.
    fn judge_parts(&mut self, at: usize, hits: &[Hit<'_>], found: &[Option<Found>]) -> Vec<Damage> {
        let mut damage = Vec::new();
        let parts = self.termbase.parts(self.source.visible(), &hits[at].range);
        if parts.is_empty() {
            return damage;
        }
        // The parts among all other names of the segment, so that a repetition counts as one.
        let mut all: Vec<Hit<'_>> = hits.to_vec();
        let mut found = found.to_vec();
        for part in parts {
            let local = self.local(part.pattern);
            let i = all.len();
            found.push(self.place.claim_accepted(part.pattern, local));
            all.push(part);
            if let Some(Found { range: Some(range), .. }) = &found[i] {
                damage.extend(damage::doubled(&all[i], range, self.source, &self.place));
                continue;
            }
            let known = Known { hits: &all, found: &found, source: self.source };
            match damage::explain(i, &known, &mut self.place, local, true) {
                Judgement::Is(what, wrong) => {
                    damage.extend(wrong);
                    found[i] = Some(what);
                }
                // Each part is shorter than its whole, so this ends.
                Judgement::Unknown(_) => damage.extend(self.judge_parts(i, &all, &found)),
            }
        }
        damage
    }

    /// The view of the segment, with what is wrong beside names that stand as they should.
    fn view(&self, hits: &[Hit<'_>], found: &[Option<Found>], damage: Vec<Damage>) -> NameView {
        let mut view = NameView { damage, ..NameView::default() };
        for (hit, found) in hits.iter().zip(found) {
            let Some(found) = found else { continue };
            if found.stands()
                && let Some(range) = &found.range
            {
                view.damage.extend(damage::doubled(hit, range, self.source, &self.place));
            }
            if hit.weak && found.fate != Fate::Mangled {
                let range = found.range.as_ref();
                let taken = damage::taken_for_product(hit, range, self.source, &self.place);
                view.damage.extend(taken);
                continue;
            }
            if self.termbase.forbids()
                && let Some(forbidden) = self.forbidden(hit)
            {
                // The rendering that is there tells more than the one that is not.
                view.damage.retain(|d| d.problem != Problem::WrongTerm || d.source != hit.range);
                view.damage.push(forbidden);
            }
            view.source.push(hit.range.clone());
            view.mentions.push(Mention {
                source: hit.range.clone(),
                target: found.range.clone(),
                fate: found.fate,
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
        view.damage.sort_by_key(|d| d.source.start);
        view
    }

    /// A rendering of a name or term that its list forbids.
    fn forbidden(&self, hit: &Hit<'_>) -> Option<Damage> {
        let local = self.local(hit.pattern);
        let range = local
            .forbidden
            .iter()
            .find_map(|form| self.place.occurrences(form, Closeness::Folded).next())?;
        Some(Damage {
            problem: Problem::ForbiddenTerm,
            rule: "forbidden",
            source: hit.range.clone(),
            target: Some(range),
            name: hit.pattern.text.clone(),
            expected: expected(hit.pattern, local),
            severity: hit.pattern.severity,
            confidence: Confidence::High,
            evidence: hit.pattern.evidence,
        })
    }
}
