/** What a person can do with a check-in: one function each, one transaction each. */

import type { ModalView } from "@slack/types";
import { type Answers, type AnswerValue, healthAnswerSchema, type Question } from "../cadences/questions.ts";
import { earlyOpensFrom, occurrences, openingOf } from "../cadences/rules.ts";
import { type Cadence, listAskedNext, listCadencesAsking } from "../cadences/use-cases.ts";
import { enqueue, enqueueUpdate } from "../delivery/use-cases.ts";
import { watchProgram } from "../health/watching.ts";
import { may, readingRight } from "../people/rules-rights.ts";
import { type Person, personById, readerOf } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { frenchOf } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { standingsOf } from "../programs/use-cases.ts";
import { closeDoneActions, draftFromAnswers } from "../register/use-cases.ts";
import { answersView } from "./blocks.ts";
import { tellDelegate } from "./delegates.ts";
import { deliveryKeys } from "./delivery-keys.ts";
import type { FormFields } from "./form-fields.ts";
import { receiptKind, snoozeKind, summaryKind, summaryView } from "./messages.ts";
import { recordMilestones } from "./milestones.ts";
import { type CheckIn, findCheckIn, insertCheckIn, insertRevision, setLastRevision } from "./repository-check-ins.ts";
import {
  deleteHalfFilledForm,
  findHalfFilledForm,
  findPrompt,
  findPromptOf,
  holdPrompt,
  listDelegatedPrompts,
  listOpenPrompts,
  movePrompt,
  type Prompt,
  upsertHalfFilledForm,
} from "./repository-prompts.ts";
import { findLastRound, hasRound } from "./repository-rounds.ts";
import { earlierCheckIn, findRoundContext, type RoundContext } from "./round-context.ts";
import { pagesOf } from "./rules-form.ts";
import { openRound } from "./use-cases-rounds.ts";

export const checkInFailure = errorTable({
  PROMPT_GONE: {
    en: () =>
      "This check-in no longer exists. Copy your text if you want to keep it, then type /drumbeat check-in to see what is open.",
    fr: () =>
      "Ce point d’étape n’existe plus. Copiez votre texte si vous voulez le garder, puis tapez /drumbeat check-in pour voir ce qui est ouvert.",
  },
  NOT_YOURS: {
    en: () => "This check-in was asked of somebody else, so only they can answer it.",
    fr: () => "Ce point d’étape est demandé à quelqu’un d’autre\u00a0: vous ne pouvez pas y répondre à sa place.",
  },
  ROUND_CLOSED: {
    en: () =>
      "This round has closed and a newer one has taken its place. Copy your text if you want to keep it, then type /drumbeat check-in to answer the new one.",
    fr: () =>
      "Cette occurrence est fermée et une plus récente l’a remplacée. Copiez votre texte si vous voulez le garder, puis tapez /drumbeat check-in pour répondre à la nouvelle.",
  },
  SNOOZE_TOO_LATE: {
    en: () => "It closes before then. Choose an earlier time.",
    fr: () => "Ce point se ferme avant. Choisissez un moment plus proche.",
  },
  NOT_READABLE: {
    en: ({ program }) => `These answers are not open to you. The lead of ${program} can tell you more.`,
    fr: ({ program }) =>
      `Vous n’avez pas accès à ces réponses. Le responsable ${frenchOf(String(program))} peut vous en dire plus.`,
  },
  ALREADY_ANSWERED: {
    en: () => "You have answered this already; your answer stands. “Edit” changes it.",
    fr: () => "Vous avez déjà répondu, et votre réponse est conservée. «\u00a0Modifier\u00a0» permet de la changer.",
  },
});

export interface OpenForm {
  prompt: Prompt;
  context: RoundContext;
  /** Who is asked: the person who opened it, or the one they answer for. */
  owner: Person;
  /** What the owner, or somebody for them, answered in this round, if they did. */
  current: CheckIn | undefined;
  /** The owner's last check-in in an earlier round. */
  previous: CheckIn | undefined;
}

/** Throws PROMPT_GONE, NOT_YOURS, ROUND_CLOSED. */
export async function openForm({ db }: Pick<Services, "db">, person: Person, promptId: string): Promise<OpenForm> {
  const { prompt, context } = await answerable(db, person, await findPrompt(db, person.workspace_id, promptId));
  return {
    prompt,
    context,
    owner: await ownerOf(db, person, prompt),
    current: await findCheckIn(db, person.workspace_id, prompt.round_id, prompt.person_id),
    previous: await earlierCheckIn(db, prompt, context),
  };
}

