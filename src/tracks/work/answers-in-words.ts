/** What was answered in the form of a request, as it is shown. */
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { escapeMrkdwn, shortenEscaped } from "../../slack/blocks.ts";
import type { IntakeField } from "../template.ts";
import { trackTexts } from "../texts.ts";
import type { WorkRequest } from "./request-queries.ts";
import { workTexts } from "./texts.ts";

/** *Goal*: as it was answered; the title stands above. */
export function answerLines(
  reader: Reader,
  workRequest: WorkRequest,
  isWanted: (field: IntakeField) => boolean,
  cut: (answer: string) => string = (answer) => answer,
): string[] {
  const { named } = textsFor(trackTexts, reader).step;
  return workRequest.fields.flatMap((field) => {
    const given = workRequest.answers[field.key];
    if (!given || given === workRequest.title || !isWanted(field)) return [];
    return [named(escapeMrkdwn(textsFor(field.label, reader)), escapeMrkdwn(cut(answerInWords(reader, field, given))))];
  });
}

/** *Goal*: as it was answered → as it is asked to be. `most`: how much of either is shown. */
export function changeLines(
  reader: Reader,
  { fields, answers, proposed }: WorkRequest,
  most = LONGEST_SHOWN,
): string[] {
  const { from } = textsFor(workTexts, reader).change;
  const said = (field: IntakeField, answer = "") => {
    const words = answer === "" ? "" : answerInWords(reader, field, answer);
    return escapeMrkdwn(shortenEscaped(words.replaceAll(/\s+/g, " "), most));
  };
  return fields.flatMap((field) => {
    const asked = proposed[field.key];
    if (asked === undefined) return [];
    const label = escapeMrkdwn(textsFor(field.label, reader));
    return [from(label, said(field, answers[field.key]), said(field, asked))];
  });
}

const LONGEST_SHOWN = 600;
/** Where it stands among other lines. */
export const SHORT_ANSWER = 80;

/** *Goal*: as it is answered now, of the fields with these keys. */
export function answersNow(reader: Reader, { fields, answers }: WorkRequest, keys: readonly string[]): string[] {
  const { named } = textsFor(trackTexts, reader).step;
  return fields
    .filter(({ key }) => keys.includes(key))
    .map((field) => {
      const given = answers[field.key] ?? "";
      const words = given === "" ? "–" : shortenEscaped(answerInWords(reader, field, given), SHORT_ANSWER);
      return named(escapeMrkdwn(textsFor(field.label, reader)), escapeMrkdwn(words));
    });
}

function answerInWords(reader: Reader, { kind, options }: IntakeField, given: string): string {
  if (kind === "date") return shortDate(reader, given);
  const chosen = kind === "choice" ? options[Number(given)] : undefined;
  return chosen ? textsFor(chosen, reader) : given;
}
