//! numpy's default generator, so that resamples are those that numpy would draw.
//!
//! `rand_pcg` has the generator, a sixth of this file, but neither numpy's seeding nor its bounded integers, without which no
//! draw is the same.
//!
//! PCG64 XSL-RR 128/64 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
//! Random Number Generation"), seeded through numpy's `SeedSequence`; bounded integers by Lemire 2019, "Fast Random
//! Integer Generation in an Interval".

/// `numpy.random.default_rng(seed)`.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    state: u128,
    increment: u128,
    /// The upper half of the last 64 bits, if 32 bits were asked for and it is still unused.
    half: Option<u32>,
}

const MULTIPLIER: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;

impl Generator {
    /// The generator of a seed.
    pub(crate) fn new(seed: u128) -> Self {
        let words = seed_sequence(seed);
        let wide = |i: usize| u128::from(words[i]) << 64 | u128::from(words[i + 1]);
        let mut generator = Generator { state: 0, increment: wide(2) << 1 | 1, half: None };
        generator.step();
        generator.state = generator.state.wrapping_add(wide(0));
        generator.step();
        generator
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }

    fn next_64(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }

    /// The next 32 bits: lower halves first.
    #[inline]
    pub(crate) fn next_32(&mut self) -> u32 {
        if let Some(half) = self.half.take() {
            return half;
        }
        let bits = self.next_64();
        self.half = Some((bits >> 32) as u32);
        bits as u32
    }

    /// A number below `bound`, which is at least 1. Draws nothing if there is no choice.
    #[inline]
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        let mut product = u64::from(self.next_32()) * u64::from(bound);
        if (product as u32) < bound {
            let threshold = bound.wrapping_neg() % bound;
            while (product as u32) < threshold {
                product = u64::from(self.next_32()) * u64::from(bound);
            }
        }
        (product >> 32) as u32
    }
}

/// `SeedSequence(seed).generate_state(4, uint64)`.
fn seed_sequence(seed: u128) -> [u64; 4] {
    const POOL: usize = 4;
    // The seed's words, least significant first, without leading zeros.
    let words: Vec<u32> = (0..POOL)
        .map(|i| (seed >> (32 * i)) as u32)
        .take(POOL - seed.leading_zeros() as usize / 32)
        .collect();

    let mut constant = 0x43B0_D7E5_u32;
    let mut hash = |value: u32| {
        let value = value ^ constant;
        constant = constant.wrapping_mul(0x931E_8875);
        let value = value.wrapping_mul(constant);
        value ^ value >> 16
    };
    let mix = |x: u32, y: u32| {
        let mixed = x.wrapping_mul(0xCA01_F9DD).wrapping_sub(y.wrapping_mul(0x4973_F715));
        mixed ^ mixed >> 16
    };
    let mut pool = [0; POOL];
    for (i, slot) in pool.iter_mut().enumerate() {
        *slot = hash(words.get(i).copied().unwrap_or(0));
    }
    for from in 0..POOL {
        for to in (0..POOL).filter(|&to| to != from) {
            pool[to] = mix(pool[to], hash(pool[from]));
        }
    }

    let mut constant = 0x8B51_F9DD_u32;
    let mut half = |i: usize| {
        let value = pool[i % POOL] ^ constant;
        constant = constant.wrapping_mul(0x58F3_8DED);
        let value = value.wrapping_mul(constant);
        u64::from(value ^ value >> 16)
    };
    std::array::from_fn(|i| {
        let low = half(2 * i);
        low | half(2 * i + 1) << 32
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: [(u128, u32, [u32; 8]); 6] = [
        (12345, 10, [6, 2, 7, 3, 2, 7, 6, 6]),
        (12345, 200_000, [139_843, 45_467, 157_729, 63_351, 40_835, 159_473, 128_536, 135_250]),
        (0, 7, [5, 4, 3, 1, 2, 0, 0, 0]),
        (
            1,
            3_000_000_000,
            [
                1_535_464_873,
                2_851_391_088,
                104_557_657,
                2_845_948_340,
                935_494_355,
                2_607_075_741,
                1_269_979_346,
                770_976_088,
            ],
        ),
        (1_099_511_627_793, 1000, [824, 337, 787, 264, 776, 525, 46, 183]),
        (1_267_650_600_228_229_401_496_703_205_381, 100, [97, 58, 87, 14, 12, 81, 2, 21]),
    ];

    #[test]
    fn draws_what_numpy_draws() {
        // numpy.random.default_rng(seed).choice(bound, 8)
        for (seed, bound, expected) in CHOICES {
            let mut generator = Generator::new(seed);
            assert_eq!(std::array::from_fn(|_| generator.below(bound)), expected, "{seed} {bound}");
        }
    }
}
