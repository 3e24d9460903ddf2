/** Why an act on the record is refused. */
import { errorTable } from "../platform/errors.ts";
import { programCalled } from "../programs/rules-program.ts";

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
  ITEM_MOVED_ON: {
    en: ({ code }) => `${code} has changed in the meantime. Reopen it to see the latest.`,
    fr: ({ code }) => `${code} a changé entre-temps. Rouvrez-le pour voir sa dernière version.`,
  },
  NOT_OF_PROGRAM: {
    en: ({ program }) => `Only members of ${programCalled.en(program)} can add to its register.`,
    fr: ({ program }) =>
      `Ajout au registre réservé aux membres ${program ? `du programme «\u00a0${program}\u00a0»` : "de ce programme"}.`,
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

/** Of a closed program nobody changes the record, whatever message still has a button. Throws PROGRAM_CLOSED. */
export function refuseWhereClosed({ state, title }: { state: string; title: string }): void {
  if (state === "closed") throw registerFailure("PROGRAM_CLOSED", { program: title });
}
