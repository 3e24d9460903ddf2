import { errorTable } from "../platform/errors.ts";
import { dayAndMonth } from "../platform/texts/language.ts";
import { programCalled } from "../programs/programs.ts";

/** Of `LastAct`: a time of today, else a day. */
export const whenInWords = {
  en: ({ time, on }: Record<string, unknown>) => (time ? `at ${time}` : `on ${on}`),
  fr: ({ time, on }: Record<string, unknown>) => (time ? `à ${time}` : `le ${on}`),
};

export const registerFailure = errorTable({
  ITEM_GONE: {
    en: () => "This item isn’t in the register.",
    fr: () => "Cet élément n’est pas au registre.",
  },
  ITEM_NOT_YOURS: {
    en: ({ code, who }) =>
      `Only the owner, the person who raised it, the lead or the deputy can change ${code}. Ask ${who}.`,
    fr: ({ code, who }) =>
      `Seuls la personne qui en répond, celle qui l’a signalé et les responsables du programme peuvent modifier ${code}. Demandez à ${who}.`,
  },
  ITEM_WIDER: {
    en: ({ code, same }) =>
      `The words of ${code} would stand in ${same}, which others read too. Choose one that is read by no more people, or keep both.`,
    fr: ({ code, same }) =>
      `Le texte de ${code} figurerait dans ${same}, que d’autres lisent aussi. Choisissez-en un qui n’est pas lu par davantage de personnes, ou gardez les deux.`,
  },
  ITEM_MOVED_ON: {
    en: ({ code, who, isOver, ...when }) => {
      if (!who) return `${code} has changed in the meantime. Reopen it to see the latest.`;
      if (isOver) return `${who} closed ${code} ${whenInWords.en(when)}.`;
      return `${who} changed ${code} ${whenInWords.en(when)}. Reopen it to see the latest.`;
    },
    fr: ({ code, who, isOver, ...when }) => {
      if (!who) return `${code} a changé entre-temps. Rouvrez-le pour voir sa dernière version.`;
      if (isOver) return `${who} a clos ${code} ${whenInWords.fr(when)}.`;
      return `${who} a modifié ${code} ${whenInWords.fr(when)}. Rouvrez-le pour voir sa dernière version.`;
    },
  },
  NOT_OF_PROGRAM: {
    en: ({ program }) => `Only members of ${programCalled.en(program)} can add to its register.`,
    fr: ({ program }) =>
      `Ajout au registre réservé aux membres ${program ? `du programme «\u00a0${program}\u00a0»` : "de ce programme"}.`,
  },
  IMPORT_NOT_YOURS: {
    en: () => "Only those who lead this program can import a file. Give it to them, or to an admin.",
    fr: () => "L’import est réservé aux responsables de ce programme. Confiez-leur le fichier, ou à l’administration.",
  },
  IMPORT_OVER: {
    en: () => "The ten minutes are over, so what was imported stays. Change or close the items one by one.",
    fr: () =>
      "Les dix minutes sont passées\u00a0: ce qui a été importé reste. Modifiez ou clôturez les éléments un par un.",
  },
  IMPORT_UNDONE: {
    en: ({ file }) => `The import of ${file} has been undone already.`,
    fr: ({ file }) => `L’import de ${file} est déjà annulé.`,
  },
  PROGRAM_CLOSED: {
    en: ({ program }) => `“${program}” is closed, so its register can’t change. Its leads can reopen it first.`,
    fr: ({ program }) =>
      `«\u00a0${program}\u00a0» est clos, et son registre reste tel quel. Ses responsables peuvent d’abord le rouvrir.`,
  },
  DECISION_STANDS: {
    en: ({ code }) => `${code} is a decision and can’t be edited. Add a new decision that replaces it.`,
    fr: ({ code }) =>
      `${code} est une décision\u00a0; une décision ne se modifie pas. Saisissez-en une nouvelle, qui la remplace.`,
  },
});

/** The register of a closed program is read-only, also for buttons in old messages. Throws PROGRAM_CLOSED. */
export function refuseWhereClosed({ state, title }: { state: string; title: string }): void {
  if (state === "closed") throw registerFailure("PROGRAM_CLOSED", { program: title });
}

