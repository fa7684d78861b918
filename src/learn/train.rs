//! Training: what the run's own pairs teach a lexicon about words, copies, lengths and letters.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::cut::{Cut, Levels, cover, weights_at};
use super::languages::{Languages, Profile, SOURCE_LOCALE};
use super::lexicon::{Copies, LEVELS, Lexicon, Lexicons, MIN_PAIRS, Norms, Words};
use super::model1::{Side, Table};
use super::sample::Sample;
use crate::text::lengths::Lengths;
use crate::text::script::CharScript;
use crate::text::stems::{SHAPES, Shape, Token, letters, tokens};

/// Words of a side that are learned, the most frequent first.
const MAX_WORDS: usize = 60_000;
/// Words of a segment that are learned from.
const MAX_TOKENS: usize = 120;
/// Co-occurrences of words that are learned from; pairs beyond are left out.
const MAX_CELLS: usize = 24_000_000;
/// Iterations of Model 1; recall does not grow further.
const ITERATIONS: usize = 5;

impl Lexicons {
    /// Trains a lexicon a locale, in parallel; the keys are locale tags.
    pub fn train(samples: &BTreeMap<String, Sample>) -> Lexicons {
        let mut lexicons = Lexicons::default();
        lexicons.learn(samples.clone());
        lexicons
    }

    /// Trains the lexicons of further locales, in parallel. The sample of each is freed once it is learned from.
    pub fn learn(&mut self, samples: BTreeMap<String, Sample>) {
        if samples.is_empty() {
            return;
        }
        let trained: Vec<(Lexicon, Profile)> = samples
            .into_par_iter()
            .map(|(tag, sample)| Lexicon::train_both(&sample, &tag))
            .collect();
        let (mut lexicons, of_sources): (Vec<Lexicon>, Vec<Profile>) = trained.into_iter().unzip();
        let mut sources = std::mem::replace(&mut self.sources, Profile::empty());
        for profile in &of_sources {
            sources.merge(profile);
        }
        lexicons.extend(std::mem::take(&mut self.by_locale).into_values());
        *self = Lexicons::new(lexicons, sources);
    }

    /// The lexicons with what they tell together.
    pub(super) fn new(lexicons: Vec<Lexicon>, sources: Profile) -> Lexicons {
        let mut profiles: BTreeMap<String, &Profile> =
            lexicons.iter().map(|l| (l.locale.clone(), &l.letters)).collect();
        profiles.entry(SOURCE_LOCALE.to_owned()).or_insert(&sources);
        let languages = Languages::new(&profiles);
        let by_locale = lexicons.into_iter().map(|l| (l.locale.clone(), l)).collect();
        let untrained = Lexicon::train(&Sample::new(0), "");
        Lexicons { by_locale, sources, languages, untrained }
    }
}

impl Default for Lexicons {
    fn default() -> Self {
        Lexicons::new(Vec::new(), Profile::empty())
    }
}

impl Lexicon {
    /// Trains on a sample of the locale's pairs.
    pub fn train(sample: &Sample, locale: &str) -> Lexicon {
        Lexicon::train_both(sample, locale).0
    }

    /// The same, with the letters of the sample's sources.
    fn train_both(sample: &Sample, locale: &str) -> (Lexicon, Profile) {
        let pairs: Vec<(u64, &str, &str)> = sample.iter().collect();
        let mut source: Vec<Vec<Token>> = pairs.par_iter().map(|p| tokens(p.1)).collect();
        let mut target: Vec<Vec<Token>> = pairs.par_iter().map(|p| tokens(p.2)).collect();
        let (letters_of_target, letters_of_source) =
            (Profile::of_targets(&pairs, &source, &target), Profile::of_sources(&pairs, &source));
        let mut cells = 0;
        let most = |tokens: &[Token]| tokens.len().min(MAX_TOKENS);
        let within = source.iter().zip(&target).take_while(|(s, t)| {
            cells += (most(s) + 1) * (most(t) + 1);
            cells <= MAX_CELLS
        });
        let within = within.count();
        let pairs = &pairs[..within];
        let mut is_whole = Vec::with_capacity(within);
        for side in [&mut source, &mut target] {
            side.truncate(within);
        }
        for (s, t) in source.iter_mut().zip(&mut target) {
            is_whole.push(s.len().max(t.len()) <= MAX_TOKENS);
            s.truncate(MAX_TOKENS);
            t.truncate(MAX_TOKENS);
        }
        let mut lexicon = Lexicon {
            locale: locale.to_owned(),
            own: pairs.iter().map(|p| p.0).collect(),
            source: Words::default(),
            target: Words::default(),
            table: Table::default(),
            copies: Copies::learn(&source, &target),
            lengths: Lengths::learn(
                source.iter().zip(&target).map(|(s, t)| (letters(s), letters(t))),
                is_dense(&target),
            ),
            letters: letters_of_target,
            norms: Norms::default(),
        };
        if within >= MIN_PAIRS {
            lexicon.source = Words::learn(&source);
            lexicon.target = Words::learn(&target);
            let cut = |side: Vec<Vec<Token>>, words: &Words| -> Vec<Cut> {
                side.into_par_iter().map(|tokens| Cut::new(tokens, words)).collect()
            };
            let source = cut(source, &lexicon.source);
            let target = cut(target, &lexicon.target);
            let side = |words: &Words, sentences: &[Cut]| {
                let mut side = Side::new(words.size());
                for sentence in sentences {
                    side.push(sentence.ids.iter().copied().filter(|&id| id > 0));
                }
                side
            };
            lexicon.table = Table::train(
                &side(&lexicon.source, &source),
                &side(&lexicon.target, &target),
                ITERATIONS,
            );
            let levels = lexicon.learn_evidence(&source, &target);
            if lexicon.knows_words() {
                let of_whole = |at: usize| {
                    is_whole[at]
                        .then(|| lexicon.evidence_per_token(&source[at], &target[at], &levels[at]))
                };
                lexicon.norms = Norms::learn(&lexicon, pairs, of_whole);
            }
        } else {
            lexicon.source.unknown = vec![[0; LEVELS]; SHAPES];
            lexicon.target.unknown = vec![[0; LEVELS]; SHAPES];
        }
        (lexicon, letters_of_source)
    }
}

