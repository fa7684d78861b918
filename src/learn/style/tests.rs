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
