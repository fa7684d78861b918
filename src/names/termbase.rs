//! All names that a run knows, compiled for matching.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::NameView;
use super::claims;
use super::common_word;
use super::form::Form;
use super::name::{Casing, Matching, Name, Policy};
use super::unlisted;
use crate::error::{Error, Result};
use crate::locale::{Locale, Script};
use crate::mqm::Severity;
use crate::text::Text;
use crate::text::script::is_word_boundary;

/// The shipped lists; adding one is a file and a line.
const SHIPPED: &[(&str, &str)] = &[
    ("microsoft.yaml", include_str!("../../data/names/microsoft.yaml")),
    ("technology.yaml", include_str!("../../data/names/technology.yaml")),
    ("phrases.yaml", include_str!("../../data/names/phrases.yaml")),
];

/// All names that a run knows; cheap to clone.
#[derive(Debug, Clone)]
pub struct Termbase {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    names: Vec<Name>,
    patterns: Vec<Pattern>,
    automaton: AhoCorasick,
    /// What each locale does with each name, compiled when a locale is first asked for: one cell a shipped locale,
    /// the last for all that are not shipped.
    locales: Vec<OnceLock<Vec<Local>>>,
    /// Whether any rendering is forbidden anywhere.
    forbids: bool,
}

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
    /// A phrase that holds a name's word and is none (`Out of Office`): it only keeps the name from being found.
    Phrase,
}

impl Kind {
    fn of(name: &Name) -> Kind {
        match name.kind.as_str() {
            "company" => Kind::Company,
            "agreement" | "role" | "program" | "certification" => Kind::Description,
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
}

/// Head nouns that vendors name features with and that locales often translate, listed or not.
const HEADS: &[&str] = &[
    "Account",
    "Analytics",
    "Builder",
    "Catalog",
    "Center",
    "Client",
    "Community",
    "Connector",
    "Console",
    "Database",
    "Designer",
    "Editor",
    "Emulator",
    "Environment",
    "Explorer",
    "Firewall",
    "Functions",
    "Gallery",
    "Gateway",
    "Hub",
    "Instance",
    "Instances",
    "Library",
    "Machine",
    "Machines",
    "Management",
    "Manager",
    "Marketplace",
    "Monitor",
    "Network",
    "Networks",
    "Notebook",
    "Notebooks",
    "Pipelines",
    "Plan",
    "Platform",
    "Portal",
    "Program",
    "Registry",
    "Reservations",
    "Rooms",
    "Scheduler",
    "Server",
    "Service",
    "Services",
    "Solution",
    "Storage",
    "Store",
    "Studio",
    "Toolkit",
    "Tools",
    "Viewer",
    "Virtual",
    "Wizard",
    "Workspace",
];

/// Words of feature names that say what the feature does; where a locale translates two of them behind a product's
/// name that it keeps, that is its rendering of the feature rather than damage.
const DESCRIPTIVE: &[&str] = &[
    "Access",
    "Administration",
    "Advanced",
    "Agreement",
    "Alert",
    "Analysis",
    "App",
    "Application",
    "Applications",
    "Apps",
    "Assist",
    "Backup",
    "Billing",
    "Certificate",
    "Cloud",
    "Commerce",
    "Communication",
    "Compliance",
    "Container",
    "Content",
    "Control",
    "Cost",
    "Customer",
    "Data",
    "Device",
    "Devices",
    "Directory",
    "Discovery",
    "Domain",
    "Education",
    "Endpoint",
    "Enterprise",
    "Event",
    "Events",
    "Federation",
    "Field",
    "File",
    "Files",
    "Finance",
    "Fraud",
    "Free",
    "Guest",
    "Human",
    "Identity",
    "Information",
    "Infrastructure",
    "Insights",
    "Integration",
    "Intelligence",
    "Internet",
    "License",
    "Load",
    "Log",
    "Mail",
    "Media",
    "Message",
    "Migration",
    "Mobile",
    "Mobility",
    "Model",
    "Online",
    "Operations",
    "Partner",
    "Performance",
    "Phone",
    "Policy",
    "Privacy",
    "Private",
    "Process",
    "Product",
    "Productivity",
    "Project",
    "Protection",
    "Public",
    "Records",
    "Recovery",
    "Remote",
    "Report",
    "Reporting",
    "Reserved",
    "Resource",
    "Resources",
    "Rights",
    "Risk",
    "Sales",
    "Search",
    "Secure",
    "Security",
    "Series",
    "Sharing",
    "Site",
    "Software",
    "Support",
    "System",
    "Task",
    "Tenant",
    "Threat",
    "Time",
    "Training",
    "Update",
    "User",
    "Video",
    "Voice",
    "Web",
    "Work",
];

/// Whether a word says what a feature is or does, so that locales often translate it.
pub(super) fn is_descriptive(word: &str) -> bool {
    HEADS.contains(&word) || DESCRIPTIVE.contains(&word)
}

/// A name found in a source.
#[derive(Debug, Clone)]
pub(super) struct Hit<'t> {
    pub(super) range: Range<usize>,
    pub(super) pattern: &'t Pattern,
    /// A common word that its context does not make a name: it claims its place in the target and is never missed.
    pub(super) weak: bool,
}

static SHIPPED_NAMES: LazyLock<Termbase> = LazyLock::new(|| {
    let mut names = Vec::new();
    for (file, yaml) in SHIPPED {
        // A test parses all of them.
        let list: Vec<Name> =
            serde_yaml::from_str(yaml).unwrap_or_else(|e| panic!("data/names/{file}: {e}"));
        names.extend(list);
    }
    Termbase::new(names).unwrap_or_else(|e| panic!("data/names: {e}"))
});

impl Default for Termbase {
    /// The shipped names.
    fn default() -> Self {
        SHIPPED_NAMES.clone()
    }
}

impl Termbase {
    /// A termbase of exactly these names. Where two have the same text, the later one replaces the earlier one.
    ///
    /// # Errors
    /// If a name is empty, or there are more names than can be matched at once.
    pub fn new(names: Vec<Name>) -> Result<Termbase> {
        let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
        let mut unique: Vec<Name> = Vec::with_capacity(names.len());
        for name in names {
            if name.name.trim().is_empty() {
                return Err(Error::usage("a name in the list is empty: remove it or fill it in"));
            }
            if let Some(&at) = by_text.get(&name.name) {
                unique[at] = name;
            } else {
                by_text.insert(name.name.clone(), unique.len());
                unique.push(name);
            }
        }
        let mut patterns = patterns(&unique);
        mark_brands(&mut patterns);
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(patterns.iter().map(|p| &p.text))
            .map_err(|e| Error::usage(format!("the names cannot be matched at once: {e}")))?;
        let locales = (0..=Locale::all().len()).map(|_| OnceLock::new()).collect();
        let forbids = unique.iter().any(|n| n.locales.values().any(|r| !r.forbidden.is_empty()));
        Ok(Termbase {
            inner: Arc::new(Inner { names: unique, patterns, automaton, locales, forbids }),
        })
    }

