//! Hungarian: endings of words, names and acronyms, the article, and what is wanted.

use super::names::NamedText;
use super::{Found, Language, NameRule, Spelling, has};
use crate::checks::SegmentView;
use crate::locale::Locale;
use crate::text::{Text, WordKind, words};

pub(super) static HUNGARIAN: Language = Language {
    bare_name: Some(NameRule { find: bare_name, on_metadata: false }),
    misspelling: Some(hyphened),
    spacing: &[glued_conjunction],
    wrong_article: &[article],
    wrong_form: &[unfinished, indicative],
    ..Language::new("hu")
};

/// The clause ends right behind a name with an article that no ending joins to it.
fn bare_name(named: &NamedText<'_>) -> Vec<Found> {
    let visible = named.text.visible();
    let mut found = Vec::new();
    for name in named.names.iter().filter(|n| n.behind_preposition) {
        let written = named.written(name);
        if !named.ends_clause(&name.target) || written.len() < 4 {
            continue;
        }
        let article = named
            .before(&name.target)
            .filter(|b| matches!(&visible[b.clone()], "a" | "az" | "A" | "Az" | "saját"));
        let endings = &named.locale.rules.name_endings;
        if let Some(article) = article
            && !endings.iter().any(|e| written.ends_with(e.as_str()))
        {
            let message = format!("“{written}” has no ending that joins it to the sentence.");
            found.push(named.found(article.start..name.target.end, message));
        }
    }
    found
}

/// An ending joined by a hyphen to a word in Hungarian letters, or a linking vowel behind an acronym read with a vowel
/// at its end.
fn hyphened(target: &Text<'_>, locale: &Locale, at: usize) -> Option<Spelling> {
    let word = &target.words[at];
    let next = target.words.get(at + 1)?;
    if target.visible().get(word.end as usize..next.start as usize)? != "-"
        || next.kind != WordKind::Plain
    {
        return None;
    }
    let (stem, ending) = (target.word(word), target.word(next));
    let visible = word.start as usize..next.end as usize;
    if target.visible()[visible.end..].starts_with(['-', '/']) {
        return None;
    }
    let acronym = stem.len() >= 2 && stem.bytes().all(|b| b.is_ascii_uppercase());
    if acronym && stem.ends_with(['A', 'E', 'I', 'O', 'U']) {
        let plural = ["ok", "ek", "ök"].iter().find_map(|link| ending.strip_prefix(link))?;
        let right = || format!("{stem}-k{plural}");
        return has(&locale.rules.acronym_plurals, plural)
            .then(|| Spelling { visible, right: right() });
    }
    let mut letters = stem.chars();
    letters.next()?;
    let hungarian = stem.chars().count() >= 6
        && stem.chars().any(|c| "áéíóöőúüűÁÉÍÓÖŐÚÜŰ".contains(c))
        && letters.all(char::is_lowercase);
    (hungarian && has(&locale.rules.case_endings, ending))
        .then(|| Spelling { visible, right: format!("{stem}{ending}") })
}

/// `és-szolgáltatások`: no conjunction is written with a hyphen, but for `és-jel`, the ampersand.
fn glued_conjunction(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let mut found = Vec::new();
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        let glued = &text.visible()[a.end as usize..b.start as usize] == "-";
        // `fogd-és-vidd` is one word throughout.
        let compound = text.visible()[..a.start as usize].ends_with('-');
        if glued
            && !compound
            && has(&view.locale.rules.unhyphenated_words, text.word(a))
            && !text.word(b).starts_with("jel")
        {
            let message = "A hyphen stands behind the conjunction: write a space.";
            found.push(Found::between(text, a, b, message));
        }
    }
    found
}

/// `a` before a vowel or `az` before a consonant.
fn article(view: &SegmentView<'_>) -> Vec<Found> {
    let target = &view.target;
    let mut found = Vec::new();
    for pair in target.words.windows(2) {
        let [article, next] = pair else { continue };
        let consonant = match target.word(article) {
            "a" | "A" => true,
            "az" | "Az" => false,
            _ => continue,
        };
        let between = &target.visible()[article.end as usize..next.start as usize];
        let word = target.word(next);
        if between != " " || next.kind != WordKind::Plain || word.chars().count() < 3 {
            continue;
        }
        let mut letters = word.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
        let acronym = second.is_uppercase();
        let foreign = matches!(first, 'U' | 'Y' | 'H' | 'u' | 'y')
            || word.starts_with("One")
            || word.starts_with("Eu");
        let verb = ["ható", "hető", "zza", "ezi", "atja", "eti", "ják", "lja", "ik"]
            .iter()
            .any(|e| word.ends_with(e));
        let pronoun = !consonant && (has(&view.locale.rules.words_behind_pronoun, word) || verb);
        if acronym || foreign || pronoun {
            continue;
        }
        let vowel = "aáeéiíoóöőuúüűAÁEÉIÍOÓÖŐUÚÜŰ".contains(first);
        if vowel == consonant {
            let right = if vowel { "az" } else { "a" };
            let message =
                format!("The article before “{word}” is for another sound: write “{right}”.");
            found.push(
                Found::between(target, article, next, message).expected(format!("{right} {word}")),
            );
        }
    }
    found
}

/// An item of roles that ends in an adjective, such as `Globális rendszergazdai`.
fn unfinished(view: &SegmentView<'_>) -> Vec<Found> {
    let visible = view.target.visible();
    let mut all = Vec::new();
    let adjectives = view.locale.rules.role_adjectives.iter();
    for (at, found) in adjectives.flat_map(|role| visible.match_indices(role.as_str())) {
        let end = at + found.len();
        let rest = visible[end..].trim_start();
        if rest.is_empty() || rest.starts_with(['|', '.', ',', ';']) {
            let begin = visible[..at].rfind(['|', ':', ',']).map_or(0, |i| i + 1);
            let item = &visible[begin..end];
            let start = end - item.trim_start().len();
            let message = "The role ends in a form that only stands before a noun: write the one that stands alone.";
            all.push(Found::new(&view.target, start..end, message));
        }
    }
    all
}

/// The indicative where something is wanted: a clause whose last word is a verb in `-ik`.
fn indicative(view: &SegmentView<'_>) -> Vec<Found> {
    let visible = view.target.visible();
    let mut found = Vec::new();
    if !visible.contains("hogy") {
        return found;
    }
    for wanting in &view.locale.rules.wanting_phrases {
        let Some(at) = visible.find(wanting.as_str()) else { continue };
        let start = at + wanting.len();
        let rest = &visible[start..];
        let clause = &rest[..rest.find([',', '.', ';', ':']).unwrap_or(rest.len())];
        let verb = &clause[words::stretch_start(clause, clause.len())..];
        let indicative = ["zik", "dik", "sik", "lik", "nik"].iter().any(|e| verb.ends_with(e))
            && !verb.ends_with("jenek");
        if indicative && verb.len() > 4 {
            let end = start + clause.len();
            let message =
                format!("“{verb}” is indicative behind a verb of wanting: write the imperative.");
            found.push(Found::new(&view.target, end - verb.len()..end, message));
        }
    }
    found
}
