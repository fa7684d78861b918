//! What every page of the HTML report has: its head with the policy of what may run, style, scripts.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::escape;

/// Style of all pages.
const STYLE: &str = include_str!("style.css");
/// Before anything is painted: the theme.
const THEME: &str = include_str!("theme.js");

/// The head of a page and the start of its body. Nothing may load and nothing may run but the style and the scripts
/// with these hashes.
pub(super) fn begin(out: &mut String, title: &str, script: &str) {
    out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ",
    );
    for text in [STYLE, THEME, script] {
        if text == THEME {
            out.push_str("; script-src");
        }
        let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
        let _ = write!(out, " 'sha256-{hash}'");
    }
    out.push_str("; base-uri 'none'; form-action 'none'\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    escape::text(out, title);
    out.push_str("</title>\n<style>");
    out.push_str(STYLE);
    out.push_str("</style>\n<script>");
    out.push_str(THEME);
    out.push_str("</script>\n</head>\n<body>\n");
}

/// The script of a page.
pub(super) fn script(out: &mut String, script: &str) {
    out.push_str("<script>");
    out.push_str(script);
    out.push_str("</script>\n");
}

/// The end of a page.
pub(super) const END: &str = "</body>\n</html>\n";
