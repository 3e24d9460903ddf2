import type { HealthColour } from "../cadences/questions/health-scale.ts";
import { type LocalText, textIn } from "../cadences/questions/questions.ts";
import {
  enOrdinal,
  languageOf,
  longDate,
  plural,
  type Reader,
  shortDate,
  textsFor,
} from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { HEALTH_SHAPES } from "./rules.ts";
import type { Finding } from "./rules-checks.ts";
import type { GivenColour } from "./rules-given.ts";
import type { Pace } from "./rules-pace.ts";
import type { TriggerName } from "./settings.ts";
import type { LastColour, Spell } from "./status/rules.ts";

type Every = "day" | "week" | "month" | "quarter" | "year";

/** `title` empty: the reader may not read it. */
const enItem = (code: string, title: string) => (title === "" ? code : `${code} “${title}”`);
const frItem = (code: string, title: string) => (title === "" ? code : `${code} «\u00a0${title}\u00a0»`);

const en = {
  colour: { green: "On track", amber: "At risk", red: "Off track" } satisfies Record<HealthColour, string>,
  noStatus: "No update",
  periods: (count: number, every: Every) => `${enOrdinal(count)} ${every} in a row in this colour`,
  last: (colour: string, on: string) => `last: ${colour}, ${on}`,
  withLast: (said: string, last: string) => `${said}; ${last}`,
  wasUntil: (colour: string, on: string) => `was ${colour} until ${on}`,
  proposedRed: "Three periods at risk in a row: proposed as off track.",
  finding: {
    /** Counted to the day on which it was put to somebody. */
    blocker: (code: string, title: string, days: number) =>
      `${enItem(code, title)} has blocked work for at least ${days} working days.`,
    milestonePassed: (label: string, on: string | null) =>
      on === null
        ? `The day of “${label}” has passed.`
        : `“${label}” was ${on}: that day has passed, and no date has been given since.`,
    riskOpen: (code: string, title: string) => `${enItem(code, title)} is a high risk without a response.`,
    confidence: (now: number, before: number | null) =>
      before === null || before === now
        ? `Confidence is ${now} of 10.`
        : `Confidence went from ${before} to ${now} of 10.`,
    ask: (code: string, title: string, days: number) =>
      `${enItem(code, title)} is ${days} ${plural("en", days, "day", "days")} past its date.`,
    same: (periods: number) => `The text has been nearly the same for ${periods} periods.`,
    nothing: (periods: number) => `Nothing was written with the colour for ${periods} periods.`,
    moved: (label: string, days: number) =>
      `“${label}” was moved by ${days} ${plural("en", days, "day", "days")}; the colour is the same.`,
    team: (colour: string, answers: number) => `The team says “${colour}” (median of ${answers} answers).`,
    participation: (answered: number, asked: number) =>
      `It rests on ${answered} of ${asked} ${plural("en", asked, "answer", "answers")}.`,
    suddenRed: "From on track to off track in one step: what did we not see?",
    forecast: (label: string, moved: string, on: string) => `“${label}” ${moved}. Is ${on} still right?`,
  },
  /** `on`: the forecast. */
  pace: ({ days, times, isAbout }: Pace, on: string | null) => {
    const month = `${isAbout ? "about " : ""}${days} ${plural("en", days, "day", "days")} a month`;
    const often = ["twice", "three times", "four times", "five times"][times - 2] ?? `${times} times`;
    return `moved ${month} ${often}: ${on === null ? "at this pace not within a year of that date" : `${on} at this pace`}`;
  },
  why: {
    button: "Why this colour?",
    menu: "Why this colour?",
    title: "Why this colour?",
    close: "Close",
    which: "Of which program?",
    none: "No update: it has a check-in that asks for a status, and nobody has given one lately.",
    noneTold: "No update: it has a check-in that asks for a status, and none that you are told of is up to date.",
    notAsked: "No check-in that you are told of asks for a status here.",
    since: (on: string) => `since ${on}`,
    asOf: (at: string) => `As it stood in this digest, ${at}.`,
    now: (colour: string, since: { at: string } | "corrected" | null) => {
      if (since === null) return `Now: ${colour}.`;
      return since === "corrected"
        ? `Now: ${colour}, by a correction made since.`
        : `Now: ${colour}, since ${since.at}.`;
    },
    nowNone: "Now: no recent update.",
    restsOn: (checkIns: string) => `Rests on what you are told of: ${checkIns}.`,
    said: (name: string, at: string) => `Given by ${name}, ${at}`,
    reason: "Reason",
    path: "Path to green",
    pathNone: "No path to green was given apart from the reason.",
    isCut:
      "What else was written with it stays in the team, or is shown once whoever wrote it has seen that it goes up.",
    dimensions: "By dimension",
    noDimensions: "With this colour no dimension was given one by one.",
    checks: "Checks",
    noChecks: "No fact speaks against it.",
    nothingPut: "Nothing that speaks against it was put to its owner.",
    kept: (reason: string) => `The owner’s answer: ${reason}`,
    unanswered: "The owner has not answered yet.",
    dates: "Dates",
    dateNow: (label: string, on: string, passed: string, isReached: boolean) =>
      `${label}: now ${on} (${passed} ${isReached ? "was reached" : "has passed"})`,
    datesDiffer: (label: string, given: readonly { author: string; on: string }[]) =>
      `${label}: not the same for all: ${given.map(({ author, on }) => `${author} ${on}`).join(", ")}`,
    date: (label: string, moved: string) => `${label}: ${moved}`,
    datesPassed: (label: string, first: string, last: string) => `${label}: ${first}, then ${last}`,
    dateKept: (label: string, on: string) => `${label}: ${on}, no move on record`,
    past: (said: string, isReached: boolean | null) =>
      `${said} · ${isReached === null ? "that day has passed" : isReached ? "reached" : "not reached"}`,
    history: "Before",
    noneThen: "No recent update",
    criteria: "What the colours mean here",
    held: "The lead holds this program’s part back for the next digest.",
  },
  settings: {
    option: "Status and alerts…",
    title: "Status and alerts",
    submit: "Save",
    close: "Cancel",
    saved: "Status and alerts are saved.",
    tolerances: "Criteria of the status",
    timeDays: "On time: up to how many days late",
    timePercent: "On time: or up to how many percent late",
    costPercent: "On budget: up to how many percent over",
    alerts: "Asked or told at once",
    on: "When",
    trigger: {
      red: "The status turns to off track: the owner",
      contradiction: "On track with a grave blocker open: the owner",
      blocker: "A blocker outlasts its term: its owner",
      milestone: "A milestone passes its date: whoever gave it",
      ask: "An ask passes its date: whoever asked",
      flash: "Off track for some time: the sponsor, by flash report",
    } satisfies Record<TriggerName, string>,
    blockerDays: "A blocker’s term, in working days",
    lateDays: "Days that a milestone or an ask may be late",
    redPeriods: "Periods off track before the flash report",
    number: (min: number, max: number) => `Give a whole number from ${min} to ${max}.`,
  },
};

