/** Texts of objectives: how they and their measures stand, and the screen of all. */
import { plural } from "../platform/texts/language.ts";

interface Way {
  before: string;
  latest: string;
  /** With its unit. */
  target: string;
  planned: string;
  day: string;
}

const en = {
  stands: {
    "not-reached": "not reached",
    "behind-twice": "behind twice running",
    behind: "behind",
    "no-figure": "no figure",
    "no-value": "no value yet",
    "no-line": "no baseline or target yet",
    "on-line": "on its line",
    reached: "reached",
    dropped: "dropped",
  },
  noFigureSince: (day: string) => `no figure since ${day}`,
  way: {
    rise: ({ before, latest, target, planned, day }: Way) =>
      `${before} → ${latest} of ${target} (${planned} planned), ${day}`,
    fall: ({ before, latest, target, planned, day }: Way) =>
      `${before} → ${latest}, down to ${target} (${planned} planned), ${day}`,
    above: ({ before, latest, target, day }: Way) => `${before} → ${latest}, to stay above ${target}, ${day}`,
    below: ({ before, latest, target, day }: Way) => `${before} → ${latest}, to stay below ${target}, ${day}`,
  },
  from: (baseline: string, target: string, day: string) => `from ${baseline} to ${target} by ${day}`,
  lastValue: (value: string, day: string) => `${value}, ${day}`,
  worst: (measure: string, stands: string) => `${measure}: ${stands}`,
  line: "Line",
  corner: (value: string, day: string) => `${value} on ${day}`,
  firstTarget: (value: string) => `first target: ${value}`,
  values: "Values",
  noValues: "No value has been entered yet.",
  earlierValues: (count: number) => `and ${count} earlier ${plural("en", count, "value", "values")}`,
  entry: (value: string, day: string) => `${value} on ${day}`,
  replaced: "replaced by a later entry",
  source: { form: "in the form", "check-in": "in a check-in", file: "from a file", command: "by a command" },
  enterNumber: "Enter a number…",
  measures: "Measures",
  screen: {
    title: "Objectives",
    command: "see objectives, their measures and the programs that serve them",
    year: "Year",
    allYears: "All years",
    label: "Label",
    allLabels: "All labels",
    addObjective: "Add an objective…",
    addMeasure: "Add a measure…",
    csv: "CSV",
    open: "Open",
    enter: "Enter…",
    due: (count: number) => plural("en", count, "A number is due from you.", `${count} numbers are due from you.`),
    served: (programs: string) => `Served by ${programs}`,
    otherPrograms: (count: number) => `${count} ${plural("en", count, "program", "programs")} that you can’t see`,
    otherMeasures: (count: number) => `${count} more ${plural("en", count, "measure", "measures")} that you can’t read`,
    apart: "Measures in no objective",
    none: (year: string) => `*No objective for ${year} yet.*`,
    noneAtAll: "*No objective yet.*",
    first:
      "An objective is what must be true at the end of the year, shown by one to three measures. Add the measures first, then the objective.",
    others: "The objectives of your programs and portfolios appear here once somebody who leads them adds them.",
    close: "Close",
  },
  csv: {
    sent: "The file comes to you as a message.",
    title: "Values of measures",
    file: "measures",
    columns: ["Objective", "Measure", "Code", "Unit", "Day", "Value", "Planned", "Target"],
    allYears: "all years",
  },
  home: {
    title: "Your objectives",
    more: (count: number) => `and ${count} more ${plural("en", count, "objective", "objectives")}`,
  },
  program: {
    title: "Objectives and measures",
    more: (count: number) => `and ${count} more`,
    open: "Open one…",
    all: "All objectives…",
  },
};

