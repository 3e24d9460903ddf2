/** The message kinds of health. Each is made from the database at the moment it is sent. */

import { z } from "zod";
import { wordsForAbove } from "../check-ins/proposals/of-answer.ts";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { statusInFlash, statusTold, type Told, toldTo } from "../digests/readers/told.ts";
import { findingsPut, isForThoseAbove } from "../health/markers.ts";
import { blockersIn, programNow } from "../health/program-facts.ts";
import { pathIn, reasonIn } from "../health/rules.ts";
import { isOn } from "../health/settings.ts";
import { isRestricted, LEFT_OUT } from "../people/rules-restricted.ts";
import { type Person, personById } from "../people/use-cases.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { isRunning } from "../programs/closings/use-cases.ts";
import { programOf } from "../programs/use-cases.ts";
import { visitorOf } from "../programs/visitor.ts";
import { heldFromAbove } from "../register/above/use-cases.ts";
import type { Ask } from "../register/asks/ask.ts";
import { asksAtHand } from "../register/asks/at-hand/use-cases.ts";
import { codeOf, shownTitle } from "../register/rules.ts";
import { withoutWords } from "../register/rules-told.ts";
import {
  type CheckView,
  checkLine,
  checkMessage,
  type Decides,
  type FlashView,
  flashLine,
  flashMessage,
  isOfDates,
} from "./blocks.ts";
import { findQuestion } from "./repository.ts";
import { alertTexts } from "./texts.ts";

const questionSubject = z.strictObject({ questionId: z.string() });
type QuestionSubject = z.infer<typeof questionSubject>;

export function questionKey(questionId: string): string {
  return `health-check:${questionId}`;
}

/** To whoever gave a colour, before anybody else sees what speaks against it. */
export const healthCheckKind: MessageKind<QuestionSubject> = {
  kind: "health-check",
  subject: questionSubject,
  priority: 20,
  contact: "prompt",
  slot: "morning",
  async stillWanted({ db, workspaceId }, { questionId }) {
    const question = await findQuestion(db, workspaceId, questionId);
    return question?.state === "asked" && isRunning(db, workspaceId, question.program_id);
  },
  message: async (send, subject) => checkMessage(send.reader, await checkView(send, subject)),
  line: async (send, subject) => checkLine(send.reader, await checkView(send, subject)),
  async why(send, subject) {
    const view = await checkView(send, subject);
    const { check } = textsFor(alertTexts, send.reader);
    return [(isOfDates(view) ? check.ofDates : check).why(view.program)];
  },
  since: {},
};

async function checkView({ db, workspaceId }: SendContext, { questionId }: QuestionSubject): Promise<CheckView> {
  const question = await findQuestion(db, workspaceId, questionId);
  if (!question) throw new Error(`The question ${questionId} is gone`);
  const program = await programOf(db, workspaceId, question.program_id);
  const findings = await findingsPut(db, workspaceId, questionId);
  const { colour, state, reason } = question;
  return { questionId, program: program.title, colour, state, reason, findings };
}

const flashSubject = z.strictObject({ programId: z.string(), personId: z.string() });
type FlashSubject = z.infer<typeof flashSubject>;

export function flashKey(programId: string, cause: string, personId: string): string {
  return `flash-report:${programId}:${cause}:${personId}`;
}

/** To a sponsor: a program that stays red, outside the rhythm of digests. */
export const flashKind: MessageKind<FlashSubject> = {
  kind: "flash-report",
  subject: flashSubject,
  priority: 20,
  contact: "digest",
  slot: null,
  async stillWanted(send, subject) {
    const { facts, status } = await toldInFlash(send, subject);
    const isSponsor = facts.sponsors.some(({ id }) => id === subject.personId);
    return isSponsor && facts.program.state === "active" && status?.colour === "red" && isOn(facts.settings, "flash");
  },
  message: async (send, subject) => flashMessage(send.reader, await flashView(send, subject)),
  line: async (send, subject) => flashLine(send.reader, await flashView(send, subject)),
  async why({ db, workspaceId, reader }, { programId }) {
    return [textsFor(alertTexts, reader).flash.why((await programOf(db, workspaceId, programId)).title)];
  },
};

