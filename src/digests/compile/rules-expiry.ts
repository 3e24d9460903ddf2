/**
 * Words about a day expire with it: what was ahead when it was said, and is past now, is not told as what comes, and what
 * names a day by its distance (“yesterday”) is told with the day on which it was said. The days in a text are guessed by
 * the names of months and of days and by such words, in English and French. Pure.
 */

import { remembered } from "../../platform/remembered.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import { DAY, type LocalDate } from "../../platform/time.ts";
import { type Shortened, withoutSentences } from "../render/rules-pieces.ts";

/** Both days in the reader's zone. */
export interface Days {
  saidOn: LocalDate;
  today: LocalDate;
}

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
const [MONTH_NAMES, WEEKDAY_NAMES] = [namesOf(MONTHS), namesOf(WEEKDAYS)];
const [COUNT_NAMES, ORDINAL_NAMES] = [namesOf(COUNTS), namesOf(ORDINALS)];
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
const NAMED = [
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
].map(([needed = "", ...some]) => ({
  needed: new RegExp(needed, "iu"),
  named: new RegExp(`(?<![\\p{L}\\d])(?:${some.join("|")})(?!\\p{L})`, "giu"),
}));
/** Compiles what finds days, a part at each turn: V8 does it at a part's first text, and anew at the first beyond Latin. */
export function* compileInTurn(): Generator<void> {
  for (const text of ["", "’"])
    for (const { named } of NAMED) {
      matchFrom(named, text, 0);
      yield;
    }
}

const ORDINAL_BEFORE = new RegExp(`(?<=(?<![\\p{L}-])(?<ordinal>${ORDINALS.join("|")})\\s+(?:of\\s+)?)`, "iuy");
const NEXT_DAY = new RegExp(`(?<=[.;!?])\\s+(?=\\d{1,2}(?:(?:er)?\\s+(?:${MONTH})(?!\\p{L})|/\\d{2}))`, "iu");

/**
 * Whether it reads as something else on another day than its own: a day that was to come has passed, or one is named by a
 * distance that is another now.
 */
export function isOfItsDay(text: string, { saidOn, today }: Days): boolean {
  if (saidOn >= today) return false;
  return daysIn(text, saidOn).some(
    ({ last, otherFrom }) =>
      (last !== null && saidOn < last && last < today) || (otherFrom !== null && otherFrom <= today),
  );
}

/** Its sentences; what begins with another day begins anew, though names of months are small in French. */
function statementsIn(text: string): string[] {
  return sentencesOf(text).flatMap((sentence) => sentence.split(NEXT_DAY));
}

function isOver(statement: string, { saidOn, today }: Days): boolean {
  const last = daysIn(statement, saidOn)
    .flatMap((one) => one.last ?? [])
    .sort()
    .at(-1);
  return last !== undefined && saidOn < last && last < today;
}

/** The text without its sentences that have passed, as it is shown; null where none is left. */
export function stillAhead(text: string, days: Days): Shortened | null {
  if (!isOfItsDay(text, days)) return { text, isShortened: false };
  return withoutSentences(text, statementsIn, (statement) => isOver(markdownAsText(statement, "quote"), days));
}

type Groups = Readonly<Record<string, string | undefined>>;

interface Named {
  /** The day, of a week and a month the last one; null where it names none that may lie ahead. */
  last: LocalDate | null;
  /** From then on the words mean another day. */
  otherFrom: LocalDate | null;
}

function daysIn(text: string, saidOn: LocalDate): readonly Named[] {
  return namedIn(text).length === 0 ? [] : daysInDated(saidOn + text);
}

const namedIn = remembered(groupsIn);

/** Of a text after the day on which it was said. */
const daysInDated = remembered((dated): Named[] => {
  const said = Temporal.PlainDate.from(dated.slice(0, DATE));
  return namedIn(dated.slice(DATE)).map((groups) => {
    const { near, week, wholeMonth, wholeYear, weekday } = groups;
    const otherFrom =
      near !== undefined
        ? said.add({ days: 1 })
        : week !== undefined
          ? sundayOf(said).add({ days: 1 })
          : wholeMonth !== undefined
            ? monthAfter(said)
            : wholeYear !== undefined
              ? said.with({ month: 1, day: 1 }).add({ years: 1 })
              : weekday !== undefined
                ? otherWeekdayFrom(groups, said, nextOf(said, weekday))
                : null;
    return {
      last: dateOf(groups, said) ?? aheadOf(groups, said)?.toString() ?? null,
      otherFrom: otherFrom?.toString() ?? null,
    };
  });
});

