/** The check-in form: questions → a modal. What was filled in is read in `reading.ts`. */
import type { InputBlock, InputBlockElement, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { MOST_LINE_LETTERS } from "../../cadences/questions/field-lines.ts";
import { HEALTH_COLOURS, needsReason, STATUS_CIRCLES } from "../../cadences/questions/health-scale.ts";
import { type Question, shortLabel, textIn, WRITTEN_TYPES } from "../../cadences/questions/questions.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  multiSelect,
  option,
  quote,
  select,
  shorten,
  words,
} from "../../slack/blocks.ts";
import {
  checkboxes,
  dateField,
  inputBlock,
  numberInput,
  radioButtons,
  textField,
  textInput,
  ticksField,
} from "../../slack/inputs.ts";
import { COMPOSITION_LIMITS } from "../../slack/limits.ts";
import { modal } from "../../slack/modal.ts";
import { type CheckInTexts, checkInTexts } from "../texts.ts";
import {
  blockOf,
  colourIn,
  doneBlockOf,
  FIELD,
  type Field,
  type FormFields,
  pathBlockOf,
  reasonBlockOf,
  trackBlockOf,
} from "./field-values.ts";
import { longestIn, questionOfPlan, splitAtMore } from "./more-and-plan.ts";
import { isMatter } from "./reading.ts";
import { recommendationFields } from "./recommendation-and-outlook.ts";

export const formIds = {
  callback: "check_in.form",
  more: "check_in.more",
  /** Who decides what is asked, and by when. */
  changeRequest: "check_in.change_request",
  /** How it is answered: beside *One of these…* stands a field for them. */
  howAnswered: "check_in.how_answered",
  /** The status that is chosen: beside one that is not on track, why is required. */
  status: "check_in.status",
  /** What is recommended: what it needs is shown beside it. */
  recommendation: "check_in.recommendation",
} as const;

/** What a form that has not been filled in starts with. */
export const PREFILLS = ["current", "previous"] as const;
export type Prefill = (typeof PREFILLS)[number];

/** What the form keeps while it is open. */
export const formStateSchema = z.strictObject({
  promptId: z.string(),
  prefill: z.enum(PREFILLS),
  /**
   * The steps of the last plan as they are offered to tick; the value of an option is its place here. Of a restricted
   * check-in they are read again.
   */
  planned: z.array(z.string()),
  /** What stands behind *More* is shown. */
  isMoreOpen: z.boolean().optional(),
  /** Who decides what is asked, and by when, can be changed. */
  isRequestOpen: z.boolean().optional(),
  /** Numbers that jump and were asked about. */
  sure: z.array(z.string()).optional(),
});
export type FormState = z.infer<typeof formStateSchema>;

export interface FormInput extends Asking {
  state: FormState;
  /** What is written here lives in views alone; what Slack keeps beside one is none. */
  isRestricted?: boolean;
  /** Cadence and program as written, shown above the questions. */
  heading: string;
  /** Late, early, who reads it, what it was drafted from. */
  notes: string[];
  /** Above the questions: what the record offers to tick. */
  above?: readonly KnownBlock[];
  /** Below the questions, where all are shown: a new milestone. */
  below?: readonly InputBlock[];
}

/** Questions with what stands in their fields. */
export interface Asking {
  reader: Reader;
  state: Pick<FormState, "planned">;
  questions: readonly Question[];
  /** Whether what is offered to tick was planned last time, and not done in the rhythm below. */
  isPlan?: boolean;
  /** Of a track and theirs, in words: what is next. */
  steps?: string;
  /** Already in the fields; people as Slack user ids. */
  fields: FormFields;
  /** By block id: words that go into a field and that it has no room for. */
  over?: Readonly<Record<string, string>>;
  /** What speaks against calling the program on track, below its status. */
  against?: readonly string[];
  /** By the key of a question that shows matters of the register, or asks something of somebody: what stands at its place. */
  matters?: Readonly<Record<string, readonly KnownBlock[]>>;
  /** All of them may be left empty together: Slack asks for none, and a hint tells which are needed where one answers. */
  mayBeLeft?: boolean;
}

