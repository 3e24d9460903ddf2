/** Objectives of portfolios on a first screen, each as the worst measure that its reader may know. */
import { isAtTarget } from "../../goals/line.ts";
import { endedInWords, measureInWords, reachedInWords } from "../../goals/measures-in-words.ts";
import { dayInWords, plural, textsFor } from "../../platform/texts/language.ts";
import type { ReportedMeasure, ReportedObjective } from "../compile/report.ts";
import { clauseOf, isolated, shortLine, type WordReader } from "../compile/status-and-dates-in-words.ts";
import type { ReportedPortfolio, Screen, ScreenInput, ScreenLine } from "./screen.ts";

const MOST_WORDS_OF_TITLE = 16;

/** A section for each portfolio that has objectives; of several each is named. Of a year those of a later one are its aims. */
export function objectiveSections(input: ScreenInput): Screen["sections"] {
  const { portfolios = [], reader } = input;
  const { heading } = textsFor(objectiveLineTexts, reader);
  return portfolios.flatMap((portfolio) => {
    const objectives = (portfolio.report.objectives ?? []).filter((objective) => !isAim(objective, input));
    if (objectives.length === 0) return [];
    return {
      name: "objectives" as const,
      heading: portfolios.length === 1 ? heading : `${heading} · ${isolated(shortLine(portfolio.title, 6))}`,
      lines: objectives.map((objective) => lineOf(objective, portfolio, input)),
    };
  });
}

/** The objectives of the year to come, by title alone: nothing of them is done. */
export function aimLines(input: ScreenInput): ScreenLine[] {
  const { portfolios = [] } = input;
  const aims = portfolios
    .flatMap(({ report }) => report.objectives ?? [])
    .filter((objective) => isAim(objective, input));
  return aims.map(({ itemId, title }) => ({
    programId: itemId,
    program: "",
    status: null,
    text: isolated(shortLine(title, MOST_WORDS_OF_TITLE)),
    lines: [],
  }));
}

function isAim({ year, ended }: ReportedObjective, { rhythm, period }: ScreenInput): boolean {
  if (rhythm !== "annual" || year === undefined || ended !== undefined) return false;
  const [, ofReport = ""] = /^(?:FY)?(\d{4})$/.exec(period.label) ?? [];
  return ofReport !== "" && year > Number(ofReport);
}

function lineOf(
  objective: ReportedObjective,
  portfolio: ReportedPortfolio,
  { reader, rhythm }: Pick<ScreenInput, "reader" | "rhythm">,
): ScreenLine {
  const verdict = rhythm === "annual" ? verdictOf(reader, objective, portfolio) : [];
  return {
    programId: objective.itemId,
    program: isolated(shortLine(objective.title, MOST_WORDS_OF_TITLE)),
    status: null,
    text: [objectiveInWords(reader, objective, portfolio), ...verdict].join(" · "),
    lines: [],
  };
}

/** At the end of a year, of an objective that is still open: whether its worst measure is where it was to be. */
function verdictOf(reader: WordReader, objective: ReportedObjective, portfolio: Named): string[] {
  const worst = worstMeasure(objective, portfolio);
  const target = worst?.corners.at(-1);
  if (objective.ended !== undefined || worst === undefined || worst.ended !== undefined || target === undefined)
    return [];
  const { latest, direction } = worst;
  const isThere = latest !== null && isAtTarget({ direction, target }, latest.value);
  const texts = textsFor(objectiveLineTexts, reader);
  return [isThere ? texts.atTarget : texts.shortOfTarget];
}

/** What the measures are found in, and which of them may be named. */
type Named = Pick<ReportedPortfolio, "named"> & { report: Pick<ReportedPortfolio["report"], "measures"> };

/** How it ended, where it has, and how the worst measure stands that the reader may know. */
export function objectiveInWords(reader: WordReader, objective: ReportedObjective, portfolio: Named): string {
  const texts = textsFor(objectiveLineTexts, reader);
  const { ended, measures } = objective;
  const how = ended === undefined ? [] : [texts.ended[ended.as](dayInWords(reader, ended.on))];
  const worst = worstMeasure(objective, portfolio);
  const unnamed = measures.length === 0 ? texts.unmeasured : texts.unnamed(measures.length);
  return [...how, worst === undefined ? unnamed : named(reader, worst)].join(" · ");
}

/** Of those that the reader may know by name: how another stands is not for them. */
export function worstMeasure({ measures }: ReportedObjective, portfolio: Named): ReportedMeasure | undefined {
  const worst = measures.find(({ itemId }) => portfolio.named.has(itemId));
  return portfolio.report.measures?.find(({ itemId }) => itemId === worst?.itemId);
}

function named(reader: WordReader, measure: ReportedMeasure): string {
  const title = clauseOf(measure.title);
  if (measure.ended?.as === "reached") return reachedInWords(reader, measure, title);
  if (measure.ended === undefined) return measureInWords(reader, measure, title);
  const { ended } = textsFor(objectiveLineTexts, reader);
  const how = ended[measure.ended.as](dayInWords(reader, measure.ended.on));
  return `${endedInWords(reader, measure, title)}, ${how}`;
}

const en = {
  heading: "Objectives",
  atTarget: "reached",
  shortOfTarget: "not reached",
  /** None of its measures has a line and may be read above. */
  unmeasured: "no measure yet",
  ended: {
    reached: (day: string) => `reached ${day}`,
    "not-reached": (day: string) => `not reached, closed ${day}`,
    dropped: (day: string) => `dropped ${day}`,
  },
  unnamed: (count: number) =>
    `${count} ${plural("en", count, "measure", "measures")} that ${plural("en", count, "isn’t", "aren’t")} yours to read`,
};

const fr: typeof en = {
  heading: "Objectifs",
  atTarget: "atteint",
  shortOfTarget: "non atteint",
  unmeasured: "pas encore d’indicateur",
  ended: {
    reached: (day) => `atteint le ${day}`,
    "not-reached": (day) => `non atteint, clos le ${day}`,
    dropped: (day) => `abandonné le ${day}`,
  },
  unnamed: (count) => `${count} ${plural("fr", count, "indicateur", "indicateurs")} que vous ne lisez pas`,
};

export const objectiveLineTexts = { en, fr };
