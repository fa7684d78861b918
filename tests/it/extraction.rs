//! Pages of every variation are read as they should be: `tests/fixtures/extraction/NAME` beside `NAME.expected`.
//! `SNAPSHOTS=overwrite cargo test extraction` renews what is expected; review the difference.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use glossator::document::Input;
use glossator::document::{Document, Located, ProblemKind};
use glossator::read::discover::discover;
use glossator::read::{self, ReadOptions};

use crate::support::{scratch, test_data, thread_time};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/extraction")
}

fn read(path: &Path, name: &str) -> Document {
    let input = Input::new(path, name);
    let mut documents = read::read(&input, &ReadOptions::default()).unwrap();
    assert_eq!(documents.len(), 1, "{name}");
    documents.remove(0)
}

fn read_bytes(name: &str, bytes: &[u8]) -> Document {
    let path = scratch(&format!("extraction-{name}")).join("page.md");
    std::fs::write(&path, bytes).unwrap();
    read(&path, "de-DE/page.md")
}

fn dump(document: &Document) -> String {
    let mut dump = String::new();
    let metadata = &document.metadata;
    writeln!(dump, "{} {}", document.locale, document.origin.as_str()).unwrap();
    let located = |l: &Located| format!("line {}: {:?}", l.line, l.text);
    let texts = [
        ("title", metadata.title.as_ref().map(located)),
        ("description", metadata.description.as_ref().map(located)),
        ("source_commit", metadata.source_commit.clone()),
        ("file_hash", metadata.file_hash.clone()),
        ("file_id", metadata.file_id.clone()),
        ("last_handoff", metadata.last_handoff.clone()),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            writeln!(dump, "{key} {text}").unwrap();
        }
    }
    if !metadata.no_loc.is_empty() {
        writeln!(dump, "no_loc {:?}", metadata.no_loc).unwrap();
    }
    for (key, value) in &metadata.other {
        writeln!(dump, "other {key}: {value:?}").unwrap();
    }
    for segment in &document.segments {
        writeln!(dump, "\n{} line {}", segment.id, segment.line).unwrap();
        writeln!(dump, "  source {:?}", segment.source).unwrap();
        writeln!(dump, "  target {:?}", segment.target).unwrap();
        let pair = &document.text[segment.place.clone()];
        assert!(pair.starts_with("<span") && pair.ends_with("</span>"), "{pair}");
    }
    if !document.problems.is_empty() {
        dump.push('\n');
    }
    for problem in &document.problems {
        let line = problem.line.map_or(String::new(), |l| format!(":{l}"));
        writeln!(dump, "problem{line} {} {}", problem.kind.as_str(), problem.message).unwrap();
    }
    dump
}

