/** Whoever answers is told in their morning message that something is to be answered; whoever asked, what the answer is. */
import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import { escapeMrkdwn, section } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { answererIdsOf } from "./answerers.ts";
import { answerButton } from "./blocks.ts";
import { findObjection, type Objection } from "./repository.ts";
import { answerBy } from "./rules.ts";
import { objectionTexts } from "./texts.ts";

const asked = z.strictObject({ objectionId: z.string(), to: z.string() });
const answered = z.strictObject({ objectionId: z.string() });

export const objectionKeys = {
  askedOf: (objectionId: string) => `objection:${objectionId}:`,
  asked: (objectionId: string, personId: string) => `objection:${objectionId}:${personId}`,
  answered: (objectionId: string) => `objection-answered:${objectionId}`,
};

export const objectionKind: MessageKind<z.infer<typeof asked>> = {
  kind: "objection",
  subject: asked,
  priority: 30,
  contact: "notice",
  slot: "morning",
  async stillWanted(context, { objectionId, to }) {
    const objection = await existing(context, objectionId);
    if (objection.answered_at !== null) return false;
    return (await answererIdsOf(context.db, context.workspaceId, objection.person_id)).includes(to);
  },
  async message(context, subject) {
    const line = await askedLine(context, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: askedLine,
  why: async ({ reader }) => [textsFor(objectionTexts, reader).line.whyAsked],
  since: {},
};

async function askedLine(context: SendContext, { objectionId }: z.infer<typeof asked>) {
  const reader = readingNow(context);
  const objection = await existing(context, objectionId);
  const { name, zone } = await personById(context.db, context.workspaceId, objection.person_id);
  const texts = textsFor(objectionTexts, reader).line;
  if (objection.answered_at !== null) return section(texts.askedSince(escapeMrkdwn(name)));
  const day = longDate(reader, answerBy(objection.at, zone));
  return section(texts.asked(escapeMrkdwn(name), day, objection.kind), answerButton(reader, objection.id));
}

export const objectionAnsweredKind: MessageKind<z.infer<typeof answered>> = {
  kind: "objection-answered",
  subject: answered,
  priority: 30,
  contact: "notice",
  slot: "morning",
  stillWanted: async () => true,
  async message(context, subject) {
    const line = await answeredLine(context, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: answeredLine,
  why: async ({ reader }) => [textsFor(objectionTexts, reader).line.whyAnswered],
};

async function answeredLine(context: SendContext, { objectionId }: z.infer<typeof answered>) {
  const reader = readingNow(context);
  const { db, workspaceId } = context;
  const { answer, answered_by: by, at } = await existing(context, objectionId);
  const texts = textsFor(objectionTexts, reader).line;
  const name = by === null ? "" : (await personById(db, workspaceId, by)).name;
  const day = longDate(reader, localDateOf(at, reader.zone));
  const text = texts.answered(escapeMrkdwn(name), answer ?? "not-accepted", day);
  return section(text, commandButton(texts.openMine, "my-data"));
}

async function existing({ db, workspaceId }: SendContext, objectionId: string): Promise<Objection> {
  const objection = await findObjection(db, workspaceId, objectionId);
  if (!objection) throw new Error(`The objection ${objectionId} is gone`);
  return objection;
}