const DATE = "YYYY-MM-DD".length;

/** The days that the words name, from left to right; what one of them has taken, no other takes. */
function groupsIn(text: string): Groups[] {
  const found: Groups[] = [];
  let from = 0;
  const parts = NAMED.filter(({ needed }) => needed.test(text)).map(({ named }) => named);
  const next = parts.map((part) => matchFrom(part, text, from));
  for (;;) {
    let first: RegExpExecArray | null = null;
    for (const match of next) if (match && (first === null || match.index < first.index)) first = match;
    if (first === null) return found;
    from = first.index + first[0].length;
    found.push(withOrdinal(first.groups ?? {}, text, first.index));
    for (const [at, part] of parts.entries()) {
      const match = next[at];
      if (match && match.index < from) next[at] = matchFrom(part, text, from);
    }
  }
}

/** As the first of `matchAll`, which makes an expression anew for each text. */
function matchFrom(part: RegExp, text: string, from: number): RegExpExecArray | null {
  part.lastIndex = from;
  return part.exec(text);
}

/** “The second of November” has its number in words. */
function withOrdinal(groups: Groups, text: string, index: number): Groups {
  if (groups.month === undefined || groups.day !== undefined) return groups;
  ORDINAL_BEFORE.lastIndex = index;
  const before = ORDINAL_BEFORE.exec(text);
  return before ? { ...groups, ...before.groups } : groups;
}

const GONE = /^(?:last|dernier|passé)$/i;
const NEXT = /^(?:next|prochain)$/i;

/** “This Friday”, “last Friday” and “Friday week”, said on a Friday, are another day from the next day on. */
function otherWeekdayFrom({ beside, after }: Groups, said: Temporal.PlainDate, next: Temporal.PlainDate) {
  const named = beside ?? after;
  if (named === undefined) return next;
  const isNext = NEXT.test(named);
  if (!isNext && next.dayOfWeek === said.dayOfWeek) return said.add({ days: 1 });
  const monday = sundayOf(said).add({ days: 1 });
  return (isNext || GONE.test(named)) && Temporal.PlainDate.compare(monday, next) < 0 ? monday : next;
}

/** Without a year the one next to `said`. */
function dateOf(
  { iso, bare, beforeBare, isoWeek, ordinal, day, month, numeric, either, year }: Groups,
  said: Temporal.PlainDate,
): LocalDate | null {
  if (iso !== undefined) return iso;
  if (bare !== undefined) return nearest(daysNear(said, Number(bare), beforeBare), said);
  const years = year === undefined ? [-1, 0, 1].map((years) => said.year + years) : [Number(year)];
  if (isoWeek !== undefined)
    return nearest(
      years.map((year) => sundayOfWeek(year, Number(isoWeek))),
      said,
    );
  const timesIn = (month: number, day: number) =>
    years.map((year) => timeOf(Temporal.PlainDate.from({ year, month, day })));
  if (either !== undefined) {
    const [one = 0, other = 0] = either.split("/").map(Number);
    return nearest([...timesIn(one, other), ...timesIn(other, one)], said);
  }
  const found = month === undefined ? Number(numeric ?? 0) : numberIn(MONTH_NAMES, month);
  const of = ordinal === undefined ? Number(day ?? 31) : numberIn(ORDINAL_NAMES, ordinal);
  if (found === 0 || of > 31 || of === 0) return null;
  return nearest(timesIn(found, of), said);
}

/** Of these midnights in UTC the day next to `said`, of two the first; null of none. */
function nearest(times: readonly number[], said: Temporal.PlainDate): LocalDate | null {
  const from = timeOf(said);
  let best: number | null = null;
  for (const time of times) if (best === null || Math.abs(time - from) < Math.abs(best - from)) best = time;
  return best === null ? null : new Date(best).toISOString().slice(0, "YYYY-MM-DD".length);
}

