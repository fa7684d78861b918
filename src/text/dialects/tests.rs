use super::{Line, line};
use crate::text::{OBJECT, ProtectedKind, Text};

fn visible(raw: &str) -> String {
    Text::new(raw).visible().replace(OBJECT, "_")
}

fn kept(raw: &str) -> Vec<&str> {
    let text = Text::new(raw);
    let kept = text.protected.iter().filter(|p| p.kind != ProtectedKind::Markup);
    kept.map(|p| &raw[p.content.clone()]).collect()
}

#[test]
fn what_people_read_stays_text() {
    for (raw, seen) in [
        ("a {{< b c=\"d\" >}} e", "a _ e"),
        ("{{% alert title=\"Take care\" color=\"red\" %}}", "_Take care"),
        ("{% tab title=\"Two words\" %}", "_Two words"),
        ("see {{cssxref(\"color\")}}.", "see _."),
        ("sum {{ 1 + 1 }}", "sum _"),
        ("a={{ b: 'c', d: 2 }} e", "a= e"),
        ("# Title? {#title}", "# Title?"),
        ("Title {/*title*/}", "Title"),
        ("Title {#a-b .c lang=en}", "Title"),
        ("Text {: .warning }", "Text"),
        ("a {/* for translators: b */}c", "a c"),
        ("[a](b){.button} c", "a c"),
        ("::: tip Take care", " Take care"),
        (":::note[Take care]{.wide}", "Take care"),
        (":::image type=\"icon\" source=\"a.png\":::", ""),
        ("!!! note \"Take care\"", "Take care"),
        ("??? note", ""),
        ("/// tip | Take care", " Take care"),
        ("=== \"Take care\"", "Take care"),
        ("```{note} Take *care*", " Take care"),
        ("```{figure} a/b.png", ""),
        ("See :ref:`the list <list>` now", "See the list now"),
        ("See :func:`~os.open` now", "See _ now"),
        ("Press :guilabel:`OK` now", "Press OK now"),
        ("See {ref}`the list <list>` now", "See the list now"),
        ("See `the list <https://a.b>`_ now", "See the list now"),
        ("See `the list`_ now", "See the list now"),
        ("See _the `list`_ now", "See the _ now"),
        ("See <<list,the list>> now", "See the list now"),
        ("See xref:a/list.adoc#x[the list] now", "See the list now"),
        ("Press kbd:[Ctrl+C], menu:The File[Open]", "Press Ctrl+C, The FileOpen"),
        ("A lid.footnote:x[Since 2.] stem:[x^2]", "A lid.Since 2. _"),
        ("In the menu:[File](a.md) or a menu: [b]", "In the menu:File or a menu: [b]"),
        ("Text[^1] goes on", "Text goes on"),
        ("The |project| runs", "The _ runs"),
        ("|a|b| and a|b|c and | d |", "|a|b| and a|b|c and | d |"),
        ("[^1]: Text", " Text"),
        ("See [[page|the page]] now", "See the page now"),
        ("The sum $x_1 + y$ and $$a^2$$ and \\(x_1\\)", "The sum _ and _ and _"),
        ("costs $5 or $6 or 7$", "costs $5 or $6 or 7$"),
        ("costs \\(more\\) or \\[less\\]", "costs (more) or [less]"),
        ("<%= name %> opens", "_ opens"),
        ("{'{x}'} is shown", "_ is shown"),
    ] {
        assert_eq!(visible(raw), seen, "{raw}");
    }
}

#[test]
fn what_machines_read_is_kept() {
    for (raw, expected) in [
        ("{{% a title=\"x\" %}}", &["{{% a title=\"x\" %}}"][..]),
        ("A {#b .c}", &["#b"]),
        ("A {/*b*/}", &["{/*b*/}"]),
        ("::: tip A", &["::: tip"]),
        ("!!! note \"A\"", &["!!! note"]),
        ("=== \"A\"", &["==="]),
        ("```{note} A", &["{note}"]),
        (":ref:`a <b>`", &[":ref:", "b"]),
        (":func:`~a.b`", &[":func:", "a.b"]),
        ("`a <https://b.c>`_", &["https://b.c"]),
        ("<<a,b>>", &["a"]),
        ("xref:a[b]", &["a"]),
        ("kbd:[a] footnote:x[b] stem:[c]", &["kbd:", "footnote:x", "c"]),
        ("a[^b]", &["[^b]"]),
        ("[[a|b]]", &["a"]),
        ("of |a-b|, c", &["|a-b|"]),
        ("$x_1$", &["x_1"]),
    ] {
        assert_eq!(kept(raw), expected, "{raw}");
    }
}

#[test]
fn lines_of_markup_are_told_from_text() {
    for (text, expected) in [
        ("{{< tabs >}} {{% tab %}}", Line::Opens),
        ("  {{% /tab %}} {{< /tabs >}}", Line::Ends),
        ("{% endif %}", Line::Ends),
        ("{{APIRef(\"x\")}}", Line::Opens),
        ("{{APIRef(\"x\")}} and more", Line::Text),
        ("::: tip", Line::Ends),
        ("!!! note", Line::Ends),
        ("=== \"A\"", Line::Ends),
        ("===", Line::Text),
        ("!!! Attention, please", Line::Text),
        ("/// note | x", Line::Ends),
        ("<Intro>", Line::Bare),
        ("</Intro>", Line::Bare),
        ("<Tab title=\"a\" />", Line::Ends),
        ("<Tab> a </Tab>", Line::Text),
        ("<Your name>", Line::Text),
        ("text", Line::Text),
        ("", Line::Text),
    ] {
        assert_eq!(line(text), expected, "{text}");
    }
}

#[test]
fn links_of_wikis_are_found() {
    let raw = "[[A b]], [[c|d]], a[[1]], ![[e]], `[[f]]`, [[g](h)]";
    let names: Vec<_> = super::wiki_links(raw).into_iter().map(|r| &raw[r]).collect();
    assert_eq!(names, ["A b"]);
}

/// Pages put together at random of what the dialects are made of.
#[test]
fn any_mixture_is_read_without_panic_and_in_linear_time() {
    let pieces = [
        "{{<", ">}}", "{{%", "%}}", "{%", "%}", "{{", "}}", "{#", "#}", "{", "}", "{/*", "*/}",
        "{:", "<%", "%>", ":::", "\n", " ", "!!!", "???+", "///", " | ", "[^", "]", "[[", "]]",
        "![[", "|", "$", "$$", "\\(", "\\)", "\\[", "\\]", ":ref:`", "`", "`_", "<", ">", "<<",
        ">>", ",", "xref:", "=\"", "\"", "title=", "a", "é", "中", "_", "*", "~", "\r\n", "x^2",
        "name(", ")", "'",
    ];
    let mut seed = 7u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let count = 1 + next(24);
        let raw: String = (0..count).map(|_| pieces[next(pieces.len())]).collect();
        let text = Text::new(&raw);
        assert!(text.raw_range(0..text.visible().len()).end <= raw.len());
        assert!(text.protected.windows(2).all(|w| w[0].range.end <= w[1].range.start), "{raw:?}");
        assert!(raw.lines().all(|l| line(l) != Line::Bare || l.contains('<')));
    }
    for piece in pieces {
        let raw = piece.repeat(4_000);
        assert!(Text::new(&raw).visible().len() <= raw.len() + 4);
    }
}
