/**
 * What a monthly digest has to say of a history, by walking over all of it each time. Written from what is promised
 * (docs/architecture.md, docs/digest.md), and calls nothing of the product.
 */
import type { Given, History, Item } from "./histories.ts";

type Colour = "green" | "amber" | "red";
const SEVERITY = { green: 0, amber: 1, red: 2 };

export interface Said {
  answered: number;
  asked: number;
  checkIns: number;
  /** Texts of answers: program, words, whether they came late. */
  asks: string[];
  /** Of the register, each by its title. */
  whole: string[];
  standing: string[];
  decided: string[];
  overdue: number;
  dependencies: string[];
  health: string[];
  onTrack: number;
  grey: string[];
}

interface Window {
  from: string;
  until: string;
}

/** One for each of `months` (`2025-01`), sent at `sendings`; null where nobody of the reader's programs had a round. */
export function expectedMonths(
  { given: all, items, pauses }: History,
  months: readonly string[],
  sendings: readonly string[],
): (Said | null)[] {
  let from = "2024-12-31T23:59:59.999Z";
  const toldDecided = new Set<string>();
  return months.map((month, index) => {
    const cutOff = sendings[index] ?? "";
    const inMonth = all.filter((one) => one.key.startsWith(month));
    if (inMonth.length === 0) {
      return null;
    }
    const window = { from, until: cutOff };
    const covered = lastIn(all, from, cutOff);
    const health: string[] = [];
    const grey: string[] = [];
    let onTrack = 0;
    for (const program of [0, 1, 2]) {
      const now = colourAt(all, program, cutOff);
      // What was corrected by then holds of all the time before.
      const asKnown = (at: string) => colourAt(all, program, at, cutOff);
      const told = [BEFORE, ...sendings.slice(0, index)].map(asKnown);
      const before = told.at(-1) ?? (told.some((colour) => colour !== null) ? "grey" : null);
      if (now === null) {
        for (const cadence of [0, 1, 2]) {
          const isPaused = pauses.some(
            (one) => one.program === program && one.cadence === cadence && `${one.on}T00:00:00.000Z` <= cutOff,
          );
          const asked = inMonth.filter((one) => one.program === program && one.cadence === cadence && !one.isAway);
          // Whoever is quoted is not silent: of an answer that was told before and corrected what it asks anew.
          const isNew = (one: (typeof covered)[number]) =>
            !(index > 0 && isAnswered(one, window.from)) || (one.ask !== null && one.ask !== askedBy(one, window.from));
          const isTold = covered.some((one) => one.program === program && one.cadence === cadence && isNew(one));
          const isSilent = asked.some((one) => !isAnswered(one, cutOff));
          const isAnew = asked.some((one) => isAnswered(one, cutOff) && !(index > 0 && isAnswered(one, window.from)));
          if (!isPaused && !isTold && isSilent && !isAnew) grey.push(`p${program}`);
        }
        continue;
      }
      const days = daysUntil(cutOff).map((at) => ({ at, colour: asKnown(at) }));
      const past = [BEFORE, ...sendings.slice(0, index)];
      let periods = 1;
      for (const sending of past.toReversed()) {
        const since = days.filter(({ at }) => at > sending);
        const isOther = since.some(({ colour }) => colour !== null && colour !== now);
        if (asKnown(sending) !== now || isOther) break;
        periods += 1;
      }
      const [begin = ""] = past.slice(-1);
      const worstOf = (colours: readonly (Colour | null)[]) =>
        colours
          .flatMap((colour) => (colour !== null && colour !== before && colour !== now ? [colour] : []))
          .toSorted((a, b) => SEVERITY[b] - SEVERITY[a])[0];
      const within = days.filter(({ at }) => at > begin);
      const last = colourAt(all, program, begin);
      const first = last && last !== before ? last : undefined;
      const had = worstOf(within.map(({ colour }) => colour));
      const corrected = correctedIn(
        within.map(({ at, colour }) => ({ said: colourAt(all, program, at), known: colour })),
      );
      const since = worstOf(corrected);
      // Of two that were corrected the one beside another that it had is the worst; else both are told, as they were said.
      const also = worstOf(corrected.filter((colour) => ![first, had, had ? had : (first ?? since)].includes(colour)));
      const isBefore = !had && !first && also && since && corrected.lastIndexOf(also) < corrected.lastIndexOf(since);
      const [said, too] = isBefore ? [also, since] : [first ?? since, also];
      const reported = too && (!had || !first || SEVERITY[too] > SEVERITY[first]) ? too : had && first;
      const longAgo = () => {
        const asToldBefore = (at: string) => colourAt(all, program, at, begin);
        const isOther = (at: string) => (asToldBefore(at) === now) !== (asKnown(at) === now);
        const sent = past.toReversed().slice(1, periods);
        const row = sent
          .map((at) => ({ at, was: asToldBefore(at) }))
          .find(({ at, was }) => was !== null && isOther(at));
        return row?.was ?? betweenBefore(asToldBefore);
      };
      /** What the digest before told beside its colour, where one of those days in a row is known as another now. */
      const betweenBefore = (asToldBefore: (at: string) => Colour | null) => {
        const [ends, since = ""] = [asToldBefore(begin), past.at(-2)];
        const theirs = days
          .filter(({ at }) => since < at && at <= begin)
          .map(({ at, colour }) => ({ said: asToldBefore(at), known: colour }));
        const others = theirs.flatMap(({ said: one }) =>
          one === null || one === ends || one === (since && asToldBefore(since)) ? [] : [one],
        );
        const told = others.toSorted((a, b) => SEVERITY[b] - SEVERITY[a])[0];
        return told && ends && correctedIn(theirs, told).includes(told) ? told : undefined;
      };
      const between =
        had || said
          ? `${had ?? `said ${said}`}${reported ? `, told ${reported}` : ""}`
          : [longAgo()].flatMap((one) => (one ? `undefined, told ${one}` : []))[0];
      if (now === "green" && (before === null || before === "green") && !between) onTrack += 1;
      else health.push(`p${program} ${before} ${now} ${periods} ${between}`);
    }
    from = cutOff;
    const asked = inMonth.filter((one) => !one.isAway);
    return {
      answered: asked.filter((one) => isAnswered(one, cutOff)).length,
      asked: asked.length,
      checkIns: covered.length,
      asks: covered
        .filter((one) => one.ask !== null && one.ask !== askedBy(one, window.from))
        .map((one) => `p${one.program} ${one.ask} ${one.key < `${month}-01`}`)
        .toSorted(),
      ...registerAt(items, window, toldDecided),
      health: health.toSorted(),
      onTrack,
      grey: grey.toSorted(),
    };
  });
}

