//! Code blocks of a page, cut into lines, and what of a line only machines read.

use std::ops::Range;

use super::words::{leading, stretches};

/// A code block.
#[derive(Debug, Clone)]
pub struct Code<'p> {
    page: &'p str,
    /// What is written behind the fence.
    info: Range<usize>,
    /// What the block is written in.
    pub language: Language,
    /// The lines, without their ends and without the fences, as bytes of the page.
    pub lines: Vec<Range<usize>>,
}

/// How a kind of code is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Commands, one a line.
    Shell,
    /// Keys with values.
    Keys,
    /// Programs.
    Program,
    /// What is not known, or for people to read.
    Text,
}

/// A stretch of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'p> {
    /// Its bytes.
    pub range: Range<usize>,
    /// What stands there.
    pub text: &'p str,
}

const SHELLS: &[&str] = &[
    "bash",
    "bat",
    "batch",
    "cmd",
    "console",
    "fish",
    "powershell",
    "ps1",
    "pwsh",
    "sh",
    "shell",
    "shell-session",
    "shellsession",
    "terminal",
    "zsh",
];
const KEYS: &[&str] =
    &["dotenv", "env", "ini", "json", "json5", "jsonc", "properties", "toml", "yaml", "yml"];
const TEXTS: &[&str] = &[
    "",
    "diff",
    "markdown",
    "md",
    "mdx",
    "mermaid",
    "none",
    "output",
    "plain",
    "plaintext",
    "text",
    "txt",
];

/// Takes the head of a block of reStructuredText from its lines: `.. code-block:: python` with its options.
fn directive(page: &str, lines: &mut Vec<Range<usize>>) -> Option<Range<usize>> {
    let first = lines.first()?.clone();
    let sign = page[first.clone()].find("::")?;
    if !page[first.clone()].trim_start().starts_with(".. ") {
        return None;
    }
    let is_head = |line: &&Range<usize>| page[(*line).clone()].trim_start().starts_with(':');
    let options = lines[1..].iter().take_while(is_head).count();
    let blank = lines[1 + options..].iter().take_while(|line| line.is_empty()).count();
    lines.drain(..1 + options + blank);
    Some(first.start + sign + 2..first.end)
}

/// Takes the head and the end of a block of `AsciiDoc` from its lines: `[source,ruby]`, `----`.
fn style(page: &str, lines: &mut Vec<Range<usize>>) -> Option<Range<usize>> {
    let text = |line: &Range<usize>| &page[line.clone()];
    let heads = lines.iter().take_while(|line| text(line).starts_with('[')).count();
    let named = lines[..heads].iter().find_map(|line| {
        let comma = text(line).find(',').filter(|_| text(line).ends_with(']'))?;
        let is_source = text(line)[1..comma].starts_with("source") || comma == 1;
        is_source.then(|| line.start + comma + 1..line.end - 1)
    });
    let is_mark = |line: &Range<usize>| {
        let first = text(line).bytes().next().filter(|b| b"-.+".contains(b));
        line.len() >= 4 && first.is_some_and(|first| text(line).bytes().all(|b| b == first))
    };
    let mark = lines.get(heads).filter(|line| is_mark(line)).cloned();
    if named.is_none() && mark.is_none() {
        return None;
    }
    lines.drain(..heads + usize::from(mark.is_some()));
    if let (Some(mark), Some(last)) = (mark, lines.last())
        && text(&mark) == text(last)
    {
        lines.pop();
    }
    Some(named.unwrap_or(0..0))
}

