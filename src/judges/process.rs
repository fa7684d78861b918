//! The process of a judge: a thread writes to it and a thread reads from it, so that neither waits for the other with both
//! pipes full; a third keeps the last that it says on standard error.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::protocol::shortened;

/// Bytes of a line, from which on it is none.
const LONGEST: u64 = 16 << 20;
/// Lines that wait to be looked at; a judge that says more waits itself.
const WAITING: usize = 256;
/// Bytes of standard error that are kept.
const KEPT: usize = 4096;
/// How long a judge may take to end when there is nothing more to ask, and to die.
const GRACE: Duration = Duration::from_secs(2);

/// A judge's process.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    to: Option<Sender<String>>,
    /// Behind a lock that nobody waits for, so that options which hold a judge may be shared.
    from: Mutex<Receiver<Heard>>,
    said: Arc<Mutex<Vec<u8>>>,
    /// Who keeps it: done when all is there.
    keeper: Option<JoinHandle<()>>,
}

/// What came from a process.
#[derive(Debug)]
pub(super) enum Heard {
    /// A line, without its end.
    Line(String),
    /// A line without an end.
    Endless,
    /// The end.
    End,
    /// Nothing, for as long as was waited.
    Silence,
}

impl Process {
    /// Starts a program.
    ///
    /// # Errors
    /// What the operating system says.
    pub(super) fn start(words: &[String]) -> std::io::Result<Process> {
        let (program, arguments) = words.split_first().ok_or(std::io::ErrorKind::InvalidInput)?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (to, lines) = channel::<String>();
        if let Some(mut pipe) = child.stdin.take() {
            // Whether it still reads is seen by what it answers.
            std::thread::spawn(move || {
                lines
                    .iter()
                    .try_for_each(|l| pipe.write_all(l.as_bytes()).and_then(|()| pipe.flush()))
            });
        }
        let (heard, from) = sync_channel(WAITING);
        if let Some(pipe) = child.stdout.take() {
            std::thread::spawn(move || listen(pipe, &heard));
        }
        let said = Arc::new(Mutex::new(Vec::new()));
        let keeper = child.stderr.take().map(|pipe| {
            let said = Arc::clone(&said);
            std::thread::spawn(move || keep_last(pipe, &said))
        });
        Ok(Process { child, to: Some(to), from: Mutex::new(from), said, keeper })
    }

    /// Says something to it. Never waits: who calls bounds what is not answered yet.
    pub(super) fn say(&self, lines: String) {
        if let Some(to) = &self.to {
            // One that is gone is noticed by its silence.
            let _ = to.send(lines);
        }
    }

    /// Waits for a line.
    pub(super) fn hear(&self, until: Instant) -> Heard {
        let wait = until.saturating_duration_since(Instant::now());
        let from = self.from.lock().unwrap_or_else(PoisonError::into_inner);
        match from.recv_timeout(wait) {
            Ok(heard) => heard,
            Err(RecvTimeoutError::Timeout) => Heard::Silence,
            Err(RecvTimeoutError::Disconnected) => Heard::End,
        }
    }

    /// How it ended, where it did, and the last line of what it said on standard error.
    pub(super) fn last_words(&mut self) -> String {
        let status = self.wait(GRACE / 4).map(|status| format!(" ({status})"));
        let status = status.unwrap_or_default();
        // What it said last may still be on its way; a process of its own may hold the pipe for longer than that.
        let keeper = self.keeper.as_ref();
        wait_for(GRACE / 4, || keeper.is_none_or(JoinHandle::is_finished).then_some(()));
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let said = String::from_utf8_lossy(&said).into_owned();
        match said.lines().map(str::trim).rfind(|line| !line.is_empty()) {
            Some(line) => format!("{status}; its last words: {}", shortened(line)),
            None => status,
        }
    }

    fn wait(&mut self, most: Duration) -> Option<std::process::ExitStatus> {
        wait_for(most, || self.child.try_wait().ok().flatten())
    }

    /// Ends it at once.
    pub(super) fn kill(&mut self) {
        self.to = None;
        let _ = self.child.kill();
        self.wait(GRACE);
    }
}

impl Drop for Process {
    /// What is read to its end ends by itself; what does not is ended.
    fn drop(&mut self) {
        self.to = None;
        if self.wait(GRACE).is_none() {
            self.kill();
        }
    }
}

/// Asks again and again, for so long at most, until there is something.
fn wait_for<T>(most: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let until = Instant::now() + most;
    let mut pause = Duration::from_millis(1);
    loop {
        let found = ask();
        if found.is_some() || Instant::now() >= until {
            return found;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Hands on line by line.
fn listen(pipe: impl Read, heard: &SyncSender<Heard>) {
    let mut pipe = BufReader::new(pipe);
    loop {
        let mut line = Vec::new();
        let read = pipe.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        let what = match read {
            Err(_) | Ok(0) => Heard::End,
            Ok(read) if read as u64 == LONGEST && line.last() != Some(&b'\n') => Heard::Endless,
            Ok(_) => Heard::Line(String::from_utf8_lossy(&line).trim_end().to_owned()),
        };
        let is_last = !matches!(what, Heard::Line(_));
        // Nobody listens to a judge that was given up.
        if heard.send(what).is_err() || is_last {
            return;
        }
    }
}

/// Reads all, and keeps the end.
fn keep_last(mut pipe: impl Read, kept: &Mutex<Vec<u8>>) {
    let mut buffer = [0; KEPT];
    while let Ok(read @ 1..) = pipe.read(&mut buffer) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(&buffer[..read]);
        let surplus = kept.len().saturating_sub(KEPT);
        kept.drain(..surplus);
    }
}
