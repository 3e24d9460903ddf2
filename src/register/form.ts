/** The form of an item: the common fields, those of its type, and reading what was entered. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type LocalText, textIn } from "../cadences/questions/questions.ts";
import { nonEmptyLines } from "../platform/texts/display.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { context, escapeMrkdwn, option } from "../slack/blocks.ts";
import {
  dateField,
  type Filled,
  numberField,
  personField,
  radioField,
  selectField,
  textField,
  timeField,
} from "../slack/inputs.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { modal } from "../slack/modal.ts";
import { LONGEST_TITLE } from "./codes-and-transitions.ts";
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
import { type ItemField, type ItemForm, type ItemState, NO, YES } from "./types/item-type.ts";

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
  /** Time zones of the people of the workspace. */
  zones: readonly string[];
  /** Above the fields: our own sentences. */
  notes: readonly string[];
  /** The date is left out: see `isDateApart`. */
  isDateApart?: boolean;
}

/** An open milestone is moved only by *New date…*, with a reason. */
export function isDateApart(item: { type: ItemType; state: ItemState } | null): boolean {
  return item?.type === "milestone";
}

export function itemForm({
  reader,
  state,
  fields,
  title,
  programs,
  zones,
  notes,
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
    ...typeFields(reader, fields.typed, zones),
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

const LONGEST_DETAIL = 3000;

const detailsOf = z.record(z.string(), z.unknown());

function typeFields(reader: Reader, typed: TypedDetails, zones: readonly string[]): KnownBlock[] {
  const details = detailsOf.parse(typed.details);
  return TYPES[typed.type].fields.flatMap((each: ItemField) =>
    each.isAsked ? [fieldBlock(reader, each, details[each.key], zones)] : [],
  );
}

function yesOrNo(value: unknown): "yes" | "no" {
  return value === true ? "yes" : "no";
}

function fieldBlock(
  reader: Reader,
  { id, label: labels, hint: hinted, kind }: ItemField,
  value: unknown,
  zones: readonly string[],
): KnownBlock {
  const language = languageOf(reader.locale);
  const label = textIn(labels, language);
  const hint = hinted && textIn(hinted, language);
  const initial = value === undefined ? undefined : String(value);
  const isOptional = true;

  switch (kind.is) {
    case "line":
    case "long":
      return textField(id, label, { initial, hint, isOptional, isLong: kind.is === "long", max: LONGEST_DETAIL });
    case "lines":
      return textField(id, label, {
        initial: Array.isArray(value) ? value.join("\n") : undefined,
        hint,
        isOptional,
        isLong: true,
        max: LONGEST_DETAIL,
      });
    case "score":
      return selectField(id, label, SCORES, { initial, isOptional });
    case "number":
      return numberField(id, label, { initial, min: kind.least, max: kind.most, isOptional });
    case "yes-no":
      return radioField(id, label, [option("yes", textIn(YES, language)), option("no", textIn(NO, language))], {
        initial: value === undefined ? undefined : yesOrNo(value),
        isOptional: kind.isAlways !== true,
      });
    case "date":
      return dateField(id, label, { initial: initial ?? null, isOptional });
    case "time":
      return timeField(id, label, { initial, isOptional });
    case "zone": {
      const chosen = initial ?? reader.zone;
      const offered = [...new Set([chosen, ...zones])].slice(0, ELEMENT_LIMITS.selectOptions);
      return selectField(
        id,
        label,
        offered.map((zone) => option(zone, zone)),
        { initial: chosen, hint },
      );
    }
    case "choice": {
      const options = Object.entries(kind.options).map(([each, name]) => option(each, textIn(name, language)));
      return selectField(id, label, options, { initial, isOptional: kind.fallback === undefined });
    }
  }
}

const SCORES = ["1", "2", "3", "4", "5"].map((score) => option(score, score));

/** The values of the form, to show it again; after a change of type, the fields that both types have. */
export function fieldsIn(filled: Filled, before: TypedDetails): ItemFields {
  return {
    programId: filled.option("program"),
    title: filled.text("title"),
    description: filled.text("description"),
    owner: filled.person("owner"),
    dueOn: filled.date("due"),
    typed: withAnswer(filled, detailsIn(filled, before)),
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
  for (const { id, kind } of TYPES[type].fields) {
    if (kind.is === "lines") {
      const lines = nonEmptyLines(filled.text(id));
      if (lines.length > kind.most) errors[id] = error.lines(kind.most);
      else if (lines.some((line) => line.length > LONGEST_DETAIL)) errors[id] = error.lineLong;
    }
    const date = kind.is === "date" && kind.isPast ? filled.date(id) : null;
    if (date !== null && date > today) errors[id] = error.future;
  }
  return errors;
}

function answerErrors(filled: Filled, reader: Reader): Record<string, string> {
  const read = optionsFor(answerFilled(filled));
  return "error" in read ? { [ANSWER_FIELDS.options]: read.error(reader) } : {};
}

/** Details that are not in the form keep their values. */
function detailsIn(filled: Filled, before: TypedDetails): TypedDetails {
  const { fields, of: parse } = TYPES[before.type];
  const asked = new Set(fields.flatMap(({ key, isAsked }: ItemField) => (isAsked ? [key] : [])));
  const unasked = Object.entries(detailsOf.parse(before.details)).filter(([key]) => !asked.has(key));
  const given = fields.flatMap((each: ItemField): [string, unknown][] => {
    const value = each.isAsked ? valueIn(filled, each) : undefined;
    return value === undefined ? [] : [[each.key, value]];
  });
  return parse(Object.fromEntries([...unasked, ...given]));
}

/** Undefined: empty. */
function valueIn(filled: Filled, { id, kind }: ItemField): unknown {
  const chosen = filled.option(id);

  switch (kind.is) {
    case "line":
    case "long":
      return filled.text(id) || undefined;
    case "lines": {
      const lines = nonEmptyLines(filled.text(id)).slice(0, kind.most);
      return lines.length > 0 ? lines : undefined;
    }
    case "score":
      return chosen === null ? undefined : Number(chosen);
    case "number":
      return filled.number(id) ?? undefined;
    case "yes-no":
      return chosen === null && kind.isAlways !== true ? undefined : chosen === "yes";
    case "date":
      return filled.date(id) ?? undefined;
    case "time":
      return filled.time(id) ?? undefined;
    case "zone":
      return chosen ?? undefined;
    case "choice":
      return Object.keys(kind.options).find((key) => key === chosen) ?? kind.fallback;
  }
}
