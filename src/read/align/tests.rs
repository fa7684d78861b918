use std::path::Path;

use super::*;
use crate::document::{Document, Input, Origin};
use crate::read::{ReadOptions, read};

fn paired(source: &str, target: &str) -> Vec<(String, String)> {
    let input = Input::new("de-de/a.md", "de-de/a.md");
    let document = pair(target.to_owned(), source, &input, None);
    document.segments.into_iter().map(|s| (s.source, s.target)).collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(s, t)| ((*s).to_owned(), (*t).to_owned())).collect()
}

const SOURCE: &str = "---\ntitle: Set up the gateway\ndescription: How to set it up.\n---\n\n# Set up the gateway\n\nThe gateway needs port 8443. Open the [console](console.md) first.\n\n- Select **Add**.\n- Enter the name of the gateway, and select **Save**.\n\n```sh\ngw --port 8443\n```\n\nThe gateway restarts within two minutes.\n";
const TARGET: &str = "---\ntitle: Gateway einrichten\ndescription: So richten Sie es ein.\nms.translationtype: HT\n---\n\n# Gateway einrichten\n\nDas Gateway braucht Port 8443. Öffnen Sie zuerst die [Konsole](console.md).\n\n- Wählen Sie **Hinzufügen** aus.\n- Geben Sie den Namen des Gateways ein, und wählen Sie **Speichern** aus.\n\n```sh\ngw --port 8443\n```\n\nDas Gateway startet innerhalb von zwei Minuten neu.\n";

#[test]
fn pages_of_one_structure_pair_block_by_block_and_sentence_by_sentence() {
    let expected = [
        ("Set up the gateway", "Gateway einrichten"),
        ("How to set it up.", "So richten Sie es ein."),
        ("Set up the gateway", "Gateway einrichten"),
        ("The gateway needs port 8443.", "Das Gateway braucht Port 8443."),
        ("Open the [console](console.md) first.", "Öffnen Sie zuerst die [Konsole](console.md)."),
        ("Select **Add**.", "Wählen Sie **Hinzufügen** aus."),
        (
            "Enter the name of the gateway, and select **Save**.",
            "Geben Sie den Namen des Gateways ein, und wählen Sie **Speichern** aus.",
        ),
        (
            "The gateway restarts within two minutes.",
            "Das Gateway startet innerhalb von zwei Minuten neu.",
        ),
    ];
    assert_eq!(paired(SOURCE, TARGET), owned(&expected));
    let input = Input::new("a.md", "docs.de-de/a.md");
    let document = pair(TARGET.to_owned(), SOURCE, &input, None);
    assert_eq!((document.locale.as_str(), document.origin), ("de-DE", Origin::Human));
    let lines: Vec<u32> = document.segments.iter().map(|s| s.line).collect();
    assert_eq!(lines, [2, 3, 7, 9, 9, 11, 12, 18]);
    let ids: std::collections::BTreeSet<&str> =
        document.segments.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids.len(), document.segments.len());
}

#[test]
fn a_block_without_partner_stands_alone() {
    let without = TARGET.replace("- Wählen Sie **Hinzufügen** aus.\n", "");
    let pairs = paired(SOURCE, &without);
    assert!(pairs.contains(&("Select **Add**.".to_owned(), String::new())), "{pairs:#?}");
    assert_eq!(pairs.len(), 8);
    let more = TARGET.replace(
        "Das Gateway startet",
        "Dieser Absatz hat kein Gegenstück, denn jemand hat ihn nur hier geschrieben.\n\nDas Gateway startet",
    );
    let pairs = paired(SOURCE, &more);
    assert_eq!(pairs.len(), 9);
    assert!(pairs.iter().any(|(s, t)| s.is_empty() && t.starts_with("Dieser Absatz")));
}

#[test]
fn joined_and_split_paragraphs_pair_as_one() {
    let joined = TARGET.replace("8443. Öffnen", "8443.\n\nÖffnen");
    let pairs = paired(SOURCE, &joined);
    assert!(
        pairs
            .iter()
            .any(|(s, t)| s.starts_with("The gateway needs") && t.ends_with("braucht Port 8443.")),
        "{pairs:#?}"
    );
    assert!(pairs.iter().all(|(s, t)| !s.is_empty() && !t.is_empty()));
}

#[test]
fn empty_and_damaged_pages_are_paired_without_panic() {
    for (source, target) in [
        ("", ""),
        ("", "# x"),
        ("# x\n\ny", ""),
        ("---\n", "---\ntitle: [\n---\n> > > -\n|a|\n<td"),
        ("<table><tr><td", "```\n\n# x"),
    ] {
        let _ = paired(source, target);
        let _ = paired(target, source);
    }
}

