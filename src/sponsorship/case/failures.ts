/** Why an act on a case is refused. */
import { errorTable } from "../../platform/errors.ts";
import { caseTexts } from "./texts.ts";

const { en, fr } = caseTexts;

export const caseFailure = errorTable({
  CASE_NOT_YOURS: { en: () => en.error.notYours, fr: () => fr.error.notYours },
  CASE_NOT_TO_EDIT: {
    en: ({ who }) => en.error.notToEdit(String(who)),
    fr: ({ who }) => fr.error.notToEdit(String(who)),
  },
  CASE_NOT_TO_SHARE: {
    en: ({ who }) => en.error.notToShare(String(who)),
    fr: ({ who }) => fr.error.notToShare(String(who)),
  },
  CASE_NOT_APPROVED: { en: () => en.error.notApproved, fr: () => fr.error.notApproved },
  CASE_WITH_ONESELF: { en: () => en.error.withOneself, fr: () => fr.error.withOneself },
  CASE_READER: { en: ({ name }) => en.error.reader(String(name)), fr: ({ name }) => fr.error.reader(String(name)) },
  CASE_ON_ITS_WAY: {
    en: ({ name }) => en.error.onItsWay(String(name)),
    fr: ({ name }) => fr.error.onItsWay(String(name)),
  },
  CASE_NOT_TO_APPROVE: { en: () => en.error.notToApprove, fr: () => fr.error.notToApprove },
  CASE_OWN_WORDS: {
    en: ({ who }) => en.error.ownWords(String(who)),
    fr: ({ who }) => fr.error.ownWords(String(who)),
  },
  CASE_OWN_WORDS_ALONE: { en: () => en.error.ownWordsAlone, fr: () => fr.error.ownWordsAlone },
  CASE_MOVED_ON: { en: () => en.error.movedOn, fr: () => fr.error.movedOn },
  CASE_NOTHING_NEW: { en: () => en.error.nothingNew, fr: () => fr.error.nothingNew },
  CASE_WITHOUT_PURPOSE: { en: () => en.error.withoutPurpose, fr: () => fr.error.withoutPurpose },
  CASE_PROGRAM_CLOSED: { en: () => en.error.closed, fr: () => fr.error.closed },
});
