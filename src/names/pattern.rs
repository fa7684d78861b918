//! Names compiled for matching: the texts by which sources mention them, and what a locale does with each.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::MOST_NAMES;
use super::evidence::Evidence;
use super::form::Form;
use super::heads::is_head_noun;
use super::name::{Casing, Matching, Name, Policy};
use super::usage::Usage;
use super::vendor::without_vendor;
use crate::locale::Locale;
use crate::mqm::Severity;
use crate::text::script::is_word;
use crate::text::words::stretches;

/// A text by which a source may mention a name.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// As the list writes it.
    pub(super) text: String,
    /// Its place among the names; none for a word that a page asks to keep.
    pub(super) name: Option<usize>,
    /// Whether it is the name itself, an alias or an earlier name.
    pub(super) role: Role,
    pub(super) form: Form,
    pub(super) tokens: Vec<Token>,
    /// English texts that may stand for it: the name of an alias, aliases, what remains without the vendor, a later name.
    pub(super) stand_ins: Vec<Form>,
    /// Earlier names, which are out of date in a target.
    pub(super) former: Vec<Form>,
    pub(super) common_word: bool,
    pub(super) free_case: bool,
    pub(super) kind: Kind,
    pub(super) matching: Matching,
    pub(super) learned: bool,
    /// What speaks for the list's word on it.
    pub(super) evidence: Evidence,
    pub(super) severity: Option<Severity>,
}

/// What an entry of a list is, as far as its judgement depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A product, service, feature…
    Name,
    /// A company, whose name a translation may leave out where it is the subject.
    Company,
    /// An agreement, role, program or certificate, whose name is a description that locales vary.
    Description,
    /// A term that is no name.
    Term,
    /// A term that is not looked for in the target: only the choice among its renderings is judged.
    Usage,
    /// A phrase that holds a name's word and is none (`Out of Office`): it only keeps the name from being found.
    Phrase,
}

impl Kind {
    fn of(name: &Name) -> Kind {
        match name.kind.as_str() {
            "company" => Kind::Company,
            "agreement" | "role" | "program" | "certification" => Kind::Description,
            "term" if name.is_usage() => Kind::Usage,
            "term" => Kind::Term,
            "phrase" => Kind::Phrase,
            _ => Kind::Name,
        }
    }
}

/// What a pattern is to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Name,
    Alias,
    Former,
}

/// A word of a name.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) form: Form,
    /// Written with a capital or a digit, so that it is part of the name rather than grammar.
    pub(super) content: bool,
    pub(super) softness: Softness,
    /// Whether it is a name by itself (`Azure` in `Azure portal`).
    pub(super) brand: bool,
}

/// Whether locales may translate a word of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Softness {
    /// They keep it.
    Hard,
    /// It is one of the head nouns that they often translate.
    Usual,
    /// The list says that they may.
    Listed,
}

impl Token {
    /// Whether it is a head noun that locales may translate.
    pub(super) fn is_soft(&self) -> bool {
        self.softness > Softness::Hard
    }
}

/// What one locale does with one name.
#[derive(Debug, Clone, Default)]
pub(super) struct Local {
    pub(super) policy: Policy,
    /// Whether the list says so for this very locale or language.
    pub(super) listed: bool,
    pub(super) forms: Vec<Form>,
    pub(super) forbidden: Vec<Form>,
    /// The renderings of a term that is a matter of usage.
    pub(super) usage: Option<Arc<Usage>>,
}

/// What a locale does with a word that no list names.
pub(super) static UNLISTED: Local = Local {
    policy: Policy::Keep,
    listed: true,
    forms: Vec::new(),
    forbidden: Vec::new(),
    usage: None,
};

/// A name found in a source.
#[derive(Debug, Clone)]
pub(super) struct Hit<'t> {
    pub(super) range: Range<usize>,
    pub(super) pattern: &'t Pattern,
    /// A common word that its context does not make a name: it claims its place in the target and is never missed.
    pub(super) weak: bool,
}

