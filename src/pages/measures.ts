/** Measures of a page, one a line: `Name: baseline → target`. Pure. */
import { z } from "zod";
import { jsonColumn } from "../platform/json-column.ts";

export const MOST_MEASURES = 5;

/** Baseline and target are empty where nobody knows them yet. */
const measureSchema = z.strictObject({ name: z.string().min(1), baseline: z.string(), target: z.string() });
export type Measure = z.infer<typeof measureSchema>;

export const readMeasuresColumn = jsonColumn(z.array(measureSchema));

/** `misread`: a line that is none; null: there are too many. */
export function readMeasures(text: string): { measures: Measure[] } | { misread: string | null } {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length > MOST_MEASURES) return { misread: null };
  const measures: Measure[] = [];
  for (const line of lines) {
    const parts = /^(?<name>[^:]+):(?<baseline>.*?)(?:→|->|=>)(?<target>.*)$/u.exec(line)?.groups;
    const [name, baseline, target] = [parts?.name, parts?.baseline, parts?.target].map((part) => part?.trim());
    if (!name || baseline === undefined || target === undefined) return { misread: line };
    measures.push({ name, baseline, target });
  }
  return { measures };
}

/** The measure as a line that `readMeasures` takes. */
export function measureLine({ name, baseline, target }: Measure): string {
  return `${name}: ${baseline}${baseline === "" ? "" : " "}→${target === "" ? "" : " "}${target}`;
}
