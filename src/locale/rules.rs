//! Word lists of a locale that single rules go by.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What single rules of a language go by: the part `rules` of a locale's file. Words are in lower case and as written
/// in running text, sorted by code point; what the language does not need is empty.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct RuleLists {
    /// Articles and demonstratives that stand before the dictionary form of a noun, and the genders that they may stand
    /// before (`het`: `n`; `a` stands for all nouns that begin with `a`).
    pub agreeing_words: BTreeMap<String, String>,
    /// The same of endings of adjectives.
    pub agreeing_endings: BTreeMap<String, String>,
    /// Endings of adjectives that stand between an article and its noun.
    pub adjective_endings: Vec<String>,
    /// In English: words behind which a decimal is an amount.
    pub words_before_amount: Vec<String>,
    /// In English: nouns for things of software, which a page calls by one name each.
    pub software_nouns: Vec<String>,
    /// In English: nouns that are verbs too, with which a sentence may begin.
    pub verb_nouns: Vec<String>,
    /// In English: words that determine the noun behind them.
    pub determiners: Vec<String>,

    /// Prepositions that say where, or by what means; in English, before a name, for what the translation joins it by.
    pub place_prepositions: Vec<String>,
    /// Adjectives and participles, and words between two names, that may stand between an article and a name.
    pub joining_adjectives: Vec<String>,
    /// Endings and postpositions by which a name is joined to the sentence; what ends so is not bare.
    pub name_endings: Vec<String>,
    /// Beginnings of words before which a name needs a particle.
    pub words_behind_particle: Vec<String>,

    /// Prepositions that join a name's head noun, moved to the front, to the rest of the name (`equipos de Loom`).
    pub name_prepositions: Vec<String>,
    /// In English: verbs in the third person, which behind a plural show that it is the name of one thing (`Teams is`).
    pub singular_verbs: Vec<String>,

    /// In English: what parts of programs are; behind a name such a word says that it is code (`the Lid property`).
    pub class_nouns: Vec<String>,

    /// Words that negate or restrict besides `not`.
    pub restricting_words: Vec<String>,
    /// Ends of adjectives that a prefix turns round (`unable`).
    pub reversible_adjectives: Vec<String>,
    /// Words behind which `not` belongs to a set phrase (`if not`).
    pub words_before_not: Vec<String>,
    /// Words before which `not` belongs to a set phrase (`not only`).
    pub words_behind_not: Vec<String>,

    /// Words of grammar that no name consists of.
    pub grammar_words: Vec<String>,
    /// The commonest of them, which tell a phrase that was left as it is.
    pub phrase_words: Vec<String>,
    /// What stands before a version or the number of a chapter.
    pub numbered_nouns: Vec<String>,

    /// What follows a dotless `I` only in words that begin with `İ`, and in no English word.
    pub dotted_stems: Vec<String>,
    /// Case endings that are written together with the word; those that are also words or prefixes are left out.
    pub case_endings: Vec<String>,
    /// What may stand behind the plural `k` of an acronym.
    pub acronym_plurals: Vec<String>,
    /// Prefixes that end in a vowel and are written together with the word.
    pub prefixes: Vec<String>,
    /// Those of them that are no words by themselves, so that they are wrong also with a space behind.
    pub loose_prefixes: Vec<String>,

    /// Particles (of one character), endings of verbs and words of grammar that never stand twice in a row, in scripts
    /// without spaces.
    pub never_doubled: Vec<String>,
    /// What may stand between the two halves of a repetition, in scripts without spaces.
    pub repetition_links: Vec<String>,

    /// Articles, and prepositions with one, that lose their vowel before a number that begins with one.
    pub articles_before_number: Vec<String>,
    /// What stands before the apostrophe of an elision (`l`).
    pub elisions: Vec<String>,
    /// Endings of nouns with the `s` that links them to the second half of a compound (`ungs`).
    pub linked_endings: Vec<String>,
    /// Longer endings that are none of these (`lings`).
    pub unlinked_endings: Vec<String>,
    /// Endings that a colon joins to an acronym (`API:er`); those that are words are left out.
    pub colon_endings: Vec<String>,
    /// Beginnings of nouns that say what a part of a program is; behind its name they are joined to it by a hyphen, or
    /// stand before it.
    pub joined_nouns: Vec<String>,
    /// Endings that a hyphen joins to an acronym or a name (`API-ul`).
    pub hyphen_endings: Vec<String>,
    /// Words that lost their vowel and are joined by a hyphen to the one behind (`dintr-o`).
    pub hyphen_stems: Vec<String>,
    /// How words begin that have an apostrophe inside, with it.
    pub apostrophe_stems: Vec<String>,
    /// Words that begin a clause which a comma sets off, in forms that mean nothing else there.
    pub comma_words: Vec<String>,
    /// Words besides those of grammar behind which such a clause has no comma of its own (`so dass`).
    pub words_before_clause: Vec<String>,
    /// Words that never begin a compound with a hyphen.
    pub unhyphenated_words: Vec<String>,
    /// Words of grammar that no title ends in, in scripts without spaces between words.
    pub title_tails: Vec<String>,
    /// Particles that hang on the text of a link without a space.
    pub link_particles: Vec<String>,
    /// Particles of one letter that are written together with the next word.
    pub proclitics: Vec<String>,
    /// Words and roots that end in a real `ه`, as written behind the article.
    pub words_in_ha: Vec<String>,
    /// Plurals and nouns that begin with `أ`, written without its hamza; others of their pattern begin with `إ`.
    pub raised_hamza: Vec<String>,
    /// Nouns of the same pattern that begin with a mere alif.
    pub bare_alif: Vec<String>,

    /// What a form of a light verb (`하다`, `되다`) begins with; it is written together with the noun before it. Those of
    /// one syllable count as whole words, but for stems in the past (`했`, `됐`).
    pub light_verb_forms: Vec<String>,
    /// Counters before which `한` is the number one.
    pub counters: Vec<String>,
    /// Syllables that are words.
    pub syllable_words: Vec<String>,
    /// Syllables that begin a verb and are torn from the rest.
    pub torn_stems: Vec<String>,
    /// What stands behind such a stem.
    pub torn_endings: Vec<String>,
    /// Ends of words that bear a particle or ending, so that the verb behind them is a word of its own.
    pub marked_endings: Vec<String>,
    /// Nouns that end as such a word does and bear nothing.
    pub unmarked_nouns: Vec<String>,
    /// Nouns that look as if they bore a particle where they stand by themselves.
    pub whole_nouns: Vec<String>,
    /// Particles of several syllables.
    pub long_particles: Vec<String>,

    /// Words before which `az` may be the pronoun `that`.
    pub words_behind_pronoun: Vec<String>,

    /// Prepositions that take neither nominative nor accusative, and nouns that ask for a genitive.
    pub oblique_prepositions: Vec<String>,
    /// Prepositions behind which no nominative stands.
    pub prepositions: Vec<String>,
    /// Nouns in the nominative whose form is that of no other case.
    pub nominatives: Vec<String>,
    /// Words that ask for the imperative in the clause behind, with the conjunction, from their second letter.
    pub wanting_phrases: Vec<String>,
    /// Adjectives of who does something, which no item of a list ends in; no other form of the noun is written so.
    pub role_adjectives: Vec<String>,
    /// Words that end in the syllable of an object's particle and have none.
    pub particle_like_words: Vec<String>,
    /// Particles that hang on a year.
    pub year_particles: Vec<String>,
    /// Words that lose their vowel before another.
    pub elided_words: Vec<String>,
    /// Words before which nothing is elided.
    pub unelided_words: Vec<String>,
}
