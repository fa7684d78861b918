//! Apple's string catalogues: one file with all locales.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::cldr::{CldrLocale, PluralCategory};
use crate::document::message::{self, Families, Family};
use crate::document::{Document, Input, Problem, ProblemKind, Segment, State};
use crate::locale::LocaleTag;
use crate::read::formats::forms;
use crate::read::formats::problems::Problems;
use crate::read::formats::{Format, extension, stem};

/// Apple's string catalogues.
pub(super) const FORMAT: Format = Format {
    id: "xcstrings",
    summary: "Apple `.xcstrings` catalogues, a document for each locale; strings in state `new` are untranslated",
    extensions: &["xcstrings"],
    ambiguous_extensions: &[],
    sniff: |path, _| extension(path) == "xcstrings",
    read,
    cut: None,
    write: None,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Catalogue {
    source_language: String,
    strings: BTreeMap<String, Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    should_translate: Option<bool>,
    #[serde(default)]
    extraction_state: String,
    #[serde(default)]
    localizations: BTreeMap<String, Localization>,
}

/// The text of a message in a locale, or several by number or device.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Localization {
    string_unit: Option<Unit>,
    #[serde(default)]
    variations: BTreeMap<String, BTreeMap<String, Localization>>,
    #[serde(default)]
    substitutions: BTreeMap<String, Localization>,
}

#[derive(Deserialize)]
struct Unit {
    #[serde(default)]
    state: String,
    value: String,
}

fn read(
    bytes: Vec<u8>,
    input: &Input,
    asked: Option<&LocaleTag>,
) -> Result<Vec<Document>, Problem> {
    let (text, mut problems) = Problems::decode(bytes, input);
    let catalogue: Catalogue = serde_json::from_str(&text).map_err(|e| Problem {
        path: input.name.clone(),
        line: Some(e.line() as u32),
        kind: ProblemKind::Malformed,
        message: format!("Column {}: {e}.", e.column()),
    })?;
    let lines = lines(&text);
    let locales: BTreeSet<&String> =
        catalogue.strings.values().flat_map(|message| message.localizations.keys()).collect();
    let mut documents = Vec::new();
    for tag in locales.into_iter().filter(|tag| **tag != catalogue.source_language) {
        let Some(locale) = LocaleTag::parse(tag) else {
            let message = format!("`{tag}` is no language tag; its translations are not scored.");
            problems.add(None, ProblemKind::UnknownLocale, message);
            continue;
        };
        let known = CldrLocale::of(tag);
        let mut document = Document { path: input.name.clone(), locale, ..Document::default() };
        for (key, message) in &catalogue.strings {
            // What the program has no more is stale.
            if message.should_translate != Some(false) && message.extraction_state != "stale" {
                let line = lines.get(key).copied().unwrap_or(1);
                let (source, segments) = (&catalogue.source_language, &mut document.segments);
                pair(key, message, source, tag, known.as_ref(), line, segments);
            }
        }
        documents.push(document);
    }
    let stale = catalogue.strings.values().filter(|m| m.extraction_state == "stale").count();
    if stale > 0 {
        let message =
            format!("{stale} strings that the program has no more (`stale`) were left out.");
        problems.add(None, ProblemKind::NotScored, message);
    }
    Ok(problems.hand_to(documents, asked))
}

/// A text of a message: which part and form of it, and its unit.
type Form<'c> = (String, &'c Unit);