export function checkInForm(input: FormInput): ModalView {
  const texts = textsFor(checkInTexts, input.reader);
  const { first, more } = splitAtMore(input.questions);
  const isWhole = more.length === 0 || input.state.isMoreOpen === true;
  const language = languageOf(input.reader.locale);
  const added = (input.below ?? []).slice(0, 1).map(({ label }) => label.text);
  const behind = [...more.map((question) => shortLabel(question, language)), ...added].join(" · ");
  const blocks: KnownBlock[] = [
    words([{ text: input.heading, bold: true }]),
    ...input.notes.map((note) => context(note)),
    ...(input.above ?? []),
    ...questionBlocks(input, isWhole ? [...first, ...more] : first),
    ...(isWhole
      ? (input.below ?? [])
      : [
          context(escapeMrkdwn(texts.form.behindMore(behind))),
          actions("check_in.more", button(formIds.more, texts.form.more)),
        ]),
  ];
  return modal({
    callback_id: formIds.callback,
    title: texts.form.title,
    submit: texts.form.submit,
    close: texts.form.close,
    private_metadata: JSON.stringify({
      ...input.state,
      ...(input.isRestricted && { planned: [] }),
    } satisfies FormState),
    blocks,
  });
}

export function questionBlocks(input: Asking, shown = input.questions): KnownBlock[] {
  const texts = textsFor(checkInTexts, input.reader);
  return shown.flatMap((question) => blocksOf(question, input, texts));
}

function blocksOf(question: Question, input: Asking, texts: CheckInTexts): KnownBlock[] {
  const { reader, fields, state, mayBeLeft = false, matters = {} } = input;
  const matter = matters[question.key] ?? [];
  const language = languageOf(reader.locale);
  const label = textIn(question.label, language);
  // Looked at without answering, its place is named.
  if (isMatter(question)) return input.matters ? [...matter] : [words([{ text: label, bold: true }])];

  if (question.type === "recommendation") return recommendationBlocks(question, input, texts);

  const over = input.over?.[blockOf(question.key)] ?? "";
  const hint = hintBelow(question, input, texts);

  const planned = question === questionOfPlan(input.questions) ? state.planned : [];
  const block = blockOf(question.key);
  const element = elementFor(question, input, texts);
  const field = inputBlock(block, label, element, {
    // What is ticked answers it as well: whether there is an answer is then told when it is saved.
    isOptional: !question.required || planned.length > 0 || mayBeLeft,
    hint,
    isDispatching: "action_id" in element && element.action_id === formIds.status,
  });

  if (planned.length > 0)
    return [
      ...planBlocks(question, planned, fields[doneBlockOf(question.key)], { texts, isPlan: input.isPlan ?? true }),
      field,
    ];
  if (over !== "") return [field, quote({ text: shorten(over, COMPOSITION_LIMITS.text) }), ...matter];
  if (question.track !== undefined) return [field, trackField(question, fields, texts)];
  if (question.type !== "health") return [field, ...matter];
  const { against = [] } = input;
  return [
    field,
    ...(against.length > 0 ? [context(escapeMrkdwn([...against, texts.form.answerAgainst].join("\n")))] : []),
    ...fieldsBelowStatus(question.key, input, texts),
  ];
}

/** That words have no room, else what the question says; that nobody is named; that it is needed; what is next. */
function hintBelow(question: Question, input: Asking, texts: CheckInTexts): string {
  const { hint, required, withoutName, feeds } = question;
  const isOver = (input.over?.[blockOf(question.key)] ?? "") !== "";
  const usual = isOver ? texts.form.wordsOver(longestIn(question)) : hint;
  const all = [
    usual && textIn(usual, languageOf(input.reader.locale)),
    withoutName && texts.form.withoutName,
    input.mayBeLeft && required && texts.form.neededHere,
    feeds === "next" && input.steps,
  ];
  return all.filter(Boolean).join(" ");
}

function recommendationBlocks(question: Question, input: Asking, texts: CheckInTexts): InputBlock[] {
  const language = languageOf(input.reader.locale);
  const { fields, matters, mayBeLeft = false } = input;
  const hint = [question.hint && textIn(question.hint, language), mayBeLeft && texts.form.neededHere];
  // A preview, and a form of several programs, is not shown anew.
  const actionId = matters ? formIds.recommendation : null;
  const shown = { label: textIn(question.label, language), fields, mayBeLeft, actionId };
  return recommendationFields({ key: question.key, hint: hint.filter(Boolean).join(" ") }, shown, texts);
}

function trackTextsOf(feeds: Question["feeds"], form: CheckInTexts["form"]): { label: string; box: string } {
  if (feeds === "blocker") return form.trackBlockers;
  return feeds === "risk" ? form.trackRisks : form.track;
}

