//! A judge for tests: this test's own program, started again to play one. It counts the characters of targets, and may
//! misbehave in any way that it is told to.

use std::fs;
use std::io::{BufRead, Write};
use std::time::Duration;

use serde_json::{Value, json};

/// The command of a judge that plays a role.
pub(super) fn command(role: &str) -> String {
    let program = std::env::current_exe().unwrap();
    format!("'{}' judges::stub::plays --exact --quiet --nocapture 'role={role}'", program.display())
}

/// What the judge thinks of a target.
pub(super) fn score(target: &str) -> f64 {
    target.chars().count() as f64 / 1000.0
}

/// Plays the judge where this program was started for it; else it is a test of what is played.
#[test]
fn plays() {
    let role = std::env::args().find_map(|word| word.strip_prefix("role=").map(str::to_owned));
    if let Some(role) = role {
        play(&role);
        std::process::exit(0);
    }
    let asked = json!({ "id": 3, "target": "Größe" });
    assert_eq!(answer(&asked, "honest"), json!({ "id": 3, "score": 0.005 }));
    assert_eq!(answer(&asked, "marks")["spans"][0]["end"], 3);
}

fn answer(asked: &Value, role: &str) -> Value {
    let target = asked["target"].as_str().unwrap();
    let mut answer = json!({ "id": asked["id"], "score": score(target) });
    match role {
        "marks" => {
            answer["spans"] = json!([
                { "start": 0, "end": 3, "severity": "major", "category": "mistranslation" },
                { "start": 900, "end": 999, "severity": "MINOR" },
                { "text": target.chars().rev().take(2).collect::<Vec<_>>().iter().rev().collect::<String>() },
            ]);
        }
        "refuses" if target.ends_with('?') => {
            answer = json!({ "id": asked["id"], "error": "it is a question" });
        }
        "scoreless" if target.ends_with('?') => answer = json!({ "id": asked["id"] }),
        "huge" => answer["spans"] = json!([{ "text": "x".repeat(200_000) }]),
        _ => {}
    }
    answer
}

fn play(role: &str) {
    let (role, file) = role.split_once(':').unwrap_or((role, ""));
    let first = file.is_empty() || !fs::exists(file).unwrap();
    if !file.is_empty() {
        let mut log = fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
        writeln!(log, "start").unwrap();
    }
    let (mut out, mut lines) = (std::io::stdout(), std::io::stdin().lock().lines());
    let forever = || std::thread::sleep(Duration::from_secs(600));
    match role {
        "mute" => forever(),
        "dies-at-once" => {
            eprintln!("no weights here");
            std::process::exit(3);
        }
        "chats" => {
            while writeln!(out, "loading").is_ok() {}
            return;
        }
        "endless" => {
            while out.write_all(&[b'x'; 4096]).is_ok() {}
            return;
        }
        _ => {}
    }
    // Libraries print, and so does the harness of tests before.
    writeln!(out, "Fetching 5 files").unwrap();
    let batch = if role == "one-by-one" { 1 } else { 4 };
    let needs = matches!(role, "referenced" | "tells");
    let needs_source = role != "sourceless";
    writeln!(
        out,
        "{}",
        json!({ "name": "counts", "version": "1", "signature": role, "needs_reference": needs, "needs_source": needs_source, "range": [0, 1], "batch": batch })
    )
    .unwrap();
    let mut waiting: Vec<Value> = Vec::new();
    let mut answered = 0;
    while let Some(Ok(line)) = lines.next() {
        if !line.is_empty() {
            waiting.push(serde_json::from_str(&line).unwrap());
            if waiting.len() < batch {
                continue;
            }
        }
        match role {
            "backwards" => waiting.reverse(),
            "gobbles" => waiting.retain(|asked| !asked["target"].as_str().unwrap().ends_with('?')),
            _ => {}
        }
        // Twice its batch is what it may hold back.
        if role == "late" && !line.is_empty() && waiting.len() < 2 * batch {
            continue;
        }
        // More than that it never gets at once.
        if role == "hoards" && !line.is_empty() && waiting.len() < 4 * batch {
            continue;
        }
        for asked in waiting.drain(..) {
            if !file.is_empty() {
                let mut log = fs::OpenOptions::new().append(true).open(file).unwrap();
                let target = asked["target"].as_str().unwrap();
                let told = if role == "tells" { asked.to_string() } else { target.to_owned() };
                writeln!(log, "{told}").unwrap();
            }
            match role {
                "dies" if answered == 3 => {
                    eprintln!("\nout of memory\n");
                    std::process::exit(9);
                }
                "dies-once" if answered == 3 && first => std::process::exit(9),
                "hangs" if answered == 3 => forever(),
                "hangs-once" if answered == 3 && first => forever(),
                "floods" => while writeln!(out, "{{\"id\":0,\"score\":1}}").is_ok() {},
                "babbles" => writeln!(out, "50% |#####     |\n\n[1]").unwrap(),
                "complains" => eprintln!("{}", "warning ".repeat(20_000)),
                _ => {}
            }
            let answer = answer(&asked, role);
            writeln!(out, "{answer}").unwrap();
            if role == "twice" {
                writeln!(out, "{answer}").unwrap();
            }
            answered += 1;
        }
        out.flush().unwrap();
    }
}
