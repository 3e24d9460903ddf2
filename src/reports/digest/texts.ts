/** The words of a first screen. */

import type { Outlook } from "../../cadences/questions/questions.ts";
import { RECOMMENDED } from "../../cadences/questions/recommendation-in-words.ts";
import { ofName, plural } from "../../platform/texts/language.ts";
import type { ScreenInput, SectionName } from "./screen.ts";

type Role = ScreenInput["reader"]["role"];

/** What is left out of a screen, in groups in which a reader would count it. */
export const LEFT_OUT = [
  "requests",
  "blocked",
  "newly",
  "recommended",
  "outlook",
  "moved",
  "better",
  "decided",
  "finished",
  "measures",
  "value",
  "done",
  "upcoming",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

const EN_OUTLOOKS: Record<Outlook, string> = { yes: "yes", uncertain: "uncertain", no: "no" };
const FR_OUTLOOKS: Record<Outlook, string> = { yes: "oui", uncertain: "incertain", no: "non" };

/** “yes → uncertain”; where nothing else was said before, “uncertain”. */
function thenAndNow(names: Record<Outlook, string>, was: Outlook | undefined, is: Outlook): string {
  return was === undefined || was === is ? names[is] : `${names[was]} → ${names[is]}`;
}

type TrackCounts = Record<"done" | "all", number> & Record<"ends" | "planned", string>;

const en = {
  programs: (count: number) => `${count} ${plural("en", count, "program", "programs")}`,
  reader: (name: string, role: Role) => `for ${name}, ${en.roles[role]}`,
  roles: {
    sponsor: "sponsor",
    steering: "steering committee",
    lead: "lead",
    deputy: "deputy",
    secretary: "secretary",
    team: "team",
    office: "office",
  } satisfies Record<Role, string>,
  written: (answered: number, asked: number, areLeads: boolean) =>
    areLeads
      ? `written by ${answered} of ${asked} ${plural("en", asked, "lead", "leads")}`
      : `answered by ${answered} of ${asked} asked`,
  writtenFor: (written: number, programs: number) => `written for ${written} of ${programs} programs`,
  nobodyWrote: "nobody has written",
  nobodyWroteIn: (month: string, age: string | null) =>
    `Nobody wrote in ${month}${age === null ? "" : `; ${age} in a row`}`,
  nobodyAsked: "nobody was asked",
  asOf: (day: string) => `as of ${day}`,
  corrected: (names: string, day: string) => `corrected on ${day}: ${names}`,
  needs: (count: number) => `Needs you (${count})`,
  nothingNeedsYou: "Nothing needs you",
  needsSettled: "Needed you, settled since",
  moreNeeds: (count: number, names: string) => `${count} more need${count === 1 ? "s" : ""} you: ${names}`,
  sections: {
    blocked: "Blocked or at risk",
    yours: "What you decided, and what came of it",
    changed: "Changed",
    decided: "Decided and finished",
    next: "Continue, change, stop",
    outlook: "Will objectives be reached?",
    value: "Value and done",
    roadmap: "Roadmap",
    upcoming: "Next 30 days",
    paused: "Paused",
    silent: "No update from",
    aims: "Aims",
  } satisfies Record<SectionName, string>,
  recommended: RECOMMENDED.en,
  outlook: (objective: string, was: Outlook | undefined, is: Outlook) =>
    `${objective}: ${thenAndNow(EN_OUTLOOKS, was, is)}`,
  /** `label`: `2027`, `FY2027`. */
  aimsFor: (label: string) => `Aims for ${label}`,
  cameOfIt: (decided: string, gave: string) => `${decided}; it gave ${gave}`,
  /** `planned`: empty where it ends on that day. */
  track: (name: string, { done, all, ends, planned }: TrackCounts) =>
    `${name}: ${done} of ${all}, ends ${ends}${planned && `, planned ${planned}`}`,
  besideGoal: (finished: string, goal: string, result: string) =>
    `${finished} – goal: ${goal}; result: ${result || "none noted"}`,
  yours: (title: string) => `yours: ${title}`,
  wasYours: (day: string) => `was yours until ${day}`,
  waits: (name: string, title: string) => `waits for ${name === "" ? "others" : name}: ${title}`,
  /** `name`: null of the reader. */
  awaitsReply: (name: string | null, title: string) => {
    if (name === null) return `waits for your reply: ${title}`;
    return name === "" ? `waits for a reply: ${title}` : `waits for ${name}’s reply: ${title}`;
  },
  neededBy: (day: string) => `needed by ${day}`,
  wasNeeded: (day: string, answerBy: string) => `was needed ${day}, answer by ${answerBy}`,
  /** Goes on from the name of the program. */
  withYou: "with you",
  with: (name: string) => `with ${name}`,
  waitsForYou: (title: string) => `waits for you: ${title}`,
  /** `name`: null of the reader. */
  needsDecision: (name: string | null, day: string | null, isOverdue: boolean, title: string) => {
    const decision = `needs ${name === null ? "your" : `${name}’s`} decision`;
    if (day === null) return `${decision}: ${title}`;
    return isOverdue ? `${decision}, was due ${day}: ${title}` : `${decision} by ${day}: ${title}`;
  },
  became: {
    with: (name: string, day: string) => `with ${name}${day === "" ? "" : ` since ${day}`}`,
    decided: (name: string, day: string) => `decided by ${name} on ${day}`,
    withdrawn: () => "ended undecided",
  },
  blockedSince: (since: string) => `blocked ${since}`,
  /** `name`: where another who leads says otherwise; null of the reader. */
  reportsGreen: (name: string | null, facts: string) => {
    if (name === null) return `you report on track; ${facts}`;
    return name === "" ? `reports on track; ${facts}` : `${name} reports on track; ${facts}`;
  },
  /** `name`: of lead or deputy; else the team did. */
  reported: (name: string | undefined, status: string, day: string, reason: string) =>
    `${name ?? "team"} reported ${status} on ${day}${reason === "" ? "" : `: ${reason}`}`,
  /** `aside`: for when it was planned or, after moves, promised first. */
  finished: (title: string, day: string | null, aside: string) =>
    `finished${day === null ? "" : ` ${day}`}${aside}: ${title}`,
  planned: (day: string) => ` (planned ${day})`,
  toCome: (text: string) => `planned: ${text}`,
  firstDate: (day: string) => ` (first date ${day})`,
  itemClosed: (title: string, isRisk: boolean, day: string | null, note: string) =>
    `${title} · ${isRisk ? "risk " : ""}closed${day === null ? "" : ` ${day}`}${note === "" ? "" : `: ${note}`}`,
  /** It was the reader’s, and somebody else closed it. */
  yoursDone: (day: string, name: string, title: string) =>
    `done for you on ${day}${name === "" ? "" : ` by ${name}`}: ${title}`,
  reached: (title: string, day: string | null, aside: string) =>
    `reached${day === null ? "" : ` ${day}`}${aside}: ${title}`,
  dipped: (status: string, from: string, until: string, reason: string) =>
    `was ${status} from ${from} to ${until}${reason === "" ? "" : `: ${reason}`}`,
  /** `when`: by a day, or that it was due. */
  beingDone: (action: string, when: string) => `${when}: ${action}`,
  doneBy: (day: string | null) => `being done${day === null ? "" : ` by ${day}`}`,
  closed: (day: string, outcome: string) => `closed on ${day}${outcome === "" ? "" : `: ${outcome}`}`,
  outcome: (title: string, outcome: string) => `${title} → ${outcome}`,
  /** `name`: null of the reader. */
  decided: (name: string | null, day: string, outcome: string) => `${name ?? "You"} decided on ${day}: ${outcome}`,
  reportToFollow: "report to follow",
  /** Names of programs that have no line. */
  named: (status: string, names: string) => `${status}: ${names}`,
  namedNew: (status: string, names: string) => `${status} (new): ${names}`,
  noWordSince: (status: string, day: string) => `${status}, no word since ${day}`,
  together: (texts: readonly string[]) => texts.join("; "),
  /** Between a name and what is said of it. */
  colon: ": ",
  until: (day: string) => `until ${day}`,
  noUpdateAlone: "No update",
  more: (names: string, more: number) => (more === 0 ? names : `${names} and ${more} more`),
  withoutStatus: (count: number) => `No status ${count}`,
  /** Of those counted before it. */
  notRenewed: (count: number) => `${count} not renewed`,
  /** Marks the reason of a program that was not off track or at risk before. */
  newMark: "new",
  leftOut: (parts: string) => `More in the reports: ${parts}`,
  counted: {
    requests: (count: number) => `${count} ${plural("en", count, "request", "requests")}`,
    blocked: (count: number) => `${count} blocked`,
    newly: (count: number) => `${count} newly at risk`,
    recommended: (count: number) => `${count} ${plural("en", count, "recommendation", "recommendations")}`,
    outlook: (count: number) => `${count} ${plural("en", count, "objective", "objectives")}`,
    moved: (count: number) => `${count} moved`,
    better: (count: number) => `${count} better`,
    decided: (count: number) => `${count} decided`,
    finished: (count: number) => `${count} closed`,
    measures: (count: number) => `${count} ${plural("en", count, "measure", "measures")}`,
    value: (count: number) => `${count} ${plural("en", count, "value", "values")}`,
    done: (count: number) => `${count} done`,
    upcoming: (count: number) => `${count} ${plural("en", count, "date", "dates")}`,
  } satisfies Record<LeftOut, (count: number) => string>,
};

const fr: typeof en = {
  programs: (count) => `${count} ${plural("fr", count, "programme", "programmes")}`,
  reader: (name, role) => `pour ${name}, ${fr.roles[role]}`,
  roles: {
    sponsor: "sponsor",
    steering: "comité de pilotage",
    lead: "responsable",
    deputy: "suppléance",
    secretary: "secrétariat",
    team: "équipe",
    office: "bureau des programmes",
  },
  written: (answered, asked, areLeads) =>
    areLeads
      ? `d’après ${answered} ${plural("fr", answered, "responsable", "responsables")} sur ${asked}`
      : `d’après ${answered} ${plural("fr", answered, "réponse", "réponses")} sur ${asked}`,
  writtenFor: (written, programs) =>
    `d’après ${written} ${plural("fr", written, "programme", "programmes")} sur ${programs}`,
  nobodyWrote: "personne n’a répondu",
  nobodyWroteIn: (month, age) => `Personne n’a répondu en ${month}${age === null ? "" : `\u00a0; ${age} de suite`}`,
  nobodyAsked: "personne n’a été interrogé",
  asOf: (day) => `au ${day}`,
  corrected: (names, day) => `rectifié le ${day}\u00a0: ${names}`,
  needs: (count) => `À vous (${count})`,
  nothingNeedsYou: "Rien ne vous attend",
  needsSettled: "Ce qui vous attendait, réglé depuis",
  moreNeeds: (count, names) => `Encore ${count} à traiter\u00a0: ${names}`,
  sections: {
    blocked: "Bloqué ou à risque",
    yours: "Vos décisions et leurs suites",
    changed: "Ce qui a changé",
    decided: "Décidé et terminé",
    next: "Poursuivre, modifier, arrêter",
    outlook: "Les objectifs seront-ils atteints\u00a0?",
    value: "Valeur et réalisations",
    roadmap: "Feuille de route",
    upcoming: "Les 30 prochains jours",
    paused: "En pause",
    silent: "Sans nouvelles de",
    aims: "Ambitions",
  },
  recommended: RECOMMENDED.fr,
  outlook: (objective, was, is) => `${objective}\u00a0: ${thenAndNow(FR_OUTLOOKS, was, is)}`,
  cameOfIt: (decided, gave) => `${decided}\u00a0; obtenu\u00a0: ${gave}`,
  aimsFor: (label) => `Ambitions pour ${label.replace("FY", "l’exercice ")}`,
  track: (name, { done, all, ends, planned }) =>
    `${name}\u00a0: ${done} sur ${all}, fin le ${ends}${planned && `, prévue le ${planned}`}`,
  besideGoal: (finished, goal, result) =>
    `${finished} – objectif\u00a0: ${goal}\u00a0; résultat\u00a0: ${result || "non noté"}`,
  yours: (title) => `à vous\u00a0: ${title}`,
  wasYours: (day) => `à vous jusqu’au ${day}`,
  waits: (name, title) => `attend ${name === "" ? "d’autres" : name}\u00a0: ${title}`,
  awaitsReply: (name, title) => {
    if (name === null) return `attend votre réponse\u00a0: ${title}`;
    return name === "" ? `attend une réponse\u00a0: ${title}` : `attend la réponse ${ofName(name)}\u00a0: ${title}`;
  },
  neededBy: (day) => `nécessaire pour le ${day}`,
  wasNeeded: (day, answerBy) => `était nécessaire pour le ${day}, réponse d’ici au ${answerBy}`,
  withYou: "avec vous",
  with: (name) => `avec ${name}`,
  waitsForYou: (title) => `attend que vous agissiez\u00a0: ${title}`,
  needsDecision: (name, day, isOverdue, title) => {
    const decision = name === null ? "attend votre décision" : `attend la décision ${ofName(name)}`;
    if (day === null) return `${decision}\u00a0: ${title}`;
    return isOverdue
      ? `${decision}, échéance du ${day} dépassée\u00a0: ${title}`
      : `${decision} d’ici au ${day}\u00a0: ${title}`;
  },
  became: {
    with: (name, day) => `chez ${name}${day === "" ? "" : ` depuis le ${day}`}`,
    decided: (name, day) => `décidé par ${name} le ${day}`,
    withdrawn: () => "demande close sans décision",
  },
  blockedSince: (since) => `bloqué ${since}`,
  reportsGreen: (name, facts) => `${name === "" ? "annoncé" : `pour ${name ?? "vous"},`} en bonne voie\u00a0; ${facts}`,
  reported: (name, status, day, reason) =>
    `pour ${name ?? "l’équipe"}, ${status} le ${day}${reason === "" ? "" : `\u00a0: ${reason}`}`,
  finished: (title, day, aside) => `terminé${day === null ? "" : ` le ${day}`}${aside}\u00a0: ${title}`,
  planned: (day) => ` (prévu le ${day})`,
  toCome: (text) => `prévu\u00a0: ${text}`,
  firstDate: (day) => ` (première date le ${day})`,
  itemClosed: (title, isRisk, day, note) =>
    `${title} · ${isRisk ? "risque " : ""}clos${day === null ? "" : ` le ${day}`}${note === "" ? "" : `\u00a0: ${note}`}`,
  yoursDone: (day, name, title) => `réglé pour vous le ${day}${name === "" ? "" : ` par ${name}`}\u00a0: ${title}`,
  reached: (title, day, aside) => `jalon «\u00a0${title}\u00a0» atteint${day === null ? "" : ` le ${day}`}${aside}`,
  dipped: (status, from, until, reason) =>
    `a été ${status} du ${from} au ${until}${reason === "" ? "" : `\u00a0: ${reason}`}`,
  beingDone: (action, when) => `${when}\u00a0: ${action}`,
  doneBy: (day) => `pour y remédier${day === null ? "" : `, d’ici au ${day}`}`,
  closed: (day, outcome) => `clos le ${day}${outcome === "" ? "" : `\u00a0: ${outcome}`}`,
  outcome: (title, outcome) => `${title} → ${outcome}`,
  decided: (name, day, outcome) => `${name === null ? "Vous avez" : `${name} a`} décidé le ${day}\u00a0: ${outcome}`,
  reportToFollow: "rapport à suivre",
  named: (status, names) => `${status}\u00a0: ${names}`,
  namedNew: (status, names) => `${status} (nouveau)\u00a0: ${names}`,
  noWordSince: (status, day) => `${status}, sans nouvelles depuis le ${day}`,
  together: (texts) => texts.join("\u00a0; "),
  colon: "\u00a0: ",
  until: (day) => `jusqu’au ${day}`,
  noUpdateAlone: "Sans nouvelles",
  more: (names, more) => (more === 0 ? names : `${names} et ${more} ${plural("fr", more, "autre", "autres")}`),
  withoutStatus: (count) => `Sans statut ${count}`,
  notRenewed: (count) => `${count} ${plural("fr", count, "non renouvelé", "non renouvelés")}`,
  newMark: "nouveau",
  leftOut: (parts) => `Le reste dans les rapports\u00a0: ${parts}`,
  counted: {
    requests: (count) => `${count} ${plural("fr", count, "demande", "demandes")}`,
    blocked: (count) => `${count} ${plural("fr", count, "blocage", "blocages")}`,
    newly: (count) => `${count} ${plural("fr", count, "passé à risque", "passés à risque")}`,
    recommended: (count) => `${count} ${plural("fr", count, "recommandation", "recommandations")}`,
    outlook: (count) => `${count} ${plural("fr", count, "objectif", "objectifs")}`,
    moved: (count) => `${count} ${plural("fr", count, "date déplacée", "dates déplacées")}`,
    better: (count) => `${count} en progrès`,
    decided: (count) => `${count} ${plural("fr", count, "décision", "décisions")}`,
    finished: (count) => `${count} clos`,
    measures: (count) => `${count} ${plural("fr", count, "indicateur", "indicateurs")}`,
    value: (count) => `${count} ${plural("fr", count, "valeur", "valeurs")}`,
    done: (count) => `${count} ${plural("fr", count, "réalisation", "réalisations")}`,
    upcoming: (count) => `${count} ${plural("fr", count, "date", "dates")}`,
  },
};

export const screenTexts = { en, fr };
