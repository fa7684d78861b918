//! What became of a name whose accepted forms are not in the target: which of its words are left, and how they stand.

use std::ops::Range;

use super::claims::{BLEMISH, Judgement, Target, Verdict, expected, is_native};
use super::form::{Closeness, Form, begins, fold};
use super::name::{Matching, Policy};
use super::termbase::{Hit, Kind, Local, Pattern, Role, Token};
use super::translit;
use super::{Fate, Finding, Problem};
use crate::mqm::{Confidence, Severity};
use crate::text::Text;
use crate::text::script::CharScript;

/// Words of a name that stand this many bytes apart at most are one scrambled name; farther ones may be chance.
const WINDOW: usize = 60;

/// Explains why the accepted forms of a hit are not there. `found` tells of the hits that are decided already.
pub(super) fn explain(
    at: usize,
    hits: &[Hit<'_>],
    found: &[Option<Verdict>],
    source: &Text<'_>,
    place: &mut Target<'_>,
    local: &Local,
    part: bool,
) -> Judgement {
    let case = Case { at, hits, found, source, local, pattern: hits[at].pattern, part };
    case.decide(place)
}

struct Case<'c, 't> {
    at: usize,
    hits: &'c [Hit<'t>],
    found: &'c [Option<Verdict>],
    source: &'c Text<'c>,
    local: &'c Local,
    pattern: &'t Pattern,
    /// Whether it is a name inside a longer one.
    part: bool,
}

const IMPLIED: Judgement = Judgement::Is((None, Fate::Implied), None);

impl Case<'_, '_> {
    fn decide(&self, place: &mut Target<'_>) -> Judgement {
        let pattern = self.pattern;
        if let Some((range, problem)) = self.same_letters(place) {
            // Where the source has an acronym, the words that it stands for are a description.
            let description = pattern.role == Role::Alias && is_acronym(&pattern.text)
                || self.only_head_lowered(&place.text[range.clone()]);
            if problem == Problem::TermCase && description {
                return Judgement::Is((Some(range), Fate::Localized), None);
            }
            return self.mangled(problem, Some(range), Confidence::High);
        }
        if let Some(range) = self.unjoined_form(place) {
            place.claimed.push(range.clone());
            let mut finding =
                self.finding(Problem::Misspelled, Some(range.clone()), Confidence::Medium);
            finding.severity = Some(BLEMISH);
            if let Some(form) = self.local.forms.first() {
                finding.expected.clone_from(&form.text);
            }
            return Judgement::Is((Some(range), Fate::Mangled), Some(finding));
        }
        let content: Vec<&Token> = content(&pattern.tokens);
        let free: Vec<Vec<Range<usize>>> = content
            .iter()
            .map(|t| {
                place.occurrences(&t.form, closeness(t)).filter(|r| place.is_free(r)).collect()
            })
            .collect();
        let window = window(&free);
        if pattern.kind != Kind::Term
            && let Some(window) = &window
            && content.len() > 1
        {
            match arrangement(place.text, window, &pattern.tokens, place) {
                Arrangement::Intact => {
                    let range = hull(window);
                    place.claimed.push(range.clone());
                    return Judgement::Is((Some(range), Fate::Kept), None);
                }
                Arrangement::OnlyGrammar => {
                    let range = hull(window);
                    place.claimed.push(range.clone());
                    let sure = self.local.listed
                        && self.local.policy == Policy::Keep
                        && self.local.forms.is_empty();
                    if !sure {
                        return Judgement::Is((Some(range), Fate::Localized), None);
                    }
                    return self.blemish(Problem::PartlyTranslated, Some(range));
                }
                Arrangement::Scrambled if hull(window).len() <= pattern.text.len() + WINDOW => {
                    let by_vendor = content[0].form.text == "Microsoft"
                        && self.stands_without_vendor(place, window);
                    if by_vendor {
                        // Decided by what remains without the vendor, below.
                    } else if head_moved(place.text, window, &content) {
                        let range = hull(window);
                        place.claimed.extend(window.iter().cloned());
                        return Judgement::Is((Some(range), Fate::Localized), None);
                    } else {
                        let range = hull(window);
                        place.claimed.extend(window.iter().cloned());
                        return self.mangled(Problem::Scrambled, Some(range), Confidence::High);
                    }
                }
                Arrangement::Scrambled => {}
            }
        }
        for form in &pattern.stand_ins {
            if self.is_anothers(form, place, &free) {
                continue;
            }
            if let Some(range) = place.claim(form, Closeness::Exact) {
                return Judgement::Is((Some(range), Fate::Kept), None);
            }
        }
        if let Some(range) = pattern.former.iter().find_map(|f| place.claim(f, Closeness::Exact)) {
            let finding =
                self.finding(Problem::OutdatedName, Some(range.clone()), Confidence::High);
            return Judgement::Is((Some(range), Fate::Kept), Some(finding));
        }
        if pattern.kind == Kind::Term {
            return self.wrong_term(place);
        }
        self.by_words(place, &content, &free, window)
    }

