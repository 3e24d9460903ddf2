/** Why an act on a draft or a correction is refused. */

import { errorTable } from "../platform/errors.ts";

export const draftFailure = errorTable({
  DRAFT_NOT_YOURS: {
    en: () => "Only those who lead this program, and whoever stands in for them, can do this.",
    fr: () => "Seuls les responsables de ce programme, et qui les remplace, peuvent le faire.",
  },
  DRAFT_SENT: {
    en: () => "This report has been sent. Correct it instead.",
    fr: () => "Ce rapport est parti. Rectifiez-le plutôt.",
  },
  DRAFT_FINE: {
    en: ({ name }) => `${name} has already found it fine.`,
    fr: ({ name }) => `${name} l’a déjà validée.`,
  },
  DRAFT_NOT_GONE: {
    en: () => "No digest went with this draft: there is nothing to look through any more.",
    fr: () => "Aucune synthèse n’est partie avec ce brouillon\u00a0: il n’y a plus rien à relire.",
  },
  DRAFT_CHANGED: {
    en: ({ name }) => `${name} changed the words meanwhile. Open the draft again to see them.`,
    fr: ({ name }) => `${name} a modifié le texte entre-temps. Rouvrez le brouillon pour le voir.`,
  },
  DRAFT_HELD: {
    en: ({ name }) => `${name} holds the words. Release them first.`,
    fr: ({ name }) => `${name} suspend le texte. Libérez-le d’abord.`,
  },
  DRAFT_NOT_HELD: {
    en: () => "The words are no longer held.",
    fr: () => "Le texte n’est plus suspendu.",
  },
  REPORT_NOT_SENT: {
    en: () => "This report has not been sent yet: change its words instead.",
    fr: () => "Ce rapport n’est pas encore parti\u00a0: modifiez plutôt son texte.",
  },
  REPORT_CORRECTED: {
    en: ({ name }) => `${name} corrected this report meanwhile. Open it again.`,
    fr: ({ name }) => `${name} a rectifié ce rapport entre-temps. Rouvrez-le.`,
  },
  REPORT_SAME: {
    en: () => "Nothing is different: change the status or a line.",
    fr: () => "Rien ne change\u00a0: modifiez le statut ou une ligne.",
  },
});
