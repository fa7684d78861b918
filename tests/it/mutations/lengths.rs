//! What the length of an input costs: time in proportion to it, whatever is repeated in it.

use std::path::Path;
use std::time::Duration;

use glossator::document::{Document, Input, Segment};
use glossator::evaluate::Evaluator;
use glossator::locale::LocaleTag;
use glossator::names::Termbase;
use glossator::read::formats;

use super::documents;
use crate::support::{texts, thread_time};

/// The processor time of the fastest of several runs: what else the machine does lengthens some of them.
fn fastest(mut run: impl FnMut()) -> Duration {
    let times = (0..5).map(|_| {
        let start = thread_time();
        run();
        thread_time().saturating_sub(start)
    });
    times.min().unwrap_or_default()
}

/// Whether four times the length takes eight times as long and more, or than what can be measured: what was measured then. In
/// proportion it is four times, in proportion to the square sixteen. A moment in which the machine does something else spoils
/// one measurement, and hardly three.
fn out_of_proportion(
    name: &str,
    length: usize,
    least: Duration,
    time: impl Fn(usize) -> Duration,
) -> Option<String> {
    let mut measured = Vec::new();
    for _ in 0..3 {
        let (once, four) = (time(length), time(4 * length));
        if four < once.max(least) * 8 {
            return None;
        }
        measured.push((once, four));
    }
    Some(format!("{name}: {measured:?}"))
}