const fr: typeof en = {
  colour: { green: "Conforme", amber: "À risque", red: "Hors trajectoire" },
  noStatus: "Sans mise à jour",
  periods: (count, every) => {
    const name = { day: "jour", week: "semaine", month: "mois", quarter: "trimestre", year: "année" }[every];
    return `${count}e ${name} de suite dans cette couleur`;
  },
  last: (colour, on) => `dernière météo\u00a0: ${colour}, ${on}`,
  withLast: (said, last) => `${said}\u00a0; ${last}`,
  wasUntil: (colour, on) => `était ${colour} jusqu’au ${on}`,
  proposedRed: "Trois périodes de suite à risque\u00a0: proposé hors trajectoire.",
  finding: {
    blocker: (code, title, days) => `${frItem(code, title)} bloque le travail depuis au moins ${days} jours ouvrés.`,
    milestonePassed: (label, on) =>
      on === null
        ? `«\u00a0${label}\u00a0»\u00a0: le jour est passé.`
        : `«\u00a0${label}\u00a0»\u00a0: le ${on} est passé, sans date donnée depuis.`,
    riskOpen: (code, title) => `${frItem(code, title)} est un risque élevé resté sans réponse.`,
    confidence: (now, before) =>
      before === null || before === now
        ? `La confiance est à ${now} sur 10.`
        : `La confiance est passée de ${before} à ${now} sur 10.`,
    ask: (code, title, days) =>
      `${frItem(code, title)} a dépassé sa date de ${days} ${plural("fr", days, "jour", "jours")}.`,
    same: (periods) => `Le texte est presque le même depuis ${periods} périodes.`,
    nothing: (periods) => `Rien n’accompagne la couleur depuis ${periods} périodes.`,
    moved: (label, days) =>
      `«\u00a0${label}\u00a0»\u00a0: décalage de ${days} ${plural("fr", days, "jour", "jours")}, sans changement de couleur.`,
    team: (colour, answers) => `L’équipe répond «\u00a0${colour}\u00a0» (médiane de ${answers} réponses).`,
    participation: (answered, asked) =>
      `${answered} ${plural("fr", answered, "réponse reçue", "réponses reçues")} sur ${asked}.`,
    suddenRed: "Du vert au rouge d’un coup\u00a0: qu’avons-nous manqué\u00a0?",
    forecast: (label, moved, on) => `«\u00a0${label}\u00a0», ${moved}. Le ${on} tient-il toujours\u00a0?`,
  },
  pace: ({ days, times, isAbout }, on) => {
    const month = `${isAbout ? "d’environ " : "de "}${days} ${plural("fr", days, "jour", "jours")} par mois`;
    const often = ["deux fois", "trois fois", "quatre fois", "cinq fois"][times - 2] ?? `${times} fois`;
    const then = on === null ? "à ce rythme, pas dans l’année qui suit cette date" : `${on} à ce rythme`;
    return `décalé ${month} ${often}\u00a0: ${then}`;
  },
  why: {
    button: "Pourquoi cette couleur\u00a0?",
    menu: "Pourquoi cette couleur\u00a0?",
    title: "D’où vient la couleur",
    close: "Fermer",
    which: "De quel programme\u00a0?",
    none: "Sans mise à jour\u00a0: un point d’étape demande la météo, et personne ne l’a donnée récemment.",
    noneTold:
      "Sans mise à jour\u00a0: un point d’étape demande la météo, et aucune de celles qui vous sont communiquées n’est à jour.",
    notAsked: "Aucun point d’étape qui vous est communiqué ne demande la météo de ce programme.",
    since: (on) => `depuis le ${on}`,
    asOf: (at) => `Telle qu’elle était dans cette synthèse, le ${at}.`,
    now: (colour, since) => {
      if (since === null) return `À présent\u00a0: ${colour}.`;
      return since === "corrected"
        ? `À présent\u00a0: ${colour}, par une correction faite depuis.`
        : `À présent\u00a0: ${colour}, depuis le ${since.at}.`;
    },
    nowNone: "À présent\u00a0: sans mise à jour récente.",
    restsOn: (checkIns) => `D’après ce qui vous est communiqué\u00a0: ${checkIns}.`,
    said: (name, at) => `Donnée par ${name}, le ${at}`,
    reason: "Motif",
    path: "Retour au vert",
    pathNone: "Aucun plan de retour au vert n’a été donné en dehors de la justification.",
    isCut:
      "Le reste de ce qui l’accompagne est gardé dans l’équipe, ou n’apparaîtra qu’une fois que son auteur aura vu qu’il remonte.",
    dimensions: "Par dimension",
    noDimensions: "Avec cette couleur, aucune dimension n’a été renseignée.",
    checks: "Vérifications",
    noChecks: "Aucun fait ne la contredit.",
    nothingPut: "Rien qui la contredise n’a été soumis à qui l’a donnée.",
    kept: (reason) => `Réponse du responsable\u00a0: ${reason}`,
    unanswered: "Le responsable n’a pas encore répondu.",
    dates: "Dates",
    dateNow: (label, on, passed, isReached) =>
      `${label}\u00a0: désormais le ${on} (${isReached ? `l’échéance du ${passed} a été atteinte` : `le ${passed} est passé`})`,
    datesDiffer: (label, given) =>
      `${label}\u00a0: les réponses diffèrent\u00a0: ${given.map(({ author, on }) => `${author}, le ${on}`).join("\u00a0; ")}`,
    date: (label, moved) => `${label}\u00a0: ${moved}`,
    datesPassed: (label, first, last) => `${label}\u00a0: ${first}, puis ${last}`,
    dateKept: (label, on) => `${label}\u00a0: ${on}, aucun report enregistré`,
    past: (said, isReached) =>
      `${said} · ${isReached === null ? "ce jour est passé" : isReached ? "échéance atteinte" : "échéance non atteinte"}`,
    history: "Auparavant",
    noneThen: "Sans mise à jour récente",
    criteria: "Ce que signifient les couleurs ici",
    held: "Le responsable retient la partie de ce programme pour la prochaine synthèse.",
  },
  settings: {
    option: "Météo et alertes…",
    title: "Météo et alertes",
    submit: "Enregistrer",
    close: "Annuler",
    saved: "Météo et alertes\u00a0: c’est enregistré.",
    tolerances: "Critères de la météo",
    timeDays: "Délais tenus\u00a0: retard maximal, en jours",
    timePercent: "Délais tenus\u00a0: ou retard maximal, en pourcentage",
    costPercent: "Budget tenu\u00a0: dépassement maximal, en pourcentage",
    alerts: "Sollicités ou prévenus aussitôt",
    on: "Quand",
    trigger: {
      red: "La météo passe au rouge\u00a0: la personne qui l’a donnée",
      contradiction: "Au vert malgré un blocage grave\u00a0: la même",
      blocker: "Un blocage dure au-delà du terme\u00a0: qui en répond",
      milestone: "Un jalon passe sa date\u00a0: la personne qui l’a donnée",
      ask: "Une demande passe sa date\u00a0: la personne qui demande",
      flash: "Rouge durable\u00a0: le sponsor, par un rapport d’alerte",
    },
    blockerDays: "Terme d’un blocage, en jours ouvrés",
    lateDays: "Retard toléré d’un jalon ou d’une demande, en jours",
    redPeriods: "Périodes au rouge avant le rapport d’alerte",
    number: (min, max) => `Indiquez un nombre entier de ${min} à ${max}.`,
  },
};