/** As `openForm`, of this person's own prompt in a round. */
export async function openFormOfRound(
  services: Pick<Services, "db">,
  person: Person,
  roundId: string,
): Promise<OpenForm> {
  const prompt = await findPromptOf(services.db, person.workspace_id, roundId, person.id);
  if (!prompt) throw checkInFailure("PROMPT_GONE");
  return openForm(services, person, prompt.id);
}

/** Who is asked: this person, or the one whose delegate they are. */
async function ownerOf(db: Db | Tx, person: Person, prompt: Prompt): Promise<Person> {
  return prompt.person_id === person.id ? person : personById(db, prompt.workspace_id, prompt.person_id);
}

/** The prompt, if it is asked of this person and they may answer it now. Throws PROMPT_GONE, NOT_YOURS, ROUND_CLOSED. */
export async function getPromptToAnswer(
  { db }: Pick<Services, "db">,
  person: Person,
  promptId: string,
): Promise<Prompt> {
  const { prompt } = await ownToAnswer(db, person, await findPrompt(db, person.workspace_id, promptId));
  return prompt;
}

/** Keeps what stands in the view of a form that is left for another one; what was kept of the others stays. */
export async function keepHalfFilled(
  { db, clock }: Pick<Services, "db" | "clock">,
  person: Person,
  { prompt }: Pick<OpenForm, "prompt">,
  fields: FormFields,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const kept = await findHalfFilledForm(tx, person.workspace_id, prompt.id);
    await upsertHalfFilledForm(tx, {
      workspace_id: person.workspace_id,
      prompt_id: prompt.id,
      fields: JSON.stringify({ ...kept, ...fields }),
      updated_at: clock.now(),
    });
  });
}

/** Begins a form anew. */
export async function forgetHalfFilled(
  { db }: Pick<Services, "db">,
  person: Person,
  { prompt, context }: Pick<OpenForm, "prompt" | "context">,
): Promise<void> {
  if (!hasSeveralViews(context.questions)) return;
  await inTransaction(db, (tx) => deleteHalfFilledForm(tx, person.workspace_id, prompt.id));
}

function hasSeveralViews(questions: readonly Question[]): boolean {
  return pagesOf(questions).length > 1;
}

/** `doneActions`: items of the record that were ticked. */
type Given = { answers: Answers; doneActions?: readonly string[] };

export type Submission = Given | { nothingToReport: true } | { read: ReadForm };

/**
 * Reads a form, once the questions of its round and what was answered before are known: in this round, and in an earlier
 * one. `errors` by block id: nothing is stored.
 */
export type ReadForm = (
  tx: Tx,
  round: {
    questions: readonly Question[];
    current: CheckIn | undefined;
    previous: () => Promise<CheckIn | undefined>;
  },
) => Promise<Given | { errors: Record<string, string> }>;

/**
 * Stores the answers; when this returns they are durable. A second submission is a revision; the very same one again
 * (a double click, a redelivery) changes nothing. People in answers are person ids.
 * Throws PROMPT_GONE, NOT_YOURS, ROUND_CLOSED, and for nothing to report ALREADY_ANSWERED.
 */
export async function submitCheckIn(
  services: Services,
  person: Person,
  promptId: string,
  submission: Submission,
): Promise<{ errors: Record<string, string> } | { stored: true }> {
  try {
    await storeCheckIn(services, person, promptId, submission);
    return { stored: true };
  } catch (error) {
    if (error instanceof Unreadable) return { errors: error.errors };
    throw error;
  }
}

/** What a form holds cannot be read as answers. */
class Unreadable extends Error {
  readonly errors: Record<string, string>;

  constructor(errors: Record<string, string>) {
    super("unreadable");
    this.errors = errors;
  }
}