#[test]
fn every_variation_is_read_as_expected() {
    let mut pages: Vec<_> = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|e| e != "expected"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 25, "{} fixtures", pages.len());
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|v| v == "overwrite");
    for page in pages {
        let name = page.file_name().unwrap().to_str().unwrap();
        let found = dump(&read(&page, name));
        let expected = fixtures().join(format!("{name}.expected"));
        if overwrite {
            std::fs::write(&expected, &found).unwrap();
        }
        let expected = std::fs::read_to_string(expected).unwrap_or_default();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_page_of_more_than_a_megabyte_is_read_whole() {
    let mut page = String::from("---\nms.contentlocale: de-DE\nms.translationtype: MT\n---\n");
    let mut pairs = 0;
    while page.len() < 1_300_000 {
        pairs += 1;
        let id = format!("0a1b2-{pairs:04}");
        writeln!(
            page,
            "| <span data-ttu-id=\"{id}\">Zeile {pairs} der Tabelle mit **Text**</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">Row {pairs} of the table with **text**</span></span> |"
        )
        .unwrap();
    }
    let document = read_bytes("megabyte", page.as_bytes());
    assert_eq!(document.segments.len(), pairs);
    let last = document.segments.last().unwrap();
    assert_eq!(last.line as usize, pairs + 4);
    assert_eq!(last.source, format!("Row {pairs} of the table with **text**"));
    assert_eq!(document.problems, []);
}

#[test]
fn garbage_is_read_in_linear_time_and_without_panic() {
    let ttu = "<span data-ttu-id=\"0a1b2-101\">";
    let stu = "<span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">";
    let many = 100_000;
    let pages = [
        ("open-spans", format!("{ttu}{}", "<span>".repeat(many))),
        ("nested", {
            let (open, close) = ("<span>".repeat(many), "</span>".repeat(many));
            format!("{ttu}{open}a{close}</span>{stu}{open}b{close}</span></span>")
        }),
        ("targets", ttu.repeat(many)),
        ("sources", stu.repeat(many)),
        ("alternating", format!("{ttu}{stu}").repeat(many)),
        ("attributes", "data-ttu-id=".repeat(many)),
        ("closings", format!("{ttu}{}{stu}", "</span>".repeat(many)).repeat(3)),
        ("blanks", format!("{stu}{}", " ".repeat(many)).repeat(30)),
        ("keys", {
            let mut keys = String::from("---\n");
            (0..many).for_each(|i| writeln!(keys, "k{i}: v").unwrap());
            keys + "---\n"
        }),
        ("lists", format!("---\na: {}\n---\n", "[".repeat(many))),
        ("aliases", {
            let mut bomb = String::from("---\na0: &a0 [x, x]\n");
            (1..60).for_each(|i| {
                let last = i - 1;
                writeln!(bomb, "a{i}: &a{i} [*a{last}, *a{last}]").unwrap();
            });
            bomb + "---\n"
        }),
        ("open-front-matter", format!("---\n{}", "a: b\n".repeat(many))),
    ];
    for (name, page) in pages {
        let begin = thread_time();
        read_bytes(&format!("garbage-{name}"), page.as_bytes());
        let taken = thread_time().saturating_sub(begin);
        assert!(taken < Duration::from_secs(5), "{name}: {taken:?}");
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let random: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(200_000)
    .collect();
    let document = read_bytes("garbage-random", &random);
    assert_eq!(document.problems[0].kind, ProblemKind::InvalidUtf8);
}

#[test]
fn a_page_cut_anywhere_is_read_as_far_as_it_goes() {
    let folder = scratch("extraction-cut");
    for fixture in ["quoted_entities.md", "front_matter_spans.md", "nested_spans.md"] {
        let page = std::fs::read(fixtures().join(fixture)).unwrap();
        let whole = read(&fixtures().join(fixture), fixture).segments;
        let path = folder.join(fixture);
        for len in 0..page.len() {
            std::fs::write(&path, &page[..len]).unwrap();
            let cut = read(&path, fixture).segments;
            assert!(cut.len() <= whole.len(), "{fixture} cut at {len}");
        }
    }
}

#[test]
fn folders_are_searched_and_files_are_read_by_content() {
    let root = scratch("extraction-folders");
    let pair = std::fs::read(fixtures().join("plain.md")).unwrap();
    for (name, bytes) in [
        ("one/docs/a.md", pair.as_slice()),
        ("one/docs/.hidden/b.MD", &pair),
        ("one/docs/.git/c.md", &pair),
        ("one/docs/.gitignore", b"*.md"),
        ("one/docs/notes.txt", b"no pair in here"),
        ("one/docs/page.txt", &pair),
        ("one/docs/image.png", b"\x89PNG"),
        ("two/docs/a.md", &pair),
        ("three/a.md", &pair),
        ("page", &pair),
        ("other.dat", b"\x00\x01nothing"),
    ] {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let names = |paths: &[&str]| -> Vec<String> {
        let paths: Vec<_> = paths.iter().map(|p| root.join(p)).collect();
        let found = discover(&paths).unwrap();
        assert_eq!(found.problems, []);
        found.inputs.into_iter().map(|input| input.name).collect()
    };
    assert_eq!(names(&["one/docs"]), [".hidden/b.MD", "a.md", "page.txt"]);
    assert_eq!(names(&["one/docs", "one/docs/a.md"]), [".hidden/b.MD", "a.md", "page.txt"]);
    assert_eq!(names(&["three", "two/docs"]), ["docs/a.md", "three/a.md"]);
    assert_eq!(names(&["three/a.md", "two/docs/a.md"]), ["docs/a.md", "three/a.md"]);
    let both = names(&["one/docs", "two/docs"]);
    assert!(both.iter().any(|n| n.ends_with("/one/docs/a.md")), "{both:?}");
    assert!(both.contains(&"page.txt".to_owned()), "{both:?}");

    let file = |name: &str| Input::new(root.join(name), name);
    let options = ReadOptions::default();
    assert_eq!(read::read(&file("page"), &options).unwrap()[0].segments.len(), 2);
    for name in ["other.dat", "absent.md", "one"] {
        let problem = read::read(&file(name), &options).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Unreadable);
    }
    assert!(discover(&[root.join("absent")]).unwrap_err().to_string().contains("absent"));
}

#[cfg(unix)]
#[test]
fn links_within_a_folder_are_not_followed() {
    let root = scratch("extraction-links");
    std::fs::create_dir_all(root.join("docs")).unwrap();
    std::fs::write(root.join("docs/a.md"), "text").unwrap();
    std::os::unix::fs::symlink(root.join("docs"), root.join("docs/again")).unwrap();
    std::os::unix::fs::symlink(root.join("docs"), root.join("link")).unwrap();
    for given in ["docs", "link"] {
        let found = discover(&[root.join(given)]).unwrap();
        let names: Vec<_> = found.inputs.iter().map(|i| i.name.as_str()).collect();
        assert_eq!(names, ["a.md"]);
    }
}

#[test]
#[ignore = "needs the public pages in corpus/ of GLOSSATOR_TEST_DATA"]
fn a_real_corpus_has_the_counted_pairs() {
    let corpus = test_data("corpus");
    let manifest = std::fs::read_to_string(corpus.join("pages.manifest.tsv")).unwrap();
    let (mut pages, mut pairs) = (0, 0);
    for row in manifest.lines().skip(1) {
        let cells: Vec<_> = row.split('\t').collect();
        let name = format!("{}/{}/{}", cells[0], cells[1].replace('/', "+"), cells[2]);
        let document = read(&corpus.join("pages").join(&name), &name);
        let expected: usize = cells[4].parse().unwrap();
        assert_eq!(document.segments.len(), expected, "{name}");
        if expected > 0 {
            assert_eq!(document.locale.as_str(), cells[0], "{name}");
        }
        pages += 1;
        pairs += document.segments.len();
    }
    assert_eq!((pages, pairs), (520, 18_407));
}
