//! Bytes to text: UTF-8, with or without a byte order mark, UTF-16 with one, and the charset that a file names for itself.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text, and where its bytes were invalid.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text without a byte order mark; what was invalid is U+FFFD.
    pub(crate) text: String,
    /// Line of the first invalid bytes, from 1; none if all are valid.
    pub(crate) invalid_line: Option<u32>,
}

/// Whether bytes begin with the mark of UTF-16.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Decodes a file's bytes.
pub(crate) fn decode(bytes: Vec<u8>) -> Decoded {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

/// Decodes the bytes of a file that names its charset. A byte order mark says more than a name does, and so do bytes beyond
/// ASCII that are valid UTF-8, which no text in another charset is by chance; an unknown name says nothing.
pub(crate) fn decode_as(bytes: Vec<u8>, charset: &str) -> Decoded {
    let marked = is_utf16(&bytes) || bytes.starts_with(b"\xef\xbb\xbf");
    let Some(encoding) = encoding(charset).filter(|e| !marked && *e != UTF_8) else {
        return decode(bytes);
    };
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !wide && !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok() {
        return utf8(bytes);
    }
    let (text, is_malformed) = encoding.decode_without_bom_handling(&bytes);
    let invalid = is_malformed.then(|| text.find(char::REPLACEMENT_CHARACTER)).flatten();
    let invalid_line =
        invalid.map(|at| memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u32 + 1);
    Decoded { text: text.into_owned(), invalid_line }
}

/// Names of charsets that catalogues have and the encoding standard of the web does not list.
const ALIASES: &[(&str, &str)] = &[
    ("cp874", "windows-874"),
    ("cp932", "shift_jis"),
    ("cp936", "gbk"),
    ("cp949", "euc-kr"),
    ("cp950", "big5"),
    ("eucjp", "euc-jp"),
    ("euckr", "euc-kr"),
    ("uhc", "euc-kr"),
];

fn encoding(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    Encoding::for_label(alias.map_or(name.as_str(), |(_, label)| label).as_bytes())
}

fn utf8(mut bytes: Vec<u8>) -> Decoded {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, invalid_line: None },
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let lines = memchr::memchr_iter(b'\n', &error.as_bytes()[..valid]).count();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Decoded { text, invalid_line: Some(lines as u32 + 1) }
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut line = 1;
    let mut invalid_line = None;
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let c = c.unwrap_or_else(|_| {
            invalid_line.get_or_insert(line);
            char::REPLACEMENT_CHARACTER
        });
        line += u32::from(c == '\n');
        text.push(c);
    }
    if !odd.is_empty() {
        invalid_line.get_or_insert(line);
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, invalid_line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Option<u32>) {
        let decoded = decode(bytes.to_vec());
        (decoded.text, decoded.invalid_line)
    }

    #[test]
    fn a_byte_order_mark_goes() {
        assert_eq!(decoded(b"\xef\xbb\xbf\xc3\xa9"), ("é".to_owned(), None));
        assert_eq!(decoded(b"\xff\xfe\xe9\x00"), ("é".to_owned(), None));
        assert_eq!(decoded(b"\xfe\xff\x00\xe9"), ("é".to_owned(), None));
    }

    #[test]
    fn a_file_may_name_its_charset() {
        let decoded = |bytes: &[u8], charset: &str| decode_as(bytes.to_vec(), charset).text;
        assert_eq!(decoded(b"\xe9t\xe9", "ISO-8859-1"), "été");
        assert_eq!(decoded(b"\xd0\xcf\xcc", "koi8-r"), "пол");
        assert_eq!(decoded(b"\x93\xfa\x96{", "CP932"), "日本");
        assert_eq!(decoded(b"\x1b$BF|K\\\x1b(B", "ISO-2022-JP"), "日本");
        assert_eq!(decoded(b"<\0a\0", "utf-16le"), "<a");
        // The name is wrong, or says nothing.
        assert_eq!(decoded("été".as_bytes(), "ISO-8859-1"), "été");
        assert_eq!(decoded(b"\xef\xbb\xbf\xc3\xa9", "KOI8-R"), "é");
        assert_eq!(decoded("é".as_bytes(), "CHARSET"), "é");
        assert_eq!(decode_as(b"a\n\x81".to_vec(), "EUC-JP").invalid_line, Some(2));
    }

    #[test]
    fn invalid_bytes_are_replaced_and_located() {
        assert_eq!(decoded(b"a\nb\xffc"), ("a\nb\u{fffd}c".to_owned(), Some(2)));
        assert_eq!(decoded(b"\xff\xfe\x0a\x00\x00\xd8"), ("\n\u{fffd}".to_owned(), Some(2)));
        assert_eq!(decoded(b"\xff\xfea"), ("\u{fffd}".to_owned(), Some(1)));
    }
}
