//! Fluent: `locales/fr/main.ftl` beside `locales/en/main.ftl`. The variants of a selector are forms of their message.

use fluent_syntax::ast::{
    CallArguments, Entry as Item, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

use crate::document::message::Families;
use crate::read::decode;
use crate::read::formats::keyed::{self, Entry, Kind, Table};
use crate::read::formats::{Format, Lines, extension, stem};

/// Fluent resources.
pub(super) const FORMAT: Format = Format {
    id: "fluent",
    summary: "Fluent beside that of the source language; variants are forms of their message",
    extensions: &[],
    ambiguous_extensions: &["ftl"],
    sniff: |path, _| extension(path) == "ftl" && keyed::original_of(path).is_some(),
    read: |bytes, input, asked| keyed::read(bytes, input, asked, &KIND),
    cut: None,
    write: None,
};

const KIND: Kind =
    Kind { decode: decode::decode, parse, may_be_data: false, families: Families::NONE };

fn parse(text: &str) -> Table {
    let (resource, errors) = match parser::parse_runtime(text) {
        Ok(resource) => (resource, Vec::new()),
        Err(broken) => broken,
    };
    let mut table = Table::default();
    let mut lines = Lines::new(text);
    // Names are slices of the text.
    let mut line_of = |name: &str| lines.of(name.as_ptr() as usize - text.as_ptr() as usize);
    for item in &resource.body {
        let (key, value, attributes) = match item {
            Item::Message(message) => {
                (message.id.name.to_owned(), message.value.as_ref(), &message.attributes)
            }
            Item::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            _ => continue,
        };
        let line = match item {
            Item::Message(message) => line_of(message.id.name),
            Item::Term(term) => line_of(term.id.name),
            _ => 1,
        };
        if let Some(value) = value {
            push(&key, value, line, &mut table.entries);
        }
        // What a term says of itself is for selectors.
        for attribute in attributes.iter().filter(|_| !key.starts_with('-')) {
            let key = format!("{}.{}", stem(&key), attribute.id.name);
            push(&key, &attribute.value, line_of(attribute.id.name), &mut table.entries);
        }
    }
    let mut lines = Lines::new(text);
    for error in errors {
        let line = lines.of(error.slice.as_ref().map_or(error.pos.start, |slice| slice.start));
        table.faults.push((Some(line), format!("{}; the entry was left out.", error.kind)));
    }
    table
}

/// Adds a pattern, or a form for each variant of its first selector.
fn push(key: &str, pattern: &Pattern<&str>, line: u32, entries: &mut Vec<Entry>) {
    let variants = pattern.elements.iter().find_map(|element| match element {
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            Some(variants)
        }
        _ => None,
    });
    let Some(variants) = variants else {
        let text = text(pattern, None);
        entries.push(Entry { key: key.to_owned(), form: None, text, line });
        return;
    };
    for variant in variants {
        let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
            &variant.key;
        let form = Some((*name).to_owned());
        let text = text(pattern, Some(&variant.value));
        entries.push(Entry { key: key.to_owned(), form, text, line });
    }
}

/// A pattern as it is written, with a variant for its first selector, and for others the default one.
fn text(pattern: &Pattern<&str>, mut variant: Option<&Pattern<&str>>) -> String {
    let mut out = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                out.push_str("{ ");
                push_inline(inline, &mut out);
                out.push_str(" }");
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                let default = || variants.iter().find(|v| v.default).map(|v| &v.value);
                if let Some(chosen) = variant.take().or_else(default) {
                    out.push_str(&text(chosen, None));
                }
            }
        }
    }
    out
}

/// An expression as it is written.
fn push_inline(expression: &InlineExpression<&str>, out: &mut String) {
    match expression {
        InlineExpression::StringLiteral { value } => out.extend(["\"", value, "\""]),
        InlineExpression::NumberLiteral { value } => out.push_str(value),
        InlineExpression::VariableReference { id } => out.extend(["$", id.name]),
        InlineExpression::FunctionReference { id, arguments } => {
            out.push_str(id.name);
            push_arguments(arguments, out);
        }
        InlineExpression::MessageReference { id, attribute } => {
            out.push_str(id.name);
            out.extend(attribute.iter().flat_map(|a| [".", a.name]));
        }
        InlineExpression::TermReference { id, attribute, arguments } => {
            out.extend(["-", id.name]);
            out.extend(attribute.iter().flat_map(|a| [".", a.name]));
            if let Some(arguments) = arguments {
                push_arguments(arguments, out);
            }
        }
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inline) => {
                out.push_str("{ ");
                push_inline(inline, out);
                out.push_str(" }");
            }
            Expression::Select { variants, .. } => {
                let default = variants.iter().find(|v| v.default);
                out.extend(default.map(|variant| text(&variant.value, None)));
            }
        },
    }
}

fn push_arguments(arguments: &CallArguments<&str>, out: &mut String) {
    out.push('(');
    let mut between = "";
    for argument in &arguments.positional {
        out.push_str(std::mem::replace(&mut between, ", "));
        push_inline(argument, out);
    }
    for argument in &arguments.named {
        out.push_str(std::mem::replace(&mut between, ", "));
        out.extend([argument.name.name, ": "]);
        push_inline(&argument.value, out);
    }
    out.push(')');
}

#[cfg(test)]
mod tests {
    use crate::read::formats::keyed::tests::{document, pairs};

    #[test]
    fn messages_attributes_terms_and_selectors() {
        let english = "# A note\n-brand = Lumora\nopen = Open { $name } in { -brand }\n    .title = Opens\n        it\nfiles = { $n ->\n    [one] One file\n   *[other] { NUMBER($n, digits: 2) } files\n } left\n";
        let polish = "-brand = Lumora\nopen = Otwórz { $name } w { -brand(case: \"loc\") }\n    .title = Otwiera\nfiles = Został { $n ->\n    [one] plik\n    [few] { $n } pliki\n   *[other] { $n } plików\n }\nbroken {\n";
        let files = [
            ("locales/en/main.ftl", english.as_bytes()),
            ("locales/pl/main.ftl", polish.as_bytes()),
        ];
        let found = document(&files, "locales/pl/main.ftl").unwrap();
        assert_eq!(
            pairs(&found),
            [
                ("-brand", 1, "Lumora", "Lumora"),
                (
                    "open",
                    2,
                    "Open { $name } in { -brand }",
                    "Otwórz { $name } w { -brand(case: \"loc\") }"
                ),
                ("open.title", 3, "Opens\nit", "Otwiera"),
                ("files[one]", 4, "One file left", "Został plik"),
                ("files[few]", 4, "{ NUMBER($n, digits: 2) } files left", "Został { $n } pliki"),
                ("files[other]", 4, "{ NUMBER($n, digits: 2) } files left", "Został { $n } plików"),
            ]
        );
        assert_eq!(found.problems[0].line, Some(9));
    }
}
