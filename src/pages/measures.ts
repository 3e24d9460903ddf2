/** Measures that were written on a page as text, one a line: `Name: baseline → target`. */
import { z } from "zod";
import { jsonColumn } from "../platform/json-column.ts";
import { compareDecimals } from "../platform/texts/decimals.ts";
import type { Language } from "../platform/texts/language.ts";
import { decimalIn } from "../register/form-fields.ts";
import type { Details } from "../register/item-types.ts";

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

export function isSameLine(one: Measure, other: Measure): boolean {
  return one.name === other.name && one.baseline === other.baseline && one.target === other.target;
}

/** Source of the measure of the register that an old line becomes. */
export function sourceOfLine({ sectionId, place }: { sectionId: string; place: number }): string {
  return `page-line:${sectionId}:${place}`;
}

export function lineOfSource(sourceKey: string): { sectionId: string; place: number } | null {
  const [, sectionId, place] = /^page-line:([^:]+):(\d+)$/.exec(sourceKey) ?? [];
  return sectionId === undefined ? null : { sectionId, place: Number(place) };
}

/** What the form of a measure begins with: numbers where the line has some. */
export function detailsOfLine({ baseline, target }: Measure, language: Language): Partial<Details["measure"]> {
  const unit = [baseline, target].every((text) => text.endsWith("%")) ? "%" : "";
  const from = decimalIn(baseline, { language, unit });
  const to = decimalIn(target, { language, unit });
  return {
    ...(unit !== "" && { unit }),
    ...(from !== undefined && { baseline: from }),
    ...(to !== undefined && { target: to }),
    ...(from !== undefined && to !== undefined && compareDecimals(to, from) < 0 && { direction: "fall" as const }),
  };
}

/** The measure as a line that `readMeasures` takes. */
export function measureLine({ name, baseline, target }: Measure): string {
  return `${name}: ${baseline}${baseline === "" ? "" : " "}→${target === "" ? "" : " "}${target}`;
}
