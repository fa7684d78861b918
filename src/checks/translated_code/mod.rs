//! Code spans, paths and names of code that were changed or translated.
//!
//! Precision: 5 of 8 read on human text.

mod blocks;
mod labels;
mod lost;
mod names;
mod same;
mod spans;
mod standard;
mod torn;
mod values;

use self::same::same_code;
use std::ops::Range;

use super::protected::lost;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Protected, ProtectedKind, Text, Word, WordKind, find_loose, words};

/// Code of the source that the target does not hold as it is.
pub(super) static CHECK: Check = Check {
    id: "translated-code",
    kind: Kind::Law,
    category: Category::Terminology,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A code span, path, file name, cmdlet or other name of code is not the same as in the source",
    details: "Compares code spans, file paths and e-mail addresses, and in running text cmdlets (`Get-AzVM`), \
        names with underscores and file names, with the target; runs of white space count as one blank. A code span that lost its back-ticks \
        but not its text is a minor issue, unless emphasis or quotes set it off. Critical: code in another case or script, with \
        blanks or a slip in it, or a translated word. Where the page does not say that a machine translated it, code that is \
        not there in any form is of low confidence: people put sentences in other words, say it once for twice, and \
        localize samples as the page's own code blocks do. Hints in angle brackets, texts for people in quotes and `{{fields}}` inside code may be translated. \
        Options (`-Force`, `--all`), dotted names, names of files and names in mixed case without code marks are reported where they were \
        split, recased or translated; names in capitals written as one (`ListItem`) only where the page marks them as code, behind \
        `::`, or alone in emphasis. Code blocks of a page beside its original are compared line by line: comments and \
        texts for people may be translated, commands, options, keys and names of functions may not; a block that is \
        another version is one minor issue. \
        Names in mixed case alone (`PowerShell`) are left to the checks of names. \
        On a page that a machine translated also what is there in no form: words with numbers (`port2`), names of words \
        written as one behind a hyphen, alone in emphasis or beside `parameter` and the like, long words in capitals \
        (`VACUUM`), the value behind an option (`-Mode None`), the text of a link to a page of an API that bears its \
        name, and words in angle brackets which the page's code still has as they were. \
        Also reported: calls torn from their parenthesis, and names with escaped marks that were spaced out \
        (`vs \\_ 4`). Measured on real pages: 1.5 of 1,000 machine segments; of human ones only those of win32 pages \
        of raw machine text that call themselves human.",
    examples: &[
        Example::bad(
            "de-DE",
            "Run `Import-Module` now.",
            "Führen Sie `Import- Module` aus.",
            "Import- Module",
        ),
        Example::bad(
            "ja-JP",
            "Run the `Get-AzVM` cmdlet.",
            "`取得-AzVM` コマンドレットを実行します。",
            "`取得-AzVM`",
        ),
        Example::bad("ru-RU", "Update `Az.Resources`.", "Обновите `az.resources`.", "az.resources"),
        Example::bad("es-ES", "Send `app.log` to us.", "Envíenos app.log`.", "app.log"),
        Example::bad(
            "ru-RU",
            "Use Remove-MarketplaceOffer here.",
            "Используйте Remove-маркетплейсоффер.",
            "Remove-маркетплейсоффер",
        ),
        Example::bad("pt-BR", r"the vs\_4\_1 target", r"o destino vs \_ 4 \_ 1", r"vs \_ 4 \_ 1"),
        Example::bad(
            "pt-BR",
            r#"named "\\\\server1"."#,
            r#"chamado " \\ \\ Server1"."#,
            r"\\ \\ Server1",
        ),
        Example::bad(
            "de-DE",
            "Call JetOpenTable(a).",
            "Rufen Sie JetOpenTable (a) auf.",
            "JetOpenTable (",
        ),
        Example::bad(
            "de-DE",
            "It returns Microsoft.Boxes.ListItem objects.",
            "Es gibt Microsoft. Boxes. ListItem-Objekte zurück.",
            "Microsoft. Boxes. ListItem",
        ),
        Example::bad(
            "de-DE",
            "Add -Forward to it.",
            "Fügen Sie -Weiterleiten hinzu.",
            "-Weiterleiten",
        ),
        Example::bad("pt-BR", "Needs Boxes32.lib.", "Requer Boxes32. lib.", "Boxes32. lib"),
        Example::bad(
            "pt-BR",
            "Call **IBox::OpenLid** now.",
            "Chame **IBox::O penlid** agora.",
            "O penlid",
        ),
        Example::good("fr-FR", "Set `a\n= 'An item'`.", "Définissez `a = 'Un élément'`."),
        Example::good(
            "fr-FR",
            "Run `az login` in PowerShell.",
            "Exécutez `az login` dans PowerShell.",
        ),
        Example::good("zh-CN", "Set `-Force` to `true`.", "将 `-Force` 设置为 `true`。"),
        Example::good(
            "de-DE",
            "Use `new -Name <your name>`.",
            "Verwenden Sie `new -Name <Ihr Name>`.",
        ),
    ],
    run: Run::SegmentAndPage(run, blocks::run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    spans::report(view, issues);
    for kind in [ProtectedKind::Path, ProtectedKind::Email] {
        places(view, kind, issues);
    }
    identifiers(view, issues);
    names::report(view, issues);
    standard::report(view, issues);
    values::report(view, issues);
    torn::report(view, issues);
    labels::report(view, issues);
    lost::report(view, issues);
    escaped(view, issues);
}

/// Whether a text has a name as it is, where a reader sees it: the address of a link is no such place.
fn holds(text: &Text<'_>, name: &str) -> bool {
    let is_shown =
        |p: &Protected| p.kind != ProtectedKind::Url && text.slice(p.range.clone()).contains(name);
    text.visible().contains(name) || text.protected.iter().any(is_shown)
}

/// The first place where a name is written in another case or with blanks in it, in what a reader sees.
fn find_damaged(text: &Text<'_>, name: &str) -> Option<Range<usize>> {
    find_loose(text.visible(), name).map(|at| text.raw_range(at))
}

/// Paths and addresses of mail that stand in running text.
fn places(view: &SegmentView<'_>, kind: ProtectedKind, issues: &mut Vec<Issue>) {
    lost(view, kind, same_code, |lost| {
        let place = view.source.slice(lost.content.clone());
        if place.trim().is_empty() || lost.bare {
            return;
        }
        let issue = if lost.target.is_some() {
            Issue::new(&CHECK, format!("“{place}” must stay exactly as in the source"))
        } else {
            let message = format!("“{place}” of the source is not in the translation");
            suspicion(view, Issue::new(&CHECK, message))
        };
        issues
            .push(Issue { target_span: lost.target, ..issue.source(lost.source).expected(place) });
    });
}

/// What is gone without a trace people may have said in other words.
fn suspicion(view: &SegmentView<'_>, issue: Issue) -> Issue {
    if view.page.origin() == Origin::Machine {
        issue
    } else {
        issue.severity(Severity::Major).confidence(Confidence::Low)
    }
}

/// Words of a text that are looked at for names of standards and values.
const LOOKED_AT: usize = 400;
/// Names of code of a text that are compared; segments with more are made by a program.
const NAMED: usize = 256;

/// The names of code that stand in running text, as many as are compared.
fn named<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t Word> {
    text.words.iter().filter(|w| w.kind == WordKind::Identifier).take(NAMED)
}

/// Names of code that stand in running text.
fn identifiers(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    for word in named(source) {
        let name = source.word(word);
        // A call: its parenthesis belongs to it.
        let end = source.raw_range(word.range()).end;
        if source.raw[end..].starts_with('(') && !is_call(target.raw, name) {
            let at =
                target.raw.find(name).filter(|at| target.raw[at + name.len()..].starts_with(" ("));
            if let Some(at) = at {
                let issue = Issue::new(&CHECK, format!("“{name}(” of the source was torn apart"));
                issues.push(issue.target(at..at + name.len() + 2).severity(Severity::Minor));
                continue;
            }
        }
        if is_host(name)
            && !target.visible().contains(name)
            && let Some(at) = find_caseless(target.visible(), name)
        {
            let message = format!("“{name}” is an address and keeps its case");
            let issue = Issue::new(&CHECK, message).severity(Severity::Minor).expected(name);
            issues.push(issue.target(target.raw_range(at)));
            continue;
        }
        if !is_code(name) || holds(target, name) {
            continue;
        }
        let span = find_damaged(target, name)
            .filter(|at| !is_in_address(target, at))
            .or_else(|| remains(target.raw, name).filter(|at| !is_in_address(target, at)))
            .or_else(|| translated_verb(target, name));
        let issue = if span.is_some() {
            Issue::new(&CHECK, format!("“{name}” must stay exactly as in the source"))
        } else {
            let message = format!("“{name}” of the source is not in the translation");
            suspicion(view, Issue::new(&CHECK, message))
        };
        let issue = issue.source(source.raw_range(word.range())).expected(name);
        // A text that is such a name alone is the label of something.
        let issue = if word.range() == (0..source.visible().trim_end().len()) {
            suspicion(view, issue)
        } else {
            issue
        };
        issues.push(Issue { target_span: span, ..issue });
    }
}

/// Whether a place of the raw text is in the address of a link.
fn is_in_address(text: &Text<'_>, at: &Range<usize>) -> bool {
    text.links.iter().any(|link| link.target.start <= at.start && at.end <= link.target.end)
}

/// The first place of an ASCII text in another, in whatever case.
fn find_caseless(text: &str, wanted: &str) -> Option<Range<usize>> {
    let same = |w: &[u8]| w.eq_ignore_ascii_case(wanted.as_bytes());
    let at = text.as_bytes().windows(wanted.len()).position(same)?;
    Some(at..at + wanted.len())
}

/// Whether an identifier is the name of a host: small letters, with the ending of one.
fn is_host(name: &str) -> bool {
    [".com", ".net", ".org"].iter().any(|end| name.ends_with(end))
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
}

/// Names with escaped marks (`vs\_4\_1`, `\\\\server`, `\[\]`) that were spaced out.
fn escaped(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if memchr::memchr(b'\\', source.raw.as_bytes()).is_none() || !target.raw.contains('\\') {
        return;
    }
    for token in words::stretches(source.raw) {
        let token =
            token.trim_matches(['"', '\'', ',', '.', ';', ':', '*', '(', ')', '`', '“', '”']);
        let marked = ["\\_", "\\[", "\\]", "\\\\"].iter().any(|mark| token.contains(mark));
        if !marked || token.len() < 4 || token.contains("](") || target.raw.contains(token) {
            continue;
        }
        let Some(span) = find_loose(target.raw, token) else { continue };
        // The back-slashes before it belong to it.
        let before = target.raw[..span.start].trim_end_matches(['\\', ' ']);
        let extra = &target.raw[before.len()..span.start];
        let span = span.start - extra.trim_start().len()..span.end;
        let spaced = target.raw[span.clone()].contains(char::is_whitespace);
        let known = issues
            .iter()
            .filter_map(|i| i.target_span.as_ref())
            .any(|s| s.start < span.end && span.start < s.end);
        if spaced && !known {
            let issue = Issue::new(&CHECK, format!("“{token}” of the source was spaced out"));
            issues.push(issue.target(span).expected(token).severity(Severity::Major));
        }
    }
}

/// Whether the name stands somewhere with a parenthesis directly behind it.
fn is_call(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| text[at + name.len()..].starts_with('('))
}

