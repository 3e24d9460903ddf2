/** The values of the measures that somebody reads, as a table to keep. */
import type { Compose } from "../people/files-asked-for.ts";
import { errorTable } from "../platform/errors.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { goalYear } from "./goals-in-words.ts";
import { goalsReading, type MeasureFacts } from "./goals-reading.ts";
import { lineThrough, plannedOn } from "./line.ts";
import { objectiveTexts } from "./texts-goals.ts";

const choice = goalsReading.choice;

const failure = errorTable({
  NO_MEASURE_TO_READ: {
    en: () => "There’s no measure here that you can read.",
    fr: () => "Il n’y a ici aucun indicateur que vous puissiez lire.",
  },
});

/** `chosen`: what the screen shows. Throws NO_MEASURE_TO_READ. */
export const composeValues: Compose = async (ctx, reader, chosen) => {
  const { csv: texts } = textsFor(objectiveTexts, reader);
  const wanted = choice.parse(JSON.parse(chosen));
  const goals = await goalsReading.read(ctx, wanted);
  const year = wanted.year === "present" ? goals.presentYear : wanted.year;
  const rows = [
    ...goals.objectives.flatMap(({ title, measures }) => measures.flatMap((measure) => rowsOf(reader, title, measure))),
    ...goals.apart.flatMap((measure) => rowsOf(reader, "", measure)),
  ];
  if (rows.length === 0) throw failure("NO_MEASURE_TO_READ");
  return {
    title: texts.title,
    subtitle: year === "all" ? texts.allYears : goalYear(reader, year, goals.areCalendarYears),
    file: { name: `${texts.file}-${year}`, rows: [texts.columns, ...rows] },
  };
};

/** A row a value; one without where there is none yet. */
function rowsOf(reader: Reader, objective: string, measure: MeasureFacts): string[][] {
  const { title, code, unit, values, corners } = measure;
  const target = corners.at(-1)?.value ?? "";
  const inCell = (value: string) => (languageOf(reader.locale) === "fr" ? value.replace(".", ",") : value);
  const line = lineThrough(measure);
  const head = [objective, title, code ?? "", unit];
  if (values.length === 0) return [[...head, "", "", "", inCell(target)]];
  return values.map(({ on, value }) => [
    ...head,
    on,
    inCell(value),
    line === null ? "" : inCell(plannedOn(line, on, values)),
    inCell(target),
  ]);
}
