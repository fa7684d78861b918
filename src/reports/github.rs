//! Annotations for GitHub Actions: `annotations.txt`, which a workflow prints so that they show beside the changed lines.

use std::io::Write;

use super::{Report, ReportOptions, ReportWriter};
use crate::error::{Error, Result};
use crate::evaluate::Evaluation;
use crate::mqm::Severity;
use crate::output::{PendingFile, WholeFile};
use crate::results::baseline::Status;
use crate::results::outcome::Outcome;

/// The annotations.
pub(super) static REPORT: Report = Report {
    id: "github",
    is_printed: false,
    summary: "annotations.txt: new issues as workflow commands of GitHub Actions",
    begin: |options| {
        Ok(Box::new(Annotations { options: options.clone(), lines: Default::default() }))
    },
};

const NAME: &str = "annotations.txt";
/// Annotations of one severity; GitHub shows ten of a kind for a step.
const MOST: usize = 50;

struct Annotations {
    options: ReportOptions,
    /// By severity, the worst first.
    lines: [Vec<String>; 3],
}

impl ReportWriter for Annotations {
    fn page(&mut self, page: &Evaluation) -> Result<()> {
        let mut file = None;
        for placed in page.issues.iter().filter(|i| i.status == Status::New) {
            let issue = &placed.issue;
            let (list, command) = match issue.severity {
                Severity::Critical => (0, "error"),
                Severity::Major => (1, "warning"),
                Severity::Minor => (2, "notice"),
                Severity::Neutral => continue,
            };
            if self.lines[list].len() == MOST {
                continue;
            }
            let file = file
                .get_or_insert_with(|| property(&self.options.path_from_here(&page.document.path)));
            let title = property(&format!("{} ({})", issue.check.id, page.document.locale));
            let line = format!(
                "::{command} file={file},line={},title={title}::{}",
                placed.line,
                message(&issue.message)
            );
            self.lines[list].push(line);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &Outcome) -> Result<Vec<WholeFile>> {
        let path = self.options.out.join(NAME);
        let mut file = PendingFile::create(&self.options.out, NAME)?;
        for line in self.lines.iter().flatten() {
            writeln!(file, "{line}").map_err(|e| Error::io(&path, e))?;
        }
        Ok(vec![file.close()?])
    }
}

/// Text of a workflow command: one line.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_can_begin_no_command_of_its_own() {
        assert_eq!(super::message("a\n::error::b 100%"), "a%0A::error::b 100%25");
        assert_eq!(super::property("a,b:c\r"), "a%2Cb%3Ac%0D");
    }
}
