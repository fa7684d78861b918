//! A team's own rules, as `rules:` in the configuration has them: patterns that source and target must or must not match.
//! They are checks as all others.

mod pattern;
mod registry;
mod settings;

use std::ops::Range;
use std::sync::Arc;

use regex::{Captures, Regex};

use super::issue::Issue;
use super::{Check, SegmentView};
use crate::document::{Document, Segment};
use crate::locale::LocaleTag;
use crate::mqm::{Category, Severity};
use crate::names::Termbase;
use crate::text::Text;

pub use self::pattern::{Condition, Count, Pattern};
pub(super) use self::registry::find;
pub use self::settings::{RuleExample, RuleSettings, Scope};

/// Matches of one pattern in one text that are told or counted, at most.
const MOST_MATCHES: usize = 1_000;
/// Issues of one rule in one segment, at most.
const MOST_ISSUES: usize = 100;

/// A rule of a team, with the check that its issues are of.
#[derive(Debug, Clone)]
pub struct OwnRule {
    /// The check.
    pub check: &'static Check,
    settings: Arc<RuleSettings>,
}

impl OwnRule {
    /// A rule as it was written.
    pub fn new(settings: RuleSettings) -> OwnRule {
        let details = details(&settings);
        let check = registry::intern(&registry::Kept {
            id: &settings.id,
            category: settings.category.unwrap_or(Category::Terminology),
            severity: settings.severity.unwrap_or(Severity::Minor),
            summary: &settings.message,
            details: &details,
        });
        OwnRule { check, settings: Arc::new(settings) }
    }

    /// Where it holds: locale tags or languages; everywhere when empty.
    pub fn locales(&self) -> &[String] {
        &self.settings.locales
    }

    /// The same, to be put into the form of tags.
    pub(crate) fn locales_mut(&mut self) -> &mut [String] {
        &mut Arc::make_mut(&mut self.settings).locales
    }

    /// Where it holds: globs of page paths; everywhere when empty.
    pub fn paths(&self) -> &[String] {
        &self.settings.paths
    }

    /// Its examples.
    pub fn examples(&self) -> &[RuleExample] {
        &self.settings.examples
    }

    /// Whether it looks at the target alone, so that it can judge a text that has no source.
    pub(crate) fn needs_no_source(&self) -> bool {
        self.settings.source.is_none() && self.settings.same_count.is_none()
    }

