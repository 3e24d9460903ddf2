const en = {
  late: (check: string, program: string, names: string) => `${check} (${program}) has not come yet from ${names}.`,
  /** To an admin: whoever leads. */
  lateCount: (check: string, program: string, count: number) =>
    `${check} (${program}) has not come yet from ${count === 1 ? "the one who leads it" : `${count} who lead it`}.`,
  mayHelp: "Perhaps something stands in the way: a word from you may help.",
  /** To an admin. */
  mayName: "Nobody else leads this program; as an admin you can name a deputy or another lead.",
  still: (date: string) => `It can still be answered until ${date}.`,
  none: (check: string, program: string) => `${check} (${program}): nothing of this is left for you to ask after.`,
  why: (program: string) =>
    `In “${program}” a check-in that is two working days late is told to whoever leads: the team’s to the lead, the lead’s own to the deputy, and where nobody else leads, to an admin, once until there is an answer again.`,
};
export type LateTexts = typeof en;

const fr: LateTexts = {
  late: (check, program, names) => `${check} (${program})\u00a0: ${names}, réponse pas encore reçue.`,
  lateCount: (check, program, count) =>
    `${check} (${program})\u00a0: réponse pas encore reçue ${count === 1 ? "de qui le conduit" : `de ${count} personnes qui le conduisent`}.`,
  mayHelp: "Il y a peut-être un empêchement\u00a0; un mot de votre part peut aider.",
  mayName:
    "Personne d’autre ne dirige ce programme\u00a0; en tant qu’administrateur, vous pouvez désigner un suppléant ou un autre responsable.",
  still: (date) => `Il est encore possible de répondre jusqu’au ${date}.`,
  none: (check, program) => `${check} (${program})\u00a0: il ne vous reste rien à relancer ici.`,
  why: (program) =>
    `Dans «\u00a0${program}\u00a0», un point d’étape en retard de deux jours ouvrés est signalé à qui dirige\u00a0: celui de l’équipe au responsable, celui du responsable à son suppléant et, si personne d’autre ne dirige, à un administrateur, une seule fois jusqu’à la prochaine réponse.`,
};

export const lateTexts = { en, fr };
