/** Why an act on the record is refused. */
import { errorTable } from "../platform/errors.ts";
import { programCalled } from "../programs/rules-program.ts";

export const registerFailure = errorTable({
  ITEM_GONE: {
    en: () => "This item is not in the record.",
    fr: () => "Cet élément n’est pas au registre.",
  },
  ITEM_NOT_YOURS: {
    en: ({ code, who }) => `Only its owner, whoever raised it, the lead or the deputy can change ${code}. Ask ${who}.`,
    fr: ({ code, who }) =>
      `Seuls la personne qui en répond, celle qui l’a signalé, le responsable ou son suppléant peuvent modifier ${code}. Demandez à ${who}.`,
  },
  ITEM_MOVED_ON: {
    en: ({ code }) => `${code} has changed in the meantime. Open it again to see how it stands.`,
    fr: ({ code }) => `${code} a changé entre-temps. Rouvrez-le pour voir où il en est.`,
  },
  WORDS_NOT_TO_GO_UP: {
    en: ({ who }) =>
      `${who} keeps these words in the team, or has still to say that they may go up. Put it in other words before those above read it.`,
    fr: ({ who }) =>
      `${who} garde ces mots dans l’équipe, ou n’a pas encore dit qu’ils peuvent remonter. Reformulez avant de le porter plus haut.`,
  },
  LAPSED_LONG_AGO: {
    en: ({ code }) => `${code} lapsed more than 90 days ago. Add it anew if it matters again.`,
    fr: ({ code }) => `${code} a expiré il y a plus de 90 jours. Ajoutez-le de nouveau s’il redevient d’actualité.`,
  },
  NOT_OF_PROGRAM: {
    en: ({ program }) => `Only people of ${programCalled.en(program)} can add to its record.`,
    fr: ({ program }) => `Seules les personnes de ${programCalled.fr(program)} peuvent compléter son registre.`,
  },
  PROGRAM_CLOSED: {
    en: ({ program }) =>
      `“${program}” is closed, and its record stays as it is. Whoever leads it can reopen it; then this is possible again.`,
    fr: ({ program }) =>
      `«\u00a0${program}\u00a0» est clos, et son registre reste tel quel. Son responsable peut le rouvrir\u00a0; ce sera alors de nouveau possible.`,
  },
  APART_ALREADY: {
    en: ({ code }) => `This is an item of its own already: ${code}.`,
    fr: ({ code }) => `C’est déjà un élément à part\u00a0: ${code}.`,
  },
  DECISION_STANDS: {
    en: ({ code }) => `${code} is a decision, and a decision is never edited: enter another one that supersedes it.`,
    fr: ({ code }) =>
      `${code} est une décision, et une décision ne se modifie pas : saisissez-en une autre qui la remplace.`,
  },
});
