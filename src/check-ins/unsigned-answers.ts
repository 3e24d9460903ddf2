/**
 * What is asked without a name is kept apart from all other answers, so that whatever reads those does not have it. It is read
 * by whoever wrote it, in their form and their data, and without a name in the preparation of a workshop.
 */
import { z } from "zod";
import type { Answers, Question } from "../cadences/questions/questions.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Program } from "../programs/programs.ts";
import { listPrompts, type Prompt } from "./rounds/prompts.ts";
import type { CheckIn } from "./stored-check-ins.ts";

/** By the key of the question. */
export type UnsignedAnswers = Readonly<Record<string, string>>;

const unsignedSchema = z.record(z.string(), z.string());

/** With fewer people it would be plain who wrote it. */
const FEWEST_WITHOUT_NAMES = 5;

/** Whether so many are enough that nobody is known by what they wrote. */
export function areEnoughWithoutNames(people: number): boolean {
  return people >= FEWEST_WITHOUT_NAMES;
}

/** By the id of the check-in, of its last revision. */
export async function listUnsigned(
  db: Db | Tx,
  workspaceId: string,
  checkIns: readonly Pick<CheckIn, "id" | "revision">[],
): Promise<Map<string, UnsignedAnswers>> {
  const last = new Map(checkIns.map(({ id, revision }) => [id, revision]));
  const found = await rows(db, "check_in_revision", workspaceId).list({ check_in_id: [...last.keys()] });
  const shown = found.filter(({ check_in_id: id, revision }) => last.get(id) === revision);
  return new Map(
    shown.map(({ check_in_id: id, unsigned_answers: given }) => [id, unsignedSchema.parse(JSON.parse(given))]),
  );
}

/** Nothing where there is no check-in. */
export async function unsignedOf(
  db: Db | Tx,
  { program, questions }: { program: Pick<Program, "workspace_id">; questions: readonly Question[] },
  checkIn: Pick<CheckIn, "id" | "revision"> | undefined,
): Promise<UnsignedAnswers> {
  if (!checkIn || !questions.some(({ withoutName }) => withoutName)) return {};
  return (await listUnsigned(db, program.workspace_id, [checkIn])).get(checkIn.id) ?? {};
}

/** The answers apart from those that are asked without a name. */
export function apart(
  questions: readonly Question[],
  answers: Answers,
): { signed: Answers; unsigned: UnsignedAnswers } {
  const keys = new Set(questions.flatMap(({ key, withoutName }) => (withoutName ? [key] : [])));
  const given = Object.entries(answers);
  const unsigned = given.flatMap(([key, value]): [string, string][] =>
    keys.has(key) && typeof value === "string" ? [[key, value]] : [],
  );
  return {
    signed: Object.fromEntries(given.filter(([key]) => !keys.has(key))),
    unsigned: Object.fromEntries(unsigned),
  };
}

/**
 * Whether somebody is asked what is asked without a name: of themselves, until the answers are due, which is when they are put
 * together, and where enough are asked.
 */
export async function isAskedWithoutName(
  db: Db | Tx,
  { person, prompt, now }: { person: Pick<Person, "id">; prompt: Prompt; now: Instant },
): Promise<boolean> {
  if (person.id !== prompt.person_id) return false;
  const prompts = await listPrompts(db, prompt.workspace_id, prompt.round_id);
  const due = prompts.map(({ due_at: at }) => at).sort();
  if (now >= (due.at(-1) ?? prompt.due_at)) return false;
  return areEnoughWithoutNames(prompts.filter(isAsked).length);
}

/** They are, or somebody is for them. */
function isAsked({ state, delegate_id: delegateId }: Prompt): boolean {
  return state !== "excused" || delegateId !== null;
}
