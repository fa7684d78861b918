//! What stands in links and directly beside them: an ordered table of rules for one link.

use std::ops::Range;

use super::{CHECK, COMPARED, Route};
use crate::checks::issue::Issue;
use crate::checks::marked::{Mark, Marked};
use crate::checks::rule::Rule;
use crate::checks::{Example, SegmentView};
use crate::document::Origin;
use crate::learn::Corpus;
use crate::locale::Script;
use crate::mqm::{Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::sentences::ends_sentence;
use crate::text::{Link, OBJECT, Text, words};

/// A rule for one link of the target.
pub(super) type OfLink = Rule<fn(&Label<'_>) -> Option<Range<usize>>>;

/// The rules for a link's text; the first that gives a span reports it.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a type with a lifetime is no function pointer for all lifetimes"
)]
pub(super) const RULES: [OfLink; 9] = [
    Rule {
        severity: Severity::Major,
        ..Rule::new(
            "The link stands on a mark, in the source on words",
            Example::bad(
                "ar-SA",
                "go to [Meeting policies](a.md) - now",
                "انتقل إلى سياسات الاجتماع [-](a.md) الآن",
                "[-]",
            ),
            |l| l.is_mark(),
        )
    },
    Rule::new(
        "The link covers only a part of the title that the source links",
        Example::bad(
            "hu-HU",
            "see [User management in the old portal](a.md) now.",
            "lásd: Felhasználókezelés a régi [portálon](a.md) most.",
            "[portálon]",
        ),
        |l| l.is_part(),
    ),
    Rule::new(
        "The link covers the whole sentence, in the source only a part of it",
        Example::bad(
            "cs-CZ",
            "You can review [details for tax exemptions](#a).",
            "[Můžete zkontrolovat podrobnosti o daňových výjimkách](#a).",
            "[Můžete zkontrolovat podrobnosti o daňových výjimkách]",
        ),
        |l| l.is_sentence(),
    ),
    Rule::new(
        "The end mark of the sentence is part of the link",
        Example::bad(
            "hu-HU",
            "Contact [support](a.md).",
            "Forduljon a [támogatási szolgálathoz.](a.md)",
            "szolgálathoz.]",
        ),
        |l| l.takes_end_mark(),
    ),
    Rule::new(
        "The particle behind the label is part of the link",
        Example::bad("ko-KR", "click [Support](a.md).", "[지원을](a.md) 클릭합니다.", "지원을]"),
        |l| l.takes_particle(),
    ),
    Rule::new(
        "The link holds only one of two parentheses",
        Example::bad(
            "cs-CZ",
            "in the [dashboard](a.md) (sign-in required).",
            "na [řídicím panelu (vyžaduje](a.md) se přihlášení).",
            "[řídicím panelu (vyžaduje]",
        ),
        |l| l.splits_parentheses(),
    ),
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The link begins with what belongs to the sentence before it",
            Example::bad(
                "ru-RU",
                "see [Types of billing](a.md).",
                "см. [в разделе Типы выставления счетов](a.md).",
                "[в разделе Типы выставления счетов]",
            ),
            |l| l.begins_in_sentence(),
        )
    },
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "The link ends with what belongs to the sentence behind it",
            Example::bad(
                "es-ES",
                "sign in to the [dashboard](a.md) and go on.",
                "inicie sesión en el [panel y](a.md) continúe.",
                "[panel y]",
            ),
            |l| l.ends_in_sentence(),
        )
    },
    Rule {
        confidence: Confidence::Medium,
        ..Rule::new(
            "Only the end of the linked title is in the link",
            Example::bad(
                "fr-FR",
                "see [User management in the portal](a.md).",
                "consultez Gestion des [utilisateurs du portail](a.md).",
                "Gestion des [utilisateurs",
            ),
            |l| l.cuts_title(),
        )
    },
];

/// The places in [`RULES`] of those on how much of the sentence a link covers.
const OF_EXTENT: [usize; 5] = [1, 2, 6, 7, 8];

/// What is told of any link, beside what the table tells.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a type with a lifetime is no function pointer for all lifetimes"
)]
pub(super) const GLUED: OfLink = Rule::new(
    "A space is missing behind the link",
    Example::bad("de-DE", "the [dashboard](a.md) now", "das [Dashboard](a.md)an jetzt", ")an"),
    |l| l.is_glued(),
);

