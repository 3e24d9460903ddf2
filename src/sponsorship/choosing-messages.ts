/** “Will you sponsor this?”, what leads are told of the answer, and that scores are wanted: no score is in any of them. */
import type { Button, KnownBlock } from "@slack/types";
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { peopleByIds } from "../people/use-cases.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { programOf } from "../programs/use-cases.ts";
import { actions, button, context, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { ANSWERS, isRunning } from "./choosing-rules.ts";
import { findChoice, findRequest, listCandidates, listScores, scorersNow } from "./choosing-store.ts";
import { choosingTexts } from "./choosing-texts.ts";

export const choosingKeys = {
  scores: (choiceId: string, personId: string) => `sponsor-scores:${choiceId}:${personId}`,
  request: (requestId: string) => `sponsor-request:${requestId}`,
  answer: (requestId: string, answer: string, personId: string) => `sponsor-answer:${requestId}:${answer}:${personId}`,
};

/** Before the answer, with the id of the request behind it. */
export const ANSWER = "choosing.answer";
const LONGEST_TITLE = 100;

/** What may be answered still; whoever wants to talk has said so. */
export function answerButtons(reader: Reader, { id, answer }: { id: string; answer: string | null }): Button[] {
  const { buttons } = textsFor(choosingTexts, reader).request;
  return [
    button(`${ANSWER}:yes`, buttons.yes, { value: id, primary: true }),
    ...(answer === null ? [button(`${ANSWER}:talk`, buttons.talk, { value: id })] : []),
    button(`${ANSWER}:no`, buttons.no, { value: id }),
  ];
}

/** A title within a text that has marks. */
export function titleToShow(title: string): string {
  return escapeMrkdwn(shorten(title, LONGEST_TITLE));
}

async function titleIn({ db, workspaceId }: SendContext, { programId }: { programId: string }): Promise<string> {
  return (await programOf(db, workspaceId, programId)).title;
}

const requestSubject = z.strictObject({ requestId: z.string(), programId: z.string(), personId: z.string() });
type RequestSubject = z.infer<typeof requestSubject>;

/** It asks somebody who may have no lane yet, and no other may wait for the answer. */
export const sponsorRequestKind: MessageKind<RequestSubject> = {
  kind: "sponsor-request",
  subject: requestSubject,
  priority: 15,
  contact: "prompt",
  lane: "now",
  stillWanted: async (send, subject) => (await requestNow(send, subject)).is === "asked",
  async message(send, subject) {
    const { is, by, request } = await requestNow(send, subject);
    const texts = textsFor(choosingTexts, send.reader).request;
    const title = titleToShow(await titleIn(send, subject));
    const asker = escapeMrkdwn(by);
    const readCase = commandButton(texts.readCase, `case ${subject.programId}`);
    if (is !== "asked") {
      const text = texts[is](title, asker);
      const read = is === "yes" ? [actions("sponsor.read", readCase)] : [];
      return { text, blocks: [section(text), ...read] };
    }
    const text = texts.ask(title, asker);
    const own = commandButton(texts.own, `sponsor-choice ${subject.programId}`);
    const blocks: KnownBlock[] = [
      section(text),
      section(texts.asks),
      actions("sponsor.answer", ...answerButtons(send.reader, request), readCase, own),
      ...(request.answer === "talk" ? [context(texts.talk(asker))] : []),
      context(texts.noReason),
    ];
    return { text, blocks };
  },
  async why(send, subject) {
    const { by } = await requestNow(send, subject);
    return [textsFor(choosingTexts, send.reader).request.why(await titleIn(send, subject), by)];
  },
  since: { stillWanted: async () => true },
};

async function requestNow({ db, workspaceId }: SendContext, { requestId, programId }: RequestSubject) {
  const request = await findRequest(db, workspaceId, requestId);
  const choice = request && (await findChoice(db, workspaceId, request.choice_id));
  const [asker] = await peopleByIds(db, workspaceId, request ? [request.asked_by] : []);
  const by = asker?.name ?? "";
  if (request?.answer === "yes" || request?.answer === "no") return { is: request.answer, by, request };
  const { state } = await programOf(db, workspaceId, programId);
  if (!request || !isRunning(request) || choice?.state !== "open" || state === "closed")
    return { is: "noLonger", by, request: null } as const;
  return { is: "asked", by, request } as const;
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
  lane: "morning",
  /** What was answered before is not told once there is another answer. */
  async stillWanted({ db, workspaceId }, { requestId, programId, answer }) {
    const request = await findRequest(db, workspaceId, requestId);
    return request?.answer === answer && (await programOf(db, workspaceId, programId)).state === "active";
  },
  async message(send, subject) {
    const line = await answerLine(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: answerLine,
  why: async (send, subject) => [textsFor(choosingTexts, send.reader).told.why(await titleIn(send, subject))],
  since: {},
};

async function answerLine(send: SendContext, { requestId, programId, candidateId, answer }: AnswerSubject) {
  const { db, workspaceId, reader } = send;
  const texts = textsFor(choosingTexts, reader).told;
  const title = titleToShow(await titleIn(send, { programId }));
  // Once what was asked is kept no more, nobody is named by it.
  if (!(await findRequest(db, workspaceId, requestId))) return section(texts.gone(title));
  const [candidate] = await peopleByIds(db, workspaceId, [candidateId]);
  const open = commandButton(texts.open, `sponsor-choice ${programId}`);
  return section(texts[answer](escapeMrkdwn(candidate?.name ?? ""), title), answer === "yes" ? undefined : open);
}

const scoresSubject = z.strictObject({ choiceId: z.string(), programId: z.string(), personId: z.string() });
type ScoresSubject = z.infer<typeof scoresSubject>;

/** To whoever is to score, once: no name of anybody is in it. */
export const scoresWantedKind: MessageKind<ScoresSubject> = {
  kind: "sponsor-scores",
  subject: scoresSubject,
  priority: 50,
  contact: "prompt",
  lane: "morning",
  stillWanted: areWanted,
  async message(send, subject) {
    const line = await scoresLine(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: scoresLine,
  why: async (send, subject) => [textsFor(choosingTexts, send.reader).scores.why(await titleIn(send, subject))],
  since: {},
};

async function scoresLine(send: SendContext, subject: ScoresSubject) {
  const texts = textsFor(choosingTexts, send.reader).scores;
  const title = titleToShow(await titleIn(send, subject));
  return (await areWanted(send, subject))
    ? section(texts.line(title), commandButton(texts.enter, `sponsor-choice ${subject.programId}`))
    : section(texts.done(title));
}

/** They score still, and have not scored every candidate. */
async function areWanted(
  { db, workspaceId, now }: SendContext,
  { choiceId, personId }: ScoresSubject,
): Promise<boolean> {
  const choice = await findChoice(db, workspaceId, choiceId);
  if (choice?.state !== "open") return false;
  const program = await programOf(db, workspaceId, choice.program_id);
  const scorers = await scorersNow({ clock: { now: () => now } }, db, program, choice);
  if (program.state === "closed" || !scorers.includes(personId)) return false;
  const ids = (await listCandidates(db, choice)).map(({ id }) => id);
  const own = (await listScores(db, workspaceId, ids)).filter(({ byId }) => byId === personId);
  return ids.some((id) => !own.some(({ candidate_id: candidateId }) => candidateId === id));
}
