/** How the programs that somebody leads stand as their week begins, and what comes in it. */
import type { KnownBlock } from "@slack/types";
import { cadencesOf } from "../../cadences/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { addLocalDays, addMs, DAY, localDateOf } from "../../platform/time.ts";
import { listProgramsFor } from "../../programs/use-cases.ts";
import { proposedSection } from "../../register/appearances/offers.ts";
import { proposedForWeek } from "../../register/appearances/proposing.ts";
import { escalationsComing } from "../../register/escalation/use-cases-coming.ts";
import { isOverdue, LIVE_STATES } from "../../register/rules.ts";
import { itemsOfPrograms } from "../../register/use-cases-reading.ts";
import { type NextDigest, nextDigestsOf } from "../holds/use-cases.ts";
import { type ProgramWeek, weekBlocks } from "./blocks-week.ts";
import { isFed } from "./cards.ts";

const PROGRAMS_SHOWN = 10;
const WEEK_DAYS = 7;

/**
 * Below the first message of their week: of each program what is open, what goes up by itself, which digests go out; and one
 * appearance that a fact speaks for.
 */
export async function weekOfLead(
  services: Looking,
  db: Db | Tx,
  { workspaceId, personId, reader, now }: { workspaceId: string; personId: string; reader: Reader; now: Instant },
): Promise<KnownBlock[]> {
  const person = await personById(db, workspaceId, personId);
  const known = await listProgramsFor(db, person, services);
  const led = known.filter(({ program, standings }) => program.state === "active" && leads(standings));
  const shown = led.slice(0, PROGRAMS_SHOWN).map(({ program }) => program);
  if (shown.length === 0) return [];
  const ids = shown.map(({ id }) => id);
  const today = localDateOf(now, reader.zone);
  const until = addLocalDays(today, WEEK_DAYS - 1);
  const items = Map.groupBy(
    await itemsOfPrograms(db, workspaceId, ids, { states: LIVE_STATES }),
    ({ program_id }) => program_id,
  );
  const coming = Map.groupBy(
    (await escalationsComing(db, workspaceId, ids, now)).filter(({ on }) => on <= until),
    ({ item }) => item.program_id,
  );
  const digests = await nextDigestsOf(services, db, workspaceId, ids);
  const cadences = (await cadencesOf(db, workspaceId, ids)).filter(({ state }) => state === "active");
  const comes = (digest: NextDigest, programId: string) =>
    digest.held === null &&
    digest.at <= addMs(now, WEEK_DAYS * DAY) &&
    isFed(
      digest,
      cadences.filter(({ program_id }) => program_id === programId),
    );
  const weeks = shown.map(({ id, title }): ProgramWeek => {
    const own = items.get(id) ?? [];
    return {
      title,
      open: own.length,
      overdue: own.filter((item) => isOverdue(item, today)).length,
      goingUp: coming.get(id)?.length ?? 0,
      digests: (digests.get(id) ?? []).filter((digest) => comes(digest, id)),
    };
  });
  const proposed = await proposedForWeek(services, db, person, known);
  return [
    ...weekBlocks(reader, weeks, led.length - shown.length),
    ...(proposed ? [proposedSection(reader, proposed)] : []),
  ];
}

/** Whoever is only an admin leads nothing by it. */
function leads(standings: Parameters<typeof may>[0]): boolean {
  return may(standings, "read-lead-answers");
}
