//! What readers of formats find irregular about a file.

use crate::document::{Document, Problem, ProblemKind};
use crate::locale::LocaleTag;
use crate::read::formats::ReadOptions;

/// Gathers a file's problems.
pub(super) struct Problems<'n> {
    path: &'n str,
    /// The problems so far.
    pub(super) found: Vec<Problem>,
}

impl<'n> Problems<'n> {
    pub(super) fn new(path: &'n str) -> Self {
        Problems { path, found: Vec::new() }
    }

    pub(super) fn add(
        &mut self,
        line: impl Into<Option<u32>>,
        kind: ProblemKind,
        message: impl Into<String>,
    ) {
        let (path, line, message) = (self.path.to_owned(), line.into(), message.into());
        self.found.push(Problem { path, line, kind, message });
    }

    /// Reports bytes that are no UTF-8, if there are any.
    pub(super) fn invalid_utf8(&mut self, line: Option<u32>) {
        if let Some(line) = line {
            let message =
                "Bytes here are not valid UTF-8 and were read as U+FFFD; save the file as UTF-8.";
            self.add(line, ProblemKind::InvalidUtf8, message);
        }
    }

    /// Reports a file whose language is not that of `--locale`, or that has none.
    pub(super) fn locale_mismatch(&mut self, locale: &LocaleTag, options: &ReadOptions) {
        if locale.is_empty() {
            let message =
                "Neither the file nor its path names the locale; name it with `--locale`.";
            self.add(None, ProblemKind::UnknownLocale, message);
        } else if let Some(asked) = &options.locale
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
    pub(super) fn hand_to(
        mut self,
        mut documents: Vec<Document>,
        options: &ReadOptions,
    ) -> Vec<Document> {
        let mut told: Vec<&LocaleTag> = Vec::new();
        for document in &documents {
            if !told.contains(&&document.locale) {
                self.locale_mismatch(&document.locale, options);
                told.push(&document.locale);
            }
        }
        if documents.is_empty() {
            documents.push(Document { path: self.path.to_owned(), ..Document::default() });
        }
        documents[0].problems = self.found;
        documents
    }
}
