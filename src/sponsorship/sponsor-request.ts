/** “Will you sponsor this?”: a candidate is asked, and answers; a yes gives them the role and stands in the register. */

import type { Button, KnownBlock } from "@slack/types";
import type { Selectable } from "kysely";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import type { Standing } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { changeSponsor } from "../programs/changes.ts";
import { lockProgram, type Program, programOf, refuseWhoCannotAnswer } from "../programs/programs.ts";
import { isLeadRole, listSeatsOn, seatDay } from "../programs/seats.ts";
import { enter } from "../register/items.ts";
import { actions, button, context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import {
  audit,
  type Choice,
  candidateFor,
  choosingFor,
  endChoice,
  findChoice,
  findLastChoice,
  requestKey,
  titleToShow,
} from "./candidates.ts";
import { choosingFailure, choosingTexts } from "./choosing-texts.ts";
import { noteYes } from "./stakeholders.ts";

export const ANSWERS = ["yes", "talk", "no"] as const;
export type Answer = (typeof ANSWERS)[number];

interface SponsorRequestTable {
  workspace_id: string;
  id: string;
  choice_id: string;
  candidate_id: string;
  person_id: string;
  asked_by: string;
  asked_at: Instant;
  /** `withdrawn`: by the leads. */
  answer: Answer | "withdrawn" | null;
  answered_at: Instant | null;
}

declare module "../platform/database.ts" {
  interface Tables {
    sponsor_request: SponsorRequestTable;
  }
}

export type Request = Selectable<SponsorRequestTable>;

/** Asked, or wanting to talk: nobody else is asked meanwhile. */
export function isRunning({ answer }: Pick<Request, "answer">): boolean {
  return answer === null || answer === "talk";
}

/** Of a choice, the newest first. */
export async function listRequests(db: Db | Tx, { workspace_id: workspaceId, id }: Choice): Promise<Request[]> {
  return (await rows(db, "sponsor_request", workspaceId).list({ choice_id: id }, ["id"])).reverse();
}

/** The programs whose sponsor this person is asked to be: their choices run, and they have not said no. */
export async function programsToSponsor(db: Db | Tx, person: Person): Promise<Program[]> {
  const { workspace_id: workspaceId, id } = person;
  if (person.is_deactivated === 1) return [];
  const asked = (await rows(db, "sponsor_request", workspaceId).list({ person_id: id })).filter(isRunning);
  const ids = asked.map(({ choice_id: choiceId }) => choiceId);
  const choices = await rows(db, "sponsor_choice", workspaceId).list({ id: ids, state: "open" });
  const programIds = choices.map(({ program_id: programId }) => programId);
  return rows(db, "program", workspaceId).list({ id: programIds, state: "active" });
}

/** What somebody may do by being asked to sponsor a program: read its case, as long as they have not said no. */
export async function candidacyIn(db: Db | Tx, person: Person, programId: string): Promise<Standing[]> {
  const programs = await programsToSponsor(db, person);
  return programs.some(({ id }) => id === programId) ? ["candidate"] : [];
}

/** Puts it to a candidate; whoever was asked before is asked no more. Throws as `candidateFor`, and as `refuseWhoCannotAnswer`. */
export async function askCandidate(ctx: ActorContext, { candidateId }: { candidateId: string }): Promise<Program> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const { candidate, choice, program } = await candidateFor(ctx, tx, actor, candidateId, "choose-sponsor");
    const { workspace_id: workspaceId } = actor;
    const person = await getPerson(tx, workspaceId, candidate.person_id);
    refuseWhoCannotAnswer(person);
    await withdrawRunning(ctx, tx, choice);
    const id = ctx.ids.next();
    const now = ctx.clock.now();
    await rows(tx, "sponsor_request", workspaceId).insert({
      id,
      choice_id: choice.id,
      candidate_id: candidate.id,
      person_id: person.id,
      asked_by: actor.id,
      asked_at: now,
      answer: null,
      answered_at: null,
    });
    await enqueue(tx, ctx, sponsorRequestKind, {
      workspaceId,
      key: requestKey(id),
      subject: { requestId: id, programId: program.id, personId: person.id },
      to: { personId: person.id },
      notBefore: now,
    });
    await audit({ ...ctx, db: tx }, { programId: program.id, action: "sponsor.asked" });
    return program;
  });
}