async function toldInFlash({ db, workspaceId, now }: SendContext, { programId, personId }: FlashSubject) {
  const facts = await programNow(db, { workspace_id: workspaceId, program_id: programId }, now);
  const person = await personById(db, workspaceId, personId);
  const told = await toldTo({ clock: { now: () => now } }, db, person, programId);
  return { facts, person, told, status: statusTold(told, facts) };
}

async function flashView(send: SendContext, subject: FlashSubject): Promise<FlashView> {
  const { db, workspaceId } = send;
  const { programId } = subject;
  const { facts, person, told } = await toldInFlash(send, subject);
  const { program, items } = facts;
  const zone = send.reader.zone;
  const { status } = await statusInFlash(db, person, told, facts);
  if (!status) throw new Error(`The program ${programId} has no colour`);
  const { health, author, answeredAt } = status.given;
  const isHidden = told.cadences.some((cadence) => cadence.id === status.given.cadenceId && isRestricted(cadence));
  const unsaid = told.unsaidOf(status.given);
  const shownTo = (words: string) =>
    unsaid === null ? words : wordsForAbove(db, workspaceId, { checkInId: status.given.checkInId, words, unsaid });
  const [reason, given] = isHidden ? [null, null] : [reasonIn(health), pathIn(health)];
  const action = given && (await shownTo(given.action));
  const path = given && action ? { ...given, action } : null;
  const readable = items.filter(({ disclosure }) => isForThoseAbove(disclosure));
  const held = await heldFromAbove({ clock: { now: () => send.now }, events: send.events }, db, workspaceId, readable);
  const shown = readable.map((item) => (held.has(item.id) ? withoutWords(item) : item));
  const named = (item: Parameters<typeof codeOf>[0] & { title: string; due_on: string | null }) => ({
    code: codeOf(item),
    title: shownTitle(item),
    dueOn: item.due_on,
  });
  return {
    programId,
    program: program.title,
    periods: status.periods,
    every: status.every,
    since: localDateOf(status.since, zone),
    // What is not told yet was written all the same.
    reason: isHidden ? LEFT_OUT : reason && ((await shownTo(reason)) ?? LEFT_OUT),
    path: path && {
      action: path.action,
      by: path.by,
      owner: path.owner === undefined ? null : (await personById(db, workspaceId, path.owner)).name,
    },
    author,
    answeredOn: localDateOf(answeredAt, zone),
    today: localDateOf(send.now, zone),
    asks: (await asksIn(send, person, { programId, hears: told.hears })).map((ask) => ({
      code: ask.code,
      title: isRestricted(ask) ? LEFT_OUT : ask.title,
      dueOn: ask.neededBy,
      decides: decidesOf(ask, subject.personId),
    })),
    blockers: blockersIn(shown).map(({ item }) => named(item)),
  };
}

function decidesOf({ decider, isByRule, waitsFor }: Ask, readerId: string): Decides {
  if (waitsFor === "committee") return "committee";
  if (decider === null || isByRule) return "unnamed";
  return decider.id === readerId ? "reader" : { name: decider.name };
}

/** Those that their Home and their digests count, confirmed or not: what waits for the reader first. */
async function asksIn(
  { db, now, events }: SendContext,
  person: Person,
  { programId, hears }: { programId: string } & Pick<Told, "hears">,
): Promise<Ask[]> {
  const visitor = await visitorOf({ db, clock: { now: () => now } }, person);
  const { toDecide, open } = await asksAtHand({ events }, db, visitor, [programId], (_, ...word) => hears(...word));
  return [...new Set([...toDecide.filter(({ program }) => program.id === programId), ...open])];
}
