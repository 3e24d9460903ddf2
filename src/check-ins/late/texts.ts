import { plural } from "../../platform/texts/language.ts";

const en = {
  named: (check: string, program: string, names: string) =>
    `${check} (${program}) has not come yet from ${names}. Perhaps something stands in the way: a word from you may help.`,
  counted: (check: string, program: string, count: number) =>
    `${check} (${program}): ${count} ${plural("en", count, "answer", "answers")} of the team ${plural("en", count, "has", "have")} not come yet. Its lead knows of it; perhaps they can use your help.`,
  still: (date: string) => `It can still be answered until ${date}.`,
  why: (program: string) =>
    `In “${program}” check-ins that are two working days late come to whoever reviews them: the lead for the team, the sponsor for the lead, then the next above. Once a round.`,
};
export type LateTexts = typeof en;

const fr: LateTexts = {
  named: (check, program, names) =>
    `${check} (${program})\u00a0: ${names}, réponse pas encore reçue. Il y a peut-être un empêchement\u00a0; un mot de votre part peut aider.`,
  counted: (check, program, count) =>
    `${check} (${program})\u00a0: ${count} ${plural("fr", count, "réponse", "réponses")} de l’équipe ${plural("fr", count, "manque", "manquent")} encore. Le responsable est au courant\u00a0; votre soutien peut lui être utile.`,
  still: (date) => `Il est encore possible de répondre jusqu’au ${date}.`,
  why: (program) =>
    `Dans «\u00a0${program}\u00a0», un point d’étape en retard de deux jours ouvrés est signalé à qui le relit\u00a0: le responsable pour l’équipe, le sponsor pour le responsable, puis le niveau supérieur. Une fois par occurrence.`,
};

export const lateTexts = { en, fr };
