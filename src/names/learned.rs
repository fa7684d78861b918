//! Names that no list holds, judged by what the run does with them: what its places mostly keep and a target damaged.

use std::ops::Range;

use super::candidates::{Candidate, Shape, candidates, stands};
use super::damage::{self, Known};
use super::evidence::Evidence;
use super::fates::{Fates, Support};
use super::heads::is_head_noun;
use super::pattern::{Hit, Kind, Pattern, UNLISTED, keep};
use super::target::{Judgement, Target};
use super::view::{Damage, Fate, NameView, Problem};
use super::{MOST_EXPLAINED, MOST_NAMES};
use crate::cldr;
use crate::locale::Locale;
use crate::mqm::{Confidence, Severity};
use crate::text::Text;
use crate::text::script::is_native;

/// Places that keep a name from which on it is kept on purpose though locales could have their own.
const OFTEN: u32 = 5;

/// What of a damaged name is left to prove it, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    /// Nothing.
    Absent,
    /// Some of its words, all of them in another order, or its sound.
    Part,
    /// Its letters, in another case, torn, run together or a few of them wrong.
    Letters,
}

impl NameView {
    /// Judges what stands in the source as a name and is on no list. `fates` tells what the run does with a text; of a
    /// machine's target what is gone without a trace is damaged too where no language has a word for it.
    pub(crate) fn judge_unlisted(
        &mut self,
        source: &Text<'_>,
        target: &Text<'_>,
        locale: &Locale,
        by_machine: bool,
        fates: impl Fn(&str) -> Fates,
    ) {
        let text = source.visible();
        let mut taken: Vec<Range<usize>> = self.damage.iter().map(|d| d.source.clone()).collect();
        let mut found: Vec<Damage> = Vec::new();
        let mut explained = 0;
        for candidate in candidates(source).into_iter().take(MOST_NAMES) {
            let range = &candidate.range;
            let name = &text[range.clone()];
            let listed = self.mentions.iter().any(|m| {
                let outside = m.source.start <= range.start && range.end <= m.source.end;
                outside || m.fate == Fate::Mangled && overlap(&m.source, range)
            });
            if listed || taken.iter().any(|t| overlap(t, range)) {
                continue;
            }
            if stands(name, target, locale) {
                continue;
            }
            let fates = fates(name);
            let support = fates.support(candidate.shape);
            if !is_name(&candidate, name, support, fates.is_common) {
                continue;
            }
            explained += 1;
            if explained > MOST_EXPLAINED {
                break;
            }
            let pattern = Pattern { kind: Kind::Name, evidence: Evidence::Run, ..keep(name) };
            let claimed = self.claims_outside(range);
            let Some(damage) = judge(&candidate, &pattern, source, target, locale, claimed) else {
                // What is right in some other way is right with all that is inside it.
                if support == Support::Strong {
                    taken.push(range.clone());
                }
                continue;
            };
            let damage = match torn(name, target) {
                Some(range) => {
                    Damage { problem: Problem::Scrambled, target: Some(range), ..damage }
                }
                None => damage,
            };
            let is_coined = by_machine
                && is_in_sentence(source, range)
                && !is_inside(name, target)
                && !source.is_emphasised(range.clone())
                && !is_compound(name);
            if let Some(damage) = weighed(damage, &candidate, &fates, support, is_coined, target) {
                taken.push(range.clone());
                found.push(damage);
            }
        }
        if !found.is_empty() {
            self.damage.extend(found);
            self.damage.sort_by_key(|d| d.source.start);
        }
    }