const fr: typeof en = {
  stands: {
    "not-reached": "non atteint",
    "behind-twice": "en retrait deux fois de suite",
    behind: "en retrait",
    "no-figure": "aucun chiffre",
    "no-value": "pas encore de valeur",
    "no-line": "valeur de départ ou cible à définir",
    "on-line": "comme prévu",
    reached: "atteint",
    dropped: "abandonné",
  },
  noFigureSince: (day) => `aucun chiffre depuis le ${day}`,
  way: {
    rise: ({ before, latest, target, planned, day }) =>
      `${before} → ${latest} sur ${target} (prévu\u00a0: ${planned}), ${day}`,
    fall: ({ before, latest, target, planned, day }) =>
      `${before} → ${latest}, à ramener à ${target} (prévu\u00a0: ${planned}), ${day}`,
    above: ({ before, latest, target, day }) => `${before} → ${latest}, à maintenir au-dessus de ${target}, ${day}`,
    below: ({ before, latest, target, day }) => `${before} → ${latest}, à maintenir au-dessous de ${target}, ${day}`,
  },
  from: (baseline, target, day) => `de ${baseline} à ${target} pour le ${day}`,
  lastValue: (value, day) => `${value}, ${day}`,
  worst: (measure, stands) => `${measure}\u00a0: ${stands}`,
  line: "Prévu",
  corner: (value, day) => `${value} le ${day}`,
  firstTarget: (value) => `première cible\u00a0: ${value}`,
  values: "Valeurs",
  noValues: "Aucune valeur n’a encore été saisie.",
  earlierValues: (count) => `et ${count} ${plural("fr", count, "valeur antérieure", "valeurs antérieures")}`,
  entry: (value, day) => `${value} le ${day}`,
  replaced: "remplacée par une saisie ultérieure",
  source: {
    form: "dans le formulaire",
    "check-in": "dans un point",
    file: "par un fichier",
    command: "par une commande",
  },
  enterNumber: "Saisir un chiffre…",
  measures: "Indicateurs",
  screen: {
    title: "Objectifs",
    command: "voir les objectifs, leurs indicateurs et les programmes qui y contribuent",
    year: "Année",
    allYears: "Toutes les années",
    label: "Étiquette",
    allLabels: "Toutes les étiquettes",
    addObjective: "Ajouter un objectif…",
    addMeasure: "Ajouter un indicateur…",
    csv: "CSV",
    open: "Ouvrir",
    enter: "Saisir…",
    due: (count) => plural("fr", count, "Un chiffre est attendu de vous.", `${count} chiffres sont attendus de vous.`),
    served: (programs) => `Avec la contribution de ${programs}`,
    otherPrograms: (count) =>
      `${count} ${plural("fr", count, "programme que vous ne voyez pas", "programmes que vous ne voyez pas")}`,
    otherMeasures: (count) =>
      `${count} ${plural("fr", count, "autre indicateur", "autres indicateurs")} que vous ne lisez pas`,
    apart: "Indicateurs sans objectif",
    none: (year) => `*Aucun objectif pour ${year} pour l’instant.*`,
    noneAtAll: "*Aucun objectif pour l’instant.*",
    first:
      "Un objectif dit ce qui doit être vrai à la fin de l’année\u00a0; un à trois indicateurs le montrent. Ajoutez d’abord les indicateurs, puis l’objectif.",
    others:
      "Les objectifs de vos programmes et portefeuilles apparaîtront ici dès que leurs responsables les auront ajoutés.",
    close: "Fermer",
  },
  csv: {
    sent: "Le fichier vous parvient par message.",
    title: "Valeurs des indicateurs",
    file: "indicateurs",
    columns: ["Objectif", "Indicateur", "Code", "Unité", "Jour", "Valeur", "Prévu", "Cible"],
    allYears: "toutes les années",
  },
  home: {
    title: "Vos objectifs",
    more: (count) => `et ${count} ${plural("fr", count, "autre objectif", "autres objectifs")}`,
  },
  program: {
    title: "Objectifs et indicateurs",
    more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")}`,
    open: "Ouvrir…",
    all: "Tous les objectifs…",
  },
};

export const objectiveTexts = { en, fr };
