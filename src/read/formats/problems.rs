//! What readers of formats find irregular about a file.

use std::collections::BTreeSet;

use crate::document::{Document, Input, Problem, ProblemKind};
use crate::locale::LocaleTag;
use crate::read::decode;

/// Gathers a file's problems.
pub(in crate::read) struct Problems<'n> {
    path: &'n str,
    /// The problems so far.
    pub(in crate::read) found: Vec<Problem>,
}

impl<'n> Problems<'n> {
    pub(in crate::read) fn new(path: &'n str) -> Self {
        Problems { path, found: Vec::new() }
    }

    /// Decodes a file's bytes; what is no text is the first of its problems.
    pub(in crate::read) fn decode(bytes: Vec<u8>, input: &'n Input) -> (String, Self) {
        Problems::decode_as(bytes, None, input)
    }

    /// The same for a file that may name its charset.
    pub(in crate::read) fn decode_as(
        bytes: Vec<u8>,
        charset: Option<&str>,
        input: &'n Input,
    ) -> (String, Self) {
        let decoded = match charset {
            Some(charset) => decode::decode_as(bytes, charset),
            None => decode::decode(bytes),
        };
        let mut problems = Problems::new(&input.name);
        problems.invalid_utf8(decoded.invalid_line);
        (decoded.text, problems)
    }

    pub(in crate::read) fn add(
        &mut self,
        line: impl Into<Option<u32>>,
        kind: ProblemKind,
        message: impl Into<String>,
    ) {
        let (path, line, message) = (self.path.to_owned(), line.into(), message.into());
        self.found.push(Problem { path, line, kind, message });
    }

    /// Reports bytes that are no UTF-8, if there are any.
    pub(in crate::read) fn invalid_utf8(&mut self, line: Option<u32>) {
        if let Some(line) = line {
            let message =
                "Bytes here are not valid UTF-8 and were read as U+FFFD; save the file as UTF-8.";
            self.add(line, ProblemKind::InvalidUtf8, message);
        }
    }

    /// Reports a file whose language is not that of `--locale`, or that has none.
    pub(in crate::read) fn locale_mismatch(
        &mut self,
        locale: &LocaleTag,
        asked: Option<&LocaleTag>,
    ) {
        if locale.is_empty() {
            let message =
                "Neither the file nor its path names the locale; name it with `--locale`.";
            self.add(None, ProblemKind::UnknownLocale, message);
        } else if let Some(asked) = asked
            && asked.language() != locale.language()
        {
            let message = format!(
                "The file says that its translations are {locale}, the call says {asked}; they are scored as {locale}."
            );
            self.add(None, ProblemKind::LocaleMismatch, message);
        }
    }

    /// Says once for each locale of the documents what is odd about it, and hands all problems to the first document;
    /// one without pairs where the file has none.
    pub(in crate::read) fn hand_to(
        mut self,
        mut documents: Vec<Document>,
        asked: Option<&LocaleTag>,
    ) -> Vec<Document> {
        let mut told = BTreeSet::new();
        for document in &documents {
            if told.insert(&document.locale) {
                self.locale_mismatch(&document.locale, asked);
            }
        }
        if documents.is_empty() {
            documents.push(Document { path: self.path.to_owned(), ..Document::default() });
        }
        documents[0].problems = self.found;
        documents
    }
}
