//! Letter profiles of languages: hashed letter n-grams, learned from the run's own locales.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::locale::Locale;
use crate::text::script::CharScript;
use crate::text::stems::{Shape, StableHash, Token, lower, tokens};

/// The locale of the sources.
pub(super) const SOURCE_LOCALE: &str = "en-US";
/// Buckets that n-grams are hashed into.
const BUCKETS: usize = 1 << 14;
/// Nats of what n-grams tell in the unit that they are kept in: whole numbers, of which many are added up at once.
const NATS: f32 = 2048.0;
/// One n-gram says no more than this.
const CAP: i16 = (2.5 * NATS) as i16;
/// N-grams whose sum stays within sixteen bits.
const AT_ONCE: usize = (i16::MAX / CAP) as usize;
/// Neighbouring n-grams share letters; each counts as this much of an independent one.
const INDEPENDENCE: f32 = 0.4;
/// N-grams from which on a profile is believed.
const MIN_NGRAMS: u64 = 4_000;
/// Evidence of one word of grammar, in nats.
const WORD_NATS: f64 = 2.0;

/// N-gram counts of one language.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Profile {
    counts: Vec<u32>,
    total: u64,
}

impl Profile {
    /// The profile of the targets of pairs, without the words that they share with their sources; both sides are cut.
    pub(super) fn of_targets(
        pairs: &[(u64, &str, &str)],
        sources: &[Vec<Token>],
        targets: &[Vec<Token>],
    ) -> Profile {
        let mut profile = Profile::empty();
        let mut words: Vec<u64> = Vec::new();
        for ((&(_, source, target), cut), of_target) in pairs.iter().zip(sources).zip(targets) {
            if source != target {
                words.clear();
                words.extend(cut.iter().map(|t| t.word));
                words.sort_unstable();
                let is_kept = |at: usize| words.binary_search(&of_target[at].word).is_ok();
                for token in fresh(of_target, is_kept) {
                    profile.add(target, &token);
                }
            }
        }
        profile
    }

    /// The profile of the sources of pairs, which are cut.
    pub(super) fn of_sources(pairs: &[(u64, &str, &str)], sources: &[Vec<Token>]) -> Profile {
        let mut profile = Profile::empty();
        for ((_, source, _), tokens) in pairs.iter().zip(sources) {
            for token in tokens {
                profile.add(source, token);
            }
        }
        profile
    }

    /// Takes in another profile of the same language.
    pub fn merge(&mut self, other: &Profile) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.total += other.total;
    }

    /// Number of n-grams seen.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether a profile that was read has the form that this version learns.
    pub fn is_sound(&self) -> bool {
        self.counts.len() == BUCKETS
    }

    /// No n-grams yet.
    pub fn empty() -> Profile {
        Profile { counts: vec![0; BUCKETS], total: 0 }
    }

    fn add(&mut self, text: &str, token: &Token) {
        ngrams(text, token, |bucket| {
            self.counts[bucket] += 1;
            self.total += 1;
        });
    }
}

/// How much more a text looks like another language than like its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Tag of the other language's locale.
    pub locale: String,
    /// Log-likelihood ratio against the locale's own profile, in nats.
    pub margin: f64,
    /// Whether words of grammar bear out a margin above 0: more of them are only the other language's than only the
    /// locale's own.
    pub has_grammar: bool,
}

/// The profiles of a run's locales and of its sources, side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Languages {
    tags: Vec<String>,
    /// The first tag of the same language, of each tag.
    first_of_same: Vec<usize>,
    /// Whether a profile has seen enough to be believed.
    learned: Vec<bool>,
    /// Log-probability of each bucket in each language, in 1/[`NATS`]; the languages of one bucket side by side.
    logs: Vec<i16>,
}

/// Places of the languages side by side: a multiple of what is reckoned with at once.
fn width(languages: usize) -> usize {
    languages.next_multiple_of(16)
}

/// Adds how much likelier a bucket is in each language than in `own`, within bounds. A function by itself, so that the
/// compiler sees that the slices do not overlap, and adds eight at once.
fn add_bounded(margins: &mut [i16], logs: &[i16], own: usize) {
    let of_own = logs[own];
    for (margin, log) in margins.iter_mut().zip(logs) {
        *margin += (*log - of_own).clamp(-CAP, CAP);
    }
}

