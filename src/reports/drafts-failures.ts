/** Why an act on a draft or a correction is refused. */

import { errorTable } from "../platform/errors.ts";
import { draftTexts } from "./texts-drafts.ts";

const { en, fr } = draftTexts;

export const draftFailure = errorTable({
  DRAFT_NOT_YOURS: { en: () => en.error.notYours, fr: () => fr.error.notYours },
  DRAFT_SENT: { en: () => en.error.sent, fr: () => fr.error.sent },
  DRAFT_FINE: { en: ({ name }) => en.error.fine(String(name)), fr: ({ name }) => fr.error.fine(String(name)) },
  DRAFT_CHANGED: {
    en: ({ name }) => en.error.changed(String(name)),
    fr: ({ name }) => fr.error.changed(String(name)),
  },
  DRAFT_HELD: { en: ({ name }) => en.error.held(String(name)), fr: ({ name }) => fr.error.held(String(name)) },
  DRAFT_NOT_HELD: { en: () => en.error.notHeld, fr: () => fr.error.notHeld },
  REPORT_NOT_SENT: { en: () => en.error.notSent, fr: () => fr.error.notSent },
  REPORT_CORRECTED: {
    en: ({ name }) => en.error.corrected(String(name)),
    fr: ({ name }) => fr.error.corrected(String(name)),
  },
  REPORT_SAME: { en: () => en.error.same, fr: () => fr.error.same },
});
