//! Texts cut into what they hold, metrics of pairs, and cells.

use glossator::document::message::Families;
use glossator::locale::{Locale, LocaleTag};
use glossator::metrics::python_text::trim_end;
use glossator::metrics::{Bleu, Chrf, METRICS, Metric, Statistics, Ter, Tokenizer, similarity};
use glossator::output::{neutralise, visible};
use glossator::text::{self, Text};

use super::{assert_whole, plain, two_texts};

const LOCALES: &[&str] =
    &["en-US", "de-DE", "fr-FR", "ja-JP", "th-TH", "ar-SA", "hi-IN", "tr-TR", "zh-CN", "hu-HU"];

/// All ranges are whole characters, in order where they say so; each part of the visible text stands in the raw one.
pub(super) fn cut(bytes: &[u8]) {
    let (at, raw, other) = two_texts(bytes, LOCALES.len());
    let locale = Locale::of(&LocaleTag::parse(LOCALES[at]).unwrap_or_default());
    for raw in [&raw, &other] {
        let text = Text::new(raw);
        let mut end = 0;
        for protected in &text.protected {
            assert_whole(raw, &protected.range);
            assert!(protected.range.start >= end, "protected stretches overlap in {raw:?}");
            end = protected.range.end;
        }
        let mut end = 0;
        for word in &text.words {
            let range = word.range();
            assert_whole(text.visible(), &range);
            assert!(range.start >= end && !range.is_empty(), "words overlap in {raw:?}");
            end = range.end;
            assert_whole(raw, &text.raw_range(range));
        }
        for (at, c) in text.visible().char_indices() {
            assert_whole(raw, &text.raw_range(at..at + c.len_utf8()));
        }
        for number in text::numbers::numbers(&text, locale) {
            assert_whole(text.visible(), &number.range);
            assert!(!number.readings.is_empty(), "a number without a reading in {raw:?}");
        }
        let mut end = 0;
        for sentence in text::sentences::sentences(raw) {
            assert_whole(raw, &sentence);
            assert!(sentence.start >= end, "sentences overlap in {raw:?}");
            end = sentence.end;
        }
        for pieces in
            [text::words::pieces(raw), text::lists::items(raw), text::page::doubled_entities(raw)]
        {
            for range in &pieces {
                assert_whole(raw, range);
            }
        }
        for line in text::page::lines(raw, 0) {
            assert_eq!(&raw[line.range], line.text);
        }
        for tag in &text.tags {
            assert_whole(raw, &tag.range);
        }
        text::plain::plain(&text);
        text::anchors::Anchors::of(raw);
        Text::of_target(raw, Families::default());
    }
    text::find_loose(&raw, &other);
    text::address::substitution(&raw, &other);
    if let (Some(a), Some(b)) =
        (text::address::Address::parse(&raw), text::address::Address::parse(&other))
    {
        assert_eq!(a.is_example(), a.is_example(), "{raw:?} {b:?}");
    }
}

/// Scores stay in range, are best for the same text, add up, and are those of the plain implementations.
pub(super) fn metrics(bytes: &[u8]) {
    let (_, hypothesis, reference) = two_texts(bytes, 1);
    for metric in METRICS {
        let statistics = metric.statistics(&hypothesis, &[&reference]);
        let score = metric.sentence_score(&statistics);
        let most = if metric.id() == "ter" { f64::INFINITY } else { 100.0 + 1e-9 };
        assert!(
            (0.0..=most).contains(&score),
            "{} {score}: {hypothesis:?} {reference:?}",
            metric.id()
        );
        let mut twice = Statistics::default();
        twice += statistics.clone();
        twice += statistics.clone();
        let (once, twice) = (metric.score(&statistics), metric.score(&twice));
        // Smoothing tells how much was counted.
        assert!(
            metric.id() == "bleu" || (once - twice).abs() < 1e-6,
            "{}: {once} {twice}",
            metric.id()
        );
    }
    if !reference.trim().is_empty() {
        let ter = Ter::default();
        assert!(ter.sentence(&reference, &reference) == 0.0, "TER of {reference:?} with itself");
        let chrf = Chrf::default().sentence(&reference, &reference);
        assert!(
            chrf == 0.0 || (chrf - 100.0).abs() < 1e-9,
            "chrF of {reference:?} with itself: {chrf}"
        );
    }
    let own = Bleu::default().sentence(&hypothesis, &hypothesis);
    assert!((0.0..=100.0 + 1e-9).contains(&own), "{own}");
    for alike in [similarity::levenshtein, similarity::jaro_winkler] {
        let found = alike(&hypothesis, &reference);
        assert!((0.0..=1.0).contains(&found), "{found}: {hypothesis:?} {reference:?}");
        assert!((alike(&hypothesis, &hypothesis) - 1.0).abs() < 1e-12, "{hypothesis:?}");
    }
    let counted = |metric: &dyn Metric| metric.statistics(&hypothesis, &[&reference]);
    let tokens = |text: &str| Tokenizer::V13a.tokens(trim_end(text));
    let plain_bleu = plain::bleu(&tokens(&hypothesis), &tokens(&reference));
    assert_eq!(counted(&Bleu::default()).values(), plain_bleu, "{hypothesis:?} {reference:?}");
    let plain_chrf = plain::chrf(&hypothesis, &reference);
    assert_eq!(counted(&Chrf::default()).values(), plain_chrf, "{hypothesis:?} {reference:?}");
    if hypothesis.len() * reference.len() < 1 << 14 {
        let (a, b): (Vec<char>, Vec<char>) =
            (hypothesis.chars().collect(), reference.chars().collect());
        let longest = a.len().max(b.len()).max(1);
        let plain = 1.0 - distance(&a, &b) as f64 / longest as f64;
        let found = similarity::levenshtein(&hypothesis, &reference);
        assert!((found - plain).abs() < 1e-9, "{found} {plain}: {hypothesis:?} {reference:?}");
    }
}

