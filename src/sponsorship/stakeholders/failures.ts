import { errorTable } from "../../platform/errors.ts";
import { stakeholderTexts } from "./texts.ts";

const { en, fr } = stakeholderTexts;

export const stakeholderFailure = errorTable({
  PEOPLE_NOT_YOURS: { en: () => en.error.notYours, fr: () => fr.error.notYours },
  STAKEHOLDER_GONE: { en: () => en.error.gone, fr: () => fr.error.gone },
  STAKEHOLDER_NOBODY: { en: () => en.error.nobody, fr: () => fr.error.nobody },
  STAKEHOLDER_BOTH: { en: () => en.error.both, fr: () => fr.error.both },
  STAKEHOLDER_ONESELF: { en: () => en.error.oneself, fr: () => fr.error.oneself },
  STAKEHOLDER_KEEPS_OWN: {
    en: ({ name }) => en.error.keepsOwn(String(name)),
    fr: ({ name }) => fr.error.keepsOwn(String(name)),
  },
  STAKEHOLDER_KNOWN: { en: ({ name }) => en.error.known(String(name)), fr: ({ name }) => fr.error.known(String(name)) },
  STAKEHOLDER_LATER: { en: () => en.error.later, fr: () => fr.error.later },
  STAKEHOLDER_NO_PERSON: {
    en: ({ name }) => en.error.notPerson(String(name)),
    fr: ({ name }) => fr.error.notPerson(String(name)),
  },
  STAKEHOLDER_OWNER_NO_PERSON: {
    en: ({ name }) => en.error.notPerson(String(name)),
    fr: ({ name }) => fr.error.notPerson(String(name)),
  },
  STAKEHOLDER_OWNER_OUTSIDE: {
    en: ({ name }) => en.error.outsider(String(name)),
    fr: ({ name }) => fr.error.outsider(String(name)),
  },
  STAKEHOLDER_NAMED: { en: () => en.error.named, fr: () => fr.error.named },
});
