/** The form of an item: the common fields, those of its type, and reading what was entered. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type LocalText, textIn } from "../cadences/questions/questions.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { context, escapeMrkdwn, option, section } from "../slack/blocks.ts";
import { dateField, type Filled, personField, selectField, textField } from "../slack/inputs.ts";
import { modal } from "../slack/modal.ts";
import { LONGEST_TITLE } from "./codes-and-transitions.ts";
import { detailsIn, type Offers, particularErrors, typeFields } from "./form-fields.ts";
import { itemIds } from "./ids.ts";
import { ITEM_TYPES, type ItemType, TYPES, type TypedDetails } from "./item-types.ts";
import {
  answeredBy,
  answerFields,
  type HowAnswered,
  howAnswered,
  howChosen,
  optionsFor,
} from "./requests/how-answered.ts";
import { registerTexts } from "./texts.ts";
import type { ItemForm } from "./types/item-type.ts";

/** What the form is for: it travels with it. */
export const itemFormState = z.strictObject({
  mode: z.enum(["new", "request", "change", "replace"]),
  type: z.enum(ITEM_TYPES),
  /** The type is given: by the command, the item, the decision. */
  isTypeFixed: z.boolean(),
  /** The item that is changed or replaced, with the revision that was shown. */
  item: z.strictObject({ id: z.string(), revision: z.number().int() }).nullable(),
  /** Source of the new item; null: this form. */
  sourceKey: z.string().nullable(),
  permalink: z.string().nullable(),
  /** The item's view lies below and is refreshed. */
  isOverItem: z.boolean(),
  /** What limits say of who decides was read for this: it is said once. */
  advisedOn: z.string().nullable(),
});
export type ItemFormState = z.infer<typeof itemFormState>;

export interface ItemFields {
  programId: string | null;
  title: string;
  description: string;
  /** Slack user id. */
  owner: string | null;
  dueOn: LocalDate | null;
  typed: TypedDetails;
  /** Of a measure: why its target or date moves. */
  note?: string;
  /** Of a request: how it is answered, and the options as written; default: as it is. */
  answer?: { how: HowAnswered; options: string };
}

export interface ItemFormInput {
  reader: Reader;
  state: ItemFormState;
  fields: ItemFields;
  title: string;
  /** To choose from; empty for an existing item. */
  programs: readonly { id: string; title: string }[];
  offers: Offers;
  /** Above the fields: our own sentences. */
  notes: readonly string[];
  /** What is to be read before it is saved. */
  advice?: string | null;
  /** The date is left out: see `isDateApart`. */
  isDateApart?: boolean;
}

/** An open milestone is moved only by *New date…*, with a reason; an objective has its year. */
export function isDateApart({ type }: { type: ItemType }, item: object | null): boolean {
  return type === "objective" || (item !== null && type === "milestone");
}

export function itemForm({
  reader,
  state,
  fields,
  title,
  programs,
  offers,
  notes,
  advice = null,
  isDateApart = false,
}: ItemFormInput): ModalView {
  const texts = textsFor(registerTexts, reader);
  const { field } = texts;
  const { type } = fields.typed;
  const form: ItemForm = TYPES[type].form;
  const language = languageOf(reader.locale);
  const say = (text: LocalText) => textIn(text, language);
  const types = ITEM_TYPES.map((each) => option(each, say(TYPES[each].name)));
  const blocks: (KnownBlock | false)[] = [
    advice !== null && section(`⚠ ${escapeMrkdwn(advice)}`),
    ...notes.map((note) => context(escapeMrkdwn(note))),
    !state.isTypeFixed && selectField("type", field.type, types, { initial: type, actionId: itemIds.type }),
    state.item === null &&
      selectField(
        "program",
        field.program,
        programs.map((program) => option(program.id, program.title)),
        { initial: fields.programId ?? undefined },
      ),
    textField("title", say(form.title), {
      initial: fields.title,
      max: LONGEST_TITLE,
      ...(form.titleHint && { hint: say(form.titleHint) }),
    }),
    textField("description", field.description, { initial: fields.description, isLong: true, isOptional: true }),
    personField("owner", say(form.owner), {
      initial: fields.owner ?? undefined,
      hint: form.ownerHint && say(form.ownerHint),
      isOptional: form.isOwnerOptional === true,
    }),
    !isDateApart && dateField("due", say(form.due), { initial: fields.dueOn, isOptional: form.isDueOptional === true }),
    ...typeFields(reader, fields.typed, offers),
    state.mode === "change" &&
      type === "measure" &&
      textField("why", texts.form.whyMoved, { initial: fields.note, isOptional: true }),
    ...(fields.typed.type === "request" ? answerFields(reader, ANSWER_FIELDS, answerOf(fields.typed, fields)) : []),
    context(texts.form.whoReads),
  ];
  return modal({
    callback_id: itemIds.form,
    title: title,
    submit: state.mode === "change" ? texts.form.save : texts.form.add,
    close: texts.form.cancel,
    private_metadata: JSON.stringify(state satisfies ItemFormState),
    blocks: blocks.filter((block) => block !== false),
  });
}

const ANSWER_FIELDS = { how: "how", options: "options", chosen: itemIds.howAnswered };

function answerOf(
  { details }: Extract<TypedDetails, { type: "request" }>,
  { answer }: Pick<ItemFields, "answer">,
): NonNullable<ItemFields["answer"]> {
  const options = details.options?.map(({ label }) => label).join("\n") ?? "";
  return answer ?? { how: howAnswered(details), options };
}

/** The values of the form, to show it again; after a change of type, the fields that both types have. */
export function fieldsIn(filled: Filled, before: TypedDetails, reader: Reader): ItemFields {
  return {
    programId: filled.option("program"),
    title: filled.text("title"),
    description: filled.text("description"),
    owner: filled.person("owner"),
    dueOn: filled.date("due"),
    note: filled.text("why"),
    typed: withAnswer(filled, detailsIn(filled, before, reader)),
    ...(before.type === "request" && { answer: answerFilled(filled) }),
  };
}

function answerFilled(filled: Filled): NonNullable<ItemFields["answer"]> {
  return { how: howChosen(filled.option(ANSWER_FIELDS.how)), options: filled.text(ANSWER_FIELDS.options) };
}

/** What cannot be read is said at its field. */
function withAnswer(filled: Filled, typed: TypedDetails): TypedDetails {
  if (typed.type !== "request") return typed;
  const answer = answerFilled(filled);
  const read = optionsFor(answer);
  return "error" in read ? typed : { ...typed, details: answeredBy(typed.details, answer.how, read.options) };
}

/** Errors by field. `today`: of the person. `dueBefore`: the stored date. */
export function errorsIn(
  filled: Filled,
  { reader, today, dueBefore, type }: { reader: Reader; today: LocalDate; dueBefore: LocalDate | null; type: ItemType },
): Record<string, string> {
  const { error } = textsFor(registerTexts, reader);
  const errors: Record<string, string> = {};
  if (filled.text("title") === "") errors.title = error.required;
  const due = filled.date("due");
  if (due !== null && due !== dueBefore && due < today) errors.due = error.past;
  Object.assign(errors, type === "request" ? answerErrors(filled, reader) : {});
  Object.assign(errors, particularErrors(filled, { reader, today, type }));
  return errors;
}

function answerErrors(filled: Filled, reader: Reader): Record<string, string> {
  const read = optionsFor(answerFilled(filled));
  return "error" in read ? { [ANSWER_FIELDS.options]: read.error(reader) } : {};
}
