//! How long translations of a locale are, compared with their sources.

/// Source lengths, in letters and digits, at which a new class of lengths begins.
const CLASSES: [usize; 6] = [0, 10, 20, 40, 80, 160];
/// Pairs that the general expectation counts as, when a class has few of its own.
const PRIOR_PAIRS: f64 = 30.0;
/// Letters added to both lengths, so that one word more or less in a label is no outlier.
const DAMPING: f64 = 4.0;
/// Log of the usual length ratio: Chinese and Japanese take about 0.4 characters for a letter of English.
const DENSE_RATIO: f64 = -0.85;
/// The same for all other locales, which take 1.0 to 1.2 letters.
const SPACED_RATIO: f64 = 0.08;
/// Spread of the log ratio at each class where nothing is known of a locale.
const PRIOR_SPREAD: [f64; 6] = [0.42, 0.34, 0.27, 0.22, 0.19, 0.17];

/// Length statistics of one locale, by class of source length.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Lengths {
    /// Median and spread of the log of the length ratio in each class, in thousandths.
    classes: Vec<(i32, u32)>,
}

impl Lengths {
    /// Learns from the letters of sources and targets; with few pairs the result stays near what is usual. In `dense`
    /// scripts (Chinese characters and kana) a character stands for more than a letter.
    pub fn learn(pairs: impl Iterator<Item = (usize, usize)>, dense: bool) -> Lengths {
        let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); CLASSES.len()];
        for (source, target) in pairs.filter(|(source, _)| *source > 0) {
            ratios[class(source)].push(log_ratio(source, target));
        }
        let mut all: Vec<f64> = ratios.concat();
        let usual = if dense { DENSE_RATIO } else { SPACED_RATIO };
        let (centre, _) = robust(&mut all, usual, 0.2);
        let classes = ratios.iter_mut().zip(PRIOR_SPREAD).map(|(ratios, prior)| {
            let (median, spread) = robust(ratios, centre, prior);
            ((median * 1000.0).round() as i32, (spread * 1000.0).round() as u32)
        });
        Lengths { classes: classes.collect() }
    }

    /// What one page as a whole tells, by the letters of both its sides.
    pub fn of_page(source: usize, target: usize, dense: bool) -> Lengths {
        let usual = if dense { DENSE_RATIO } else { SPACED_RATIO };
        // A page of some hundred letters tells more of its own translation than the script does.
        let own = source as f64 / (source as f64 + 200.0);
        let seen = log_ratio(source, target).clamp(usual - 0.7, usual + 0.7);
        let centre = own * seen + (1.0 - own) * usual;
        let class = |spread: f64| ((centre * 1000.0).round() as i32, (spread * 1000.0) as u32);
        Lengths { classes: PRIOR_SPREAD.iter().map(|spread| class(*spread)).collect() }
    }

    /// How many spreads a target of so many letters is longer (above 0) or shorter (below 0) than translations of such
    /// sources are; 0 for a source without letters.
    pub fn z_score(&self, source: usize, target: usize) -> f64 {
        if source == 0 {
            return 0.0;
        }
        let (median, spread) = self.classes[class(source)];
        (log_ratio(source, target) - f64::from(median) / 1000.0)
            / (f64::from(spread.max(1)) / 1000.0)
    }

    /// Whether statistics that were read have the form that this version learns.
    pub fn is_sound(&self) -> bool {
        self.classes.len() == CLASSES.len()
    }
}

fn class(length: usize) -> usize {
    CLASSES.iter().rposition(|&from| length >= from).unwrap_or(0)
}

fn log_ratio(source: usize, target: usize) -> f64 {
    ((target as f64 + DAMPING) / (source as f64 + DAMPING)).ln()
}

/// Median and spread (half the distance of the 16th and 84th percentile), drawn to the prior when values are few.
fn robust(values: &mut [f64], median: f64, spread: f64) -> (f64, f64) {
    values.sort_unstable_by(f64::total_cmp);
    let n = values.len() as f64;
    let at = |q: f64| values.get((q * (n - 1.0)).round().max(0.0) as usize).copied();
    let own = n / (n + PRIOR_PAIRS);
    let mixed =
        |value: Option<f64>, prior: f64| value.map_or(prior, |v| own * v + (1.0 - own) * prior);
    let half_distance = at(0.84).zip(at(0.16)).map(|(high, low)| (high - low) / 2.0);
    (mixed(at(0.5), median), mixed(half_distance, spread).max(0.08))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truncated_target_is_far_below_what_is_usual() {
        let pairs = (0..400).map(|i| (20 + i % 200, (20 + i % 200) * (100 + i % 40) / 100));
        let lengths = Lengths::learn(pairs, false);
        assert!(lengths.z_score(120, 140).abs() < 1.0);
        assert!(lengths.z_score(120, 60) < -3.0);
        assert!(lengths.z_score(120, 280) > 3.0);
        assert!(lengths.is_sound());
    }

    #[test]
    fn without_pairs_the_usual_of_a_script_stands_in() {
        let lengths = Lengths::learn(std::iter::empty(), false);
        assert!(lengths.z_score(45, 50).abs() < 1.0);
        assert!(lengths.z_score(45, 9) < -3.0);
        assert!(lengths.z_score(0, 9).abs() < f64::EPSILON);
        let dense = Lengths::learn(std::iter::empty(), true);
        assert!(dense.z_score(45, 20).abs() < 1.0);
    }
}