function timeOf({ year, month, day }: Temporal.PlainDate): number {
  return Date.UTC(year, month - 1, day);
}

/** Midnight of the last day of this week of ISO 8601: the first is that of the fourth of January. */
function sundayOfWeek(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth + ((7 - new Date(fourth).getUTCDay()) % 7) * DAY + (week - 1) * 7 * DAY;
}

/** A weekday is the next one after the day on which it was said. */
function aheadOf(
  { tomorrow, week, wholeMonth, monthsEnd, weekday, past, beside, after, count, upTo, unit }: Groups,
  said: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (tomorrow !== undefined) return said.add({ days: 1 });
  const most = upTo ?? count;
  if (most !== undefined && unit !== undefined) return said.add(durationOf(most, unit));
  if (week !== undefined)
    return /^next|(?:coming\s+week|ahead)$|(?:prochaine|vient|venir)$/i.test(week)
      ? sundayOf(said).add({ weeks: 1 })
      : /^(?:this|cette|ce|end|fin|eow)(?!\p{L})/iu.test(week)
        ? sundayOf(said)
        : null;
  // “This month” as often looks back on it.
  if (wholeMonth !== undefined)
    return /^next|coming|(?:prochain|vient|venir)$/i.test(wholeMonth)
      ? monthAfter(said).add({ months: 1 }).subtract({ days: 1 })
      : /(?<!\p{L})(?:end|fin|eom)(?!\p{L})/iu.test(wholeMonth)
        ? endOfMonth(said)
        : null;
  if (monthsEnd !== undefined) return endOfMonth(said);
  const named = beside ?? after;
  if (weekday === undefined || past !== undefined || GONE.test(named ?? "")) return null;
  const next = nextOf(said, weekday);
  // In the same week it may be the one after: nothing is left out for the first.
  if (NEXT.test(named ?? ""))
    return Temporal.PlainDate.compare(next, sundayOf(said)) > 0 ? next : next.add({ weeks: 1 });
  // Of a Friday, on a Friday, it may be that day or the one a week later.
  if (named !== undefined && next.dayOfWeek === said.dayOfWeek) return null;
  return after === undefined ? next : next.add({ weeks: 1 });
}

function durationOf(most: string, unit: string): Temporal.DurationLike {
  const many = numberIn(COUNT_NAMES, most) || Number(most);
  if (/^m/i.test(unit)) return { months: many };
  return {
    days:
      many *
      (/(?:weeks?|semaines?)$/i.test(unit) ? 7 : /fortnights?$/i.test(unit) ? 14 : /^h/i.test(unit) ? 1 / 24 : 1),
  };
}

/** Its first day. */
function monthAfter(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.with({ day: 1 }).add({ months: 1 });
}

/** Its last day; null in its last week, in which the next month's may be meant. */
function endOfMonth(date: Temporal.PlainDate): Temporal.PlainDate | null {
  const last = monthAfter(date).subtract({ days: 1 });
  return date.until(last).days < 7 ? null : last;
}

function sundayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.add({ days: 7 - date.dayOfWeek });
}

function nextOf(said: Temporal.PlainDate, weekday: string): Temporal.PlainDate {
  return said.add({ days: ((numberIn(WEEKDAY_NAMES, weekday) - said.dayOfWeek + 6) % 7) + 1 });
}

/** The day of this number in the month of `date` and the months beside it, where they have one on this weekday. */
function daysNear(date: Temporal.PlainDate, day: number, weekday?: string): number[] {
  return [-1, 0, 1]
    .map((months) => date.toPlainYearMonth().add({ months }))
    .flatMap((one) => (day >= 1 && day <= one.daysInMonth ? [one.toPlainDate({ day })] : []))
    .filter(({ dayOfWeek }) => weekday === undefined || numberIn(WEEKDAY_NAMES, weekday) === dayOfWeek)
    .map(timeOf);
}

/** From 1; 0 where it is none of them. */
function numberIn(table: readonly RegExp[], name: string): number {
  return table.findIndex((names) => names.test(name)) + 1;
}
