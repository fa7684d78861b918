//! Functions of single numbers and of rows: GELU, softmax, layer normalization.
//!
//! Rust's own exponential is called a number at a time. These are polynomials without branches, which compilers turn into
//! eight or more at once; each is within a few units in the last place.

#![expect(
    clippy::inline_always,
    reason = "what is not inlined is compiled for every processor, not for this one"
)]

/// Whether a multiplication and an addition are one instruction for the processor that all of this is compiled for.
const FUSED: bool = cfg!(any(target_feature = "fma", target_arch = "aarch64"));

/// Makes a function that runs its body with AVX2 and FMA where the processor has them.
macro_rules! widened {
    ($(#[$doc:meta])* $name:ident, $wide:ident, $body:ident, ($($arg:ident: $type:ty),*)) => {
        $(#[$doc])*
        pub(crate) fn $name($($arg: $type),*) {
            #[cfg(target_arch = "x86_64")]
            if super::product::wide() {
                #[expect(unsafe_code, reason = "twice as fast as what every x86_64 has")]
                // SAFETY: The processor has what the function is compiled for.
                return unsafe { $wide($($arg),*) };
            }
            $body::<FUSED>($($arg),*);
        }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        fn $wide($($arg: $type),*) {
            $body::<true>($($arg),*);
        }
    };
}

widened!(
    /// GELU with the error function: x · Φ(x) (Hendrycks and Gimpel 2016, equation 1), in place.
    gelu, gelu_wide, gelu_any, (values: &mut [f32])
);
widened!(
    /// Brings each row of `width` to mean 0 and variance 1, times a gain, plus a bias (Ba et al. 2016), in place.
    layer_norm, layer_norm_wide, layer_norm_any, (rows: &mut [f32], gain: &[f32], bias: &[f32], epsilon: f32)
);
widened!(
    /// The softmax of a row that is multiplied by a factor before, in place.
    softmax, softmax_wide, softmax_any, (row: &mut [f32], factor: f32)
);

widened!(
    /// The largest of the sizes of a row, and the sum of its squares.
    spread, spread_wide, spread_any, (row: &[f32], top: &mut f32, squares: &mut f32)
);
widened!(
    /// How many numbers of a row are no larger than `most`, and the sum of their squares.
    within, within_wide, within_any, (row: &[f32], most: f32, count: &mut f32, squares: &mut f32)
);
widened!(
    /// The places of the numbers of a row that are larger than `most`.
    beyond, beyond_wide, beyond_any, (row: &[f32], most: f32, found: &mut Vec<usize>)
);
widened!(
    /// The largest of the sizes of weights, and the largest sum of those of one sign among four that belong together: of each
    /// eight the first and second of both halves, and the third and fourth.
    heaviest, heaviest_wide, heaviest_any, (row: &[f32], top: &mut f32, four: &mut f32)
);
widened!(
    /// Numbers times a factor, to the nearest whole one whose size is at most `largest`, up to 127.
    quantize, quantize_wide, quantize_any, (row: &[f32], factor: f32, largest: f32, out: &mut [i8])
);

#[inline(always)]
fn fma<const F: bool>(a: f32, b: f32, c: f32) -> f32 {
    if F { a.mul_add(b, c) } else { a * b + c }
}

/// e to the x: 2 to the nearest whole number of x / ln 2, times a polynomial of the rest (Cephes, `expf`).
#[inline(always)]
fn exp<const F: bool>(x: f32) -> f32 {
    let x = x.clamp(-87.3, 88.3);
    let whole = fma::<F>(x, std::f32::consts::LOG2_E, 12_582_912.0) - 12_582_912.0;
    let rest = fma::<F>(whole, -0.693_359_4, x);
    let rest = fma::<F>(whole, 2.121_944_4e-4, rest);
    let mut sum = 1.987_569_1e-4;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        sum = fma::<F>(sum, rest, coefficient);
    }
    let sum = fma::<F>(sum * rest, rest, rest) + 1.0;
    // Through 32 bits without a check of the range, which is clamped above: a checked conversion is not done eight at a time.
    let power = ((whole + 12_582_912.0).to_bits() << 23).wrapping_add(0x3f80_0000);
    sum * f32::from_bits(power)
}

/// The error function, by polynomials for less and for more than .92 (N. Juffa's `erff`).
#[inline(always)]
fn erf<const F: bool>(x: f32) -> f32 {
    let size = x.abs();
    let square = x * x;
    let mut near = -5.991_05e-4;
    for coefficient in
        [4.993_396e-3, -2.676_673_4e-2, 1.128_180_25e-1, -3.761_248_6e-1, 1.283_791_5e-1]
    {
        near = fma::<F>(near, square, coefficient);
    }
    let near = fma::<F>(near, x, x);
    let capped = size.min(3.925);
    let mut far = 1.729_489_3e-5;
    for coefficient in [
        -3.832_086_8e-4,
        3.883_934_3e-3,
        -2.425_456e-2,
        1.067_778_5e-1,
        6.348_467e-1,
        1.287_175_1e-1,
    ] {
        far = fma::<F>(far, capped, coefficient);
    }
    let far = 1.0 - exp::<F>(-fma::<F>(far, capped, capped));
    if size > 0.921_875 { far.copysign(x) } else { near }
}

#[inline(always)]
fn gelu_any<const F: bool>(values: &mut [f32]) {
    for value in values {
        *value = 0.5 * *value * (1.0 + erf::<F>(*value * std::f32::consts::FRAC_1_SQRT_2));
    }
}

/// A sum in 16 parts, which may be added at once.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut parts = [0.0; 16];
    let (chunks, rest) = values.as_chunks::<16>();
    for chunk in chunks {
        for (part, value) in parts.iter_mut().zip(chunk) {
            *part += of(*value);
        }
    }
    parts.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

#[inline(always)]
fn layer_norm_any<const F: bool>(rows: &mut [f32], gain: &[f32], bias: &[f32], epsilon: f32) {
    for row in rows.chunks_exact_mut(gain.len()) {
        let mean = sum(row, |value| value) / row.len() as f32;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / row.len() as f32;
        let scale = 1.0 / (variance + epsilon).sqrt();
        for ((value, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
            *value = fma::<F>((*value - mean) * scale, *gain, *bias);
        }
    }
}

#[inline(always)]
fn softmax_any<const F: bool>(row: &mut [f32], factor: f32) {
    let mut tops = [f32::NEG_INFINITY; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for (top, value) in tops.iter_mut().zip(chunk) {
            *top = top.max(*value);
        }
    }
    let top = tops.iter().chain(rest).fold(f32::NEG_INFINITY, |top, value| top.max(*value));
    for value in row.iter_mut() {
        *value = exp::<F>((*value - top) * factor);
    }
    let scale = 1.0 / sum(row, |value| value);
    for value in row {
        *value *= scale;
    }
}

#[inline(always)]
fn spread_any<const F: bool>(row: &[f32], top: &mut f32, squares: &mut f32) {
    let (mut tops, mut sums) = ([0.0_f32; 16], [0.0_f32; 16]);
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for ((top, sum), value) in tops.iter_mut().zip(&mut sums).zip(chunk) {
            let size = value.abs();
            *top = if size > *top { size } else { *top };
            *sum = fma::<F>(*value, *value, *sum);
        }
    }
    *top = tops.iter().chain(rest).fold(0.0, |top, value| top.max(value.abs()));
    *squares = sums.iter().sum::<f32>() + rest.iter().map(|value| value * value).sum::<f32>();
}

#[inline(always)]
fn within_any<const F: bool>(row: &[f32], most: f32, count: &mut f32, squares: &mut f32) {
    let (mut counts, mut sums) = ([0.0_f32; 16], [0.0_f32; 16]);
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks.iter().map(|chunk| &chunk[..]).chain([rest]) {
        for ((count, sum), value) in counts.iter_mut().zip(&mut sums).zip(chunk) {
            let share = if value.abs() <= most { 1.0 } else { 0.0 };
            *count += share;
            *sum = fma::<F>(value * share, *value, *sum);
        }
    }
    (*count, *squares) = (counts.iter().sum(), sums.iter().sum());
}

#[inline(always)]
fn beyond_any<const F: bool>(row: &[f32], most: f32, found: &mut Vec<usize>) {
    found.clear();
    for (number, chunk) in row.chunks(16).enumerate() {
        // Looked at one by one where there are some.
        if chunk.iter().fold(false, |some, value| some | (value.abs() > most)) {
            let values = (16 * number..).zip(chunk);
            found.extend(values.filter(|(_, value)| value.abs() > most).map(|(at, _)| at));
        }
    }
}

#[inline(always)]
fn heaviest_any<const F: bool>(row: &[f32], top: &mut f32, four: &mut f32) {
    let mut look = |eight: &[f32; 8]| {
        let mut sums = [[0.0_f32; 2]; 2];
        for (at, weight) in eight.iter().enumerate() {
            *top = top.max(weight.abs());
            let [above, below] = &mut sums[at % 4 / 2];
            *above += weight.max(0.0);
            *below -= weight.min(0.0);
        }
        *four = sums.into_iter().flatten().fold(*four, f32::max);
    };
    let (chunks, rest) = row.as_chunks::<8>();
    chunks.iter().for_each(&mut look);
    let mut last = [0.0; 8];
    last[..rest.len()].copy_from_slice(rest);
    look(&last);
}

#[inline(always)]
fn quantize_any<const F: bool>(row: &[f32], factor: f32, largest: f32, out: &mut [i8]) {
    for (value, out) in row.iter().zip(out) {
        // The sum has the whole number in its last bits, as above.
        let sum = (value * factor).clamp(-largest, largest) + 12_582_912.0;
        *out = sum.to_bits() as i8;
    }
}

/// The mean of numbers and their variance about it.
pub(crate) fn moments(values: &[f32]) -> (f32, f32) {
    let mean = sum(values, |value| value) / values.len() as f32;
    (mean, sum(values, |value| (value - mean) * (value - mean)) / values.len() as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gelu_is_that_of_the_error_function() {
        // By Python's math.erf.
        let known = [
            (-6.0, -5.919_53e-9),
            (-3.0, -0.004_049_694),
            (-1.0, -0.158_655_25),
            (-0.1, -0.046_017_22),
            (0.0, 0.0),
            (0.5, 0.345_731_23),
            (1.3, 1.174_159_2),
            (2.0, 1.954_499_7),
            (9.0, 9.0),
        ];
        for (x, expected) in known {
            let mut wide = [x; 9];
            gelu(&mut wide);
            let mut plain = [x];
            gelu_any::<false>(&mut plain);
            for value in wide.into_iter().chain(plain) {
                assert!(
                    (value - expected).abs() <= 4e-7 * (1.0 + f32::abs(expected)),
                    "{x}: {value}"
                );
            }
        }
    }

    #[test]
    fn exponentials_are_close_and_end_at_their_ends() {
        for step in -8700..=8800 {
            let x = step as f32 / 100.0;
            let (close, exact) = (exp::<false>(x), f64::from(x).exp());
            assert!((f64::from(close) / exact - 1.0).abs() < 3e-7, "{x}: {close} {exact}");
        }
        assert!(exp::<false>(-1e9) < 2e-38 && exp::<false>(1e9).is_finite());
    }

    #[test]
    fn rows_are_normalized_and_shares_add_up() {
        let mut row: Vec<f32> = (0..37).map(|n| n as f32 * 0.3 - 2.0).collect();
        let mut shares = row.clone();
        layer_norm(&mut row, &[2.0; 37], &[1.0; 37], 1e-5);
        let (mean, variance) = moments(&row);
        assert!((mean - 1.0).abs() < 1e-5 && (variance - 4.0).abs() < 1e-3, "{mean} {variance}");
        softmax(&mut shares, 0.5);
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((shares[1] / shares[0] - 0.15_f32.exp()).abs() < 1e-5);
    }
}