fn pair(
    key: &str,
    message: &Message,
    source_language: &str,
    tag: &str,
    locale: Option<&CldrLocale>,
    line: u32,
    segments: &mut Vec<Segment>,
) {
    let key = &*stem(key);
    let of = |tag: &str| {
        let mut forms = Vec::new();
        if let Some(localization) = message.localizations.get(tag) {
            gather(localization, String::new(), &mut forms);
        }
        forms
    };
    let (sources, targets): (Vec<Form<'_>>, Vec<Form<'_>>) = (of(source_language), of(tag));
    let mut push = |form: &str, source: &str, target: Option<&Unit>| {
        let (target, state) = match target {
            Some(unit) if unit.state == "new" => (unit.value.clone(), State::Untranslated),
            Some(unit) => (unit.value.clone(), State::of_entry(&unit.value)),
            None => (String::new(), State::Untranslated),
        };
        let (id, source) = (format!("{key}{form}"), source.to_owned());
        if source.chars().any(char::is_alphabetic) {
            let category = category(form);
            let plural = locale.zip(category).map(|(locale, (_, category))| {
                let counts = forms::counts(locale, category);
                forms::form(category, category.as_str().to_owned(), counts, String::new())
            });
            let families = Families::of(Family::Printf);
            let text = Segment { id, line, source, target, state, ..Segment::default() };
            segments.push(Segment { families, form: plural, ..text });
        }
    };
    // Without a text of the source language the key is it.
    let Some((_, last)) = sources.last() else {
        match &targets[..] {
            [] => push("", key, None),
            targets => targets.iter().for_each(|(form, unit)| push(form, key, Some(unit))),
        }
        return;
    };
    if targets.is_empty() {
        for (form, unit) in &sources {
            push(form, &unit.value, None);
        }
    }
    for (form, unit) in &targets {
        let other = form.rfind('[').map(|at| format!("{}[other]", &form[..at]));
        let same = sources.iter().find(|(theirs, _)| theirs == form);
        let general = || sources.iter().find(|(theirs, _)| Some(theirs) == other.as_ref());
        let source = same.or_else(general).map_or(*last, |(_, unit)| *unit);
        push(form, &source.value, Some(unit));
    }
    if let Some(locale) = locale {
        missing(key, locale, line, &sources, &targets, segments);
    }
}