export const healthTexts = { en, fr };

/** `Off track`; grey: `No update`. */
export function statusName(reader: Pick<Reader, "locale">, colour: HealthColour | "grey"): string {
  const { colour: names, noStatus } = textsFor(healthTexts, reader);
  return colour === "grey" ? noStatus : names[colour];
}

/** `last: ■ Off track, Wed 4 Nov`. */
export function lastColourIn(reader: Reader, { colour, on }: LastColour): string {
  const texts = textsFor(healthTexts, reader);
  return texts.last(`${HEALTH_SHAPES[colour]} ${texts.colour[colour]}`, shortDate(reader, on));
}

/** `was ■ Off track until Mon 2 Nov`: before the last one. */
export function worseColourIn(reader: Reader, { colour, until }: Spell<GivenColour>): string {
  const texts = textsFor(healthTexts, reader);
  return texts.wasUntil(
    `${HEALTH_SHAPES[colour]} ${texts.colour[colour]}`,
    shortDate(reader, localDateOf(until, reader.zone)),
  );
}

/** After what says that it has none. */
export function withLastColour(
  reader: Reader,
  said: string,
  last: (LastColour & { worse?: Spell<GivenColour> | null }) | null | undefined,
): string {
  if (!last) return said;
  const { withLast } = textsFor(healthTexts, reader);
  const told = withLast(said, lastColourIn(reader, last));
  return last.worse ? withLast(told, worseColourIn(reader, last.worse)) : told;
}

