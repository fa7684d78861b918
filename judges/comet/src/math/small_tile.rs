//! A tile of a product in small whole numbers: its sums, and what becomes of them.

use super::tiles::{WIDE, fetch};

/// Rows of a tile: with more, its sums, the weights and the numbers do not fit the registers.
pub(crate) const HIGH: usize = 4;
/// Numbers of a row whose products are added up in 16 bits, two by two; rows are filled up to a multiple of it.
pub(crate) const STEP: usize = 8;
/// Numbers of a row whose products end in one sum of 32 bits.
pub(crate) const FOUR: usize = 4;

/// What the weights of sixteen outputs stand for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scale {
    /// What one of them is.
    pub(crate) units: [f32; WIDE],
    /// What sums of products begin with: without it, they have what is added to rows times the sum of weights too much.
    pub(crate) begin: [i32; WIDE],
}

/// The strip of a tile.
#[derive(Clone, Copy)]
pub(crate) struct Strip<'a> {
    pub(crate) values: &'a [u8],
    /// Of each row.
    pub(crate) units: &'a [f32],
    pub(crate) beyond: &'a [(usize, f32)],
    /// Where what belongs to a row begins in `beyond`, and where the last one's ends.
    pub(crate) ends: &'a [usize],
}

/// The sums of a strip and a panel: put to their places with the bias of their outputs, or without one added to what is
/// there. The first is at the beginning of `out`, a row's begins `stride` behind the one before.
pub(crate) fn tile_of<const R: usize>(
    strip: Strip,
    panel: &[i8],
    scale: &Scale,
    bias: Option<&[f32]>,
    out: &mut [f32],
    stride: usize,
) {
    assert!(
        strip.values.len() * WIDE == panel.len() * R && panel.len().is_multiple_of(STEP * WIDE)
    );
    #[cfg(target_arch = "x86_64")]
    if super::product::wide() {
        #[expect(
            unsafe_code,
            reason = "several times as fast as what the compiler makes of the portable kernel"
        )]
        // SAFETY: The processor has AVX2 and FMA.
        return unsafe { wide_tile::<R>(strip, panel, scale, bias, out, stride) };
    }
    let sums = portable::<R>(strip.values, panel, &scale.begin);
    finish(&sums, strip, panel, scale, bias, out, stride);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn wide_tile<const R: usize>(
    strip: Strip,
    panel: &[i8],
    scale: &Scale,
    bias: Option<&[f32]>,
    out: &mut [f32],
    stride: usize,
) {
    fetch(R, out, stride);
    #[expect(unsafe_code, reason = "as above")]
    // SAFETY: The processor has AVX2; the caller asserts that both are as long as they are read.
    let sums = unsafe { avx2::<R>(strip.values, panel, &scale.begin) };
    finish(&sums, strip, panel, scale, bias, out, stride);
}

/// Makes floats of sums, adds what was cut off the rows, and puts them to their places.
#[expect(clippy::inline_always, reason = "it is compiled for the processor that the caller is for")]
#[inline(always)]
fn finish<const R: usize>(
    sums: &[[i32; WIDE]; R],
    strip: Strip,
    panel: &[i8],
    scale: &Scale,
    bias: Option<&[f32]>,
    out: &mut [f32],
    stride: usize,
) {
    let (weights, _) = panel.as_chunks::<FOUR>();
    for (row, sums) in sums.iter().enumerate() {
        let mut line = [0.0; WIDE];
        for (place, sum) in line.iter_mut().zip(sums) {
            *place = *sum as f32 * strip.units[row];
        }
        for (at, number) in &strip.beyond[strip.ends[row]..strip.ends[row + 1]] {
            let fours = &weights[at / FOUR * WIDE..][..WIDE];
            let above = 24 - 8 * (at % FOUR);
            for (sum, four) in line.iter_mut().zip(fours) {
                // One of four numbers of 8 bits, with its sign.
                let weight = i32::from_le_bytes(four.map(|weight| weight as u8)) << above >> 24;
                *sum += number * weight as f32;
            }
        }
        let out = &mut out[row * stride..][..WIDE];
        if let Some(bias) = bias {
            out.copy_from_slice(&bias[..WIDE]);
        }
        for ((out, sum), unit) in out.iter_mut().zip(line).zip(scale.units) {
            *out += sum * unit;
        }
    }
}