    /// A form of the locale without the word that joins the English name to it: `centro de administração Microsoft 365`
    /// for `centro de administração do Microsoft 365`.
    fn unjoined_form(&self, place: &Target<'_>) -> Option<Range<usize>> {
        if self.part || !matches!(place.locale.language(), "es" | "pt" | "it") {
            return None;
        }
        let joins = |word: &str| place.locale.function_words.iter().any(|f| f == word);
        let variants: Vec<Form> = self
            .local
            .forms
            .iter()
            .filter_map(|form| {
                let words: Vec<&str> = form.text.split(' ').collect();
                let brand =
                    |word: &str| self.pattern.tokens.iter().any(|t| t.brand && t.form.text == word);
                let at = words.windows(2).position(|w| joins(w[0]) && brand(w[1]))?;
                let kept = words.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, w)| *w);
                (at > 0).then(|| Form::fixed(&kept.collect::<Vec<_>>().join(" ")))
            })
            .collect();
        variants
            .iter()
            .find_map(|form| place.occurrences(form, Closeness::Folded).find(|r| place.is_free(r)))
    }

    /// The words of a form of the locale, all there and side by side, in another order.
    fn scrambled_form(&self, place: &Target<'_>) -> Option<Range<usize>> {
        self.local.forms.iter().find_map(|form| {
            let words: Vec<&str> = form.text.split_whitespace().collect();
            if words.len() < 2 || form.text.contains("Microsoft") && words.len() < 3 {
                return None;
            }
            let mut ranges = Vec::with_capacity(words.len());
            for word in &words {
                let at = memchr::memmem::find_iter(place.text.as_bytes(), word.as_bytes())
                    .map(|i| i..i + word.len())
                    .find(|r| {
                        place.is_free(r)
                            && !ranges
                                .iter()
                                .any(|o: &Range<usize>| o.start < r.end && r.start < o.end)
                    })?;
                ranges.push(at);
            }
            let range = hull(&ranges);
            (range.len() <= form.text.len() + 1).then_some(range)
        })
    }

    /// Whether a place differs from a form of the locale in the capital of a common noun before an English name only
    /// (`служба Azure Kubernetes`).
    fn only_head_lowered(&self, found: &str) -> bool {
        let brands =
            || self.pattern.tokens.iter().filter(|t| t.brand).map(|t| t.form.text.as_str());
        if !brands().any(|brand| found.find(brand).is_some_and(|at| at > 0)) {
            return false;
        }
        let mut letters = found.chars();
        let Some(head) = letters.next().filter(|c| c.is_lowercase()) else { return false };
        let capital: String = head.to_uppercase().chain(letters).collect();
        self.local.forms.iter().any(|form| form.end_at(&capital, 0, Closeness::Exact).is_some())
    }

    /// A form of the locale whose English word is written by sound: `マイクロソフト 顧客契約` for `Microsoft 顧客契約`.
    fn heard_in_form(&self, place: &Target<'_>) -> Option<Range<usize>> {
        if !is_native(place.text) {
            return None;
        }
        let brands =
            || self.pattern.tokens.iter().filter(|t| t.brand).map(|t| t.form.text.as_str());
        self.local.forms.iter().find_map(|form| {
            let brand = brands().find(|b| form.text.contains(b))?;
            let (before, after) = form.text.split_once(brand)?;
            let rest = if before.trim().is_empty() { after.trim() } else { before.trim() };
            if rest.chars().count() < 2 || !before.trim().is_empty() && !after.trim().is_empty() {
                return None;
            }
            let heard = translit::find(place.text, brand).filter(|r| place.is_free(r))?;
            let tail = place.text[heard.end..].trim_start();
            let head = place.text[..heard.start].trim_end();
            if tail.starts_with(rest) {
                Some(heard.start..place.text.len() - tail.len() + rest.len())
            } else if head.ends_with(rest) {
                Some(head.len() - rest.len()..heard.end)
            } else {
                None
            }
        })
    }

    /// The letters of the name in another case, with native digits or without its gaps.
    fn same_letters(&self, place: &mut Target<'_>) -> Option<(Range<usize>, Problem)> {
        let pattern = self.pattern;
        let claimed =
            self.local.forms.iter().find_map(|f| Some((f, place.claim(f, Closeness::Folded)?)));
        if let Some((form, range)) = claimed {
            let found = &place.text[range.clone()];
            // Of forms that differ in case only the nearest one tells what is wrong.
            let alike = self
                .local
                .forms
                .iter()
                .filter(|f| f.text.to_lowercase() == form.text.to_lowercase());
            let problem = alike
                .map(|f| folded(pattern, &f.text, found, Problem::TermCase))
                .max()
                .unwrap_or(Problem::TermCase);
            return Some((range, problem));
        }
        if let Some(range) = place.claim(&pattern.form, Closeness::Folded) {
            let problem = folded(pattern, &pattern.text, &place.text[range.clone()], Problem::Case);
            return Some((range, problem));
        }
        // A German compound of a name that locales translate is a translation (`Remotedesktop`).
        let english = Some(&pattern.form).filter(|_| self.local.policy.keeps());
        for form in english.into_iter().chain(&self.local.forms) {
            if form.text.contains(' ')
                && let Some(range) = place.claim(form, Closeness::Glued)
            {
                return Some((range, Problem::Glued));
            }
        }
        if let Some(range) = self.split_at_capital(place) {
            return Some((range, Problem::Misspelled));
        }
        self.glued_to_neighbour(place).map(|range| (range, Problem::Glued))
    }

    /// A name of one word that stands as two: `Power Point`, `Chat GPT`.
    fn split_at_capital(&self, place: &mut Target<'_>) -> Option<Range<usize>> {
        let name = &self.pattern.text;
        if name.contains(' ') || name.len() < 6 || !name.is_ascii() || !self.local.policy.keeps() {
            return None;
        }
        let bytes = name.as_bytes();
        let inner = (2..bytes.len() - 1)
            .find(|&i| bytes[i].is_ascii_uppercase() && bytes[i - 1].is_ascii_lowercase())?;
        let split = format!("{} {}", &name[..inner], &name[inner..]);
        place.claim(&Form::fixed(&split), Closeness::Exact)
    }

    /// The name inside a longer word of letters: `MPNAzure`, `Azureportal`.
    fn glued_to_neighbour(&self, place: &mut Target<'_>) -> Option<Range<usize>> {
        let text = place.text;
        let name = &self.pattern.text;
        if name.len() < 4 || !name.starts_with(char::is_uppercase) {
            return None;
        }
        let found = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes())
            .map(|at| at..at + name.len())
            .find(|r| place.is_free(r) && !in_identifier(text, r))?;
        let (start, end) = (word_start(text, found.start), word_end(text, found.end));
        place.claimed.push(found);
        Some(start..end)
    }

    /// Decides by the words of the name that are left.
    fn by_words(
        &self,
        place: &mut Target<'_>,
        content: &[&Token],
        free: &[Vec<Range<usize>>],
        window: Option<Vec<Range<usize>>>,
    ) -> Judgement {
        let pattern = self.pattern;
        let local = self.local;
        let left = free.iter().filter(|f| !f.is_empty()).count();
        let elsewhere = |t: &Token| place.occurrences(&t.form, closeness(t)).next().is_some();
        let missing: Vec<&&Token> =
            content.iter().zip(free).filter(|(_, f)| f.is_empty()).map(|(t, _)| t).collect();
        let repeated = self.is_repeated() || self.part && self.is_inside_another();
        if is_acronym(&pattern.text)
            && pattern.text.len() > 3
            && let Some(range) = transliterated(place, content)
        {
            place.claimed.push(range.clone());
            return self.mangled(Problem::Transliterated, Some(range), Confidence::Medium);
        }
        if let Some(range) = self.scrambled_form(place) {
            place.claimed.push(range.clone());
            return self.mangled(Problem::Scrambled, Some(range), Confidence::Medium);
        }
        if let Some(window) = window
            && content.len() > 1
        {
            // All words are there, but far apart.
            if repeated {
                return IMPLIED;
            }
            let range = hull(&window);
            return self.mangled(Problem::Scrambled, Some(range), Confidence::Medium);
        }
        // "Windows 10 and 11", "Azure AD (Active Directory)": another name lends its words.
        if content.len() > 1
            && !repeated
            && missing.iter().all(|t| elsewhere(t))
            && !Self::stopped_short(place, content, free)
            && !(left > 0 && self.is_inside_another())
        {
            return IMPLIED;
        }
        if left == 0
            && let Some(range) = self.heard_in_form(place)
        {
            place.claimed.push(range.clone());
            return self.mangled(Problem::Transliterated, Some(range), Confidence::High);
        }
        // The list says that the locale has a form of it, and that form is not there.
        if local.policy == Policy::Localized && left == 0 && !local.forms.is_empty() {
            if repeated || self.has_counterpart() || !local.listed {
                return IMPLIED;
            }
            let sure = if has_room(self.source, place.text) {
                Confidence::Medium
            } else {
                Confidence::Low
            };
            return Judgement::Unknown(Some(self.finding(Problem::WrongTerm, None, sure)));
        }
        // A locale that has forms of its own varies them, and of a locale that is not listed nothing is known: only
        // the names inside can be judged.
        if local.policy == Policy::Localized || local.policy == Policy::Both {
            let neither = local.policy == Policy::Both
                && pattern.kind == Kind::Name
                && local.listed
                && !local.forms.is_empty()
                && left == 0
                && !repeated
                && !self.part
                && !self.has_counterpart()
                && has_room(self.source, place.text);
            // "Microsoft Store for Education": a part of it is there, and none of the forms that the locale has.
            let partly = local.policy == Policy::Both
                && pattern.kind == Kind::Name
                && local.listed
                && !local.forms.is_empty()
                && (1..content.len()).contains(&left)
                && pattern.tokens.iter().any(|t| !t.content)
                && !repeated
                && !self.part;
            if partly {
                let range = around(place, &cluster(free), content, free);
                let problem = Problem::PartlyTranslated;
                return Judgement::Unknown(Some(self.finding(
                    problem,
                    Some(range),
                    Confidence::Low,
                )));
            }
            return Judgement::Unknown(
                neither.then(|| self.finding(Problem::Translated, None, Confidence::Medium)),
            );
        }
        if left > 0 && left < content.len() {
            if !local.listed && Self::is_feature(&missing, content, free) {
                return Judgement::Unknown(None);
            }
            let kept: Vec<Range<usize>> = cluster(free);
            let by_brand =
                !local.listed && content.iter().zip(free).any(|(t, f)| t.brand && !f.is_empty());
            let describes = |t: &Token| by_brand && super::termbase::is_descriptive(&t.form.text);
            let soft = !missing.is_empty() && missing.iter().all(|t| t.is_soft() || describes(t));
            let range = around(place, &kept, content, free);
            place.claimed.extend(kept);
            if soft {
                // What is left are common words too: nothing tells that they stand for the name.
                let distinct = content
                    .iter()
                    .zip(free)
                    .any(|(t, f)| !f.is_empty() && !super::termbase::is_descriptive(&t.form.text));
                return if distinct {
                    self.blemish(Problem::PartlyTranslated, Some(range))
                } else {
                    IMPLIED
                };
            }
            let confidence = if repeated { Confidence::Medium } else { Confidence::High };
            return self.mangled(Problem::PartlyTranslated, Some(range), confidence);
        }
        // The name proper is there, a common noun beside it is translated (`Blob storage`).
        if left == content.len() {
            return Judgement::Is((None, Fate::Localized), None);
        }
        if let Some(range) = misspelled(place, content) {
            place.claimed.push(range.clone());
            return self.mangled(Problem::Misspelled, Some(range), Confidence::High);
        }
        if let Some(range) = transliterated(place, content) {
            place.claimed.push(range.clone());
            return self.mangled(Problem::Transliterated, Some(range), Confidence::High);
        }
        if self.has_counterpart() && !self.part {
            return Judgement::Unknown(None);
        }
        if repeated || self.pattern.kind == Kind::Company {
            return IMPLIED;
        }
        if content.iter().all(|t| t.is_soft()) && !content.is_empty() {
            return self.blemish(Problem::Translated, None);
        }
        if has_room(self.source, place.text) {
            self.mangled(Problem::Translated, None, Confidence::High)
        } else {
            self.mangled(Problem::Missing, None, Confidence::Low)
        }
    }

    /// Whether what could stand for the name belongs to other names that hold it, while the vendor of this one is still
    /// there: `Azure プラン` beside `Microsoft 紺碧`.
    fn is_anothers(&self, form: &Form, place: &Target<'_>, free: &[Vec<Range<usize>>]) -> bool {
        let vendor_left = free.first().is_some_and(|f| !f.is_empty())
            && self.pattern.text.strip_prefix("Microsoft ") == Some(&form.text);
        if !vendor_left {
            return false;
        }
        let waiting = self.hits.iter().zip(self.found).enumerate().filter(|(i, (hit, found))| {
            *i != self.at
                && found.is_none()
                && hit.pattern.tokens.iter().any(|t| t.form.text == form.text)
        });
        let places = place.occurrences(form, Closeness::Exact).filter(|r| place.is_free(r));
        places.count() <= waiting.count()
    }

    /// Whether only the first words of the name are left and a word of the locale follows them that joins nothing:
    /// `Microsoft 紺碧`, but not `Exchange und SharePoint Online`.
    fn stopped_short(place: &Target<'_>, content: &[&Token], free: &[Vec<Range<usize>>]) -> bool {
        let kept = free.iter().take_while(|f| !f.is_empty()).count();
        if kept == 0
            || kept == content.len()
            || free[kept..].iter().any(|f| !f.is_empty())
            || !content[0].brand
        {
            return false;
        }
        let end = hull(&cluster(free)).end;
        let rest = &place.text[end..];
        let Some(tail) = rest.strip_prefix(' ') else { return false };
        let word = &tail[..word_end(tail, 0)];
        !word.is_empty() && !place.locale.function_words.iter().any(|f| *f == word.to_lowercase())
    }

    /// A case that locales and lists disagree about.
    fn blemish(&self, problem: Problem, range: Option<Range<usize>>) -> Judgement {
        let finding = self.finding(problem, range.clone(), Confidence::Low);
        Judgement::Is((range, Fate::Mangled), Some(Finding { severity: Some(BLEMISH), ..finding }))
    }

    fn wrong_term(&self, place: &Target<'_>) -> Judgement {
        if self.local.forms.is_empty() && !self.local.policy.keeps() || self.is_repeated() {
            return IMPLIED;
        }
        if !self.local.listed && self.pattern.name.is_some() {
            return IMPLIED;
        }
        if self.pattern.matching == Matching::Fuzzy
            && self.local.forms.iter().any(|form| is_like(place.text, &form.text))
        {
            return Judgement::Is((None, Fate::Localized), None);
        }
        let sure =
            if has_room(self.source, place.text) { Confidence::Medium } else { Confidence::Low };
        self.mangled(Problem::WrongTerm, None, sure)
    }

    /// Whether another mention of the same name has found its place.
    fn is_repeated(&self) -> bool {
        self.hits.iter().zip(self.found).enumerate().any(|(i, (hit, found))| {
            i != self.at
                && hit.pattern.name == self.pattern.name
                && (self.pattern.name.is_some() || hit.pattern.text == self.pattern.text)
                && matches!(found, Some((Some(_), Fate::Kept | Fate::Localized)))
        })
    }

    /// Whether the product is kept and what the feature does is translated: `assistência remota do Dynamics 365`.
    fn is_feature(missing: &[&&Token], content: &[&Token], free: &[Vec<Range<usize>>]) -> bool {
        let product = free.iter().take_while(|f| !f.is_empty()).count();
        let vendor_only = product == 1 && content[0].form.text == "Microsoft";
        product > 0
            && missing.len() > if vendor_only { 2 } else { 1 }
            && missing.iter().all(|t| super::termbase::is_descriptive(&t.form.text))
    }

    /// Whether another name of the segment that is there holds this one whole: `Azure AD Premium`.
    fn is_inside_another(&self) -> bool {
        self.hits.iter().zip(self.found).enumerate().any(|(i, (hit, found))| {
            i != self.at
                && hit.pattern.text.len() > self.pattern.text.len()
                && hit.pattern.text.contains(&self.pattern.text)
                && matches!(found, Some((Some(_), Fate::Kept | Fate::Localized)))
        })
    }

    /// Whether the source gives the name twice, in full and as an acronym in parentheses: one of them is enough.
    fn has_counterpart(&self) -> bool {
        let text = self.source.visible();
        let hit = &self.hits[self.at].range;
        let paired = |a: &Range<usize>, b: &Range<usize>| {
            a.end <= b.start
                && matches!(text[a.end..b.start].trim(), "(" | "," | "/" | "or")
                && (text[a.end..b.start].contains('(') || text[a.end..b.start].contains('/'))
        };
        self.hits.iter().zip(self.found).any(|(other, found)| {
            matches!(found, Some((Some(_), Fate::Kept | Fate::Localized)))
                && (paired(hit, &other.range) || paired(&other.range, hit))
                && initials_match(&self.pattern.text, &other.pattern.text)
        })
    }

    /// Whether what remains without the vendor stands in one piece while the vendor stands elsewhere, joined by
    /// grammar: `Azure Active Directory de Microsoft`.
    fn stands_without_vendor(&self, place: &Target<'_>, window: &[Range<usize>]) -> bool {
        let Some(short) = self
            .pattern
            .stand_ins
            .iter()
            .find(|s| self.pattern.text.strip_prefix("Microsoft ") == Some(&s.text))
        else {
            return false;
        };
        let vendor = &window[0];
        let nearest = window[1..].iter().map(|r| r.start).min();
        let Some(rest) = place
            .occurrences(short, Closeness::Exact)
            .find(|r| place.is_free(r) && Some(r.start) == nearest)
        else {
            return false;
        };
        // Behind it and joined by a word or a mark; right beside it, it is scrambled.
        vendor.start > rest.end && !matches!(place.text[rest.end..vendor.start].trim(), "")
    }

    fn mangled(
        &self,
        problem: Problem,
        range: Option<Range<usize>>,
        confidence: Confidence,
    ) -> Judgement {
        let finding = self.finding(problem, range.clone(), confidence);
        Judgement::Is((range, Fate::Mangled), Some(finding))
    }

    fn finding(
        &self,
        problem: Problem,
        range: Option<Range<usize>>,
        confidence: Confidence,
    ) -> Finding {
        let pattern = self.pattern;
        let surest = if pattern.learned { Confidence::Medium } else { Confidence::High };
        let severity = match problem {
            Problem::Scrambled if !pattern.learned => Some(Severity::Critical),
            Problem::Case
            | Problem::Glued
            | Problem::TermCase
            | Problem::OutdatedName
            | Problem::Doubled => Some(BLEMISH),
            Problem::Missing => Some(BLEMISH),
            _ => pattern.severity,
        };
        // A form of the locale in another case is to be that form, even where the English name is right too.
        let form = self.local.forms.first().filter(|_| problem == Problem::TermCase);
        let expected = form.map_or_else(|| expected(pattern, self.local), |form| form.text.clone());
        Finding {
            problem,
            source: self.hits[self.at].range.clone(),
            target: range,
            name: pattern.text.clone(),
            expected,
            severity,
            confidence: confidence.min(surest),
        }
    }
}

