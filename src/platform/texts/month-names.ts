/** The names of months in English and French. Pure. */

/** The whole names first: the place of a name is its number. */
const MONTHS = [
  "january|janvier|janv?",
  "february|février|feb|f[eé]vr?|fevrier",
  "march|mars|mar",
  "april|avril|apr|avr",
  "may|mai",
  "june|juin|jun",
  "july|juillet|jul|juil",
  "august|août|aug|aout",
  "september|septembre|sept?",
  "october|octobre|oct",
  "november|novembre|nov",
  "december|décembre|d[eé]c|decembre",
];

export const MONTH_NAMES = MONTHS.map((names) => new RegExp(`^(?:${names})$`, "iu"));
