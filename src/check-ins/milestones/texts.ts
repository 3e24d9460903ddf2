import { plural } from "../../platform/texts/language.ts";
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
    const last = from === original ? "" : `, last from ${day(from)}`;
    const dates = to === original ? `back to ${day(to)}` : `${day(original)} → ${day(to)}`;
    return `${dates} (${moves} ${plural("en", moves, "move", "moves")}${last})`;
  },
  fr: ({ original, to, moves, from = original }: Moved, day: (date: LocalDate) => string): string => {
    const last = from === original ? "" : `, le dernier depuis le ${day(from)}`;
    const dates = to === original ? `retour au ${day(to)}` : `${day(original)} → ${day(to)}`;
    // Only what goes later is a report.
    const counted =
      to > original ? plural("fr", moves, "report", "reports") : plural("fr", moves, "changement", "changements");
    return `${dates} (${moves} ${counted}${last})`;
  },
};