    /// Finds the issues of a segment.
    pub(crate) fn run(&self, view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
        let rule = &*self.settings;
        let (source, target) = (&view.source, &view.target);
        let mut source_span = None;
        if let Some(condition) = &rule.source {
            if let Some(must) = &condition.must {
                source_span = self.matches(must, source).next().map(|found| found.span);
                if source_span.is_none() {
                    return;
                }
            }
            if condition.must_not.as_ref().is_some_and(|p| self.matches(p, source).next().is_some())
            {
                return;
            }
        }
        let said = |issue: Issue| Issue { source_span: source_span.clone(), ..issue };
        let words = |text: &Text<'_>, span: &Option<Range<usize>>| -> String {
            span.clone().and_then(|span| text.raw.get(span)).unwrap_or("").to_owned()
        };
        let from = words(source, &source_span);
        let message =
            |found: &str| rule.message.replace("{source}", &from).replace("{target}", found);
        if let Some(condition) = &rule.target {
            if let Some(must) = &condition.must
                && self.matches(must, target).next().is_none()
            {
                issues.push(said(Issue::new(self.check, message(""))));
            }
            if let Some(must_not) = &condition.must_not {
                for found in self.matches(must_not, target).take(MOST_ISSUES) {
                    let there = &target.raw[found.span.clone()];
                    let issue = Issue::new(self.check, message(there)).target(found.span);
                    let expected = found.fixed.filter(|fixed| fixed != there);
                    issues.push(said(Issue { expected, ..issue }));
                }
            }
        }
        if let Some(count) = &rule.same_count {
            let (asked, there) = (
                self.matches(&count.source, source).count(),
                self.matches(&count.target, target).count(),
            );
            if asked != there {
                let message = message("")
                    .replace("{expected}", &asked.to_string())
                    .replace("{count}", &there.to_string());
                issues.push(said(Issue::new(self.check, message)));
            }
        }
    }

    /// Judges a pair by itself.
    pub fn judge(&self, source: &str, target: &str, locale: &LocaleTag) -> Vec<Issue> {
        let segment = Segment {
            line: 1,
            source: source.to_owned(),
            target: target.to_owned(),
            ..Segment::default()
        };
        let document =
            Document { locale: locale.clone(), segments: vec![segment], ..Document::default() };
        let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
        let mut issues = Vec::new();
        self.run(&view, &mut issues);
        issues
    }

    /// A target as the rule's fixes mend it; none where there is none.
    pub fn mended(&self, source: &str, target: &str, locale: &LocaleTag) -> Option<String> {
        let mut mended = target.to_owned();
        let mut has_fix = false;
        for issue in self.judge(source, target, locale).iter().rev() {
            if let Some(fix) = super::fix::candidate(issue, target) {
                mended = fix.apply(&mended)?;
                has_fix = true;
            }
        }
        has_fix.then_some(mended)
    }

    /// What the rule is wrong about in one of its examples, as the end of a sentence.
    pub fn fails(&self, example: &RuleExample) -> Option<String> {
        let first = self.settings.locales.first();
        let tag = example.locale.as_ref().or(first).and_then(|tag| LocaleTag::parse(tag));
        let (locale, source) = (tag.unwrap_or_default(), example.source.as_str());
        let target = example.target();
        let issues = self.judge(source, target, &locale);
        let spans = issues.iter().filter_map(|i| target.get(i.target_span.clone()?));
        let spans: Vec<String> = spans.map(|span| format!("“{span}”")).collect();
        match (example.is_wrong(), issues.is_empty()) {
            (true, true) => Some("is wrong, and the rule does not report it".to_owned()),
            (false, false) if spans.is_empty() => {
                Some("is right, and the rule reports it".to_owned())
            }
            (false, false) => Some(format!("is right, and the rule reports {}", spans.join(", "))),
            _ => {
                let wanted = example.fixed.as_ref()?;
                let mended = self.mended(source, target, &locale);
                match mended {
                    Some(mended) if mended == *wanted => None,
                    Some(mended) => Some(format!("is mended to “{mended}”, not to “{wanted}”")),
                    None => Some("is not mended".to_owned()),
                }
            }
        }
    }

    /// Where a pattern matches a text, as far as the rule looks at it.
    fn matches<'t>(
        &'t self,
        pattern: &'t Pattern,
        text: &'t Text<'_>,
    ) -> impl Iterator<Item = Match> + 't {
        let fix = self.settings.fix.as_deref();
        let found = matches(pattern.regex(), text.raw, fix);
        found.filter(|found| self.settings.scope == Scope::All || !is_protected(text, &found.span))
    }
}

/// A match, and what the rule's fix makes of it.
struct Match {
    span: Range<usize>,
    fixed: Option<String>,
}

fn matches<'t>(
    regex: &'t Regex,
    text: &'t str,
    fix: Option<&'t str>,
) -> impl Iterator<Item = Match> + 't {
    let mended = move |captures: &Captures<'_>| {
        let mut mended = String::new();
        captures.expand(fix?, &mut mended);
        Some(mended)
    };
    let captures = regex.captures_iter(text).take(MOST_MATCHES);
    captures.filter_map(move |captures| {
        let span = captures.get(0)?.range();
        (!span.is_empty()).then(|| Match { span, fixed: mended(&captures) })
    })
}

/// Whether a stretch shares bytes with code, an address, a placeholder or a keyword of the markup.
fn is_protected(text: &Text<'_>, span: &Range<usize>) -> bool {
    let at = text.protected.partition_point(|p| p.range.end <= span.start);
    text.protected.get(at).is_some_and(|p| p.range.start < span.end)
}