/** Nobody is chosen, and whoever was asked is asked no more. Throws as `choosingFor`, CHOICE_ENDED. */
export async function stopChoosing(ctx: ActorContext, { programId }: { programId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { choice } = await choosingFor(ctx, tx, ctx.actor, programId, "choose-sponsor");
    if (!choice) throw choosingFailure("CHOICE_ENDED");
    await withdrawRunning(ctx, tx, choice);
    await endChoice(ctx, tx, choice, { state: "withdrawn" });
    await audit({ ...ctx, db: tx }, { programId, action: "sponsor-choice.withdrawn" });
  });
}

async function withdrawRunning(services: Services, tx: Tx, choice: Choice): Promise<void> {
  const workspaceId = choice.workspace_id;
  const ids = (await listRequests(tx, choice)).filter(isRunning).map(({ id }) => id);
  const changes = { answer: "withdrawn", answered_at: services.clock.now() } as const;
  await rows(tx, "sponsor_request", workspaceId).update({ id: ids }, changes);
  for (const id of ids) await enqueueUpdate(tx, services, { workspaceId, key: requestKey(id) });
}

/** What a candidate answers, once; a talk leaves it open. Throws CHOICE_ANSWERED, CHOICE_NO_LONGER, CHOICE_PROGRAM_CLOSED. */
export async function answerRequest(
  ctx: ActorContext,
  { requestId, answer }: { requestId: string; answer: Answer },
): Promise<void> {
  const { actor } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const { workspace_id: workspaceId } = actor;
    const requests = rows(tx, "sponsor_request", workspaceId);
    const match = { id: requestId, person_id: actor.id };
    const asked = await findChoice(tx, workspaceId, (await requests.find(match))?.choice_id ?? "");
    if (!asked) throw choosingFailure("CHOICE_NO_LONGER");
    await lockProgram(tx, { workspaceId, programId: asked.program_id });
    const program = await programOf(tx, workspaceId, asked.program_id);
    const choice = await findLastChoice(tx, workspaceId, program.id);
    const request = await requests.find(match);
    if (!request || !choice || request.answer === "withdrawn") throw choosingFailure("CHOICE_NO_LONGER");
    if (!isRunning(request) || request.answer === answer) {
      const { answers } = textsFor(choosingTexts, actor);
      throw choosingFailure("CHOICE_ANSWERED", { answer: answers[request.answer ?? answer] });
    }
    if (choice.id !== asked.id || choice.state !== "open") throw choosingFailure("CHOICE_NO_LONGER");
    if (program.state === "closed") throw choosingFailure("CHOICE_PROGRAM_CLOSED");
    await requests.update(match, { answer, answered_at: ctx.clock.now() });
    if (answer === "yes") await giveRole({ ...ctx, db: tx }, { request, choice, program });
    await notifyLeads(ctx, tx, { request, program, answer });
    await enqueueUpdate(tx, ctx, { workspaceId, key: requestKey(requestId) });
  });
}

/** The role, and the decision in the name of whoever asked: it says who, and nothing of how anybody was scored. */
async function giveRole(
  ctx: ActorContext<Tx>,
  { request, choice, program }: { request: Request; choice: Choice; program: Program },
): Promise<void> {
  const { db: tx, actor: sponsor } = ctx;
  const asker = await getPerson(tx, request.workspace_id, request.asked_by);
  const asAsker = { ...ctx, actor: asker };
  const decision = await enter(asAsker, {
    program,
    type: "decision",
    title: textsFor(choosingTexts, asker).decided(sponsor.name, program.title),
    details: { decidedBy: asker.id, decidedOn: localDateOf(ctx.clock.now(), asker.zone) },
    ownerId: asker.id,
    sourceKey: `sponsor-choice:${choice.id}`,
  });
  await changeSponsor(asAsker, { program, sponsor });
  await noteYes(ctx, { programId: program.id, askedBy: asker });
  await endChoice(ctx, tx, choice, { state: "chosen", chosen_id: sponsor.id, decision_id: decision.id });
}

