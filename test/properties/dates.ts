/** Target dates: what they come to by the answers alone, and what is said of them. Imports nothing of `src`. */
import { EVERY, type Every, type Given, type History } from "./histories.ts";
import { leadsAt } from "./oracle.ts";

/** What the dates come to that one voice gave in one check-in: those who lead the program have one, everybody else their own. */
interface Target {
  every: Every;
  voice: string;
  original: string | null;
  current: string | null;
  moves: number;
  /** The one before, whose day had come when this one was given. */
  passed: string | null;
  /** In the last round what was said, where it was not the same. */
  differing: readonly string[];
}

/** `first`: when its answer first gave a date in that voice; `at`: when it last changed it. */
interface Word {
  key: string;
  first: string;
  at: string;
  date: string | null;
}

function targetsOf(history: History, program: number, telling: readonly Every[], until: string): Target[] {
  const words = new Map<string, Map<string, Word>>();
  for (const { every, key, person, revisions } of history.given.filter((one) => one.program === program))
    for (const [place, { at, date }] of revisions.entries()) {
      if (!telling.includes(every) || at > until || date === (revisions[place - 1]?.date ?? null)) continue;
      const isLeading = person === 2 || leadsAt(history, program, at).includes(person);
      const milestone = `${every} ${isLeading ? "lead" : person}`;
      const theirs = words.get(milestone) ?? new Map<string, Word>();
      const answer = `${key} ${person}`;
      words.set(milestone, theirs.set(answer, { key, at, date, first: theirs.get(answer)?.first ?? at }));
    }
  return EVERY.flatMap((every) =>
    [...words].flatMap(([milestone, theirs]) => {
      const [of, voice = ""] = milestone.split(" ");
      return of === every ? [{ every, voice, ...cameTo([...theirs.values()]) }] : [];
    }),
  );
}

/** A date has moved where another was given while it lay ahead; correcting an answer is no move. */
function cameTo(words: readonly Word[]): Omit<Target, "every" | "voice"> {
  const said = words.flatMap((word) => (word.date === null ? [] : [{ ...word, date: word.date }]));
  // What is said for a round after a later one had its word changes nothing.
  const counting = said.filter(({ key, first }) => !said.some((other) => other.key > key && other.first < first));
  const none = { original: null, current: null, moves: 0, passed: null, differing: [] };
  let target: Omit<Target, "every" | "voice"> = none;
  let agreed = "";
  for (const key of new Set(counting.map((word) => word.key).toSorted())) {
    const round = counting.filter((word) => word.key === key);
    const dates = round.map(({ date }) => date).toSorted();
    const current = dates.at(-1) ?? "";
    if (dates[0] !== current) {
      target = { ...target, current, differing: dates };
      continue;
    }
    const hasMoved = current !== agreed && round.some(({ at }) => at.slice(0, 10) < agreed);
    if (hasMoved || current === agreed)
      target = { ...target, current, moves: target.moves + (hasMoved ? 1 : 0), differing: [] };
    else target = { ...none, original: current, current, passed: agreed || null };
    agreed = current;
  }
  return target;
}

/** What *Why this status?* should say: of each target the dates in their order, and how often it moved. */
export function whyShould(
  history: History,
  program: number,
  telling: readonly Every[],
  until: string,
  today: string,
): string[] {
  return targetsOf(history, program, telling, until).flatMap((target) => {
    const { every, original, current, moves, passed, differing } = target;
    if (differing.length > 0) return `${every} ${differing.join(" ")}`;
    if (current === null) return [];
    if (moves > 0) return `${every} ${original === current ? "" : `${original} `}${current} ${moves}`;
    if (passed === null) return `${every} ${current}`;
    return `${every} ${current < today ? `${passed} ${current}` : `${current} ${passed}`}`;
  });
}

/** What *Why this status?* says, as `whyShould` has it. */
export function whySays(lines: readonly string[]): string[] {
  const said = lines.join("\n").matchAll(/Opening-(\w+)-\d: (.*?)(?=Opening-|\n|$)/g);
  return [...said].map(([, every, line = ""]) => {
    const dates = datesIn(line);
    const [, ...moves] = /\((\d+) moves?\)/.exec(line) ?? [];
    return [every, ...(line.startsWith("not the same") ? dates.toSorted() : dates), ...moves].join(" ");
  });
}