    /// The places of the target that stand for names outside a stretch of the source.
    fn claims_outside(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let outside = self.mentions.iter().filter(|m| !overlap(&m.source, range));
        outside.filter_map(|m| m.target.clone()).collect()
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a stretch is a name by what the run does with it, or by its letters where the run says nothing.
fn is_name(candidate: &Candidate, name: &str, support: Support, is_common: bool) -> bool {
    match candidate.shape {
        Shape::Inner => support > Support::Against,
        // A row of acronyms is no name: each is one.
        Shape::Phrase => support > Support::None && name.contains(|c: char| c.is_lowercase()),
        Shape::Acronym | Shape::Capital => {
            support > Support::None && !is_common && !cldr::is_place(name)
        }
    }
}

/// What is wrong with a name that does not stand in the target.
fn judge(
    candidate: &Candidate,
    pattern: &Pattern,
    source: &Text<'_>,
    target: &Text<'_>,
    locale: &Locale,
    claimed: Vec<Range<usize>>,
) -> Option<Damage> {
    let hits = [Hit { range: candidate.range.clone(), pattern, weak: false }];
    let known = Known { hits: &hits, found: &[None], source };
    let mut place = Target { text: target.visible(), locale, claimed };
    match damage::explain(0, &known, &mut place, &UNLISTED, false) {
        Judgement::Is(_, damage) | Judgement::Unknown(damage) => damage,
    }
}

/// Whether what sounds like a name can be all of it: one word, no longer than an acronym's letters. What sounds like a
/// short word, or like one that looks like any other, may be chance.
fn is_heard_whole(damage: &Damage, shape: Shape, support: Support, target: &Text<'_>) -> bool {
    let heard = damage.target.clone().map_or(0, |t| target.visible()[t].chars().count());
    let letters = damage.name.len();
    match shape {
        Shape::Phrase => false,
        Shape::Acronym => heard <= letters + 1,
        Shape::Capital => support == Support::Strong && letters > 4 && 2 * heard >= letters,
        Shape::Inner => 2 * heard >= letters,
    }
}

/// Whether a name stands anywhere in a target, in whatever case and beside whatever.
fn is_inside(name: &str, target: &Text<'_>) -> bool {
    let same = |at: &[u8]| at.eq_ignore_ascii_case(name.as_bytes());
    target.raw.as_bytes().windows(name.len()).any(same)
}

/// Whether a name is a family's (`McDonald`), or a noun that some write with a capital inside (`EndPoint`, `DevTools`).
fn is_compound(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    let singular = small.strip_suffix('s').unwrap_or(&small);
    let nouns = &Locale::english().rules.software_nouns;
    nouns.iter().any(|noun| noun == singular)
        || is_head_noun(name)
        || name.starts_with("Mc")
        || name.starts_with("Mac")
}

/// Words of a sentence at least.
const SENTENCE: usize = 4;

/// Whether a stretch stands inside a sentence, and not behind a label that it says the kind of (`the **Lid** FastTab`).
fn is_in_sentence(source: &Text<'_>, range: &Range<usize>) -> bool {
    let raw = source.raw_range(range.clone());
    source.words.len() >= SENTENCE && !source.raw[..raw.start].ends_with("** ")
}

/// Letters of the shortest part that a blank leaves of a name.
const SHORTEST_PART: usize = 2;

/// Where a name of one word stands with a blank inside it.
fn torn(name: &str, target: &Text<'_>) -> Option<Range<usize>> {
    let is_word = name.bytes().all(|b| b.is_ascii_alphanumeric());
    let last = name.len().checked_sub(SHORTEST_PART).filter(|_| is_word)?;
    let visible = target.visible();
    (SHORTEST_PART..=last).find_map(|at| {
        let parted = [&name[..at], " ", &name[at..]].concat();
        let range = visible.find(&parted).map(|start| start..start + parted.len())?;
        let beside =
            [visible[..range.start].chars().next_back(), visible[range.end..].chars().next()];
        let is_free = beside.iter().flatten().all(|c| !c.is_ascii_alphanumeric());
        is_free.then_some(range)
    })
}

/// Whether all letters of a name stand there, with blanks between them where it has none.
fn is_torn(damage: &Damage, target: &Text<'_>) -> bool {
    let Some(range) = damage.target.clone() else { return false };
    let shown = &target.visible()[range];
    let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
    shown.trim().contains(' ') && letters(shown) == letters(&damage.name)
}

/// How sure the damage is, by what is left of the name and by what the run does with it; none where both are weak.
fn weighed(
    damage: Damage,
    candidate: &Candidate,
    fates: &Fates,
    support: Support,
    is_coined: bool,
    target: &Text<'_>,
) -> Option<Damage> {
    use Confidence::{High, Low, Medium};
    let is_torn = damage.problem == Problem::Scrambled && is_torn(&damage, target);
    let proof = match damage.problem {
        _ if is_torn => Proof::Letters,
        Problem::NativeDigits | Problem::Case | Problem::Glued | Problem::Misspelled => {
            Proof::Letters
        }
        Problem::Scrambled | Problem::PartlyTranslated | Problem::Transliterated => Proof::Part,
        Problem::Translated | Problem::Missing => Proof::Absent,
        _ => return None,
    };
    let mut damage = damage;
    let by_sound = damage.problem == Problem::Transliterated;
    if by_sound && candidate.shape == Shape::Phrase {
        // One word of several that sounds like it tells less than that none is there.
        damage = Damage { problem: Problem::Translated, target: None, ..damage };
    } else if by_sound && !is_heard_whole(&damage, candidate.shape, support, target) {
        return None;
    }
    let native = is_native(target.visible());
    let often = fates.own.kept >= OFTEN;
    let confidence = match (candidate.shape, support, proof) {
        (_, Support::Against, _) => return None,
        (Shape::Inner | Shape::Phrase, Support::Strong, Proof::Letters) => High,
        // Nobody chooses a slip.
        (Shape::Capital, Support::Strong, Proof::Letters)
            if often && !fates.is_common && (is_torn || damage.problem == Problem::Misspelled) =>
        {
            High
        }
        (Shape::Inner, Support::Strong, Proof::Part) => High,
        // Locales have acronyms of their own, and words for what is made of common ones.
        (Shape::Acronym, Support::Strong, Proof::Absent) if damage.name.len() < 3 || !often => {
            return None;
        }
        (Shape::Phrase, Support::Strong, Proof::Part | Proof::Absent)
            if fates.is_common && !often =>
        {
            return None;
        }
        (_, Support::Strong, _) => Medium,
        (_, Support::Some, Proof::Letters) => Medium,
        (Shape::Inner, Support::Some, Proof::Part) => Medium,
        (Shape::Phrase, Support::Some, Proof::Part) if native => Medium,
        (Shape::Acronym, Support::Some, _) => return None,
        (_, Support::Some, _) if fates.is_common => return None,
        (_, Support::Some, _) => Low,
        (_, Support::None, Proof::Letters) => Medium,
        (_, Support::None, Proof::Part) => Low,
        // No language has a word with a capital inside for it.
        (Shape::Inner, Support::None, Proof::Absent) if is_coined => Medium,
        (_, Support::None, Proof::Absent) => return None,
    };
    let severity = match confidence {
        Low => Some(Severity::Minor),
        _ => damage.severity.map(|s| s.min(Severity::Major)),
    };
    let confidence = confidence.min(damage.confidence.max(Medium));
    Some(Damage { rule: Damage::UNLISTED, severity, confidence, ..damage })
}