/// What the rule looks for, in words.
fn details(rule: &RuleSettings) -> String {
    let mut parts = Vec::new();
    if let Some(source) = &rule.source {
        parts.extend(source.must.as_ref().map(|p| format!("the source matches `{p}`")));
        parts.extend(source.must_not.as_ref().map(|p| format!("the source does not match `{p}`")));
    }
    let when =
        if parts.is_empty() { String::new() } else { format!(" where {}", parts.join(" and ")) };
    let mut asks = Vec::new();
    if let Some(target) = &rule.target {
        asks.extend(target.must.as_ref().map(|p| format!("the target must match `{p}`")));
        asks.extend(target.must_not.as_ref().map(|p| format!("the target must not match `{p}`")));
    }
    if let Some(Count { source, target }) = &rule.same_count {
        asks.push(if source == target {
            format!("source and target match `{source}` equally often")
        } else {
            format!("the source matches `{source}` as often as the target matches `{target}`")
        });
    }
    format!("A rule of this project: {}{when}.", asks.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(yaml: &str) -> OwnRule {
        OwnRule::new(serde_yaml::from_str(yaml).unwrap())
    }

    fn found(rule: &OwnRule, source: &str, target: &str) -> Vec<(String, String, Option<String>)> {
        let german = LocaleTag::parse("de-DE").unwrap();
        let issues = rule.judge(source, target, &german);
        let words = |i: &Issue| target[i.target_span.clone().unwrap_or(0..0)].to_owned();
        issues.iter().map(|i| (words(i), i.message.clone(), i.expected.clone())).collect()
    }

    #[test]
    fn what_a_target_must_not_say_is_told_where_it_stands_and_mended() {
        let rule = rule(
            "id: no-klick\nmessage: write “wählen” for “{source}”, not “{target}”\nsource: (?i)select\ntarget: {must-not: '(?i)klick(en?|t)\\b'}\nfix: wähl$1",
        );
        assert_eq!(
            found(&rule, "Select it.", "Dort klicken."),
            [(
                "klicken".to_owned(),
                "write “wählen” for “Select”, not “klicken”".to_owned(),
                Some("wählen".to_owned())
            )]
        );
        assert_eq!(found(&rule, "Click it.", "Dort klicken."), []);
        let german = LocaleTag::parse("de-DE").unwrap();
        let mended = rule.mended("Select it.", "Dort klicken, wer klickt.", &german);
        assert_eq!(mended.as_deref(), Some("Dort wählen, wer wählt."));
    }

    #[test]
    fn what_a_target_must_say_is_missed_and_numbers_are_compared() {
        let must =
            rule("id: legal\nmessage: keep the ™ sign\nsource: Contoso™\ntarget: {must: Contoso™}");
        assert_eq!(found(&must, "Contoso™ is here.", "Contoso ist da.").len(), 1);
        assert_eq!(found(&must, "Contoso™ is here.", "Contoso™ ist da."), []);
        let count = rule("id: keys\nmessage: '{count} of {expected} keys'\nsame-count: '<kbd>'");
        let said = found(&count, "<kbd>A</kbd> <kbd>B</kbd>", "<kbd>A</kbd>");
        assert_eq!(said[0].1, "1 of 2 keys");
        let unlike = rule("id: ul\nmessage: m\nsame-count: {source: 'page', target: 'Seite'}");
        assert_eq!(found(&unlike, "a page, a page", "Seite").len(), 1);
        assert_eq!(found(&unlike, "a page", "Seite"), []);
    }

    #[test]
    fn code_is_passed_over_where_the_rule_looks_at_text_alone() {
        let text = rule("id: text\nmessage: m\nscope: text\ntarget: foo");
        assert_eq!(found(&text, "", "Das `foo` und https://foo.example").len(), 0);
        assert_eq!(found(&text, "", "Das foo.").len(), 1);
        let all = rule("id: all\nmessage: m\ntarget: foo");
        assert_eq!(found(&all, "", "Das `foo` und foo").len(), 2);
    }

    #[test]
    fn the_same_rule_is_one_check() {
        let yaml = "id: once\nmessage: m\ntarget: foo";
        assert!(std::ptr::eq(rule(yaml).check, rule(yaml).check));
        assert!(std::ptr::eq(super::super::find("once").unwrap(), rule(yaml).check));
        assert_eq!(
            rule(yaml).check.details,
            "A rule of this project: the target must not match `foo`."
        );
    }
}
