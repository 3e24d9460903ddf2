/** The words that name a day or a distance from one, in English and French, as expressions. Pure. */

import { lazily } from "../lazily.ts";

/** The whole names first, each table in order: the place of a name is its number. */
const MONTHS = [
  "january|janvier|janv?",
  "february|février|feb|f[eé]vr?|fevrier",
  "march|mars|mar",
  "april|avril|apr|avr",
  "may|mai",
  "june|juin|jun",
  "july|juillet|jul|juil",
  "august|août|aug|aout",
  "september|septembre|sept?",
  "october|octobre|oct",
  "november|novembre|nov",
  "december|décembre|d[eé]c|decembre",
];
const WEEKDAYS = [
  "monday|lundi|mon",
  "tuesday|mardi|tues?",
  "wednesday|mercredi|wed",
  "thursday|jeudi|thu(?:rs)?",
  "friday|vendredi|fri",
  "saturday|samedi|sat",
  "sunday|dimanche|sun",
];
const COUNTS =
  "an?|une?|one two|deux three|trois four|quatre five|cinq six seven|sept eight|huit nine|neuf ten|dix eleven|onze twelve|douze thirteen|treize fourteen|quatorze fifteen|quinze".split(
    " ",
  );
const ORDINALS =
  "first|premier second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(
    " ",
  );
const namesOf = (table: readonly string[]) => table.map((names) => new RegExp(`^(?:${names})$`, "iu"));
export const [MONTH_NAMES, WEEKDAY_NAMES] = [namesOf(MONTHS), namesOf(WEEKDAYS)];
export const [COUNT_NAMES, ORDINAL_NAMES] = [namesOf(COUNTS), namesOf(ORDINALS)];
const [MONTH, WEEKDAY] = [MONTHS.join("|"), WEEKDAYS.join("|")];
const wholeNames = (table: readonly string[]) => table.flatMap((names) => names.split("|").slice(0, 2));
/** By itself only a whole name is read, and one that is another word too only where it cannot be one. */
const MONTH_ALONE = wholeNames(MONTHS)
  .map((name) => (name.startsWith("ma") ? `${name}(?:(?=\\s*:|\\s+\\d{4})|(?<=\\sof\\s${name}))` : name))
  .join("|");
const YEAR = "(?:(?:,?\\s+|-)(?<year>\\d{4}))?";
/** The short names, where the words before lead to a month: “by Jan” is somebody, and “sept” a number in French. */
const MONTH_SHORT = `(?<month>(?!mar)(?:${MONTHS.flatMap((names) => names.split("|").slice(2)).join("|")}))(?!\\p{L})(?:(?<=(?<!\\p{L})(?:(?:end|start|beginning)\\sof|end|mid|fin|mi|début|courant|early|late|by|until|till|before|in|en|avant|ici)[\\s-]\\p{L}+)(?<!by\\sjan|(?:mi|en|avant|ici)[\\s-]sept?)|(?<=(?:^|[.;]\\s+)(?!jan)\\p{L}+)(?=\\.?\\s*:))\\.?`;
const WE_DID =
  ",?\\s+(?:(?:we|they|it|I)\\s+(?:\\p{L}+ed|was|were|had|made|went|took|saw|lost|won)|(?:nous\\s+avons|on\\s+a|(?:ils|elles)\\s+ont)\\s+(?:\\p{L}+é|fait|fini|mis|pris|ouvert|perdu|tenu|vendu|vu|eu))(?!\\p{L})";
/** It is told of a month that the same sentence looks back on: “In October we moved 40 stores.” */
const LOOKS_BACK = `(?<=(?<!\\p{L})(?:in|en)\\s\\p{L}+)${WE_DID}`;
/** The number of a day, and none of hours or a share. */
const DAY_NUMBER =
  "(?:0?[1-9]|[12]\\d|3[01])(?![\\d%]|[:,]\\d|\\s?(?:%|(?:h(?:\\d\\d|eures?|rs|ours)?|[ap]\\.?m|o['’]clock)(?!\\p{L})))";
