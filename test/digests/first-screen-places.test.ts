/**
 * Which facts stand on the first screen of a monthly digest, over portfolios made by chance, against an oracle of its own.
 * `DRUMBEAT_PROPERTY_CASES` draws as many as it says.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDocument } from "../../src/digests/compile/rules.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { linesOf, type ShownLine, sizeOf } from "../support/screen.ts";
import { type Expected, expectedOf, MOST, PLACES, STATUSES } from "./first-screen-oracle.ts";
import { aHistory, BUSY, cutOff, factsOf, type Liveliness, USUAL } from "./portfolio-generated.ts";

const CASES = Number(process.env.DRUMBEAT_PROPERTY_CASES ?? 10);
const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20_261_123);

const CALM: Liveliness = { turns: 2, slips: 1, silent: 1, asks: 1, doubted: 1, value: 2, closes: 0.5 };

const drawn = fc.record({
  programs: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 200 })),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  month: fc.integer({ min: 1, max: 11 }),
  liveliness: fc.constantFrom(USUAL, BUSY, CALM),
  locale: fc.constantFrom("en-GB" as const, "fr-FR" as const),
});

/** How a screen says what the oracle counts. */
const WORDS = {
  "en-GB": {
    changed: /^What (?:has )?changed/,
    silence: /\bno (?:recent )?update|(?:hasn|haven)’t (?:answered|reported)|\bsilent\b/i,
    statuses: { green: "On track", amber: "At risk", red: "Off track", none: "No update" },
    nobody: /^No answers/,
    counted: {
      decisions: /decision|ask/i,
      newReds: /off track/i,
      closed: /closed|finished|stopped/i,
      slipped: /date|later|slip/i,
      recovered: /recovered|back on track|on track again/i,
      doubted: /question|doubt|contradict|disagree/i,
    },
  },
  "fr-FR": {
    changed: /^Ce qui a changé/,
    silence: /sans mise à jour|n’(?:a|ont) pas (?:répondu|rendu compte)|silencieu/i,
    statuses: { green: "Conforme", amber: "À risque", red: "Hors trajectoire", none: "Sans mise à jour" },
    nobody: /^Personne n’a répondu/,
    counted: {
      decisions: /décision|demande/i,
      newReds: /hors trajectoire/i,
      closed: /clos|terminé|arrêté/i,
      slipped: /date|report/i,
      recovered: /de nouveau conforme|rétabli|redevenu/i,
      doubted: /vérifier|doute|contre/i,
    },
  },
} as const;
type Words = (typeof WORDS)[keyof typeof WORDS];
const COUNTED = ["decisions", "newReds", "closed", "slipped", "recovered", "doubted"] as const;

type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

const RULES = {
  "names what is overdue, off track anew and doubted, and leaves no place empty": unnamedIn,
  "counts by kind what it does not name": uncountedIn,
  "says in one line who said nothing": silenceIn,
  "says in one line how the statuses moved": countsIn,
  "tells a program's changes in one line": changesIn,
  "tells nothing twice": repeatedIn,
  "is read in two minutes": tooLongIn,
} as const;
type Rule = keyof typeof RULES;
const NAMES = Object.keys(RULES).filter((name): name is Rule => name in RULES);

/** Each portfolio is compiled once, whichever rules look at it. */
const known = new Map<string, Map<Rule, string[]>>();

function failuresOf(rule: Rule, one: Drawn): string[] {
  const key = JSON.stringify(one);
  const failures = known.get(key) ?? judged(one);
  known.set(key, failures);
  return failures.get(rule) ?? [];
}

function judged({ programs, seed, month, liveliness, locale }: Drawn): Map<Rule, string[]> {
  const history = aHistory({ programs, seed, liveliness });
  const document = compileDocument(factsOf(history, month, { locale }));
  if (!document) return new Map();
  const [{ blocks }] = digestMessages(document, "edition");
  const lines = linesOf(blocks).map((line) => ({ ...line, text: line.text.replaceAll("\u00a0", " ") }));
  const shown = { lines, text: lines.map(({ text }) => text).join("\n"), size: sizeOf(blocks) };
  const expected = expectedOf(history, month, cutOff(month).slice(0, 10));
  return new Map(NAMES.map((name) => [name, RULES[name](shown, expected, WORDS[locale])]));
}

describe("the first screen of a monthly digest over a generated portfolio", () => {
  it.each(NAMES)("%s", { timeout: 60_000 + CASES * 1_000 }, (rule) => {
    fc.assert(
      fc.property(drawn, (one) => {
        expect(failuresOf(rule, one)).toEqual([]);
      }),
      { numRuns: CASES, seed: SEED },
    );
  });
});

interface Shown {
  lines: ShownLine[];
  text: string;
  size: ReturnType<typeof sizeOf>;
}

function unnamedIn({ text }: Shown, expected: Expected): string[] {
  const places = [
    ["overdue", PLACES.decisions],
    ["decisions", PLACES.decisions],
    ["doubted", PLACES.doubted],
    ["value", PLACES.value],
  ] as const;
  const unnamed = (kind: string, titles: readonly string[], places: number) => {
    const named = titles.filter((title) => text.includes(title)).length;
    const due = Math.min(places, titles.length);
    return named < due ? [`${kind}: ${named} named of ${titles.length}, there is room for ${due}`] : [];
  };
  return [
    ...places.flatMap(([kind, of]) => unnamed(kind, expected[kind], of)),
    // Those of a lower rank have what places are left.
    ...expected.ranked.flatMap((_, rank) =>
      unnamed(`changes down to rank ${rank}`, [...new Set(expected.ranked.slice(0, rank + 1).flat())], PLACES.changed),
    ),
  ];
}

