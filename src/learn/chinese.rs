//! Chinese in the characters of the other way of writing.

use super::gross_error::{GrossError, GrossKind, error};
use crate::locale::Locale;
use crate::mqm::Confidence;
use crate::text::chinese::shares;

/// Characters that only the other way of writing has, from which on a text is in it: the name of a language has two
/// (`简体中文`).
const LEAST: usize = 3;
/// Times as many as those of its own way there are at least.
const TIMES: usize = 4;

/// That a text is in the other way of writing than its locale's; characters of the source are quoted and count for
/// neither.
pub(super) fn judge(locale: &Locale, source: &str, target: &str) -> Option<GrossError> {
    let (own, other) = shares(target, locale.chinese?, |c| source.contains(c));
    let wrong = other.letters >= LEAST && own.letters * TIMES <= other.letters;
    wrong.then(|| error(GrossKind::WrongScript { target_range: other.span }, Confidence::High))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LocaleTag;

    #[test]
    fn the_other_way_of_writing_chinese_is_another_script() {
        let found = |tag: &str, source: &str, target: &str| {
            let locale = Locale::of(&LocaleTag::parse(tag).unwrap());
            match judge(locale, source, target)?.kind {
                GrossKind::WrongScript { target_range } => Some(target[target_range].to_owned()),
                kind => panic!("{kind:?}"),
            }
        };
        let (simplified, traditional) = ("请选择语言并保存设置。", "請選擇語言並儲存設定。");
        assert_eq!(found("zh-CN", "", traditional).unwrap(), "請選擇語言並儲存設");
        assert_eq!(found("zh-Hant-HK", "", simplified).unwrap(), "请选择语言并保存设");
        for (tag, target) in [
            ("zh", simplified),
            ("zh-SG", simplified),
            ("zh-TW", traditional),
            ("zh-MO", traditional),
            ("ja-JP", traditional),
            ("zh-TW", "简体中文"),
            ("zh-TW", "請選擇「简体中文」或「繁體中文」，再儲存設定。"),
        ] {
            assert_eq!(found(tag, "", target), None, "{tag}");
        }
        assert_eq!(found("zh-TW", simplified, simplified), None);
    }
}
