/** Why an act on the choice of a sponsor is refused. */
import { errorTable } from "../platform/errors.ts";
import { choosingTexts } from "./choosing-texts.ts";

const [en, fr] = [choosingTexts.en.error, choosingTexts.fr.error];

export const choosingFailure = errorTable({
  CHOICE_NOT_YOURS: { en: () => en.notYours, fr: () => fr.notYours },
  CHOICE_CANDIDATE: { en: () => en.candidate, fr: () => fr.candidate },
  CHOICE_PROGRAM_CLOSED: { en: () => en.closed, fr: () => fr.closed },
  CHOICE_OFF: { en: ({ who }) => en.off(String(who)), fr: ({ who }) => fr.off(String(who)) },
  CHOICE_NOBODY: { en: () => en.nobody, fr: () => fr.nobody },
  CHOICE_ONESELF: { en: () => en.oneself, fr: () => fr.oneself },
  CHOICE_SCORERS: { en: () => en.scorers, fr: () => fr.scorers },
  CHOICE_BOTH: { en: ({ name }) => en.both(String(name)), fr: ({ name }) => fr.both(String(name)) },
  CHOICE_NO_SCORER: { en: ({ name }) => en.noScorer(String(name)), fr: ({ name }) => fr.noScorer(String(name)) },
  CHOICE_ASKED: { en: ({ name }) => en.asked(String(name)), fr: ({ name }) => fr.asked(String(name)) },
  CHOICE_QUICKER: { en: () => en.quicker, fr: () => fr.quicker },
  CHOICE_GONE: { en: () => en.gone, fr: () => fr.gone },
  CHOICE_OUTSIDE: { en: () => en.outside, fr: () => fr.outside },
  CHOICE_LEFT: { en: ({ name }) => en.left(String(name)), fr: ({ name }) => fr.left(String(name)) },
  CHOICE_SPONSORS: { en: ({ name }) => en.sponsors(String(name)), fr: ({ name }) => fr.sponsors(String(name)) },
  CHOICE_NOT_ASKED: { en: () => en.notAsked, fr: () => fr.notAsked },
  CHOICE_ANSWERED: { en: ({ answer }) => en.answered(String(answer)), fr: ({ answer }) => fr.answered(String(answer)) },
  CHOICE_NO_LONGER: { en: () => en.noLonger, fr: () => fr.noLonger },
});