const MONTH_NAMED = `(?:${MONTH})(?!\\p{L})`;
const NO_DATE = `(?!,?\\s+(?:the\\s+)?(?:${DAY_NUMBER}|\\d{4}-|${MONTH_NAMED}))`;
/** “Today 12 stores” is no date, as “Tuesday 12” is. */
const NO_DATE_BESIDE = `(?!,?\\s+(?:the\\s+)?(?:${DAY_NUMBER}(?:(?:st|nd|rd|th|er)(?!\\p{L})|\\s+(?:of\\s+)?${MONTH_NAMED}|[./](?:0?[1-9]|1[0-2])(?!\\d)|\\s*(?:[.,;:!?)]|$))|\\d{4}-|${MONTH_NAMED}))`;
/** What follows the number of a day, and no number of anything: its end, or a word that begins what comes. */
const NO_NOUN =
  "(?=\\s*(?:[.,;:!?)]|$|(?:and|or|but|at|to|for|if|as|with|in|we|it|they|the|et|ou|mais|à|pour|si|avec|on|nous|le|la|les)(?!\\p{L})))";
const COUNT = `(?:${COUNTS.join("|")}|\\d{1,2})`;
const WEEKS = "(?:weeks?|semaines?|fortnights?)";
const UNIT = `(?:(?:business|working)\\s+)?(?:days?|jours?|${WEEKS})`;
const TO = "\\s?(?:-|–|to|or|à|ou)\\s?";
const SOME = `(?:${COUNT}(?:${TO}${COUNT})?|(?:a\\s+)?(?:few|couple(?:\\s+of)?)|quelques)`;
/** What has a day, and no version. */
const EVENT =
  "(?<!(?:we|they|to|will|can)\\s)(?:launch|go-?live|pilot|kick-?off|opening|deadline|meeting|workshop|delivery|rollout|lancement|pilote|démarrage|ouverture|bascule|réunion|échéance|livraison|comité)";
/** Behind “within”, which is looked for first: blanks before it are many at times. */
const COMES =
  "(?:within|sous|dans\\s+les)(?<=(?:^|[.;:!?,(–-]|comes|back|is|be|ready|due|expected|answer|decision|revien(?:t|nent)|prête?s?|attendue?s?|réponse|décision)\\s*(?:within|sous|dans\\s+les))";
/** It is counted from something else, or is no distance: “two weeks of work”. */
const NOT_OF =
  "(?!\\p{L}|\\s+(?:of|after|following|de|après|suivant|entre|pour)(?!\\p{L})|\\s+(?:d['’]|qui\\s+(?:ont|suiv|préc)))";
/** It is counted by what it is full of, or from something else. */
const NOT_OF_IT = "(?!\\s+(?:of|after|following|de|après)(?!\\p{L})|\\s+(?:d['’]|qui\\s+(?:ont|suiv|préc)))";
const NOT_OF_MONTH =
  "(?!\\s+(?:of|de|after|following|prochain|dernier|passé|suivant|qui|à\\s+venir)(?!\\p{L})|\\s+d['’])";
/** Who is generally meant, and not on that day. */
const TODAYS = "(?:customers|shoppers|users|people|world|market|standards|needs)";
const OF_TODAY = "(?:clients|utilisateurs|gens|monde|marché|standards|besoins)";
/** “The Sunday shops” are open each Sunday; so it is « le mardi ». */
const NO_HABIT =
  "(?!(?<=(?<!\\p{L})the\\s\\p{L}+)\\s+(?:shops|stores|markets|shifts|hours|openings|deliveries|calls|meetings|releases|editions)(?!\\p{L})|(?<=(?<!\\p{L}|(?:tard|pour|avant|dès|ici)\\s)le\\s\\p{L}+)(?!\\s+(?:prochain|dernier|passé|en|qui)(?!\\p{L})))";
const WHOLE_UNIT = "day|jour|week|semaine|fortnight";
/**
 * `weekday`: “every Monday” is no day, and one with a date after it is told by that. `near`: by its distance alone. In
 * parts, since V8 compiles an expression in one go, and this one for a tenth of a second; of two that begin together the
 * first holds. The first of each part is what any text has in which the others find something: it is looked for first,
 * in a tenth of the time.
 */
