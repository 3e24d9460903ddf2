/** Why an act on the choice of a sponsor is refused. */
import { errorTable } from "../../platform/errors.ts";
import { choosingTexts } from "./texts.ts";

const { en, fr } = choosingTexts;

export const choosingFailure = errorTable({
  CHOICE_NOT_YOURS: { en: () => en.error.notYours, fr: () => fr.error.notYours },
  CHOICE_CANDIDATE: { en: () => en.error.candidate, fr: () => fr.error.candidate },
  CHOICE_PROGRAM_CLOSED: { en: () => en.error.closed, fr: () => fr.error.closed },
  CHOICE_COUNCIL: {
    en: ({ countries, who }) => en.error.council(String(countries), String(who)),
    fr: ({ countries, who }) => fr.error.council(String(countries), String(who)),
  },
  CHOICE_NOBODY: { en: () => en.error.nobody, fr: () => fr.error.nobody },
  CHOICE_ONESELF: { en: () => en.error.oneself, fr: () => fr.error.oneself },
  CHOICE_BOTH: { en: ({ name }) => en.error.both(String(name)), fr: ({ name }) => fr.error.both(String(name)) },
  CHOICE_NO_CONTRIBUTOR: {
    en: ({ name }) => en.error.noContributor(String(name)),
    fr: ({ name }) => fr.error.noContributor(String(name)),
  },
  CHOICE_ASKED: { en: ({ name }) => en.error.asked(String(name)), fr: ({ name }) => fr.error.asked(String(name)) },
  CHOICE_QUICKER: { en: () => en.error.quicker, fr: () => fr.error.quicker },
  CHOICE_GONE: { en: () => en.error.gone, fr: () => fr.error.gone },
  CHOICE_DAY: { en: () => en.error.dayMissing, fr: () => fr.error.dayMissing },
  CHOICE_OWN_FIRST: { en: () => en.error.ownFirst, fr: () => fr.error.ownFirst },
  CHOICE_OWN_FACT: { en: () => en.error.ownFact, fr: () => fr.error.ownFact },
  CHOICE_OUTSIDE: { en: () => en.error.outside, fr: () => fr.error.outside },
  CHOICE_LEFT: { en: ({ name }) => en.error.left(String(name)), fr: ({ name }) => fr.error.left(String(name)) },
  CHOICE_SPONSORS: {
    en: ({ name }) => en.error.sponsors(String(name)),
    fr: ({ name }) => fr.error.sponsors(String(name)),
  },
  CHOICE_NOT_ASKED: { en: () => en.error.notAsked, fr: () => fr.error.notAsked },
  CHOICE_ANSWERED: {
    en: ({ answer }) => en.error.answered(String(answer)),
    fr: ({ answer }) => fr.error.answered(String(answer)),
  },
  CHOICE_NO_LONGER: { en: () => en.error.noLonger, fr: () => fr.error.noLonger },
});