#[test]
fn cells_pair_with_those_of_their_own_column() {
    let source = "| Key | Meaning | Default |\n|-|-|-|\n| open | Opens it | yes |\n| shut | Shuts it | no |\n";
    let target =
        "| Taste | Bedeutung | Vorgabe |\n|-|-|-|\n| auf | | ja |\n| zu | Schließt es | nein |\n";
    let pairs = paired(source, target);
    for (s, t) in [("open", "auf"), ("yes", "ja"), ("Opens it", ""), ("no", "nein")] {
        assert!(pairs.contains(&(s.to_owned(), t.to_owned())), "{s}: {pairs:#?}");
    }
}

/// Cuts a page of pairs into the localized page and its original, with the places of each pair in both.
struct Halves {
    source: String,
    target: String,
    places: Vec<(Range<usize>, Range<usize>)>,
}

fn halves(document: &Document) -> Halves {
    let mut halves = Halves { source: String::new(), target: String::new(), places: Vec::new() };
    let mut at = 0;
    for segment in &document.segments {
        if segment.place.start < at {
            continue;
        }
        let between = &document.text[at..segment.place.start];
        halves.source.push_str(between);
        halves.target.push_str(between);
        let (s, t) = (halves.source.len(), halves.target.len());
        halves.source.push_str(&segment.source);
        halves.target.push_str(&segment.target);
        halves.places.push((s..halves.source.len(), t..halves.target.len()));
        at = segment.place.end;
    }
    halves.source.push_str(&document.text[at..]);
    halves.target.push_str(&document.text[at..]);
    halves
}

/// Which of the places lie in these blocks, by their middles.
fn within(blocks: &[Block], range: &Range<usize>, places: &[Range<usize>]) -> Vec<usize> {
    let inside = |place: &Range<usize>| {
        let middle = usize::midpoint(place.start, place.end);
        blocks[range.clone()].iter().any(|b| b.place.contains(&middle))
    };
    (0..places.len()).filter(|i| inside(&places[*i])).collect()
}

#[derive(Debug, Default)]
struct Score {
    pairs: usize,
    recovered: usize,
    beads: usize,
    right: usize,
    dropped: usize,
    dropped_found: usize,
    stale_pages: usize,
}

/// Drops every block of the localized page for which the function says so.
fn drop_blocks(halves: &mut Halves, mut drop: impl FnMut() -> bool) -> usize {
    let body = 0;
    let blocks = blocks(&halves.target, body, None);
    let mut dropped = 0;
    for block in blocks.iter().rev() {
        let alone = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        if !alone || block.depth > 0 || !drop() {
            continue;
        }
        let removed = block.place.len();
        halves.target.replace_range(block.place.clone(), "");
        for (_, place) in &mut halves.places {
            if block.place.contains(&place.start) {
                *place = usize::MAX - 1..usize::MAX;
                dropped += 1;
            } else if place.start >= block.place.end && place.end != usize::MAX {
                *place = place.start - removed..place.end - removed;
            }
        }
    }
    dropped
}

/// Real pages of pairs, cut in two and aligned again.
#[test]
#[ignore = "needs the public pages in corpus/ of GLOSSATOR_TEST_DATA"]
fn real_pages_are_paired_again() {
    let data = std::env::var_os("GLOSSATOR_TEST_DATA").expect("the variable names a folder");
    let corpus = Path::new(&data).join("corpus/pages");
    let found = crate::read::discover::discover(&[corpus]).unwrap();
    let mut whole = Score::default();
    let mut damaged = Score::default();
    let mut random = 12345_u64;
    for input in found.inputs.iter().filter(|i| is_page(&i.path)) {
        let Ok(documents) = read(input, &ReadOptions::default()) else {
            continue;
        };
        for document in documents {
            let mut halves = halves(&document);
            measure(input, &halves, &mut whole);
            let again = pair(halves.target.clone(), &halves.source, input, None);
            whole.stale_pages += usize::from(again.staleness.is_some());
            damaged.dropped += drop_blocks(&mut halves, || {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                random >> 33 < (1 << 31) / 20
            });
            measure(input, &halves, &mut damaged);
        }
    }
    for (what, score) in [("as they are", &whole), ("with every 20th block dropped", &damaged)] {
        eprintln!(
            "{what}: {} pairs, {:.2} % recovered; {} beads, {:.2} % right; {} dropped, {:.1} % of them alone",
            score.pairs,
            100.0 * score.recovered as f64 / score.pairs as f64,
            score.beads,
            100.0 * score.right as f64 / score.beads as f64,
            score.dropped,
            100.0 * score.dropped_found as f64 / score.dropped.max(1) as f64,
        );
    }
    // The halves of a page are of one version, however damaged.
    assert!(whole.stale_pages <= 1, "{} pages are called stale", whole.stale_pages);
    assert!(whole.recovered * 100 >= whole.pairs * 98);
    assert!(whole.right * 100 >= whole.beads * 99);
    assert!(damaged.recovered * 100 >= damaged.pairs * 98);
    assert!(damaged.right * 100 >= damaged.beads * 99);
    assert!(damaged.dropped_found * 100 >= damaged.dropped * 85);
}

