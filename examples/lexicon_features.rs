//! Prints the lexicon's features of every pair below folders of bilingual Markdown, a row a pair, for measuring rules.
//!
//! usage: `lexicon_features EVALUATED_FOLDER [TRAINING_FOLDER…]`; trains on all of the folders.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use glossator::issue::Confidence;
use glossator::learn::lexicon::Lexicons;
use glossator::learn::sample::Sample;
use glossator::learn::verdict::{GrossError, Verdict, is_swapped, judge};
use glossator::locale::{Locale, LocaleTag};

struct Pair {
    page: String,
    id: String,
    source: String,
    target: String,
}

fn main() -> std::io::Result<()> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut samples: BTreeMap<String, Sample> = BTreeMap::new();
    let mut evaluated: BTreeMap<String, Vec<Pair>> = BTreeMap::new();
    for (number, folder) in folders.iter().enumerate() {
        let mut locales: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        locales.sort_by_key(std::fs::DirEntry::path);
        for locale in locales {
            let tag = locale.file_name().to_string_lossy().into_owned();
            let mut pairs = Vec::new();
            walk(&locale.path(), folder, &mut pairs)?;
            let sample = samples.entry(tag.clone()).or_default();
            for pair in &pairs {
                sample.add(&pair.source, &pair.target);
            }
            if number == 0 {
                evaluated.insert(tag, pairs);
            }
        }
    }
    let begin = Instant::now();
    let lexicons = Lexicons::train(&samples);
    eprintln!("trained in {:?}", begin.elapsed());
    let begin = Instant::now();
    let judged: usize = evaluated
        .iter()
        .flat_map(|(tag, pairs)| pairs.iter().map(move |p| (tag, p)))
        .filter_map(|(tag, p)| lexicons.coverage(tag, &p.source, &p.target))
        .count();
    eprintln!("coverage alone of {judged} pairs in {:?}", begin.elapsed());
    let begin = Instant::now();
    let mut count = 0;
    println!(
        "locale\tpath\tid\tstok\tttok\tsdef\ttdef\tsrun\tsruntok\ttrun\ttruntok\tevidence\tll\tcopy\tcrun\tcruntok\tlenz\tguess\tmargin\tscripts\tprev\tnext\tprevc\tnextc\tsrunspan\ttrunspan\tcrunspan\tslz\ttlz\taw\talz\tatok\tow\tolz\totok\tcev\tplain\tenc\tverdict\tconf\tsource\ttarget"
    );
    for (tag, pairs) in &evaluated {
        let locale = Locale::of(&LocaleTag::parse(tag).expect("a locale's folder"));
        let lexicon = lexicons.get(tag).expect("trained");
        for (at, pair) in pairs.iter().enumerate() {
            count += 1;
            let Some(c) = lexicons.coverage(tag, &pair.source, &pair.target) else { continue };
            let run = |run: &Option<glossator::learn::copied::CopiedRun>| {
                run.as_ref().map_or((0.0, 0, 0..0), |r| (r.weight, r.tokens, r.span.clone()))
            };
            let stretch = |s: &Option<glossator::learn::sentences::Surplus>| {
                s.as_ref().map_or((0.0, 0, 0..0, c.length_z), |s| {
                    (s.weight, s.tokens, s.span.clone(), s.length_z)
                })
            };
            let (s, t, k) = (
                stretch(&c.longest_uncovered_source_run),
                stretch(&c.longest_uncovered_target_run),
                run(&c.longest_copied_run),
            );
            let surplus = |s: &Option<glossator::learn::sentences::Surplus>| {
                s.as_ref().map_or((-99.0, 0.0, 0), |s| (s.weight, s.length_z, s.tokens))
            };
            let (a, o) = (surplus(&c.added_sentence), surplus(&c.omitted_sentence));
            let cross = |other: Option<&Pair>| {
                other.filter(|o| o.page == pair.page).map_or((f64::NAN, f64::NAN), |o| {
                    (
                        lexicon.pair_score(&pair.source, &o.target),
                        lexicon.pair_score(&o.source, &pair.target),
                    )
                })
            };
            let previous = cross(at.checked_sub(1).and_then(|p| pairs.get(p)));
            let next = cross(pairs.get(at + 1));
            let swapped = |other: Option<&Pair>, crossed: (f64, f64)| {
                other.is_some_and(|o| {
                    is_swapped((c.evidence, lexicon.pair_score(&o.source, &o.target)), crossed)
                })
            };
            let verdict = if swapped(at.checked_sub(1).and_then(|p| pairs.get(p)), previous)
                || swapped(pairs.get(at + 1), next)
            {
                Some(Verdict {
                    error: GrossError::Swapped,
                    confidence: Confidence::High,
                    by_length: false,
                })
            } else {
                judge(&c, locale)
            };
            let name = verdict.as_ref().map_or("-", |v| match v.error {
                GrossError::Omission { .. } => "omission",
                GrossError::Addition { .. } => "addition",
                GrossError::Swapped => "swapped-segments",
                GrossError::Untranslated => "untranslated",
                GrossError::PartlyUntranslated { .. } => "partly-untranslated",
                GrossError::WrongLanguage { .. } => "wrong-language",
                GrossError::WrongScript { .. } => "wrong-script",
            });
            let conf = verdict.as_ref().map_or("-", |v| v.confidence.as_str());
            let (guess, margin) =
                c.guess.clone().map_or((String::new(), 0.0), |g| (g.locale, g.margin));
            println!(
                "{tag}\t{}\t{}\t{}\t{}\t{:.3}\t{:.3}\t{:.2}\t{}\t{:.2}\t{}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{}\t{:.2}\t{guess}\t{margin:.2}\t{:?}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:?}\t{:?}\t{:?}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{}\t{:.2}\t{:.2}\t{}\t{:.1}\t{}\t{}\t{}\t{}\t{}\t{}",
                pair.page,
                pair.id,
                c.source_tokens,
                c.target_tokens,
                c.source_deficit,
                c.target_deficit,
                s.0,
                s.1,
                t.0,
                t.1,
                c.evidence,
                c.log_likelihood,
                c.copy_rate,
                k.0,
                k.1,
                c.length_z,
                c.scripts,
                previous.0,
                next.0,
                previous.1,
                next.1,
                s.2,
                t.2,
                k.2,
                s.3,
                t.3,
                a.0,
                a.1,
                a.2,
                o.0,
                o.1,
                o.2,
                c.copy_evidence,
                c.longest_copied_run.as_ref().map_or(0, |r| r.plain_words),
                c.longest_copied_run.as_ref().is_some_and(|r| r.enclosed),
                name,
                conf,
                pair.source.replace(['\n', '\t'], " "),
                pair.target.replace(['\n', '\t'], " "),
            );
        }
    }
    eprintln!("judged {count} pairs in {:?}", begin.elapsed());
    Ok(())
}