    /// These names and more; a later name replaces an earlier one of the same text.
    ///
    /// # Errors
    /// As [`Termbase::new`].
    pub fn with(&self, more: Vec<Name>) -> Result<Termbase> {
        let mut names = self.inner.names.clone();
        names.extend(more);
        Termbase::new(names)
    }

    /// The shipped names, and those of files, which replace shipped ones of the same text.
    ///
    /// # Errors
    /// A file that can't be read, is malformed or holds no name.
    pub fn load(files: &[std::path::PathBuf]) -> Result<Termbase> {
        if files.is_empty() {
            return Ok(Termbase::default());
        }
        Termbase::default().with(super::load::read_all(files)?)
    }

    /// The shipped names and a few terms, for the examples of checks.
    #[cfg(test)]
    pub(crate) fn for_examples() -> Termbase {
        let terms = super::load::read(std::path::Path::new("tests/fixtures/names.yaml"));
        Termbase::default().with(terms.unwrap()).unwrap()
    }

    /// A termbase without any name.
    ///
    /// # Errors
    /// Never in practice; as [`Termbase::new`].
    pub fn empty() -> Result<Termbase> {
        Termbase::new(Vec::new())
    }

    /// The names, in the order of their lists.
    pub fn names(&self) -> &[Name] {
        &self.inner.names
    }

