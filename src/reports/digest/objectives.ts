/** Objectives of portfolios on a first screen, each as its worst measure. */

import { endedInWords, measureInWords, reachedInWords } from "../../goals/measures-in-words.ts";
import { objectiveTexts as goalTexts } from "../../goals/texts-goals.ts";
import { dayInWords, textsFor } from "../../platform/texts/language.ts";
import { standingIn } from "../compile/measures.ts";
import type { ReportedMeasure, ReportedObjective } from "../compile/report.ts";
import { clauseOf, isolated, shortLine, type WordReader } from "../compile/status-and-dates-in-words.ts";
import type { ReportedPortfolio, Screen, ScreenInput, ScreenLine } from "./screen.ts";

const MOST_WORDS_OF_TITLE = 16;

/** A section for each portfolio that has objectives; of several each is named. */
export function objectiveSections({ portfolios = [], reader }: ScreenInput): Screen["sections"] {
  const { heading } = textsFor(objectiveTexts, reader);
  return portfolios.map((portfolio) => ({
    name: "objectives" as const,
    heading: portfolios.length === 1 ? heading : `${heading} · ${isolated(shortLine(portfolio.title, 6))}`,
    lines: (portfolio.report.objectives ?? []).map((objective) => lineOf(objective, portfolio, reader)),
  }));
}

function lineOf(objective: ReportedObjective, portfolio: ReportedPortfolio, reader: WordReader): ScreenLine {
  return {
    programId: objective.itemId,
    program: isolated(shortLine(objective.title, MOST_WORDS_OF_TITLE)),
    status: null,
    text: objectiveInWords(reader, objective, portfolio),
    lines: [],
  };
}

/** How it ended, where it has, and how its worst measure stands. */
export function objectiveInWords(
  reader: WordReader,
  objective: ReportedObjective,
  portfolio: Pick<ReportedPortfolio, "report" | "named">,
): string {
  const texts = textsFor(objectiveTexts, reader);
  const { ended } = objective;
  const how = ended === undefined ? [] : [texts.ended[ended.as](dayInWords(reader, ended.on))];
  const worst = worstMeasure(objective, portfolio);
  if (worst === undefined) return [...how, texts.unmeasured].join(" · ");
  const isNamed = portfolio.named.has(worst.itemId);
  return [
    ...how,
    isNamed ? named(reader, worst) : texts.unnamed(textsFor(goalTexts, reader).stands[standingIn(worst)]),
  ].join(" · ");
}

export function worstMeasure(
  { measures: [first] }: ReportedObjective,
  { report }: Pick<ReportedPortfolio, "report">,
): ReportedMeasure | undefined {
  return report.measures?.find(({ itemId }) => itemId === first?.itemId);
}

function named(reader: WordReader, measure: ReportedMeasure): string {
  const title = clauseOf(measure.title);
  if (measure.ended?.as === "reached") return reachedInWords(reader, measure, title);
  if (measure.ended === undefined) return measureInWords(reader, measure, title);
  const { ended } = textsFor(objectiveTexts, reader);
  const how = ended[measure.ended.as](dayInWords(reader, measure.ended.on));
  return `${endedInWords(reader, measure, title)}, ${how}`;
}

const en = {
  heading: "Objectives",
  /** None of its measures has a line and may be read above. */
  unmeasured: "no measure yet",
  ended: {
    reached: (day: string) => `reached ${day}`,
    "not-reached": (day: string) => `not reached, closed ${day}`,
    dropped: (day: string) => `dropped ${day}`,
  },
  unnamed: (standing: string) => `${standing}, by a measure that isn’t yours to read`,
};

const fr: typeof en = {
  heading: "Objectifs",
  unmeasured: "pas encore d’indicateur",
  ended: {
    reached: (day) => `atteint le ${day}`,
    "not-reached": (day) => `non atteint, clos le ${day}`,
    dropped: (day) => `abandonné le ${day}`,
  },
  unnamed: (standing) => `${standing}, d’après un indicateur que vous ne lisez pas`,
};

export const objectiveTexts = { en, fr };
