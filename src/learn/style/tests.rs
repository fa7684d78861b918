use super::*;
use crate::document::{Metadata, Segment};

fn page(path: &str, locale: &str, pairs: &[(&str, &str)]) -> Document {
    let segment = |(source, target): &(&str, &str)| Segment {
        source: (*source).to_owned(),
        target: (*target).to_owned(),
        ..Segment::default()
    };
    Document {
        path: path.to_owned(),
        locale: LocaleTag::parse(locale).unwrap(),
        segments: pairs.iter().map(segment).collect(),
        ..Document::default()
    }
}

/// What pages teach.
fn taught(pages: &[Document]) -> Styles {
    let mut styles = Styles::default();
    for page in pages {
        let mut observed = styles.begin(page).unwrap();
        observe(page, |pair| observed.add(pair));
        styles.observe(&page.locale, observed);
    }
    styles
}

fn observe(page: &Document, mut see: impl FnMut(&Pair<'_>)) {
    for segment in &page.segments {
        let (source, target) = (Text::new(&segment.source), Text::new(&segment.target));
        see(&Pair { source: &source, target: &target, locale: Locale::of(&page.locale) });
    }
}

/// What a page is held to.
fn style_of(styles: &Styles, page: &Document) -> PageStyle {
    let texts: Vec<(Text<'_>, Text<'_>)> =
        page.segments.iter().map(|s| (Text::new(&s.source), Text::new(&s.target))).collect();
    let locale = Locale::of(&page.locale);
    let pairs = texts.iter().map(|(source, target)| Pair { source, target, locale });
    styles.of_page(page, pairs)
}

const SPACED: (&str, &str) = ("Use CSV here.", "在此使用 CSV 文件。");
const TIGHT: (&str, &str) = ("Use CSV here.", "在此使用CSV文件。");

#[test]
fn the_ids_of_rules_are_sorted_and_in_kebab_case() {
    assert!(RULES.is_sorted_by_key(|rule| rule.id));
    for rule in RULES {
        assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.id);
        assert_eq!(RULES[index(rule)].id, rule.id);
    }
}

#[test]
fn a_habit_of_nine_tenths_holds_and_says_what_it_rests_on() {
    let styles = taught(&[page("docs/a.md", "zh-CN", &[SPACED; 12])]);
    let style = style_of(&styles, &page("docs/b.md", "zh-CN", &[TIGHT]));
    let norm = style.norm(&AROUND_LATIN).unwrap();
    assert_eq!(norm.reason(&AROUND_LATIN), "24 of 24 places here have a space");

    let mixed =
        taught(&[page("docs/a.md", "zh-CN", &[SPACED, TIGHT, SPACED, TIGHT, SPACED, TIGHT])]);
    assert_eq!(style_of(&mixed, &page("docs/b.md", "zh-CN", &[TIGHT])).norm(&AROUND_LATIN), None);
    let few = taught(&[page("docs/a.md", "zh-CN", &[SPACED; 3])]);
    assert_eq!(style_of(&few, &page("docs/b.md", "zh-CN", &[TIGHT])).norm(&AROUND_LATIN), None);
}

#[test]
fn each_project_has_a_style_of_its_own_and_so_may_a_page() {
    let pages =
        [page("one/a.md", "zh-CN", &[SPACED; 12]), page("zh-CN/two/a.md", "zh-CN", &[TIGHT; 12])];
    let styles = taught(&pages);
    let norm = |path: &str, pairs: &[(&str, &str)]| {
        style_of(&styles, &page(path, "zh-CN", pairs)).norm(&AROUND_LATIN).cloned()
    };
    assert!(norm("one/b.md", &[TIGHT]).is_some());
    assert_eq!(norm("two/b.md", &[TIGHT]), None);
    // A page that goes another way throughout was written so.
    assert_eq!(norm("one/b.md", &[TIGHT; 12]), None);
    assert!(norm("two/b.md", &[SPACED; 12]).is_some());
}

