//! What becomes of names in segments of many locales: damaged, and right in all the ways that are right.

use std::path::Path;

use super::name::Name;
use super::{Damage, Problem, Termbase, load};
use crate::locale::{Locale, LocaleTag};
use crate::text::Text;

fn judged(termbase: &Termbase, locale: &str, source: &str, target: &str) -> Vec<Damage> {
    let locale = Locale::of(&LocaleTag::parse(locale).unwrap());
    termbase.find(&Text::new(source), &Text::new(target), locale, &[]).damage
}

fn kinds(termbase: &Termbase, locale: &str, source: &str, target: &str) -> Vec<Problem> {
    judged(termbase, locale, source, target).iter().map(|f| f.problem).collect()
}

#[test]
fn damage_is_told_by_its_kind() {
    use Problem::{
        Case, Doubled, Glued, Misspelled, NativeDigits, PartlyTranslated, Scrambled, Translated,
        Transliterated,
    };
    let names = Termbase::default();
    for (locale, source, target, problem, span) in [
        ("ja-JP", "Open Outlook.", "アウトルックを開きます。", Transliterated, "アウトルック"),
        (
            "ja-JP",
            "Install Docker on the host.",
            "ホストにドッカーをインストールします。",
            Transliterated,
            "ドッカー",
        ),
        (
            "ja-JP",
            "The Microsoft Customer Agreement template",
            "マイクロソフト 顧客契約テンプレート",
            Transliterated,
            "マイクロソフト 顧客契約",
        ),
        (
            "ja-JP",
            "Enable Defender on the device.",
            "デバイスでディフェンダーを有効にします。",
            Transliterated,
            "ディフェンダー",
        ),
        (
            "ja-JP",
            "Azure Cosmos DB stores it.",
            "Azure 宇宙 DB はそれを格納します。",
            PartlyTranslated,
            "Azure 宇宙 DB",
        ),
        (
            "ja-JP",
            "Set up Microsoft 365.",
            "Microsoft ３６５ を設定します。",
            NativeDigits,
            "Microsoft ３６５",
        ),
        (
            "ja-JP",
            "Go to Partner Center.",
            "パートナーセンターに移動します。",
            Glued,
            "パートナーセンター",
        ),
        (
            "ko-KR",
            "Install Docker on the host.",
            "호스트에 도커를 설치합니다.",
            Transliterated,
            "도커를",
        ),
        (
            "ko-KR",
            "Open Microsoft Teams.",
            "Microsoft 팀을 엽니다.",
            PartlyTranslated,
            "Microsoft 팀을",
        ),
        (
            "ru-RU",
            "Deploy it with Kubernetes.",
            "Разверните его с помощью Кубернетес.",
            Transliterated,
            "Кубернетес",
        ),
        (
            "ru-RU",
            "Create it in Power BI.",
            "Создайте его в Мощность BI.",
            PartlyTranslated,
            "Мощность BI",
        ),
        ("ar-SA", "Open Microsoft 365.", "افتح Microsoft ٣٦٥.", NativeDigits, "Microsoft ٣٦٥"),
        (
            "ar-SA",
            "Enable Windows Defender.",
            "قم بتمكين ويندوز ديفندر.",
            Transliterated,
            "ويندوز ديفندر",
        ),
        ("th-TH", "Open Outlook and select New.", "เปิดเอาท์ลุคแล้วเลือกใหม่", Transliterated, "เอาท์ลุค"),
        ("th-TH", "Upload it to SharePoint.", "อัปโหลดไปยังแชร์พอยต์", Transliterated, "แชร์พอยต์"),
        (
            "zh-CN",
            "Deploy it with Kubernetes.",
            "使用库伯内特斯进行部署。",
            Transliterated,
            "库伯内特斯",
        ),
        (
            "zh-CN",
            "Set up Microsoft Office 365.",
            "设置 Microsoft 365 Office。",
            Scrambled,
            "Microsoft 365 Office",
        ),
        (
            "zh-CN",
            "Buy Microsoft Azure with an Azure plan.",
            "在 Azure 计划中购买 Microsoft 预留项 Azure。",
            Scrambled,
            "Microsoft 预留项 Azure",
        ),
        ("zh-CN", "Open the file in PowerShell.", "在电源外壳中打开文件。", Translated, ""),
        (
            "de-DE",
            "Set up Microsoft Office 365.",
            "Richten Sie 365 Microsoft Office ein.",
            Scrambled,
            "365 Microsoft Office",
        ),
        ("de-DE", "Open PowerPoint.", "Öffnen Sie Power Point.", Misspelled, "Power Point"),
        (
            "de-DE",
            "Use it on Surface Hub.",
            "Verwenden Sie es auf dem Oberflächen-Hub.",
            PartlyTranslated,
            "Oberflächen-Hub",
        ),
        (
            "fr-FR",
            "Open Microsoft Loop.",
            "Ouvrez Microsoft Boucle.",
            PartlyTranslated,
            "Microsoft Boucle",
        ),
        (
            "fr-FR",
            "Managed services on Azure make Azure cheap.",
            "Les services managés Azure Azure rendent Azure abordable.",
            Doubled,
            "Azure Azure",
        ),
        (
            "es-ES",
            "Use Red Hat Enterprise Linux.",
            "Use Sombrero Rojo Enterprise Linux.",
            PartlyTranslated,
            "Sombrero Rojo Enterprise Linux",
        ),
        (
            "es-ES",
            "Use Power Automate for the flow.",
            "Use la automatización de energía para el flujo.",
            Translated,
            "",
        ),
        (
            "pt-BR",
            "Open Visual Studio Code.",
            "Abra o Código do Visual Studio.",
            PartlyTranslated,
            "Código do Visual Studio",
        ),
        (
            "pt-BR",
            "Open the Microsoft Office 365 admin center.",
            "Abra o centro de administração Microsoft Office 365.",
            Misspelled,
            "centro de administração Microsoft Office 365",
        ),
        ("it-IT", "Create it in Power BI.", "Crearlo in PowerBI.", Glued, "PowerBI"),
        (
            "hu-HU",
            "Set up Microsoft Office 365.",
            "Állítsa be a 365 Microsoft Office-t.",
            Scrambled,
            "365 Microsoft Office",
        ),
        (
            "cs-CZ",
            "Open GitHub Desktop.",
            "Otevřete GitHub plochu.",
            PartlyTranslated,
            "GitHub plochu",
        ),
        ("pl-PL", "Open Azure DevOps.", "Otwórz Azure Devops.", Case, "Azure Devops"),
        (
            "tr-TR",
            "Use Power Platform to build apps.",
            "Uygulama oluşturmak için güç platformunu kullanın.",
            PartlyTranslated,
            "güç platformunu",
        ),
        // The `da` of `ya da` is no preposition here, as it is in Portuguese.
        (
            "tr-TR",
            "Open Outlook or Surface Hub.",
            "Outlook ya da Surface Göbek'i açın.",
            PartlyTranslated,
            "Surface Göbek",
        ),
    ] {
        let found = judged(&names, locale, source, target);
        let shown = Text::new(target);
        let first = found.first().map(|f| {
            (f.problem, f.target.clone().map_or("", |span| &shown.visible()[span]).trim())
        });
        assert_eq!(first, Some((problem, span)), "{locale}: {source} | {target}");
    }
}