/// What differs between a form and a place that is the same but for case and digits.
fn folded(pattern: &Pattern, form: &str, found: &str, otherwise: Problem) -> Problem {
    if found.chars().any(|c| !c.is_ascii() && CharScript::of(c) == CharScript::Digit) {
        return Problem::NativeDigits;
    }
    // The case of an English word of the name, not of the locale's own words.
    let english = pattern
        .tokens
        .iter()
        .map(|t| t.form.text.as_str())
        .any(|t| form.contains(t) && !found.contains(t));
    if english { Problem::Case } else { otherwise }
}

fn is_acronym(name: &str) -> bool {
    !name.contains(|c: char| c.is_lowercase() || c == ' ')
}

/// The words of a name that are not grammar; all of them if it has no capitals.
fn content(tokens: &[Token]) -> Vec<&Token> {
    let content: Vec<&Token> = tokens.iter().filter(|t| t.content).collect();
    if content.is_empty() { tokens.iter().collect() } else { content }
}

fn closeness(token: &Token) -> Closeness {
    if token.is_soft() { Closeness::Folded } else { Closeness::Exact }
}

/// One free place for each word, as near to each other as can be; none if a word has no free place.
fn window(free: &[Vec<Range<usize>>]) -> Option<Vec<Range<usize>>> {
    let rarest = free.iter().min_by_key(|f| f.len())?;
    let mut best: Option<Vec<Range<usize>>> = None;
    for anchor in rarest {
        let mut chosen: Vec<Range<usize>> = Vec::with_capacity(free.len());
        for places in free {
            let near = places
                .iter()
                .filter(|p| !chosen.iter().any(|c| c.start < p.end && p.start < c.end))
                .min_by_key(|p| (p.start.abs_diff(anchor.start), p.start))?;
            chosen.push(near.clone());
        }
        if best.as_ref().is_none_or(|b| hull(&chosen).len() < hull(b).len()) {
            best = Some(chosen);
        }
    }
    best
}

