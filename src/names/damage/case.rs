//! One name whose accepted forms are not in the target, and what the rules ask about it.

use std::cell::OnceCell;
use std::ops::Range;

use crate::names::form::{Closeness, Form};
use crate::names::pattern::{Hit, Local, Pattern, Token};
use crate::names::target::{Found, Target};
use crate::names::view::Problem;
use crate::text::Text;
use crate::text::script::CharScript;
use crate::text::words::stretches;

/// Words of a name that stand this many bytes apart at most are one scrambled name; farther ones may be chance.
pub(super) const WINDOW: usize = 60;

/// The names of a segment, and what became of those that are decided already.
pub(in crate::names) struct Known<'c, 't> {
    pub(in crate::names) hits: &'c [Hit<'t>],
    pub(in crate::names) found: &'c [Option<Found>],
    pub(in crate::names) source: &'c Text<'c>,
}

/// A name whose accepted forms are not in the target.
pub(super) struct Case<'c, 't> {
    /// Its place among the names of the segment.
    pub(super) at: usize,
    pub(super) known: &'c Known<'c, 't>,
    pub(super) place: &'c Target<'c>,
    pub(super) local: &'c Local,
    pub(super) pattern: &'t Pattern,
    /// Whether it is a name inside a longer one.
    pub(super) part: bool,
    words: OnceCell<Words<'t>>,
    /// Where its letters stand in another case or with other digits, and what differs; filled by the first rule that
    /// asks.
    pub(super) same_letters: OnceCell<Option<(Range<usize>, Problem)>>,
}

/// What a rule found.
pub(super) struct Spot {
    /// Its place in the target; none where nothing stands for the name.
    pub(super) range: Option<Range<usize>>,
    /// Places that no other name may claim any more.
    pub(super) claims: Vec<Range<usize>>,
    /// What should stand there, if it is not what the lists say first.
    pub(super) should_be: Option<String>,
}

impl Spot {
    /// Nothing stands for the name.
    pub(super) fn nowhere() -> Spot {
        Spot { range: None, claims: Vec::new(), should_be: None }
    }

    /// A place that is claimed.
    pub(super) fn claimed(range: Range<usize>) -> Spot {
        Spot { claims: vec![range.clone()], ..Spot::unclaimed(range) }
    }

    /// A place that other names may claim too.
    pub(super) fn unclaimed(range: Range<usize>) -> Spot {
        Spot { range: Some(range), ..Spot::nowhere() }
    }

    /// With claims of its words only.
    pub(super) fn claiming(self, claims: Vec<Range<usize>>) -> Spot {
        Spot { claims, ..self }
    }

    /// Where a form of the locale should stand even if the English name is right too.
    pub(super) fn should_be(self, form: Option<&Form>) -> Spot {
        Spot { should_be: form.map(|f| f.text.clone()), ..self }
    }
}

/// The words of a name that are not grammar, and where they are left.
pub(super) struct Words<'t> {
    pub(super) content: Vec<&'t Token>,
    /// The free places of each word.
    pub(super) free: Vec<Vec<Range<usize>>>,
    /// One place for each word, as near to each other as can be; none if one has no free place or there is one only.
    pub(super) window: Option<Vec<Range<usize>>>,
}

impl<'t> Words<'t> {
    fn of(pattern: &'t Pattern, place: &Target<'_>) -> Words<'t> {
        let content = content(&pattern.tokens);
        let places = |t: &&Token| {
            place.occurrences(&t.form, closeness(t)).filter(|r| place.is_free(r)).collect()
        };
        let free: Vec<Vec<Range<usize>>> = content.iter().map(places).collect();
        let window = if content.len() > 1 { window(&free) } else { None };
        Words { content, free, window }
    }

    /// How many of them have a free place.
    pub(super) fn left(&self) -> usize {
        self.free.iter().filter(|f| !f.is_empty()).count()
    }

    /// Whether some of them have a free place and some have none.
    pub(super) fn partly_left(&self) -> bool {
        (1..self.content.len()).contains(&self.left())
    }

    /// Those with a free place.
    pub(super) fn kept(&self) -> impl Iterator<Item = &'t Token> {
        self.content.iter().zip(&self.free).filter(|(_, f)| !f.is_empty()).map(|(t, _)| *t)
    }

    /// Those without one.
    pub(super) fn missing(&self) -> impl Iterator<Item = &'t Token> {
        self.content.iter().zip(&self.free).filter(|(_, f)| f.is_empty()).map(|(t, _)| *t)
    }

    /// The first words that have a free place, up to one that has none.
    pub(super) fn kept_first(&self) -> usize {
        self.free.iter().take_while(|f| !f.is_empty()).count()
    }

    /// The free places of the words that are left, near each other.
    pub(super) fn cluster(&self) -> Vec<Range<usize>> {
        let present: Vec<Vec<Range<usize>>> =
            self.free.iter().filter(|f| !f.is_empty()).cloned().collect();
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
}

impl<'c, 't> Case<'c, 't> {
    pub(super) fn new(
        at: usize,
        known: &'c Known<'c, 't>,
        place: &'c Target<'c>,
        local: &'c Local,
        part: bool,
    ) -> Case<'c, 't> {
        let pattern = known.hits[at].pattern;
        let (words, same_letters) = (OnceCell::new(), OnceCell::new());
        Case { at, known, place, local, pattern, part, words, same_letters }
    }