/// Edits are those of the plain search. Words are letters here: more is tried of the search with the same bytes.
pub(super) fn ter(bytes: &[u8]) {
    let (_, hypothesis, reference) = two_texts(bytes, 1);
    let words = |text: &str| -> String {
        text.chars()
            .take(48)
            .flat_map(|c| [char::from(b'a' + (c as u32 % 16) as u8), ' '])
            .collect()
    };
    let spaced = [words(&hypothesis), words(&reference)];
    let both = [[hypothesis.as_str(), reference.as_str()], [&spaced[0], &spaced[1]]];
    for [hypothesis, reference] in both {
        let ter = Ter::default();
        let statistics = ter.statistics(hypothesis, &[reference]);
        // A reference passes twice.
        let (hypothesis, reference) =
            (ter.tokenize(hypothesis), ter.tokenize(&ter.tokenize(reference)));
        let split =
            |text| -> Vec<&str> { str::split(text, ' ').filter(|w| !w.is_empty()).collect() };
        let (hypothesis, reference) = (split(&hypothesis), split(&reference));
        if hypothesis.len() * reference.len() > 2_500 {
            continue;
        }
        let plain = [plain::ter_edits(&hypothesis, &reference), reference.len()];
        let plain = plain.map(|count| count as f64);
        assert_eq!(statistics.values(), plain, "{hypothesis:?} {reference:?}");
    }
}

/// No token is empty, and what is no white space is kept by tokenizers that only part; entities are resolved by some.
pub(super) fn tokenizers(bytes: &[u8]) {
    let (at, text, other) = two_texts(bytes, Tokenizer::ALL.len());
    let tokenizer = Tokenizer::ALL[at];
    for text in [&text, &other] {
        let tokens = tokenizer.tokens(text);
        assert!(tokens.iter().all(|token| !token.is_empty()), "{tokenizer}: {text:?}");
        let letters =
            |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        if !text.contains(['&', '<']) {
            assert_eq!(letters(&tokens.concat()), letters(text), "{tokenizer}: {text:?}");
        }
        // Cut again, tokens stay what they are.
        let joined = tokens.join(" ");
        if tokenizer == Tokenizer::Char {
            assert_eq!(tokenizer.tokens(&joined), tokens, "{tokenizer}: {text:?}");
        }
        let ter = [false, true].map(|asian_support| Ter {
            normalized: true,
            asian_support,
            ..Ter::default()
        });
        for ter in ter {
            assert!(!ter.tokenize(text).contains("  "), "{text:?}");
        }
    }
}

/// The edit distance by its definition.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let kept = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = kept.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// No cell is a formula, each is read back as it was, and messages are one line.
pub(super) fn cells(bytes: &[u8]) {
    let (_, first, second) = two_texts(bytes, 1);
    let cells: Vec<_> = [&first, &second].map(|text| neutralise(text)).into();
    let mut table = Vec::new();
    let mut writer = csv::Writer::from_writer(&mut table);
    writer.write_record(cells.iter().map(|cell| cell.as_bytes())).unwrap();
    writer.flush().unwrap();
    drop(writer);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1, "{first:?} {second:?}");
    for ((written, cell), text) in cells.iter().zip(&rows[0]).zip([&first, &second]) {
        assert_eq!(written, cell);
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        assert!(cell == text || cell.strip_prefix('\'') == Some(text), "{cell:?} {text:?}");
        let shown = visible(text);
        assert!(!shown.contains(char::is_control), "{shown:?}");
    }
}
