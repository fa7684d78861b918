//! Reads the pickle of a torch checkpoint: names, shapes and places of tensors, and hyperparameters. Nothing in it is
//! run: what would be called is kept as a name.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};

/// A value's place among [`Pickle::values`].
pub(crate) type Id = usize;

/// What a pickle holds.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// None, and what no reader here asks for.
    Nothing,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A real number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list, tuple or set.
    List(Vec<Id>),
    /// A dictionary, or an object that behaves as one.
    Dict(Vec<(Id, Id)>),
    /// The name of a class or function: module, a blank, and its name.
    Global(String),
    /// A tensor's storage, by what torch says of it.
    Stored(Id),
    /// What a call or a class made, with its arguments; items that were put into it; never called here.
    Made { by: String, with: Id, items: Vec<(Id, Id)> },
}

/// A pickle, read.
#[derive(Debug)]
pub(crate) struct Pickle {
    values: Vec<Value>,
    root: Id,
}

impl Pickle {
    /// Reads a pickle of protocols 2 to 5.
    pub(crate) fn read(bytes: &[u8]) -> Result<Pickle> {
        Reader {
            bytes,
            at: 0,
            values: Vec::new(),
            stack: Vec::new(),
            marks: Vec::new(),
            memo: BTreeMap::new(),
        }
        .run()
    }

    /// The value that all others hang on.
    pub(crate) fn root(&self) -> Id {
        self.root
    }

    /// A value.
    pub(crate) fn value(&self, id: Id) -> &Value {
        &self.values[id]
    }

    /// The text that a value is.
    pub(crate) fn text(&self, id: Id) -> Option<&str> {
        if let Value::Text(text) = self.value(id) { Some(text) } else { None }
    }

    /// The whole number that a value is, at least 0.
    pub(crate) fn size(&self, id: Id) -> Option<usize> {
        if let Value::Int(number) = self.value(id) { usize::try_from(*number).ok() } else { None }
    }

    /// The members of a list or tuple.
    pub(crate) fn list(&self, id: Id) -> Option<&[Id]> {
        if let Value::List(members) = self.value(id) { Some(members) } else { None }
    }

    /// Keys and values of a dictionary, or of an object that has some.
    pub(crate) fn items(&self, id: Id) -> Option<&[(Id, Id)]> {
        match self.value(id) {
            Value::Dict(items) | Value::Made { items, .. } => Some(items),
            _ => None,
        }
    }

