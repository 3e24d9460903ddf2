/** How the sections of a digest are headed: what is wished for is of the year after that of its report. */
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Period } from "../compile/report.ts";
import type { SectionName } from "./screen.ts";
import { screenTexts } from "./texts.ts";

export function sectionHeading(
  reader: Pick<Reader, "locale">,
  name: SectionName,
  { label }: Pick<Period, "label">,
): string {
  const { sections, aimsFor } = textsFor(screenTexts, reader);
  const next = name === "aims" ? yearAfter(label) : null;
  return next === null ? sections[name] : aimsFor(next);
}

/** 2026 → 2027, FY2026 → FY2027; null of what is no year. */
function yearAfter(label: string): string | null {
  const [, fiscal = "", year] = /^(FY)?(\d{4})$/.exec(label) ?? [];
  return year === undefined ? null : `${fiscal}${Number(year) + 1}`;
}
