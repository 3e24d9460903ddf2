/** What whoever has an item at the end of the ladder, and its lead, hear of it each week until it is answered. */
import type { SectionBlock } from "@slack/types";
import { z } from "zod";
import { dayOf, workingDaysIn } from "../../calendars/rules-days.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { lineOf, section } from "../../platform/slack/blocks.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../../platform/time.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { programOf } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { stillUntil } from "../reminders/rules.ts";
import type { Item } from "../repository.ts";
import { codeOf, isLive, shownTitle } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import { titleLine } from "../words.ts";
import { escalationLine, stuckLine } from "./blocks.ts";
import type { Setting } from "./levels.ts";
import { endOf, itemOf, leftBy, programTitle, rowOf, said } from "./raised.ts";
import type { Escalation } from "./repository.ts";
import { isStuck } from "./rules-cases.ts";
import { toldOfOverdue } from "./rules-due.ts";

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
  async stillWanted(send, subject) {
    const { db, workspaceId, now, reader } = send;
    const row = await rowOf(send, subject);
    if (row?.holder_id !== subject.holderId || row.overdue_since !== subject.since) return false;
    const item = await itemOf(send, subject);
    if (!isLive(item) || (stillUntil(item) ?? "") > localDateOf(now, reader.zone)) return false;
    return isRunning(db, workspaceId, row.program_id);
  },
  async message(send, subject) {
    const left = await leftBy(send, subject, subject.personId);
    if (left) return left;
    const { line, block } = await toldNow(send, subject);
    return { text: lineOf(line), blocks: [block] };
  },
  async line(send, subject) {
    const left = await leftBy(send, subject, subject.personId);
    return left ? section(left.text) : (await toldNow(send, subject)).block;
  },
  async why(send, subject) {
    const { overdue } = said(send);
    const item = await itemOf(send, subject);
    const because = overdue.why(await programTitle(send, item));
    return isStuck(item, { overdueSince: subject.since }) ? [because, overdue.whyStuck] : [because];
  },
  since: {},
};

/** That nobody answers it, and what can be done; once it is another matter, what has become of it. */
async function toldNow(send: SendContext, subject: OverdueSubject): Promise<{ line: string; block: SectionBlock }> {
  const { reader } = send;
  const item = await itemOf(send, subject);
  const row = await rowOf(send, subject);
  const state = await stateNow(send, item, row, subject);
  if (state !== null) {
    const line = `${titleLine(item)}\n${state}`.trimEnd();
    return { line, block: escalationLine(reader, item, line) };
  }
  const line = await overdueLine(send, item, subject);
  if (isStuck(item, { overdueSince: subject.since })) return { line, block: stuckLine(reader, item, line) };
  const isToDecide = item.type === "ask" && subject.personId === subject.holderId;
  return { line, block: escalationLine(reader, item, line, isToDecide) };
}

/** Null while nobody answers it and somebody is to. */
async function stateNow(
  send: SendContext,
  item: Item,
  row: Escalation | undefined,
  { holderId, since }: OverdueSubject,
): Promise<string | null> {
  const { db, workspaceId, reader } = send;
  const { now, overdue } = said(send);
  if (!isLive(item)) return endOf(send, item);
  const program = await programOf(db, workspaceId, item.program_id);
  if (program.state === "closed") return textsFor(registerTexts, reader).view.ofClosed(program.title);
  if (row && row.holder_id !== holderId) return now.withOther((await personById(db, workspaceId, row.holder_id)).name);
  if (row?.overdue_since !== since) return row?.is_acknowledged === 1 ? now.seen : "";
  const still = stillUntil(item);
  return still !== null && still > localDateOf(send.now, reader.zone) ? overdue.still(longDate(reader, still)) : null;
}

async function overdueLine(
  send: SendContext,
  item: Item,
  { holderId, since, personId }: OverdueSubject,
): Promise<string> {
  const { db, workspaceId, now, reader } = send;
  const { overdue, level } = said(send);
  const calendar = await workspaceCalendar(db, workspaceId);
  const days = workingDaysIn(dayOf(since), dayOf(localDateOf(now, reader.zone)), calendar);
  const row = await rowOf(send, { itemId: item.id });
  const { name } = await personById(db, workspaceId, holderId);
  const where = personId === holderId ? overdue.withYou : overdue.withName(name, level[row?.level ?? "lead"]);
  return overdue.line(overdue.what(codeOf(item), shownTitle(item)), days, where);
}

/** Of two weeks, to whoever has it and who leads. */
const MOST_SHOWN = 4;

/** What they were told last says what has become of it. */
export async function showOverdue(services: Pick<Services, "clock" | "ids">, tx: Tx, item: Item): Promise<void> {
  const keysFrom = recordKeys.overdues(item.id);
  await enqueueUpdate(tx, services, { workspaceId: item.workspace_id, keysFrom, newest: MOST_SHOWN });
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