fn hull(ranges: &[Range<usize>]) -> Range<usize> {
    let start = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let end = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    start..end
}

enum Arrangement {
    /// In order, with only marks and spaces between.
    Intact,
    /// In order, with the words of grammar of the name translated or left out.
    OnlyGrammar,
    Scrambled,
}

/// Whether only the head of the name has moved to the front and grammar joins it to the rest: `API do Partner Center`.
fn head_moved(text: &str, window: &[Range<usize>], content: &[&Token]) -> bool {
    let Some((head, rest)) = window.split_last() else { return false };
    let Some(token) = content.last() else { return false };
    let word = &token.form.text;
    let generic = token.is_soft()
        || super::termbase::is_descriptive(word)
        || matches!(word.as_str(), "API" | "APIs" | "SDK" | "CLI")
        || word.len() <= 4
            && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_uppercase());
    let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return false };
    let together = rest.windows(2).all(|w| {
        w[0].end <= w[1].start && !text[w[0].end..w[1].start].chars().any(char::is_alphanumeric)
    });
    let joined =
        head.end <= first.start && text[head.end..first.start].chars().any(char::is_alphanumeric);
    let _ = last;
    generic && together && joined
}

fn arrangement(
    text: &str,
    window: &[Range<usize>],
    tokens: &[Token],
    place: &Target<'_>,
) -> Arrangement {
    let ordered = window.windows(2).all(|w| w[0].end <= w[1].start);
    if !ordered {
        return Arrangement::Scrambled;
    }
    let mut grammar = false;
    let mut between = window.windows(2).map(|w| &text[w[0].end..w[1].start]);
    let mut content_seen = 0;
    // Whether a word of grammar stands behind the n-th word of content in the name.
    let mut expects = vec![false; window.len()];
    for token in tokens {
        if token.content {
            content_seen += 1;
        } else if content_seen > 0 && content_seen < window.len() {
            expects[content_seen - 1] = true;
        }
    }
    let all_content = tokens.iter().all(|t| !t.content);
    for expected in &expects[..window.len().saturating_sub(1)] {
        let Some(gap) = between.next() else { break };
        let marks_only = !gap.chars().any(char::is_alphanumeric)
            && gap.len() <= 4
            && !gap.contains([',', '(', ')', '|', '、', '،']);
        if marks_only && (!expected || all_content) {
            continue;
        }
        let words = gap.split_whitespace().count();
        let short = words <= 2 && gap.chars().count() <= 12;
        if *expected && short && !gap.contains([',', '(', ')', '|', '.', ':']) {
            grammar = true;
        } else {
            return Arrangement::Scrambled;
        }
    }
    let _ = place;
    if grammar { Arrangement::OnlyGrammar } else { Arrangement::Intact }
}

