//! Texts of many locales that are right, and texts in another script.

use std::collections::BTreeSet;

use glossator::cldr::CldrLocale;
use glossator::document::{Document, Segment};
use glossator::evaluate::Evaluator;
use glossator::locale::LocaleTag;
use glossator::mqm::Severity;
use glossator::names::Termbase;

/// What the sentences below mean.
const SOURCE: &str = "Open the settings page and save your changes.";

/// A tag and the sentence in it; the word for the settings or the greeting is freer where the language has no usual one.
const SENTENCES: &[(&str, &str)] = &[
    ("af-ZA", "Maak die instellingsbladsy oop en stoor jou veranderings."),
    ("am-ET", "የቅንብሮች ገጹን ይክፈቱ እና ለውጦችዎን ያስቀምጡ።"),
    ("ar-EG", "افتح صفحة الإعدادات واحفظ التغييرات."),
    ("as-IN", "ছেটিংছৰ পৃষ্ঠাটো খোলক আৰু আপোনাৰ সালসলনিবোৰ সাঁচক।"),
    ("az-AZ", "Parametrlər səhifəsini açın və dəyişiklikləri yadda saxlayın."),
    ("be-BY", "Адкрыйце старонку налад і захавайце свае змены."),
    ("bg", "Отворете страницата с настройките и запазете промените си."),
    ("bn-BD", "সেটিংস পৃষ্ঠাটি খুলুন এবং আপনার পরিবর্তনগুলি সংরক্ষণ করুন।"),
    ("bo-CN", "སྒྲིག་འགོད་ཤོག་ངོས་ཁ་ཕྱེས་ནས་བཟོ་བཅོས་ཉར་ཚགས་གནང་།"),
    ("ca-ES-valencia", "Obriu la pàgina de configuració i guardeu els canvis."),
    ("chr-US", "ᎠᏍᏚᎢᎦ ᏗᎧᏃᏗ ᎠᎴ ᎭᏍᏆᏂᎪᏓ ᏣᏤᎵ ᎦᏁᏟᏴᏍᏗ."),
    ("ckb-IQ", "پەڕەی ڕێکخستنەکان بکەرەوە و گۆڕانکارییەکانت پاشەکەوت بکە."),
    ("cs", "Otevřete stránku nastavení a uložte změny."),
    ("da-DK", "Åbn siden med indstillinger, og gem dine ændringer."),
    ("de-CH", "Öffnen Sie die Seite mit den Einstellungen und speichern Sie Ihre Änderungen."),
    ("dv-MV", "ސެޓިންގްސް ޞަފްޙާ ހުޅުވުމަށްފަހު ބަދަލުތައް ރައްކާކުރޭ."),
    ("el-GR", "Ανοίξτε τη σελίδα ρυθμίσεων και αποθηκεύστε τις αλλαγές σας."),
    ("en-GB", "Open up the settings page, then save what you changed."),
    ("es-MX", "Abra la página de configuración y guarde los cambios."),
    ("et-EE", "Avage sätete leht ja salvestage muudatused."),
    ("eu-ES", "Ireki ezarpenen orria eta gorde aldaketak."),
    ("fa-IR", "صفحه تنظیمات را باز کنید و تغییرات خود را ذخیره کنید."),
    ("ff-Adlm", "𞤓𞤣𞥆𞤭𞤼 𞤳𞤫𞤤𞤢𞥄𞤯𞤫 𞤼𞤫 𞤥𞤮𞥅𞤩𞤢 𞤦𞤢𞤴𞤤𞤢𞤤."),
    ("fi", "Avaa asetussivu ja tallenna tekemäsi muutokset."),
    ("fil-PH", "Buksan ang pahina ng mga setting at i-save ang mga pagbabago."),
    ("fr-CA", "Ouvrez la page des paramètres et enregistrez vos modifications."),
    ("ga-IE", "Oscail leathanach na socruithe agus sábháil d’athruithe."),
    ("gu-IN", "સેટિંગ્સ પૃષ્ઠ ખોલો અને તમારા ફેરફારો સાચવો."),
    ("he", "פתחו את דף ההגדרות ושמרו את השינויים."),
    ("hi-IN", "सेटिंग पृष्ठ खोलें और अपने बदलाव सहेजें।"),
    ("hr-HR", "Otvorite stranicu s postavkama i spremite promjene."),
    ("hy-AM", "Բացեք կարգավորումների էջը և պահպանեք փոփոխությունները։"),
    ("id-ID", "Buka halaman setelan dan simpan perubahan Anda."),
    ("is-IS", "Opnaðu stillingasíðuna og vistaðu breytingarnar."),
    ("iu-CA", "ᐅᒃᑯᐃᕐᓗᒍ ᐋᖅᑭᒃᓱᐃᔾᔪᑎᓄᑦ ᒪᒃᐱᒐᖅ ᐊᒻᒪ ᐸᐸᓪᓗᒋᑦ ᐊᓯᔾᔨᖅᑕᑎᑦ."),
    ("ja", "設定ページを開いて、変更内容を保存します。"),
    ("ka-GE", "გახსენით პარამეტრების გვერდი და შეინახეთ ცვლილებები."),
    ("kk-KZ", "Параметрлер бетін ашып, өзгерістерді сақтаңыз."),
    ("km-KH", "បើកទំព័រការកំណត់ ហើយរក្សាទុកការផ្លាស់ប្ដូររបស់អ្នក។"),
    ("kn-IN", "ಸೆಟ್ಟಿಂಗ್‌ಗಳ ಪುಟವನ್ನು ತೆರೆಯಿರಿ ಮತ್ತು ನಿಮ್ಮ ಬದಲಾವಣೆಗಳನ್ನು ಉಳಿಸಿ."),
    ("ko", "설정 페이지를 열고 변경 내용을 저장하세요."),
    ("ky-KG", "Жөндөөлөр барагын ачып, өзгөртүүлөрдү сактаңыз."),
    ("lo-LA", "ເປີດໜ້າການຕັ້ງຄ່າ ແລ້ວບັນທຶກການປ່ຽນແປງຂອງທ່ານ"),
    ("lt-LT", "Atidarykite nustatymų puslapį ir įrašykite pakeitimus."),
    ("lv-LV", "Atveriet iestatījumu lapu un saglabājiet izmaiņas."),
    ("mk-MK", "Отворете ја страницата со поставки и зачувајте ги промените."),
    ("ml-IN", "ക്രമീകരണ പേജ് തുറന്ന് നിങ്ങളുടെ മാറ്റങ്ങൾ സംരക്ഷിക്കുക."),
    ("mn-MN", "Тохиргооны хуудсыг нээж, өөрчлөлтөө хадгална уу."),
    ("mr-IN", "सेटिंग्ज पृष्ठ उघडा आणि तुमचे बदल जतन करा."),
    ("ms-MY", "Buka halaman tetapan dan simpan perubahan anda."),
    ("mt-MT", "Iftaħ il-paġna tas-settings u ssejvja l-bidliet tiegħek."),
    ("my-MM", "ဆက်တင်များ စာမျက်နှာကို ဖွင့်ပြီး သင့်ပြောင်းလဲမှုများကို သိမ်းဆည်းပါ။"),
    ("nb-NO", "Åpne siden med innstillinger, og lagre endringene dine."),
    ("ne-NP", "सेटिङ पृष्ठ खोल्नुहोस् र आफ्ना परिवर्तनहरू बचत गर्नुहोस्।"),
    ("nn", "Opna sida med innstillingar, og lagre endringane dine."),
    ("nqo-GN", "ߞߐߜߍ ߟߊߞߊ߬ ߞߊ߬ ߌ ߟߊ߫ ߡߝߊ߬ߟߋ߲߬ߠߌ߲ ߠߎ߬ ߟߊߞߎ߲߬ߘߎ߬."),
    ("or-IN", "ସେଟିଂସ ପୃଷ୍ଠା ଖୋଲନ୍ତୁ ଏବଂ ଆପଣଙ୍କ ପରିବର୍ତ୍ତନଗୁଡ଼ିକୁ ସଞ୍ଚୟ କରନ୍ତୁ।"),
    ("pa-IN", "ਸੈਟਿੰਗਾਂ ਦਾ ਪੰਨਾ ਖੋਲ੍ਹੋ ਅਤੇ ਆਪਣੀਆਂ ਤਬਦੀਲੀਆਂ ਸੰਭਾਲੋ।"),
    ("pa-PK", "ترتیباں دا صفحہ کھولو تے اپنیاں تبدیلیاں محفوظ کرو۔"),
    ("pl", "Otwórz stronę ustawień i zapisz zmiany."),
    ("ps-AF", "د امستنو پاڼه پرانیزئ او خپل بدلونونه خوندي کړئ."),
    ("pt-PT", "Abra a página de definições e guarde as suas alterações."),
    ("ro-RO", "Deschideți pagina de setări și salvați modificările."),
    ("si-LK", "සැකසීම් පිටුව විවෘත කර ඔබගේ වෙනස්කම් සුරකින්න."),
    ("sk-SK", "Otvorte stránku s nastaveniami a uložte zmeny."),
    ("sl-SI", "Odprite stran z nastavitvami in shranite spremembe."),
    ("sq-AL", "Hapni faqen e cilësimeve dhe ruani ndryshimet."),
    ("sr", "Отворите страницу са подешавањима и сачувајте измене."),
    ("sr-Cyrl-RS", "Отворите страницу са подешавањима и сачувајте измене."),
    ("sr-Latn", "Otvorite stranicu sa podešavanjima i sačuvajte izmene."),
    ("sr-RS", "Otvorite stranicu sa podešavanjima i sačuvajte izmene."),
    ("sw-KE", "Fungua ukurasa wa mipangilio na uhifadhi mabadiliko yako."),
    ("ta-IN", "அமைப்புகள் பக்கத்தைத் திறந்து உங்கள் மாற்றங்களைச் சேமிக்கவும்."),
    ("te-IN", "సెట్టింగ్‌ల పేజీని తెరిచి మీ మార్పులను సేవ్ చేయండి."),
    ("th", "เปิดหน้าการตั้งค่าแล้วบันทึกการเปลี่ยนแปลงของคุณ"),
    ("tg-TJ", "Саҳифаи танзимотро кушоед ва тағйиротро нигоҳ доред."),
    ("ug-CN", "تەڭشەك بېتىنى ئېچىپ ئۆزگەرتىشلەرنى ساقلاڭ."),
    ("uk-UA", "Відкрийте сторінку налаштувань і збережіть зміни."),
    ("ur-PK", "ترتیبات کا صفحہ کھولیں اور اپنی تبدیلیاں محفوظ کریں۔"),
    ("uz-Cyrl-UZ", "Созламалар саҳифасини очинг ва ўзгаришларни сақланг."),
    ("uz-UZ", "Sozlamalar sahifasini oching va oʻzgarishlarni saqlang."),
    ("vi-VN", "Mở trang cài đặt và lưu các thay đổi của bạn."),
    ("yi", "עפֿנט די זײַט פֿון די אײַנשטעלונגען און היט אָפּ אײַערע ענדערונגען."),
    ("yue", "打開設定頁面，然後儲存你嘅改動。"),
    ("zgh", "ⵕⵥⵎ ⵜⴰⵙⵏⴰ ⵏ ⵜⵙⵖⴰⵍ ⴷ ⵃⴹⵓ ⵉⵙⵏⴼⵍⵏ ⵏⵏⴽ."),
    ("zh", "打开设置页面，然后保存更改。"),
    ("zh-HK", "開啟設定頁面，然後儲存變更。"),
    ("zh-SG", "打开设置页面，然后保存更改。"),
];

