//! Terms of documentation and their renderings by the locale's lists: what the checks of terms share.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::SegmentView;
use crate::locale::Locale;
use crate::text::script::is_word;
use crate::text::words;

/// The terms of one locale, ready for one pass over a source.
pub(super) struct Terms {
    locale: &'static Locale,
    automaton: AhoCorasick,
    /// The term of each pattern.
    owners: Vec<usize>,
}

impl Terms {
    /// The terms of all locales that have any; `sources` gives the English forms of each term of a locale.
    pub(super) fn compile(sources: fn(&'static Locale) -> Vec<&'static Vec<String>>) -> Vec<Terms> {
        let compile = |locale: &'static Locale| {
            let mut owners = Vec::new();
            let mut patterns: Vec<&str> = Vec::new();
            for (index, forms) in sources(locale).into_iter().enumerate() {
                patterns.extend(forms.iter().map(String::as_str));
                owners.resize(patterns.len(), index);
            }
            let automaton = AhoCorasick::builder()
                .kind(Some(aho_corasick::AhoCorasickKind::DFA))
                .ascii_case_insensitive(true)
                .match_kind(aho_corasick::MatchKind::LeftmostLongest)
                .build(&patterns)
                .ok()?;
            (!patterns.is_empty()).then_some(Terms { locale, automaton, owners })
        };
        Locale::all().iter().filter_map(compile).collect()
    }

    /// Those of one locale.
    pub(super) fn of<'t>(all: &'t [Terms], locale: &Locale) -> Option<&'t Terms> {
        all.iter().find(|t| std::ptr::eq(t.locale, locale))
    }

    /// The terms that a segment's source holds, each once with how often; `outside` those in longer names do not count.
    pub(super) fn in_source(
        &self,
        view: &SegmentView<'_>,
        outside: bool,
        found: &mut Vec<(usize, usize)>,
    ) {
        let source = view.source.visible();
        for m in self.automaton.find_iter(source) {
            let owner = self.owners[m.pattern().as_usize()];
            let named = outside && inside(&view.names.source, &m.range());
            if named || !is_word(source, &m.range()) {
                continue;
            }
            match found.iter_mut().find(|(term, _)| *term == owner) {
                Some((_, times)) => *times += 1,
                None => found.push((owner, 1)),
            }
        }
    }
}

/// The first place of a form in a target outside names.
pub(super) fn place(
    form: &str,
    target: &str,
    locale: &Locale,
    named: impl Fn(&Range<usize>) -> bool,
) -> Option<Range<usize>> {
    if !locale.spaces_words() {
        let places = target.match_indices(form).map(|(at, m)| at..at + m.len());
        return places.into_iter().find(|r| !named(r));
    }
    let (open_start, open_end) = (form.starts_with('*'), form.ends_with('*'));
    let core = form.trim_matches('*');
    let first = core.chars().next()?;
    let capital: Option<char> = first.to_uppercase().next().filter(|c| *c != first);
    let rest = &core[first.len_utf8()..];
    target.match_indices(rest).find_map(|(at, _)| {
        let before = target[..at].chars().next_back()?;
        if before != first && Some(before) != capital {
            return None;
        }
        let start = at - before.len_utf8();
        let end = at + rest.len();
        let left = words::trailing(&target[..start], char::is_alphabetic).len();
        let right = words::leading(&target[end..], char::is_alphabetic).len();
        let fits = (open_start || left == 0) && (open_end || right == 0);
        let range = start - left..end + right;
        (fits && !named(&range)).then_some(range)
    })
}

/// Whether an English text holds a word, which may end in `*`, in whatever case.
pub(super) fn holds(text: &str, word: &str) -> bool {
    let stem = word.trim_end_matches('*');
    words::runs(text, |c| c.is_ascii_alphabetic()).any(|run| {
        let w = &text[run];
        w.get(..stem.len()).is_some_and(|s| s.eq_ignore_ascii_case(stem))
            && (stem.len() < word.len() || w.len() == stem.len())
    })
}

/// Whether a range lies in a longer name.
pub(super) fn inside(names: &[Range<usize>], range: &Range<usize>) -> bool {
    names.iter().any(|n| n.start <= range.start && range.end <= n.end && n.len() > range.len())
}
