//! What may be given as the references of a segment: one text, several, or none.

/// The reference translations of one segment.
///
/// `&str` and `String` are one reference; arrays, slices and vectors are several; `None` is a missing one.
/// An empty text is a reference of length 0, which is not the same as a missing one.
pub trait References {
    /// Appends each reference to `texts`.
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>);
}

impl References for str {
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>) {
        texts.push(self);
    }
}

impl References for String {
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>) {
        texts.push(self);
    }
}

impl<T: References + ?Sized> References for &T {
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>) {
        (**self).append_to(texts);
    }
}

impl<T: References> References for [T] {
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>) {
        for reference in self {
            reference.append_to(texts);
        }
    }
}

impl<T: References, const N: usize> References for [T; N] {
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>) {
        self.as_slice().append_to(texts);
    }
}

impl<T: References> References for Vec<T> {
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>) {
        self.as_slice().append_to(texts);
    }
}

impl<T: References> References for Option<T> {
    fn append_to<'a>(&'a self, texts: &mut Vec<&'a str>) {
        if let Some(reference) = self {
            reference.append_to(texts);
        }
    }
}