impl<'p> Code<'p> {
    /// Reads a code block, with its fences or indented.
    pub fn of(page: &'p str, place: Range<usize>) -> Code<'p> {
        let mut lines = Vec::new();
        let mut at = place.start;
        for line in page[place.clone()].split_inclusive('\n') {
            lines.push(at..at + line.trim_end().len());
            at += line.len();
        }
        let fence = |line: &Range<usize>| {
            let line = page[line.clone()].trim_start();
            line.starts_with("```") || line.starts_with("~~~")
        };
        let mut info = place.start..place.start;
        if lines.first().is_some_and(fence) {
            let first = lines.remove(0);
            let text = page[first.clone()].trim_start_matches(['`', '~', ' ', '\t']);
            info = first.end - text.len()..first.end;
            if lines.last().is_some_and(fence) {
                lines.pop();
            }
        } else if let Some(named) = directive(page, &mut lines).or_else(|| style(page, &mut lines))
        {
            info = named;
        }
        let mut code = Code { page, info, language: Language::Text, lines };
        code.language = code.language_name().map_or(Language::Text, |name| {
            let name = name.text.to_ascii_lowercase();
            let is = |list: &[&str]| list.contains(&name.as_str());
            match () {
                () if is(SHELLS) => Language::Shell,
                () if is(KEYS) => Language::Keys,
                () if is(TEXTS) => Language::Text,
                () => Language::Program,
            }
        });
        code
    }

    /// All of it, without the fences.
    pub fn text(&self) -> &'p str {
        match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) => &self.page[first.start..last.end],
            _ => "",
        }
    }

    /// The text of some bytes of the page.
    pub fn slice(&self, range: Range<usize>) -> &'p str {
        &self.page[range]
    }

    /// The name of the language behind the fence.
    pub fn language_name(&self) -> Option<Piece<'p>> {
        let info = &self.page[self.info.clone()];
        let start = info.find(|c: char| c.is_alphanumeric())?;
        // `{ .python .annotate }`, `js {1,2}`, `ts:line-numbers`
        let end = info[start..]
            .find([' ', '{', ',', ':', '}', '[', '\t'])
            .map_or(info.len(), |i| start + i);
        let range = self.info.start + start..self.info.start + end;
        Some(Piece { text: &self.page[range.clone()], range })
    }

    /// For each line the words that only machines read: commands and options, keys, names of functions and members.
    pub fn machine_words(&self) -> Vec<Vec<Piece<'p>>> {
        let prompts = self.lines.iter().any(|line| prompt(&self.page[line.clone()]) > 0);
        let words = |line: &Range<usize>| -> Vec<Piece<'p>> {
            let text = &self.page[line.clone()];
            let found = match self.language {
                Language::Shell if prompts && prompt(text) == 0 => Vec::new(),
                Language::Shell => command(text),
                Language::Keys => key(text).into_iter().collect(),
                Language::Program => names(text),
                Language::Text => Vec::new(),
            };
            let piece = |r: Range<usize>| Piece {
                text: &text[r.clone()],
                range: line.start + r.start..line.start + r.end,
            };
            found.into_iter().map(piece).collect()
        };
        self.lines.iter().map(words).collect()
    }
}

/// The length of a prompt that a line begins with.
fn prompt(line: &str) -> usize {
    let text = line.trim_start();
    let blank = line.len() - text.len();
    let marks = ["$ ", "> ", "% ", "PS> "];
    marks.iter().find(|mark| text.starts_with(**mark)).map_or(0, |mark| blank + mark.len())
}

/// The name of a command and its options.
fn command(line: &str) -> Vec<Range<usize>> {
    let start = prompt(line);
    let text = &line[start..];
    let mut found = Vec::new();
    for (at, word) in stretches(text).enumerate() {
        if word.starts_with(['#', '"', '\'']) || word.eq_ignore_ascii_case("rem") {
            break;
        }
        let from = start + (word.as_ptr() as usize - text.as_ptr() as usize);
        let name = word.split(['=', ':', '"', '\'', '<', '{', '$']).next().unwrap_or("");
        let is_option =
            name.len() > 2 && name.starts_with('-') && name.contains(char::is_alphabetic);
        let is_command = at == 0
            && name.len() == word.len()
            && name.len() > 1
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
            && name.chars().any(char::is_lowercase);
        if is_option || is_command {
            found.push(from..from + name.len());
        }
    }
    found
}