#[test]
#[ignore = "it measures time, which says something only if optimised"]
fn pages_take_time_in_proportion_to_their_length() {
    let evaluator = Evaluator::new(Termbase::load(&[]).unwrap());
    let locale = LocaleTag::parse("de-DE").unwrap();
    let mut failures = Vec::new();
    for (name, page) in texts("dialects") {
        let time = |times: usize| {
            let page = page.repeat(times);
            fastest(|| {
                for document in documents(&name, &page, &page, &locale) {
                    evaluator.evaluate(document);
                }
            })
        };
        // Long enough that the bound of the alignment's table is reached.
        failures.extend(out_of_proportion(&name, 150, Duration::ZERO, time));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What a segment may hold over and over, in the source and in the target.
const REPEATED: &[(&str, &str)] = &[
    ("[a](b) ", "[a](c) "),
    ("[a](", "[b]("),
    ("https://a.b/c ", "https://a.b/d "),
    ("<a href=\"#a\">x</a> ", "<a href=\"#b\">x</a> "),
    ("**a ", "**b "),
    ("a_b*c ", "d*e_f "),
    ("`a` ", "`b` "),
    ("1 ", "1 "),
    ("1,", "1."),
    ("12,345.67 ", "12.345,67 "),
    ("5 GB ", "5 Gb "),
    ("Azure ", "Azure "),
    ("Microsoft 365 admin center ", "Microsoft 365 Admin Center "),
    ("Azure Active Directory ", "Aktives Verzeichnis Azure "),
    ("treeHouse ", "houseTree "),
    ("Re-entry ", "Wieder "),
    ("Ã©", "Ã©"),
    ("“a ", "„b "),
    ("{0} ", "{1} "),
    ("the ", "der der "),
    ("not ", "nicht "),
    ("Open it. ", "Öffnen. "),
    ("* ", "* "),
    ("` ", "` "),
    ("[", "["),
    ("(", ")"),
    ("![", "!["),
    ("\"a ", "\"b "),
    ("<a ", "<b "),
    ("<", "<"),
    ("<!-- x -->", "<!-- y -->"),
    ("&lt; ", "&lt; "),
    ("[!NOTE] ", "[!HINWEIS] "),
    ("word", "Wort"),
    ("a: b; ", "a : b ; "),
    ("%s ", "%d "),
    ("...", "…"),
    ("\u{200b}a", "a\u{200b}"),
    ("*a**b*", "*c**d*"),
    ("- a\n", "- b\n"),
    ("a.b.c ", "a.b.d "),
];

#[test]
#[ignore = "it measures time, which says something only if optimised"]
fn segments_take_time_in_proportion_to_their_length() {
    let evaluator = Evaluator::new(Termbase::load(&[]).unwrap());
    let locale = LocaleTag::parse("de-DE").unwrap();
    let mut failures = Vec::new();
    for (source, target) in REPEATED {
        let time = |times: usize| {
            let (source, target) = (source.repeat(times), target.repeat(times));
            let segments = vec![Segment { source, target, ..Segment::default() }];
            let document = Document { locale: locale.clone(), segments, ..Document::default() };
            fastest(|| drop(evaluator.evaluate(document.clone())))
        };
        // The clock goes in steps of milliseconds.
        failures.extend(out_of_proportion(source, 1000, Duration::from_millis(8), time));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Files of one thing over and over, `#` being the number of each: a name, what stands before, what is repeated, and what
/// stands behind.
#[rustfmt::skip]
const FILES: &[(&str, &str, &str, &str)] = &[
    ("a.tsv", "source\ttarget\tlocale\tpath\n", "Open #\tAuf #\tde-DE\tp/#.md\n", ""),
    ("a.csv", "source,target,locale\n", "\"Open #\",\"Auf \"\"#\",de-DE\n", ""),
    ("a.tsv", "source\ttarget\tlocale\n", "\"Open #\t\"Auf #\tde-DE\n", ""),
    ("a.jsonl", "", "{\"source\":\"Open #\",\"target\":\"Auf #\",\"locale\":\"de-DE\",\"path\":\"p/#.md\"}\n", ""),
    ("a.jsonl", "", "{\"source\":\"Open #\",\"target\":\"Auf\",\"locale\":\"de-x-a#\"}\n", ""),
    ("a.jsonl", "", "{\"source\":\"Open #\n", ""),
    ("a.tmx", "<tmx version=\"1.4\"><header srclang=\"en\"/><body>", "<tu tuid=\"#\"><prop type=\"x-path\">p/#.md</prop><tuv xml:lang=\"en\"><seg>Open #</seg></tuv><tuv xml:lang=\"de-DE\"><seg>Auf #</seg></tuv></tu>", "</body></tmx>"),
    ("a.xlf", "<xliff version=\"1.2\">", "<file original=\"a#\" target-language=\"de-DE\"><body><trans-unit id=\"#\"><source>Open #</source><target>Auf #</target></trans-unit></body></file>", "</xliff>"),
    ("a.xlf", "<xliff version=\"1.2\"><file original=\"a\" target-language=\"de-DE\"><body><trans-unit id=\"1\"><source>a</source><seg-source>", "<mrk mtype=\"seg\" mid=\"#\">Open #</mrk>", "</seg-source></trans-unit></body></file></xliff>"),
    ("a.xlf", "<xliff version=\"1.2\"><file original=\"a\" target-language=\"de-DE\"><body><trans-unit id=\"1\"", " a#=\"x\"", "><source>a</source><target>b</target></trans-unit></body></file></xliff>"),
    ("a.xlf", "<xliff version=\"1.2\"><file original=\"a\" target-language=\"de-DE\"><body><trans-unit id=\"1\"><source>", "<g id=\"#\">", "</source></trans-unit></body></file></xliff>"),
    ("a.xlf", "<xliff version=\"2.0\" trgLang=\"de-DE\"><file id=\"f\"><unit id=\"u\">", "<segment id=\"s#\"><source>Open #</source><target>Auf #</target></segment>", "</unit></file></xliff>"),
    ("de/a.po", "msgid \"\"\nmsgstr \"Language: de\\n\"\n", "\nmsgid \"Open #\"\nmsgstr \"Auf #\"\n", ""),
    ("de/a.po", "msgid \"\"\nmsgstr \"Language: de\\n\"\n\nmsgid \"a b\"\nmsgstr \"\"\n", "\"x y z #\"\n", ""),
    ("de/a.po", "msgid \"\"\nmsgstr \"Language: de\\n\"\n\nmsgid \"a\"\nmsgid_plural \"b\"\n", "msgstr[#] \"x #\"\n", ""),
    ("a.ts", "<TS version=\"2.1\" language=\"de\"><context><name>A</name>", "<message><source>Open #</source><translation>Auf #</translation></message>", "</context></TS>"),
    ("a.xcstrings", "{\"sourceLanguage\":\"en\",\"strings\":{\"a\":{}", ",\"Open #\":{\"localizations\":{\"de\":{\"stringUnit\":{\"state\":\"translated\",\"value\":\"Auf #\"}}}}", "}}"),
    ("de/a.md", "---\nms.contentlocale: de-DE\n---\n", "<span data-ttu-id=\"a-#\">Auf #<span class=\"sxs-lookup\"><span data-stu-id=\"a-#\">Open #</span></span></span> ", ""),
    ("de/a.md", "", "<span data-stu-id=\"a-#\">Open #.", ""),
    ("de/a.md", "", "<span data-ttu-id=\"a-#\">Auf #.", ""),
    ("de/a.md", "<span data-ttu-id=\"a\">", "<span>", "x</span><span data-stu-id=\"a\">y</span>"),
    ("de/a.md", "---\n", "key#: value #\n", "---\n<span data-ttu-id=\"a\">b</span><span data-stu-id=\"a\">a</span>\n"),
    ("de/a.md", "---\n", "a:", "\n---\n<span data-ttu-id=\"a\">b</span><span data-stu-id=\"a\">a</span>\n"),
    ("de/a.md", "", "<!-- glossator-ignore spacing -->\n<span data-ttu-id=\"a-#\">Auf #</span><span data-stu-id=\"a-#\">Open #</span>\n", ""),
    ("de/a.md", "", "| <span data-ttu-id=\"a-#\">Auf</span><span data-stu-id=\"a-#\">Open #</span> | b |\n", ""),
    ("de/a.md", "<span data-ttu-id=\"a\">b</span><span data-stu-id=\"a\">a</span>\n", "> [!HINWEIS]\n> x #\n\n", ""),
    ("de/a.md", "<span data-ttu-id=\"a\">b</span><span data-stu-id=\"a\">a</span>\n", "Ã© \u{fffd} #\n\n", ""),
];

#[test]
#[ignore = "it measures time, which says something only if optimised"]
fn files_take_time_in_proportion_to_their_length() {
    let evaluator = Evaluator::new(Termbase::load(&[]).unwrap());
    let locale = LocaleTag::parse("de-DE").unwrap();
    let mut failures = Vec::new();
    for (name, head, repeated, tail) in FILES {
        let input = Input::new(*name, *name);
        let time = |times: usize| {
            let body = (0..times).map(|number| repeated.replace('#', &number.to_string()));
            let file = format!("{head}{}{tail}", body.collect::<String>());
            let format = formats::of(Path::new(name), file.as_bytes()).unwrap();
            fastest(|| {
                let read = (format.read)(file.clone().into_bytes(), &input, Some(&locale));
                for document in read.unwrap_or_default() {
                    evaluator.evaluate(document);
                }
            })
        };
        let name = format!("{name}: {repeated}");
        failures.extend(out_of_proportion(&name, 1000, Duration::from_millis(8), time));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