/// Adds small sums to larger ones, and begins them anew.
fn move_up(few: &mut [i16], sums: &mut [i32]) {
    for (sum, few) in sums.iter_mut().zip(few) {
        *sum += i32::from(std::mem::take(few));
    }
}

impl Languages {
    /// Lays profiles side by side; the keys are locale tags.
    pub fn new(profiles: &BTreeMap<String, &Profile>) -> Languages {
        let width = width(profiles.len());
        let mut logs = vec![0; BUCKETS * width];
        for (at, profile) in profiles.values().enumerate() {
            let all = (profile.total as f64 + 0.5 * BUCKETS as f64).ln();
            for (bucket, &n) in profile.counts.iter().enumerate() {
                // What is rarer than e to the -16th says no more; then the difference of any two fits too.
                let log = ((f64::from(n) + 0.5).ln() - all) * f64::from(NATS);
                logs[bucket * width + at] = log.round().max(f64::from(-i16::MAX)) as i16;
            }
        }
        let tags: Vec<String> = profiles.keys().cloned().collect();
        let same = |tag: &String| tags.iter().position(|other| language(other) == language(tag));
        Languages {
            first_of_same: tags.iter().filter_map(same).collect(),
            tags,
            learned: profiles.values().map(|p| p.total >= MIN_NGRAMS).collect(),
            logs,
        }
    }

    /// The other language that fits a target's [`fresh`] words best, with its margin over the locale's own; locales of
    /// the same language are left out. By letters where the locale's are learned, else by words of grammar; `None` where
    /// neither tells anything.
    pub fn guess(&self, locale: &str, text: &str, fresh: &[Token]) -> Option<Guess> {
        let own = self.tags.binary_search_by(|tag| tag.as_str().cmp(locale)).ok();
        let Some(own) = own.filter(|&at| self.learned[at]) else {
            return guess_by_words(locale, fresh);
        };
        let count = self.tags.len();
        let width = width(count);
        let (mut margins, mut few) = (vec![0_i32; width], vec![0_i16; width]);
        let mut added = 0;
        for token in fresh {
            ngrams(text, token, |bucket| {
                add_bounded(&mut few, &self.logs[bucket * width..(bucket + 1) * width], own);
                added += 1;
                if added % AT_ONCE == 0 {
                    move_up(&mut few, &mut margins);
                }
            });
        }
        move_up(&mut few, &mut margins);
        (0..count)
            .filter(|&at| self.learned[at] && self.first_of_same[at] != self.first_of_same[own])
            .max_by_key(|&at| margins[at])
            .map(|at| (at, margins[at] as f32 / NATS))
            .filter(|&(at, margin)| bears_out(&self.tags[at], locale, fresh, margin))
            .map(|(at, margin)| Guess {
                locale: self.tags[at].clone(),
                margin: f64::from(margin * INDEPENDENCE),
                has_grammar: margin > 0.0 && GRAMMAR.tells(&self.tags[at], locale, fresh),
            })
    }
}

/// The words of grammar of the shipped locales. A set of locales is a number with a bit for each, by its place in
/// [`Locale::all`].
struct Grammar {
    /// The locales that have a word, by the word's hash.
    words: FxHashMap<u64, u64>,
    /// The locales of each language of which words are known.
    languages: BTreeMap<&'static str, u64>,
    /// The pairs of languages of which the second has at least a quarter of the first one's words.
    kin: FxHashSet<(u64, u64)>,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let mut words: FxHashMap<u64, u64> = FxHashMap::default();
    let mut languages: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (at, locale) in Locale::all().iter().enumerate() {
        for word in &locale.function_words {
            *languages.entry(locale.language()).or_default() |= 1 << at;
            if let [token] = tokens(word)[..] {
                *words.entry(token.word).or_default() |= 1 << at;
            }
        }
    }
    let sets: Vec<u64> = languages.values().copied().collect();
    let mut shared = vec![0_usize; sets.len() * sets.len()];
    let count = |locales: &u64| {
        let having = |at: &usize| locales & sets[*at] != 0;
        for first in (0..sets.len()).filter(having) {
            for second in (0..sets.len()).filter(having) {
                shared[first * sets.len() + second] += 1;
            }
        }
    };
    words.values().for_each(count);
    let is_kin = |first: usize, second: usize| {
        let of_first = &shared[first * sets.len()..];
        of_first[second] * 4 >= of_first[first]
    };
    let pairs =
        (0..sets.len()).flat_map(|first| (0..sets.len()).map(move |second| (first, second)));
    let kin = pairs.filter(|&(first, second)| is_kin(first, second));
    let kin = kin.map(|(first, second)| (sets[first], sets[second])).collect();
    Grammar { words, languages, kin }
});

