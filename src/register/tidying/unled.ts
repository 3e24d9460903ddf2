/** A program that nobody leads has nobody to whom a page goes: admins hear of it once, with how much is open there. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { hasNewer } from "../../delivery/use-cases.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { tellKeepers } from "../../programs/keepers.ts";
import { unledNotice } from "../../programs/messages.ts";
import { keepersAmong } from "../../programs/rules-program.ts";
import { programTexts } from "../../programs/texts.ts";
import { programOf, runningPrograms, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import { listItems } from "../repository.ts";
import { LIVE_STATES } from "../rules.ts";

const subject = z.strictObject({ programId: z.string() });
type Subject = z.infer<typeof subject>;

export const unledKind: MessageKind<Subject> = {
  kind: "unled",
  subject,
  priority: 25,
  contact: "notice",
  slot: "monday",
  async stillWanted({ db, workspaceId, now }, { programId }) {
    const { state } = await programOf(db, workspaceId, programId);
    if (state !== "active" || (await openIn(db, workspaceId, programId)) === 0) return false;
    return (await unledAmong(db, { workspaceId, now }, [programId])).length > 0;
  },
  message: async (send, of) => unledNotice.message(send.reader, ...(await shownOf(send, of))),
  line: async (send, of) => unledNotice.line(send.reader, ...(await shownOf(send, of))),
  async why({ db, workspaceId, reader }, { programId }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(programTexts, reader).notice.whyUnled(title)];
  },
};

async function shownOf({ db, workspaceId }: SendContext, { programId }: Subject) {
  return [await programOf(db, workspaceId, programId), await openIn(db, workspaceId, programId)] as const;
}

/** Once for each time that the last of those who led is gone. In the transaction of the pages of a week. */
export async function tellOfUnled(services: Services, tx: Tx, workspaceId: string): Promise<void> {
  const running = await runningPrograms(tx, workspaceId);
  const ids = running.map(({ program }) => program.id);
  const unled = new Set(await unledAmong(tx, { workspaceId, now: services.clock.now() }, ids));
  for (const { program, seats } of running) {
    if (!unled.has(program.id) || (await openIn(tx, workspaceId, program.id)) === 0) continue;
    const led = seats.filter(({ role }) => role === "lead" || role === "deputy");
    const people = await peopleByIds(tx, workspaceId, [...new Set(led.map(({ person_id }) => person_id))]);
    const changedAt = new Map(people.map(({ id, updated_at: at }) => [id, at]));
    // A seat without an end is that of somebody who has left Slack, as the last that changed about them.
    const ends = led.map(({ id, person_id, until_date: until }) => `${until ?? changedAt.get(person_id)}:${id}`);
    const key = `unled:${program.id}:${ends.sort().at(-1) ?? ""}`;
    // What was given up, as while the program was closed, has told nobody.
    if (await hasNewer(tx, workspaceId, { keysFrom: key, key })) continue;
    const subject = { programId: program.id };
    await tellKeepers(services, tx, program, unledKind, { key: `${key}:${services.clock.now()}`, subject });
  }
}

async function unledAmong(
  db: Db | Tx,
  { workspaceId, now }: { workspaceId: string; now: string },
  programIds: readonly string[],
): Promise<string[]> {
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));
  return programIds.filter((id) => keepersAmong(seats.get(id) ?? [], () => false).length === 0);
}

/** There is no program with more. */
const MOST_COUNTED = 5000;

async function openIn(db: Db | Tx, workspaceId: string, programId: string): Promise<number> {
  const of = { programIds: [programId], states: LIVE_STATES };
  return (await listItems(db, workspaceId, of, MOST_COUNTED)).length;
}