/** A line with words of the kind has a number from those left out up to all of them. */
function uncountedIn({ lines, text }: Shown, expected: Expected, { counted }: Words): string[] {
  return COUNTED.flatMap((kind) => {
    const all = expected[kind].length;
    const left = expected[kind].filter((title) => !text.includes(title)).length;
    // The status of all is counted, whenever it came.
    const most = kind === "newReds" ? expected.now.red : kind === "decisions" ? Number.POSITIVE_INFINITY : all;
    const isCounted = lines.some(
      (line) =>
        counted[kind].test(line.text) &&
        (line.text.match(/\d+/g) ?? []).some((number) => Number(number) >= left && Number(number) <= most),
    );
    return left > 0 && !isCounted ? [`${kind}: ${left} of ${all} neither named nor counted`] : [];
  });
}

/** The line that counts all statuses counts these too; whose last status was off track is told by that as well. */
function silenceIn(
  { lines, text: all }: Shown,
  { silent, now }: Expected,
  { silence, statuses, nobody }: Words,
): string[] {
  const telling = lines.filter(
    ({ is, text }) =>
      is !== "heading" &&
      silence.test(text) &&
      ![statuses.green, statuses.red, "→"].some((one) => has(text, one)) &&
      !new RegExp(`${statuses.none} \\d`, "i").test(text),
  );
  if (silent.length === 0) return telling.map(({ text }) => `silence of nobody: ${text}`);
  const [line] = telling;
  const isCounted = line !== undefined && new RegExp(`\\b${silent.length}\\b`).test(line.text);
  const isOfAll =
    STATUSES.every((one) => one === "none" || now[one] === 0) && lines.some(({ text }) => nobody.test(text));
  const isSaid = isCounted || isOfAll || silent.every((title) => all.includes(title));
  return [
    ...(telling.length > 1 ? [`silence in ${telling.length} lines`] : []),
    ...(isSaid ? [] : [`silence of ${silent.length} is not said`]),
  ];
}

/** Where one was closed, the digest before had it, and this may count without it. */
function countsIn({ lines }: Shown, { before, now, closed }: Expected, { statuses }: Words): string[] {
  const programs = STATUSES.reduce((sum, status) => sum + now[status], 0);
  if (programs < 2) return [];
  const counts = (status: (typeof STATUSES)[number]) => new RegExp(`${statuses[status]} \\d`, "i");
  const line = lines.find(
    ({ is, text }) => is === "text" && STATUSES.every((one) => now[one] === 0 || counts(one).test(text)),
  );
  if (!line) return ["no line has the counts of all statuses"];
  return STATUSES.flatMap((status) => {
    const [from, to] = [before[status], now[status]];
    if (to === 0 && (from === 0 || closed.length > 0)) return [];
    const moved = closed.length > 0 ? `(?:\\d+ → )?${to}` : from === to ? `(?:${from} → )?${to}` : `${from} → ${to}`;
    const isSaid = new RegExp(`${statuses[status]} ${moved}(?!\\d| →)`, "i").test(line.text);
    return isSaid ? [] : [`${statuses[status]} ${from} → ${to} is not in: ${line.text}`];
  });
}

function has(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}

/** From its heading to the next. */
function changesIn({ lines }: Shown, { changed }: Expected, words: Words): string[] {
  const begins = lines.findIndex(({ text }) => words.changed.test(text));
  if (begins < 0) return changed.length > 0 ? ["there is no part with what changed"] : [];
  const isName = (text: string) => changed.some((title) => text.includes(title));
  const ends = lines.findIndex(({ is, text }, index) => index > begins && is === "heading" && !isName(text));
  // Who said nothing stands below it where no status is counted.
  const part = lines
    .slice(begins + 1, ends < 0 ? undefined : ends)
    .filter(({ text }) => text.includes("→") || !words.silence.test(text));
  const all = part.map(({ text }) => text).join("\n");
  const named = changed.filter((title) => all.includes(title));
  return [
    ...(named.length > PLACES.changed ? [`${named.length} programs in what changed`] : []),
    ...named.flatMap((title) => {
      const times = all.split(title).length - 1;
      return times > 1 ? [`${title} stands ${times} times in what changed`] : [];
    }),
  ];
}

/** Of programs and their people: a name may stand above several lines, and of several kinds that there is more. */
function repeatedIn({ lines, text }: Shown, { written, titles }: Expected): string[] {
  const isOfOne = (line: ShownLine) =>
    !titles.includes(line.text) && [...written, ...titles].some((one) => line.text.includes(one));
  const counts = Map.groupBy(lines.filter(isOfOne), (line) => line.text);
  return [
    ...[...counts].flatMap(([line, of]) => (of.length > 1 ? [`told ${of.length} times: ${line}`] : [])),
    ...written.flatMap((sentence) => (text.split(sentence).length > 2 ? [`told twice: ${sentence}`] : [])),
  ];
}

function tooLongIn({ size }: Shown): string[] {
  return (["words", "characters", "blocks"] as const).flatMap((of) =>
    size[of] > MOST[of] ? [`${size[of]} ${of}`] : [],
  );
}
