import { STATUS_CIRCLES } from "../cadences/questions/health-scale.ts";
import { type AnswerValue, healthAnswerSchema, type Question, textIn } from "../cadences/questions/questions.ts";
import { languageOf, list, longDate, number, type Reader, textsFor } from "../platform/texts/language.ts";
import { checkInTexts } from "./texts.ts";

/** Of when somebody else answered no more is told. */
export function answeredWords(reader: Pick<Reader, "locale">, isLate: boolean): string {
  return textsFor(checkInTexts, reader).answered[isLate ? "late" : "in-time"];
}

/** An answer as a person reads it. */
export function answerText(
  reader: Reader,
  question: Question,
  value: AnswerValue,
  nameOf: (id: string) => string,
): string {
  const texts = textsFor(checkInTexts, reader);
  const language = languageOf(reader.locale);
  const label = (chosen: string) => {
    const known = question.options?.find((choice) => choice.value === chosen);
    return known ? textIn(known.label, language) : chosen;
  };
  if (typeof value === "number") return number(reader, value);
  if (typeof value === "boolean") return value ? texts.form.yes : texts.form.no;
  if (Array.isArray(value)) return list(reader, value.map(question.type === "people" ? nameOf : label));
  if (typeof value === "string") {
    if (question.type === "date") return longDate(reader, value);
    return question.type === "choice" ? label(value) : value;
  }
  const health = healthAnswerSchema.parse(value);
  const colour = `${STATUS_CIRCLES[health.colour]} ${texts.health[health.colour]}`;
  const { pathToGreen: path } = health;
  const way = path && texts.pathToGreen(path.action, longDate(reader, path.by));
  return [colour, health.reason, way].filter(Boolean).join(" – ");
}
