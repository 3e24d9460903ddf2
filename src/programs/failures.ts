/** Why an act on a program is refused. */
import { errorTable } from "../platform/errors.ts";
import { programCalled } from "./seats.ts";

export const programFailure = errorTable({
  PROGRAM_EXISTS: {
    en: ({ key }) => `A program “${key}” already exists.`,
    fr: ({ key }) => `Il existe déjà un programme «\u00a0${key}\u00a0».`,
  },
  KEY_WRONG: {
    en: ({ key }) =>
      `${key} can’t be a key. Use 2 to 5 letters from A to Z, but not the code of an item type, such as ASK.`,
    fr: ({ key }) =>
      `${key} ne peut pas être une clé. Choisissez de 2 à 5 lettres de A à Z, sauf le code d’un type d’élément, comme ASK.`,
  },
  KEY_TAKEN: {
    en: ({ key }) => `Another program already has the key ${key}. Choose other letters.`,
    fr: ({ key }) => `Un autre programme a déjà la clé ${key}. Choisissez d’autres lettres.`,
  },
  KEY_FIXED: {
    en: ({ key }) => `The key ${key} can’t be changed: it’s in item codes.`,
    fr: ({ key }) => `La clé ${key} ne peut pas être modifiée\u00a0: elle figure dans les codes d’éléments.`,
  },
  PARTICIPANT_IS_BOT: {
    en: ({ name }) => `${name} is an app, and apps can’t answer. Choose a person.`,
    fr: ({ name }) => `${name} est une application, qui ne peut pas répondre. Choisissez une personne.`,
  },
  PARTICIPANT_DEACTIVATED: {
    en: ({ name }) => `The Slack account of ${name} is deactivated. Choose someone else.`,
    fr: ({ name }) => `${name}\u00a0: compte Slack désactivé. Choisissez une autre personne.`,
  },
  PARTICIPANT_EXTERNAL: {
    en: ({ name }) => `${name} is in another company’s Slack, out of Drumbeat’s reach. Choose someone in yours.`,
    fr: ({ name }) =>
      `${name} fait partie du Slack d’une autre entreprise, hors de portée de Drumbeat. Choisissez une personne de la vôtre.`,
  },
  CREATING_RESTRICTED: {
    en: ({ admins }) => `You can’t create programs here. Ask ${admins}.`,
    fr: ({ admins }) => `Vous ne pouvez pas créer de programme ici. Adressez-vous à ${admins}.`,
  },
  FLAGSHIP_NOT_YOURS: {
    en: () => "Only the office (PMO) or an admin can change what’s a flagship program. Nothing was saved.",
    fr: () =>
      "Seuls le bureau des programmes et l’administration de Drumbeat désignent les programmes phares. Rien n’a été enregistré.",
  },
  PROGRAM_NOT_YOURS: {
    en: ({ program, who }) =>
      `Only the lead, the deputy or an admin can change ${programCalled.en(program)}. Ask ${who}.`,
    fr: ({ program, who }) =>
      `Seuls les responsables du programme et l’administration de Drumbeat peuvent modifier ${programCalled.fr(program)}. Adressez-vous à ${who}.`,
  },
});
