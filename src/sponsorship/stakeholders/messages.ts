/** On the Monday page of whoever keeps contacts: how many are due, and no name. */
import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { section } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, addMs, DAY } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { weekOf } from "../../register/weeks.ts";
import { dueKey } from "./delivery-keys.ts";
import { listToTell, tellAgainOn } from "./repository.ts";
import { stakeholderTexts } from "./texts.ts";
import { countDue } from "./use-cases-reading.ts";

const subject = z.strictObject({ personId: z.string(), monday: z.string() });
type Subject = z.infer<typeof subject>;

/** After that it would speak of another week. */
const TOLD_FOR_MS = 6 * DAY;
const WEEK_DAYS = 7;

export const contactsDueKind: MessageKind<Subject> = {
  kind: "contacts-due",
  subject,
  priority: 55,
  contact: "notice",
  slot: "monday",
  stillWanted: async (send, of) => (await dueIn(send, of)) > 0,
  async message(send, of) {
    const line = await lineIn(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineIn,
  why: async ({ reader }) => [textsFor(stakeholderTexts, reader).line.why],
  since: {},
};

async function lineIn(send: SendContext, of: Subject) {
  const texts = textsFor(stakeholderTexts, readingNow(send)).line;
  const count = await dueIn(send, of);
  return count === 0 ? section(texts.none) : section(texts.due(count), commandButton(texts.open, "people due"));
}

async function dueIn({ db, workspaceId, now }: SendContext, { personId, monday }: Subject): Promise<number> {
  const person = await personById(db, workspaceId, personId);
  return countDue({ db, clock: { now: () => now } }, person, monday);
}

/** As a week begins; what is still due then is told again. */
export async function tellOfDue(services: Services, workspaceId: string): Promise<void> {
  const now = services.clock.now();
  const monday = weekOf(now);
  await inTransaction(services.db, async (tx) => {
    for (const personId of await listToTell(tx, workspaceId, monday))
      await enqueue(tx, services, contactsDueKind, {
        workspaceId,
        key: dueKey(personId, monday),
        subject: { personId, monday },
        to: { personId },
        notBefore: now,
        expiresAt: addMs(now, TOLD_FOR_MS),
      });
    await tellAgainOn(tx, workspaceId, { monday, next: addLocalDays(monday, WEEK_DAYS) });
  });
}
