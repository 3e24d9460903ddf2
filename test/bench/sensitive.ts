/** What the list of sensitive words asks about where nobody means it, and how much it finds of what people write of others. */
import { subjectOf } from "../../src/check-ins/sensitive/rules-words.ts";
import { sensitiveRates } from "../support/sensitive-rates.ts";
import { SAID_OF_OTHERS } from "../support/sensitive-sentences.ts";
import type { Row } from "./row.ts";

/** At most one answer in so many is asked about for nothing. */
const ONE_IN = 50;
/** So much of what is written of others is to be found. */
const FOUND = 0.8;

export async function bench(): Promise<Row[]> {
  return [
    ...sensitiveRates().map(({ source, answers, asked, false: wrong }) => ({
      name: `sensitive words: answers of ${source} of which something is asked, ${asked} of ${answers}; false alarms`,
      ours: `${wrong}`,
      baseline: `${Math.floor(answers / ONE_IN)} (1 in ${ONE_IN})`,
      ratio: wrong / (answers / ONE_IN),
      bar: 1,
    })),
    ...(["en", "fr"] as const).map((language) => {
      const all = SAID_OF_OTHERS[language];
      const missed = all.filter(([, sentence]) => subjectOf(sentence) === null);
      for (const [, sentence] of missed) process.stderr.write(`  missed: ${sentence}\n`);
      return {
        name: `sensitive words: sentences on somebody else's health, family, faith, union or absence that are missed, ${language}`,
        ours: `${missed.length} of ${all.length}`,
        baseline: `${Math.round((1 - FOUND) * all.length)} (1 in 5)`,
        ratio: missed.length / ((1 - FOUND) * all.length),
        bar: 1,
      };
    }),
  ];
}
