//! What the project is built from: the compiler that it needs, and a reason for each crate.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

/// What cargo knows of the crates that this machine's build takes.
fn metadata() -> Value {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .args(["--filter-platform", host])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The numbers of a version, for comparison.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = text.split('.').map(|part| part.parse().unwrap()).collect();
    numbers.resize(3, 0);
    numbers
}

#[test]
fn the_oldest_compiler_that_is_promised_serves_every_crate() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "{} crates", packages.len());
    let promised = env!("CARGO_PKG_RUST_VERSION");
    for package in packages {
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(
                version(needed) <= version(promised),
                "{} {} needs Rust {needed}, and Cargo.toml promises {promised}",
                package["name"],
                package["version"]
            );
        }
    }
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(readme.contains(&format!("Rust toolchain ({promised} or newer)")));
}

#[test]
fn every_dependency_has_its_reason() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let ours = packages.iter().find(|package| package["name"] == env!("CARGO_PKG_NAME")).unwrap();
    let mut direct: Vec<&str> = ours["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect();
    direct.sort_unstable();
    // What the build needs may be needed at run time too.
    direct.dedup();
    let licences: BTreeMap<&str, &str> = packages
        .iter()
        .map(|package| (package["name"].as_str().unwrap(), package["license"].as_str().unwrap()))
        .collect();
    let text = fs::read_to_string("docs/dependencies.md").unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows = rows.map(|row| {
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        assert_eq!(cells.len(), 4, "{row}");
        let name = cells[0].trim_end_matches('`');
        assert_eq!(licences.get(name), cells.last(), "licence of {name}");
        name
    });
    let mut rows: Vec<&str> = rows.collect();
    rows.sort_unstable();
    assert_eq!(rows, direct, "docs/dependencies.md and Cargo.toml");
}

/// The crates of a lock file by name: the version of each, and what it needs.
fn locked(file: &str) -> BTreeMap<String, (String, Vec<String>)> {
    let text = fs::read_to_string(file).unwrap();
    let package = |package: &str| {
        let of = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)).unwrap();
            line.trim_matches('"').to_owned()
        };
        let needs = package.lines().filter_map(|line| line.strip_prefix(" \""));
        let needs = needs.map(|need| need.trim_end_matches("\",").to_owned()).collect();
        (of("name = "), (of("version = "), needs))
    };
    text.split("[[package]]\n").skip(1).map(package).collect()
}

#[test]
fn the_python_package_and_the_fuzzer_are_built_of_the_same_crates() {
    let ours = locked("Cargo.lock");
    let fuzzed = locked("fuzz/Cargo.lock");
    for (name, (version, _)) in &ours {
        if let Some((other, _)) = fuzzed.get(name) {
            assert_eq!(other, version, "{name} of fuzz/Cargo.lock");
        }
    }
    let theirs = locked("python/Cargo.lock");
    let (_, needs) = &ours[env!("CARGO_PKG_NAME")];
    // What only tests and benchmarks need is not built there.
    let needs: Vec<&String> = needs.iter().filter(|name| *name != "divan").collect();
    let remedy = "`cargo update -w --manifest-path python/Cargo.toml` brings its lock up to date";
    let found: Vec<&String> = theirs[env!("CARGO_PKG_NAME")].1.iter().collect();
    assert_eq!(found, needs, "{remedy}");
    for name in needs {
        assert_eq!(theirs[name].0, ours[name].0, "{name}: {remedy}");
    }
}
