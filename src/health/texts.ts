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
import { STATUS_CIRCLES } from "./rules.ts";
import type { Finding } from "./rules-checks.ts";
import type { GivenColour } from "./rules-given.ts";
import type { Pace } from "./rules-pace.ts";
import type { HealthSettings, Tolerances, TriggerName } from "./settings.ts";
import type { LastColour, Spell } from "./status/rules.ts";

type Every = "day" | "week" | "month" | "quarter" | "year";

/** `title` empty: the reader may not read it. */
const enItem = (code: string, title: string) => (title === "" ? code : `${code} “${title}”`);
const frItem = (code: string, title: string) => (title === "" ? code : `${code} «\u00a0${title}\u00a0»`);

const en = {
  colour: { green: "On track", amber: "At risk", red: "Off track" } satisfies Record<HealthColour, string>,
  noStatus: "No update",
  periods: (count: number, every: Every) => `${enOrdinal(count)} ${every} in a row at this status`,
  last: (colour: string, on: string) => `last: ${colour}, ${on}`,
  withLast: (said: string, last: string) => `${said}; ${last}`,
  wasUntil: (colour: string, on: string) => `was ${colour} until ${on}`,
  proposedRed: "At risk three times in a row. Should it be off track?",
  finding: {
    /** Counted to the day on which it was put to somebody. */
    blocker: (code: string, title: string, days: number) =>
      `${enItem(code, title)} has blocked work for at least ${days} working days.`,
    milestonePassed: (label: string, on: string | null) =>
      on === null
        ? `The date of “${label}” has passed.`
        : `“${label}” was planned for ${on}; that date has passed, with no new one since.`,
    riskOpen: (code: string, title: string) => `${enItem(code, title)} is a high risk with no response.`,
    confidence: (now: number, before: number | null) =>
      before === null || before === now
        ? `Confidence is ${now} out of 10.`
        : `Confidence went from ${before} to ${now} out of 10.`,
    ask: (code: string, title: string, days: number) =>
      `${enItem(code, title)} is ${days} ${plural("en", days, "day", "days")} overdue.`,
    same: (periods: number) => `The comment has barely changed in ${periods} periods.`,
    nothing: (periods: number) => `No comment with the status for ${periods} periods.`,
    moved: (label: string, days: number) =>
      `“${label}” moved by ${days} ${plural("en", days, "day", "days")}, but the status didn’t change.`,
    team: (colour: string, answers: number) => `The team says “${colour}” (median of ${answers} answers).`,
    participation: (answered: number, asked: number) =>
      `Based on ${answered} of ${asked} ${plural("en", asked, "answer", "answers")}.`,
    suddenRed: "Straight from on track to off track: what did we miss?",
    forecast: (label: string, moved: string, on: string) => `“${label}” ${moved}. Is ${on} still right?`,
  },
  /** `on`: the forecast. */
  pace: ({ days, times, isAbout }: Pace, on: string | null) => {
    const month = `${isAbout ? "about " : ""}${days} ${plural("en", days, "day", "days")} a month`;
    const often = ["twice", "three times", "four times", "five times"][times - 2] ?? `${times} times`;
    return `moved ${month} ${often}: ${on === null ? "at this pace not within a year of that date" : `${on} at this pace`}`;
  },
  why: {
    button: "Why this status?",
    menu: "Why this status?",
    title: "Why this status?",
    close: "Close",
    which: "Which program?",
    none: "No update: a check-in asks for this status, but no one has set it recently.",
    noneTold: "No update: a check-in asks for this status, but nothing shared with you is up to date.",
    notAsked: "Not requested: no check-in shared with you asks for a status here.",
    since: (on: string) => `since ${on}`,
    asOf: (at: string) => `As of this digest, ${at}.`,
    now: (colour: string, since: { at: string } | "corrected" | null) => {
      if (since === null) return `Now: ${colour}.`;
      return since === "corrected" ? `Now: ${colour}, corrected since.` : `Now: ${colour}, since ${since.at}.`;
    },
    nowNone: "Now: no recent update.",
    restsOn: (checkIns: string) => `Based on what’s shared with you: ${checkIns}.`,
    said: (name: string, at: string) => `Set by ${name}, ${at}`,
    reason: "Reason",
    path: "Recovery plan",
    pathNone: "No recovery plan yet, only the reason.",
    isCut: "The rest of the answer stays in the team, or appears once its author has seen that it’s being shared.",
    dimensions: "By dimension",
    noDimensions: "No status by dimension.",
    checks: "Checks",
    noChecks: "Nothing contradicts it.",
    nothingPut: "The owner wasn’t asked about anything that contradicts it.",
    kept: (reason: string) => `The owner’s answer: ${reason}`,
    unanswered: "The owner hasn’t answered yet.",
    dates: "Dates",
    dateNow: (label: string, on: string, passed: string, isReached: boolean) =>
      `${label}: now ${on} (${passed} ${isReached ? "was reached" : "has passed"})`,
    datesDiffer: (label: string, given: readonly { author: string; on: string }[]) =>
      `${label}: answers differ: ${given.map(({ author, on }) => `${author} ${on}`).join(", ")}`,
    date: (label: string, moved: string) => `${label}: ${moved}`,
    datesPassed: (label: string, first: string, last: string) => `${label}: ${first}, then ${last}`,
    dateKept: (label: string, on: string) => `${label}: ${on}, not moved so far`,
    past: (said: string, isReached: boolean | null) =>
      `${said} · ${isReached === null ? "that date has passed" : isReached ? "reached" : "not reached"}`,
    history: "Before",
    noneThen: "No recent update",
    criteria: "What each status means",
    held: "The lead is leaving this program out of the next digest.",
  },
  settings: {
    option: "Status and alerts…",
    title: "Status and alerts",
    submit: "Save",
    close: "Cancel",
    done: "Close",
    change: "Change…",
    saved: "Status and alerts saved.",
    criteria: "Status criteria",
    said: {
      criteria: ({ timeDays, timePercent, costPercent }: Tolerances) =>
        `On time: up to ${timeDays} ${plural("en", timeDays, "day", "days")} or ${timePercent}% late · on budget: up to ${costPercent}% over`,
      noAlerts: "None: nobody is asked or told at once.",
      terms: ({ blockerDays, lateDays, redPeriods }: HealthSettings["triggers"]) =>
        `Blocker limit: ${blockerDays} working ${plural("en", blockerDays, "day", "days")} · grace period: ${lateDays} ${plural("en", lateDays, "day", "days")} · flash report after ${redPeriods} ${plural("en", redPeriods, "period", "periods")} off track`,
    },
    timeDays: "On time: most days late",
    timePercent: "On time: or most percent late",
    costPercent: "On budget: most percent over",
    alerts: "Instant alerts",
    on: "When",
    trigger: {
      red: "Status turns off track – ask the owner",
      contradiction: "On track despite a serious blocker – ask the owner",
      blocker: "Blocker open too long – ask its owner",
      milestone: "Milestone missed – ask the person who set it",
      ask: "Request overdue – ask the requester",
      flash: "Off track for a while – flash report to the sponsor",
    } satisfies Record<TriggerName, string>,
    blockerDays: "Blocker limit, in working days",
    lateDays: "Grace period for milestones and requests, in days",
    redPeriods: "Periods off track before the flash report",
    number: (min: number, max: number) => `Enter a whole number from ${min} to ${max}.`,
  },
};

