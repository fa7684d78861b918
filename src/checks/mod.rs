//! Checks: what each one is, what it says of itself and what it does. One file a check; this one holds the type and the table.

mod addition;
mod bare_name;
mod broken_anchor;
mod broken_emphasis;
mod broken_link;
mod broken_list;
mod broken_placeholder;
mod broken_structure;
mod broken_tag;
mod colon_spacing;
mod end_punctuation;
pub(crate) mod fix;
mod forbidden_term;
mod glued_words;
mod inconsistent_name;
mod inconsistent_term;
mod inconsistent_translation;
mod invalid_front_matter;
mod invisible_character;
pub mod issue;
mod joined_names;
pub mod judge;
mod label_case;
mod languages;
mod lost_acronym;
mod lost_negation;
mod mangled_name;
mod marked;
mod misplaced_name;
mod missing_comma;
mod missing_translation;
mod misspelling;
mod mixed_register;
mod mixed_scripts;
mod mojibake;
mod native_digits;
mod nouns;
mod number_format;
mod omission;
mod outdated_name;
pub mod own;
mod partly_untranslated;
mod protected;
mod quotes;
mod repeated_text;
mod repeated_word;
mod rule;
mod sentence_case;
mod spacing;
mod spelling;
mod split_syllables;
mod stale_translation;
mod style;
mod swapped_segments;
mod term_case;
mod translated_code;
mod translated_keyword;
mod unbalanced_brackets;
mod untranslated;
mod untranslated_metadata;
mod untranslated_word;
pub(crate) mod view;
mod wrong_article;
mod wrong_form;
mod wrong_language;
mod wrong_number;
mod wrong_script;
mod wrong_term;
mod wrong_unit;
mod wrong_width;

use std::fmt;

use crate::learn::Corpus;
use crate::mqm::{Category, Confidence, Severity};

pub use self::issue::{Fix, Issue, PageIssue, Place};
pub use self::view::{PageView, SegmentView, Surroundings};

/// One check. All that describes it stands in its file: documentation, help and tests read it there.
pub struct Check {
    /// Stable id in kebab case; named for what is wrong.
    pub id: &'static str,
    /// What its rule goes by, and so when it is sure to be broken.
    pub kind: Kind,
    /// MQM dimension.
    pub category: Category,
    /// Severity of its issues, unless an issue says otherwise.
    pub severity: Severity,
    /// Factor on the severity's penalty points: 1, or 0.1 for typography.
    pub weight: f64,
    /// Measured precision class of its issues.
    pub confidence: Confidence,
    /// Whether it runs unless the configuration says otherwise.
    pub on_by_default: bool,
    /// Whether it can judge a target by itself, and so runs on a page's title and description, which have no source.
    pub on_metadata: bool,
    /// One sentence: what is wrong when it fires.
    pub summary: &'static str,
    /// What exactly it looks for, what it excuses and why.
    pub details: &'static str,
    /// Documentation, and run as tests: bad ones are reported, good ones are not.
    pub examples: &'static [Example],
    /// What it does.
    pub run: Run,
}

impl fmt::Debug for Check {
    /// Its id: all else is the same wherever it stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.id).finish()
    }
}

/// What the rule of a check goes by. A check may hold a rule of another kind; its details then say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The language, the markup, the program or a list of terms demands it: its breach is always wrong.
    Law,
    /// One of several right ways of writing: wrong only against the project's own habit, or the style guide that it
    /// names.
    Style,
    /// Likely from what the texts or the run say together, and never sure.
    Suspicion,
}

