/** “12 requests to put in order”: what waits for whoever orders them is one line of their morning message. */

import { z } from "zod";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { programOf } from "../../programs/programs.ts";
import type { Item } from "../../register/items.ts";
import { button, escapeMrkdwn, section } from "../../slack/blocks.ts";
import { trackTexts } from "../texts.ts";
import { workIds } from "./action-ids.ts";
import { listUnderWay, withSteps } from "./request-queries.ts";
import { workTexts } from "./texts.ts";

const subjectSchema = z.strictObject({ programId: z.string(), personId: z.string() });
type Subject = z.infer<typeof subjectSchema>;

const keyOf = (programId: string, personId = "") => `work-order:${programId}:${personId}`;
/** Of those before nothing is kept up to date. */
const NEWEST = 3;

/** One that waits counts this one too, and so do those of the last days. */
export async function sendOrder(services: Services, tx: Tx, item: Item, personId: string): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId } = item;
  await showOrder(services, tx, item);
  const delivery = { workspaceId, key: keyOf(programId, personId), mayRepeat: true, subject: { programId, personId } };
  await enqueue(tx, services, orderKind, { ...delivery, to: { personId }, notBefore: services.clock.now() });
}

export async function showOrder(services: Services, tx: Tx, item: Pick<Item, "workspace_id" | "program_id">) {
  const { workspace_id: workspaceId, program_id: programId } = item;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: keyOf(programId), newest: NEWEST });
}

export const orderKind: MessageKind<Subject> = {
  kind: "work-order",
  subject: subjectSchema,
  about: ({ programId }) => ({ program: programId }),
  priority: 40,
  contact: "prompt",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["program with requests to put in order", "programs with requests to put in order"],
      fr: ["programme dont les demandes sont à classer", "programmes dont les demandes sont à classer"],
    }),
    isLeft: async (send, subject) => (await shown(send, subject)).left > 0,
  },
  stillWanted: async (send, subject) => (await shown(send, subject)).left > 0,
  async message(send, subject) {
    const { text, block } = await shown(send, subject);
    return { text: text.replaceAll("*", ""), blocks: [block] };
  },
  line: async (send, subject) => (await shown(send, subject)).block,
  why: async ({ reader }) => [textsFor(workTexts, reader).whyOrder],
  since: {},
};

async function shown(send: SendContext, { programId, personId }: Subject) {
  const { db, workspaceId } = send;
  const program = await programOf(db, workspaceId, programId);
  const workRequests =
    program.state === "active" ? await withSteps(db, workspaceId, await listUnderWay(db, program)) : [];
  const left = workRequests.filter(({ isToOrder, current: [step] }) => isToOrder && step?.ownerId === personId).length;
  const texts = textsFor(trackTexts, readerToday(send)).step;
  const text = `${escapeMrkdwn(program.title)} · ${left === 0 ? texts.done : texts.toOrder(left)}`;
  const act = button(workIds.list, texts.act.order, { value: programId, primary: left > 0 });
  return { left, text, block: section(text, left > 0 ? act : undefined) };
}