/// The free places of the words that are left, near each other.
fn cluster(free: &[Vec<Range<usize>>]) -> Vec<Range<usize>> {
    let present: Vec<Vec<Range<usize>>> = free.iter().filter(|f| !f.is_empty()).cloned().collect();
    let mut chosen = window(&present)
        .unwrap_or_else(|| present.iter().filter_map(|p| p.first().cloned()).collect());
    chosen.sort_by_key(|r| r.start);
    // Words of the name far from the first one are chance.
    let mut end = chosen.first().map_or(0, |r| r.end);
    chosen.retain(|r| {
        let near = r.start <= end + WINDOW;
        if near {
            end = r.end;
        }
        near
    });
    chosen
}

/// The words that are left with the best guess at the rendering of the missing ones beside them.
fn around(
    place: &Target<'_>,
    kept: &[Range<usize>],
    content: &[&Token],
    free: &[Vec<Range<usize>>],
) -> Range<usize> {
    let text = place.text;
    let mut range = hull(kept);
    let before = free.iter().take_while(|f| f.is_empty()).count();
    let after = free.iter().rev().take_while(|f| f.is_empty()).count();
    let function =
        |word: &str| place.locale.function_words.iter().any(|f| *f == word.to_lowercase());
    let mut left = before;
    let mut right = after;
    if before == 0 && after > 0 && place.locale.spaces_words() {
        // "Equipos de Microsoft": the head has moved to the front.
        let previous = &text[word_start(text, text[..range.start].trim_end().len())..range.start];
        if text[..range.start].ends_with(' ')
            && matches!(previous.trim(), "de" | "di" | "do" | "da" | "von" | "van" | "от" | "od")
        {
            left = after;
            right = 0;
        }
    }
    let _ = content;
    for _ in 0..left {
        for _ in 0..3 {
            let Some(start) = previous_word(text, range.start) else { break };
            let word = text[start..range.start].trim().to_owned();
            range.start = start;
            if !function(&word) {
                break;
            }
        }
    }
    for _ in 0..right {
        for _ in 0..3 {
            let Some(end) = next_word(text, range.end) else { break };
            let word = text[range.end..end].trim().to_owned();
            range.end = end;
            if !function(&word) {
                break;
            }
        }
    }
    range
}