async function storeCheckIn(
  services: Services,
  person: Person,
  promptId: string,
  submission: Submission,
): Promise<void> {
  const { db, clock, ids } = services;
  await inTransaction(db, async (tx) => {
    const { prompt, context } = await answerable(tx, person, await holdPrompt(tx, person.workspace_id, promptId));
    const now = clock.now();
    const nothingToReport = "nothingToReport" in submission;
    const owner = await ownerOf(tx, person, prompt);
    const before = await findCheckIn(tx, person.workspace_id, prompt.round_id, owner.id);
    const given =
      "read" in submission
        ? await submission.read(tx, {
            questions: context.questions,
            current: before,
            previous: () => earlierCheckIn(tx, prompt, context),
          })
        : submission;
    // Nothing is stored, not even that it was sent: sent again, it gets the same errors.
    if ("errors" in given) throw new Unreadable(given.errors);
    const answers = "answers" in given ? given.answers : {};
    const done = "answers" in given ? (given.doneActions ?? []) : [];
    if (before && isSame(before, nothingToReport, answers))
      return closeDoneActions(services, tx, owner, done, before.id);
    // One click, perhaps on an older message, is no considered change of an answer.
    if (before && nothingToReport) throw checkInFailure("ALREADY_ANSWERED");
    const checkInId = before?.id ?? ids.next();
    const revision = (before?.revision ?? 0) + 1;
    const { round, program, cadence, questions } = context;
    if (!before)
      await insertCheckIn(tx, {
        workspace_id: person.workspace_id,
        id: checkInId,
        round_id: round.id,
        program_id: program.id,
        cadence_id: cadence.id,
        person_id: owner.id,
        revision,
        created_at: now,
      });
    await insertRevision(tx, {
      workspace_id: person.workspace_id,
      check_in_id: checkInId,
      revision,
      program_id: program.id,
      author_id: person.id,
      answered_at: now,
      nothing_to_report: nothingToReport ? 1 : 0,
      is_late: prompt.due_at < now ? 1 : 0,
      health: healthIn(questions, answers),
      answers: JSON.stringify(answers),
    });
    if (before) await setLastRevision(tx, person.workspace_id, checkInId, revision);
    await recordMilestones(services, tx, owner, context, { checkInId, revision, answers, before });
    await draftFromAnswers(services, tx, owner, {
      program,
      questions,
      disclosure: cadence.disclosure,
      roundId: round.id,
      checkInId,
      revision,
      answers,
    });
    await closeDoneActions(services, tx, owner, done, checkInId);
    await watchProgram(tx, services, { workspace_id: person.workspace_id, program_id: program.id });
    if (hasSeveralViews(questions)) await deleteHalfFilledForm(tx, person.workspace_id, prompt.id);
    await movePrompt(tx, prompt, ["planned", "sent", "skipped", "excused", "missed"], { state: "answered" });
    await showReceipt(services, tx, prompt, context, { mayPost: owner.id === person.id });
    if (prompt.delegate_id !== null) await tellDelegate(services, tx, prompt, prompt.delegate_id);
    await showInSummary(services, tx, context);
  });
}

/** Throws PROMPT_GONE, NOT_YOURS, ROUND_CLOSED, ALREADY_ANSWERED. */
export async function skipCheckIn(services: Services, person: Person, promptId: string, reason: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { prompt, context } = await ownToAnswer(tx, person, await holdPrompt(tx, person.workspace_id, promptId));
    const moved = await movePrompt(tx, prompt, ["planned", "sent", "missed"], {
      state: "skipped",
      reason: storableText(reason),
    });
    if (!moved) throw checkInFailure("ALREADY_ANSWERED");
    await appendAudit(tx, services, {
      workspaceId: person.workspace_id,
      actorId: person.id,
      action: "prompt.skipped",
      subject: { kind: "prompt", id: prompt.id },
      programId: context.program.id,
      before: { state: prompt.state },
      after: { state: "skipped", reason },
    });
    await showReceipt(services, tx, prompt, context);
  });
}

/**
 * Reminds this person again at `at`. `requestKey` is the same for the same click, so that it counts once.
 * Throws PROMPT_GONE, NOT_YOURS, ROUND_CLOSED, SNOOZE_TOO_LATE.
 */
export async function snoozeCheckIn(
  services: Services,
  person: Person,
  promptId: string,
  at: Instant,
  requestKey: string,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { prompt } = await ownToAnswer(tx, person, await holdPrompt(tx, person.workspace_id, promptId));
    if (at >= prompt.closes_at) throw checkInFailure("SNOOZE_TOO_LATE");
    await enqueue(tx, services, snoozeKind, {
      workspaceId: person.workspace_id,
      key: `snooze:${prompt.id}:${requestKey}`,
      subject: { promptId: prompt.id },
      to: { personId: person.id },
      notBefore: at,
      expiresAt: prompt.closes_at,
    });
    await appendAudit(tx, services, {
      workspaceId: person.workspace_id,
      actorId: person.id,
      action: "prompt.snoozed",
      subject: { kind: "prompt", id: prompt.id },
      after: { until: at },
    });
  });
}