#[test]
fn what_is_usual_holds_until_the_run_shows_another_habit() {
    let pair = ("Open it, then close it.", "打开它,然后关闭它。");
    let few = taught(&[page("docs/a.md", "zh-CN", &[pair])]);
    let norm = |styles: &Styles| {
        style_of(styles, &page("b.md", "zh-CN", &[pair])).norm(&WIDE_MARKS).cloned()
    };
    assert_eq!(norm(&few).unwrap().basis, Basis::Usage);
    let many = taught(&[page("docs/a.md", "zh-CN", &[pair; 25])]);
    assert_eq!(norm(&many), None);
}

#[test]
fn a_project_that_addresses_the_reader_informally_is_held_to_that() {
    let styles = taught(&[page("a.md", "de-DE", &[("Open your file.", "Öffne deine Datei."); 20])]);
    let style = style_of(&styles, &page("b.md", "de-DE", &[("your file", "Ihre Datei")]));
    let norm = style.norm(&ADDRESS).unwrap();
    assert_eq!(norm.way, Way::Other);
    assert!(
        norm.reason(&ADDRESS).starts_with("20 of 20 places here address the reader informally")
    );
}

#[test]
fn a_part_of_an_inclusive_form_addresses_nobody() {
    let page = page("a.md", "fr-FR", &[("Thanks to all.", "Merci à tou·te·s.")]);
    assert!(taught(&[page]).counts().all(|(_, rule, _)| rule.id != ADDRESS.id));
}

#[test]
fn a_guide_outvotes_the_habit_and_front_matter_names_one() {
    let tight = page("docs/a.md", "zh-CN", &[TIGHT; 12]);
    let mut styles = taught(std::slice::from_ref(&tight));
    assert_eq!(style_of(&styles, &tight).norm(&AROUND_LATIN), None);
    let other = [("ms.date".to_owned(), "today".to_owned())].into_iter().collect();
    let named = Document { metadata: Metadata { other, ..Metadata::default() }, ..tight };
    let norm = style_of(&styles, &named).norm(&AROUND_LATIN).cloned().unwrap();
    assert_eq!(norm.basis, Basis::Guide("microsoft".into()));
    styles.guide = Some(Guide::read("none".as_ref()).unwrap());
    let style = style_of(&styles, &named);
    assert!(style.norm(&AROUND_LATIN).is_none() && style.is_free(&AROUND_LATIN));
}

#[test]
fn the_measured_style_is_a_guide() {
    let pages = [page("a.md", "zh-CN", &[SPACED; 12]), page("b.md", "de-DE", &[("a", "b")])];
    let written = write(&taught(&pages));
    assert!(written.contains("  zh-CN:\n") && !written.contains("de-DE"), "{written}");
    assert!(written.contains("    space-around-latin: keep # 24 of 24 places have a space\n"));
    let path = std::env::temp_dir().join(format!("glossator-style-{}.yaml", std::process::id()));
    std::fs::write(&path, written).unwrap();
    let styles = Styles::held_to(Some(Guide::read(&path).unwrap()));
    std::fs::remove_file(&path).unwrap();
    let style = style_of(&styles, &page("c.md", "zh-CN", &[TIGHT]));
    assert!(style.norm(&AROUND_LATIN).unwrap().reason(&AROUND_LATIN).contains("asks for it"));
}

#[test]
fn a_word_counts_by_where_it_is_translated() {
    let kept = ("Pass the props to it.", "将 props 传给它。");
    let translated = ("Use the state here.", "在此使用状态。");
    let code = ("Set `vnode` of a vnode.", "设置`vnode`。");
    let styles = taught(&[page("a.md", "zh-CN", &[kept, kept, translated, code])]);
    let tag = LocaleTag::parse("zh-CN").unwrap();
    assert_eq!(styles.word(&tag, "props"), Count { kept: 0, of: 2 });
    assert_eq!(styles.word(&tag, "state"), Count { kept: 1, of: 1 });
    assert_eq!(styles.word(&tag, "vnode"), Count::default());
}