const PARTS = [
  [
    `\\d{4}-\\d|(?<!\\p{L})${MONTH_NAMED}`,
    "(?<iso>\\d{4}-\\d{2}-\\d{2})T?",
    `(?<day>\\d{1,2})(?:(?:st|nd|rd|th|er)?\\s+(?:of\\s+)?|-)(?<month>${MONTH})(?!\\p{L})\\.?${YEAR}`,
    `(?<month>${MONTH})(?!\\p{L})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d%]|[.,:]\\d|\\s*%)${YEAR}`,
    `(?<month>${MONTH_ALONE})(?!\\p{L})(?<!(?:since|depuis)\\s\\p{L}+)(?!${LOOKS_BACK})${YEAR}`,
    `${MONTH_SHORT}${YEAR}`,
  ],
  [
    "\\d[./]\\d|[wkse]\\s?\\d\\d",
    `(?=\\d{1,2}/\\d)(?:${[
      // With a day above twelve it is no American date, and hardly a fraction.
      "(?<day>1[3-9]|2\\d|3[01])/(?<numeric>0[1-9]|1[0-2])(?:/(?<year>\\d{4}))?(?![\\d/])",
      `(?<=(?:on|by|until|till|before|after|due)\\s)(?<numeric>0?[1-9]|1[0-2])/(?<day>1[3-9]|2\\d|3[01])(?:/(?<year>\\d{4}))?(?!/)${NO_NOUN}`,
      "(?<=^|[.;]\\s)(?<numeric>0?[1-9]|1[0-2])/(?<day>1[3-9]|2\\d|3[01])(?=\\s*:)",
      "(?<=(?<!\\p{L})(?:le|du|au)\\s)(?<day>0?[1-9]|[12]\\d|3[01])/(?<numeric>0?[1-9]|1[0-2])(?:/(?<year>\\d{4}))?(?![\\d/]|\\s+(?:d['’]|des?(?!\\p{L})))",
      // British or American: the nearer one.
      `(?<=(?:on|by|until|till|before|after|due|${WEEKDAY})\\s)(?<either>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2]))(?:/(?<year>\\d{4}))?(?!/)${NO_NOUN}`,
      "(?:(?<either>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2]))|(?<numeric>0?[1-9]|1[0-2])/(?<day>1[3-9]|2\\d|3[01]))/(?<year>\\d{4})(?![\\d/])",
    ].join("|")})`,
    // A version ends on no point but that of its sentence.
    "(?=\\d{1,2}\\.\\d)(?<=^|\\(|(?<!(?:version|release)\\s?)[.:;–•*-]\\s+|(?:(?:live|launch(?:es)?|opens?|opening|starts?|begins?|ends?|due|meets?|comes?|decision|meeting|pilot|deadline|delivery)\\son|by|until|till|due|le|au|d['’]ici)\\s)(?<day>\\d{1,2})\\.(?<numeric>0?[1-9]|1[0-2])\\.(?:(?<year>\\d{4}))?(?!\\d)",
    `(?=\\d\\d\\.\\d)(?<=(?<!\\p{L})${EVENT}\\s)(?<day>1[3-9]|2\\d|3[01])\\.(?<numeric>0?[1-9]|1[0-2])\\.(?:(?<year>\\d{4}))?(?!\\d)`,
    "(?:[CK]?W|(?:week|wk|semaine|S(?<=(?:^|[.:;,–-]\\s+|(?:en|fin|début|dès|avant|après|d['’]ici)\\s)S))\\s?)(?<isoWeek>0[1-9]|[1-4]\\d|5[0-3])(?!\\d|\\s?[-–/]\\s?[WS]?\\d|\\s+(?:of|de|sur)(?!\\p{L}))",
  ],
  [
    "day|night|tomorrow|demain|morning|noon|evening|EOD|COB|hier|jour|matin|midi|soir|nuit",
    `(?<near>yesterday|today(?!['’]s\\s+${TODAYS}(?!\\p{L}))|tonight|(?<tomorrow>(?<!after\\s)tomorrow|(?<!après[\\s-])demain)|tomorrow|demain|this\\s+(?:morning|afternoon|evening)|last\\s+night|(?:this|the\\s+coming)\\s+night|hier|(?<!${OF_TODAY}\\sd['’])aujourd['’]hui|ce\\s+(?:matin|midi|soir)|cet\\s+après-midi|cette\\s+nuit|nuit\\s+(?:prochaine|dernière)|à\\s+ce\\s+jour|(?:by|before|due)\\s+(?:EOD|COB|(?:the\\s+)?end\\s+of\\s+(?:the\\s+)?day)|(?:avant|d['’]ici(?:\\s+à)?)\\s+(?:la\\s+)?fin\\s+de\\s+(?:la\\s+)?journée)(?!\\p{L})${NO_DATE_BESIDE}`,
  ],
  [
    `(?:${WHOLE_UNIT})|(?:24|48|72|96)`,
    `(?<near>(?:in|dans|d['’]ici(?:\\s+à)?|the\\s+next)\\s+(?<count>${COUNT})(?:${TO}(?<upTo>${COUNT}))?\\s+(?<unit>${UNIT}))${NOT_OF_IT}(?!${WE_DID})`,
    `(?<near>(?:in|dans|d['’]ici(?:\\s+à)?|the\\s+next|${COMES})\\s+(?:prochaines\\s+)?(?<count>24|48|72|96)\\s?(?:prochaines\\s+)?(?<unit>h(?:ours|rs|eures)?))${NOT_OF}`,
  ],
  [
    `${WHOLE_UNIT}|huitaine|quinzaine`,
    // Within some days something may always be done, too: it is read only as what comes of what was begun.
    `(?<near>(?:in|dans|sous|d['’]ici|${COMES})\\s+${SOME}\\s+${UNIT})${NOT_OF}(?!${WE_DID})`,
    `(?<near>il\\s+y\\s+a\\s+(?:environ\\s+)?${SOME}\\s+${UNIT})${NOT_OF}`,
    "(?<near>(?:sous|dans\\s+une)\\s+(?:huitaine|quinzaine)|d['’]ici\\s+une\\s+quinzaine)",
    `(?:depuis|since|(?<=(?:live|running|in\\s+(?:use|service|production)|waiting|blocked|stuck)\\s)for)\\s+${SOME}\\s+(?:(?<week>${WEEKS})|(?<near>${UNIT}))`,
  ],
  [
    WHOLE_UNIT,
    `(?<near>${SOME}\\s+${UNIT}\\s+(?:ago|from\\s+(?:now|today))|another\\s+(?:${SOME}\\s+)?${UNIT}|(?:a\\s+few|(?:takes?|needs?|for|least)\\s+${SOME})\\s+more\\s+${UNIT}|encore\\s+${SOME}\\s+${UNIT})`,
  ],
  [
    WHOLE_UNIT,
    `(?<near>the\\s+(?:last|past)\\s+${SOME}\\s+(?:days|weeks)|[lc]es\\s+(?:${SOME}\\s+)?derni(?:ers\\s+jours|ères\\s+semaines))${NOT_OF}`,
    `(?<near>the\\s+(?:next|coming)\\s+(?:${SOME}\\s+)?(?:days|weeks)|(?:[ldc]es)\\s+(?:${SOME}\\s+)?prochaine?s\\s+(?:jours|semaines)|(?:the\\s+(?:days|weeks)\\s+(?:ahead|to\\s+come)|(?:[ldc]es)\\s+(?:${SOME}\\s+)?(?:jours|semaines)\\s+(?:qui\\s+viennent|à\\s+venir)))`,
  ],
  [
    "week|EOW|semaine",
    "(?<week>(?:this|next|last|the\\s+coming)\\s+week|this\\s+(?:coming|past)\\s+week|the\\s+(?:week\\s+ahead|past\\s+week)|(?:(?:beginning|start|end)\\s+of\\s+(?:the\\s+)?week|EOW)(?!\\s?\\d|\\s+(?:of|after|following|before|beginning|starting|commencing)(?!\\p{L}))|mid-?week|(?:this|the)\\s+(?:coming\\s+)?weekend|(?:next|last)\\s+weekend|cette\\s+semaine|semaine\\s+(?:prochaine|dernière|passée|écoulée|qui\\s+vient|à\\s+venir)|(?:(?:début|milieu|fin)\\s+de\\s+(?:la\\s+)?|mi-)\\s*semaine(?!\\s?\\d|\\s+(?:d[ue]|prochaine|dernière|passée|suivante|qui|à\\s+venir)(?!\\p{L}))|(?:ce|le)\\s+week-end)",
  ],
  [
    "month|mois|EOM|year|année|EOY",
    `(?<wholeMonth>(?:this|next|last|the\\s+(?:coming|past))\\s+month|mois\\s+(?:prochain|dernier|passé|qui\\s+vient|à\\s+venir)|(?:(?:(?:beginning|start|middle)\\s+of\\s+the|mid-?)\\s*month|(?:by|before|until|till)\\s+(?:the\\s+)?(?:end\\s+of\\s+(?:the\\s+|this\\s+)?month|EOM)|(?:avant|d['’]ici(?:\\s+à)?|jusqu['’]à)\\s+(?:la\\s+)?fin\\s+d[ue]\\s+mois|(?:(?:début|milieu)\\s+du\\s+|mi-\\s*|ce\\s+)mois(?:-ci)?)${NOT_OF_MONTH})`,
    `(?<monthsEnd>(?:for|at|due)\\s+(?:at\\s+)?(?:the\\s+)?(?:end\\s+of\\s+(?:the\\s+|this\\s+)?month|EOM)|(?:(?:pour|à)\\s+la\\s+|en\\s+)fin\\s+d[ue]\\s+mois)${NOT_OF_MONTH}`,
    `(?<week>(?:in|dans|d['’]ici(?:\\s+à)?|the\\s+next)\\s+(?<count>${COUNT})(?:${TO}(?<upTo>${COUNT}))?\\s+(?<unit>months?|mois))${NOT_OF}(?!${WE_DID})`,
    `(?<week>${SOME}\\s+months?\\s+ago|il\\s+y\\s+a\\s+(?:environ\\s+)?${SOME}\\s+mois)${NOT_OF}`,
    "(?<wholeYear>(?:this|next|last)\\s+year|cette\\s+année|année\\s+(?:prochaine|dernière|passée)|(?:by|before|until|till|for)\\s+(?:the\\s+end\\s+of\\s+the\\s+year|year[\\s-]end|EOY)|(?:avant|pour|d['’]ici(?:\\s+à)?|jusqu['’]à)\\s+(?:la\\s+)?fin\\s+(?:d['’]|de\\s+l['’])année)",
  ],
  [
    `(?<!\\p{L})(?:${WEEKDAY})(?!\\p{L})|(?:the|le|du|au)\\s+\\d`,
    `(?:(?:(?<past>since|depuis)|(?<beside>last|this|next|ce))\\s+)?(?<weekday>${wholeNames(WEEKDAYS).join("|")})(?!\\p{L})(?<!(?:every|each|black|cyber|chaque)\\s\\p{L}+)${NO_DATE}${NO_HABIT}(?:\\s+(?<after>dernier|passé|prochain|week(?!\\s?\\d)|en\\s+(?:huit|quinze)))?`,
    `(?:by|until|before|(?<beside>next)|d['’]ici(?:\\s+à)?|avant|jusqu['’]à)\\s+(?<weekday>${WEEKDAY})(?!\\p{L})${NO_DATE}`,
    // “Sun” and “sat” are other words, too, and « mar. » is a month.
    `(?:(?:on|till|from|since)\\s+(?<weekday>mon|tues?|wed|thu(?:rs)?|fri|sat)${NO_NOUN}|(?<=^|[.;]\\s)(?<weekday>mon|tues?|wed|thu(?:rs)?|fri)(?=\\.?\\s*:))(?!\\p{L})${NO_DATE}`,
    `(?:on|by|until|till|before|after|from|since)\\s+the\\s+(?<bare>\\d{1,2})(?:st|nd|rd|th)${NO_NOUN}`,
    `(?<beforeBare>${WEEKDAY})(?!\\p{L})\\.?,?\\s+(?:the\\s+)?(?<bare>\\d{1,2})(?:st|nd|rd|th|er)?${NO_NOUN}`,
    // Above twelve, and where the words end, it is a day without a word before it, too.
    "the\\s+(?<bare>1[3-9]|2\\d|3[01])(?:st|nd|rd|th)(?=\\s*(?:[.,;:!?)]|$))",
    `(?:le|du|au)\\s+(?<bare>\\d{1,2})(?:er)?${NO_NOUN}`,
  ],
];

/** Made when the first text is read. */
export const NAMED = lazily(() =>
  PARTS.map(([needed = "", ...some]) => ({
    needed: new RegExp(needed, "iu"),
    named: new RegExp(`(?<![\\p{L}\\d])(?:${some.join("|")})(?!\\p{L})`, "giu"),
  })),
);

/** Compiles what finds days, a part at each turn: V8 does it at a part's first text, and anew at the first beyond Latin. */
export function* compileInTurn(): Generator<void> {
  for (const text of ["", "’"])
    for (const { named } of NAMED()) {
      matchFrom(named, text, 0);
      yield;
    }
}

export const ORDINAL_BEFORE = new RegExp(`(?<=(?<![\\p{L}-])(?<ordinal>${ORDINALS.join("|")})\\s+(?:of\\s+)?)`, "iuy");

/** As the first of `matchAll`, which makes an expression anew for each text. */
export function matchFrom(part: RegExp, text: string, from: number): RegExpExecArray | null {
  part.lastIndex = from;
  return part.exec(text);
}