/** Whoever asked, or where they lead no more, whoever does. */
async function notifyLeads(
  services: Services,
  tx: Tx,
  { request, program, answer }: { request: Request; program: Program; answer: Answer },
): Promise<void> {
  const { id: requestId, person_id: candidateId, asked_by: askedBy, workspace_id: workspaceId } = request;
  const seats = await listSeatsOn(tx, program, seatDay(services.clock.now()));
  const leading = seats.flatMap(({ role, person_id: id }) => (isLeadRole(role) ? [id] : []));
  const leads = leading.includes(askedBy) ? [askedBy] : leading;
  for (const leadId of new Set(leads.filter((id) => id !== candidateId)))
    await enqueue(tx, services, sponsorAnswerKind, {
      workspaceId,
      key: `sponsor-answer:${requestId}:${answer}:${leadId}`,
      subject: { requestId, programId: program.id, candidateId, leadId, answer },
      to: { personId: leadId },
      notBefore: services.clock.now(),
    });
}

// ---- What they are asked, and what leads read of the answer: no score is in either

/** Before the answer, with the id of the request behind it. */
export const ANSWER = "choosing.answer";

/** What may be answered still; whoever wants to talk has said so. */
function answerButtons(reader: Reader, { id, answer }: { id: string; answer: string | null }): Button[] {
  const { buttons } = textsFor(choosingTexts, reader).request;
  return [
    button(`${ANSWER}:yes`, buttons.yes, { value: id, primary: true }),
    ...(answer === null ? [button(`${ANSWER}:talk`, buttons.talk, { value: id })] : []),
    button(`${ANSWER}:no`, buttons.no, { value: id }),
  ];
}

async function titleIn({ db, workspaceId }: SendContext, { programId }: { programId: string }): Promise<string> {
  return (await programOf(db, workspaceId, programId)).title;
}

const requestSubject = z.strictObject({ requestId: z.string(), programId: z.string(), personId: z.string() });
type RequestSubject = z.infer<typeof requestSubject>;

/** It goes at once: no other may be asked before the answer. */
export const sponsorRequestKind: MessageKind<RequestSubject> = {
  kind: "sponsor-request",
  subject: requestSubject,
  about: ({ requestId }) => ({ sponsor_request: requestId }),
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
      return { text, blocks: [section(text), ...(is === "yes" ? [actions("sponsor.read", readCase)] : [])] };
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
  const request = await rows(db, "sponsor_request", workspaceId).find({ id: requestId });
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
  about: ({ requestId, candidateId }) => ({ sponsor_request: requestId, person: candidateId }),
  priority: 30,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["answer from a possible sponsor", "answers from possible sponsors"],
      fr: ["réponse d’un sponsor pressenti", "réponses de sponsors pressentis"],
    }),
  },
  /** An earlier answer is of no interest once there is another. */
  async stillWanted({ db, workspaceId }, { requestId, programId, answer }) {
    const request = await rows(db, "sponsor_request", workspaceId).find({ id: requestId });
    return request?.answer === answer && (await programOf(db, workspaceId, programId)).state === "active";
  },
  async message(send, subject) {
    const line = await answerLine(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: answerLine,
  why: async (send, subject) => [textsFor(choosingTexts, send.reader).answered.why(await titleIn(send, subject))],
  since: {},
};

async function answerLine(send: SendContext, { programId, candidateId, answer }: AnswerSubject) {
  const { db, workspaceId, reader } = send;
  const texts = textsFor(choosingTexts, reader).answered;
  const title = titleToShow(await titleIn(send, { programId }));
  const [candidate] = await peopleByIds(db, workspaceId, [candidateId]);
  const open = commandButton(texts.open, `sponsor-choice ${programId}`);
  return section(texts[answer](escapeMrkdwn(candidate?.name ?? ""), title), answer === "yes" ? undefined : open);
}
