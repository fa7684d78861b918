//! The order in which the tiles of a product are computed, and the places of their sums.
//!
//! A product is cut into stretches of inputs whose parts of both matrices fit the caches (Goto and van de Geijn 2008). Both
//! matrices are laid out for that once: sixteen rows of weights beside each other, and six rows of inputs. As they stand, rows
//! of a width of 4 KB lie in the same lines of the first cache and drive each other out. The 96 sums of a tile stay in
//! registers over a stretch, and go from there to their places.

/// Outputs of a tile.
pub(crate) const WIDE: usize = 16;
/// The most rows that a tile has.
const HIGHEST: usize = 6;
/// Panels of weights that are multiplied with a block of rows before the next, and the rows of a block: all of them fit a
/// cache of 512 KB.
const GROUP: usize = 8;
const BLOCK: usize = 72;

/// How large a product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Rows of inputs.
    pub(crate) count: usize,
    /// Numbers of a row.
    pub(crate) inputs: usize,
    /// Sums of a row.
    pub(crate) outputs: usize,
    /// Rows of a tile, at most six.
    pub(crate) high: usize,
    /// Inputs of a tile.
    pub(crate) deep: usize,
}

/// Some rows and some outputs of a product, and a stretch of the inputs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tile {
    /// The first row, and how many: up to the shape's.
    pub(crate) row: usize,
    pub(crate) high: usize,
    /// The first output, and how many: up to [`WIDE`].
    pub(crate) first: usize,
    pub(crate) wide: usize,
    /// The first input, and how many: up to the shape's.
    pub(crate) start: usize,
    pub(crate) length: usize,
}

impl Shape {
    /// All tiles, one stretch of inputs after the other.
    pub(crate) fn each_tile(self, mut each: impl FnMut(Tile)) {
        let Shape { count, inputs, outputs, high, deep } = self;
        for start in (0..inputs).step_by(deep) {
            let length = deep.min(inputs - start);
            for group in (0..outputs).step_by(GROUP * WIDE) {
                for block in (0..count).step_by(BLOCK) {
                    let end = count.min(block + BLOCK);
                    for first in (group..outputs).step_by(WIDE).take(GROUP) {
                        let wide = WIDE.min(outputs - first);
                        for row in (block..end).step_by(high) {
                            let high = high.min(end - row);
                            each(Tile { row, high, first, wide, start, length });
                        }
                    }
                }
            }
        }
    }
}

/// Where sums go.
#[derive(Debug)]
pub(crate) struct Out<'a> {
    /// The numbers, from the first row's first.
    pub(crate) values: &'a mut [f32],
    /// From a row's beginning to the next.
    pub(crate) stride: usize,
    /// What each output begins with, one number each; without it, sums are added to what is there.
    pub(crate) bias: Option<&'a [f32]>,
}

impl Out<'_> {
    /// Lets a kernel put the sums of a tile to their places: it is given the bias of sixteen outputs, if the sums are the
    /// first, and the numbers from the first row's first.
    pub(crate) fn put(
        &mut self,
        tile: Tile,
        kernel: impl FnOnce(Option<&[f32]>, &mut [f32], usize),
    ) {
        let bias = self.bias.filter(|_| tile.start == 0).map(|bias| &bias[tile.first..]);
        let out = &mut self.values[tile.row * self.stride + tile.first..];
        if tile.wide == WIDE {
            return kernel(bias, out, self.stride);
        }
        // The last outputs of a matrix: what stands beside them belongs to the next row.
        let mut whole = [[0.0; WIDE]; HIGHEST];
        kernel(None, whole.as_flattened_mut(), WIDE);
        for (row, sums) in whole[..tile.high].iter().enumerate() {
            let out = &mut out[row * self.stride..][..tile.wide];
            for (at, (out, sum)) in out.iter_mut().zip(sums).enumerate() {
                *out = bias.map_or(*out, |bias| bias[at]) + sum;
            }
        }
    }
}

/// Asks for the places of a tile's sums before they are computed: those of each row are on another page of memory, and are
/// waited for otherwise. Products of small numbers take a fifth less time for it.
#[cfg(target_arch = "x86_64")]
pub(crate) fn fetch(high: usize, out: &[f32], stride: usize) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    for row in 0..high {
        let sums = &out[row * stride..][..WIDE];
        for place in [&sums[0], &sums[WIDE - 1]] {
            #[expect(unsafe_code, reason = "the only way to say it to the processor")]
            // SAFETY: It reads nothing that the program sees.
            unsafe {
                _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(place).cast());
            };
        }
    }
}