#[test]
fn what_people_keep_outvotes_what_most_pages_do() {
    let kept = ("Pass the props to it.", "将 props 传给它。");
    let translated = ("Pass the props to it.", "将属性传给它。");
    let by_people = Document { origin: Origin::Human, ..page("a.md", "zh-CN", &[kept; 5]) };
    let few = Document { origin: Origin::Human, ..page("a.md", "zh-CN", &[kept; 4]) };
    let others = page("b.md", "zh-CN", &[translated; 30]);
    let tag = LocaleTag::parse("zh-CN").unwrap();
    let word = |pages: &[Document]| taught(pages).word(&tag, "props");
    assert_eq!(word(&[by_people, others.clone()]), Count { kept: 0, of: 5 });
    assert_eq!(word(&[few, others]), Count { kept: 30, of: 34 });
}

/// How often a rule is kept in pairs of a locale.
fn count_of(rule: &Rule, locale: &str, pairs: &[(&str, &str)]) -> Count {
    let styles = taught(&[page("a.md", locale, pairs)]);
    let found = styles.counts().find(|(_, counted, _)| std::ptr::eq(*counted, rule));
    found.map_or_else(Count::default, |(.., count)| count)
}

#[test]
fn a_colon_counts_by_the_side_of_the_bold_that_it_stands_on() {
    let source = "**Roles**: Admin";
    let pairs = [
        (source, "**Rollen**: Admin"),
        (source, "**Rollen:** Admin"),
        // The source has it inside, or the target none.
        ("**Note:** Close it.", "**Hinweis**: Schließen."),
        (source, "**Rollen** – Admin"),
    ];
    assert_eq!(count_of(&COLON_BEHIND_BOLD, "de-DE", &pairs), Count { kept: 1, of: 2 });
}

#[test]
fn italics_count_by_whether_anything_marks_the_words() {
    let source = "Use it *only* here.";
    let kept = ["Nur *hier* nutzen.", "Nur „hier“ nutzen.", "**Nur** hier nutzen.", "`Nur` hier."];
    let kept = kept.map(|target| (source, target));
    assert_eq!(count_of(&ITALICS_KEPT, "de-DE", &kept), Count { kept: 4, of: 4 });
    assert_eq!(
        count_of(&ITALICS_KEPT, "de-DE", &[(source, "Nur hier.")]),
        Count { kept: 0, of: 1 }
    );
}

#[test]
fn links_into_the_site_count_by_the_locale_before_their_paths() {
    let source = "See [this](/docs/a/) and [that](b.md).";
    let pairs = [
        (source, "Siehe [dies](/de/docs/a/) und [das](b.md)."),
        (source, "Siehe [dies](/docs/a) und [das](b.md)."),
        // Leads elsewhere.
        (source, "Siehe [dies](/de/docs/c/)."),
    ];
    assert_eq!(count_of(&LOCALE_IN_LINKS, "de-DE", &pairs), Count { kept: 1, of: 2 });
}

#[test]
fn spaces_behind_a_sentence_are_another_habit_than_those_between_words() {
    let source = "Open it. Close it, then go.";
    let pairs =
        [(source, "Öffnen.  Schließen, dann gehen."), (source, "Öffnen. Schließen,  dann  gehen.")];
    let count = |rule| count_of(rule, "de-DE", &pairs);
    assert_eq!(count(&SINGLE_SPACE_BEHIND_STOP), Count { kept: 1, of: 2 });
    assert_eq!(count(&SINGLE_SPACES), Count { kept: 1, of: 3 });
}

#[test]
fn what_shows_something_parts_a_space_from_a_mark() {
    let parted = |raw: &str| parted_by_tag(&Text::new(raw), &(0..raw.len()));
    assert!(parted(" <x id=\"1\"/>，") && parted("字</span><span>a"));
    assert!(!parted(" </b>，") && !parted(" <b>字"));
}