fn portable<const R: usize>(strip: &[u8], panel: &[i8], begin: &[i32; WIDE]) -> [[i32; WIDE]; R] {
    let mut sums = [*begin; R];
    let (rows, lanes) =
        (strip.as_chunks::<STEP>().0.as_chunks::<R>().0, panel.as_chunks::<FOUR>().0);
    for (rows, lanes) in rows.iter().zip(lanes.chunks_exact(STEP / FOUR * WIDE)) {
        for (sums, numbers) in sums.iter_mut().zip(rows) {
            for (numbers, lane) in
                numbers.as_chunks::<FOUR>().0.iter().zip(lanes.chunks_exact(WIDE))
            {
                for (sum, weights) in sums.iter_mut().zip(lane) {
                    let products = numbers.iter().zip(weights);
                    *sum +=
                        products.map(|(n, weight)| i32::from(*n) * i32::from(*weight)).sum::<i32>();
                }
            }
        }
    }
    sums
}

/// # Safety
/// The processor has AVX2; `panel` holds sixteen numbers for each R of `strip`, and a multiple of eight times sixteen.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[expect(unsafe_code, reason = "a check for each number read would cost as much as the product")]
unsafe fn avx2<const R: usize>(
    strip: &[u8],
    panel: &[i8],
    begin: &[i32; WIDE],
) -> [[i32; WIDE]; R] {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_maddubs_epi16, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_storeu_si256,
    };

    let ones = _mm256_set1_epi16(1);
    // SAFETY: Sixteen numbers are there.
    let begin = unsafe {
        let begin: *const __m256i = begin.as_ptr().cast();
        [_mm256_loadu_si256(begin), _mm256_loadu_si256(begin.add(1))]
    };
    let mut sums = [begin; R];
    let (mut numbers, mut lane) = (strip.as_ptr(), panel.as_ptr());
    for _ in 0..panel.len() / (STEP * WIDE) {
        // SAFETY: As the caller promises.
        unsafe {
            let weights = |at: usize| _mm256_loadu_si256(lane.add(32 * at).cast());
            let sides = [[weights(0), weights(2)], [weights(1), weights(3)]];
            for (row, sums) in sums.iter_mut().enumerate() {
                let four = |at: usize| {
                    let place = numbers.add(row * STEP + at * FOUR);
                    _mm256_set1_epi32(place.cast::<i32>().read_unaligned())
                };
                let fours = [four(0), four(1)];
                for (sum, [near, far]) in sums.iter_mut().zip(sides) {
                    // Of four products each: they fit 16 bits, as is seen to when weights are laid out.
                    let all = _mm256_add_epi16(
                        _mm256_maddubs_epi16(fours[0], near),
                        _mm256_maddubs_epi16(fours[1], far),
                    );
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(all, ones));
                }
            }
            (numbers, lane) = (numbers.add(R * STEP), lane.add(STEP * WIDE));
        }
    }
    let mut out = [[0; WIDE]; R];
    for (line, sums) in out.iter_mut().zip(sums) {
        // SAFETY: A line holds sixteen numbers.
        unsafe {
            let place: *mut __m256i = line.as_mut_ptr().cast();
            _mm256_storeu_si256(place, sums[0]);
            _mm256_storeu_si256(place.add(1), sums[1]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: usize = 1024;

    #[test]
    fn the_largest_numbers_do_not_overflow_and_both_kernels_agree() {
        for weight in [-51, 51, 17] {
            for number in [1, 80, 159] {
                let (strip, panel) = ([number; HIGH * LONG], [weight; WIDE * LONG]);
                let begin = [-80 * i32::from(weight) * LONG as i32; WIDE];
                let slow = portable::<HIGH>(&strip, &panel, &begin);
                assert_eq!(slow[3][15], (i32::from(number) - 80) * i32::from(weight) * LONG as i32);
                #[cfg(target_arch = "x86_64")]
                if super::super::product::wide() {
                    #[expect(unsafe_code, reason = "it is what is tested")]
                    // SAFETY: The processor has AVX2; both are as long as they must be.
                    let fast = unsafe { avx2::<HIGH>(&strip, &panel, &begin) };
                    assert_eq!(fast, slow);
                }
            }
        }
    }
}
