/**
 * How a program stands for one reader, from a history alone and by what the guides promise (docs/digest.md, docs/lead.md,
 * docs/decisions/0017-health.md), walking over everything each time. Imports nothing of `src`.
 */
import {
  type Colour,
  EVERY,
  type Every,
  type Given,
  type HeldRhythm,
  type History,
  isAsked,
  ROUNDS,
  type Said,
  SENDINGS,
  type Viewer,
} from "./histories.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
/** The longest that a word stands where no round follows it. */
const AT_MOST_DAYS: Record<Every, number> = { week: 14, month: 46, quarter: 122 };
const WORST: readonly Colour[] = ["red", "amber", "green"];
export const RHYTHMS_OF = { sponsor: ["monthly", "annual"], steering: ["quarterly", "annual"] } as const;

export type Stand = Colour | "no update" | "unasked";

/** The check-ins by which this viewer is told of a program. */
export function tellingOf({ programs }: History, program: number, viewer: Viewer): Every[] {
  const { readers } = programs[program] ?? missing();
  if (viewer === "lead") return [...EVERY];
  const name = viewer === "sponsor" ? "sponsors" : viewer;
  const feeding = EVERY.filter((every) => readers[every].includes(name));
  // The team may read all of these check-ins, those above none that does not feed them.
  return feeding.length === 0 && viewer === "team" ? [...EVERY] : feeding;
}

/** Whether this viewer has a role in the program on that day. */
export function hasRole(history: History, program: number, viewer: Viewer, at: string): boolean {
  return viewer !== "lead" || leadsAt(history, program, at).includes(0);
}

export function isClosed({ programs }: History, program: number, at: string): boolean {
  const { closedAt = null, reopenedAt = null } = programs[program] ?? {};
  return closedAt !== null && closedAt <= at && (reopenedAt === null || at < reopenedAt);
}

/** When it was closed for more than a day, and when reopened: where both were by then. */
export function reopenedBy({ programs }: History, program: number, at: string) {
  const { closedAt = null, reopenedAt = null } = programs[program] ?? {};
  if (closedAt === null || reopenedAt === null || reopenedAt > at) return null;
  return Date.parse(reopenedAt) - Date.parse(closedAt) < DAY ? null : { closedAt, reopenedAt };
}

/** When it was closed for more than a day after a word, and when reopened: each knows it at once, whatever is approved. */
function closedAfter({ programs }: History, program: number, said: string, at: string) {
  const { closedAt = null, reopenedAt = null } = programs[program] ?? {};
  if (closedAt === null || closedAt <= said || closedAt > at) return null;
  if (reopenedAt !== null && Date.parse(reopenedAt) - Date.parse(closedAt) < DAY) return null;
  return { closedAt, reopenedAt };
}

/** Two of its periods, in days. */
const TELLS_CLOSINGS_OF: Record<string, number> = { weekly: 14, monthly: 62, quarterly: 184, annual: 732 };

/** Whether the digest of an instant says that it was closed: in the last two periods, where none before it of that rhythm did. */
export function tellsClosing(
  history: History,
  program: number,
  { at, rhythm }: { at: string; rhythm: string },
  earlier: readonly { cutOffAt: string; hasProgram: boolean }[],
): boolean {
  const closedAt = history.programs[program]?.closedAt ?? null;
  if (closedAt === null || !isClosed(history, program, at)) return false;
  if (Date.parse(at) - Date.parse(closedAt) >= (TELLS_CLOSINGS_OF[rhythm] ?? 0) * 86_400_000) return false;
  return !earlier.some(({ cutOffAt, hasProgram }) => hasProgram && closedAt <= cutOffAt && cutOffAt < at);
}

/** How it stands at an instant, of what was answered up to `until`. */
export function standing(history: History, program: number, viewer: Viewer, at: string, until = at): Stand {
  return standingWord(history, program, viewer, at, until)?.colour ?? unlessAsked(history, program, viewer);
}