fn measure(input: &Input, halves: &Halves, score: &mut Score) {
    let body = |page: &str| crate::read::formats::front_matter::read(page).body;
    let (source, target) = (&halves.source, &halves.target);
    let (sources, targets) =
        (blocks(source, body(source), None), blocks(target, body(target), None));
    let (source_body, target_body) = (body(source), body(target));
    let (in_source, in_target): (Vec<_>, Vec<_>) = halves.places.iter().cloned().unzip();
    let mut recovered = vec![false; in_source.len()];
    let mut alone = vec![false; in_source.len()];
    for bead in align(&sources, &targets) {
        let s = within(&sources, &bead.source, &in_source);
        let t = within(&targets, &bead.target, &in_target);
        if bead.target.is_empty() {
            for i in &s {
                alone[*i] = true;
            }
        }
        if bead.source.is_empty() || bead.target.is_empty() || (s.is_empty() && t.is_empty()) {
            continue;
        }
        score.beads += 1;
        let dropped = |i: &usize| in_target[*i].end == usize::MAX;
        let kept: Vec<usize> = s.iter().copied().filter(|i| !dropped(i)).collect();
        score.right += usize::from(kept == t && !t.is_empty());
        if kept != t && std::env::var_os("SHOW").is_some() {
            eprintln!(
                "WRONG {}: {:?} | {:?}",
                input.name,
                sources[bead.source].iter().map(|b| (b.kind, &b.text)).collect::<Vec<_>>(),
                targets[bead.target].iter().map(|b| (b.kind, &b.text)).collect::<Vec<_>>()
            );
        }
        for i in s.iter().filter(|i| t.contains(i)) {
            recovered[*i] = true;
        }
    }
    for (i, place) in in_target.iter().enumerate() {
        if place.end == usize::MAX {
            score.dropped_found += usize::from(alone[i]);
        } else if in_source[i].start >= source_body && place.start >= target_body {
            score.pairs += 1;
            score.recovered += usize::from(recovered[i]);
            if !recovered[i] && std::env::var_os("SHOW").is_some() {
                eprintln!(
                    "LOST {}: {:?} | {:?}",
                    input.name,
                    &source[in_source[i].clone()],
                    &target[place.clone()]
                );
            }
        }
    }
}

#[test]
fn numbers_are_known_again_by_what_they_stand_for() {
    let source = "The shop sold 2.5 million cups, and 20 million spoons with them.\n\n\
                  It keeps 450k in store.\n\nSome 2 billion plates are in use.\n";
    let target = "这家店卖出了 250 万个杯子，以及 2000 万把勺子。\n\n库存 45 万个。\n\n大约有 20 亿个盘子在用。\n";
    let (source, target) = (blocks(source, 0, None), blocks(target, 0, None));
    let pairs = align(&source, &target);
    let pairs: Vec<_> = pairs.into_iter().map(|bead| (bead.source, bead.target)).collect();
    assert_eq!(pairs, [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
}

#[test]
fn no_pair_costs_less_than_the_bound_that_spares_looking_at_it() {
    let reader = crate::read::markup::of_page(Path::new("a.md"));
    let source = format!("{SOURCE}\nSee port 8443 in the [console](console.md) of `gw`.\n");
    let target = TARGET.replace("zuerst die", "\n\nzuerst die");
    let [source, target] =
        [&source, &target].map(|page| (reader.blocks)(page, reader.front_matter(page).body, None));
    let costs = Costs::new(&source, &target);
    let mut pairs = 0;
    for (down, right) in STEPS.into_iter().filter(|(down, right)| *down > 0 && *right > 0) {
        for i in down..=source.len() {
            for j in right..=target.len() {
                let (s, t) = (i - down..i, j - right..j);
                let bound = costs.at_least(&s, &t);
                let cost = costs.of(s, t);
                assert!(bound <= cost + ROUNDING / 10.0, "{i} {j} {down} {right}");
                pairs += usize::from(bound < 0.0 && cost < 0.0);
            }
        }
    }
    assert!(pairs > 0, "no pair gained by what its blocks share");
}