impl Words {
    /// Learns the vocabulary: words of at least two sentences.
    fn learn(sentences: &[Vec<Token>]) -> Words {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        let mut seen: Vec<u64> = Vec::new();
        for sentence in sentences {
            seen.clear();
            seen.extend(sentence.iter().take(MAX_TOKENS).map(|t| t.stem));
            seen.sort_unstable();
            seen.dedup();
            for &stem in &seen {
                *counts.entry(stem).or_default() += 1;
            }
        }
        let mut counts: Vec<(u64, u32)> = counts.into_iter().filter(|(_, n)| *n > 1).collect();
        counts.sort_unstable_by_key(|&(stem, n)| (std::cmp::Reverse(n), stem));
        counts.truncate(MAX_WORDS);
        Words::of(counts.iter().map(|(stem, _)| *stem).collect())
    }
}

impl Copies {
    /// Learns how often each source word is kept as it is.
    fn learn(source: &[Vec<Token>], target: &[Vec<Token>]) -> Copies {
        let mut counts: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        let mut shapes = vec![(0, 0); SHAPES];
        let mut seen: Vec<(u64, Shape)> = Vec::new();
        for (source, target) in source.iter().zip(target) {
            seen.clear();
            seen.extend(
                source.iter().filter(|t| t.shape != Shape::Bigram).map(|t| (t.word, t.shape)),
            );
            seen.sort_unstable_by_key(|(word, _)| *word);
            seen.dedup_by_key(|(word, _)| *word);
            // A segment that was kept as a whole is a name or was not translated: no evidence on its words.
            let is_kept = |word: u64| target.iter().any(|t| t.word == word);
            if seen.len() > 2 && seen.iter().all(|(word, _)| is_kept(*word)) {
                continue;
            }
            for &(word, shape) in &seen {
                let kept = u32::from(is_kept(word));
                let count = counts.entry(word).or_default();
                *count = (count.0 + 1, count.1 + kept);
                let count: &mut (u32, u32) = &mut shapes[shape as usize];
                *count = (count.0 + 1, count.1 + kept);
            }
        }
        let mut words: Vec<_> =
            counts.into_iter().map(|(word, (seen, kept))| (word, seen, kept)).collect();
        words.sort_unstable_by_key(|&(word, seen, _)| (std::cmp::Reverse(seen), word));
        words.truncate(MAX_WORDS);
        Copies::of(words, shapes)
    }
}

impl Norms {
    /// Learns from the run's own pairs; their few bad ones do not move medians and 90th percentiles much. `known` gives
    /// the evidence a token of pairs that are covered already.
    fn learn(
        lexicon: &Lexicon,
        pairs: &[(u64, &str, &str)],
        known: impl Fn(usize) -> Option<f64> + Sync,
    ) -> Norms {
        let judge = |(at, (_, source, target)): (usize, &(u64, &str, &str))| {
            known(at).unwrap_or_else(|| {
                let (source, target) = lexicon.cut(source, target);
                let levels = cover(&lexicon.table, &source, &target, true).levels();
                lexicon.evidence_per_token(&source, &target, &levels)
            })
        };
        let mut values: Vec<f64> = pairs.par_iter().enumerate().map(judge).collect();
        values.sort_unstable_by(f64::total_cmp);
        let quantile =
            |q: f64| values.get((q * (values.len() as f64 - 1.0)) as usize).copied().unwrap_or(0.0);
        let unit = |nats: f64| (nats * 256.0).round() as i32;
        Norms { evidence: (unit(quantile(0.5)), unit(quantile(0.5) - quantile(0.16))) }
    }
}