/// What stands in the links and directly beside them.
pub(super) fn report(
    view: &SegmentView<'_>,
    route: &Route<'_>,
    corpus: &Corpus,
    issues: &mut Vec<Issue>,
) {
    let mut pair: Option<Option<Marked<'_>>> = None;
    let marks: Vec<Mark> = view.target.links.iter().map(mark).collect();
    let habits = Habits::of(&view.source);
    for link in view.target.links.iter().filter(|l| !l.image).take(COMPARED) {
        let text = view.target.slice(link.text.clone());
        if text.trim().is_empty() {
            if !habits.empty {
                let issue = Issue::new(&CHECK, "The link has no text, so it is not shown");
                issues.push(issue.target(link.range.clone()).severity(Severity::Major));
            }
            continue;
        }
        let label = Label { view, route, habits: &habits, link, text };
        let told = |rule: &OfLink| Some(rule.issue(&CHECK, (rule.applies)(&label)?));
        let is_machine = view.page.origin() == Origin::Machine;
        let before = issues.len();
        issues.extend(RULES.iter().enumerate().find_map(|(at, rule)| {
            let issue = told(rule)?;
            // People choose what they link.
            let chosen = !is_machine && OF_EXTENT.contains(&at);
            Some(if chosen { issue.confidence(Confidence::Low) } else { issue })
        }));
        if issues.len() == before {
            let slipped = pair.get_or_insert_with(|| Marked::of(view, corpus));
            issues.extend(slipped.as_ref().and_then(|pair| label.slipped(pair, &marks)));
        }
        issues.extend(told(&GLUED));
    }
}

/// A link's text as a mark; its brackets are the markers.
pub(super) fn mark(link: &Link) -> Mark {
    Mark { content: link.text.clone(), range: link.text.start - 1..link.text.end + 1 }
}

/// Letters of an ending that may stand directly behind a link.
const LONGEST_ENDING: usize = 4;

/// What the links of the source look like, for comparison.
struct Habits {
    /// The text of one ends with a full stop.
    end_mark: bool,
    /// One has no text.
    empty: bool,
    /// One has a letter directly behind it.
    glued: bool,
}

impl Habits {
    fn of(source: &Text<'_>) -> Habits {
        let any = |is: &dyn Fn(&Link) -> bool| source.links.iter().any(is);
        Habits {
            end_mark: any(&|l| ends_sentence(source.slice(l.text.clone()))),
            empty: any(&|l| l.text.is_empty()),
            glued: any(&|l| letter_behind(source, l).is_some()),
        }
    }
}

/// A link of the target that has a text.
pub(super) struct Label<'v> {
    pub(super) view: &'v SegmentView<'v>,
    pub(super) route: &'v Route<'v>,
    habits: &'v Habits,
    pub(super) link: &'v Link,
    /// What stands in its brackets.
    pub(super) text: &'v str,
}