/**
 * How it stood at ends of days between two instants, a few days apart; not before it was closed where an answer of then was
 * corrected by then: once it is reopened nobody is told what had been said instead.
 */
export function stoodBetween(history: History, program: number, viewer: Viewer, from: string, at: string): Stand[] {
  const stood: Stand[] = [];
  for (let day = Date.parse(`${at.slice(0, 10)}T00:00:00.000Z`) - 1; day > Date.parse(from); day -= 4 * DAY) {
    const then = new Date(day).toISOString();
    if (isCorrectedOverClosing(history, program, then, at)) continue;
    stood.push(standing(history, program, viewer, then));
  }
  return stood;
}

function isCorrectedOverClosing({ programs, given }: History, program: number, then: string, at: string): boolean {
  const { closedAt, reopenedAt } = programs[program] ?? missing();
  if (closedAt === null || reopenedAt === null || then > closedAt || reopenedAt > at) return false;
  return given.some(
    (one) =>
      one.program === program &&
      one.revisions.some((said) => said.at <= then) &&
      one.revisions.some((said) => said.at > then && said.at <= closedAt),
  );
}

function unlessAsked(history: History, program: number, viewer: Viewer): Stand {
  return tellingOf(history, program, viewer).length > 0 ? "no update" : "unasked";
}

interface Word {
  person: number;
  every: Every;
  key: string;
  colour: Colour;
  at: string;
  mark: string;
}

export function standingWord(
  history: History,
  program: number,
  viewer: Viewer,
  at: string,
  until = at,
): Word | undefined {
  return worstHeard(history, program, { viewer, at, until }, (word) => stillStands(history, program, word, at))[0];
}

/**
 * Of a program without a status those who gave its last one: nobody has taken it back, nor said another since, and it was how
 * the program stood until it ran out, or came when it had.
 */
export function lastWords(history: History, program: number, viewer: Viewer, at: string, until = at): Word[] {
  const lastOf = (word: Word) => Math.max(Date.parse(word.at), runsOut(history, program, word, at));
  // What was said before it was closed says nothing of it once it is reopened.
  const isOver = ({ at: said }: Said) => (closedAfter(history, program, said, at)?.reopenedAt ?? "9999") <= at;
  const given = history.given.map((one) => ({ ...one, revisions: one.revisions.filter((said) => !isOver(said)) }));
  const moments = EVERY.flatMap((every) =>
    history.given.filter((one) => one.every === every && one.program === program),
  )
    .flatMap(({ person, every, key, revisions }) =>
      revisions.flatMap((said) => (said.colour ? [lastOf({ ...said, colour: said.colour, person, every, key })] : [])),
    )
    .map((moment) => ({ moment, led: Math.min(moment, Date.parse(at)), isHandOver: false }))
    .concat(
      // Up to then it was how the program stood under those who led it before.
      handOvers(history, program, at).map((moment) => ({ moment, led: moment - 1, isHandOver: true })),
    )
    .toSorted((one, other) => other.moment - one.moment);
  for (const { moment, led, isHandOver } of moments) {
    const then = new Date(led).toISOString();
    const counts = (word: Word) => lastOf(word) >= moment && !(isHandOver && Date.parse(word.at) >= moment);
    const heard = worstHeard({ ...history, given }, program, { viewer, at: then, until }, counts);
    if (heard.length > 0) return heard;
  }
  return [];
}

/** So long before the last status a worse one is told beside it, by what somebody is told all the time. */
const NOT_LONG_BEFORE_DAYS = { week: 14, month: 46, quarter: 122, year: 426 };
const HALF_A_YEAR_DAYS = 184;

/**
 * Of a program without a status the worst that it had not long before its last one, where it was worse than that, and the day
 * on which that ended; empty where there is none. It is looked for at ends of days: what was over on its day was a slip.
 */
