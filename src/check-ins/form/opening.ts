/** Opens the form of a check-in. At nine o'clock everybody presses at once, and Slack opens about a hundred modals a minute. */
import type { ModalView } from "@slack/types";
import type { Question } from "../../cadences/questions/questions.ts";
import { type Person, peopleByIds } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { languageOf, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { standingsOf } from "../../programs/programs.ts";
import { isAbove, listSeatsOn } from "../../programs/seats.ts";
import { questionsTracked } from "../../register/from-answers.ts";
import { lineMessage } from "../../slack/listening.ts";
import type { Message } from "../../slack/message.ts";
import { isTooBusyToOpen } from "../../slack/too-busy-to-open.ts";
import { answerable, ownToAnswer } from "../answerable.ts";
import { earlierCheckIn, type OpenForm, type RoundContext } from "../rounds/context.ts";
import { findPrompt, type Prompt } from "../rounds/prompts.ts";
import { findCheckIn } from "../stored-check-ins.ts";
import { checkInTexts } from "../texts.ts";
import { findTypedWords } from "../typed/typed-words.ts";
import { isAskedWithoutName, unsignedOf } from "../unsigned-answers.ts";
import type { Prefill } from "./form.ts";
import { formView } from "./view.ts";

interface Opener {
  actor: Person;
  open(view: ModalView): Promise<unknown>;
}

/** Returns what to say instead where Slack opens no more just now, or null. `ts`: of the message whose words go into it. */
export async function showForm(
  services: { db: Db; clock: Pick<Clock, "now"> } & LookupContext,
  opener: Opener,
  form: OpenForm,
  prefill: Prefill,
  ts?: string,
): Promise<Message | null> {
  const fromMessage = ts === undefined ? {} : { fromMessage: await wordsTyped(services, opener.actor, ts) };
  return openOrSay(opener, await formView(services, opener.actor, form, { prefill, ...fromMessage }));
}

export async function openOrSay({ actor, open }: Opener, view: ModalView): Promise<Message | null> {
  try {
    await open(view);
    return null;
  } catch (error) {
    if (!isTooBusyToOpen(error)) throw error;
    return lineMessage(textsFor(checkInTexts, actor).form.busy);
  }
}

/** Null where they are not kept any more. */
async function wordsTyped({ db, clock }: { db: Db; clock: Pick<Clock, "now"> }, person: Person, ts: string) {
  const stored = await findTypedWords(db, { workspace_id: person.workspace_id, person_id: person.id, ts }, clock.now());
  return stored?.text ?? null;
}

type Reading = { db: Db; clock: Pick<Clock, "now"> };

/** Throws PROMPT_GONE, NOT_YOURS, NOT_ASKED_ANY_MORE, PROGRAM_CLOSED, ROUND_CLOSED. */
export async function openForm(services: Reading, person: Person, promptId: string): Promise<OpenForm> {
  const { db } = services;
  const { prompt, context, owner } = await answerable(
    services,
    db,
    person,
    await findPrompt(db, person.workspace_id, promptId),
  );
  const previous = await earlierCheckIn(db, prompt, context);
  const current = await findCheckIn(db, person.workspace_id, prompt.round_id, prompt.person_id);
  const questions = await questionsFor(services, db, { person, owner, prompt }, context);
  return {
    prompt,
    context: { ...context, questions },
    owner,
    current,
    previous,
    tracked: current ? await questionsTracked(db, owner, current.id) : [],
    unsigned: owner.id === person.id ? await unsignedOf(db, context, current) : {},
  };
}

/** Who fills in a form, and of whom that is asked. */
interface Filling {
  person: Person;
  owner: Person;
  prompt: Prompt;
}

/** Those without a name, where they are not asked now. */
export async function unsignedNotAsked(
  { clock }: Pick<Reading, "clock">,
  db: Db | Tx,
  { person, prompt }: Pick<Filling, "person" | "prompt">,
  questions: readonly Question[],
): Promise<Question[]> {
  const unsigned = questions.filter(({ withoutName }) => withoutName);
  if (unsigned.length === 0 || (await isAskedWithoutName(db, { person, prompt, now: clock.now() }))) return [];
  return unsigned;
}

/**
 * Some questions are for whoever leads alone, some for readers above who have another language than the answer, some are asked
 * without a name.
 */
export async function questionsFor(
  services: Pick<Reading, "clock">,
  db: Db | Tx,
  { owner, ...filling }: Filling,
  context: Pick<RoundContext, "program" | "questions">,
): Promise<Question[]> {
  const leads = await isLeading(services, db, owner, context);
  const notAsked = await unsignedNotAsked(services, db, filling, context.questions);
  const asked = context.questions.filter((question) => {
    return (leads || !question.onlyLead) && !notAsked.includes(question);
  });
  if (!asked.some(({ language }) => language)) return asked;
  const { workspace_id: workspaceId } = owner;
  const seats = await listSeatsOn(db, context.program, localDateOf(services.clock.now(), "UTC"));
  const above = seats.flatMap(({ role, person_id: id }) => (isAbove(role) ? id : []));
  const languages = (await peopleByIds(db, workspaceId, above)).map(({ locale }) => languageOf(locale));
  const others = languages.filter((language) => language !== languageOf(owner.locale));
  return asked.filter(({ language }) => language === undefined || others.includes(language));
}

/** Whether they get the questions for whoever leads. */
async function isLeading(
  { clock }: Pick<Reading, "clock">,
  db: Db | Tx,
  owner: Person,
  { program, questions }: Pick<RoundContext, "program" | "questions">,
): Promise<boolean> {
  if (!questions.some(({ onlyLead }) => onlyLead)) return true;
  return may(await standingsOf(db, owner, program.id, { clock }), "read-lead-answers");
}

/** The prompt, if it is asked of this person and they may answer it now. Throws PROMPT_GONE, NOT_YOURS, PROGRAM_CLOSED, ROUND_CLOSED. */
export async function getPromptToAnswer(services: Reading, person: Person, promptId: string): Promise<Prompt> {
  const { db } = services;
  const { prompt } = await ownToAnswer(services, db, person, await findPrompt(db, person.workspace_id, promptId));
  return prompt;
}
