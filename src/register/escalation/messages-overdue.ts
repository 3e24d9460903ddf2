/** What whoever has an item at the end of the ladder, and its lead, hear of it each week until it is answered. */
import { z } from "zod";
import { dayOf, workingDaysIn } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { programOf } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { findItem, type Item } from "../repository.ts";
import { codeOf, isLive, shownTitle } from "../rules.ts";
import { escalationLine, escalationNote } from "./blocks.ts";
import type { Setting } from "./levels.ts";
import { type Escalation, findEscalation } from "./repository.ts";
import { toldOfOverdue } from "./rules-due.ts";
import { escalationTexts } from "./texts.ts";

const overdueSubject = z.strictObject({
  itemId: z.string(),
  holderId: z.string(),
  since: z.string(),
  personId: z.string(),
});
type OverdueSubject = z.infer<typeof overdueSubject>;

export const overdueKind: MessageKind<OverdueSubject> = {
  kind: "escalation-overdue",
  subject: overdueSubject,
  priority: 35,
  contact: "reminder",
  slot: "weekly",
  async stillWanted({ db, workspaceId }, { itemId, holderId, since }) {
    const row = await findEscalation(db, workspaceId, itemId);
    if (row?.holder_id !== holderId || row.overdue_since !== since) return false;
    return isLive(await itemOf(db, workspaceId, itemId)) && isRunning(db, workspaceId, row.program_id);
  },
  async message(send, subject) {
    const item = await itemOf(send.db, send.workspaceId, subject.itemId);
    return escalationNote(send.reader, item, await overdueLine(send, item, subject));
  },
  async line(send, subject) {
    const item = await itemOf(send.db, send.workspaceId, subject.itemId);
    return escalationLine(send.reader, item, await overdueLine(send, item, subject));
  },
  async why({ db, workspaceId, reader }, { itemId }) {
    const { program_id: programId } = await itemOf(db, workspaceId, itemId);
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(escalationTexts, reader).overdue.why(title)];
  },
};

async function itemOf(db: SendContext["db"], workspaceId: string, itemId: string): Promise<Item> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item) throw new Error(`No item ${itemId}`);
  return item;
}

async function overdueLine(
  { db, workspaceId, now, reader }: SendContext,
  item: Item,
  { holderId, since, personId }: OverdueSubject,
): Promise<string> {
  const { overdue, level } = textsFor(escalationTexts, reader);
  const calendar = await workspaceCalendar(db, workspaceId);
  const days = workingDaysIn(dayOf(since), dayOf(localDateOf(now, reader.zone)), calendar);
  const row = await findEscalation(db, workspaceId, item.id);
  const { name } = await personById(db, workspaceId, holderId);
  const where = personId === holderId ? overdue.withYou : overdue.withName(name, level[row?.level ?? "lead"]);
  return overdue.line(overdue.what(codeOf(item), shownTitle(item)), days, where);
}

const WEEK_MS = 7 * DAY;

/** Once for each of the days on which it is told. */
export async function tellOverdue(
  services: Services,
  tx: Tx,
  row: Escalation,
  item: Item,
  { setting, ...over }: { setting: Pick<Setting, "seats">; since: LocalDate; on: LocalDate },
): Promise<void> {
  const now = services.clock.now();
  for (const personId of toldOfOverdue(row, item, setting.seats))
    await enqueue(tx, services, overdueKind, {
      workspaceId: item.workspace_id,
      key: recordKeys.overdue(row, over, personId),
      subject: { itemId: item.id, holderId: row.holder_id, since: over.since, personId },
      to: { personId },
      notBefore: now,
      // Held for longer, it comes with the next one.
      expiresAt: addMs(now, WEEK_MS),
    });
}
