/** The preparation of a workshop: what was answered before it, question by question. */
import { createHash } from "node:crypto";
import { isNothing } from "../cadences/questions/field-lines.ts";
import { type AnswerValue, type Question, shortLabel, textIn } from "../cadences/questions/questions.ts";
import { answerText } from "../check-ins/answers-shown.ts";
import { dayOfWorkshop, type RoundContext } from "../check-ins/rounds/context.ts";
import { listPrompts } from "../check-ins/rounds/prompts.ts";
import { countsOf } from "../check-ins/rounds/rounds-to-plan.ts";
import { type CheckIn, listCheckIns } from "../check-ins/stored-check-ins.ts";
import { areEnoughWithoutNames, listUnsigned, type UnsignedAnswers } from "../check-ins/unsigned-answers.ts";
import { coverTexts } from "../people/covering-messages.ts";
import { type Person, peopleByIds, readerAt } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { dateAndTime, languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Program, standingsOf } from "../programs/programs.ts";
import { findWorkshopRound, keepersOf, listKept, readersOf } from "./rounds.ts";
import { workshopTexts } from "./texts.ts";
import { changedIn, listVersions } from "./versions.ts";

const failure = errorTable({
  WORKSHOP_NOT_YOURS: {
    en: ({ who }) => workshopTexts.en.notYours(String(who)),
    fr: ({ who }) => workshopTexts.fr.notYours(String(who)),
  },
  PREPARATION_NOT_MADE: {
    en: ({ en }) => workshopTexts.en.notMade(String(en)),
    fr: ({ fr }) => workshopTexts.fr.notMade(String(fr)),
  },
});

export interface SignedAnswer {
  name: string;
  text: string;
}

/** `unsigned`: without names, in no order; null: too few answered. */
export interface PreparedQuestion {
  label: string;
  signed: readonly SignedAnswer[];
  unsigned?: readonly string[] | null;
}

export interface Preparation {
  context: RoundContext;
  /** Of the workshop, where it was moved since the new one. */
  day: LocalDate;
  version: { number: number; madeAt: Instant };
  /** Names of those whose answers are not as they were in the version before. */
  changed: readonly string[];
  answered: number;
  asked: number;
  /** Their words are kept no more. */
  isRemoved: boolean;
  questions: readonly PreparedQuestion[];
}

interface Reading {
  db: Db | Tx;
  clock: { now(): Instant };
}

/** Throws WORKSHOP_NOT_YOURS, PREPARATION_NOT_MADE. */
export async function readPreparation(reading: Reading, person: Person, roundId: string): Promise<Preparation> {
  const { db, clock } = reading;
  const now = clock.now();
  const context = await findWorkshopRound(db, person.workspace_id, roundId);
  const isTheirs = context && (await readersOf(db, context, now)).includes(person.id);
  if (!isTheirs) {
    throw failure("WORKSHOP_NOT_YOURS", { who: context ? await whomToAsk(reading, person, context.program) : [] });
  }

  const reader = readerAt(person, now);
  const versions = await listVersions(db, context.round);
  const last = versions.at(-1);
  if (!last) {
    const due = (locale: string) => dateAndTime({ ...reader, locale }, context.round.due_at);
    throw failure("PREPARATION_NOT_MADE", { en: due("en-GB"), fr: due("fr-FR") });
  }

  const { workspace_id: workspaceId, id } = context.round;
  const checkIns = await listCheckIns(db, workspaceId, id);
  const kept = await listKept(db, workspaceId, id);
  const ids = kept.flatMap(({ personId, authorId }) => [personId, authorId]);
  const people = new Map((await peopleByIds(db, workspaceId, [...new Set(ids)])).map((each) => [each.id, each]));
  const nameOf = ({ personId, authorId }: CheckIn) => {
    const name = people.get(personId)?.name ?? "";
    if (personId === authorId) return name;
    return textsFor(coverTexts, reader).by(people.get(authorId)?.name ?? "", name);
  };

  const unsigned = await listUnsigned(db, workspaceId, kept);
  const changedIds = changedIn(versions);
  const { asked } = countsOf(await listPrompts(db, workspaceId, id));
  return {
    context,
    day: dayOfWorkshop(context),
    version: { number: versions.length, madeAt: last.madeAt },
    changed: kept.filter((each) => changedIds.includes(each.id)).map(nameOf),
    answered: kept.length,
    asked,
    isRemoved: checkIns.length > 0 && kept.length === 0,
    questions: preparedQuestions(reader, context.questions, {
      checkIns: kept.map((each) => ({ ...each, name: nameOf(each) })),
      unsigned,
      // What is gone would be known as theirs from what is left.
      isAnybodyGone: kept.length < checkIns.length,
      isAskedWithoutName: areEnoughWithoutNames(asked),
    }),
  };
}

/** Nobody is named to whoever has no part in it. */
async function whomToAsk({ db, clock }: Reading, person: Person, program: Program): Promise<string[]> {
  if ((await standingsOf(db, person, program.id, { clock })).length === 0) return [];
  const keepers = await keepersOf(db, program, clock.now());
  return (await peopleByIds(db, person.workspace_id, keepers)).map(({ name }) => name);
}

interface Answered {
  checkIns: readonly (Pick<CheckIn, "id" | "answers"> & { name: string })[];
  /** By the id of the check-in. */
  unsigned: ReadonlyMap<string, UnsignedAnswers>;
  isAnybodyGone: boolean;
  isAskedWithoutName: boolean;
}

/** In the order of the form; by name, or without names where that was asked. Pure. */
export function preparedQuestions(
  reader: Reader,
  questions: readonly Question[],
  { checkIns, unsigned, isAnybodyGone, isAskedWithoutName }: Answered,
): PreparedQuestion[] {
  const byName = checkIns.toSorted((one, other) => one.name.localeCompare(other.name, reader.locale));
  const language = languageOf(reader.locale);
  const isAnswered = (key: string) => [...unsigned.values()].some((given) => key in given);
  // What was asked of nobody without a name has no place.
  const asked = questions.filter(({ key, withoutName }) => !withoutName || isAskedWithoutName || isAnswered(key));
  return asked.map((question) => {
    const label = question.withoutName ? shortLabel(question, language) : textIn(question.label, language);
    if (question.withoutName) {
      const texts = inNoOrder(question.key, unsigned);
      const isShown = areEnoughWithoutNames(texts.length) && !isAnybodyGone;
      return { label, signed: [], unsigned: isShown ? texts : null };
    }
    const signed = byName.flatMap(({ name, answers }) => {
      const value = answers[question.key];
      return isAnswer(value) ? [{ name, text: answerText(reader, questions, question, value) }] : [];
    });
    return { label, signed };
  });
}

function isAnswer(value: AnswerValue | undefined): value is AnswerValue {
  return value !== undefined && !(typeof value === "string" && isNothing(value));
}

/** By what is made of the ids of question and check-in, so that no two questions go by one order and none by time or name. */
function inNoOrder(key: string, unsigned: ReadonlyMap<string, UnsignedAnswers>): string[] {
  const placed = [...unsigned].flatMap(([checkInId, given]) => {
    const text = given[key];
    if (text === undefined || isNothing(text)) return [];
    return [{ text, place: createHash("sha256").update(`${key} ${checkInId}`).digest("hex") }];
  });
  return placed.sort((one, other) => (one.place < other.place ? -1 : 1)).map(({ text }) => text);
}