export function worseBefore(
  history: History,
  program: number,
  viewer: Viewer,
  { at, until = at, within }: { at: string; until?: string; within: keyof typeof NOT_LONG_BEFORE_DAYS },
): string {
  const last = lastWords(history, program, viewer, at, until).toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];
  if (!last) return "";
  const stoodAt = (then: number) => {
    const stands = (word: Word) => then < runsOut(history, program, word, at);
    const wordOf = (one: Given) => {
      const said = asCorrected(one, then, until);
      // What was said before it was closed says nothing of it once it is reopened.
      return said && (closedAfter(history, program, said.at, at)?.reopenedAt ?? "9999") > at ? said : undefined;
    };
    const led = { viewer, at: new Date(then).toISOString(), until };
    return worstHeard(history, program, led, stands, wordOf)[0]?.colour;
  };
  const since = Math.max(
    Date.parse(last.at) - NOT_LONG_BEFORE_DAYS[within] * DAY,
    Date.parse(at) - HALF_A_YEAR_DAYS * DAY,
  );
  const stood = new Map<Colour, number>();
  for (let midnight = since - (since % DAY); midnight <= Date.parse(at); midnight += DAY) {
    const colour = stoodAt(midnight - 1);
    if (colour && (midnight > since || stoodAt(since) === colour)) stood.set(colour, midnight);
  }
  const worst = WORST.find((colour) => stood.has(colour) && WORST.indexOf(colour) < WORST.indexOf(last.colour));
  return worst ? `${worst} ${new Date(stood.get(worst) ?? 0).toISOString().slice(0, 10)}` : "";
}

/** What an answer said at an instant, where it counts from when it first gave a status as it was corrected last. */
function asCorrected({ revisions }: Given, then: number, until: string): Said | undefined {
  const known = revisions.filter(({ at }) => at <= until);
  const first = known.findIndex(({ colour }) => colour !== null);
  const place = known.findLastIndex(({ at }) => Date.parse(at) <= then);
  const [revision, last] = [known[place], known.at(-1)];
  return revision && last && first !== -1 && place >= first ? { ...last, at: revision.at } : undefined;
}

/** Of the highest rank in which somebody's last word counts those who gave the worst; `at`: in the ranks of then. */
function worstHeard(
  history: History,
  program: number,
  { viewer, at, until }: { viewer: Viewer; at: string; until: string },
  counts: (word: Word) => boolean,
  wordOf = (one: Given) => saidBy(one, until),
): Word[] {
  const telling = tellingOf(history, program, viewer);
  const words = history.given
    .filter((one) => one.program === program && telling.includes(one.every))
    .flatMap((one): Word[] => {
      const { person, every, key } = one;
      const said = wordOf(one);
      return said?.colour ? [{ person, every, key, colour: said.colour, at: said.at, mark: said.mark }] : [];
    });
  const leads = leadsAt(history, program, at);
  const others = [0, 1, 2, 3].filter((person) => person !== 2 && !leads.includes(person));
  // What was said before somebody above spoke was overtaken then, and does not come back.
  let overtaken = "";
  for (const rank of [leads, [2], others]) {
    const theirs = rank.flatMap((person) => lastOf(words.filter((word) => word.person === person)) ?? []);
    const heard = theirs.filter((word) => word.at > overtaken && counts(word));
    const worst = WORST.find((colour) => heard.some((word) => word.colour === colour));
    if (worst) return heard.filter((word) => word.colour === worst);
    overtaken = [overtaken, ...theirs.map((word) => word.at)].toSorted().at(-1) ?? "";
  }
  return [];
}

/** The answer as it was revised by then. */
export function saidBy({ revisions }: Given, until: string): Said | undefined {
  return revisions.filter(({ at }) => at <= until).at(-1);
}

/** Within a check-in what was said of its latest round; of several check-ins what was said last. */
function lastOf(words: readonly Word[]): Word | undefined {
  return EVERY.flatMap(
    (every) =>
      words.filter((word) => word.every === every).toSorted((one, other) => (one.key < other.key ? 1 : -1))[0] ?? [],
  ).toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];
}