    /// The entry that a text names: as its name, alias or earlier name; case matters only where two differ by it.
    pub fn lookup(&self, text: &str) -> Option<&Name> {
        let inner = &self.inner;
        let named = |p: &&Pattern| p.text == text;
        let folded = |p: &&Pattern| p.text.eq_ignore_ascii_case(text);
        let pattern =
            inner.patterns.iter().find(named).or_else(|| inner.patterns.iter().find(folded))?;
        inner.names.get(pattern.name?)
    }

    /// Finds the names of a segment and what became of them. `no_loc` are words that the page asks to keep.
    pub fn find(
        &self,
        source: &Text<'_>,
        target: &Text<'_>,
        locale: &Locale,
        no_loc: &[String],
    ) -> NameView {
        let page: Vec<Pattern> =
            no_loc.iter().filter(|w| !w.trim().is_empty()).map(|w| keep(w)).collect();
        let mut hits = self.hits(source.visible());
        add_page_words(&mut hits, &page, source.visible());
        let ranges: Vec<Range<usize>> = hits.iter().map(|h| h.range.clone()).collect();
        let unlisted = if matches!(locale.script, None | Some(Script::Latin)) {
            Vec::new()
        } else {
            unlisted::judge(source, target, &ranges)
        };
        if hits.is_empty() {
            return NameView { findings: unlisted, ..NameView::default() };
        }
        for hit in &mut hits {
            hit.weak =
                hit.pattern.common_word && !common_word::makes_a_name(source, &hit.range, &ranges);
        }
        let mut view = claims::judge(self, &hits, source, target, locale);
        if !unlisted.is_empty() {
            view.findings.extend(unlisted);
            view.findings.sort_by_key(|f| f.source.start);
        }
        view
    }

    /// The listed names that a source mentions, also inside longer ones, as their lists write them.
    pub fn mentioned(&self, source: &Text<'_>) -> Vec<&str> {
        let hits: Vec<Hit<'_>> =
            self.all_hits(source.visible()).filter(|h| h.pattern.kind != Kind::Phrase).collect();
        let ranges: Vec<Range<usize>> = hits.iter().map(|h| h.range.clone()).collect();
        hits.iter()
            .filter(|h| {
                !h.pattern.common_word || common_word::makes_a_name(source, &h.range, &ranges)
            })
            .map(|h| h.pattern.text.as_str())
            .collect()
    }

    /// The names of a source, longest first where they overlap, in order.
    fn hits<'t>(&'t self, text: &str) -> Vec<Hit<'t>> {
        let mut hits: Vec<Hit<'t>> = self.all_hits(text).collect();
        longest(&mut hits);
        hits.retain(|h| h.pattern.kind != Kind::Phrase);
        hits
    }

    fn all_hits<'t, 's>(&'t self, text: &'s str) -> impl Iterator<Item = Hit<'t>> + use<'t, 's> {
        let inner = &*self.inner;
        inner.automaton.find_overlapping_iter(text).filter_map(move |found| {
            let pattern = &inner.patterns[found.pattern().as_usize()];
            let range = found.range();
            is_mention(text, &range, pattern).then_some(Hit { range, pattern, weak: false })
        })
    }

    /// The names inside a name of the source: `Microsoft Teams` in `Microsoft Teams Rooms`.
    pub(super) fn parts<'t>(&'t self, text: &str, whole: &Range<usize>) -> Vec<Hit<'t>> {
        let mut parts: Vec<Hit<'t>> = self
            .all_hits(text)
            .filter(|h| {
                whole.start <= h.range.start
                    && h.range.end <= whole.end
                    && h.range != *whole
                    && !h.pattern.common_word
                    && h.pattern.kind != Kind::Term
            })
            .collect();
        longest(&mut parts);
        parts
    }

    /// What a locale does with each name.
    pub(super) fn local(&self, locale: &Locale) -> &[Local] {
        self.inner.local(locale)
    }

    /// Whether any rendering is forbidden anywhere.
    pub(super) fn forbids(&self) -> bool {
        self.inner.forbids
    }
}

impl Inner {
    fn local(&self, locale: &Locale) -> &[Local] {
        let at = Locale::all().iter().position(|l| std::ptr::eq(l, locale));
        self.locales[at.unwrap_or(Locale::all().len())]
            .get_or_init(|| self.names.iter().map(|name| local(name, locale)).collect())
    }
}