/**
 * An ask is whole in the first digest after it was made, one line in each later one, silent while deferred unless its
 * author has been asked meanwhile, decided once.
 */
function registerAt(items: readonly Item[], { from, until: cutOff }: Window, toldDecided: Set<string>) {
  const today = cutOff.slice(0, 10);
  const said = { whole: [] as string[], standing: [] as string[], decided: [] as string[], overdue: 0 };
  const dependencies: string[] = [];
  for (const { type, title, at, dueOn, isOfAnother, acts } of items) {
    if (at > cutOff) continue;
    if (type === "dependency" && !acts.some((act) => act.at <= cutOff)) dependencies.push(title);
    if (type !== "ask") continue;
    const { end, deferredUntil, isAskedBack } = stateAt(acts, cutOff);
    if (end === "decided" && !isOfAnother && !toldDecided.has(title)) {
      toldDecided.add(title);
      said.decided.push(title);
    }
    const isSilent = deferredUntil !== null && deferredUntil > today && !isAskedBack;
    if (end !== null || isSilent) continue;
    if (dueOn !== null && dueOn < today) said.overdue += 1;
    if (isOfAnother) continue;
    (at > from ? said.whole : said.standing).push(title);
  }
  return {
    whole: said.whole.toSorted(),
    standing: said.standing.toSorted(),
    decided: said.decided.toSorted(),
    overdue: said.overdue,
    dependencies: dependencies.toSorted(),
  };
}

