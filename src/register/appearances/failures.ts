/** Why an act on an appearance is refused. */
import { errorTable } from "../../platform/errors.ts";

export const appearanceFailure = errorTable({
  APPEARANCE_NOT_YOURS: {
    en: ({ code, who }) => `${code} is with ${who} now, who says whether they do it.`,
    fr: ({ code, who }) => `${code} est désormais adressé à ${who}, qui dit s’en charger ou non.`,
  },
  APPEARANCE_OVER: {
    en: ({ code }) => `The time of ${code} is over, so there is nothing to answer any more.`,
    fr: ({ code }) => `La date de ${code} est passée\u00a0: il n’y a plus rien à répondre.`,
  },
  APPEARANCE_NOT_LED: {
    en: ({ code, who }) => `Only whoever leads the program says this of ${code}. Ask ${who}.`,
    fr: ({ code, who }) => `Seuls les responsables du programme le disent de ${code}. Adressez-vous à ${who}.`,
  },
  APPEARANCE_NOT_OVER: {
    en: ({ code }) => `${code} is still to come. Say what came of it once its time is over.`,
    fr: ({ code }) => `${code} est encore à venir. Dites ce qu’il en a été une fois la date passée.`,
  },
  KEEPER_SELF: {
    en: () => "You have it already. Choose whoever keeps your calendar.",
    fr: () => "Vous l’avez déjà. Choisissez la personne qui tient votre agenda.",
  },
  APPEARANCE_SELF: {
    en: () => "You are asked already. Choose somebody else.",
    fr: () => "La demande vous est déjà adressée. Choisissez quelqu’un d’autre.",
  },
});
