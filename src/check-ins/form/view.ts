/** The form as a person gets it now: what stands in its fields, what it was drafted from, what is ticked as done. */
import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { linesIn } from "../../cadences/questions/field-lines.ts";
import { type Answers, type Question, textIn, WRITTEN_TYPES } from "../../cadences/questions/questions.ts";
import { ACROSS_ROLES, isWorkshop } from "../../cadences/templates.ts";
import type { Awaited } from "../../goals/asking.ts";
import { awaitedInProgram } from "../../goals/awaited.ts";
import { MOST_ON_PAGE, measureFields } from "../../goals/measure-fields.ts";
import { isRestricted } from "../../people/disclosure.ts";
import { type Person, readerOf } from "../../people/people.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { dateAndTime, languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { leadsProgram } from "../../programs/seats.ts";
import type { Item } from "../../register/items.ts";
import {
  chosenIn,
  itemsTracked,
  newMilestoneFields,
  ownInForm,
  trackedFields,
} from "../../register/items-in-check-in.ts";
import { openActionsAndSteps } from "../../register/list/list.ts";
import { milestonesToAsk } from "../../register/milestones.ts";
import { escapeMrkdwn, section, words } from "../../slack/blocks.ts";
import { teamOnlyKeys } from "../answers-above.ts";
import { factsAgainstGreen, waitingBetweenRoles } from "../events.ts";
import { type OpenForm, type RoundContext, roundView, whoReads } from "../rounds/context.ts";
import { checkInTexts } from "../texts.ts";
import { placeWords } from "../typed/typed-words.ts";
import { doneBelow } from "./done-in-shorter-rhythms.ts";
import { type FormFields, fieldsWith, filledNumbers, trackBlockOf } from "./field-values.ts";
import { checkInForm, type FormState, type Prefill } from "./form.ts";
import { questionOfPlan, splitAtMore, stepsOf } from "./more-and-plan.ts";
import { objectivesAsked } from "./objectives-asked.ts";
import type { FormToRead } from "./reading.ts";
import { outlookFields } from "./recommendation-and-outlook.ts";
import { requestBlocks } from "./request-field.ts";
import { saidInQuarters } from "./said-in-quarters.ts";

export interface Opening {
  prefill: Prefill;
  /** The steps offered to tick where the form is open already. */
  planned?: string[];
  /** What is wrong in fields that were not shown. */
  errors?: readonly string[];
  /** What stands in the fields of a form that is shown again. */
  typed?: FormFields;
  /** What was typed to the app and is to go into it; null: it is not kept any more. */
  fromMessage?: string | null;
  isMoreOpen?: boolean | undefined;
  /** Who decides what is asked, and by when, stand there to be changed. */
  isRequestOpen?: boolean | undefined;
  /** Numbers that jump and were asked about. */
  sure?: readonly string[] | undefined;
}

export async function formView(
  services: { db: Db } & LookupContext,
  person: Person,
  form: OpenForm,
  opening: Opening,
): Promise<ModalView> {
  const { db, clock } = services;
  const { prefill, planned, errors, typed, fromMessage } = opening;
  const { prompt, context, current } = form;
  const { questions, cadence } = context;
  const reader = readerOf(person);
  const texts = textsFor(checkInTexts, reader);
  const view = roundView(context, reader);
  const stored = fieldsStored(questions, { prefill, ...form });
  const filled = { ...stored, ...typed };
  const placed = fromMessage ? placeWords(questions, filled, fromMessage) : null;
  const isMoreOpen = opening.isMoreOpen === true || placed?.isBehindMore === true;
  const { toTick, steps } = ownInForm(reader, await ownOpenItems(db, person, form), filled);
  const notes = [
    view.round,
    ...timeNotes(form, reader, clock.now()),
    await whoReads(db, reader, context, { personId: form.owner.id, now: clock.now() }),
    isWorkshop(cadence) ? texts.form.intoPreparation : null,
    form.owner.id === person.id ? null : texts.form.answeringFor(form.owner.name),
    fromMessage === null ? texts.form.wordsForgotten : null,
    placed && current ? texts.form.wordsBelow : null,
    ...(errors ?? []).map((error) => `⚠ ${error}`),
  ];
  return checkInForm({
    reader,
    state: {
      promptId: prompt.id,
      prefill,
      planned: await stepsShown(services, form, planned),
      isMoreOpen,
      isRequestOpen: opening.isRequestOpen === true,
      ...(opening.sure && { sure: [...opening.sure] }),
    },
    isRestricted: isRestricted(cadence),
    heading: `${view.cadence} · ${view.program}`,
    notes: notes.filter((note) => note !== null).map(escapeMrkdwn),
    questions,
    above: [...(await agendaOf(services, reader, form)), ...(toTick && !hasMatter(questions, "items") ? [toTick] : [])],
    matters: await mattersOf(services, { person, reader }, form, { ...opening, filled }),
    below: await newMilestone(services, reader, form, filled),
    isPlan: cadence.rule.every === "day",
    steps: ["day", "week"].includes(cadence.rule.every) ? steps : "",
    against: await againstGreen(services, reader, form, filled),
    fields: placed?.fields ?? filled,
    ...(placed && { over: { [placed.block]: placed.over } }),
  });
}