impl Lexicon {
    /// Evidence in nats a token that a target translates its source, by the level of each word's coverage.
    fn evidence_per_token(&self, source: &Cut, target: &Cut, levels: &Levels) -> f64 {
        let sum = |cut: &Cut, levels: &[u8], words: &Words| -> f64 {
            weights_at(cut, levels.iter().map(|&level| level.into()), words).sum()
        };
        let source_sum = sum(source, &levels.source, &self.source);
        let target_sum = sum(target, &levels.target, &self.target);
        let tokens = (source.tokens.len() + target.tokens.len()).max(1) as f64;
        -(source_sum + target_sum) / 2.0 / tokens
    }
}

/// Whether targets are mostly of Chinese characters and kana.
fn is_dense(targets: &[Vec<Token>]) -> bool {
    let dense = |t: &&Token| matches!(t.script, CharScript::Han | CharScript::Kana);
    let all = targets.iter().flatten();
    all.clone().filter(dense).count() * 2 > all.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of which each word has one translation.
    fn sample(pairs: usize) -> Sample {
        let words = |list: &str| list.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let subjects = (
            words("customer partner user admin agent"),
            words("Kunde Händler Benutzer Verwalter Mitarbeiter"),
        );
        let verbs = (words("opens sees deletes pays"), words("öffnet sieht löscht bezahlt"));
        let objects =
            (words("invoice page account order"), words("Rechnung Seite Konto Bestellung"));
        let adverbs =
            (words("today always now later never"), words("heute immer jetzt später nie"));
        let mut sample = Sample::default();
        for i in 0..pairs {
            let (a, b, c, d) = (i % 5, i / 5 % 4, i / 20 % 4, i / 80 % 5);
            sample.add(
                &format!(
                    "The {} {} the {} {} in Azure {i}",
                    subjects.0[a], verbs.0[b], objects.0[c], adverbs.0[d]
                ),
                &format!(
                    "{} {} {} {} in Azure {i}",
                    subjects.1[a], verbs.1[b], objects.1[c], adverbs.1[d]
                ),
            );
        }
        sample
    }

    fn lexicons(pairs: usize) -> Lexicons {
        Lexicons::train(&[("de-DE".to_owned(), sample(pairs))].into_iter().collect())
    }

    #[test]
    fn a_translation_scores_above_another_segments_target() {
        let lexicons = lexicons(1000);
        let lexicon = lexicons.get("de-DE").unwrap();
        let source = "The customer deletes the account today";
        let own = lexicon.pair_score(source, "Kunde löscht Konto heute");
        let others = lexicon.pair_score(source, "Händler öffnet Rechnung nie");
        assert!(own > 1.0 && others < -5.0, "{own} {others}");
    }

    #[test]
    fn an_omitted_and_an_added_clause_are_located() {
        let lexicons = lexicons(1000);
        let source = "The customer deletes the account today in Azure 7";
        let omitted = lexicons.coverage("de-DE", source, "Kunde in Azure 7").unwrap();
        let run = omitted.longest_uncovered_source_run.clone().unwrap();
        assert_eq!(&source[run.span.clone()], "deletes the account today");
        assert!(run.weight > 3.0 && omitted.source_deficit > 0.2, "{omitted:?}");
        assert!(omitted.target_deficit < 0.1);
        let target = "Kunde löscht Konto heute Händler bezahlt Rechnung nie in Azure 7";
        let added = lexicons.coverage("de-DE", source, target).unwrap();
        let run = added.longest_uncovered_target_run.unwrap();
        assert_eq!(&target[run.span], "Händler bezahlt Rechnung nie");
    }

    #[test]
    fn words_left_in_english_stand_out_but_names_do_not() {
        let lexicons = lexicons(1000);
        let target = "Kunde löscht the account today in Azure 7";
        let mixed = lexicons
            .coverage("de-DE", "The customer deletes the account today in Azure 7", target)
            .unwrap();
        let run = mixed.longest_copied_run.unwrap();
        assert_eq!(&target[run.span.clone()], "the account today");
        assert!(run.weight > 6.0);
        let kept = lexicons
            .coverage(
                "de-DE",
                "The customer opens the page in Azure 7",
                "Kunde öffnet Seite in Azure 7",
            )
            .unwrap();
        assert!(kept.longest_copied_run.is_none_or(|r| r.weight < 1.0));
    }

    #[test]
    fn few_pairs_teach_no_words_but_lengths() {
        let lexicons = lexicons(100);
        assert!(!lexicons.get("de-DE").unwrap().knows_words());
        let source = "The customer deletes the account today in Azure 7";
        let coverage = lexicons.coverage("de-DE", source, "Kunde").unwrap();
        assert!(!coverage.knows_words && coverage.length_z < -2.0);
        assert!(coverage.longest_uncovered_source_run.is_none());
    }

    #[test]
    fn the_number_of_threads_does_not_change_a_bit() {
        let sample = sample(700);
        let train = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Lexicon::train(&sample, "de-DE"))
        };
        assert_eq!(train(1), train(4));
    }
}