    /// What a dictionary has under a key.
    pub(crate) fn get(&self, id: Id, key: &str) -> Option<Id> {
        let found = self.items(id)?.iter().rev().find(|(name, _)| self.text(*name) == Some(key));
        found.map(|(_, value)| *value)
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    values: Vec<Value>,
    stack: Vec<Id>,
    marks: Vec<usize>,
    memo: BTreeMap<u32, Id>,
}

impl Reader<'_> {
    fn run(mut self) -> Result<Pickle> {
        loop {
            let at = self.at;
            let code = self.take(1)?[0];
            match code {
                b'.' => return Ok(Pickle { root: self.pop()?, values: self.values }),
                0x80 => _ = self.take(1)?,
                0x95 => _ = self.take(8)?,
                b'(' => self.marks.push(self.stack.len()),
                // The state of an object (b) goes too: none that is read here keeps what matters in it.
                b'0' | b'b' => _ = self.pop()?,
                b'1' => _ = self.since_mark()?,
                b'2' => self.stack.push(self.top()?),
                b'N' => self.push(Value::Nothing),
                0x88 => self.push(Value::Bool(true)),
                0x89 => self.push(Value::Bool(false)),
                b'K' => self.number::<1>()?,
                b'M' => self.number::<2>()?,
                b'J' => {
                    let bytes = self.take(4)?.try_into()?;
                    self.push(Value::Int(i32::from_le_bytes(bytes).into()));
                }
                0x8a => self.long()?,
                b'G' => {
                    let bytes = self.take(8)?.try_into()?;
                    self.push(Value::Float(f64::from_be_bytes(bytes)));
                }
                0x8c | b'U' | b'C' => self.words::<1>()?,
                b'X' | b'T' | b'B' => self.words::<4>()?,
                0x8d | 0x8e => self.words::<8>()?,
                b']' | b')' | 0x8f => self.push(Value::List(Vec::new())),
                b'}' => self.push(Value::Dict(Vec::new())),
                b't' | b'l' | 0x91 => {
                    let members = self.since_mark()?;
                    self.push(Value::List(members));
                }
                0x85..=0x87 => {
                    let count = usize::from(code - 0x84);
                    ensure!(self.stack.len() >= count, "a tuple of nothing at byte {at}");
                    let members = self.stack.split_off(self.stack.len() - count);
                    self.push(Value::List(members));
                }
                b'd' => {
                    self.push(Value::Dict(Vec::new()));
                    let made = self.pop()?;
                    let members = self.since_mark()?;
                    self.stack.push(made);
                    self.put(&members)?;
                }
                b'a' => {
                    let member = self.pop()?;
                    self.append(&[member])?;
                }
                b'e' | 0x90 => {
                    let members = self.since_mark()?;
                    self.append(&members)?;
                }
                b's' => {
                    let value = self.pop()?;
                    let key = self.pop()?;
                    self.put(&[key, value])?;
                }
                b'u' => {
                    let members = self.since_mark()?;
                    self.put(&members)?;
                }
                b'q' => self.remember::<1>()?,
                b'r' => self.remember::<4>()?,
                0x94 => _ = self.memo.insert(self.memo.len() as u32, self.top()?),
                b'h' => self.recall::<1>()?,
                b'j' => self.recall::<4>()?,
                b'c' => {
                    let name = format!("{} {}", self.line()?, self.line()?);
                    self.push(Value::Global(name));
                }
                0x93 => {
                    let name = self.pop()?;
                    let module = self.pop()?;
                    let word = |id: Id| {
                        if let Value::Text(text) = &self.values[id] { text.as_str() } else { "" }
                    };
                    let name = format!("{} {}", word(module), word(name));
                    self.push(Value::Global(name));
                }
                b'R' | 0x81 => {
                    let with = self.pop()?;
                    let by = self.pop()?;
                    self.make(by, with);
                }
                0x92 => {
                    let _keywords = self.pop()?;
                    let with = self.pop()?;
                    let by = self.pop()?;
                    self.make(by, with);
                }
                b'Q' => {
                    let id = self.pop()?;
                    self.push(Value::Stored(id));
                }
                _ => bail!("no opcode {code:#04x} is known at byte {at} of its pickle"),
            }
        }
    }