/// What a locale does with a name, compiled.
pub(super) fn local(name: &Name, locale: &Locale) -> Local {
    let Some(rendering) = name.rendering(locale) else {
        return Local { policy: name.policy, ..Local::default() };
    };
    let compile = |forms: &[String]| -> Vec<Form> {
        forms.iter().map(|f| Form::localized(f, locale, name.matching)).collect()
    };
    let (policy, forms) = (rendering.policy, compile(&rendering.forms));
    let mut forbidden = compile(&rendering.forbidden);
    let usage = (Kind::of(name) == Kind::Usage).then(|| {
        let (preferred, forbidden) =
            (compile(&rendering.preferred), std::mem::take(&mut forbidden));
        Arc::new(Usage::new(&name.name, preferred, forbidden, &rendering.unless))
    });
    Local { policy, listed: true, forms, forbidden, usage }
}

/// All texts by which sources may mention the names; of equal texts a name goes before an alias. A word whose renderings
/// are a matter of usage may be a name, or the alias of one, besides.
pub(super) fn patterns(names: &[Name]) -> Vec<Pattern> {
    let mut taken: BTreeSet<(bool, &str)> = BTreeSet::new();
    let mut patterns = Vec::new();
    for role in [Role::Name, Role::Alias, Role::Former] {
        for (at, name) in names.iter().enumerate() {
            let texts: Vec<&str> = match role {
                Role::Name => vec![&name.name],
                Role::Alias => name.aliases.iter().map(String::as_str).collect(),
                Role::Former => name.formerly.iter().map(|f| f.name.as_str()).collect(),
            };
            for text in texts {
                if !text.trim().is_empty() && taken.insert((name.is_usage(), text)) {
                    patterns.push(pattern(text, at, name, role));
                }
            }
        }
    }
    patterns
}

/// Marks the words of names that are names by themselves.
pub(super) fn mark_brands(patterns: &mut [Pattern]) {
    let single = |p: &&Pattern| {
        p.tokens.len() == 1 && p.role == Role::Name && !p.common_word && !p.free_case
    };
    let brands: BTreeSet<String> = patterns.iter().filter(single).map(|p| p.text.clone()).collect();
    for token in patterns.iter_mut().flat_map(|p| &mut p.tokens) {
        token.brand = brands.contains(&token.form.text);
    }
}

fn pattern(text: &str, at: usize, name: &Name, role: Role) -> Pattern {
    let mut stand_ins: Vec<&str> = Vec::new();
    if role != Role::Name {
        stand_ins.push(&name.name);
    }
    stand_ins.extend(name.aliases.iter().map(String::as_str));
    stand_ins.extend(name.renamed.iter().map(|r| r.to.as_str()));
    if let Some(short) = short_name(text) {
        stand_ins.push(short);
    }
    stand_ins.retain(|s| *s != text && !s.trim().is_empty());
    let former = match role {
        Role::Name => {
            name.formerly.iter().filter(|f| f.name != text).map(|f| Form::fixed(&f.name)).collect()
        }
        Role::Alias | Role::Former => Vec::new(),
    };
    Pattern {
        form: Form::fixed(text),
        tokens: pattern_tokens(text, &name.soft),
        stand_ins: stand_ins.into_iter().map(Form::fixed).collect(),
        former,
        // An alias of several letters and capitals is no common word even if the name is one.
        common_word: name.common_word && (role == Role::Name || is_plain_word(text)),
        free_case: name.case == Casing::Free || name.is_term(),
        kind: Kind::of(name),
        matching: name.matching,
        learned: name.learned,
        evidence: name.evidence,
        severity: name.severity,
        name: Some(at),
        role,
        text: text.to_owned(),
    }
}

/// A word that a page asks to keep.
pub(super) fn keep(text: &str) -> Pattern {
    let text = text.trim();
    Pattern {
        form: Form::fixed(text),
        tokens: pattern_tokens(text, &[]),
        stand_ins: Vec::new(),
        former: Vec::new(),
        common_word: false,
        free_case: false,
        kind: Kind::Name,
        matching: Matching::Inflected,
        learned: false,
        evidence: Evidence::User,
        severity: None,
        name: None,
        role: Role::Name,
        text: text.to_owned(),
    }
}