impl Kind {
    /// As the documentation writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Law => "law",
            Kind::Style => "style",
            Kind::Suspicion => "suspicion",
        }
    }
}

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// One segment, its page and its locale; nothing else.
    Segment(fn(&SegmentView<'_>, &mut Vec<Issue>)),
    /// One page with all its segments and the text between them.
    Page(fn(&PageView<'_>, &mut Vec<PageIssue>)),
    /// One segment, and one page for what is no segment.
    SegmentAndPage(fn(&SegmentView<'_>, &mut Vec<Issue>), fn(&PageView<'_>, &mut Vec<PageIssue>)),
    /// One segment in the light of what the whole corpus taught.
    Corpus(fn(&SegmentView<'_>, &Corpus, &mut Vec<Issue>)),
    /// The same, and one page for what is said once of it.
    CorpusAndPage(
        fn(&SegmentView<'_>, &Corpus, &mut Vec<Issue>),
        fn(&PageView<'_>, &mut Vec<PageIssue>),
    ),
    /// One segment, by a rule of a team that [`CheckRules`](crate::evaluate::rules::CheckRules) has.
    Own,
    /// One segment, by a judge.
    Judge,
}

impl Run {
    /// Whether it is a rule of a team, or what a judge of the user's says.
    pub(crate) fn is_own(self) -> bool {
        matches!(self, Run::Own | Run::Judge)
    }
}

/// An example of a check, run as a test.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Locale of the target.
    pub locale: &'static str,
    /// Source text; for a page check the raw page with its pairs, the target then being empty.
    pub source: &'static str,
    /// Target text.
    pub target: &'static str,
    /// Of a bad example the target span that is reported (empty: an issue without a span); none for a good one.
    pub reported: Option<&'static str>,
}

impl Example {
    /// A pair in which the check reports `span` of the target; an empty span where something is absent.
    pub const fn bad(
        locale: &'static str,
        source: &'static str,
        target: &'static str,
        span: &'static str,
    ) -> Self {
        Example { locale, source, target, reported: Some(span) }
    }

    /// A pair in which the check reports nothing.
    pub const fn good(locale: &'static str, source: &'static str, target: &'static str) -> Self {
        Example { locale, source, target, reported: None }
    }
}

/// All checks. The order is that of precedence: where two checks explain the same span, the earlier one's issue stays.
pub const CHECKS: &[&Check] = &[
    &mojibake::CHECK,
    &missing_translation::CHECK,
    &missing_comma::CHECK,
    &swapped_segments::CHECK,
    &wrong_script::CHECK,
    &wrong_language::CHECK,
    &untranslated::CHECK,
    &translated_code::CHECK,
    &broken_placeholder::CHECK,
    &translated_keyword::CHECK,
    &broken_tag::CHECK,
    &broken_anchor::CHECK,
    &broken_structure::CHECK,
    &omission::CHECK,
    &addition::CHECK,
    &partly_untranslated::CHECK,
    &untranslated_word::CHECK,
    &wrong_number::CHECK,
    &wrong_unit::CHECK,
    &lost_negation::CHECK,
    &lost_acronym::CHECK,
    &mangled_name::CHECK,
    &forbidden_term::CHECK,
    &wrong_term::CHECK,
    &outdated_name::CHECK,
    &term_case::CHECK,
    &inconsistent_name::CHECK,
    &inconsistent_term::CHECK,
    &repeated_text::CHECK,
    &broken_link::CHECK,
    &broken_list::CHECK,
    &broken_emphasis::CHECK,
    &label_case::CHECK,
    &sentence_case::CHECK,
    &repeated_word::CHECK,
    &mixed_scripts::CHECK,
    &invisible_character::CHECK,
    &invalid_front_matter::CHECK,
    &untranslated_metadata::CHECK,
    &stale_translation::CHECK,
    &inconsistent_translation::CHECK,
    &unbalanced_brackets::CHECK,
    &wrong_article::CHECK,
    &bare_name::CHECK,
    &misplaced_name::CHECK,
    &misspelling::CHECK,
    &wrong_form::CHECK,
    &split_syllables::CHECK,
    &spelling::CHECK,
    &glued_words::CHECK,
    &mixed_register::CHECK,
    &native_digits::CHECK,
    &number_format::CHECK,
    &colon_spacing::CHECK,
    &wrong_width::CHECK,
    &quotes::CHECK,
    &end_punctuation::CHECK,
    &spacing::CHECK,
];

/// The one check that looks at a target that is not there.
pub const MISSING_TRANSLATION: &str = "missing-translation";
/// The one check that looks at what has no source beside it.
pub(crate) const ADDITION: &str = "addition";
/// The one check that speaks of a page where it speaks of a segment that is outdated.
pub(crate) const STALE_TRANSLATION: &str = "stale-translation";

/// The check with this id, those of a team's own rules that were read among them.
pub fn find(id: &str) -> Option<&'static Check> {
    let judged = || (id == judge::CHECK.id).then_some(&judge::CHECK);
    CHECKS.iter().copied().find(|check| check.id == id).or_else(judged).or_else(|| own::find(id))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::checks::issue::span_text;
    use crate::document::Document;
    use crate::document::Input;
    use crate::document::Segment;
    use crate::learn::Corpus;
    use crate::learn::style::Guide;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;
    use crate::read::formats;

    #[test]
    fn ids_are_unique_kebab_case_and_named_as_their_files() {
        let mut seen = BTreeSet::new();
        for check in CHECKS {
            assert!(seen.insert(check.id), "{} is there twice", check.id);
            assert!(check.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", check.id);
            let stem = format!("src/checks/{}", check.id.replace('-', "_"));
            let files = [format!("{stem}.rs"), format!("{stem}/mod.rs")];
            let is_there = files.iter().any(|f| std::path::Path::new(f).exists());
            assert!(is_there, "{stem} is not there");
            assert!(!check.summary.is_empty() && !check.details.is_empty(), "{}", check.id);
            let bad = check.examples.iter().filter(|e| e.reported.is_some()).count();
            let learned = check.id == "swapped-segments";
            let both = bad > 0 && bad < check.examples.len();
            assert!(both || learned, "{} needs good and bad examples", check.id);
        }
    }

    #[test]
    fn every_file_of_a_check_is_registered() {
        for entry in std::fs::read_dir("src/checks").unwrap() {
            let mut path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name == "mod.rs" {
                continue;
            }
            if path.is_dir() {
                path.push("mod.rs");
            }
            let text = std::fs::read_to_string(path).unwrap();
            if text.contains("static CHECK: Check") {
                let id = name.trim_end_matches(".rs").replace('_', "-");
                assert!(find(&id).is_some(), "{id} is not in CHECKS");
            }
        }
    }

    #[test]
    fn examples_hold() {
        let termbase = Termbase::for_examples();
        let mut wrong = Vec::new();
        for check in CHECKS {
            for example in check.examples {
                let locale = LocaleTag::parse(example.locale).unwrap();
                let spans: Vec<String> = match check.run {
                    Run::Segment(run) | Run::SegmentAndPage(run, _) => {
                        let segment = Segment {
                            id: "00000-101".to_owned(),
                            line: 1,
                            source: example.source.to_owned(),
                            target: example.target.to_owned(),
                            ..Segment::default()
                        };
                        let document =
                            Document { locale, segments: vec![segment], ..Document::default() };
                        let views = PageView::segments_of(&document, &termbase, &strict());
                        let view = &views[0];
                        let mut issues = Vec::new();
                        run(view, &mut issues);
                        for issue in &issues {
                            wrong.extend(badly_said(issue, example.target));
                        }
                        let span = |i: &Issue| {
                            i.target_span.clone().map_or("", |s| &example.target[s]).to_owned()
                        };
                        issues.iter().map(span).collect()
                    }
                    Run::Page(_)
                    | Run::Corpus(_)
                    | Run::CorpusAndPage(..)
                    | Run::Own
                    | Run::Judge => on_page(check, example, &termbase),
                };
                match example.reported {
                    Some(span) if !spans.iter().any(|s| s == span) => wrong.push(format!(
                        "{}: {} {:?} → {:?}: reports {spans:?}, not {span:?}",
                        check.id, example.locale, example.source, example.target
                    )),
                    None if !spans.is_empty() => wrong.push(format!(
                        "{}: {} {:?} → {:?}: reports {spans:?}, but is good",
                        check.id, example.locale, example.source, example.target
                    )),
                    _ => {}
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// What is amiss with what an issue says of a target: it asks for what stands there already.
    fn badly_said(issue: &Issue, target: &str) -> Option<String> {
        let (id, message) = (issue.check.id, &issue.message);
        let there = issue.target_span.clone().map(|span| &target[span]);
        let expected = issue.expected.as_deref().filter(|e| !e.is_empty());
        let again = match there {
            Some(there) => expected == Some(there),
            None => expected.is_some_and(|expected| target.contains(expected)),
        };
        again.then(|| format!("{id}: {target:?}: {message:?} expects {expected:?}"))
    }

    #[test]
    fn damaged_text_neither_panics_nor_breaks_spans() {
        const BITS: &[&str] = &[
            "**",
            "*",
            "[",
            "](",
            ")",
            "`",
            "<",
            "</b>",
            "&lt;",
            "{",
            "$a",
            "\\",
            "|",
            "：",
            "。",
            "ы",
            "Ã",
            "\u{fffd}",
            "\u{200b}",
            "＊",
            "[!",
            "https://a.b/",
            " > ",
            "\u{a0}",
            "  ",
            "é",
            "를",
            "١",
            "ي",
            "\n",
        ];
        // Xorshift: the same damage in every run.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below.max(1) as u64) as usize
        };
        let mut damage = |text: &str| {
            let mut text = text.to_owned();
            for _ in 0..random(5) {
                let chars: Vec<char> = text.chars().collect();
                let at = random(chars.len() + 1);
                text = chars[..at].iter().collect();
                text.push_str(BITS[random(BITS.len())]);
                text.extend(&chars[(at + random(3)).min(chars.len())..]);
            }
            text
        };
        let (termbase, corpus) = (Termbase::default(), Corpus::default());
        let examples: Vec<&Example> = CHECKS.iter().flat_map(|c| c.examples).collect();
        for round in 0..20 {
            for (i, example) in examples.iter().enumerate() {
                // The locale of another example now and then, so that every script meets every language.
                let other = examples[(i * 7 + round * 13) % examples.len()];
                let segment = Segment {
                    source: damage(example.source),
                    target: damage(example.target),
                    ..Segment::default()
                };
                let locale = LocaleTag::parse(other.locale).unwrap();
                let document = Document { locale, segments: vec![segment], ..Document::default() };
                let segment = &document.segments[0];
                let view = SegmentView::new(&document, segment, &termbase);
                for check in CHECKS {
                    let mut issues = Vec::new();
                    match check.run {
                        Run::Segment(run) | Run::SegmentAndPage(run, _) => run(&view, &mut issues),
                        Run::Corpus(run) | Run::CorpusAndPage(run, _) => {
                            run(&view, &corpus, &mut issues);
                        }
                        Run::Page(_) | Run::Own | Run::Judge => continue,
                    }
                    for issue in &issues {
                        let text =
                            || format!("{}: {:?} → {:?}", check.id, segment.source, segment.target);
                        if let Some(span) = issue.target_span.clone() {
                            assert!(segment.target.get(span.clone()).is_some(), "{}", text());
                            assert!(!span.is_empty(), "{}", text());
                        }
                        if let Some(span) = issue.source_span.clone() {
                            assert!(segment.source.get(span).is_some(), "{}", text());
                        }
                    }
                }
            }
        }
    }

    /// A corpus that taught nothing, with a guide that asks for every rule of style.
    fn strict() -> Corpus {
        Corpus::default().held_to(Some(Guide::of_all_rules()))
    }

    /// Runs a page or corpus check on the page of an example; further pages follow behind lines `=== path`.
    fn on_page(check: &Check, example: &Example, termbase: &Termbase) -> Vec<String> {
        let source = if example.target.is_empty() {
            example.source.to_owned()
        } else {
            format!(
                "<span data-ttu-id=\"a-1\">{}</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">{}</span></span>",
                example.target, example.source
            )
        };
        let first = format!("{}/page.md\n{source}", example.locale);
        let mut corpus = strict();
        let mut documents = Vec::new();
        for page in first.split("\n=== ") {
            let (name, text) = page.split_once('\n').unwrap();
            let input = Input::new(name, name);
            let read = formats::of(&input.path, text.as_bytes()).unwrap().read;
            documents.extend(read(text.as_bytes().to_vec(), &input, None).unwrap());
        }
        for document in &documents {
            let observation = corpus.prepare(document);
            corpus.observe(observation);
        }
        corpus.finish();
        let document = &documents[0];
        let views = PageView::segments_of(document, termbase, &corpus);
        let page = PageView::new(document, &views, &corpus);
        let mut found = Vec::new();
        match check.run {
            Run::Page(run) => run(&page, &mut found),
            Run::Corpus(run) | Run::CorpusAndPage(run, _) => {
                for (index, view) in views.iter().enumerate() {
                    let mut issues = Vec::new();
                    run(view, &corpus, &mut issues);
                    found.extend(
                        issues
                            .into_iter()
                            .map(|issue| PageIssue { place: Place::Segment(index), issue }),
                    );
                }
            }
            Run::Segment(_) | Run::SegmentAndPage(..) | Run::Own | Run::Judge => {}
        }
        found.iter().map(|f| span_text(document, f.place, &f.issue).to_owned()).collect()
    }
}
