/** What every picture of a digest is made from, and what it comes to. */
import { languageOf, monthAndYear, quarterName, type Reader, shortMonth } from "../../platform/texts/language.ts";
import { BLOCK_LIMITS } from "../../slack/limits.ts";
import type { Rhythm } from "../compile/report.ts";
import type { ScreenInput } from "../digest/screen.ts";
import type { Head } from "./drawing.ts";

export type Pictured = Pick<ScreenInput, "reader" | "rhythm" | "period" | "asOf" | "zone" | "programs" | "portfolios">;

export interface Picture {
  name: "moved-statuses" | "six-periods" | "roadmap" | "measures";
  title: string;
  /** What it shows, for those who do not see it. */
  altText: string;
  svg(): string;
}

/** More rows are too long on a phone; the others are counted. */
export const MOST_ROWS = 12;

export function pictureOf(name: Picture["name"], { title, label }: Head, svg: () => string): Picture {
  return { name, title, altText: label, svg };
}

/** As many whole sentences as an alternative text may hold. */
export function wholeSentences(first: string, sentences: readonly string[]): string {
  let text = first;
  for (const sentence of sentences) {
    if (text.length + 1 + sentence.length > BLOCK_LIMITS.imageAltText) break;
    text = `${text} ${sentence}`;
  }
  return text;
}

export interface Column {
  /** `Oct`, `Q4`, `2026`; `oct.`, `T4`, `2026`. */
  label: string;
  /** The year, where it is not in the label: `2026`, `FY2026`. */
  year: string | null;
  /** In a sentence: `Oct 2026`. */
  spoken: string;
  /** Above a column with room: `October 2026`, `Q4 2026`. */
  head: string;
}

/** The last `count` periods, the oldest first and the one labelled `last` at the end. Labels as in `Period`. */
export function columnsUpTo(reader: Pick<Reader, "locale">, rhythm: Rhythm, last: string, count: number): Column[] {
  return Array.from({ length: count }, (_, index) => columnOf(reader, rhythm, last, count - 1 - index));
}

const PERIODS_IN_YEAR: Record<Rhythm, number> = {
  weekly: 1,
  monthly: 12,
  quarterly: 4,
  annual: 1,
};

function columnOf(reader: Pick<Reader, "locale">, rhythm: Rhythm, last: string, back: number): Column {
  const [, fiscal = "", year = "", part = "1"] = /^(FY)?(\d{4})(?:-Q?(\d+))?$/.exec(last) ?? [];
  const perYear = PERIODS_IN_YEAR[rhythm];
  const place = Number(year) * perYear + Number(part) - 1 - back;
  const itsYear = Math.floor(place / perYear);
  const number = (place % perYear) + 1;
  const isFrench = languageOf(reader.locale) === "fr";
  const fiscalYear = isFrench ? `ex. ${itsYear}` : `FY${itsYear}`;
  const shownYear = fiscal === "" ? String(itsYear) : fiscalYear;

  if (perYear === 1) return { label: shownYear, year: null, spoken: shownYear, head: shownYear };
  if (perYear === 12) {
    const label = shortMonth(reader, number);
    const head = monthAndYear(reader, `${itsYear}-${String(number).padStart(2, "0")}-15`);
    return { label, year: shownYear, spoken: `${label} ${shownYear}`, head };
  }

  const spoken = quarterName(reader, `${fiscal}${itsYear}-Q${number}`);
  const label = `${isFrench ? "T" : "Q"}${number}`;
  return { label, year: shownYear, spoken, head: `${label} ${shownYear}` };
}
