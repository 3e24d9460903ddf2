/** The form in which work is asked for: which request of which program, and the fields of that type. */
import type { InputBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { option, plain, section, shorten } from "../../slack/blocks.ts";
import { dateField, filledIn, selectField, textField } from "../../slack/inputs.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../slack/limits.ts";
import type { IntakeField } from "../template.ts";
import { trackTexts } from "../texts.ts";
import { workIds } from "./ids.ts";
import { workTexts } from "./texts.ts";
import { type Answers, type RequestType, unanswered } from "./types.ts";

export const INTAKE_FORM = "work.intake";
const LONGEST_ANSWER = 1000;

const stateSchema = z.object({
  /** What is added to; left out: it is asked for. */
  requestId: z.string().optional(),
  permalink: z.string().nullish(),
  /** Words of the message that it is made from. */
  words: z.string().optional(),
});
export type IntakeState = z.infer<typeof stateSchema>;
export const readIntakeState = (metadata: string): IntakeState => stateSchema.parse(JSON.parse(metadata));

export function typeValue({ program, template }: RequestType): string {
  return `${program.id}:${template.key}`;
}

/** `offered` empty: fields of a request that is there already. */
export function intakeView(
  reader: Reader,
  {
    fields,
    answers,
    state,
    offered = [],
    chosen,
  }: {
    fields: readonly IntakeField[];
    answers: Answers;
    state: IntakeState;
    offered?: readonly RequestType[];
    chosen?: RequestType | undefined;
  },
): ModalView {
  const texts = textsFor(workTexts, reader);
  const named = ({ program, template }: RequestType) =>
    shorten(`${template.name[languageOf(reader.locale)]} · ${program.title}`, COMPOSITION_LIMITS.optionText);
  const types = offered.slice(0, ELEMENT_LIMITS.selectOptions).map((type) => option(typeValue(type), named(type)));
  const [only] = types;
  const initial = chosen && typeValue(chosen);
  return {
    type: "modal",
    callback_id: INTAKE_FORM,
    private_metadata: JSON.stringify(state),
    title: plain(state.requestId === undefined ? texts.title : texts.form.addTitle),
    submit: plain(texts.form.send),
    close: plain(textsFor(trackTexts, reader).cancel),
    blocks: [
      ...(only ? [selectField("type", texts.form.type, types, { initial, actionId: workIds.type })] : []),
      ...fields.map((field) => inputOf(reader, field, answers[field.key])),
      ...(only || fields.length > 0 ? [] : [section(texts.list.nowhere)]),
    ],
  };
}

function inputOf(reader: Reader, { key, label, kind, options, isRequired }: IntakeField, initial = ""): InputBlock {
  const language = languageOf(reader.locale);
  const [id, name, isOptional] = [blockOf(key), label[language], !isRequired];
  if (kind === "date") return dateField(id, name, { isOptional, initial: initial || null });
  const offered = options.map((each, index) => option(String(index), each[language]));
  if (kind === "choice") return selectField(id, name, offered, { isOptional, initial });
  return textField(id, name, { isOptional, initial, isLong: kind === "text", max: LONGEST_ANSWER });
}

const blockOf = (key: string) => `field:${key}`;

/** The type that is chosen, and what is filled in. */
export function readIntake(values: unknown): { type: string | null; answers: Answers } {
  const filled = filledIn(values);
  const entries = filled.blockIds.flatMap((id) => {
    const answer = filled.text(id) || filled.date(id) || filled.option(id);
    return id.startsWith(blockOf("")) && answer ? [[id.slice(blockOf("").length), answer] as const] : [];
  });
  return { type: filled.option("type"), answers: Object.fromEntries(entries) };
}

/** Problems at their fields; null: none. */
export function intakeErrors(reader: Reader, fields: readonly IntakeField[], answers: Answers) {
  const wrong = unanswered(fields, answers);
  const { number } = textsFor(workTexts, reader).form;
  const { required } = textsFor(trackTexts, reader);
  const errors = wrong.map((key) => [blockOf(key), answers[key] ? number : required]);
  return wrong.length === 0 ? null : Object.fromEntries(errors);
}

/** *Goal*: as it was answered. */
export function answerIn(reader: Reader, { kind, options }: IntakeField, answer: string): string {
  if (kind === "date") return shortDate(reader, answer);
  return kind === "choice" ? (options[Number(answer)]?.[languageOf(reader.locale)] ?? "") : answer;
}