/// The name without its vendor, where what remains is a name by itself (`Microsoft Teams`, not `Microsoft 365`).
fn short_name(text: &str) -> Option<&str> {
    without_vendor(text).filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn is_plain_word(text: &str) -> bool {
    text.chars().skip(1).all(char::is_lowercase)
}

fn pattern_tokens(text: &str, soft: &[String]) -> Vec<Token> {
    stretches(text)
        .enumerate()
        .map(|(i, word)| {
            let bare = word.trim_matches([':', ',', '(', ')']);
            let listed =
                soft.iter().flat_map(|s| stretches(s)).any(|s| s.eq_ignore_ascii_case(bare));
            let softness = match (listed, i > 0 && is_head_noun(bare)) {
                (true, _) => Softness::Listed,
                (false, true) => Softness::Usual,
                (false, false) => Softness::Hard,
            };
            Token {
                softness,
                brand: false,
                content: bare.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
                    || !bare.is_ascii(),
                form: Form::fixed(if bare.is_empty() { word } else { bare }),
            }
        })
        .collect()
}

/// Keeps the leftmost and, of those that begin there, the longest; nothing overlaps.
pub(super) fn longest(hits: &mut Vec<Hit<'_>>) {
    hits.sort_by(|a, b| {
        a.range
            .start
            .cmp(&b.range.start)
            .then(b.range.end.cmp(&a.range.end))
            .then(a.pattern.role.cmp(&b.pattern.role))
    });
    let mut end = 0;
    hits.retain(|hit| {
        let free = hit.range.start >= end;
        if free {
            end = hit.range.end;
        }
        free
    });
}

/// Adds the words that a page asks to keep to the names of a source.
pub(super) fn add_page_words<'t>(hits: &mut Vec<Hit<'t>>, page: &'t [Pattern], text: &str) {
    for pattern in page {
        for at in memchr::memmem::find_iter(text.as_bytes(), pattern.text.as_bytes()) {
            let range = at..at + pattern.text.len();
            // Each is held against all others.
            if hits.len() >= 2 * MOST_NAMES {
                break;
            }
            if !is_mention(text, &range, pattern) {
                continue;
            }
            // What the page asks for goes before what the list says, unless a longer name holds it.
            if hits.iter().any(|h| {
                h.range.start <= range.start && range.end <= h.range.end && h.range != range
            }) {
                continue;
            }
            hits.retain(|h| h.range.end <= range.start || range.end <= h.range.start);
            hits.push(Hit { range, pattern, weak: false });
        }
    }
    hits.sort_by_key(|h| h.range.start);
}

/// Whether an occurrence in a source, found without regard to case, names the name.
pub(super) fn is_mention(text: &str, range: &Range<usize>, pattern: &Pattern) -> bool {
    let found = &text[range.clone()];
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    if !is_word(text, range) {
        return false;
    }
    // A part of an address, a path or a name of code.
    if matches!(before, Some('/' | '\\' | '@' | '$' | '#')) && !found.starts_with('#')
        || before == Some('.') && !text[..range.start - 1].ends_with(' ') && range.start > 1
        || matches!(after, Some('\\' | '@'))
    {
        return false;
    }
    if after == Some('.')
        && text[range.end + 1..].starts_with(|c: char| c.is_ascii_lowercase())
        && !pattern.text.contains('.')
    {
        // `Outlook.com` is said of Outlook, `Azure.dll` of a file.
        let host = &text[range.end + 1..];
        if !host.starts_with("com") {
            return false;
        }
    }
    if pattern.free_case {
        return true;
    }
    found == pattern.text || case_fits(found, pattern)
}

/// Whether a text that differs from a name in case only still names it: a common noun of the name with a capital
/// (`Azure Portal`), or a head noun that the list calls soft without one; never the first word.
fn case_fits(found: &str, pattern: &Pattern) -> bool {
    let mut words = stretches(&pattern.text).zip(stretches(found)).zip(&pattern.tokens);
    let Some(((first_name, first_found), _)) = words.next() else { return false };
    first_name == first_found
        && words.all(|((n, f), token)| {
            n == f
                || n.chars().skip(1).eq(f.chars().skip(1))
                    && (n.starts_with(char::is_lowercase) || token.softness == Softness::Listed)
        })
}
