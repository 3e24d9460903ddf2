import { plural } from "../../platform/texts/language.ts";

const en = {
  late: (check: string, program: string, names: string) => `${check} (${program}): still waiting for ${names}.`,
  /** To an admin: the leads. */
  lateCount: (check: string, program: string, count: number) =>
    `${check} (${program}): still waiting for ${count === 1 ? "its lead" : `${count} leads`}.`,
  mayHelp: "A quick word from you may help.",
  /** To an admin. */
  mayName: "No one else leads this program; as an admin you can name a deputy or another lead.",
  still: (date: string) => `Answers are accepted until ${date}.`,
  none: (check: string, program: string) => `${check} (${program}): nothing left for you to follow up.`,
  why: (program: string) =>
    `In “${program}”, a check-in that’s two working days late is flagged to the next level: the team’s to the lead, the lead’s own to the deputy and, if no one else leads, to an admin. Once, until there’s an answer again.`,
};
export type LateTexts = typeof en;

const fr: LateTexts = {
  late: (check, program, names) => `${check} (${program}) – toujours sans réponse\u00a0: ${names}.`,
  lateCount: (check, program, count) =>
    `${check} (${program}) – réponses manquantes\u00a0: ${count} ${plural("fr", count, "responsable", "responsables")}.`,
  mayHelp: "Un mot de votre part peut débloquer la situation.",
  mayName:
    "Personne d’autre ne pilote ce programme\u00a0: vous qui administrez Drumbeat pouvez désigner une suppléance ou une autre personne responsable.",
  still: (date) => `Il est encore possible de répondre jusqu’au ${date}.`,
  none: (check, program) => `${check} (${program})\u00a0: plus rien à relancer de votre côté.`,
  why: (program) =>
    `Dans «\u00a0${program}\u00a0», un point d’étape en retard de deux jours ouvrés est signalé au niveau supérieur\u00a0: ceux de l’équipe aux responsables du programme, le point d’une personne responsable à sa suppléance et, si personne d’autre ne pilote, à l’administration de Drumbeat. Une seule fois, jusqu’à la prochaine réponse.`,
};

export const lateTexts = { en, fr };
