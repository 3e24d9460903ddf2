/** When the digests of one reader tell how programs stand: whoever asks since when goes by the same silences. */

import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { WorkingCalendar } from "../../calendars/rules-days.ts";
import { longestStanding } from "../../health/status/rules.ts";
import type { RoundRow } from "../../health/status/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addMs, localDateOf } from "../../platform/time.ts";
import { closingAfter } from "../../programs/closings/rules.ts";
import { HISTORY_PERIODS, MONTHS_LOOKED_AT, type ProgramFacts } from "../compile/facts.ts";
import type { Closings } from "../compile/gather-feed.ts";
import { eachInPieces } from "../compile/pauses.ts";
import { listOpenings, type Scope } from "../compile/repository.ts";
import { listEarlierPeriods } from "../compile/repository-editions.ts";
import { earlierCutOffs, previousPeriod } from "../periods/rules.ts";

/** Of whose digests that is: quarters and years tell how programs stood in each month. */
export function rhythmTold(every: Rule["every"]): "weekly" | "monthly" {
  return every === "week" ? "weekly" : "monthly";
}

/** So many weeks or months are in a period. */
const TOLD_IN: Record<Rule["every"], number> = { day: 1, week: 1, month: 1, quarter: 3, year: 12 };

/**
 * Of the weeks or months before an instant, as far back as digests of `every` compare, the newest first.
 * `working`: by the workspace's calendar; `known`: the editions before, where somebody has read them. With those editions.
 */
export async function toldAtBefore(
  db: Db | Tx,
  person: { workspaceId: string; personId: string; zone: string; working: WorkingCalendar },
  every: Rule["every"],
  at: Instant,
  known?: Awaited<ReturnType<typeof listEarlierPeriods>>,
): Promise<{ toldAt: Instant[]; editions: Awaited<ReturnType<typeof listEarlierPeriods>> }> {
  const rhythm = rhythmTold(every);
  const editionsRead = { before: at, count: TOLD_IN[every] > 1 ? MONTHS_LOOKED_AT : HISTORY_PERIODS + 1 };
  const found = known ?? (await listEarlierPeriods(db, { ...person, rhythm }, editionsRead));
  const count = HISTORY_PERIODS * TOLD_IN[every] + 1;
  const editions = found.filter((edition) => edition.rhythm === rhythm);
  const last = previousPeriod(rhythm, localDateOf(at, person.zone));
  const cutOffs = earlierCutOffs(rhythm, last, { ...person, yearStartMonth: 1 }, { editions, count });
  return { toldAt: cutOffs.filter((one) => one < at).slice(0, count - 1), editions };
}

/** By program, when these check-ins asked up to an instant, and as long before `oldest` as an answer may stand. */
export async function eachAsked(
  db: Db | Tx,
  scope: Pick<Scope, "workspaceId" | "programIds">,
  asking: readonly { id: string; rule: Pick<Rule, "every"> }[],
  {
    oldest,
    until,
    closings,
    rounds = null,
  }: { oldest: Instant; until: Instant; closings: Closings; rounds?: readonly RoundRow[] | null },
  visit: (programId: string, asked: ProgramFacts["asked"][number]) => void,
): Promise<void> {
  if (asking.length === 0) return;
  const everyOf = new Map(asking.map(({ id, rule }) => [id, rule.every]));
  const span = { after: addMs(oldest, -longestStanding(everyOf.values())), until };
  await eachInPieces(
    rounds ? openingsAmong(rounds, span) : await listOpenings(db, scope, [...everyOf.keys()], span),
    ({ programId, cadenceId, opensAt, state }) => {
      const every = everyOf.get(cadenceId);
      if (every === undefined) return;
      const closed = closingAfter(closings.get(programId) ?? [], opensAt);
      const isMissed = state === "missed" && { isMissed: true as const };
      visit(programId, { cadenceId, opensAt, every, ...isMissed, ...(closed && { closed }) });
    },
  );
}

function openingsAmong(rounds: readonly RoundRow[], { after, until }: { after: Instant; until: Instant }) {
  return rounds
    .filter(({ opens_at: at, occasion }) => occasion === null && after < at && at <= until)
    .map((one) => ({ programId: one.program_id, cadenceId: one.cadence_id, opensAt: one.opens_at, state: one.state }));
}