impl Grammar {
    /// The locales of a language of which words are known.
    fn of(&self, tag: &str) -> u64 {
        self.languages.get(language(tag)).copied().unwrap_or_default()
    }

    /// Whether more words of grammar among the tokens are only of the first language than only of the second.
    fn tells(&self, first: &str, second: &str, tokens: &[Token]) -> bool {
        let (theirs, ours) = (self.of(first), self.of(second));
        let (mut only_theirs, mut only_ours) = (0, 0);
        for locales in self.among(tokens) {
            match (locales & theirs != 0, locales & ours != 0) {
                (true, false) => only_theirs += 1,
                (false, true) => only_ours += 1,
                _ => {}
            }
        }
        only_theirs > only_ours
    }

    /// For each word of grammar among the tokens, counted once, the locales that have it.
    fn among<'t>(&'t self, tokens: &'t [Token]) -> impl Iterator<Item = u64> + 't {
        let mut seen = Vec::new();
        tokens.iter().filter_map(move |token| {
            let locales = self.words.get(&token.word).filter(|_| !seen.contains(&token.word))?;
            seen.push(token.word);
            Some(*locales)
        })
    }
}

/// Whether words of grammar bear out what letters say. They have to where letters tell little: of the language of the
/// sources, which lends every language words and names (`Informationsterminal`, `React Day Berlin`), and of one that
/// shares much of its grammar with the locale's own. Kin of which no words are known must stand out all the more.
fn bears_out(tag: &str, own: &str, fresh: &[Token], margin: f32) -> bool {
    // Where words are not parted, a word of grammar is not seen as one.
    if fresh.iter().any(|token| token.shape == Shape::Bigram) {
        return true;
    }
    let (theirs, ours) = (GRAMMAR.of(tag), GRAMMAR.of(own));
    if theirs == 0 || ours == 0 {
        return margin > UNKNOWN_MARGIN;
    }
    if language(tag) != language(SOURCE_LOCALE) && !GRAMMAR.kin.contains(&(theirs, ours)) {
        return true;
    }
    GRAMMAR.tells(tag, own, fresh)
}

/// What letters have to say for a language of whose grammar, or of the locale's own, nothing is known.
const UNKNOWN_MARGIN: f32 = 40.0;

/// Guesses by words of grammar: those of another language against those of the locale's own.
fn guess_by_words(locale: &str, fresh: &[Token]) -> Option<Guess> {
    let own = GRAMMAR.of(locale);
    if own == 0 {
        return None;
    }
    let mut margins = vec![0.0; Locale::all().len()];
    for locales in GRAMMAR.among(fresh) {
        let is_own = locales & own != 0;
        for (at, margin) in margins.iter_mut().enumerate() {
            match (is_own, locales >> at & 1 != 0) {
                (false, true) => *margin += WORD_NATS,
                (true, false) => *margin -= 2.0 * WORD_NATS,
                _ => {}
            }
        }
    }
    (0..margins.len())
        .filter(|at| own >> at & 1 == 0)
        .max_by(|&a, &b| f64::total_cmp(&margins[a], &margins[b]))
        .filter(|&at| margins[at] > 0.0)
        .map(|at| Guess {
            locale: Locale::all()[at].tag.clone(),
            margin: margins[at],
            has_grammar: true,
        })
}

fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or("")
}

/// The words of a target that its source does not hold, names and numbers left out.
pub fn fresh(target: &[Token], is_kept: impl Fn(usize) -> bool) -> Vec<Token> {
    let is_name = |token: &Token| matches!(token.shape, Shape::Number | Shape::Name);
    (0..target.len())
        .filter(|&at| !is_name(&target[at]) && !is_kept(at))
        .map(|at| target[at])
        .collect()
}