fn local(name: &Name, locale: &Locale) -> Local {
    let Some(rendering) = name.rendering(locale) else {
        return Local { policy: name.policy, ..Local::default() };
    };
    let compile = |forms: &[String]| -> Vec<Form> {
        forms.iter().map(|f| Form::localized(f, locale, name.matching)).collect()
    };
    Local {
        policy: rendering.policy,
        listed: true,
        forms: compile(&rendering.forms),
        forbidden: compile(&rendering.forbidden),
    }
}

/// Keeps the leftmost and, of those that begin there, the longest; nothing overlaps.
fn longest(hits: &mut Vec<Hit<'_>>) {
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

fn add_page_words<'t>(hits: &mut Vec<Hit<'t>>, page: &'t [Pattern], text: &str) {
    for pattern in page {
        for at in memchr::memmem::find_iter(text.as_bytes(), pattern.text.as_bytes()) {
            let range = at..at + pattern.text.len();
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
fn is_mention(text: &str, range: &Range<usize>, pattern: &Pattern) -> bool {
    let found = &text[range.clone()];
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    if !is_word_boundary(before, found.chars().next())
        || !is_word_boundary(found.chars().next_back(), after)
    {
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
    let mut words = pattern.text.split(' ').zip(found.split(' ')).zip(&pattern.tokens);
    let Some(((first_name, first_found), _)) = words.next() else { return false };
    first_name == first_found
        && words.all(|((n, f), token)| {
            n == f
                || n.chars().skip(1).eq(f.chars().skip(1))
                    && (n.starts_with(char::is_lowercase) || token.softness == Softness::Listed)
        })
}

/// All texts by which sources may mention the names; of equal texts a name goes before an alias.
fn patterns(names: &[Name]) -> Vec<Pattern> {
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut patterns = Vec::new();
    for role in [Role::Name, Role::Alias, Role::Former] {
        for (at, name) in names.iter().enumerate() {
            let texts: Vec<&str> = match role {
                Role::Name => vec![&name.name],
                Role::Alias => name.aliases.iter().map(String::as_str).collect(),
                Role::Former => name.formerly.iter().map(|f| f.name.as_str()).collect(),
            };
            for text in texts {
                if !text.trim().is_empty() && taken.insert(text) {
                    patterns.push(pattern(text, at, name, role));
                }
            }
        }
    }
    patterns
}

/// Marks the words of names that are names by themselves.
fn mark_brands(patterns: &mut [Pattern]) {
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
    if let Some(short) = without_vendor(text) {
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
        tokens: tokens(text, &name.soft),
        stand_ins: stand_ins.into_iter().map(Form::fixed).collect(),
        former,
        // An alias of several letters and capitals is no common word even if the name is one.
        common_word: name.common_word && (role == Role::Name || is_plain_word(text)),
        free_case: name.case == Casing::Free || name.is_term(),
        kind: Kind::of(name),
        matching: name.matching,
        learned: name.learned,
        severity: name.severity,
        name: Some(at),
        role,
        text: text.to_owned(),
    }
}

/// A word that a page asks to keep.
fn keep(text: &str) -> Pattern {
    let text = text.trim();
    Pattern {
        form: Form::fixed(text),
        tokens: tokens(text, &[]),
        stand_ins: Vec::new(),
        former: Vec::new(),
        common_word: false,
        free_case: false,
        kind: Kind::Name,
        matching: Matching::Inflected,
        learned: false,
        severity: None,
        name: None,
        role: Role::Name,
        text: text.to_owned(),
    }
}

/// The name without its vendor, where what remains is a name by itself (`Microsoft Teams`, not `Microsoft 365`).
fn without_vendor(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("Microsoft ")?;
    rest.starts_with(|c: char| c.is_ascii_uppercase()).then_some(rest)
}

fn is_plain_word(text: &str) -> bool {
    text.chars().skip(1).all(char::is_lowercase)
}

fn tokens(text: &str, soft: &[String]) -> Vec<Token> {
    text.split_whitespace()
        .enumerate()
        .map(|(i, word)| {
            let bare = word.trim_matches([':', ',', '(', ')']);
            let listed =
                soft.iter().flat_map(|s| s.split(' ')).any(|s| s.eq_ignore_ascii_case(bare));
            let softness = match (listed, i > 0 && HEADS.contains(&bare)) {
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