export const requestFailure = errorTable({
  REQUEST_NOT_YOURS: {
    en: ({ code, who }) => `${who} decides ${code}.`,
    fr: ({ code, who }) => `La décision sur ${code} est confiée à ${who}.`,
  },
  REQUEST_OWN: {
    en: ({ code }) => `${code} is your own request, and no one decides their own.`,
    fr: ({ code }) => `${code} est votre propre demande, et personne ne tranche la sienne.`,
  },
  REQUEST_ROLE_ENDED: {
    en: ({ code }) => `Your role in this program has ended, so ${code} is no longer yours to decide.`,
    fr: ({ code }) => `Votre rôle dans ce programme a pris fin\u00a0: ${code} ne relève plus de votre décision.`,
  },
  REQUEST_NOT_FOR_YOU: {
    en: ({ code, who }) => `Only the requester and the program’s leads can do this for ${code}. Ask ${who}.`,
    fr: ({ code, who }) =>
      `Réservé à la personne qui a fait la demande ${code} et aux responsables du programme. Adressez-vous à ${who}.`,
  },
  REQUEST_DECIDED: {
    en: ({ on, who, outcome }) => `Decided on ${dayAndMonth({ locale: "en-GB" }, String(on))} by ${who}: ${outcome}`,
    fr: ({ on, who, outcome }) =>
      `Décidé le ${dayAndMonth({ locale: "fr-FR" }, String(on))} par ${who}\u00a0: ${outcome}`,
  },
  REQUEST_BEING_DECIDED: {
    en: ({ who, time }) => `${who} is deciding, until ${time}.`,
    fr: ({ who, time }) => `Décision en cours par ${who}, jusqu’à ${time}.`,
  },
  REQUEST_UNDO_FIRST: {
    en: ({ code }) => `You have just decided ${code}. Press Undo first to do something else with it.`,
    fr: ({ code }) => `Vous venez de décider ${code}. Annulez d’abord pour faire autre chose.`,
  },
  REQUEST_WITHDRAWN: {
    en: ({ code, who }) => `${code} was withdrawn${who ? ` by ${who}` : ""}. Nothing left to decide.`,
    fr: ({ code, who }) => `${code} a été retirée${who ? ` par ${who}` : ""}\u00a0: il n’y a plus rien à décider.`,
  },
  REQUEST_IN_VOTE: {
    en: ({ code }) => `The steering committee is voting on ${code}. Wait until the vote has closed.`,
    fr: ({ code }) => `Le comité de pilotage vote sur ${code}. Attendez la clôture du vote.`,
  },
  REQUEST_ANSWERED: {
    en: ({ code, who }) => (who ? `${who} has answered already.` : `The question about ${code} is already closed.`),
    fr: ({ code, who }) => (who ? `${who} a déjà répondu.` : `La question sur ${code} est déjà close.`),
  },
  UNDONE: {
    en: ({ code }) => `The decision on ${code} is undone already; the request is open again.`,
    fr: ({ code }) => `La décision sur ${code} est déjà annulée\u00a0; la demande est de nouveau ouverte.`,
  },
  UNDO_TOO_LATE: {
    en: ({ code }) => `The ten minutes are over, so ${code} can’t be undone. Add a new decision that replaces it.`,
    fr: ({ code }) =>
      `Les dix minutes sont passées\u00a0: ${code} ne peut plus être annulée. Saisissez une nouvelle décision, qui la remplace.`,
  },
  POSTPONED_TOO_FAR: {
    en: ({ after, last }) =>
      `Choose a day after ${dayAndMonth({ locale: "en-GB" }, String(after))}, and ${dayAndMonth({ locale: "en-GB" }, String(last))} at the latest, when it’s needed; or ask for a later date.`,
    fr: ({ after, last }) =>
      `Choisissez un jour après le ${dayAndMonth({ locale: "fr-FR" }, String(after))}, et au plus tard le ${dayAndMonth({ locale: "fr-FR" }, String(last))}, date à laquelle la réponse est attendue\u00a0; ou demandez une autre échéance.`,
  },
  NOBODY_DECIDES: {
    en: ({ program }) => `Nobody sits above you in ${program}: choose who decides.`,
    fr: ({ program }) => `Personne n’est au-dessus de vous dans ${program}\u00a0: choisissez qui décide.`,
  },
  DECIDER_ASKS: {
    en: ({ name }) => `${name} made this request, and no one decides their own. Choose someone else.`,
    fr: ({ name }) =>
      `${name} est à l’origine de cette demande, et personne ne tranche la sienne. Choisissez une autre personne.`,
  },
  DECIDER_SAME: {
    en: ({ name }) => `${name} already decides this.`,
    fr: ({ name }) => `La décision est déjà confiée à ${name}.`,
  },
  NO_COMMITTEE: {
    en: ({ program }) => `${program} has no steering committee. Its leads can add one in the program’s settings.`,
    fr: ({ program }) =>
      `${program} n’a pas de comité de pilotage. Les responsables peuvent en ajouter un dans les réglages du programme.`,
  },
  NOT_A_VOTER: {
    en: ({ code }) => `Only the members of the steering committee vote on ${code}, except whoever asked.`,
    fr: ({ code }) =>
      `Seuls les membres du comité de pilotage votent sur ${code}, sauf la personne qui a fait la demande.`,
  },
  VOTE_CLOSED: {
    en: ({ code }) => `The vote on ${code} has closed.`,
    fr: ({ code }) => `Le vote sur ${code} est clos.`,
  },
  BLOCKER_MOVED: {
    en: ({ code, who }) => `${code} has had its one new date. ${who} can set another.`,
    fr: ({ code, who }) => `La date de ${code} a déjà changé une fois. Un autre changement revient à ${who}.`,
  },
  KEPT_BELOW: {
    en: ({ code }) =>
      `${code} is kept in the team, so nobody above reads it. Ask for what you need in a request, in words for those above.`,
    fr: ({ code }) =>
      `${code} reste dans l’équipe\u00a0: personne au-dessus ne le lit. Demandez ce qu’il vous faut par une demande, dans des mots destinés à l’échelon supérieur.`,
  },
  NOBODY_ABOVE: {
    en: ({ code, program }) =>
      `No one in ${program} can take ${code}: it has no sponsor. Add one with /drumbeat program.`,
    fr: ({ code, program }) =>
      `Personne dans ${program} ne peut reprendre ${code}\u00a0: il n’y a pas de sponsor. Nommez-en un avec /drumbeat programme.`,
  },
});
