/** What those who are asked will see, sent to whoever sets it up. */
import { z } from "zod";
import { cadenceIds } from "../cadences/ids.ts";
import { cadenceTitle } from "../cadences/naming.ts";
import { nextOpenings, windowOf } from "../cadences/recurrence/rules.ts";
import { periodOfRound } from "../cadences/recurrence/years/use-cases.ts";
import { quickAnswerOf, templateById } from "../cadences/templates.ts";
import { cadenceTexts } from "../cadences/texts.ts";
import { type Cadence, cadenceOf } from "../cadences/use-cases.ts";
import { cadenceToChange } from "../cadences/use-cases-changes.ts";
import type { MessageKind } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/use-cases.ts";
import type { Person } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { actions, button, lineOf, section } from "../platform/slack/blocks.ts";
import type { Message } from "../platform/slack/message.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { promptMessage, roundLabel } from "./blocks.ts";
import { whoReadsIt } from "./texts.ts";

const testSubject = z.strictObject({ cadenceId: z.string() });

/** The prompt of a cadence as it would be, with the way to its form instead of the buttons that answer. */
export const testKind: MessageKind<z.infer<typeof testSubject>> = {
  kind: "cadence-test",
  subject: testSubject,
  priority: 10,
  contact: "reply",
  slot: null,
  stillWanted: async () => true,
  async message({ db, workspaceId, reader, now }, { cadenceId }) {
    const texts = textsFor(cadenceTexts, reader).test;
    const cadence = await cadenceOf(db, workspaceId, cadenceId);
    const names = await cadenceTitle(db, cadence, reader);
    const [next = now] = nextOpenings(cadence.timing, { zone: reader.zone, after: now, count: 1 });
    const prompt = await promptAhead(db, cadence, reader, localDateOf(next, reader.zone));
    const see = actions("prompt", button(cadenceIds.seeForm, texts.seeForm, { value: cadenceId, primary: true }));
    return {
      text: lineOf(texts.fallback(names.cadence)),
      blocks: [section(texts.note), ...prompt.blocks.map((block) => (block.block_id === "prompt" ? see : block))],
    };
  },
};

/** The prompt of the round of a date, as whoever reads so will see it. */
export async function promptAhead(db: Db, cadence: Cadence, reader: Reader, date: LocalDate): Promise<Message> {
  const purpose = cadence.template === null ? null : templateById(cadence.template).purpose;
  return promptMessage(reader, {
    ...(await cadenceTitle(db, cadence, reader)),
    round: roundLabel(reader, cadence.rule.every, date, await periodOfRound(db, cadence, date)),
    promptId: cadence.id,
    dueAt: windowOf(cadence.timing, { date }, reader).dueAt,
    isOverdue: false,
    whoReads: whoReadsIt(reader, cadence),
    quickAnswer: quickAnswerOf(cadence),
    hasPlan: false,
    purpose: purpose?.[languageOf(reader.locale)] ?? null,
    isLate: false,
    welcome: null,
  });
}

/** Sends the test message to this person. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function sendTest(services: Services, actor: Person, cadenceId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await cadenceToChange(services, tx, actor, cadenceId);
    const now = services.clock.now();
    await enqueue(tx, services, testKind, {
      workspaceId: actor.workspace_id,
      key: `cadence-test:${cadenceId}:${actor.id}:${services.ids.next()}`,
      subject: { cadenceId },
      to: { personId: actor.id },
      notBefore: now,
    });
  });
}
