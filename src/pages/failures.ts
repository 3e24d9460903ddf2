/** Why an act on a page is refused. */
import { errorTable } from "../platform/errors.ts";
import type { PageKind } from "./page-kinds.ts";

/** The sentences of the first two come from the kind of page. */
export const pageFailure = errorTable({
  PAGE_NOT_YOURS: { en: ({ en }) => String(en), fr: ({ fr }) => String(fr) },
  PAGE_APPROVER: { en: ({ en }) => String(en), fr: ({ fr }) => String(fr) },
  PAGE_NOT_TO_WRITE: {
    en: ({ who }) => `It is written by whoever leads the program. Ask ${who}.`,
    fr: ({ who }) => `Elle est rédigée par les responsables du programme. Adressez-vous à ${who}.`,
  },
  PAGE_PROGRAM_CLOSED: {
    en: () => "The program is closed, and its pages stay as they are. Its leads can reopen it.",
    fr: () => "Le programme est clos, et ses pages restent telles quelles. Ses responsables peuvent le rouvrir.",
  },
  PAGE_NOTHING_NEW: {
    en: () => "Nothing has changed since the last version.",
    fr: () => "Rien n’a changé depuis la dernière version.",
  },
  PAGE_UNWRITTEN: {
    en: ({ en }) => `“${en}” is still empty. Write at least that section first.`,
    fr: ({ fr }) => `La partie «\u00a0${fr}\u00a0» est encore vide. Rédigez d’abord au moins celle-là.`,
  },
  PAGE_MOVED_ON: {
    en: () => "Somebody has changed it while you were reading. Open it again, and decide on what stands there then.",
    fr: () => "La page a été modifiée pendant votre lecture. Rouvrez-la, puis décidez de ce qui y figure alors.",
  },
  PAGE_OWN_WORDS: {
    en: ({ who }) => `You wrote some of it, so somebody else approves it: ask ${who}.`,
    fr: ({ who }) => `Vous en avez rédigé une partie, une autre personne doit l’approuver\u00a0: demandez à ${who}.`,
  },
  PAGE_AUTHOR: {
    en: ({ name }) => `${name} wrote some of it. Choose somebody else.`,
    fr: ({ name }) => `${name} en a rédigé une partie. Choisissez une autre personne.`,
  },
  PAGE_NOT_APPROVED: {
    en: () => "Nobody has approved it yet. It goes out once somebody has.",
    fr: () => "Personne n’a encore approuvé la page. Elle part une fois approuvée.",
  },
  PAGE_READER: {
    en: ({ name, en }) => `${name} may not read it. ${en}`,
    fr: ({ name, fr }) => `${name} ne peut pas la lire. ${fr}`,
  },
});

/** A word of a kind in both languages, for a sentence about it. */
export function ofKind({ words }: Pick<PageKind, "words">, word: "readers" | "approvers") {
  return { en: words.en[word], fr: words.fr[word] };
}