/// The start of the word before a byte, if only a space or hyphen is between. Of a script without spaces a few letters.
fn previous_word(text: &str, at: usize) -> Option<usize> {
    let head = text[..at].trim_end_matches([' ', '-']);
    if head.len() + 3 < at || !head.ends_with(char::is_alphanumeric) {
        return None;
    }
    let start = word_start(text, head.len());
    let word = &text[start..head.len()];
    if word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced()) {
        let from = word.char_indices().rev().nth(5).map_or(0, |(i, _)| i);
        return Some(start + from);
    }
    Some(start)
}

fn next_word(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let tail = rest.trim_start_matches([' ', '-']);
    let skipped = rest.len() - tail.len();
    if skipped > 3 || !tail.starts_with(char::is_alphanumeric) {
        return None;
    }
    let start = at + skipped;
    let end = word_end(text, start);
    let word = &text[start..end];
    if word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced()) {
        let len = word.char_indices().nth(6).map_or(word.len(), |(i, _)| i);
        return Some(start + len);
    }
    Some(end)
}

/// The start of the run of letters and digits of one script that ends at a byte.
fn word_start(text: &str, end: usize) -> usize {
    let mut script = None;
    let mut start = end;
    for (i, c) in text[..end].char_indices().rev() {
        if !c.is_alphanumeric() && !is_mark(c) {
            break;
        }
        let class = kind(c);
        if !is_mark(c) && *script.get_or_insert(class) != class {
            break;
        }
        start = i;
    }
    start
}

