/** What is recommended for a program, as receipts and digests say it. */
import type { Language } from "../../platform/texts/language.ts";
import type { Recommendation } from "./questions.ts";

/** `until`: the day of a pause; empty: none is given. */
export const RECOMMENDED: Record<Language, Record<Recommendation, (until: string) => string>> = {
  en: {
    continue: () => "continue",
    change: () => "change",
    pause: (until) => (until === "" ? "pause" : `pause until ${until}`),
    stop: () => "stop",
  },
  fr: {
    continue: () => "poursuivre",
    change: () => "modifier",
    pause: (until) => (until === "" ? "mettre en pause" : `mettre en pause jusqu’au ${until}`),
    stop: () => "arrêter",
  },
};