/// Cmdlets, names with underscores, file names; not names of products in mixed case, nor domains.
fn is_code(name: &str) -> bool {
    let cmdlet = name.split_once('-').is_some_and(|(verb, noun)| {
        let capitals = noun.bytes().filter(u8::is_ascii_uppercase).count();
        let is_one = capitals == 1
            && noun.starts_with(|c: char| c.is_ascii_uppercase())
            && noun.len() >= LEAST_NOUN
            && VERBS.contains(&verb);
        (capitals >= 2 || is_one) && noun.bytes().any(|b| b.is_ascii_lowercase())
    });
    let file = name
        .rsplit_once('.')
        .is_some_and(|(stem, extension)| stem.len() > 1 && FILE_EXTENSIONS.contains(&extension));
    cmdlet || file || (name.contains('_') && name.len() > 3)
}

/// Letters of a cmdlet's noun of one word at least.
const LEAST_NOUN: usize = 4;
/// Verbs that names of cmdlets begin with, of those that `PowerShell` approves the ones that no hyphen joins to a noun in a
/// sentence, sorted.
const VERBS: &[&str] = &[
    "Add",
    "Clear",
    "Connect",
    "Disable",
    "Disconnect",
    "Enable",
    "Export",
    "Get",
    "Import",
    "Initialize",
    "Install",
    "Invoke",
    "Measure",
    "Mount",
    "New",
    "Publish",
    "Register",
    "Remove",
    "Rename",
    "Resolve",
    "Restart",
    "Restore",
    "Resume",
    "Revoke",
    "Select",
    "Set",
    "Stop",
    "Submit",
    "Suspend",
    "Uninstall",
    "Unregister",
    "Update",
    "Wait",
];

