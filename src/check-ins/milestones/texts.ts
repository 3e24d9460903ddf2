import { enOrdinal, frOrdinal, plural } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";

interface Moved {
  original: LocalDate;
  to: LocalDate;
  moves: number;
  /** From where it came last, where that is to be told. */
  from?: LocalDate;
}

/** How a target date moved, one way in digests and under *Why*; `day`: as that screen writes its days. */
export const movedText = {
  en: ({ original, to, moves, from = original }: Moved, day: (date: LocalDate) => string): string => {
    if (from !== original) {
      const first = to === original ? "back to the first date" : `first date ${day(original)}`;
      return `${day(from)} → ${day(to)} (${enOrdinal(moves)} move; ${first})`;
    }
    const dates = to === original ? `back to ${day(to)}` : `${day(original)} → ${day(to)}`;
    return `${dates} (${moves} ${plural("en", moves, "move", "moves")})`;
  },
  fr: ({ original, to, moves, from = original }: Moved, day: (date: LocalDate) => string): string => {
    // Only what goes later is a report.
    const isLater = to > original && to > from;
    if (from !== original) {
      const first = to === original ? "retour à la date d’origine" : `date d’origine\u00a0: ${day(original)}`;
      return `${day(from)} → ${day(to)} (${frOrdinal(moves, "le")} ${isLater ? "report" : "changement"}\u00a0; ${first})`;
    }
    const dates = to === original ? `retour au ${day(to)}` : `${day(original)} → ${day(to)}`;
    const counted = isLater
      ? plural("fr", moves, "report", "reports")
      : plural("fr", moves, "changement", "changements");
    return `${dates} (${moves} ${counted})`;
  },
};