/** The view with every answer of a round. Throws PROMPT_GONE, NOT_READABLE. */
export async function readAnswers(services: Services, person: Person, roundId: string): Promise<ModalView> {
  const { db } = services;
  const context = await findRoundContext(db, person.workspace_id, roundId);
  if (!context) throw checkInFailure("PROMPT_GONE");
  const { cadence, program } = context;
  const prompt = await findPromptOf(db, person.workspace_id, roundId, person.id);
  const standings = [
    ...(await standingsOf(db, person, program.id, services)),
    ...(prompt ? (["participant"] as const) : []),
  ];
  const isOpenToAll = cadence.disclosure === "team" && program.visibility === "workspace";
  if (!isOpenToAll && !may(standings, readingRight(cadence.disclosure)))
    throw checkInFailure("NOT_READABLE", { program: program.title });
  const reader = readerOf(person);
  return answersView(reader, await summaryView({ db, workspaceId: person.workspace_id, reader }, context, true));
}

/** Whether something is asked of this person now that they have not answered. */
export async function hasOpenCheckIn({ db, clock }: Pick<Services, "db" | "clock">, person: Person): Promise<boolean> {
  const open = await listOpenPrompts(db, person.workspace_id, person.id, clock.now());
  return open.some((prompt) => prompt.state === "planned" || prompt.state === "sent");
}

function isRoundOf({ cadence, round }: RoundContext, cadenceKey: string): boolean {
  return cadence.key === cadenceKey && round.occasion === null;
}

export type CheckInChoice =
  /** Those for somebody who is away have another person's id. */
  | { kind: "open"; prompts: { prompt: Prompt; context: RoundContext }[] }
  | { kind: "not-yet"; cadence: Cadence; opensAt: Instant }
  | { kind: "nothing" };

/**
 * What *Check in now* answers: what is open; with nothing open the next round, made at once, when less than half a
 * period away; else the last round, late; with neither, when the first one can be answered.
 * `cadenceKey` narrows it to the regular rounds of one cadence.
 */
export async function chooseCheckIn(services: Services, person: Person, cadenceKey?: string): Promise<CheckInChoice> {
  const { db, clock } = services;
  const now = clock.now();
  const open = [];
  const own = await listOpenPrompts(db, person.workspace_id, person.id, now);
  for (const prompt of [...own, ...(await listDelegatedPrompts(db, person.workspace_id, person.id, now))]) {
    const context = await findRoundContext(db, person.workspace_id, prompt.round_id);
    if (context && (cadenceKey === undefined || isRoundOf(context, cadenceKey))) open.push({ prompt, context });
  }
  const unanswered = open.filter(({ prompt }) => prompt.state !== "answered");
  if (unanswered.length > 0) return { kind: "open", prompts: unanswered };
  if (cadenceKey !== undefined && open.length > 0) return { kind: "open", prompts: open };
  const asking = (await listCadencesAsking(db, person, services)).filter(
    (cadence) => cadenceKey === undefined || cadence.key === cadenceKey,
  );
  const early = await Promise.all(asking.map((cadence) => nextFor(db, cadence, person, now)));
  const soon = early.filter((next) => next !== null).sort((one, other) => (one.opensAt < other.opensAt ? -1 : 1));
  const next = soon.find(({ from }) => from <= now);
  if (next) {
    const prompt = await inTransaction(db, (tx) => answerEarly(services, tx, next.cadence, next.occurrence, person));
    const context = prompt && (await findRoundContext(db, person.workspace_id, prompt.round_id));
    if (prompt && context) return { kind: "open", prompts: [{ prompt, context }] };
  }
  const late = await lastPromptOf(db, asking, person);
  if (late) return { kind: "open", prompts: [late] };
  if (open.length > 0) return { kind: "open", prompts: open };
  return soon[0] ? { kind: "not-yet", cadence: soon[0].cadence, opensAt: soon[0].from } : { kind: "nothing" };
}

/** The next occurrence of a cadence for a person, when it opens, and from when it may be answered early. */
async function nextFor(db: Db, cadence: Cadence, person: Person, now: Instant) {
  const after = addLocalDays(localDateOf(now, person.zone), -2);
  const settled = cadence.planned_through ?? "";
  for (const occurrence of occurrences(cadence.timing, { after })) {
    // Settled without a round: its period was asked by the rule as it was before.
    if (occurrence.key <= settled && !(await hasRound(db, cadence.workspace_id, cadence.id, occurrence.key))) continue;
    const opensAt = openingOf(cadence.timing, occurrence, person.zone);
    if (opensAt > now)
      return { cadence, occurrence, opensAt, from: earlyOpensFrom(cadence.timing, occurrence, person.zone) };
  }
  return null;
}

async function answerEarly(
  services: Services,
  tx: Tx,
  cadence: Cadence,
  occurrence: Parameters<typeof openRound>[3],
  person: Person,
): Promise<Prompt | undefined> {
  const people = await listAskedNext(tx, cadence, services);
  const round = await openRound(services, tx, cadence, occurrence, people);
  return findPromptOf(tx, person.workspace_id, round.id, person.id);
}

