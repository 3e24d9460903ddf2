/**
 * What a monthly digest has to say of a history, by walking over all of it each time. Written from what is promised
 * (docs/architecture.md, docs/sponsor.md), and calls nothing of the product.
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
  const editions: (Window | null)[] = [];
  const toldDecided = new Set<string>();
  return months.map((month, index) => {
    const cutOff = sendings[index] ?? "";
    const inMonth = all.filter((one) => one.key.startsWith(month));
    if (inMonth.length === 0) {
      editions.push(null);
      return null;
    }
    const window = { from, until: cutOff };
    const covered = lastIn(all, from, cutOff);
    const health: string[] = [];
    const grey: string[] = [];
    let onTrack = 0;
    for (const program of [0, 1, 2]) {
      const now = colourOf(covered, program);
      const told = editions.map((edition) => edition && colourOf(lastIn(all, edition.from, edition.until), program));
      const last = told.at(-1) ?? null;
      const before = last ?? (told.some((colour) => colour !== null) ? "grey" : null);
      if (now === null) {
        for (const cadence of [0, 1, 2]) {
          const isPaused = pauses.some(
            (one) => one.program === program && one.cadence === cadence && `${one.on}T00:00:00.000Z` <= cutOff,
          );
          const asked = inMonth.filter((one) => one.program === program && one.cadence === cadence && !one.isAway);
          // Whoever is quoted is not silent.
          const isTold = covered.some((one) => one.program === program && one.cadence === cadence);
          const isSilent = asked.length > 0 && asked.every((one) => !isAnswered(one, cutOff));
          if (!isPaused && !isTold && isSilent) grey.push(`p${program}`);
        }
        continue;
      }
      let periods = 1;
      for (const colour of told.toReversed()) {
        if (colour !== now) break;
        periods += 1;
      }
      if (now === "green" && (before === null || before === "green")) onTrack += 1;
      else health.push(`p${program} ${before} ${now} ${periods}`);
    }
    editions.push(window);
    from = cutOff;
    const asked = inMonth.filter((one) => !one.isAway);
    return {
      answered: asked.filter((one) => isAnswered(one, cutOff)).length,
      asked: asked.length,
      checkIns: covered.length,
      asks: covered
        .filter((one) => one.ask !== null)
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

function lastIn(all: readonly Given[], from: string, until: string) {
  return all.flatMap((one) => {
    const last = one.revisions.filter((revision) => revision.at > from && revision.at <= until).at(-1);
    return last ? [{ ...one, ...last }] : [];
  });
}

function colourOf(covered: ReturnType<typeof lastIn>, program: number): Colour | null {
  for (const cadence of [2, 1, 0]) {
    const said = covered.filter((one) => one.program === program && one.cadence === cadence && one.health !== null);
    const lastOf = new Map<number, Colour>();
    for (const one of said.toSorted((a, b) => (a.at < b.at ? -1 : 1)))
      if (one.health) lastOf.set(one.person, one.health);
    const worst = [...lastOf.values()].toSorted((a, b) => SEVERITY[b] - SEVERITY[a])[0];
    if (worst) return lastOf.get(0) ?? worst;
  }
  return null;
}