    /// The words of the name and where they are left.
    pub(super) fn words(&self) -> &Words<'t> {
        self.words.get_or_init(|| Words::of(self.pattern, self.place))
    }

    /// The other names of the segment with what became of them.
    pub(super) fn others(&self) -> impl Iterator<Item = (&Hit<'t>, Option<&Found>)> {
        let all = self.known.hits.iter().zip(self.known.found).enumerate();
        all.filter(|(i, _)| *i != self.at).map(|(_, (hit, found))| (hit, found.as_ref()))
    }

    /// Those that stand as they should.
    fn standing(&self) -> impl Iterator<Item = &Hit<'t>> {
        self.others().filter(|(_, found)| found.is_some_and(Found::stands)).map(|(hit, _)| hit)
    }

    /// Whether another mention of the same name has found its place.
    pub(super) fn is_repeated(&self) -> bool {
        let same = |other: &Pattern| {
            other.name == self.pattern.name
                && (self.pattern.name.is_some() || other.text == self.pattern.text)
        };
        self.standing().any(|hit| same(hit.pattern))
    }

    /// Whether another name of the segment that is there holds this one whole: `Azure AD Premium`.
    pub(super) fn is_inside_another(&self) -> bool {
        let text = &self.pattern.text;
        self.standing()
            .any(|hit| hit.pattern.text.len() > text.len() && hit.pattern.text.contains(text))
    }

    /// Whether another mention stands for it, or, for a part of a name, another name that holds it.
    pub(super) fn is_stood_for(&self) -> bool {
        self.is_repeated() || self.part && self.is_inside_another()
    }

    /// Whether the source gives the name twice, in full and as an acronym in parentheses: one of them is enough.
    pub(super) fn has_counterpart(&self) -> bool {
        let text = self.known.source.visible();
        let range = &self.known.hits[self.at].range;
        let paired = |a: &Range<usize>, b: &Range<usize>| {
            a.end <= b.start
                && matches!(text[a.end..b.start].trim(), "(" | "," | "/" | "or")
                && text[a.end..b.start].contains(['(', '/'])
        };
        self.standing().any(|other| {
            (paired(range, &other.range) || paired(&other.range, range))
                && initials_match(&self.pattern.text, &other.pattern.text)
        })
    }

    /// Whether the target is long enough to hold a rendering of everything.
    pub(super) fn has_room(&self) -> bool {
        let weight = |text: &str| -> usize {
            text.chars().map(|c| if CharScript::of(c).is_cjk() { 5 } else { 2 }).sum()
        };
        weight(self.place.text) * 10 >= weight(self.known.source.visible()) * 6
    }

    /// The words of the name that are names by themselves.
    pub(super) fn brands(&self) -> impl Iterator<Item = &'t str> {
        self.pattern.tokens.iter().filter(|t| t.brand).map(|t| t.form.text.as_str())
    }

    /// Whether a word is one of the locale's grammar.
    pub(super) fn is_grammar(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.place.locale.function_words.contains(&word)
    }
}

/// Whether a name is written in capitals and other marks only.
pub(super) fn is_acronym(name: &str) -> bool {
    !name.contains(|c: char| c.is_lowercase() || c == ' ')
}

/// The words of a name that are not grammar; all of them if it has no capitals.
pub(super) fn content(tokens: &[Token]) -> Vec<&Token> {
    let content: Vec<&Token> = tokens.iter().filter(|t| t.content).collect();
    if content.is_empty() { tokens.iter().collect() } else { content }
}

/// How closely a word of a name is looked for: a head noun in any case.
pub(super) fn closeness(token: &Token) -> Closeness {
    if token.is_soft() { Closeness::Folded } else { Closeness::Exact }
}

/// From the first to the last byte of all ranges.
pub(super) fn hull(ranges: &[Range<usize>]) -> Range<usize> {
    let start = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let end = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    start..end
}

/// One free place for each word, as near to each other as can be; none if a word has no free place.
fn window(free: &[Vec<Range<usize>>]) -> Option<Vec<Range<usize>>> {
    let rarest = free.iter().min_by_key(|f| f.len())?;
    let mut best: Option<Vec<Range<usize>>> = None;
    for anchor in rarest {
        let mut chosen: Vec<Range<usize>> = Vec::with_capacity(free.len());
        for places in free {
            let near = nearest(places, anchor.start, &chosen)?.clone();
            chosen.push(near);
        }
        if best.as_ref().is_none_or(|b| hull(&chosen).len() < hull(b).len()) {
            best = Some(chosen);
        }
    }
    best
}

/// Of places in order the one that begins nearest to `at` and touches none of those that are `chosen`.
fn nearest<'p>(
    places: &'p [Range<usize>],
    at: usize,
    chosen: &[Range<usize>],
) -> Option<&'p Range<usize>> {
    let free = |p: &&Range<usize>| !chosen.iter().any(|c| c.start < p.end && p.start < c.end);
    let (before, behind) = places.split_at(places.partition_point(|p| p.start < at));
    let near = [before.iter().rev().find(free), behind.iter().find(free)];
    near.into_iter().flatten().min_by_key(|p| (p.start.abs_diff(at), p.start))
}

/// Whether one is made of initials of the other, or holds all its words.
fn initials_match(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let initials: String =
        stretches(long).filter_map(|w| w.chars().find(|c| c.is_uppercase())).collect();
    let last = stretches(short).next_back().unwrap_or("");
    !last.is_empty() && (initials.ends_with(last) || initials.contains(short))
}