/** Above a check-in across roles: what waits between them. */
async function agendaOf(
  services: { db: Db } & LookupContext,
  reader: Reader,
  { owner, context: { cadence, program } }: OpenForm,
): Promise<KnownBlock[]> {
  if (cadence.template !== ACROSS_ROLES) return [];
  const asked = { workspaceId: owner.workspace_id, programId: program.id, reader };
  const lines = await waitingBetweenRoles.of(services, services.db, asked);
  return [section(textsFor(checkInTexts, reader).form.waiting(lines.map(escapeMrkdwn).join("\n")))];
}

/** What stands at the place of a question that shows matters of the register, and below one that asks something of somebody. */
async function mattersOf(
  services: { db: Db } & LookupContext,
  { person, reader }: { person: Person; reader: Reader },
  form: OpenForm,
  { filled, isRequestOpen = false }: Opening & { filled: FormFields },
): Promise<Record<string, KnownBlock[]>> {
  const { owner, context } = form;
  const { program, questions } = context;
  const matters: Record<string, KnownBlock[]> = {};
  for (const question of questions) {
    const label = textIn(question.label, languageOf(reader.locale));
    if (question.type === "items")
      matters[question.key] = trackedFields(
        reader,
        label,
        await itemsTracked(services.db, owner, [program.id]),
        filled,
      );
    if (question.type === "milestones") {
      const { items } = await milestonesToAsk(services, owner, program.id);
      matters[question.key] = trackedFields(reader, label, items, filled);
    }
    if (question.type === "measures") {
      const fields = measureFields(reader, await numbersAsked(services, person, form), filledNumbers(filled));
      matters[question.key] = fields.length === 0 ? [] : [words([{ text: label, bold: true }]), ...fields];
    }

    if (question.type === "objectives") {
      const asked = await objectivesAsked(services, { owner, person }, program.id);
      matters[question.key] = outlookFields(question, asked, { label, fields: filled }, textsFor(checkInTexts, reader));
    }

    if (question.feeds === "request" && WRITTEN_TYPES.includes(question.type))
      matters[question.key] = await requestBlocks(services, reader, form, question, {
        filled,
        isRequestOpen,
      });
  }
  return matters;
}

/** The numbers of their own measures of the program that are due; whoever answers for somebody else enters none. */
async function numbersAsked(
  services: { db: Db | Tx } & LookupContext,
  person: Person,
  { owner, context: { program, questions } }: Pick<OpenForm, "owner"> & NumbersContext,
): Promise<Awaited[]> {
  if (person.id !== owner.id || !hasMatter(questions, "measures")) return [];
  return (await awaitedInProgram(services, owner, program.id)).slice(0, MOST_ON_PAGE);
}

interface NumbersContext {
  context: Pick<RoundContext, "program"> & { questions: readonly Question[] };
}

/** Whoever leads adds a milestone at the end of a form that asks about milestones. */
async function newMilestone(
  services: { db: Db; clock: Pick<Clock, "now"> },
  reader: Reader,
  { owner, context: { program, questions } }: OpenForm,
  filled: FormFields,
): Promise<InputBlock[]> {
  if (!hasMatter(questions, "milestones")) return [];
  const { mayAdd } = await milestonesToAsk(services, owner, program.id);
  return mayAdd ? newMilestoneFields(reader, filled) : [];
}

function hasMatter(questions: readonly Question[], type: "items" | "milestones" | "measures"): boolean {
  return questions.some((question) => question.type === type);
}

/** Of a program that they lead, before they call it on track: what speaks against that. */
async function againstGreen(
  services: { db: Db } & LookupContext,
  reader: Reader,
  { owner, context: { program, questions } }: OpenForm,
  filled: FormFields,
): Promise<string[]> {
  if (!questions.some(({ feeds }) => feeds === "health")) return [];
  if (!(await leadsProgram(services.db, program, { personId: owner.id, now: services.clock.now() }))) return [];
  const today = localDateOf(services.clock.now(), owner.zone);
  const { about } = chosenIn(filled, { language: languageOf(reader.locale), today });
  const without = about.flatMap(({ is, itemId }) => (is === "done" ? itemId : []));
  const asked = { workspaceId: owner.workspace_id, programId: program.id, reader, without };
  return factsAgainstGreen.of(services, services.db, asked);
}

