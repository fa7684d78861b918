use std::fmt::Write as _;
use std::path::Path;

use super::{Block, BlockKind, of};
use crate::document::Input;
use crate::read::align::pair;
use crate::read::mutants::mutants;

fn cut(name: &str, page: &str) -> Vec<Block> {
    let blocks = (of(Path::new(name)).unwrap().blocks)(page, 0, None);
    for block in &blocks {
        assert!(page.get(block.place.clone()).is_some(), "{block:?}");
    }
    blocks
}

/// A line a block: what it is, how deep, and its text.
fn shown(name: &str, page: &str) -> String {
    let mut out = String::new();
    for block in cut(name, page) {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Item => "item".to_owned(),
            BlockKind::Cell => format!("cell{}", block.column),
            BlockKind::Html => "html".to_owned(),
            BlockKind::Code => "code".to_owned(),
        };
        let _ = writeln!(out, "{kind} {} {}", block.depth, block.text.replace('\n', "⏎"));
    }
    out
}

const RST: &str = "\
:orphan:
:description: How to keep a garden

.. _garden-guide:

=======
Gardens
=======

.. A comment
   of two lines.

A garden needs *water* and ``soil``.
See :ref:`tools <garden-tools>` too::

    $ garden --grow

    more

Tools
-----

* A spade,
  with a handle.

  A second paragraph.

  - A rake
* A hose

1. First
2. Second

A. Quill wrote this.
It goes on.

spade
    A tool to dig with.

:param depth: How deep to dig.
-v, --verbose  Say more.

.. note:: Dig with care.
   It is heavy.

   Rest often.

.. admonition:: Before you dig
   :class: tip

   Look for roots.

.. code-block:: python
   :caption: Dig once

   dig(1)

.. versionadded:: 3.2
   The hose.

.. function:: dig(depth)

   Digs a hole.

.. image:: a.png
   :alt: A spade in the ground

.. toctree::
   :caption: More pages

   Roses <roses>
   tulips

.. [1] A note below.
.. |tool| replace:: the spade

.. list-table:: Tools of the shed
   :header-rows: 1

   * - Name
     - Use
   * - Spade
     - To dig

+------+----------+
| Name | Use      |
+======+==========+
| Rake | To clear |
|      | leaves   |
+------+----------+

=====  ======
Plant  Height
=====  ======
Rose   1 m
Tulip  30 cm
       at most
=====  ======

| A line
| and one more

>>> dig(2)
3

----

The end.
";

#[test]
fn every_kind_of_block_of_restructuredtext_is_cut() {
    assert_eq!(
        shown("a.rst", RST),
        "\
item 1 How to keep a garden
h1 0 Gardens
p 0 A garden needs *water* and ``soil``.⏎See :ref:`tools <garden-tools>` too:
code 0 $ garden --grow⏎⏎    more
h2 0 Tools
item 1 A spade,⏎with a handle.
p 1 A second paragraph.
item 2 A rake
item 1 A hose
item 1 First
item 1 Second
p 0 A. Quill wrote this.⏎It goes on.
p 0 spade
p 1 A tool to dig with.
item 1 How deep to dig.
code 0 -v, --verbose
item 1 Say more.
p 1 Dig with care.⏎It is heavy.
p 1 Rest often.
p 1 Before you dig
p 1 Look for roots.
p 1 Dig once
code 0 .. code-block:: python⏎   :caption: Dig once⏎⏎   dig(1)
p 1 The hose.
code 0 dig(depth)
p 1 Digs a hole.
p 1 A spade in the ground
code 0 .. image:: a.png⏎   :alt: A spade in the ground
p 1 More pages
item 1 Roses
p 1 A note below.
p 0 the spade
p 1 Tools of the shed
cell1 1 Name
cell2 1 Use
cell1 1 Spade
cell2 1 To dig
cell1 0 Name
cell2 0 Use
cell1 0 Rake
cell2 0 To clear⏎leaves
cell1 0 Plant
cell2 0 Height
cell1 0 Rose
cell2 0 1 m
cell1 0 Tulip
cell2 0 30 cm⏎at most
p 0 A line⏎and one more
code 0 >>> dig(2)⏎3
p 0 The end.
"
    );
}

