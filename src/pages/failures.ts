/** Why an act on a page is refused. */
import { errorTable } from "../platform/errors.ts";
import type { PageKind } from "./page-kinds.ts";
import { pageTexts } from "./texts.ts";

const { en, fr } = pageTexts;

/** Of the first two the sentences are those of the kind. */
export const pageFailure = errorTable({
  PAGE_NOT_YOURS: { en: (words) => String(words.en), fr: (words) => String(words.fr) },
  PAGE_APPROVER: { en: (words) => String(words.en), fr: (words) => String(words.fr) },
  PAGE_NOT_TO_WRITE: {
    en: ({ who }) => en.error.notToWrite(String(who)),
    fr: ({ who }) => fr.error.notToWrite(String(who)),
  },
  PAGE_PROGRAM_CLOSED: { en: () => en.error.closed, fr: () => fr.error.closed },
  PAGE_NOTHING_NEW: { en: () => en.error.nothingNew, fr: () => fr.error.nothingNew },
  PAGE_UNWRITTEN: {
    en: ({ en: of }) => en.error.unwritten(String(of)),
    fr: ({ fr: of }) => fr.error.unwritten(String(of)),
  },
  PAGE_MOVED_ON: { en: () => en.error.movedOn, fr: () => fr.error.movedOn },
  PAGE_OWN_WORDS: { en: ({ who }) => en.error.ownWords(String(who)), fr: ({ who }) => fr.error.ownWords(String(who)) },
  PAGE_AUTHOR: { en: ({ name }) => en.error.author(String(name)), fr: ({ name }) => fr.error.author(String(name)) },
  PAGE_NOT_APPROVED: { en: () => en.error.notApproved, fr: () => fr.error.notApproved },
  PAGE_READER: {
    en: (words) => en.error.reader(String(words.name), String(words.en)),
    fr: (words) => fr.error.reader(String(words.name), String(words.fr)),
  },
});

/** A word of a kind in both languages, for a sentence about it. */
export function ofKind({ words }: Pick<PageKind, "words">, word: "readers" | "approvers") {
  return { en: words.en[word], fr: words.fr[word] };
}
