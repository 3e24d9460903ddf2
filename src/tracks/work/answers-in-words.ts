/** What was answered in the form of a request, as it is shown. */
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { escapeMrkdwn } from "../../slack/blocks.ts";
import type { IntakeField } from "../template.ts";
import { trackTexts } from "../texts.ts";
import type { WorkRequest } from "./request-queries.ts";

/** *Goal*: as it was answered; the title stands above. */
export function answerLines(
  reader: Reader,
  workRequest: WorkRequest,
  isWanted: (field: IntakeField) => boolean,
): string[] {
  const { named } = textsFor(trackTexts, reader).step;
  const language = languageOf(reader.locale);
  return workRequest.fields.flatMap((field) => {
    const { key, kind, label, options } = field;
    const given = workRequest.answers[key];
    if (!given || given === workRequest.title || !isWanted(field)) return [];
    const chosen = kind === "choice" ? options[Number(given)]?.[language] : undefined;
    const answer = kind === "date" ? shortDate(reader, given) : (chosen ?? given);
    return [named(escapeMrkdwn(label[language]), escapeMrkdwn(answer))];
  });
}
