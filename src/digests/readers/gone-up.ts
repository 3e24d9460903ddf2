/** Up to when what people wrote has gone up by time alone, whatever they have said of it. */
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { Unsaid } from "../../check-ins/sensitive/rules.ts";
import { heldAmong } from "../../check-ins/sensitive/use-cases.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { instantOf, localDateOf } from "../../platform/time.ts";
import type { HeldBecause, WordsOfDraft } from "../../register/above/rules.ts";
import { asHeld } from "../compile/gather-going-up.ts";
import { backBy, DAYS_BEFORE } from "../going-up/rules.ts";
import { type DigestsAhead, digestsAhead } from "../holds/use-cases.ts";

/**
 * With the last digest to anybody above a program; where nobody above gets one, and so nobody is shown before what goes into
 * it, two working days after it was given.
 */
export async function goneUpAt(
  { clock }: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  workspaceId: string,
  ahead: Pick<DigestsAhead, "goneUpAt"> | undefined,
): Promise<Instant> {
  if (ahead && ahead.goneUpAt !== null) return ahead.goneUpAt;
  const working = await workspaceCalendar(db, workspaceId);
  return instantOf(backBy(localDateOf(clock.now(), "UTC"), DAYS_BEFORE, working), "00:00", "UTC");
}

/** Of drafts of answers, by id, those of whose words not all go above those who lead now, and why. */
export async function heldWordsOf(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  { workspaceId, words }: { workspaceId: string; words: readonly WordsOfDraft[] },
): Promise<ReadonlyMap<string, HeldBecause>> {
  const programIds = [...new Set(words.flatMap(({ programId, isUnput }) => (isUnput ? [programId] : [])))];
  const ahead = await digestsAhead(services, db, workspaceId, programIds);
  const goneUp = new Map<string, Instant>();
  for (const id of programIds) goneUp.set(id, await goneUpAt(services, db, workspaceId, ahead.get(id)));
  const heldBy = (unsaid: Unsaid) =>
    heldAmong(
      db,
      workspaceId,
      words.map((one) => asHeld(one, { unsaid, goneUpAt: goneUp.get(one.programId) ?? "" })),
    );
  const held = await heldBy("none");
  const kept = held.size === 0 ? held : await heldBy("plain");
  return new Map([...held].map((id) => [id, kept.has(id) ? "kept" : "waits"]));
}
