import { list, number, percent, quarterName, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Link, Told } from "./rules.ts";

const en = {
  open: "How the change takes hold…",
  title: "Change",
  close: "Close",
  intro: (program: string) => `How the change takes hold in “${program}”`,
  link: {
    rounds: "Check-ins that half or more of those asked answered",
    decisions: "Decisions taken by the day on which they were needed",
    actions: "Actions done by their day",
  } satisfies Record<Link, string>,
  /** Above its bars. */
  pictured: {
    rounds: "Check-ins answered by half or more",
    decisions: "Decisions in time",
    actions: "Actions done by their day",
  } satisfies Record<Link, string>,
  short: { rounds: "check-ins", decisions: "decisions", actions: "actions" } satisfies Record<Link, string>,
  cell: (reader: Reader, label: string, told: Told) => `${quarterName(reader, label)}: ${toldInWords(reader, told)}`,
  told: {
    none: "none",
    few: "not told",
    counts: (reader: Reader, kept: number, of: number) => `${number(reader, kept)} of ${number(reader, of)}`,
  },
  line: "Bars are rates of five people or more; the thin line is four of five. Below five, counts.",
  send: "Send me the picture",
  onItsWay: "The picture comes as a message.",
  whyPicture: "You asked for it in the view of the program.",
  soFar: "The last quarter is as far as it has come.",
  weakHead: "The first weak link",
  weak: {
    rounds:
      "Check-ins: fewer than four of five were answered by half of those asked. Ask less, or less often, and say in the channel what came of the answers.",
    decisions:
      "Decisions: fewer than four of five came in time. Agree the day with whoever decides before you ask, and have a delegate named for absences.",
    actions:
      "Actions: fewer than four of five were done by their day. Give out fewer at a time, each to one person who chose its day.",
  } satisfies Record<Link, string>,
  noWeak: "Each link of which something can be told holds in four of five cases or more.",
  allUnknown: "There is too little to tell whether any link holds.",
  unknown: (reader: Reader, links: string[]) => `Of these nothing is told: ${list(reader, links)}.`,
  tooFew:
    "This program has fewer than five people: any number would be about one of them. From five on, check-ins, decisions and actions of the last four quarters stand here.",
  basis:
    "Counted from check-ins and the register, of all together: a rate from five people on, counts from three, of fewer nothing. What only those who lead may read is not counted. Not for appraisal, pay or discipline.",
};

const fr: typeof en = {
  open: "L’ancrage du changement…",
  title: "Changement",
  close: "Fermer",
  intro: (program) => `L’ancrage du changement dans «\u00a0${program}\u00a0»`,
  link: {
    rounds: "Points d’étape auxquels la moitié ou plus des personnes interrogées a répondu",
    decisions: "Décisions prises au plus tard à la date attendue",
    actions: "Actions réalisées à leur échéance",
  },
  pictured: {
    rounds: "Points d’étape\u00a0: la moitié ou plus a répondu",
    decisions: "Décisions à temps",
    actions: "Actions à l’échéance",
  },
  short: { rounds: "points d’étape", decisions: "décisions", actions: "actions" },
  cell: (reader, label, told) => `${quarterName(reader, label)}\u00a0: ${toldInWords(reader, told)}`,
  told: {
    none: "sans objet",
    few: "non indiqué",
    counts: (reader, kept, of) => `${number(reader, kept)} sur ${number(reader, of)}`,
  },
  line: "Barres\u00a0: taux à partir de cinq personnes\u00a0; trait fin\u00a0: quatre sur cinq. En dessous, des nombres.",
  send: "M’envoyer l’image",
  onItsWay: "L’image arrive dans un message.",
  whyPicture: "Vous l’avez demandée dans la vue du programme.",
  soFar: "Le dernier trimestre est en cours.",
  weakHead: "Le premier maillon faible",
  weak: {
    rounds:
      "Points d’étape\u00a0: moins de quatre sur cinq ont reçu la réponse de la moitié des personnes interrogées. Demandez moins, ou moins souvent, et dites dans le canal ce que les réponses ont permis.",
    decisions:
      "Décisions\u00a0: moins de quatre sur cinq sont venues à temps. Convenez de la date avec qui décide avant de demander, et faites nommer un suppléant pour les absences.",
    actions:
      "Actions\u00a0: moins de quatre sur cinq ont été réalisées à l’échéance. Confiez-en moins à la fois, chacune à une personne qui en a choisi la date.",
  },
  noWeak: "Chaque maillon dont on peut dire quelque chose tient dans quatre cas sur cinq ou plus.",
  allUnknown: "Les faits sont trop peu nombreux pour dire si un maillon tient.",
  unknown: (reader, links) => `Rien n’est indiqué pour\u00a0: ${list(reader, links)}.`,
  tooFew:
    "Ce programme compte moins de cinq personnes\u00a0: tout chiffre porterait sur l’une d’elles. À partir de cinq, les points d’étape, décisions et actions des quatre derniers trimestres figurent ici.",
  basis:
    "Compté d’après les points d’étape et le registre, pour tous ensemble\u00a0: un taux à partir de cinq personnes, des nombres à partir de trois, rien en dessous. Ce que seuls les responsables lisent n’est pas compté. Ne sert ni à l’évaluation, ni à la rémunération, ni à la discipline.",
};

export const changeTexts = { en, fr };

/** A rate with what it is of; in brief, alone. */
export function toldInWords(reader: Reader, told: Told, { isBrief = false } = {}): string {
  const words = textsFor(changeTexts, reader).told;
  switch (told.is) {
    case "none":
    case "few":
      return words[told.is];
    case "counts":
      return words.counts(reader, told.kept, told.of);
    case "rate": {
      const share = percent(reader, told.share);
      return isBrief ? share : `${share} (${words.counts(reader, told.kept, told.of)})`;
    }
  }
}
