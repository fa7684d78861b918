//! The `Plural-Forms` of a catalogue's header: which counts take which form.

/// Counts that are tried.
const TRIED: u32 = 300;
/// Longest expression, in bytes, and deepest nesting.
const LONGEST: usize = 1000;
const DEEPEST: usize = 64;

/// What a header says of the forms of the plural.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plurals {
    /// Of each form, the counts that take it, where these are one or two.
    pub(super) counts: Vec<Vec<u32>>,
    /// Of each form, whether a count takes it that occurs.
    pub(super) needed: Vec<bool>,
    /// The form that one takes.
    pub(super) of_one: Option<usize>,
}

impl Plurals {
    /// Reads a header; none where it names no forms or its expression can't be read.
    pub(super) fn of(header: &str) -> Option<Plurals> {
        let line = header.lines().find_map(|line| line.strip_prefix("Plural-Forms:"))?;
        let (count, rest) = line.split_once("nplurals=")?.1.split_once(';')?;
        let count: usize = count.trim().parse().ok().filter(|n| (1..=9).contains(n))?;
        let expression = rest.split_once("plural=")?.1.trim().trim_end_matches(';');
        if expression.len() > LONGEST {
            return None;
        }
        let mut taken = vec![Vec::new(); count];
        for n in 0..=TRIED {
            let form = value(expression, n)?;
            taken.get_mut(usize::try_from(form).ok()?)?.push(n);
        }
        let of_one = taken.iter().position(|counts| counts.contains(&1));
        let needed = taken.iter().map(|counts| !counts.is_empty()).collect();
        let few = |counts: Vec<u32>| if counts.len() <= 2 { counts } else { Vec::new() };
        Some(Plurals { counts: taken.into_iter().map(few).collect(), needed, of_one })
    }
}

/// The value of an expression in C for a count.
fn value(expression: &str, n: u32) -> Option<i64> {
    let mut parser = Parser { rest: expression.trim_start(), n: i64::from(n), depth: 0 };
    let value = parser.choice()?;
    parser.rest.is_empty().then_some(value)
}

struct Parser<'e> {
    rest: &'e str,
    n: i64,
    depth: usize,
}

/// Operators by their rank, the loosest first; a longer one before its beginning.
const OPERATORS: [&[&str]; 6] =
    [&["||"], &["&&"], &["==", "!="], &["<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];

impl Parser<'_> {
    fn take(&mut self, token: &str) -> bool {
        let taken = self.rest.strip_prefix(token);
        self.rest = taken.map_or(self.rest, str::trim_start);
        taken.is_some()
    }

    fn choice(&mut self) -> Option<i64> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut value = self.binary(0)?;
        if self.take("?") {
            let then = self.choice()?;
            let otherwise = self.take(":").then(|| self.choice())??;
            value = if value != 0 { then } else { otherwise };
        }
        self.depth -= 1;
        Some(value)
    }

    fn binary(&mut self, rank: usize) -> Option<i64> {
        let Some(operators) = OPERATORS.get(rank) else { return self.single() };
        let mut left = self.binary(rank + 1)?;
        while let Some(operator) = operators.iter().find(|o| self.take(o)) {
            let right = self.binary(rank + 1)?;
            left = match *operator {
                "||" => i64::from(left != 0 || right != 0),
                "&&" => i64::from(left != 0 && right != 0),
                "==" => i64::from(left == right),
                "!=" => i64::from(left != right),
                "<=" => i64::from(left <= right),
                ">=" => i64::from(left >= right),
                "<" => i64::from(left < right),
                ">" => i64::from(left > right),
                "+" => left.checked_add(right)?,
                "-" => left.checked_sub(right)?,
                "*" => left.checked_mul(right)?,
                "/" => left.checked_div(right)?,
                _ => left.checked_rem(right)?,
            };
        }
        Some(left)
    }

    fn single(&mut self) -> Option<i64> {
        if self.take("!") {
            self.depth += 1;
            let value = (self.depth <= DEEPEST).then(|| self.single())??;
            self.depth -= 1;
            return Some(i64::from(value == 0));
        }
        if self.take("(") {
            let value = self.choice()?;
            return self.take(")").then_some(value);
        }
        if self.take("n") {
            return Some(self.n);
        }
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = self.rest[..digits].parse().ok()?;
        self.rest = self.rest[digits..].trim_start();
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(forms: &str) -> Option<Plurals> {
        Plurals::of(&format!("Language: x\nPlural-Forms: {forms}\n"))
    }

    #[test]
    fn headers_tell_which_counts_take_a_form() {
        let german = of("nplurals=2; plural=(n != 1);").unwrap();
        assert_eq!(german.counts, [vec![1], vec![]]);
        let french = of("nplurals=2; plural=(n > 1)").unwrap();
        assert_eq!(french.counts, [vec![0, 1], vec![]]);
        let russian = of(
            "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
        )
        .unwrap();
        assert!(russian.counts[0].is_empty());
        assert_eq!(russian.needed, [true, true, true, false]);
        let spanish =
            of("nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;").unwrap();
        assert_eq!(spanish.needed, [true, false, true]);
        assert_eq!(of("nplurals=1; plural=0;").unwrap().needed, [true]);
    }

    #[test]
    fn what_can_not_be_read_says_nothing() {
        let deep = format!("nplurals=2; plural={}", "(".repeat(900));
        let not = format!("nplurals=2; plural={}n", "!".repeat(900));
        for forms in [
            "nplurals=2",
            "nplurals=2; plural=n/0",
            "nplurals=1; plural=n",
            "nplurals=99; plural=0",
            &deep,
            &not,
            "nplurals=2; plural=n ? 1",
        ] {
            assert_eq!(of(forms), None, "{forms}");
        }
        assert_eq!(Plurals::of("Language: x\n"), None);
    }
}
