/** Which colours will be questioned, and what will be asked outside the rhythm, for those who look ahead. */

import type { Rule } from "../cadences/recurrence/rule.ts";
import { nextOpenings, windowOf } from "../cadences/recurrence/rules.ts";
import { cadencesAndYearsOf } from "../cadences/recurrence/years/use-cases.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import { nextDigestsOf } from "../digests/holds/use-cases.ts";
import { laterOn, type ProgramNow, programNow } from "../health/program-facts.ts";
import { causeOf } from "../health/rules-findings.ts";
import type { Watch } from "../health/table.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { causesFor, readAround } from "./causes.ts";
import { newFindings } from "./evaluate.ts";
import { listCausesAsked, listEvaluationsAhead } from "./repository.ts";
import type { OccasionName } from "./rules-triggers.ts";
import { cadenceAsking, checksBefore, type DigestCheck, dayBegins, nextEvaluation } from "./schedule.ts";

/** A digest further off is not asked about before: one working day, over the longest feast. */
const LONGEST_LEAD_MS = 14 * DAY;

/** What will be put to whoever gave a colour. */
export interface QuestionComing {
  programId: string;
  personId: string;
  at: Instant;
  /** When the digest goes that would say it. */
  digestAt: Instant;
}

/** What one person will be asked because a date comes, in a round of its own. */
export interface OccasionComing {
  programId: string;
  personId: string;
  /** In whose rounds. */
  cadenceId: string;
  name: OccasionName;
  /** Of the entry of the record that it is about, or null. */
  code: string | null;
  /** When its day begins: whatever has the program evaluated from then on has it asked. */
  since: Instant;
  /** When the program is evaluated by itself. */
  at: Instant;
}

export interface HealthOutlook {
  questions: QuestionComing[];
  occasions: OccasionComing[];
}

interface Span {
  now: Instant;
  until: Instant;
}

/** In these programs, until an instant, as things stand now. */
export async function healthOutlook(
  db: Db,
  workspaceId: string,
  programIds: readonly string[],
  { now, until }: Span,
): Promise<HealthOutlook> {
  const { cadences, years } = await cadencesAndYearsOf(db, workspaceId, programIds);
  const digestsOf = await nextDigestsOf({ clock: { now: () => now } }, db, workspaceId, programIds, years);
  const looks = await listEvaluationsAhead(db, workspaceId, until);
  const working = await workspaceCalendar(db, workspaceId);
  const running = Map.groupBy(
    cadences.filter(({ state }) => state === "active"),
    (one) => one.program_id,
  );
  const latest = addMs(until, LONGEST_LEAD_MS);
  const outlook: HealthOutlook = { questions: [], occasions: [] };
  for (const programId of programIds) {
    const digests = digestsOf.get(programId) ?? [];
    const hasDigest = digests.some(({ at }) => at < latest);
    const evaluateAt = looks.get(programId);
    // Most programs have neither in these weeks: they cost nothing more.
    if (!hasDigest && evaluateAt === undefined) continue;
    const watch = { workspace_id: workspaceId, program_id: programId };
    const asking = running.get(programId) ?? [];
    const facts = unlessAnswered(await programNow(db, watch, now), asking, now);
    const checks = checksBefore(digests, facts, working);
    if (hasDigest && facts.status)
      outlook.questions.push(...(await questionsBefore(db, watch, checks, asking, { now, until })));
    if (evaluateAt === undefined) continue;
    const around = await readAround(db, facts, localDateOf(addMs(until, DAY), "UTC"));
    const first = evaluateAt < now ? now : evaluateAt;
    for (const then of evaluationsFrom(first, facts, checks, until))
      for (const cause of causesFor(then, around)) {
        const cadenceId = cadenceAsking(cause, then, asking);
        if (cadenceId === undefined) continue;
        around.acted.set(cause.key, then.now);
        const { name, code, personId } = cause;
        const since = dayBegins(then);
        outlook.occasions.push({ programId, personId, cadenceId, name, code, since, at: then.now });
      }
  }
  return outlook;
}

/** With the ends that the rounds to come set to the colours of now: nobody answers them in a plan. */
function unlessAnswered(facts: ProgramNow, asking: readonly Cadence[], now: Instant): ProgramNow {
  const zone = facts.leads[0]?.zone ?? "UTC";
  const dueOf = new Map(asking.map(({ id, timing }) => [id, nextDue(timing, zone, now)]));
  const given = facts.given.map((one) => ({
    ...one,
    standsUntil: one.standsUntil ?? dueOf.get(one.cadenceId) ?? null,
  }));
  return laterOn({ ...facts, given }, facts.now);
}

/** When the round that opens next falls due; null where none does. */
function nextDue(rule: Rule, zone: string, now: Instant): Instant | null {
  const [opensAt] = nextOpenings(rule, { zone, after: now, count: 1 });
  return opensAt === undefined ? null : windowOf(rule, { date: localDateOf(opensAt, zone) }, zone).dueAt;
}

/** The program as it is at each look that comes by itself. */
function* evaluationsFrom(
  first: Instant,
  facts: ProgramNow,
  checks: readonly DigestCheck[],
  until: Instant,
): Generator<ProgramNow> {
  for (let at: Instant | null = first; at !== null && at < until; ) {
    const then = laterOn(facts, at);
    yield then;
    at = nextEvaluation(then, checks);
  }
}

/** Before the next digests of those above. */
async function questionsBefore(
  db: Db,
  watch: Watch,
  checks: readonly DigestCheck[],
  asking: readonly Cadence[],
  { now, until }: Span,
): Promise<QuestionComing[]> {
  const { workspace_id: workspaceId, program_id: programId } = watch;
  const coming: QuestionComing[] = [];
  const asked = new Map<string, string[]>();
  for (const { checkAt, at: digestAt } of checks.toSorted((one, other) => (one.checkAt < other.checkAt ? -1 : 1))) {
    if (checkAt <= now || checkAt >= until) continue;
    const then = unlessAnswered(await programNow(db, watch, checkAt), asking, now);
    if (!then.status) continue;
    const { checkInId, personId } = then.status.given;
    const known = asked.get(checkInId) ?? (await listCausesAsked(db, workspaceId, checkInId));
    const findings = await newFindings(db, then, known);
    asked.set(checkInId, [...known, ...findings.map(causeOf)]);
    if (findings.length > 0) coming.push({ programId, personId, at: checkAt, digestAt });
  }
  return coming;
}
