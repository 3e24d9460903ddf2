/** The words of a digest as a file beyond those of its first screen and its reports. It goes on to others: “you” is in none. */
import { ofName } from "../../platform/texts/language.ts";

const en = {
  /** Beneath the title. */
  addressed: (name: string) => `Where people write “you”, they write to ${name}.`,
  inBrief: "In brief",
  waits: (name: string, count: number) => `Waiting for ${name} (${count})`,
  waitsNoMore: (name: string) => `Waited for ${name}, settled since`,
  nothingWaits: (name: string) => `Nothing waits for ${name}`,
  noWord: "no word",
  table: {
    program: "Program",
    status: "Status then → now",
    why: "Why",
    owner: "Owner",
    forecast: "Forecast",
    next: "Next milestone",
  },
  unchanged: "as before",
  firstStatus: "first status",
  silentSince: (day: string) => `no word since ${day}`,
  closed: (day: string) => `closed on ${day}`,
  endOfProgram: "end of the program",
  laterMilestones: "Later milestones",
  against: (fact: string) => `Fact against on track: ${fact}`,
  /** Where others of them are told above. */
  alsoUpcoming: "Also in the next 30 days",
  asked: {
    heading: "Decisions asked for",
    of: (name: string) => `For ${name} to decide`,
    blockers: (name: string) => `Blocked, and with ${name}`,
    further: "Further requests",
    options: "Options",
    recommended: "Recommended",
    costOfWaiting: "Cost of waiting",
    decider: "Decides",
    when: "By when",
  },
  decided: {
    heading: "Decisions since last time",
    columns: ["Program", "Decision", "By", "On"],
    none: "None.",
    reportedBy: (name: string) => `reported by ${name}`,
  },
  risks: {
    heading: "Open risks",
    scale: "Probability × impact, each from 1 to 5; –: not scored.",
    noScores: "None has been scored.",
    columns: ["Program", "Risk", "Owner", "Last report", "Now"],
  },
};

const fr: typeof en = {
  addressed: (name) => `Là où les auteurs écrivent «\u00a0vous\u00a0», ils s’adressent à ${name}.`,
  inBrief: "En bref",
  waits: (name, count) => `En attente ${ofName(name)} (${count})`,
  waitsNoMore: (name) => `Attendait ${name}, réglé depuis`,
  nothingWaits: (name) => `Rien n’attend ${name}`,
  noWord: "sans nouvelles",
  table: {
    program: "Programme",
    status: "Statut avant → actuel",
    why: "Pourquoi",
    owner: "Responsable",
    forecast: "Prévision",
    next: "Prochain jalon",
  },
  unchanged: "inchangé",
  firstStatus: "premier statut",
  silentSince: (day) => `sans nouvelles depuis le ${day}`,
  closed: (day) => `clos le ${day}`,
  endOfProgram: "fin du programme",
  laterMilestones: "Jalons suivants",
  against: (fact) => `Fait contraire à «\u00a0En bonne voie\u00a0»\u00a0: ${fact}`,
  alsoUpcoming: "Également dans les 30 prochains jours",
  asked: {
    heading: "Décisions demandées",
    of: (name) => `À trancher par ${name}`,
    blockers: (name) => `À débloquer par ${name}`,
    further: "Autres demandes",
    options: "Options",
    recommended: "Recommandation",
    costOfWaiting: "Coût de l’attente",
    decider: "Décision",
    when: "Échéance",
  },
  decided: {
    heading: "Décisions depuis la dernière fois",
    columns: ["Programme", "Décision", "Par", "Le"],
    none: "Aucune.",
    reportedBy: (name) => `signalé par ${name}`,
  },
  risks: {
    heading: "Risques ouverts",
    scale: "Probabilité × impact, de 1 à 5 chacun\u00a0; –\u00a0: non évalué.",
    noScores: "Aucun n’a été évalué.",
    columns: ["Programme", "Risque", "Porteur", "Dernier rapport", "Actuel"],
  },
};

export const pdfTexts = { en, fr };