/** Whether each line becomes an item of its author. */
function trackField({ key, feeds, track }: Question, fields: FormFields, { form }: CheckInTexts): InputBlock {
  const block = trackBlockOf(key);
  const isTicked = fields[block] ? (fields[block].selected_options ?? []).length > 0 : track === true;
  const { label, box } = trackTextsOf(feeds, form);
  return ticksField(block, label, [option("track", box)], {
    isOptional: true,
    ...(isTicked && { initial: ["track"] }),
  });
}

/** Why a program is not on track, what is being done, by when: one matter, always shown. */
function fieldsBelowStatus(key: string, { fields, mayBeLeft }: Asking, { form }: CheckInTexts): InputBlock[] {
  const colour = colourIn(fields[blockOf(key)]);
  const isOptional = mayBeLeft || colour === null || !needsReason(colour);
  const reason = reasonBlockOf(key);
  const action = pathBlockOf(key, "action");
  const by = pathBlockOf(key, "by");
  const text = (block: string, label: string, hint?: string) =>
    textField(block, label, {
      initial: fields[block]?.value ?? undefined,
      ...(hint !== undefined && { hint }),
      isLong: true,
      isOptional,
    });
  return [
    text(reason, form.reason, form.reasonHint(MOST_LINE_LETTERS)),
    text(action, form.pathAction),
    dateField(by, form.pathBy, { initial: fields[by]?.selected_date, isOptional }),
  ];
}

/** The steps of the last plan, to tick; whole above the boxes where one does not fit beside its box. */
function planBlocks(
  { key }: Question,
  planned: string[],
  ticked: Field | undefined,
  { texts, isPlan }: { texts: CheckInTexts; isPlan: boolean },
): KnownBlock[] {
  const options = planned.map((step, place) => option(String(place), step));
  const chosen = ticked?.selected_options?.map(({ value }) => value) ?? [];
  const element = checkboxes(FIELD, options, chosen);
  const isShortened = planned.some((step, place) => options[place]?.text.text !== step);
  return [
    ...(isShortened ? [quote({ text: shorten(planned.join("\n"), COMPOSITION_LIMITS.text) })] : []),
    inputBlock(doneBlockOf(key), isPlan ? texts.form.doneOfPlan : texts.form.doneBelow, element, {
      isOptional: true,
      hint: texts.form.doneOfPlanHint,
    }),
  ];
}

function elementFor(
  question: Question,
  { reader, fields, questions, matters }: Asking,
  texts: CheckInTexts,
): InputBlockElement {
  const language = languageOf(reader.locale);
  const action_id = FIELD;
  const field = fields[blockOf(question.key)];
  const options =
    question.type === "fields"
      ? questions.flatMap((other) => (canBeTeamOnly(other) ? [option(other.key, shortLabel(other, language))] : []))
      : (question.options ?? []).map((choice) => option(choice.value, textIn(choice.label, language)));

  switch (question.type) {
    case "text":
    case "long-text": {
      const max = longestIn(question);
      const fits = field?.value && field.value.length <= max;
      return textInput(action_id, {
        isLong: question.type === "long-text" || question.feeds === "bottom-line",
        max,
        min: question.min,
        initial: fits ? field.value : undefined,
      });
    }
    case "number":
      return numberInput(action_id, { min: question.min, max: question.max, initial: field?.value, isDecimal: true });
    case "choice":
      return select(action_id, options, { placeholder: texts.form.choose, initial: field?.selected_option?.value });
    case "items":
    case "milestones":
    case "measures":
    case "objectives":
    case "recommendation":
      throw new Error(`The question ${question.key} has no field`);
    case "fields":
    case "choices": {
      const initial = field?.selected_options?.map(({ value }) => value) ?? [];
      return multiSelect(action_id, options, { placeholder: texts.form.choose, initial });
    }
    case "health": {
      const colours = HEALTH_COLOURS.map((colour) =>
        option(colour, `${STATUS_CIRCLES[colour]} ${texts.health[colour]}`, texts.healthMeaning[colour]),
      );
      // A preview, and a form of several programs, is not shown anew.
      return radioButtons(matters ? formIds.status : action_id, colours, field?.selected_option?.value);
    }
  }
}

/** What is written in a field that goes further than the team without that. */
function canBeTeamOnly({ type, feeds }: Question): boolean {
  return WRITTEN_TYPES.includes(type) && feeds !== undefined && feeds !== "details";
}