/** This person's own open actions and steps. */
export async function ownOpenItems(
  db: Db | Tx,
  person: Person,
  { owner, context }: Pick<OpenForm, "owner" | "context">,
): Promise<Item[]> {
  // Whoever answers for somebody else does not close their actions.
  return person.id === owner.id ? openActionsAndSteps(db, person, context.program.id) : [];
}

/** What the form says of its time: due already, or not open yet. */
export function timeNotes({ prompt, current }: Pick<OpenForm, "prompt" | "current">, reader: Reader, now: Instant) {
  const texts = textsFor(checkInTexts, reader).form;
  return [
    prompt.due_at < (current?.firstAnsweredAt ?? now) ? texts.late(dateAndTime(reader, prompt.due_at)) : null,
    prompt.opens_at > now ? texts.early(dateAndTime(reader, prompt.opens_at)) : null,
  ];
}

/** What counts of the fields that are not shown when the form is saved: what was answered, or asked for as last time. */
export async function fieldsUnseen(
  questions: readonly Question[],
  { prefill }: Pick<FormState, "prefill">,
  { current, previous, tracked, unsigned }: Pick<FormToRead, "current" | "previous" | "tracked" | "unsigned">,
): Promise<FormFields> {
  if (splitAtMore(questions).more.length === 0) return {};
  const last = prefill === "previous" && !current ? await previous() : undefined;
  return fieldsStored(questions, { prefill, current, previous: last, tracked, unsigned });
}

export function fieldsStored(
  questions: readonly Question[],
  {
    prefill,
    current,
    previous,
    tracked,
    unsigned,
  }: { prefill: Prefill } & Pick<OpenForm, "current" | "previous" | "tracked" | "unsigned">,
): FormFields {
  const last = prefill === "previous" && previous ? asLastTime(questions, previous.answers) : {};
  const answers = current ? { ...current.answers, ...unsigned } : last;
  const ticks = questions.flatMap(({ key, track }) => {
    if (!current || track === undefined || linesIn(answers[key]).length === 0) return [];
    return [[trackBlockOf(key), { selected_options: tracked.includes(key) ? [{ value: "track" }] : [] }] as const];
  });
  return { ...fieldsWith(questions, answers), ...Object.fromEntries(ticks) };
}

/** `planned`: as the open form has them, where it keeps them. */
async function stepsShown(
  services: { db: Db; clock: Pick<Clock, "now"> },
  form: OpenForm,
  planned: readonly string[] | undefined,
): Promise<string[]> {
  if (planned && !isRestricted(form.context.cadence)) return [...planned];
  if (form.current) return [];
  const { questions, cadence } = form.context;
  const offering = questionOfPlan(questions);
  if (isWorkshop(cadence)) return offering ? stepsOf(await saidInQuarters(services, form.owner, form.context)) : [];
  const below = await doneBelow(services, form.owner, form.context);
  return below.length > 0 && offering?.feeds === "progress" ? stepsOf(below) : plannedSteps(form);
}

/** The steps that were offered in a form that is read: those it kept, of a restricted check-in as they stand. */
export async function stepsOffered(
  { cadence, questions, current, previous }: FormToRead,
  planned: readonly string[],
  room?: number,
): Promise<readonly string[]> {
  if (!isRestricted(cadence)) return planned;
  return plannedSteps({ context: { questions: [...questions] }, current, previous: await previous() }, room);
}

/** An answer that is there holds what was ticked: its plan is not offered again. */
export function plannedSteps(
  { context, current, previous }: Pick<OpenForm, "current" | "previous"> & { context: Pick<RoundContext, "questions"> },
  room?: number,
): string[] {
  const { questions } = context;
  const next = questions.find((question) => question.feeds === "next");
  // What is ticked stands in another answer, which may go further.
  const isKept = next && previous && teamOnlyKeys(questions, previous.answers).has(next.key);
  const plan = next && !isKept && previous?.answers[next.key];
  return current || typeof plan !== "string" || !questionOfPlan(questions) ? [] : stepsOf([plan], room);
}

/** A status is given anew, what was done is not done again, and what makes items is tracked already. */
const NOT_CARRIED_TYPES: readonly Question["type"][] = ["objectives", "recommendation"];
const NOT_CARRIED = ["health", "progress", "blocker", "risk", "dependency", "decision", "request"];

function asLastTime(questions: readonly Question[], answers: Answers): Answers {
  const carried = questions.filter(
    ({ feeds = "", type }) => !NOT_CARRIED.includes(feeds) && !NOT_CARRIED_TYPES.includes(type),
  );
  return Object.fromEntries(
    carried.flatMap(({ key }) => {
      const value = answers[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