fn issues(source: &str, target: &str, tag: &str) -> Vec<(&'static str, Severity)> {
    let evaluator = Evaluator::new(Termbase::load(&[]).unwrap());
    let tag = LocaleTag::parse(tag).unwrap();
    let issues = evaluator.pair(source, target, &tag).into_iter();
    issues.map(|issue| (issue.check.id, issue.severity)).collect()
}

#[test]
fn a_right_sentence_of_any_locale_has_no_issue() {
    let mut scripts = BTreeSet::new();
    for (tag, target) in SENTENCES {
        let loud = |issue: &(&str, Severity)| issue.1 != Severity::Neutral;
        let found: Vec<_> = issues(SOURCE, target, tag).into_iter().filter(loud).collect();
        assert_eq!(found, [], "{tag}: {target}");
        scripts.extend(CldrLocale::of(tag).unwrap().scripts.into_iter().next());
    }
    assert!(SENTENCES.len() >= 60 && scripts.len() >= 25, "{scripts:?}");
}

#[test]
fn a_sentence_in_another_script_is_an_issue() {
    let of = |tag: &str| SENTENCES.iter().find(|(own, _)| *own == tag).unwrap().1;
    for (tag, written_as) in [
        ("sr-Cyrl-RS", "sr-Latn"),
        ("sr-Latn", "sr-Cyrl-RS"),
        ("uz-UZ", "am-ET"),
        ("uz-Cyrl-UZ", "uz-UZ"),
        ("pa-IN", "pa-PK"),
        ("hi-IN", "bn-BD"),
        ("ka-GE", "hy-AM"),
        ("lo-LA", "th"),
        ("am-ET", "ta-IN"),
        ("el-GR", "uk-UA"),
        ("he", "ar-EG"),
        ("zh-SG", "zh-HK"),
        ("zh-HK", "zh"),
        ("yue", "zh-SG"),
    ] {
        let found = issues(SOURCE, of(written_as), tag);
        assert_eq!(found, [("wrong-script", Severity::Critical)], "{tag} as {written_as}");
    }
}

