/** What was done, beside what was planned, and the numbers that measure it. */
import { z } from "zod";
import { languageOf, number, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { progressLines } from "../compile/rules-answers.ts";
import { date, inBoth, programLine, quoteSchema } from "./fields.ts";
import { about, defineLine, inTurn, isAnyShortened, moreAnswers } from "./line.ts";
import { defineSection } from "./section.ts";

export const measureSchema = z.strictObject({
  label: inBoth,
  value: z.number(),
  /** Where it moved: what it was on `since`. */
  from: z.number().optional(),
  /** Where it has not moved: since when it has stood there. */
  since: date.optional(),
  /** It stood there already when it was first looked at, on `since`. */
  isSinceLonger: z.literal(true).optional(),
  target: z.number().optional(),
  targetBefore: z.number().optional(),
  /** What it comes to by the day that its question names, as it has moved over its last answers. */
  pace: z.strictObject({ forecast: z.number(), on: date }).optional(),
});
type Measure = z.infer<typeof measureSchema>;

const progressSchema = programLine("progress", {
  planned: z.array(quoteSchema),
  done: z.array(quoteSchema),
  metrics: z.array(measureSchema),
  more: z.number(),
});

export const progressLine = defineLine(
  progressSchema,
  ({ reader }, { program, planned, done, metrics, more }) => {
    const texts = textsFor({ en, fr }, reader);
    const measures = metrics.map((measure) => measureTold(reader, measure));
    return {
      label: about(program, measures),
      quotes: [
        ...inTurn(reader, planned, texts.planned),
        ...inTurn(reader, done, planned.length > 0 ? texts.done : null),
      ],
      remark: moreAnswers(reader, more),
      isShortened: isAnyShortened([...planned, ...done]),
    };
  },
  ({ reader }, { planned, done, metrics }) => ({
    mark: "",
    facts: metrics.filter(({ from }) => from !== undefined).map((measure) => measureTold(reader, measure)),
    quote: inTurn(reader, done)[0] ?? inTurn(reader, planned, textsFor({ en, fr }, reader).planned)[0] ?? null,
  }),
);

export const progress = defineSection(
  "progress",
  ({ rhythm, lines }) => {
    if (rhythm === "quarterly")
      return { en: "Delivered, late, postponed, added", fr: "Livré, en retard, reporté, ajouté" };
    if (rhythm === "annual") return { en: "The year", fr: "L’année écoulée" };
    return lines.some((line) => line.kind === "progress" && line.planned.length > 0)
      ? { en: "Planned and done", fr: "Prévu et réalisé" }
      : { en: "Progress", fr: "Avancement" };
  },
  { linesOf: ({ head, news, quoted }) => progressLines(head, news, quoted) },
);

/** A number of a program, and what it was or should be. */
export function measureTold(reader: Reader, measure: Measure): string {
  return `${measure.label[languageOf(reader.locale)]} ${textsFor({ en, fr }, reader).measure(reader, measure)}`;
}

const en = {
  measure: (reader: Reader, { value, from, since, isSinceLonger, target, targetBefore, pace }: Measure) => {
    const was = targetBefore === undefined ? "" : ` (was ${number(reader, targetBefore)})`;
    const now = `${number(reader, value)}${target === undefined ? "" : ` of ${number(reader, target)}${was}`}`;
    if (since === undefined) return now;
    const on = shortDate(reader, since);
    if (from !== undefined) {
      const then = pace ? `; at this pace ${number(reader, pace.forecast)} by ${shortDate(reader, pace.on)}` : "";
      return `${number(reader, from)} → ${now} since ${on}${then}`;
    }
    return isSinceLonger ? `still ${now}, as on ${on}` : `still ${now}, since ${on}`;
  },
  planned: "Planned",
  done: "Done",
};

const fr: typeof en = {
  measure: (reader, { value, from, since, isSinceLonger, target, targetBefore, pace }) => {
    const was = targetBefore === undefined ? "" : ` (auparavant ${number(reader, targetBefore)})`;
    const now = `${number(reader, value)}${target === undefined ? "" : ` sur ${number(reader, target)}${was}`}`;
    if (since === undefined) return now;
    const on = shortDate(reader, since);
    if (from !== undefined) {
      const then = pace
        ? `\u00a0; à ce rythme, ${number(reader, pace.forecast)} d’ici le ${shortDate(reader, pace.on)}`
        : "";
      return `${number(reader, from)} → ${now} depuis le ${on}${then}`;
    }
    return isSinceLonger ? `toujours ${now}, comme le ${on}` : `toujours ${now}, depuis le ${on}`;
  },
  planned: "Prévu",
  done: "Réalisé",
};
