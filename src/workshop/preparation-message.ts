/** That the preparation of a workshop is there: to the chair, the secretary and those who answered. Its words stand behind the button. */
import { z } from "zod";
import type { RoundContext } from "../check-ins/rounds/context.ts";
import { dayOfWorkshop, isRoundOver } from "../check-ins/rounds/context.ts";
import { listPrompts } from "../check-ins/rounds/prompts.ts";
import { countsOf } from "../check-ins/rounds/rounds-to-plan.ts";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { mayShowRate } from "../people/who-can-answer.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, shortDate, textsFor } from "../platform/texts/language.ts";
import { button, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { findWorkshopRound, readersOf } from "./rounds.ts";
import { workshopTexts } from "./texts.ts";
import { decideLinesIn } from "./to-decide.ts";
import { listVersions } from "./versions.ts";

export const workshopIds = {
  read: "workshop.read",
  earlier: "workshop.earlier",
  later: "workshop.later",
  pdf: "workshop.pdf",
} as const;

/** What a button carries. */
export const aboutPreparation = z.strictObject({ roundId: z.string(), page: z.int().min(0) });
export type AboutPreparation = z.infer<typeof aboutPreparation>;

const subjectSchema = z.strictObject({ roundId: z.string(), personId: z.string() });
type Subject = z.infer<typeof subjectSchema>;

const LONGEST_NAME = 100;

export const preparationKind: MessageKind<Subject> = {
  kind: "workshop-preparation",
  subject: subjectSchema,
  about: ({ roundId }) => ({ round: roundId }),
  priority: 20,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["workshop to prepare", "workshops to prepare"],
      fr: ["atelier à préparer", "ateliers à préparer"],
    }),
  },
  stillWanted: async (send, subject) => (await contextFor(send, subject)) !== null,
  async message(send, subject) {
    const line = await preparationLine(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: preparationLine,
  why: async ({ reader }) => [textsFor(workshopTexts, reader).why],
  isOver: isRoundOver,
  since: {},
};

/** Null where there is nothing for this reader any more. */
async function contextFor(
  { db, workspaceId, now }: SendContext,
  { roundId, personId }: Subject,
): Promise<RoundContext | null> {
  const context = await findWorkshopRound(db, workspaceId, roundId);
  if (context?.program.state !== "active") return null;
  return (await readersOf(db, context, now)).includes(personId) ? context : null;
}

async function preparationLine(send: SendContext, subject: Subject) {
  const { db, workspaceId } = send;
  const reader = readerToday(send);
  const texts = textsFor(workshopTexts, reader);
  const context = await contextFor(send, subject);
  if (!context) {
    const found = await findWorkshopRound(db, workspaceId, subject.roundId);
    return section(texts.over(escapeMrkdwn(shorten(found?.program.title ?? "", LONGEST_NAME))));
  }

  const { answered, asked } = countsOf(await listPrompts(db, workspaceId, subject.roundId));
  const versions = await listVersions(db, context.round);
  const [last] = versions.slice(-1);
  const lines = await decideLinesIn(db, workspaceId, [context.round]);
  const facts = [
    texts.counts(answered, mayShowRate(asked) ? asked : null),
    ...(lines.length > 0 ? [texts.toDecide(lines.length)] : []),
    ...(last ? [texts.version(versions.length, dateAndTime(reader, last.madeAt))] : []),
  ];
  const day = shortDate(reader, dayOfWorkshop(context));
  const title = texts.message(escapeMrkdwn(shorten(context.program.title, LONGEST_NAME)), day);
  const value = JSON.stringify({ roundId: subject.roundId, page: 0 } satisfies AboutPreparation);
  return section(`${title}\n${facts.join(" · ")}`, button(workshopIds.read, texts.read, { value, primary: true }));
}

/** To each who reads it; whoever has the message already sees in it what is so now. */
export async function sendPreparation(services: Services, tx: Tx, context: RoundContext): Promise<void> {
  const { workspace_id: workspaceId, id: roundId } = context.round;
  for (const personId of await readersOf(tx, context, services.clock.now())) {
    const key = `workshop-preparation:${roundId}:${personId}`;
    const subject: Subject = { roundId, personId };
    const delivery = { workspaceId, key, subject, to: { personId }, notBefore: services.clock.now() };
    const isNew = await enqueue(tx, services, preparationKind, delivery);
    if (!isNew) await enqueueUpdate(tx, services, { workspaceId, key, subject });
  }
}