/// Short texts of programs in languages that are close to others: a row a locale, that of the sources first.
const RELATED: &str = include_str!("../fixtures/related.tsv");

/// The checks that report something on a page of these pairs.
fn on_page<'t>(tag: &str, pairs: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<&'static str> {
    let segments = pairs.map(|(source, target)| Segment {
        source: source.to_owned(),
        target: target.to_owned(),
        ..Segment::default()
    });
    let document = Document {
        locale: LocaleTag::parse(tag).unwrap(),
        segments: segments.collect(),
        ..Document::default()
    };
    let page = Evaluator::new(Termbase::load(&[]).unwrap()).evaluate(document);
    page.issues.iter().map(|placed| placed.issue.check.id).collect()
}

#[test]
fn close_languages_are_not_told_apart_by_guess() {
    let row = |line: &'static str| line.split('\t').collect::<Vec<_>>();
    let rows: Vec<Vec<&str>> = RELATED.lines().map(row).collect();
    let (sources, localized) = rows.split_first().unwrap();
    for row in localized {
        assert_eq!(row.len(), sources.len(), "{}", row[0]);
        let pairs = sources[1..].iter().copied().zip(row[1..].iter().copied());
        assert_eq!(on_page(row[0], pairs), [""; 0], "{}", row[0]);
    }
    assert!(localized.len() >= 35);
}

#[test]
fn a_page_in_another_language_of_the_script_is_one_issue() {
    let russian = [
        "Чтобы открыть новый файл, выберите его в списке и нажмите кнопку.",
        "Если вы закроете окно без сохранения, все изменения будут потеряны.",
        "Это можно изменить позже в настройках, где есть и другие параметры.",
    ];
    let sources = [
        "To open a new file, select it in the list and press the button.",
        "If you close the window without saving it, all changes will be lost.",
        "You can change this later in the settings, where you find other options too.",
    ];
    let pairs = || sources.into_iter().zip(russian);
    assert_eq!(on_page("uk", pairs()), ["wrong-language"]);
    assert_eq!(on_page("ru-RU", pairs()), [""; 0]);
}
