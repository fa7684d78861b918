//! Prints what the lexicon finds in every pair below a folder, a row a pair with the features, for measuring the rules.
//!
//! usage: `lexicon_features EVALUATED [ALSO_LEARNED_FROM…]`
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use glossator::learn::coverage::Coverage;
use glossator::learn::gross_error::{GrossKind, is_swapped, judge};
use glossator::learn::lexicon::{Lexicon, Lexicons};
use glossator::learn::sample::Sample;
use glossator::locale::Locale;
use glossator::read::discover::discover;
use glossator::read::{self, ReadOptions};
use glossator::text::Text;
use glossator::text::plain::plain;

struct Pair {
    id: String,
    source: String,
    target: String,
}

struct Page {
    path: String,
    locale: &'static Locale,
    pairs: Vec<Pair>,
}

fn main() -> glossator::Result<()> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut samples: BTreeMap<String, Sample> = BTreeMap::new();
    let mut evaluated: Vec<Page> = Vec::new();
    for (number, folder) in folders.into_iter().enumerate() {
        for page in pages(folder)? {
            let sample = samples.entry(page.locale.tag.clone()).or_default();
            for pair in &page.pairs {
                sample.add(&pair.source, &pair.target);
            }
            if number == 0 {
                evaluated.push(page);
            }
        }
    }
    let begin = Instant::now();
    let lexicons = Lexicons::train(&samples);
    eprintln!("trained in {:?}", begin.elapsed());
    println!(
        "locale\tpath\tid\tverdict\tconf\tstok\tttok\tsdef\ttdef\tevidence\tll\tcopy\tcev\tlenz\tsrun\tslz\ttrun\ttlz\taw\talz\tatok\tow\tolz\totok\tcrun\tplain\tenc\tguess\tmargin\tspan\tsource\ttarget"
    );
    for page in &evaluated {
        if let Some(lexicon) = lexicons.get(&page.locale.tag) {
            print_page(page, &lexicons, lexicon);
        }
    }
    Ok(())
}

fn pages(folder: PathBuf) -> glossator::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for input in discover(&[folder])?.inputs {
        let Ok(documents) = read::read(&input, &ReadOptions::default()) else { continue };
        for document in documents {
            let pairs = document.segments.iter().map(|segment| Pair {
                id: segment.id.clone(),
                source: plain(&Text::new(&segment.source)),
                target: plain(&Text::new(&segment.target)),
            });
            pages.push(Page {
                path: document.path.clone(),
                locale: Locale::of(&document.locale),
                pairs: pairs.collect(),
            });
        }
    }
    Ok(pages)
}

fn print_page(page: &Page, lexicons: &Lexicons, lexicon: &Lexicon) {
    let tag = &page.locale.tag;
    let own: Vec<f64> =
        page.pairs.iter().map(|p| lexicon.pair_score(&p.source, &p.target)).collect();
    let swapped = |a: usize, b: usize| {
        let (p, q) = (&page.pairs[a], &page.pairs[b]);
        let crossed =
            || (lexicon.pair_score(&p.source, &q.target), lexicon.pair_score(&q.source, &p.target));
        is_swapped((own[a], own[b]), (f64::MAX, f64::MAX))
            && is_swapped((own[a], own[b]), crossed())
    };
    for (at, pair) in page.pairs.iter().enumerate() {
        let Some(coverage) = lexicons.coverage(tag, &pair.source, &pair.target) else { continue };
        let (mut verdict, mut confidence, mut span) = ("-", "-", 0..0);
        if at > 0 && swapped(at - 1, at) || at + 1 < page.pairs.len() && swapped(at, at + 1) {
            (verdict, confidence) = ("swapped-segments", "high");
        } else if let Some(found) = judge(&coverage, page.locale) {
            confidence = found.confidence.as_str();
            verdict = match found.kind {
                GrossKind::Omission { source_range } => {
                    span = source_range;
                    "omission"
                }
                GrossKind::Addition { target_range } => {
                    span = target_range;
                    "addition"
                }
                GrossKind::PartlyUntranslated { target_range } => {
                    span = target_range;
                    "partly-untranslated"
                }
                GrossKind::WrongScript { target_range } => {
                    span = target_range;
                    "wrong-script"
                }
                GrossKind::Swapped => "swapped-segments",
                GrossKind::Untranslated => "untranslated",
                GrossKind::WrongLanguage { .. } => "wrong-language",
            };
        }
        println!(
            "{tag}\t{}\t{}\t{verdict}\t{confidence}\t{}\t{span:?}\t{}\t{}",
            page.path,
            pair.id,
            features(&coverage),
            pair.source.replace(['\n', '\t', '\r'], " "),
            pair.target.replace(['\n', '\t', '\r'], " "),
        );
    }
}

fn features(c: &Coverage) -> String {
    let stretch = |s: &Option<glossator::learn::surplus::Surplus>| {
        s.as_ref().map_or((-99.0, c.length_z, 0), |s| (s.weight, s.length_z, s.tokens))
    };
    let (s, t) =
        (stretch(&c.longest_uncovered_source_run), stretch(&c.longest_uncovered_target_run));
    let (a, o) = (stretch(&c.added_sentence), stretch(&c.omitted_sentence));
    let run = c.longest_copied_run.as_ref();
    let guess = c.guess.as_ref();
    format!(
        "{}\t{}\t{:.3}\t{:.3}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{}\t{:.2}\t{:.2}\t{}\t{:.2}\t{}\t{}\t{}\t{:.2}",
        c.source_tokens,
        c.target_tokens,
        c.source_deficit,
        c.target_deficit,
        c.evidence,
        c.log_likelihood,
        c.copy_rate,
        c.copy_evidence,
        c.length_z,
        s.0.max(0.0),
        s.1,
        t.0.max(0.0),
        t.1,
        a.0,
        a.1,
        a.2,
        o.0,
        o.1,
        o.2,
        run.map_or(0.0, |r| r.weight),
        run.map_or(0, |r| r.plain_words),
        run.is_some_and(|r| r.enclosed),
        guess.map_or("", |g| &g.locale),
        guess.map_or(0.0, |g| g.margin),
    )
}