/** A finding as a sentence, plain text. */
export function findingSentence(reader: Pick<Reader, "locale" | "today">, found: Finding): string {
  const { finding, colour, pace } = textsFor(healthTexts, reader);
  const said = (label: LocalText) => textIn(label, languageOf(reader.locale));
  switch (found.check) {
    case "W1":
      return finding.blocker(found.code, found.title, found.workingDays);
    case "W2":
      return found.late === "milestone"
        ? finding.milestonePassed(said(found.label), found.on && longDate(reader, found.on))
        : finding.riskOpen(found.code, found.title);
    case "W3":
      return finding.confidence(found.now, found.before);
    case "W4":
      return finding.ask(found.code, found.title, found.days);
    case "W5":
      return found.because === "same" ? finding.same(found.periods) : finding.nothing(found.periods);
    case "W6":
      return finding.moved(said(found.label), found.days);
    case "W7":
      return finding.team(colour[found.team], found.answers);
    case "W8":
      return finding.participation(found.answered, found.asked);
    case "W9":
      return finding.suddenRed;
    case "P1": {
      const day = (date: LocalDate) => longDate({ today: found.date, ...reader }, date);
      const { forecast } = found.pace;
      return finding.forecast(said(found.label), pace(found.pace, forecast && day(forecast)), day(found.date));
    }
  }
}