/// Adds a pair for the forms of a plural that the language needs and a translated message lacks.
fn missing(
    key: &str,
    locale: &CldrLocale,
    line: u32,
    sources: &[Form<'_>],
    targets: &[Form<'_>],
    segments: &mut Vec<Segment>,
) {
    let mut groups: BTreeMap<&str, Vec<PluralCategory>> = BTreeMap::new();
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for (form, unit) in targets {
        let Some((group, category)) = category(form) else { continue };
        groups.entry(group).or_default().push(category);
        if unit.state == "new" || unit.value.trim().is_empty() {
            open.insert(group);
        }
    }
    if groups.is_empty() {
        return;
    }
    let needed: Vec<_> = locale.needed_plurals().collect();
    for (group, given) in groups.into_iter().filter(|(group, _)| !open.contains(group)) {
        let mut lacks: Vec<_> = needed.iter().copied().filter(|c| !given.contains(c)).collect();
        message::stand_in(&needed, given.contains(&PluralCategory::Other), &mut lacks);
        let Some(first) = lacks.first() else { continue };
        let names: Vec<_> = lacks.iter().map(|category| category.as_str()).collect();
        let theirs =
            |name: &str| sources.iter().find(|(form, _)| *form == format!("{group}[{name}]"));
        let source = theirs(first.as_str()).or_else(|| theirs("other")).or(sources.last());
        let source = source.map(|(_, unit)| unit.value.clone()).unwrap_or_default();
        let id = format!("{key}{group}[{}]", first.as_str());
        segments.push(forms::missing_forms(id, line, source, names.join(", ")));
    }
}

/// The form of a plural that a text is for, with what stands before it.
fn category(form: &str) -> Option<(&str, PluralCategory)> {
    let (group, name) = form.strip_suffix(']')?.rsplit_once('[')?;
    Some((group, PluralCategory::parse(name)?))
}

fn gather<'c>(localization: &'c Localization, place: String, forms: &mut Vec<Form<'c>>) {
    for (kind, variants) in &localization.variations {
        for (name, variant) in variants {
            let form = if kind == "plural" {
                format!("{place}[{name}]")
            } else {
                format!("{place}.{name}")
            };
            gather(variant, form, forms);
        }
    }
    for (name, part) in &localization.substitutions {
        gather(part, format!("{place}.{name}"), forms);
    }
    if let Some(unit) = &localization.string_unit {
        forms.push((place, unit));
    }
}

/// The line of each key of an object that begins there.
fn lines(text: &str) -> FxHashMap<String, u32> {
    let mut lines = FxHashMap::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        let key = line.strip_suffix('{').and_then(|line| line.trim_end().strip_suffix(':'));
        if let Some(key) = key.and_then(|key| serde_json::from_str::<String>(key.trim_end()).ok()) {
            lines.entry(key).or_insert(number);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_a_message_lacks_are_one_pair() {
        let forms = |names: &[&str]| -> String {
            let unit = |name: &&str| {
                format!(
                    "\"{name}\": {{\"stringUnit\": {{\"state\": \"translated\", \"value\": \"%lld {name}\"}}}}"
                )
            };
            let units: Vec<_> = names.iter().map(unit).collect();
            format!("{{\"variations\": {{\"plural\": {{{}}}}}}}", units.join(", "))
        };
        for (locale, given, lacks) in [
            ("pl", &["one", "other"][..], "few"),
            ("ru", &["one", "few", "other"], ""),
            ("ar", &["one", "other"], "zero, two, few, many"),
            ("es", &["one", "other"], ""),
            ("ja", &["other"], ""),
        ] {
            let (source, target) = (forms(&["one", "other"]), forms(given));
            let text = format!(
                "{{\"sourceLanguage\": \"en\", \"strings\": {{\"n\": {{\"localizations\": {{\"en\": {source}, \"{locale}\": {target}}}}}}}}}"
            );
            let documents =
                read(text.into_bytes(), &Input::new("L.xcstrings", "L.xcstrings"), None).unwrap();
            let form = |s: &Segment| s.form.clone().filter(|form| form.is_missing);
            let missing: Vec<_> = documents[0].segments.iter().filter_map(form).collect();
            let names: Vec<_> = missing.iter().map(|form| form.name.as_str()).collect();
            assert_eq!(names.join("; "), lacks, "{locale}");
        }
    }

    #[test]
    fn locales_states_and_variations() {
        let text = r#"{
  "sourceLanguage" : "en",
  "strings" : {
    "%lld files" : {
      "localizations" : {
        "en" : { "variations" : { "plural" : { "one" : { "stringUnit" : { "state" : "translated", "value" : "%lld file" } }, "other" : { "stringUnit" : { "state" : "translated", "value" : "%lld files" } } } } },
        "cs" : { "variations" : { "plural" : {
          "few" : { "stringUnit" : { "state" : "translated", "value" : "%lld soubory" } },
          "one" : { "stringUnit" : { "state" : "new", "value" : "%lld file" } } } } } } },
    "Close" : {
      "comment" : "A button",
      "localizations" : {
        "cs" : { "stringUnit" : { "state" : "needs_review", "value" : "Zavřít" } },
        "de" : { "stringUnit" : { "state" : "translated", "value" : "Schließen" } } } },
    "Gone" : { "extractionState" : "stale" },
    "Lumora" : { "shouldTranslate" : false }
  },
  "version" : "1.0"
}"#;
        let name = "L.xcstrings";
        let input = Input::new(name, name);
        let documents = read(text.as_bytes().to_vec(), &input, None).unwrap();
        let all: Vec<_> = documents
            .iter()
            .flat_map(|d| d.segments.iter().map(|s| (d.locale.as_str(), s)))
            .map(|(l, s)| (l, &*s.id, s.line, &*s.source, &*s.target, s.is_untranslated()))
            .collect();
        assert_eq!(
            all,
            [
                ("cs", "%lld files[few]", 4, "%lld files", "%lld soubory", false),
                ("cs", "%lld files[one]", 4, "%lld file", "%lld file", true),
                ("cs", "Close", 10, "Close", "Zavřít", false),
                ("de", "%lld files[one]", 4, "%lld file", "", true),
                ("de", "%lld files[other]", 4, "%lld files", "", true),
                ("de", "Close", 10, "Close", "Schließen", false),
            ]
        );
        let kinds: Vec<_> = documents[0].problems.iter().map(|p| p.kind).collect();
        assert_eq!(kinds, [ProblemKind::NotScored]);
    }
}
