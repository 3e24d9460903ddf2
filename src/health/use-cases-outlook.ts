/** Which colours will be questioned, for those who look ahead. */
import { nextDigestsOf } from "../digests/use-cases-holds.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY } from "../platform/time.ts";
import { comingDigests, newFindings } from "./looking.ts";
import { programNow } from "./program-facts.ts";
import { listCausesAsked } from "./repository.ts";
import { causeOf } from "./rules-findings.ts";

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

/** Before the next digests of those above, as things stand now: in these programs, until an instant. */
export async function questionsComing(
  db: Db,
  workspaceId: string,
  programIds: readonly string[],
  { now, until }: { now: Instant; until: Instant },
): Promise<QuestionComing[]> {
  const coming: QuestionComing[] = [];
  const clock = { now: () => now };
  const programs = programIds.map((id) => ({ id, yearStartMonth: 1 }));
  const digestsOf = await nextDigestsOf({ clock }, db, workspaceId, programs);
  // Most programs have none in these weeks: they cost nothing more.
  const latest = addMs(until, LONGEST_LEAD_MS);
  for (const programId of programIds) {
    if (!digestsOf.get(programId)?.some(({ at }) => at < latest)) continue;
    const watch = { workspace_id: workspaceId, program_id: programId };
    const facts = await programNow(db, watch, now);
    if (!facts.standing) continue;
    const asked = new Map<string, string[]>();
    const digests = await comingDigests({ clock }, db, facts);
    for (const { checkAt, at: digestAt } of digests.toSorted((one, other) => (one.checkAt < other.checkAt ? -1 : 1))) {
      if (checkAt <= now || checkAt >= until) continue;
      const then = await programNow(db, watch, checkAt);
      if (!then.standing) continue;
      const { checkInId, personId } = then.standing.given;
      const known = asked.get(checkInId) ?? (await listCausesAsked(db, workspaceId, checkInId));
      const findings = await newFindings(db, then, known);
      asked.set(checkInId, [...known, ...findings.map(causeOf)]);
      if (findings.length > 0) coming.push({ programId, personId, at: checkAt, digestAt });
    }
  }
  return coming;
}
