import { errorTable } from "../../platform/errors.ts";

/** Why an address cannot be that of Slack's requests, and what to write. */
export const addressRefusal = errorTable({
  ADDRESS_UNREADABLE: {
    en: ({ address }) => `“${address}” isn’t an address. Write it like https://drumbeat.example.org.`,
    fr: ({ address }) =>
      `«\u00a0${address}\u00a0» n’est pas une adresse. Écrivez-la comme https://drumbeat.example.org.`,
  },
  ADDRESS_NOT_HTTPS: {
    en: ({ address, better }) =>
      `Slack sends its requests to https:// only, not to ${address}. Put a proxy with a certificate in front of Drumbeat and write ${better}.`,
    fr: ({ address, better }) =>
      `Slack n’envoie ses requêtes qu’en https://, pas à ${address}. Placez un proxy doté d’un certificat devant Drumbeat et écrivez ${better}.`,
  },
  ADDRESS_HAS_PATH: {
    en: ({ path, better, served }) =>
      `Drumbeat takes Slack’s requests at ${served} alone, not at ${path}. Write ${better}.`,
    fr: ({ path, better, served }) =>
      `Drumbeat ne reçoit les requêtes de Slack qu’à ${served}, pas à ${path}. Écrivez ${better}.`,
  },
  ADDRESS_HAS_MORE: {
    en: ({ better }) => `The address must have no user, password, “?” or “#”. Write ${better}.`,
    fr: ({ better }) =>
      `L’adresse ne doit comporter ni utilisateur, ni mot de passe, ni «\u00a0?\u00a0», ni «\u00a0#\u00a0». Écrivez ${better}.`,
  },
});