#[test]
fn right_forms_are_left_alone() {
    let names = Termbase::default();
    for (locale, source, target) in [
        ("de-DE", "Open the Azure portal.", "Öffnen Sie das Azure-Portal."),
        ("pt-BR", "Open the Azure portal.", "Abra o Portal do Azure."),
        ("ja-JP", "Open the Azure portal.", "Azure ポータルを開きます。"),
        ("tr-TR", "Open the Azure portal.", "Azure portalda oturum açın."),
        (
            "ru-RU",
            "Open the Microsoft 365 admin center.",
            "Откройте Центр администрирования Microsoft 365.",
        ),
        ("ko-KR", "Open the Microsoft 365 admin center.", "Microsoft 365 관리 센터를 엽니다."),
        (
            "es-ES",
            "Open the Microsoft 365 admin center.",
            "Abra el Centro de administración de Microsoft 365.",
        ),
        (
            "pl-PL",
            "Open the Microsoft 365 admin center.",
            "Otwórz centrum administracyjne platformy Microsoft 365.",
        ),
        (
            "hu-HU",
            "Connect to Microsoft Teams from Outlook.",
            "Csatlakozzon a Microsoft Teamshez az Outlookból.",
        ),
        (
            "tr-TR",
            "Connect to Microsoft Teams from Outlook.",
            "Outlook'tan Microsoft Teams'e bağlanın.",
        ),
        ("cs-CZ", "Contact Microsoft about Windows.", "Ohledně Windows se obraťte na Microsoft."),
        (
            "ru-RU",
            "Windows Defender Firewall blocks it.",
            "Брандмауэр Защитника Windows блокирует его.",
        ),
        ("ru-RU", "Use Azure Kubernetes Service.", "Используется служба Azure Kubernetes."),
        ("fr-FR", "Skype for Business is retired.", "Skype Entreprise est mis hors service."),
        (
            "fr-FR",
            "CSP partners can offer Azure.",
            "Les partenaires fournisseurs de solutions Cloud proposent Azure.",
        ),
        (
            "de-DE",
            "Use Remote Desktop to connect.",
            "Stellen Sie die Verbindung mit Remotedesktop her.",
        ),
        (
            "de-DE",
            "SQL Server and Windows Server licenses",
            "SQL Server- und Windows Server-Lizenzen",
        ),
        ("de-DE", "Exchange Online and SharePoint Online", "Exchange und SharePoint Online"),
        (
            "ja-JP",
            "Windows 10 and Windows 11 are supported.",
            "Windows 10 および 11 がサポートされます。",
        ),
        ("ar-SA", "Use Microsoft Teams and Outlook.", "استخدم Microsoft Teams وOutlook."),
        ("ko-KR", "Docker containers on Kubernetes", "Kubernetes의 Docker 컨테이너"),
        ("zh-CN", "Use Bing to search.", "使用必应进行搜索。"),
        ("es-ES", "Word of mouth helps.", "El boca a boca ayuda."),
        (
            "fr-FR",
            "Teams in your company can work together.",
            "Les équipes de votre entreprise peuvent collaborer.",
        ),
        ("pt-BR", "Use Azure Active Directory (Azure AD).", "Use o Azure AD (Active Directory)."),
        (
            "it-IT",
            "The Azure CLI is installed.",
            "L'interfaccia della riga di comando di Azure è installata.",
        ),
        ("th-TH", "Use Microsoft Teams and Outlook.", "ใช้ Microsoft Teams และ Outlook"),
    ] {
        let found = judged(&names, locale, source, target);
        assert!(found.is_empty(), "{locale}: {source} | {target}: {found:?}");
    }
}

