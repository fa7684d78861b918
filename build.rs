//! Lists the files of the bundled sample, so that adding a page needs no line of code, turns the shipped lists into what is
//! read soonest, and tells builds apart.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data/sample");
    println!("cargo:rerun-if-changed=data/sample");
    let mut files = Vec::new();
    for part in ["docs", "references"] {
        collect(&root.join(part), &mut files)?;
    }
    files.sort();
    embed("sample_files.rs", "SAMPLE_FILES", &files, |file| {
        file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/")
    })?;
    for folder in ["locales", "names"] {
        translate(folder)?;
    }
    nouns()?;
    println!("cargo:rustc-env=GLOSSATOR_BUILD={:016x}", build()?);
    Ok(())
}

/// Writes the YAML files of a folder of data as JSON, which is read at every start and in a tenth of the time.
fn translate(folder: &str) -> io::Result<()> {
    let data =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data").join(folder);
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join(folder);
    fs::create_dir_all(&out)?;
    let mut files = Vec::new();
    collect(&data, &mut files)?;
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "yaml")) {
        let malformed = |e: &dyn std::fmt::Display| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{}: {e}", file.display()))
        };
        let yaml = fs::read_to_string(file)?;
        let value: serde_json::Value = serde_yaml::from_str(&yaml).map_err(|e| malformed(&e))?;
        let name = file.with_extension("json").file_name().map(PathBuf::from).unwrap_or_default();
        fs::write(out.join(name), value.to_string())?;
    }
    Ok(())
}

/// Lists the files of nouns, by the locale or language that each is of.
fn nouns() -> io::Result<()> {
    let folder =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data/nouns");
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.retain(|file| file.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    let tag = |file: &Path| file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    embed("nouns.rs", "FILES", &files, tag)
}

/// Writes a table of files as code: the name of each, and its text.
fn embed(
    out: &str,
    table: &str,
    files: &[PathBuf],
    name: impl Fn(&Path) -> String,
) -> io::Result<()> {
    let mut code = format!("const {table}: &[(&str, &str)] = &[\n");
    for file in files {
        let (name, path) = (name(file), file.to_string_lossy());
        let _ = writeln!(code, "    ({name:?}, include_str!({path:?})),");
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join(out), code)
}

/// A number that builds of other sources do not have, by FNV-1a: what one of them learned another may take differently.
fn build() -> io::Result<u64> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for part in ["src", "data"] {
        println!("cargo:rerun-if-changed={part}");
        collect(&root.join(part), &mut files)?;
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for byte in fs::read(&file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