fn word_end(text: &str, start: usize) -> usize {
    let mut script = None;
    let mut end = start;
    for (i, c) in text[start..].char_indices() {
        if !c.is_alphanumeric() && !is_mark(c) {
            break;
        }
        let class = kind(c);
        if !is_mark(c) && *script.get_or_insert(class) != class {
            break;
        }
        end = start + i + c.len_utf8();
    }
    end
}

/// Latin letters and digits make one word.
fn kind(c: char) -> CharScript {
    match CharScript::of(c) {
        CharScript::Digit => CharScript::Latin,
        script => script,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Whether a place is a part of a name of code: `Get-AzureADUser`, `azure_portal`.
fn in_identifier(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let joint = |c: Option<char>| matches!(c, Some('_' | '.' | '/' | '\\' | '@' | '#'));
    joint(before) || matches!(after, Some('_' | '\\' | '@'))
        // `AzureADUser` is a word of code by itself, `Azureportal` is a glued name.
        || after.is_some_and(char::is_uppercase)
        || before.is_some_and(|c| c.is_ascii_uppercase())
}

/// A word like one of the name but for a letter or two.
fn misspelled(place: &Target<'_>, content: &[&Token]) -> Option<Range<usize>> {
    let text = place.text;
    for token in content {
        let name = &token.form.text;
        let letters = name.chars().count();
        if letters < 5 || token.is_soft() || !name.chars().all(char::is_alphanumeric) {
            continue;
        }
        let most = if letters >= 9 { 2 } else { 1 };
        for (at, c) in text.char_indices() {
            if fold(c) != name.chars().next().map_or(' ', fold) || !begins(text, at) {
                continue;
            }
            let end = word_end(text, at);
            let word = &text[at..end];
            if word.chars().count().abs_diff(letters) > most
                || !place.is_free(&(at..end))
                || !word.starts_with(c)
            {
                continue;
            }
            // A localized cognate (`Grafik`, `Portál`) has no capital inside a sentence and no foreign letters.
            if c.is_uppercase() && strsim::osa_distance(word, name) <= most && word != *name {
                return Some(at..end);
            }
        }
    }
    None
}

/// A word in the script of the locale that sounds like a word of the name.
fn transliterated(place: &Target<'_>, content: &[&Token]) -> Option<Range<usize>> {
    let text = place.text;
    if !is_native(text) {
        return None;
    }
    let mut best: Option<Range<usize>> = None;
    for token in content {
        if let Some(range) = translit::find(text, &token.form.text)
            && place.is_free(&range)
        {
            best = Some(match best {
                Some(b) if range.start <= b.end + 3 && b.start <= range.end + 3 => {
                    b.start.min(range.start)..b.end.max(range.end)
                }
                // The longer one proves more.
                Some(b) if b.len() >= range.len() => b,
                _ => range,
            });
        }
    }
    best
}

/// Whether a common word is written by sound, which proves that it was taken for a name.
pub(super) fn is_heard(place: &Target<'_>, pattern: &Pattern) -> bool {
    // A plural is no loanword (`Teams`), a verb or a singular may be (`Access`).
    let plural = pattern.text.ends_with('s') && !pattern.text.ends_with("ss");
    plural
        && pattern.text.len() > 4
        && is_native(place.text)
        && transliterated(place, &content(&pattern.tokens)).is_some()
}

/// Whether as many words as a form has stand somewhere with at least 80 % of its letters.
fn is_like(text: &str, form: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let size = form.split(' ').count();
    let form = form.to_lowercase();
    words.windows(size.min(words.len()).max(1)).any(|w| {
        let run = w.join(" ").to_lowercase();
        strsim::normalized_levenshtein(run.trim_matches(|c: char| !c.is_alphanumeric()), &form)
            >= 0.8
    })
}

/// Whether the target is long enough to hold a rendering of everything.
fn has_room(source: &Text<'_>, target: &str) -> bool {
    let weight = |text: &str| -> usize {
        text.chars().map(|c| if CharScript::of(c).is_cjk() { 5 } else { 2 }).sum()
    };
    weight(target) * 10 >= weight(source.visible()) * 6
}

/// Whether one is made of initials of the other, or holds all its words.
fn initials_match(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let initials: String =
        long.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_uppercase())).collect();
    let last = short.split_whitespace().last().unwrap_or("");
    !last.is_empty() && (initials.ends_with(last) || initials.contains(short))
}