#[test]
fn a_list_says_how_its_terms_are_matched() {
    let folder = std::env::temp_dir().join(format!("glossator-matching-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let list = folder.join("terms.csv");
    let text = "source,de-DE,match\n\
        service request,Serviceanfrage,exact\n\
        tenant,Mandant,prefix\n\
        multifactor authentication,Multi-Faktor-Authentifizierung,fuzzy\n\
        invoice,Rechnung|en,inflected\n";
    std::fs::write(&list, text).unwrap();
    let terms = Termbase::new(read(&list)).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let wrong = vec![Problem::WrongTerm];
    for (source, target, expected) in [
        ("Open a service request.", "Öffnen Sie eine Serviceanfrage.", vec![]),
        ("Open service request lists.", "Öffnen Sie Serviceanfragen.", wrong.clone()),
        ("The tenant is new.", "Die Mandantenkonten sind neu.", vec![]),
        ("The tenant is new.", "Der Kunde ist neu.", wrong.clone()),
        ("Use multifactor authentication.", "Nutzen Sie Multifaktor-Authentifizierung.", vec![]),
        ("Use multifactor authentication.", "Nutzen Sie die doppelte Anmeldung.", wrong.clone()),
        ("The invoice is open.", "Die Rechnungsnummer ist offen.", vec![]),
        ("The invoice is open.", "Die Abrechnung ist offen.", wrong),
    ] {
        assert_eq!(kinds(&terms, "de-DE", source, target), expected, "{source} | {target}");
    }
}

#[test]
fn languages_without_a_file_have_forms_of_their_own() {
    let terms = Termbase::new(vec![
        serde_yaml::from_str::<Name>(
            "{name: invoice, kind: term, policy: localized, locales: {sk: [faktúra], fi: [lasku]}}",
        )
        .unwrap(),
    ])
    .unwrap();
    for (locale, target) in [("sk-SK", "Tu je faktúra."), ("fi-FI", "Lasku on tässä.")] {
        assert_eq!(kinds(&terms, locale, "The invoice is here.", target), [], "{locale}");
    }
}

#[test]
fn a_forbidden_rendering_is_one_issue() {
    let terms = Termbase::new(vec![
        serde_yaml::from_str::<Name>(
            "{name: invoice, kind: term, policy: localized, locales: {es-ES: {forms: [factura], forbidden: [recibo]}}}",
        )
        .unwrap(),
    ])
    .unwrap();
    assert_eq!(
        kinds(&terms, "es-ES", "The invoice is here.", "El recibo está aquí."),
        [Problem::ForbiddenTerm]
    );
    assert_eq!(
        kinds(&terms, "es-ES", "The invoice is here.", "La nota está aquí."),
        [Problem::WrongTerm]
    );
}

#[test]
fn terms_that_may_be_missing_are_judged_by_what_is_written() {
    let terms = Termbase::new(vec![
        serde_yaml::from_str::<Name>(
            "{name: claim, kind: term, aliases: [claims], severity: minor,
              locales: {es-ES: {preferred: [reclamación, demanda], forbidden: [notificaci|ón], unless: ['notif|']}}}",
        )
        .unwrap(),
    ])
    .unwrap();
    let judge = |source: &str, target: &str| {
        let locale = Locale::of(&LocaleTag::parse("es-ES").unwrap());
        let view = terms.find(&Text::new(source), &Text::new(target), locale, &[]);
        let rendered: Vec<usize> = view.rendered.iter().map(|r| r.rendering).collect();
        let wrong: Vec<_> = view.damage.iter().map(|d| (d.problem, d.expected.clone())).collect();
        assert!(view.mentions.is_empty(), "a term that may be missing is not expected");
        (rendered, wrong)
    };
    let forbidden = vec![(Problem::ForbiddenTerm, "reclamación".to_owned())];
    for (source, target, expected) in [
        ("Send the claim.", "Envíe la notificación.", (vec![], forbidden.clone())),
        ("Send two claims.", "Envíe dos notificaciones.", (vec![], forbidden)),
        ("Send the claim.", "Envíela.", (vec![], vec![])),
        ("Send it.", "Envíe la notificación.", (vec![], vec![])),
        ("Notify of the claim.", "Envíe la notificación.", (vec![], vec![])),
        ("Send the claim.", "Envíe la reclamación.", (vec![0], vec![])),
        ("Send the claim.", "Envíe la demanda.", (vec![1], vec![])),
        // What is bold is a label of the product, which says it so.
        ("Send the claim.", "Envíe **la demanda**.", (vec![], vec![])),
        // One mention has one rendering: the other word stands for something else.
        ("Send the claim.", "Envíe la demanda o reclamación.", (vec![], vec![])),
        ("A claim is no claim.", "Una demanda no es una reclamación.", (vec![0, 1], vec![])),
    ] {
        assert_eq!(judge(source, target), expected, "{source} → {target}");
    }
}

#[test]
fn a_word_with_usual_renderings_may_be_a_name_too() {
    let own: Name = serde_yaml::from_str("{name: Billing, policy: keep}").unwrap();
    let termbase = Termbase::default().with(vec![own]).unwrap();
    let problems = kinds(&termbase, "zh-CN", "Open Billing.", "打开结算。");
    assert!(problems.contains(&Problem::ForbiddenTerm), "{problems:?}");
    assert!(problems.iter().any(|p| p.is_mangling()), "{problems:?}");
}

#[test]
fn shipped_terms_are_sorted_matters_of_usage_with_a_reason() {
    let general: Vec<Name> =
        serde_yaml::from_str(include_str!("../../data/names/terms.yaml")).unwrap();
    let optional = load::read(Path::new("partner-center")).unwrap();
    for list in [&general, &optional] {
        assert!(list.is_sorted_by(|a, b| a.name < b.name));
        for term in list {
            assert!(term.is_usage(), "{}", term.name);
            assert!(!term.locales.values().any(|r| r.preferred.is_empty()), "{}", term.name);
            let judged = |r: &super::Rendering| r.preferred.len() > 1 || !r.forbidden.is_empty();
            assert!(term.locales.values().all(judged), "{}", term.name);
        }
    }
    assert!(general.iter().all(|term| !term.note.is_empty()));
    // A later list replaces an earlier one's entries of the same text.
    assert!(optional.iter().all(|o| general.iter().all(|g| g.name != o.name)));
}

#[test]
fn the_terms_of_one_publisher_count_only_where_a_run_names_its_list() {
    let named = Termbase::load(&["partner-center".into()]).unwrap();
    let pair = ("Earn an incentive.", "성과급을 받습니다.");
    assert_eq!(kinds(&Termbase::default(), "ko-KR", pair.0, pair.1), []);
    assert_eq!(kinds(&named, "ko-KR", pair.0, pair.1), [Problem::ForbiddenTerm]);
    // What is general counts with it too.
    assert_eq!(kinds(&named, "zh-CN", "the billing date", "结算日期"), [Problem::ForbiddenTerm]);
}

fn read(path: &Path) -> Vec<Name> {
    load::read(path).unwrap()
}