/** Until the next round of its check-in is due or the program is closed, and for so many days at most. */
function stillStands(history: History, program: number, word: Word, at: string): boolean {
  return Date.parse(at) < runsOut(history, program, word, at);
}

function runsOut(history: History, program: number, { every, key, at: said }: Word, at: string): number {
  const next = ROUNDS[every].find((round) => round > key && isAsked(history.programs[program], every, round));
  const due = next === undefined ? Number.POSITIVE_INFINITY : Date.parse(`${next}T00:00:00.000Z`) + DAY + 9 * HOUR;
  const closed = Date.parse(closedAfter(history, program, said, at)?.closedAt ?? "9999-01-01");
  return Math.min(due, closed, Date.parse(said) + AT_MOST_DAYS[every] * DAY);
}

export function leadsAt({ programs, gone }: History, program: number, at: string): number[] {
  const { isLedByTwo, leadUntil } = programs[program] ?? missing();
  const isThere = (person: number) => !(gone?.person === person && gone.at <= at);
  return [...(leadUntil === null || at.slice(0, 10) <= leadUntil ? [0] : []), ...(isLedByTwo ? [1] : [])].filter(
    isThere,
  );
}

/** When others came to lead it, by an instant. */
function handOvers({ programs, gone }: History, program: number, at: string): number[] {
  const { leadUntil } = programs[program] ?? missing();
  const over = [...(leadUntil === null ? [] : [Date.parse(leadUntil) + DAY]), ...(gone ? [Date.parse(gone.at)] : [])];
  return over.filter((moment) => moment <= Date.parse(at));
}

/** Which sending a hold of that instant is about: the next of its rhythm. */
export function heldUntil({ isApril }: History, { at, rhythm }: { at: string; rhythm: HeldRhythm }): string | null {
  const sendings = { monthly: SENDINGS, quarterly: SENDINGS.slice(-1), annual: isApril ? SENDINGS.slice(-1) : [] };
  return sendings[rhythm].find((sending) => sending > at) ?? null;
}

/** Whether its next digest of one of these rhythms goes without the program. Exactly at the sending it is not gone yet. */
export function isLeftOut(history: History, program: number, rhythms: readonly HeldRhythm[], at: string): boolean {
  const { holds, closedAt } = history.programs[program] ?? missing();
  return holds.some((hold) => {
    if (!rhythms.includes(hold.rhythm) || hold.at > at || (closedAt !== null && hold.at >= closedAt)) return false;
    const until = heldUntil(history, hold);
    return until === null || at < until;
  });
}

/** The last answer that is approved for this viewer, where somebody approves: `editions` are their cut-offs, with the program. */
export function approvedUntil(
  history: History,
  program: number,
  viewer: Viewer,
  at: string,
  cutOffs: readonly string[],
): string {
  const { approval, closedAt } = history.programs[program] ?? missing();
  if (viewer === "lead" || viewer === "team" || approval === null || approval.since > at) return at;
  if (isClosed(history, program, approval.since)) return at;
  // A digest that goes once the program is closed tells that, and nothing else of it.
  const told = isClosed(history, program, at) ? cutOffs.filter((one) => one < (closedAt ?? one)) : cutOffs;
  return [approval.since, ...told].toSorted().at(-1) ?? approval.since;
}

/** Marks of answers that this viewer may have been told by an instant; whatever else is said is not for them. */
export function marksFor(history: History, program: number, viewer: Viewer, until: string): string[] {
  const telling = tellingOf(history, program, viewer);
  return history.given
    .filter((one) => one.program === program && telling.includes(one.every))
    .flatMap(({ revisions }) => revisions.filter(({ at }) => at <= until).map(({ mark }) => mark));
}

function missing(): never {
  throw new Error("There is no such program");
}