/// A part of the name right beside it once more.
pub(super) fn doubled(
    hit: &Hit<'_>,
    range: &Range<usize>,
    source: &Text<'_>,
    place: &Target<'_>,
) -> Option<Finding> {
    let name = &hit.pattern.text;
    let first = &hit.pattern.tokens.first()?.form.text;
    if !first.chars().any(char::is_alphabetic) {
        return None;
    }
    let text = place.text;
    let last = &hit.pattern.tokens.last()?.form.text;
    let before = &text[..range.start];
    let after = &text[range.end..];
    let extra = [name, first, last].into_iter().find_map(|part| {
        if part.len() < 2 || !part.chars().any(char::is_alphabetic) {
            return None;
        }
        let left = before
            .strip_suffix(' ')
            .and_then(|b| b.strip_suffix(part.as_str()))
            .map(|b| b.len()..range.start - 1);
        let right = (part != last || part == name)
            .then(|| after.strip_prefix(' '))
            .flatten()
            .and_then(|a| a.strip_prefix(part.as_str()))
            .map(|a| range.end + 1..text.len() - a.len());
        let left = left
            .filter(|r| begins(text, r.start) && part != last || part == name && r.start < r.end);
        let right =
            right.filter(|r| super::form::inflected_end(text, r.end, place.locale).is_some());
        [left, right].into_iter().flatten().find(|r| {
            // The second of the two may have been taken for a later mention.
            (place.is_free(r) || part == name) && count(text, part) > count(source.visible(), part)
        })
    })?;
    Some(Finding {
        problem: Problem::Doubled,
        source: hit.range.clone(),
        target: Some(extra.start.min(range.start)..extra.end.max(range.end)),
        name: name.clone(),
        expected: name.clone(),
        severity: Some(BLEMISH),
        confidence: Confidence::High,
    })
}

/// A common word that the target makes the vendor's product: `Edge devices` as `Microsoft Edge` devices.
pub(super) fn taken_for_product(
    hit: &Hit<'_>,
    range: Option<&Range<usize>>,
    source: &Text<'_>,
    place: &Target<'_>,
) -> Option<Finding> {
    const VENDOR: &str = "Microsoft ";
    let range = range?;
    let added = place.text[..range.start].ends_with(VENDOR)
        && !source.visible().contains(VENDOR.trim_end());
    added.then(|| Finding {
        problem: Problem::Misplaced,
        source: hit.range.clone(),
        target: Some(range.start - VENDOR.len()..range.end),
        name: hit.pattern.text.clone(),
        expected: hit.pattern.text.clone(),
        severity: None,
        confidence: Confidence::Medium,
    })
}

fn count(text: &str, part: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), part.as_bytes()).count()
}
