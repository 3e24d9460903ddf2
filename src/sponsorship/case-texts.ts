import { type Language, plural } from "../platform/texts/language.ts";

/** In the order of the page. */
export const CASE_SECTIONS = [
  "purpose",
  "benefits",
  "asked",
  "cost",
  "doing-nothing",
  "options",
  "risks",
  "proof",
] as const;
export type CaseSection = (typeof CASE_SECTIONS)[number];

const SECTIONS: Record<CaseSection, Record<Language, [title: string, hint: string]>> = {
  purpose: {
    en: ["Purpose", "What is different for whom once it is done, in two or three sentences."],
    fr: ["Finalité", "Ce qui change, et pour qui, une fois le programme abouti\u00a0: deux ou trois phrases."],
  },
  benefits: {
    en: ["Benefits", "What it brings, in money, time or customers."],
    fr: ["Bénéfices", "Ce qu’il apporte, en argent, en temps ou en clients."],
  },
  asked: {
    en: ["What is asked of the sponsor", "What only the sponsor can do, and by when."],
    fr: ["Ce qui est demandé au sponsor", "Ce que seul le sponsor peut faire, et pour quand."],
  },
  cost: {
    en: ["Cost", "Money, people and time, and what of them is spent."],
    fr: ["Coût", "Budget, personnes et temps, et ce qui en est dépensé."],
  },
  "doing-nothing": {
    en: ["Cost of doing nothing", "What it costs to leave everything as it is, or to wait."],
    fr: ["Coût de l’inaction", "Ce qu’il en coûte de ne rien changer, ou d’attendre."],
  },
  options: {
    en: ["Options", "What else was looked at, doing nothing among it, and why this one."],
    fr: ["Options", "Ce qui a été étudié, ne rien faire compris, et pourquoi ce choix."],
  },
  risks: {
    en: ["Top risks", "What could keep the benefits from coming, and what is done about it."],
    fr: ["Principaux risques", "Ce qui pourrait empêcher les bénéfices, et ce qui est fait pour l’éviter."],
  },
  proof: {
    en: ["Proof so far", "What is there already: numbers, tests, decisions."],
    fr: ["Preuves à ce jour", "Ce qui est déjà là\u00a0: chiffres, tests, décisions."],
  },
};

export function sectionWords(section: CaseSection): Record<Language, { title: string; hint: string }> {
  const en = SECTIONS[section].en;
  const fr = SECTIONS[section].fr;
  return { en: { title: en[0], hint: en[1] }, fr: { title: fr[0], hint: fr[1] } };
}

const en = {
  kind: {
    title: "The case",
    readers:
      "The case is for whoever leads the program, its sponsors and its steering committee, and whoever is asked to sponsor it.",
    approvers: "The case is approved by a sponsor, the deputy or the lead, who wrote nothing of what is new in it.",
  },
  option: "The case…",
  help: "LOY shows the case of a program on one page: why it is worth doing, what it costs, what is asked",
  source: {
    program: "Draft from the program’s form",
    requests: "Draft from what open requests say that waiting costs",
  },
  counted: {
    asked: (count: number, shown: number) =>
      `${count} open ${plural("en", count, "request", "requests")}${firstOf(count, shown, "the first by date")}:`,
    risks: (count: number, shown: number) =>
      `${count} open ${plural("en", count, "risk", "risks")}${firstOf(count, shown, "the heaviest")}:`,
    proof: (count: number, shown: number) =>
      `${count} ${plural("en", count, "decision", "decisions")} in force${firstOf(count, shown, "the newest")}:`,
  },
  neededBy: (line: string, day: string) => `${line} · needed by ${day}`,
  closed: (name: string | null) => `${name ?? "an item of the register"} is closed`,
  moved: (name: string | null, from: string, to: string | null) =>
    `${name ?? "the end of the program"} moved: ${from} → ${to ?? "no date"}`,
};

function firstOf(count: number, shown: number, words: string): string {
  return count > shown ? `, ${words}` : "";
}

const fr: typeof en = {
  kind: {
    title: "Note de cadrage",
    readers:
      "La note de cadrage s’adresse aux responsables du programme, à ses sponsors, à son comité de pilotage et à toute personne à qui il est demandé de le parrainer.",
    approvers:
      "La note de cadrage est approuvée par un sponsor, le suppléant ou le responsable, qui n’a rien rédigé de ce qui y est nouveau.",
  },
  option: "Note de cadrage…",
  help: "LOY affiche la note de cadrage d’un programme sur une page\u00a0: sa finalité, son coût, ce qui est demandé",
  source: {
    program: "Proposition tirée de la fiche du programme",
    requests: "Proposition tirée du coût de l’attente, tel que les demandes ouvertes l’indiquent",
  },
  counted: {
    asked: (count, shown) =>
      `${count} ${plural("fr", count, "demande ouverte", "demandes ouvertes")}${firstOf(count, shown, "dont les premières par date")}\u00a0:`,
    risks: (count, shown) =>
      `${count} ${plural("fr", count, "risque ouvert", "risques ouverts")}${firstOf(count, shown, "dont les plus lourds")}\u00a0:`,
    proof: (count, shown) =>
      `${count} ${plural("fr", count, "décision", "décisions")} en vigueur${firstOf(count, shown, "dont les plus récentes")}\u00a0:`,
  },
  neededBy: (line, day) => `${line} · nécessaire pour le ${day}`,
  closed: (name) => `${name ?? "un élément du registre"} est clos`,
  moved: (name, from, to) => `${name ?? "la fin du programme"} a bougé\u00a0: ${from} → ${to ?? "sans date"}`,
};

export const caseTexts = { en, fr };
