// Localized pages for the browser test: a hostile one, a right-to-left one, and as many issues as one likes.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A bilingual page. Pairs are [target, source]. */
function page(locale, title, pairs, origin = 'MT') {
  const head = `---\ntitle: ${JSON.stringify(title)}\nms.contentlocale: ${locale}\nms.translationtype: ${origin}\n---\n\n`;
  const spans = pairs.map(([target, source], i) => {
    const id = `a1b2c-${101 + i}`;
    return `<span data-ttu-id="${id}">${target}</span><span class="sxs-lookup"><span data-stu-id="${id}">${source}</span></span>\n`;
  });
  return head + spans.join('\n');
}

function write(folder, name, text) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

/** What a hostile page says; each pair repeats a word, so that it is listed. */
export const HOSTILE = [
  `Seite Seite <script>document.title='owned'</script> ende`,
  `Seite Seite <img src=x onerror="document.title='owned'"> "quoted" 'single'`,
  `Seite Seite </script><script>document.title='owned'</script><!-- offen`,
  `Seite Seite \u202Eredro gnorw\u202C richtig \u2066isoliert`,
  `=HYPERLINK("x") Seite Seite`,
];

/** A folder with a few pages that are awkward to show. */
export function awkward(folder) {
  write(folder, 'de-DE/hostile.md', page('de-DE', `<b>Titel</b> "x" </title><script>1</script>`,
    HOSTILE.map((target, i) => [target, `Page ${i} with markup & "quotes".`])));
  write(folder, 'de-DE/<img src=x onerror=alert(1)>.md', page('de-DE', 'Ein Name', [['Die Datei Datei fehlt.', 'The file is missing.']]));
  write(folder, 'de-DE/human.md', page('de-DE', 'Von Menschen', [['Öffnen Sie die Seite.', 'Open the page.']], 'HT'));
  write(folder, 'de-DE/again.md', page('de-DE', 'Noch einmal', [['Die Datei Datei fehlt.', 'The file is missing.']]));
  write(folder, 'de-DE/long.md', page('de-DE', 'Lang', [
    [`${'Hier steht ein langer Satz, der nichts sagt. '.repeat(60)}Ganz am Ende steht ein Wort Wort.`, `${'Here is a long sentence that says nothing. '.repeat(60)}At the very end stands a word.`],
  ]));
  write(folder, 'ar-SA/page.md', page('ar-SA', 'صفحة', [
    ['راجع راجع [الصفحة](https://example.com/a-b?c=1).', 'See [the page](https://example.com/a-b?c=1).'],
    ['Azure Portal افتح افتح الصفحة ثم حدد إعدادات.', 'Open the page in the Azure portal, then select Settings.'],
  ]));
}

const WORDS = ('Dienst Konto Netzwerk Regel Vorlage Anmeldung Speicher Cluster Ressource Gruppe Richtlinie Abfrage '
  + 'Tabelle Spalte Ereignis Warnung Schritt Ausgabe Version Freigabe').split(' ');

/** A folder with pages that hold about so many issues, each text unlike the others. */
export function many(folder, issues) {
  const perPage = 100;
  let seed = 1;
  const word = () => {
    seed = (seed * 48271) % 2147483647;
    return WORDS[seed % WORDS.length];
  };
  for (let p = 0; p * perPage < issues; p++) {
    const pairs = [];
    for (let i = 0; i < perPage && p * perPage + i < issues; i++) {
      const words = Array.from({ length: 18 }, word).filter((w, k, all) => w !== all[k - 1]);
      const at = p * perPage + i;
      pairs.push([
        `${words.slice(0, 9).join(' ')} Nummer${at} wird wird ${words.slice(9).join(' ')} verwendet.`,
        `The service with number${at} uses ${words.join(' ').toLowerCase()} in the account that you create.`,
      ]);
    }
    write(folder, `de-DE/area${p % 20}/page${String(p).padStart(4, '0')}.md`, page('de-DE', `Seite ${p}`, pairs));
  }
}
