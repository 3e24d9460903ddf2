/** Why an act on a program is refused. */
import { errorTable } from "../platform/errors.ts";
import { frenchOf } from "../platform/texts/language.ts";
import { LONGEST_KEY, SHORTEST_KEY } from "./rules-keys.ts";
import { programCalled } from "./rules-program.ts";

export const programFailure = errorTable({
  PROGRAM_EXISTS: {
    en: ({ key }) => `There is a program ${key} already.`,
    fr: ({ key }) => `Il existe déjà un programme ${key}.`,
  },
  KEY_WRONG: {
    en: ({ key }) =>
      `${key} can’t be a key. Use ${SHORTEST_KEY} to ${LONGEST_KEY} letters from A to Z, and none that stand for a type of item, such as ASK.`,
    fr: ({ key }) =>
      `${key} ne peut pas être une clé. Prenez de ${SHORTEST_KEY} à ${LONGEST_KEY} lettres de A à Z, sauf celles d’un type d’élément, comme ASK.`,
  },
  KEY_TAKEN: {
    en: ({ key }) => `Another program has the key ${key}. Choose other letters.`,
    fr: ({ key }) => `Un autre programme a déjà la clé ${key}. Choisissez d’autres lettres.`,
  },
  KEY_FIXED: {
    en: ({ key }) => `The key ${key} can’t be changed any more: it is in the codes of items.`,
    fr: ({ key }) => `La clé ${key} ne peut plus être modifiée\u00a0: elle figure dans les codes d’éléments.`,
  },
  PARTICIPANT_IS_BOT: {
    en: ({ name }) => `${name} is an app, and apps cannot answer. Choose a person.`,
    fr: ({ name }) => `${name} est une application, qui ne peut pas répondre. Choisissez une personne.`,
  },
  PARTICIPANT_DEACTIVATED: {
    en: ({ name }) => `The Slack account of ${name} is deactivated. Choose somebody else.`,
    fr: ({ name }) => `Le compte Slack ${frenchOf(String(name))} est désactivé. Choisissez quelqu’un d’autre.`,
  },
  PARTICIPANT_EXTERNAL: {
    en: ({ name }) =>
      `${name} belongs to another company’s Slack, where Drumbeat cannot ask. Choose somebody of yours.`,
    fr: ({ name }) =>
      `${name} appartient au Slack d’une autre entreprise, où Drumbeat ne peut rien demander. Choisissez quelqu’un de chez vous.`,
  },
  CREATING_RESTRICTED: {
    en: ({ admins }) => `Here only admins create programs. Ask ${admins}.`,
    fr: ({ admins }) => `Ici, seuls les administrateurs créent des programmes. Adressez-vous à ${admins}.`,
  },
  CREATING_FOR_MEMBERS: {
    en: ({ admins }) => `Guests and people of other companies do not create programs here. Ask ${admins}.`,
    fr: ({ admins }) =>
      `Les invités et les personnes d’autres entreprises ne créent pas de programmes ici. Adressez-vous à ${admins}.`,
  },
  PROGRAM_NOT_YOURS: {
    en: ({ program, who }) =>
      `Only the lead, the deputy or an admin can change ${programCalled.en(program)}. Ask ${who}.`,
    fr: ({ program, who }) =>
      `Seuls le responsable, son suppléant ou un administrateur peuvent modifier ${programCalled.fr(program)}. Adressez-vous à ${who}.`,
  },
});
