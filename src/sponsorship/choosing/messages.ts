/** "Will you sponsor this?", and what leads are told of the answer. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import { actions, button, context, escapeMrkdwn, quote, section } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { type Program, programOf } from "../../programs/use-cases.ts";
import { listSectionsById, listVersions } from "../case/repository.ts";
import { answerButtons } from "./blocks-own.ts";
import { choosingIds } from "./ids.ts";
import { titleToShow } from "./naming.ts";
import { findChoice, findRequest, type Request } from "./repository.ts";
import { inBrief, isRunning } from "./rules.ts";
import { ANSWERS } from "./table.ts";
import { choosingTexts } from "./texts.ts";

const requestSubject = z.strictObject({ requestId: z.string(), programId: z.string(), personId: z.string() });
type RequestSubject = z.infer<typeof requestSubject>;

/** It asks somebody who may have no slot yet, and no other may wait for the answer. */
export const sponsorRequestKind: MessageKind<RequestSubject> = {
  kind: "sponsor-request",
  subject: requestSubject,
  priority: 15,
  contact: "prompt",
  slot: null,
  stillWanted: async (send, of) => (await requestNow(send, of)).is === "asked",
  async message(send, of) {
    const now = await requestNow(send, of);
    const texts = textsFor(choosingTexts, send.reader).request;
    const title = titleToShow(now.program.title);
    const by = escapeMrkdwn(now.by);
    const readCase = commandButton(texts.readCase, `case ${of.programId}`);
    switch (now.is) {
      case "asked": {
        const text = texts.ask(title, by);
        const talks = now.request.answer === "talk" ? [context(texts.talk(by))] : [];
        const blocks = [
          section(text),
          ...now.purpose.map((purpose): KnownBlock => quote({ text: purpose })),
          section(texts.asks),
          actions(
            "sponsor.answer",
            ...answerButtons(send.reader, now.request),
            readCase,
            commandButton(texts.own, `sponsor-choice ${of.programId}`),
          ),
          ...talks,
          context(texts.noReason),
        ];
        return { text, blocks };
      }
      case "yes": {
        const text = texts.yes(title, by);
        const handOver = button(choosingIds.handOver, texts.handOver, {
          value: JSON.stringify({ programId: of.programId, personId: of.personId }),
        });
        return { text, blocks: [section(text), actions("sponsor.read", readCase, handOver)] };
      }
      default: {
        const text = texts[now.is](title, by);
        return { text, blocks: [section(text)] };
      }
    }
  },
  async why(send, of) {
    const { program, by } = await requestNow(send, of);
    return [textsFor(choosingTexts, send.reader).request.why(program.title, by)];
  },
  since: { stillWanted: async () => true },
};

type RequestNow = { program: Program; by: string } & (
  | { is: "asked"; request: Request; purpose: string[] }
  | { is: "yes" | "no" | "noLonger" }
);

async function requestNow(send: SendContext, { requestId, programId }: RequestSubject): Promise<RequestNow> {
  const { db, workspaceId } = send;
  const program = await programOf(db, workspaceId, programId);
  const request = await findRequest(db, workspaceId, requestId);
  const choice = request && (await findChoice(db, workspaceId, request.choice_id));
  const [asker] = await peopleByIds(db, workspaceId, request ? [request.asked_by] : []);
  const of = { program, by: asker?.name ?? "" };
  if (!request) return { ...of, is: "noLonger" };
  if (request.answer === "yes" || request.answer === "no") return { ...of, is: request.answer };
  if (!isRunning(request) || choice?.state !== "open" || program.state === "closed") return { ...of, is: "noLonger" };
  return { ...of, is: "asked", request, purpose: await purposeOf(send, programId) };
}

/** In two sentences, where the case has been approved. */
async function purposeOf({ db, workspaceId }: SendContext, programId: string): Promise<string[]> {
  const [version] = await listVersions(db, { workspaceId, programId });
  const id = version?.sections.purpose;
  const [purpose] = id === undefined ? [] : await listSectionsById(db, workspaceId, [id]);
  return purpose && purpose.text.trim() !== "" ? [inBrief(purpose.text)] : [];
}

const answerSubject = z.strictObject({
  requestId: z.string(),
  programId: z.string(),
  candidateId: z.string(),
  leadId: z.string(),
  answer: z.enum(ANSWERS),
});
type AnswerSubject = z.infer<typeof answerSubject>;

/** On the morning of whoever asked. */
export const sponsorAnswerKind: MessageKind<AnswerSubject> = {
  kind: "sponsor-answer",
  subject: answerSubject,
  priority: 30,
  contact: "notice",
  slot: "morning",
  /** What was answered before is not told once there is another answer. */
  async stillWanted({ db, workspaceId }, { requestId, programId, answer }) {
    const request = await findRequest(db, workspaceId, requestId);
    return request?.answer === answer && (await programOf(db, workspaceId, programId)).state === "active";
  },
  async message(send, of) {
    const line = await toldIn(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: toldIn,
  async why(send, { programId }) {
    const { title } = await programOf(send.db, send.workspaceId, programId);
    return [textsFor(choosingTexts, send.reader).told.why(title)];
  },
  since: {},
};

async function toldIn(send: SendContext, { requestId, programId, candidateId, answer }: AnswerSubject) {
  const { db, workspaceId, reader } = send;
  const texts = textsFor(choosingTexts, reader).told;
  const title = titleToShow((await programOf(db, workspaceId, programId)).title);
  // Once what was asked is kept no more, nobody is named by it.
  if (!(await findRequest(db, workspaceId, requestId))) return section(texts.gone(title));
  const [candidate] = await peopleByIds(db, workspaceId, [candidateId]);
  const open = commandButton(texts.open, answer === "yes" ? `case ${programId}` : `sponsor-choice ${programId}`);
  return section(texts[answer](escapeMrkdwn(candidate?.name ?? ""), title), answer === "yes" ? undefined : open);
}
