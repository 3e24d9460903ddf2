import { z } from "zod";
import { decimalText } from "../../platform/texts/decimals.ts";
import { date, defineItemType, field, type Moves, text } from "./item-type.ts";

export const MOST_WAYPOINTS = 4;
export const LONGEST_UNIT = 24;
/** Working days after a period on which its number may become known. */
export const LAST_KNOWN_ON = 20;
export const USUAL_KNOWN_ON = 2;

export const DIRECTIONS = ["rise", "fall", "above", "below"] as const;
export const MEASURE_RHYTHMS = ["monthly", "quarterly"] as const;

const DIRECTION_NAMES = {
  rise: { en: "Should rise", fr: "Doit monter" },
  fall: { en: "Should fall", fr: "Doit baisser" },
  above: { en: "Should stay above", fr: "Doit rester au-dessus" },
  below: { en: "Should stay below", fr: "Doit rester au-dessous" },
};

const ALSO_DIRECTIONS = {
  rise: ["rise", "up", "hausse", "monter"],
  fall: ["fall", "down", "baisse", "baisser"],
  above: ["above", "stay above", "au-dessus"],
  below: ["below", "stay below", "au-dessous"],
};

const RHYTHM_NAMES = {
  monthly: { en: "Monthly", fr: "Mensuel" },
  quarterly: { en: "Quarterly", fr: "Trimestriel" },
};

const ALSO_RHYTHMS = { monthly: ["month", "mensuelle"], quarterly: ["quarter", "trimestrielle"] };

/** What must be reached on the way to the target, and by when. */
const waypoint = z.strictObject({ on: date, value: decimalText });
export type Waypoint = z.infer<typeof waypoint>;

/** A goal ends in one of three ways, and may be opened again. */
const MOVES: Moves = {
  open: ["reached", "not-reached", "dropped"],
  reached: ["open"],
  "not-reached": ["open"],
  dropped: ["open"],
};

/**
 * A number that shows whether an objective, or what a program promises, is reached. Its date is that of the target; its values
 * are rows of their own, which only grow. One that has no baseline or target yet has no line.
 */
export const measure = defineItemType({
  type: "measure",
  prefix: "KPI",
  name: { en: "Measure", fr: "Indicateur" },
  plural: { en: "Measures", fr: "Indicateurs" },
  genderFr: "masculine",
  words: { en: ["measure", "kpi"], fr: ["indicateur"] },
  schema: z.strictObject({
    // Where the words of somebody were erased, longer than a form takes.
    unit: text.optional(),
    direction: z.enum(DIRECTIONS),
    baseline: decimalText.optional(),
    baselineOn: date.optional(),
    target: decimalText.optional(),
    /** The first target ever given: it stays. */
    firstTarget: decimalText.optional(),
    rhythm: z.enum(MEASURE_RHYTHMS),
    knownOn: z.int().min(1).max(LAST_KNOWN_ON),
    waypoints: z.array(waypoint).max(MOST_WAYPOINTS).optional(),
  }),
  blank: { direction: "rise", rhythm: "monthly", knownOn: USUAL_KNOWN_ON },
  fields: [
    field(
      "unit",
      { en: "Unit", fr: "Unité" },
      { is: "line", longest: LONGEST_UNIT },
      {
        hint: { en: "For example: points, %, days.", fr: "Par exemple\u00a0: points, %, jours." },
        calledFr: ["Unité"],
      },
    ),
    field(
      "direction",
      { en: "Direction", fr: "Sens" },
      { is: "choice", options: DIRECTION_NAMES, alsoCalled: ALSO_DIRECTIONS, fallback: "rise" },
      { calledFr: ["Sens"] },
    ),
    field(
      "baseline",
      { en: "Baseline", fr: "Valeur de départ" },
      { is: "decimal" },
      { isRequired: true, calledFr: ["Valeur de départ"] },
    ),
    field(
      "baselineOn",
      { en: "Baseline measured on", fr: "Valeur de départ mesurée le" },
      { is: "date", isPast: true },
      { isRequired: true, calledFr: ["Valeur de départ mesurée le", "Départ le"] },
    ),
    field("target", { en: "Target", fr: "Cible" }, { is: "decimal" }, { isRequired: true, calledFr: ["Cible"] }),
    field(
      "rhythm",
      { en: "How often is it measured?", fr: "À quel rythme est-il mesuré\u00a0?" },
      { is: "choice", options: RHYTHM_NAMES, alsoCalled: ALSO_RHYTHMS, fallback: "monthly" },
      { calledFr: ["Rythme"] },
    ),
    field(
      "knownOn",
      { en: "Known on working day", fr: "Connu le jour ouvré n°" },
      { is: "number", least: 1, most: LAST_KNOWN_ON, usual: USUAL_KNOWN_ON },
      {
        hint: {
          en: "After the month or quarter: 2 is the second working day. Its owner is asked then.",
          fr: "Après le mois ou le trimestre\u00a0: 2 est le deuxième jour ouvré. Son porteur est interrogé ce jour-là.",
        },
        calledFr: ["Connu le jour ouvré"],
      },
    ),
    field(
      "waypoints",
      { en: "Waypoints", fr: "Valeurs intermédiaires" },
      { is: "waypoints", most: MOST_WAYPOINTS },
      {
        hint: {
          en: "One per line, up to four: 30 Jun 2027 2.9",
          fr: "Une par ligne, quatre au plus\u00a0: 30 juin 2027 2,9",
        },
        calledFr: ["Valeurs intermédiaires"],
      },
    ),
  ],
  form: { due: { en: "Target by", fr: "Cible pour le" } },
  moves: MOVES,
});

export const MOST_MEASURES = 3;
export const MOST_SERVING = 20;

/** What must be true at the end of a year: of a program or portfolio, shown by one to three measures. */
export const objective = defineItemType({
  type: "objective",
  prefix: "O",
  name: { en: "Objective", fr: "Objectif" },
  plural: { en: "Objectives", fr: "Objectifs" },
  genderFr: "masculine",
  words: { en: ["objective"], fr: ["objectif"] },
  schema: z.strictObject({
    /** As the fiscal year is called: the one in which it ends. */
    year: z.int().min(2000).max(2100).optional(),
    why: text.optional(),
    /** Ids of measures. */
    measureIds: z.array(z.string()).max(MOST_MEASURES).optional(),
    /** Ids of programs that serve it. */
    programIds: z.array(z.string()).max(MOST_SERVING).optional(),
  }),
  fields: [
    field("year", { en: "Year", fr: "Année" }, { is: "year" }, { isRequired: true, calledFr: ["Année", "Exercice"] }),
    field("why", { en: "Why", fr: "Pourquoi" }, { is: "line" }, { calledFr: ["Pourquoi"] }),
    field(
      "measureIds",
      { en: "Measures", fr: "Indicateurs" },
      { is: "items", most: MOST_MEASURES },
      {
        isRequired: true,
        column: "measures",
        hint: { en: "One to three. Add them first.", fr: "Un à trois, à ajouter d’abord." },
        calledFr: ["Indicateurs"],
      },
    ),
    field(
      "programIds",
      { en: "Programs that serve it", fr: "Programmes qui y contribuent" },
      { is: "programs", most: MOST_SERVING },
      { column: "served_by", calledFr: ["Programmes contributeurs"] },
    ),
  ],
  form: { due: { en: "By", fr: "Pour le" }, isDueOptional: true },
  moves: MOVES,
});