/// Calls `see` with the bucket of each n-gram: trigrams of a word with its borders, or the bigram that a token is.
fn ngrams(text: &str, token: &Token, mut see: impl FnMut(usize)) {
    if token.shape == Shape::Number {
        return;
    }
    let bucket = |hash: u64| (hash % BUCKETS as u64) as usize;
    if token.shape == Shape::Bigram {
        see(bucket(token.stem));
        // A single character tells kana from characters where bigrams are new.
        if let Some(first) = text[token.span()].chars().next() {
            let mut hash = StableHash::default();
            hash.push('1');
            hash.push(first);
            see(bucket(hash.finish()));
        }
        return;
    }
    let (mut a, mut b) = ('^', '^');
    let word = text[token.span()].chars().map(lower);
    for c in word.chain(std::iter::once('$')) {
        if b != '^' || c != '$' {
            let mut hash = StableHash::default();
            hash.push(a);
            hash.push(b);
            hash.push(c);
            see(bucket(hash.finish()));
        }
        (a, b) = (b, c);
    }
}

/// What a text holds of one script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptShare {
    /// The script.
    pub script: CharScript,
    /// Number of letters.
    pub letters: usize,
    /// From the first of its words to the last.
    pub span: Range<usize>,
}

/// The scripts of a text's [`fresh`] words, most letters first.
pub fn scripts(text: &str, fresh: &[Token]) -> Vec<ScriptShare> {
    let mut shares: Vec<ScriptShare> = Vec::new();
    for token in fresh {
        // Bigrams overlap; their first characters make the text.
        let letters =
            if token.shape == Shape::Bigram { 1 } else { text[token.span()].chars().count() };
        match shares.iter_mut().find(|share| share.script == token.script) {
            Some(share) => {
                share.letters += letters;
                share.span.end = token.end as usize;
            }
            None => shares.push(ScriptShare { script: token.script, letters, span: token.span() }),
        }
    }
    shares.sort_by_key(|share| (std::cmp::Reverse(share.letters), share.script));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Sie können die Rechnung des letzten Monats im Portal sehen und herunterladen wenn Sie die \
                          Berechtigung dafür haben und der Kunde das nicht bestritten hat";
    const SPANISH: &str = "Puede ver la factura del último mes en el portal y descargarla si tiene permiso para \
                           ello y el cliente no la ha rechazado";

    fn languages() -> Languages {
        let profile = |text: &str| {
            let mut profile = Profile::empty();
            let (sources, targets) = ([tokens("x")], [tokens(text)]);
            for _ in 0..40 {
                profile.merge(&Profile::of_targets(&[(0, "x", text)], &sources, &targets));
            }
            profile
        };
        let (german, spanish) = (profile(GERMAN), profile(SPANISH));
        let profiles = [("de-DE", &german), ("es-ES", &spanish)];
        Languages::new(&profiles.map(|(tag, p)| (tag.to_owned(), p)).into_iter().collect())
    }

    #[test]
    fn a_text_in_another_language_looks_like_it() {
        let languages = languages();
        let of = |target: &str| languages.guess("de-DE", target, &tokens(target)).unwrap();
        let spanish = of("la factura del cliente y el permiso");
        assert_eq!(spanish.locale, "es-ES");
        assert!(spanish.margin > 5.0, "{spanish:?}");
        assert!(of("die Rechnung des Kunden und die Berechtigung").margin < -5.0);
    }

    #[test]
    fn names_numbers_and_kept_words_are_not_fresh() {
        let target = tokens("OneDrive la factura 12");
        let fresh = fresh(&target, |at| at == 1);
        assert_eq!(fresh, [target[2]]);
    }

    #[test]
    fn words_of_grammar_stand_in_where_no_letters_were_learned() {
        let none = Languages::default();
        let of = |target: &str| none.guess("fr-FR", target, &tokens(target));
        let german =
            of("Die Rechnung ist nicht für den Kunden und wird auch bei der Suche nicht gezeigt")
                .unwrap();
        assert_eq!(german.locale, "de-DE");
        assert!(german.margin > 8.0);
        assert_eq!(
            of("La facture est dans le portail et vous pouvez la voir avec un compte"),
            None
        );
    }
}