/** Of a program's dates, and of what they are said to speak against, what stands in no answer with a mark that may be told. */
export function untoldDates(given: readonly Given[], told: readonly string[], text: string): string[] {
  const answers = given.flatMap(({ program, every, revisions }) =>
    revisions.flatMap(({ date, mark }) => (date === null ? [] : [{ program, every, date, mark }])),
  );
  const [first] = answers;
  if (!first) return [];
  const known = answers.filter(({ mark }) => told.includes(mark));
  const isKnown = (date: string) => known.some((one) => one.date === date);
  const found = new Set(datesIn(text));
  // A day of the months in which all is played may be that of an answer.
  const strange = answers.map(({ date }) => date).filter((date) => date > "2026" && found.has(date) && !isKnown(date));
  const speaking = `“Opening-(\\w+)-${first.program}” (?:moved by (\\d+) days?|was planned for ([^;\\n]*); that date has passed)`;
  for (const [sentence, every, moved, passed] of text.matchAll(new RegExp(speaking, "g"))) {
    const dates = known.flatMap((one) => (one.every === every ? [one.date] : []));
    const isToldOf = dates.some((date) =>
      passed === undefined ? dates.includes(daysAfter(date, Number(moved))) : datesIn(passed).includes(date),
    );
    if (!isToldOf) strange.push(sentence);
  }
  return strange;
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

const MONTHS = new Map(
  ["en-GB", "fr-FR"].flatMap((locale) =>
    (["long", "short"] as const).flatMap((month) =>
      Array.from({ length: 12 }, (_, place) => {
        const name = new Date(2025, place, 15).toLocaleDateString(locale, { month });
        return [name.replace(".", ""), String(place + 1).padStart(2, "0")] as const;
      }),
    ),
  ),
);

/** In the order in which they stand there; without a year of the year in which all is played. */
function datesIn(text: string): string[] {
  const found = text
    .replaceAll(/[\u00a0\u202f]/g, " ")
    .matchAll(/(20\d\d-\d\d-\d\d)|(\d+) (\p{L}+)\.?(?: (20\d\d))?/gu);
  return [...found].flatMap(([, iso, day = "", month = "", year = "2025"]) => {
    const named = MONTHS.get(month);
    return iso ?? (named ? `${year}-${named}-${day.padStart(2, "0")}` : []);
  });
}

/** A line of a digest on a target date. */
export interface DateLine {
  kind: string;
  label?: { en: string };
  from?: string;
  to?: string;
  date?: string;
  original?: string;
  moves?: number;
  passed?: string | null | undefined;
  isCorrected?: true | undefined;
  given?: readonly { date: string }[];
}

/** What a line of a digest says of a target date. */
export function digestSays(line: DateLine): string[] {
  const { kind, label, from, to, date, original, moves, passed = null } = line;
  const every = label?.en.replaceAll(/Opening-|-\d/g, "");
  if (kind === "two-dates") return [`${every} differs ${line.given?.map((one) => one.date).toSorted()}`];
  if (kind === "new-date") return [`${every} new ${passed} ${to}`];
  if (kind === "past-date") return [`${every} past ${passed} ${original} ${date} ${moves}`];
  if (kind !== "moved-date") return [];
  return [`${every} ${line.isCorrected ? "corrected" : `${original} moved ${moves}`} ${from} ${to}`];
}

/** As `digestSays` has it, what a digest of an instant should say to a reader who was told what was given up to another. */
export function digestShould(
  history: History,
  program: number,
  telling: readonly Every[],
  { at, toldUntil, from, until }: { at: string; toldUntil: string; from: string; until: string },
): string[] {
  const told = targetsOf(history, program, telling, toldUntil);
  return targetsOf(history, program, telling, at).flatMap((now) => {
    const { every, voice, original, current, moves, passed, differing } = now;
    const before = told.find((one) => one.every === every && one.voice === voice);
    if (differing.length > 0)
      return differing.join() === before?.differing.join() ? [] : `${every} differs ${differing}`;
    if (current === null) return [];
    // Told none before, nobody is told of one that has come back to the first.
    const isFirst = !before?.current && passed === null && (moves === 0 || current === original);
    const wereSame = before?.differing.length === 0;
    if (isFirst || (wereSame && current === before.current))
      return from <= current && current <= until && current < at.slice(0, 10)
        ? `${every} past ${passed} ${original} ${current} ${moves}`
        : [];
    const isSameTarget = before?.passed === passed && before.original === original;
    const hasMoved = moves > (isSameTarget ? before.moves : 0);
    const last = wereSame && before.passed === passed ? before.current : null;
    if (last !== null && !(isSameTarget && hasMoved)) return `${every} corrected ${last} ${current}`;
    const known = last ?? original;
    const isMove = hasMoved && known !== current;
    return isMove ? `${every} ${original} moved ${moves} ${known} ${current}` : `${every} new ${passed} ${current}`;
  });
}