    fn take(&mut self, count: usize) -> Result<&[u8]> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.bytes.len());
        let Some(end) = end else { bail!("its pickle ends within a value, at byte {}", self.at) };
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn line(&mut self) -> Result<String> {
        let rest = &self.bytes[self.at..];
        let Some(length) = rest.iter().position(|byte| *byte == b'\n') else {
            bail!("its pickle ends within a name")
        };
        let line = String::from_utf8_lossy(&rest[..length]).into_owned();
        self.at += length + 1;
        Ok(line)
    }

    fn little<const N: usize>(&mut self) -> Result<u64> {
        let mut bytes = [0; 8];
        bytes[..N].copy_from_slice(self.take(N)?);
        Ok(u64::from_le_bytes(bytes))
    }

    fn number<const N: usize>(&mut self) -> Result<()> {
        let number = self.little::<N>()? as i64;
        self.push(Value::Int(number));
        Ok(())
    }

    /// A number of any length; one beyond 64 bits is nothing that is asked for.
    fn long(&mut self) -> Result<()> {
        let length = self.take(1)?[0].into();
        let bytes = self.take(length)?;
        let sign = if bytes.last().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 };
        let mut wide = [sign; 8];
        let value = if length <= 8 {
            wide[..length].copy_from_slice(bytes);
            Value::Int(i64::from_le_bytes(wide))
        } else {
            Value::Nothing
        };
        self.push(value);
        Ok(())
    }

    fn words<const N: usize>(&mut self) -> Result<()> {
        let length = self.little::<N>()? as usize;
        let text = String::from_utf8_lossy(self.take(length)?).into_owned();
        self.push(Value::Text(text));
        Ok(())
    }

    fn push(&mut self, value: Value) {
        self.stack.push(self.values.len());
        self.values.push(value);
    }

    fn pop(&mut self) -> Result<Id> {
        let Some(id) = self.stack.pop() else {
            bail!("its pickle takes a value where there is none, at byte {}", self.at)
        };
        Ok(id)
    }

    fn top(&self) -> Result<Id> {
        let Some(id) = self.stack.last() else {
            bail!("its pickle asks for a value where there is none, at byte {}", self.at)
        };
        Ok(*id)
    }

    fn since_mark(&mut self) -> Result<Vec<Id>> {
        let Some(mark) = self.marks.pop() else {
            bail!("its pickle ends a list that never began, at byte {}", self.at)
        };
        ensure!(
            mark <= self.stack.len(),
            "its pickle takes a list's beginning away, at byte {}",
            self.at
        );
        Ok(self.stack.split_off(mark))
    }

    fn append(&mut self, members: &[Id]) -> Result<()> {
        let list = self.top()?;
        if let Value::List(list) = &mut self.values[list] {
            list.extend(members);
        }
        Ok(())
    }

    fn put(&mut self, members: &[Id]) -> Result<()> {
        let dict = self.top()?;
        if let Value::Dict(items) | Value::Made { items, .. } = &mut self.values[dict] {
            items.extend(members.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        }
        Ok(())
    }

    fn remember<const N: usize>(&mut self) -> Result<()> {
        let place = self.little::<N>()? as u32;
        self.memo.insert(place, self.top()?);
        Ok(())
    }

    fn recall<const N: usize>(&mut self) -> Result<()> {
        let place = self.little::<N>()? as u32;
        let Some(id) = self.memo.get(&place) else {
            bail!("its pickle recalls what it never said, at byte {}", self.at)
        };
        self.stack.push(*id);
        Ok(())
    }

    fn make(&mut self, by: Id, with: Id) {
        let by =
            if let Value::Global(name) = &self.values[by] { name.clone() } else { String::new() };
        self.push(Value::Made { by, with, items: Vec::new() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_read_with_what_is_put_in_later() {
        // {'a': [1, -2], 'b': OrderedDict(c=0.5)}, by Python's pickle at protocol 2.
        let bytes = b"\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01]q\x02(K\x01J\xfe\xff\xff\xffeX\x01\x00\x00\x00bccollections\n\
            OrderedDict\n)RX\x01\x00\x00\x00cG?\xe0\x00\x00\x00\x00\x00\x00su.";
        let pickle = Pickle::read(bytes).unwrap();
        let list = pickle.list(pickle.get(pickle.root(), "a").unwrap()).unwrap();
        assert_eq!((pickle.size(list[0]), pickle.size(list[1])), (Some(1), None));
        let ordered = pickle.get(pickle.root(), "b").unwrap();
        let half = pickle.get(ordered, "c").unwrap();
        assert!(matches!(pickle.value(half), Value::Float(0.5)));
        assert_eq!(pickle.get(ordered, "d"), None);
    }

    #[test]
    fn broken_pickles_are_refused_wherever_they_end() {
        let bytes = b"\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01]q\x02(K\x01K\x02eu.";
        for end in 0..bytes.len() {
            assert!(Pickle::read(&bytes[..end]).is_err(), "{end}");
        }
        for broken in
            [&b"e."[..], b"(0u.", b"h\x05.", b"u.", b"\x87.", b"X\xff\xff\xff\xffa.", b"Z."]
        {
            assert!(Pickle::read(broken).is_err(), "{broken:?}");
        }
    }
}
