/** The periods of a digest and those before it, as the heads of columns. */
import { languageOf, monthAndYear, quarterName, type Reader, shortMonth } from "../../platform/texts/language.ts";
import type { Rhythm } from "../report.ts";

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

function columnOf(reader: Pick<Reader, "locale">, rhythm: Rhythm, last: string, back: number): Column {
  const [, fiscal = "", year = "", part = "1"] = /^(FY)?(\d{4})(?:-Q?(\d+))?$/.exec(last) ?? [];
  const perYear = rhythm === "quarterly" ? 4 : rhythm === "monthly" ? 12 : 1;
  const place = Number(year) * perYear + Number(part) - 1 - back;
  const itsYear = Math.floor(place / perYear);
  const number = (place % perYear) + 1;
  const isFrench = languageOf(reader.locale) === "fr";
  const shownYear = fiscal === "" ? String(itsYear) : isFrench ? `ex. ${itsYear}` : `FY${itsYear}`;
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