async function lastPromptOf(db: Db, cadences: readonly Cadence[], person: Person) {
  for (const cadence of cadences) {
    const round = await findLastRound(db, person.workspace_id, cadence.id);
    const prompt = round && (await findPromptOf(db, person.workspace_id, round.id, person.id));
    const context = prompt && (await findRoundContext(db, person.workspace_id, prompt.round_id));
    if (prompt && context) return { prompt, context };
  }
  return null;
}

/**
 * The prompt, if this person may answer it now. A round that has closed takes answers, late, until the next one of its
 * cadence has opened.
 */
async function answerable(
  db: Db | Tx,
  person: Person,
  prompt: Prompt | undefined,
): Promise<{ prompt: Prompt; context: RoundContext }> {
  const context = prompt && (await findRoundContext(db, person.workspace_id, prompt.round_id));
  if (!prompt || !context) throw checkInFailure("PROMPT_GONE");
  const standing =
    prompt.person_id === person.id ? "participant" : prompt.delegate_id === person.id ? "delegate" : null;
  if (!may(standing ? [standing] : [], "answer-round")) throw checkInFailure("NOT_YOURS");
  if (context.round.state === "closed") {
    const last = await findLastRound(db, person.workspace_id, context.cadence.id);
    if (last && last.id !== context.round.id) throw checkInFailure("ROUND_CLOSED");
  }
  return { prompt, context };
}

/** The prompt, if it is this person's own and they may answer it now: a delegate answers, and decides nothing else. */
async function ownToAnswer(db: Db | Tx, person: Person, prompt: Prompt | undefined) {
  const found = await answerable(db, person, prompt);
  if (found.prompt.person_id !== person.id) throw checkInFailure("NOT_YOURS");
  return found;
}

/**
 * Turns the prompt's message into the receipt; where none was sent, the receipt is a message of its own, if it may be:
 * whoever is away is not written to because somebody answered for them.
 */
export async function showReceipt(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  prompt: Prompt,
  { round }: Pick<RoundContext, "round">,
  { mayPost = true }: { mayPost?: boolean } = {},
): Promise<void> {
  const update = { workspaceId: prompt.workspace_id, subject: { promptId: prompt.id } };
  for (const keyOf of [deliveryKeys.prompt, deliveryKeys.askedAgain, deliveryKeys.receipt])
    if (await enqueueUpdate(tx, services, receiptKind, { ...update, ofKey: keyOf(prompt) })) return;
  if (!mayPost) return;
  await enqueue(tx, services, receiptKind, {
    ...update,
    key: deliveryKeys.receipt(prompt),
    to: { personId: prompt.person_id },
    notBefore: services.clock.now(),
    expiresAt: round.closes_at > services.clock.now() ? round.closes_at : undefined,
  });
}

/** Makes the receipt of an answer anew, after what it offers has changed. Nothing is posted where none was. */
export async function showReceiptOf(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, roundId, personId }: { workspaceId: string; roundId: string; personId: string },
): Promise<void> {
  const context = await findRoundContext(tx, workspaceId, roundId);
  const prompt = await findPromptOf(tx, workspaceId, roundId, personId);
  if (context && prompt) await showReceipt(services, tx, prompt, context, { mayPost: false });
}

/** The round's message in the channel comes when the round is due, and is corrected while the round is open. */
async function showInSummary(services: Services, tx: Tx, { round, program }: RoundContext): Promise<void> {
  const now = services.clock.now();
  // What one person is asked for an occasion is between them and those who lead.
  if (program.channel_id === null || round.closes_at <= now || round.occasion !== null) return;
  const key = deliveryKeys.summary(round.id);
  const subject = { roundId: round.id };
  const updated = await enqueueUpdate(tx, services, summaryKind, {
    workspaceId: round.workspace_id,
    ofKey: key,
    subject,
  });
  if (updated) return;
  await enqueue(tx, services, summaryKind, {
    workspaceId: round.workspace_id,
    key,
    subject,
    to: { channelId: program.channel_id },
    notBefore: round.due_at > now ? round.due_at : now,
  });
}

function isSame(before: CheckIn, nothingToReport: boolean, answers: Answers): boolean {
  return before.nothingToReport === nothingToReport && sorted(before.answers) === sorted(answers);
}

function sorted(answers: Answers): string {
  return JSON.stringify(Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function healthIn(questions: readonly Question[], answers: Answers) {
  const question = questions.find((candidate) => candidate.feeds === "health");
  const value: AnswerValue | undefined = question && answers[question.key];
  return value === undefined ? null : healthAnswerSchema.parse(value).colour;
}