/// The key that a line of a table of keys begins with.
fn key(line: &str) -> Option<Range<usize>> {
    let text = line.trim_start_matches([' ', '\t', '-', '{', ',']);
    let start = line.len() - text.len();
    let (open, inner) = match text.strip_prefix(['"', '\'']) {
        Some(inner) => (1, inner),
        None => (0, text),
    };
    let len = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))?;
    let behind = inner[len..].trim_start_matches(['"', '\'']).trim_start();
    let is_key = len > 1 && behind.starts_with([':', '=']) && !behind.starts_with("://");
    is_key.then(|| start + open..start + open + len)
}

/// Names of functions that are called and of members, outside strings and comments.
fn names(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let text = line.trim_start();
    if text.starts_with(['#', '*', '%', ';', '"', '\''])
        || text.starts_with("--")
        || text.starts_with("<!--")
    {
        return found;
    }
    let mut string: Option<char> = None;
    let mut word: Option<usize> = None;
    let mut before = ' ';
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        if let Some(quote) = string {
            if c == quote && before != '\\' {
                string = None;
            }
            before = c;
            continue;
        }
        if c.is_alphanumeric() || c == '_' {
            word.get_or_insert(at);
            before = c;
            continue;
        }
        if let Some(start) = word.take() {
            let is_call = c == '(';
            let is_member = line[..start].ends_with('.') && !line[..start].ends_with("..");
            if (is_call || is_member) && at - start > 2 {
                found.push(start..at);
            }
        }
        let rest = &line[at.min(line.len())..];
        let is_comment = rest.starts_with("//") && before != ':'
            || c == '#' && before == ' '
            || rest.starts_with("/*");
        if is_comment || rest.starts_with("--") && before == ' ' {
            break;
        }
        if matches!(c, '"' | '\'' | '`') && !before.is_alphanumeric() {
            string = Some(c);
        }
        // Text between tags is for people.
        if c == '>' && !matches!(before, '=' | '-' | ' ') && rest[1..].contains('<') {
            string = Some('<');
        }
        before = c;
    }
    found
}

/// Options of commands that stand in a text: `-Force`, `--all`.
pub fn options_in(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for word in stretches(text).filter(|word| word.starts_with('-')) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let name = word.trim_start_matches('-');
        let dashes = word.len() - name.len();
        let name = leading(name, |c| c.is_alphanumeric() || c == '-').trim_end_matches('-');
        let is_option = match dashes {
            1 => {
                let is_titled = name.starts_with(char::is_uppercase)
                    && name.chars().skip(1).any(char::is_lowercase);
                // `-space-guarantee`
                let is_joined =
                    name.contains('-') && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                is_titled || is_joined
            }
            2 => name.starts_with(char::is_lowercase),
            _ => false,
        };
        if is_option && name.chars().count() > 2 {
            found.push(start..start + dashes + name.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(code: &str) -> Vec<String> {
        let found = Code::of(code, 0..code.len()).machine_words();
        found.iter().flatten().map(|word| word.text.to_owned()).collect()
    }

    #[test]
    fn what_machines_read_is_found_in_each_kind_of_code() {
        assert_eq!(words("```sh\n$ box open --all=1 <x> # y\nout put\n```"), ["box", "--all"]);
        assert_eq!(words("```yaml\n- name: a b\n  url: x:y\nhttp://a\n```"), ["name", "url"]);
        assert_eq!(words("```js\na.open('x.y(z)'); // b.c()\n```"), ["open"]);
        assert_eq!(words("```html\n<p on=\"x\">Say it(now)</p> call(1)\n```"), ["call"]);
        assert!(words("```\nbox open --all\n```").is_empty());
    }

    #[test]
    fn the_language_is_told_behind_the_fence() {
        for (info, name) in [("js {1,2}", "js"), ("{ .python .x }", "python"), ("ts:numbers", "ts")]
        {
            let page = format!("```{info}\nx\n```");
            let code = Code::of(&page, 0..page.len());
            assert_eq!(code.language_name().map(|n| n.text), Some(name));
            assert_eq!(code.lines.len(), 1);
        }
    }
}
