//! Hands inputs of the fuzzer to the properties that the tests hold, too.

#[path = "../../tests/properties/mod.rs"]
#[allow(dead_code)]
mod targets;

/// Panics where the property of this name does not hold of an input.
pub fn holds(name: &str, bytes: &[u8]) {
    (targets::find(name).expect("a target of tests/properties").holds)(bytes);
}