const fr: typeof en = {
  colour: { green: "Conforme", amber: "À risque", red: "Hors trajectoire" },
  noStatus: "Sans mise à jour",
  periods: (count, every) => {
    const name = { day: "jour", week: "semaine", month: "mois", quarter: "trimestre", year: "année" }[every];
    return `${count}e ${name} de suite avec ce statut`;
  },
  last: (colour, on) => `dernier statut\u00a0: ${colour}, ${on}`,
  withLast: (said, last) => `${said}\u00a0; ${last}`,
  wasUntil: (colour, on) => `était ${colour} jusqu’au ${on}`,
  proposedRed: "Trois périodes de suite à risque\u00a0: passage à «\u00a0Hors trajectoire\u00a0» proposé.",
  finding: {
    blocker: (code, title, days) => `${frItem(code, title)} bloque le travail depuis au moins ${days} jours ouvrés.`,
    milestonePassed: (label, on) =>
      on === null
        ? `«\u00a0${label}\u00a0»\u00a0: la date est passée.`
        : `«\u00a0${label}\u00a0» était prévu le ${on}\u00a0; la date est passée, sans nouvelle date depuis.`,
    riskOpen: (code, title) => `${frItem(code, title)} est un risque élevé resté sans réponse.`,
    confidence: (now, before) =>
      before === null || before === now
        ? `La confiance est à ${now} sur 10.`
        : `La confiance est passée de ${before} à ${now} sur 10.`,
    ask: (code, title, days) =>
      `${frItem(code, title)} a dépassé son échéance de ${days} ${plural("fr", days, "jour", "jours")}.`,
    same: (periods) => `Le commentaire n’a presque pas changé depuis ${periods} périodes.`,
    nothing: (periods) => `Statut donné sans commentaire depuis ${periods} périodes.`,
    moved: (label, days) =>
      `«\u00a0${label}\u00a0»\u00a0: décalage de ${days} ${plural("fr", days, "jour", "jours")}, sans changement de statut.`,
    team: (colour, answers) => `L’équipe répond «\u00a0${colour}\u00a0» (médiane de ${answers} réponses).`,
    participation: (answered, asked) =>
      `${answered} ${plural("fr", answered, "réponse reçue", "réponses reçues")} sur ${asked}.`,
    suddenRed:
      "Passage direct de «\u00a0Conforme\u00a0» à «\u00a0Hors trajectoire\u00a0»\u00a0: qu’avons-nous manqué\u00a0?",
    forecast: (label, moved, on) => `«\u00a0${label}\u00a0», ${moved}. Le ${on} est-il toujours d’actualité\u00a0?`,
  },
  pace: ({ days, times, isAbout }, on) => {
    const month = `${isAbout ? "d’environ " : "de "}${days} ${plural("fr", days, "jour", "jours")} par mois`;
    const often = ["deux fois", "trois fois", "quatre fois", "cinq fois"][times - 2] ?? `${times} fois`;
    const then = on === null ? "à ce rythme, pas dans l’année qui suit cette date" : `${on} à ce rythme`;
    return `décalé ${month} ${often}\u00a0: ${then}`;
  },
  why: {
    button: "Expliquer le statut",
    menu: "Expliquer le statut",
    title: "Explication du statut",
    close: "Fermer",
    which: "Quel programme\u00a0?",
    none: "Sans mise à jour\u00a0: un point d’étape demande ce statut, mais personne ne l’a donné récemment.",
    noneTold:
      "Sans mise à jour\u00a0: un point d’étape demande ce statut, mais rien de ce qui vous est communiqué n’est à jour.",
    notAsked:
      "Statut non demandé\u00a0: aucun point d’étape qui vous est communiqué ne demande le statut de ce programme.",
    since: (on) => `depuis le ${on}`,
    asOf: (at) => `Tel qu’indiqué dans cette synthèse, le ${at}.`,
    now: (colour, since) => {
      if (since === null) return `À présent\u00a0: ${colour}.`;
      return since === "corrected"
        ? `À présent\u00a0: ${colour}, corrigé depuis.`
        : `À présent\u00a0: ${colour}, depuis le ${since.at}.`;
    },
    nowNone: "À présent\u00a0: sans mise à jour récente.",
    restsOn: (checkIns) => `D’après ce qui vous est communiqué\u00a0: ${checkIns}.`,
    said: (name, at) => `Donné par ${name}, le ${at}`,
    reason: "Motif",
    path: "Plan de retour au vert",
    pathNone: "Pas encore de plan de retour au vert, seulement la justification.",
    isCut:
      "Le reste de la réponse est gardé dans l’équipe, ou apparaîtra une fois que la personne qui l’a écrit aura vu qu’il est transmis.",
    dimensions: "Par dimension",
    noDimensions: "Aucun statut par dimension.",
    checks: "Vérifications",
    noChecks: "Aucun fait ne le contredit.",
    nothingPut: "Aucun fait contraire n’a été soumis à la personne qui l’a donné.",
    kept: (reason) => `Réponse de la personne qui l’a donné\u00a0: ${reason}`,
    unanswered: "La personne qui l’a donné n’a pas encore répondu.",
    dates: "Dates",
    dateNow: (label, on, passed, isReached) =>
      `${label}\u00a0: désormais le ${on} (${isReached ? `l’échéance du ${passed} a été atteinte` : `le ${passed} est passé`})`,
    datesDiffer: (label, given) =>
      `${label}\u00a0: les réponses diffèrent\u00a0: ${given.map(({ author, on }) => `${author}, le ${on}`).join("\u00a0; ")}`,
    date: (label, moved) => `${label}\u00a0: ${moved}`,
    datesPassed: (label, first, last) => `${label}\u00a0: ${first}, puis ${last}`,
    dateKept: (label, on) => `${label}\u00a0: ${on}, aucun report enregistré`,
    past: (said, isReached) =>
      `${said} · ${isReached === null ? "cette date est passée" : isReached ? "échéance atteinte" : "échéance non atteinte"}`,
    history: "Auparavant",
    noneThen: "Sans mise à jour récente",
    criteria: "Ce que signifie chaque statut",
    held: "Les responsables excluent ce programme de la prochaine synthèse.",
  },
  settings: {
    option: "Statut et alertes…",
    title: "Statut et alertes",
    submit: "Enregistrer",
    close: "Annuler",
    done: "Fermer",
    change: "Modifier…",
    saved: "Statut et alertes\u00a0: c’est enregistré.",
    criteria: "Critères du statut",
    said: {
      criteria: ({ timeDays, timePercent, costPercent }) =>
        `Délais tenus\u00a0: jusqu’à ${timeDays} ${plural("fr", timeDays, "jour", "jours")} ou ${timePercent}\u00a0% de retard · budget tenu\u00a0: jusqu’à ${costPercent}\u00a0% de dépassement`,
      noAlerts: "Aucune\u00a0: personne n’est sollicité ni averti immédiatement.",
      terms: ({ blockerDays, lateDays, redPeriods }) =>
        `Durée maximale d’un blocage\u00a0: ${blockerDays} ${plural("fr", blockerDays, "jour ouvré", "jours ouvrés")} · retard toléré\u00a0: ${lateDays} ${plural("fr", lateDays, "jour", "jours")} · rapport d’alerte après ${redPeriods} ${plural("fr", redPeriods, "période", "périodes")} hors trajectoire`,
    },
    timeDays: "Délais tenus\u00a0: retard maximal, en jours",
    timePercent: "Délais tenus\u00a0: ou retard maximal, en pourcentage",
    costPercent: "Budget tenu\u00a0: dépassement maximal, en pourcentage",
    alerts: "Alertes immédiates",
    on: "Quand",
    trigger: {
      red: "Le statut passe à «\u00a0Hors trajectoire\u00a0»\u00a0: la personne qui l’a donné",
      contradiction: "«\u00a0Conforme\u00a0» malgré un blocage grave\u00a0: la personne qui l’a donné",
      blocker: "Blocage au-delà de sa durée maximale\u00a0: son porteur",
      milestone: "Jalon en retard\u00a0: la personne qui a fixé la date",
      ask: "Demande en retard\u00a0: la personne qui l’a faite",
      flash: "«\u00a0Hors trajectoire\u00a0» durable\u00a0: le sponsor, par un rapport d’alerte",
    },
    blockerDays: "Durée maximale d’un blocage, en jours ouvrés",
    lateDays: "Retard toléré d’un jalon ou d’une demande, en jours",
    redPeriods: "Périodes hors trajectoire avant le rapport d’alerte",
    number: (min, max) => `Indiquez un nombre entier de ${min} à ${max}.`,
  },
};

export const healthTexts = { en, fr };

/** `Off track`; grey: `No update`. */
export function statusName(reader: Pick<Reader, "locale">, colour: HealthColour | "grey"): string {
  const { colour: names, noStatus } = textsFor(healthTexts, reader);
  return colour === "grey" ? noStatus : names[colour];
}

/** `last: 🔴 Off track, Wed 4 Nov`. */
export function lastColourIn(reader: Reader, { colour, on }: LastColour): string {
  const texts = textsFor(healthTexts, reader);
  return texts.last(`${STATUS_CIRCLES[colour]} ${texts.colour[colour]}`, shortDate(reader, on));
}

/** `was 🔴 Off track until Mon 2 Nov`: before the last one. */
export function worseColourIn(reader: Reader, { colour, until }: Spell<GivenColour>): string {
  const texts = textsFor(healthTexts, reader);
  return texts.wasUntil(
    `${STATUS_CIRCLES[colour]} ${texts.colour[colour]}`,
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