const ASCIIDOC: &str = "\
= Gardens
Ada Quill <ada@example.org>
v1.0, 2024-05-01
:toc:
:description: How to keep a garden

// A comment
////
More of
it
////

A garden needs *water* +
and `soil`.

[[tools]]
== Tools

.Tools of the shed
* A spade,
with a handle
** A rake
+
More on rakes.
* [x] A hose

. First
. Second

Spade:: A tool to dig with.
Rake::
  A tool to clear leaves.

NOTE: Dig with care.

[TIP]
====
Look for roots.
====

[source,ruby]
----
dig 1 # once

dig 2
----
<1> Digs a hole.

 indented code

image::a.png[A spade in the ground, 300]
include::roses.adoc[]

[cols=\"1,2a\",options=\"header\"]
|===
|Name |Use

|Spade
|To dig

* and to turn
2+|Both \\| none
|===

,===
Rose,\"red, or white\"
,===

'''

The end.
";

#[test]
fn every_kind_of_block_of_asciidoc_is_cut() {
    assert_eq!(
        shown("a.adoc", ASCIIDOC),
        "\
h1 0 Gardens
p 0 How to keep a garden
p 0 A garden needs *water*⏎and `soil`.
h2 0 Tools
p 0 Tools of the shed
item 1 A spade,⏎with a handle
item 2 A rake
p 2 More on rakes.
item 1 A hose
item 1 First
item 1 Second
p 1 Spade
item 1 A tool to dig with.
p 1 Rake
item 1 A tool to clear leaves.
p 0 Dig with care.
p 1 Look for roots.
code 0 [source,ruby]⏎----⏎dig 1 # once⏎⏎dig 2⏎----
item 1 Digs a hole.
code 1 indented code
code 1 image::a.png
p 1 A spade in the ground
code 1 include::roses.adoc
cell1 1 Name
cell2 1 Use
cell1 1 Spade
cell2 1 To dig
cell2 1 * and to turn
cell1 1 Both \\| none
cell1 1 Rose
cell2 1 red, or white
p 0 The end.
"
    );
}

#[test]
fn no_damage_makes_a_reader_panic_and_places_are_bytes_of_the_page() {
    for (name, page) in [("a.rst", RST), ("a.adoc", ASCIIDOC)] {
        for (number, mutant) in mutants(page, 3000, 7).enumerate() {
            cut(name, &mutant);
            if number % 20 == 0 {
                let input = Input::new(name, name);
                for (source, target) in [(page, &*mutant), (&mutant, page)] {
                    let document = pair(target.to_owned(), source, &input, None);
                    let places = document.segments.iter().map(|segment| segment.place.clone());
                    assert!(places.into_iter().all(|place| target.get(place).is_some()));
                }
            }
        }
    }
}

/// A reader whose work grows with the square of a page does not come to the end of these.
#[test]
fn long_pages_of_one_mark_are_read() {
    let rst = [
        "- a\n",
        "..\n",
        ".. a\n",
        ".. note::\n",
        "+---+\n",
        "+---+\n| a |\n",
        "== ==\n",
        "a\n==\n",
        "a\n  b\n",
        ":a: b\n",
        "::\n",
        "a::\n\n",
        "-a  b\n",
        ".. |a| b\n",
        "| a\n",
        "1. a\n",
        ".. list-table::\n\n   * - a\n",
    ];
    let asciidoc = [
        "|===\n|a\n",
        "----\n",
        "====\n",
        "[[a]]\n",
        "[a]\n",
        ".A\n",
        "a:: b\n",
        "a::\n",
        "* a\n",
        "+\n",
        "//\n",
        "////\n",
        "a\n--\n",
        ":a: b\n",
        "a::b[c]\n",
        "|a\n",
        "NOTE: a\n",
        ",===\na,b\n",
        "= a\n",
    ];
    let marks = rst.iter().map(|m| ("a.rst", m)).chain(asciidoc.iter().map(|m| ("a.adoc", m)));
    for (name, mark) in marks {
        let page = mark.repeat(20_000);
        assert!(cut(name, &page).len() <= page.len(), "{mark}");
        let deeper: String = (0..400).map(|depth| " ".repeat(depth) + mark).collect();
        assert!(cut(name, &deeper).len() <= deeper.len(), "{mark}");
    }
}