/// Endings of the file names that documentation speaks of, sorted.
const FILE_EXTENSIONS: &[&str] = &[
    "bat", "cab", "cmd", "config", "cs", "csproj", "css", "csv", "dll", "docx", "exe", "html",
    "ini", "jpg", "js", "json", "log", "md", "msi", "pdf", "png", "pptx", "ps1", "psm1", "py",
    "resx", "rtf", "sql", "svg", "ts", "txt", "vhd", "xaml", "xlsx", "xml", "yaml", "yml", "zip",
];

/// The word of the target that ends as the cmdlet does behind its verb: `Obtenir-BoxLid`.
fn translated_verb(target: &Text<'_>, name: &str) -> Option<Range<usize>> {
    let noun = &name[name.find('-').filter(|_| !name.contains(['_', '.']))?..];
    let visible = target.visible();
    let end = visible.find(noun)? + noun.len();
    let verb = words::trailing(&visible[..end - noun.len()], char::is_alphanumeric);
    (!verb.is_empty()).then(|| target.raw_range(end - noun.len() - verb.len()..end))
}

/// The word of the target that begins as the name does up to its first mark (`Remove-…`).
fn remains(target: &str, name: &str) -> Option<Range<usize>> {
    let mark = name.find(['-', '_', '.'])?;
    let at = target.find(&name[..=mark])?;
    let rest = &target[at..words::stretch_end(target, at)];
    let len = rest.find(|c| "`*()[]<>,;\"“”".contains(c)).unwrap_or(rest.len());
    let len = rest[..len].trim_end_matches(['.', ':', '。', '!', '?']).len();
    Some(at..at + len)
}

#[cfg(test)]
mod tests {
    #[test]
    fn extensions_are_sorted() {
        assert!(super::FILE_EXTENSIONS.is_sorted());
    }
}