impl Label<'_> {
    /// It covers less than half as much of the sentence as a title of three words or more in the source. On a page that a
    /// machine translated the words around it tell less of what the writer chose: there a longer title may lose less, and
    /// one of two words all but one.
    fn is_part(&self) -> Option<Range<usize>> {
        let (original, before, after) = self.shares()?;
        let label = self.text.trim_matches(['*', '_', ' ', '.']).to_lowercase();
        let here = self.view.locale.labels.here.contains(&label);
        let opens = |text: &str, end: usize| text[end..].trim_start().starts_with('(');
        let source = &self.view.source;
        let had = source.links.first().is_some_and(|l| opens(source.raw, l.range.end));
        let explained = opens(self.view.target.raw, self.link.range.end) && !had;
        // A Japanese or Chinese sentence says “the page about …” around the link.
        let asian = matches!(self.view.locale.script, Some(Script::Han | Script::Japanese));
        let by_machine = self.view.page.origin() == Origin::Machine;
        let least: f64 = match (words::stretches(original).count(), by_machine, asian) {
            (4.., true, true) => 0.54,
            (4.., true, false) => 0.6,
            (3.., _, true) => 0.35,
            (3.., _, false) => 0.45,
            (2, true, _) => 0.4,
            _ => return None,
        };
        // A bold label that is whole, with the noun behind it outside, lacks nothing much.
        let is_label = self.text.trim().starts_with("**") && original.contains("**");
        let least = if is_label { least.min(0.45) } else { least };
        (after < least * before && !here && !explained).then(|| self.brackets())
    }

    /// It covers the whole sentence, of which the source links a part.
    fn is_sentence(&self) -> Option<Range<usize>> {
        let (original, _, after) = self.shares()?;
        let words = words::stretches(self.view.source.visible()).count();
        let beside = words.saturating_sub(words::stretches(original).count());
        (after > 0.97 && beside >= 3).then(|| self.brackets())
    }

    /// It ends with a full stop, as no link of the source does.
    fn takes_end_mark(&self) -> Option<Range<usize>> {
        let told = ends_sentence(self.text)
            && !self.habits.end_mark
            && !self.view.source.links.is_empty()
            && !self.keeps_end_mark();
        told.then(|| self.last_word())
    }

    /// It ends with a particle of the object.
    fn takes_particle(&self) -> Option<Range<usize>> {
        let particles = &self.view.locale.object_particles;
        particles.iter().any(|p| self.text.ends_with(p)).then(|| self.last_word())
    }

    /// A word stands directly behind it, and no particle of the locale's.
    fn is_glued(&self) -> Option<Range<usize>> {
        let (locale, target) = (self.view.locale, &self.view.target);
        let behind = letter_behind(target, self.link)?;
        let particles = &locale.particle_syllables;
        let told = if particles.is_empty() {
            locale.spaces_words()
        } else {
            CharScript::of(behind) == CharScript::Hangul && !particles.contains(behind)
        };
        let word = words::leading(&target.raw[self.link.range.end..], char::is_alphanumeric);
        // A few small letters that are no word of the language are an ending: `[Konteyner](a.md)nı`.
        let is_ending = particles.is_empty()
            && word.chars().count() <= LONGEST_ENDING
            && word.chars().all(char::is_lowercase)
            && !locale.function_words.iter().any(|own| own == word);
        (told && !is_ending && !self.habits.glued)
            .then(|| self.link.range.end - 1..self.link.range.end + word.len())
    }

    /// Of the only link of the segment: the source's link text, and how much of the visible text that and this one
    /// cover, from 0 to 1, so that denser scripts compare with English.
    fn shares(&self) -> Option<(&str, f64, f64)> {
        let (source, target) = (&self.view.source, &self.view.target);
        let ([original], [_]) = (source.links.as_slice(), target.links.as_slice()) else {
            return None;
        };
        let size = |text: &str| {
            let is_shown = |c: &char| !c.is_whitespace() && !matches!(*c, '*' | '`' | OBJECT);
            text.chars().filter(is_shown).count()
        };
        // Code and URLs are text too.
        let share = |text: &Text<'_>, label: &str| {
            let kept = text.protected.iter().map(|p| size(text.slice(p.content.clone())));
            let shown = size(text.visible()) + kept.sum::<usize>();
            size(label) as f64 / shown.max(1) as f64
        };
        let original = source.slice(original.text.clone());
        let label = self.text.trim_matches(['*', '_', ' ', '.']);
        // A tag with its explanation is not shown.
        let shown = |label: &str| {
            if !label.contains('<') {
                return label.to_owned();
            }
            let label = Text::new(label);
            let kept = label.protected.iter().map(|p| label.slice(p.content.clone()));
            label.visible().to_owned() + &kept.collect::<String>()
        };
        Some((original, share(source, &shown(original)), share(target, &shown(label))))
    }

    /// Its text with the brackets.
    pub(super) fn brackets(&self) -> Range<usize> {
        self.link.text.start - 1..self.link.text.end + 1
    }

    /// Its last word with the bracket behind it.
    fn last_word(&self) -> Range<usize> {
        let word = words::stretch_start(self.text, self.text.trim_end().len());
        self.link.text.start + word..self.link.text.end + 1
    }

    /// Where the period stays inside a link that is a whole sentence, and this is one.
    fn keeps_end_mark(&self) -> bool {
        let before = &self.view.target.raw[..self.link.range.start];
        let before = before.trim_end_matches([' ', '*', '\u{a0}']);
        self.view.locale.labels.own_marks.contains(&'.')
            && (before.is_empty() || before.ends_with(['.', '!', '?', ':', '»', ')']))
    }
}

/// The letter directly behind a link.
fn letter_behind(text: &Text<'_>, link: &Link) -> Option<char> {
    text.raw[link.range.end..].chars().next().filter(|c| CharScript::of(*c).is_letter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::learn::Corpus;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    #[test]
    fn each_rule_is_the_one_that_reports_its_example() {
        for rule in RULES.iter().chain([&GLUED]) {
            let Example { locale, source, target, .. } = rule.example;
            let segment = Segment {
                source: source.to_owned(),
                target: target.to_owned(),
                ..Segment::default()
            };
            let locale = LocaleTag::parse(locale).unwrap();
            let document = Document { locale, segments: vec![segment], ..Document::default() };
            let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
            let mut issues = Vec::new();
            let corpus = Corpus::default();
            report(&view, &Route::new(&view, &corpus), &corpus, &mut issues);
            let told: Vec<&str> = issues.iter().map(|i| i.message.as_str()).collect();
            assert_eq!(told, [rule.message], "{source} → {target}");
        }
    }
}
