//! Messages on standard error: a line each, whatever the texts in them hold.

use std::fmt::Display;
use std::io::Write;

use glossator::output::visible;

/// Writes a message as one line. Where standard error is closed or full nobody is there to be told, and the run goes on.
pub(super) fn tell(message: impl Display) {
    let _ = writeln!(std::io::stderr(), "glossator: {}", visible(&message.to_string()));
}