fn walk(folder: &Path, root: &Path, pairs: &mut Vec<Pair>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, root, pairs)?;
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let page = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            split(&text, &page, pairs);
        }
    }
    Ok(())
}

/// Enough of the format for measuring; the product has its own reader.
fn split(text: &str, page: &str, pairs: &mut Vec<Pair>) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("<span data-ttu-id=\"") {
        rest = after;
        let Some((id, body)) = after.split_once("\">") else { return };
        let Some((target, tail)) =
            body.split_once("<span class=\"sxs-lookup\"><span data-stu-id=\"")
        else {
            return;
        };
        let Some((_, source)) = tail.split_once("\">") else { return };
        let Some((source, after)) = source.split_once("</span></span>") else { return };
        let target = target.trim_end().strip_suffix("</span>").unwrap_or(target);
        if !target.contains("<span data-ttu-id") {
            pairs.push(Pair {
                page: page.to_owned(),
                id: id.to_owned(),
                source: visible(source),
                target: visible(target),
            });
            rest = after;
        }
    }
}

/// Blanks tags, link targets and URLs, byte for byte.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("](") {
            rest.find(')').map_or(1, |end| end + 1)
        } else if c == '<' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            rest.find('>').map_or(1, |end| end + 1)
        } else if rest.starts_with("http://") || rest.starts_with("https://") {
            rest.find(|c: char| c.is_whitespace() || c == ')' || !c.is_ascii())
                .unwrap_or(rest.len())
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.extend(std::iter::repeat_n(' ', length));
        rest = &rest[length..];
    }
    out
}