function stateAt(acts: Item["acts"], cutOff: string) {
  let deferredUntil: string | null = null;
  let isAskedBack = false;
  for (const { at, kind, until } of acts) {
    if (at > cutOff) break;
    if (kind === "decided" || kind === "withdrawn") return { end: kind, deferredUntil, isAskedBack };
    if (kind === "deferred") deferredUntil = until;
    if (kind === "asked-back") isAskedBack = true;
    if (kind === "answered-back" || kind === "deferred") isAskedBack = false;
  }
  return { end: null, deferredUntil, isAskedBack };
}

function isAnswered(one: Given, cutOff: string): boolean {
  const [first] = one.revisions;
  return first !== undefined && first.at <= cutOff;
}

/** What a correction leaves as it was told is not told again: every answer up to a cut-off was. */
function askedBy({ revisions }: Given, at: string): string | null {
  return revisions.filter((one) => one.at <= at).at(-1)?.ask ?? null;
}

/**
 * What was said day by day, without silences, until it was another, each once: as far as one of these days is known as another
 * now. `last`: of this colour the last time alone.
 */
function correctedIn(
  days: readonly { said: Colour | null; known: Colour | null }[],
  last: Colour | null = null,
): Colour[] {
  const runs: { said: Colour; isCorrected: boolean }[] = [];
  for (const { said, known } of days) {
    if (said === null) continue;
    const run = runs.at(-1);
    if (run?.said === said) run.isCorrected ||= known !== said;
    else runs.push({ said, isCorrected: known !== said });
  }
  const those = last === null ? runs : runs.filter(({ said }) => said === last).slice(-1);
  return those.filter(({ isCorrected }) => isCorrected).map(({ said }) => said);
}

function lastIn(all: readonly Given[], from: string, until: string) {
  return all.flatMap((one) => {
    const last = one.revisions.filter((revision) => revision.at > from && revision.at <= until).at(-1);
    return last ? [{ ...one, ...last }] : [];
  });
}

const RECENT = [5, 14, 46];
/** When the digest of December would have gone. */
const BEFORE = "2025-01-03T09:00:00.000Z";

/**
 * Of each person the last word while it stands, the lead's (0) before others', which it overtakes for good. Each says since
 * it first said a colour what it was corrected to by `known`.
 */
function colourAt(all: readonly Given[], program: number, at: string, known = at): Colour | null {
  const rounds = all.filter((one) => one.program === program);
  const words = new Map<number, { colour: Colour; at: string; key: string; cadence: number }>();
  for (const person of [0, 1, 2])
    for (const cadence of [0, 1, 2]) {
      const own = rounds
        .filter((one) => one.person === person && one.cadence === cadence)
        .toSorted((a, b) => (a.key < b.key ? 1 : -1));
      for (const one of own) {
        const said = one.revisions.filter((revision) => revision.at <= at);
        const last = said.at(-1);
        const corrected = one.revisions.filter((revision) => revision.at <= known).at(-1);
        const colour = said.some(({ health }) => health !== null) ? corrected?.health : null;
        if (!last || !colour) continue;
        const word = words.get(person);
        if (!word || last.at > word.at) words.set(person, { colour, at: last.at, key: one.key, cadence });
        break;
      }
    }
  const standing = [...words].filter(([, word]) => {
    const next = rounds
      .filter((one) => one.cadence === word.cadence && one.key > word.key)
      .map(({ key }) => key)
      .toSorted()[0];
    const due = next === undefined ? null : later(`${next}T09:00:00.000Z`, 1);
    return at < later(word.at, RECENT[word.cadence] ?? 0) && (due === null || at < due);
  });
  const overtaken = words.get(0)?.at ?? "";
  const others = standing.filter(([, word]) => word.at > overtaken);
  const worst = others.map(([, { colour }]) => colour).toSorted((a, b) => SEVERITY[b] - SEVERITY[a])[0];
  return standing.find(([person]) => person === 0)?.[1].colour ?? worst ?? null;
}

/** Ends of days. */
function daysUntil(cutOff: string): string[] {
  const days: string[] = [];
  for (let at = "2024-12-31T23:59:59.999Z"; at < cutOff; at = later(at, 1)) days.push(at);
  return days;
}

function later(at: string, days: number): string {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString();
}
